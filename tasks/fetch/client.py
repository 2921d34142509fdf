"""One request to one address: no redirects, no cookies, no proxies, nothing that is not asked for."""

import time
from collections.abc import Mapping
from dataclasses import replace
from datetime import UTC, datetime
from importlib.metadata import version

import httpcore2

from tasks.fetch.addresses import AddressRules
from tasks.fetch.answers import Answer, Exchange, Failure, Limits
from tasks.fetch.bodies import ACCEPTED, decoded
from tasks.fetch.urls import request_url
from tasks.fetch.wire import Stopped, Wire

PRODUCT = "nightdesk"
ACCEPT = "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/html;q=0.9, */*;q=0.5"
TRANSIENT = (httpcore2.TimeoutException, httpcore2.NetworkError, httpcore2.RemoteProtocolError)


def user_agent(contact: str) -> str:
    """The honest user agent: name, version and the contact that the user set."""
    return f"{PRODUCT}/{version(PRODUCT)}" + (f" (+{contact})" if contact else "")


class Client:
    """Sends single GET requests; safe to use from several threads."""

    def __init__(self, contact: str, rules: AddressRules, limits: Limits) -> None:
        self._agent = user_agent(contact)
        self._rules = rules
        self._limits = limits
        self._tls = httpcore2.default_ssl_context()

    def get(self, url: str, headers: Mapping[str, str] | None = None) -> Answer | Failure:
        """Ask once for ``url``; never raises for what the URL, the network or the server does."""
        requested_at, started, wire = datetime.now(UTC), time.monotonic(), Wire(self._rules, self._limits)

        def exchange() -> Exchange:
            seconds = time.monotonic() - started
            return Exchange(url, requested_at, seconds, wire.address, bytes(wire.sent), bytes(wire.received))

        asked = request_url(url)
        if asked is None:
            return Failure(exchange(), "no http(s) URL that can be asked for", False)
        try:
            response = self._send(asked, headers or {}, wire)
        except Stopped as stopped:
            return Failure(exchange(), stopped.reason, stopped.is_transient)
        except TRANSIENT as error:
            return Failure(exchange(), _words(error), "CERTIFICATE" not in str(error))
        except (httpcore2.LocalProtocolError, UnicodeError, ValueError) as error:
            return Failure(exchange(), _words(error), False)
        return self._answer(exchange(), response)

    def _send(self, url: str, headers: Mapping[str, str], wire: Wire) -> httpcore2.Response:
        address = httpcore2.URL(url)
        standard = {"User-Agent": self._agent, "Accept": ACCEPT, "Accept-Encoding": ACCEPTED, "Connection": "close"}
        lines = [(name.encode(), value.encode("latin-1")) for name, value in {**standard, **headers}.items()]
        with httpcore2.HTTPConnection(address.origin, self._tls, network_backend=wire) as connection:
            return connection.request("GET", address, headers=lines)

    def _answer(self, exchange: Exchange, response: httpcore2.Response) -> Answer | Failure:
        headers = tuple((key.decode("latin-1").lower(), value.decode("latin-1")) for key, value in response.headers)
        answer = Answer(exchange, response.status, headers, response.content)
        body, reason = decoded(answer.body, answer.header("content-encoding"), self._limits.body_bytes)
        return Failure(exchange, reason, False) if body is None else replace(answer, body=body)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}".rstrip(": ")
