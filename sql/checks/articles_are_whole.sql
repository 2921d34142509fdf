-- No article is lost on the way: each has text, a current version, a reprint group and a story.
select
    raw_articles.article_id,
    articles.version_id,
    articles.reprint_group_id,
    article_stories.story_id
from raw.articles as raw_articles
left join facts.articles as articles on raw_articles.article_id = articles.article_id
left join facts.article_stories as article_stories on raw_articles.article_id = article_stories.article_id
where
    articles.version_id is null or coalesce(articles.text, '') = ''
    or articles.reprint_group_id is null or article_stories.story_id is null
