"""What participants are called: in the record, and where they are a source."""

from accordingto import gazetteer
from accordingto.actors.phrases import Phrases
from accordingto.actors.ref import Ref
from accordingto.world import Role


def neutral(phrases: Phrases, i: int, role: Role, country: str | None, within: tuple[int, int]) -> str:
    """The neutral name: of a government its state's, of an army "armed forces of X", else the words without their article.

    Args:
        phrases: the document's phrases.
        i: the token that heads the phrase.
        role: the office, body or group that it is.
        country: the state whose it is.
        within: the phrase's tokens, end exclusive.
    """
    state = phrases.world.countries.get(country or "")
    if state is None or role.kind == "equipment":
        return phrases.text(*within)
    token = phrases.a.tokens[i]
    lemma = token.lemma.lower()
    if role.kind == "body" and role.sector == "GOV" and lemma in phrases.words.governing:
        return state.name
    if role.kind == "body" and role.sector == "MIL":
        return f"Armed forces of {state.name}"
    if role.sector == "MIL":
        return f"Soldiers of {state.name}" if lemma in phrases.words.soldiers else f"{lemma.capitalize()} of {state.name}"
    beside = (k for k in phrases.a.dependents(i, "compound", "amod") if k < i and not phrases.country_word(k))
    return f"{' '.join([*(phrases.a.tokens[k].form for k in beside), token.form])} of {state.name}"


def called(phrases: Phrases, ref: Ref) -> str | None:
    """What a source is called: a body or office by its fullest name in the document, not by its state's ("the White House")."""
    if ref.last <= ref.first or not ref.name:
        return ref.name
    named_at, cluster = phrases.named_at, phrases.same.of(ref.head)
    if cluster is not None and cluster.what == "body" and cluster.named:
        return phrases.same.name(cluster)
    inside = (named_at[k] for k in range(ref.first, ref.last) if k in named_at and named_at[k][2].name == ref.name)
    found = named_at.get(ref.head) or next(inside, None)  # "a number of African states": the name is not the head
    if found is not None:
        seat = found[2].kind == "seat" and not gazetteer.settlements(phrases.a.words(found[0], found[1]))
        # "African states" are called what the document calls them
        return phrases.text(found[0], found[1]) if seat or found[2].kind == "collective" else ref.name
    role = phrases.role(ref.head)
    if cluster is not None and not cluster.named and role is not None and role.kind != "body":
        return phrases.text(ref.first, ref.last)
    return ref.name
