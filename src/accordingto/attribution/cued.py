"""Attributions that a lexical cue and the tree mark: "said", "the claim that", "according to", "allegedly", "Minister: …"."""

from collections.abc import Iterator

from accordingto import operators, world
from accordingto.analysis import Analysis, Sentence
from accordingto.attribution import credited, quotes, stances, syntax, tolls
from accordingto.attribution.found import Found, Run, minus, runs
from accordingto.cues import Cue, CueLexicon
from accordingto.lexicons import load_events
from accordingto.syntax import marked, passive
from accordingto.types import Modality

LONGEST_SENTENCE = 512
"""Tokens; trees of longer "sentences" are noise and their walks would not be linear."""

_CLAUSES = ("ccomp", "csubj", "csubj:pass")
_COMPLEMENTS = frozenset(["NOUN", "PROPN", "ADJ", "NUM", "PRON"])
_ATTACHED = ("ccomp", "parataxis", "advcl", "conj", "acl", "root")
_VIEWS = frozenset(
    "view opinion eyes words estimation judgment judgement account count reckoning estimate version telling calculation tally".split()
)
_PRESS = frozenset(["conference", "briefing", "interview", "statement", "hearing"])


class Finder:
    """Finds cued attributions sentence by sentence."""

    def __init__(self, analysis: Analysis, quotations: quotes.Quotations, lexicon: CueLexicon) -> None:
        self.a, self.q, self.lex = analysis, quotations, lexicon

    def find(self) -> list[Found]:
        """All of them, in the order of their cues; content may still be empty where a quotation beside the cue is expected."""
        found: list[Found] = []
        listed: Found | None = None
        for sentence in self.a.sentences:
            if sentence.last - sentence.first > LONGEST_SENTENCE:
                continue
            here = list(self._sentence(sentence))
            if not any(f.stance == "demanded" for f in here) and (more := self._listing(sentence, listed)):
                here.append(more)
            found += here
            proposals = [f for f in here if f.stance == "demanded" and f.source]
            listed = proposals[-1] if proposals else self._proposer(sentence) or (listed if self._carries(sentence) else None)
        return found

    def _sentence(self, s: Sentence) -> Iterator[Found]:
        for i in range(s.first, s.last):
            token = self.a.tokens[i]
            lemma, form = token.lemma.lower(), token.form.lower()
            found: Found | None = None
            if token.upos == "VERB" and not self._as_reported(i):
                found = self._judges(i) or credited.find(self.a, self.lex, i) or (self._verb(i, lemma) if lemma in self.lex.verbs else None)
            elif token.upos == "NOUN" and lemma in self.lex.nouns:
                found = self._noun(i, self.lex.nouns[lemma])
            elif form in self.lex.adverbs and self.a.rel(i) == "advmod":
                found = self._adverb(i, self.lex.adverbs[form])
            if found is None:
                found = self._preposition(i, s) or self._in_view(i)
            if found is not None:
                yield found

    # --- verbs

    def _verb(self, i: int, lemma: str) -> Found | None:
        fallback: Found | None = None
        if self._generic(i) or self._no_speech(i, lemma):
            return None
        for word, cue in self.lex.verbs[lemma]:
            extra = syntax.particle(self.a, i, word) if word else None
            if word and extra is None:
                continue
            if not word and extra is None and self._has_other_particle(i, lemma):
                continue
            content = self._content(i, cue, extra)
            found = self._from_verb(i, cue, extra, content)
            if content:
                return found
            if "quote" in cue.takes and fallback is None:
                fallback = found
        return fallback

    def _generic(self, i: int) -> bool:
        """ "It is safe to say that …" is nobody's but the writer's own."""
        head = self.a.tokens[i].head
        return (
            self.a.tokens[i].xpos == "VB"
            and head >= 0
            and self.a.rel(i) in ("csubj", "xcomp", "ccomp", "advcl")
            and self.a.tokens[head].upos == "ADJ"
            and any(self.a.tokens[j].form.lower() == "it" for j in self.a.dependents(head, "nsubj", "expl"))
        )

    def _no_speech(self, i: int, lemma: str) -> bool:
        """Words of speech that report none: "said nothing about", "is called Freedom Road", "were denied water", "is known to have"."""
        a = self.a
        objects = a.dependents(i, "obj")
        if any(a.tokens[j].form.lower() in ("nothing", "little", "no-one", "nobody") for j in objects) and not a.dependents(i, "ccomp"):
            return True
        is_passive = passive(a, i)
        agent = any(marked(self.a, j, "by") for j in a.dependents(i, "obl"))
        if is_passive and not agent and lemma in self.lex.words.names and not self.q.inside(i + 1 if i + 1 < len(a.tokens) else i):
            return True
        if is_passive and not agent and lemma in self.lex.words.known:
            return True
        if is_passive and not agent and lemma in self.lex.words.won_over and a.tokens[i + 1].form == ":":
            return True  # "She was not convinced: “…”": her own words follow
        gives = bool(a.dependents(i, "iobj")) or (is_passive and bool(objects))
        refused = any(a.tokens[j].lemma.lower() in self.lex.words.granted and not syntax.possessed(a, j) for j in objects)
        return lemma == "deny" and (gives or (refused and not a.dependents(i, "ccomp")))

    def _has_other_particle(self, i: int, lemma: str) -> bool:
        """Whether a longer entry of the same verb fits ("call for"): then the plain verb is another word."""
        return any(word and syntax.particle(self.a, i, word) is not None for word, _ in self.lex.verbs[lemma]) and not self.a.dependents(
            i, *_CLAUSES
        )

    def _speaker(self, i: int, cue: Cue) -> int | None:
        """Whoever says it: the subject, the agent of a passive ("accused by both", "stands accused"), the noun behind a verb that follows
        what is said ("…, reads a banner")."""
        if (behind := self._behind(i)) is not None:
            return behind
        bare = self.a.tokens[i].xpos == "VBN" and not self.a.dependents(i, "aux", "nsubj", "obj")
        if syntax.asked(self.a, i, cue) or (bare and "of" in cue.takes):
            return next((j for j in self.a.dependents(i, "obl") if marked(self.a, j, "by")), None)
        found = syntax.subject(self.a, i)
        if found is None and not self.a.dependents(i, "aux:pass") and self.a.tokens[i].lemma.lower() not in self.lex.words.seem:
            it = self.a.dependents(i, "expl", "nsubj")  # "it could not confirm that": no expletive
            return it[0] if it and self.a.tokens[it[0]].form.lower() == "it" and self.a.rel(it[0]) == "expl" else None
        return found

    def _behind(self, i: int) -> int | None:
        """The speaker of an inverted "…, reads a banner in the square", which parsers take for an object."""
        token = self.a.tokens[i]
        after = [j for j in self.a.dependents(i, "obj") if j > i]
        if token.xpos not in ("VBZ", "VBD") or self.a.dependents(i, "nsubj") or len(after) != 1 or i == 0:
            return None
        said = token.head >= 0 and token.head < i and self.a.rel(i) in ("parataxis", "advcl", "ccomp")
        return after[0] if said and self.a.tokens[i - 1].form in (",", "”", '"', "’", "'") else None

    def _from_verb(self, i: int, cue: Cue, extra: int | None, content: list[Run]) -> Found:
        head = self._speaker(i, cue)
        if head is not None and any(a <= head < b for a, b in content) and self.a.tokens[i].head != head:
            head = None
        source = minus(syntax.phrase(self.a, head), content) if head is not None and not self._expletive(head) else []
        taken = stances.of_verb(self.a, i, cue, self._stance(i, cue, content), head if source else None)
        words = self._cue_words(i, taken.governors) + ([extra] if extra is not None else [])
        content = minus(content, runs(words))
        source = source if taken.named else []
        return Found(
            runs(words),
            source,
            content,
            i,
            head if source else None,
            taken.stance,
            cue.attitude,
            strong=bool(content),
            tight=bool(content) and "as" in cue.takes,
            verdict=taken.verdict,
            speaks=taken.speaks,
            acts=(i, *taken.governors),
            patient=self._patient(i, content) if taken.named or head is None else tuple(syntax.phrase(self.a, head)),
        )

    def _cue_words(self, i: int, governors: tuple[int, ...]) -> list[int]:
        """The verb with its helpers; with what keeps it back all the words between ("refused to deny")."""
        words = syntax.cue_words(self.a, i)
        far = self.a.tokens[i].head
        if far > 0 and self.a.tokens[far].form.lower() == "far" and marked(self.a, i, "as"):
            words = [far - 1, far, far + 1, *words]  # "as far as the lawyers know"
        if governors and governors[0] < i:
            words = [*syntax.cue_words(self.a, governors[0]), *range(governors[0], i), *words]
        return sorted(set(words))

    def _patient(self, i: int, content: list[Run]) -> tuple[Run, ...]:
        subjects = self.a.dependents(i, "nsubj:pass") + (self.a.dependents(i, "expl") if self.a.dependents(i, "aux:pass") else [])
        return tuple(minus(runs(k for j in subjects for k in self.a.subtree(j)), content))

    # --- verdicts on what somebody else says

    def _judges(self, i: int) -> Found | None:
        """ "rejected claims by X that …", "dismissed as false a report that …", "called the story a lie": a stance to a report."""
        verdict = stances.over_report(self.a, i)
        if verdict is None:
            return None
        stance, words = verdict
        report = next((j for j in self._objects(i, words) if self._is_report(j)), None)
        if report is None or self._answered(i, report):
            return None
        relays = self.a.tokens[i].lemma.lower() in operators.lexicon().relays
        owner = self._noun_source(report, self._noun_content(report, self.lex.nouns[self.a.tokens[report].lemma.lower()]))[1]
        if relays and (owner is None or self.a.tokens[owner].upos == "PRON"):
            return None  # "repeated her claim": her own
        content = minus(runs(self.a.subtree(report)), [*runs(words), (i, i + 1)])
        head = syntax.subject(self.a, i)
        head = None if head is not None and any(a <= head < b for a, b in content) else head
        source = minus(syntax.phrase(self.a, head), content) if head is not None else []
        governors = tuple(k for k in words if k < i)
        cue = runs([*self._cue_words(i, governors), *words])
        found = Found(cue, source, minus(content, cue), i, head, stance, tight=True, judges=True, patient=self._patient(i, []))
        found.acts = (i, *governors, *(k for k in words if k > i and self.a.tokens[k].upos == "VERB"))
        return found

    def _answered(self, i: int, noun: int) -> bool:
        """ "rejected a request to …", "accepted the offer of …": an act, an answer; what is asked or offered is not denied."""
        asked = self.lex.nouns[self.a.tokens[noun].lemma.lower()].stance in ("demanded", "planned")
        return asked and not stances.called(self.a, i)

    def _as_reported(self, i: int) -> bool:
        """ "The report that … was confirmed": nobody named confirms it, it stands as reported."""
        subjects = [j for j in self.a.dependents(i, "nsubj:pass") if self._is_report(j)]
        verdict = stances.over_report(self.a, i) if subjects else None
        return verdict is not None and verdict[0] == "asserted" and syntax.subject(self.a, i) is None

    def _objects(self, i: int, words: tuple[int, ...]) -> list[int]:
        """What a verdict may be about: the object, the subject of a passive, or what the verb's preposition brings."""
        found = self.a.dependents(i, "obj", "nsubj:pass")
        found += [
            j
            for j in self.a.dependents(i, "obl", "nmod", "xcomp", "ccomp")
            if j not in words and (any(k in words for k in self.a.children[j]) or not self.a.dependents(j, "case", "mark"))
        ]
        found += [k for w in words for k in self.a.dependents(w, "obj") if w > i]  # "rejected as fabricated the claim"
        return found + [k for j in found for k in self.a.dependents(j, "conj")]

    def _is_report(self, j: int) -> bool:
        cue = self.lex.nouns.get(self.a.tokens[j].lemma.lower())
        return cue is not None and self.a.tokens[j].upos == "NOUN" and bool(self._noun_content(j, cue, judged=True))

    def _expletive(self, head: int) -> bool:
        return (self.a.rel(head) == "expl" and bool(self.a.dependents(self.a.tokens[head].head, "aux:pass", "cop"))) or (
            self.a.tokens[head].form.lower() == "it"
            and self.a.rel(head) == "nsubj"
            and bool(self.a.dependents(self.a.tokens[head].head, "aux:pass", "csubj"))
        )

    def _stance(self, i: int, cue: Cue, content: list[Run]) -> Modality:
        stance = cue.stance
        if "as" in cue.takes and (named := stances.over_report(self.a, i)) is not None and named[0] == "denied":
            return "denied"
        clauses = [j for j in self.a.dependents(i, "ccomp", "csubj") if j > i or self.a.rel(j) == "csubj"]
        if stance in ("asserted", "denied") and any(marked(self.a, j, "whether", "if") for j in clauses):
            return "questioned"  # also "whether it leaks is disputed": what is open is not denied
        if (
            stance == "planned"
            and "infinitive" in cue.takes
            and (self.a.dependents(i, "obj") or any(self._wished_of_another(j) for j in self.a.dependents(i, "xcomp", "ccomp")))
        ):
            stance = "demanded" if self.a.tokens[i].lemma in ("want", "wish", "hope", "intend") else stance
        return "questioned" if stance == "planned" and syntax.asks_whether(self.a, i) else stance

    def _wished_of_another(self, j: int) -> bool:
        return bool(self.a.dependents(j, "nsubj")) and self.a.tokens[j].xpos == "VB"

    def _content(self, i: int, cue: Cue, extra: int | None) -> list[Run]:
        """The first slot that is filled gives the content."""
        for slot in cue.takes:
            tokens = self._slot(i, slot, extra, "addressee" in cue.takes)
            if tokens:
                return runs(tokens)
        return []

    def _slot(self, i: int, slot: str, extra: int | None, addressed: bool) -> list[int]:
        if slot == "clause":
            return self._clause(i, addressed)
        if slot == "infinitive":
            return self._infinitive(i, extra, addressed)
        if slot == "gerund":
            done = [j for j in self.a.dependents(i, "xcomp", "ccomp") if self.a.tokens[j].xpos == "VBG" and not marked(self.a, j, "to")]
            return [k for j in done for k in self.a.subtree(j)]
        if slot == "object":
            return self._object(i)
        if slot == "claim":
            return [
                k
                for j in self.a.dependents(i, "obj", "nsubj:pass")
                if self.a.tokens[j].lemma.lower() in self.lex.nouns
                for k in self.a.subtree(j)
            ]
        if slot == "as":
            return self._as(i)
        if slot == "of":
            return self._of(i)
        if slot == "figure":
            return tolls.content(self.a, i, self.lex.words.measured)
        if slot == "event" and extra is not None:
            held = [j for j in self.a.children[i] if self._holds(j, extra) and (tolls.counts(self.a, j) or self._happens(j))]
            return [k for j in held for k in self.a.subtree(j) if k != extra]
        if slot == "for" and extra is not None:
            return [k for j in self.a.children[i] if self._holds(j, extra) for k in self.a.subtree(j) if k != extra]
        return []

    def _clause(self, i: int, addressed: bool) -> list[int]:
        clauses = [j for j in self.a.dependents(i, *_CLAUSES) if self._is_clause(j)]
        if clauses and not addressed and self.a.dependents(i, "obj"):  # "shows courage: the others fled" shows courage
            clauses = [j for j in clauses if self.q.inside(j) or marked(self.a, j, "that", "whether", "if")]
        if clauses:
            return [k for j in clauses for k in self.a.subtree(j)]
        if self.a.dependents(i, "nsubj:pass") and (raised := self.a.dependents(i, "xcomp")):
            return [k for j in (*self.a.dependents(i, "nsubj:pass"), *raised) for k in self.a.subtree(j)]
        if (host := self._host(i)) is not None:
            aside = next((k for k in (i, *self.a.ancestors(i)) if self.a.tokens[k].head == host), i)
            return [k for run in minus(runs(self.a.subtree(host)), runs(self.a.subtree(aside))) for k in range(*run)]
        spoken = [j for j in self.a.dependents(i, "parataxis") if self._after_colon(i, j)]
        return [k for j in spoken for k in self.a.subtree(j)]

    def _is_clause(self, j: int) -> bool:
        return (
            self.a.tokens[j].upos in ("VERB", "AUX")
            or bool(self.a.dependents(j, "cop", "nsubj", "mark", "advmod", "aux"))
            or self.q.inside(j)
        )

    def _host(self, i: int) -> int | None:
        """Of "The road is shut, the mayor said" and "as the mayor said" the clause that the mayor said."""
        head = self.a.tokens[i].head
        if head > 0 and self.a.tokens[head].form.lower() == "far" and self.a.tokens[head - 1].form.lower() in ("as", "so"):
            above = self.a.tokens[head].head  # "as far as the lawyers know"
            return above if above >= 0 and marked(self.a, i, "as") else None
        if head >= 0 and (self._behind(i) is not None or (self.a.rel(i) == "parataxis" and self._impersonal(i))):
            return head
        if head < 0 or passive(self.a, i) or not (self.a.dependents(i, "nsubj") or (self.q.inside(head) and not self.q.inside(i))):
            return None
        if self.a.rel(i) == "parataxis" and not self.a.dependents(i, "obj"):
            return head
        bare = i > head and not self.a.dependents(i, "mark", "advmod")
        if self.a.rel(i) == "advcl" and (bare or marked(self.a, i, "as")) and not self.a.dependents(i, "obj", "xcomp"):
            return head
        return None

    def _impersonal(self, i: int) -> bool:
        """ "it is whispered": a passive whose subject is nobody."""
        subjects = self.a.dependents(i, "nsubj", "expl")
        return bool(self.a.dependents(i, "aux:pass")) and [self.a.tokens[j].form.lower() for j in subjects] == ["it"]

    def _after_colon(self, i: int, j: int) -> bool:
        if self.q.inside(j) and not self.q.inside(i):
            return True
        return j > i and not self.a.dependents(i, "obj") and any(self.a.tokens[k].form == ":" for k in range(i + 1, min(j, i + 40)))

    def _infinitive(self, i: int, extra: int | None, addressed: bool) -> list[int]:
        found = [j for j in self.a.dependents(i, "xcomp", "ccomp") if marked(self.a, j, "to")]
        if self.a.tokens[i].lemma in ("promise", "threaten") and any(self.a.dependents(j, "cop") for j in found):
            return []  # "promises to be long" promises nothing
        if not found:
            objects = self.a.dependents(i, "obj", "obl") if extra is not None else self.a.dependents(i, "obj")
            found = [j for o in objects for j in self.a.dependents(o, "acl", "advcl") if marked(self.a, j, "to")]
        if not found and (extra is not None or self.a.dependents(i, "obj", "obl")):  # "promised on Monday to send": hung as a purpose
            found = [j for j in self.a.dependents(i, "advcl") if marked(self.a, j, "to")]
        wished = [] if addressed or not found else self.a.dependents(i, "obj")
        return [k for j in (*wished, *found) for k in self.a.subtree(j)]

    def _happens(self, j: int) -> bool:
        """Whether a noun names an event."""
        return self.a.tokens[j].upos == "NOUN" and self.a.tokens[j].lemma.lower() in load_events().nouns

    def _object(self, i: int) -> list[int]:
        objects = self.a.dependents(i, "obj", "nsubj:pass")
        relative = [j for j in objects if self.a.tokens[j].form.lower() in syntax.RELATIVE]
        if relative and self.a.tokens[i].deprel == "acl:relcl":
            return [k for run in minus(runs(self.a.subtree(self.a.tokens[i].head)), runs(self.a.subtree(i))) for k in range(*run)]
        return [k for j in objects if self.a.tokens[j].upos != "PRON" for k in self.a.subtree(j)]

    def _as(self, i: int) -> list[int]:
        """ "calls it a mistake", "describes it as a mistake": the thing and what it is called."""
        things = self.a.dependents(i, "obj", "nsubj:pass", "ccomp", "csubj")
        names = [j for j in self.a.dependents(i, "xcomp", "obl", "advcl", "ccomp") if marked(self.a, j, "as")]
        names += [j for j in self.a.dependents(i, "xcomp") if self.a.tokens[j].upos in _COMPLEMENTS and not marked(self.a, j, "to", "as")]
        names = [j for j in names if not self._stranded(j)]
        if not names and len(things) < 2:
            return []
        return [k for j in {*things, *names} for k in self.a.subtree(j)]

    def _stranded(self, j: int) -> bool:
        """An "as" whose complement stands elsewhere ("what you see yourselves **as** is …")."""
        marks = [k for k in self.a.dependents(j, "case", "mark") if self.a.tokens[k].form.lower() == "as"]
        return any(k + 1 < len(self.a.tokens) and self.a.tokens[k + 1].upos in ("AUX", "PUNCT") for k in marks)

    def _of(self, i: int) -> list[int]:
        """ "accused the guards of selling food": the guards … selling food."""
        acts = [j for j in self.a.dependents(i, "obl", "advcl", "xcomp", "ccomp") if marked(self.a, j, "of", "for", "with")]
        accused = self.a.dependents(i, "obj", "nsubj:pass")
        if not acts:
            acts = [j for o in accused for j in self.a.dependents(o, "nmod", "acl") if marked(self.a, j, "of")]
        passive = self.a.tokens[i].xpos == "VBN" and not self.a.dependents(i, "obj", "nsubj")
        if not acts and passive:
            acts = credited.accused_of(self.a, i)
        if not acts or not (accused or passive):
            return []
        return [k for j in (*accused, *acts) for k in self.a.subtree(j)]

    def _holds(self, j: int, extra: int) -> bool:
        return self.a.tokens[extra].head == j and self.a.rel(j) in ("obl", "advcl", "obj", "nmod", "xcomp", "ccomp")

    # --- nouns

    def _noun(self, i: int, cue: Cue) -> Found | None:
        content = self._noun_content(i, cue, judged=self._judged(i))
        itself = bool(self.a.dependents(i, "cop")) and operators.judgement(self.a, i) is not None  # "it is a lie that …"
        if not content or itself:
            return None
        source, head, light = self._noun_source(i, content)
        verdict = stances.of_noun(self.a, i)
        words = [i, *(verdict[1] if verdict else ())]
        found = Found(runs(words), source, minus(content, [*source, (i, i + 1)]), i, head, cue.stance, cue.attitude)
        found.verdict = verdict[0] if verdict else None
        found.tight = verdict is not None or light is not None or self._judged(i)
        seeking = self._missing(found, i)
        over = self.a.tokens[i].head
        if not source and over >= 0 and self.a.tokens[over].upos == "VERB" and stances.over_report(self.a, over) is not None:
            answering = syntax.subject(self.a, over)  # whoever rejects a call has not made it
            found.patient = tuple(syntax.phrase(self.a, answering)) if answering is not None and answering != i else ()
        predicate = stances.predicate_of(self.a, i)
        found.acts = (i, *(k for k in (predicate, light, seeking) if k is not None))
        return found

    def _missing(self, f: Found, i: int) -> int | None:
        """ "found no evidence that …" is open for whoever looked; "offered no evidence that …" leaves open what they say; "there is no
        evidence that …" is nobody's claim."""
        missing = stances.lacked(self.a, i)
        if missing is None:
            return None
        verb = self.a.tokens[i].head
        seeks = verb >= 0 and self.a.tokens[verb].lemma.lower() in self.lex.words.seek
        if seeks and not f.source and (head := syntax.subject(self.a, verb)) is not None and head != i:
            f.source, f.source_token = minus(syntax.phrase(self.a, head), f.content), head
        if seeks and f.source:
            f.stance, f.verdict = missing, None
            return verb
        if not f.source:
            f.speaks = False
        return None

    def _judged(self, i: int) -> bool:
        """Whether a verb or a predicate passes a verdict on the noun: then what it is "of" or "about" is what is said as well."""
        head = self.a.tokens[i].head
        if head < 0:
            return False
        over = self.a.tokens[head].upos == "VERB" and stances.over_report(self.a, head) is not None
        return (over and not self._answered(head, i)) or stances.of_noun(self.a, i) is not None

    def _noun_content(self, i: int, cue: Cue, *, judged: bool = False) -> list[Run]:
        a, found = self.a, []
        if "clause" in cue.takes:
            found = [j for j in a.dependents(i, "acl", "ccomp") if marked(a, j, "that") and syntax.is_whole(a, j)]
            found = found or [j for j in a.dependents(i, "acl:relcl") if self._full_clause(j)]
        if not found and "infinitive" in cue.takes:
            found = [j for j in a.dependents(i, "acl", "xcomp") if marked(self.a, j, "to")]
        if not found:
            cases = [slot for slot in ("of", "for", "about") if slot in cue.takes]
            cases += ["of", "about"] if judged and "clause" in cue.takes else []
            found = [j for j in a.dependents(i, "nmod", "acl", "obl") if cases and marked(self.a, j, *cases)]
            found = [j for j in found if not self._somebody(j)] if judged else found
        if not found and "event" in cue.takes:
            found = [j for j in a.dependents(i, "nmod", "acl") if marked(self.a, j, "of") and (self._happens(j) or self._done(j))]
        if not found and cue.stance == "demanded" and self._lists(i):
            found = a.dependents(a.tokens[i].head, "obj", "xcomp", "ccomp")
        return runs(k for j in found for k in self._without_case(j))

    def _without_case(self, j: int) -> list[int]:
        """A phrase without the preposition that brings it ("reports of **a mutiny**")."""
        first = [k for k in self.a.dependents(j, "case", "mark") if self.a.tokens[k].form.lower() in ("of", "about", "for")]
        return [k for k in self.a.subtree(j) if k not in first]

    def _somebody(self, j: int) -> bool:
        """Whose report it is rather than what it is about: a name, a pronoun, a body ("the claims of the ministry")."""
        token = self.a.tokens[j]
        role = world.load().roles.get(token.lemma.lower())
        return (
            token.upos in ("PROPN", "PRON")
            or j in self.a.entity_of
            or token.lemma.lower() in self.lex.words.bodies | self.lex.words.offices
            or (role is not None and role.kind in ("person", "people"))
        )

    def _done(self, j: int) -> bool:
        """A gerund ("reports of soldiers **beating** pupils")."""
        return self.a.tokens[j].xpos == "VBG" or any(self.a.tokens[k].xpos == "VBG" for k in self.a.dependents(j, "acl"))

    def _full_clause(self, j: int) -> bool:
        """A that-clause that the tree takes for a relative one: it has a subject beside "that"."""
        that = [k for k in self.a.dependents(j, "mark", "nsubj", "obj") if self.a.tokens[k].form.lower() == "that"]
        if any(self.a.rel(k) == "obj" for k in that) and len(self.a.dependents(j, "obj")) < 2:
            return False
        return bool(that) and any(k not in that for k in self.a.dependents(j, "nsubj"))

    def _lists(self, i: int) -> bool:
        head = self.a.tokens[i].head
        return self.a.rel(i) == "nsubj" and head >= 0 and self.a.tokens[head].lemma.lower() in self.lex.words.include

    def _noun_source(self, i: int, content: list[Run]) -> tuple[list[Run], int | None, int | None]:
        """Whose words a noun of saying names: the phrase, its head, and the light verb that ties the two ("made the claim")."""
        a = self.a
        heads = a.dependents(i, "nmod:poss")
        heads += [
            j for j in a.dependents(i, "nmod", "acl") if marked(self.a, j, "by", "from", "of") and not any(f <= j < e for f, e in content)
        ]
        heads += [
            j
            for j in a.dependents(i, "amod", "compound")
            if a.tokens[j].form[:1].isupper() and a.tokens[j].start > a.tokens[a.sentences[a.sentence_of[i]].first].start
        ]
        verb = a.tokens[i].head
        light = None
        if verb >= 0 and a.rel(i) == "nsubj" and a.tokens[verb].lemma.lower() in self.lex.words.come:
            light = verb
            heads += [j for j in a.dependents(verb, "obl") if marked(self.a, j, "from")]
        heads += syntax.spreaders(a, i)
        head: int | None = heads[0] if heads else None
        if (
            head is None
            and verb >= 0
            and a.rel(i) in ("obj", "nsubj", "xcomp", "obl")
            and a.tokens[verb].lemma.lower() in self.lex.words.light
        ):
            head = syntax.subject(a, verb)
            head = None if head == i else head
            light = verb if head is not None and a.rel(i) == "obj" else light
        if head is None:
            return [], None, light
        return minus(syntax.phrase(a, head), content), head, light

    def _proposer(self, s: Sentence) -> Found | None:
        """Proposals that a sentence makes without saying what they are ("put forward concrete proposals"), to be listed in the next."""
        for i in range(s.first, s.last):
            cue = self.lex.nouns.get(self.a.tokens[i].lemma.lower())
            if cue is not None and cue.stance == "demanded" and self.a.tokens[i].upos == "NOUN":
                source, head, _ = self._noun_source(i, [])
                if source:
                    return Found([(i, i + 1)], source, [], i, head, cue.stance)
        return None

    def _carries(self, s: Sentence) -> bool:
        return self.a.tokens[s.first].form.lower() in ("they", "these", "it", "this")

    def _listing(self, s: Sentence, before: Found | None) -> Found | None:
        """ "They include the …" after a proposal: what it lists is what was proposed."""
        if before is None or not self._carries(s):
            return None
        root = self.a.root(s)
        if self.a.tokens[root].lemma.lower() not in self.lex.words.include or self.a.tokens[s.first].head != root:
            return None
        listed = runs(k for j in self.a.dependents(root, "obj", "ccomp", "xcomp") for k in self.a.subtree(j))
        if not listed:
            return None
        return Found([(root, root + 1)], before.source, listed, root, before.source_token, "demanded", inherited=True)

    # --- prepositions and adverbs

    def _adverb(self, i: int, cue: Cue) -> Found | None:
        head = self.a.tokens[i].head
        if head < 0:
            return None
        while self.a.rel(head) in ("aux", "cop", "case", "amod") and self.a.tokens[head].upos != "VERB" and self.a.tokens[head].head >= 0:
            head = self.a.tokens[head].head
        content = self._clause_of(head) if self.a.rel(head) not in ("acl", "amod", "nmod", "obj", "obl", "nsubj") else self.a.subtree(head)
        if self.a.rel(head) == "acl" and self.a.tokens[head].deprel != "acl:relcl":
            content = [*self._bare(self.a.tokens[head].head, head), *content]
        return Found([(i, i + 1)], [], minus(runs(content), [(i, i + 1)]), i, None, cue.stance)

    def _bare(self, noun: int, without: int) -> list[int]:
        outside = set(self.a.subtree(without))
        return [k for k in self.a.subtree(noun, without=("case",)) if k not in outside and self.a.tokens[k].upos != "PUNCT"]

    def _clause_of(self, head: int) -> list[int]:
        return self.a.subtree(head)

    def _preposition(self, i: int, s: Sentence) -> Found | None:
        word = self.a.lowered[i]
        for words, cue in self.lex.prepositions.items():
            if word == words[0] and self._matches(i, words, s):
                return self._governed(i, i + len(words), s, cue)
        return None

    def _matches(self, i: int, words: tuple[str, ...], s: Sentence) -> bool:
        return i + len(words) < s.last and all(self.a.tokens[i + k].form.lower() == w for k, w in enumerate(words))

    def _governed(self, first: int, after: int, s: Sentence, cue: Cue) -> Found | None:
        """ "according to X": X heads what the preposition stands before, the clause around is the content."""
        head = self._object_of(first, after, s)
        if head is None:
            return None
        source = [r for r in syntax.phrase(self.a, head) if r[1] > after]
        source = minus(source, [(s.first, after)])
        top = head
        while self.a.tokens[top].head >= first and self.a.tokens[top].head < after:
            top = self.a.tokens[top].head
        above = self.a.tokens[top].head
        outside = runs([*self.a.subtree(top), *range(first, after)])
        content = minus(runs(self._around(above, s)), outside)
        return Found([(first, after)], source, content, first, head, cue.stance) if source else None

    def _object_of(self, first: int, after: int, s: Sentence) -> int | None:
        """What a preposition of several words stands before, whichever of the two the tree makes the head."""
        if any(self.a.tokens[k].upos == "NOUN" for k in range(first, after)):  # "in the eyes of X"
            below = [j for k in range(first, after) for j in self.a.dependents(k, "nmod") if j >= after]
            if below:
                return min(below)
        for k in range(first, after):
            head = self.a.tokens[k].head
            if after <= head < s.last:
                return head
        below = [j for k in range(first, after) for j in self.a.dependents(k, "obl", "nmod", "obj") if j >= after]
        return min(below, default=None)

    def _around(self, above: int, s: Sentence) -> list[int]:
        """The clause above a parenthetical phrase; the whole sentence where the phrase itself is the root."""
        while above >= 0 and self.a.rel(above) not in _ATTACHED:
            above = self.a.tokens[above].head
        return self.a.subtree(above) if above >= 0 else list(range(s.first, s.last))

    def _in_view(self, i: int) -> Found | None:
        """ "in her view": the possessor is the source."""
        a = self.a
        if a.tokens[i].form.lower() not in _VIEWS or not marked(self.a, i, "in", "by") or a.tokens[i].head < 0:
            return None
        owners = a.dependents(i, "nmod:poss")
        owners += [k for j in a.dependents(i, "acl") for k in a.dependents(j, "obl") if marked(self.a, k, "by")]
        if not owners:
            return None
        case = min(k for k in a.dependents(i, "case"))
        source = syntax.phrase(a, owners[0])
        content = minus(runs(self._around(a.tokens[i].head, a.sentences[a.sentence_of[i]])), runs(a.subtree(i)))
        return Found(runs([case, i]), source, content, i, owners[0], "asserted")
