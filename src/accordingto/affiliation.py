"""Whose somebody is by the words beside him: of an organisation of several states, or of the state where a people lives.

"UN peacekeepers", "the Arab League's secretary-general" and "observers from the OSCE" are the organisation's and of no country. "Bosnian
Serbs", "ethnic Albanians in Macedonia" are of the state that they live in, not of the one that shares the people's name; "Turkish Cypriots"
are Cypriots. Which peoples live in several states stands in ``lexicons/en/peoples.toml``; all are read alike.
"""

from collections.abc import Callable, Mapping

from accordingto.analysis import Analysis
from accordingto.world import Country, Entry, World, words_of

STATELESS = frozenset({"IGO", "UNO", "EUR", "MNC", "REF", "UNK"})
"""Sectors whose members belong to no country unless the text says so."""
_HOUSES = STATELESS | {"NGO", "ISM"}
_ASSOCIATIONS = frozenset({"OPP", "PTY", "LAB", "REB", "SOC"})
_FORCES = frozenset({"COP", "MIL", *_ASSOCIATIONS})

Named = Mapping[int, tuple[int, int, Entry]]


def organisation(a: Analysis, known: World, named_at: Named, i: int, depth: int = 2) -> Entry | None:
    """The organisation without a country whose the phrase headed by token ``i`` is ("NATO troops", "envoy of the African Union")."""
    for j in a.children[i]:
        relation = a.rel(j)
        if relation == "nmod" and a.tokens[j].deprel != "nmod:poss":
            marks = {a.tokens[k].form.lower() for k in a.dependents(j, "case")}
            if marks and not marks & known.words.serving:
                continue
        elif relation not in ("nmod", "compound", "amod", "flat", "appos"):
            continue
        found = named_at.get(j)
        if found is not None and found[2].kind == "organisation":
            if found[2].country is None and found[2].sector in _HOUSES:
                return found[2]
            continue
        if depth and relation in ("compound", "flat", "appos", "nmod"):
            inner = organisation(a, known, named_at, j, depth - 1)
            if inner is not None:
                return inner
    return None


def wide(name: str, known: World) -> bool:
    """Whether a body's name says that it is of many states ("Association of African Jurists", "Lake Chad Basin Commission")."""
    words = [w.strip(",.()").lower() for w in name.split()]
    peoples = known.peoples
    return bool(peoples.wide & {*words}) or (len(words) > 2 and words[-1] in peoples.shared and bool(peoples.waters & {*words}))


def title(a: Analysis, i: int) -> str:
    """A word with the one before it, or that is joined to it by a hyphen ("secretary-general", which treebanks cut in three)."""
    own = a.tokens[i].lemma.lower()
    if i > 1 and a.tokens[i - 1].form == "-" and a.tokens[i - 1].end == a.tokens[i].start:
        return f"{a.tokens[i - 2].lemma.lower()}-{own}"
    return f"{a.tokens[i - 1].lemma.lower()} {own}" if i > 0 else own


def serves(a: Analysis, known: World, body: Callable[[int], int], i: int) -> str | None:
    """The sector of the force or association that an office is of ("**police** commissioner", "chief of the **army**", "the **union**'s
    secretary", "**its** secretary" behind one). A minister is of none by a word in front ("labour secretary"), and of no force.

    Args:
        a: the analysis.
        known: the world.
        body: the word that heads the body that a pronoun stands for; the pronoun where it stands for none.
        i: the word of the office.
    """
    minister = a.tokens[i].lemma.lower() in known.words.state_offices
    of = [j for j in a.dependents(i, "nmod") if any(a.tokens[k].form.lower() in known.words.whole for k in a.dependents(j, "case"))]
    before = () if minister else a.dependents(i, "compound", "amod")
    for j in (*before, *of, *a.dependents(i, "nmod:poss")):
        role = known.roles.get(a.tokens[body(j) if a.tokens[j].upos == "PRON" else j].lemma.lower())
        if role is not None and role.kind in ("body", "people") and role.sector in (_ASSOCIATIONS if minister else _FORCES):
            return role.sector
    return None


def anybodys(a: Analysis, known: World, i: int) -> bool:
    """Whether words name somebody of a body that they do not say, which may be of no state ("a spokesperson", "the special envoy"), or
    several states ("25 States")."""
    counted = any(a.tokens[j].form.lower() not in known.words.two for j in a.dependents(i, "nummod"))
    if counted and a.tokens[i].form.lower() in known.words.states:
        return True
    beside = [a.tokens[j].lemma.lower() for j in a.dependents(i, "amod", "compound", "nmod", "flat", "appos")]
    return bool({" ".join([*beside, a.tokens[i].lemma.lower()]), title(a, i)} & known.words.of_anybody)


def ethnic(a: Analysis, known: World, i: int) -> bool:
    """Whether a demonym at token ``i`` names a people and not a state: behind "ethnic", or behind another state's ("Bosnian [Serbs]")."""
    if i == 0:
        return False
    if a.tokens[i - 1].form.lower() in known.peoples.marks:
        return True
    before, own = _state(a, known, i - 1), _state(a, known, i)
    return own is not None and before is not None and before != own and a.tokens[i].form.lower() in known.peoples.kin


def lives_in(a: Analysis, known: World, named_at: Named, i: int) -> str | None:
    """The state in which the people headed by token ``i`` lives, as far as its phrase says: by a demonym or place before it, else "in"."""
    first = min([i, *(j for j in a.children[i] if j < i)])
    for k in range(first, i + 1):
        country = _state(a, known, k) or (named_at[k][2].country if k in named_at and k != i else None)
        if country is not None and not ethnic(a, known, k):
            return country
    for j in a.subtree(i):
        if j > i and j in named_at and {a.tokens[k].form.lower() for k in a.dependents(j, "case")} & known.peoples.dwelling:
            return named_at[j][2].country
    return None


def _state(a: Analysis, known: World, i: int) -> str | None:
    """The state whose demonym or name token ``i`` is."""
    form = a.tokens[i].form
    if not form[:1].isupper():
        return None
    country: Country | None = known.demonyms.get((form.lower(),))
    if country is not None:
        return country.code
    entry = known.names.get((form.lower(),))
    return entry.country if entry is not None and entry.kind == "state" else None


def state_of_body(name: str, known: World) -> str | None:
    """The state whose a body is by its own name: "Sri Lanka Ports Authority"; not one that it is about ("Palestine Solidarity Network")."""
    words = [w.strip(",.()") for w in name.split()]
    for size in (3, 2, 1):
        for k in range(len(words) - size, -1, -1):
            key = words_of(" ".join(words[k : k + size]))
            if not words[k][:1].isupper() or (k + size < len(words) and words[k + size].lower() in known.peoples.about):
                continue
            if key in known.demonyms:
                return known.demonyms[key].code
            entry = known.names.get(key)
            if entry is not None and entry.kind == "state":
                return entry.country
    return None
