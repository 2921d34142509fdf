"""Reach: the articles, groups, stories and days that a change leads to, taken in as rows come out otherwise than before.

First are the articles whose documents changed. What is resolved from the whole corpus may come out otherwise for others: theirs are
added as soon as it is made. Groups and stories are those that rows made again had and have, days those of articles as they were and are.
"""

from duckdb import DuckDBPyConnection

from tasks.build.changes import SLICED_SHARE
from tasks.build.slices import (
    ARTICLE,
    BEFORE,
    EVENT_GROUP,
    EVENT_KEY,
    PAIR,
    QUOTE_GROUP,
    STORY,
    columns_of,
    forget_slices,
    in_slice,
    slice_rows,
)

# Where a resolved row's article is found, by the first of these columns that its table has.
ARTICLES_OF = {
    "article_id": "staging.article_versions",
    "version_id": "staging.article_versions",
    "quote_id": "staging.quotes",
    "actor_id": "(select actor_id, article_id from resolved.entity_actors inner join staging.article_versions using (version_id))",
}
TAKEN = "taken_"  # what was set aside, once it was compared
GROUPS = (QUOTE_GROUP, EVENT_KEY, EVENT_GROUP, STORY)
MEMBERS = {QUOTE_GROUP: "facts.quotes", EVENT_GROUP: "facts.events"}


def open_slices(con: DuckDBPyConnection) -> None:
    """Open the slice of the articles that changed, or that a correction speaks of: it is made on their rows as they were read."""
    con.execute("create temp table if not exists held_slices (table_name text, column_name text, held_name text)")
    forget_slices(con)
    for statement in OPEN_SQL:
        con.execute(statement)


def resolved_tables(con: DuckDBPyConnection) -> set[str]:
    """The tables of ``resolved``, by full name."""
    return {f"resolved.{table}" for (table,) in con.execute(RESOLVED_SQL).fetchall()}


def set_resolved_aside(con: DuckDBPyConnection, kept: set[str]) -> None:
    """Keep what was resolved last, to compare with, but for the tables that stay and are made in slices themselves."""
    for table in resolved_tables(con) - kept:
        con.execute(f"alter table {table} rename to {_before(table)}")


def take_in_resolved(con: DuckDBPyConnection, read: set[str], dated: set[str]) -> None:
    """Take in the articles of rows that were resolved otherwise than what was set aside.

    ``read`` are the tables that facts are made from article by article; of them, days hang on the ``dated`` alone.
    """
    tables = resolved_tables(con)
    for table in sorted(table for table in tables if f"resolved.{_before(table)}" in tables):
        before = f"resolved.{_before(table)}"
        if table in read:
            take_in(con, table, table, before, table in dated)
        if table == "resolved.quote_groups":
            con.execute(QUOTE_GROUPS_SQL)
        if table == "resolved.quote_group_speakers":
            con.execute(f"insert into slice_quote_group_id by name {_differing_rows(table, before, QUOTE_GROUP)}")
        con.execute(f"alter table {before} rename to {TAKEN}{table.partition('.')[2]}")


def close_resolved(con: DuckDBPyConnection) -> None:
    """Open the slice of pairs of actors that articles name together, then or now, and let go of what was resolved before."""
    con.execute(PAIRS_SQL)
    for table in resolved_tables(con):
        if table.startswith(f"resolved.{TAKEN}"):
            con.execute(f"drop table {table}")


def take_in(con: DuckDBPyConnection, table: str, made: str, before: str, is_dated: bool) -> None:
    """Add the articles of the rows that only one of ``made`` and ``before`` has, both of the table, to those that changed."""
    has = columns_of(con, table)
    by = next(column for column in ARTICLES_OF if column in has)
    taken = f"select kept.article_id from {ARTICLES_OF[by]} as kept semi join ({_differing_rows(made, before, by)}) as differing using ({by})"
    con.execute(f"create or replace temp table taken_in as {taken}")
    for into in ("changed_articles", *(["dated_articles"] if is_dated else [])):
        con.execute(f"insert into {into} from taken_in")
    con.execute(SLICE_ARTICLES_SQL)
    forget_slices(con, column=ARTICLE)


def is_worth_slicing(con: DuckDBPyConnection) -> bool:
    """Whether slices still cost less than the whole."""
    reached, articles = con.execute(REACHED_SQL).fetchone() or (0, 0)
    return bool(reached <= SLICED_SHARE * articles)


def reach_groups(con: DuckDBPyConnection, table: str, column: str) -> None:
    """Take in the groups of the table's rows of the slice: before they are made again, and after."""
    for group in set(GROUPS) & set(columns_of(con, table)) - {column}:
        con.execute(
            f"insert into slice_{group} ({group}) "
            f"select distinct {group} from {table} where {in_slice(table.partition('.')[2], column)}"
        )


def hold_days(con: DuckDBPyConnection) -> None:
    """Note the days of articles that days hang on as they were, and all days, before facts are made."""
    con.execute(f"create or replace temp table reached_days as {_article_days(con)}")
    con.execute("create or replace temp table days_before as from facts.days")


