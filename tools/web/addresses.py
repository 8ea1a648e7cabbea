"""Which URLs may be asked: public addresses, http and https, ordinary ports, and nothing in disguise."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import quote, urljoin

from ..errors import Refused

Address = IPv4Address | IPv6Address

PORTS = {"http": 80, "https": 443}
LONGEST_URL = 8000

_SPLIT = re.compile(r"([a-zA-Z][a-zA-Z0-9+.-]*):(?://([^/?#\\]*)|)([^#]*)")
_AUTHORITY = re.compile(r"(\[[^\[\]]*\]|[^:\[\]]*)(?::(\d{0,5}))?")
_HOST = re.compile(r"[^/?#\\]*")
_LABEL = re.compile(r"(?!-)[a-z0-9_-]{1,63}(?<!-)")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")
_LONE_PERCENT = re.compile(r"%(?![0-9a-fA-F]{2})")
_FORBIDDEN = re.compile(r"[\x00-\x1f\x7f]")
_URL_CHARACTERS = "!#$%&'()*+,/:;=?@[]~-._"
# Names that never leave the machine or the building, whatever a resolver answers.
_LOCAL = ("localhost", "local", "internal", "home.arpa", "lan", "intranet", "localdomain", "onion")

_PUBLIC_V6 = ip_network("2000::/3")
_NAT64 = ip_network("64:ff9b::/96")
# Not left to `ipaddress` alone: what it calls global changed between Python releases.
_NOT_PUBLIC = [
    ip_network(block)
    for block in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.31.196.0/24", "192.52.193.0/24", "192.88.99.0/24"),
        *("192.168.0.0/16", "192.175.48.0/24", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24"),
        *("224.0.0.0/4", "240.0.0.0/4"),
        *("2001::/23", "2001:db8::/32", "2002::/16", "2620:4f:8000::/48", "3fff::/20"),
    )
]


@dataclass(frozen=True)
class Target:
    """A URL that may be asked, in its one spelling, and what of it the rules look at.

    `trusted` is a service of the user's own, which may stand on a private address and a port of its own.
    """

    url: str
    scheme: str
    host: str
    port: int
    trusted: bool = False

    @property
    def origin(self) -> str:
        """Scheme, host and port as robots.txt and politeness know them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{self.scheme}://{host}" + ("" if self.port == PORTS[self.scheme] else f":{self.port}")

    @property
    def path(self) -> str:
        """Path and query."""
        return self.url[len(self.origin) :] or "/"


def target(url: str, *, allow_loopback: bool = False, trusted: bool = False) -> Target:
    """Return the one spelling of `url`, or raise Refused with the rule that forbids it."""
    scheme, authority, rest = _parts(url)
    host, port = _host_and_port(url, authority, PORTS[scheme])
    if trusted or (allow_loopback and _is_loopback(host)):
        return _built(scheme, host, port, rest, trusted)
    if port not in PORTS.values():
        raise Refused(url, f"port {port} is not asked: only 80 and 443 are")
    if (literal := _literal(host)) is not None and not is_public(literal):
        raise Refused(url, f"{host} is not a public address")
    if literal is None and (host.count(".") == 0 or host.endswith(tuple(f".{name}" for name in _LOCAL))):
        raise Refused(url, f"{host} is a name of a local network, not of the public web")
    return _built(scheme, host, port, rest)


def spelled(url: str) -> str:
    """Return `url` in one spelling: no fragment, no dots for folders, host in lower case, all in ASCII."""
    scheme, mark, rest = url.partition("#")[0].strip().partition("://")
    found = _HOST.match(rest)
    host = found[0] if found else ""
    path, question, query = rest[len(host) :].partition("?")
    return f"{scheme.lower()}{mark}{host.lower()}{_plain(_without_dots(path))}{question}{_plain(query)}"


def _plain(text: str) -> str:
    """Return a path or query in ASCII; what is encoded already stays as it is."""
    whole = _LONE_PERCENT.sub("%25", text.replace("\\", "%5C"))
    return quote(whole, safe=_URL_CHARACTERS, errors="replace")


