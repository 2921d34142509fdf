"""Publishers' reservations against text and data mining: TDMRep's header, meta element and well-known file, and ``noai``.

TDMRep: https://www.w3.org/community/reports/tdmrep/CG-FINAL-tdmrep-20240510/. The page's word outranks the header's. A
file's reservation is obeyed without asking for the page, which could only take it back.
"""

import json
import re
import threading
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from tasks.fetch.answers import Answer, Failure, Postponed
from tasks.fetch.client import PRODUCT
from tasks.fetch.urls import origin_of

HEAD_BYTES = 100_000  # of a page, in which its meta elements are looked for
FILE_BYTES = 500_000
FILE_PATH = "/.well-known/tdmrep.json"
META = re.compile(rb"<meta\s[^<>]{1,500}>", re.IGNORECASE)
ATTRIBUTE = re.compile(
    rb"""\b(name|content)\s{0,9}=\s{0,9}(?:"([^"<>]{0,300})"|'([^'<>]{0,300})'|([^\s"'<>]{1,300}))""", re.IGNORECASE
)
NO_AI = re.compile(r"\bnoai\b", re.IGNORECASE)

Ask = Callable[[str], Answer | Failure | Postponed]


def reservation(answer: Answer) -> str | None:
    """Who reserves the rights in this answer, page or headers; None when nobody does, or the stronger voice says they are free."""
    meta = _meta_contents(answer.body[:HEAD_BYTES])
    for words, voice in ((meta.get("robots"), "the page's meta element"), (_robots_tag(answer), "the header")):
        if words and NO_AI.search(words):
            return f"noai in {voice} for robots"
    for value, voice in ((meta.get("tdm-reservation"), "meta element"), (answer.header("tdm-reservation"), "header")):
        if value and value.strip() in ("0", "1"):
            return f"reserved by the {voice} tdm-reservation" if value.strip() == "1" else None
    return None


class Reservations:
    """The well-known files of every origin met in a run; ``ask`` sends a request without following redirects."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        self._lock = threading.Lock()
        self._origins: dict[str, tuple[tuple[str, bool], ...]] = {}

    def reason(self, url: str) -> str | None:
        """Why the origin's well-known file reserves ``url``; None when it does not."""
        name = origin_of(url)
        with self._lock:
            known = self._origins.get(name)
        if known is None:
            known = read_tdmrep(self._ask(name + FILE_PATH))
            with self._lock:
                self._origins[name] = known
        path = urlsplit(url).path or "/"
        is_reserved = next((reserved for location, reserved in known if _matches(location, path)), False)
        return "reserved by the site's tdmrep.json" if is_reserved else None


def read_tdmrep(answer: Answer | Failure | Postponed) -> tuple[tuple[str, bool], ...]:
    """The rules of a well-known file in its order: a location pattern and whether it is reserved; none for a file that is no such list."""
    if not isinstance(answer, Answer) or answer.status != 200 or len(answer.body) > FILE_BYTES:
        return ()
    try:
        rules: Any = json.loads(answer.body)
    except (ValueError, RecursionError):
        return ()
    listed = rules if isinstance(rules, list) else [rules]
    return tuple(
        (rule["location"], str(rule.get("tdm-reservation")) == "1")
        for rule in listed
        if isinstance(rule, dict) and isinstance(rule.get("location"), str)
    )


def _robots_tag(answer: Answer) -> str:
    """X-Robots-Tag without what it says to other robots by name (``otherbot: noai``)."""
    values = [value for name, value in answer.headers if name == "x-robots-tag"]
    return ", ".join(value for value in values if ":" not in value or value.strip().lower().startswith(PRODUCT))


def _meta_contents(head: bytes) -> dict[str, str]:
    contents: dict[str, str] = {}
    for element in META.findall(head):
        said = {name.lower(): (quoted or single or bare) for name, quoted, single, bare in ATTRIBUTE.findall(element)}
        name = said.get(b"name", b"").decode("ascii", "replace").strip().lower()
        contents.setdefault("robots" if name == PRODUCT else name, said.get(b"content", b"").decode("ascii", "replace"))
    return contents


def _matches(location: str, path: str) -> bool:
    """Whether a path begins with a pattern, in which ``*`` is any run of characters and a last ``$`` the end, as in robots.txt."""
    is_whole = location.endswith("$")
    first, *rest = location.removesuffix("$").split("*")
    if not path.startswith(first):
        return False
    at = len(first)
    for part in rest[:-1] if is_whole else rest:
        at = path.find(part, at)
        if at < 0:
            return False
        at += len(part)
    return not is_whole or (path[at:].endswith(rest[-1]) if rest else at == len(path))
