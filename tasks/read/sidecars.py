"""What stands beside articles and speaks of them: ``NAME.json`` sidecars and ``manifest.csv``."""

import csv
import json
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import PurePosixPath
from typing import Final

from tasks.read.documents import merge_supplied, storable
from tasks.read.kinds import BARE, DECLARED, extension
from tasks.read.streams import codec_by_name
from tasks.records import Supplied

MANIFEST: Final = "manifest.csv"
SIDECAR_BYTES: Final = 1_000_000
FILE_KEYS: Final = ("file", "filename")
KEYS: Final = (
    ("url", ("url",)),
    ("title", ("title",)),
    ("published_at", ("published_at", "published", "date")),
    ("modified_at", ("modified_at",)),
    ("source_name", ("source_name", "source")),
    ("language_code", ("language_code", "language")),
    ("description", ("description",)),
    ("section_name", ("section_name", "section")),
    ("declared_id", ("id",)),
)
AUTHOR_KEYS: Final = ("authors", "author")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a manifest says of the files in its folder, and its faults: (line, reason), line 0 for the whole of it."""

    rows: Mapping[str, Supplied] = field(default_factory=dict)
    faults: tuple[tuple[int, str], ...] = ()


def sidecar_names(file_name: str) -> tuple[str, ...]:
    """The names a sidecar of this file may have: ``a.txt.json``, ``a.json`` for ``a.txt``; none for a container."""
    unpacked = codec_by_name(file_name)
    bare_name = unpacked[1] if unpacked else file_name
    if DECLARED.get(extension(bare_name)) not in BARE:
        return ()
    names = (file_name + ".json", bare_name + ".json", str(PurePosixPath(bare_name).with_suffix(".json")))
    return tuple(dict.fromkeys(names))


def sidecars_among(names: Collection[str]) -> frozenset[str]:
    """Those of a folder's (or an archive's) file names that are sidecars of others of them."""
    present = names if isinstance(names, frozenset | set) else frozenset(names)
    return frozenset(beside for name in names for beside in sidecar_names(name) if beside in present and beside != name)


def is_litter(name: str) -> bool:
    """Whether a part of a path makes it no input by rule: hidden, or left behind by an editor or system."""
    if name in ("..", "Thumbs.db", "desktop.ini", "__MACOSX"):
        return name != ".."
    return name.startswith((".", "~$")) or name.endswith("~")


def declared_beside(name: str, read: Callable[[str, int], bytes | None]) -> tuple[Supplied, list[tuple[str, str]]]:
    """What the sidecars of a file declare, and (sidecar, reason) for those that cannot be used.

    ``read`` gives a neighbour's bytes, one more than the given number at most, or None when there is none.
    """
    supplied, faults = Supplied(), []
    for beside in sidecar_names(name):
        body = read(beside, SIDECAR_BYTES)
        declared = read_sidecar(body) if body is not None else Supplied()
        if isinstance(declared, str):
            faults.append((beside, declared))
        else:
            supplied = merge_supplied(supplied, declared)
    return supplied, faults


def read_sidecar(body: bytes) -> Supplied | str:
    """What a sidecar declares, or why it cannot be used."""
    if len(body) > SIDECAR_BYTES:
        return f"sidecar larger than {SIDECAR_BYTES:,} bytes"
    try:
        value = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        return f"broken sidecar: {error}"
    return _declared(value) if isinstance(value, dict) else "broken sidecar: not an object"


def read_manifest(body: bytes) -> Manifest:
    """What a manifest declares, file by file; of two rows for one file the first counts, the other is a fault."""
    rows: dict[str, Supplied] = {}
    faults: list[tuple[int, str]] = []
    reader = csv.DictReader(_text(body).splitlines(keepends=True), strict=True)
    try:
        if not set(FILE_KEYS) & set(reader.fieldnames or ()):
            return Manifest(faults=((0, "broken manifest: no column called file or filename"),))
        for row in reader:
            fault = _add_row(rows, row)
            if fault:
                faults.append((reader.line_num, fault))
    except csv.Error as error:
        faults.append((reader.line_num, f"broken manifest from here on: {error}"))
    return Manifest(rows, tuple(faults))


def _add_row(rows: dict[str, Supplied], row: Mapping[str | None, object]) -> str | None:
    name = next((str(row[key]).strip() for key in FILE_KEYS if row.get(key)), "").removeprefix("./")
    if None in row:
        return "broken row: more cells than columns"
    if not name or "/" in name:
        return "broken row: it names no file of the manifest's own folder"
    if name in rows:
        return f"broken row: a second row for {storable(name)}"
    supplied = _declared({str(key).strip(): value for key, value in row.items() if value})
    if isinstance(supplied, str):
        return supplied
    rows[name] = supplied
    return None


def _text(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", "replace")


def _declared(value: Mapping[str, object]) -> Supplied | str:
    """The declared keys as ``Supplied``, or the first that is no text, number or (for authors) list of names."""
    found: dict[str, str] = {}
    for name, keys in KEYS:
        key = next((key for key in keys if value.get(key) not in (None, "")), None)
        if key and (not isinstance(value[key], str | int | float) or isinstance(value[key], bool)):
            return f"broken declaration: {key} is neither text nor number"
        if key:
            found[name] = storable(str(value[key])).strip()
    authors = next((value[key] for key in AUTHOR_KEYS if value.get(key)), ())
    names = list(_author_names(authors))
    if None in names:
        return "broken declaration: authors is no list of names"
    return merge_supplied(Supplied(authors=tuple(filter(None, names))), Supplied(**found))  # type: ignore[arg-type]


def _author_names(authors: object) -> Iterator[str | None]:
    """Names out of "A; B", a list of names, or schema.org's ``{"name": ...}``; None for anything else."""
    if isinstance(authors, str):
        yield from (storable(name).strip() for name in authors.split(";"))
    elif isinstance(authors, dict) and isinstance(authors.get("name"), str):
        yield storable(authors["name"]).strip()
    elif isinstance(authors, list | tuple):
        for author in authors:
            yield from _author_names(author)
    else:
        yield None
