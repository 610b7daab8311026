"""What each rule, list and head moves, switched off in turn: ``python -m evaluation.ablate [NAME…] [--sets own,challenge,…]``.

A switch replaces one function by one that finds nothing, or leaves out one named rule, one group of the lexicon or one weight. First every
text is read as it is, and it is noted in which texts each switched function finds anything at all: only those are read again without it.
The encoders read each text once (:mod:`evaluation.cached`). Prints, for each switch, in how many texts it speaks, how many texts change,
and the figures that move, in points; then what moves none.

Texts: the corpus' dev documents, the challenge set, the statement, PLOVER's dev sentences and CED-1K's even half.
"""

import argparse
import gzip
import json
import multiprocessing
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any, get_args
from unittest.mock import patch

import msgspec

import accordingto
from accordingto import coordination, drafts, ingest, insertions, operators, pipeline, propositions, reports
from accordingto.attribution import stances
from accordingto.decide import moods, roles, settling, weighing
from accordingto.drafts import passing, stretches
from accordingto.events import coding, senses
from accordingto.modality import constructions, governors
from accordingto.modality import own as own_words
from accordingto.propositions import clauses, nouns
from accordingto.types import Claim, EventType, Page
from evaluation import cached, challenge, claims, corpus, own, speakers

SETS = ("own", "challenge", "statement", "plover", "ced")
SHOWN = {
    "own": ("right", "right_events", "event", "rare_modality", "rare_presupposed"),
    "challenge": ("right", "not_fact"),
    "statement": ("right", "right_events"),
    "plover": ("present", "type", "right"),
    "ced": ("exact", "found"),
}
LEAST = 0.0005
"""A figure that moves less has not moved."""

Figures = dict[str, float]
Read = dict[tuple[str, str], tuple[Claim, ...]]
"""Claims by set and text."""


class Text(msgspec.Struct, frozen=True):
    """A text of a set, ready to be coded."""

    set: str
    id: str
    page: Page


class Switch(msgspec.Struct, frozen=True):
    """Something that can be switched off.

    ``owner`` has the function ``name``; ``off`` is what stands in its place, made of the function itself; ``speaks`` tells from a call's
    arguments and result whether it found anything.
    """

    label: str
    owner: Any
    name: str
    off: Callable[[Callable[..., Any]], Callable[..., Any]]
    speaks: Callable[[tuple[Any, ...], Any], bool] = lambda args, found: bool(found)


def texts(wanted: Sequence[str], shared: Path) -> list[Text]:
    """The texts of some sets."""
    found: list[Text] = []
    if "own" in wanted:
        found += [Text("own", d.id, ingest.from_text(d.document.text, own.given(d))) for d in corpus.load("dev")]
    if "challenge" in wanted:
        cases = dict.fromkeys(case.text for sets in challenge.load() for pair in sets.set for case in pair.cases)
        found += [Text("challenge", case, ingest.from_text(case, ingest.Given(id="case", date="2025-06-18"))) for case in cases]
    if "statement" in wanted:
        pages = ingest.open(shared / "gold/statement.txt", ingest.Given())
        found += [Text("statement", "statement", page) for page in pages if isinstance(page, Page)]
    if "plover" in wanted:
        with gzip.open(shared / "data/open/plover/gsr_dev.jsonl.gz", "rt", encoding="utf-8") as rows:
            for row in map(json.loads, filter(str.strip, rows)):
                found.append(Text("plover", row["id"], ingest.from_text(row["text"], ingest.Given(id=row["id"]))))
    if "ced" in wanted:
        for row in speakers.gold(shared):
            given = ingest.Given(id=row["id"], date=row["date"], publisher=row["publisher"])
            found.append(Text("ced", row["id"], ingest.from_text(row["text"], given)))
    return found


# --- what can be switched off


def nothing(value: Any) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """In the place of a function: one that finds nothing."""
    return lambda function: lambda *args, **kwargs: value


def switches() -> list[Switch]:
    """All switches."""
    return [*_mood_rules(), *_propositions(), *_operators(), *_coding(), *_senses(), *_weights(), *_repairs()]


