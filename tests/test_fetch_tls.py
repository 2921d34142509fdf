"""TLS against a real server: the certificate is checked for the name that was asked for, and a handshake has the same limits as all else."""

import socketserver
import ssl
import threading
import time
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from tasks.fetch.addresses import AddressRules
from tasks.fetch.answers import Answer, Failure, Limits
from tasks.fetch.client import Client
from tests.sites import Reply, Server, open_site

LIMITS = Limits(body_bytes=50_000, connect_seconds=20.0, read_seconds=20.0, total_seconds=40.0)
RULES = AddressRules((ip_network("127.0.0.0/8"),), lambda *_: ("127.0.0.6",))
NAME = "town.example"


class Drip(socketserver.BaseRequestHandler):
    """The first record of a handshake, byte by byte, for ever."""

    def handle(self) -> None:
        with suppress(OSError):
            self.request.sendall(b"\x16\x03\x03\x40\x00")
            while True:
                time.sleep(0.05)
                self.request.sendall(b"\x02")


@pytest.fixture
def certificate(tmp_path: Path) -> Path:
    """Key and certificate of a site, signed by itself."""
    key, name, now = ec.generate_private_key(ec.SECP256R1()), x509.Name([]), datetime.now(UTC)
    made = (
        x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number(), now - timedelta(days=1), now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(NAME)]), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    private = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    (tmp_path / "site.pem").write_bytes(private + made.public_bytes(pem))
    return tmp_path / "site.pem"


@pytest.fixture
def tls(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_trusted_site_is_asked_and_what_is_kept_is_plain(
    certificate: Path, tls: ssl.SSLContext, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
    with open_site("127.0.0.6", {"/": Reply(body=b"words")}, tls) as site:
        answer = Client("", RULES, LIMITS).get(f"https://{NAME}:{site.port}/")
        assert isinstance(answer, Answer), answer
        assert (answer.body, answer.exchange.received[-5:]) == (b"words", b"words")
        assert answer.exchange.sent.startswith(b"GET / HTTP/1.1\r\n")
        other = Client("", RULES, LIMITS).get(f"https://other.example:{site.port}/")
        assert isinstance(other, Failure)
        assert "other.example" in other.reason
        assert len(site.visits) == 1


def test_a_certificate_that_nobody_vouches_for_is_refused_and_not_tried_again(tls: ssl.SSLContext) -> None:
    with open_site("127.0.0.6", {"/": Reply(body=b"words")}, tls) as site:
        failure = Client("", RULES, LIMITS).get(f"https://{NAME}:{site.port}/")
        assert isinstance(failure, Failure)
        assert "CERTIFICATE_VERIFY_FAILED" in failure.reason
        assert not failure.is_transient
        assert site.visits == []


def test_a_handshake_that_drips_ends_when_the_request_does() -> None:
    with Server(("127.0.0.6", 0), Drip) as server:
        threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
        limits = replace(LIMITS, total_seconds=0.8)
        failure = Client("", RULES, limits).get(f"https://{NAME}:{server.server_address[1]}/")
        server.shutdown()
    assert isinstance(failure, Failure)
    assert failure.exchange.seconds < 15, failure.reason
