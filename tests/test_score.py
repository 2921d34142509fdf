"""Scoring: gold files are refused for the first slip, every measure counts what it says, and the shipped scores hold."""

import csv
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tasks.records import Span
from tasks.score import GoldError, QualityScore, read_scores, shortfalls, write_floors, write_scores
from tasks.score.alignment import aligned_chars, best_matches
from tasks.score.cases import Case, cases
from tasks.score.comparison import compare
from tasks.score.cues import cue_family
from tasks.score.files import Floor, read_floors
from tasks.score.gold import GoldArticle, GoldQuote
from tasks.score.intervals import summarise
from tasks.score.published import FoundActor, FoundArticle, FoundQuote
from tasks.score.reading import read_gold, read_gold_article
from tasks.score.speakers import is_described, same_words, speaker_kind, true_name
from tests.raw_rows import build_all, empty_warehouse, insert
from tests.warehouses import ROOT, nightdesk

SHIPPED = ROOT / "tests" / "data" / "gold"

GOLD = """\
form: wire
title: Weir reopens
source_name: The Weir Post
published_at: 2026-03-14T18:20:00Z
text: |
  “It holds 🌊,” she said. “It holds.”

  The so-called “miracle” pump, the board said, never failed. The board never said it was cheap.
actors:
  Ida Rohde: person
  Weir Board: organisation
quotes:
  - type: direct
    spans: ["It holds 🌊", "It holds."]
    cue: said
    cue_type: said
    speaker: she
    actor: Ida Rohde
    nth: 1
  - type: indirect
    spans: ["it was cheap"]
    cue: never said
    cue_type: said
    speaker: The board
    actor: Weir Board
    negated: true
not_quotes: ["miracle"]
"""


def written(folder: Path, text: str) -> Path:
    path = folder / "weir-01.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_gold_file_is_read_with_the_places_of_its_labels(tmp_path: Path) -> None:
    article = read_gold_article(written(tmp_path, GOLD))
    assert (article.name, article.form, article.published_at) == ("weir-01", "wire", "2026-03-14T18:20:00+00:00")
    assert article.actors == ("Ida Rohde", "Weir Board")
    assert article.quotes == (
        GoldQuote("direct", (Span(1, 11), Span(25, 34)), "said", "said", "she", ("Ida Rohde",)),
        GoldQuote("indirect", (Span(118, 130),), "never said", "said", "The board", ("Weir Board",), None, None, True),
    )
    assert [article.text[place.start_char : place.end_char] for place in article.not_quotes] == ["miracle"]


@pytest.mark.parametrize(
    ("right", "wrong", "reason"),
    [
        ("form: wire", "shape: wire", "article: form is missing"),
        ("not_quotes:", "note: x\nnot_quotes:", "article: unknown key 'note'"),
        ("not_quotes:", "form: x\nnot_quotes:", "'form' is given twice"),
        (
            "Ida Rohde: person",
            "Ida Rohde: woman",
            "actors: Ida Rohde: 'woman' is none of person, organisation, place, group",
        ),
        (
            "18:20:00Z",
            "18:20:00",
            "published_at: datetime.datetime(2026, 3, 14, 18, 20) is no date and time with its zone",
        ),
        ("type: direct", "type: quote", "quotes 1: type: 'quote' is none of direct, indirect, mixed"),
        ('"It holds."]', '"It held."]', "quotes 1: 'It held.' does not follow 'It holds 🌊' in the text"),
        ('"it was cheap"', '"t was cheap"', "quotes 2: 't was cheap' occurs 0 times in the text"),
        ('"it was cheap"', '"said"', "quotes 2: 'said' occurs 3 times in the text: say which with nth"),
        (
            '["it was cheap"]',
            "[no]",
            "quotes 2: spans: words are expected, not False (quote what YAML takes for something else)",
        ),
        ("    nth: 1", "    nth: first", "quotes 1: nth: 'first' is no number from 1"),
        ("    nth: 1", "    nth: 3", "quotes 1: 'It holds 🌊' occurs 1 times in the text"),
        ("cue: never said", "cue: never claimed", "quotes 2: cue: 'never claimed' does not stand in the text"),
        ("speaker: The board", "speaker: a board", "quotes 2: speaker: 'a board' does not stand in the text"),
        ("    cue: never said\n", "    cue: null\n", "quotes 2: cue_type: is null when cue is, and only then"),
        ("actor: Weir Board", "actor: Weir", "quotes 2: 'Weir' is not declared under actors"),
        ("actor: Weir Board", "actors: [Weir Board]", "quotes 2: actors: a single speaker is an actor"),
        ("    actor: Weir Board\n", "", "quotes 2: give either actor (null for an anonymous one) or actors"),
        ("    negated: true", "    negated: yes please", "quotes 2: negated: 'yes please' is not true: leave it out"),
        ("    negated: true", "    speaks_for: The Mill", "quotes 2: 'The Mill' is not declared under actors"),
        ("    negated: true", "    reported_by: Falk", "quotes 2: reported_by: 'Falk' does not stand in the text"),
        ('["miracle"]', '["pump"]', "'pump' stands in no quotation marks"),
    ],
)
def test_a_slip_refuses_the_file_with_its_name_and_place(tmp_path: Path, right: str, wrong: str, reason: str) -> None:
    assert right in GOLD
    path = written(tmp_path, GOLD.replace(right, wrong, 1))
    with pytest.raises(GoldError) as refused:
        read_gold_article(path)
    assert str(refused.value).startswith(f"{path}: ")
    assert reason in str(refused.value)


