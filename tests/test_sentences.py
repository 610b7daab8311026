"""The corpus' single sentences: the files are right, the checker sees what is wrong, and training reads what is marked."""

from collections import Counter
from pathlib import Path
from typing import get_args

import pytest
from evaluation import sentences
from evaluation.annotations import MODALITIES

from accordingto.types import EventType


def test_every_file_is_right():
    problems = [str(p) for path in sentences.FOLDER.glob("*.txt") for p in sentences.read(path)[1]]
    assert problems == []


def test_no_passage_stands_twice():
    count = Counter(p.text for p in sentences.load())
    assert [text for text, n in count.items() if n > 1] == []


def test_marks_are_words_of_the_passage():
    for passage in sentences.load():
        for mark in passage.marks:
            words = passage.text[mark.start : mark.end]
            assert words, passage.text
            assert words == words.strip(), passage.text


def test_every_kind_is_there():
    """A head that has no examples of a label cannot learn it."""
    marks = [(p.entities, m) for p in sentences.load() for m in p.marks]
    types = Counter(m.type for _, m in marks)
    assert min(types[kind] for kind in sentences.ENTITIES) >= 20
    events = {m.type for entities, m in marks if not entities and m.type}
    assert events == set(get_args(EventType))
    moods = Counter(m.modality for entities, m in marks if not entities)
    assert set(moods) == set(MODALITIES)
    assert min(moods.values()) >= 50


@pytest.mark.parametrize(
    ("line", "what"),
    [
        ("It [rained|-|maybe] on us.", "no modality maybe"),
        ("It [rained|WEATHER|asserted] on us.", "no event type WEATHER"),
        ("They [left|RETREAT.fly|asserted].", "RETREAT has no mode fly"),
        ("They [left|RETREAT|asserted|perhaps].", "the flags are not and presup"),
        ("They [left|RETREAT].", "a mark is"),
        ("They [left|RETREAT|asserted.", "a stray '['"),
        ("They sank the {frigate|WEAPON}.", "a file holds marks of events or"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(tmp_path: Path, line: str, what: str):
    path = tmp_path / "x.txt"
    path.write_text(f"# kept\nIt [rained|-|asserted].\n{line}\n", encoding="utf-8")
    passages, problems = sentences.read(path)
    assert len(passages) == 1
    assert len(problems) == 1
    assert "x.txt" in str(problems[0])
    assert "3" in str(problems[0])
    assert what in str(problems[0])


def test_an_unknown_kind_of_thing_is_named(tmp_path: Path):
    path = tmp_path / "x.txt"
    path.write_text("# things\n#! entities\nA {dog|ANIMAL} barked.\n", encoding="utf-8")
    assert "no entity type 'ANIMAL'" in str(sentences.read(path)[1][0])
