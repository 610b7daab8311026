"""Why a claim is what it is: the words, the hints with their place in the lexicons, the model's probabilities, what would have changed it.

Nothing is decided here: everything is read off what each decision keeps (:class:`accordingto.decide.Decided`).
"""

import math
import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache

import msgspec
import numpy as np

from accordingto import confidence, decide, encoder, export, language
from accordingto.analysis import Analysis
from accordingto.claims import Basis, Reading
from accordingto.decide import participation
from accordingto.errors import UsageError
from accordingto.lexicons import Sense
from accordingto.types import Claim

_LEAST = 0.01
"""The probability from which a label that the model sees is told."""
_FELT = 0.1
"""The log-odds from which a reason for a participant is told."""
_SHORTEST = 4
"""Characters of an id that are enough to ask for it."""
_NOTIONS: dict[decide.Notion, str] = {
    "event": "event type",
    "modality": "modality",
    "polarity": "polarity",
    "presupposed": "presupposed",
}
_WEIGHTS = {
    "listed": "the lexicon's sense",
    "unlisted": "the lexicon has no event here",
    "unsure": "no type is likely enough without it",
    "modality": "cues and operators",
    "stated": "said in so many words",
    "never": "said to be no plain fact",
    "unstated": "no construction denies it",
    "rare": "rarer modalities are lifted",
    "noun": "so says the noun that names the event",
    "polarity": "operators of negation",
    "presupposed": "the construction",
    "granted": "what is taken for granted is lifted",
}
_LISTS = ("verbs", "nouns", "adjectives")
_FILES = {"stances": ("cues", "operators"), "modality": ("modality", "operators"), "propositions": (), "settling": ()}


class Hint(msgspec.Struct, frozen=True):
    """What spoke for or against a label: how much was added to its log-probability, by which rule, on which words, listed where.

    ``where`` is ``file.toml:line`` in ``accordingto/lexicons/en``; empty where a rule of the program gave the hint.
    """

    label: str
    by: float
    why: str
    rule: str
    words: tuple[str, ...]
    where: tuple[str, ...]


class Decision(msgspec.Struct, frozen=True):
    """One notion of a claim: what it was taken to be, with its probability, that of the model alone by label, the hints, and the smallest
    change that would have made it something else."""

    notion: str
    value: str
    chance: float
    model: dict[str, float]
    hints: tuple[Hint, ...]
    otherwise: str


class Part(msgspec.Struct, frozen=True):
    """Somebody who may take part in a claim: the role, the state (else the sector), how likely it is, whether the record says so, and what
    adds to or takes from the log-odds, the strongest first."""

    role: str
    participant: str
    chance: float
    recorded: bool
    reasons: tuple[tuple[str, float], ...]


class Explanation(msgspec.Struct, frozen=True):
    """A claim with its decisions, who may take part in it, and what raises or lowers its confidence (trait and log-odds, the strongest
    first)."""

    claim: Claim
    decisions: tuple[Decision, ...]
    parts: tuple[Part, ...]
    confidence: tuple[tuple[str, float], ...]


def of(readings: Iterable[tuple[Reading, dict[str, Basis]]], wanted: str) -> Explanation:
    """Explain the claim with an id.

    Args:
        readings: documents as :func:`accordingto.pipeline.code_in_full` gives them, up to the first that has the claim.
        wanted: the id, or its first characters, at least four.

    Raises:
        UsageError: there is no such claim, or there are several.
    """
    if len(wanted) < _SHORTEST:
        raise UsageError(f"--claim {wanted}: give at least {_SHORTEST} characters of the id")
    for reading, basis in readings:
        found = [claim for claim in reading.claims if claim.id.startswith(wanted)]
        if len(found) > 1:
            raise UsageError(
                f"--claim {wanted}: several claims begin with this ({', '.join(c.id for c in found[:4])}); give more of the id"
            )
        if found:
            return explain(found[0], basis[found[0].id])
    raise UsageError(f"--claim {wanted}: no claim has this id; ids are in `read --format jsonl`, read with the same options")


def explain(claim: Claim, basis: Basis) -> Explanation:
    """Explain a claim from what it was decided on."""
    decisions = [_decision(notion, weighed, basis) for notion, weighed in basis.decided.weighed.items()]
    if claim.event is not None:
        decisions.insert(1, _mode(claim, basis))
    return Explanation(claim, tuple(decisions), tuple(_parts(claim, basis)), confidence.load().reasons(basis.traits))


# --- who takes part


def _parts(claim: Claim, basis: Basis) -> Iterator[Part]:
    """Those weighed, the likeliest first."""
    has = {(role, participation.key(a)) for a in claim.actors for role in participation.sides(a)}
    for c in sorted(basis.parts, key=lambda c: -c.probability):
        reasons = sorted(c.reasons.items(), key=lambda pair: -abs(pair[1]))
        told = tuple((name, round(by, 2)) for name, by in reasons if abs(by) >= _FELT)
        yield Part(c.as_role, c.key, round(c.probability, 3), (c.as_role, c.key) in has, told)


