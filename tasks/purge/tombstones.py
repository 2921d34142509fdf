"""What is never to come back, as hashes: who holds a name or an address can test for it, nobody can read it out of them."""

import csv
import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import astuple, dataclass, fields
from functools import lru_cache
from pathlib import Path
from typing import Literal

from tasks.purge.durable import replace_durably

TombstoneKind = Literal["outlet", "address", "name", "document", "correction"]
WORD = re.compile(r"[^\W_]+")
MARKS = re.compile("[\u0300-\u036f]")
URL = re.compile(r"(?:https?://|tag:|urn:)[^\s\"'<>\\]+")


@dataclass(frozen=True, slots=True)
class Tombstone:
    """One thing that was purged; ``is_swept`` is 1 when nothing of it was left anywhere."""

    kind: TombstoneKind
    key: str
    purged_at: str
    is_swept: str = "0"


@dataclass(frozen=True, slots=True)
class Tombstones:
    """All tombstones of a warehouse. ``normal_url`` gives a URL as it is compared for identity."""

    rows: tuple[Tombstone, ...]
    normal_url: Callable[[str], str]

    def __bool__(self) -> bool:
        return bool(self.rows)

    @property
    def is_swept(self) -> bool:
        """Whether no purge was cut off."""
        return all(row.is_swept == "1" for row in self.rows)

    def keys(self, kind: TombstoneKind) -> frozenset[str]:
        """The keys of one kind."""
        return frozenset(row.key for row in self.rows if row.kind == kind)

    def of(self, kind: TombstoneKind, words: str) -> str:
        """The key of an outlet, an address, a person's name, a document's or a correction's id."""
        if kind == "address":
            return _hash(kind, self.normal_url(words))
        if kind in ("document", "correction"):
            return words
        folded = folded_words(words)
        return _name_key(folded) if kind == "name" else _hash(kind, " ".join(folded))


@dataclass(frozen=True, slots=True)
class Sought:
    """The tombstones ready for looking things up."""

    tombstones: Tombstones
    documents: frozenset[str]
    outlets: frozenset[str]
    addresses: frozenset[str]
    names: frozenset[str]
    lengths: tuple[int, ...]
    firsts: frozenset[str]

    @classmethod
    def of(cls, tombstones: Tombstones) -> "Sought":
        """Sort the tombstones by kind."""
        names = tombstones.keys("name")
        parts = [key.split(":") for key in names]
        lengths, firsts = {int(length) for length, *_ in parts}, {first for _, first, _ in parts}
        return cls(
            tombstones, tombstones.keys("document"), tombstones.keys("outlet"), tombstones.keys("address"), names,
            tuple(sorted(lengths)), frozenset(firsts),
        )  # fmt: skip

    def is_outlet(self, source_name: str | None) -> bool:
        """Whether the outlet was purged."""
        return bool(self.outlets and source_name and self.tombstones.of("outlet", source_name) in self.outlets)

    def is_address(self, *addresses: str | None) -> bool:
        """Whether one of the addresses (URL, article id, guid that is a URI) was purged."""
        if not self.addresses:
            return False
        return any(self.tombstones.of("address", each) in self.addresses for each in addresses if each)

    def names_in(self, text: str) -> bool:
        """Whether the text has a purged name: its words side by side, whatever stands between them, case and accents aside."""
        words = folded_words(text) if self.lengths else []
        return any(
            _name_key(words[start : start + length]) in self.names
            for start, word in enumerate(words)
            if _first(word) in self.firsts
            for length in self.lengths
        )

    def stands_in(self, text: str) -> bool:
        """Whether the text has a purged name or address."""
        return self.names_in(text) or self.is_address(*addresses_in(text))


def addresses_in(text: str) -> list[str]:
    """The URLs and URIs in a text, without the marks of the sentence around them."""
    return [found.rstrip(".,;:!?)]}") for found in URL.findall(text)]


NOTHING = Sought.of(Tombstones((), str))


def folded_words(text: str) -> list[str]:
    """The words of a text without case, accents and marks."""
    plain = text if text.isascii() else MARKS.sub("", unicodedata.normalize("NFKD", text))
    return WORD.findall(plain.casefold())


def name_forms(names: Iterable[str]) -> tuple[str, ...]:
    """A person's names as they are looked for: as they are, and with the last word first, as lists and indexes have them."""
    forms = []
    for name in names:
        words = folded_words(name)
        forms += [" ".join(words), " ".join([words[-1], *words[:-1]])] if words else []
    return tuple(dict.fromkeys(forms))


def read_tombstones(path: Path, normal_url: Callable[[str], str]) -> Tombstones:
    """The tombstones of a file; none without one. Raises ValueError for a line that is none."""
    if not path.exists():
        return Tombstones((), normal_url)
    with path.open(encoding="utf-8", newline="") as lines:
        return Tombstones(tuple(_rows(path, csv.reader(lines))), normal_url)


def _rows(path: Path, cells: Iterator[list[str]]) -> Iterator[Tombstone]:
    width = len(fields(Tombstone))
    for line_no, row in enumerate(cells, 1):
        if len(row) != width:
            raise ValueError(f"{path}:{line_no}: {len(row)} cells, expected {width}")
        if line_no > 1:
            yield Tombstone(*row)  # type: ignore[arg-type]


def write_tombstones(path: Path, rows: Sequence[Tombstone]) -> None:
    """Replace the file by one with these rows, each key once, durable before it returns."""
    unfinished = path.with_name(path.name + ".unfinished")
    with unfinished.open("w", encoding="utf-8", newline="") as lines:
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow([field.name for field in fields(Tombstone)])
        writer.writerows(astuple(row) for row in {(row.kind, row.key): row for row in rows}.values())
    replace_durably(unfinished, path)


def _name_key(words: list[str]) -> str:
    """How many words, twelve bits of the first one's hash, so that hardly any text is hashed in vain, and the hash of all."""
    return f"{len(words)}:{_first(words[0]) if words else ''}:{_hash('name', ' '.join(words))}"


@lru_cache(100_000)
def _first(word: str) -> str:
    return _hash("first", word)[:3]


def _hash(kind: str, words: str) -> str:
    return hashlib.sha256(f"{kind}\0{words}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
