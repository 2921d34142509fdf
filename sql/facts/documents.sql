-- Every document that was read as an article: where it came from, and the pack that keeps its bytes. A row's citation ends here.
-- Grain: one row per document.
-- Key: document_id
-- Slice: article_id
select
    documents.document_id,
    articles.article_id,
    articles.version_id,
    documents.media_type,
    articles.retrieved_at,
    documents.input_name,
    documents.pack_name,
    documents.extractor_id,
    documents.run_id,
    documents.fetched_at
from raw.documents as documents
inner join raw.articles as articles on documents.document_id = articles.document_id
