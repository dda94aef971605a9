"""Times queries in three manners: processes of every engine's driver in rounds, in turns.

- *warm*: asked again and again after warming, which has a floor of seconds and of executions for
  each engine and command, and goes on until nothing gets faster (Plan).
- *first ask*: a fresh process, the index's files in the page cache, each query once. Word sets are
  asked as queries of several kinds, so each kind has a process of its own. Only an engine that is
  compiled while it runs is warmed before, with queries of other words; its process is not fresh
  then, and is shared by the kinds.
- *memory off*: warm, but before each query what the open index keeps of earlier ones is taken
  away, and a few queries of other words are asked: an index in use that was never asked for these
  words. Engines that keep nothing have their warm times.

A query's time in a round is its minimum over the passes of one process; its time in the report is
the minimum over the rounds, and beside it the median over the rounds of the medians. Each round
gives every engine the same share of whatever else the machine is doing.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from drivers import Asking, Driver, DriverError, Fork, Timing, Warming, note_failure
from queries import KINDS, Query
from summary import median

WARM, FIRST_ASK, MEMORY_OFF = MANNERS = ("warm", "first_ask", "memory_off")
READ_AT_ONCE_BYTES = 1 << 20

Times = dict[str, list[Timing | None]]  # engine -> a timing for each query; None: unsupported


@dataclass(frozen=True)
class Floor:
    """The least that an engine is warmed with a command."""

    seconds: float
    executions: int


@dataclass(frozen=True)
class TimingPlan:
    commands: Sequence[str]
    rounds: int
    passes: int
    max_seconds: float
    floor: Floor
    jit_floor: Floor
    other_words: Sequence[Query] = ()
    """Share no word with the queries."""

    def asking(self, driver: Driver) -> Asking:
        floor = self.jit_floor if driver.engine.is_jit else self.floor
        return Asking(self.passes, self.max_seconds, floor.seconds, floor.executions)


@dataclass
class Measured:
    """manner -> command -> engine; without the rivals that failed."""

    times: dict[str, dict[str, Times]] = field(default_factory=dict)
    warming: dict[str, dict[str, list[Warming]]] = field(default_factory=dict)
    """command -> engine -> of each round, in the manner *warm*"""


def time_all(drivers: Sequence[Driver], queries: Sequence[Query], plan: TimingPlan,
             failures: dict[str, str], say: Callable[[str], None],
             manners: Sequence[str] = MANNERS) -> Measured:
    """Times of all engines; of a rival that fails, noted in `failures`, none."""
    with tempfile.TemporaryDirectory(prefix="newsidx-bench-") as folder:
        clock = _Clock(Path(folder), queries, plan)
        for round_number in range(plan.rounds):
            in_turn = drivers if round_number % 2 == 0 else list(reversed(drivers))
            for command in plan.commands:
                for manner in manners:
                    for driver in in_turn:
                        if driver.engine.name not in failures:
                            try:
                                clock.run(driver, command, manner)
                            except DriverError as error:
                                note_failure(driver.engine, error, failures, say)
                say(f"timed {command}, round {round_number + 1} of {plan.rounds}")
    return clock.measured(failures)


class _Clock:
    """Runs the drivers and keeps what they said."""

    def __init__(self, folder: Path, queries: Sequence[Query], plan: TimingPlan) -> None:
        self._folder = folder
        self._queries = queries
        self._plan = plan
        self._all = self._write("queries", queries)
        self._other_words = (self._write("other-words", plan.other_words)
                             if plan.other_words else None)
        self._rounds: dict[str, dict[str, dict[str, list]]] = defaultdict(
            lambda: {command: defaultdict(list) for command in plan.commands})
        self._warming: dict[str, dict[str, list[Warming]]] = {
            command: defaultdict(list) for command in plan.commands}

    def run(self, driver: Driver, command: str, manner: str) -> None:
        name = driver.engine.name
        if manner == FIRST_ASK:
            self._first_ask(driver, command)
        elif manner == MEMORY_OFF and not driver.engine.remembers:
            rounds = self._rounds[WARM][command][name]
            self._rounds[MEMORY_OFF][command][name].append(rounds[-1])
        else:
            asking = self._plan.asking(driver)
            if manner == MEMORY_OFF:
                asking = replace(asking, forgets=True, warm_queries=self._other_words)
            fork = self._fork(driver, self._all, command, asking, len(self._queries))
            self._rounds[manner][command][name].append(fork.timings)
            if manner == WARM:
                self._warming[command][name].append(fork.warming)

    def _first_ask(self, driver: Driver, command: str) -> None:
        asking = replace(self._plan.asking(driver), passes=1, once=True)
        if driver.engine.is_jit:
            if not self._other_words:
                return  # nothing to warm it with: no figures are better than those of a cold one
            asking = replace(asking, warm_queries=self._other_words)
        read_once(driver.index)
        timings: list[Timing | None] = [None] * len(self._queries)
        for numbers in self._processes(driver):
            queries = [self._queries[number] for number in numbers]
            fork = self._fork(driver, self._write("once", queries), command, asking, len(queries))
            for number, timing in zip(numbers, fork.timings, strict=True):
                timings[number] = timing
        self._rounds[FIRST_ASK][command][driver.engine.name].append(timings)

    def _processes(self, driver: Driver) -> Iterator[list[int]]:
        """Numbers of the queries that a process of a first ask is asked, in their order."""
        if driver.engine.is_jit:
            yield list(range(len(self._queries)))
            return
        for kind in KINDS:
            numbers = [number for number, query in enumerate(self._queries) if query.kind == kind]
            if numbers:
                yield numbers

    def _fork(self, driver: Driver, file: Path, command: str, asking: Asking,
              expected: int) -> Fork:
        fork = driver.time(file, command, asking)
        if len(fork.timings) != expected:
            raise DriverError(f"{driver.engine.name} time {command}: {len(fork.timings)} lines for"
                              f" {expected} queries")
        return fork

    def _write(self, name: str, queries: Sequence[Query]) -> Path:
        path = self._folder / name
        path.write_text("".join(f"{query.text}\n" for query in queries), encoding="utf-8")
        return path

    def measured(self, failures: dict[str, str]) -> Measured:
        times = {manner: {command: {engine: over_rounds(rounds)
                                    for engine, rounds in of_command.items()
                                    if engine not in failures}
                          for command, of_command in of_manner.items()}
                 for manner, of_manner in self._rounds.items()}
        warming = {command: {engine: rounds for engine, rounds in of_command.items()
                             if engine not in failures}
                   for command, of_command in self._warming.items()}
        return Measured(times, warming)


def read_once(folder: Path) -> None:
    """Brings all files of a folder into the page cache."""
    for path in folder.rglob("*"):
        if path.is_file():
            with path.open("rb", buffering=0) as file:
                while file.read(READ_AT_ONCE_BYTES):
                    pass


def over_rounds(rounds: Sequence[Sequence[Timing | None]]) -> list[Timing | None]:
    """One timing a query of the timings of all rounds."""
    result: list[Timing | None] = []
    for of_query in zip(*rounds, strict=True):
        if None in of_query:
            result.append(None)
        else:
            result.append(Timing(min(timing.minimum_us for timing in of_query),
                                 median([timing.median_us for timing in of_query])))
    return result


def warming_table(warming: dict[str, dict[str, list[Warming]]]) -> dict[str, dict[str, dict]]:
    """command -> engine -> the least of all rounds, and in how many it was steady at the end."""
    return {command: {engine: {"seconds": min(each.seconds for each in rounds),
                               "executions": min(each.executions for each in rounds),
                               "steady_rounds": sum(each.is_steady for each in rounds),
                               "rounds": len(rounds)}
                      for engine, rounds in of_command.items()}
            for command, of_command in warming.items()}
