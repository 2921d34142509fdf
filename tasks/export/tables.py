"""Which rows of a table an export takes, by the columns that the table has."""

from collections.abc import Iterator, Sequence

from duckdb import DuckDBPyConnection

from tasks.export.filters import ArticleFilter

SCHEMAS = ("facts", "marts")
ACTOR_COLUMNS = ("actor_id", "recipient_id", "other_actor_id", "speaks_for_actor_id")
NESTED = ("[", "STRUCT", "MAP", "UNION")


def exported_tables(con: DuckDBPyConnection, names: Sequence[str], wanted: ArticleFilter) -> tuple[str, ...]:
    """The full names of the tables to export: those named, with or without their schema, else all of facts and marts that the filter fits.

    Raises ValueError for a table that is not there, or that cannot be filtered so.
    """
    known = {f"{schema}.{table}": columns for schema, table, columns in con.execute(TABLES_SQL).fetchall()}
    if not names:
        return tuple(
            name
            for name, columns in known.items()
            if name.split(".")[0] in SCHEMAS and _conditions(name, columns, wanted) is not None
        )
    return tuple(_named(name, known, wanted) for name in names)


def _named(name: str, known: dict[str, list[str]], wanted: ArticleFilter) -> str:
    found = next((full for full in known if name in (full, full.split(".")[1])), None)
    if found is None:
        raise ValueError(f"there is no table {name!r}: `nightdesk tables` lists them")
    if _conditions(found, known[found], wanted) is None:
        raise ValueError(f"{found} has no column to filter by as asked")
    return found


def table_query(con: DuckDBPyConnection, name: str, wanted: ArticleFilter, *, is_flat: bool = False) -> str:
    """The select of a table's wanted rows; ``is_flat`` gives lists and structs as JSON. ``choose_articles`` was called before."""
    described = con.execute(f"describe {name}").fetchall()
    columns = [column for column, *_ in described]
    shown = ", ".join(
        f'to_json("{column}") as "{column}"' if is_flat and any(mark in kind for mark in NESTED) else f'"{column}"'
        for column, kind, *_ in described
    )
    conditions = _conditions(name, columns, wanted) or []
    return f"select {shown} from {name} where {' and '.join(['true', *conditions])}"


def _conditions(name: str, columns: Sequence[str], wanted: ArticleFilter) -> list[str] | None:
    """What rows must meet; None for a table that cannot be filtered so. The article in a row of marts is only an example of its many."""
    is_of_articles = name.startswith("facts.") and "article_id" in columns
    parts = (
        _of_outlets(columns, wanted, is_of_articles),
        _of_days(columns, wanted, is_of_articles),
        _of_actors(columns, wanted, is_of_articles),
    )
    conditions = []
    for part in parts:
        found = list(part)
        if None in found:
            return None
        conditions += [condition for condition in found if condition]
    return conditions


CHOSEN = "article_id in (select article_id from chosen_articles)"
CHOSEN_FOR_ACTORS = "article_id in (select article_id from chosen_for_actors)"


def _of_outlets(columns: Sequence[str], wanted: ArticleFilter, is_of_articles: bool) -> Iterator[str | None]:
    if wanted.source_names and is_of_articles:
        yield CHOSEN
    elif wanted.source_names:
        names = ", ".join(_literal(name.lower()) for name in wanted.source_names)
        yield f"lower(source_name) in ({names})" if "source_name" in columns else None


def _of_days(columns: Sequence[str], wanted: ArticleFilter, is_of_articles: bool) -> Iterator[str | None]:
    if wanted.has_days and is_of_articles:
        yield CHOSEN
    elif wanted.has_days and "published_date" in columns:
        if wanted.since:
            yield f"published_date >= date '{wanted.since}'"
        if wanted.until:
            yield f"published_date <= date '{wanted.until}'"
    elif wanted.has_days:
        yield None


def _of_actors(columns: Sequence[str], wanted: ArticleFilter, is_of_articles: bool) -> Iterator[str | None]:
    if not wanted.actor_ids:
        return
    ids = ", ".join(map(_literal, wanted.actor_ids))
    naming = [f"{column} in ({ids})" for column in ACTOR_COLUMNS if column in columns]
    if "speaker_actor_ids" in columns:
        naming.append(f"list_has_any(speaker_actor_ids, [{ids}])")
    if naming:
        yield f"({' or '.join(naming)})"
    else:
        yield CHOSEN_FOR_ACTORS if is_of_articles else None


def _literal(words: str) -> str:
    return "'" + words.replace("'", "''") + "'"


TABLES_SQL = """
select schema_name, table_name, list(column_name order by column_index)
from duckdb_columns()
where schema_name in ('facts', 'marts', 'reports') and database_name = current_database()
group by all
order by all
"""
