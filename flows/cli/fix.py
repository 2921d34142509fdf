"""Commands that record a person's corrections, and the one that lists what became of them."""

import json
from typing import Annotated

import duckdb
import typer
from rich.console import Console
from rich.table import Table

from flows.cli.actor import described
from flows.cli.options import Json, Warehouse
from flows.cli.pen import Author, Pen
from flows.settings import load_settings
from tasks.corrections import actor_key, article_key, quote_key
from tasks.corrections.published import ActorPlace, check_own_name
from tasks.dossier import FoundActor, find_actors
from tasks.publish import open_published
from tasks.records import ActorKey, ActorType, CorrectionKind
from tasks.seeds import load_corrections, write_actor_key

fix = typer.Typer(
    help="Record corrections in seeds/corrections.csv; every build replays them, whatever is extracted anew.",
    no_args_is_help=True,
)


Note = Annotated[str, typer.Option(help="Why; for the next reader of the file.")]
Build = Annotated[bool, typer.Option("--build", help="Build and publish at once.")]
Every = Annotated[bool, typer.Option("--every", help="Every actor of that name, also those of articles to come.")]
Name = Annotated[str, typer.Argument(help="An actor's name, alias or actor_id.")]
QuoteId = Annotated[str, typer.Argument(help="A quote_id of facts.quotes.")]
Article = Annotated[str, typer.Argument(help="An article_id or URL.")]


def one_actor(con: duckdb.DuckDBPyConnection, name: str) -> tuple[FoundActor, ActorPlace]:
    """The one actor that a person means, with its content key. Raises ValueError for none or several, and names those it could be."""
    lookup = find_actors(con, name)
    if len(lookup.found) == 1:
        return lookup.found[0], actor_key(con, lookup.found[0].actor_id)
    near = "".join(f"\n  {each.actor_id}  {described(each)}" for each in lookup.found or lookup.suggestions)
    reason = (
        f"{len(lookup.found)} actors are called {name!r}, say which by its id"
        if lookup.found
        else f"no actor is called {name!r}"
    )
    raise ValueError(reason + near)


@fix.command()
def merge(
    goes: Annotated[str, typer.Argument(help="The actor that is the other one: name, alias or actor_id.")],
    stays: Annotated[str, typer.Argument(help="The actor whose name stays.")],
    author: Author, warehouse: Warehouse = None, every: Every = False, note: Note = "", build: Build = False,
) -> None:  # fmt: skip
    """Two actors are one: `nightdesk fix merge Smith "John Smith"`."""
    pen = Pen(load_settings(warehouse=warehouse), author, note)
    with open_published(pen.settings.warehouse) as con:
        onto, place = one_actor(con, stays)
        if place.article:
            raise ValueError(f"another actor is called {onto.actor_name!r} too, and nothing tells them apart")
        if every:
            gone, key, article = f"Every actor called {goes}", goes, ""
        else:
            actor, going = one_actor(con, goes)
            gone, key, article = described(actor), write_actor_key(going.key), going.article
    decision = pen.decision("merge", key, write_actor_key(place.key), article)
    pen.write([decision], f"{gone} will be {described(onto)}.", build)


@fix.command()
def split(
    name: Name,
    apart: Annotated[str, typer.Argument(help="The name that is an actor of its own; with --article a new name.")],
    author: Author, warehouse: Warehouse = None,
    article: Annotated[list[str] | None, typer.Option(help="The articles (id or URL) that mean the other.")] = None,
    note: Note = "", build: Build = False,
) -> None:  # fmt: skip
    """One actor is two: one of its names is another's, or the same name in some articles."""
    pen = Pen(load_settings(warehouse=warehouse), author, note)
    with open_published(pen.settings.warehouse) as con:
        actor, place = one_actor(con, name)
        if not article and not place.article:
            check_own_name(con, actor.actor_id, apart)
        articles = [article_key(con, each) for each in article or ()] or [place.article]
    target, value = write_actor_key(place.key), write_actor_key(ActorKey(apart))
    where = f" in {', '.join(article)}" if article else ""
    decisions = [pen.decision("split", target, value, each) for each in articles]
    pen.write(decisions, f"{apart}{where} will be an actor apart from {described(actor)}.", build)


def _say(kind: CorrectionKind, name: str, value: str, says: str, pen: Pen, build: bool) -> None:
    with open_published(pen.settings.warehouse) as con:
        actor, place = one_actor(con, name)
    decision = pen.decision(kind, write_actor_key(place.key), value, place.article)
    pen.write([decision], f"{described(actor)} {says} {value}.", build)


@fix.command()
def rename(
    name: Name, new_name: Annotated[str, typer.Argument(help="What the actor is called from now on.")],
    author: Author, warehouse: Warehouse = None, note: Note = "", build: Build = False,
) -> None:  # fmt: skip
    """Give an actor another name to be shown by."""
    _say("rename", name, new_name, "will be called", Pen(load_settings(warehouse=warehouse), author, note), build)


