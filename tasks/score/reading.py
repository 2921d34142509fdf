"""Reads the gold sample's YAML files strictly: the first thing that is wrong refuses the file, by name, place and reason."""

from collections.abc import Hashable, Mapping
from datetime import datetime
from pathlib import Path
from typing import Any, get_args

import yaml  # type: ignore[import-untyped]

from tasks.records import ActorType
from tasks.score.gold import GoldArticle, GoldError, GoldQuote
from tasks.score.places import NotFoundError, locate, locate_marked, occurrences

ARTICLE_KEYS = ("form", "title", "source_name", "published_at", "text", "actors", "quotes", "not_quotes")
QUOTE_KEYS = ("type", "spans", "cue", "cue_type", "speaker")
FURTHER_QUOTE_KEYS = ("actor", "actors", "speaks_for", "reported_by", "negated", "nth")
QUOTE_TYPES = ("direct", "indirect", "mixed")


class _Loader(yaml.SafeLoader):  # type: ignore[misc]
    """YAML's plain types, without the silent overwriting of a key that is given twice."""

    def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> dict[Hashable, Any]:
        names = [key.value for key, _ in node.value]
        if twice := {name for name in names if names.count(name) > 1}:
            raise yaml.MarkedYAMLError(problem=f"{min(twice)!r} is given twice", problem_mark=node.start_mark)
        mapping: dict[Hashable, Any] = super().construct_mapping(node, deep)
        return mapping


def read_gold(folder: Path) -> tuple[GoldArticle, ...]:
    """The articles of a gold folder's ``*.yaml`` files, by file name. Raises GoldError, also for a folder without any."""
    paths = sorted(folder.glob("*.yaml"))
    if not paths:
        raise GoldError(f"{folder}: no gold articles (*.yaml)")
    return tuple(read_gold_article(path) for path in paths)


def read_gold_article(path: Path) -> GoldArticle:
    """One gold article, every label checked against its text. Raises GoldError."""
    try:
        return _article(path.stem, yaml.load(path.read_text(encoding="utf-8"), _Loader))
    except (yaml.YAMLError, UnicodeDecodeError) as error:
        raise GoldError(f"{path}: {' '.join(str(error).split())}") from error
    except (GoldError, NotFoundError) as error:
        raise GoldError(f"{path}: {error}") from error


def _article(name: str, value: object) -> GoldArticle:
    fields = _fields("article", value, ARTICLE_KEYS)
    text = _words("text", fields["text"])
    declared = _fields("actors", fields["actors"], None)
    for actor, kind in declared.items():
        if kind not in get_args(ActorType):
            raise GoldError(f"actors: {actor}: {kind!r} is none of {', '.join(get_args(ActorType))}")
    quotes = tuple(_numbered(number, each, text, tuple(declared)) for number, each in _list("quotes", fields["quotes"]))
    marked = [
        span
        for number, each in _list("not_quotes", fields["not_quotes"])
        for span in locate_marked(text, _words(f"not_quotes {number}", each))
    ]
    head = {key: _words(key, fields[key]) for key in ("form", "title", "source_name")}
    return GoldArticle(
        name, **head, published_at=_moment(fields["published_at"]), text=text, actors=tuple(declared), quotes=quotes,
        not_quotes=tuple(marked),
    )  # fmt: skip


def _numbered(number: int, value: object, text: str, declared: tuple[str, ...]) -> GoldQuote:
    try:
        return _quote(value, text, declared)
    except (GoldError, NotFoundError) as error:
        raise GoldError(f"quotes {number}: {error}") from error


def _quote(value: object, text: str, declared: tuple[str, ...]) -> GoldQuote:
    fields = _fields("quote", value, QUOTE_KEYS, FURTHER_QUOTE_KEYS)
    if fields["type"] not in QUOTE_TYPES:
        raise GoldError(f"type: {fields['type']!r} is none of {', '.join(QUOTE_TYPES)}")
    parts = tuple(_words("spans", each) for _, each in _list("spans", fields["spans"]))
    nth = fields.get("nth")
    if not parts or not (nth is None or (type(nth) is int and nth > 0)):
        raise GoldError("spans: none are given" if not parts else f"nth: {nth!r} is no number from 1")
    if fields.get("negated", True) is not True:
        raise GoldError(f"negated: {fields['negated']!r} is not true: leave it out")
    cue, cue_type, speaker, reporter = (
        _words_or_none(fields, k) for k in ("cue", "cue_type", "speaker", "reported_by")
    )
    if (cue is None) != (cue_type is None):
        raise GoldError("cue_type: is null when cue is, and only then")
    for key, words in (("cue", cue), ("speaker", speaker), ("reported_by", None if reporter in declared else reporter)):
        if words is not None and not occurrences(text, words):
            raise GoldError(f"{key}: {words!r} does not stand in the text")
    speaks_for = _words_or_none(fields, "speaks_for")
    actors = _actors(fields)
    for actor in (*actors, *([speaks_for] if speaks_for else [])):
        if actor not in declared:
            raise GoldError(f"{actor!r} is not declared under actors")
    return GoldQuote(
        fields["type"], locate(text, parts, nth), cue, cue_type, speaker, actors, speaks_for, reporter,
        "negated" in fields,
    )  # fmt: skip


def _actors(fields: Mapping[str, Any]) -> tuple[str, ...]:
    if ("actor" in fields) == ("actors" in fields):
        raise GoldError("give either actor (null for an anonymous one) or actors")
    if "actor" in fields:
        return () if fields["actor"] is None else (_words("actor", fields["actor"]),)
    actors = tuple(_words("actors", each) for _, each in _list("actors", fields["actors"]))
    if len(set(actors)) < 2:
        raise GoldError("actors: a single speaker is an actor")
    return actors


def _fields(
    where: str, value: object, required: tuple[str, ...] | None, further: tuple[str, ...] = ()
) -> dict[str, Any]:
    if not isinstance(value, dict) or not all(isinstance(key, str) for key in value):
        raise GoldError(f"{where}: keys with values are expected, not {type(value).__name__}")
    if required is not None:
        if missing := [key for key in required if key not in value]:
            raise GoldError(f"{where}: {missing[0]} is missing")
        if unknown := [key for key in value if key not in (*required, *further)]:
            raise GoldError(f"{where}: unknown key {unknown[0]!r}")
    return value


def _list(where: str, value: object) -> list[tuple[int, object]]:
    if not isinstance(value, list):
        raise GoldError(f"{where}: a list is expected, not {type(value).__name__}")
    return list(enumerate(value, 1))


def _words(where: str, value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise GoldError(f"{where}: words are expected, not {value!r} (quote what YAML takes for something else)")
    return value


def _words_or_none(fields: Mapping[str, Any], key: str) -> str | None:
    return None if fields.get(key) is None else _words(key, fields[key])


def _moment(value: object) -> str:
    if not isinstance(value, datetime) or value.tzinfo is None:
        raise GoldError(f"published_at: {value!r} is no date and time with its zone")
    return value.isoformat()
