"""The pages and the interface for programs: every view is an address, which also gives JSON (``.json``) and, where it is a list, CSV."""

import csv
import io
import threading
from collections.abc import Callable
from functools import partial
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, quote, urlencode

import jinja2
import msgspec
from anyio import CapacityLimiter, to_thread
from markupsafe import Markup, escape
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from accordingto import export
from accordingto.errors import AccordingtoError, UsageError
from accordingto.export import html
from accordingto.server import LOOPBACK, corrections, drawing
from accordingto.server.answers import Answers
from accordingto.server.guard import Guard
from accordingto.server.openapi import described
from accordingto.server.room import FACETS, PAGE, PLACES, SURE, Filter, Room
from accordingto.types import Claim

_REASONS = 2
"""Sentences that a point's page gives for its outcome."""
AT_ONCE = {"pages": 3, "sql": 2}
"""So many are made at the same time; more would only take each other's time and memory. Readers' own SQL has turns of its own."""
SQL_ROWS, SQL_SECONDS = 200, 5.0
_MEDIA = {"html": "text/html; charset=utf-8", "json": "application/json", "csv": "text/csv; charset=utf-8"}
_CUT = "x-cut"
"""The header of an answer for programs that not all rows stand in; CSV has no other place to say so."""
_NUMBERS = {"sure": float, "page": int}


def app(path: Path) -> Guard:
    """The site of a store, guarded.

    Raises:
        StoreError: there is no store, or its corrections cannot be read.
    """
    room = Room(path)
    site = Site(room)
    threading.Thread(target=site.warm, daemon=True).start()
    guarded = Guard(site.starlette(), LOOPBACK)
    site.token = guarded.token
    return guarded


