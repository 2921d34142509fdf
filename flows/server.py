"""A Prefect server for one command, where the user has none: begun first, it comes up while this process imports the path.

Prefect would start one itself, but imports all of its server here too before it does, and then waits for it (docs/decisions.md). This one is the same
app with the same services on the same database; for ``serve`` with all services, or no night would begin.
"""

import atexit
import gc
import os
import signal
import socket
import subprocess
import sys
import threading
from functools import cache

SERVE = "from flows.server import serve; serve({})"
STOP_SECONDS = 5  # for requests under way
DEFAULTS = {"PREFECT_SERVER_ANALYTICS_ENABLED": "false", "DO_NOT_TRACK": "1", "PREFECT_LOGGING_LEVEL": "WARNING"}


def begin_server(*, is_scheduling: bool = False) -> str | None:
    """Start the server in a process of its own, once, and return its URL at once: whoever asks it is answered when it is up.

    Only with ``is_scheduling`` it starts the runs of deployments when they are due, which one run has no need of. None where the environment
    names a server. Its profile may name one too, which takes time to find out: ``is_wanted`` tells.
    """
    return _begun(is_scheduling)


@cache  # of a function with one way to call it: two servers make a new database at once, and one or both fail
def _begun(is_scheduling: bool) -> str | None:
    os.environ.update({**DEFAULTS, **os.environ})
    if os.environ.get("PREFECT_API_URL"):
        return None
    with socket.create_server(("127.0.0.1", 0)) as listening:  # closed here: nobody waits for a server that died
        process = subprocess.Popen(
            [sys.executable, "-c", SERVE.format(is_scheduling), str(listening.fileno())],
            pass_fds=[listening.fileno()],
            stdin=subprocess.PIPE,
            process_group=0,  # Ctrl-C is for this process, which still has to say how its flow ended
        )
        port = listening.getsockname()[1]
    atexit.register(process.communicate)  # closes its input, at which it ends, and waits for it
    return f"http://127.0.0.1:{port}/api"


def is_wanted() -> bool:
    """Whether Prefect's settings name no server and let one be started."""
    from prefect.settings import get_current_settings

    settings = get_current_settings()
    return not settings.api.url and settings.server.ephemeral.enabled


def serve(is_scheduling: bool) -> None:
    """Serve on the socket whose number is the argument until standard input ends: together with the process that holds its other side."""
    threading.Thread(target=_end_with_input, daemon=True).start()
    gc.disable()  # what is imported stays, and looking through its million objects again and again takes a sixth of the start
    if not is_wanted():
        return
    import uvicorn
    from prefect.server.api.server import create_app
    from prefect.settings import (
        PREFECT_API_BLOCKS_REGISTER_ON_START,
        PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION,
        temporary_settings,
    )

    # No flow here uses blocks. Without the second, the next server of the user's own would think that they are registered.
    unneeded = {PREFECT_API_BLOCKS_REGISTER_ON_START: False, PREFECT_MEMOIZE_BLOCK_AUTO_REGISTRATION: False}
    with temporary_settings(set_defaults=unneeded):
        app = create_app(ephemeral=not is_scheduling, final=True)
        gc.freeze()
        gc.enable()
        config = uvicorn.Config(app, log_level="error", timeout_graceful_shutdown=STOP_SECONDS)
        uvicorn.Server(config).run(sockets=[socket.socket(fileno=int(sys.argv[1]))])


def _end_with_input() -> None:
    os.read(sys.stdin.fileno(), 1)
    os.kill(os.getpid(), signal.SIGTERM)
