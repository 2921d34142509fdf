"""The entries of one feed on their way to documents: whole as the feed gave them, or with the page behind them."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime

from tasks.fetch import (
    EntryState,
    Fetched,
    FetchRow,
    Once,
    after_page,
    changed_entry,
    entry_key,
    fetch_row,
    new_entry,
    not_home,
)
from tasks.purge import NOTHING, Sought, document_refusal
from tasks.read import read_page
from tasks.records import Disposition, Document, State
from tasks.store import Leaf

MOST_PAGES = 100  # of one feed in one night; the others wait for a later one


@dataclass(slots=True)
class Pages:
    """Takes the entries of one feed; ``known`` are their states from earlier nights, ``states`` and ``fetches`` what this one adds."""

    run_id: str
    now: datetime
    fetcher: Once
    feed_url: str
    known: dict[str, EntryState]
    sought: Sought = NOTHING
    states: dict[str, EntryState] = field(default_factory=dict)
    fetches: list[FetchRow] = field(default_factory=list)
    _by_page: dict[str, EntryState] = field(init=False)

    def __post_init__(self) -> None:
        self._by_page = {state.page_url: state for state in self.known.values() if state.page_url}

    def take(self, entry: Document) -> Leaf:
        """The leaf input of an entry that the feed gives now; of a purged one nothing is remembered, and its page is not asked for."""
        if reason := document_refusal(entry, self.sought):
            return ended("purged", "skipped", reason)
        key = entry_key(entry.supplied)
        known = self.states.get(key) or self.known.get(key) or self._renamed(entry)
        if known is None:
            state = new_entry(self.feed_url, entry, self.now)
        elif known.document_id != entry.document_id:
            state = changed_entry(known, entry, self.now)
        else:
            state = known
        return self._asked(state, entry) if state.is_due(self.now) else self._at_rest(state, entry)

    def _renamed(self, entry: Document) -> EntryState | None:
        """The state of the same page under another guid, which is watched under its new one from now on."""
        state = self._by_page.get(entry.supplied.url or "")
        if state is None or entry.supplied.is_link_shared:
            return None
        self.states[state.entry_key] = replace(state, next_due_at=None)
        return state

    def revisit(self) -> Iterator[Leaf]:
        """The leaf inputs of pages that are due although the feed does not give their entries now."""
        for key, state in self.known.items():
            if key not in self.states and state.is_due(self.now):
                yield self._asked(state, None)

    def _at_rest(self, state: EntryState, entry: Document) -> Leaf:
        self.states[state.entry_key] = state
        if state.status == "whole":
            return Leaf(entry, None)
        if state.page_at:
            return ended(entry.input_name, "unchanged", f"its page was taken on {state.page_at:%Y-%m-%d}")
        if state.status == "given up" and entry.body.strip():
            return Leaf(entry, None)
        return ended(entry.input_name, "skipped", f"{state.status}: {state.status_reason}")

    def _asked(self, state: EntryState, entry: Document | None) -> Leaf:
        """Ask for the page. Where it never gave a document, the feed's own content stands in, when there is any."""
        name = entry.input_name if entry else f"{self.feed_url}#page {state.page_url}"
        if len(self.fetches) >= MOST_PAGES:
            self.states[state.entry_key] = state
            return ended(name, "skipped", f"more than {MOST_PAGES} pages of one feed: asked for in a later night")
        got = not_home(self.fetcher.fetch(state.page_url or "", state.validators))
        self.fetches.append(fetch_row(self.run_id, self.feed_url, state.page_url, got))
        page = self._page(name, state, got)
        refused = page.reason if isinstance(page, Disposition) else None
        state = after_page(state, got, refused, self.now)
        leaf = Leaf(page, None) if isinstance(page, Document) else _without_page(name, state, got, entry, refused)
        self.states[state.entry_key] = replace(state, taken_id=leaf.document.document_id) if leaf.document else state
        return leaf

    def _page(self, name: str, state: EntryState, got: Fetched) -> Document | Disposition | None:
        if got.state != "fetched" or got.answer is None:
            return None
        supplied = replace(
            state.declared,
            retrieved_at=got.answer.exchange.requested_at.isoformat(timespec="seconds"),
            redirected_url=got.redirects[-1].leads_to if got.redirects else None,
        )
        return read_page(name, got.answer.body, got.answer.header("content-type") or "", supplied)


def ended(name: str, state: State, reason: str) -> Leaf:
    """An input that ended here."""
    return Leaf(None, Disposition(name, state, reason))


def _without_page(name: str, state: EntryState, got: Fetched, entry: Document | None, refused: str | None) -> Leaf:
    if got.state == "unchanged":
        return ended(name, "unchanged", f"its page: {got.reason}")
    if state.status == "withdrawn":
        return ended(name, "unchanged", f"its page is gone ({state.status_reason}); the article stays as it was")
    if state.page_at:
        end: State = "failed" if state.status == "pending" else "unchanged"
        return ended(name, end, f"its page, taken on {state.page_at:%Y-%m-%d}: {refused or got.reason}")
    if entry and entry.body.strip() and state.status != "reserved":
        return Leaf(entry, None)
    if state.taken_id:
        return ended(name, "unchanged", f"the feed's content stands in; its page: {refused or got.reason}")
    if refused or got.state == "skipped":
        return ended(name, "skipped", f"its page: {refused or got.reason}")
    return ended(name, "failed", f"its page: {got.reason}")
