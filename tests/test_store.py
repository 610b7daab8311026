"""The store: real files, real DuckDB. Each row says why it is there."""

import datetime
import json
import shutil

import msgspec
import pytest

import accordingto
from accordingto import ingest, store
from accordingto.errors import StoreError, UsageError
from accordingto.store import parts, schema
from accordingto.store.days import bounds
from accordingto.store.schema import Coded, Copied, Failure
from accordingto.types import Actor, Claim, Event, Figure, Link, Quote, Relation, When, Where

CODER = "accordingto test"

# why, EDTF, first day, last day
DAYS = [
    ("a day", "2024-05-03", "2024-05-03", "2024-05-03"),
    ("a month that leaps", "2024-02", "2024-02-01", "2024-02-29"),
    ("a year", "2023", "2023-01-01", "2023-12-31"),
    ("a decade", "199X", "1990-01-01", "1999-12-31"),
    ("a day that is not known", "2024-05-XX", "2024-05-01", "2024-05-31"),
    ("a month that is not known", "2024-XX", "2024-01-01", "2024-12-31"),
    ("an interval", "2024-05-03/2024-06", "2024-05-03", "2024-06-30"),
    ("open at the end", "2014/..", "2014-01-01", None),
    ("open at the beginning", "../2014", None, "2014-12-31"),
    ("doubt changes nothing", "2024-05~", "2024-05-01", "2024-05-31"),
    ("a time of day", "2024-05-03T14:20", "2024-05-03", "2024-05-03"),
    ("a season has no month", "2024-21", "2024-01-01", "2024-12-31"),
    ("a year that no calendar of ours has", "Y-17000", None, None),
    ("a day that the month has not", "2024-02-31", "2024-02-29", "2024-02-29"),
]


@pytest.mark.parametrize(("why", "edtf", "first", "last"), DAYS, ids=[d[0] for d in DAYS])
def test_days_of_an_expression(why, edtf, first, last):
    wanted = tuple(None if day is None else datetime.date.fromisoformat(day) for day in (first, last))
    assert bounds(edtf) == wanted, why


def quote(text, words):
    start = text.index(words)
    return Quote(start, start + len(words), words)


def coded(
    number, text="The envoy {} said that the army of Chad had shelled a school on Monday. The governor denied it.", date="2024-05-03"
):
    """A document with two claims that use every field of the record."""
    text = text.format(f"Amina Diallo{number}")
    page = ingest.from_text(text, ingest.Given(date=date, publisher=f"Paper {number % 3}", id=f"d{number}"), f"in/{number}.txt")
    publisher = Link(None, None, None, "publisher", "reported", None, None)
    link = Link(f"Amina Diallo{number}", "NER", "GOV", "indirect", "asserted", quote(text, f"Amina Diallo{number}"), quote(text, "said"))
    claim = Claim(
        id=f"c{number}",
        document=page.document.id,
        kind="event",
        evidence=(quote(text, "the army of Chad had shelled a school on Monday"),),
        according_to=(publisher, link),
        modality="asserted",
        polarity="positive",
        presupposed=False,
        event=Event("ASSAULT", "heavy-weapons", ("military",), "190", quote(text, "shelled")),
        figure=Figure(1.0, None, "school", "=", None, None, "school", None, "2024-05", quote(text, "a school")),
        actors=(
            Actor("actor", "Armed forces of Chad", "TCD", "MIL", ("TCD",), "Q1", quote(text, "the army of Chad")),
            Actor("recipient", None, None, None, (), None, None),
        ),
        when=When("2024-04-29", "relative", "past", quote(text, "Monday")),
        where=Where("Abéché", "TCD", 13.8, 20.8, 245785, None),
        wording=(quote(text, "shelled"),),
        relations=(Relation("denies", f"e{number}"),),
        confidence=0.5,
        coder=CODER,
    )
    other = msgspec.structs.replace(
        claim,
        id=f"e{number}",
        kind="state",
        event=None,
        figure=None,
        when=None,
        where=None,
        evidence=(quote(text, "The governor denied it"),),
        relations=(),
    )
    return Coded(page, page.document, (claim, other), f"{number:064x}", "in", None, CODER)


