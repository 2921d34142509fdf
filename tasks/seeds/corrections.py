"""The decisions of corrections.csv, read strictly."""

import hashlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import cast, get_args

from tasks.records import ActorKey, ActorType, Correction, CorrectionKind
from tasks.seeds.actor_keys import qid_refusal, read_actor_key
from tasks.seeds.rows import Column, Row, SeedError, read_seed

NO_QID = "none"
DATE_FIELDS = ("published_at", "modified_at")
_TOPIC_ID = re.compile(r"medtop:\d{8}|user:[a-z0-9]+(-[a-z0-9]+)*")


def load_corrections(path: Path) -> tuple[Correction, ...]:
    """The corrections of corrections.csv, in the file's order. Raises SeedError."""
    return tuple(read_correction(path, row) for row in read_seed(path, COLUMNS))


def read_correction(path: Path, row: Row) -> Correction:
    """A checked row, typed. Raises SeedError when the cells do not fit its kind."""
    kind, article, target, value, author, made_at, note = row.cells
    form = _FORMS[cast(CorrectionKind, kind)]
    if form.needs_article and not article:
        raise SeedError(path, row.line_no, f"article: {kind} needs one")
    target_actor = _part(path, row, "target", target, form.target)
    value_actor = _part(path, row, "value", value, form.value) if value or not form.is_value_optional else None
    if kind == "split" and not article and _plain(target_actor) == _plain(value_actor):
        raise SeedError(path, row.line_no, "article: two actors of one name are told apart by an article")
    return Correction(
        correction_id=correction_id_of(row.cells),
        line_no=row.line_no,
        kind=cast(CorrectionKind, kind),
        article=article or None,
        target=target,
        value=value or None,
        author=author,
        made_at=datetime.fromisoformat(made_at).astimezone(UTC),
        note=note or None,
        target_actor=target_actor,
        value_actor=value_actor,
    )


def _part(path: Path, row: Row, column: str, cell: str, read: "Reader") -> ActorKey | None:
    try:
        return read(cell)
    except ValueError as error:
        raise SeedError(path, row.line_no, f"{column}: {error}") from error


def correction_id_of(cells: tuple[str, ...]) -> str:
    """The id of a row with these cells: everything but the note decides it."""
    return "cor_" + hashlib.sha256("\x1f".join(cells[:6]).encode()).hexdigest()[:16]


def _plain(actor: ActorKey | None) -> str:
    return actor.actor_name.casefold() if actor else ""


def _kind_refusal(kind: str) -> str | None:
    kinds = get_args(CorrectionKind)
    return None if kind in kinds else f"{kind!r} is none of {', '.join(kinds)}"


def _moment_refusal(moment: str) -> str | None:
    try:
        made_at = datetime.fromisoformat(moment)
        made_at.astimezone(UTC)
    except (ValueError, OverflowError):
        return f"{moment!r} is no ISO 8601 date and time"
    return None if made_at.tzinfo else f"{moment!r} lacks its time zone"


# --- what the cells of each kind hold: each reader gives the actor that a cell names, if it names one, or raises ValueError ---

Reader = Callable[[str], ActorKey | None]


def _words(cell: str) -> None:
    if not any(letter.isalnum() for letter in cell):
        raise ValueError(f"{cell!r} has no word")


def _nothing(cell: str) -> None:
    if cell:
        raise ValueError("this kind takes none")


def _one_of(*allowed: str) -> Reader:
    def read(cell: str) -> None:
        if cell not in allowed:
            raise ValueError(f"{cell!r} is none of {', '.join(allowed)}")

    return read


def _refused_by(refuse: Callable[[str], str | None]) -> Reader:
    def read(cell: str) -> None:
        if reason := refuse(cell):
            raise ValueError(reason)

    return read


_QID_OR_NONE = _refused_by(lambda cell: None if cell == NO_QID else qid_refusal(cell))
_DAY_OR_MOMENT = _refused_by(lambda cell: _moment_refusal(cell if "T" in cell else f"{cell}T00Z"))
_TOPIC = _refused_by(
    lambda cell: None if _TOPIC_ID.fullmatch(cell) else f"{cell!r} is neither medtop:######## nor user:slug"
)


@dataclass(frozen=True, slots=True)
class _Form:
    """What the cells of one kind hold."""

    target: Reader
    value: Reader
    needs_article: bool = True
    is_value_optional: bool = False


_FORMS: Mapping[CorrectionKind, _Form] = {
    "merge": _Form(read_actor_key, read_actor_key, needs_article=False),
    "split": _Form(read_actor_key, read_actor_key, needs_article=False),
    "rename": _Form(read_actor_key, _words, needs_article=False),
    "type": _Form(read_actor_key, _one_of(*get_args(ActorType)), needs_article=False),
    "qid": _Form(read_actor_key, _QID_OR_NONE, needs_article=False),
    "reject_quote": _Form(_words, _nothing),
    "speaker": _Form(_words, read_actor_key),
    "confirm": _Form(_words, read_actor_key, is_value_optional=True),
    "topic": _Form(_TOPIC, _one_of("add", "remove")),
    "date": _Form(_one_of(*DATE_FIELDS), _DAY_OR_MOMENT),
}

COLUMNS = (
    Column("kind", _kind_refusal, is_key=True),
    Column("article", is_required=False, is_key=True),
    Column("target", is_key=True),
    Column("value", is_required=False, is_key=True),
    Column("author", is_key=True),
    Column("made_at", _moment_refusal, is_key=True),
    Column("note", is_required=False),
)
