"""Comparing on real text: ECB+ (events across articles), MEANTIME (who and where across articles) and NAnCo (same answer or another).
``python -m evaluation.stories [SHARED]``

ECB+ dev topics, sentences with full annotation only. From gold mentions each event mention becomes a claim by itself, its clause the words,
its instance what it should be linked by; pairs of mentions of two documents of a topic, F1, beside the baseline of the same head lemma.
NAnCo: every answer's paragraph is read as a document; two answers are predicted the same where claims that overlap them are linked and
agree. Balanced accuracy over pairs of a question, mean of the test questions, and the share of answers that any claim overlaps.
"""

import gzip
import json
import sys
from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from accordingto import ingest, pipeline
from accordingto.comparison import linking, names
from accordingto.comparison.records import Told
from accordingto.types import Claim, Document, Event, Link, Quote
from evaluation.claims import SHARED

TEST = frozenset({"Q4", "Q7", "Q8", "Q9"})
_AROUND = 60
"""Characters on each side of an event's word that stand for its clause."""


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def _topics(shared: Path) -> list[list[dict[str, Any]]]:
    """The articles of ECB+ dev, topic by topic."""
    topics: dict[str, list[dict[str, Any]]] = {}
    for row in _rows(shared / "data/measure/ecbplus_dev.jsonl.gz"):
        topics.setdefault(row["topic"], []).append(row)
    return list(topics.values())


def _document(row: Mapping[str, Any]) -> Document:
    return Document(row["id"], "", row["text"], None, None, row["id"], "en", None, row["id"], (), ())


def mentions(row: Mapping[str, Any]) -> tuple[Told, dict[str, str]]:
    """The events of an article as claims, and the instance of each claim."""
    text, claims, instance = row["text"], [], {}
    chosen = [(s["start"], s["end"]) for s in row["sentences"] if s["selected"]]
    for event in row["events"]:
        start, end = event["spans"][0]
        sentence = next(((a, b) for a, b in chosen if a <= start < b), None)
        if sentence is None or not event.get("instance"):
            continue
        first, last = max(sentence[0], start - _AROUND), min(sentence[1], end + _AROUND)
        first = first if first == sentence[0] else text.find(" ", first) + 1
        last = last if last == sentence[1] else text.rfind(" ", 0, last)
        first, last = min(first, start), max(last, end)
        id = f"{row['id']}:{event['id']}"
        link = Link(row["id"], None, None, "publisher", "asserted", None, None)
        trigger = Quote(start, end, text[start:end])
        negative = "negative" if event.get("negated") else "positive"
        claims.append(
            Claim(
                id,
                row["id"],
                "event",
                (Quote(first, last, text[first:last]),),
                (link,),
                "asserted",
                negative,  # type: ignore[arg-type]
                False,
                Event("?", None, (), None, trigger),
                None,
                (),
                None,
                None,
                (),
                (),
                0.5,
                "gold",
            )
        )
        instance[id] = event["instance"]
    return Told(_document(row), tuple(claims)), instance


Pair = tuple[str, str]


def scored(predicted: set[Pair], wanted: set[Pair]) -> dict[str, float]:
    """Precision, recall, F1 of pairs."""
    right = len(predicted & wanted)
    p, r = right / max(1, len(predicted)), right / max(1, len(wanted))
    return {"precision": round(p, 4), "recall": round(r, 4), "f1": round(2 * p * r / (p + r) if right else 0.0, 4)}


def ecb(shared: Path) -> dict[str, float]:
    """Pairs of mentions of one event across documents of a topic: the program's links, and the same word."""
    found, same_word, wanted = set[Pair](), set[Pair](), set[Pair]()
    for rows in _topics(shared):
        made = [mentions(row) for row in rows]
        told, instance = [t for t, _ in made], {k: v for _, own in made for k, v in own.items()}
        claims = [(c, t.document.id) for t in told for c in t.claims]
        for (a, one), (b, other) in combinations(claims, 2):
            if one != other:
                pair = _pair(a.id, b.id)
                if instance[a.id] == instance[b.id]:
                    wanted.add(pair)
                if _lemma(a) == _lemma(b):
                    same_word.add(pair)
        for one_, other_, _ in linking.weighed(sorted(told, key=lambda t: t.document.id)).pairs:
            found.add(_pair(one_.claim.id, other_.claim.id))
    ours, word = scored(found, wanted), scored(same_word, wanted)
    return {f"ecb_{k}": v for k, v in ours.items()} | {f"ecb_lemma_{k}": v for k, v in word.items()}


