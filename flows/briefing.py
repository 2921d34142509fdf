"""What lies beside the warehouse after a run: the brief, and what the watchlist found."""

from flows.settings import Settings
from tasks.history import QuoteChange, read_history
from tasks.publish import open_published
from tasks.show.brief import ChangedQuote, write_brief
from tasks.show.watched import write_watched

MOST_CHANGED = 50  # articles whose quotations are compared
CHANGED_TONIGHT = """
select article_id
from facts.articles
where
    version_count > 1
    and run_id = (
        select run_id from facts.runs where run_id in (select run_id from facts.articles) order by started_at desc, run_id desc limit 1
    )
order by published_at desc nulls last, article_id
limit ?
"""


def write_briefing(settings: Settings) -> None:
    """Write the brief with tonight's changed quotations, and the watchlist's finds."""
    write_brief(settings.warehouse, settings.brief, changed_tonight(settings))
    write_watched(settings.warehouse, settings.watched)


def changed_tonight(settings: Settings) -> tuple[ChangedQuote, ...]:
    """Quotations that are gone, reworded or re-attributed in tonight's version of an article."""
    with open_published(settings.warehouse) as con:
        ids = [row[0] for row in con.execute(CHANGED_TONIGHT, [MOST_CHANGED]).fetchall()]
        histories = [history for history in (read_history(con, article_id) for article_id in ids) if history]
    return tuple(
        _changed(history.article_id, history.source_name, change)
        for history in histories
        for change in history.changes[-1].quotes
        if change.old
    )


def _changed(article_id: str, source_name: str | None, change: QuoteChange) -> ChangedQuote:
    old, new = change.old, change.new
    speakers = dict.fromkeys(side.speaker or "not known" for side in (old, new) if side)
    texts = (old.text if old else "", new.text if new else "")
    return ChangedQuote(article_id, source_name, change.change, " → ".join(speakers), *texts)
