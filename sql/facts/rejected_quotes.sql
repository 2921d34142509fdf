-- Quotations that a person rejected: no other table has them.
-- Grain: one row per rejected quotation.
-- Key: quote_id
select
    rejected.quote_id,
    rejected.article_id,
    rejected.version_id,
    rejected.quote_type,
    rejected.text,
    rejected.spans,
    rejected.start_char,
    rejected.end_char,
    rejected.speaker_text,
    rejected.correction_id,
    overrides.author,
    overrides.made_at,
    overrides.note
from resolved.rejected_quotes as rejected
left join raw.overrides as overrides on rejected.correction_id = overrides.correction_id
