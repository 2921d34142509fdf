"""An article with its facts marked in the text, span by span."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from duckdb import DuckDBPyConnection

from tasks.show.cells import Cell, as_cell, constant

SHOWN_AS = {
    "quote": "quote", "mention": "mention", "role": "mention", "event": "event", "figure": "figure", "date": "figure",
    "place": "other", "key fact": "other",
}  # fmt: skip
SHOWN_ORDER = ("mention", "figure", "event", "quote", "other")


@dataclass(frozen=True, slots=True)
class Fact:
    """A fact of the article: its kind, its exact spans (start, end: code points) and what it says."""

    fact_id: str
    kind: str
    label: str
    spans: tuple[tuple[int, int], ...]
    href: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """A piece of the text with the facts that cover it, outermost first; ``starts`` are the facts that begin here."""

    text: str
    facts: tuple[Fact, ...] = ()
    starts: tuple[Fact, ...] = ()

    @property
    def ids(self) -> frozenset[str]:
        """The ids of its facts."""
        return frozenset(fact.fact_id for fact in self.facts)

    @property
    def kind(self) -> str:
        """How the stretch is shown: as the first of SHOWN_AS among its facts."""
        return min((SHOWN_AS[fact.kind] for fact in self.facts), key=SHOWN_ORDER.index)

    @property
    def href(self) -> str:
        """Where the innermost fact that leads somewhere leads."""
        return next((each.href for each in reversed(self.facts) if each.href), "")


@dataclass(frozen=True, slots=True)
class MarkedArticle:
    """An article's own columns, its text in stretches, and its facts in the order of the text."""

    article_id: str
    title: str
    url: str
    language_code: str
    text: str
    known: tuple[tuple[str, Cell], ...]
    stretches: tuple[Stretch, ...]
    facts: tuple[Fact, ...]

    def words(self, fact: Fact) -> str:
        """The words of a fact, as they stand in the text."""
        return " … ".join(self.text[start:end] for start, end in fact.spans)


def read_article(con: DuckDBPyConnection, article_id: str) -> MarkedArticle | None:
    """The article in its current version, by its id or one that it had before."""
    found = con.execute(ARTICLE_SQL, {"id": article_id}).fetchone()
    if found is None:
        return None
    current_id, title, url, language, text, *columns = found
    rows = con.execute(FACTS_SQL.replace("$articles", constant(current_id))).fetchall()
    facts = sorted((_as_fact(*row) for row in rows), key=_place)
    known = zip(KNOWN, map(as_cell, columns), strict=True)
    return MarkedArticle(
        current_id,
        title or "(no headline)",
        url or "",
        language or "",
        text,
        tuple((name, cell) for name, cell in known if cell.words),
        tuple(cut(text, facts)),
        tuple(facts),
    )


def _as_fact(fact_id: str, kind: str, label: str, spans: list[dict[str, int]], href: str | None) -> Fact:
    return Fact(fact_id, kind, label, tuple((span["start_char"], span["end_char"]) for span in spans), href or "")


def _place(fact: Fact) -> tuple[int, int, str, str]:
    return fact.spans[0][0], -fact.spans[-1][1], fact.kind, fact.fact_id


def cut(text: str, facts: Sequence[Fact]) -> Iterator[Stretch]:
    """Cut the text where a fact, in the order of the text, begins or ends; the stretches joined are the text."""
    begins: dict[int, list[Fact]] = {}
    ends: dict[int, list[Fact]] = {}
    for fact in facts:
        for start, end in fact.spans:
            begins.setdefault(start, []).append(fact)
            ends.setdefault(end, []).append(fact)
    covering: list[Fact] = []
    for start, end in pairwise(sorted({0, len(text), *begins, *ends})):
        covering = [fact for fact in covering if fact not in ends.get(start, ())] + begins.get(start, [])
        starts = tuple(fact for fact in begins.get(start, ()) if fact.spans[0][0] == start)
        yield Stretch(text[start:end], tuple(covering), starts)


KNOWN = (
    "outlet",
    "published",
    "byline",
    "section",
    "words",
    "versions",
    "story",
    "reprint of group",
    "version id",
    "run",
)
ARTICLE_SQL = """
select
    article_id, title, url, language_code, text,
    if(source_name is null, null, struct_pack(words := source_name, href := '/outlet?name=' || url_encode(source_name))), published_at, authors, section_name, word_count,
    version_count,
    (
        select struct_pack(words := coalesce(title, '(no headline)'), href := '/story?id=' || story_id)
        from facts.article_stories inner join facts.stories using (story_id) where article_stories.article_id = articles.article_id
    ),
    if(is_reprint, reprint_group_id, null), version_id, run_id
from facts.articles as articles
where article_id = coalesce((select new_id from facts.id_redirects where old_id = $id), $id)
"""
ONE_SPAN = "[struct_pack(start_char := start_char, end_char := end_char)]"


def _facts_of(table: str, row_id: str, kind: str, label: str, href: str = "null") -> str:
    return f"select {row_id}, '{kind}', {label}, {ONE_SPAN}, {href} from facts.{table} where article_id in ($articles) and start_char is not null"


TO_ACTOR = "'/actor?id=' || actor_id"
FACTS_SQL = " union all ".join(
    (
        """
        select
            quote_id, 'quote',
            concat_ws(' ', if(is_negated, 'not said:', null), coalesce(actor_name, speaker_text, 'speaker not known'), cue_text), spans, null
        from facts.quotes where article_id in ($articles)
        """,
        _facts_of("mentions", "mention_id", "mention", "concat_ws(': ', actor_type, actor_name)", TO_ACTOR),
        _facts_of(
            "actor_roles", "actor_role_id", "role", "concat_ws(', ', actor_name, organisation_text, role_status)", TO_ACTOR
        ),
        _facts_of("events", "event_id", "event", "concat_ws(' ', event_type, modality, if(is_negated, 'negated', null))"),
        _facts_of("figures", "figure_id", "figure", "concat_ws(' ', qualifier, number_value, unit_name, what_text)"),
        _facts_of("dates", "date_mention_id", "date", "coalesce(value_edtf, unknown_reason)"),
        _facts_of("places", "place_mention_id", "place", "coalesce(concat_ws(', ', place_name, country_code, place_role), unknown_reason)"),
        _facts_of("key_facts", "key_fact_id", "key fact", "question"),
    )
)  # fmt: skip