def test_the_documented_gold_article_can_be_read(tmp_path: Path) -> None:
    example = (ROOT / "docs" / "quality.md").read_text(encoding="utf-8").split("```yaml\n")[1].split("```")[0]
    assert len(read_gold_article(written(tmp_path, example)).quotes) == 2


def test_a_folder_without_gold_is_refused(tmp_path: Path) -> None:
    with pytest.raises(GoldError, match="no gold articles"):
        read_gold(tmp_path)


def test_what_cleaning_leaves_is_laid_over_the_labelled_text() -> None:
    gold, found = "Ad: buy!\n\nIt  holds 🌊 now.", "It holds now."
    assert {found[at]: gold[there] for at, there in aligned_chars(gold, found).items()} == {c: c for c in "Itholdsnw"}
    assert [aligned_chars(gold, found)[at] for at in (0, 3, 9)] == [10, 14, 22]


def test_the_best_overlap_is_matched_first_and_each_once() -> None:
    gold = [frozenset(range(10)), frozenset(range(5, 15))]
    found = [frozenset(range(5, 14)), frozenset(range(6)), frozenset({99})]
    assert [(match.gold_no, match.found_no, match.overlap) for match in best_matches(gold, found, 0.3)] == [
        (1, 0, 0.9),
        (0, 1, 0.6),
    ]


def test_speakers_are_told_by_their_words() -> None:
    assert same_words("Ms Rohde", "Ida Rohde, the mayor")
    assert not same_words("Ida Falk", "Ida Rohde")
    assert same_words(None, None)
    assert not same_words("she", None)
    assert true_name(FoundActor("Rohde", ()), ["Ida Rohde", "Weir Board"]) == "Ida Rohde"
    assert true_name(FoundActor("Rohde", ()), ["Ida Rohde", "Jon Rohde"]) is None
    assert true_name(FoundActor("Rohde", ()), ["Rohde’s deputy", "Ida Rohde"]) == "Ida Rohde"
    assert true_name(FoundActor("WB", ("WB", "Weir Board")), ["Ida Rohde", "Weir Board"]) == "Weir Board"
    assert [is_described(name) for name in ("Rohde’s deputy", "@weirbird", "Bank of Weir", "Lothar von Thal")] == [
        True,
        False,
        False,
        False,
    ]


