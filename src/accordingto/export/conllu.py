"""CoNLL-U (https://universaldependencies.org/format.html): what the language analysis sees, with entities, roles and offsets in MISC.

Multiword tokens stand where English treebanks have them: a clitic written together with the word before it ("didn't", "company's").
``SpaceAfter`` and ``SpacesAfter`` are UDPipe's: the text between the words can be had again. A reference to a word of another sentence is
``sentence.word``, both counted from 1 in the document.
"""

import re
from collections.abc import Iterator

from accordingto.analysis import Analysis, Sentence

_LEAST_EVENT = 0.5
_ESCAPES = {" ": "\\s", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\\": "\\\\", "|": "\\p", "\xa0": "\\u00A0"}
_CLITICS = frozenset({"n't", "nt", "'s", "'re", "'ve", "'ll", "'d", "'m"})
_CUT = {("can", "not"), ("gon", "na"), ("wan", "na"), ("got", "ta"), ("gim", "me"), ("lem", "me")}


def render(analysis: Analysis, id: str = "text") -> str:
    """One analysed document as CoNLL-U.

    Args:
        analysis: of one document.
        id: the document's name; sentences are ``id-1``, ``id-2``, … (of a checksum its first twelve digits).

    Returns:
        the sentences, each followed by an empty line. MISC holds ``Start`` and ``End`` (code points in ``analysis.text``, end exclusive)
        and, where there are some: ``Entity`` and ``Thing`` (BIO), ``Attribution`` (BIO: SOURCE, CUE, CONTENT) and at its first word
        ``Cue`` (the first word of the cue that ties it), ``Event`` (PLOVER type and mode), ``Modality``, ``Negative`` and ``Presupposed``
        (the claim around an event word), ``Predicate``, ``Factuality`` (-3 to 3), ``Roles`` (label and word number in the sentence),
        ``Coref`` (the nearest earlier word that means the same).
    """
    return "".join(_Document(analysis, id).sentences())


class _Document:
    def __init__(self, analysis: Analysis, id: str) -> None:
        self.a, self.id = analysis, " ".join(id.split())
        self.short = self.id[:12] if re.fullmatch(r"[0-9a-f]{64}", self.id) else self.id
        self.misc: list[dict[str, str]] = [{"Start": str(t.start), "End": str(t.end)} for t in analysis.tokens]
        self._spans()
        self._words()

    def _spans(self) -> None:
        a = self.a
        for name, found in (("Entity", a.entities), ("Thing", a.things)):
            for entity in found:
                self._mark(name, entity.first, entity.last, entity.type)
        for marked in a.marked:
            self._mark("Attribution", marked.first, marked.last, marked.role.upper())
        for link in a.links:
            self.misc[a.marked[link.part].first]["Cue"] = self._place(a.marked[link.cue].first)

    def _mark(self, name: str, first: int, last: int, kind: str) -> None:
        for k in range(first, last):
            self.misc[k][name] = f"{'B' if k == first else 'I'}-{kind}"

    def _words(self) -> None:
        a = self.a
        for named in a.named:
            if named.score >= _LEAST_EVENT:
                misc = self.misc[named.token]
                misc["Event"] = named.type + (f".{named.mode}" if named.mode else "")
                if a.moods:
                    mood = a.moods[named.token]
                    misc["Modality"] = mood.modality
                    misc |= {k: "Yes" for k, p in (("Negative", mood.negative), ("Presupposed", mood.presupposed)) if p > 0.5}
        for predicate in a.predicates:
            self.misc[predicate.token]["Predicate"] = "Yes"
            if predicate.factuality is not None:
                self.misc[predicate.token]["Factuality"] = f"{predicate.factuality:.2f}"
        for token, roles in a.roles_of.items():
            first = a.sentences[a.sentence_of[token]].first
            self.misc[token]["Roles"] = ",".join(f"{r.label}:{r.argument - first + 1}" for r in roles)
        for corefers in a.corefers:
            self.misc[corefers.token]["Coref"] = self._place(corefers.antecedent)

    def _place(self, token: int) -> str:
        number = self.a.sentence_of[token]
        return f"{number + 1}.{token - self.a.sentences[number].first + 1}"

    def sentences(self) -> Iterator[str]:
        block = None
        for number, sentence in enumerate(self.a.sentences, 1):
            head = [f"# newdoc id = {self.id}"] if number == 1 else []
            if sentence.block != block:
                block = sentence.block
                head.append(f"# newpar id = {self.short}-p{block + 1}")
            head += [f"# sent_id = {self.short}-{number}", f"# text = {self._text(sentence)}"]
            yield "\n".join([*head, *self._lines(sentence)]) + "\n\n"

    def _text(self, sentence: Sentence) -> str:
        return "".join(
            self.a.tokens[k].form + (" " if k + 1 < sentence.last and self._after(k) else "") for k in range(sentence.first, sentence.last)
        )

    def _after(self, k: int) -> str:
        """What stands between a word and the next of the document."""
        tokens = self.a.tokens
        return self.a.text[tokens[k].end : tokens[k + 1].start if k + 1 < len(tokens) else len(self.a.text)]

    def _space(self, k: int, sentence: Sentence) -> dict[str, str]:
        after = self._after(k)
        if not after:
            return {"SpaceAfter": "No"} if k + 1 < len(self.a.tokens) else {}
        if after == " ":
            return {}
        return {"SpacesAfter": re.sub(r"[\s\\|]", lambda m: _ESCAPES.get(m[0], f"\\u{ord(m[0]):04X}"), after)}

    def _lines(self, sentence: Sentence) -> Iterator[str]:
        inside = 0
        for k in range(sentence.first, sentence.last):
            last = self._together(k, sentence) if not inside else 0
            if last > k:
                inside = last - k + 1
                form = self.a.text[self.a.tokens[k].start : self.a.tokens[last].end]
                number = k - sentence.first + 1
                yield "\t".join([f"{number}-{number + last - k}", form, *"_______", _joined(self._space(last, sentence))])
            yield self._line(k, sentence, alone=not inside)
            inside = max(0, inside - 1)

    def _together(self, k: int, sentence: Sentence) -> int:
        """The last word of the multiword token that begins at a word; the word itself where none does."""
        last = k
        while last + 1 < sentence.last and not self._after(last) and self._clitic(last):
            last += 1
        return last

    def _clitic(self, k: int) -> bool:
        """Whether the word behind this one is a clitic of it."""
        this, following = (self.a.tokens[j].form.lower().replace("’", "'") for j in (k, k + 1))
        if (this, following) in _CUT:
            return True
        if following == "'":
            return this[-1] == "s" and self.a.tokens[k + 1].deprel == "case"
        return (this[-1].isalnum() or this[-1] == ".") and following in _CLITICS

    def _line(self, k: int, sentence: Sentence, *, alone: bool) -> str:
        token = self.a.tokens[k]
        misc = self.misc[k] | (self._space(k, sentence) if alone else {})
        head = token.head - sentence.first + 1 if token.head >= 0 else 0
        columns = (k - sentence.first + 1, token.form, token.lemma or "_", token.upos, token.xpos or "_", "_", head, token.deprel, "_")
        return "\t".join([*map(str, columns), _joined(misc)])


def _joined(misc: dict[str, str]) -> str:
    return "|".join(f"{key}={misc[key]}" for key in sorted(misc, key=str.lower)) or "_"
