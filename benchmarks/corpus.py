"""Articles for measuring, as many as asked for, put together from sentences of those that ship with Nightdesk."""

import json
import random
import re
from collections.abc import Iterator
from pathlib import Path

from flows.settings import ROOT
from tasks.clean.article import CleanDefaults, clean_document
from tasks.read import ReadLimits, find_files, read_file
from tasks.records import Article, Document, Supplied

LEAST, MOST = 5, 30  # paragraphs an article: some 450 words on average
REPEATED = 0.3  # of all paragraphs stand in an earlier article too, as reprints and boilerplate do
SENTENCE_END = re.compile(r"(?<=[.?!”]) (?=[A-Z“])")


def shipped_articles() -> Iterator[Article]:
    """The English articles among the samples and the gold articles, cleaned."""
    for folder in (ROOT / "seeds" / "articles", ROOT / "tests" / "data" / "gold"):
        for file in find_files([folder]):
            for read in read_file(file, folder, Supplied(), ReadLimits()):
                article = clean_document(read, CleanDefaults()) if isinstance(read, Document) else None
                if isinstance(article, Article) and article.language_code.startswith("en"):
                    yield article


def write_articles(path: Path, count: int) -> list[str]:
    """Write ``count`` articles as JSON lines, the same for the same count; returns their texts."""
    chance = random.Random(count)
    pool = sorted(
        {
            each
            for article in shipped_articles()
            for line in article.text.split("\n")
            for each in SENTENCE_END.split(line)
        }
    )
    told: list[str] = []
    for _ in range(count * MOST):
        told.append(chance.choice(told) if told and chance.random() < REPEATED else " ".join(chance.sample(pool, 2)))
    texts = ["\n".join(told[no * MOST : no * MOST + chance.randint(LEAST, MOST)]) for no in range(count)]
    with path.open("w", encoding="utf-8") as lines:
        for no, text in enumerate(texts):
            day = f"2026-{1 + no % 12:02}-{1 + no % 28:02}T{no % 24:02}:00:00Z"
            declared = {"title": text.split(". ")[0][:90], "published_at": day, "source_name": f"Outlet {no % 40}"}
            url = f"https://outlet{no % 40}.example/{no}"
            lines.write(json.dumps({"url": url, "text": text, **declared}) + "\n")
    return texts
