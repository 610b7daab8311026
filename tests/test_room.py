"""The reading room over a real store: every view as page, JSON and CSV; strangers refused; corrections kept, found again, exported."""

import json
import re
import shutil
import subprocess
import sys
import threading
import time
from collections import Counter

import msgspec
import pytest

pytest.importorskip("starlette")
pytest.importorskip("duckdb")

import uvicorn
from starlette.testclient import TestClient

from accordingto import archive
from accordingto.errors import StoreError, UsageError
from accordingto.server import answers, corrections, site
from tests.conftest import CHROMIUM

HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>"
TEXTS = [
    {
        "id": "lagos",
        "title": f"Minister denies port closure {HOSTILE}",
        "publisher": "Lagos Courier",
        "date": "2024-05-03",
        "text": (
            "Nigeria's transport minister denied on Friday that soldiers had closed the port of Calabar. "
            "Amina Bello, a union leader, said that police arrested 14 dockers in Lagos on Thursday. "
            f'She called the minister\'s account "{HOSTILE}". The governor of Rivers State condemned the arrests and met the dockers in Port Harcourt.'
        ),
    },
    {
        "id": "quito",
        "title": "Two governments, one river",
        "publisher": "El Valle",
        "date": "2024-06-11",
        "text": (
            "Ecuador's foreign ministry said that Colombian troops had crossed the river San Miguel on 9 June. "
            "Colombia's defence minister, Lucía Prado, rejected the claim. She said that Ecuador had detained two soldiers. "
            "Both governments agreed to talks in Bogotá next week."
        ),
    },
]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """A store of the two texts and of one that is refused."""
    folder = tmp_path_factory.mktemp("room")
    (folder / "in.jsonl").write_text("".join(json.dumps(t) + "\n" for t in TEXTS), encoding="utf-8")
    (folder / "empty.txt").write_text("", encoding="utf-8")
    archive.code([str(folder / "in.jsonl"), str(folder / "empty.txt")], folder / "store")
    return folder / "store"


@pytest.fixture
def store(made, tmp_path):
    """A copy, to be corrected."""
    return shutil.copytree(made, tmp_path / "store")


@pytest.fixture
def client(store):
    app = site.app(store)
    with TestClient(app, base_url="http://127.0.0.1:8642") as found:
        found.token = app.token
        yield found


VIEWS = [
    "/",
    "/documents",
    "/document/lagos",
    "/claims",
    "/claims?q=port",
    "/claims?actor=Nigeria",
    "/who",
    "/timeline",
    "/map",
    "/matters",
]
VIEWS += ["/failures", "/sql?q=SELECT+1+AS+one", "/help"]


def suffixed(view, form):
    path, mark, query = view.partition("?")
    return f"{'/index' if path == '/' else path}.{form}{mark}{query}"


@pytest.mark.parametrize("view", VIEWS)
def test_every_view_is_a_page_and_data(client, view):
    page = client.get(view)
    assert page.status_code == 200, page.text
    assert "<script>alert" not in page.text
    assert "onerror=alert(2)>" not in page.text
    assert "default-src 'none'" in page.headers["content-security-policy"]
    data = client.get(suffixed(view, "json"))
    assert data.status_code == 200
    assert isinstance(data.json(), dict)
    rows = client.get(suffixed(view, "csv"))
    assert rows.status_code == 200
    assert rows.headers["content-type"].startswith("text/csv")


