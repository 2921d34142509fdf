"""The queries of the brief's tables. A struct of ``words`` and ``rows`` is a number with the places in articles that it counts."""

MOST_PLACES = 10


def number(words: str, article_id: str, start: str = "null", end: str = "null", filtered: str = "") -> str:
    """SQL of a number over a group of rows, with the first places that it counts."""
    place = f"struct_pack(article_id := {article_id}, start_char := {start}, end_char := {end})"
    listed = f"list(distinct {place} order by {place}) {filtered}"
    return f"struct_pack(words := {words}, rows := ({listed})[:{MOST_PLACES}])"


TONIGHT = """
create or replace temp table tonight as
select article_id, source_name, origin_owner_name, published_date
from facts.articles
where run_id is not distinct from (
    select run_id from facts.runs
    where run_id in (select run_id from facts.articles)
    order by started_at desc, run_id desc
    limit 1
)
"""
HEAD = """
select
    (select run_id from facts.runs order by started_at desc, run_id desc limit 1),
    (select max(finished_at) from facts.runs),
    (select count(*) from tonight),
    (select max(published_date) from tonight),
    exists (select 1 from facts.articles where article_id not in (select article_id from tonight))
"""
MEASURES = "select measure_name, measure_value from reports.summary order by position"
WHOLE = "null::integer as start_char, null::integer as end_char"
# The first rows of each measure; inputs that gave no article have a table of their own.
MEASURED = {
    "articles": f"select article_id, {WHOLE} from facts.articles order by published_at desc nulls last, article_id",
    "article versions": f"select article_id, {WHOLE} from facts.articles order by version_count desc, article_id",
    "outlets": f"select min(article_id) as article_id, {WHOLE} from facts.articles where source_name is not null group by source_name order by source_name",
    "reprints": f"select article_id, {WHOLE} from facts.articles where is_reprint order by published_at desc nulls last, article_id",
    "stories": f"""
        select min(article_id) as article_id, {WHOLE} from reports.top_stories inner join facts.article_stories using (story_id)
        group by position order by position
    """,
    "quotes": "select article_id, start_char, end_char from facts.quotes where not is_negated order by quote_id",
    "quotes of a known actor": """
        select article_id, start_char, end_char from facts.quotes where actor_id is not null and not is_negated order by quote_id
    """,
    "actors": """
        select min_by(mentions.article_id, mention_id) as article_id, min_by(start_char, mention_id) as start_char, min_by(end_char, mention_id) as end_char
        from reports.top_actors inner join facts.mentions as mentions using (actor_id) group by position order by position
    """,
    "events": "select article_id, start_char, end_char from facts.events order by event_id",
    "new inputs": f"select article_id, {WHOLE} from tonight order by article_id",
}

STORIES = f"""
select
    {number("coalesce(stories.title, '(no headline)')", "tonight.article_id")} as story,
    {number("count(*)", "tonight.article_id")} as reports_tonight,
    {number("count(distinct tonight.source_name)", "tonight.article_id")} as outlets,
    {number("count(distinct tonight.origin_owner_name)", "tonight.article_id")} as independent
from tonight
inner join facts.article_stories as told using (article_id)
inner join facts.stories as stories on told.story_id = stories.story_id
group by stories.story_id, stories.title
order by count(distinct tonight.origin_owner_name) desc, count(*) desc, stories.story_id
limit 10
"""
CONFLICTS = f"""
with given as (
    select story_id, title, counted_text, published_date, lowest_value, highest_value, outlet_count, unnest(figures, recursive := true)
    from marts.conflicting_figures
    where story_id in (select story_id from facts.article_stories where article_id in (select article_id from tonight))
)
select
    coalesce(title, '(no headline)') as story,
    given.counted_text as what,
    given.published_date as day,
    {number("lowest_value", "figures.article_id", "figures.start_char", "figures.end_char", "filter (where given.number_value = lowest_value)")} as "from",
    {number("highest_value", "figures.article_id", "figures.start_char", "figures.end_char", "filter (where given.number_value = highest_value)")} as "to",
    {number("outlet_count", "figures.article_id", "figures.start_char", "figures.end_char")} as outlets
from given
inner join facts.figures as figures on given.figure_id = figures.figure_id
group by story_id, title, given.counted_text, given.published_date, lowest_value, highest_value, outlet_count
order by outlet_count desc, story_id, given.counted_text, day
limit 10
"""


