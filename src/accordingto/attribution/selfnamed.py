"""Bodies that a text in the first person calls by their kind: "The organisation asks the ministry …".

Which body that is its title says ("Fire at X: update 2"), or the one name of no known body that opens a paragraph with what it does.
"""

import re
from collections.abc import Iterator

from accordingto import gazetteer, given_names, world
from accordingto.attribution.issuer import CAPITAL, TITLES, Issuer, Search, canonical, heads, names, words
from accordingto.ingest import bodies
from accordingto.syntax import head
from accordingto.types import RUNNING, Block


def find(s: Search) -> Issuer | None:
    """The body that a text in the first person also calls by its kind ("The organisation asks the ministry …"): the one name that its
    title sets its own doings at, or that its paragraphs begin with in the present; the kind itself where it is a name of several
    ("the coalition")."""
    calls = [k for k in range(len(s.a.tokens)) if _self_called(s, k)] if s.selves and not s.alone else []
    if not calls:
        return None
    kind = s.a.tokens[calls[0]]
    named = dict(_titled_place(s)) or dict(_unknown_bodies(s, kind.lemma.lower()))
    if len(named) == 1:
        ((name, start),) = named.items()
        return Issuer(canonical(name), start, start + len(name), f"the text says “we” and “the {kind.form}” of “{name}”")
    if not named and kind.lemma.lower() in words().several:
        return Issuer(kind.form, kind.start, kind.end, f"the text says “we” and “the {kind.form}” of itself")
    return None


def _self_called(s: Search, k: int) -> bool:
    """Whether a word is "the organisation" that speaks or acts in the present in the text's own words."""
    token = s.a.tokens[k]
    if token.deprel != "nsubj" or token.lemma.lower() not in words().selfnames or s.quoted.inside(k):
        return False
    below = s.a.dependents(k, "det", "amod", "compound", "nmod", "nmod:poss", "acl", "acl:relcl", "appos")
    return (
        len(below) == 1
        and s.a.tokens[below[0]].form.lower() in words().definite
        and (s.now(token.head) or (token.head >= 0 and s.a.tokens[token.head].xpos in ("VBZ", "VBP")))
    )


def _titled_place(s: Search) -> Iterator[tuple[str, int]]:
    """The body at which a title sets the text's own doings ("Fire at X: update 2"), with its place."""
    for b in s.blocks:
        found = re.search(rf"\bat ({CAPITAL}(?: {CAPITAL})+)\s*(?:$|[:–—])", _words(s, b)) if b.kind in TITLES else None
        if found is not None and _unknown(found[1]):
            yield found[1], b.start + found.start(1)


def _unknown_bodies(s: Search, kind: str) -> Iterator[tuple[str, int]]:
    """Names that no table knows, no person bears and no other kind of body has, which open a paragraph with what they do or have
    done; each with its place."""
    for b in s.blocks:
        text = _words(s, b)
        found = names().match(text.removeprefix("The ")) if b.kind in RUNNING else None
        if found is None or len(found["name"].split()) < 2:
            continue
        who, at = found["name"], b.start + 4 * text.startswith("The ")
        k = head(s.a, s.a.tokens_in(at, at + len(who)))
        acting = k is not None and s.a.tokens[k].deprel == "nsubj" and s.now(s.a.tokens[k].head)
        if k is not None and any(s.a.tokens[j].xpos == "MD" for j in s.a.dependents(s.a.tokens[k].head, "aux")):
            continue  # "Norrland Timber must pay": what is asked of another
        if acting and _unknown(who) and not {w.lower() for w in who.split()} & (heads() - {kind}):
            yield who, at


def _words(s: Search, b: Block) -> str:
    return s.a.text[b.start : b.end]


def _unknown(name: str) -> bool:
    known = gazetteer.known(name) or world.words_of(name) in world.load().names
    return not known and given_names.gender(name.split(maxsplit=1)[0]) is None and not bodies.medium(name)
