"""Which addresses may be asked: every disguise of an inside address is seen through."""

from __future__ import annotations

from ipaddress import ip_address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from trackrecord.collect.web.addresses import checked_url, is_public, vetted
from trackrecord.errors import FetchError

INSIDE = """
0.0.0.0 10.1.2.3 100.64.0.1 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8 192.0.2.1 192.88.99.1
192.168.1.1 198.18.0.1 198.51.100.7 203.0.113.9 224.0.0.1 239.255.255.250 240.0.0.1 255.255.255.255
:: ::1 ::127.0.0.1 ::8.8.8.8 ::ffff:127.0.0.1 ::ffff:8.8.8.8 ::ffff:0:8.8.8.8 64:ff9b::7f00:1 64:ff9b::808:808 64:ff9b:1::a00:1
100::1 2001::1 2001:0:7f00:1:: 2001:2::1 2001:10::1 2001:db8::1 3fff::1 2002:7f00:1:: 2002:808:808:: 5f00::1 fc00::1 fd12:3456::1
fe80::1 fec0::1 ff02::1 ff0e::1 4000::1
""".split()
OUTSIDE = ["8.8.8.8", "1.1.1.1", "93.184.216.34", "2606:4700:4700::1111", "2a00:1450:4001:81b::200e"]


@pytest.mark.parametrize("address", INSIDE)
def test_an_address_that_is_not_public_is_refused(address):
    assert not is_public(ip_address(address))
    with pytest.raises(FetchError, match="not on the public internet"):
        vetted("news.example", 443, resolve=lambda host, port: [address])


@pytest.mark.parametrize("address", OUTSIDE)
def test_a_public_address_is_let_through(address):
    assert is_public(ip_address(address))
    assert vetted("news.example", 443, resolve=lambda host, port: [address]) == [address]


@given(st.ip_addresses(v=4))
def test_no_form_of_ipv6_carries_an_ipv4_address_past_the_check(address):
    high, low = int(address) >> 16, int(address) & 0xFFFF
    for form in (
        f"::{address}",
        f"::ffff:{address}",
        f"64:ff9b::{address}",
        f"64:ff9b:1::{address}",
        f"2002:{high:x}:{low:x}::1",
    ):
        assert not is_public(ip_address(form))


@given(st.ip_addresses(v=4))
def test_nothing_is_public_that_python_calls_private_or_multicast(address):
    if is_public(address):
        assert address.is_global
        assert not any(
            (address.is_multicast, address.is_reserved, address.is_loopback, address.is_link_local)
        )


def test_one_inside_address_among_public_ones_refuses_all():
    with pytest.raises(FetchError, match=r"10\.0\.0\.1"):
        vetted("news.example", 443, resolve=lambda host, port: ["8.8.8.8", "10.0.0.1"])


def test_a_name_without_an_address_is_told():
    def nowhere(host, port):
        raise OSError("no such name")

    with pytest.raises(FetchError, match="leads to no address") as raised:
        vetted("none.example", 443, resolve=nowhere)
    assert not raised.value.lasting


@pytest.mark.parametrize(
    "url",
    """http://2130706433/ http://0x7f000001/ http://0x7f.1/ http://0177.0.0.1/ http://127.1/ http://127.0.0.1.:1/ http://1.2.3.04/
    http://foo.0x7f/ http://1.2.3/ http://010.8.8.8/ http://[::1%25eth0]/ http://[fe80::1/ http://①②⑦.⓪.⓪.①/
    ftp://news.example/ file:///etc/passwd gopher://news.example/ javascript:alert(1) //news.example/x news.example
    http:///x http://user@news.example/ http://user:word@news.example/ http://news.example:22/ http://news.example:25/x
    http://news.example:6379/ http://news.example\\@127.0.0.1/ http://news%2eexample/ http://a..b/ http://-/""".split(),
)  # fmt: skip
def test_a_url_that_is_odd_or_leads_elsewhere_is_refused_before_anything_is_resolved(url):
    with pytest.raises(FetchError) as raised:
        checked_url(url)
    assert raised.value.lasting
    assert raised.value.step


@pytest.mark.parametrize(
    "url", ["http://news.example/a\r\nHost: inside", "http://news.example/ x", "http://n/" + "a" * 5000]
)
def test_control_characters_and_endless_urls_are_refused(url):
    with pytest.raises(FetchError):
        checked_url(url)


def test_a_url_has_one_spelling():
    assert str(checked_url("HTTP://News.Example:80/a?b=1#part")) == "http://news.example/a?b=1"
    assert str(checked_url("https://news.example:443")) == "https://news.example/"
    assert str(checked_url("https://bücher.example/ä")) == "https://xn--bcher-kva.example/%C3%A4"


def test_an_address_is_let_through_only_where_the_user_says_so_and_at_that_port():
    allow = ("127.0.0.1:8123", "::1")
    assert vetted("localhost", 8123, allow=allow, resolve=lambda h, p: ["127.0.0.1"]) == ["127.0.0.1"]
    assert vetted("localhost", 80, allow=allow, resolve=lambda h, p: ["::1"]) == ["::1"]
    for port, address in ((8124, "127.0.0.1"), (8123, "127.0.0.2")):
        with pytest.raises(FetchError):
            vetted("localhost", port, allow=allow, resolve=lambda h, p, address=address: [address])
    assert checked_url("http://127.0.0.1:8123/x", allow).port == 8123
    with pytest.raises(FetchError):
        checked_url("http://127.0.0.1:8124/x", allow)
