"""A person's decisions on literal rows: each kind applied, each state told, and the same whatever the extraction calls its rows."""

import random
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.compare import differing_tables
from tasks.corrections.matching import Wording, find_wording, words_of, written_words
from tasks.records import ActorKey, Correction
from tasks.seeds import Decision, append_decisions, load_corrections
from tests.correcting import HEADER, ONE_URL, TWO_URL, actors, correct, outcomes, speakers, town
from tests.raw_rows import SQL_DIR, article, build_all, entity, insert, quote

# --- quotations ----------------------------------------------------------------------------------------------------------


def test_a_rejected_quotation_is_in_no_table_but_that_of_rejected_ones(tmp_path: Path) -> None:
    con = town()
    correct(con, tmp_path, f"reject_quote,{ONE_URL},the bridge will open,")
    assert [text for text, *_ in speakers(con)] == ["It will not", "The bridge is safe"]
    assert con.execute("select text, author from facts.rejected_quotes").fetchall() == [
        ("The bridge will open in May", "Ida")
    ]
    assert outcomes(con) == [("applied", 1, None)]
    assert con.execute("select row_ids = [quote_id] from facts.overrides, facts.rejected_quotes").fetchall() == [
        (True,)
    ]


def test_a_speaker_is_the_articles_own_entity_or_a_new_one(tmp_path: Path) -> None:
    con = town()
    correct(
        con,
        tmp_path,
        "speaker,guid-1,It will not,Rosa Quill",
        f"speaker,{TWO_URL},The bridge is safe,Ada Moss [person NO Q9]",
    )
    assert speakers(con) == [
        ("The bridge will open in May", "Smith", "named", 0.5),
        ("It will not", "Rosa Quill", "resolved", 1.0),
        ("The bridge is safe", "Ada Moss", "resolved", 1.0),
    ]
    query = "select unknown_reason, candidates from facts.quotes where text = 'It will not'"
    assert con.execute(query).fetchall() == [(None, [])]
    assert ("Ada Moss", "person", "Q9", 1) in actors(con)
    assert outcomes(con) == [("applied", 1, None), ("applied", 1, None)]


def test_the_latest_of_two_differing_decisions_holds(tmp_path: Path) -> None:
    con = town()
    correct(
        con,
        tmp_path,
        "reject_quote,a1,It will not,",
        "speaker,a1,It will not,Rosa Quill",
        "confirm,a1,It will not,Rosa Quill",
    )
    assert speakers(con)[1] == ("It will not", "Rosa Quill", "resolved", 1.0)
    assert outcomes(con) == [
        ("overruled", 0, "line 4 decides otherwise"),
        ("applied", 1, None),
        ("applied", 1, None),
    ]
    assert con.execute("select * from facts.rejected_quotes").fetchall() == []


def test_a_confirmed_unknown_speaker_changes_nothing_until_one_is_read(tmp_path: Path) -> None:
    con = town()
    rows = ("confirm,a1,It will not,", "confirm,a1,The bridge will open in May,")
    correct(con, tmp_path, *rows)
    assert speakers(con)[1] == ("It will not", None, "unknown", 0.5)
    assert outcomes(con) == [("applied", 1, None), ("unmatched", 0, "the quotation has a speaker now")]


def test_corrections_that_find_nothing_say_why_and_change_nothing(tmp_path: Path) -> None:
    reasons = {
        "reject_quote,https://town.example/none,It will not,": "there is no such article",
        "reject_quote,a1,Nobody ever said this,": "no quotation of the article has these words",
        "reject_quote,a1,Rosa Quill met Smith on Monday,": "no quotation of the article has these words, though they stand in it",
        "reject_quote,a1,It will not [2],": "the article has these words as a quotation 1 times, not 2",
        "topic,a1,medtop:99000000,add": "there is no such topic in topics.csv",
        "topic,a1,medtop:04000000,remove": "the article has no such topic",
        "topic,a1,medtop:15000000,remove": "the article would be left without a Media Topic: add the right one too",
        "merge,,Nobody,John Smith": "there is no actor of that name",
        "merge,,Smith,Nobody": "there is no actor of the name it would be merged into",
        "split,,John Smith,Johnny": "no article names Johnny",
        "rename,a2,Smith,Jack Smith": "there is no actor of that name",
        "type,,Smith [place],group": "there is no actor of that name",
    }
    con = town()
    build_all(con)
    before = [speakers(con), actors(con), con.execute("from facts.article_topics order by all").fetchall()]
    correct(con, tmp_path, *reasons)
    assert outcomes(con) == [("unmatched", 0, reason) for reason in reasons.values()]
    assert [speakers(con), actors(con), con.execute("from facts.article_topics order by all").fetchall()] == before


def test_an_address_of_two_articles_is_not_guessed_at(tmp_path: Path) -> None:
    con = town()
    insert(con, "articles", article("d3", "Rain fell.", article_id="a3", version_id="v3", url=ONE_URL))
    correct(con, tmp_path, f"reject_quote,{ONE_URL},It will not,", "reject_quote,a1,It will not,")
    assert outcomes(con) == [("unmatched", 0, "2 articles have this address"), ("applied", 1, None)]