def open_marts(con: DuckDBPyConnection) -> None:
    """Open the slices of days and of groups in stories, after facts were made.

    Days are those of these articles, as they were and are, and those with other denominators. Groups are counted out of the stories they
    were told in, and these out of the feeds of their days.
    """
    con.execute(f"insert into reached_days {_article_days(con)}")
    con.execute(f"insert into reached_days {_differing_rows('facts.days', 'days_before', 'published_date')}")
    con.execute(SLICE_DAYS_SQL)
    con.execute(STORIES_SQL)
    for group, table in MEMBERS.items():
        for statement in TOLD_IN_STORIES_SQL:
            con.execute(statement.format(group=group, table=table))
        forget_slices(con, column=group)


def _article_days(con: DuckDBPyConnection) -> str:
    """The query for the days, as they are now, of articles that days hang on."""
    rows = slice_rows(con, "facts.articles", ARTICLE)
    return f"select distinct published_date from {rows} semi join dated_articles using (article_id)"


def _differing_rows(table: str, before: str, by: str) -> str:
    """The query for the values of a column in rows that only one of two tables has."""
    made, before = (
        f"(select {by}, hash(whole) as row_hash, true as is_there from {each} as whole)" for each in (table, before)
    )
    return (
        f"select coalesce(made.{by}, before.{by}) as {by} from {made} as made full join {before} as before "
        f"on made.{by} is not distinct from before.{by} and made.row_hash = before.row_hash "
        "where made.is_there is null or before.is_there is null"
    )


def _before(table: str) -> str:
    return BEFORE + table.partition(".")[2]


RESOLVED_SQL = """
select table_name from duckdb_tables() where schema_name = 'resolved' and database_name = current_database() order by all
"""

# An article that is gone has its id alone: by that its rows are found where they still stand.
SLICE_ARTICLES_SQL = """
create or replace temp table slice_article_id as
select article_id, version_id, document_id from raw.articles semi join changed_articles using (article_id)
union
select article_id, version_id, document_id from staging.article_versions semi join changed_articles using (article_id)
union
select article_id, null as version_id, null as document_id from changed_articles
union all by name
select quote_id from staging.quotes semi join changed_articles using (article_id)
"""

OPEN_SQL = (
    "insert into changed_articles select unnest(named_article_ids) from resolved.corrected_articles",
    "create or replace temp table dated_articles as select distinct article_id from changed_articles",
    SLICE_ARTICLES_SQL,
    f"create or replace temp table slice_{EVENT_KEY} ({EVENT_KEY} ubigint)",
    f"create or replace temp table slice_{STORY} ({STORY} text)",
    *(f"create or replace temp table slice_{group} ({group} text)" for group in MEMBERS),
    f"create or replace temp table slice_{PAIR} (actor_id text, other_actor_id text)",
)

REACHED_SQL = """
select (select count(distinct article_id) from slice_article_id), (select count(distinct article_id) from staging.article_versions)
"""

QUOTE_GROUPS_SQL = """
insert into slice_quote_group_id (quote_group_id)
select quote_group_id from facts.quotes semi join slice_article_id using (article_id)
union
select groups.quote_group_id
from resolved.quote_groups as groups
inner join staging.quotes as quotes on groups.quote_id = quotes.quote_id
semi join slice_article_id as slice on quotes.article_id = slice.article_id
"""

# In both orders, so that each actor is found by the first column.
PAIRS_SQL = f"""
insert into slice_{PAIR}
with named as (
    select articles.article_id, entity_actors.actor_id
    from resolved.{TAKEN}entity_actors as entity_actors
    inner join facts.articles as articles on entity_actors.version_id = articles.version_id
    semi join slice_article_id as slice on articles.article_id = slice.article_id
    union
    select versions.article_id, entity_actors.actor_id
    from resolved.entity_actors as entity_actors
    inner join staging.article_versions as versions on entity_actors.version_id = versions.version_id and versions.is_current
    semi join slice_article_id as slice on versions.article_id = slice.article_id
)

select distinct one.actor_id, other.actor_id as other_actor_id
from named as one
inner join named as other on one.article_id = other.article_id and one.actor_id <> other.actor_id
"""

SLICE_DAYS_SQL = """
create or replace temp table slice_published_date as
select days.published_date, articles.article_id
from (select distinct published_date from reached_days) as days
left join facts.articles as articles on days.published_date is not distinct from articles.published_date
"""

STORIES_SQL = """
insert into slice_story_id
select stories.story_id
from facts.article_stories as stories
inner join facts.articles as articles on stories.article_id = articles.article_id
inner join facts.days as days on articles.published_date is not distinct from days.published_date
inner join days_before as before on days.published_date is not distinct from before.published_date
where
    days.feeds_expected_count is distinct from before.feeds_expected_count
    or days.feeds_ok_count is distinct from before.feeds_ok_count
"""

# The groups that were told in the stories reached, and then, to count them out of, all articles of all stories that these were told in.
TOLD_IN_STORIES_SQL = (
    """
    insert into slice_{group} ({group})
    select distinct told.{group}
    from {table} as told
    inner join facts.article_stories as stories on told.article_id = stories.article_id
    semi join slice_story_id as slice on stories.story_id = slice.story_id
    """,
    "alter table slice_{group} add column article_id text",
    """
    insert into slice_{group} (article_id)
    with told_in as (
        select distinct stories.story_id
        from {table} as told
        inner join facts.article_stories as stories on told.article_id = stories.article_id
        semi join slice_{group} as slice on told.{group} = slice.{group}
    )

    select stories.article_id
    from facts.article_stories as stories
    inner join told_in on stories.story_id = told_in.story_id
    """,
)
