-- Promise 1: a quotation's text is the words of its spans joined by one space, in order, and its offsets are their envelope.
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

joined as (
    select
        parts.quote_id,
        string_agg(
            substr(articles.text, parts.start_char + 1, parts.end_char - parts.start_char), ' '
            order by parts.part_no asc
        ) as stored_text,
        min(parts.start_char) as start_char,
        max(parts.end_char) as end_char,
        bool_and(parts.start_char >= 0 and parts.end_char > parts.start_char) as is_sound
    from parts
    inner join facts.articles as articles on parts.article_id = articles.article_id
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
