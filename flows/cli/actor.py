"""The command that prints all that is known of one actor."""

import json
import sys
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.options import Json, Warehouse
from flows.settings import load_settings
from tasks.dossier import Dossier, FoundActor, Lookup, find_actors, read_dossier
from tasks.dossier.rows import Deed, StatedRole, Words
from tasks.publish import open_published

SHOWN = 10
SHOWN_AS_JSON = 1_000


def actor(
    name: Annotated[str, typer.Argument(help="A person's or organisation's name, alias or actor_id.")],
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Print an actor's names, roles over time, words, events, company, topics and outlets, with counts."""
    with open_published(load_settings(warehouse=warehouse).warehouse) as con:
        lookup = find_actors(con, name)
        if len(lookup.found) != 1:
            print_choice(name, lookup, as_json)
            sys.exit(1)
        dossier = read_dossier(con, lookup.found[0], SHOWN_AS_JSON if as_json else SHOWN)
    if as_json:
        print(json.dumps(asdict(dossier), default=str, ensure_ascii=False))
    else:
        print_dossier(dossier, Console(highlight=False, markup=False))


def print_choice(name: str, lookup: Lookup, as_json: bool) -> None:
    """Print the several actors that a name may mean, or those that are like it."""
    if as_json:
        print(json.dumps(asdict(lookup), default=str, ensure_ascii=False))
        return
    console = Console(stderr=True, highlight=False, markup=False)
    if lookup.found:
        console.print(f"{len(lookup.found)} actors are called {name!r}; say which by its id:")
    elif lookup.suggestions:
        console.print(f"No actor is called {name!r}. Did you mean:")
    else:
        console.print(f"No actor is called {name!r} or nearly so.")
    for each in lookup.found or lookup.suggestions:
        console.print(f"  {each.actor_id}  {described(each)}")


def described(actor: FoundActor) -> str:
    """An actor in a line: name, type, country, Wikidata id and how many articles name it."""
    marks = [actor.actor_type, actor.country_code, actor.wikidata_id, counted(actor.article_count, "article")]
    return f"{actor.actor_name} ({', '.join(mark for mark in marks if mark)})"


def counted(count: int, noun: str) -> str:
    """A count with its noun."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def print_dossier(dossier: Dossier, console: Console) -> None:
    """Print a dossier, section by section; an empty one is left out."""
    totals = dossier.totals
    console.print(described(dossier.actor), style="bold")
    console.print(f"  {dossier.actor.actor_id}")
    console.print(
        f"  {totals.article_count:,} of {totals.of_article_count:,} articles"
        f" ({totals.independent_article_count:,} without reprints), {totals.outlet_count:,} of {totals.of_outlet_count:,} outlets"
        f" ({totals.independent_outlet_count:,} of {totals.of_independent_outlet_count:,} independent)",
        soft_wrap=True,
    )
    for title, lines in _sections(dossier):
        if lines:
            console.print(f"\n{title}", style="bold")
        for line in lines:
            console.print(f"  {line}", soft_wrap=True)


def _sections(dossier: Dossier) -> Iterator[tuple[str, list[str]]]:
    totals = dossier.totals
    articles = counted(totals.article_count, "article")
    quotes = counted(totals.of_quote_count, "quotation")
    events = counted(totals.of_event_count, "event")
    yield (
        "Names",
        [f"{each.alias_text}: {counted(each.article_count, 'article')} ({each.reason})" for each in dossier.aliases],
    )
    yield "Roles, newest first", [_role(each) for each in dossier.roles]
    yield f"Said ({totals.quote_count:,} of {quotes})", [_words(each) for each in dossier.quotes]
    title = f"Named in the words of others ({totals.mentioning_quote_count:,} of {quotes})"
    yield title, [_words(each) for each in dossier.mentioning_quotes]
    yield f"Did, or had done to them ({totals.event_count:,} of {events})", [_deed(each) for each in dossier.events]
    for name, rows in (("Named with", dossier.co_actors), ("Topics", dossier.topics), ("Outlets", dossier.outlets)):
        yield f"{name} (of {articles})", [f"{each.article_count:>5,}  {each.name}" for each in rows]


def _role(role: StatedRole) -> str:
    status = "" if role.role_status == "current" else f" ({role.role_status})"
    of = f", {role.organisation_text}" if role.organisation_text else ""
    return f"{_day(role.stated_date)}  “{role.role_text}”{of}{status}  [{role.source_name or 'outlet not known'}]"


def _words(words: Words) -> str:
    said = f"{words.actor_name or 'not known'}, {'not ' * words.is_negated}{words.cue_text or 'quoted'}: {words.text}"
    return f"{_day(words.published_date)}  {said}  [{words.source_name or 'outlet not known'}, {words.quote_id}]"


def _deed(deed: Deed) -> str:
    done = f"{deed.actor_text or '?'} · {'not ' * deed.is_negated}{deed.action_text} · {deed.recipient_text or '?'}"
    return f"{_day(deed.event_date or deed.published_date)}  {deed.event_type}: {done} ({deed.modality})"


def _day(day: date | None) -> str:
    return str(day) if day else "undated   "
