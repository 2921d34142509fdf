"""``nightdesk fix`` and ``nightdesk review`` on a real warehouse: what they write, what a build makes of it, and how they end."""

import csv
import json
import os
import pty
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tasks.corrections.published import check_own_name
from tests.correcting import HEADER, ONE_URL, TWO_URL, town
from tests.raw_rows import article, build_all, entity, insert
from tests.warehouses import ROOT, nightdesk, rows

Desk = tuple[Path, dict[str, str]]


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("published") / "town.duckdb"
    con = town(str(path))
    for number in (3, 4):
        insert(con, "articles", article(f"d{number}", f"Norwind did thing {number}."))
        actor_type = ("person", "organisation")[number % 2]
        insert(con, "entities", entity(f"d{number}", 0, "Norwind", actor_type, wikidata_id="Q8"))
    insert(con, "runs", {"run_id": "r1", "input_count": 1})
    insert(con, "dispositions", {"run_id": "r1", "input_no": 1, "state": "loaded", "reason": "new"})
    build_all(con)
    con.close()
    return path


@pytest.fixture
def desk(tmp_path: Path, published: Path) -> Desk:
    """A copy of the published town, and seeds of its own."""
    shutil.copy(published, tmp_path)
    seeds = tmp_path / "seeds"
    shutil.copytree(ROOT / "seeds", seeds, ignore=shutil.ignore_patterns("articles"))
    (seeds / "corrections.csv").write_text(HEADER, encoding="utf-8")
    return tmp_path / "town.duckdb", {
        "NIGHTDESK_SEEDS": str(seeds),
        "NIGHTDESK_WAREHOUSE": str(tmp_path / "town.duckdb"),
    }


def written(desk: Desk) -> list[list[str]]:
    """Kind, article, target and value of each row of the desk's corrections.csv."""
    with (Path(desk[1]["NIGHTDESK_SEEDS"]) / "corrections.csv").open(encoding="utf-8", newline="") as lines:
        return [row[:4] for row in csv.reader(lines)][1:]


def fix(desk: Desk, *args: str, **options: Any) -> str:
    return nightdesk("fix", *args, env=desk[1], **options)


def quote_id(desk: Desk, words: str) -> str:
    return str(rows(desk[0], "select quote_id from facts.quotes where text = ?", words)[0][0])


def test_a_short_form_of_an_article_cannot_be_split_off(tmp_path: Path) -> None:
    con = town(str(tmp_path / "town.duckdb"))
    insert(con, "articles", article("d9", "Ann Lee came. Lee left."))
    insert(con, "entities", entity("d9", 0, "Ann Lee", names=["Ann Lee", "Lee"]))
    build_all(con)
    (lee,) = con.execute("select actor_id from facts.actors where actor_name = 'Ann Lee'").fetchone() or ("",)
    check_own_name(con, lee, "Ann Lee")
    check_own_name(con, lee, "Nobody")
    with pytest.raises(ValueError, match="'lee' stands beside the fuller name in its articles"):
        check_own_name(con, lee, "lee")


def test_ids_are_written_as_content(desk: Desk) -> None:
    (smith,) = rows(desk[0], "select actor_id from facts.actors where actor_name = 'Smith'")
    said = fix(desk, "merge", smith[0], "John Smith", "--note", "the mayor", "--author", "Ida")
    assert said.startswith("Smith (person, 1 article) will be John Smith (person, 1 article).\nWritten to ")
    assert said.endswith("Run `nightdesk build` to apply it.\n")
    fix(desk, "split", "John Smith", "Johnny Smith", "--article", "guid-1")
    fix(desk, "rename", "john smith", "John J. Smith")
    fix(desk, "type", "Rosa Quill", "group")
    fix(desk, "qid", "Norwind", "none")
    fix(desk, "reject-quote", quote_id(desk, "It will not"))
    fix(desk, "speaker", quote_id(desk, "The bridge is safe"), "Rosa Quill")
    fix(desk, "topic", "a2", "medtop:04000000")
    fix(desk, "topic", ONE_URL, "medtop:15000000", "--remove")
    fix(desk, "date", "a1", "published_at", "2026-01-02")
    assert written(desk) == [
        ["merge", "", "Smith [person]", "John Smith [person]"],
        ["split", ONE_URL, "John Smith [person]", "Johnny Smith"],
        ["rename", "", "John Smith [person]", "John J. Smith"],
        ["type", "", "Rosa Quill [person]", "group"],
        ["qid", "", "Norwind [organisation Q8]", "none"],
        ["reject_quote", ONE_URL, "It will not", ""],
        ["speaker", TWO_URL, "The bridge is safe", "Rosa Quill [person]"],
        ["topic", TWO_URL, "medtop:04000000", "add"],
        ["topic", ONE_URL, "medtop:15000000", "remove"],
        ["date", ONE_URL, "published_at", "2026-01-02"],
    ]


