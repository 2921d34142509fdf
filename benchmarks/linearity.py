"""Time against length on hostile texts: the ratio for four times the length, about 4 when linear.

Run: ``python -m benchmarks.linearity``. Ratios within one run are what counts; the machine's speed is not.
"""

import time
from collections.abc import Callable

import spacy

from flows.settings import ROOT, Settings
from tasks.extract.actors import find_actors, load_known_actors
from tasks.extract.dates import find_dates
from tasks.extract.model import load_model
from tasks.extract.quotes import find_quotes
from tasks.extract.topics import find_topics, load_topics
from tasks.extract.topics.article_words import article_words
from tasks.extract.topics.rule_language import parse_rule
from tasks.extract.topics.rule_matching import find_rule
from tasks.extract.topics.user_topics import UserTopic, places_of, user_topics
from tasks.records import ArticleActors

LENGTH = 2_000


def seconds(function: Callable[[], object]) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    function()
    return time.process_time() - start


def main() -> None:
    """Print, for each extraction, seconds at one and four lengths and their ratio."""
    blank = spacy.blank("en")
    known = load_known_actors(ROOT / "seeds" / "actors.csv")
    name = "Mr J{n} Smith said he met Ann{n} Smith of Acme{n} Corp (AC) in Rome. "

    def quotes(count: int) -> float:
        text = "“The gate is open” said Lind. He said " * count
        doc = blank(text)
        return seconds(lambda: find_quotes(doc, text, ArticleActors()))

    def actors(count: int) -> float:
        text = "".join(name.format(n=n) for n in range(count))
        doc = blank(text)
        return seconds(lambda: find_actors(doc, text, known))

    def dates(count: int) -> float:
        return seconds(lambda: find_dates("On 12 March, last month and 1990s or 3-5 May " * count, None))

    model = load_model(Settings().model)

    rules = load_topics(ROOT / "seeds" / "topics.csv")
    near = parse_rule("peace near/100 (peace or talks) near/100 peace and talks not war")
    terms = user_topics([UserTopic("user:near", near)])

    def topics(count: int) -> float:
        text = "peace talks on the central bank of Ukraine and peace " * count
        return seconds(lambda: find_topics(text, None, None, ArticleActors(), rules))

    def rule(count: int) -> float:
        article = article_words("peace talks peace peace and " * count, None)
        return seconds(lambda: find_rule(near, places_of(article, ArticleActors(), terms)))

    def tokens(count: int) -> float:
        text = '"' * count + " " + "“Yes.”" * count
        return seconds(lambda: model.make_doc(text))

    for measure in (quotes, actors, dates, topics, rule, tokens):
        short, long = measure(LENGTH), measure(4 * LENGTH)
        print(f"{measure.__name__}: {short:.3f} s, {long:.3f} s, ratio {long / short:.1f}")


if __name__ == "__main__":
    main()
