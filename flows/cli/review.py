"""The terminal loop that asks a person about what is least certain, and writes each answer at once."""

import signal
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Annotated, get_args

import duckdb
import typer
from rich.console import Console
from rich.text import Text

from flows.cli.actor import described
from flows.cli.options import Warehouse
from flows.cli.pen import Author, Pen
from flows.settings import load_settings
from tasks.corrections import actor_key, quote_key
from tasks.corrections.doubts import Doubt, MergeDoubt, SpeakerDoubt, TypeDoubt, read_doubts
from tasks.dossier import find_actors
from tasks.publish import open_published
from tasks.records import ActorKey, ActorType
from tasks.seeds import Decision, append_decisions, load_corrections, write_actor_key

REVIEWED = {
    "speaker": ("speaker", "confirm", "reject_quote"),
    "merge": ("merge", "split"),
    "type": ("type",),
}


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt as it is asked: the words shown, and the row that each key writes; ``other`` writes a name that is typed."""

    subject: tuple[str, ...]
    shown: Text
    choices: dict[str, tuple[str, Decision]]
    takes_name: bool = False


def review(
    author: Author,
    warehouse: Warehouse = None,
    limit: Annotated[int, typer.Option(min=1, help="Ask at most this many.")] = 50,
) -> None:
    """Answer questions on the least certain speakers, actors and types; answers go to seeds/corrections.csv at once."""
    pen = Pen(load_settings(warehouse=warehouse), author, "reviewed")
    console = Console(highlight=False)
    path = pen.settings.seeds / "corrections.csv"
    answered = 0
    signal.signal(signal.SIGINT, signal.default_int_handler)  # Ctrl-C is how people leave a loop of questions
    with open_published(pen.settings.warehouse) as con:
        try:
            for asked, question in enumerate(_questions(con, pen), start=1):
                decision = ask(question, console, pen)
                if decision:
                    answered += append_decisions(path, [decision])
                if asked == limit:
                    break
        except (EOFError, KeyboardInterrupt):
            console.print()
    console.print(f"{answered:,} answers written to {path}.", markup=False, soft_wrap=True)
    if answered:
        console.print("Run `nightdesk build` to apply them.")


def ask(question: Question, console: Console, pen: Pen) -> Decision | None:
    """Show a question and wait for a key that answers it; None to skip. Raises EOFError to quit."""
    console.print(question.shown)
    keys = [f"\\[{key}] {label}" for key, (label, _) in question.choices.items()]
    console.print(
        "  ".join([*keys, *["\\[o] another name"] * question.takes_name, "\\[s] skip", "\\[q] quit"]), soft_wrap=True
    )
    while True:
        key = read_key()
        if key == "q":
            raise EOFError
        if key == "s":
            return None
        if key in question.choices:
            return question.choices[key][1]
        if key == "o" and question.takes_name and (name := read_line("Who said it? ")):
            article, words = question.subject
            return pen.decision("speaker", words, write_actor_key(ActorKey(name)), article)
        console.print(f"{key!r} is no answer here.", markup=False)


def read_key() -> str:
    """One key of the terminal, or one line of what is piped in. Raises EOFError at the end, KeyboardInterrupt at Ctrl-C."""
    if sys.stdin.isatty():
        key = typer.getchar().lower()
        if key in ("\x04", "\x03"):
            raise EOFError
        return key
    return read_line("").lower()


def read_line(prompt: str) -> str:
    """One line. Raises EOFError at the end."""
    return input(prompt).strip()


def _questions(con: duckdb.DuckDBPyConnection, pen: Pen) -> Iterator[Question]:
    """The questions that no row of the file answers yet, the least certain first."""
    for doubt in read_doubts(con):
        try:
            question = _question(con, pen, doubt)
        except ValueError:
            continue  # an actor that cannot be named by content cannot be corrected
        if question.subject not in _answered(pen):
            yield question


def _answered(pen: Pen) -> set[tuple[str, ...]]:
    """The subjects the file speaks of, read anew for each question: answers are written while the loop runs."""
    answered: set[tuple[str, ...]] = set()
    for each in load_corrections(pen.settings.seeds / "corrections.csv"):
        if each.kind in REVIEWED["speaker"]:
            answered.add((each.article or "", each.target))
        elif each.kind in REVIEWED["merge"]:
            answered.add(("merge", *sorted((each.target, each.value or ""))))
        elif each.kind == "type":
            answered.add(("type", each.target))
    return answered


def _question(con: duckdb.DuckDBPyConnection, pen: Pen, doubt: Doubt) -> Question:
    if isinstance(doubt, SpeakerDoubt):
        return _who_said_it(con, pen, doubt)
    if isinstance(doubt, MergeDoubt):
        return _are_they_one(con, pen, doubt)
    return _what_is_it(con, pen, doubt)


def _who_said_it(con: duckdb.DuckDBPyConnection, pen: Pen, doubt: SpeakerDoubt) -> Question:
    key = quote_key(con, doubt.quote_id)
    speaker = write_actor_key(actor_key(con, doubt.actor_id).key) if doubt.actor_id else ""
    shown = Text.assemble(
        (f"\nWho said it? {doubt.source_name or ''}\n", "bold"),
        ("…" + doubt.before, "dim"), (doubt.words, "bold reverse"), (doubt.after + "…\n", "dim"),
        f"Now: {doubt.actor_name or doubt.speaker_text or doubt.unknown_reason} (confidence {doubt.certainty:.2f})",
    )  # fmt: skip
    right = doubt.actor_name or "cannot be told, rightly"
    choices = {"y": (right, pen.decision("confirm", key.words, speaker, key.article))}
    others = [name for name in doubt.candidates if name != doubt.actor_name][:9]
    for number, name in enumerate(others, start=1):
        found = find_actors(con, name).found
        known = actor_key(con, found[0].actor_id).key if len(found) == 1 else ActorKey(name)
        choices[str(number)] = (name, pen.decision("speaker", key.words, write_actor_key(known), key.article))
    choices["r"] = ("reject: no quotation", pen.decision("reject_quote", key.words, "", key.article))
    return Question((key.article, key.words), shown, choices, takes_name=True)


def _are_they_one(con: duckdb.DuckDBPyConnection, pen: Pen, doubt: MergeDoubt) -> Question:
    goes, stays = actor_key(con, doubt.actor_id), actor_key(con, doubt.other_id)
    if stays.article:
        raise ValueError("the actor that stays cannot be named")
    names = (write_actor_key(goes.key), write_actor_key(stays.key))
    shown = Text.assemble(("\nAre they one?\n", "bold"), *_lines(con, (doubt.actor_id, doubt.other_id)))
    choices = {"y": ("one", pen.decision("merge", *names, goes.article))}
    if not goes.article and goes.key.actor_name != stays.key.actor_name:
        choices["n"] = ("two", pen.decision("split", names[1], names[0]))
    return Question(("merge", *sorted(names)), shown, choices)


def _what_is_it(con: duckdb.DuckDBPyConnection, pen: Pen, doubt: TypeDoubt) -> Question:
    place = actor_key(con, doubt.actor_id)
    name = write_actor_key(place.key)
    shown = Text.assemble(
        ("\nWhat is it?\n", "bold"), *_lines(con, (doubt.actor_id,)), f"  by article: {', '.join(doubt.counts)}"
    )
    kinds: tuple[ActorType, ...] = get_args(ActorType)
    current = place.key.actor_type or kinds[0]
    keys = ["y", *map(str, range(1, len(kinds)))]
    ordered = [current, *(kind for kind in kinds if kind != current)]
    choices: dict[str, tuple[str, Decision]] = {
        key: (kind, pen.decision("type", name, kind, place.article)) for key, kind in zip(keys, ordered, strict=True)
    }
    return Question(("type", name), shown, choices)


def _lines(con: duckdb.DuckDBPyConnection, actor_ids: Sequence[str]) -> Iterator[str]:
    """Each actor in a line, with the words in which articles name it."""
    for actor_id in actor_ids:
        (actor,) = find_actors(con, actor_id).found
        yield f"  {described(actor)}\n"
        for source_name, words in con.execute(NAMED_SQL, [actor_id]).fetchall():
            yield f"    … {words} … [{source_name or 'outlet not known'}]\n"


NAMED_SQL = """
select
    articles.source_name,
    regexp_replace(
        substr(articles.text, greatest(mentions.start_char - 60, 0) + 1, 120 + mentions.end_char - mentions.start_char), '\\s+', ' ', 'g'
    )
from facts.mentions as mentions
inner join facts.articles as articles on mentions.article_id = articles.article_id
where mentions.actor_id = $1
order by mentions.article_id, mentions.start_char
limit 2
"""
