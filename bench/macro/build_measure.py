"""Builds every engine's index, and measures time, memory and bytes on disk."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from drivers import SUBJECT, Driver, DriverError, last_message, note_failure

MEASURE = Path(__file__).with_name("measure.py")


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


def build_all(drivers: Sequence[Driver], corpus: Path, threads: int, rounds: int,
              parts: Callable[[Driver], dict[str, int]], failures: dict[str, str],
              say: Callable[[str], None]) -> list[Build]:
    """Builds in rounds, the engines one after another in each; the fastest round of each counts.

    A rival that fails is noted in `failures` and left out from then on.
    """
    best: dict[str, Build] = {}
    text_bytes = corpus.stat().st_size
    for round_number in range(rounds):
        for driver in drivers if round_number % 2 == 0 else reversed(drivers):
            if driver.engine.name in failures:
                continue
            shutil.rmtree(driver.index, ignore_errors=True)
            driver.index.parent.mkdir(parents=True, exist_ok=True)
            try:
                cost = measured(driver.build_command(corpus, threads))
            except DriverError as error:
                note_failure(driver.engine, error, failures, say)
                continue
            by_part = parts(driver)
            build = Build(driver.engine.name, threads, cost["wall_s"], cost["cpu_s"],
                          int(cost["peak_rss_bytes"]), text_bytes / 1e6 / cost["wall_s"],
                          sum(by_part.values()), by_part)
            say(f"built {build.engine}: {build.wall_s:.2f} s, {build.index_bytes / 1e6:.1f} MB")
            if build.engine not in best or build.wall_s < best[build.engine].wall_s:
                best[build.engine] = build
    return [best[driver.engine.name] for driver in drivers if driver.engine.name not in failures]


def bytes_by_ending(index: Path) -> dict[str, int]:
    """Bytes on disk by the ending of the files' names, largest first."""
    sizes: Counter[str] = Counter()
    for path in index.rglob("*"):
        if path.is_file():
            sizes[path.suffix or path.name.split("-")[0]] += path.stat().st_size
    return dict(sizes.most_common())


def bytes_by_family(cli: Path, index: Path) -> dict[str, int]:
    """Bytes on disk of a newsidx index by column family, as `newsidx stats` tells them."""
    done = subprocess.run([cli, "stats", "--json", "--index", index], capture_output=True,
                          text=True, check=False)
    if done.returncode != 0:
        raise DriverError(f"{cli} stats: {done.stderr.strip()}")
    families = json.loads(done.stdout)["families"]
    total = sum(bytes_by_ending(index).values())
    parts = {name: size for name, size in families.items() if size > 0}
    parts["log and manifest"] = total - sum(parts.values())
    return dict(sorted(parts.items(), key=lambda part: -part[1]))


def parts_of(cli: Path) -> Callable[[Driver], dict[str, int]]:
    def parts(driver: Driver) -> dict[str, int]:
        if driver.engine.name == SUBJECT and cli.is_file():
            return bytes_by_family(cli, driver.index)
        return bytes_by_ending(driver.index)

    return parts


def as_json(builds: Sequence[Build]) -> list[dict]:
    return [asdict(build) for build in builds]
