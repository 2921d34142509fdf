"""The page of the tables people query, made from the comments that every build leaves in the database."""

from duckdb import DuckDBPyConnection

OPENING = """\
# Tables

Every build leaves these words in the database as comments; `make docs-tables` writes this page from them. `nightdesk tables NAME` prints a
table's part. A `?` after a column of the key means that it may be null. "References" names the table to whose row an id leads; it and what else
is said after a column's meaning ("between 0 and 1") is checked on every build.

Types: `…_id` is text derived from content, `…_at` a UTC timestamp, `…_date` a day, `…_count` an integer, `…_share` 0 to 1. An id of a group carries
the key of its smallest member; one that a merge retired is in `facts.id_redirects`.
"""

HEAD = ("| column | type | meaning |", "|---|---|---|")

TABLES_SQL = """
select
    schema_name || '.' || table_name as name,
    comment
from (
    select database_name, schema_name, table_name, comment from duckdb_tables()
    union all
    select database_name, schema_name, view_name, comment from duckdb_views()
)
where database_name = current_database() and schema_name in ('facts', 'marts', 'reports')
order by name
"""

COLUMNS_SQL = """
select
    column_name,
    data_type,
    comment
from duckdb_columns()
where database_name = current_database() and schema_name || '.' || table_name = ?
order by column_index
"""


def tables_page(con: DuckDBPyConnection) -> str:
    """The whole page, in Markdown."""
    parts = [table_part(con, name) for name, _ in con.execute(TABLES_SQL).fetchall()]
    return "\n".join([OPENING, *parts])


def tables_list(con: DuckDBPyConnection) -> str:
    """A line for each table: its name and the first sentence of what it is."""
    told = con.execute(TABLES_SQL).fetchall()
    width = max((len(name) for name, _ in told), default=0)
    return "\n".join(
        f"{name:{width}}  {(what or '').partition('. ')[0].partition(': ')[0].splitlines()[0].rstrip('.')}"
        for name, what in told
    )


def table_part(con: DuckDBPyConnection, name: str) -> str:
    """A table's part of the page; raises ValueError for a name that no table has, with or without its schema."""
    told = dict(con.execute(TABLES_SQL).fetchall())
    full_name = next((each for each in told if name in (each, each.partition(".")[2])), None)
    if full_name is None:
        raise ValueError(f"there is no table {name}: `nightdesk tables` lists them")
    columns = con.execute(COLUMNS_SQL, [full_name]).fetchall()
    rows = [f"| {column} | {_type_name(data_type)} | {meaning or ''} |" for column, data_type, meaning in columns]
    what, *lines = (told[full_name] or "").splitlines()
    return "\n".join([f"## {full_name}\n", what, "", *(f"{line}  " for line in lines), "", *HEAD, *rows, ""])


def _type_name(data_type: str) -> str:
    """The type in short: text for VARCHAR, and a list of structs without their fields, which the meaning names."""
    name = "struct[]" if data_type.startswith("STRUCT(") else data_type.lower()
    return name.replace("varchar", "text")
