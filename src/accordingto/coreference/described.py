"""Whom a description may mean, by its words: who holds the office, which body is so called, what was so described before."""

from accordingto import given_names
from accordingto.analysis import Analysis
from accordingto.coreference.clusters import Cluster, Index
from accordingto.coreference.fitting import fits, introduced, repeats, wider
from accordingto.coreference.mentions import Description, Mention, persons


def find(index: Index, m: Mention, a: Analysis, source: int | None) -> list[Cluster]:
    """Whom a description may mean; several where the words do not decide.

    Args:
        index: the document's clusters.
        m: the description.
        a: the document's analysis.
        source: the token that heads whoever says the quotation in which the description stands: "the minister" in the minister's words is
            another.
    """
    if m.definite and not m.plural and m.descriptions:
        found: list[Cluster] = []
        if m.what == "person":
            found = _same_office(index, m, a)
        elif m.what == "body" or a.tokens[m.head].upos == "PROPN":
            found = _same_body(index, m, a)
        found = [c for c in found if source is None or not _is_source(c, source)]
        if found:
            return found
    again = _repeated(index, m)
    return [again] if again is not None else []


def _is_source(c: Cluster, source: int) -> bool:
    return any(n.first <= source < n.last or source in n.also for n in c.names)


def _repeated(index: Index, m: Mention) -> Cluster | None:
    """The same words again."""
    if not m.descriptions or not (m.definite or m.plural):
        return None
    d = m.descriptions[0]
    same = [c for c in index.by_noun.get(d.noun, ()) if not c.named and c.plural == m.plural and c.what == m.what and repeats(d, c)]
    return same[-1] if same else None


# --- people


def _same_office(index: Index, m: Mention, a: Analysis) -> list[Cluster]:
    d = m.descriptions[0]
    exact = [c for c in index.described(d.noun, "person") if repeats(d, c) and fits(m, c)]
    holders = [c for c in index.officials if _holds(c, d) and fits(m, c)]
    if exact:
        return _nearest(m, a, [*exact, *(c for c in holders if c not in exact)] if not d.words else exact)
    general = [c for noun in persons().stands_for(d.noun) for c in index.described(noun, "person")]
    general = [c for c in dict.fromkeys(general) if fits(m, c) and wider(d, c)]
    return _nearest(m, a, [*general, *(c for c in holders if c not in general)])


def _holds(c: Cluster, d: Description) -> bool:
    """ "the US president", "the PM" for somebody whom the table has in that office and the document names."""
    title = c.person.title.split() if c.person is not None and c.person.title else []
    if not title:
        return False
    words = persons()
    same = title[-1] == d.noun and (not d.words or not title[:-1] or bool(d.words & set(title[:-1])))
    deputy = title[0] in words.deputy_words and title[0] not in d.words
    leads = d.noun in words.lead_nouns and title[-1] in words.lead_offices and title[0] not in words.lead_not
    return (same and not deputy) or (leads and bool(d.states))


def _nearest(m: Mention, a: Analysis, candidates: list[Cluster]) -> list[Cluster]:
    """The candidate whose description says as much, or that is the only one mentioned so far; else all."""
    d, candidates = m.descriptions[0], introduced(a, m, candidates)
    if len(candidates) > 1 and d.words:
        exact = [c for c in candidates if any(o.noun == d.noun and d.words <= o.words for o in c.descriptions)]
        candidates = exact or candidates
    if len(candidates) > 1:
        candidates = [c for c in candidates if c.before(m.first) is not None] or candidates
    return candidates


# --- bodies


def _same_body(index: Index, m: Mention, a: Analysis) -> list[Cluster]:
    d = m.descriptions[0]
    if a.tokens[m.head].form.isupper():
        spelled = index.lettered(d.noun)
        return spelled[-1:] if len(set(spelled)) == 1 else []
    named = index.named(given_names.folded(d.noun), "body") + index.described(d.noun, "body")
    found = [c for c in dict.fromkeys(named) if not d.states and (not d.words or _in_name(d, c) or repeats(d, c))]
    found = found or [
        c for noun in sorted(persons().stands_for(d.noun)) for c in index.described(noun, "body") if fits(m, c) and wider(d, c)
    ]
    before = [(n.first, c) for c in found if (n := c.before(m.first)) is not None]
    return [max(before, key=lambda b: b[0])[1]] if before else found[:1]


def _in_name(d: Description, c: Cluster) -> bool:
    """Whether all that a description adds stands in a body's fullest name."""
    return (d.words | {d.noun}) & set(c.fullest.name) >= d.words
