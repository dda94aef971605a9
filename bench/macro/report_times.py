"""The report's tables of times: warm, first ask, memory off, and how the engines were warmed."""

from collections.abc import Iterator

from drivers import ENGINES
from report_text import short, table, title
from rows import BEST_RIVAL, is_complete

ASKED_AFTER_FORGETTING = 16  # by bench/peers/common/stopwatch.cc
MANNERS = {
    "times": ("Warm", "Each query's minimum over all passes and rounds."),
    "first_ask": (
        "First ask",
        "Each query asked once in a fresh process, with the index's files in the page cache; the"
        " minimum over the rounds. Each kind of query has a process of its own. A Java machine is"
        " not fresh: it was warmed with queries of other words, and asks all kinds."),
    "memory_off": (
        "Memory off",
        "Warm, but before each query an engine that keeps what it opened for earlier ones"
        " ({remembering}) opens its index anew and is asked {others} queries of other words, both"
        " outside of the measured time: an index in use that was never asked for these words. The"
        " others keep nothing of the kind, and have their warm times."),
}


def sections_of_times(report: dict) -> Iterator[str]:
    """A section a manner, with the times and the ratios of all commands."""
    remembering = ", ".join(title(report, engine) for engine in report["engines"]
                            if engine in ENGINES and ENGINES[engine].remembers)
    yield ("## Microseconds a query\n\nMean · p50 · p90 · p99. Bold: the best mean of the column."
           " Ratios are newsidx's time to the rival's, query by query: their geometric mean (below"
           " 1: newsidx is faster), and the share of queries where newsidx is faster. The best"
           " rival is another one at each query: whoever was fastest there. A number in square"
           " brackets: over so many queries of the column alone, those that the engine supports and"
           " counted rightly in this run.")
    for part, (name, what) in MANNERS.items():
        commands = report[part]
        what = what.format(remembering=remembering or "none here",
                           others=min(ASKED_AFTER_FORGETTING, report["other_words"]))
        yield f"### {name}\n\n{what}"
        if part == "first_ask" and not report["other_words"]:
            yield from (f"{title(report, engine)} has no first asks: no words are left to warm it"
                        " with that the queries do not have." for engine in report["engines"]
                        if engine in ENGINES and ENGINES[engine].is_jit)
        for command, kinds in commands.items():
            yield f"#### {command}, {name.lower()}\n\n{_times(report, kinds)}"
            if ratios := _ratios(report, kinds):
                yield ratios


def _times(report: dict, kinds: dict) -> str:
    best = {kind: _best_mean(row) for kind, row in kinds.items()}
    rows = [[title(report, engine),
             *(_time_cell(row["engines"].get(engine), row["queries"], engine == best[kind])
               for kind, row in kinds.items())] for engine in report["engines"]]
    return table(["engine", *(f"{kind} ({row['queries']})" for kind, row in kinds.items())], rows)


def _best_mean(row: dict) -> str | None:
    means = {engine: cell["minimum_us"]["mean"] for engine, cell in row["engines"].items()
             if is_complete(cell)}
    return min(means, key=means.get) if means else None


def _time_cell(cell: dict | None, queries: int, is_best: bool) -> str:
    if cell is None:  # the engine failed before it could be timed
        return "-"
    if "minimum_us" not in cell:
        return "wrong counts" if cell["wrong_counts"] else "unsupported"
    mean, *rest = (short(cell["minimum_us"][name]) for name in ("mean", "p50", "p90", "p99"))
    part = queries - cell["unsupported"] - cell["wrong_counts"]
    return " · ".join([f"**{mean}**" if is_best else mean, *rest]) + _part(part, queries)


def _part(compared: int, queries: int) -> str:
    return "" if compared == queries else f" [{compared}]"


def _ratios(report: dict, kinds: dict) -> str:
    rivals = [rival for rival in (*report["engines"], BEST_RIVAL)
              if any(rival in row["ratios"] for row in kinds.values())]
    rows = [[title(report, rival),
             *(_ratio_cell(row["ratios"].get(rival), row["queries"]) for row in kinds.values())]
            for rival in rivals]
    return table(["newsidx to", *kinds], rows) if rows else ""


def _ratio_cell(ratio: dict | None, queries: int) -> str:
    if ratio is None:
        return "-"
    return f"{ratio['geomean']:.2f} ({ratio['wins']:.0%}){_part(ratio['queries'], queries)}"


def warming(report: dict) -> str:
    """How long every engine was warmed with each command, and whether that was enough."""
    floors = report["plan"]["floors"]
    commands = report["warming"]
    rows = [[title(report, engine),
             *(_warming_cell(of_command.get(engine)) for of_command in commands.values())]
            for engine in report["engines"]]
    note = ("The least of all rounds: seconds, executions of queries; at least"
            f" {floors['compiled']['seconds']:g} s and {floors['compiled']['executions']:,}, of a"
            f" Java machine {floors['jit']['seconds']:g} s and {floors['jit']['executions']:,}, and"
            " until three windows in a row brought no 2 % and the compiler rested. *Rising*: it"
            " still got faster, or had not reached the floors, after"
            f" {report['plan']['max_seconds']:g} s, in so many rounds: its times may be too"
            " long.")
    return f"## Warming\n\n{note}\n\n{table(['engine', *commands], rows)}"


def _warming_cell(cell: dict | None) -> str:
    if cell is None:
        return "-"
    rising = cell["rounds"] - cell["steady_rounds"]
    end = f"**rising** in {rising} of {cell['rounds']}" if rising else "steady"
    return f"{cell['seconds']:.1f} s, {cell['executions']:,}, {end}"


def mean_over_kinds(kinds: dict, engine: str) -> float | None:
    """The mean of an engine's means of the kinds that every engine has all figures for."""
    common = [row["engines"] for row in kinds.values()
              if all(is_complete(cell) for cell in row["engines"].values())]
    means = [engines[engine]["minimum_us"]["mean"] for engines in common if engine in engines]
    return sum(means) / len(means) if means else None
