"""Portions: models and checks whose working memory would grow with the warehouse are run on some of its articles at a time.

One with ``in portions`` behind its slice is run for the whole as several selects, each with its inputs narrowed to a portion as for a slice. So
what it joins and gathers at once is that of ``ARTICLES_AT_ONCE`` articles, however many there are.
"""

from collections.abc import Iterable, Iterator

from duckdb import DuckDBPyConnection

from tasks.build.reach import SLICE_DAYS_SQL
from tasks.build.reading import Model, tables_read
from tasks.build.slices import ARTICLE, DAY, EVENT_GROUP, QUOTE_GROUP, sliced

ARTICLES_AT_ONCE = 100_000


def make_whole(con: DuckDBPyConnection, model: Model, rows_sql: str = "{}") -> None:
    """Make all rows of the model's table anew; ``rows_sql`` is the query around its select, which stands there as ``{}``."""
    into = f"create or replace {'view' if model.is_view else 'table'} {model.name} as"
    for sql in whole_selects(con, model.sql, model.slice, model.is_portioned):
        con.execute(f"{into} {rows_sql.format(sql)}")
        into = f"insert into {model.name}"


def whole_selects(con: DuckDBPyConnection, sql: str, column: str | None, is_portioned: bool) -> Iterable[str]:
    """The selects that together give all rows of ``sql``; each is to be run before the next is taken."""
    articles = 0
    if column and is_portioned:
        (articles,) = con.execute("select count(distinct article_id) from raw.articles").fetchone() or (0,)
    if not column or articles <= ARTICLES_AT_ONCE:
        return [sql]
    return _portions(con, sql, column, -(-articles // ARTICLES_AT_ONCE))


def _portions(con: DuckDBPyConnection, sql: str, column: str, portions: int) -> Iterator[str]:
    statements = list(PORTION_SQL[column])
    if column == ARTICLE and any(not table.startswith("raw.") for table in tables_read(sql)):
        statements.append(PORTION_QUOTES_SQL)
    for portion_no in range(1, portions + 1):
        for statement in statements:
            con.execute(statement.format(portions=portions, portion_no=portion_no))
        yield sliced(con, sql, column, is_held=False)
    con.execute(f"drop table slice_{column}")


def _groups_sql(group: str, table: str) -> str:
    return f"""
        create or replace temp table slice_{group} as
        select distinct {group} from {table} where hash({group}) % {{portions}} + 1 = {{portion_no}}
        """


# What the slice is opened from holds the portion. Articles by date, so that rows lie in the order of days as in a table made at once; days and
# groups by chance.
PORTION_SQL = {
    ARTICLE: (
        """
        create or replace temp table changed_articles as
        select article_id
        from (
            select article_id, ntile({portions}) over (order by min(published_at), article_id) as portion_no
            from raw.articles
            group by article_id
        )
        where portion_no = {portion_no}
        """,
        """
        create or replace temp table slice_article_id as
        select article_id, version_id, document_id, cast(null as text) as quote_id from raw.articles semi join changed_articles using (article_id)
        """,
    ),
    DAY: (
        """
        create or replace temp table reached_days as
        select published_date from facts.days where hash(published_date) % {portions} + 1 = {portion_no}
        """,
        SLICE_DAYS_SQL,
    ),
    QUOTE_GROUP: (_groups_sql(QUOTE_GROUP, "resolved.quote_groups"),),
    EVENT_GROUP: (_groups_sql(EVENT_GROUP, "resolved.event_groups"),),
}

# There are quotations once staging is made, which reads raw alone.
PORTION_QUOTES_SQL = """
insert into slice_article_id (quote_id)
select quote_id from staging.quotes semi join changed_articles using (article_id)
"""
