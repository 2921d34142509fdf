"""Reach: the articles, actors, groups, stories and days that a change leads to.

First are the articles whose documents changed, then those that are resolved otherwise (see ``resolving``). Groups and stories are those that
rows made again had and have, days those of articles as they were and are.
"""

from duckdb import DuckDBPyConnection

from tasks.build.slices import (
    ACTOR,
    ARTICLE,
    EVENT_GROUP,
    EVENT_KEY,
    PAIR,
    QUOTE_GROUP,
    REPORTED,
    RETIRED,
    STORY,
    columns_of,
    forget_slices,
    in_slice,
    slice_rows,
)

GROUPS = (QUOTE_GROUP, EVENT_KEY, EVENT_GROUP, STORY)
ROLES = "facts.actor_roles"  # the only rows that a mart is made from actor by actor
MEMBERS = {QUOTE_GROUP: "facts.quotes", EVENT_GROUP: "facts.events"}


def open_slices(con: DuckDBPyConnection) -> None:
    """Open the slice of the articles that changed, or that a correction speaks of: it is made on their rows as they were read."""
    con.execute("create temp table if not exists held_slices (table_name text, column_name text, held_name text)")
    forget_slices(con)
    for statement in OPEN_SQL:
        con.execute(statement)


def reach_groups(con: DuckDBPyConnection, table: str, column: str, rows: str | None = None) -> None:
    """Take in the groups of the table's rows of the slice: before they are made again, and after, when ``rows`` holds them."""
    rows = rows or f"{table} where {in_slice(table.partition('.')[2], column)}"
    for group in {*GROUPS, *([ACTOR] if table == ROLES else [])} & set(columns_of(con, table)) - {column}:
        con.execute(f"insert into slice_{group} ({group}) select distinct {group} from {rows}")


def hold_days(con: DuckDBPyConnection) -> None:
    """Note the days of articles that days hang on as they were, and all days, before facts are made."""
    con.execute(f"create or replace temp table reached_days as {_article_days(con)}")
    con.execute("create or replace temp table days_before as from facts.days")


def open_marts(con: DuckDBPyConnection) -> None:
    """Open the slices of days, of actors with roles and of groups in stories, after facts were made.

    Days are those of these articles, as they were and are, and those with other denominators. Groups are counted out of the stories they
    were told in, and these out of the feeds of their days, as an actor's roles are.
    """
    con.execute(f"insert into reached_days {_article_days(con)}")
    con.execute(f"insert into reached_days {differing_rows('facts.days', 'days_before', 'published_date')}")
    con.execute(SLICE_DAYS_SQL)
    for statement in OTHER_DAYS_SQL:
        con.execute(statement)
    forget_slices(con, column=ACTOR)
    for group, table in MEMBERS.items():
        for statement in TOLD_IN_STORIES_SQL:
            con.execute(statement.format(group=group, table=table))
        forget_slices(con, column=group)
    con.execute(REPORTED_SQL)


def _article_days(con: DuckDBPyConnection) -> str:
    """The query for the days, as they are now, of articles that days hang on."""
    rows = slice_rows(con, "facts.articles", ARTICLE)
    return f"select distinct published_date from {rows} semi join dated_articles using (article_id)"


def differing_rows(table: str, before: str, by: str) -> str:
    """The query for the values of a column in rows that only one of two tables has."""
    made, before = (
        f"(select {by}, hash(whole) as row_hash, true as is_there from {each} as whole)" for each in (table, before)
    )
    return (
        f"select coalesce(made.{by}, before.{by}) as {by} from {made} as made full join {before} as before "
        f"on made.{by} is not distinct from before.{by} and made.row_hash = before.row_hash "
        "where made.is_there is null or before.is_there is null"
    )


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
    *(f"create or replace temp table slice_{each} ({each} text)" for each in (ACTOR, STORY)),
    *(f"create or replace temp table slice_{group} ({group} text)" for group in MEMBERS),
    f"create or replace temp table slice_{REPORTED} (story_id text, event_group_id text, article_id text)",
    f"create or replace temp table slice_{PAIR} (actor_id text, other_actor_id text)",
    f"create or replace temp table slice_{RETIRED} ({RETIRED} text, article_id text)",
)

SLICE_DAYS_SQL = """
create or replace temp table slice_published_date as
select days.published_date, articles.article_id
from (select distinct published_date from reached_days) as days
left join facts.articles as articles on days.published_date is not distinct from articles.published_date
"""

# The stories and the actors with roles of days that other feeds were read on, and the articles of these roles.
OTHER_DAYS_SQL = (
    """
    create or replace temp table other_days as
    select days.published_date
    from facts.days as days
    inner join days_before as before on days.published_date is not distinct from before.published_date
    where
        days.feeds_expected_count is distinct from before.feeds_expected_count
        or days.feeds_ok_count is distinct from before.feeds_ok_count
    """,
    """
    insert into slice_story_id
    select stories.story_id
    from facts.article_stories as stories
    inner join facts.articles as articles on stories.article_id = articles.article_id
    inner join other_days as days on articles.published_date is not distinct from days.published_date
    """,
    """
    insert into slice_actor_id
    select distinct roles.actor_id
    from facts.actor_roles as roles
    inner join other_days as days on roles.stated_date is not distinct from days.published_date
    """,
    "alter table slice_actor_id add column article_id text",
    "insert into slice_actor_id (article_id) select distinct article_id from facts.actor_roles semi join slice_actor_id using (actor_id)",
)

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

REPORTED_SQL = f"""
insert into slice_{REPORTED}
select story_id, null as event_group_id, null as article_id from slice_story_id
union
select null, event_group_id, null from slice_event_group_id where event_group_id is not null
union
select null, null, article_id from facts.article_stories semi join slice_story_id using (story_id)
union
select null, null, article_id from facts.events semi join slice_event_group_id using (event_group_id)
"""
