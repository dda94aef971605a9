"""bench/extract: arguments, the run, and what it prints."""

import argparse
import gzip
import importlib.util
import json
import os
import random
import statistics
import sys
import tempfile
from datetime import date
from pathlib import Path
from types import ModuleType

from problems import UsageError

from .engines import ENGINES, Run, run_engine

DESCRIPTION = """Extracts the articles of sets of web pages with newsidx and its rivals and judges
text, titles, days and minutes by evaluate.py, which lies beside the sets. A set is a folder with
truth.jsonl and html/*.html.gz. All in one thread."""
RESAMPLES = 300


def main(bench_folder: Path) -> int:
    arguments = _parse()
    tables = [_run_set(folder, arguments, bench_folder) for folder in arguments.sets]
    text = "\n".join(tables)
    if arguments.output:
        arguments.output.mkdir(parents=True, exist_ok=True)
        head = f"# Articles out of pages, {date.today().isoformat()}\n\n"
        (arguments.output / "extract.md").write_text(head + text, encoding="utf-8")
    return 0


def _parse() -> argparse.Namespace:
    given = os.environ.get("NEWSIDX_BENCH_PAGES")
    parser = argparse.ArgumentParser("bench/extract", description=DESCRIPTION)
    parser.add_argument("sets", nargs="*", type=Path,
                        help="folders of sets, or of one each (NEWSIDX_BENCH_PAGES)")
    parser.add_argument("--engines", default=",".join(ENGINES), metavar="A,B",
                        help="only these (%(default)s)")
    parser.add_argument("--judge", type=Path, metavar="FILE",
                        help="evaluate.py (beside the sets)")
    parser.add_argument("--output", type=Path, metavar="DIR", help="write extract.md there")
    arguments = parser.parse_args()
    folders = arguments.sets or ([Path(given)] if given else [])
    arguments.sets = [found for folder in folders for found in _sets_in(folder)]
    if not arguments.sets:
        parser.error("which pages? (try: bench/extract FOLDER, with truth.jsonl in it or below)")
    arguments.engines = arguments.engines.split(",")
    for engine in arguments.engines:
        if engine not in ENGINES:
            parser.error(f"unknown engine '{engine}' (try: {','.join(ENGINES)})")
    return arguments


def _sets_in(folder: Path) -> list[Path]:
    if (folder / "truth.jsonl").exists():
        return [folder]
    return sorted(truth.parent for truth in folder.glob("*/truth.jsonl"))


def _judge(folder: Path, given: Path | None) -> ModuleType:
    file = given or folder.parent / "evaluate.py"
    if not file.exists():
        raise UsageError(f"no such file: {file} (try: --judge FILE)")
    spec = importlib.util.spec_from_file_location("evaluate", file)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _run_set(folder: Path, arguments: argparse.Namespace, bench_folder: Path) -> str:
    judge = _judge(folder, arguments.judge)
    truth = _read_lines(folder / "truth.jsonl")
    with tempfile.TemporaryDirectory(prefix="extract-") as name:
        pages = Path(name) / "pages"
        _unpack(folder / "html", pages)
        rows = []
        for engine in arguments.engines:
            print(f"bench/extract: {folder.name}, {engine} ...", file=sys.stderr)
            run = run_engine(engine, pages, Path(name), bench_folder)
            rows.append(_row(run, judge, truth))
    table = (f"{folder.name}: {len(truth)} pages\n\n"
             "| | F1 | P | R | title | day | wrong | minute | pages/s | MB/s | parse, ms a page |\n"
             "|---|---|---|---|---|---|---|---|---|---|---|\n" + "\n".join(rows) + "\n")
    print(table)
    return table


def _unpack(packed: Path, plain: Path) -> None:
    plain.mkdir()
    for file in packed.iterdir():
        name = file.name.removesuffix(".gz")
        data = file.read_bytes()
        (plain / name).write_bytes(gzip.decompress(data) if file.suffix == ".gz" else data)


def _read_lines(file: Path) -> list[dict]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def _row(run: Run, judge: ModuleType, truth: list[dict]) -> str:
    predicted = {line["page"]: line for line in _read_lines(run.predictions)}
    matches, counts = judge.judge(truth, predicted)
    cells = _text_cells(matches["tp"], judge) if matches["tp"] else ["", "", ""]
    has_dates = any(line.get("published") for line in predicted.values())
    for hits, of, is_told in (("title=", "titles", True), ("date=", "dates", has_dates),
                              ("date!", "dates", has_dates), ("minute", "zoned", has_dates)):
        cells.append(f"{counts[hits] / counts[of]:.3f}" if counts[of] and is_told else "")
    cells += [f"{run.pages_per_second:.0f}", f"{run.megabytes_per_second:.1f}",
              f"{run.parse_ms:.2f}"]
    return f"| {run.engine} {run.version}".rstrip() + " | " + " | ".join(cells) + " |"


def _text_cells(rows: list, judge: ModuleType) -> list[str]:
    precision, recall, f1 = judge.prf(rows)
    if len(rows) < 3:
        return [f"{f1:.3f}", f"{precision:.3f}", f"{recall:.3f}"]
    drawn = random.Random(1)
    spread = statistics.stdev(judge.prf(drawn.choices(rows, k=len(rows)))[2]
                              for _ in range(RESAMPLES))
    return [f"{f1:.3f} ± {spread:.3f}", f"{precision:.3f}", f"{recall:.3f}"]
