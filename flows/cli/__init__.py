"""The command line: ``nightdesk``. Exit code 0, 1 for a failure, 2 for wrong usage, 128 and more when stopped by a signal."""

import sys
from collections.abc import Iterable
from importlib import import_module

import duckdb
import typer
from rich.console import Console

from flows.settings import SettingsError
from flows.stopping import Stopping, listen, stop_behind

COMMANDS = {  # in the order of the help, each with the module that holds it
    "backfill": "ingest",
    "nightly": "ingest",
    "replay": "ingest",
    "build": "ingest",
    "verify": "ingest",
    "serve": "serve",
    "query": "read",
    "search": "search",
    "tables": "read",
    "status": "read",
    "brief": "read",
    "rejects": "rejects",
    "retry": "rejects",
    "explore": "explore",
    "score": "score",
    "cite": "cite",
    "diff": "diff",
    "export": "export",
    "purge": "purge",
    "actor": "actor",
    "known-actors": "known_actors",
    "review": "review",
    "fix": "fix",
    "topic": "topic",
    "feeds": "feeds",
}
PUBLISHING = frozenset(("backfill", "nightly", "replay", "build", "serve", "retry", "purge"))
RESUMABLE = "; what was not published is done by the next run"
TABLES_HINT = "`nightdesk tables` lists the tables, `nightdesk tables NAME` the columns of one"
HINTS = {  # by what DuckDB says
    "Catalog Error": TABLES_HINT,
    "Binder Error": TABLES_HINT,
    "Could not set lock": "another program has the file open for writing: close it there, and open it read-only (`duckdb -readonly`)",
    "not a valid DuckDB database": "name the warehouse with --warehouse; "
    "a damaged one is made again from its documents by `nightdesk replay` once the file is moved away",
}


def command_line(names: Iterable[str] = COMMANDS) -> typer.Typer:
    """The commands of these names; no module of another is imported, so that those which only read start at once."""
    app = typer.Typer(
        name="nightdesk",
        help="News to facts: who said what, who did what, verbatim, versioned and citable, in DuckDB.",
        no_args_is_help=True,
        pretty_exceptions_enable=False,
    )
    app.callback()(lambda: None)  # a command that stands alone keeps its name
    for name in names:
        command = getattr(import_module(f"flows.cli.{COMMANDS[name]}"), name.replace("-", "_"))
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def main() -> None:
    """Run the command line; a failure that a user can act on is one line on standard error."""
    asked = sys.argv[1:2]
    stopping = Stopping(f"nightdesk: stopped{RESUMABLE if PUBLISHING & {*asked} else ''}")
    listen(stopping)
    try:
        command_line(asked if {*asked} & COMMANDS.keys() else COMMANDS)()
    except BaseException as error:
        if stopped := stop_behind(error):
            stopping.end(stopped.number)
        if not isinstance(error, (SettingsError, *_failures())):
            raise
        hints = [hint for said, hint in HINTS.items() if isinstance(error, duckdb.Error) and said in str(error)]
        errors = Console(stderr=True, highlight=False, soft_wrap=True)
        errors.print("\n".join([f"nightdesk: {error}", *hints]), style="red", markup=False)
        sys.exit(2 if isinstance(error, SettingsError) else 1)


def _failures() -> tuple[type[Exception], ...]:
    """What a user can act on: wrong input, a broken promise, another run, a machine without room."""
    from tasks.build import BuildFailed
    from tasks.publish import AnotherRunError, DiskFullError, TooLittleMemoryError
    from tasks.schema import NewerWarehouseError
    from tasks.seeds import SeedError

    known = (SeedError, AnotherRunError, DiskFullError, TooLittleMemoryError, NewerWarehouseError, BuildFailed)
    return (*known, ValueError, duckdb.Error, OSError)
