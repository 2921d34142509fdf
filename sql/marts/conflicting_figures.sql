-- Figures that reports of one story give differently on one local day; a toll that grows over days is no conflict. An article
-- that gives several numbers for the same thing says nothing here. The of_ columns count the story's reports and outlets.
-- Grain: one row per story, local day and thing counted; articles without a date stand on a null day.
-- Key: story_id, published_date?, counted_text
with

counted as (
    select
        figures.*,
        case
            when figures.unit_name in ('dead', 'injured', 'arrested', 'missing') then figures.unit_name
            else concat_ws(' ', figures.unit_name, lower(figures.what_text))
        end as counted_text
    from facts.figures as figures
    where figures.what_text is not null or figures.unit_name in ('dead', 'injured', 'arrested', 'missing')
),

stated_once as (
    select *
    from counted
    qualify count(distinct number_value) over (partition by article_id, counted_text) = 1
),

compared as (
    select
        article_stories.story_id,
        articles.published_date,
        stated_once.counted_text,
        count(distinct stated_once.number_value) as value_count,
        min(stated_once.number_value) as lowest_value,
        max(stated_once.number_value) as highest_value,
        list(
            struct_pack(
                number_value := stated_once.number_value, qualifier := stated_once.qualifier, text := stated_once.text,
                source_name := articles.source_name, published_at := articles.published_at,
                article_id := articles.article_id, figure_id := stated_once.figure_id
            )
            order by stated_once.number_value asc, articles.article_id asc, stated_once.figure_id asc
        ) as figures,
        count(distinct articles.article_id) as report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count
    from stated_once
    inner join facts.articles as articles on stated_once.article_id = articles.article_id
    inner join facts.article_stories as article_stories on articles.article_id = article_stories.article_id
    group by all
    having count(distinct stated_once.number_value) > 1
)

select
    compared.story_id,
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
    stories.article_count as of_article_count,
    stories.outlet_count as of_outlet_count,
    stories.independent_outlet_count as of_independent_outlet_count
from compared
inner join facts.stories as stories on compared.story_id = stories.story_id
