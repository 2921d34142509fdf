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

told as (
    select
        members.group_id,
        articles.published_date,
        figures.counted_text,
        figures.article_id,
        min(figures.number_value) as number_value
    from facts.figures as figures
    inner join members
        on figures.article_id = members.article_id and (members.event_id is null or figures.event_id = members.event_id)
    inner join facts.articles as articles on figures.article_id = articles.article_id
    where figures.counted_text is not null
    group by all
    having min(figures.number_value) = max(figures.number_value)
),

differing as (
    select
        group_id,
        published_date,
        counted_text,
        min(number_value) as lowest_value,
        max(number_value) as highest_value
    from told
    group by all
    having lowest_value < highest_value
),

groups as (
    select
        members.group_id,
        count(distinct articles.article_id) as article_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from members
    inner join facts.articles as articles on members.article_id = articles.article_id
    where members.group_id in (select group_id from differing)
    group by all
),

compared as (
    select
        differing.*,
        count(distinct figures.number_value) as value_count,
        list(
            struct_pack(
                number_value := figures.number_value, qualifier := figures.qualifier, text := figures.text,
                source_name := articles.source_name, published_at := articles.published_at,
                article_id := articles.article_id, figure_id := figures.figure_id
            )
            order by figures.number_value asc, articles.article_id asc, figures.figure_id asc
        ) as figures,
        count(distinct articles.article_id) as report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from differing
    inner join told
        on
            differing.group_id = told.group_id and differing.counted_text = told.counted_text
            and differing.published_date is not distinct from told.published_date
    inner join members on told.group_id = members.group_id and told.article_id = members.article_id
    inner join facts.figures as figures
        on
            told.article_id = figures.article_id and told.counted_text = figures.counted_text
            and (members.event_id is null or members.event_id = figures.event_id)
    inner join facts.articles as articles on told.article_id = articles.article_id
    group by all
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
