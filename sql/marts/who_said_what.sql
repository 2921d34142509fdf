-- What was said, by whom, and how many reported it: the same words in several articles are one row, shown as facts.quote_groups
-- shows them, with speaker and cue of that quotation, and whom the speaker speaks for; what was never said is left out. The
-- of_ columns count the reports and outlets of the stories that it was reported in, and the feeds of their days.
-- Grain: one row per group of quotations with the same words.
-- Key: quote_group_id
-- Slice: quote_group_id, in portions
with
told_in as (
    select
        quotes.quote_group_id,
        article_stories.story_id,
        min(articles.published_date) as first_published_date,
        max(articles.published_date) as last_published_date
    from facts.quotes as quotes
    inner join facts.articles as articles on quotes.article_id = articles.article_id
    inner join facts.article_stories as article_stories on quotes.article_id = article_stories.article_id
    group by all
),

story_reports as (
    select
        told_in.quote_group_id,
        min(told_in.first_published_date) as first_published_date,
        max(told_in.last_published_date) as last_published_date,
        count(*) as article_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from told_in
    inner join facts.article_stories as article_stories on told_in.story_id = article_stories.story_id
    inner join facts.articles as articles on article_stories.article_id = articles.article_id
    group by all
),

story_feeds as (
    select
        quote_group_id,
        cast(sum(feeds_expected_count) as bigint) as feeds_expected_count,
        cast(sum(feeds_ok_count) as bigint) as feeds_ok_count
    from (
        select distinct
            told_in.quote_group_id,
            days.*
        from told_in
        inner join facts.article_stories as article_stories on told_in.story_id = article_stories.story_id
        inner join facts.articles as articles on article_stories.article_id = articles.article_id
        inner join facts.days as days on articles.published_date is not distinct from days.published_date
    ) as story_days
    group by all
)

select
    groups.quote_group_id,
    quotes.actor_id,
    quotes.actor_name,
    quotes.speaker_actor_ids,
    quotes.speaker_text,
    quotes.speaker_status,
    quotes.speaks_for_text,
    quotes.speaks_for_actor_id,
    represented.actor_name as speaks_for_actor_name,
    quotes.cue_type,
    quotes.quote_type,
    groups.text,
    quotes.reported_by_text,
    article_topics.topic_id,
    article_topics.topic_name,
    article_stories.story_id,
    story_reports.first_published_date,
    story_reports.last_published_date,
    len(groups.speakers) as speaker_count,
    groups.is_speaker_disputed,
    groups.variant_count,
    groups.report_count,
    groups.outlet_count,
    groups.independent_outlet_count,
    story_reports.article_count as of_article_count,
    story_reports.outlet_count as of_outlet_count,
    story_reports.independent_outlet_count as of_independent_outlet_count,
    story_feeds.feeds_expected_count,
    story_feeds.feeds_ok_count,
    groups.quote_id,
    quotes.article_id
from facts.quote_groups as groups
inner join facts.quotes as quotes on groups.quote_id = quotes.quote_id
inner join facts.article_stories as article_stories on quotes.article_id = article_stories.article_id
inner join story_reports on groups.quote_group_id = story_reports.quote_group_id
inner join story_feeds on groups.quote_group_id = story_feeds.quote_group_id
left join facts.actors as represented on quotes.speaks_for_actor_id = represented.actor_id
left join facts.article_topics as article_topics on quotes.article_id = article_topics.article_id and article_topics.rank = 1
where not groups.is_negated
