"""Which texts have the words one asks for: by the index, or, without one of this content, by reading them all, which takes longer."""

import re
import unicodedata
from dataclasses import dataclass

from duckdb import DuckDBPyConnection

from tasks.search.index import SearchIndex

MOST_WEIGHED = 1_000  # matches of an index search; of more, the ones indexed last are weighed
ASKED = re.compile(r'(-?)(?:"([^"]*)"?|([^\s"]+))')
WORD = re.compile(r"\w+")
READ_SQL = {
    "articles": "select version_id, concat_ws(' ', title, text) as words, published_at from facts.articles",
    "quotes": "select quote_id, quotes.text as words, published_at from facts.quotes as quotes inner join facts.articles using (article_id)",
}


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one behind the other; with ``is_open`` the last is only the beginning of a word."""

    words: tuple[str, ...]
    is_open: bool

    @property
    def expression(self) -> str:
        """The phrase in the language of FTS5."""
        return f'"{" ".join(self.words)}"' + (" *" if self.is_open else "")

    @property
    def pattern(self) -> str:
        """The phrase as a regular expression for text without accents in lower case."""
        return r"\b" + r"\W+".join(map(re.escape, self.words)) + ("" if self.is_open else r"\b")


@dataclass(frozen=True, slots=True)
class Wanted:
    """Phrases that a text must have, in any order, and ones that it must not have."""

    present: tuple[Phrase, ...]
    absent: tuple[Phrase, ...]


@dataclass(frozen=True, slots=True)
class Found:
    """Ids of versions or quotations, the likeliest first; whether the index found them, and whether there may be more."""

    ids: tuple[str, ...]
    is_indexed: bool
    is_cut: bool


def parse_words(asked: str) -> Wanted:
    """Read what a person types: words, "phrases", ``begin*`` and ``-without``. Raises ValueError where no word must be there."""
    signed = [(sign, _phrase(quoted or bare)) for sign, quoted, bare in ASKED.findall(asked)]
    present = tuple(phrase for sign, phrase in signed if not sign and phrase.words)
    if not present:
        raise ValueError(f"there is no word to look for in {asked!r}")
    return Wanted(present, tuple(phrase for sign, phrase in signed if sign and phrase.words))


def find_texts(con: DuckDBPyConnection, index: SearchIndex, table: str, wanted: Wanted) -> Found:
    """The versions of ``articles`` or the ``quotes``, as the table says, that have the words; without an index the newest first."""
    expression = " NOT ".join(
        ["(" + " AND ".join(phrase.expression for phrase in wanted.present) + ")"]
        + [phrase.expression for phrase in wanted.absent]
    )
    ids, is_indexed = index.ranked(table, expression, MOST_WEIGHED), True
    if ids is None:
        ids, is_indexed = _read_all(con, table, wanted), False
    return Found(tuple(ids), is_indexed, len(ids) >= MOST_WEIGHED)


def _read_all(con: DuckDBPyConnection, table: str, wanted: Wanted) -> list[str]:
    marks = [phrase.pattern for phrase in (*wanted.present, *wanted.absent)]
    conditions = [
        f"{'' if number <= len(wanted.present) else 'not '}regexp_matches(lower(strip_accents(words)), ${number})"
        for number in range(1, len(marks) + 1)
    ]
    query = (
        f"select * from ({READ_SQL[table]}) where {' and '.join(conditions)} order by published_at desc nulls last, 1"
    )
    return [row[0] for row in con.execute(f"{query} limit {MOST_WEIGHED}", marks).fetchall()]


def _phrase(words: str) -> Phrase:
    decomposed = unicodedata.normalize("NFD", words.lower())
    bare = "".join(letter for letter in decomposed if not unicodedata.combining(letter))
    return Phrase(tuple(WORD.findall(bare)), words.endswith("*"))
