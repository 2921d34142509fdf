"""The command that measures the program: score."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from flows.cli.options import Model, Workers
from flows.progress import Progress
from flows.settings import load_settings
from tasks.score import QualityScore, read_floors, read_scores, shortfalls, write_floors, write_scores

Gold = Annotated[
    Path | None, typer.Option(help="A folder of gold articles (default: the shipped ones).", show_default=False)
]


def score(
    gold: Gold = None,
    check: Annotated[
        bool, typer.Option("--check", help="Write nothing; exit code 1 when a score is below its floor or out of date.")
    ] = False,
    record_floors: Annotated[
        bool, typer.Option("--record-floors", help="Also record floors for --check, a little below the scores.")
    ] = False,
    workers: Workers = None,
    model: Model = None,
) -> None:
    """Score the program on gold articles, with 95 % intervals, and write scores.csv beside them."""
    from flows.scoring import score_sample

    settings = load_settings(gold=gold, workers=workers, model=model)
    recorded, floors = read_scores(settings.gold), read_floors(settings.gold)
    scores = score_sample(settings, Progress())
    print_scores(scores)
    if check:
        fail_on(shortfalls(scores, recorded, floors))
        return
    print(write_scores(settings.gold, scores))
    if record_floors:
        print(write_floors(settings.gold, scores))


def print_scores(scores: tuple[QualityScore, ...]) -> None:
    """Print the scores as a table."""
    table = Table("measure", "value", "95 % interval", "articles", "cases")
    for column in table.columns[1:]:
        column.justify = "right"
    for each in scores:
        interval = f"{each.interval_low:.3f} to {each.interval_high:.3f}"
        table.add_row(
            each.measure_name, f"{each.measure_value:.3f}", interval, *map(str, (each.article_count, each.case_count))
        )
    Console(highlight=False, markup=False).print(table)


def fail_on(reasons: tuple[str, ...]) -> None:
    """Name every reason on standard error and exit with code 1, if there is one."""
    if not reasons:
        return
    errors = Console(stderr=True, highlight=False, markup=False, soft_wrap=True)
    errors.print("The scores do not hold:", *(f"  {reason}" for reason in reasons), sep="\n", style="red")
    errors.print(
        "If that is meant, run `nightdesk score`, or `nightdesk score --record-floors`, and commit what it writes."
    )
    raise typer.Exit(1)
