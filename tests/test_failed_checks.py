"""A check that finds rows stops the publish: the published file stays to the byte, and the rows are kept for the person to see."""

from pathlib import Path

import duckdb

from tasks.publish import CONFIG
from tests.raw_rows import SQL_DIR, article, insert, quote
from tests.warehouses import nightdesk, rows

TEXT = "“We waited,” said Ines Falk."


def test_yesterdays_file_stays_until_the_checks_hold_again(tmp_path: Path) -> None:
    warehouse, kept = tmp_path / "town.duckdb", tmp_path / "town.failed_checks.csv"
    with duckdb.connect(str(warehouse), config=CONFIG) as con:
        con.execute((SQL_DIR / "raw.sql").read_text(encoding="utf-8"))
        insert(con, "articles", article("a", TEXT))
        insert(con, "quotes", quote("a", TEXT, "We waited,") | {"text": "We slept,"})
    before = warehouse.read_bytes()
    said = nightdesk("build", "--warehouse", warehouse, code=1, both=True)
    assert "quotes_are_verbatim (quote_id, start_char, end_char, text, stored_text): (" in said
    assert f"all kept in {kept}" in said
    assert "We slept," in kept.read_text(encoding="utf-8")
    assert warehouse.read_bytes() == before

    with duckdb.connect(str(warehouse), config=CONFIG) as con:
        con.execute("update raw.quotes set text = 'We waited,'")
    nightdesk("build", "--warehouse", warehouse)
    assert not kept.exists()
    assert rows(warehouse, "select text from facts.quotes") == [("We waited,",)]
    comment = "select comment from duckdb_columns() where schema_name = 'facts' and table_name = 'quotes' and column_name = 'cue_text'"
    assert rows(warehouse, comment) == [('The words that tell that something is said: "said", "according to".',)]
    told = nightdesk("tables", "quotes", "--warehouse", warehouse)
    assert told.startswith("## facts.quotes\n\nWho said what, in the words of the article.")
    assert "| quote_type | text | direct, indirect or mixed" in told
