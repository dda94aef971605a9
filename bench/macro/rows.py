"""Rows of the report's tables: figures of each engine, and newsidx to each rival, by kind of query.

An engine is compared wherever it answered rightly in this run: queries that it does not support,
or whose count was wrong, are left out one by one, and counted in its cell. A ratio is over the
queries that both sides answered rightly.
"""

from collections.abc import Collection, Mapping, Sequence

from drivers import SUBJECT, Driver, Timing, is_variant
from queries import KINDS, Query
from summary import compare_times, summarise
from timing import Times

BEST_RIVAL = "best rival"
REPORT_FORMAT = 2  # what the figures of report.json mean

Wrong = Mapping[str, Collection[str]]  # engine -> queries whose count was wrong


def tables(times: dict[str, Times], drivers: Sequence[Driver], queries: Sequence[Query],
           wrong: Wrong) -> dict[str, dict[str, dict]]:
    """command -> kind -> {"engines": figures of each, "ratios": newsidx to each rival}."""
    kinds = [kind for kind in KINDS if any(query.kind == kind for query in queries)]
    return {command: {kind: _row(of_command, drivers, queries, kind, wrong) for kind in kinds}
            for command, of_command in times.items()}


def is_complete(cell: dict) -> bool:
    """Whether an engine's figures are over all queries of the row."""
    return "minimum_us" in cell and not cell["unsupported"] and not cell["wrong_counts"]


def _row(times: Times, drivers: Sequence[Driver], queries: Sequence[Query], kind: str,
         wrong: Wrong) -> dict:
    numbers = [number for number, query in enumerate(queries) if query.kind == kind]
    row: dict = {"queries": len(numbers), "engines": {}, "ratios": {}}
    right: dict[str, dict[int, Timing]] = {}  # engine -> query -> its time
    for driver in drivers:
        name = driver.engine.name
        if name not in times:
            continue
        is_wrong = {number for number in numbers if queries[number].text in wrong.get(name, ())}
        timed = {number: timing for number in numbers
                 if number not in is_wrong and (timing := times[name][number]) is not None}
        row["engines"][name] = {"unsupported": len(numbers) - len(is_wrong) - len(timed),
                                "wrong_counts": len(is_wrong), **_figures(timed)}
        if timed:
            right[name] = timed
    row["ratios"] = _ratios(right)
    return row


def _figures(timed: dict[int, Timing]) -> dict:
    if not timed:
        return {}
    return {"minimum_us": summarise([timing.minimum_us for timing in timed.values()]),
            "median_us": summarise([timing.median_us for timing in timed.values()])}


def _ratios(right: dict[str, dict[int, Timing]]) -> dict[str, dict]:
    """newsidx to each rival, and to the best rival of each single query."""
    if SUBJECT not in right:
        return {}
    ours = right[SUBJECT]
    best: dict[int, float] = {}
    ratios = {}
    for engine, theirs in right.items():
        if engine == SUBJECT:
            continue
        minima = {number: timing.minimum_us for number, timing in theirs.items()}
        _compare(ours, minima, engine, ratios)
        if not is_variant(engine):
            for number, time in minima.items():
                best[number] = min(time, best.get(number, time))
    _compare(ours, best, BEST_RIVAL, ratios)
    return ratios


def _compare(ours: dict[int, Timing], theirs: dict[int, float], rival: str,
             ratios: dict[str, dict]) -> None:
    common = [number for number in ours if number in theirs]
    if common:
        ratios[rival] = {"queries": len(common), **compare_times(
            [ours[number].minimum_us for number in common],
            [theirs[number] for number in common])}
