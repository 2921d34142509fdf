-- A group of quotations counts the reports it has, shows the words of the quotation it cites, holds either what was said or what
-- was not, and stands in who_said_what with the same figures and speaker when it was said.
-- Slice: quote_group_id, in portions
with

counted as (
    select
        quotes.quote_group_id,
        count(distinct quotes.article_id) as report_count,
        count(distinct articles.source_name) as outlet_count,
        count(distinct articles.origin_owner_name) as independent_outlet_count,
        count(distinct regexp_extract_all(lower(quotes.text), '[\pL\pN]+')) as variant_count,
        bool_and(quotes.is_negated) as is_negated,
        bool_or(quotes.is_negated) as has_negated
    from facts.quotes as quotes
    inner join facts.articles as articles on quotes.article_id = articles.article_id
    group by all
)

select
    coalesce(groups.quote_group_id, counted.quote_group_id) as quote_group_id,
    groups.report_count,
    counted.report_count as counted_report_count,
    groups.text,
    quotes.text as quoted_text
from facts.quote_groups as groups
full join counted on groups.quote_group_id = counted.quote_group_id
left join facts.quotes as quotes on groups.quote_id = quotes.quote_id and groups.quote_group_id = quotes.quote_group_id
left join marts.who_said_what as said on groups.quote_group_id = said.quote_group_id
where
    groups.report_count is distinct from counted.report_count
    or groups.outlet_count is distinct from counted.outlet_count
    or groups.independent_outlet_count is distinct from counted.independent_outlet_count
    or groups.variant_count is distinct from counted.variant_count
    or groups.is_negated <> counted.is_negated or groups.is_negated <> counted.has_negated
    or groups.text is distinct from quotes.text
    or (said.quote_group_id is null) <> groups.is_negated
    or said.report_count <> groups.report_count
    or not coalesce(list_contains(said.speaker_actor_ids, groups.speakers[1].actor_id), true)
