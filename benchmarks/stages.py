"""Where a worker's time goes, stage by stage."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

from spacy.language import Language

from flows.settings import ROOT, Settings
from tasks.clean.article import CleanDefaults, clean_document
from tasks.extract.actors import find_actors
from tasks.extract.dates import find_dates
from tasks.extract.events import find_events
from tasks.extract.facts import Knowledge, headline_of, load_knowledge
from tasks.extract.figures import find_figures
from tasks.extract.key_facts import find_key_facts
from tasks.extract.model import ParagraphParser, load_model
from tasks.extract.places import find_places
from tasks.extract.quotes import find_quotes
from tasks.extract.topics import find_topics
from tasks.records import Article, Document, Supplied

os.environ["OPENBLAS_NUM_THREADS"] = "1"


@cache
def loaded() -> tuple[Language, Knowledge]:
    """The default model and the knowledge of the seeds."""
    return load_model(Settings().model), load_knowledge(ROOT / "seeds")


def stage_seconds(bodies: list[str], media_type: str) -> dict[str, float]:
    """CPU seconds of each stage for some documents, as one worker takes them."""
    nlp, known = loaded()
    list(ParagraphParser(nlp).docs(bodies[:2]))
    spent: dict[str, float] = {}

    @contextmanager
    def counted(stage: str) -> Iterator[None]:
        started = time.process_time()
        yield
        spent[stage] = spent.get(stage, 0.0) + time.process_time() - started

    with counted("clean"):
        documents = [Document(str(no), "", media_type, text.encode(), Supplied()) for no, text in enumerate(bodies)]
        cleaned = [clean_document(document, CleanDefaults()) for document in documents]
        articles = [article for article in cleaned if isinstance(article, Article)]
    with counted("model"):
        docs = list(ParagraphParser(nlp).docs(article.text for article in articles))
        headlines = list(ParagraphParser(nlp).docs(map(headline_of, articles)))
    for article, doc, headline in zip(articles, docs, headlines, strict=True):
        text = article.text
        with counted("actors"):
            actors = find_actors(doc, text, known.actors)
        with counted("quotes"):
            quotes = find_quotes(doc, text, actors)
        with counted("dates"):
            dates = find_dates(text, article.published_at)
        with counted("places"):
            places = find_places(doc, text, actors, known.gazetteer, None)
        with counted("events"):
            events = find_events(doc, text, actors, dates, places, ())
        with counted("topics"):
            find_topics(text, article.title, article.section_name, actors, known.topics)
        with counted("figures"):
            find_figures(doc, text)
        with counted("key facts"):
            find_key_facts(doc, headline, None, actors, events, places, dates, quotes)
    return spent
