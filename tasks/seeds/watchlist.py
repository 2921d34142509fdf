"""What a person watches for: the rows of watchlist.csv."""

from dataclasses import dataclass
from pathlib import Path

from tasks.seeds.rows import Column, read_seed

KINDS = ("actor", "topic", "phrase")


@dataclass(frozen=True, slots=True)
class Watch:
    """An actor (name, alias or id), a topic (name or id) or a phrase to tell about when a night brings something."""

    watch_kind: str
    watch_target: str
    note: str | None


def load_watchlist(path: Path) -> tuple[Watch, ...]:
    """The rows of watchlist.csv, none when there is no such file; raises SeedError for a malformed one."""
    if not path.exists():
        return ()
    return tuple(
        Watch(kind, target, note or None) for kind, target, note in (row.cells for row in read_seed(path, COLUMNS))
    )


def _kind_refusal(kind: str) -> str | None:
    return None if kind in KINDS else f"{kind!r} is none of {', '.join(KINDS)}"


COLUMNS = (
    Column("kind", _kind_refusal, is_key=True),
    Column("target", is_key=True),
    Column("note", is_required=False),
)
