"""Cold start: a whole process from its start to the answer to one query.

Every driver is started for one TOP_10 query through its `serve`, and newsidx also as
`newsidx query`, the way a person asks. With the files in the page cache, and, only where that is
asked for, with the caches of the whole machine dropped before each run
(/proc/sys/vm/drop_caches, as root).
"""

import os
import subprocess
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from drivers import Driver, DriverError
from problems import UsageError
from queries import Query
from summary import median

DROP_CACHES = Path("/proc/sys/vm/drop_caches")
RUNS = 5


def drop_caches() -> bool:
    """Empties the page cache; False where that is not allowed."""
    os.sync()
    try:
        DROP_CACHES.write_text("3\n", encoding="ascii")
    except OSError:
        return False
    return True


def measure(drivers: Sequence[Driver], cli: Path, query: Query, *, drops_caches: bool) -> dict:
    """Milliseconds, the median of the runs; `dropped_ms` is None where caches are not dropped."""
    starts: dict[str, tuple[list, str]] = {
        driver.engine.name: ([driver.program, "serve", driver.index], f"TOP_10\t{query.text}\n")
        for driver in drivers}
    subject = next((driver for driver in drivers if driver.engine.name == "newsidx"), None)
    if subject and cli.is_file():
        starts["newsidx query"] = (
            [cli, "query", "--index", subject.index, "--", query.text], "")
    if drops_caches and not drop_caches():
        raise UsageError(f"cannot write {DROP_CACHES} (try: as root, or without --drop-caches)")
    return {"query": query.text, "runs": RUNS, "cached_ms": _medians(starts, lambda: None),
            "dropped_ms": _medians(starts, drop_caches) if drops_caches else None}


def _medians(starts: dict[str, tuple[list, str]], prepare: Callable) -> dict[str, float]:
    times: dict[str, list[float]] = {name: [] for name in starts}
    for _ in range(RUNS):
        for name, (command, line) in starts.items():
            prepare()
            times[name].append(_milliseconds(command, line))
    return {name: round(median(values), 2) for name, values in times.items()}


def _milliseconds(command: list, line: str) -> float:
    start = time.perf_counter()
    done = subprocess.run(command, input=line, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
                          text=True, check=False)
    taken = time.perf_counter() - start
    if done.returncode not in (0, 1):  # 1: no article holds the words
        raise DriverError(f"{command[0]}: status {done.returncode}: {done.stderr.strip()}")
    return taken * 1000