@pytest.mark.parametrize(
    ("speaker", "actor", "speaks_for", "kind"),
    [
        ("Mayor Rohde", "Ida Rohde", None, "named"),
        ("The mayor", "Ida Rohde", None, "nominal"),
        ("Rohde’s deputy", "Jon Falk", None, "nominal"),
        ("the WB", "Weir Board", None, "named"),
        ("A spokesman for the Board", "Weir Board", "Weir Board", "nominal"),
        ("She", "Ida Rohde", None, "pronoun"),
        (None, "Ida Rohde", None, "none"),
        ("A Weir man", None, None, "nominal"),
    ],
)
def test_the_kind_of_a_gold_speaker(speaker: str | None, actor: str | None, speaks_for: str | None, kind: str) -> None:
    actors = (actor,) if actor else ()
    assert speaker_kind(GoldQuote("direct", (Span(0, 1),), None, None, speaker, actors, speaks_for)) == kind


def test_cue_types_are_compared_by_family() -> None:
    assert [cue_family(kind) for kind in ("urged", "announced", "criticised", None)] == [
        "asked",
        "said",
        "accused",
        None,
    ]


TEXT = "one two three four. five six. seven eight. nine ten. odd"
IDA, BOARD = FoundActor("Ida Rohde", ()), FoundActor("Weir Board", ("WB", "Weir Board"))


def label(words: str, quote_type: str = "direct", **columns: object) -> GoldQuote:
    start = TEXT.index(words)
    row = {"cue": "said", "cue_type": "said", "speaker": "Rohde", "actors": ("Ida Rohde",)} | columns
    return GoldQuote(quote_type, (Span(start, start + len(words)),), **row)  # type: ignore[arg-type]


def row(words: str, quote_type: str = "direct", **columns: object) -> FoundQuote:
    start = TEXT.index(words)
    plain = {
        "cue_type": "said", "speaker_text": "Ida Rohde", "actor": IDA, "speakers": (IDA,), "speaks_for_text": None,
        "speaks_for": None, "reported_by_text": None, "reported_by": None, "is_negated": False, "confidence": 0.95,
    } | columns  # fmt: skip
    return FoundQuote(quote_type, (Span(start, start + len(words)),), **plain)  # type: ignore[arg-type]


def measured(labels: list[GoldQuote], found: list[FoundQuote]) -> dict[str, tuple[float, int]]:
    actors = ("Ida Rohde", "Weir Board", "Rohde’s aide")
    places = (Span(TEXT.index("odd"), len(TEXT)),)
    gold = GoldArticle("a", "wire", "T", "S", "2026-03-14T00:00:00+00:00", TEXT, actors, tuple(labels), places)
    comparison = compare(gold, FoundArticle("a", TEXT, tuple(found)))
    return {
        score.measure_name: (score.measure_value, score.case_count)
        for score in summarise("s", [cases(comparison)], "x")
    }


def test_every_measure_counts_what_it_says() -> None:
    labels = [
        label("one two three four"),
        label("five six", "mixed", speaker="she", actors=("Weir Board",), cue_type="urged"),
        label("seven eight", "indirect", speaker=None, actors=(), cue=None, cue_type=None),
        label("nine ten", "indirect", speaker="an aide", actors=("Rohde’s aide",)),
    ]
    found = [
        row("one two three"),  # 11 of 15 word characters
        row("five six", "mixed", confidence=0.6, cue_type="asked", speaker_text="he"),  # the wrong speaker
        row("seven eight", "direct", speaker_text=None, actor=None, speakers=(), cue_type=None),
        row("odd", confidence=0.2),
    ]
    assert measured(labels, found) == {
        "confidence_0.0_to_0.5_right": (0.0, 1),
        "confidence_0.6_to_0.7_right": (0.0, 1),
        "confidence_0.9_to_1.0_right": (1.0, 1),
        "cue_type_accuracy": (1.0, 2),
        "indirect_f1_0.3": (0.5, 2),
        "indirect_recall_0.3": (0.5, 2),
        "not_quotes_kept_out": (0.0, 1),
        "quote_type_accuracy": (0.6667, 3),
        "quoted_f1_0.3": (0.8333, 6),
        "quoted_f1_0.8": (0.5, 6),
        "quoted_precision_0.3": (0.75, 4),
        "quoted_precision_0.8": (0.5, 4),
        "quoted_recall_0.3": (1.0, 2),
        "quoted_recall_0.8": (0.5, 2),
        "speaker_actor_accuracy": (0.6667, 3),
        "speaker_actor_accuracy_anonymous": (1.0, 1),
        "speaker_actor_accuracy_named": (1.0, 1),
        "speaker_actor_accuracy_nominal_or_pronoun": (0.0, 1),
        "speaker_actor_accuracy_pronoun": (0.0, 1),
        "speaker_words_accuracy": (0.5, 2),
        "speaker_words_accuracy_named": (1.0, 1),
        "speaker_words_accuracy_pronoun": (0.0, 1),
        "who_said_what_precision": (0.3333, 3),
        "who_said_what_recall": (0.5, 2),
    }