# why, method, address, headers, body, status
STRANGERS = [
    ("DNS rebinding: another name for this machine", "GET", "/", {"host": "evil.example"}, None, 421),
    ("an address that is none", "GET", "/", {"host": "[::1"}, None, 421),
    ("another port is another name's business, the host counts", "GET", "/", {"host": "localhost:9"}, None, 200),
    ("a form on another site", "POST", "/corrections", {"origin": "http://evil.example"}, "action=accept", 403),
    ("a browser says that it comes from elsewhere", "POST", "/corrections", {"sec-fetch-site": "cross-site"}, "action=accept", 403),
    ("no token", "POST", "/corrections", {}, "action=accept&document=lagos", 403),
    ("too long a body", "POST", "/corrections", {}, "x" * 70_000, 413),
    ("too long an address", "GET", "/claims?q=" + "x" * 9000, {}, None, 414),
    ("no such method", "TRACE", "/", {}, None, 405),
    ("out of the folder", "GET", "/static/..%2f..%2fcli.py", {}, None, 404),
    ("out of the folder, plainly", "GET", "/static/../../cli.py", {}, None, 404),
    ("no such document", "GET", "/document/..%2f..%2fetc%2fpasswd", {}, None, 404),
    ("no such claim", "GET", "/claim/lagos/nothing", {}, None, 404),
    ("nobody of that name", "GET", "/actor/Nobody%20At%20All", {}, None, 404),
    ("a page that is none", "GET", "/claims?page=0", {}, None, 400),
    ("a number that is none", "GET", "/claims?sure=much", {}, None, 400),
    ("a date that is none", "GET", "/claims?since=soon", {}, None, 400),
    ("quotes in a filter are words", "GET", "/claims?speaker='%20OR%201=1%20--", {}, None, 200),
    ("SQL that writes", "GET", "/sql.json?q=DELETE+FROM+claims", {}, None, 400),
    ("SQL that reads a file", "GET", "/sql.json?q=SELECT+*+FROM+read_text('/etc/passwd')", {}, None, 400),
    ("SQL that opens the door again", "GET", "/sql.json?q=SET+enable_external_access=true", {}, None, 400),
    ("two statements", "GET", "/sql.json?q=SELECT+1;SELECT+2", {}, None, 400),
]


@pytest.mark.parametrize(("why", "method", "address", "headers", "body", "status"), STRANGERS, ids=[s[0] for s in STRANGERS])
def test_strangers(client, why, method, address, headers, body, status):
    found = client.request(method, address, headers=headers, content=body, follow_redirects=False)
    assert found.status_code == status, why
    assert "root:" not in found.text


def claims(client, document="lagos"):
    return client.get(f"/document/{document}.json").json()["rows"]


def correct(client, **given):
    return client.post("/corrections", json={"token": client.token, "by": "Ana", **given})


def test_a_claim_is_accepted_edited_rejected_and_undone(client, store):
    one = claims(client)[0]
    said = {"document": "lagos", "claim": one["id"]}
    assert correct(client, action="accept", **said).json()["reviewed"] == 1
    assert correct(client, action="edit", field="modality", value="demanded", **said).status_code == 200
    shown = next(c for c in claims(client) if c["id"] == one["id"])
    assert shown["modality"] == "demanded"
    assert shown["according_to"][-1]["stance"] in ("demanded", "reported")
    page = client.get(f"/claim/lagos/{one['id']}").text
    assert "Edited by Ana" in page
    assert "changed: modality" in page
    correct(client, action="reject", **said)
    assert all(c["id"] != one["id"] for c in claims(client))
    correct(client, action="undo", **said)
    assert next(c for c in claims(client) if c["id"] == one["id"]) == one
    lines = (store / corrections.FILE).read_bytes().splitlines()
    assert [json.loads(line)["action"] for line in lines] == ["accept", "edit", "reject", "undo"]


# why, field, value, status
EDITS = [
    ("a type of the closed list", "event", "assault", 200),
    ("no event at all", "event", "", 200),
    ("a type that is none", "event", "WAR", 400),
    ("a speaker", "speaker", "Amina Bello", 200),
    ("a polarity", "polarity", "negative", 200),
    ("a polarity that is none", "polarity", "maybe", 400),
    ("participants", "actors", "actor: police [NGA]; recipient: dockers", 200),
    ("participants without a role", "actors", "the police", 400),
    ("a country that is no code", "actors", "actor: police [NIGERIA]", 400),
    ("a figure", "figure", "1,400", 200),
    ("a figure that is none", "figure", "many", 400),
    ("a time", "when", "2024-05-02", 200),
    ("a place", "where", "Lagos", 200),
    ("a field that is none", "truth", "yes", 400),
]


@pytest.mark.parametrize(("why", "field", "value", "status"), EDITS, ids=[e[0] for e in EDITS])
def test_a_field_takes_what_it_can_have(client, why, field, value, status):
    one = claims(client)[1]
    found = correct(client, action="edit", document="lagos", claim=one["id"], field=field, value=value)
    assert found.status_code == status, found.text
    if status == 400:
        assert found.json()["error"].startswith((field, repr(field))), "the message says which field"


