"""Quotations of mutilated and of arbitrary text: verbatim, in order, and nothing raises."""

import random
from datetime import UTC, datetime
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.language import Language

from flows.settings import ROOT
from tasks.extract.facts import Knowledge, extract_facts, load_knowledge
from tasks.extract.model import ParagraphParser
from tasks.records import Article, Quote

STORY = """\
PORT MARRIN — The harbour will stay shut, Mayor Ines Falk said on Monday. “We have no crane, no pilot and no tug,” she said, “and nobody can
tell me when we shall.”

‘That’s what the pilots’ union told us in ’98,’ said Jon Brandt, 41, a docker. “It said ‘soon’, and “soon” never came,” he added.

According to the ministry, two ships were turned away. „Das ist genug“, a spokesman for the ministry told reporters; « assez », wrote Le Phare.

MAYOR: Are there questions?
REPORTER: When will it open?
MAYOR: When it is safe.

The union has never said that it would strike. “We will not strike,” it wrote.

“Nor will we talk to the press,

“or to anybody else,” Brandt said."""
MARKS = "\"“”‘’'«»„—"
ODDITIES = "\u00ad|\u200b|\u200d|\u2060|\u00a0|\u202f|\u200f|\u202e|👩\u200d🚒|e\u0301|🏴|שלום|مرحبا|𝔔|\u2028|\t".split(
    "|"
)
WORDS = st.sampled_from(
    "“|”|‘|’|\"|'|«|»|„|—|,|.|?|\n|\n\n| | said |she |told reporters that |Ines Falk| according to |never said |it is late|the ministry"
    "|Q:|A:|MAYOR: |(|)|… ".split("|")
)


@cache
def knowledge() -> Knowledge:
    return load_knowledge(ROOT / "seeds")


def quotes_of(text: str, nlp: Language) -> tuple[Quote, ...]:
    """The quotations of an article with that text, each proved verbatim."""
    published_at = datetime(2026, 3, 3, tzinfo=UTC)
    article = Article("a", "v", "d", "c", text, language_code="en", published_at=published_at)
    ((_, facts),) = extract_facts([article], ParagraphParser(nlp), knowledge())
    for quote in facts.quotes:
        spans = [(span.start_char, span.end_char) for span in quote.spans]
        assert spans == sorted(spans)
        assert all(one[1] <= other[0] for one, other in pairwise(spans))
        assert all(0 <= start < end <= len(text) for start, end in spans)
        assert quote.text == " ".join(text[start:end] for start, end in spans)
        assert (quote.start_char, quote.end_char) == (spans[0][0], spans[-1][1])
        for words, start, end in (
            (quote.cue_text, quote.cue_start_char, quote.cue_end_char),
            (quote.speaker_text, quote.speaker_start_char, quote.speaker_end_char),
        ):
            assert words is None if start is None else words == text[start:end]
        start, end = quote.speaker_start_char, quote.speaker_end_char
        assert start is None or (end is not None and not any(first < end and start < last for first, last in spans))
    return facts.quotes


@given(st.lists(st.one_of(WORDS, WORDS, st.sampled_from(ODDITIES), st.text(max_size=3)), max_size=60).map("".join))
@settings(max_examples=100, deadline=None)
def test_quotations_of_arbitrary_text_are_verbatim(nlp: Language, text: str) -> None:
    quotes_of(text, nlp)


def mutilated(seed: int) -> str:
    """The story with its marks dropped, doubled, swapped or made one kind, its end or its paragraphs' order lost."""
    chance = random.Random(seed)
    text = STORY
    if seed % 5 == 0:
        text = text[chance.randrange(len(text)) :][: chance.randrange(1, len(text))]
    if seed % 5 == 1:
        kind = chance.choice(MARKS)
        text = "".join(kind if c in MARKS else c for c in text)
    if seed % 5 == 2:
        text = "".join(c for c in text if c not in MARKS or chance.random() < 0.6)
    if seed % 5 == 3:
        text = "".join(chance.choice(MARKS) * chance.randint(1, 3) if c in MARKS else c for c in text)
    if seed % 5 == 4:
        paragraphs = text.split("\n")
        chance.shuffle(paragraphs)
        text = chance.choice(["\n", " ", ""]).join(paragraphs)
    return text


@pytest.mark.parametrize("seed", range(100))
def test_mutilated_articles_are_read(seed: int, nlp: Language) -> None:
    quotes_of(mutilated(seed), nlp)


def test_two_megabytes_with_a_hundred_thousand_marks_are_read(nlp: Language) -> None:
    text = "“The gate is open,” said Ines Falk on Monday. \n" * 30 + "“" * 100_000 + "\n" + "x" * 1_900_000
    assert [quote.text for quote in quotes_of(text, nlp)][:30] == ["The gate is open"] * 30
