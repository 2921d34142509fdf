"""The queries of the explorer's pages; a cell that leads somewhere is a struct of words and href.

Nothing is counted or sorted over all articles of an actor or a topic that is in every tenth. Ids of the newest articles are found first, in reports
that lie in that order; ``near_…`` are temporary tables of the facts of these alone, found by index (``NEAR``), and what a section reads.
"""

from tasks.show.cells import MOST_ROWS, constant


def link(page: str, row_id: str, words: str) -> str:
    """SQL of a cell that leads to the page of a row; only ids that are ours go in unescaped."""
    return f"struct_pack(words := {words}, href := '/{page}?id=' || url_encode({row_id}))"


def fact(row_id: str, words: str) -> str:
    """SQL of a cell that leads to the words of a fact, marked in its article."""
    return f"struct_pack(words := {words}, href := '/article?id=' || article_id || '&fact=' || {row_id} || '#' || {row_id})"


ARTICLE = link("article", "articles.article_id", "coalesce(articles.title, '(no headline)')")
ACTOR = link("actor", "actor_id", "actor_name")
STORY = link("story", "story_id", "title")
TOPIC = link("topic", "topic_id", "topic_name")
OUTLET = "struct_pack(words := source_name, href := '/outlet?name=' || url_encode(source_name))"
QUOTE = fact("quote_id", "quotes.text")
NEWEST_FIRST = "published_at desc nulls last, article_id"
NEWEST = f"order by {NEWEST_FIRST}, start_char"
COLUMNS = {
    "articles": "article_id, version_id, title, source_name, published_at, published_date, is_reprint",
    "quotes": "quote_id, article_id, text, actor_id, actor_name, cue_text, start_char, end_char, is_negated",
    "mentions": "article_id, actor_id, actor_name, actor_type, start_char, end_char",
    "article_topics": "article_id, topic_id, topic_name",
}
# Written out, since only constants are looked up in an index, and only where no other condition is asked of the table. No lists: an index reads them slowly.
NEAR = {
    table: f"create or replace temp table near_{table} as select {columns} from facts.{table} where article_id in ($articles)"
    for table, columns in COLUMNS.items()
}
NEAR_QUOTES = NEAR["quotes"].replace("article_id in ($articles)", "quote_id in ($quotes)")
SAID = f"""
    {QUOTE} as quote, {ACTOR} as speaker, cue_text as cue, {OUTLET} as outlet, articles.published_date as day, quote_id
    from near_quotes as quotes inner join near_articles as articles using (article_id)
"""
ARTICLES = {
    "Articles": f"""
        select {ARTICLE} as article, {OUTLET} as outlet, published_date as day, is_reprint as reprint
        from near_articles as articles order by {NEWEST_FIRST}
    """
}
ACTORS = {
    "Actors": f"""
        select {ACTOR} as actor, count(distinct article_id) as reports, $considered as "of"
        from near_mentions where actor_id is not null and actor_type <> 'place'
        group by actor_id, actor_name order by reports desc, actor_name, actor_id
    """
}
TOPICS = {
    "Topics": f"""
        select {TOPIC} as topic, count(*) as reports, $considered as "of"
        from near_article_topics group by topic_id, topic_name order by reports desc, topic_name
    """
}