class Site:
    """The handlers; each runs in a thread of the pool, so that a slow one disturbs nobody else."""

    def __init__(self, room: Room) -> None:
        self.room, self.token, self.answers = room, "", Answers()
        self.turns = {kind: CapacityLimiter(number) for kind, number in AT_ONCE.items()}
        loader = jinja2.PackageLoader("accordingto.server")
        self.pages = jinja2.Environment(
            loader=loader, autoescape=True, undefined=jinja2.StrictUndefined, finalize=_shown, trim_blocks=True, lstrip_blocks=True
        )
        self.pages.globals |= {"room": room, "export": export, "SURE": SURE, "NOTICE": export.NOTICE, "FIELDS": corrections.FIELDS}
        self.pages.globals |= {"link": link, "label": label}

    def starlette(self) -> Starlette:
        """The routes."""
        static = StaticFiles(directory=str(resources.files("accordingto.server") / "static"))
        pages: list[tuple[str, Callable[[Request], dict[str, Any]], str]] = [
            ("/", self.home, "home"),
            ("/documents", self.documents, "documents"),
            ("/document/{document}", self.document, "document"),
            ("/claim/{document}/{claim}", self.claim, "claim"),
            ("/claims", self.claims, "claims"),
            ("/actor/{name:path}", self.actor, "actor"),
            ("/who", self.who, "who"),
            ("/timeline", self.timeline, "timeline"),
            ("/map", self.map, "map"),
            ("/matters", self.matters, "matters"),
            ("/matter/{matter}", self.matter, "matter"),
            ("/failures", self.failures, "failures"),
            ("/sql", self.sql, "sql"),
            ("/help", self.help, "help"),
        ]
        routes: list[Any] = [Route("/static/selection.js", _selection), Mount("/static", static), Route("/openapi.json", self.openapi)]
        routes += [Route("/review.jsonl", self.review), Route("/corrections", self.correct, methods=["POST"])]
        for path, ask, template in pages:
            asked = partial(self.answer, ask=ask, template=template)
            for form in (".json", ".csv"):
                suffixed = f"/index{form}" if path == "/" else f"{path}{form}"
                routes.append(Route(suffixed, partial(asked, form=form[1:])))
            routes.append(Route(path, partial(asked, form="html")))
        return Starlette(routes=routes, exception_handlers={404: _missing})

    def warm(self) -> None:
        """Get ready what every reader is shown: what the room asks, the templates, and the land of the map."""
        _ = [self.pages.get_template(name) for name in self.pages.list_templates()]
        self.room.warm()
        drawing.world(())

    async def answer(self, request: Request, ask: Callable[[Request], dict[str, Any]], template: str, form: str) -> Response:
        """A view as a page, JSON or CSV."""
        asked, state = (request.url.path, request.url.query), self.room.state()
        kept = self.answers.get(asked, state)
        if kept is not None:
            return Response(kept, media_type=_MEDIA[form])
        turn = self.turns["sql" if template == "sql" else "pages"]
        made = await to_thread.run_sync(self._answer, request, ask, template, form, limiter=turn)
        if made.status_code == 200 and template != "sql" and _CUT not in made.headers:
            self.answers.put(asked, state, bytes(made.body))
        return made

    def _answer(self, request: Request, ask: Callable[[Request], dict[str, Any]], template: str, form: str) -> Response:
        try:
            found = _asked(self.room, ask, request)
            if form == "html":
                return self.page(template, request, found)
            more = {_CUT: "there are more rows"} if found.get("cut") else {}
            return Response(msgspec.json.encode(_plain(found)) if form == "json" else _csv(found), 200, more, _MEDIA[form])
        except AccordingtoError as error:
            status = 404 if isinstance(error, _Missing) else 400 if isinstance(error, UsageError) else 500
            if form == "html":
                return self.page("error", request, {"problem": str(error), "status": status}, status)
            return Response(msgspec.json.encode({"error": str(error)}), status, media_type="application/json")

    def page(self, template: str, request: Request, found: dict[str, Any], status: int = 200) -> Response:
        """A rendered page."""
        shown = self.pages.get_template(f"{template}.html").render(
            found | {"path": request.url.path, "asked": dict(request.query_params), "token": self.token}
        )
        return Response(shown, status, media_type=_MEDIA["html"])

    # --- views: what each shows, as plain data

    def home(self, request: Request) -> dict[str, Any]:
        room = self.room
        documents = room.documents()[:8]
        return {
            "status": room.status(),
            "reviewed": room.corrections.reviewed,
            "rows": documents,
            "speakers": room.speakers(),
            "about": room.about(),
            "unquoted": [a for a in room.about(60) if not a["quoted"]][:8],
            "differences": room.links("outcome = 'differ'", [], 6),
        }

    def documents(self, request: Request) -> dict[str, Any]:
        page = _number(request, "page", 1)
        return {"rows": self.room.documents(page), "page": page, "total": self.room.status().documents}

    def document(self, request: Request) -> dict[str, Any]:
        document, claims = _reading(self.room, request.path_params["document"])
        kept = [r.claim for r in claims if r.verdict != "rejected"]
        voices = {r.claim.according_to[-1].name for r in claims}
        return {
            "document": document,
            "reviewed": claims,
            "rows": [_row(c) for c in kept],
            "sure": [r for r in claims if chance(r) >= SURE],
            "unsure": [r for r in claims if chance(r) < SURE],
            "text": Markup(html._text(0, document, kept)),
            "only": next(iter(voices)) if len(voices) == 1 and claims else None,
        }

    def claim(self, request: Request) -> dict[str, Any]:
        document, claims = _reading(self.room, request.path_params["document"])
        found = next((r for r in claims if r.claim.id == request.path_params["claim"]), None)
        if found is None:
            raise _Missing(
                f"there is no claim {request.path_params['claim']!r} in this document; coding again may have given it another id"
            )
        claim = found.claim
        first, last = claim.evidence[0].start, claim.evidence[-1].end
        return {
            "document": document,
            "one": found,
            "rows": [_row(claim)],
            "before": document.text[max(0, first - 300) : first],
            "between": document.text[first:last],
            "after": document.text[last : last + 300],
            "citation": _citation(document, claim),
            "history": [c for c in self.room.corrections.by_document.get(document.id, []) if c.claim == claim.id],
            "others": self.room.links("first = ? OR second = ?", [claim.id, claim.id], 20),
        }

    def claims(self, request: Request) -> dict[str, Any]:
        wanted = _filter(request)
        rows = [_said(row) for row in self.room.claims(wanted)]
        return {
            "rows": rows,
            "wanted": wanted,
            "total": self.room.count(wanted),
            "facets": self.room.facets(wanted),
            "columns": FACETS,
            "size": PAGE,
        }

    def actor(self, request: Request) -> dict[str, Any]:
        name = request.path_params["name"]
        found = self.room.actor(name)
        if not found["says"] and not found["said_of"]:
            raise _Missing(f"nobody in this store has the name {name!r}")
        own, about = ([_said(row) for row in self.room.claims(f, limit=20)] for f in (Filter(speaker=name), Filter(actor=name)))
        return {"found": found, "own": own, "rows": about}

    def who(self, request: Request) -> dict[str, Any]:
        speakers, actors, counts = self.room.pairs()
        rows = [{"speaker": s, "actor": a, "claims": n} for (s, a), n in sorted(counts.items(), key=lambda c: -c[1])]
        return {"speakers": speakers, "actors": actors, "counts": counts, "rows": rows, "most": max(counts.values(), default=1)}

    def timeline(self, request: Request) -> dict[str, Any]:
        wanted = _filter(request)
        rows = self.room.months(wanted)
        return {"rows": rows, "wanted": wanted, "drawn": drawing.timeline(rows)}

    def map(self, request: Request) -> dict[str, Any]:
        wanted = _filter(request)
        found = self.room.places(wanted)
        rows = found[:PLACES]
        return {"rows": rows, "cut": len(found) > PLACES, "wanted": wanted, "drawn": drawing.world(rows)}

    def matters(self, request: Request) -> dict[str, Any]:
        page = _number(request, "page", 1)
        return {"rows": self.room.matters(page), "compared": self.room.compared, "page": page, "size": PAGE}

    def matter(self, request: Request) -> dict[str, Any]:
        found = self.room.matter(request.path_params["matter"])
        if found is None:
            raise _Missing(f"there is no matter {request.path_params['matter']!r}; comparing again may have given it another id")
        why = {point["id"]: self._why(point) for point in found["points"]}
        return {"matter": found, "why": why, "rows": [_account(point, said) for point in found["points"] for said in point["accounts"]]}

    def _why(self, point: dict[str, Any]) -> list[str]:
        """The sentences that say why a point is what it is, the surest first; what all say alike needs none."""
        if point["outcome"] == "agree":
            return []
        found = self.room.links("outcome = ? AND id IN (SELECT unnest(?::VARCHAR[]))", (point["outcome"], tuple(point["links"])), _REASONS)
        return [row["reason"] for row in found]

    def failures(self, request: Request) -> dict[str, Any]:
        page = _number(request, "page", 1)
        return {"rows": self.room.failures(page), "page": page, "status": self.room.status()}

    def sql(self, request: Request) -> dict[str, Any]:
        question = request.query_params.get("q", "")
        if not question.strip():
            return {"question": question, "rows": [], "names": [], "cut": False, "problem": None}
        try:
            found = self.room.sql(question, rows=SQL_ROWS, seconds=SQL_SECONDS)
        except UsageError as error:
            if not request.url.path.endswith("/sql"):
                raise
            return {"question": question, "rows": [], "names": [], "cut": False, "problem": str(error)}
        return {"question": question, "rows": found.table.to_pylist(), "names": found.table.column_names, "cut": found.cut, "problem": None}

    def help(self, request: Request) -> dict[str, Any]:
        return {"rows": []}

    # --- corrections

    async def correct(self, request: Request) -> Response:
        """Take a correction: a form's or a JSON object's fields ``document``, ``claim``, ``action``, ``field``, ``value``, ``by``."""
        body = await request.body()
        return await run_in_threadpool(self._correct, request, body)

    def _correct(self, request: Request, body: bytes) -> Response:
        as_json = request.headers.get("content-type", "").startswith("application/json")
        try:
            given = _object(body) if as_json else dict(parse_qsl(body.decode("utf-8", "replace")))
            if (request.headers.get("x-token") or given.get("token")) != self.token:
                return PlainTextResponse("The page is older than the server; load it again.\n", 403)
            self.room.open()
            one = _made(self.room, given)
            self.room.corrections.add(one)
        except AccordingtoError as error:
            status = 404 if isinstance(error, _Missing) else 400
            return Response(msgspec.json.encode({"error": str(error)}), status, media_type="application/json")
        if as_json:
            return Response(
                msgspec.json.encode({"reviewed": self.room.corrections.reviewed, "claim": one.claim}), media_type="application/json"
            )
        back = link("claim", one.document, one.claim) if one.document else "/who"
        return RedirectResponse(back, 303)

    async def review(self, request: Request) -> Response:
        """What was reviewed, as training data: a document a line, in the form of the corpus."""

        def made() -> bytes:
            self.room.open()
            ids = sorted(self.room.corrections.by_document)
            return b"".join(msgspec.json.encode(x) + b"\n" for x in corrections.exported(map(self.room.reading, ids)))

        return Response(await run_in_threadpool(made), media_type="application/jsonl")

    def openapi(self, request: Request) -> Response:
        """The interface for programs, described."""
        return Response(msgspec.json.encode(described()), media_type="application/json")


