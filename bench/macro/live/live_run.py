"""One engine under load: a thread that writes, one that asks, and a watch over both."""

import itertools
import shutil
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from changes import Changes
from drivers import DriverError
from live_driver import LiveDriver
from process_watch import ProcessWatch

CHANGES_AT_ONCE = 100
QUERIES_A_SECOND = 100
ALONE_SECONDS = 5.0


@dataclass(frozen=True)
class Schedule:
    """When is committed: after so many changes, or when so many seconds have gone by."""

    changes: int = 0
    seconds: float = 0.0

    @property
    def title(self) -> str:
        return f"every {self.changes:,}" if self.changes else f"every {self.seconds:g} s"


@dataclass
class Figures:
    """Times in milliseconds."""

    put: int = 0
    seconds: float = 0.0
    commits: list[float] = field(default_factory=list)
    visible: list[float] = field(default_factory=list)
    asked_beside: list[float] = field(default_factory=list)
    asked_alone: list[float] = field(default_factory=list)
    index_bytes: int = 0
    written_bytes: int = 0
    base_rss_bytes: int = 0
    samples: list = field(default_factory=list)
    times_of_queries: list[tuple[float, float]] = field(default_factory=list)  # when, how long

    def summary(self) -> dict:
        def middle(values: Sequence[float]) -> float | None:
            return round(statistics.median(values), 3) if values else None

        def high(values: Sequence[float]) -> float | None:
            return round(statistics.quantiles(values, n=100)[98], 3) if len(values) > 1 else None
        return {
            "articles_per_s": round(self.put / self.seconds, 1), "commits": len(self.commits),
            "commit_ms": {"p50": middle(self.commits), "p99": high(self.commits)},
            "visible_ms": {"p50": middle(self.visible), "p99": high(self.visible)},
            "query_beside_ms": {"p50": middle(self.asked_beside), "p99": high(self.asked_beside)},
            "query_alone_ms": {"p50": middle(self.asked_alone), "p99": high(self.asked_alone)},
            "index_bytes": self.index_bytes,
            "write_amplification": round(self.written_bytes / max(self.index_bytes, 1), 2),
            "peak_rss_bytes": max((sample.rss_bytes for sample in self.samples), default=0)
            - self.base_rss_bytes,
            "peak_open_files": max((sample.open_files for sample in self.samples), default=0),
            "samples": [[round(sample.seconds, 1), sample.rss_bytes - self.base_rss_bytes,
                         sample.open_files] for sample in self.samples],
            "query_p99_over_time_ms": over_time(self.times_of_queries),
        }


def over_time(times: Sequence[tuple[float, float]], pieces: int = 60) -> list[list[float]]:
    """The p99 of the queries in each of `pieces` stretches of time."""
    if len(times) < 2:
        return []
    length = max(times[-1][0] / pieces, 1.0)
    result = []
    for piece, group in itertools.groupby(times, key=lambda entry: int(entry[0] / length)):
        values = sorted(took for _, took in group)
        result.append([round(piece * length, 1), round(values[int(0.99 * (len(values) - 1))], 3)])
    return result


class Asking:
    """The reader's thread: queries at a steady pace, and a refresh at once after each commit."""

    def __init__(self, driver: LiveDriver, queries: Sequence[str], figures: Figures) -> None:
        self._channel = driver.reader
        self._queries = itertools.cycle(queries)
        self._figures = figures
        self._begin = time.monotonic()
        self._committed = threading.Event()
        self._commit_time = 0.0
        self._end = False
        self.error: Exception | None = None
        self._channel.ask("refresh")
        self._thread = threading.Thread(target=self._run)
        self._thread.start()

    def committed(self) -> None:
        """Right after a commit has returned."""
        self._commit_time = time.monotonic()
        self._committed.set()

    def stop(self) -> None:
        self._end = True
        self._thread.join()
        if self.error is not None:
            raise self.error

    def articles(self) -> int:
        """REQUIRES stop(): in the newest state."""
        return self._channel.ask("refresh").result

    def ask_alone(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            reply = self._channel.ask(f"TOP_10\t{next(self._queries)}")
            self._figures.asked_alone.append(reply.micros / 1000)

    def _run(self) -> None:
        try:
            next_time = time.monotonic()
            while not self._end:
                next_time = max(next_time + 1 / QUERIES_A_SECOND, time.monotonic() - 1)
                if self._committed.wait(max(next_time - time.monotonic(), 0)):
                    self._committed.clear()
                    begin = self._commit_time
                    self._channel.ask("refresh")
                    self._figures.visible.append((time.monotonic() - begin) * 1000)
                reply = self._channel.ask(f"TOP_10\t{next(self._queries)}")
                self._figures.asked_beside.append(reply.micros / 1000)
                self._figures.times_of_queries.append(
                    (time.monotonic() - self._begin, reply.micros / 1000))
        except Exception as error:  # told by stop(), in the thread that waits for it
            self.error = error


def batches(changes: Iterator[str], most: int) -> Iterator[list[str]]:
    while batch := list(itertools.islice(changes, most)):
        yield batch


def write(driver: LiveDriver, changes: Changes, schedule: Schedule, asking: Asking,
          figures: Figures, seconds: float | None) -> None:
    """Makes the changes, until there is none or the time is over."""
    begin = last_commit = time.monotonic()
    since_commit = 0

    def commit() -> None:
        nonlocal last_commit, since_commit
        figures.commits.append(driver.writer.ask("commit").micros / 1000)
        asking.committed()
        last_commit = time.monotonic()
        since_commit = 0
    for batch in batches(iter(changes), min(schedule.changes or CHANGES_AT_ONCE, CHANGES_AT_ONCE)):
        driver.writer.apply(batch)
        since_commit += len(batch)
        now = time.monotonic()
        if (since_commit >= schedule.changes if schedule.changes
                else now - last_commit >= schedule.seconds):
            commit()
        if asking.error is not None or (seconds is not None and now - begin > seconds):
            break
    if since_commit:
        commit()
    figures.seconds = time.monotonic() - begin
    figures.put = changes.put


def run(name: str, program: Path, corpus: Path, changes: Changes, queries: Sequence[str],
        schedule: Schedule, folder: Path, seconds: float | None = None) -> Figures:
    """@raises DriverError where the driver fails, or has other articles than it was given"""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    figures = Figures()
    with LiveDriver(name, program, corpus, folder) as driver, ProcessWatch(driver.pid) as watch:
        figures.base_rss_bytes = watch.sample().rss_bytes
        written_before = watch.written_bytes()
        asking = Asking(driver, queries, figures)
        try:
            write(driver, changes, schedule, asking, figures, seconds)
        finally:
            asking.stop()
        articles = asking.articles()
        if articles != changes.alive:
            raise DriverError(f"{name} live: {articles} articles in place of {changes.alive}")
        asking.ask_alone(ALONE_SECONDS)
        figures.samples = watch.samples
        figures.written_bytes = watch.written_bytes() - written_before
        figures.index_bytes = sum(path.stat().st_size for path in driver.index.rglob("*")
                                  if path.is_file())
    shutil.rmtree(folder)
    return figures
