"""What changed: between versions of an article and between warehouses."""

import json
import shutil
from pathlib import Path

import duckdb
import pytest

from tasks.history.quotes import QuoteChange, StatedQuote, changed_quotes
from tasks.history.words import WordChange, changed_words
from tests.raw_rows import article, build_all, empty_warehouse, entity, insert, quote
from tests.warehouses import nightdesk

OLD = "The quay costs 41 crowns.\n\n“We are nearer to an end than before,” said Ada Moss.\n\n“No,” said Rosa Quill."
NEW = "The quay costs 47 crowns.\n\n“We are closer to an end than before,” said Ada Moss.\n\n“No,” said Ada Moss."


def test_words_are_compared_inside_the_paragraphs_that_changed() -> None:
    assert changed_words("One two.\n\nThree four five.\n\nSix.", "One two.\n\nThree  4 five!\n\nSix.\nSeven.") == (
        WordChange("Three", "four five.", "4 five!"),
        WordChange("", "", "Seven."),
    )
    assert changed_words("Same\n\nwords", "Same\nwords") == ()


def test_quotations_are_paired_by_their_words_each_once() -> None:
    old = [StatedQuote("we will not go there again", "Moss", "said"), StatedQuote("no", "Quill", "said")]
    new = [
        StatedQuote("no", "Moss", "said"),
        StatedQuote("we will never go there again", "Moss", "said"),
        StatedQuote("yes", None, None),
    ]
    assert changed_quotes(old, new) == (
        QuoteChange("reworded", old[0], new[1]),
        QuoteChange("re-attributed", old[1], new[0]),
        QuoteChange("added", None, new[2]),
    )
    assert changed_quotes(old, []) == (QuoteChange("removed", old[0], None), QuoteChange("removed", old[1], None))
    twice = [old[1], StatedQuote("no", "Moss", "said")]
    assert changed_quotes(twice, twice[::-1]) == ()


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An article in two versions and its older URL."""
    path = tmp_path_factory.mktemp("diff") / "quay.duckdb"
    con = empty_warehouse(str(path))
    said = {"speaker_status": "named", "unknown_reason": None}
    for name, text, day, words, no_of_no in (
        ("d1", OLD, "2026-03-05", "nearer", 1),
        ("d2", NEW, "2026-03-06", "closer", 0),
    ):
        about = {
            "article_id": "a1",
            "url": f"https://town.example/{name}",
            "source_name": "Town Crier",
            "title": f"Quay, {words}",
        }
        insert(con, "articles", article(name, text, day, aliases=["guid-1"], **about))
        insert(con, "entities", entity(name, 0, "Ada Moss"), entity(name, 1, "Rosa Quill"))
        insert(con, "quotes", quote(name, text, f"We are {words} to an end than before", entity_no=0, **said))
        insert(con, "quotes", quote(name, text, "No", entity_no=no_of_no, **said))
    build_all(con)
    con.close()
    return path


@pytest.mark.parametrize("name", ["a1", "d1", "https://town.example/d1", "https://town.example/d2"])
def test_an_article_is_found_by_id_version_and_any_of_its_urls(warehouse: Path, name: str) -> None:
    assert nightdesk("diff", name, "--warehouse", warehouse) == (
        "Town Crier, https://town.example/d2\n"
        "\n"
        "version 1, first seen 2026-03-05 00:00 → version 2, first seen 2026-03-06 00:00\n"
        "  headline: [-Quay, nearer-] {+Quay, closer+}\n"
        "  … The quay costs [-41-] {+47+}\n"
        "  … quay costs 41 crowns. “We are [-nearer-] {+closer+}\n"
        "  … before,” said Ada Moss. “No,” said [-Rosa Quill.-] {+Ada Moss.+}\n"
        "  quotation reworded: “We are nearer to an end than before” (Ada Moss) → “We are closer to an end than before” (Ada Moss)\n"
        "  quotation re-attributed: “No” (Rosa Quill) → “No” (Ada Moss)\n"
    )


def test_what_is_no_article_and_no_file_is_an_error(warehouse: Path) -> None:
    assert "'nope' is neither" in nightdesk("diff", "nope", "--warehouse", warehouse, code=1, both=True)


def test_another_warehouse_is_compared_outlet_by_outlet(warehouse: Path, tmp_path: Path) -> None:
    other = Path(shutil.copy(warehouse, tmp_path / "other.duckdb"))
    assert nightdesk("diff", other, "--warehouse", warehouse) == "no fact differs\n"
    with duckdb.connect(str(other)) as con:
        con.execute("update facts.quotes set actor_name = 'Rosa Quill' where text = 'No'")
        con.execute("delete from facts.quotes where text <> 'No'")
    counts = {
        "source_name": "Town Crier",
        "table_name": "quotes",
        "added_count": 0,
        "removed_count": 1,
        "changed_count": 1,
    }
    assert json.loads(nightdesk("diff", other, "--warehouse", warehouse, "--json")) == [counts]
    shown = nightdesk("diff", other, "--table", "quotes", "--warehouse", warehouse).splitlines()
    assert len(shown) == 6
    assert sum("Rosa Quill" in line for line in shown) == 1
    assert "  there: –" in shown
