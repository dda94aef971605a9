"""The tables of the README files, from the reports in bench/results.

A table stands between two lines: `<!-- bench/tables NAME PART -->` and `<!-- bench/tables end -->`.
NAME is a folder in bench/results with the report.json of a run, PART what is told of it.
"""

import argparse
import json
import re
from collections.abc import Callable
from pathlib import Path

from drivers import SUBJECT, is_variant
from problems import UsageError
from report_markdown import MILLION, markdown
from report_text import short, table, title
from report_times import MANNERS
from rows import BEST_RIVAL, REPORT_FORMAT
from summary import geometric_mean

PAGES = ("README.md", "bench/README.md")
RESULTS = Path("bench/results")
BLOCK = re.compile(r"(?P<begin><!-- bench/tables (?P<name>\S+) (?P<part>\S+) -->\n)"
                   r".*?(?P<end><!-- bench/tables end -->)", re.DOTALL)
PAIRS = "newsidx_bigrams"
NOT_MEASURED = "*Not measured with this version of the suite (`bench/run`, `bench/tables {}=DIR`).*"


def main(repository: Path) -> int:
    parser = argparse.ArgumentParser(
        prog="bench/tables",
        description="Writes the tables of README.md and bench/README.md from bench/results.")
    parser.add_argument("taken", nargs="*", metavar="NAME=DIR",
                        help="take the report of a run as the result NAME first")
    parser.add_argument("--check", action="store_true",
                        help="change nothing; status 1 where a table is not what its report says")
    options = parser.parse_args()
    if options.check and options.taken:
        raise UsageError("--check takes no report (try: without NAME=DIR)")
    for argument in options.taken:
        name, is_given, folder = argument.partition("=")
        if not is_given or not re.fullmatch(r"[\w-]+", name):
            raise UsageError(f"no result: {argument} (try: NAME=DIR, DIR as of bench/run --output)")
        take(repository, name, Path(folder))
    return update(repository, writes=not options.check)


