-- Promise 1: every span is exactly the stored words. Returns the spans whose text stands elsewhere or nowhere. A key
-- fact without offsets stands in the headline (headline_words_are_verbatim).
-- Slice: article_id, in portions
with

spans as (
    select
        'mentions' as table_name,
        mention_id as row_id,
        article_id,
        text,
        start_char,
        end_char
    from facts.mentions
    union all
    select
        'actor_roles' as table_name,
        actor_role_id as row_id,
        article_id,
        role_text as text,
        start_char,
        end_char
    from facts.actor_roles
    union all
    select
        'events' as table_name,
        event_id as row_id,
        article_id,
        action_text as text,
        start_char,
        end_char
    from facts.events
    union all
    select
        'places' as table_name,
        place_mention_id as row_id,
        article_id,
        text,
        start_char,
        end_char
    from facts.places
    union all
    select
        'dates' as table_name,
        date_mention_id as row_id,
        article_id,
        text,
        start_char,
        end_char
    from facts.dates
    union all
    select
        'figures' as table_name,
        figure_id as row_id,
        article_id,
        text,
        start_char,
        end_char
    from facts.figures
    union all
    select
        'key_facts' as table_name,
        key_fact_id as row_id,
        article_id,
        text,
        start_char,
        end_char
    from facts.key_facts
    where start_char is not null or end_char is not null
)

select
    spans.table_name,
    spans.row_id,
    spans.start_char,
    spans.end_char,
    spans.text,
    substr(articles.text, spans.start_char + 1, spans.end_char - spans.start_char) as stored_text
from spans
inner join facts.articles as articles on spans.article_id = articles.article_id
where
    spans.text is null or spans.start_char is null or spans.end_char is null
    or spans.start_char < 0 or spans.end_char <= spans.start_char
    or spans.text <> stored_text
