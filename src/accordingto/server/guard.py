"""What stands before every page: who may ask, how much may be sent, and what a browser may do with the answer."""

import secrets
from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "content-security-policy": POLICY,
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
}
MOST_SENT = 64 * 1024
"""Bytes of a request's body; a query has :data:`MOST_ASKED`."""
MOST_ASKED = 8 * 1024
CHANGING = ("POST", "PUT", "PATCH", "DELETE")


class Guard:
    """Refuses what does not come from a page of this site: another Host (DNS rebinding), another Origin, too long a request."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str], token: str | None = None) -> None:
        self.app, self.hosts = app, frozenset(hosts)
        self.token = token or secrets.token_urlsafe(32)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refused = self.refused(scope, headers)

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                found = MutableHeaders(scope=message)
                for name, value in HEADERS.items():
                    found.setdefault(name, value)
            await send(message)

        if refused is not None:
            await PlainTextResponse(refused[1], refused[0])(scope, receive, answer)
            return
        await self.app(scope, receive, answer)

    def refused(self, scope: Scope, headers: Headers) -> tuple[int, str] | None:
        """Why a request is not answered: status and words; None where it is."""
        host = _name(headers.get("host", ""))
        if host not in self.hosts:
            return 421, "This site answers only to the address it was started on.\n"
        if len(scope.get("query_string", b"")) + len(scope.get("raw_path") or b"") > MOST_ASKED:
            return 414, "The address is too long.\n"
        if scope["method"] not in ("GET", "HEAD", *CHANGING):
            return 405, "There is no such method here.\n"
        if scope["method"] not in CHANGING:
            return None
        size = headers.get("content-length")
        if size is None or not size.isdigit() or int(size) > MOST_SENT:
            return 413, "The request has no length, or is too long.\n"
        origin = headers.get("origin")
        if (origin is not None and urlsplit(origin).netloc != headers.get("host")) or headers.get(
            "sec-fetch-site", "same-origin"
        ) != "same-origin":
            return 403, "Changes are made from the site's own pages alone.\n"
        return None


def _name(host: str) -> str:
    """A Host header without its port."""
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""
