"""The queries of a search: by name and headline, or the rows of quotations and texts that were found.

A limit lets the database choose before it makes links of a million headlines that have the word.
"""

from tasks.show.cells import SHORT_ROWS
from tasks.show.explore.queries import ACTOR, ARTICLE, IN_ARTICLES, OUTLET, STORY, TOPIC, chosen, said

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


def in_which(table: str, row_id: str) -> str:
    """SQL of the articles of the rows that were found: by number of the row, so that of a million rows no column but the id is read."""
    return f"select article_id from facts.{table} where rowid in (select rowid from facts.{table} where {row_id} in ($found))"


TEXT_SEARCHES = {
    "quotes": (
        "Quotes",
        in_which("quotes", "quote_id"),
        f"{chosen('quotes')} {said('chosen')} where {IN_ARTICLES} and list_contains($ids, quote_id) order by list_position($ids, quote_id)",
    ),
    "articles": (
        "Texts",
        in_which("articles", "version_id"),
        f"""
        select {ARTICLE} as article, {OUTLET} as outlet, published_date as day
        from facts.articles as articles where {IN_ARTICLES} order by list_position($ids, version_id)
    """,
    ),
}
