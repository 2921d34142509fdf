-- Answers to who, what, when, where, why and how, in the words of the article, best first. Offsets are those of its text; they
-- are null for words that stand in articles.title alone.
-- Grain: one row per article, question and rank.
-- Key: key_fact_id
-- Slice: article_id
select distinct
    versions.article_id,
    key_facts.question,
    key_facts.rank,
    key_facts.text,
    key_facts.start_char,
    key_facts.end_char,
    versions.version_id,
    left(sha256(concat_ws(
        '|', 'key fact', versions.version_id, key_facts.question, key_facts.rank, key_facts.start_char, key_facts.end_char
    )), 16) as key_fact_id
from raw.key_facts as key_facts
inner join staging.article_versions as versions on key_facts.document_id = versions.document_id and versions.is_current
order by versions.article_id