# --- one decision


def _decision(notion: decide.Notion, weighed: decide.Weighed, basis: Basis) -> Decision:
    value = shown(weighed.chosen)
    hints = tuple(_hints(notion, weighed, basis))
    change = otherwise(notion, weighed, hints)
    if notion == "presupposed" and value == "yes" and not basis.granted:
        value, change = "no", "what is not asserted, or is itself what somebody says, is not taken for granted; " + change
    return Decision(_NOTIONS[notion], value, round(weighed.chance, 3), _chances(weighed.labels, weighed.model), hints, change)


def says(notion: decide.Notion, weight: str) -> str:
    """A weight in words."""
    return "operators of negation" if notion == "polarity" and weight != "noun" else _WEIGHTS[weight]


def shown(label: str) -> str:
    """A label as it is printed."""
    return {"O": "none", "said": "no", "presupposed": "yes", "-": "none"}.get(label, label)


def _chances(labels: Sequence[str], scores: Sequence[float] | np.ndarray) -> dict[str, float]:
    """The model's own probabilities, the likeliest first."""
    pairs = sorted(zip(labels, (math.exp(s) for s in scores), strict=True), key=lambda p: -p[1])
    return {shown(label): round(p, 3) for n, (label, p) in enumerate(pairs) if p >= _LEAST or n == 0}


def _hints(notion: decide.Notion, weighed: decide.Weighed, basis: Basis) -> Iterator[Hint]:
    why = basis.decided.hints.why.get(notion)
    for push in weighed.pushes:
        general = why is None or push.weight in ("rare", "unstated", "unlisted", "unsure", "granted")
        rule = "decide" if general or why is None else why.rule
        tokens = () if general or why is None else why.at
        words = tuple(basis.analysis.tokens[i].form for i in tokens)
        where = () if general or why is None else _where(rule, tokens, push.label, basis)
        reason = says(notion, push.weight)
        plain = why is None and push.weight in ("modality", "polarity", "presupposed")
        yield Hint(shown(push.label), push.by, f"nothing of {reason}" if plain else reason, rule, words, where)


def otherwise(notion: decide.Notion, weighed: decide.Weighed, hints: Sequence[Hint]) -> str:
    """The smallest change that gives another label: a hint less, a sense more in the lexicon, else how much is missing."""
    flips = []
    for k, hint in enumerate(hints):
        left = [push for n, push in enumerate(weighed.pushes) if n != k]
        other = decide.weigh(weighed.labels, weighed.model, left)
        if other.chosen != weighed.chosen:
            flips.append((abs(hint.by), f"without {_named(hint)} it would be {shown(other.chosen)} ({other.chance:.2f})"))
    if flips:
        return min(flips)[1]
    order = np.argsort(-weighed.scores, kind="stable")
    second, margin = weighed.labels[int(order[1])], float(weighed.scores[order[0]] - weighed.scores[order[1]])
    gain = decide.WEIGHTS.listed + sum(p.by for p in weighed.pushes if p.weight in ("unlisted", "unsure") and weighed.chosen == "O")
    if notion == "event" and second != "O" and margin < gain and not any(p.weight == "listed" for p in weighed.pushes):
        return f"with a sense of {second} in the lexicon it would be {second}"
    return f"no single hint decides: {shown(second)} lacks {margin:.1f} in log-probability"


def _named(hint: Hint) -> str:
    words = f" “{' '.join(hint.words)}”" if hint.words else ""
    return f"{hint.why}{words}{_at(hint)}"


def _at(hint: Hint) -> str:
    return f" in {', '.join(hint.where)}" if hint.where else f" ({hint.rule})" if hint.words else ""


def _mode(claim: Claim, basis: Basis) -> Decision:
    """The event's mode: the lexicon sense's, or the model's where no sense was taken."""
    assert claim.event is not None
    labels = encoder.load().labels.mode
    own = decide.modes(labels, claim.event.type)
    scores = basis.judged.scores["mode"][own]
    scores = scores - np.logaddexp.reduce(scores)
    chances = _chances([labels[k].partition(".")[2] or "-" for k in own], scores)
    best = next(iter(chances))
    value = claim.event.mode or "none"
    sense = basis.coded.sense if basis.coded is not None else None
    if sense is None or basis.coded is None:
        return Decision("event mode", value, chances.get(value, 0.0), chances, (), "the model's likeliest mode of this type is taken")
    tokens = tuple(range(basis.coded.first, basis.coded.last))
    words = tuple(basis.analysis.tokens[i].form for i in tokens)
    hint = Hint(value, 0.0, _WEIGHTS["listed"], basis.coded.rule, words, _of_sense(sense, _forms(basis.analysis, tokens)))
    otherwise = "the model alone says the same" if best == value else f"without {_named(hint)} it would be {best}"
    return Decision("event mode", value, chances.get(value, 0.0), chances, (hint,), otherwise)


