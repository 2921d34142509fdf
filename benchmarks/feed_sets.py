"""Feeds that others collected, against the expectations stored beside them: entries, titles and links, and that a second reading adds nothing.

Run: ``python -m benchmarks.feed_sets FOLDER ...``. A feed ``NAME.xml`` may have its expected entries in ``NAME.json``, ``NAME.EXT`` in
``NAME.EXT.expected.json``; without one it counts as read when it gives entries, or is rejected with a reason.
"""

import json
import sys
from collections import Counter
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any

from tasks.read import ReadLimits, read_feed
from tasks.read.markup import plain_words
from tasks.records import Disposition, Document


def feeds(folder: Path) -> Iterator[Path]:
    """All feeds of a folder: everything but expectations and notes."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix not in (".json", ".md", ".txt"):
            yield path


def expected_entries(feed: Path) -> list[Mapping[str, Any]] | None:
    """The entries that stand beside a feed; None without any."""
    for path in (feed.with_name(feed.name + ".expected.json"), feed.with_suffix(".json")):
        if path.exists():
            said = json.loads(path.read_bytes().decode("utf-8", "replace")) or {}
            said = said.get("feed", said)
            return said.get("items") or said.get("entries") or []
    return None


def differences(feed: Path) -> Iterator[str]:
    """What is otherwise than expected about a feed, one word each; ``read`` and counts of what agrees come first."""
    leaves = list(read_feed(feed.read_bytes(), feed.name, ReadLimits()))
    again = list(read_feed(feed.read_bytes(), feed.name, ReadLimits()))
    entries = [leaf for leaf in leaves if isinstance(leaf, Document)]
    ended = [leaf for leaf in leaves if isinstance(leaf, Disposition)]
    yield "feeds"
    yield from ("entries" for _ in entries)
    yield from (f"{each.state}: {each.reason[:60]}" for each in ended)
    if [each.document_id for each in entries] != [each.document_id for each in again if isinstance(each, Document)]:
        yield "OTHER ENTRIES the second time"
    expected = expected_entries(feed)
    if expected is None:
        if not leaves:
            yield "feeds without entries"
        return
    yield "expected feeds"
    if len(expected) != len(leaves):
        yield f"OTHER COUNT: {len(leaves)} entries, not {len(expected)} ({feed.name})"
        return
    if len(entries) == len(expected):
        yield from compared(entries, expected)


def compared(entries: list[Document], expected: list[Mapping[str, Any]]) -> Iterator[str]:
    """How titles and links agree, entry by entry; what the expectation lost to an encoding or left relative is not held against them."""
    for entry, said in zip(entries, expected, strict=True):
        title, link, url = words(said.get("title")), link_of(said), (entry.supplied.url or "").strip()
        if "\ufffd" in title:
            yield "titles whose expectation is damaged"
        else:
            same = words(entry.supplied.title) == title
            yield "titles" if same else f"OTHER TITLE: {entry.supplied.title!r}, not {title!r}"
        is_same = url == link or (link.startswith("/") and url.endswith(link))
        yield "links" if is_same else f"OTHER LINK: {entry.supplied.url!r}, not {link!r}"


def link_of(said: Mapping[str, Any]) -> str:
    """The link of an expected entry in any of the forms that the sets have."""
    links = said.get("links") or [{}]
    first = next((each for each in links if isinstance(each, dict) and each.get("rel") in (None, "alternate")), {})
    found = said.get("link") or (links[0] if isinstance(links[0], str) else first.get("href"))
    return unescape(str(found or "")).strip()


def words(text: object) -> str:
    """A title without markup and with single spaces."""
    return " ".join((plain_words(str(text)) or "").split()) if text else ""


def main() -> None:
    """Print, for each folder, how much agrees and all that does not."""
    for folder in map(Path, sys.argv[1:]):
        found = Counter(word for feed in feeds(folder) for word in differences(feed))
        print(folder.name)
        for word, count in sorted(found.items(), key=lambda each: (each[0][:5].isupper(), each[0])):
            print(f"  {count:>6,} {word}")


if __name__ == "__main__":
    main()
