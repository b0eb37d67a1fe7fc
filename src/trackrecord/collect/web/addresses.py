"""Which addresses may be asked: public http and https only, every resolved address looked at.

``ipaddress.is_global`` is not enough: it calls multicast global, and it does not look into the forms of IPv6 that carry
an IPv4 address (mapped, 6to4, Teredo, NAT64), behind which a private one can hide. The list of networks follows the
IANA special-purpose registries (RFC 6890 and its updates) and errs on the side of refusing.
"""

from __future__ import annotations

import re
import socket
from collections.abc import Callable, Iterable, Sequence
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

import httpx2

from trackrecord.errors import FetchError

Address = IPv4Address | IPv6Address
Resolve = Callable[[str, int], Sequence[str]]

LONGEST_URL = 4_000
_PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})
_REFUSED = tuple(
    ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24",
        "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24", "192.168.0.0/16", "192.175.48.0/24",
        "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "::/96",  # unspecified, loopback and the old IPv4-compatible form
        "::ffff:0:0/96",  # IPv4-mapped
        "::ffff:0:0:0/96",  # IPv4-translated
        "64:ff9b::/96", "64:ff9b:1::/48",  # NAT64
        "100::/64", "100:0:0:1::/64",  # discard-only, dummy
        "2001::/23",  # Teredo, benchmarking, ORCHID and the other protocol assignments
        "2001:db8::/32", "3fff::/20",  # documentation
        "2002::/16",  # 6to4
        "2620:4f:8000::/48", "5f00::/16", "fc00::/7", "fe80::/10",
        "fec0::/10",  # site-local
        "ff00::/8",
    )
)  # fmt: skip
# As the WHATWG URL standard has it: a host whose last label is a number is an IPv4 address, in whatever spelling.
_ENDS_IN_NUMBER = re.compile(r"(?:^|\.)(?:[0-9]+|0[xX][0-9a-fA-F]*)\.?$")
_HOST = re.compile(
    r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?(?:\.[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?)*\.?"
)
_ODD = re.compile(r"[\x00-\x20\x7f\\]")


def is_public(address: Address) -> bool:
    """Whether *address* lies in the public, unicast part of the internet and in none of its disguises."""
    if any(address.version == network.version and address in network for network in _REFUSED):
        return False
    if isinstance(address, IPv6Address):
        # Global unicast is 2000::/3; whatever else there may be one day is not asked.
        return address in ip_network("2000::/3") and address.scope_id is None and address.is_global
    return address.is_global and not address.is_multicast


def checked_url(url: str, allow: Iterable[str] = ()) -> httpx2.URL:
    """Return *url* parsed, without its fragment. *allow* holds ``ADDRESS`` or ``ADDRESS:PORT`` that may be asked all the same.

    Raises :class:`FetchError` where it is no http or https address, holds a user or password, names a port that the web
    does not use, or spells a host in an ambiguous way (decimal, octal, hexadecimal, short).
    """
    if len(url) > LONGEST_URL:
        raise _refused(url, f"it is longer than {LONGEST_URL:,} characters")
    if _ODD.search(url):
        raise _refused(url, "it holds a space, a control character or a backslash")
    try:
        parsed = httpx2.URL(url)
        host, port = parsed.raw_host.decode("ascii"), parsed.port
    except (httpx2.InvalidURL, ValueError, UnicodeError) as error:
        raise _refused(url, f"it is no address of a page ({str(error)[:100]})") from error
    if parsed.scheme not in ("http", "https"):
        raise _refused(url, f"only http and https are asked, not {parsed.scheme[:20] or 'a bare name'}")
    if not host:
        raise _refused(url, "it names no host")
    if parsed.userinfo:
        raise _refused(url, "it holds a user name or password")
    literal = _literal(host, url)
    port = port or default_port(parsed.scheme)
    if port not in _PORTS and not (literal and allowed(literal, port, allow)):
        raise _refused(url, f"port {port} is not one that the web uses")
    if literal is None and not _HOST.fullmatch(host.lower()):
        raise _refused(url, "its host is not a name that the web uses")
    return parsed.copy_with(fragment=None, raw_path=parsed.raw_path or b"/")


def default_port(scheme: str) -> int:
    """Return the port of a scheme."""
    return 443 if scheme == "https" else 80


def _literal(host: str, url: str) -> Address | None:
    if ":" in host or _ENDS_IN_NUMBER.search(host):
        try:
            if "%" in host:
                raise ValueError("a zone of this machine")
            return ip_address(host.strip("[]"))  # strict: four decimal numbers without leading zeros, or IPv6
        except ValueError:
            raise _refused(url, "its host is a number in an ambiguous spelling") from None
    return None


def allowed(address: Address, port: int, allow: Iterable[str]) -> bool:
    """Whether the user has let this address through, for one port or for all."""
    shown = f"[{address}]" if address.version == 6 else str(address)
    return any(each in (str(address), f"{shown}:{port}") for each in allow)


def vetted(host: str, port: int, *, allow: Iterable[str] = (), resolve: Resolve | None = None) -> list[str]:
    """Resolve *host* and return its addresses, each of which may be connected to.

    One bad address among them refuses all: a name that leads to the inside and the outside is a trap. Raises
    :class:`FetchError`.
    """
    try:
        found = (resolve or _resolve)(host, port)
        addresses = [ip_address(each) for each in dict.fromkeys(found)]
    except (OSError, UnicodeError, ValueError) as error:
        raise FetchError(
            host, "the name leads to no address", "Check the address, or try again later"
        ) from error
    if not addresses:
        raise FetchError(host, "the name leads to no address", "Check the address, or try again later")
    for address in addresses:
        if not is_public(address) and not allowed(address, port, allow):
            raise FetchError(
                host,
                f"it leads to {address}, which is not on the public internet",
                "Leave it out; where it is a server of your own, say --allow-address",
                lasting=True,
            )
    return [str(address) for address in addresses]


def _resolve(host: str, port: int) -> list[str]:
    return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]


def _refused(url: str, cause: str) -> FetchError:
    shown = url if len(url) <= 200 else url[:200] + "…"
    return FetchError(shown, cause, "Correct the address or leave it out", lasting=True)
