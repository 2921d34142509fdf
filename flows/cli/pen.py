"""What the commands that record corrections share: who writes, and how a row gets into the file."""

import getpass
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from flows.settings import Settings
from tasks.records import CorrectionKind
from tasks.seeds import Decision, append_decisions


def login_name() -> str:
    """The login name, where the machine knows one."""
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        return "unknown"


Author = Annotated[str, typer.Option(help="Who decides.", default_factory=login_name, show_default="the login name")]


@dataclass(frozen=True, slots=True)
class Pen:
    """What is common to the rows that one command writes."""

    settings: Settings
    author: str
    note: str

    def decision(self, kind: CorrectionKind, target: str, value: str, article: str = "") -> Decision:
        """A row, made now."""
        made_at = datetime.now(UTC).isoformat(timespec="seconds").replace("+00:00", "Z")
        return Decision(kind, article, target, value, self.author, made_at, " ".join(self.note.split()))

    def write(self, decisions: Sequence[Decision], says: str, build: bool) -> None:
        """Say what will change, append the rows, and build if asked."""
        path = self.settings.seeds / "corrections.csv"
        append_decisions(path, decisions)
        console = Console(highlight=False, markup=False, soft_wrap=True)
        console.print(f"{says}\nWritten to {path}.")
        if build:
            from flows.cli.ingest import build as build_warehouse

            build_warehouse(self.settings.warehouse)
        else:
            console.print("Run `nightdesk build` to apply it.")
