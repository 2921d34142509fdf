"""The words of an article that topics are told from."""

from bisect import bisect_left
from dataclasses import dataclass
from typing import TypeAlias

from tasks.extract.topics.cue_words import WORD
from tasks.records import Span

Place: TypeAlias = tuple[int, int]  # [first word, end word) of an article
GAP = 100  # words between title and text, as many as near/n may span: no phrase and no near reaches over
TITLE_TIMES = 4.0  # a word in the title counts like four in the body, in the first paragraph like two
FIRST_PARAGRAPH_TIMES = 2.0


@dataclass(frozen=True, slots=True)
class ArticleWords:
    """Words in lower case, runs of letters and digits ("U.S." is two): the title's, a gap, the text's.

    ``starts`` and ``ends`` are their offsets in the text, -1 for the title's and the gap's; ``times`` is what each one counts for.
    """

    words: tuple[str, ...]
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    times: tuple[float, ...]

    def places_between(self, start_char: int, end_char: int) -> Place:
        """The words that begin in [start_char, end_char) of the text."""
        return bisect_left(self.starts, start_char), bisect_left(self.starts, end_char)

    def at(self, place: Place) -> str:
        """The words at a place, joined by one space."""
        return " ".join(self.words[place[0] : place[1]])

    def span(self, place: Place) -> Span | None:
        """Where a place stands in the text; None in the title."""
        start = self.starts[place[0]]
        return Span(start, self.ends[place[1] - 1]) if start >= 0 else None


def article_words(text: str, title: str | None) -> ArticleWords:
    """Read the words of an article; a text without paragraphs is its own first one."""
    first_end = text.find("\n") if "\n" in text else len(text)
    before = [match[0].lower() for match in WORD.finditer(title or "")]
    before += [""] * (GAP if before else 0)
    found = list(WORD.finditer(text))
    return ArticleWords(
        words=(*before, *(match[0].lower() for match in found)),
        starts=(*(-1 for _ in before), *(match.start() for match in found)),
        ends=(*(-1 for _ in before), *(match.end() for match in found)),
        times=(
            *(TITLE_TIMES for _ in before),
            *(FIRST_PARAGRAPH_TIMES if match.start() < first_end else 1.0 for match in found),
        ),
    )