def ecb_read(shared: Path) -> dict[str, float]:
    """The same from read claims: the sentences with full annotation are read as a text; a claim stands for the mention that the word for
    its event covers. Pairs of which the program has no claim count as missed; ``ecb_read_covered`` is the share of mentions that it has."""
    found, wanted, covered, mentioned = set[Pair](), set[Pair](), 0, 0
    for rows in _topics(shared):
        made = [_read_article(row) for row in rows if any(s["selected"] for s in row["sentences"])]
        at = {claim: mention for _, claims, _ in made for claim, mention in claims.items()}
        instances = {k: (v, n) for n, (_, _, own) in enumerate(made) for k, v in own.items()}
        covered, mentioned = covered + len(set(at.values())), mentioned + len(instances)
        wanted |= {_pair(a, b) for a, b in combinations(instances, 2) if _one(instances[a], instances[b])}
        for one, other, _ in linking.weighed(sorted((t for t, _, _ in made), key=lambda t: t.document.id)).pairs:
            if one.claim.id in at and other.claim.id in at:
                found.add(_pair(at[one.claim.id], at[other.claim.id]))
    return {f"ecb_read_{k}": v for k, v in scored(found, wanted).items()} | {"ecb_read_covered": round(covered / max(1, mentioned), 4)}


def _pair(one: str, other: str) -> Pair:
    return (one, other) if one < other else (other, one)


def _one(one: tuple[str, int], other: tuple[str, int]) -> bool:
    """Whether two mentions are of one event and stand in two documents."""
    return one[0] == other[0] and one[1] != other[1]


def _read_article(row: Mapping[str, Any]) -> tuple[Told, dict[str, str], dict[str, str]]:
    """An article's annotated sentences, read; the mention of each claim; the instance of each mention."""
    parts, shifts, size = [], [], 0
    for sentence in row["sentences"]:
        if sentence["selected"]:
            parts.append(row["text"][sentence["start"] : sentence["end"]])
            shifts.append((sentence["start"], sentence["end"], size - sentence["start"]))
            size += len(parts[-1]) + 1
    reading = pipeline.code(ingest.from_text(" ".join(parts), ingest.Given(id=row["id"], publisher=row["id"])))
    spans, instance = {}, {}
    for event in row["events"]:
        start, end = event["spans"][0]
        shift = next((by for first, last, by in shifts if first <= start < last), None)
        if shift is not None and event.get("instance"):
            name = f"{row['id']}:{event['id']}"
            spans[name], instance[name] = (start + shift, end + shift), event["instance"]
    at = {}
    for claim in reading.claims:
        trigger = claim.event.trigger if claim.event else None
        mention = next((m for m, (a, b) in spans.items() if trigger and trigger.start < b and a < trigger.end), None)
        if mention:
            at[claim.id] = mention
    return Told(reading.document, tuple(reading.claims)), at, instance


def meantime(shared: Path) -> dict[str, float]:
    """Persons, organisations and places that two documents of MEANTIME dev name: pairs of entities of two documents, F1; by the names that
    annotators marked, and by those that the program gives to actors and places of its claims, of entities that it has in both."""
    by_name, by_record = dict[tuple[str, str], list[str]](), dict[tuple[str, str], list[str]]()
    for row in _rows(shared / "data/open/meantime/meantime_dev.jsonl.gz"):
        kept = {e["id"]: e["instance_id"] for e in row["entities"] if e["instance_id"] and e["type"] in ("PER", "ORG", "LOC")}
        named = [m for m in row["entity_mentions"] if m["instance"] in kept]
        for mention in named:
            if mention["syntactic_type"] == "NAM":
                by_name.setdefault((row["id"], kept[mention["instance"]]), []).append(mention["text"])
        reading = pipeline.code(ingest.from_text(row["text"], ingest.Given(id=row["id"], date=row["dct"])))
        for name, start, end in _names_read(reading.claims):
            for mention in named:
                if mention["syntactic_type"] == "NAM" and (start, end) == tuple(mention["spans"][0]):
                    by_record.setdefault((row["id"], kept[mention["instance"]]), []).append(name)
    return {
        f"meantime_{which}_{k}": v
        for which, own in (("names", by_name), ("read", by_record))
        for k, v in (_names_meet(own) | {"entities": float(len(own))}).items()
    }


