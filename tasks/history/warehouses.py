"""What another warehouse has otherwise, outlet by outlet: after a replay with new rules or another model."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb


@dataclass(frozen=True, slots=True)
class TableChange:
    """How many facts of an outlet the other warehouse has more, less, or at the same place with other values."""

    source_name: str | None
    table_name: str
    added_count: int
    removed_count: int
    changed_count: int


# What says that two rows are the same fact, and what may differ in it.
FACTS = {
    "articles": ("article_id", "version_id, title, published_at, language_code"),
    "quotes": ("article_id, start_char, end_char", "text, quote_type, cue_type, actor_name, speaker_text, is_negated"),
    "mentions": ("article_id, start_char, end_char", "text, actor_type, actor_name"),
    "actor_roles": ("article_id, start_char, end_char, actor_name", "role_text, organisation_text, role_status"),
    "events": ("article_id, start_char, end_char, event_type", "actor_text, recipient_text, modality, is_negated"),
    "article_topics": ("article_id, topic_id", "topic_name, rank"),
    "places": ("article_id, start_char, end_char", "text, place_id, place_role"),
    "dates": ("article_id, start_char, end_char", "text, value_edtf"),
    "figures": ("article_id, start_char, end_char", "text, number_value, unit_name, what_text, qualifier"),
    "key_facts": ("article_id, question, rank", "text"),
}


def changed_tables(ours: Path, other: Path) -> tuple[TableChange, ...]:
    """The tables with differences, by outlet and table; empty when all facts are the same."""
    with _attached(ours, other) as con:
        rows = [(table, *row) for table in FACTS for row in con.execute(_counts_sql(table)).fetchall()]
    return tuple(
        TableChange(source_name, table, *counts)
        for table, source_name, *counts in sorted(rows, key=lambda row: (row[1] is None, row[1] or ""))
    )


def changed_rows(ours: Path, other: Path, table: str, most: int) -> Iterator[tuple[str, str | None, str | None]]:
    """Facts of a table that differ, as (place, here, there), in order of article and place; a missing side is None."""
    with _attached(ours, other) as con:
        yield from con.execute(
            f"select place, ours, other from ({_joined_sql(table)}) order by all limit ?", [most]
        ).fetchall()


def _attached(ours: Path, other: Path) -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("set enable_progress_bar = false")
    for alias, path in (("ours", ours), ("other", other)):
        if not path.exists():
            raise FileNotFoundError(f"there is no warehouse at {path}")
        con.execute("attach '" + str(path).replace("'", "''") + f"' as {alias} (read_only)")
    return con


def _joined_sql(table: str) -> str:
    """Both sides' facts by place, where their values differ; several facts at one place are compared together."""
    key, values = FACTS[table]

    def side(alias: str) -> str:
        stated = f"list(({values})::text order by ({values})::text)"
        facts = f"select ({key})::text as place, any_value(article_id) as article_id, array_to_string({stated}, '; ') as stated"
        return (
            f"select facts.place, facts.stated, articles.source_name from ({facts} from {alias}.facts.{table} group by 1) as facts "
            f"inner join {alias}.facts.articles as articles using (article_id)"
        )

    return (
        "select place, ours.stated as ours, other.stated as other, coalesce(ours.source_name, other.source_name) as source_name "
        f"from ({side('ours')}) as ours full join ({side('other')}) as other using (place) "
        "where ours.stated is distinct from other.stated"
    )


def _counts_sql(table: str) -> str:
    return (
        "select source_name, count(*) filter (where ours is null), count(*) filter (where other is null), "
        "count(*) filter (where ours is not null and other is not null) "
        f"from ({_joined_sql(table)}) group by source_name"
    )
