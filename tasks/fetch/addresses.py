"""Which addresses may be connected to: public unicast ones, and those that the user allows by name."""

import socket
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Final, TypeAlias

Network: TypeAlias = IPv4Network | IPv6Network
Address: TypeAlias = IPv4Address | IPv6Address
Resolve: TypeAlias = Callable[[str, int], tuple[str, ...]]

NAT64: Final = IPv6Network("64:ff9b::/96")  # RFC 6052: the IPv4 address stands in the last 32 bits
# What ``is_global`` of Python 3.11 lets through although no public server is there.
NOT_PUBLIC: Final = (
    IPv4Network("192.0.0.0/24"),  # protocol assignments, RFC 6890
    IPv4Network("192.88.99.0/24"),  # 6to4 relays, RFC 7526
    IPv6Network("64:ff9b:1::/48"),  # local NAT64, RFC 8215
    IPv6Network("2001::/32"),  # Teredo, RFC 4380
    IPv6Network("2002::/16"),  # 6to4, RFC 3056
    IPv6Network("fec0::/10"),  # site-local, RFC 3879
    IPv6Network("::/96"),  # IPv4-compatible, RFC 4291
)


def system_addresses(host: str, port: int) -> tuple[str, ...]:
    """The addresses of a host as the system resolves it, in the system's order, each once."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return tuple(dict.fromkeys(str(answer[4][0]) for answer in found))


@dataclass(frozen=True, slots=True)
class AddressRules:
    """Which addresses are allowed although they are not public, and how a host name becomes addresses."""

    allowed: tuple[Network, ...] = ()
    resolve: Resolve = system_addresses

    def checked(self, host: str, port: int) -> tuple[str, ...] | str:
        """The addresses of a host, all of which may be connected to, or why none may.

        One refused address refuses the host: a name that leads both outside and inside is an attack or a mistake.
        """
        try:
            addresses = self.resolve(host, port)
        except (OSError, UnicodeError) as error:
            return f"the name {host} does not resolve: {error}"
        reasons = [reason for address in addresses if (reason := self.refusal(address))]
        return reasons[0] if reasons else addresses or f"the name {host} has no address"

    def refusal(self, address: str) -> str | None:
        """Why an address must not be connected to; None when it may."""
        parsed = ip_address(address.partition("%")[0])
        if any(parsed in network for network in self.allowed) or _is_public(parsed):
            return None
        return f"the address {address} is not public"


def read_networks(words: Iterable[str]) -> tuple[Network, ...]:
    """Networks in CIDR notation; raises ValueError, with the word, for anything else."""
    return tuple(ip_network(word.strip()) for word in words if word.strip())


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        embedded = address.ipv4_mapped or (IPv4Address(int(address) & 0xFFFFFFFF) if address in NAT64 else None)
        if embedded:
            return _is_public(embedded)
    return address.is_global and not address.is_multicast and not any(address in network for network in NOT_PUBLIC)
