-- The words that name a speaker are never inside a span of the quotation itself: who is named there is spoken of.
-- Slice: article_id
with

parts as (
    select
        quote_id,
        speaker_text,
        speaker_start_char,
        speaker_end_char,
        unnest(spans).start_char as start_char,
        unnest(spans).end_char as end_char
    from facts.quotes
    where speaker_start_char is not null
)

select
    quote_id,
    speaker_text,
    speaker_start_char,
    start_char,
    end_char
from parts
where speaker_start_char >= start_char and speaker_end_char <= end_char
