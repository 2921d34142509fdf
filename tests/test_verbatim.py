"""Promise 1 through the whole program: articles of arbitrary Unicode, and every span of every table is exactly the stored words."""

import html
import json
import random
from pathlib import Path

import duckdb
import pytest

from tests.raw_rows import SQL_DIR
from tests.test_quotes_robust import ODDITIES, STORY
from tests.warehouses import backfill, rows

REPORT = """\
OSLO, March 3 — At least 14 people were injured on Monday when police arrested strikers in Bergen, Norway, the Interior Ministry said.

Prime Minister Ines Falk, head of the Harbour Party, accused the union of lying. She demanded talks before 12 April 2026 and promised $3 million."""
WORDS_OF = {"actor_roles": "role_text", "events": "action_text"}
SPLIT = {("quotes", "")}  # words of several spans, joined
ANOTHERS = {("events", "place_")}  # the offset of another table's row


def mixed(seed: int) -> str:
    """A report with oddities and any characters of Unicode anywhere in it, also inside words and between marks."""
    chance = random.Random(seed)
    text = chance.choice([STORY, REPORT])
    for _ in range(chance.randrange(40)):
        place = chance.randrange(len(text) + 1)
        anything = chr(chance.choice((chance.randrange(1, 0xD800), chance.randrange(0xE000, 0x110000))))
        text = text[:place] + chance.choice([*ODDITIES, anything]) + text[place:]
    return text


TEXTS = [mixed(seed) for seed in range(80)]


@pytest.fixture(scope="module")
def warehouse(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What the program publishes of the texts, read as JSON lines and, every second one, as web pages."""
    folder = tmp_path_factory.mktemp("verbatim")
    inputs = folder / "in"
    inputs.mkdir()
    with (inputs / "articles.jsonl").open("w", encoding="utf-8") as lines:
        for number, text in enumerate(TEXTS):
            url, title = f"https://town.example/{number}", f"Harbour report {number}"
            if number % 2:
                paragraphs = "".join(f"<p>{html.escape(part)}</p>" for part in text.split("\n\n"))
                page = (
                    f'<html lang="en"><head><title>{title}</title><link rel="canonical" href="{url}">'
                    f"</head><body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
                )
                (inputs / f"{number}.html").write_text(page, encoding="utf-8")
            else:
                line = {"url": url, "title": title, "text": text, "language": "en", "date": "2026-03-03"}
                lines.write(json.dumps(line) + "\n")
    warehouse = folder / "w.duckdb"
    backfill(warehouse, inputs)
    return warehouse


def spans_of(warehouse: Path) -> list[tuple[str, str]]:
    """Every pair of offsets of ``facts``: its table, and the prefix of its columns."""
    query = """select table_name, regexp_replace(column_name, 'start_char$', '') from information_schema.columns
        where table_schema = 'facts' and table_name <> 'rejected_quotes' and column_name like '%start_char' order by all"""
    return [(table, prefix) for table, prefix in rows(warehouse, query) if (table, prefix) not in ANOTHERS]


def test_every_span_is_the_stored_words(warehouse: Path) -> None:
    stored = dict(rows(warehouse, "select article_id, text from facts.articles"))
    assert len(stored) == len(set(TEXTS))
    for table, prefix in sorted({*spans_of(warehouse)} - SPLIT):
        words = WORDS_OF.get(table, "text") if not prefix else f"{prefix}text"
        query = f"select article_id, {prefix}start_char, {prefix}end_char, {words} from facts.{table} where {words} is not null"
        query += " and (question <> 'what' or start_char is not null)" * (table == "key_facts")  # words of the headline
        found = rows(warehouse, query)
        assert found, (table, prefix)
        for article_id, start, end, text in found:
            assert stored[article_id][start:end] == text, (table, prefix, article_id)
    for article_id, spans, text in rows(warehouse, "select article_id, spans, text from facts.quotes"):
        assert text == " ".join(stored[article_id][span["start_char"] : span["end_char"]] for span in spans)


def test_a_shifted_span_of_any_table_is_found(warehouse: Path) -> None:
    checks = [path.read_text(encoding="utf-8") for path in sorted((SQL_DIR / "checks").glob("*verbatim.sql"))]
    for table, prefix in spans_of(warehouse):
        with duckdb.connect() as con:
            con.execute(f"attach '{warehouse}' as published (read_only)")
            con.execute("create schema facts")
            for (name,) in rows(warehouse, "select table_name from duckdb_tables() where schema_name = 'facts'"):
                con.execute(f"create table facts.{name} as from published.facts.{name}")
            assert [con.execute(check).fetchall() for check in checks] == [[]] * len(checks)
            column = f"{prefix}start_char"
            con.execute(f"update facts.{table} set {column} = {column} + 1 where {column} is not null")
            assert any(con.execute(check).fetchall() for check in checks), (table, prefix)
