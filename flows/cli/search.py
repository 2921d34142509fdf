"""The command that finds quotations and articles by their words."""

import json
import sys
from dataclasses import asdict
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.options import Json, Warehouse
from flows.settings import load_settings
from tasks.publish import open_published
from tasks.search import (
    Found,
    FoundArticle,
    FoundQuote,
    find_texts,
    open_index,
    parse_words,
    read_articles,
    read_quotes,
)


def search(
    words: Annotated[str, typer.Argument(help='Words, "phrases", begin* and -without; a text must have all of them.')],
    most: Annotated[int, typer.Option("--limit", min=1, help="How many quotations, and how many articles.")] = 10,
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Find quotations and articles that have the words, the likeliest first; capitals and accents do not matter."""
    settings, wanted = load_settings(warehouse=warehouse), parse_words(words)
    with open_published(settings.warehouse) as con:
        index = open_index(con, settings.search_index)
        in_quotes, in_articles = find_texts(con, index, "quotes", wanted), find_texts(con, index, "articles", wanted)
        quotes = read_quotes(con, in_quotes.ids[:most])
        articles = read_articles(con, in_articles.ids[:most], wanted)
    if as_json:
        found = {"quotes": [asdict(each) for each in quotes], "articles": [asdict(each) for each in articles]}
        print(json.dumps(found, default=str, ensure_ascii=False))
        return
    if not in_quotes.is_indexed:
        print(
            "There is no search index of this content, so all texts were read; the next run makes one.", file=sys.stderr
        )
    console = Console(highlight=False, markup=False, soft_wrap=True)
    for quote in quotes:
        said = " ".join(filter(None, (quote.speaker_text, quote.cue_text)))
        _print(console, f"“{quote.text}”" + (f" ({said})" if said else ""), quote, quote.quote_id)
    for article in articles:
        _print(console, f"{article.title or '(no headline)'}\n  {article.context}", article, article.article_id)
    console.print(f"{_counted(len(quotes), in_quotes)} quotations, {_counted(len(articles), in_articles)} articles")


def _print(console: Console, words: str, found: FoundQuote | FoundArticle, row_id: str) -> None:
    known = (found.source_name, found.published_date, found.url, row_id)
    console.print(f"{words}\n  {', '.join(str(each) for each in known if each)}")


def _counted(shown: int, found: Found) -> str:
    return f"{shown:,} of {'more than ' if found.is_cut else ''}{len(found.ids):,}"
