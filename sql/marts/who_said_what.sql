-- What was said, by whom, and how many reported it: the same words in several articles are one row, shown as the first report
-- with a known speaker gives them; what was never said is left out. The of_ columns count the reports and outlets of the stories
-- that it was reported in.
-- Grain: one row per group of quotations with the same words.
-- Key: quote_group_id
with

reported as (
    select
        quotes.*,
        articles.published_date,
        articles.source_name,
        articles.origin_owner_name,
        article_stories.story_id,
        row_number() over (
            partition by quotes.quote_group_id
            order by
                quotes.actor_id is null asc, articles.is_reprint asc, articles.published_at asc nulls last, quotes.quote_id asc
        ) as report_rank
    from facts.quotes as quotes
    inner join facts.articles as articles on quotes.article_id = articles.article_id
    inner join facts.article_stories as article_stories on quotes.article_id = article_stories.article_id
    where not quotes.is_negated
),

counted as (
    select
        quote_group_id,
        min(published_date) as first_published_date,
        max(published_date) as last_published_date,
        count(distinct actor_id) as speaker_count,
        count(distinct article_id) as report_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count
    from reported
    group by all
),

told_in as (
    select distinct
        quote_group_id,
        story_id
    from reported
),

story_reports as (
    select
        told_in.quote_group_id,
        count(*) as article_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from told_in
    inner join facts.article_stories as article_stories on told_in.story_id = article_stories.story_id
    inner join facts.articles as articles on article_stories.article_id = articles.article_id
    group by all
)

select
    reported.quote_group_id,
    reported.actor_id,
    reported.actor_name,
    reported.speaker_text,
    reported.speaker_status,
    reported.cue_type,
    reported.quote_type,
    reported.text,
    reported.reported_by_text,
    article_topics.topic_id,
    article_topics.topic_name,
    reported.story_id,
    counted.first_published_date,
    counted.last_published_date,
    counted.speaker_count,
    counted.report_count,
    counted.outlet_count,
    counted.independent_outlet_count,
    story_reports.article_count as of_article_count,
    story_reports.outlet_count as of_outlet_count,
    story_reports.independent_outlet_count as of_independent_outlet_count,
    reported.quote_id,
    reported.article_id
from reported
inner join counted on reported.quote_group_id = counted.quote_group_id
inner join story_reports on reported.quote_group_id = story_reports.quote_group_id
left join facts.article_topics as article_topics on reported.article_id = article_topics.article_id and article_topics.rank = 1
where reported.report_rank = 1
