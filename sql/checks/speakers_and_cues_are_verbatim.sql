-- Promise 1: the words that name a quotation's speaker and its cue stand where their offsets say, and whom a spokesperson speaks
-- for is named by words of the article, wherever they stand.
-- Slice: article_id, in portions
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
    where coalesce(speaker_text, cast(speaker_start_char as text), cast(speaker_end_char as text)) is not null
    union all
    select
        quote_id,
        article_id,
        'cue' as part,
        cue_text as text,
        cue_start_char as start_char,
        cue_end_char as end_char
    from facts.quotes
    where coalesce(cue_text, cast(cue_start_char as text), cast(cue_end_char as text)) is not null
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
    or parts.start_char < 0 or parts.end_char <= parts.start_char or parts.end_char > length(articles.text)
    or parts.text <> stored_text
union all
select
    quotes.quote_id,
    'speaks for' as part,
    cast(null as integer) as start_char,
    cast(null as integer) as end_char,
    quotes.speaks_for_text as text,
    cast(null as text) as stored_text
from facts.quotes as quotes
inner join facts.articles as articles on quotes.article_id = articles.article_id
where quotes.speaks_for_text = '' or not contains(articles.text, quotes.speaks_for_text)
