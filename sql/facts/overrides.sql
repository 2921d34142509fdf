-- What a person corrected (seeds/corrections.csv), and what became of it: applied to so many rows (row_ids leads to quotations,
-- articles or actors), unmatched or overruled, with the reason.
-- Grain: one row per correction.
-- Key: correction_id
select
    overrides.correction_id,
    overrides.kind,
    overrides.article,
    overrides.target,
    overrides.value,
    overrides.author,
    overrides.made_at,
    overrides.note,
    corrections.status,
    corrections.reason,
    corrections.applied_count,
    corrections.row_ids,
    overrides.line_no
from raw.overrides as overrides
left join resolved.corrections as corrections on overrides.correction_id = corrections.correction_id