def copied(number, of):
    return Copied(of, "near", 0.97, coded(number).document, f"{number:064x}", "in", "https://example.org/")


def failure(number):
    return Failure(f"in/{number}.pdf", f"{number:064x}", "in", "NotText", "is no PDF that can be read", "save it again")


@pytest.fixture
def folder(tmp_path):
    """A store of two parts: three documents, a copy, a failure."""
    path = tmp_path / "a.store"
    with parts.Writer(path) as writer:
        writer.add([coded(0), copied(1, "d0"), failure(2)], ["k0", "k1", "k2"], "", CODER)
        writer.add([coded(3, date="2024-07"), coded(4, date="2025")], ["k3", "k4"], "", CODER)
    return path


def test_what_was_written_is_read_again(folder):
    found = accordingto.open(folder)
    wanted = [coded(0), coded(3, date="2024-07"), coded(4, date="2025")]
    assert [r.document for r in found.readings()] == [c.document for c in wanted]
    assert [r.claims for r in found.readings()] == [c.claims for c in wanted]
    assert list(found.claims()) == [claim for c in wanted for claim in c.claims]
    assert found.reading("d3").claims == wanted[1].claims
    assert [schema.page(row) for row in found.arrow("documents").to_pylist()] == [c.page for c in wanted]
    with pytest.raises(UsageError, match="no document 'x'"):
        found.reading("x")


def test_every_way_to_a_table_has_the_same_rows(folder):
    found = accordingto.open(folder)
    for table, rows in (("documents", 3), ("claims", 6), ("copies", 1), ("failures", 1)):
        assert found.arrow(table).num_rows == len(found.pandas(table)) == found.polars(table).height == rows
        assert len(found.relation(table)) == rows
        assert found.arrow(table).schema.names == found.polars(table).columns == found.relation(table).columns
    assert len(found.relation("claims").filter("event_type = 'ASSAULT'")) == 3
    assert found.arrow("claims", ["speaker"]).column_names == ["speaker"]
    for table, columns in (("people", None), ("claims", ["colour"])):
        with pytest.raises(UsageError, match=r"there is no table|has no column"):
            found.arrow(table, columns)


def test_a_store_without_a_row_has_all_tables(tmp_path):
    with parts.Writer(tmp_path / "empty"):
        pass
    found = accordingto.open(tmp_path / "empty")
    assert found.status().inputs == 0
    for table in parts.TABLES:
        assert found.arrow(table).num_rows == len(found.relation(table)) == 0
        assert found.sql(f"SELECT count(*) AS n FROM {table}").table.to_pylist() == [{"n": 0}]


def test_some_rows_are_read_alone(tmp_path, monkeypatch):
    monkeypatch.setitem(parts._ROWS, "claims", 3)
    with parts.Writer(tmp_path / "s") as writer:
        part = writer.add([coded(n) for n in range(5)], ["k"], "", CODER)
    whole = parts.read(tmp_path / "s", part, "claims")
    for first, number in ((0, 1), (0, 10), (2, 2), (3, 3), (8, 2), (9, 1), (4, 0)):
        assert parts.rows(tmp_path / "s", part, "claims", first, number).equals(whole.slice(first, number)), (first, number)
    assert [r.claims for r in map(accordingto.open(tmp_path / "s").reading, ["d0", "d2", "d4"])] == [coded(n).claims for n in (0, 2, 4)]


def test_status_counts_with_and_without_copies(folder):
    told = accordingto.open(folder).status()
    assert (told.inputs, told.documents, told.copies, told.failures) == (5, 3, 1, 1)
    assert (told.claims, told.claims_with_copies) == (6, 8)
    assert told.reasons == {"NotText": 1}
    assert told.outlets == 2
    assert told.coders == {CODER: 3}


