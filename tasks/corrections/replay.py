"""Corrections of what was extracted: rejected quotations, speakers, topics and dates, made on the staged rows before all else reads them."""

from duckdb import DuckDBPyConnection

from tasks.corrections.dates import correct_dates
from tasks.corrections.outcomes import create_outcomes, read_corrections, store_outcomes, unmatched
from tasks.corrections.quotes import correct_quotes
from tasks.corrections.topics import correct_topics
from tasks.records import Correction

STEPS = (
    (correct_dates, ("date",)),
    (correct_quotes, ("reject_quote", "speaker", "confirm")),
    (correct_topics, ("topic",)),
)


def correct_extracted(con: DuckDBPyConnection) -> None:
    """Replay ``raw.overrides`` on ``staging.article_versions``, ``entities``, ``events``, ``quotes`` and ``article_topics``.

    Writes ``resolved.corrections`` (what became of each), ``resolved.corrected_articles`` (the article each speaks of) and
    ``resolved.rejected_quotes``. Corrections of actors are left to ``correct_actors``, which the resolving of actors calls.
    """
    create_outcomes(con)
    con.execute(CORRECTED_ARTICLES_SQL)
    corrections = read_corrections(con)
    articles = dict(con.execute("select correction_id, article_ids from resolved.corrected_articles").fetchall())
    for correction in corrections:
        if reason := _article_refusal(correction, articles.get(correction.correction_id, [])):
            store_outcomes(con, [unmatched(correction, reason)])
            articles.pop(correction.correction_id, None)
    for correct, kinds in STEPS:
        placed = [
            (correction, articles[correction.correction_id][0])
            for correction in corrections
            if correction.kind in kinds and correction.correction_id in articles
        ]
        store_outcomes(con, correct(con, placed))


def _article_refusal(correction: Correction, article_ids: list[str]) -> str | None:
    if correction.article is None or len(article_ids) == 1:
        return None
    return "there is no such article" if not article_ids else f"{len(article_ids)} articles have this address"


# An article is found by its id or its URL, else by another name it has (a guid, a redirect, an older slug, an id of before). Those that have the
# name at all are noted too: when the article that is meant goes, the correction falls to them.
CORRECTED_ARTICLES_SQL = """
create or replace table resolved.corrected_articles as
with
names as (
    select unnest([article_id, url]) as name, article_id, 1 as name_rank from raw.articles
    union
    select unnest(aliases || [identity.own_id, identity.link_id]) as name, article_id, 2 as name_rank from raw.articles
),

found as (
    select
        overrides.correction_id,
        names.article_id,
        rank() over (partition by overrides.correction_id order by names.name_rank) = 1 as is_meant
    from raw.overrides as overrides
    inner join names on overrides.article = names.name
)

select
    correction_id,
    list(distinct article_id order by article_id) filter (where is_meant) as article_ids,
    list(distinct article_id order by article_id) as named_article_ids
from found
group by all
"""
