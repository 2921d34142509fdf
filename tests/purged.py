"""What the tests of purging share: a night of two outlets with exports and corrections, and every word that any file of it holds."""

import gzip
import json
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import duckdb
import zstandard
from fastwarc.warc import ArchiveIterator

from flows.exporting import run_export
from flows.settings import ROOT, Settings
from tasks.export import Export, ExportForm
from tests.nights import HEADER, NIGHT
from tests.sites import Reply, Site, Visit, open_site
from tests.warehouses import nightdesk

FILLER = "The harbour office counted the boats again and found that all of them were there on Monday. "
BRIDGE = "The Oxholm bridge opens at dawn"
QUARRY = "The quarry at Stenvik closes in spring"
VALLEY = "Valley farmers count eleven hundred sheep"
TIDES = "Tide tables were printed twice this year"
PERSON = "Selma Öhrn"
MEMO = "A memo from the water board went astray"
NAMED = f"“The gate was left open,” said {PERSON}. {FILLER}"


@dataclass(frozen=True)
class Town:
    """The folder of the warehouse with everything beside it, and the sites that its feeds are on."""

    folder: Path
    site: Site
    valley: Site

    @property
    def settings(self) -> Settings:
        return Settings(warehouse=self.folder / "town.duckdb", seeds=self.folder / "seeds")

    def copy(self, folder: Path) -> "Town":
        """The same beside, with its exports noted where they are then."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        noted = folder / "town.exports.jsonl"
        noted.write_text(noted.read_text(encoding="utf-8").replace(str(self.folder), str(folder)), encoding="utf-8")
        return Town(folder, self.site, self.valley)

    def night(self) -> dict[str, int]:
        return self._states("nightly", "--feeds", self.folder / "feeds.csv")

    def backfill(self) -> dict[str, int]:
        return self._states("backfill", self.folder / "inputs")

    def replay(self) -> dict[str, int]:
        return self._states("replay")

    def verify(self) -> str:
        return nightdesk("verify", "--warehouse", self.settings.warehouse, env=self._env)

    def _states(self, *command: str | Path) -> dict[str, int]:
        out = nightdesk(*command, "--warehouse", self.settings.warehouse, "--no-prefect", "--json", env=self._env)
        return dict(json.loads(out)["states"])

    @property
    def _env(self) -> dict[str, str]:
        return NIGHT | {"NIGHTDESK_SEEDS": str(self.settings.seeds), "NIGHTDESK_WORKERS": "1"}


@contextmanager
def open_town(folder: Path) -> Iterator[Town]:
    """A night of two feeds, a backfilled file, corrections and exports in every form."""
    with open_site("127.0.0.4") as site, open_site("127.0.0.5") as valley:
        town = Town(folder, site, valley)
        page = f"<html><head><title>The bridge</title></head><body><article><h1>The bridge</h1><p>{BRIDGE}, the mayor said. {FILLER * 4}</p></article></body></html>"
        site.pages |= {
            "/feed": _feed(
                f"<item><title>The bridge</title><link>{site.base}/bridge</link><description>{BRIDGE} and…</description></item>",
                f"<item><title>The quarry</title><link>{site.base}/quarry</link><description>{QUARRY}. {FILLER * 12}</description></item>",
            ),
            "/bridge": Reply(headers=(("Content-Type", "text/html; charset=utf-8"),), body=page.encode()),
        }  # fmt: skip
        valley.pages["/feed"] = _feed(
            f"<item><title>Sheep</title><link>/sheep</link><guid>{valley.base}/sheep</guid><description>{VALLEY}. {FILLER * 12}</description></item>",
        )  # fmt: skip
        feeds = f"{site.base}/feed,Town,Town Ltd,NO,en,\n{valley.base}/feed,Valley Voice,Valley Press,NO,en,\n"
        (folder / "feeds.csv").write_text(HEADER + feeds, encoding="utf-8")
        shutil.copytree(ROOT / "seeds", folder / "seeds", ignore=shutil.ignore_patterns("articles"))
        with (folder / "seeds" / "corrections.csv").open("a", encoding="utf-8") as lines:
            lines.write(f"date,{site.base}/bridge,published_at,2026-03-01,Ida,2026-03-02T08:00:00Z,\n")
            lines.write(f"rename,,{PERSON},S. Ohm,Ida,2026-03-02T08:00:00Z,\n")
        _write_inputs(folder / "inputs")
        town.backfill()
        town.night()
        for name, form in EXPORTS.items():
            run_export(town.settings, Export(str(folder / "exports" / name), form, "2026-03-03T00:00:00+00:00"))
        yield town


EXPORTS = {
    "tables": ExportForm.PARQUET,
    "quotes.csv": ExportForm.CSV,
    "articles.jsonl": ExportForm.JSONL,
    "all.jsonld": ExportForm.JSON_LD,
    "all.ftm.json": ExportForm.FOLLOW_THE_MONEY,
}


def _feed(*entries: str) -> Callable[[Visit], Reply]:
    """A feed that is new at every visit."""

    def page(visit: Visit) -> Reply:
        items = f"<title>News</title>{''.join(entries)}<!-- {visit.at} -->"
        return Reply(body=f"<rss version='2.0'><channel>{items}</channel></rss>".encode())

    return page


def _write_inputs(folder: Path) -> None:
    """Two articles of a third outlet in one file, one of them on the person with every letter escaped, and one of nobody's."""
    folder.mkdir()
    about = {"source_name": "Gull Press", "published_at": "2026-03-01T10:00:00Z"}
    lines = (
        about | {"url": "https://gull.example/gate", "title": "The gate", "text": NAMED},
        about | {"url": "https://gull.example/tides", "title": "Tides", "text": f"{TIDES}, said Olav Lie. {FILLER}"},
    )
    (folder / "gull.jsonl.gz").write_bytes(gzip.compress("\n".join(map(json.dumps, lines)).encode()))
    (folder / "memo.txt").write_text(f"{MEMO}, said Olav Lie.\n\n{FILLER}\n", encoding="utf-8")