LATEST_INPUTS = "facts.dispositions where run_id = (select max_by(run_id, (started_at, run_id)) from facts.runs)"
ROWS_OF = {
    "articles": "facts.articles",
    "article versions": "facts.article_versions",
    "outlets": "facts.outlets",
    "reprints": "facts.articles where is_reprint",
    "stories": "facts.stories",
    "quotes": "facts.quotes where not is_negated",
    "quotes of a known actor": "facts.quotes where actor_id is not null and not is_negated",
    "actors": "facts.actors",
    "events": "facts.events",
    "inputs": LATEST_INPUTS,
    "new inputs": f"{LATEST_INPUTS} and state in ('loaded', 'updated')",
    "rejected inputs": f"{LATEST_INPUTS} and state = 'rejected'",
    "failed inputs": f"{LATEST_INPUTS} and state = 'failed'",
}
SUMMARY = f"""
select measure_name as measure, struct_pack(words := measure_value, href := '/sql?sql=from+' || url_encode(rows_of[measure_name])) as count
from reports.summary cross join (select map {{{", ".join(f"{constant(name)}: {constant(rows)}" for name, rows in ROWS_OF.items())}}} as rows_of)
order by position
"""
TOP_STORIES = f"""
select {STORY} as story, report_count as reports, outlet_count as outlets, independent_outlet_count as independent_outlets
from reports.top_stories order by position limit 10
"""
TOP_ACTORS = f"""
select {ACTOR} as actor, actor_type as type, report_count as reports, of_article_count as "of" from reports.top_actors order by position limit 12
"""
TOP_TOPICS = f"""
select {TOPIC} as topic, report_count as reports, of_article_count as "of" from reports.top_topics order by position limit 12
"""
LATEST_DAY = "select max(published_date) from facts.days"
TOPIC_DAYS = """
with latest as (
    select topic_id, max(topic_name) as topic_name, sum(report_count) as report_count
    from marts.topic_daily where published_date > $last::date - 14
    group by topic_id order by report_count desc, topic_id limit 12
)
select
    latest.topic_name, days.published_date::text, days.report_count, days.of_article_count,
    '/topic?id=' || url_encode(topic_id) || '&day=' || days.published_date
from latest inner join marts.topic_daily as days using (topic_id)
where days.published_date > $last::date - 14
order by latest.report_count desc, topic_id, days.published_date
"""
OUTLET_TOPICS = """
with latest as (
    select source_name, topic_id, count(*) as report_count from reports.topic_articles
    where published_date > $last::date - 14 and source_name is not null
    group by all
),
totals as (
    select source_name, sum(report_count) as total from latest group by all order by total desc, source_name limit 12
),
topics as (
    select topic_id, sum(report_count) as total, (select max(topic_name) from marts.topic_daily where topic_daily.topic_id = latest.topic_id) as topic_name
    from latest group by topic_id order by total desc, topic_id limit 10
)
select
    source_name, topic_name, report_count, totals.total::bigint,
    '/topic?id=' || url_encode(topic_id) || '&outlet=' || url_encode(source_name)
from latest inner join totals using (source_name) inner join topics using (topic_id)
order by totals.total desc, source_name, topics.total desc, topic_id
"""