def _asked(room: Room, ask: Callable[[Request], dict[str, Any]], request: Request) -> dict[str, Any]:
    """What a view shows, all of it of one state of the store: asked again where that has changed meanwhile."""
    room.open()
    stamp = room.stamp
    found = ask(request)
    return found if room.stamp == stamp else ask(request)


class _Missing(AccordingtoError):
    """There is no such document, claim or actor."""


def _reading(room: Room, document: str) -> Any:
    try:
        return room.reading(document)
    except UsageError as error:
        raise _Missing(str(error)) from error


def _made(room: Room, given: dict[str, str]) -> corrections.Correction:
    """The correction that a request asks for, checked."""
    action = given.get("action", "")
    by = (given.get("by") or "").strip()[:80] or "somebody not named"
    if action == "merge":
        one, other = (given.get(k, "").strip() for k in ("field", "value"))
        if not one or not other or one == other:
            raise UsageError("merge: give two different names")
        return corrections.Correction(corrections.now(), by, "", "", "merge", (), one, other)
    document, claims = _reading(room, given.get("document", ""))
    if action == "add":
        start, end = (_int(given.get(k, "")) for k in ("start", "end"))
        made = corrections.made(document.text, document.id, start, end, given.get("value") or None, claims[0].claim.coder if claims else "")
        return corrections.Correction(corrections.now(), by, document.id, made.id, "add", corrections.spans(made), "", "", made)
    claim = next((r.claim for r in claims if r.claim.id == given.get("claim")), None)
    if claim is None:
        raise _Missing(f"there is no claim {given.get('claim')!r} in this document")
    match action:
        case "accept" | "reject" | "undo":
            field = value = ""
        case "edit":
            field, value = given.get("field", ""), given.get("value", "")
            corrections.edited(claim, field, value)
        case _:
            raise UsageError(f"{action!r}: is no correction; there are accept, reject, edit, add, merge, undo")
    return corrections.Correction(corrections.now(), by, document.id, claim.id, action, corrections.spans(claim), field, value)


