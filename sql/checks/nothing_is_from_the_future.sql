-- No version was published or changed more than a month after its document was retrieved, unless a person says so.
select
    version_id,
    published_at,
    modified_at,
    retrieved_at
from facts.article_versions
where
    (published_at > retrieved_at + interval 31 days and published_source is distinct from 'correction')
    or modified_at > retrieved_at + interval 31 days