def test_words_that_were_missed_become_a_claim(client):
    text = TEXTS[0]["text"]
    start = text.index("met the dockers in Port Harcourt")
    found = correct(client, action="add", document="lagos", start=start, end=start + 15, value="the governor")
    assert found.status_code == 200
    made = next(c for c in claims(client) if c["id"] == found.json()["claim"])
    assert made["quote"] == "met the dockers"
    assert made["according_to"][-1]["name"] == "the governor"
    assert correct(client, action="add", document="lagos", start=5, end=5).status_code == 400


def test_corrections_survive_coding_again(client, store):
    """Another coder gives other ids: the words find the claim."""
    _document, reviewed = site.Room(store).reading("lagos")
    one = reviewed[0].claim
    overlay = corrections.Corrections(store)
    overlay.add(corrections.Correction(corrections.now(), "Ana", "lagos", "an-older-id", "reject", corrections.spans(one)))
    found = overlay.of("lagos", [r.claim for r in reviewed])
    assert next(r for r in found if r.claim.id == one.id).verdict == "rejected"


def test_what_was_reviewed_is_training_data(client):
    one = claims(client)[0]
    correct(client, action="accept", document="lagos", claim=one["id"])
    (line,) = client.get("/review.jsonl").text.splitlines()
    found = json.loads(line)
    text = found["document"]["text"]
    assert found["review"] == {one["id"]: "accepted"}
    assert all(text[q["start"] : q["end"]] == q["text"] for c in found["claims"] for q in c["evidence"])


def test_a_broken_correction_is_one_line(store):
    (store / corrections.FILE).write_text("{}\n", encoding="utf-8")
    with pytest.raises(Exception, match=r"corrections\.jsonl, line 1: is no correction"):
        site.app(store)


def test_two_names_are_one(client):
    speakers = {s["name"]: s["claims"] for s in client.get("/index.json").json()["speakers"]}
    one, other = list(speakers)[:2]
    assert correct(client, action="merge", field=one, value=other).status_code == 200
    merged = {s["name"]: s["claims"] for s in client.get("/index.json").json()["speakers"]}
    assert one not in merged
    assert merged[other] == speakers[one] + speakers[other]
    assert client.get("/claims.json", params={"speaker": other}).json()["total"] == merged[other]
    assert correct(client, action="merge", field="A. Bello", value="A. Bello").status_code == 400


def test_a_page_is_made_once_and_anew_after_a_correction(client, monkeypatch):
    asked = []
    room = client.app.app.router.routes[-1].endpoint.keywords["ask"].__self__.room
    reading = room.reading
    monkeypatch.setattr(room, "reading", lambda document: asked.append(document) or reading(document))
    first = client.get("/document/quito").text
    assert client.get("/document/quito").text == first
    assert asked == ["quito"]
    assert client.get("/document/quito.json").json()["rows"], "another form is another answer"
    one = claims(client, "quito")[0]
    correct(client, action="accept", document="quito", claim=one["id"])
    assert client.get("/document/quito").text != first


# why, what is asked and answered in turn with the state it is asked in, what is kept at the end
KEPT = [
    ("what was asked for last stays", [("a", 1, b"xxxx"), ("b", 1, b"xxxx"), ("a", 1, None), ("c", 1, b"xxxx")], {"a", "c"}),
    ("another state: nothing of the one before", [("a", 1, b"xx"), ("b", 2, b"xx")], {"b"}),
    ("the same again counts once", [("a", 1, b"xxxx"), ("a", 1, b"xxxx"), ("b", 1, b"xxxx")], {"a", "b"}),
    ("larger than all room", [("a", 1, b"x" * 20)], set()),
]


@pytest.mark.parametrize(("why", "turns", "kept"), KEPT, ids=[k[0] for k in KEPT])
def test_answers_that_are_kept(why, turns, kept):
    found = answers.Answers(most=10)
    for asked, state, answer in turns:
        if answer is None:
            assert found.get(asked, state)
        else:
            found.put(asked, state, answer)
    assert set(found.kept) == kept, why
    assert found.size == sum(map(len, found.kept.values()))
    assert all(found.get(asked, "another state") is None for asked in kept)