def link(view: str, *parts: str, **query: Any) -> str:
    """An address of this site."""
    path = "/" + "/".join([view, *(quote(part, safe="") for part in parts)]) if view else "/"
    return f"{path}?{urlencode(query)}" if query else path


def chance(reviewed: corrections.Reviewed) -> float:
    """How likely a claim is right: certain where somebody has decided about it."""
    return {"": reviewed.claim.confidence, "rejected": 0.0}.get(reviewed.verdict, 1.0)


def label(claim: Claim) -> str:
    """Who it is according to, as the first words of every label."""
    return f"According to {export.chain(claim)}"


def _said(row: dict[str, Any]) -> dict[str, Any]:
    """A row with who its claim is according to, innermost first, in the place of the chain."""
    names = [x["name"] or ("the publisher (not named)" if x["how"] == "publisher" else "somebody not named") for x in row["according_to"]]
    according = ", as cited by ".join(reversed(names[1:])) or names[0]
    return {"according": according} | {k: v for k, v in row.items() if k != "according_to"}


def _row(claim: Claim) -> dict[str, Any]:
    fields: dict[str, Any] = msgspec.to_builtins(claim)
    return fields | {"according": export.chain(claim), "quote": " … ".join(q.text for q in claim.evidence)}


def _account(point: dict[str, Any], said: dict[str, Any]) -> dict[str, Any]:
    words = [part[2] if isinstance(part, (list, tuple)) else part for part in said["claims"]]
    return {"point": point["title"], "outcome": point["outcome"], "voice": said["voice"], "words": words}


