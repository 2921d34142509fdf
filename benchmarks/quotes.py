"""What quotations cost: their share of the language model's time, and an article of 2 MB with 100,000 quotation marks.

Run: ``python -m benchmarks.quotes [FOLDER]``; FOLDER holds articles to take instead of the samples, as a backfill reads them. Shares and ratios
within one run are what counts.
"""

import sys
import time
from pathlib import Path

from spacy.language import Language

from flows.settings import ROOT, Settings
from tasks.clean.article import CleanDefaults, clean_document
from tasks.extract.actors import find_actors, load_known_actors
from tasks.extract.model import load_model
from tasks.extract.quotes import find_quotes
from tasks.read import ReadLimits, find_files, read_file
from tasks.records import Article, ArticleActors, Document, Supplied

ROUNDS = 3
PARAGRAPH = "“Yes,” said Mara Lind, “it is open.” Owen Price denied it.\n"
FILLER = "The harbour was quiet in the morning and two boats lay at the quay.\n"
MANY = 100_000
LARGE = 2_000_000


def read_texts(folder: Path) -> list[str]:
    """The cleaned English texts of a folder's articles."""
    limits, defaults = ReadLimits(), CleanDefaults(language_code="en")
    documents = (each for file in find_files([folder]) for each in read_file(file, folder, Supplied(), limits))
    cleaned = (clean_document(document, defaults) for document in documents if isinstance(document, Document))
    return [each.text for each in cleaned if isinstance(each, Article) and each.language_code.startswith("en")]


def share(model: Language, texts: list[str]) -> tuple[float, float]:
    """CPU seconds of the model and of finding quotations in its parses, the best of several rounds."""
    known = load_known_actors(ROOT / "seeds" / "actors.csv")
    model_seconds, quote_seconds = [], []
    for _ in range(ROUNDS):
        start = time.process_time()
        docs = list(model.pipe(texts, batch_size=8))
        model_seconds.append(time.process_time() - start)
        actors = [find_actors(doc, text, known) for doc, text in zip(docs, texts, strict=True)]
        start = time.process_time()
        for doc, text, found in zip(docs, texts, actors, strict=True):
            find_quotes(doc, text, found)
        quote_seconds.append(time.process_time() - start)
    return min(model_seconds), min(quote_seconds)


def marked_text(mark_count: int) -> str:
    """An article of 2 MB with so many quotation marks, four to a paragraph."""
    marked = PARAGRAPH * (mark_count // 4)
    return marked + FILLER * ((LARGE - len(marked)) // len(FILLER))


def marked_seconds(model: Language, mark_count: int) -> float:
    """CPU seconds to find the quotations of the 2 MB article; it is cut into words only, since the model's own time is not the question."""
    text = marked_text(mark_count)
    doc = model.make_doc(text)
    start = time.process_time()
    find_quotes(doc, text, ArticleActors())
    return time.process_time() - start


def main() -> None:
    """Print the share of the model's time, and seconds at 12,500, 50,000 and 100,000 marks."""
    texts = read_texts(Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT / "seeds" / "articles")
    model = load_model(Settings().model)
    model_seconds, quote_seconds = share(model, texts)
    print(
        f"{len(texts):,} articles: model {model_seconds:.2f} s, quotations {quote_seconds:.2f} s, {quote_seconds / model_seconds:.1%} more"
    )
    for mark_count in (MANY // 8, MANY // 2, MANY):
        print(f"2 MB with {mark_count:,} marks: {marked_seconds(model, mark_count):.1f} s")


if __name__ == "__main__":
    main()