ACTOR_HEAD = """
select actor_id, actor_name, actor_type, country_code, wikidata_id, first_seen_at, last_seen_at, article_count,
    (select sum(article_count) from facts.days)::bigint as of_article_count
from facts.actors
where actor_id = coalesce((select new_id from facts.id_redirects where old_id = $id), $id)
"""
ACTOR_DAYS = """
select '', published_date::text, report_count, of_article_count, '/actor?id=' || actor_id || '&day=' || published_date
from marts.actor_daily where actor_id = $id and published_date is not null order by published_date desc limit 60
"""
ACTOR_ARTICLES = f"""
select article_id from reports.actor_articles
where actor_id = $id and ($day::date is null or published_date = $day) order by {NEWEST_FIRST} limit $most
"""
ACTOR_QUOTES = "select quote_id from reports.actor_quotes where actor_id = $id order by published_at desc nulls last, quote_id limit $most"
ACTOR_ROLES = {
    "Roles": f"""
        select {fact("actor_role_id", "role_text")} as role, organisation_text as organisation, country_code as country, role_status as status,
            report_count as reports, stated_date as last_stated
        from (
            select *, count(distinct article_id) over roles as report_count from facts.actor_roles where actor_id = $id
            window roles as (partition by lower(role_text), organisation_text, country_code, role_status)
            qualify row_number() over (roles order by stated_date desc nulls last, article_id, start_char) = 1
        ) order by stated_date desc nulls last, report_count desc, actor_role_id
    """
}
QUOTES_BY = {"Quotes by": f"select {SAID} {NEWEST}"}
TOGETHER = """
    '/sql?sql=' || url_encode(
        'select article_id, title, source_name, published_date' || chr(10) || 'from facts.articles' || chr(10) ||
        'where article_id in (select article_id from reports.actor_articles where actor_id = ''' || $id || ''')' || chr(10) ||
        '    and article_id in (select article_id from reports.actor_articles where actor_id = ''' || actor_id || ''')' || chr(10) ||
        'order by published_at desc'
    )
"""
ACTOR_COMPANY = {
    "Quotes about": f"""
        select {SAID}
        where actor_id is distinct from $id and not is_negated and exists (
            select 1 from near_mentions as mentions
            where mentions.actor_id = $id and mentions.article_id = quotes.article_id
                and mentions.start_char >= quotes.start_char and mentions.end_char <= quotes.end_char
        )
        {NEWEST}
    """,
    "Seen together with": f"""
        select {ACTOR} as actor, struct_pack(words := report_count, href := {TOGETHER}) as reports_together, $considered as "of"
        from (
            select actor_id, actor_name, count(distinct article_id) as report_count from near_mentions where actor_id <> $id
            group by all order by report_count desc, actor_name, actor_id limit {MOST_ROWS + 1}
        ) order by report_count desc, actor_name, actor_id
    """,
    **TOPICS,
}
ACTOR_RECORD = {
    "Events": f"""
        select {fact("event_id", "action_text")} as event, event_type as type, actor_text as who, recipient_text as to_whom, modality, event_date as day
        from (
            from facts.events where actor_id = $id union all from facts.events where recipient_id = $id and actor_id is distinct from $id
        ) order by event_date desc nulls last, article_id, start_char limit {MOST_ROWS + 1}
    """,
    "Names": """
        select struct_pack(words := alias_text, href := '/search?texts=1&q=' || url_encode('"' || alias_text || '"')) as name, article_count as articles, reason
        from facts.actor_aliases where actor_id = $id order by article_count desc, alias_text
    """,
}

STORY_HEAD = """
select story_id, coalesce(title, '(no headline)'), first_seen_at, last_seen_at, article_count, outlet_count, independent_outlet_count
from facts.stories where story_id = coalesce((select new_id from facts.id_redirects where old_id = $id), $id)
"""
STORY_DAYS = """
select '', published_date::text, report_count, of_article_count, '' from marts.story_daily
where story_id = $id and published_date is not null order by published_date desc limit 60
"""
STORY_MEMBERS = "select article_id from facts.article_stories where story_id = $id"
STORY_FIRST = "select article_id from facts.articles where article_id in ($members) order by published_at asc nulls last, article_id"
STORY_ARTICLES = STORY_FIRST.replace(" asc ", " desc ")
STORY_REPORTS = {
    "Reports, the first on top": f"""
        select {ARTICLE} as article, {OUTLET} as outlet, published_at as published, is_reprint as reprint
        from near_articles as articles order by published_at asc nulls last, article_id
    """
}
STORY_FIGURES = {
    "Figures that differ": f"""
        select counted_text as what, published_date as day, {fact("figure_id", "number_value")} as figure, qualifier, {OUTLET} as outlet
        from (
            select published_date, counted_text, unnest(figures, recursive := true) from marts.conflicting_figures where story_id = $id
        ) order by published_date, counted_text, number_value, article_id, figure_id
    """
}
STORY_SECTIONS = {"Who said what": f"select {SAID} where not is_negated {NEWEST}", **ACTORS, **TOPICS}

TOPIC_HEAD = "select topic_id, topic_name from marts.topic_daily where topic_id = $id limit 1"
TOPIC_TIMELINE = """
select '', published_date::text, report_count, of_article_count, '/topic?id=' || url_encode(topic_id) || '&day=' || published_date
from marts.topic_daily where topic_id = $id and published_date is not null order by published_date desc limit 60
"""


TOPIC_ARTICLES = f"""
select article_id from reports.topic_articles
where topic_id = $id and ($day::date is null or published_date = $day) and ($outlet::text is null or source_name = $outlet)
order by {NEWEST_FIRST} limit $most
"""
OUTLET_ARTICLES = f"select article_id from facts.articles where source_name = $id order by {NEWEST_FIRST} limit $most"
