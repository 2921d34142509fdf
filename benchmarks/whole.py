"""The whole path against the bare language model and others, as ratios of one run: ``make bench``, some fifteen minutes.

Run: ``python -m benchmarks.whole [FOLDER] [--newspaper PYTHON]``; FOLDER keeps the files. PYTHON is an interpreter with newspaper4k installed, which
is no dependency. Each ratio is of measurements taken one after the other, two times: the median, then the least and the most.
"""

import argparse
import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from importlib.metadata import version
from multiprocessing import get_context
from pathlib import Path
from statistics import median

from benchmarks.corpus import write_articles
from benchmarks.loading import load_ratio
from benchmarks.stages import stage_seconds

ARTICLES = 1_000
MANY = 10_000
PAGES = 100
ROUNDS = 2  # of stages and of loading
WHOLE_ROUNDS = 2
# VmHWM: getrusage counts for a process what the one that started it had, too.
RUN = """
import pathlib, re, resource
from flows.cli import main
try:
    main()
finally:
    print("peak kB", re.search(r"VmHWM:\\s+(\\d+)", pathlib.Path("/proc/self/status").read_text())[1])
    print("peak kB", resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)
"""
NEWSPAPER = """
import sys, time, warnings
warnings.simplefilter("ignore")
import newspaper.nlp
from nltk.tokenize import PunktSentenceTokenizer
newspaper.nlp.split_sentences = lambda text, *_: PunktSentenceTokenizer().tokenize(text)  # its trained data is no package
pages = open(sys.argv[1], encoding="utf-8").read().split("\\x00")
started = time.process_time()
for page in pages:
    article = newspaper.Article("https://outlet.example/1", fetch_images=False)
    article.download(input_html=page)
    article.parse()
    article.nlp()
print(time.process_time() - started)
"""


def bare_seconds(texts: list[str]) -> tuple[float, float]:
    """Wall seconds of ``nlp.pipe`` at its best settings, the texts dealt to one process a core: alone, and with start and model loading."""
    workers = os.cpu_count() or 1
    started = time.perf_counter()
    with get_context("spawn").Pool(workers, _load) as pool:
        pool.map(_pipe, [texts[:8]] * workers, chunksize=1)
        loaded = time.perf_counter()
        pool.map(_pipe, [texts[start : start + 32] for start in range(0, len(texts), 32)], chunksize=1)
        ended = time.perf_counter()
    return ended - loaded, ended - started


def _load() -> None:
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    from flows.settings import Settings
    from tasks.extract.model import load_model

    globals()["nlp"] = load_model(Settings().model)


def _pipe(texts: list[str]) -> int:
    return sum(len(doc) for doc in globals()["nlp"].pipe(texts, batch_size=8))