def named(count: str, of_count: str, condition: str) -> str:
    """SQL of how many reports of how many name an actor, with the first mentions."""
    words = f"coalesce({count}, 0) || ' of ' || {of_count}"
    return number(
        words, "mentions.article_id", "mentions.start_char", "mentions.end_char", f"filter (where {condition})"
    )


TREND = f"""
with days as (
    select
        sum(article_count) filter (where published_date = $last) as last_count,
        sum(article_count) filter (where published_date < $last) as before_count
    from facts.days where published_date between $last::date - 7 and $last::date
),
shares as (
    select
        actor_id, actor_name,
        sum(report_count) filter (where published_date = $last) as last_count,
        sum(report_count) filter (where published_date < $last) as before_count,
        coalesce(sum(report_count) filter (where published_date = $last), 0) / days.last_count
            - coalesce(sum(report_count) filter (where published_date < $last), 0) / days.before_count as change
    from marts.actor_daily cross join days
    where published_date between $last::date - 7 and $last::date and actor_type <> 'place'
    group by actor_id, actor_name, days.last_count, days.before_count
),
chosen as (
    select * from shares where sign(change) = $sign order by abs(change) desc, actor_id limit 8
)
select
    chosen.actor_name as actor,
    {named("chosen.last_count", "days.last_count", "published_date = $last")} as last_day,
    {named("chosen.before_count", "days.before_count", "published_date < $last")} as seven_days_before,
    printf('%+.1f', 100 * change) as points_of_share
from chosen
cross join days
inner join facts.mentions as mentions on chosen.actor_id = mentions.actor_id
inner join facts.articles as articles on mentions.article_id = articles.article_id
where published_date between $last::date - 7 and $last::date
group by chosen.actor_id, chosen.actor_name, chosen.last_count, chosen.before_count, days.last_count, days.before_count, change
order by abs(change) desc, chosen.actor_id
"""
NEW_ACTORS = f"""
select
    mentions.actor_name as actor,
    any_value(mentions.actor_type) as type,
    {number("count(distinct mentions.article_id)", "mentions.article_id", "mentions.start_char", "mentions.end_char")} as reports
from facts.mentions as mentions
inner join facts.actors as actors on mentions.actor_id = actors.actor_id
where
    actors.actor_type <> 'place' and mentions.article_id in (select article_id from tonight)
    and not exists (
        select 1 from facts.mentions as others
        where others.actor_id = mentions.actor_id and others.article_id not in (select article_id from tonight)
    )
group by mentions.actor_id, mentions.actor_name
order by count(distinct mentions.article_id) desc, mentions.actor_name, mentions.actor_id
limit 10
"""
SPEAKERS = f"""
select
    speaker_status as speaker_is,
    coalesce(unknown_reason, '') as why,
    {number("count(*)", "quotes.article_id", "quotes.start_char", "quotes.end_char")} as quotes,
    printf('%.0f %%', 100.0 * count(*) / sum(count(*)) over ()) as share
from facts.quotes as quotes
where article_id in (select article_id from tonight) and not is_negated
group by speaker_status, unknown_reason
order by count(*) desc, speaker_status, why
"""
UNKNOWNS = f"""
select
    column_name as not_known,
    reason as why,
    {number("count(distinct article_id)", "article_id")} as articles,
    printf('%.0f %%', 100.0 * count(distinct article_id) / (select count(*) from tonight)) as share
from facts.article_unknowns
where article_id in (select article_id from tonight)
group by column_name, reason
order by count(distinct article_id) desc, not_known, why
limit 12
"""
SCORES = """
select
    measure_name as measure, printf('%.2f', measure_value) as score, printf('%.2f to %.2f', interval_low, interval_high) as interval_95,
    case_count as cases, is_current as by_the_rules_of_tonight
from facts.quality_scores
order by sample_name, measure_name
"""
SILENT = """
select coalesce(source_name, feed_url) as feed, status, coalesce(last_reason, status_reason) as why, last_ok_at as last_answered
from marts.feed_health
where fetch_count > 0 and (status <> 'active' or failures_since_ok_count > 0)
order by feed, feed_url
limit 50
"""
LOST = "select input_name as input, state, reason from reports.rejected_inputs order by input_no limit 50"
