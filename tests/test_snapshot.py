"""The snapshot: what is compared, how a difference is shown, and that the output is what was stored."""

import pytest
from evaluation import snapshot

BEFORE = {"a": ["1 x", "2 y"], "b": ["1 z"]}
AFTER = {"a": ["1 x", "2 changed"], "b": ["1 z"], "c": ["1 new"]}


def test_changed_new_and_lost_documents_are_named():
    assert snapshot.changed(snapshot.digests(BEFORE), snapshot.digests(BEFORE)) == []
    assert snapshot.changed(snapshot.digests(BEFORE), snapshot.digests(AFTER)) == ["a", "c"]
    assert snapshot.changed(snapshot.digests(AFTER), snapshot.digests(BEFORE)) == ["a", "c"]


def test_a_difference_is_readable():
    shown = snapshot.difference(snapshot.text(BEFORE), snapshot.text(AFTER))
    assert shown == "a\n- 2 y\n+ 2 changed\n\nc\n+ 1 new\n\n1 lines gone, 2 new, of 3"


def test_a_line_is_short_in_the_stored_form():
    stored = snapshot.digests(BEFORE)
    assert len(stored.splitlines()) == len(BEFORE)
    assert all(len(row) < 80 for row in stored.splitlines())


@pytest.mark.model
def test_the_output_is_what_was_stored():
    if not snapshot.STORED.exists():
        pytest.skip("no snapshot is stored; make snapshot")
    other = snapshot.changed(snapshot.STORED.read_text(encoding="utf-8"), snapshot.digests(snapshot.lines()))
    assert not other, f"{len(other)} documents are read in another way ({other[:5]}); where it is meant: make snapshot"
