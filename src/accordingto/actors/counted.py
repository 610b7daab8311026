"""What a number or measure counts: "six of her colleagues", "a line of riot police", "hundreds", "the wounded", "both", "its own"."""

from accordingto.actors.homes import Homes
from accordingto.actors.phrases import Phrases
from accordingto.actors.ref import Lookup, Ref, at


def of(phrases: Phrases, homes: Homes, refs: Lookup, i: int) -> list[Ref] | None:
    """Who is counted; None where the phrase counts nothing, none where it counts nobody.

    Args:
        phrases: the document's phrases.
        homes: the countries that the document tells.
        refs: who a phrase below names.
        i: the token that heads the phrase.
    """
    a, words = phrases.a, phrases.world.words
    token = a.tokens[i]
    lemma = token.lemma.lower()
    if lemma in phrases.words.own:
        return [r for j in a.dependents(i, "nmod") if a.tokens[j].upos == "PRON" for r in refs(j)]
    if token.upos == "DET" and lemma in words.two:
        return [Ref(c.name, c.code, "GOV", (), None, i, i + 1, i) for c in homes.two()]
    measures = token.upos == "NUM" or lemma in words.measures or lemma in phrases.words.single
    if not measures and not (token.upos in ("ADJ", "NOUN") and lemma in words.nominal):
        return None
    whole, within = phrases.wholes(i), phrases.extent(i)
    if whole and measures:
        return [at(r, *within, i) for r in refs(whole[0])]
    if lemma in words.measures or (token.upos == "NUM" and (a.children[i] or not _of_people(token.form))):
        return None if lemma in words.measures and lemma not in words.crowds else []
    return [homes.settled(phrases.ref(i, within, None, "CVL"))]


def _of_people(form: str) -> bool:
    """Whether a bare number may count people ("41 were wounded"): no year, no decimal, no share."""
    return not (len(form) == 4 and form.isdigit()) and "." not in form and "%" not in form