def test_what_only_some_quotations_have() -> None:
    labels = [
        label("one two", is_negated=True),
        label("three four", is_negated=True, reported_by="The Weir Post"),
        label("five six", speaks_for="Weir Board"),
        label("seven eight", actors=("Ida Rohde", "Weir Board")),
        label("nine ten", speaks_for="Weir Board", actors=("Rohde’s aide",)),
    ]
    found = [
        row("one two", is_negated=True),
        row("three four", reported_by_text="Weir Post"),
        row("five six", is_negated=True, speaks_for=BOARD),
        row("seven eight", speakers=(BOARD, IDA)),
        row("nine ten", speaks_for_text="the board of Ida Rohde", actor=None, speakers=()),
    ]
    scores = measured(labels, found)
    marks = ("negated", "reported", "speaks", "joint")
    assert {name: value for name, value in scores.items() if name.startswith(marks)} == {
        "negated_precision": (0.5, 2),
        "negated_recall": (0.5, 2),
        "reported_by_recall": (1.0, 1),
        "speaks_for_recall": (0.5, 2),
        "joint_speakers_recall": (1.0, 1),
    }
    assert scores["speaker_actor_accuracy_described"] == (1.0, 1)


def test_a_lost_article_misses_everything() -> None:
    gold = GoldArticle(
        "a", "wire", "T", "S", "2026-03-14T00:00:00+00:00", TEXT, ("Ida Rohde",), (label("one two"),), ()
    )
    assert set(cases(compare(gold, None))) == {
        Case("quoted_recall_0.3", False),
        Case("quoted_recall_0.8", False),
        Case("quoted_f1_0.3", False),
        Case("quoted_f1_0.8", False),
        Case("who_said_what_recall", False),
    }


def test_the_interval_draws_whole_articles_and_always_the_same() -> None:
    by_article = [[Case("m", True)] * 9, [Case("m", False)] * 3, [Case("m", True), Case("m", False)], []]
    scores = summarise("gold", by_article, "x1")
    assert scores == (QualityScore("gold", "m", 0.7143, 0.0, 1.0, 3, 14, "x1"),)
    assert summarise("gold", by_article, "x1") == scores


@given(st.lists(st.lists(st.booleans(), max_size=4), min_size=1, max_size=6))
def test_intervals_are_ordered_shares(articles: list[list[bool]]) -> None:
    for score in summarise("s", [[Case("m", hit) for hit in article] for article in articles], "x"):
        assert 0 <= score.interval_low <= score.interval_high <= 1
        assert score.case_count == sum(map(len, articles))


def scored(name: str, value: float, low: float, high: float, case_count: int) -> QualityScore:
    return QualityScore("gold", name, value, low, high, 9, case_count, "x1")


def test_scores_and_floors_come_back_as_they_were_written(tmp_path: Path) -> None:
    scores = (
        scored("a", 0.9, 0.86, 0.94, 500),
        scored("b", 1.0, 1.0, 1.0, 40),
        scored("confidence_0.9", 0.9, 0.8, 1.0, 9),
    )
    write_scores(tmp_path, scores)
    write_floors(tmp_path, scores)
    assert read_scores(tmp_path) == scores
    assert read_floors(tmp_path) == (Floor("a", 0.86), Floor("b", 0.9))
    assert read_scores(tmp_path / "none") == ()


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda text: text.replace("case_count", "cases"), "scores.csv:1: the header is not sample_name,"),
        (lambda text: text.replace("0.86", "low"), "scores.csv:2: could not convert string to float: 'low'"),
        (lambda text: text.replace(",x1", ""), "scores.csv:2: 7 cells, expected 8"),
    ],
)
def test_a_damaged_scores_file_is_refused(tmp_path: Path, damage: Callable[[str], str], reason: str) -> None:
    path = write_scores(tmp_path, [scored("a", 0.9, 0.86, 0.94, 500)])
    path.write_text(damage(path.read_text()))
    with pytest.raises(GoldError) as refused:
        read_scores(tmp_path)
    assert reason in str(refused.value)


