"""Archives read into stores: real files, real processes, real kills. Each test says what a reader of an archive relies on."""

import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

import accordingto
from accordingto import archive, ingest
from accordingto.archive import Limits, Options
from accordingto.archive.messages import Task
from accordingto.archive.workers import Pool
from accordingto.errors import StoreError
from accordingto.store import parts
from tests.test_near import STORY

pytestmark = pytest.mark.model
PLACES = ("Puno", "Tema", "Sidon", "Bergen", "Penang", "Durban", "Sucre", "Gao", "Split", "Osh")
NAMES = (
    "Rosa Quispe",
    "Kofi Mensah",
    "Leila Haddad",
    "Jonas Berg",
    "Mei Tan",
    "Sipho Nkosi",
    "Ana Rojas",
    "Moussa Maiga",
    "Ivo Babic",
    "Aida Asanova",
)


def short(n):
    """A document of two sentences; every number has another."""
    return f"{NAMES[n % 10]} said that the police of {PLACES[n // 10 % 10]} had arrested {n + 2} farmers on Monday. The governor denied it."


@pytest.fixture(scope="module")
def pool():
    workers = Pool(2, Limits())
    yield workers
    workers.close()


def shards(store):
    """Every file of a finished store, apart from what can be made again."""
    return {str(p.relative_to(store)): p.read_bytes() for p in store.rglob("*") if p.is_file() and parts.CACHE not in p.parts}


def counted(counts):
    assert counts.inputs == counts.coded + counts.known + counts.copies + counts.rejected
    return counts.inputs, counts.coded, counts.known, counts.copies, counts.rejected


@pytest.fixture
def folder(tmp_path):
    """Nine inputs: four texts, a copy word for word, a near copy, a clash of ids and two that are no documents."""
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text(short(0))
    (folder / "b.txt").write_text(short(1))
    (folder / "c.txt").write_text(short(0))
    (folder / "d.txt").write_text(STORY)
    (folder / "e.txt").write_text(STORY + "\n\nEdited by the desk of the south.")
    rows = [{"id": "x", "text": short(2), "publisher": "The Coast", "date": "2024-05-03"}, {"id": "x", "text": short(3)}]
    (folder / "f.jsonl").write_text("\n".join(map(json.dumps, rows)))
    (folder / "g.pdf").write_bytes(b"%PDF-1.4 and nothing else")
    (folder / "h.bin").write_bytes(bytes(range(256)) * 20)
    return folder


def test_every_input_is_accounted_for(folder, tmp_path, pool):
    told = []
    counts = archive.code([str(folder)], tmp_path / "s", told=lambda c, e: told.append(e), workers=pool)
    assert counted(counts) == (9, 4, 0, 2, 3)
    assert len(told) == 9
    store = accordingto.open(tmp_path / "s")
    status = store.status()
    assert (status.inputs, status.documents, status.copies, status.failures) == (9, 4, 2, 3)
    assert counts.claims == status.claims == store.arrow("claims").num_rows > 0
    assert status.claims_with_copies > status.claims
    copies = {Path(row["source"]).name: row for row in store.arrow("copies").to_pylist()}
    assert copies["c.txt"]["how"] == "exact"
    assert copies["c.txt"]["text"] is None
    assert copies["e.txt"]["how"] == "near"
    assert copies["e.txt"]["text"].endswith("south.")
    sources = {row["id"]: Path(row["source"]).name for row in store.arrow("documents").to_pylist()}
    assert {name: sources[row["document"]] for name, row in copies.items()} == {"c.txt": "a.txt", "e.txt": "d.txt"}
    failed = {Path(row["source"]).name: row["problem"] for row in store.arrow("failures").to_pylist()}
    assert "used before" in failed["f.jsonl:2"]
    assert set(failed) == {"f.jsonl:2", "g.pdf", "h.bin"}


def test_the_store_has_what_read_gives(folder, tmp_path, pool):
    archive.code([str(folder / "d.txt")], tmp_path / "s", workers=pool)
    (reading,) = accordingto.read_document(folder / "d.txt")
    (stored,) = accordingto.open(tmp_path / "s").readings()
    assert (stored.document, stored.claims) == (reading.document, reading.claims)


