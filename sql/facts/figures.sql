-- Numbers with their unit, what they count, how sure the article is of them, and the event of their sentence, the nearest one.
-- Figures with the same counted_text can be compared.
-- Grain: one row per number of an article, unit and thing counted.
-- Key: figure_id
-- Slice: article_id, in portions
with

counted as (
    select distinct
        versions.article_id,
        figures.text,
        figures.start_char,
        figures.end_char,
        figures.number_value,
        figures.unit_name,
        figures.what_text,
        figures.qualifier,
        versions.version_id,
        left(sha256(concat_ws(
            '|', 'figure', versions.version_id, figures.start_char, figures.end_char, figures.number_value,
            coalesce(figures.unit_name, ''), coalesce(figures.what_text, ''), coalesce(figures.qualifier, '')
        )), 16) as figure_id
    from raw.figures as figures
    inner join staging.article_versions as versions on figures.document_id = versions.document_id and versions.is_current
),

nearest as (
    select
        counted.figure_id,
        events.event_id
    from counted
    inner join staging.events as events
        on counted.version_id = events.version_id and abs(counted.start_char - events.start_char) <= 300
    inner join staging.article_versions as versions on events.document_id = versions.document_id
    where
        not regexp_matches(
            substr(
                versions.text,
                least(counted.end_char, events.end_char) + 1,
                greatest(0, greatest(counted.start_char, events.start_char) - least(counted.end_char, events.end_char))
            ),
            '[.!?]["”’)]*\s|\n'
        )
    qualify row_number() over (
        partition by counted.figure_id order by abs(counted.start_char - events.start_char) asc, events.event_id asc
    ) = 1
)

select
    counted.article_id,
    counted.text,
    counted.start_char,
    counted.end_char,
    counted.number_value,
    counted.unit_name,
    counted.what_text,
    counted.qualifier,
    case
        when counted.unit_name in ('dead', 'injured', 'arrested', 'missing') then counted.unit_name
        when counted.what_text is not null then concat_ws(' ', counted.unit_name, lower(counted.what_text))
    end as counted_text,
    nearest.event_id,
    counted.version_id,
    counted.figure_id
from counted
left join nearest on counted.figure_id = nearest.figure_id
order by counted.article_id
