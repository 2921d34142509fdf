-- Made after all tables, for pages that look up the facts of a few articles among millions (nightdesk explore).
create index articles_by_article on facts.articles (article_id);
create index mentions_by_article on facts.mentions (article_id);
create index quotes_by_article on facts.quotes (article_id);
create index article_topics_by_article on facts.article_topics (article_id);