# why, a query, what is said of it
REFUSED = [
    ("a file of the machine", "SELECT * FROM read_csv('/etc/passwd')", "refused"),
    ("its environment", "SELECT * FROM read_blob('/proc/self/environ')", "refused"),
    ("a folder", "SELECT * FROM glob('/*')", "refused"),
    ("an address", "SELECT * FROM read_parquet('https://example.org/a.parquet')", "refused"),
    ("writing", "COPY claims TO 'out.csv'", "one SELECT"),
    ("writing into the store", "COPY (SELECT 1) TO 'claims/x.parquet'", "one SELECT"),
    ("another database", "ATTACH 'x.db'", "one SELECT"),
    ("an extension", "INSTALL httpfs", "one SELECT"),
    ("a setting", "SET enable_external_access = true", "one SELECT"),
    ("a pragma", "PRAGMA database_list", "one SELECT"),
    ("two statements", "SELECT 1; SELECT 2", "one SELECT"),
    ("a view gone", "DROP VIEW claims", "one SELECT"),
    ("what looks like a plan", "EXPLAIN ANALYZE COPY claims TO 'out.csv'", "one SELECT"),
    ("no SQL", "who said it?", "cannot be read"),
    ("nothing", "", "one SELECT"),
    ("a column that is none", "SELECT colour FROM claims", "refused"),
]


