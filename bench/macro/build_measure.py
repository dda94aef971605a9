"""Builds every engine's index, and measures time, memory and bytes on disk."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import index_stamp
from drivers import SUBJECT, Driver, DriverError, last_message, note_failure

MEASURE = Path(__file__).with_name("measure.py")
OF_THE_DAY = ("wall_s", "cpu_s", "peak_rss_bytes", "text_mb_per_s")


@dataclass(frozen=True)
class Build:
    engine: str
    threads: int
    wall_s: float
    cpu_s: float
    peak_rss_bytes: int
    text_mb_per_s: float  # of the corpus's bytes, in wall time
    index_bytes: int
    bytes_by_part: dict[str, int]
    earlier_run: str | None = None
    """When it was built, if that was in an earlier run."""


@dataclass(frozen=True)
class BuildPlan:
    corpus: Path
    corpus_sha256: str
    threads: int
    rounds: int
    reuse: bool  # of indexes that an earlier run built from the same, in the same way


def measured(command: Sequence[str]) -> dict[str, float]:
    """Runs a command to its end; wall time, CPU time with that of its children, peak memory."""
    with tempfile.NamedTemporaryFile("r", prefix="newsidx-bench-") as result:
        done = subprocess.run([sys.executable, "-SE", str(MEASURE), result.name, *command],
                              stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True,
                              check=False)
        if done.returncode != 0:
            raise DriverError(f"{Path(command[0]).name} {command[1]}: status {done.returncode}:"
                              f" {last_message(done.stderr)}")
        return json.load(result)


def build_all(drivers: Sequence[Driver], plan: BuildPlan,
              parts: Callable[[Driver], dict[str, int]], failures: dict[str, str],
              say: Callable[[str], None]) -> list[Build]:
    """Builds in rounds, the engines one after another in each; the fastest round of each counts.

    A rival that fails is noted in `failures` and left out from then on.
    """
    identities = {driver.engine.name: index_stamp.identity(driver, plan.corpus_sha256, plan.threads)
                  for driver in drivers}
    best = _built_earlier(drivers, identities, say) if plan.reuse else {}
    missing = [driver for driver in drivers if driver.engine.name not in best]
    for round_number in range(plan.rounds):
        for driver in missing if round_number % 2 == 0 else reversed(missing):
            name = driver.engine.name
            if name in failures:
                continue
            try:
                build = _build(driver, plan, parts)
            except DriverError as error:
                note_failure(driver.engine, error, failures, say)
                continue
            say(f"built {name}: {build.wall_s:.2f} s, {build.index_bytes / 1e6:.1f} MB")
            if name not in best or build.wall_s < best[name].wall_s:
                best[name] = build
            index_stamp.write(driver, identities[name], asdict(best[name]))
    return [best[driver.engine.name] for driver in drivers if driver.engine.name not in failures]


def _build(driver: Driver, plan: BuildPlan, parts: Callable[[Driver], dict[str, int]]) -> Build:
    index_stamp.remove(driver)
    shutil.rmtree(driver.index, ignore_errors=True)
    driver.index.parent.mkdir(parents=True, exist_ok=True)
    cost = measured(driver.build_command(plan.corpus, plan.threads))
    by_part = parts(driver)
    return Build(driver.engine.name, plan.threads, cost["wall_s"], cost["cpu_s"],
                 int(cost["peak_rss_bytes"]), plan.corpus.stat().st_size / 1e6 / cost["wall_s"],
                 sum(by_part.values()), by_part)


def _built_earlier(drivers: Sequence[Driver], identities: dict[str, dict],
                   say: Callable[[str], None]) -> dict[str, Build]:
    """The builds whose indexes are still there and need not be made again, by engine."""
    found = {}
    for driver in drivers:
        name = driver.engine.name
        if stamp := index_stamp.read(driver, identities[name]):
            figures, date = stamp
            found[name] = replace(Build(**figures), earlier_run=date)
            say(f"{name}: the index that was built {date}")
    return found


def bytes_by_ending(index: Path) -> dict[str, int]:
    """Bytes on disk by the ending of the files' names, largest first."""
    sizes: Counter[str] = Counter()
    for path in index.rglob("*"):
        if path.is_file():
            sizes[path.suffix or path.name.split("-")[0]] += path.stat().st_size
    return dict(sizes.most_common())


def bytes_by_part(cli: Path, index: Path) -> dict[str, int]:
    """Bytes on disk of a newsidx index by part, as `newsidx stats` tells them."""
    done = subprocess.run([cli, "stats", "--json", "--index", index], capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        raise DriverError(f"{cli} stats: {done.stderr.strip()}")
    total = sum(bytes_by_ending(index).values())
    parts = {name: size for name, size in json.loads(done.stdout)["parts"].items() if size > 0}
    parts["log and manifest"] = total - sum(parts.values())
    return dict(sorted(parts.items(), key=lambda part: -part[1]))


def parts_of(cli: Path) -> Callable[[Driver], dict[str, int]]:
    def parts(driver: Driver) -> dict[str, int]:
        if driver.engine.name == SUBJECT and cli.is_file():
            return bytes_by_part(cli, driver.index)
        return bytes_by_ending(driver.index)

    return parts


def as_json(builds: Sequence[Build]) -> list[dict]:
    """Rows of one table, which are of one run: where an index was taken from an earlier one, all
    rows have what does not depend on the day alone."""
    rows = [asdict(build) for build in builds]
    if any(build.earlier_run for build in builds):
        rows = [{name: value for name, value in row.items() if name not in OF_THE_DAY}
                for row in rows]
    return rows
