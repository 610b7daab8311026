"""Fetching a feed, and the pages that it leads to: only for ``--watch``, and never from where a stranger could point us.

Only http and https are fetched, on their own ports or above 1023; every address that a name stands for must be public (no loopback,
private, link-local or metadata address, RFC 6890), the connection goes to the address that was checked, and a redirect is checked like
the first address. Sizes and times are capped; no cookie, proxy or credential is used.
"""

import http.client
import ipaddress
import socket
import ssl
import time
import zlib
from collections.abc import Callable
from urllib.parse import urljoin, urlsplit, urlunsplit

import msgspec

from accordingto import __version__
from accordingto.errors import InputError, TooLarge

MAX_BYTES = 16_000_000
SECONDS = 20.0
_REDIRECTS = 5
_AGENT = f"accordingto/{__version__}"


class Page(msgspec.Struct, frozen=True):
    """What was fetched, and from where in the end."""

    url: str
    data: bytes


def public(address: str) -> bool:
    """Whether an IP address is one of the public internet."""
    found = ipaddress.ip_address(address.partition("%")[0])
    mapped = getattr(found, "ipv4_mapped", None) or getattr(found, "sixtofour", None)
    if mapped is not None:
        return public(str(mapped))
    return found.is_global and not found.is_multicast and not found.is_reserved


def fetch(url: str, allowed: Callable[[str], bool] = public) -> Page:
    """Fetch an address.

    Args:
        url: http or https.
        allowed: whether an IP address may be connected to.

    Raises:
        InputError: it may not be fetched, cannot be reached, or answers with something else.
    """
    first = url
    for _ in range(_REDIRECTS + 1):
        status, fields, data = _get(url, allowed)
        if status in (301, 302, 303, 307, 308) and fields.get("location"):
            url = urljoin(url, fields["location"])
        elif status == 200:
            return Page(url, data)
        else:
            raise InputError(first, f"cannot be fetched: the answer was {status}", "check the address")
    raise InputError(first, f"leads on more than {_REDIRECTS} times", "give the address that it ends at")


def _get(url: str, allowed: Callable[[str], bool]) -> tuple[int, dict[str, str], bytes]:
    try:
        parts = urlsplit(url)
        port = parts.port or (443 if parts.scheme == "https" else 80)
        host = (parts.hostname or "").encode("idna").decode()
    except ValueError as error:
        raise InputError(url, "is no address", "give one that begins with https://") from error
    if parts.scheme not in ("http", "https") or not host:
        raise InputError(url, "is no http or https address", "give one that begins with https://")
    if parts.username is not None or (port < 1024 and port not in (80, 443)):
        raise InputError(url, "has a user or a port that is not fetched from", "give the plain address")
    deadline = time.monotonic() + SECONDS
    connection = _Checked(parts.scheme, host, port, _address(url, host, port, allowed))
    try:
        target = urlunsplit(("", "", parts.path or "/", parts.query, ""))
        connection.request("GET", target, headers={"User-Agent": _AGENT, "Accept-Encoding": "gzip", "Connection": "close"})
        answer = connection.getresponse()
        fields = {name.lower(): value for name, value in answer.getheaders()}
        return answer.status, fields, _body(answer, fields, url, deadline) if answer.status == 200 else b""
    except (OSError, http.client.HTTPException, zlib.error) as error:
        raise InputError(url, f"cannot be fetched ({error or type(error).__name__})", "check the address and the connection") from error
    finally:
        connection.close()


def _address(url: str, host: str, port: int, allowed: Callable[[str], bool]) -> str:
    """The address to connect to; all that the name stands for must be allowed."""
    try:
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError as error:
        raise InputError(url, f"has no address ({error.strerror})", "check the name and the connection") from error
    if not found or not all(allowed(address) for address in found):
        raise InputError(url, "stands for an address that is not public", "fetch it yourself and give the file")
    return found[0]


def _body(answer: http.client.HTTPResponse, fields: dict[str, str], url: str, deadline: float) -> bytes:
    unpack = zlib.decompressobj(31) if fields.get("content-encoding", "").lower() == "gzip" else None
    found = bytearray()
    while piece := answer.read1(1 << 16):
        found += unpack.decompress(piece, MAX_BYTES + 1 - len(found)) if unpack else piece
        if len(found) > MAX_BYTES or (unpack and unpack.unconsumed_tail):
            raise TooLarge(url, f"is larger than {MAX_BYTES // 1_000_000} MB", "fetch it yourself and split it")
        if time.monotonic() > deadline:
            raise InputError(url, f"takes longer than {SECONDS:.0f} s", "fetch it yourself and give the file")
    return bytes(found)


class _Checked(http.client.HTTPConnection):
    """A connection to an address that was checked, for a name."""

    def __init__(self, scheme: str, host: str, port: int, address: str) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self._secure, self._address = scheme == "https", address
        self.default_port = 443 if self._secure else 80

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), self.timeout)
        if self._secure:
            self.sock = ssl.create_default_context().wrap_socket(self.sock, server_hostname=self.host)
