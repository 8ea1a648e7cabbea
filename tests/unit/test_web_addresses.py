"""Which URLs may be asked."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv6Address, ip_address

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from whynow.tools.errors import Refused
from whynow.tools.web.addresses import is_public, joined, spelled, target

PRIVATE = [
    "0.0.0.0", "10.1.2.3", "100.64.0.1", "127.0.0.1", "127.127.127.127", "169.254.169.254", "172.16.0.1",
    "192.0.0.8", "192.0.2.1", "192.88.99.1", "192.168.1.1", "198.18.0.1", "198.51.100.7", "203.0.113.80",
    "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe", "64:ff9b:1::808:808", "2001::1", "2001:db8::1", "2002:7f00:1::1",
    "2002:808:808::1", "3fff::1", "5f00::1", "fc00::1", "fd00:ec2::254", "fe80::1", "fec0::1",
    "ff02::1", "ff0e::1", "2606:4700::5efe:7f00:1",
]  # fmt: skip
PUBLIC = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_no_address_that_leads_inside_is_public(address: str) -> None:
    assert not is_public(ip_address(address))


@pytest.mark.parametrize("address", PUBLIC)
def test_addresses_of_the_public_web_are_public(address: str) -> None:
    assert is_public(ip_address(address))


@given(st.ip_addresses(v=4))
def test_an_ipv4_address_is_judged_alike_in_every_ipv6_dress(address: IPv4Address) -> None:
    mapped = IPv6Address(0xFFFF_0000_0000 | int(address))
    translated = IPv6Address((0x64FF9B << 96) | int(address))
    assert is_public(mapped) == is_public(translated) == is_public(address)
    assert not is_public(IPv6Address((0x2002 << 112) | (int(address) << 80) | 1))


@given(st.ip_addresses())
def test_whatever_python_knows_to_be_private_is_never_public(address: IPv4Address | IPv6Address) -> None:
    if address.is_private or address.is_multicast or address.is_loopback or address.is_link_local:
        mapped = isinstance(address, IPv6Address) and address.ipv4_mapped is not None
        assert mapped or not is_public(address)


REFUSED = {
    "file:///etc/passwd": "file: is not asked, only http and https",
    "gopher://example.com/_x": "gopher: is not asked, only http and https",
    "jar:http://127.0.0.1!/": "jar: is not asked, only http and https",
    "ftp://example.com/": "ftp: is not asked, only http and https",
    "example.com/page": "not a URL: write it as https://example.com/page",
    "//example.com/page": "not a URL: write it as https://example.com/page",
    "http:127.0.0.1/": "the URL names no host",
    "http:///etc": "the URL names no host",
    "https://user:secret@example.com/": "credentials in a URL are not sent",
    "http://127.1.1.1:80\\@127.2.2.2:80/": "127.1.1.1 is not a public address",
    "http://127.1.1.1:80#\\@127.2.2.2:80/": "127.1.1.1 is not a public address",
    "http://1.1.1.1 &@2.2.2.2# @3.3.3.3/": "credentials in a URL are not sent",
    "https://example.com:8443/": "port 8443 is not asked: only 80 and 443 are",
    "http://example.com:22/": "port 22 is not asked: only 80 and 443 are",
    "http://example.com:99999999/": "the URL names no valid host",
    "http://localhost/": "localhost is a name of a local network, not of the public web",
    "http://LOCALHOST./": "localhost is a name of a local network, not of the public web",
    "http://intranet/": "intranet is a name of a local network, not of the public web",
    "http://metadata.google.internal/": (
        "metadata.google.internal is a name of a local network, not of the public web"
    ),
    "http://printer.local/": "printer.local is a name of a local network, not of the public web",
    "http://169.254.169.254/latest/meta-data/": "169.254.169.254 is not a public address",
    "http://[::ffff:127.0.0.1]/": "::ffff:7f00:1 is not a public address",
    "http://[0000::1]/": "::1 is not a public address",
    "http://[fe80::1%25eth0]/": "an address with a zone is not public",
    "http://[::1/": "the URL names no valid host",
    "http://127.1/": "127.1 is a number and not a plainly written address",
    "http://0/": "0 is a number and not a plainly written address",
    "http://2130706433/": "2130706433 is a number and not a plainly written address",
    "http://0x7f000001/": "0x7f000001 is a number and not a plainly written address",
    "http://0177.0.0.1/": "0177.0.0.1 is a number and not a plainly written address",
    "http://o177.0.0.1/": "o177.0.0.1 is a number and not a plainly written address",
    "http://127.0.0.0x1/": "127.0.0.0x1 is a number and not a plainly written address",
    "http://①②⑦.0.0.1/": "127.0.0.1 is not a public address",
    "http://127。0。0。1/": "127.0.0.1 is not a public address",
    "http://exa mple.com/": "the URL names no valid host",
    "http://example.com/a\nb": "not a URL: write it as https://example.com/page",
}


@pytest.mark.parametrize(("url", "why"), REFUSED.items())
def test_a_url_that_is_not_asked_is_refused_with_its_reason(url: str, why: str) -> None:
    with pytest.raises(Refused) as refusal:
        target(url)
    assert refusal.value.why == why


def test_a_very_long_url_is_refused_without_being_repeated_whole() -> None:
    with pytest.raises(Refused) as refusal:
        target("https://example.com/" + "a" * 9000)
    assert len(str(refusal.value)) < 200


ALLOWED = {
    "HTTPS://Example.COM": "https://example.com/",
    "https://example.com./x": "https://example.com/x",
    "http://example.com:80/x": "http://example.com/x",
    "http://example.com:443/x": "http://example.com:443/x",
    " https://example.com/a b?q=ü#part ": "https://example.com/a%20b?q=%C3%BC",
    "https://example.com/%7Eme/caf%C3%A9": "https://example.com/%7Eme/caf%C3%A9",
    "https://example.com?x=1": "https://example.com/?x=1",
    "https://bücher.example/": "https://xn--bcher-kva.example/",
    "https://ⓔⓧⓐⓜⓟⓛⓔ.ⓒⓞⓜ/": "https://example.com/",
    "https://example.com/a\\b": "https://example.com/a%5Cb",
    "http://8.8.8.8/": "http://8.8.8.8/",
    "https://example.com/public/../private/./x/..": "https://example.com/private/",
    "https://example.com/../..//a": "https://example.com//a",
    "https://example.com/100%?q=5%": "https://example.com/100%25?q=5%25",
    "https://my_shop.example.com/": "https://my_shop.example.com/",
}


@pytest.mark.parametrize(("url", "spelling"), ALLOWED.items())
def test_a_url_that_may_be_asked_has_one_spelling(url: str, spelling: str) -> None:
    assert target(url).url == spelling
    assert target(spelling).url == spelling


@given(
    st.text(max_size=60),
    st.sampled_from(["", "http://", "https://", "http://127.0.0.1", "https://a.example/"]),
)
def test_any_text_is_either_refused_or_becomes_a_plain_ascii_url(text: str, start: str) -> None:
    try:
        found = target(start + text)
    except Refused:
        return
    assert found.url.isascii()
    assert not set(found.url) & set(" \t\r\n\\#")
    assert found.url.startswith(found.origin + "/")
    assert found.port in (80, 443)
    assert "@" not in found.origin


@given(
    st.from_regex(
        r"(?:[a-z0-9_-]{1,9}|xn--[a-z0-9-]{1,9})(?:\.(?:[a-z0-9-]{1,9}|xn--[a-z0-9]{1,9})){0,3}\.?",
        fullmatch=True,
    )
    | st.text(max_size=20),
    st.text(max_size=30),
)
def test_what_is_sent_goes_to_the_host_that_was_checked(host: str, rest: str) -> None:
    try:
        found = target(f"https://{host}/{rest}")
    except Refused:
        return
    sent = httpx.URL(found.url)
    assert sent.raw_host.decode() == found.host
    assert sent.raw_path.decode() == found.path
    assert sent.port is None


@given(st.ip_addresses(v=4), st.sampled_from([":80", ":443", ""]))
def test_an_address_written_as_host_is_asked_only_if_it_is_public(address: IPv4Address, port: str) -> None:
    try:
        asked = target(f"http://{address}{port}/").host == str(address)
    except Refused:
        asked = False
    assert asked == is_public(address)


@given(st.integers(min_value=0, max_value=2**32 - 1), st.sampled_from(["{}", "{:#x}", "{:#o}", "0{:o}"]))
def test_an_address_in_disguise_is_never_asked(number: int, dress: str) -> None:
    try:
        host = target(f"http://{dress.format(number)}/").host
    except Refused:
        return
    raise AssertionError(host)


def test_loopback_is_asked_only_where_tests_allow_it() -> None:
    assert target("http://127.0.0.1:4321/x", allow_loopback=True).origin == "http://127.0.0.1:4321"
    with pytest.raises(Refused):
        target("http://10.0.0.1/", allow_loopback=True)


def test_a_redirect_is_joined_to_where_it_came_from() -> None:
    assert joined("https://example.com/a/b", "../c") == "https://example.com/c"
    with pytest.raises(Refused):
        joined("https://example.com/", "http://[::1")


@given(st.text(alphabet=st.characters(exclude_characters="#"), max_size=40))
def test_spelling_a_url_twice_changes_nothing(path: str) -> None:
    once = spelled(f"https://example.com/{path}")
    assert spelled(once) == once
