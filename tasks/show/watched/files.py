"""Writes what the watchlist found: JSON for programs, Atom (RFC 4287) for feed readers."""

import hashlib
import json
import re
from dataclasses import asdict, dataclass
from datetime import UTC, datetime
from pathlib import Path
from xml.etree import ElementTree

import duckdb

from tasks.show.cells import safe_link

ATOM = "http://www.w3.org/2005/Atom"
NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # XML 1.0, production 2
FINDS_SQL = """
select
    watch_target, find_type || if(is_changed, ', article changed', ''), finds.text, actor_name, topic_name, article_id, start_char, end_char,
    title, source_name, url, published_at
from (from reports.watched_quotes union all by name from reports.watched_phrases) as finds inner join facts.articles using (article_id)
order by watch_target, find_type, published_at desc nulls last, article_id, start_char, end_char, topic_name
"""
RUN_SQL = "select run_id, finished_at from facts.runs order by started_at desc, run_id desc limit 1"


@dataclass(frozen=True, slots=True)
class Find:
    """Something that a night brought of what is watched; ``text`` are the exact words at start_char to end_char of the article."""

    watch_target: str
    find_type: str
    text: str
    actor_name: str | None
    topic_name: str | None
    article_id: str
    start_char: int
    end_char: int
    title: str | None
    source_name: str | None
    url: str | None
    published_at: datetime | None


def write_watched(warehouse: Path, page: Path) -> None:
    """Write ``page`` (JSON) and the same as ``.atom`` beside it from the published warehouse, each whole or not at all."""
    with duckdb.connect(str(warehouse), read_only=True) as con:
        con.execute("set enable_progress_bar = false")
        finds = tuple(Find(*row) for row in con.execute(FINDS_SQL).fetchall())
        run_id, finished_at = con.execute(RUN_SQL).fetchone() or ("no run yet", None)
    for path, text in (
        (page, as_json(run_id, finds)),
        (page.with_suffix(".atom"), as_atom(finished_at or datetime.fromtimestamp(0, UTC), finds)),
    ):
        unfinished = path.with_name(path.name + ".unfinished")
        unfinished.write_text(text, encoding="utf-8")
        unfinished.replace(path)


def as_json(run_id: str, finds: tuple[Find, ...]) -> str:
    """The finds as one object; times are UTC in ISO 8601."""
    rows = [asdict(find) | {"published_at": _stamp(find.published_at) if find.published_at else None} for find in finds]
    return json.dumps({"run_id": run_id, "finds": rows}, ensure_ascii=False, indent=1) + "\n"


def as_atom(updated_at: datetime, finds: tuple[Find, ...]) -> str:
    """The finds as a feed; an entry's id stays the same for the same find, so a reader shows it once."""
    ElementTree.register_namespace("", ATOM)
    feed = ElementTree.Element(f"{{{ATOM}}}feed")
    _add(feed, "id", "urn:nightdesk:watched")
    _add(feed, "title", "Nightdesk: watched")
    _add(feed, "updated", _stamp(updated_at))
    _add(_add(feed, "author", ""), "name", "Nightdesk")
    for find in finds:
        entry = _add(feed, "entry", "")
        key = "|".join(
            map(
                str,
                (find.watch_target, find.find_type, find.article_id, find.start_char, find.end_char, find.topic_name),
            )
        )
        _add(entry, "id", "urn:sha256:" + hashlib.sha256(key.encode()).hexdigest())
        _add(
            entry, "title", f"{find.watch_target}: {find.find_type}{f' ({find.topic_name})' if find.topic_name else ''}"
        )
        _add(entry, "updated", _stamp(find.published_at or updated_at))
        if link := safe_link(find.url):
            _add(entry, "link", "").set("href", link)
        said_by = f"{find.actor_name}: " if find.actor_name else ""
        _add(entry, "content", f"{said_by}{find.text} ({find.source_name or 'no outlet named'})")
    ElementTree.indent(feed)
    return ElementTree.tostring(feed, encoding="unicode", xml_declaration=True) + "\n"


def _add(parent: ElementTree.Element, name: str, text: str) -> ElementTree.Element:
    child = ElementTree.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = NOT_XML.sub("", text) or None
    return child


def _stamp(moment: datetime) -> str:
    return f"{moment:%Y-%m-%dT%H:%M:%SZ}"
