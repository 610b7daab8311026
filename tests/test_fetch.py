"""What is fetched and what is never: the guards of ``--watch``, against a server of our own on the loopback address."""

import gzip
import http.server
import threading
from typing import ClassVar

import pytest

import accordingto
from accordingto import archive
from accordingto.archive import fetch, watch
from accordingto.archive.workers import Limits, Pool
from accordingto.errors import InputError, TooLarge
from tests.test_walk import ATOM, BODY, PAGE

# why, an address, whether it is public
ADDRESSES = [
    ("a server of the world", "93.184.215.14", True),
    ("one of the world by IPv6", "2606:2800:21f:cb07:6820:80da:af6b:8b2c", True),
    ("this machine", "127.0.0.1", False),
    ("this machine by any of its names", "127.9.9.9", False),
    ("this machine by IPv6", "::1", False),
    ("no address", "0.0.0.0", False),
    ("a house's network", "192.168.1.1", False),
    ("a firm's network", "10.0.0.1", False),
    ("another", "172.16.5.5", False),
    ("a cloud's metadata", "169.254.169.254", False),
    ("a cloud's metadata by IPv6", "fd00:ec2::254", False),
    ("a carrier's network", "100.64.0.1", False),
    ("link-local", "fe80::1%eth0", False),
    ("this machine inside IPv6", "::ffff:127.0.0.1", False),
    ("a private address inside 6to4", "2002:c0a8:0101::1", False),
    ("many at once", "224.0.0.1", False),
    ("examples in documents", "192.0.2.1", False),
]


@pytest.mark.parametrize(("why", "address", "allowed"), ADDRESSES, ids=[a[0] for a in ADDRESSES])
def test_only_public_addresses(why, address, allowed):
    assert fetch.public(address) is allowed, why


# why, what is asked for, what is said
REFUSED = [
    ("this machine", "http://127.0.0.1:8000/", "not public"),
    ("this machine by its name", "http://localhost:8000/", "not public"),
    ("this machine as one number", "http://2130706433:8000/", "not public"),
    ("metadata", "http://169.254.169.254/latest/meta-data/", "not public"),
    ("IPv6 in brackets", "http://[::1]:8000/", "not public"),
    ("a file", "file:///etc/passwd", "no http"),
    ("another way", "gopher://example.org/", "no http"),
    ("a mail server's port", "http://example.org:25/", "port"),
    ("somebody's password", "http://user:secret@example.org/", "user"),
    ("no address", "http://[", "no address"),
    ("a port that is none", "http://example.org:99999/", "no address"),
]


@pytest.mark.parametrize(("why", "url", "told"), REFUSED, ids=[r[0] for r in REFUSED])
def test_what_is_not_fetched(why, url, told):
    with pytest.raises(InputError, match=told):
        fetch.fetch(url)


class Site(http.server.BaseHTTPRequestHandler):
    """Pages by path; what was asked for is kept."""

    pages: ClassVar[dict] = {}
    asked: ClassVar[list] = []

    def do_GET(self):
        self.asked.append(self.path)
        status, fields, body = self.pages.get(self.path, (404, {}, b""))
        self.send_response(status)
        for name, value in fields.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_):
        pass


@pytest.fixture
def site():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    Site.pages, Site.asked = {}, []
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


def here(address):
    return address == "127.0.0.1"


def test_a_page_and_where_it_is_in_the_end(site):
    Site.pages = {"/a": (302, {"Location": "/b?x=1"}, b""), "/b?x=1": (200, {"Content-Encoding": "gzip"}, gzip.compress(b"words"))}
    assert fetch.fetch(f"{site}/a", here) == fetch.Page(f"{site}/b?x=1", b"words")


def test_a_redirect_is_checked_like_the_first_address(site):
    Site.pages = {
        "/a": (302, {"Location": "http://169.254.169.254/latest/"}, b""),
        "/b": (302, {"Location": "file:///etc/passwd"}, b""),
        "/c": (302, {"Location": "/c"}, b""),
    }
    for path, told in (("/a", "not public"), ("/b", "no http"), ("/c", "leads on"), ("/d", "the answer was 404")):
        with pytest.raises(InputError, match=told):
            fetch.fetch(site + path, here)


def test_too_much_is_not_read(site, monkeypatch):
    monkeypatch.setattr(fetch, "MAX_BYTES", 100_000)
    Site.pages = {"/a": (200, {}, bytes(200_000)), "/b": (200, {"Content-Encoding": "gzip"}, gzip.compress(bytes(50_000_000)))}
    for path in ("/a", "/b"):
        with pytest.raises(TooLarge):
            fetch.fetch(site + path, here)


@pytest.mark.model
def test_what_is_new_in_a_feed_is_added(site, tmp_path):
    Site.pages = {"/feed": (200, {}, ATOM), "/gone": (500, {}, b"")}
    seen, failed = [], []
    pool = Pool(1, Limits())
    try:
        plan = watch.Plan((f"{site}/feed", f"{site}/gone"), every=0.01, times=2, allowed=here)
        watch.watch(plan, tmp_path / "s", archive.Options(), seen.append, failed.append, pool)
        Site.pages["/feed"] = (200, {}, ATOM.replace(b"https://coast.example/3", f"{site}/page".encode()))
        Site.pages["/page"] = (200, {}, PAGE.replace(BODY, BODY + " The road is new.").encode())
        plan = watch.Plan((f"{site}/feed",), every=0.01, times=2, articles=True, allowed=here)
        watch.watch(plan, tmp_path / "s", archive.Options(), seen.append, failed.append, pool)
    finally:
        pool.close()
    assert [(c.inputs, c.coded, c.known) for c in seen] == [(1, 1, 0), (1, 0, 1), (1, 1, 0), (0, 0, 0)]
    assert [str(e).split(": ", 1)[1] for e in failed] == ["cannot be fetched: the answer was 500; check the address"] * 2
    rows = accordingto.open(tmp_path / "s").arrow("documents", ["source", "url"]).to_pylist()
    assert rows == [
        {"source": f"{site}/feed!https://coast.example/3", "url": "https://coast.example/3"},
        {"source": f"{site}/page", "url": f"{site}/page"},
    ]
    assert Site.asked.count("/page") == 1
    assert not list((tmp_path / "s" / ".cache" / "fetched").iterdir())