def _names_read(claims: Sequence[Claim]) -> set[tuple[str, int, int]]:
    found = {(a.name, a.mention.start, a.mention.end) for c in claims for a in c.actors if a.name and a.mention}
    return found | {(c.where.name, c.where.quote.start, c.where.quote.end) for c in claims if c.where and c.where.quote}


def _names_meet(own: Mapping[tuple[str, str], Sequence[str]]) -> dict[str, float]:
    pairs = [(a, b) for a, b in combinations(own, 2) if a[0] != b[0]]
    wanted = {(f"{a}", f"{b}") for a, b in pairs if a[1] == b[1]}
    usual = {k: Counter(v).most_common(1)[0][0] for k, v in own.items()}
    return scored({(f"{a}", f"{b}") for a, b in pairs if names.same(usual[a], usual[b])}, wanted)


def _lemma(claim: Claim) -> str:
    """A rough lemma of the event's word: what is left without the endings of English verbs and plurals."""
    word = claim.event.trigger.text.lower() if claim.event else ""
    for ending in ("ing", "ies", "ied", "es", "ed", "s", "e"):
        if word.endswith(ending) and len(word) - len(ending) >= 3:
            return word[: -len(ending)]
    return word


def nanco(shared: Path) -> dict[str, float]:
    """Same answer or another, on NAnCo's test questions."""
    balanced, covered, answers, right, predicted_all = [], 0, 0, 0, 0
    for row in _rows(shared / "data/measure/nanco.jsonl.gz"):
        if row["id"] not in TEST:
            continue
        told, at = _read(row)
        linked = set()
        for one, other, chance in linking.weighed(sorted(told, key=lambda t: t.document.id)).pairs:
            made = linking.tie(one, other, chance)
            if made is not None and made.outcome == "agree" and {one.claim.id, other.claim.id} <= at.keys():
                linked.add(frozenset((at[one.claim.id], at[other.claim.id])))
        groups = {a["id"]: a["group"] for a in row["answers"]}
        covered, answers = covered + len(set(at.values())), answers + len(groups)
        hits = {True: [0, 0], False: [0, 0]}
        for a, b in combinations(groups, 2):
            same, said = groups[a] == groups[b], frozenset((a, b)) in linked
            hits[same][0] += same == said
            hits[same][1] += 1
            right, predicted_all = right + (same and said), predicted_all + said
        balanced.append(sum(h / max(1, n) for h, n in hits.values()) / 2)
    return {
        "nanco_balanced": round(sum(balanced) / len(balanced), 4),
        "nanco_precision": round(right / max(1, predicted_all), 4),
        "nanco_predicted": float(predicted_all),
        "nanco_covered": round(covered / answers, 4),
    }


def _read(row: Mapping[str, Any]) -> tuple[list[Told], dict[str, str]]:
    """The paragraphs of a question as documents, and the answer that each claim overlaps."""
    told: list[Told] = []
    at: dict[str, str] = {}
    for answer in row["answers"]:
        given = ingest.Given(id=str(answer["id"]), date=row["collected"], publisher=answer["outlet"])
        reading = pipeline.code(ingest.from_text(answer["text"], given))
        told.append(Told(reading.document, tuple(reading.claims)))
        for claim in reading.claims:
            if any(q.start < answer["end"] and answer["start"] < q.end for q in claim.evidence):
                at[claim.id] = answer["id"]
    return told, at


def measure(shared: Path = SHARED) -> dict[str, float]:
    """All figures on real text."""
    return ecb(shared) | ecb_read(shared) | meantime(shared) | nanco(shared)


def main(args: Sequence[str]) -> int:
    """The command; see the module's docstring."""
    for name, value in measure(Path(args[0]) if args else SHARED).items():
        print(f"{name:28} {value:8.4g}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
