"""Propositions: the clauses, participles and event nouns of a document that say something.

A proposition is a predicate with the exact words that make it. How fine to cut (DESIGN: predicates split, participants who share a
role share the claim): every finite clause, every coordinated predicate, every participle or purpose clause, every relative clause
with its antecedent, and every event noun that names a participant is a proposition of its own. Trees are Universal Dependencies;
relation names and their use follow https://universaldependencies.org/u/dep/.
"""

from collections.abc import Callable, Collection, Iterator, Mapping

import msgspec

from accordingto import syntax
from accordingto.analysis import Analysis, Sentence
from accordingto.propositions import clauses, nouns
from accordingto.propositions.evidence import Evidence, after_comma
from accordingto.propositions.forms import Form, Forms
from accordingto.propositions.lexicon import words

__all__ = ["Form", "Proposition", "find", "meant"]


class Proposition(msgspec.Struct, frozen=True):
    """A predicate and the words that make it.

    ``predicate`` is the token that heads it; ``tokens`` its evidence, token indices in text order; ``subjects`` the tokens that head
    the phrases of whoever does or is it (shared, controlled and relative subjects resolved); ``others`` the heads of its further
    participants; ``presupposed`` is True where grammar takes the proposition for granted; ``above`` is the predicate that governs it.
    """

    predicate: int
    form: Form
    tokens: tuple[int, ...]
    subjects: tuple[int, ...]
    others: tuple[int, ...]
    presupposed: bool
    above: int | None


def meant(a: Analysis) -> Iterator[int]:
    """The infinitives that say what somebody is ready to do ("is prepared **to talk**")."""
    for i, form in enumerate(a.lowered):
        if form in words().willing:
            yield from (j for j in a.dependents(i, "xcomp", "advcl") if syntax.infinitive(a, j))


def find(
    analysis: Analysis,
    *,
    nominal: Collection[int],
    merged: Mapping[int, int],
    reporting: Collection[int],
    asked: Collection[int] = (),
    skip: Callable[[Sentence], bool] = lambda sentence: False,
) -> tuple[Proposition, ...]:
    """Every proposition of the document, in text order of the predicate.

    Args:
        analysis: the document's trees.
        nominal: tokens of nouns that name an event.
        merged: event nouns that belong to a light verb ("carried out an attack"): noun → verb; they are no propositions of their own.
        reporting: cue tokens that merely report ("said"): no propositions of their own, their content is.
        asked: tokens that head what the speaker himself asks for or means to do ("we urge both sides **to talk**"): said by itself, though
            it belongs to the words of who asks.
        skip: sentences that are not read (section headings).
    """
    forms = Forms(analysis, frozenset(nominal), dict(merged), frozenset(asked))
    evidence = Evidence(forms, frozenset(reporting))
    found: list[Proposition] = []
    for sentence in analysis.sentences:
        if not skip(sentence):
            found += _of_sentence(evidence, sentence)
    return tuple(sorted(found, key=lambda p: p.predicate))


def _of_sentence(evidence: Evidence, sentence: Sentence) -> list[Proposition]:
    a, forms = evidence.a, evidence.forms
    found = []
    for i in range(sentence.first, sentence.last):
        passed_on = i in evidence.reporting and i not in forms.asked
        if not passed_on and (form := forms.of(i)) is not None:
            found.append(_built(evidence, i, form))
    root = a.root(sentence)
    if not any(p.form in ("clause", "item") for p in found) and worth_a_fragment(a, root, found):
        found.append(_built(evidence, root, "fragment"))
    return found


def worth_a_fragment(a: Analysis, root: int, found: Collection[Proposition]) -> bool:
    """Whether a sentence without a clause says something: a long phrase in which no proposition was ``found``."""
    return a.tokens[root].upos in ("NOUN", "PROPN", "ADJ") and not found and len(a.subtree(root)) >= 6


def _built(evidence: Evidence, i: int, form: Form) -> Proposition:
    a, forms = evidence.a, evidence.forms
    return Proposition(
        predicate=i,
        form=form,
        tokens=evidence.of(i, form),
        subjects=syntax.shared_subjects(a, i) if form != "nominal" else (),
        others=_participants(a, i),
        presupposed=i not in forms.asked and presupposed(a, i, form),
        above=next((j for j in a.ancestors(i) if clauses.is_clause(a, j) or j in forms.nominal), None),
    )


def _participants(a: Analysis, i: int) -> tuple[int, ...]:
    below = a.dependents(i, "obj", "iobj", "obl", "nmod")
    for j in a.dependents(i, "xcomp"):
        below += a.dependents(j, "obj", "iobj", "obl")
    return tuple(sorted({k for j in below for k in (j, *a.dependents(j, "conj"))}))


def presupposed(a: Analysis, i: int, form: Form) -> bool:
    """Whether the construction takes a proposition for granted."""
    if form == "nominal":
        return not nouns.asserted(a, i)
    if form == "relative":
        return not after_comma(a, i)
    if form == "adverbial":
        return any(a.tokens[j].lemma in words().granting for j in a.dependents(i, "mark", "advmod"))
    return False
