"""The command that tries a topic's rule on the warehouse before it goes live."""

import json
from dataclasses import asdict
from datetime import datetime
from typing import Annotated

import typer
from rich.console import Console

from flows.cli.actor import counted
from flows.cli.options import Json, Warehouse
from flows.settings import Settings, load_settings
from tasks.extract.topics import load_topics
from tasks.extract.topics.rule_language import parse_rule
from tasks.extract.topics.rule_tree import OneOf, Rule
from tasks.extract.topics.trial import Trial, Tried, try_rule
from tasks.publish import open_published

topic = typer.Typer(help="Topics of your own: try a rule before it goes live.", no_args_is_help=True)


@topic.callback()
def topics() -> None:
    """Make ``test`` a command below ``topic``, though it is alone."""


@topic.command()
def test(
    rule: Annotated[str, typer.Argument(help="A rule (docs/topics.md), or user:<slug> of topics.csv.")],
    since: Annotated[
        datetime | None, typer.Option(formats=["%Y-%m-%d"], help="Only articles of this day and later.")
    ] = None,
    limit: Annotated[int, typer.Option(min=1, help="How many articles to show of each kind.")] = 10,
    warehouse: Warehouse = None,
    as_json: Json = False,
) -> None:
    """Show what a rule finds in the published warehouse, what it nearly finds, and the topics that these articles have."""
    settings = load_settings(warehouse=warehouse)
    tree = rule_of(rule, settings)
    with open_published(settings.warehouse) as con:
        trial = try_rule(con, tree, since.date() if since else None, limit)
    if as_json:
        print(json.dumps(asdict(trial), default=str, ensure_ascii=False))
    else:
        print_trial(trial, Console(highlight=False, markup=False))


def rule_of(rule: str, settings: Settings) -> Rule:
    """The rule itself, or the one that a topic of ``topics.csv`` has; ValueError says what is wrong with it."""
    if not rule.startswith("user:"):
        return parse_rule(rule)
    own = [each.rule for each in load_topics(settings.seeds / "topics.csv").user_topics.topics if each.topic_id == rule]
    if not own:
        raise ValueError(f"there is no {rule} in {settings.seeds / 'topics.csv'}")
    return own[0] if len(own) == 1 else OneOf(tuple(own))


def print_trial(trial: Trial, console: Console) -> None:
    """Print a trial, section by section; an empty one is left out."""
    share = f"{trial.hit_count / trial.article_count:.1%}" if trial.article_count else "none"
    console.print(
        f"{trial.hit_count:,} of {counted(trial.article_count, 'article')} ({share}), {counted(trial.hit_outlet_count, 'outlet')}",
        style="bold",
    )
    reasons = [f"{count:>6,}  {reason}" for reason, count in trial.lacking.items()]
    overlaps = [
        f"{each.shared_count:>6,} of {each.article_count:,}  {each.topic_name} ({each.topic_id})"
        for each in trial.overlaps
    ]
    for title, lines in (
        (f"Found (newest of {trial.hit_count:,})", [_line(each) for each in trial.hits]),
        (f"Nearly found (newest of {trial.near_miss_count:,})", [_line(each) for each in trial.near_misses]),
        ("What these lack", reasons),
        ("Topics of the articles found", overlaps),
    ):
        if lines:
            console.print(f"\n{title}", style="bold")
        for line in lines:
            console.print(f"  {line}", soft_wrap=True)


def _line(tried: Tried) -> str:
    day = str(tried.published_at.date()) if tried.published_at else "undated   "
    words = ", ".join(tried.words)
    return f"{day}  {tried.title or 'untitled'} [{tried.source_name or 'outlet not known'}]: {words}"
