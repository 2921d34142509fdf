"""JSON: one object is one article."""

import json
from collections.abc import Mapping
from dataclasses import replace

from tasks.clean.keys import HTML_KEYS, TEXT_KEYS, declared_by, is_article, long_text, schema_types
from tasks.clean.page import fragment_lines, read_page
from tasks.clean.reading import Layer, Reading, Refusal
from tasks.clean.strings import one_line

_WRAPPERS = ("@graph", "article", "newsItem", "item", "result")


def read_json(text: str) -> Reading | Refusal:
    """The article of a JSON object: its text, or its HTML when it has no text, and what its keys declare.

    The object's own keys go before what its HTML declares. Refused: broken JSON, a value that is no object, an object without text.
    """
    try:
        value = json.loads(text.lstrip("\ufeff"), strict=False)
    except (ValueError, RecursionError) as failure:
        return Refusal(f"broken JSON: {failure}")
    if not isinstance(value, dict):
        return Refusal(f"not an article: the JSON is a {type(value).__name__}, not an object")
    fields = _article_object(value)
    own = Layer("document", declared_by(fields))
    types = schema_types(fields)
    if written := long_text(fields, TEXT_KEYS):
        return Reading(fragment_lines(written), (own,), schema_types=types)
    page = read_page(html) if (html := long_text(fields, HTML_KEYS)) else Refusal(_no_text(fields))
    if isinstance(page, Refusal):
        return page
    return replace(page, layers=(own, *page.layers), schema_types=(*types, *page.schema_types))


def _article_object(value: Mapping[str, object]) -> Mapping[str, object]:
    """The object that holds the article: the one itself, or a member of a wrapper such as JSON-LD's ``@graph``."""
    if any(key in value for key in (*TEXT_KEYS, *HTML_KEYS)):
        return value
    for key in _WRAPPERS:
        inner = value.get(key)
        for member in inner if isinstance(inner, list) else [inner]:
            if isinstance(member, dict) and (key != "@graph" or is_article(member)):
                return member
    return value


def _no_text(fields: Mapping[str, object]) -> str:
    named = ", ".join(sorted(one_line(key) or "" for key in fields)[:12])
    return f"no text: none of {', '.join((*TEXT_KEYS, *HTML_KEYS))} holds any; the keys are {named or 'none'}"
