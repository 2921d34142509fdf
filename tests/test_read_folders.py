"""Folders and archives: what is found in them, and what is declared beside it."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest

from tasks.read import find_files
from tasks.records import Document, Supplied
from tests.reading import answers, documents, gzipped, read, read_bytes, read_folder, tarred, zipped

TEXT = b"The ferry to Lower Quay ran again on Monday.\n"
PAGE = b"<!DOCTYPE html><html><body><p>The ferry ran again.</p></body></html>"
LINE = b'{"title":"Ferry","text":"It ran again."}'


@pytest.mark.parametrize(
    ("name", "pack"), [("a.zip", zipped), ("a.tar", tarred), ("a.tgz", lambda m: gzipped(tarred(m)))]
)
def test_archives_are_read_like_folders(tmp_path: Path, name: str, pack: Callable[[dict[str, bytes]], bytes]) -> None:
    members = {
        "./news/a.txt": TEXT,
        "news/a.json": b'{"url": "https://harbour.example/1"}',
        "news/b.txt.gz": gzipped(TEXT),
        "news/manifest.csv": b"file,source\nb.txt.gz,Harbour Post\n",
        "news/c.jsonl": LINE + b"\n" + LINE,
        "news/.DS_Store": b"\0",
        "inner.zip": zipped({"d.html": PAGE}),
        "e.pdf": b"%PDF-1.7",
    }
    leaves = read_bytes(tmp_path, name, pack(members))
    assert answers(leaves) == {
        f"{name}!news/a.txt": TEXT,
        f"{name}!news/b.txt.gz": TEXT,
        f"{name}!news/c.jsonl#line 1": LINE,
        f"{name}!news/c.jsonl#line 2": LINE,
        f"{name}!inner.zip!d.html": PAGE,
        f"{name}!e.pdf": "skipped: unknown extension .pdf",
    }
    assert [leaf.supplied for leaf in leaves[:2] if isinstance(leaf, Document)] == [
        Supplied(url="https://harbour.example/1"),
        Supplied(source_name="Harbour Post"),
    ]


def test_the_command_line_wins_over_the_sidecar_and_that_over_the_manifest(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(TEXT)
    (tmp_path / "a.json").write_text(
        '{"title": "Sidecar", "date": "2026-03-02", "source": "Sidecar", "authors": ["Ada Quist"]}'
    )
    (tmp_path / "manifest.csv").write_text("filename,title,language,source,author\na.txt,Manifest,en,Manifest,A; B\n")
    [document] = documents(read(tmp_path / "a.txt", Supplied(title="Command")))
    assert document.supplied == Supplied(
        title="Command", published_at="2026-03-02", source_name="Sidecar", language_code="en", authors=("Ada Quist",)
    )


def test_broken_declarations_are_named_and_the_articles_load(tmp_path: Path) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (tmp_path / name).write_bytes(TEXT)
    (tmp_path / "a.json").write_text('{"title": "cut')
    (tmp_path / "b.json").write_text('{"url": ["https://harbour.example/1"]}')
    (tmp_path / "manifest.csv").write_text("file,title\nc.txt,Ferry\nc.txt,Boat\n../x.txt,X\nd.txt,D\na.txt,A,B\n")
    leaves = read_folder(tmp_path)
    assert answers(leaves) == {
        "a.txt": TEXT,
        "a.json": "rejected: broken sidecar: Unterminated string starting at: line 1 column 11 (char 10)",
        "b.txt": TEXT,
        "b.json": "rejected: broken declaration: url is neither text nor number",
        "c.txt": TEXT,
        "manifest.csv#line 3": "rejected: broken row: a second row for c.txt",
        "manifest.csv#line 4": "rejected: broken row: it names no file of the manifest's own folder",
        "manifest.csv#line 6": "rejected: broken row: more cells than columns",
        "manifest.csv!d.txt": "failed: the manifest names it, but it is not there",
    }
    assert [leaf.supplied.title for leaf in leaves if isinstance(leaf, Document)] == [None, None, "Ferry"]


def test_files_are_found_in_an_order_of_their_own(tmp_path: Path) -> None:
    names = ["b.txt", "a.txt", "a.json", "z/c.txt", "m/d.json", "m/.hidden", ".git/x.txt", "b.txt~", "m/manifest.csv"]
    random.Random(3).shuffle(names)
    for name in names:
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(TEXT)
    (tmp_path / "z" / "loop").symlink_to(tmp_path)
    (tmp_path / "gone.txt").symlink_to(tmp_path / "nowhere.txt")
    found = [path.relative_to(tmp_path).as_posix() for path in find_files([tmp_path])]
    assert found == ["a.txt", "b.txt", "gone.txt", "m/d.json", "m/manifest.csv", "z/c.txt"]
    asked = [tmp_path / "a.json", tmp_path / "a.txt", tmp_path / "m" / "d.json", tmp_path / "missing.txt"]
    assert [path.name for path in find_files(asked)] == ["a.txt", "d.json", "manifest.csv", "missing.txt"]
