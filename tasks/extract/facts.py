"""All facts of an article, in the order in which they stand on one another."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from spacy.tokens import Doc

from tasks.extract.actors import KnownActors, find_actors, load_known_actors
from tasks.extract.dates import find_dates
from tasks.extract.events import find_events
from tasks.extract.figures import find_figures
from tasks.extract.key_facts import find_key_facts
from tasks.extract.model import ParagraphParser
from tasks.extract.outlets import load_outlet_countries, outlet_country
from tasks.extract.places import Gazetteer, find_places, load_gazetteer
from tasks.extract.quotes import find_speech
from tasks.extract.topics import TopicRules, find_topics, load_topics
from tasks.records import Article, Facts, Unknown

READ_LANGUAGE = "en"
MOST_HEADLINE_CHARS = 500
MOST_CHARS = 200_000  # some 35,000 words: the parser's memory grows by about 1 GB per 100,000 tokens


@dataclass(frozen=True, slots=True)
class Knowledge:
    """What is known before an article is read: actors, topic rules, the gazetteer, and outlets' countries by name."""

    actors: KnownActors
    topics: TopicRules
    gazetteer: Gazetteer
    outlet_countries: Mapping[str, str]


def load_knowledge(seeds_dir: Path) -> Knowledge:
    """Read ``actors.csv``, ``topics.csv`` and outlets' countries of the seeds, and the gazetteer; a malformed row raises with file, line and reason."""
    return Knowledge(
        actors=load_known_actors(seeds_dir / "actors.csv"),
        topics=load_topics(seeds_dir / "topics.csv"),
        gazetteer=load_gazetteer(),
        outlet_countries=load_outlet_countries(seeds_dir / "feeds.csv"),
    )


def extract_facts(
    articles: Iterable[Article], parser: ParagraphParser, knowledge: Knowledge
) -> Iterator[tuple[Article, Facts]]:
    """Extract the facts of each article, in order; what was not read is named in the article's unknowns.

    The model reads a text once, however many articles have it.
    """
    articles = list(articles)
    readable = [article for article in articles if article.language_code.split("-")[0] == READ_LANGUAGE]
    sharing: dict[str, list[Article]] = {}
    for article in readable:
        sharing.setdefault(read_part(article.text), []).append(article)
    titles = sorted({headline_of(article) for article in readable})
    headlines = dict(zip(titles, parser.docs(titles), strict=True))
    facts_of = {
        article.document_id: find_facts(doc, headlines[headline_of(article)], article, knowledge)
        for doc, sharers in zip(parser.docs(sharing), sharing.values(), strict=True)
        for article in sharers
    }
    for article in articles:
        yield _with_unread(article), facts_of.get(article.document_id, Facts())


def find_facts(doc: Doc, headline: Doc, article: Article, knowledge: Knowledge) -> Facts:
    """The facts of one article from its parsed text and headline; offsets are those of ``article.text``."""
    text = read_part(article.text)
    actors = find_actors(doc, text, knowledge.actors)
    speech = find_speech(doc, text, actors)
    quotes = speech.quotes
    dates = find_dates(text, article.published_at)
    places = find_places(doc, text, actors, knowledge.gazetteer, outlet_country(article, knowledge.outlet_countries))
    quoted = tuple(span for quote in quotes if quote.quote_type == "direct" for span in quote.spans)
    published = article.published_at.date() if article.published_at is not None else None
    parties = replace(actors, mentions=(*actors.mentions, *speech.described, *speech.acting))
    events = find_events(doc, text, parties, dates, places, quoted)
    return Facts(
        mentions=tuple(sorted((*actors.mentions, *speech.described), key=lambda mention: mention.start_char)),
        entities=actors.entities,
        roles=actors.roles,
        quotes=quotes,
        events=events,
        article_topics=find_topics(text, article.title, article.section_name, actors, knowledge.topics),
        places=places,
        dates=dates,
        figures=find_figures(doc, text),
        key_facts=find_key_facts(doc, headline, published, actors, events, places, dates, quotes),
    )


def headline_of(article: Article) -> str:
    """The headline as far as it is read; empty without one."""
    return (article.title or "")[:MOST_HEADLINE_CHARS]


def read_part(text: str) -> str:
    """The part of a text that is read for facts: all of it, or whole paragraphs up to ``MOST_CHARS``."""
    if len(text) <= MOST_CHARS:
        return text
    end = text.rfind("\n", 0, MOST_CHARS)
    return text[: end if end > 0 else MOST_CHARS]


def _with_unread(article: Article) -> Article:
    """The article with the reason why facts are missing, where they are."""
    language = article.language_code.split("-")[0]
    if language != READ_LANGUAGE:
        reason = f"facts are extracted from English only; this article is in {article.language_code}"
    elif len(article.text) > MOST_CHARS:
        reason = f"facts were read from the first {len(read_part(article.text))} of {len(article.text)} characters"
    else:
        return article
    return replace(article, unknowns=(*article.unknowns, Unknown("facts", reason)))
