"""Times queries: forks of every engine's driver in rounds, in alternating order.

A query's time in a round is its minimum over the passes of one fork; its time in the report is the
minimum over the rounds, and beside it the median over the rounds of the forks' medians. Each round
gives every engine the same share of whatever else the machine is doing.
"""

import tempfile
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from drivers import SUBJECT, Driver, DriverError, Timing, is_variant, note_failure
from queries import KINDS, Query
from summary import compare_times, median, summarise

BEST_RIVAL = "best rival"


@dataclass(frozen=True)
class TimingPlan:
    commands: Sequence[str]
    rounds: int
    passes: int
    max_seconds: float


Times = dict[str, list[Timing | None]]  # engine -> a timing for each query; None: unsupported


def time_all(drivers: Sequence[Driver], queries: Sequence[Query], plan: TimingPlan,
             failures: dict[str, str], say: Callable[[str], None]) -> dict[str, Times]:
    """Times of all engines by command; of a rival that fails, noted in `failures`, none."""
    with tempfile.NamedTemporaryFile("w", prefix="newsidx-bench-", encoding="utf-8") as file:
        file.write("".join(f"{query.text}\n" for query in queries))
        file.flush()
        forks = _fork_all(drivers, Path(file.name), len(queries), plan, failures, say)
    return {command: {engine: over_rounds(rounds) for engine, rounds in of_command.items()
                      if engine not in failures}
            for command, of_command in forks.items()}


def _fork_all(drivers: Sequence[Driver], file: Path, expected: int, plan: TimingPlan,
              failures: dict[str, str],
              say: Callable[[str], None]) -> dict[str, dict[str, list]]:
    """command -> engine -> the timings of each round."""
    forks: dict[str, dict[str, list]] = {
        command: defaultdict(list) for command in plan.commands}
    for round_number in range(plan.rounds):
        for command in plan.commands:
            for driver in drivers if round_number % 2 == 0 else reversed(drivers):
                if driver.engine.name not in failures:
                    try:
                        timings = _fork(driver, file, command, expected, plan)
                        forks[command][driver.engine.name].append(timings)
                    except DriverError as error:
                        note_failure(driver.engine, error, failures, say)
            say(f"timed {command}, round {round_number + 1} of {plan.rounds}")
    return forks


def _fork(driver: Driver, file: Path, command: str, expected: int,
          plan: TimingPlan) -> list[Timing | None]:
    timings = driver.time(file, command, plan.passes, plan.max_seconds)
    if len(timings) != expected:
        raise DriverError(f"{driver.engine.name} time {command}: {len(timings)} lines for"
                          f" {expected} queries")
    return timings


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


def tables(times: dict[str, Times], drivers: Sequence[Driver],
           queries: Sequence[Query]) -> dict[str, dict[str, dict]]:
    """command -> kind -> {"engines": figures of each, "ratios": newsidx to each rival}."""
    kinds = [kind for kind in KINDS if any(query.kind == kind for query in queries)]
    return {command: {kind: _row(of_command, drivers, queries, kind) for kind in kinds}
            for command, of_command in times.items()}


def _row(times: Times, drivers: Sequence[Driver], queries: Sequence[Query], kind: str) -> dict:
    numbers = [number for number, query in enumerate(queries) if query.kind == kind]
    row: dict[str, dict] = {"queries": len(numbers), "engines": {}, "ratios": {}}
    complete: dict[str, list[Timing]] = {}
    for driver in drivers:
        engine = driver.engine
        if engine.name not in times:
            row["engines"][engine.name] = {"left_out": "its driver failed"}
            continue
        timings = [times[engine.name][number] for number in numbers]
        if kind in engine.known_differences:
            row["engines"][engine.name] = {"left_out": engine.known_differences[kind]}
        elif None in timings:
            # Figures over other queries than the rivals' would compare nothing.
            row["engines"][engine.name] = {"unsupported": timings.count(None)}
        else:
            complete[engine.name] = timings
            row["engines"][engine.name] = {
                "minimum_us": summarise([timing.minimum_us for timing in timings]),
                "median_us": summarise([timing.median_us for timing in timings])}
    row["ratios"] = _ratios(complete)
    return row


def _ratios(complete: dict[str, list[Timing]]) -> dict[str, dict]:
    """newsidx to each rival, and to the best rival of each single query."""
    if SUBJECT not in complete or len(complete) == 1:
        return {}
    minima = {engine: [timing.minimum_us for timing in timings]
              for engine, timings in complete.items()}
    ours = minima.pop(SUBJECT)
    ratios = {rival: compare_times(ours, theirs) for rival, theirs in minima.items()}
    rivals = [times for engine, times in minima.items() if not is_variant(engine)]
    if rivals:
        best = [min(of_query) for of_query in zip(*rivals, strict=True)]
        ratios[BEST_RIVAL] = compare_times(ours, best)
    return ratios