def test_what_several_ask_for_at_once_is_made_once():
    found, made = answers.Latest[int](2), []

    def make():
        made.append(1)
        time.sleep(0.05)
        return len(made)

    got = []
    threads = [threading.Thread(target=lambda: got.append(found.get("a", make))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert got == [1, 1, 1, 1]
    with pytest.raises(ZeroDivisionError):
        found.get("b", lambda: 1 // 0)
    assert found.get("b", lambda: 7) == 7, "what failed is asked again"
    assert [found.get(key, lambda: 0) for key in ("c", "a")] == [0, 0], "the last two stay"


def test_what_every_reader_is_shown_is_kept_for_the_next_start(store, monkeypatch):
    first = site.Room(store)
    shown = (first.status(), first.speakers(), first.about(), first.pairs(), first.facets(site.Filter()), first.places(site.Filter()))
    with monkeypatch.context() as patched:
        patched.setattr(site.Room, "rows", None)
        again = site.Room(store)
        assert (again.status(), again.speakers(), again.about(), again.pairs()) == shown[:4]
        assert (again.facets(site.Filter()), again.places(site.Filter())) == shown[4:]
    one, other = [s["name"] for s in shown[1]][:2]
    first.corrections.add(corrections.Correction(corrections.now(), "Ana", "", "", "merge", (), one, other))
    assert one not in {s["name"] for s in site.Room(store).speakers()}, "what people correct counts"


def test_words_and_filters_hold_together(store):
    room = site.Room(store)
    everything = room.claims(site.Filter())
    holding = [c for c in everything if "dockers" in c["quote"]]
    wanted = site.Filter(q="dockers")
    assert holding
    assert room.claims(wanted) == holding
    assert room.count(wanted) == len(holding)
    assert sum(f["claims"] for f in room.facets(wanted)["publisher"]) == len(holding)
    speaker = next(c["speaker"] for c in holding if c["speaker"])
    assert room.claims(site.Filter(q="dockers", speaker=speaker)) == [c for c in holding if c["speaker"] == speaker]
    assert room.count(site.Filter(q="dockers", publisher="El Valle")) == 0


# why, the filter beside the page
NARROWED = [
    ("nothing: all claims", {}),
    ("a word", {"q": "the"}),
    ("two words that must both be held", {"q": "police arrested"}),
    ("a beginning", {"q": "minist*"}),
    ("a word that nothing holds", {"q": "zeppelin"}),
    ("a facet: its own values stay in the list, the other lists narrow", {"publisher": "El Valle"}),
    ("a word and two facets", {"q": "the", "publisher": "Lagos Courier", "modality": "asserted"}),
    ("a participant", {"actor": "Nigeria"}),
    ("a confidence", {"sure": 0.3}),
]


@pytest.mark.parametrize(("why", "given"), NARROWED, ids=[n[0] for n in NARROWED])
def test_counts_facets_and_pages_are_those_of_the_claims(made, why, given):
    room = site.Room(made)
    wanted = site.Filter(**given)
    found = room.claims(wanted, limit=1000)
    assert room.count(wanted) == len(found), why
    pages = [room.claims(msgspec.structs.replace(wanted, page=n + 1), limit=3) for n in range(len(found) // 3 + 2)]
    assert [c["id"] for page in pages for c in page] == [c["id"] for c in found]
    for column, shown in room.facets(wanted, most=100).items():
        others = room.claims(msgspec.structs.replace(wanted, **{column: None}), limit=1000)
        counted = Counter(c[column] for c in others if c[column] is not None)
        assert shown == [{"value": v, "claims": n} for v, n in sorted(counted.items(), key=lambda x: (-x[1], x[0]))], (why, column)


def test_another_search_index_numbers_claims_anew(store):
    room = site.Room(store)
    before, index = room.claims(site.Filter(q="the")), room.index
    (store / ".cache" / "search.sqlite").unlink()
    with pytest.raises(StoreError, match="made anew"):
        room.claims(site.Filter(q="police"))
    room.open()
    assert room.index != index
    assert before
    assert room.claims(site.Filter(q="the")) == before


def test_a_store_whose_cache_cannot_be_written_is_served_from_another_folder(store):
    before = site.Room(store).claims(site.Filter(q="the"))
    shutil.rmtree(store / ".cache")
    (store / ".cache").write_bytes(b"")  # no folder can be made here
    room = site.Room(store)
    assert room.claims(site.Filter(q="the")) == before
    assert room.folder != store / ".cache"


def test_a_map_of_more_places_says_so(client, monkeypatch):
    every = client.get("/map.json").json()
    assert not every["cut"]
    room = client.app.app.router.routes[-1].endpoint.keywords["ask"].__self__.room
    rows = [{**every["rows"][0], "name": f"Place {n}"} for n in range(site.PLACES + 1)]
    monkeypatch.setattr(room, "places", lambda wanted: rows)
    page = client.get("/map?sure=0.01").text
    assert f"{site.PLACES} places, those that most claims name; there are more" in page
    assert client.get("/map.json?sure=0.01").json()["cut"]
    for _ in range(2):
        assert client.get("/map.csv?sure=0.01").headers["x-cut"] == "there are more rows"


def test_memory_that_is_freed_goes_back():
    """Arrow's own allocator keeps what every thread has ever freed."""
    asked = "from accordingto import allocators; allocators.frugal(); import pyarrow; print(pyarrow.default_memory_pool().backend_name)"
    found = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True)
    assert found.stdout.strip() == "system"


def test_the_interface_is_described(client):
    found = client.get("/openapi.json").json()
    for path in found["paths"]:
        if "{" not in path and path != "/corrections":
            assert client.get(path).status_code == 200, path


def test_every_label_begins_with_who_says_so(client):
    page = client.get("/document/quito").text
    labels = re.findall(r'class="who"><a [^>]*>([^<]+)</a>', page)
    assert labels
    assert all(label.startswith("According to ") for label in labels)


def test_the_address_is_this_machines_own(store):
    from accordingto import server

    with pytest.raises(UsageError, match="for this machine alone"):
        server.run(store, "0.0.0.0", 0)


@pytest.fixture
def address(store):
    """A running server."""
    app = site.app(store)
    running = uvicorn.Server(uvicorn.Config(app, host="127.0.0.1", port=0, log_level="error"))
    thread = threading.Thread(target=running.run, daemon=True)
    thread.start()
    while not running.started:
        time.sleep(0.02)
    yield f"http://127.0.0.1:{running.servers[0].sockets[0].getsockname()[1]}"
    running.should_exit = True
    thread.join()


@pytest.fixture(scope="module")
def browser():
    api = pytest.importorskip("playwright.sync_api")
    with api.sync_playwright() as playwright:
        running = playwright.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        )
        yield running
        running.close()


@pytest.mark.browser
def test_a_document_is_reviewed_by_keyboard_with_two_keys_a_claim_at_most(browser, address, store):
    page = browser.new_page()
    wrong = []
    page.on("console", lambda m: wrong.append(m.text) if m.type == "error" else None)
    page.on("request", lambda r: wrong.append(r.url) if not r.url.startswith(address) else None)
    page.goto(f"{address}/document/lagos")
    total = page.locator(".card").count()
    page.keyboard.press("j")
    keys = 1
    for done in range(total):
        page.keyboard.press("a")
        keys += 1
        page.locator(".verdict").nth(done).wait_for()
    assert keys <= 2 * total
    assert page.locator("#count").inner_text() == str(total)
    assert len((store / corrections.FILE).read_bytes().splitlines()) == total
    page.keyboard.press("?")
    assert page.locator("#keys").is_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("e")
    assert page.locator("#edit").is_visible()
    page.locator("#edit [name=field]").select_option("event")
    page.locator("#edit [name=value]").fill("WAR")
    page.keyboard.press("Enter")
    page.locator("#edit .problem").filter(has_text="is not one of").wait_for()
    # the refused correction is the one error that the console tells of
    assert [w for w in wrong if "400" not in w] == []
    page.close()


@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", ["/", "/document/lagos", "/claims", "/who", "/timeline", "/map", "/sql?q=SELECT+1+AS+one", "/help"])
def test_pages_are_accessible(browser, address, view, scheme):
    axe = pytest.importorskip("axe_playwright_python.sync_playwright")
    context = browser.new_context(color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.goto(address + view)
    found = axe.Axe().run(page).response["violations"]
    context.close()
    assert not found, msgspec.json.encode([(v["id"], [n["html"][:160] for n in v["nodes"][:3]]) for v in found]).decode()


@pytest.mark.browser
def test_on_a_phone_and_at_four_hundred_percent_nothing_is_cut(browser, address):
    page = browser.new_page(viewport={"width": 320, "height": 640})
    for view in ("/", "/document/lagos", "/claims", "/help"):
        page.goto(address + view)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), view
    page.close()
