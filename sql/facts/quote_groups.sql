-- The same words in several articles, or several times in one: their variants, where they appeared first, how many reported them
-- and who is said to have said them. The variant shown (text) is one that the speaker given most is quoted with: direct before
-- mixed before indirect, then what most independent outlets and most reports give, then the longest; quote_id is its first
-- quotation. is_speaker_disputed: articles name actors who neither spoke together nor one for the other. is_negated: not said.
-- Grain: one row per group of quotations with the same words.
-- Key: quote_group_id
-- Slice: quote_group_id, in portions
with
reports as (
    select
        *,
        array_to_string(regexp_extract_all(lower(text), '[\pL\pN]+'), ' ') as words
    from resolved.quote_reports inner join staging.quotes using (quote_id)
),

counted_variants as (
    select
        quote_group_id,
        words,
        count(distinct article_id) as report_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count,
        bool_or(is_lead) as is_lead,
        min(list_position(['direct', 'mixed', 'indirect'], quote_type)) as type_no,
        arg_min(text, (not is_lead, report_no)) as text,
        arg_min(quote_id, (not is_lead, report_no)) as quote_id,
        arg_min(article_id, (not is_lead, report_no)) as article_id
    from reports
    group by all
),

-- Sorted after they are gathered: an order inside list() costs a sort for each of so many groups.
variants as (
    select
        quote_group_id,
        list_transform(list_sort(list((
            not is_lead, type_no, -independent_outlet_count, -report_count, -length(words), words,
            struct_pack(
                text := text, quote_type := ['direct', 'mixed', 'indirect'][type_no], report_count := report_count,
                outlet_count := outlet_count, independent_outlet_count := independent_outlet_count, quote_id := quote_id,
                article_id := article_id
            )
        ))), lambda variant: variant[7]) as variants
    from counted_variants
    group by all
),

speakers as (
    select
        quote_group_id,
        list_transform(list_sort(list((speaker_rank, struct_pack(
            actor_id := actor_id, actor_name := actor_name, report_count := report_count,
            independent_outlet_count := independent_outlet_count, quote_id := quote_id
        )))), lambda speaker: speaker[2]) as speakers,
        count(distinct side_no) > 1 as is_speaker_disputed
    from resolved.quote_group_speakers
    inner join resolved.actors using (actor_id)
    group by all
),

told as (
    select
        quote_group_id,
        list_sort(list(distinct quote_type)) as quote_types,
        arg_min(quote_id, report_no) as first_quote_id,
        arg_min(article_id, report_no) as first_article_id,
        min(published_at) as first_published_at,
        arg_min_null(source_name, report_no) as first_source_name,
        max(published_at) as last_published_at,
        count(*) as quote_count,
        count(distinct article_id) as report_count,
        count(distinct source_name) as outlet_count,
        count(distinct origin_owner_name) as independent_outlet_count,
        is_negated
    from reports
    group by all
)

select
    told.quote_group_id,
    variants.variants[1].text as text,
    variants.variants[1].quote_id as quote_id,
    len(variants.variants) as variant_count,
    variants.variants,
    told.* exclude (quote_group_id),
    coalesce(speakers.speakers, []) as speakers,
    coalesce(speakers.is_speaker_disputed, false) as is_speaker_disputed
from told
inner join variants on told.quote_group_id = variants.quote_group_id
left join speakers on told.quote_group_id = speakers.quote_group_id
