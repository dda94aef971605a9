"""newsidx and its rivals: predictions and times over one folder of plain HTML files."""

import json
import subprocess
from dataclasses import dataclass
from pathlib import Path

from problems import UsageError

RIVALS = ("trafilatura", "readability-lxml", "newspaper4k")
ENGINES = ("newsidx", *RIVALS)
RIVAL_PROGRAM = Path(__file__).with_name("rival.py")


@dataclass(frozen=True)
class Run:
    engine: str
    version: str
    predictions: Path
    pages_per_second: float
    megabytes_per_second: float
    parse_ms: float  # of one page, the mean


def run_engine(engine: str, pages: Path, work: Path, bench_folder: Path) -> Run:
    predictions = work / f"{engine}.jsonl"
    if engine == "newsidx":
        times = _run_newsidx(bench_folder / "bin" / "extract_pages", pages, predictions)
    else:
        times = _run_rival(bench_folder / "extract-venv" / "bin" / "python", engine, pages,
                           predictions)
    return Run(engine, times.get("version", ""), predictions, times["pages"] / times["seconds"],
               times["bytes"] / 1e6 / times["seconds"], 1000 * times["parse_seconds"] / times["pages"])


def _run_newsidx(program: Path, pages: Path, predictions: Path) -> dict:
    if not program.exists():
        raise UsageError(f"no such program: {program} (try: bench/setup)")
    files = sorted(str(file) for file in pages.iterdir())
    with predictions.open("w", encoding="utf-8") as out:
        subprocess.run([program, *files], stdout=out, check=True)
    timed = subprocess.run([program, "--time", *files], stdout=subprocess.PIPE, check=True)
    return json.loads(timed.stdout)


def _run_rival(python: Path, engine: str, pages: Path, predictions: Path) -> dict:
    if not python.exists():
        raise UsageError(f"no Python environment for {engine}: {python} (try: bench/setup)")
    done = subprocess.run([python, "-B", RIVAL_PROGRAM, engine, pages, predictions],
                          stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])
