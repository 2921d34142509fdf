"""Key facts of an article: the phrases that answer who, what, when and where, and why and how where stated."""

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Literal

from spacy.tokens import Doc, Span

from tasks.extract.key_facts import phrases
from tasks.extract.key_facts.answers import when, where, who
from tasks.extract.key_facts.ranking import Answer, chars, clauses, nearness, stems
from tasks.records import ArticleActors, DateMention, Event, KeyFact, Place, Quote

Question = Literal["who", "what", "when", "where", "why", "how"]
LEAD_SENTENCES = 12
ANSWERS = 3


def find_key_facts(
    doc: Doc,
    text: str,
    title: str | None,
    actors: ArticleActors,
    events: Sequence[Event],
    places: Sequence[Place],
    dates: Sequence[DateMention],
    quotes: Sequence[Quote],
) -> tuple[KeyFact, ...]:
    """Up to three answers a question, ranked from 1, each a span of the text.

    What, why and how are read in the first sentences of the parsed ``doc`` (without a parse they have no answers); words
    shared with the title, events and often named actors weigh more. The questions are the 5W1H of journalism.
    """
    keys = stems(title or "")
    lead = list(islice(doc.sents, LEAD_SENTENCES)) if doc.has_annotation("DEP") else []
    quoted = [(quote.start_char, quote.end_char) for quote in quotes if quote.quote_type != "indirect"]
    acts = clauses(lead, text, title or "", events, quoted)
    main = sentence_of(lead, acts[0].action.start_char) if acts else None
    answers: tuple[tuple[Question, list[Answer]], ...] = (
        ("who", who(acts, actors, text, keys)),
        ("what", [act.action for act in acts]),
        ("when", when(dates, text, main)),
        ("where", where(doc, places, text, keys, main)),
        ("why", stated(lead, phrases.reasons)),
        ("how", stated(lead, phrases.manners)),
    )
    return tuple(fact for question, found in answers for fact in ranked(question, found, text))


def sentence_of(lead: Sequence[Span], at: int) -> tuple[int, int] | None:
    """Character offsets of the sentence around an offset."""
    return next(((s.start_char, s.end_char) for s in lead if s.start_char <= at < s.end_char), None)


def stated(lead: Sequence[Span], read: Callable[[Span], Iterator[tuple[int, int]]]) -> list[Answer]:
    """What the lead states outright, the earlier the better."""
    spans = (chars(sentence.doc, tokens) for sentence in lead for tokens in read(sentence))
    return [Answer(start, end, nearness(start)) for start, end in spans]


def ranked(question: Question, answers: Sequence[Answer], text: str) -> Iterator[KeyFact]:
    """The best answers with different words, best first."""
    taken: set[str] = set()
    for answer in sorted(answers, key=lambda a: (-a.score, a.start_char, a.end_char)):
        words = text[answer.start_char : answer.end_char]
        if words.lower() not in taken and len(taken) < ANSWERS:
            taken.add(words.lower())
            yield KeyFact(question, len(taken), words, answer.start_char, answer.end_char)
