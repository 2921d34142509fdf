"""What may be connected to: public addresses, and what is allowed by name; checked when connecting, so that a name cannot change in between."""

import pytest

from tasks.fetch.addresses import AddressRules, read_networks

NOT_ALLOWED = (
    "127.0.0.1", "127.8.8.8", "0.0.0.0", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "192.0.0.8",
    "192.0.2.1", "198.18.0.1", "203.0.113.7", "224.0.0.1", "239.1.1.1", "240.0.0.1", "255.255.255.255", "192.88.99.1",
    "::1", "::", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "fe80::1", "fe80::1%eth0", "fc00::1", "fd00:ec2::254",
    "fec0::1", "ff02::1", "2001:db8::1", "2001:0:1::1", "2002:7f00:1::1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1",
)  # fmt: skip


@pytest.mark.parametrize("address", NOT_ALLOWED)
def test_an_address_that_is_not_public_is_refused(address: str) -> None:
    assert AddressRules().refusal(address) == f"the address {address} is not public"


@pytest.mark.parametrize(
    "address", ("93.184.216.34", "2606:2800:220:1::1", "::ffff:93.184.216.34", "64:ff9b::5db8:d822")
)
def test_a_public_address_is_allowed(address: str) -> None:
    assert AddressRules().refusal(address) is None


def test_what_is_allowed_by_name_is_allowed_and_nothing_beside_it() -> None:
    rules = AddressRules(read_networks(["127.0.0.2/32", "fd00::/8"]))
    assert rules.refusal("127.0.0.2") is None
    assert rules.refusal("fd12::1") is None
    assert rules.refusal("127.0.0.3") == "the address 127.0.0.3 is not public"


def test_one_refused_address_refuses_the_name() -> None:
    rules = AddressRules(resolve=lambda *_: ("93.184.216.34", "169.254.169.254"))
    assert rules.checked("both.example", 80) == "the address 169.254.169.254 is not public"


def test_numbers_in_disguise_are_resolved_before_they_are_checked() -> None:
    for host in ("2130706433", "0x7f.1", "127.1", "0177.0.0.1"):
        assert AddressRules().checked(host, 80) == "the address 127.0.0.1 is not public"