def files(folder: Path) -> list[Path]:
    """Every file but the person's own inputs and feeds."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and path.parent.name != "inputs" and path.name != "feeds.csv"
    )


def held(folder: Path, words: str) -> list[str]:
    """The files in whose bytes, however they are packed, the words stand."""
    return holders(folder, words)[words]


def holders(folder: Path, *sought: str) -> dict[str, list[str]]:
    """Those files for each of the words, every file unpacked once."""
    found: dict[str, list[str]] = {words: [] for words in sought}
    for path in files(folder):
        pieces = [piece.lower() for piece in _unpacked(path)]
        for words in sought:
            if any(needle in piece for piece in pieces for needle in _needles(words)):
                found[words].append(str(path.relative_to(folder)))
    return found


def _needles(words: str) -> set[bytes]:
    return {
        form.encode(encoding).lower()
        for form in (words, json.dumps(words)[1:-1], _slug(words))
        for encoding in ("utf-8", "latin-1", "utf-16-le")
    }


def _slug(words: str) -> str:
    return words.replace(" ", "-")


def _unpacked(path: Path) -> Iterator[bytes]:
    body = path.read_bytes()
    yield str(path).encode()
    yield body
    if ".warc" in path.name:
        for record in ArchiveIterator(str(path), parse_http=True, auto_decode="all"):
            yield str(dict(record.headers)).encode() + record.reader.read()
    if path.suffix == ".gz":
        yield gzip.decompress(body)
    elif path.suffix == ".zst":
        yield zstandard.decompress(body)
    elif path.suffix == ".parquet":
        for (row,) in duckdb.sql(f"select to_json(r) from read_parquet('{path}') as r").fetchall():
            yield row.encode()
        if "body" in {name for name, *_ in duckdb.sql(f"describe from read_parquet('{path}')").fetchall()}:
            yield from (each for (each,) in duckdb.sql(f"select body from read_parquet('{path}')").fetchall())
    elif path.suffix == ".duckdb":
        yield from _tables(path)


def _tables(path: Path) -> Iterator[bytes]:
    with duckdb.connect(str(path), read_only=True) as con:
        tables = con.execute("select schema_name, table_name from duckdb_tables() where not temporary").fetchall()
        for schema, table in tables:
            for (row,) in con.execute(f"select to_json(r) from {schema}.{table} as r").fetchall():
                yield row.encode()
