-- Where each input of each run ended, in exactly one state, and why.
-- Grain: one row per run and input.
-- Key: run_id, input_no
select
    run_id,
    input_no,
    input_name,
    state,
    reason,
    document_id
from raw.dispositions
