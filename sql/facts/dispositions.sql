-- Where each input of each run ended, in exactly one state, and why. source_name is the declared outlet; input_path is the
-- file it stands in.
-- Grain: one row per run and input.
-- Key: run_id, input_no
select
    run_id,
    input_no,
    input_name,
    state,
    reason,
    document_id,
    source_name,
    input_path
from raw.dispositions