@fix.command("type")
def set_type(
    name: Name, actor_type: Annotated[ActorType, typer.Argument(help="What the actor is.")],
    author: Author, warehouse: Warehouse = None, note: Note = "", build: Build = False,
) -> None:  # fmt: skip
    """Say what an actor is: person, organisation, place or group."""
    _say("type", name, actor_type, "will be of the type", Pen(load_settings(warehouse=warehouse), author, note), build)


@fix.command()
def qid(
    name: Name, wikidata_id: Annotated[str, typer.Argument(help="Q…, or `none` to take a wrong one away.")],
    author: Author, warehouse: Warehouse = None, note: Note = "", build: Build = False,
) -> None:  # fmt: skip
    """Link an actor to its Wikidata id; actors of one id are one."""
    pen = Pen(load_settings(warehouse=warehouse), author, note)
    _say("qid", name, wikidata_id, "will have the Wikidata id", pen, build)


@fix.command()
def reject_quote(
    quote_id: QuoteId, author: Author, warehouse: Warehouse = None, note: Note = "", build: Build = False
) -> None:
    """These words are no quotation; they stay listed in facts.rejected_quotes."""
    pen = Pen(load_settings(warehouse=warehouse), author, note)
    with open_published(pen.settings.warehouse) as con:
        key = quote_key(con, quote_id)
    pen.write([pen.decision("reject_quote", key.words, "", key.article)], f"“{key.words}” will be rejected.", build)


@fix.command()
def speaker(
    quote_id: QuoteId, name: Annotated[str, typer.Argument(help="Who said it: name, alias, actor_id or a new name.")],
    author: Author, warehouse: Warehouse = None, note: Note = "", build: Build = False,
) -> None:  # fmt: skip
    """Say who said a quotation."""
    pen = Pen(load_settings(warehouse=warehouse), author, note)
    with open_published(pen.settings.warehouse) as con:
        key = quote_key(con, quote_id)
        is_known = len(find_actors(con, name).found) > 0
        actor = one_actor(con, name)[1].key if is_known else ActorKey(name)
    decision = pen.decision("speaker", key.words, write_actor_key(actor), key.article)
    who = actor.actor_name if is_known else f"{name}, who is new here"
    pen.write([decision], f"“{key.words}” will be said by {who}.", build)


@fix.command()
def topic(
    article: Article, topic_id: Annotated[str, typer.Argument(help="medtop:######## or user:<slug> of topics.csv.")],
    author: Author, warehouse: Warehouse = None,
    remove: Annotated[bool, typer.Option("--remove", help="The article is not about it.")] = False,
    note: Note = "", build: Build = False,
) -> None:  # fmt: skip
    """Add a topic to an article, or remove one."""
    pen = Pen(load_settings(warehouse=warehouse), author, note)
    with open_published(pen.settings.warehouse) as con:
        key = article_key(con, article)
    says = f"{key} will {'not ' * remove}be about {topic_id}."
    pen.write([pen.decision("topic", topic_id, "remove" if remove else "add", key)], says, build)


@fix.command()
def date(
    article: Article, field: Annotated[str, typer.Argument(help="published_at or modified_at.")],
    value: Annotated[str, typer.Argument(help="A day (2026-01-02) or a time with its zone (2026-01-02T10:00Z).")],
    author: Author, warehouse: Warehouse = None, note: Note = "", build: Build = False,
) -> None:  # fmt: skip
    """Say when an article was published or modified."""
    pen = Pen(load_settings(warehouse=warehouse), author, note)
    with open_published(pen.settings.warehouse) as con:
        key = article_key(con, article)
    pen.write([pen.decision("date", field, value, key)], f"{field} of {key} will be {value}.", build)


@fix.command("list")
def list_corrections(warehouse: Warehouse = None, as_json: Json = False) -> None:
    """List every correction and what became of it in the last build."""
    settings = load_settings(warehouse=warehouse)
    with open_published(settings.warehouse) as con:
        query = "select correction_id, status, applied_count, reason from facts.overrides"
        built = {row[0]: row[1:] for row in con.execute(query).fetchall()}
    rows = [
        (each, *built.get(each.correction_id, ("not built yet", 0, None)))
        for each in load_corrections(settings.seeds / "corrections.csv")
    ]
    if as_json:
        names = ("line_no", "kind", "article", "target", "value", "author", "made_at", "note")
        known = [{name: getattr(each, name) for name in names} for each, *_ in rows]
        states = [{"status": status, "applied_count": count, "reason": reason} for _, status, count, reason in rows]
        print(
            json.dumps([one | other for one, other in zip(known, states, strict=True)], default=str, ensure_ascii=False)
        )
        return
    table = Table("line", "kind", "what", "author", "state")
    for each, status, count, reason in rows:
        what = " → ".join(part for part in (each.article, each.target, each.value) if part)
        state = f"applied to {count:,}" if status == "applied" else f"{status}{f': {reason}' if reason else ''}"
        table.add_row(str(each.line_no), each.kind, what, each.author, state)
    Console(highlight=False, markup=False).print(table)
