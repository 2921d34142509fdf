"""The command that reads the lists of known actors and counts what they hold."""

from collections import Counter
from pathlib import Path
from typing import Annotated, get_args

import typer
from rich.console import Console
from rich.table import Table

from flows.settings import load_settings
from tasks.records import ActorType


def known_actors(
    files: Annotated[
        list[Path] | None, typer.Argument(help="Lists to try; without any, actors.csv and the lists of the seeds.")
    ] = None,
) -> None:
    """Read lists of known actors (FollowTheMoney or Wikidata JSON lines) and count what they hold; the first malformed line ends it."""
    from tasks.extract.actors import ListedActors, read_actors, read_list  # brings spaCy along

    seeds_csv = load_settings().seeds / "actors.csv"
    if files:
        lists = tuple(read_list(path) for path in files)
    else:
        reviewed, dropped = read_actors(seeds_csv)
        lists = (ListedActors(seeds_csv, reviewed, {}), *dropped)
    table = Table("list", *get_args(ActorType), "with QID", "with country", "passed over")
    for each in lists:
        types = Counter(actor.actor_type for actor in each.actors)
        qids = sum(actor.wikidata_id is not None for actor in each.actors)
        countries = sum(bool(actor.all_countries) for actor in each.actors)
        counts = [*(types[actor_type] for actor_type in get_args(ActorType)), qids, countries]
        others = ", ".join(f"{count:,} {kind}" for kind, count in sorted(each.passed_over.items()))
        table.add_row(str(each.path), *(f"{count:,}" for count in counts), others or "0")
    Console().print(table)
