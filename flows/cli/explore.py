"""The command that shows the published warehouse in a browser."""

import socket
from functools import partial
from pathlib import Path
from typing import Annotated

import typer
from duckdb import DuckDBPyConnection

from flows.cli.options import Warehouse
from flows.settings import load_settings
from tasks.publish import open_published
from tasks.search import find_texts, open_index, parse_words


def explore(
    warehouse: Warehouse = None,
    port: Annotated[int, typer.Option(min=0, max=65535, help="The port on 127.0.0.1; 0 takes a free one.")] = 8642,
) -> None:
    """Show the published warehouse in a browser on this machine, read-only, until stopped with Ctrl-C; a new night shows by itself."""
    import uvicorn

    from tasks.show.explore import make_app

    settings = load_settings(warehouse=warehouse)
    open_published(settings.warehouse).close()
    with _listen(port) as listener:
        print(f"http://127.0.0.1:{listener.getsockname()[1]}/  (Ctrl-C stops it)", flush=True)
        app = make_app(settings.warehouse, settings.seeds / "queries", partial(_find, settings.search_index))
        uvicorn.Server(uvicorn.Config(app, log_level="warning", server_header=False)).run(sockets=[listener])


def _listen(port: int) -> socket.socket:
    try:
        return socket.create_server(("127.0.0.1", port))
    except OSError as error:
        raise ValueError(
            f"port {port} cannot be had ({error.strerror}): choose another with --port, or 0 for a free one"
        ) from error


def _find(index: Path, con: DuckDBPyConnection, table: str, words: str) -> list[str]:
    try:
        wanted = parse_words(words)
    except ValueError:  # nothing but marks
        return []
    return list(find_texts(con, open_index(con, index), table, wanted).ids)