def run(source: Path, warehouse: Path) -> tuple[float, dict[str, float], tuple[int, int]]:
    """Wall seconds of a backfill, start to end, of its last stages, and the peak MB of its own process and of a worker."""
    command = [sys.executable, "-c", RUN, "backfill", str(source), "--no-prefect", "--warehouse", str(warehouse)]
    started = time.perf_counter()
    marks, peaks = [("extract", started)], []
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True) as process:
        for line in process.stdout or ():
            if line.endswith("…\n"):
                marks.append((line.split()[0], time.perf_counter()))
            elif line.startswith("peak kB"):
                peaks.append(int(line.split()[2]) // 1024)
    ended = time.perf_counter()
    if process.returncode:
        raise RuntimeError(f"the backfill of {source} failed")
    stages = {name: after - at for (name, at), after in zip(marks, [*(at for _, at in marks[1:]), ended], strict=True)}
    return ended - started, stages, (peaks[0], peaks[1])


def spread(ratios: list[float]) -> str:
    """Median, least and most."""
    return f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"


def tell(name: str, value: str) -> None:
    """A row of the table of results."""
    print(f"| {name} | {value} |", flush=True)


def compare_whole(folder: Path) -> None:
    """The whole path over the bare model, the second run over the first, and memory at ten times the input."""
    texts = write_articles(folder / "articles.jsonl", ARTICLES)
    bares, over_bare, over_started, steady, again = [], [], [], [], []
    for number in range(WHOLE_ROUNDS):
        warehouse = folder / f"whole-{time.time_ns()}-{number}.duckdb"
        bare, started = bare_seconds(texts)
        first, stages, peaks = run(folder / "articles.jsonl", warehouse)
        second, _, _ = run(folder / "articles.jsonl", warehouse)
        bares.append(bare)
        over_bare.append(bare / first)
        over_started.append(started / first)
        again.append(second / first)
        steady.append(stages["build"] / first)
    name = f"articles a second, whole path over bare model, {ARTICLES:,} articles, start-up"
    tell(f"{name} of both counted", spread(over_started))
    tell(f"{name} of the whole path alone counted", spread(over_bare))
    tell("of it building models and checks", spread(steady))
    tell("second run over first, unchanged input", spread(again))
    write_articles(folder / "many.jsonl", MANY)
    bare = median(bares) * MANY / ARTICLES
    long, _, peaks_of_many = run(folder / "many.jsonl", folder / f"many-{time.time_ns()}.duckdb")
    tell(f"the latter, {MANY:,} articles (bare model on {ARTICLES:,} of them)", f"{bare / long:.2f}")
    tell(f"time an article at {MANY:,} over {ARTICLES:,}", f"{long / MANY / (first / ARTICLES):.2f}")
    tell(f"peak MB of the writing process at {ARTICLES:,} and {MANY:,}", f"{peaks[0]:,} and {peaks_of_many[0]:,}")
    tell(f"peak MB of a worker at {ARTICLES:,} and {MANY:,}", f"{peaks[1]:,} and {peaks_of_many[1]:,}")


def compare_newspaper(folder: Path, python: str) -> None:
    """Reading, cleaning and all facts of pages over newspaper4k's parse and nlp of them, in CPU seconds of one process."""
    texts = write_articles(folder / "pages.jsonl", PAGES)
    body = "<html><head><title>{0}</title></head><body><nav>Home</nav><article><h1>{0}</h1>{1}</article></body></html>"
    pages = [body.format(text[:60], "".join(f"<p>{line}</p>" for line in text.split("\n"))) for text in texts]
    (folder / "pages.html").write_text("\0".join(pages), encoding="utf-8")
    ratios = []
    for _ in range(ROUNDS):
        asked = [python, "-c", NEWSPAPER, str(folder / "pages.html")]
        theirs = float(subprocess.run(asked, capture_output=True, text=True, check=True).stdout)
        ratios.append(theirs / sum(stage_seconds(pages, "text/html").values()))
    tell(f"articles a second over newspaper4k's parse and nlp, {PAGES} pages, one core", spread(ratios))


def compare_stages(folder: Path) -> None:
    """Each stage's share of one worker's time, and of the model's."""
    texts = write_articles(folder / "stages.jsonl", 2 * PAGES)
    seconds = [stage_seconds(texts, "text/plain") for _ in range(ROUNDS)]
    for stage in seconds[0]:
        tell(f"{stage}, share of a worker's time", spread([each[stage] / sum(each.values()) for each in seconds]))
    tell("quotes over model", spread([each["quotes"] / each["model"] for each in seconds]))
    tell("load over DuckDB's own insert of the same rows", spread([load_ratio(folder) for _ in range(ROUNDS)]))


def measure(name: str, step: Callable[[], None]) -> None:
    """Run a step and say on standard error how long it took."""
    started = time.perf_counter()
    step()
    print(f"{name}: {time.perf_counter() - started:.0f} s", file=sys.stderr, flush=True)


def main() -> None:
    """Print the machine, the versions and the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", nargs="?", type=Path)
    parser.add_argument("--newspaper", help="an interpreter with newspaper4k installed")
    asked = parser.parse_args()
    folder = asked.folder or Path(tempfile.mkdtemp())
    folder.mkdir(parents=True, exist_ok=True)
    packages = ", ".join(f"{name} {version(name)}" for name in ("spacy", "thinc", "numpy", "duckdb", "pyarrow"))
    print(f"{os.cpu_count()} cores, {platform.machine()}, Python {platform.python_version()}, {packages}\n")
    print("| measure | median (least to most) |\n|---|---|")
    measure("stages", lambda: compare_stages(folder))
    if asked.newspaper:
        measure("newspaper4k", lambda: compare_newspaper(folder, asked.newspaper))
    measure("whole path", lambda: compare_whole(folder))


if __name__ == "__main__":
    main()