def test_a_correction_is_built_at_once_and_listed_with_its_state(desk: Desk) -> None:
    fix(desk, "merge", "Smith", "John Smith", "--every", "--build")
    assert rows(desk[0], "select actor_name from facts.actors where actor_name like '%Smith'") == [("John Smith",)]
    fix(desk, "reject-quote", quote_id(desk, "It will not"))
    listed = json.loads(fix(desk, "list", "--json"))
    assert [(row["kind"], row["status"], row["applied_count"]) for row in listed] == [
        ("merge", "applied", 1),
        ("reject_quote", "not built yet", 0),
    ]
    assert "applied to 1" in fix(desk, "list")
    assert "not built yet" in fix(desk, "list")


def test_what_cannot_be_found_is_not_written(desk: Desk) -> None:
    assert "no actor is called 'Smyth'\n  act_" in fix(desk, "rename", "Smyth", "X", code=1, both=True)
    assert "there is no quotation 'q9'" in fix(desk, "reject-quote", "q9", code=1, both=True)
    assert "no article has the id or address 'a9'" in fix(desk, "topic", "a9", "medtop:04000000", code=1, both=True)
    assert "corrections.csv:2: value: '2026-13-02" in fix(
        desk, "date", "a1", "published_at", "2026-13-02", code=1, both=True
    )
    assert written(desk) == []


def test_a_malformed_line_stops_the_build_and_yesterdays_file_stays(desk: Desk) -> None:
    path = Path(desk[1]["NIGHTDESK_SEEDS"]) / "corrections.csv"
    path.write_text(HEADER + "merge,,Smith,,Ida,2026-04-01T10:00Z,\n", encoding="utf-8")
    before = desk[0].read_bytes()
    said = nightdesk("build", env=desk[1], code=1, both=True)
    assert f"{path}:2: value: '' is no name" in said
    assert desk[0].read_bytes() == before


def review(desk: Desk, keys: str, *args: str) -> str:
    command = [sys.executable, "-c", "from flows.cli import main; main()", "review", *args]
    done = subprocess.run(
        command,
        input=keys,
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
        env=os.environ | desk[1],
    )
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout


def test_answers_are_written_at_once_and_not_asked_for_again(desk: Desk) -> None:
    first = review(desk, "y\n" * 20)
    assert "What is it?" in first
    assert "Are they one?" in first
    assert "Who said it?" in first
    assert {kind for kind, *_ in written(desk)} == {"type", "merge", "confirm"}
    assert review(desk, "y\n" * 20).startswith("0 answers written to ")
    nightdesk("build", env=desk[1])
    assert {row["status"] for row in json.loads(fix(desk, "list", "--json"))} == {"applied"}
    assert review(desk, "y\n" * 20).startswith("0 answers written to ")


def test_a_name_is_typed_and_a_wrong_key_asked_again(desk: Desk) -> None:
    said = review(desk, "s\n" * 2 + "9\no\nAda Moss\nq\n")
    assert "'9' is no answer here." in said
    assert [row[0] for row in written(desk)] == ["speaker"]
    assert written(desk)[0][3] == "Ada Moss"
    assert "1 answers written" in said


def test_the_limit_and_the_end_of_input_end_it(desk: Desk) -> None:
    assert "0 answers written" in review(desk, "s\n" * 20, "--limit", "1")
    assert "0 answers written" in review(desk, "")


@pytest.mark.parametrize("key", [b"\x03", b"q", b"\x04"])
def test_a_terminal_takes_single_keys_and_ends_cleanly(desk: Desk, key: bytes) -> None:
    command = [sys.executable, "-c", "from flows.cli import main; main()", "review"]
    screen, terminal = pty.openpty()
    child = subprocess.Popen(
        command,
        stdin=terminal,
        stdout=terminal,
        stderr=terminal,
        cwd=ROOT,
        env=os.environ | desk[1],
        start_new_session=True,
    )
    os.close(terminal)
    read_until(screen, b"quit")
    seen = press(screen, b"y", b"quit")
    seen += press(screen, key, b"answers written")
    assert child.wait(timeout=60) == 0
    os.close(screen)
    assert b"1 answers written" in seen
    assert len(written(desk)) == 1


def test_an_interrupt_ends_it_cleanly(desk: Desk) -> None:
    command = [sys.executable, "-c", "from flows.cli import main; main()", "review"]
    child = subprocess.Popen(
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        cwd=ROOT,
        env=os.environ | desk[1] | {"PYTHONUNBUFFERED": "1"},
    )
    assert child.stdout
    read_until(child.stdout.fileno(), b"quit")
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    assert (child.returncode, b"0 answers written" in out) == (0, True)


def press(screen: int, key: bytes, words: bytes) -> bytes:
    """Press a key until it is taken: what is pressed before the program waits for a key is thrown away. What comes until the words do."""
    while True:
        os.write(screen, key)
        ready, _, _ = select.select([screen], [], [], 2)
        seen = os.read(screen, 4096) if ready else b""
        if seen.strip(key + b"^CD"):
            return read_until(screen, words, seen)


def read_until(descriptor: int, words: bytes, seen: bytes = b"") -> bytes:
    """What was seen and what comes until the words do, which may come in pieces; at most a minute between two."""
    while words not in seen:
        ready, _, _ = select.select([descriptor], [], [], 60)
        assert ready, seen
        seen += os.read(descriptor, 4096)
    return seen