def test_a_rejected_quotation_leaves_its_group_and_its_redirects_sound(tmp_path: Path) -> None:
    con = town()
    words = "The bridge over the river will open in May"
    for number in range(3, 7):
        text = f"“{words},” she said."
        insert(con, "articles", article(f"d{number}", text))
        insert(con, "quotes", quote(f"d{number}", text, words))
    correct(con, tmp_path, *(f"reject_quote,d{number},{words}," for number in range(3, 6)))
    query = "select article_id, quote_group_id = 'quotes:' || quote_id from facts.quotes where article_id = 'd6'"
    assert con.execute(query).fetchall() == [("d6", True)]


WORDINGS = [Wording("q1", "We will open the bridge.", 0), Wording("q2", "No.", 50), Wording("q3", "no!", 90)]


@pytest.mark.parametrize(
    ("target", "found"),
    [
        ("“We will open the bridge”", "q1"),
        ("we will open the old bridge in May", "q1"),
        ("No", "q2"),
        ("No [2]", "q3"),
        ("No [3]", "the article has these words as a quotation 2 times, not 3"),
        ("We will close the tunnel", "no quotation of the article has these words"),
    ],
)
def test_words_find_their_quotation(target: str, found: str) -> None:
    wording = find_wording(target, WORDINGS)
    assert (wording if isinstance(wording, str) else wording.quote_id) == found


def test_two_quotations_that_are_nearly_alike_are_not_guessed_at() -> None:
    near = [Wording("q1", "we will open it in May", 0), Wording("q2", "we will open it in June", 9)]
    assert find_wording("we will open it in July", near) == "2 quotations of the article have nearly these words"
    assert find_wording("we will open it in June", near) == near[1]


@given(st.text(min_size=1).filter(words_of), st.integers(1, 3))
def test_written_words_find_themselves(text: str, nth: int) -> None:
    twins = [Wording(f"q{place}", text, place) for place in range(1, 4)]
    found = find_wording(written_words(text, nth), twins)
    line = written_words(text, nth)
    assert line.isprintable()
    if words_of(line.removesuffix(f" [{nth}]")) == words_of(text):
        assert found == twins[nth - 1]


# --- topics and dates ----------------------------------------------------------------------------------------------------


def test_topics_are_added_with_the_one_above_and_removed_with_those_below(tmp_path: Path) -> None:
    con = town()
    rows = ("topic,a1,medtop:20000001,add", "topic,a1,medtop:15000000,remove")
    correct(con, tmp_path, *rows)
    query = (
        "select topic_name, rank, relevance, evidence from facts.article_topics where article_id = 'a1' order by rank"
    )
    assert con.execute(query).fetchall() == [
        ("economy", 1, 1.0, ["added by Ida"]),
        ("building", 2, 1.0, ["added by Ida"]),
        ("bridges", 3, 0.5, ["open"]),
    ]
    correct(con, tmp_path, *rows, "topic,a1,medtop:15000000,add", "topic,a1,medtop:04000000,remove")
    assert con.execute(query).fetchall() == [("sport", 1, 1.0, ["added by Ida"]), ("bridges", 2, 0.5, ["open"])]
    assert [status for status, *_ in outcomes(con)] == ["overruled", "overruled", "applied", "applied"]


def test_a_date_is_counted_by_everywhere_and_chooses_no_version(tmp_path: Path) -> None:
    con = town()
    insert(con, "articles", article("d9", "Older.", "2025-01-01", article_id="a1", version_id="v0", url=ONE_URL))
    insert(con, "unknowns", {"document_id": "d1", "column_name": "published_at", "reason": "none stated"})
    correct(con, tmp_path, "date,a1,published_at,2024-05-06", "date,a1,modified_at,2024-05-07T10:30:00+02:00")
    query = "select version_id, published_at, published_precision, published_source, published_date::text, modified_at from facts.articles"
    assert con.execute(f"{query} where article_id = 'a1'").fetchall() == [
        ("v1", datetime(2024, 5, 6), "day", "correction", "2024-05-06", datetime(2024, 5, 7, 8, 30))  # noqa: DTZ001
    ]
    assert con.execute("select first_seen_at::date::text from facts.actors where actor_name = 'Smith'").fetchall() == [
        ("2024-05-06",)
    ]
    assert con.execute("select * from facts.article_unknowns").fetchall() == []
    correct(con, tmp_path, "date,a1,published_at,2024-05-06", "date,a1,published_at,2024-05-08T23:30-01:00")
    assert con.execute("select published_date::text from facts.articles where article_id = 'a1'").fetchall() == [
        ("2024-05-09",)
    ]
    assert outcomes(con) == [("overruled", 0, "line 3 decides otherwise"), ("applied", 1, None)]


