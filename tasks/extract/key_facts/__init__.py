"""Key facts of an article: the phrases that answer who, what, when and where, and why and how where stated."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import Literal

from spacy.tokens import Doc, Span

from tasks.extract.key_facts import headline as headlines
from tasks.extract.key_facts import phrases
from tasks.extract.key_facts.answers import when, where, who
from tasks.extract.key_facts.ranking import Answer, chars, clauses, nearness, stems
from tasks.records import ArticleActors, DateMention, Event, KeyFact, Place, Quote

Question = Literal["who", "what", "when", "where", "why", "how"]
LEAD_SENTENCES = 12
ANSWERS = 3


def find_key_facts(
    doc: Doc,
    headline: Doc,
    published: date | None,
    actors: ArticleActors,
    events: Sequence[Event],
    places: Sequence[Place],
    dates: Sequence[DateMention],
    quotes: Sequence[Quote],
) -> tuple[KeyFact, ...]:
    """Up to three answers a question, ranked from 1, each words of the text; the first "what" may be words of the headline alone.

    What, why and how are read in the first sentences of the parsed ``doc`` and in the parsed ``headline`` (without a parse they have no
    answers); words shared with the headline, events and often named actors weigh more. The questions are the 5W1H of journalism.
    """
    text, title = doc.text, headline.text
    keys = stems(title)
    lead = list(islice(doc.sents, LEAD_SENTENCES)) if doc.has_annotation("DEP") else []
    quoted = [(quote.start_char, quote.end_char) for quote in quotes if quote.quote_type != "indirect"]
    acts = clauses(lead, text, title, events, quoted)
    main = sentence_of(lead, acts[0].action.start_char) if acts else None
    answers: tuple[tuple[Question, list[Answer]], ...] = (
        ("who", who(acts, actors, text, keys)),
        ("what", [act.action for act in acts]),
        ("when", when(dates, text, main, published)),
        ("where", where(doc, text, places, actors, keys, main)),
        ("why", stated(lead, phrases.reasons)),
        ("how", stated(lead, phrases.manners)),
    )
    opening = {"what": told(headline, actors, text)}
    return tuple(
        fact for question, found in answers for fact in ranked(question, found, text, opening.get(question, ()))
    )


def told(headline: Doc, actors: ArticleActors, text: str) -> tuple[KeyFact, ...]:
    """What the headline tells, as none or one: a span of the text where the same words stand there too."""
    span = headlines.told(headline, {mention.text for mention in actors.mentions})
    if span is None:
        return ()
    words = headline.text[span[0] : span[1]]
    at = text.find(words)
    return (KeyFact("what", 1, words, *((None, None) if at < 0 else (at, at + len(words)))),)


def sentence_of(lead: Sequence[Span], at: int) -> tuple[int, int] | None:
    """Character offsets of the sentence around an offset."""
    return next(((s.start_char, s.end_char) for s in lead if s.start_char <= at < s.end_char), None)


def stated(lead: Sequence[Span], read: Callable[[Span], Iterator[tuple[int, int]]]) -> list[Answer]:
    """What the lead states outright, the earlier the better."""
    spans = (chars(sentence.doc, tokens) for sentence in lead for tokens in read(sentence))
    return [Answer(start, end, nearness(start)) for start, end in spans]


def ranked(
    question: Question, answers: Sequence[Answer], text: str, opening: Sequence[KeyFact] = ()
) -> Iterable[KeyFact]:
    """The opening facts and then the best answers with different words, best first."""
    found = {fact.text.lower(): fact for fact in opening}
    for answer in sorted(answers, key=lambda a: (-a.score, a.start_char, a.end_char)):
        if len(found) == ANSWERS:
            break
        words = text[answer.start_char : answer.end_char]
        found.setdefault(words.lower(), KeyFact(question, len(found) + 1, words, answer.start_char, answer.end_char))
    return found.values()
