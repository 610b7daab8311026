"""What is said where the splitter cuts a sentence behind its cue: "Mr Tran said | Sir Keir had done nothing"."""

from collections.abc import Iterator, Sequence

from accordingto import cues
from accordingto.analysis import Analysis
from accordingto.attribution import syntax
from accordingto.attribution.found import Found
from accordingto.attribution.quotes import Quotations


def find(a: Analysis, q: Quotations, found: Sequence[Found]) -> Iterator[Found]:
    """What follows a cue that ends its "sentence" without a stop, which is what is said.

    Args:
        a: the trees.
        q: the document's quotations.
        found: its attributions so far.
    """
    cued = {f.cue_token for f in found if f.content}
    for n, s in enumerate(a.sentences[:-1]):
        i, after = s.last - 1, a.sentences[n + 1]
        if after.block != s.block or i in cued or not _says(a, i) or q.inside(i):
            continue
        subject = syntax.subject(a, i)
        if subject is not None and s.first <= subject < i:
            cue = [(k, k + 1) for k in syntax.cue_words(a, i)]
            yield Found(cue, syntax.phrase(a, subject), [(after.first, after.last)], i, subject, "asserted")


def _says(a: Analysis, i: int) -> bool:
    token = a.tokens[i]
    entries = cues.lexicon().verbs.get(token.lemma.lower(), ())
    speech = any("clause" in c.takes and "quote" in c.takes and c.stance == "asserted" for _, c in entries)
    return token.xpos in ("VBD", "VBZ", "VBP") and speech