# --- the file and the re-extraction --------------------------------------------------------------------------------------

EVERY_KIND = (
    f"reject_quote,{ONE_URL},It will not,",
    f"speaker,{ONE_URL},The bridge will open in May,Rosa Quill [person]",
    f"confirm,{TWO_URL},The bridge is safe,John Smith [person]",
    f"topic,{ONE_URL},medtop:04000000,add",
    f"date,{TWO_URL},published_at,2026-02-01",
    "merge,,Smith,John Smith [person]",
    "rename,,John Smith,John J. Smith",
    "type,,Rosa Quill,group",
    "qid,,John J. Smith,Q7",
    "split,,Rosa Quill,Ada Moss",
)


def test_corrections_survive_re_extraction_order_and_more_articles(tmp_path: Path) -> None:
    con = town(str(tmp_path / "first"))
    correct(con, tmp_path, *EVERY_KIND)
    assert outcomes(con)[:-1] == [("applied", 1, None)] * 9
    con.close()
    again = town(str(tmp_path / "again"))
    for table in ("articles", "entities", "quotes", "mentions", "article_topics"):
        rows = again.execute(f"select * from raw.{table}").fetchall()
        random.Random(5).shuffle(rows)
        again.execute(f"delete from raw.{table}")
        for row in rows:
            again.execute(f"insert into raw.{table} values ({', '.join('?' for _ in row)})", row)
    correct(again, tmp_path, *EVERY_KIND)
    again.close()
    assert differing_tables(tmp_path / "first", tmp_path / "again", SQL_DIR) == []
    later = duckdb.connect(str(tmp_path / "again"))
    later.execute("update raw.entities set entity_no = entity_no + 5 where document_id = 'd1'")
    later.execute("update raw.quotes set entity_no = entity_no + 5 where document_id = 'd1'")
    later.execute(
        "update raw.quotes set text = 'bridge will open in May', start_char = start_char + 4, "
        "spans = [{'start_char': start_char + 4, 'end_char': end_char}] where text like '%in May'"
    )
    insert(later, "articles", article("d3", "Smith left. John Smith stayed.", "2026-03-04"))
    insert(later, "entities", entity("d3", 0, "Smith"), entity("d3", 1, "John Smith"))
    correct(later, tmp_path, *EVERY_KIND)
    assert [status for status, *_ in outcomes(later)[:-1]] == ["applied"] * 9
    assert actors(later) == [("John J. Smith", "person", "Q7", 3), ("Rosa Quill", "group", None, 1)]
    assert speakers(later) == [
        ("bridge will open in May", "Rosa Quill", "resolved", 1.0),
        ("The bridge is safe", "John J. Smith", "resolved", 1.0),
    ]
    later.close()


def decision(target: str, note: str = "") -> Decision:
    return Decision("reject_quote", "a1", target, "", "Ida", "2026-04-01T10:00:00Z", note)


def test_corrections_are_typed_in_utc(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(f"{HEADER}merge,,Aino,Aino Rautio [person FI],Ida,2026-11-20T10:30:00+02:00,spelling\n", "utf-8")
    (correction,) = load_corrections(path)
    assert correction == Correction(
        correction.correction_id, 2, "merge", None, "Aino", "Aino Rautio [person FI]", "Ida", datetime(2026, 11, 20, 8, 30, tzinfo=UTC),
        "spelling", ActorKey("Aino"), ActorKey("Aino Rautio", "person", "FI"),
    )  # fmt: skip
    path.write_text(path.read_text("utf-8").replace("spelling", "a typing error"), "utf-8")
    assert load_corrections(path)[0].correction_id == correction.correction_id


def test_rows_are_appended_once_and_what_stands_there_stays(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    kept = HEADER.replace("\n", "\r\n") + 'rename,,"Quill, Rosa",Rosa Quill,Ben,2026-03-01T10:00Z,\r\n'
    path.write_bytes(kept.encode().removesuffix(b"\r\n"))
    assert append_decisions(path, [decision("It will not, he said", 'a "scare" quote'), decision("No")]) == 2
    assert append_decisions(path, [decision("No", "again"), decision("No")]) == 0
    added = 'reject_quote,a1,"It will not, he said",,Ida,2026-04-01T10:00:00Z,"a ""scare"" quote"\r\n'
    assert path.read_bytes().decode() == kept + added + "reject_quote,a1,No,,Ida,2026-04-01T10:00:00Z,\r\n"
    assert [each.line_no for each in load_corrections(path)] == [2, 3, 4]
    assert list(tmp_path.iterdir()) == [path]


def test_a_malformed_row_is_not_written(tmp_path: Path) -> None:
    path = tmp_path / "corrections.csv"
    path.write_text(HEADER, encoding="utf-8")
    with pytest.raises(ValueError, match=r"corrections\.csv:3: target: '!' has no word"):
        append_decisions(path, [decision("No"), decision("!")])
    assert path.read_text(encoding="utf-8") == HEADER