def _without_dots(path: str) -> str:
    """Return a path as RFC 3986 resolves it: robots.txt must judge what is really asked."""
    kept: list[str] = []
    parts = path.removeprefix("/").split("/")
    for part in parts:
        if part == "..":
            kept = kept[:-1]
        elif part != ".":
            kept.append(part)
    if parts[-1] in (".", ".."):
        kept.append("")
    return "/" + "/".join(kept)


def joined(base: str, location: str) -> str:
    """Return the URL that a redirect from `base` to `location` names."""
    try:
        return urljoin(base, location)
    except ValueError as error:
        raise Refused(location, "the redirect names no valid URL") from error


def is_public(address: Address) -> bool:
    """Say whether `address` is reachable on the public internet and nothing else is reached through it."""
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return is_public(address.ipv4_mapped)
        if address in _NAT64:  # how IPv6-only networks reach the IPv4 web; judged by the address inside
            return is_public(IPv4Address(int(address) & 0xFFFFFFFF))
        if address.scope_id or address not in _PUBLIC_V6 or _hides_v4(address):
            return False
    if any(address in block for block in _NOT_PUBLIC if block.version == address.version):
        return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _hides_v4(address: IPv6Address) -> bool:
    """Say whether an ISATAP interface id carries an IPv4 address that a tunnel would reach."""
    return (int(address) >> 32) & 0xFDFFFFFF == 0x00005EFE


def _parts(url: str) -> tuple[str, str, str]:
    if len(url) > LONGEST_URL:
        raise Refused(url[:80] + "…", f"the URL is longer than {LONGEST_URL} characters")
    text = url.strip()
    found = _SPLIT.match(text)
    if found is None or _FORBIDDEN.search(text):
        raise Refused(url, "not a URL: write it as https://example.com/page")
    scheme = found[1].lower()
    if scheme not in PORTS:
        raise Refused(url, f"{scheme}: is not asked, only http and https")
    if not found[2]:
        raise Refused(url, "the URL names no host")
    return scheme, found[2], found[3]


def _host_and_port(url: str, authority: str, default: int) -> tuple[str, int]:
    if "@" in authority:
        raise Refused(url, "credentials in a URL are not sent")
    found = _AUTHORITY.fullmatch(authority)
    if found is None:
        raise Refused(url, "the URL names no valid host")
    port = int(found[2]) if found[2] else default
    if found[1].startswith("["):
        return _v6(url, found[1][1:-1]), port
    host = _ascii(url, found[1]).removesuffix(".")
    labels = host.split(".")
    if _NUMBER.fullmatch(labels[-1]):
        return _v4(url, host), port
    if len(host) > 253 or not all(_LABEL.fullmatch(label) for label in labels):
        raise Refused(url, "the URL names no valid host")
    return host, port


def _ascii(url: str, host: str) -> str:
    """Return `host` lower case and, where it is international, in the ASCII form that DNS knows."""
    if host.isascii():
        return host.lower()
    import idna

    try:
        return idna.encode(host, uts46=True).decode("ascii").lower()
    except idna.IDNAError as error:
        raise Refused(url, "the URL names no valid host") from error


def _v4(url: str, host: str) -> str:
    """Return a plainly written IPv4 address; shorthand, octal, hex and decimal ones are disguises."""
    try:
        return str(IPv4Address(host))
    except ValueError as error:
        raise Refused(url, f"{host} is a number and not a plainly written address") from error


def _v6(url: str, text: str) -> str:
    try:
        address = IPv6Address(text)
    except ValueError as error:
        raise Refused(url, "the URL names no valid IPv6 address") from error
    if address.scope_id:
        raise Refused(url, "an address with a zone is not public")
    return str(address)


def _literal(host: str) -> Address | None:
    try:
        return ip_address(host)
    except ValueError:
        return None


def _is_loopback(host: str) -> bool:
    literal = _literal(host)
    return host == "localhost" if literal is None else literal.is_loopback


def _built(scheme: str, host: str, port: int, rest: str, trusted: bool = False) -> Target:
    origin = Target("", scheme, host, port).origin
    url = spelled(origin + (rest if rest.startswith(("/", "?")) else f"/{rest}"))
    return Target(url, scheme, host, port, trusted)
