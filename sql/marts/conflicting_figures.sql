-- Figures that reports of one event, or of one story, give differently on one local day; a toll that grows over days is none.
-- An article with several numbers for the same thing says nothing here. The of_ columns count the group's reports and outlets.
-- Grain: one row per event group or story, local day and thing counted; articles without a date stand on a null day.
-- Key: story_id?, event_group_id?, published_date?, counted_text
-- Slice: reported_group
with
members as (
    select
        story_id as group_id,
        article_id,
        null as event_id
    from facts.article_stories
    union all
    select
        event_group_id as group_id,
        article_id,
        event_id
    from facts.events
),

several as ( -- of few things several numbers are told: only these are looked at closely
    select (members.group_id, figures.counted_text) as thing
    from facts.figures as figures
    inner join members on figures.article_id = members.article_id
    group by all
    having min(figures.number_value) < max(figures.number_value)
),

told as (
    select
        members.group_id,
        articles.published_date,
        articles.published_at,
        articles.source_name,
        articles.origin_owner_name,
        figures.*
    from facts.figures as figures
    inner join members
        on figures.article_id = members.article_id and (members.event_id is null or figures.event_id = members.event_id)
    inner join facts.articles as articles on figures.article_id = articles.article_id
    where figures.counted_text is not null and (members.group_id, figures.counted_text) in (select thing from several)
    window of_article as (partition by members.group_id, figures.article_id, figures.counted_text)
    qualify min(figures.number_value) over of_article = max(figures.number_value) over of_article
),

compared as (
    select
        group_id,
        published_date,
        counted_text,
        count(distinct number_value) as value_count,
        min(number_value) as lowest_value,
        max(number_value) as highest_value,
        list(struct_pack(
            number_value := number_value, qualifier := qualifier, text := text, source_name := source_name,
            published_at := published_at, article_id := article_id, figure_id := figure_id
        ) order by number_value asc, article_id asc, figure_id asc) as figures,
        count(distinct article_id) as report_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count
    from told
    group by all
    having lowest_value < highest_value
),

groups as (
    select
        members.group_id,
        count(distinct articles.article_id) as of_article_count,
        count(distinct articles.source_name) as of_outlet_count,
        count(distinct articles.origin_owner_name) as of_independent_outlet_count
    from members
    inner join facts.articles as articles on members.article_id = articles.article_id
    where members.group_id in (select group_id from compared)
    group by all
)

select
    stories.story_id,
    if(stories.story_id is null, compared.group_id, null) as event_group_id,
    stories.title,
    compared.* exclude (group_id),
    groups.* exclude (group_id),
    days.feeds_expected_count,
    days.feeds_ok_count
from compared
inner join groups on compared.group_id = groups.group_id
inner join facts.days as days on compared.published_date is not distinct from days.published_date
left join facts.stories as stories on compared.group_id = stories.story_id
