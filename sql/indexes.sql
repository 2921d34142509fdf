-- Made after all tables, for pages that look up the facts of a few articles among millions (nightdesk explore).
create index if not exists articles_by_article on facts.articles (article_id);
create index if not exists mentions_by_article on facts.mentions (article_id);
create index if not exists quotes_by_article on facts.quotes (article_id);
create index if not exists articles_by_version on facts.articles (version_id);
create index if not exists quotes_by_quote on facts.quotes (quote_id);
create index if not exists article_topics_by_article on facts.article_topics (article_id);