@pytest.mark.parametrize(("why", "query", "told"), REFUSED, ids=[r[0] for r in REFUSED])
def test_sql_only_reads_the_store(folder, why, query, told, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with accordingto.open(folder) as found, pytest.raises(UsageError, match=told):
        found.sql(query)
    assert sorted(tmp_path.rglob("*")) == before, why


def test_a_slow_query_is_broken_off(folder):
    with accordingto.open(folder) as found:
        with pytest.raises(UsageError, match=r"longer than 0\.3 s"):
            found.sql("SELECT count(*) FROM range(10000000) a, range(10000000) b WHERE a.range * b.range % 7 = 3", seconds=0.3)
        assert found.sql("SELECT 1 AS n").table.to_pylist() == [{"n": 1}], "and the next one is answered"


def test_rows_are_cut_and_it_is_said(folder):
    with accordingto.open(folder) as found:
        assert found.sql("SELECT * FROM range(100)", rows=10).cut
        assert found.sql("SELECT * FROM range(100)", rows=10).table.num_rows == 10
        assert not found.sql("SELECT * FROM range(10)", rows=10).cut
        assert found.sql("SELECT how, count(*) AS n FROM outlets GROUP BY how ORDER BY how").table.to_pylist() == [
            {"how": "coded", "n": 3},
            {"how": "near", "n": 1},
        ]


@pytest.mark.parametrize("name", ["a b.store", "it's", "st[a-c]re", "all*", "what?", "ünï"])
def test_a_store_may_have_any_name(folder, tmp_path, name):
    shutil.move(folder, tmp_path / name)
    assert accordingto.open(tmp_path / name).sql("SELECT count(*) AS n FROM claims").table.to_pylist() == [{"n": 6}]


# why, words, filters, ids of the claims that are found
FOUND = [
    ("a stem", "shelling schools", {}, {"c0", "c3", "c4"}),
    ("a phrase", '"army of Chad"', {}, {"c0", "c3", "c4"}),
    ("words in another order are no phrase", '"Chad of army"', {}, set()),
    ("a beginning", "gover*", {}, {"e0", "e3", "e4"}),
    ("a speaker", "school", {"speaker": "Diallo3"}, {"c3"}),
    ("an actor, without accents or case", "", {"actor": "armed FORCES chad", "speaker": "diallo0"}, {"c0", "e0"}),
    ("a type", "", {"type": "assault"}, {"c0", "c3", "c4"}),
    ("states", "", {"type": "state", "speaker": "Diallo4"}, {"e4"}),
    ("from a month on", "school", {"since": "2024-06"}, {"c3", "c4"}),
    ("up to a month", "school", {"until": "2024-06"}, {"c0"}),
    ("from a day on, in the month of others", "school", {"since": "2024-07-01"}, {"c3", "c4"}),
    ("a whole year", "school", {"since": "2024", "until": "2024"}, {"c0", "c3"}),
    ("a stretch without documents", "school", {"since": "2020", "until": "2021-03"}, set()),
    ("more years than are told apart", "school", {"since": "0900", "until": "2024-06"}, {"c0"}),
    ("days alone", "", {"until": "2024-06"}, {"c0", "e0"}),
    ("a type and days", "", {"type": "ASSAULT", "since": "2024-07"}, {"c3", "c4"}),
    ("a filter's term in the index is no word", "xtypeassault", {}, set()),
    ("words that are operators elsewhere", "NEAR OR (school NOT", {}, set()),
    ("quotation marks that are not closed", 'school "', {}, {"c0", "c3", "c4"}),
]


@pytest.mark.parametrize(("why", "words", "filters", "ids"), FOUND, ids=[f[0] for f in FOUND])
def test_search(folder, why, words, filters, ids):
    assert {hit.claim for hit in accordingto.open(folder).search(words, **filters)} == ids, why


@pytest.mark.parametrize("words", ["school", "shelling schools", '"army of Chad"', "gover*", "s*", "zeppelin"])
def test_all_claims_that_hold_words_by_their_numbers(folder, words):
    from accordingto.store import search

    opened, path = accordingto.open(folder), folder / parts.CACHE / search.FILE
    with search.numbered(folder, opened.package, path) as (name, documents, claims):
        own = dict(zip(*documents.to_pydict().values(), strict=True))
        of = {row["number"]: (own[row["document"]], row["id"]) for row in claims.read_all().to_pylist()}
    again, numbers = search.held(folder, opened.package, words, path)
    assert again == name
    assert sorted(of[number] for number in numbers.tolist()) == sorted((h.document, h.claim) for h in opened.search(words, limit=1000))
    path.unlink()
    assert search.held(folder, opened.package, words, path)[0] != name, "an index that was made anew has another name"
    with pytest.raises(UsageError, match="nothing to search for"):
        search.held(folder, opened.package, "!!", path)


def test_a_hit_shows_who_says_it_and_where(folder):
    (hit,) = accordingto.open(folder).search("school", speaker="Diallo3")
    assert (hit.speaker, hit.modality, hit.event_type) == ("Amina Diallo3", "asserted", "ASSAULT")
    assert hit.quote == "the army of Chad had shelled a school on Monday"
    assert (hit.document, hit.publisher, hit.published, hit.source) == ("d3", "Paper 0", "2024-07-01", "in/3.txt")


def test_search_needs_something(folder):
    for words, filters in (("", {}), ("!!", {}), ("school", {"since": "soon"})):
        with pytest.raises(UsageError):
            accordingto.open(folder).search(words, **filters)


# why, words, filters, ids in their order where a word that more than two claims hold is common
COMMON = [
    ("a common word: the last read first", "school", {}, ["c4", "c3", "c0"]),
    ("a filter comes before", "school", {"until": "2024-06"}, ["c0"]),
    ("filters alone: the last read first", "", {"type": "ASSAULT"}, ["c4", "c3", "c0"]),
    ("of two common words the last read", "army school", {}, ["c4", "c3", "c0"]),
    ("a common beginning", "sch*", {}, ["c4", "c3", "c0"]),
    ("a beginning of a letter", "s*", {"speaker": "Diallo3"}, ["c3"]),
]


@pytest.mark.parametrize(("why", "words", "filters", "ids"), COMMON, ids=[f[0] for f in COMMON])
def test_words_that_very_many_claims_hold_do_not_rank(folder, monkeypatch, why, words, filters, ids):
    from accordingto.store import search

    monkeypatch.setattr(search, "RANKED", 2)
    assert [hit.claim for hit in accordingto.open(folder).search(words, **filters)] == ids, why


def test_what_is_not_ranked_is_the_last_read_first(folder):
    found = accordingto.open(folder)
    assert [hit.claim for hit in found.search("school", ranked=False)] == ["c4", "c3", "c0"]
    assert [hit.claim for hit in found.search("school", ranked=False, until="2024-07", limit=1)] == ["c3"]


def test_the_rarer_word_ranks_and_the_common_one_holds(folder, monkeypatch):
    from accordingto.store import search

    monkeypatch.setattr(search, "RANKED", 2)
    text = "The envoy {} said that the army of Chad had shelled a school on Monday. The governor denied it."
    with parts.Writer(folder) as writer:
        writer.add(
            [coded(5, text + " A clinic, the clinic of Abéché, closed."), coded(6, text + " A clinic closed.")], ["k5", "k6"], "", CODER
        )
    found = accordingto.open(folder)
    assert [d.document for d in search.documents(found.path, found.package, "school")] == ["d6", "d5", "d4", "d3", "d0"]
    assert [d.document for d in search.documents(found.path, found.package, "school clinic", until="2024")] == ["d5", "d6"]


def test_the_index_follows_the_store(folder):
    found = accordingto.open(folder)
    assert len(found.search("school")) == 3
    with parts.Writer(folder) as writer:
        writer.add([coded(5)], ["k5"], "", CODER)
        assert writer.merge(finished=True)
    found.refresh()
    assert len(found.search("school")) == 4
    for file in (folder / parts.CACHE).iterdir():
        file.unlink()
    assert len(found.search("school")) == 4, "and is made again"


def test_the_index_forgets_what_was_coded_again(folder):
    found = accordingto.open(folder)
    found.search("school")
    with parts.Writer(folder) as writer:
        old = writer.package.parts[1]
        newer = [msgspec.structs.replace(c, claims=c.claims[1:], coder="newer") for c in (coded(3, date="2024-07"), coded(4, date="2025"))]
        writer.rewritten(old, schema.rows(newer), "recoded")
    found.refresh()
    assert {hit.claim for hit in found.search("school")} == {"c0"}


@pytest.mark.parametrize("coder", [CODER, "newer"], ids=["by the same coder", "by another"])
def test_a_document_in_two_parts_is_found_once(folder, coder):
    with parts.Writer(folder) as writer:
        writer.add([msgspec.structs.replace(coded(0), coder=coder)], ["again"], "", coder)
    found = accordingto.open(folder)
    assert [hit.claim for hit in found.search("school")].count("c0") == 1, "and looking for it ends"


def test_documents_are_searched_whole(folder):
    from accordingto.store import search

    found = accordingto.open(folder)
    hits = search.documents(found.path, found.package, "envoy governor", since="2024-06")
    assert {hit.document for hit in hits} == {"d3", "d4"}


def test_the_package_says_what_is_in_it(folder):
    data = json.loads((folder / "datapackage.json").read_bytes())
    assert [r["name"] for r in data["resources"]] == list(parts.TABLES)
    for resource in data["resources"]:
        assert all((folder / path).is_file() for path in resource["path"])
        assert set(resource["hashes"]) == set(resource["path"])
        names = [field["name"] for field in resource["schema"]["fields"]]
        assert names == schema.arrow(resource["name"]).names
        described = [f for f in resource["schema"]["fields"] if f["description"]]
        assert len(described) >= len(names) - 8, "nearly every column is described"
    assert data["licenses"] == [{"name": "notspecified", "title": "License Not Specified"}]
    assert data["accordingto"]["coders"] == [CODER]


def test_the_same_inputs_give_the_same_bytes(tmp_path):
    def made(path, groups):
        with parts.Writer(path) as writer:
            for group in groups:
                writer.add([coded(n) for n in group], [f"k{n}" for n in group], "", CODER)
            writer.merge(finished=True)
            writer.sweep()
        return {p.relative_to(path): p.read_bytes() for p in path.rglob("*") if p.is_file() and parts.CACHE not in p.parts}

    assert made(tmp_path / "a", [[0, 1], [2]]) == made(tmp_path / "b", [[0, 1], [2]])


# why, what is done to the store, what is said
BROKEN = [
    ("no store", shutil.rmtree, "is no store"),
    ("a file in its place", lambda f: (shutil.rmtree(f), f.write_text("")), "is no folder"),
    ("no list", lambda f: (f / "datapackage.json").unlink(), "is no store"),
    ("a list that is cut", lambda f: (f / "datapackage.json").write_text("{"), "cannot be read"),
    ("a list of something else", lambda f: (f / "datapackage.json").write_text("[]"), "cannot be read"),
    ("a newer store", lambda f: edited(f, store=9), "version 9, this program knows version 1"),
    ("a name that leads out", lambda f: edited(f, name="../../etc/passwd"), "that no store has"),
]


def edited(folder, *, store=None, name=None):
    path = folder / "datapackage.json"
    data = json.loads(path.read_bytes())
    data["accordingto"]["store"] = store or data["accordingto"]["store"]
    if name:
        data["accordingto"]["parts"][0]["name"] = name
    path.write_text(json.dumps(data))


@pytest.mark.parametrize(("why", "change", "told"), BROKEN, ids=[b[0] for b in BROKEN])
def test_what_is_no_store_is_refused(folder, why, change, told):
    change(folder)
    with pytest.raises(StoreError, match=told):
        accordingto.open(folder)


def test_damage_is_found(folder):
    path = next((folder / "claims").iterdir())
    data = bytearray(path.read_bytes())
    data[len(data) // 2] ^= 1
    path.write_bytes(data)
    assert len(accordingto.open(folder).check()) == 1
    path.unlink()
    assert "cannot be read" in accordingto.open(folder).check()[0]
    with pytest.raises(StoreError, match="cannot be read"):
        accordingto.open(folder).arrow("claims")


def test_one_writes_at_a_time(folder):
    with parts.Writer(folder), pytest.raises(StoreError, match="another run"):
        parts.Writer(folder)
    with parts.Writer(folder):
        pass


def test_a_folder_with_other_things_is_no_store(tmp_path):
    (tmp_path / "mine.txt").write_text("")
    with pytest.raises(StoreError, match="holds other things"):
        parts.Writer(tmp_path)
    assert sorted(p.name for p in tmp_path.iterdir()) == ["mine.txt"]


def test_what_a_kill_left_does_not_count_and_is_swept(folder):
    (folder / "claims" / "0123456789abcdef.parquet").write_bytes(b"half")
    (folder / "claims" / ".new-x").write_bytes(b"half")
    assert accordingto.open(folder).arrow("claims").num_rows == 6
    with parts.Writer(folder):
        pass
    assert len(list((folder / "claims").iterdir())) == 2


def test_derived_tables_are_tables(folder):
    import pyarrow as pa

    with parts.Writer(folder) as writer:
        writer.derive("matters", pa.table({"matter": ["m1"], "claim": ["c0"]}), {"matter": "Its id."})
    found = accordingto.open(folder)
    assert found.tables[-1] == "matters"
    assert found.sql("SELECT m.matter, c.speaker FROM matters m JOIN claims c ON c.id = m.claim").table.to_pylist() == [
        {"matter": "m1", "speaker": "Amina Diallo0"}
    ]
    assert found.arrow("matters").num_rows == len(found.relation("matters")) == 1
    assert found.package.derived["matters"].of == found.package.state()


def test_the_licence_is_kept(folder):
    with parts.Writer(folder, "CC-BY-4.0"):
        pass
    with parts.Writer(folder):
        pass
    assert json.loads((folder / "datapackage.json").read_bytes())["licenses"][0]["name"] == "CC-BY-4.0"
    assert isinstance(accordingto.open(folder), store.Store)
