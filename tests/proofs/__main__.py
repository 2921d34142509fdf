"""All long proofs, one after the other, their figures printed and written into ``docs/promises.md``: ``make prove``, up to 20 minutes."""

import argparse
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.proofs.equality import prove_equality
from tests.proofs.figures import Figure, write_figures
from tests.proofs.kills import prove_kills
from tests.proofs.power_cut import prove_publishing, prove_restarts, record_night
from tests.proofs.readers import prove_readers
from tests.proofs.space import prove_space
from tests.proofs.town import open_town
from tests.proofs.trouble import prove_troubles

KILLS = 50
RESTARTS = 10
READING_SECONDS = 60
INPUTS = 200
FULL_SHARES = (0.02, 0.2, 0.4, 0.6, 0.8, 0.95)  # of the size of the published file
QUIET_NIGHTS = 5


def main() -> None:
    """Run the proofs, all of them or those named."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "proofs", nargs="*", choices=[[], *PROOFS], help="proofs to run (default: all, and write the page)"
    )
    named = parser.parse_args().proofs
    figures = []
    for name in named or PROOFS:
        started = time.monotonic()
        with TemporaryDirectory(prefix=f"nightdesk-{name}-") as folder:
            found = PROOFS[name](Path(folder))
        print(f"{name}, {time.monotonic() - started:.0f} seconds", flush=True)
        for figure in found:
            print(f"  promise {figure.promise}: {figure.what}: {figure.found}", flush=True)
        figures += found
    if not named:
        write_figures(figures)


def prove_crashes(folder: Path) -> list[Figure]:
    """Kills, power cuts and other troubles of a night."""
    with open_town(folder) as town:
        recorded = record_night(town)
        return [
            *prove_publishing(recorded),
            *prove_restarts(town, recorded, RESTARTS),
            *prove_kills(town, recorded.night, KILLS),
            *prove_troubles(town, recorded.night.warehouse, FULL_SHARES),
        ]


PROOFS: dict[str, Callable[[Path], list[Figure]]] = {
    "crashes": prove_crashes,
    "readers": lambda folder: prove_readers(folder, READING_SECONDS),
    "equality": lambda folder: prove_equality(folder, INPUTS),
    "space": lambda folder: prove_space(folder, QUIET_NIGHTS),
}

if __name__ == "__main__":
    main()