# --- where the words are listed


def _where(rule: str, tokens: Sequence[int], label: str, basis: Basis) -> tuple[str, ...]:
    if rule.startswith("events"):
        sense = basis.listed.sense if basis.listed is not None else None
        return _of_sense(sense, _forms(basis.analysis, tokens)) if sense is not None else ()
    found = []
    for i in tokens:
        token = basis.analysis.tokens[i]
        places = (_listed(name, (token.lemma.lower(), token.form.lower()), label) for name in _FILES[rule.partition(":")[0]])
        found += [place for place in places if place][:1]
    return tuple(dict.fromkeys(found))


def _forms(analysis: Analysis, tokens: Iterable[int]) -> set[str]:
    return {form for i in tokens for form in (analysis.tokens[i].lemma.lower(), analysis.tokens[i].form.lower())}


@cache
def _lines(name: str) -> tuple[str, ...]:
    return tuple(language.content(name).decode().split("\n"))


def _tables(name: str) -> Iterator[tuple[int, int]]:
    """The line ranges of a file's tables."""
    lines = _lines(name)
    heads = [n for n, line in enumerate(lines) if line.startswith("[")]
    yield from zip([0, *heads], [*heads, len(lines)], strict=True)


def _of_sense(sense: Sense, forms: set[str]) -> tuple[str, ...]:
    """Where a sense of the event lexicon stands: the line that lists the word that fits."""
    for name in language.names("events"):
        lines = _lines(name)
        for first, last in _tables(name):
            if lines[first] != "[[sense]]" or f'type = "{sense.type}"' not in lines[first:last]:
                continue
            entry = tomllib.loads("\n".join(lines[first:last]))["sense"][0]
            if any(tuple(entry.get(key, ())) != getattr(sense, key) for key in (*_LISTS, "when")):
                continue
            fits = {n: _best(_quoted(lines[n]), forms) for n in range(first, last) if lines[n].startswith(_LISTS)}
            return (f"{name}.toml:{max(fits, key=lambda n: fits[n]) + 1}",)
    return ()


def _best(words: Iterable[str], forms: set[str]) -> float:
    """The largest share of a listed entry's words that stand in the text."""
    return max((len(set(w.split()) & forms) / len(w.split()) for w in words), default=0.0)


def _listed(name: str, words: Sequence[str], label: str) -> str | None:
    """The line of a file that lists one of the words, if there are several one of a table that speaks of the label."""
    found = []
    for first, last in _tables(name):
        table = _lines(name)[first:last]
        speaks = any(line in (f'effect = "{label}"', f'stance = "{label}"') for line in table)
        for n, line in enumerate(table):
            if not line.startswith(("examples", "counterexamples")) and "= [" in line:
                fits = any(word in words or word.partition(" ")[0] in words for word in _quoted(line))
                found += [(not speaks, first + n + 1)] if fits else []
    return f"{name}.toml:{min(found)[1]}" if found else None


def _quoted(line: str) -> list[str]:
    return re.findall(r'"([^"]*)"', line)


# --- as text


def render(found: Explanation) -> str:
    """The explanation as a page of text."""
    claim = found.claim
    lines = [f"{export.said(claim)}:", f"  {export.evidence(claim)}", ""]
    for d in found.decisions:
        seen = ", ".join(f"{label} {chance:.2f}" for label, chance in list(d.model.items())[:4])
        lines.append(f"{d.notion}: {d.value} ({d.chance:.2f})")
        lines.append(f"  the model alone: {seen}")
        for hint in d.hints:
            weight = f"{hint.by:+.1f} for {hint.label}" if hint.by else f"{hint.label}"
            lines.append(f"  {weight}: {_named(hint)}")
        lines.append(f"  {d.otherwise}")
    for part in found.parts:
        why = ", ".join(f"{name} {by:+.2f}" for name, by in part.reasons[:4])
        lines.append(f"{part.role}: {part.participant} ({part.chance:.2f}){'' if part.recorded else ', not taken'}")
        lines.append(f"  {why}" if why else "  nothing speaks for or against it")
    reasons = ", ".join(f"{name} {by:+.2f}" for name, by in found.confidence[:6])
    lines += [
        f"confidence: {claim.confidence:.2f}",
        f"  {reasons}" if reasons else "  no trait moves it",
        f"claim {claim.id} by {claim.coder}",
    ]
    return "\n".join(lines) + "\n"
