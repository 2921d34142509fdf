"""The queries of who said what tonight: what the watchlist found, the quotations that most give, and disputed speakers."""

HAS_WATCHLIST = "select 1 from raw.watchlist limit 1"
WATCHED = """
select
    watch_target as watched,
    struct_pack(words := left(finds.text, 300), rows := places) as words,
    actor_name as speaker,
    first_on,
    struct_pack(words := outlet_count, rows := places) as outlets,
    day,
    if(is_changed, 'yes', '') as article_changed
from (
    select
        watch_target, actor_name, finds.text,
        string_agg(distinct topic_name, ', ' order by topic_name) filter (find_type = 'first words on a topic') as first_on,
        count(distinct source_name) as outlet_count, min(published_date) as day, bool_or(is_changed) as is_changed,
        list_sort(list(distinct struct_pack(article_id := article_id, start_char := start_char, end_char := end_char))) as places
    from (from reports.watched_quotes union all by name from reports.watched_phrases) as finds inner join facts.articles using (article_id)
    group by watch_target, actor_name, finds.text
) as finds
order by watched, first_on is null, outlet_count desc, day desc nulls last, finds.text
limit 25
"""
QUOTES = """
with words_tonight as (
    select distinct quote_group_id from facts.quotes where article_id in (select article_id from tonight)
),
roles as (
    select actor_id, min(role_text) as role_text from marts.actor_roles_current where role_status = 'current' group by all
)
select
    quote_id, actor_name, source_name, coalesce(url, ''), published_date, role_text, quotes.reported_by_text,
    speaks_for_actor_name, said.outlet_count, said.independent_outlet_count, article_id,
    quotes.start_char, quotes.end_char,
    (
        select list(struct_pack(article_id := reports.article_id, start_char := reports.start_char, end_char := reports.end_char) order by reports.quote_id)
        from facts.quotes as reports where reports.quote_group_id = said.quote_group_id
    ) as reports,
    array_to_string(
        list_transform(
            quotes.spans,
            lambda span, no: if(
                no > 1 and regexp_matches(
                    substr(articles.text, quotes.spans[no - 1].end_char + 1, span.start_char - quotes.spans[no - 1].end_char), '\\pL'
                ), '… ', ''
            ) || substr(articles.text, span.start_char + 1, span.end_char - span.start_char)
        ), ' '
    )
from (
    select * exclude (reported_by_text, actor_id, actor_name, article_id), actor_id as speaker_id, actor_name
    from marts.who_said_what
    where
        quote_group_id in (select quote_group_id from words_tonight) and actor_id is not null and quote_type <> 'indirect'
        and actor_name not in (select source_name from facts.outlets)  -- an interviewer's questions
    qualify row_number() over (
        partition by actor_id order by independent_outlet_count desc, report_count desc, last_published_date desc nulls last, quote_group_id
    ) <= 3
    order by
        independent_outlet_count desc, report_count desc, last_published_date desc nulls last, quote_type asc, length(text) desc, quote_group_id
    limit 20
) as said
inner join (select quote_id, article_id, spans, start_char, end_char, reported_by_text from facts.quotes) as quotes using (quote_id)
inner join facts.articles as articles using (article_id)
left join roles on said.speaker_id = roles.actor_id
order by said.independent_outlet_count desc, said.report_count desc, last_published_date desc nulls last, quote_type asc, length(said.text) desc, quote_group_id
"""
DISPUTES = """
select
    quote_group_id, text,
    list_transform(speakers, lambda speaker: speaker.actor_name || ' (' || speaker.report_count || ' of ' || report_count || ')'),
    (
        select list(struct_pack(article_id := reports.article_id, start_char := reports.start_char, end_char := reports.end_char) order by reports.quote_id)
        from facts.quotes as reports where reports.quote_group_id = disputed_quotes.quote_group_id
    )
from reports.disputed_quotes
where quote_group_id in (select quote_group_id from facts.quotes where article_id in (select article_id from tonight))
order by position
limit 10
"""
