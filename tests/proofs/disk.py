"""A disk that tells, fills up or loses what was not synced: runs under ``disk.c``, and what a power cut can leave of their files."""

import struct
import subprocess
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from tempfile import mkdtemp

HEAD = struct.Struct("6q")


@dataclass(frozen=True)
class Change:
    """One operation on the disk; ``kind`` is a letter of ``disk.c``."""

    kind: str
    inode: int
    offset: int
    path: str
    other: str
    written: bytes


@dataclass
class File:
    """A file's bytes as far as they are synced, and the writes and truncations that wait for a sync."""

    synced: bytes = b""
    waiting: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        """Make durable what waits."""
        if self.waiting:
            self.synced, self.waiting = after(self.synced, self.waiting), []


Keep = Callable[[list[Change]], list[Change]]  # which of the waiting writes reached the disk, and how much of them


@cache
def shim() -> Path:
    """``disk.c``, compiled."""
    library = Path(mkdtemp()) / "disk.so"
    source = Path(__file__).with_name("disk.c")
    subprocess.run(["gcc", "-O2", "-Wall", "-Werror", "-shared", "-fPIC", "-o", library, source], check=True)
    return library


def on_disk(root: Path, **switches: int | Path) -> dict[str, str]:
    """The environment of a run whose files below ``root`` are on the telling disk; ``switches`` are those of ``disk.c``."""
    switched = {name: str(value) for name, value in switches.items()}
    return {"LD_PRELOAD": str(shim()), "DISK_ROOT": f"{root}/", **switched}


def read_log(log: Path) -> Iterator[Change]:
    """The operations in the order in which they came back to the program."""
    with log.open("rb") as records:
        while head := records.read(HEAD.size):
            kind, inode, offset, length, path_length, other_length = HEAD.unpack(head)
            path, other = records.read(path_length).decode(), records.read(other_length).decode()
            yield Change(chr(kind), inode, offset, path, other, records.read(length))


def after(content: bytes, changes: list[Change]) -> bytes:
    """The content with the changes made to it."""
    made = bytearray(content)
    for change in changes:
        end = change.offset + len(change.written)
        if change.kind == "t":
            del made[change.offset :]
        made.extend(bytes(max(0, end - len(made))))
        made[change.offset : end] = change.written
    return bytes(made)


class Disk:
    """Files, by path, as the operations of a run change them, what of it is durable, and what a power cut may leave.

    Names change in order (a journal): of the changes of names that no sync of a folder has made durable, a cut keeps the first few. What is
    written to a file and not synced may be lost in any part, also when the file's new name is not. ``obeys_syncs`` is for counter-proofs.
    """

    def __init__(self, before: Mapping[str, bytes], obeys_syncs: bool = True) -> None:
        self._obeys_syncs = obeys_syncs
        self.names = {path: File(content) for path, content in before.items()}
        self._inodes: dict[int, File] = {}
        self._durable_names = dict(self.names)
        self.waiting_names: list[tuple[Change, File | None]] = []

    def apply(self, change: Change) -> None:
        """Make one more operation."""
        match change.kind:
            case "o" if change.path not in self.names:
                self._inodes[change.inode] = File()
                self._name(change, self._inodes[change.inode])
            case "o":
                file = self._inodes[change.inode] = self.names[change.path]
                if change.offset == 0:
                    file.waiting.append(Change("t", change.inode, 0, "", "", b""))
            case "w" | "t":
                self._inodes[change.inode].waiting.append(change)
            case "s" if self._obeys_syncs:
                self._sync(change)
            case "r" | "u" | "l":
                self._name(change, self.names.get(change.path))

    def led_to(self, path: str) -> Iterator[File | None]:
        """What a name may lead to after a power cut now, as the first, second, … waiting change of names survives."""
        names = dict(self._durable_names)
        yield names.get(path)
        for change, file in self.waiting_names:
            _rename(names, change, file)
            yield names.get(path)

    def cut(self, survived: int, keep: Keep) -> dict[str, bytes]:
        """The files that a power cut leaves: the first ``survived`` changes of names, and of each file's waiting writes what ``keep`` says."""
        names = dict(self._durable_names)
        for change, file in self.waiting_names[:survived]:
            _rename(names, change, file)
        return {path: after(file.synced, keep(file.waiting)) for path, file in names.items()}

    def _name(self, change: Change, file: File | None) -> None:
        _rename(self.names, change, file)
        self.waiting_names.append((change, file))

    def _sync(self, change: Change) -> None:
        if change.path in self.names:
            self.names[change.path].sync()
            return
        touching = [
            number
            for number, (waiting, _) in enumerate(self.waiting_names, 1)
            if change.path in (waiting.path.rpartition("/")[0], waiting.other.rpartition("/")[0])
        ]
        for waiting, file in self.waiting_names[: max(touching, default=0)]:
            _rename(self._durable_names, waiting, file)
        del self.waiting_names[: max(touching, default=0)]


def _rename(names: dict[str, File], change: Change, file: File | None) -> None:
    if change.kind in "ru":
        names.pop(change.path, None)
    if file is not None and change.kind != "u":
        names[change.other or change.path] = file
