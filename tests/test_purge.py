"""Purging through the real program: nothing of what was purged is left in any byte of any file, everything else stays, and it stays out."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from flows.progress import Progress
from flows.purging import PurgeTargets, plan_purge, run_purge
from tasks.clean.identity import normal_url
from tasks.purge import Sought, Tombstone, Tombstones, document_refusal, name_forms, refuses_answer
from tasks.records import Document, Supplied
from tests.purged import BRIDGE, MEMO, PERSON, QUARRY, TIDES, VALLEY, Town, files, held, holders, open_town
from tests.warehouses import ROOT, nightdesk, rows

QUIET = Progress(is_quiet=True)
EVERYTHING = (BRIDGE, QUARRY, VALLEY, TIDES, PERSON, MEMO)


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Town]:
    with open_town(tmp_path_factory.mktemp("town")) as town:
        found = holders(town.folder, *EVERYTHING)
        assert all(len(names) >= 3 for names in found.values())
        assert any(".warc.gz" in name for name in found[VALLEY])
        yield town


def left(town: Town) -> set[str]:
    """What is still held anywhere."""
    return {words for words, names in holders(town.folder, *EVERYTHING).items() if names}


def test_a_url_leaves_every_file(town: Town, tmp_path: Path) -> None:
    purged, url = town.copy(tmp_path), f"{town.site.base}/bridge"
    run_purge(purged.settings, PurgeTargets(urls=(f"{url}?utm_source=x",)), QUIET)
    assert held(tmp_path, url) == []
    assert left(purged) == set(EVERYTHING) - {BRIDGE}
    counts = "select (select count(*) from facts.articles), (select count(*) from facts.quotes where text is null), "
    counts += "(select count(*) from facts.dispositions where state = 'skipped' and reason = 'purged' and input_name = 'purged')"
    assert rows(purged.settings.warehouse, counts) == [(5, 0, 1)]


def test_a_person_leaves_with_the_articles_that_name_them(town: Town, tmp_path: Path) -> None:
    purged = town.copy(tmp_path)
    swept = run_purge(purged.settings, PurgeTargets(persons=("selma ohrn",)), QUIET)
    assert left(purged) == set(EVERYTHING) - {PERSON}
    assert held(tmp_path, "The gate was left open") == []
    assert swept.seed_rows == ("corrections.csv:3",)
    assert "published_at" in (tmp_path / "seeds" / "corrections.csv").read_text(encoding="utf-8")


def test_an_outlet_leaves(town: Town, tmp_path: Path) -> None:
    purged = town.copy(tmp_path)
    run_purge(purged.settings, PurgeTargets(outlets=("valley voice",)), QUIET)
    assert left(purged) == set(EVERYTHING) - {VALLEY}


def test_a_dry_run_says_what_would_go_and_changes_nothing(town: Town, tmp_path: Path) -> None:
    purged = town.copy(tmp_path)
    before = {path: path.read_bytes() for path in files(tmp_path)}
    plan = plan_purge(purged.settings, PurgeTargets(outlets=("Town",), persons=(PERSON,)))
    counts = dict(plan.counts)
    assert (counts["articles"], counts["documents stored"]) == (3, 3)
    assert counts["archived answers"] >= 2
    assert (PERSON in plan.names, plan.seed_rows) == (True, ("corrections.csv:2", "corrections.csv:3"))
    said = nightdesk(
        "purge", "--url", f"{town.site.base}/bridge", "--dry-run", "--warehouse", purged.settings.warehouse
    )
    assert "1 articles" in said
    assert {path: path.read_bytes() for path in files(tmp_path)} == before


def test_what_was_purged_stays_out_and_tombstones_hold_no_word_of_it(town: Town, tmp_path: Path) -> None:
    purged, kept = town.copy(tmp_path), {QUARRY, TIDES, MEMO}
    run_purge(purged.settings, PurgeTargets(("Valley Voice",), (f"{town.site.base}/bridge",), (PERSON,)), QUIET)
    words = purged.settings.tombstones.read_text(encoding="utf-8").lower()
    assert not any(each in words for each in ("valley", "bridge", "selma", "hrn", "127.0.0", "gull"))
    assert left(purged) == kept
    bridge_visits, valley_visits = len(town.site.asked("/bridge")), len(town.valley.visits)
    assert purged.backfill() == {"skipped": 1, "unchanged": 2}
    assert purged.night()["skipped"] == 2
    assert (len(town.site.asked("/bridge")), len(town.valley.visits)) == (bridge_visits, valley_visits)
    assert left(purged) == kept
    assert held(tmp_path, f"{town.site.base}/bridge") == []
    reasons = "select input_name, reason from facts.dispositions where reason like 'purged: %' order by reason"
    assert rows(purged.settings.warehouse, reasons) == [
        ("purged", "purged: its URL"),
        (f"{town.valley.base}/feed", "purged: its outlet"),
        ("purged", "purged: this document"),
    ]
    assert purged.verify() == "identical\n"


KILLED = """
import os, signal, sys
from flows.progress import Progress
from flows.purging import PurgeTargets, run_purge
from flows.settings import Settings
from pathlib import Path
steps = int(sys.argv[3])
def count(event, arguments):
    global steps
    if event in ("os.rename", "os.remove", "os.truncate", "shutil.rmtree"):
        steps -= 1
        if steps < 0:
            os.kill(os.getpid(), signal.SIGKILL)