def _mood_rules() -> Iterator[Switch]:
    """The named rules of modality, polarity and presupposition."""
    sources = [Path(module.__file__).read_text(encoding="utf-8") for module in (own_words, governors)]
    for name, at in (("set", 3), ("negate", 2), ("grant", 2)):
        calls = [line.partition("#")[0] for source in sources for line in source.split("\n") if re.search(rf"self\.(own\.)?{name}\(", line)]
        for rule in dict.fromkeys(named[-1] for call in calls if (named := re.findall(r'"([^"]+)"\)', call))):
            yield Switch(f"modality: {rule}", own_words.Own, name, _without(at, rule), _is(at, rule))
    yield Switch("modality.follows", own_words.Own, "follows", nothing(None), lambda args, found: True)
    yield Switch("modality.opened_by", constructions.Constructions, "opened_by", nothing([]))
    for name in ("yet_to", "only", "shares", "performative", "definite", "impersonal", "begins_anew"):
        yield Switch(f"modality.{name}", constructions.Constructions, name, nothing(False))


def _without(at: int, rule: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    def off(function: Callable[..., Any]) -> Callable[..., Any]:
        return lambda *args: None if args[at] == rule else function(*args)

    return off


def _is(at: int, rule: str) -> Callable[[tuple[Any, ...], Any], bool]:
    return lambda args, found: args[at] == rule


def _propositions() -> Iterator[Switch]:
    yesno = {
        nouns: ("possessed", "doubted", "is_item", "names_participant"),
        clauses: ("extraposed", "impersonal", "contrasted", "governed", "that_clause"),
        propositions: ("presupposed", "worth_a_fragment"),
    }
    for module, names in yesno.items():
        for name in names:
            yield Switch(f"propositions.{name}", module, name, nothing(False))


def _operators() -> Iterator[Switch]:
    none = ("negated", "nobody", "judgement", "verb", "attribute", "doubtful", "manner")
    for name in none:
        yield Switch(f"operators.{name}", operators, name, nothing(None))
    yield Switch("operators.withheld", operators, "withheld", nothing(()))
    for name in ("would_not", "_hearsay", "_neither", "_contrary", "_little", "_named", "over_report", "lacked", "predicate_of", "of_noun"):
        yield Switch(f"stances.{name}", stances, name, nothing(None))


def _coding() -> Iterator[Switch]:
    """What makes a draft, and what is decided of it beside the weights."""
    yesno = {
        moods: ("in_doubt", "put_back", "scheduled", "scare_quoted", "settles", "in_background"),
        passing: ("announces", "only_speaks", "verdict"),
        settling: ("is_said", "claims_nothing"),
    }
    for module, names in yesno.items():
        for name in names:
            yield Switch(f"{_name(module)}.{name}", module, name, nothing(False))
    yield Switch("drafts.contents", drafts, "_contents", nothing([]))
    yield Switch("drafts.embedded", drafts, "embedded", nothing(None))
    yield Switch(
        "stretches.without_asides", stretches, "without_asides", lambda f: lambda seen, p: p.tokens, lambda args, r: r != args[1].tokens
    )


def _name(module: ModuleType) -> str:
    return module.__name__.rpartition(".")[2]


def _senses() -> Iterator[Switch]:
    """The senses of each event type, light verbs, and the event head."""

    def without(type_: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        def off(function: Callable[..., Any]) -> Callable[..., Any]:
            def listed(*args: Any) -> Any:
                found = function(*args)
                return None if found is not None and found.sense.type == type_ else found

            return listed

        return off

    for type_ in get_args(EventType):
        yield Switch(f"senses of {type_}", senses.Senses, "listed", without(type_), _of_type(type_))
    yield Switch("events.listed (all)", senses.Senses, "listed", nothing(None))
    yield Switch("events.light", senses.Senses, "light", nothing(None))
    yield Switch("events.learned (event head)", senses.Senses, "learned", nothing(None))
    yield Switch("events.affected", coding.Coder, "affected", nothing(()))
    yield Switch("events.contexts", coding.Coder, "contexts", nothing(()))


def _of_type(type_: str) -> Callable[[tuple[Any, ...], Any], bool]:
    return lambda args, found: found is not None and found.sense.type == type_


def _weights() -> Iterator[Switch]:
    """The weights of hints, and the model's own view."""

    def zero(name: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
        return lambda function: (
            lambda labels, judged, hints: function(labels, judged, hints, msgspec.structs.replace(weighing.WEIGHTS, **{name: 0.0}))
        )

    for name in ("listed", "unlisted", "unsure", "modality", "stated", "never", "unstated", "rare", "polarity", "presupposed"):
        yield Switch(f"weight {name}", weighing, "claim", zero(name))
    yield Switch(
        "participation weighed", roles, "_likely", lambda f: lambda seen, weighed, told, weights: list(told), lambda args, r: r != args[2]
    )
    yield Switch("weight part", weighing, "words", lambda f: lambda judged, part, hinted=(): f(judged, part, ()))
    for head in ("event", "modality", "polarity", "presupposed"):
        yield Switch(f"head {head}", weighing, "claim", _flat(head))


def _flat(head: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """A decision with a head of the meaning encoder that takes everything for as likely."""

    def off(function: Callable[..., Any]) -> Callable[..., Any]:
        def claim(labels: Any, judged: Any, hints: Any) -> Any:
            scores = judged.scores | {head: judged.scores[head] * 0}
            return function(labels, msgspec.structs.replace(judged, scores=scores), hints)

        return claim

    return off


def _repairs() -> Iterator[Switch]:
    for module in (coordination, insertions, reports):
        label = f"{_name(module)}.repaired"
        yield Switch(label, module, "repaired", lambda f: lambda analysis: analysis, lambda args, found: found is not args[0])


# --- reading and measuring


def read(several: Iterable[Text]) -> Read:
    """The claims of texts."""
    return {(t.set, t.id): pipeline.code(t.page).claims for t in several}


@contextmanager
def without(switch: Switch) -> Iterator[None]:
    """The program with something switched off."""
    with patch.object(switch.owner, switch.name, switch.off(getattr(switch.owner, switch.name))):
        yield


def spoken(several: Sequence[Text], every: Sequence[Switch]) -> tuple[Read, dict[str, set[tuple[str, str]]]]:
    """The claims of all texts, and by switch the texts in which it finds anything."""
    where: dict[str, set[tuple[str, str]]] = {s.label: set() for s in every}
    now: list[tuple[str, str]] = [("", "")]

    def watched(function: Callable[..., Any], own_switches: Sequence[Switch]) -> Callable[..., Any]:
        def call(*args: Any, **kwargs: Any) -> Any:
            found = function(*args, **kwargs)
            for s in own_switches:
                if s.speaks(args, found):
                    where[s.label].add(now[0])
            return found

        return call

    with ExitStack() as stack:
        targets: dict[tuple[int, str], list[Switch]] = {}
        for s in every:
            targets.setdefault((id(s.owner), s.name), []).append(s)
        for group in targets.values():
            owner, name = group[0].owner, group[0].name
            stack.enter_context(patch.object(owner, name, watched(getattr(owner, name), group)))
        found: Read = {}
        for text in several:
            now[0] = (text.set, text.id)
            found |= read([text])
    return found, where


def measure(found: Read, shared: Path) -> dict[str, Figures]:
    """The figures of the sets that were read."""
    by_set: dict[str, dict[str, tuple[Claim, ...]]] = {}
    for (name, id_), own_claims in found.items():
        by_set.setdefault(name, {})[id_] = own_claims
    return {name: _MEASURES[name](mine, shared) for name, mine in by_set.items()}


def _own(mine: dict[str, tuple[Claim, ...]], shared: Path) -> Figures:
    documents = corpus.load("dev")
    gold, predicted = own.joined([d.claims for d in documents], documents), own.joined([mine[d.id] for d in documents], documents)
    return own.compare(gold, predicted, shared)


def _challenge(mine: dict[str, tuple[Claim, ...]], shared: Path) -> Figures:
    with patch.object(challenge, "_read", lambda case: mine[case.text]):
        return challenge.measure()


def _statement(mine: dict[str, tuple[Claim, ...]], shared: Path) -> Figures:
    gold = shared / "gold"
    return _scored("score_claims.py", mine, shared, gold / "statement.gold.json", gold / "statement.second.json")


def _plover(mine: dict[str, tuple[Claim, ...]], shared: Path) -> Figures:
    return _scored("score_events.py", mine, shared, shared / "data/open/plover/gsr_dev.jsonl.gz")


def _scored(script: str, mine: dict[str, tuple[Claim, ...]], shared: Path, *gold: Path) -> Figures:
    with tempfile.TemporaryDirectory() as folder:
        predicted = Path(folder, "claims.jsonl")
        predicted.write_text(accordingto.to_json(c for several in mine.values() for c in several), encoding="utf-8")
        scored = json.loads(claims._script(shared, script, *gold, predicted, "--json"))
    scored.pop("recall_by_type", None)
    return claims.flat(scored)


def _ced(mine: dict[str, tuple[Claim, ...]], shared: Path) -> Figures:
    rows = [msgspec.to_builtins(c) for several in mine.values() for c in several]
    counts, _, _ = own.scorer(shared, "score_speakers").score(speakers.gold(shared), rows)
    of = counts["all"]
    return {"exact": of["exact"] / max(1, of["n"]), "found": of["attributed"] / max(1, of["n"])}


_MEASURES: dict[str, Callable[[dict[str, tuple[Claim, ...]], Path], Figures]] = {
    "own": _own,
    "challenge": _challenge,
    "statement": _statement,
    "plover": _plover,
    "ced": _ced,
}


class Moved(msgspec.Struct, frozen=True):
    """What a switch does: texts in which it speaks, texts that change, figures that move."""

    label: str
    spoken: int
    changed: int
    figures: dict[str, float]


def _seen(claim: Claim) -> Claim:
    return msgspec.structs.replace(claim, confidence=0.0, coder="")


_STATE: dict[str, Any] = {}


def _try(number: int) -> Moved:
    """One switch, in a process that has the texts as they are read with everything on."""
    switch: Switch = _STATE["switches"][number]
    base: Read = _STATE["base"]
    chosen = [t for t in _STATE["texts"] if (t.set, t.id) in _STATE["where"][switch.label]]
    with without(switch):
        other = read(chosen)
    changed = {k for k, v in other.items() if list(map(_seen, v)) != list(map(_seen, base[k]))}
    sets = {name for name, _ in changed}
    figures: dict[str, float] = {}
    if changed:
        after = measure({k: other.get(k, v) for k, v in base.items() if k[0] in sets}, _STATE["shared"])
        for name in sets:
            for figure in SHOWN[name]:
                move = after[name].get(figure, 0.0) - _STATE["figures"][name].get(figure, 0.0)
                if abs(move) >= LEAST:
                    figures[f"{name}.{figure}"] = round(100 * move, 2)
    return Moved(switch.label, len(chosen), len(changed), figures)


def run(wanted: Sequence[str], sets: Sequence[str], processes: int, shared: Path) -> Iterator[Moved]:
    """Switch off one thing after another.

    Args:
        wanted: beginnings of labels; empty: all.
        sets: of :data:`SETS`.
        processes: that share the work.
        shared: the folder that holds the data and the scorers.
    """
    every = [s for s in switches() if not wanted or s.label.startswith(tuple(wanted))]
    with cached.encoders():
        several = texts(sets, shared)
        base, where = spoken(several, every)
        _STATE.update(switches=every, texts=several, base=base, where=where, shared=shared, figures=measure(base, shared))
        for name, found in _STATE["figures"].items():
            print(name, " ".join(f"{k}={found[k]:.3f}" for k in SHOWN[name] if k in found), flush=True)
        with multiprocessing.get_context("fork").Pool(processes) as pool:
            yield from pool.imap(_try, range(len(every)))


def main() -> int:
    """The command; see the module's docstring."""
    parser = argparse.ArgumentParser(
        prog="python -m evaluation.ablate", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("names", nargs="*", help="beginnings of the labels of switches; all without")
    parser.add_argument("--sets", default=",".join(SETS))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--shared", type=Path, default=claims.SHARED)
    given = parser.parse_args()
    idle = []
    print(f"{'switched off':34} {'speaks':>6} {'changed':>7}  moves, in points")
    for moved in run(given.names, given.sets.split(","), given.processes, given.shared):
        line = " ".join(f"{name} {by:+.2f}" for name, by in moved.figures.items())
        print(f"{moved.label:34} {moved.spoken:6} {moved.changed:7}  {line}", flush=True)
        idle += [moved.label] if not moved.figures else []
    print("Moves no figure: " + (", ".join(idle) or "nothing"))
    return 0


if __name__ == "__main__":
    sys.exit(main())