def take(repository: Path, name: str, folder: Path) -> None:
    """Makes the report of a run a result: without its charts and queries."""
    report = load(folder / "report.json")
    if any(build.get("earlier_run") for build in report["builds"]):
        raise UsageError(f"{folder}: its indexes are of several runs"
                         " (try: bench/run without --reuse-indexes)")
    target = repository / RESULTS / name
    target.mkdir(parents=True, exist_ok=True)
    (target / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    (target / "report.md").write_text(markdown(report, []), encoding="utf-8")


def load(path: Path) -> dict:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise UsageError(f"not JSON: {path} (try: the folder of a run)") from None
    if not isinstance(report, dict) or report.get("format") != REPORT_FORMAT:
        raise UsageError(f"a report of another version of the suite: {path} (try: measure again)")
    return report


def update(repository: Path, *, writes: bool) -> int:
    """1 if a page is not as its reports say, and is not written either."""
    stale = []
    for page in (repository / name for name in PAGES):
        text = page.read_text(encoding="utf-8")
        made = BLOCK.sub(lambda block: block["begin"]
                         + _content(repository, block["name"], block["part"])
                         + f"\n{block['end']}", text)
        if made != text:
            stale.append(page)
            if writes:
                page.write_text(made, encoding="utf-8")
    for page in stale:
        print(f"bench/tables: {'written' if writes else 'not as its reports say'}:"
              f" {page.relative_to(repository)}")
    return 1 if stale and not writes else 0


def _content(repository: Path, name: str, part: str) -> str:
    if part not in PARTS:
        raise UsageError(f"no such part of a result: {part} (try: {', '.join(PARTS)})")
    path = repository / RESULTS / name / "report.json"
    return PARTS[part](load(path)) if path.exists() else NOT_MEASURED.format(name)


def _rivals(report: dict) -> list[str]:
    return [engine for engine in report["engines"] if engine != SUBJECT and not is_variant(engine)]


def _about(report: dict) -> str:
    corpus, queries, machine = report["corpus"], report["queries"], report["machine"]
    lines = [f"{machine['date'][:10]}: {corpus['articles']:,} articles, "
             f"{corpus['tokens'] / MILLION:.0f} M words ({corpus['source']}); {queries['count']:,}"
             f" queries ({queries['source']}); {machine['cpu']}, {machine['cores']} cores, load"
             f" {machine['load_at_start']} at the start."]
    for engine, kinds in report["wrong_by_kind"].items():
        wrong = ", ".join(f"{kind} {number} of {queries['by_kind'][kind]}"
                          for kind, number in kinds.items())
        lines.append(f"{title(report, engine)} counted wrongly, and is left out there: {wrong}.")
    for command, engines in report["warming"].items():
        lines += [f"{title(report, engine)} was not warm at {command}: its times may be too long."
                  for engine, cell in engines.items() if cell["steady_rounds"] < cell["rounds"]]
    return " ".join(lines)


def _ratios(report: dict) -> str:
    """To the fastest rival of each single query, in all manners."""
    sections = [_about(report)]
    for part, (name, _) in MANNERS.items():
        kinds = list(next(iter(report[part].values())))
        rows = [[f"`{command}`", *(_ratio(row["ratios"].get(BEST_RIVAL)) for row in of.values())]
                for command, of in report[part].items()]
        sections.append(table([name, *kinds], rows))
    return "\n\n".join(sections)


def _ratio(ratio: dict | None) -> str:
    return f"{_marked(ratio['geomean'])} ({_marked(ratio['p99'])})" if ratio else "-"


def _marked(value: float) -> str:
    """Bold where newsidx is not in front."""
    return f"**{value:.2f}**" if value >= 1 else f"{value:.2f}"


def _rows_of(report: dict, part: str, rival: str) -> list[float]:
    return [row["ratios"][rival]["geomean"] for kinds in report[part].values()
            for row in kinds.values() if rival in row["ratios"]]


def _overall(report: dict) -> str:
    """The geometric mean over all rows, and how many of them newsidx leads, by rival."""
    rows = []
    for rival in (*_rivals(report), BEST_RIVAL):
        cells = []
        for part in MANNERS:
            ratios = _rows_of(report, part, rival)
            front = sum(ratio < 1 for ratio in ratios)
            cells.append(f"{_marked(geometric_mean(ratios))} ({front} of {len(ratios)})"
                         if ratios else "-")
        rows.append([title(report, rival), *cells])
    return table(["newsidx to", *(name.lower() for name, _ in MANNERS.values())], rows)


def _builds(report: dict) -> str:
    rows = [[title(report, build["engine"]), str(build["threads"]), f"{build['wall_s']:.1f}",
             f"{build['cpu_s']:.1f}", f"{build['text_mb_per_s']:.1f}",
             f"{build['peak_rss_bytes'] / MILLION:.0f}", f"{build['index_bytes'] / MILLION:.1f}"]
            for build in report["builds"]]
    return table(["building", "threads", "wall s", "CPU s", "text MB/s", "peak RSS MB", "index MB"],
                 rows)


def _cold_start(report: dict) -> str:
    cold = report["cold_start"]
    if not cold:
        return "Cold starts were not measured."
    rows = [[title(report, name), f"{time:.1f}"] for name, time in cold["cached_ms"].items()]
    return table(["a whole process, its files in the page cache", "ms"], rows)


def _pairs(report: dict) -> str:
    """What lists of pairs cost, and what phrases gain: warm, to newsidx without."""
    builds = {build["engine"]: build for build in report["builds"]}
    if PAIRS not in builds:
        return "Lists of pairs were not measured (`--engines newsidx,newsidx_bigrams,...`)."
    rows = []
    for engine in (SUBJECT, PAIRS):
        cells = [of["phrase"]["engines"][engine]["minimum_us"] for of in report["times"].values()]
        rows.append([title(report, engine), f"{builds[engine]['index_bytes'] / MILLION:.1f}",
                     f"{builds[engine]['cpu_s']:.1f}",
                     *(f"{short(cell['mean'])} · {short(cell['p99'])}" for cell in cells)])
    return table(["phrases, µs: mean · p99", "index MB", "CPU s", *report["times"]], rows)


PARTS: dict[str, Callable[[dict], str]] = {
    "ratios": _ratios, "overall": _overall, "builds": _builds, "cold-start": _cold_start,
    "pairs": _pairs}
