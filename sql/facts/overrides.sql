-- What a person corrected (seeds/corrections.csv).
-- Grain: one row per correction.
-- Key: correction_id
select
    correction_id,
    kind,
    target,
    value,
    author,
    made_at,
    note
from raw.overrides
