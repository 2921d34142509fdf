-- The same words in several articles: who printed them first, in how many wordings (marts.quote_variants), how many did, and whom
-- they gave them to. Disputed: they are given to different actors, none of them the other's spokesperson or joint speaker. Words
-- that were not said ("never said that …") are groups of their own. The of_ columns count all articles and their outlets.
-- Grain: one row per group of quotations with the same words.
-- Key: quote_group_id
with

reported as (
    select
        quotes.*,
        articles.published_at,
        articles.source_name,
        articles.origin_owner_name,
        row_number() over (order by articles.published_at asc nulls last, quotes.quote_id asc) as report_no,
        array_to_string(regexp_extract_all(lower(quotes.text), '[\pL\pN]+'), ' ') as words,
        list_concat([quotes.actor_id, quotes.speaks_for_actor_id], quotes.speaker_actor_ids) as voices
    from facts.quotes as quotes
    inner join facts.articles as articles on quotes.article_id = articles.article_id
),

attributed as (
    select distinct
        quote_group_id,
        actor_id,
        voices
    from reported
    where actor_id is not null
),

disputed as (
    select distinct ones.quote_group_id
    from attributed as ones
    inner join attributed as others on ones.quote_group_id = others.quote_group_id and ones.actor_id < others.actor_id
    where not list_has_any(ones.voices, others.voices)
),

speakers as (
    select
        quote_group_id,
        actor_id,
        any_value(actor_name) as actor_name,
        count(distinct article_id) as report_count
    from reported
    where actor_id is not null
    group by all
),

speaker_lists as (
    select
        quote_group_id,
        list(
            struct_pack(actor_id := actor_id, actor_name := actor_name, report_count := report_count)
            order by report_count desc, actor_id asc
        ) as speakers
    from speakers
    group by all
),

totals as (
    select
        count(*) as of_article_count,
        count(distinct source_name) as of_outlet_count,
        count(distinct origin_owner_name) as of_independent_outlet_count
    from facts.articles
)

select
    reported.quote_group_id,
    arg_min(reported.text, reported.report_no) as first_text,
    arg_min(reported.quote_id, reported.report_no) as first_quote_id,
    arg_min(reported.article_id, reported.report_no) as first_article_id,
    arg_min(reported.source_name, reported.report_no) as first_source_name,
    min(reported.published_at) as first_published_at,
    max(reported.published_at) as last_published_at,
    count(distinct reported.words) as variant_count,
    count(distinct reported.article_id) as report_count,
    count(distinct reported.source_name) as outlet_count,
    count(distinct reported.origin_owner_name) as independent_outlet_count,
    totals.of_article_count,
    totals.of_outlet_count,
    totals.of_independent_outlet_count,
    any_value(coalesce(speaker_lists.speakers, [])) as speakers,
    bool_or(disputed.quote_group_id is not null) as is_speaker_disputed,
    bool_and(reported.is_negated) as is_negated
from reported
cross join totals
left join speaker_lists on reported.quote_group_id = speaker_lists.quote_group_id
left join disputed on reported.quote_group_id = disputed.quote_group_id
group by all
