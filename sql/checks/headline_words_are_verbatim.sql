-- Promise 1: a key fact without offsets is exactly words of the headline. Returns the others, and those of other questions.
-- Slice: article_id
select
    key_facts.key_fact_id,
    key_facts.question,
    key_facts.text,
    articles.title
from facts.key_facts as key_facts
inner join facts.articles as articles on key_facts.article_id = articles.article_id
where
    key_facts.start_char is null and key_facts.end_char is null
    and (
        key_facts.question <> 'what' or coalesce(key_facts.text, '') = '' or articles.title is null
        or not contains(articles.title, key_facts.text)
    )
