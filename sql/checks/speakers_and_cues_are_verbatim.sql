-- Promise 1: the words that name a quotation's speaker and its cue stand where their offsets say.
with

parts as (
    select
        quote_id,
        article_id,
        'speaker' as part,
        speaker_text as text,
        speaker_start_char as start_char,
        speaker_end_char as end_char
    from facts.quotes
    where speaker_text is not null or speaker_start_char is not null
    union all
    select
        quote_id,
        article_id,
        'cue' as part,
        cue_text as text,
        cue_start_char as start_char,
        cue_end_char as end_char
    from facts.quotes
    where cue_text is not null or cue_start_char is not null
)

select
    parts.quote_id,
    parts.part,
    parts.start_char,
    parts.end_char,
    parts.text,
    substr(articles.text, parts.start_char + 1, parts.end_char - parts.start_char) as stored_text
from parts
inner join facts.articles as articles on parts.article_id = articles.article_id
where
    parts.text is null or parts.start_char is null or parts.end_char is null
    or parts.start_char < 0 or parts.end_char <= parts.start_char
    or parts.text <> stored_text
