"""Twenty thousand mutated feeds and pages through the workers that read and clean them, one of which is killed now and then: none is lost."""

import os
import random
import re
import signal
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TypeVar

import pytest

from flows.engine import PlainEngine
from flows.run import Selection
from flows.settings import ROOT
from flows.stages import Stages
from flows.work import InputFile, Rules
from tasks.batches import batched, read_batch
from tasks.clean.article import CleanDefaults, clean_document
from tasks.clean.reading import Refusal
from tasks.read import read_page
from tasks.read.markup import decode_markup
from tasks.records import Disposition, Supplied
from tasks.store import Leaf
from tasks.workers import Done, Workers
from tests.hostile import ARTICLE, HOSTILE, TEXT, entry, feed, page

Result = TypeVar("Result")
COUNT = 10_000  # of feeds, and as many pages
BATCH = 25
KILLS_EVERY = 20  # batches
TOKENS = (
    b"<![CDATA[", b"]]>", b"<!--", b"-->", b"<item>", b"</item>", b"<entry>", b"<description>", b"</", b"<", b">", b"&", b";", b'"', b"'", b"\0",
    b"\xff\xfe", b"\xc3", b"\xed\xa0\x80", b"&#xD800;", b"&#0;", b"&lt;", b"<?xml version='1.0' encoding='utf-16'?>", b"<!DOCTYPE a [", b"[[[[",
    b"{{{{", b"xmlns:a='b'", b"<div>" * 200, b"</div>" * 200, b"<script>", b"<plaintext>", b"9" * 400, b"\n" * 500, b" ", b"\xe2\x80\x9c",
)  # fmt: skip


def mutated(seeds: list[bytes], rng: random.Random) -> bytes:
    """A seed after one to eight accidents: bytes changed, cut, doubled, put in, spliced with another seed, or encoded otherwise."""
    body = bytearray(rng.choice(seeds))
    for _ in range(rng.randint(1, 8)):
        at, length = rng.randrange(len(body) + 1), rng.randint(1, 200)
        match rng.randrange(8):
            case 0 | 1:
                body[at : at + 1] = bytes([rng.randrange(256)])
            case 2:
                del body[at : at + length]
            case 3:
                body[at:at] = body[at : at + length] * rng.randint(1, 30)
            case 4 | 5:
                body[at:at] = rng.choice(TOKENS) * rng.choice((1, 1, 1, 50))
            case 6:
                body[at:] = rng.choice(seeds)[at:]
            case _ if rng.random() < 0.2:
                body = bytearray(body.decode("utf-8", "replace").encode(rng.choice(("utf-16", "utf-8-sig", "utf-32"))))
    return bytes(body)


def written(folder: Path, seeds: list[bytes], suffix: str) -> list[Path]:
    folder.mkdir()
    rng, paths = random.Random(6), [folder / f"{number:05d}{suffix}" for number in range(COUNT)]
    for path in paths:
        path.write_bytes(mutated(seeds, rng))
    return paths


def cleaned(paths: tuple[Path, ...]) -> dict[str, str]:
    """Read and clean pages, in a worker; where each ended."""
    return {path.name: clean(path) for path in paths}


def clean(path: Path) -> str:
    leaf = read_page(path.name, path.read_bytes(), "text/html", Supplied(url=f"https://town.example/{path.name}"))
    if isinstance(leaf, Disposition):
        return f"{leaf.state}: {leaf.reason}"
    article = clean_document(leaf, CleanDefaults())
    return f"rejected: {article.reason}" if isinstance(article, Refusal) else "loaded"


def among_kills(results: Iterable[Result], killed: list[int]) -> Iterator[Result]:
    """The results of batches, while one of this process's workers is killed after some of them; the others are at work then."""
    for number, result in enumerate(results, 1):
        yield result
        children = [child for each in Path("/proc/self/task").glob("*/children") for child in each.read_text().split()]
        workers = [int(child) for child in children if b"spawn_main" in Path(f"/proc/{child}/cmdline").read_bytes()]
        if number % KILLS_EVERY == 0 and workers:
            killed.append(random.choice(workers))
            os.kill(killed[-1], signal.SIGKILL)


@pytest.fixture
def stages(tmp_path: Path) -> Iterator[Stages]:
    with Workers(2, 2_000_000_000) as workers:
        (tmp_path / "spool").mkdir()
        yield Stages(
            workers,
            Rules("none", ROOT / "seeds", "en"),
            Selection(),
            tmp_path / "spool",
            tmp_path,
            1_000,
            tmp_path / "purged.csv",
        )


ENTRIES = re.compile(r"<(item|entry)[\s>]", re.IGNORECASE)


@pytest.mark.long
def test_no_mutated_feed_is_lost(stages: Stages, tmp_path: Path) -> None:
    seeds = [path.read_bytes() for path in (HOSTILE / "feeds").iterdir()] + [
        feed(entry("a") + entry("b")).encode()
    ] * 100
    paths = written(tmp_path / "feeds", seeds, ".xml")
    batches = enumerate(batched([InputFile(path, feed_url=path.name) for path in paths], BATCH))
    killed: list[int] = []
    results = among_kills(PlainEngine(1).map("read", stages.read, batches), killed)
    spools = [spool for each in results for spool in each]
    leaves = [leaf for spool in spools for leaf in read_batch(spool, Leaf)]
    named = [told.input_name for leaf in leaves if (told := leaf.document or leaf.disposition)]
    assert len(named) == len(leaves) == len(set(named))
    silent = {path.name for path in paths} - {name.partition("#")[0] for name in named}
    assert [name for name in silent if ENTRIES.search(decode_markup((tmp_path / "feeds" / name).read_bytes()))] == []
    assert killed
    print(f"{len(leaves)} leaves, {len(silent)} feeds without entries, {len(killed)} workers killed")


@pytest.mark.long
def test_no_mutated_page_is_lost(stages: Stages, tmp_path: Path) -> None:
    seeds = [path.read_bytes() for path in (HOSTILE / "pages").iterdir() if path.stat().st_size] + [
        page(ARTICLE + TEXT).encode()
    ] * 100
    paths = written(tmp_path / "pages", seeds, ".html")

    def ends(batch: tuple[Path, ...]) -> dict[str, str]:
        outcome = stages.workers.call(cleaned, batch, seconds=120)
        if isinstance(outcome, Done):
            return outcome.value
        if len(batch) == 1:
            return {batch[0].name: f"failed: {outcome.reason}"}
        return {name: end for path in batch for name, end in ends((path,)).items()}

    killed: list[int] = []
    results = among_kills(PlainEngine(1).map("clean", ends, batched(paths, BATCH)), killed)
    found = {name: end for each in results for name, end in each.items()}
    assert len(found) == COUNT
    failed = [end for end in found.values() if end.startswith("failed")]
    assert [end for end in failed if "the worker died (exit code -9)" not in end] == []
    assert len(failed) <= len(killed) > 0
    print(
        f"{sum(end == 'loaded' for end in found.values())} loaded, {len(failed)} failed, {len(killed)} workers killed"
    )


@pytest.mark.long
@pytest.mark.parametrize("more", ["<span>x</span>" * 200_000, f"<p>{'x' * 19_000_000}"], ids=["spans", "line of 19 MB"])
def test_a_giant_that_is_taken_is_cleaned(stages: Stages, tmp_path: Path, more: str) -> None:
    path = tmp_path / "giant.html"
    path.write_text(page(ARTICLE + more), encoding="utf-8")
    assert stages.workers.call(cleaned, (path,), seconds=120) == Done({path.name: "loaded"})
