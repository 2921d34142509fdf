"""Resolving anew: what is resolved from the whole corpus may come out otherwise for articles that did not change.

What was resolved last is set aside, compared as soon as it is made again, and the articles of rows that differ are taken in to the slice.
"""

from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from tasks.build.changes import SLICED_SHARE
from tasks.build.reach import SLICE_ARTICLES_SQL, differing_rows
from tasks.build.slices import ACTOR, ARTICLE, BEFORE, PAIR, RETIRED, columns_of, forget_slices

# How the articles of resolved rows are found, by the first of these columns that their table has.
ARTICLES_OF = {
    "article_id": "{rows}",
    "version_id": "from staging.article_versions semi join ({rows}) using (version_id)",
    "actor_id": """
        from staging.article_versions
        semi join (from resolved.entity_actors semi join ({rows}) using (actor_id)) using (version_id)
    """,
}
OF_ACTORS = ("actors", "seen_actors", "actor_aliases")  # what facts about actors are made from, actor by actor
TAKEN = "taken_"  # what was set aside, once it was compared


def resolved_tables(con: DuckDBPyConnection) -> set[str]:
    """The tables of ``resolved``, by full name."""
    return {f"resolved.{table}" for (table,) in con.execute(RESOLVED_SQL).fetchall()}


def set_resolved_aside(con: DuckDBPyConnection, kept: set[str]) -> None:
    """Keep what was resolved last, to compare with, but for the tables that stay where they are."""
    for table in resolved_tables(con) - kept:
        con.execute(f"alter table {table} rename to {_before(table)}")


def take_in_resolved(con: DuckDBPyConnection, read: set[str], dated: set[str], in_place: Iterable[str]) -> None:
    """Take in the articles of rows that were resolved otherwise than what was set aside, or was there in the tables made ``in_place``.

    ``read`` are the tables that facts are made from article by article; of them, days hang on the ``dated`` alone.
    """
    for table in read.intersection(in_place):
        _take_in_articles(con, f"from otherwise_{table.partition('.')[2]}", table in dated)
    tables = resolved_tables(con)
    for table in sorted(table for table in tables if f"resolved.{_before(table)}" in tables):
        before = f"resolved.{_before(table)}"
        if table in read:
            take_in(con, table, table, before, table in dated)
        con.execute(f"alter table {before} rename to {TAKEN}{table.partition('.')[2]}")


def open_groups(con: DuckDBPyConnection) -> None:
    """Open the slices that hang on who is named in the articles reached: of their quotations' groups, and of pairs of actors.

    A group of several speakers is reached too when something was told of one of them: who speaks for whom may be told in any article.
    """
    for statement in GROUPS_SQL:
        con.execute(statement)


def close_resolved(con: DuckDBPyConnection) -> None:
    """Open the slices of actors and of ids that may be retired, or live again, and let go of what was resolved before."""
    for table in OF_ACTORS:
        differing = differing_rows(f"resolved.{table}", f"resolved.{TAKEN}{table}", ACTOR)
        con.execute(f"insert into slice_{ACTOR} select distinct {ACTOR} from ({differing})")
    redirects = differing_rows("resolved.actor_redirects", f"resolved.{TAKEN}actor_redirects", RETIRED)
    for statement in RETIRED_SQL:
        con.execute(statement.format(redirects=redirects))
    for table in resolved_tables(con):
        if table.startswith(f"resolved.{TAKEN}"):
            con.execute(f"drop table {table}")


def take_in(con: DuckDBPyConnection, table: str, made: str, before: str, is_dated: bool) -> None:
    """Add the articles of the rows that only one of ``made`` and ``before`` has, both of the table, to those that changed."""
    has = columns_of(con, table)
    by = next(column for column in ARTICLES_OF if column in has)
    _take_in_articles(con, ARTICLES_OF[by].format(rows=differing_rows(made, before, by)), is_dated)


def _take_in_articles(con: DuckDBPyConnection, articles: str, is_dated: bool) -> None:
    con.execute(f"create or replace temp table taken_in as select article_id from ({articles})")
    for into in ("changed_articles", *(["dated_articles"] if is_dated else [])):
        con.execute(f"insert into {into} from taken_in")
    con.execute(SLICE_ARTICLES_SQL)
    forget_slices(con, column=ARTICLE)


def is_worth_slicing(con: DuckDBPyConnection) -> bool:
    """Whether slices still cost less than the whole."""
    reached, articles = con.execute(REACHED_SQL).fetchone() or (0, 0)
    return bool(reached <= SLICED_SHARE * articles)


def _before(table: str) -> str:
    return BEFORE + table.partition(".")[2]


RESOLVED_SQL = """
select table_name from duckdb_tables() where schema_name = 'resolved' and database_name = current_database() order by all
"""

REACHED_SQL = """
select (select count(distinct article_id) from slice_article_id), (select count(distinct article_id) from staging.article_versions)
"""

# Pairs in both orders, so that each actor is found by the first column.
GROUPS_SQL = (
    """
    insert into slice_quote_group_id (quote_group_id)
    select quote_group_id from facts.quotes semi join slice_article_id using (article_id)
    union
    select quote_group_id from resolved.quote_groups semi join slice_article_id using (article_id)
    """,
    """
    create or replace temp table named_actors as
    from former_entity_actors
    union
    select versions.article_id, entity_actors.actor_id
    from resolved.entity_actors as entity_actors
    inner join staging.article_versions as versions on entity_actors.version_id = versions.version_id and versions.is_current
    semi join slice_article_id as slice on versions.article_id = slice.article_id
    """,
    """
    insert into slice_quote_group_id
    select quote_group_id from resolved.several_speakers semi join named_actors using (actor_id)
    """,
    f"""
    insert into slice_{PAIR}
    select distinct one.actor_id, other.actor_id as other_actor_id
    from named_actors as one
    inner join named_actors as other on one.article_id = other.article_id and one.actor_id <> other.actor_id
    """,
)

# Ids that a member of a group, a name of an actor or an address of an article would have by itself. An address that several articles have
# had leads to the first of them, so all of these are read.
RETIRED_SQL = (
    """
    insert into slice_old_id (old_id)
    with members as (
        select article_id, quote_id, null as event_id from facts.quotes semi join slice_article_id using (article_id)
        union all
        select article_id, quote_id, null from resolved.quote_groups semi join slice_article_id using (article_id)
        union all
        select article_id, null, event_id from facts.events semi join slice_article_id using (article_id)
        union all
        select article_id, null, event_id from resolved.event_groups semi join slice_article_id using (article_id)
        union all
        select article_id, null, null from slice_article_id
    ),

    own_ids as (
        select unnest([identity.own_id, identity.link_id]) as old_id from raw.articles semi join slice_article_id using (article_id)
    )

    select unnest([
        'quotes:' || quote_id, 'events:' || event_id, 'story:' || article_id, 'reprint:' || article_id, article_id
    ]) as old_id
    from members
    union
    select old_id from own_ids
    union
    select redirects.old_id
    from facts.id_redirects as redirects
    semi join slice_article_id as slice on redirects.id_type = 'article' and redirects.new_id = slice.article_id
    union
    select 'act_' || left(sha256(old_key), 16) from resolved.corrected_actors
    union
    {redirects}
    """,
    """
    insert into slice_old_id (article_id)
    select old_id from slice_old_id
    union
    select article_id
    from (select article_id, unnest([identity.own_id, identity.link_id]) as old_id from raw.articles) as own_ids
    semi join slice_old_id using (old_id)
    """,
)
