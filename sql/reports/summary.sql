-- The warehouse at a glance, in the order a person reads it. Inputs are those of the latest run.
-- Grain: one row per measure.
-- Key: measure_name
with

latest_run as (
    select run_id
    from facts.runs
    order by started_at desc, run_id desc
    limit 1
),

latest_inputs as (
    select dispositions.state
    from facts.dispositions as dispositions
    inner join latest_run on dispositions.run_id = latest_run.run_id
),

measured as (
    select [
        struct_pack(name := 'articles', measure := (select count(*) from facts.articles)),
        struct_pack(name := 'article versions', measure := (select count(*) from facts.article_versions)),
        struct_pack(name := 'outlets', measure := (select count(distinct source_name) from facts.articles)),
        struct_pack(name := 'reprints', measure := (select count(*) filter (where is_reprint) from facts.articles)),
        struct_pack(name := 'stories', measure := (select count(*) from facts.stories)),
        struct_pack(name := 'quotes', measure := (select count(*) filter (where not is_negated) from facts.quotes)),
        struct_pack(
            name := 'quotes of a known actor',
            measure := (select count(*) filter (where actor_id is not null and not is_negated) from facts.quotes)
        ),
        struct_pack(name := 'actors', measure := (select count(*) from facts.actors)),
        struct_pack(name := 'events', measure := (select count(*) from facts.events)),
        struct_pack(name := 'inputs', measure := (select count(*) from latest_inputs)),
        struct_pack(
            name := 'new inputs',
            measure := (select count(*) filter (where state in ('loaded', 'updated')) from latest_inputs)
        ),
        struct_pack(name := 'rejected inputs', measure := (select count(*) filter (where state = 'rejected') from latest_inputs)),
        struct_pack(name := 'failed inputs', measure := (select count(*) filter (where state = 'failed') from latest_inputs))
    ] as measures
)

select
    unnest(generate_series(1, len(measures))) as position,
    unnest(measures).name as measure_name,
    cast(unnest(measures).measure as bigint) as measure_value
from measured
