"""Corrected quotations: rejected ones, and speakers that a person named or confirmed."""

from collections.abc import Iterator, Sequence

from duckdb import DuckDBPyConnection

from tasks.corrections.matching import Wording, find_wording, words_of
from tasks.corrections.outcomes import Outcome, applied, overruled, unmatched
from tasks.corrections.speakers import set_speaker
from tasks.records import Correction

Placed = tuple[Correction, str]


def correct_quotes(con: DuckDBPyConnection, corrections: Sequence[Placed]) -> list[Outcome]:
    """Take rejected quotations out of ``staging.quotes`` into ``resolved.rejected_quotes``, and set speakers.

    Of corrections of one quotation that differ, the latest holds.
    """
    con.execute(
        "create or replace table resolved.rejected_quotes as select *, '' as correction_id from staging.quotes limit 0"
    )
    outcomes: list[Outcome] = []
    latest: dict[str, Correction] = {}
    found: list[tuple[Correction, str]] = []
    for correction, wording in _find(con, corrections):
        if isinstance(wording, str):
            outcomes.append(unmatched(correction, wording))
            continue
        latest[wording.quote_id] = correction
        found.append((correction, wording.quote_id))
    refusals = {quote_id: _apply(con, correction, quote_id) for quote_id, correction in latest.items()}
    for correction, quote_id in found:
        if _effect(correction) != _effect(latest[quote_id]):
            outcomes.append(overruled(correction, latest[quote_id].line_no))
        elif reason := refusals[quote_id]:
            outcomes.append(unmatched(correction, reason))
        else:
            outcomes.append(applied(correction, [quote_id]))
    return outcomes


def _find(con: DuckDBPyConnection, corrections: Sequence[Placed]) -> Iterator[tuple[Correction, Wording | str]]:
    """Each correction with the quotation it means, or the reason why it means none."""
    wordings: dict[str, list[Wording]] = {article_id: [] for _, article_id in corrections}
    rows = con.execute(
        "select article_id, quote_id, text, start_char from staging.quotes where article_id in (select unnest($1::text[]))",
        [list(wordings)],
    ).fetchall()
    for article_id, *wording in rows:
        wordings[article_id].append(Wording(*wording))
    for correction, article_id in corrections:
        found = find_wording(correction.target, wordings[article_id])
        if isinstance(found, str) and _stands_in_text(con, article_id, correction.target):
            found += ", though they stand in it"
        yield correction, found


def _stands_in_text(con: DuckDBPyConnection, article_id: str, words: str) -> bool:
    rows = con.execute("select text from staging.article_versions where article_id = $1 and is_current", [article_id])
    return any(f" {' '.join(words_of(words))} " in f" {' '.join(words_of(text))} " for (text,) in rows.fetchall())


def _effect(correction: Correction) -> object:
    return "reject" if correction.kind == "reject_quote" else correction.value_actor


def _apply(con: DuckDBPyConnection, correction: Correction, quote_id: str) -> str | None:
    """Apply the correction that holds; the reason when it cannot be applied."""
    if correction.kind == "reject_quote":
        con.execute(
            "insert into resolved.rejected_quotes select *, $2 from staging.quotes where quote_id = $1",
            [quote_id, correction.correction_id],
        )
        con.execute("delete from staging.quotes where quote_id = $1", [quote_id])
        return None
    if correction.value_actor:
        set_speaker(con, quote_id, correction.value_actor)
        return None
    status = con.execute("select speaker_status from staging.quotes where quote_id = $1", [quote_id]).fetchone()
    return None if status in (("unknown",), ("unnamed",)) else "the quotation has a speaker now"