def test_a_check_names_what_fell_and_what_is_out_of_date() -> None:
    fresh = [scored("a", 0.9, 0.8, 1.0, 100), scored("b", 0.5, 0.4, 0.6, 100), scored("new", 1.0, 1.0, 1.0, 1)]
    recorded = [scored("a", 0.93, 0.8, 1.0, 100), scored("b", 0.55, 0.4, 0.6, 100), scored("gone", 1.0, 1.0, 1.0, 1)]
    assert shortfalls(fresh, recorded, [Floor("a", 0.9), Floor("b", 0.51), Floor("c", 0.1)]) == (
        "b: 0.5000 is below its floor of 0.5100",
        "c: has a floor, but no case",
        "gone: recorded, but not measured",
        "b: 0.5000, but scores.csv says 0.5500",
        "new: not in scores.csv",
    )
    assert shortfalls(fresh, fresh, [Floor("a", 0.9)]) == ()


def test_scores_say_whether_they_are_of_the_rules_in_use() -> None:
    con = empty_warehouse()
    for run_id, started_at, extractor_id in (("r1", "2026-03-01", "x2"), ("r2", "2026-03-02", "x1")):
        insert(con, "runs", {"run_id": run_id, "started_at": started_at, "extractor_id": extractor_id})
    for name, extractor_id in (("a", "x1"), ("b", "x2")):
        insert(con, "quality_scores", {"sample_name": "gold", "measure_name": name, "extractor_id": extractor_id})
    build_all(con)
    assert con.execute("select measure_name, is_current from facts.quality_scores order by 1").fetchall() == [
        ("a", True),
        ("b", False),
    ]


def test_the_command_writes_scores_and_floors(tmp_path: Path) -> None:
    shutil.copy(SHIPPED / "sample-01.yaml", tmp_path)
    nightdesk("score", "--gold", tmp_path, "--record-floors", "--workers", "1")
    scores, floors = read_scores(tmp_path), read_floors(tmp_path)
    assert shortfalls(scores, scores, floors) == ()
    assert {"quoted_f1_0.3", "who_said_what_recall"} <= {floor.measure_name for floor in floors}
    assert {score.article_count for score in scores} == {1}


def test_the_shipped_scores_hold_and_the_command_fails_below_a_floor(tmp_path: Path) -> None:
    """What CI holds the rules to: no score below its floor but the one that is raised here, and scores.csv says what is measured."""
    gold = shutil.copytree(SHIPPED, tmp_path / SHIPPED.name)
    shipped = (gold / "scores.csv").read_bytes()
    with (gold / "floors.csv").open("a", encoding="utf-8") as floors:
        floors.write("quoted_precision_0.3,1.01\n")
    said = nightdesk("score", "--gold", gold, "--check", code=1, both=True)
    shown = [line.strip() for line in said.split("The scores do not hold:\n")[1].splitlines()]
    assert "is below its floor of 1.0100" in shown[0]
    assert shown[1].startswith("If that is meant")
    assert (gold / "scores.csv").read_bytes() == shipped


def test_the_sample_is_large_and_of_many_forms() -> None:
    gold = read_gold(SHIPPED)
    assert len(gold) >= 40
    assert len({article.form for article in gold}) >= 8
    with (SHIPPED / "floors.csv").open(encoding="utf-8") as lines:
        assert {"quoted_f1_0.3", "who_said_what_recall"} <= {row["measure_name"] for row in csv.DictReader(lines)}