def test_a_second_run_adds_what_is_new(folder, tmp_path, pool):
    store = tmp_path / "s"
    archive.code([str(folder)], store, workers=pool)
    before = shards(store)
    assert counted(archive.code([str(folder), str(folder)], store, workers=pool)) == (18, 0, 18, 0, 0)
    assert shards(store) == before
    (folder / "b.txt").write_text(short(7))
    (folder / "z.txt").write_text(STORY)
    assert counted(archive.code([str(folder)], store, workers=pool)) == (10, 1, 8, 1, 0)
    assert accordingto.open(store).status().inputs == 11, "the text that b.txt had before stays"


def test_the_store_does_not_depend_on_who_did_what(folder, tmp_path, pool):
    one = Pool(1, Limits())
    try:
        archive.code([str(folder)], tmp_path / "one", Options(shard=2), workers=one)
    finally:
        one.close()
    archive.code([str(folder)], tmp_path / "two", Options(shard=2), workers=pool)
    assert shards(tmp_path / "one") == shards(tmp_path / "two")


def test_small_parts_are_merged(folder, tmp_path, pool, monkeypatch):
    monkeypatch.setattr(parts, "FULL", 6)
    store = tmp_path / "s"
    archive.code([str(folder)], store, Options(shard=2), workers=pool)
    assert [part.inputs for part in parts.load(store).parts] == [6, 3]
    (folder / "z.txt").write_text(short(9))
    archive.code([str(folder)], store, Options(shard=2), workers=pool)
    assert [part.inputs for part in parts.load(store).parts] == [6, 4]
    assert len(list((store / "documents").iterdir())) == 2
    assert accordingto.open(store).check() == []


def test_what_was_rejected_is_read_again_on_demand(folder, tmp_path, pool):
    store = tmp_path / "s"
    (folder / "m.txt").symlink_to(folder / "nowhere")
    assert counted(archive.code([str(folder)], store, workers=pool)) == (10, 4, 0, 2, 4)
    assert counted(archive.code([str(folder)], store, Options(retry_failed=True), workers=pool)) == (10, 0, 6, 0, 4)
    assert accordingto.open(store).status().failures == 4, "the newest outcome counts, once"
    (folder / "nowhere").write_text(short(5))
    assert counted(archive.code([str(folder)], store, Options(retry_failed=True), workers=pool)) == (11, 1, 6, 1, 3)
    status = accordingto.open(store).status()
    assert (status.inputs, status.failures) == (11, 3), "the link leads somewhere now"


def test_what_another_version_coded_is_coded_again(folder, tmp_path, pool):
    store = tmp_path / "s"
    archive.code([str(folder)], store, workers=pool)
    fresh = list(accordingto.open(store).readings())
    assert archive.recode(store, workers=pool).coded == 0
    with parts.Writer(store) as writer:
        (part,) = writer.package.parts
        tables = {table: parts.read(store, part, table) for table in parts.TABLES}
        at = tables["documents"].schema.names.index("coder")
        import pyarrow as pa

        old = pa.array(["an older one"] * 2 + tables["documents"].column("coder").to_pylist()[2:])
        tables["documents"] = tables["documents"].set_column(at, tables["documents"].schema.field("coder"), old)
        tables["claims"] = tables["claims"].slice(3)
        writer.rewritten(part, tables, "for the test")
    for path in folder.iterdir():
        path.unlink()
    counts = archive.recode(store, workers=pool)
    assert (counts.coded, counts.known, counts.rejected) == (2, 2, 0)
    assert list(accordingto.open(store).readings()) == fresh
    assert len(accordingto.open(store).status().coders) == 1


RUN = """
import sys
from accordingto import archive
print(archive.code([sys.argv[1]], sys.argv[2], archive.Options(jobs=2, shard=3)))
"""


def started(folder, store):
    return subprocess.Popen([sys.executable, "-c", RUN, folder, store], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)


def kills(folder, store, times, chance, longest):
    """Kill a run at random moments, each time going on where it was, then let it finish."""
    done = 0
    while done < times:
        process = started(folder, store)
        try:
            process.wait(chance.uniform(0.2, longest))
            break
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
            process.communicate()
            done += 1
    process = started(folder, store)
    _, said = process.communicate()
    assert process.returncode == 0, said.decode()
    return done


