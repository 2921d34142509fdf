-- Promise 1: a quotation's text is the words of its spans joined by one space, its offsets are their envelope, and the spans are
-- whole, inside the article's text, in order and disjoint.
-- Slice: article_id, in portions
with

parts as (
    select
        quote_id,
        article_id,
        generate_subscripts(spans, 1) as part_no,
        unnest(spans).start_char as start_char,
        unnest(spans).end_char as end_char
    from facts.quotes
),

placed as (
    select
        parts.*,
        substr(articles.text, parts.start_char + 1, parts.end_char - parts.start_char) as stored_text,
        parts.end_char > parts.start_char and parts.end_char <= length(articles.text) and parts.start_char >= coalesce(
            lag(parts.end_char) over (partition by parts.quote_id order by parts.part_no asc), 0
        ) as is_sound
    from parts
    inner join facts.articles as articles on parts.article_id = articles.article_id
),

joined as (
    select
        quote_id,
        string_agg(stored_text, ' ' order by part_no asc) as stored_text,
        min(start_char) as start_char,
        max(end_char) as end_char,
        bool_and(coalesce(is_sound, false)) as is_sound
    from placed
    group by all
)

select
    quotes.quote_id,
    quotes.start_char,
    quotes.end_char,
    quotes.text,
    joined.stored_text
from facts.quotes as quotes
left join joined on quotes.quote_id = joined.quote_id
where
    quotes.text is distinct from joined.stored_text
    or quotes.start_char is distinct from joined.start_char
    or quotes.end_char is distinct from joined.end_char
    or not joined.is_sound
