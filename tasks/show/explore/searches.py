"""The queries of a search: by name and headline, or the rows of quotations and texts that were found.

A limit lets the database choose before it makes links of a million headlines that have the word.
"""

from tasks.show.cells import SHORT_ROWS
from tasks.show.explore.queries import ACTOR, ARTICLE, OUTLET, SAID, STORY, TOPIC

SEARCHES = {
    "Actors": f"""
        select {ACTOR} as actor, actor_type as type, article_count as articles from facts.actors
        where contains(lower(strip_accents(actor_name)), lower(strip_accents($words)))
            or actor_id in (select actor_id from facts.actor_aliases where contains(lower(strip_accents(alias_text)), lower(strip_accents($words))))
        order by article_count desc, actor_name, actor_id limit {SHORT_ROWS + 1}
    """,
    "Topics": f"""
        select {TOPIC} as topic, sum(report_count)::bigint as reports from marts.topic_daily
        where contains(lower(topic_name), lower($words)) group by topic_id, topic_name order by reports desc
    """,
    "Stories": f"""
        select {STORY} as story, article_count as reports from facts.stories where contains(lower(title), lower($words))
        order by last_seen_at desc nulls last, story_id limit {SHORT_ROWS + 1}
    """,
    "Headlines": f"""
        select {ARTICLE} as article, {OUTLET} as outlet, published_date as day from facts.articles as articles
        where contains(lower(title), lower($words)) order by published_at desc nulls last, article_id limit {SHORT_ROWS + 1}
    """,
}
FOUND_QUOTES = {"Quotes": f"select {SAID} order by list_position($ids, quote_id)"}
VERSION_ARTICLES = "select article_id from facts.articles where version_id in ($found)"
FOUND_TEXTS = {
    "Texts": f"""
        select {ARTICLE} as article, {OUTLET} as outlet, published_date as day
        from near_articles as articles order by list_position($ids, version_id)
    """
}