def _citation(document: Any, claim: Claim) -> str:
    """A citation with what is needed to check it: hash of the text, offsets, words."""
    where = ", ".join(f"{q.start}–{q.end}" for q in claim.evidence)
    named = ", ".join(
        filter(
            None,
            (document.publisher, document.title and f"“{document.title}”", document.date.edtf if document.date else None, document.source),
        )
    )
    return f"According to {export.chain(claim)}: {export.evidence(claim)}. {named}. Text SHA-256 {document.sha256}, characters {where}."


def _filter(request: Request) -> Filter:
    given: dict[str, Any] = {k: v for k, v in request.query_params.items() if k in Filter.__struct_fields__ and v.strip()}
    for key, kind in _NUMBERS.items():
        if key in given:
            try:
                given[key] = kind(given[key])
            except ValueError:
                raise UsageError(f"{key}={given[key]}: is no number") from None
    if not 1 <= given.get("page", 1) <= 100_000:
        raise UsageError(f"page={given['page']}: pages are numbered from 1")
    return Filter(**given)


def _number(request: Request, name: str, default: int) -> int:
    value = request.query_params.get(name, str(default))
    if not value.isascii() or not value.isdigit() or not 1 <= int(value) <= 100_000:
        raise UsageError(f"{name}={value}: is no number from 1 on")
    return int(value)


def _int(value: object) -> int:
    try:
        return int(str(value))
    except ValueError:
        raise UsageError(f"{value!r}: is no offset") from None


def _object(body: bytes) -> dict[str, str]:
    try:
        found = msgspec.json.decode(body, type=dict[str, str | int | float | bool | None])
    except (msgspec.DecodeError, msgspec.ValidationError) as error:
        raise UsageError(f"the request is no JSON object of plain values ({error})") from error
    return {k: "" if v is None else str(v) for k, v in found.items()}


def _shown(value: Any) -> Any:
    """Strings of a page: control and direction characters shown as code points, then escaped."""
    if value is None:
        return ""
    return escape(html.visible(value)) if isinstance(value, str) and not isinstance(value, Markup) else value


def _plain(found: dict[str, Any]) -> dict[str, Any]:
    """What a view shows, for programs: without what is drawn."""
    left = ("drawn", "text", "columns", "counts", "wanted", "sure", "unsure", "reviewed", "one")
    return {k: v for k, v in found.items() if k not in left}


def _csv(found: dict[str, Any]) -> str:
    """The rows of a view as a table; what could be taken for a formula is quoted with an apostrophe."""
    rows: list[dict[str, Any]] = found["rows"]
    made = io.StringIO()
    writer = csv.writer(made)
    names = list(rows[0]) if rows else found.get("names", [])
    writer.writerow(names)
    writer.writerows([[_cell(row[name]) for name in names] for row in rows])
    return made.getvalue()


def _cell(value: Any) -> str:
    if value is None:
        return ""
    words = (
        value
        if isinstance(value, str)
        else str(value)
        if isinstance(value, (int, float, bool)) or hasattr(value, "isoformat")
        else msgspec.json.encode(value).decode()
    )
    return f"'{words}" if isinstance(value, str) and words[:1] in ("=", "+", "-", "@", "\t", "\r") else words


async def _selection(request: Request) -> Response:
    """The script that this site shares with the pages of ``read --format html``."""
    return FileResponse(str(resources.files("accordingto.export") / "selection.js"))


async def _missing(request: Request, error: Exception) -> Response:
    return PlainTextResponse("There is no such page here; / is the first one.\n", 404)
