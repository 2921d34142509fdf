-- Figures that reports of one event, or of one story, give differently on one local day; a toll that grows over days is none.
-- An article with several numbers for the same thing says nothing here. The of_ columns count the group's reports and outlets.
-- Grain: one row per event group or story, local day and thing counted; articles without a date stand on a null day.
-- Key: story_id?, event_group_id?, published_date?, counted_text
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

groups as (
    select
        members.group_id,
        count(distinct articles.article_id) as article_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from members
    inner join facts.articles as articles on members.article_id = articles.article_id
    group by all
),

told as (
    select
        members.group_id,
        figures.*
    from facts.figures as figures
    inner join members
        on figures.article_id = members.article_id and (members.event_id is null or figures.event_id = members.event_id)
    where figures.counted_text is not null
    qualify count(distinct number_value) over (partition by members.group_id, figures.article_id, figures.counted_text) = 1
),

compared as (
    select
        told.group_id,
        articles.published_date,
        told.counted_text,
        count(distinct told.number_value) as value_count,
        min(told.number_value) as lowest_value,
        max(told.number_value) as highest_value,
        list(
            struct_pack(
                number_value := told.number_value, qualifier := told.qualifier, text := told.text,
                source_name := articles.source_name, published_at := articles.published_at,
                article_id := articles.article_id, figure_id := told.figure_id
            )
            order by told.number_value asc, articles.article_id asc, told.figure_id asc
        ) as figures,
        count(distinct articles.article_id) as report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from told
    inner join facts.articles as articles on told.article_id = articles.article_id
    group by all
    having count(distinct told.number_value) > 1
)

select
    stories.story_id,
    if(stories.story_id is null, compared.group_id, null) as event_group_id,
    stories.title,
    compared.published_date,
    compared.counted_text,
    compared.value_count,
    compared.lowest_value,
    compared.highest_value,
    compared.figures,
    compared.report_count,
    compared.outlet_count,
    compared.independent_outlet_count,
    groups.article_count as of_article_count,
    groups.outlet_count as of_outlet_count,
    groups.independent_outlet_count as of_independent_outlet_count,
    days.feeds_expected_count,
    days.feeds_ok_count
from compared
inner join groups on compared.group_id = groups.group_id
inner join facts.days as days on compared.published_date is not distinct from days.published_date
left join facts.stories as stories on compared.group_id = stories.story_id
