-- The wordings of a quotation group: the same words cut, edited or marked differently are one row for each, marks and case aside.
-- Rank 1 is what most reports print, the longest of equals. The of_ columns count the reports and outlets of the group.
-- Grain: one row per group of quotations and wording.
-- Key: quote_group_id, variant_rank
with

reported as (
    select
        quotes.*,
        articles.published_at,
        articles.source_name,
        articles.origin_owner_name,
        row_number() over (order by articles.published_at asc nulls last, quotes.quote_id asc) as report_no,
        array_to_string(regexp_extract_all(lower(quotes.text), '[\pL\pN]+'), ' ') as words
    from facts.quotes as quotes
    inner join facts.articles as articles on quotes.article_id = articles.article_id
),

variants as (
    select
        quote_group_id,
        words,
        arg_min(text, report_no) as text,
        arg_min(quote_id, report_no) as first_quote_id,
        arg_min(article_id, report_no) as first_article_id,
        min(published_at) as first_published_at,
        count(distinct article_id) as report_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count
    from reported
    group by all
),

groups as (
    select
        quote_group_id,
        count(distinct article_id) as of_article_count,
        count(distinct source_name) as of_outlet_count,
        count(distinct origin_owner_name) as of_independent_outlet_count
    from reported
    group by all
)

select
    variants.quote_group_id,
    row_number() over (
        partition by variants.quote_group_id
        order by variants.report_count desc, length(variants.text) desc, variants.first_quote_id asc
    ) as variant_rank,
    variants.text,
    variants.first_quote_id,
    variants.first_article_id,
    variants.first_published_at,
    variants.report_count,
    variants.outlet_count,
    variants.independent_outlet_count,
    groups.of_article_count,
    groups.of_outlet_count,
    groups.of_independent_outlet_count
from variants
inner join groups on variants.quote_group_id = groups.quote_group_id