sys.addaudithook(count)
run_purge(Settings(warehouse=Path(sys.argv[1]), seeds=Path(sys.argv[2])), PurgeTargets(("Town",), (), ("Selma Öhrn",)), Progress(is_quiet=True))
"""


@pytest.mark.long
@pytest.mark.parametrize("steps", [1, 3, 6, 12, 30])
def test_a_purge_killed_before_any_change_of_a_file_ends_purged_when_it_is_run_again(
    town: Town, tmp_path: Path, steps: int
) -> None:
    purged = town.copy(tmp_path)
    command = [sys.executable, "-c", KILLED, str(purged.settings.warehouse), str(purged.settings.seeds), str(steps)]
    killed = subprocess.run(command, cwd=ROOT, env=os.environ, timeout=300, check=False, capture_output=True)
    assert killed.returncode == -signal.SIGKILL, killed.stderr.decode()
    run_purge(
        purged.settings,
        PurgeTargets() if purged.settings.tombstones.exists() else PurgeTargets(("Town",), (), (PERSON,)),
        QUIET,
    )
    assert left(purged) == {VALLEY, TIDES, MEMO}
    assert rows(purged.settings.warehouse, "select count(*) from facts.articles") == [(3,)]


def test_a_run_after_a_killed_purge_finishes_it_first(town: Town, tmp_path: Path) -> None:
    purged = town.copy(tmp_path)
    command = [sys.executable, "-c", KILLED, str(purged.settings.warehouse), str(purged.settings.seeds), "3"]
    subprocess.run(command, cwd=ROOT, timeout=300, check=False, capture_output=True)
    assert purged.settings.tombstones.exists()
    purged.backfill()
    assert left(purged) == {VALLEY, TIDES, MEMO}


EMPTY = Tombstones((), normal_url)


def found(**kept: str) -> tuple[Tombstone, ...]:
    forms = [
        (kind, form) for kind, words in kept.items() for form in (name_forms([words]) if kind == "name" else (words,))
    ]
    return tuple(Tombstone(kind, EMPTY.of(kind, words), "") for kind, words in forms)  # type: ignore[arg-type]


def sought(**kept: str) -> Sought:
    return Sought.of(replace(EMPTY, rows=found(**kept)))


@pytest.mark.parametrize(
    ("media_type", "body", "is_refused"),
    [
        ("text/plain", "said Selma Öhrn.", True),
        ("text/plain", "SELMA OHRN", True),
        ("text/plain", "Öhrn, Selma: index", True),
        ("text/plain", "see /news/selma-öhrn.html", True),
        ("text/plain", "Selma\nÖhrn’s gate", True),
        ("text/plain", "Selma Berg and Lars Öhrn", False),
        ("text/plain", "Anselma Öhrnqvist", False),
        ("text/html", "<p>Selma&nbsp;<b>&Ouml;hrn</b></p>", True),
        ("text/html", "<description>&lt;b&gt;Selma&lt;/b&gt; &amp;Ouml;hrn</description>", True),
        ("text/html", "<![CDATA[<b>Selma</b> &Ouml;hrn]]>", True),
        ("application/json", '{"text": "Selma \\u00d6hrn"}', True),
        ("application/json", '{"text": "<p>Selma <i>&Ouml;hrn</i></p>"}', True),
        ("application/json", "{broken, Selma Öhrn", True),
        (
            "message/rfc822",
            "Subject: x\nContent-Transfer-Encoding: base64\nContent-Type: text/plain\n\nU2VsbWEgw5Zocm4=\n",
            True,
        ),
    ],
)
def test_a_name_is_found_in_the_bytes_of_any_form(media_type: str, body: str, is_refused: bool) -> None:
    document = Document("d", "x", media_type, body.encode(), Supplied())
    assert bool(document_refusal(document, sought(name="Selma Öhrn"))) is is_refused


@pytest.mark.parametrize(
    ("supplied", "is_refused"),
    [
        (Supplied(url="http://town.example/a?utm_source=x#top"), True),
        (Supplied(canonical_url="https://town.example/a"), True),
        (Supplied(url="https://town.example/b", canonical_url="https://www.town.example/a"), False),
        (Supplied(url="https://town.example/b", canonical_url="https://town.example/a"), True),
        (Supplied(url="https://reprint.example/b", canonical_url="https://town.example/a"), False),
        (Supplied(guid="https://town.example/a"), True),
        (Supplied(url="https://town.example/ab"), False),
        (Supplied(url="https://other.example/", guid="a"), False),
    ],
)
def test_an_address_is_found_as_identity_compares_it(supplied: Supplied, is_refused: bool) -> None:
    document = Document("d", "x", "text/plain", b"words", supplied)
    assert bool(document_refusal(document, sought(address="https://town.example/a"))) is is_refused


@pytest.mark.parametrize(
    ("content_type", "body", "is_refused"),
    [
        ("application/rss+xml", "<item><link>https://town.example/a</link></item>", True),
        ("application/rss+xml", "<item><link>/a</link></item>", True),
        ("application/atom+xml", "<link href='/a'/>", True),
        ("application/rss+xml", "<item><link>https://town.example/a?b=1&amp;utm_source=x</link></item>", False),
        ("application/rss+xml", "<item><link>https://town.example/a?utm_medium=y&amp;utm_source=x</link></item>", True),
        ("application/feed+json", '{"url": "https:\\/\\/town.example\\/a"}', True),
        ("text/html", "<a href='/a'>its words are its own</a>", False),
        ("text/html", "<p>Selma &Ouml;hrn</p>", True),
    ],
)
def test_answers_of_lists_go_with_their_entries_and_pages_that_link_stay(
    content_type: str, body: str, is_refused: bool
) -> None:
    both = Sought.of(replace(EMPTY, rows=(*found(address="https://town.example/a"), *found(name="Selma Öhrn"))))
    assert refuses_answer(both, "https://town.example/feed", "", content_type, body.encode()) is is_refused


def test_an_outlet_is_found_without_case_and_accents() -> None:
    document = Document("d", "x", "text/plain", b"words", Supplied(source_name="LE JOURNAL DE MÜNCH"))
    assert document_refusal(document, sought(outlet="Le Journal de Munch")) == "purged: its outlet"
