"""When and where of an event, and whether somebody else tells it: looked up by offset in the article's other facts."""

from bisect import bisect_left
from collections.abc import Sequence
from datetime import date, timedelta

from tasks.records import DateMention, Place, Span

LONG_AGO = timedelta(days=365)
BEFORE_PLACE = ("in", "at", "near", "outside", "inside", "across", "around", "from")


class Circumstances:
    """Dates, places and quotations of one article, sorted by offset."""

    def __init__(self, dates: Sequence[DateMention], places: Sequence[Place], quote_spans: Sequence[Span]) -> None:
        self.dates = sorted(dates, key=lambda d: d.start_char)
        self.places = sorted(places, key=lambda p: p.start_char)
        self.date_starts = [d.start_char for d in self.dates]
        self.place_starts = [p.start_char for p in self.places]
        self.quotes = sorted((span.start_char, span.end_char) for span in quote_spans)
        told = [d.anchor_date or d.to_date for d in self.dates]
        self.now = max((day for day in told if day), default=None)

    def nearest_date(self, sentence: tuple[int, int], at: int) -> DateMention | None:
        """The told date of the sentence nearest to an offset."""
        first, last = (bisect_left(self.date_starts, offset) for offset in sentence)
        told = [d for d in self.dates[first:last] if d.from_date]
        return min(told, key=lambda d: abs(d.start_char - at), default=None)

    def day(self, sentence: tuple[int, int], at: int) -> date | None:
        """The day of the sentence's nearest date when that is a single one."""
        nearest = self.nearest_date(sentence, at)
        return nearest.from_date if nearest and nearest.from_date == nearest.to_date else None

    def is_long_ago(self, sentence: tuple[int, int], at: int) -> bool:
        """Whether the sentence's nearest date lies more than a year before the latest day that the article counts from."""
        nearest = self.nearest_date(sentence, at)
        return bool(nearest and nearest.to_date and self.now and self.now - nearest.to_date > LONG_AGO)

    def place(self, sentence: tuple[int, int], at: int, text: str) -> int | None:
        """The offset of the sentence's nearest place that a preposition of place leads in."""
        first, last = (bisect_left(self.place_starts, offset) for offset in sentence)
        led_in = [
            p for p in self.places[first:last] if leads_in(text[max(sentence[0], p.start_char - 15) : p.start_char])
        ]
        nearest = min(led_in, key=lambda p: abs(p.start_char - at), default=None)
        return nearest.start_char if nearest else None

    def is_quoted(self, at: int) -> bool:
        """Whether an offset lies inside a quotation."""
        position = bisect_left(self.quotes, (at + 1, 0)) - 1
        return position >= 0 and self.quotes[position][1] > at


def leads_in(before: str) -> bool:
    """Whether the words before a place end in a preposition of place, an article between them allowed."""
    words = before.lower().split()[-2:]
    return bool(words) and (words[-1] in BEFORE_PLACE or (words[-1] == "the" and words[0] in BEFORE_PLACE))