def test_a_killed_run_ends_as_one_that_was_not(tmp_path, pool):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(24):
        (folder / f"{n:02}.txt").write_text(short(n) if n % 5 else short(0))
    (folder / "30.pdf").write_bytes(b"%PDF-")
    begun = time.monotonic()
    process = started(folder, tmp_path / "whole")
    _, said = process.communicate()
    assert process.returncode == 0, said.decode()
    killed = kills(folder, tmp_path / "killed", 5, random.Random(int(os.environ.get("SEED", "7"))), time.monotonic() - begun)
    assert killed >= 1
    assert shards(tmp_path / "killed") == shards(tmp_path / "whole")
    assert accordingto.open(tmp_path / "killed").check() == []


def test_an_interrupted_run_keeps_what_was_finished(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    for n in range(300):
        (folder / f"{n:03}.txt").write_text(short(n))
    # However late this process is told of the first part, the run is not over: the last document alone takes a minute.
    (folder / "last.txt").write_text("\n\n".join(short(n) for n in range(30_000)))
    command = [sys.executable, "-m", "accordingto", "code", str(folder), "--store", str(tmp_path / "s"), "--jobs", "1"]

    def heeding() -> None:
        """What a shell starts in the background ignores the signal, and so would all that it starts."""
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True, preexec_fn=heeding)  # noqa: PLW1509 (no threads here)
    while process.poll() is None and not (tmp_path / "s" / parts.LIST).exists():
        time.sleep(0.02)
    while process.poll() is None and not parts.load(tmp_path / "s").parts:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate()
    assert process.returncode == 130, said
    assert said.startswith("accordingto: interrupted; the same command goes on from here"), said
    assert accordingto.open(tmp_path / "s").status().documents >= 32


def test_a_document_that_takes_too_long_is_rejected_and_the_next_is_read(tmp_path):
    pool = Pool(1, Limits(seconds=4.0))
    try:
        quick = ingest.from_text(short(0))
        slow = ingest.from_text("\n\n".join(short(n) for n in range(30_000)))
        pool.submit(Task(0, page=quick))
        found = until(pool, 1)
        for number, page in ((1, slow), (2, quick)):
            pool.submit(Task(number, page=page))
        found |= until(pool, 2)
        assert found[1].rejected.error == "TooSlow"
        assert found[2].read.claims == found[0].read.claims
    finally:
        pool.close()


def until(pool, number):
    found = {}
    while len(found) < number:
        found |= {done.number: done for done in pool.done()}
    return found


def test_a_process_that_dies_costs_the_document_it_was_at(tmp_path):
    pool = Pool(1, Limits())
    try:
        page = ingest.from_text(" ".join(short(n) for n in range(2000)))
        pool.submit(Task(0, page=page))
        pool.submit(Task(1, page=ingest.from_text(short(0))))
        os.kill(pool.workers[0].process.pid, signal.SIGKILL)
        found = until(pool, 2)
        assert found[0].rejected.error == "Died"
        assert found[1].read.claims
    finally:
        pool.close()


def test_workers_end_with_the_run(tmp_path):
    folder = tmp_path / "in"
    folder.mkdir()
    (folder / "a.txt").write_text("\n\n".join(short(n) for n in range(20_000)))
    process = started(folder, tmp_path / "s")
    while len(children(process.pid)) < 2 and process.poll() is None:
        time.sleep(0.05)
    below = children(process.pid)
    process.kill()
    process.communicate()
    deadline = time.monotonic() + 60
    while any(alive(pid) for pid in below) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert below
    assert not [pid for pid in below if alive(pid)]


def children(pid):
    try:
        return [int(p) for p in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    except OSError:
        return []


def alive(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except OSError:
        return False


def test_two_runs_do_not_write_at_once(folder, tmp_path):
    with parts.Writer(tmp_path / "s"), pytest.raises(StoreError, match="another run"):
        archive.code([str(folder)], tmp_path / "s")


def test_the_benchmark_tells_a_leak_from_a_warm_up():
    """Half a megabyte a thousand documents beside what is loaded first."""
    from benchmarks import memory

    seen = {
        "worker 1": [memory.Seen(n, min(200.0, n / 5) + n / 2000, 260.0) for n in range(0, 20_001, 500)],
        "reader": [memory.Seen(1, 30.0, 31.0)],
    }
    grown, short = memory.fitted(seen)
    assert grown == "worker 1: +0.50 MB every 1,000 documents, from 201 MB at 2000 to 210 MB at 20000; 260 MB at most"
    assert short == "reader: too few looks for a fit; 31 MB at most"
    assert memory.slope([1], [1.0]) == 0.0
