"""What moved between two reports, relative to a reference engine of the same report."""

import argparse
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from drivers import SUBJECT
from problems import UsageError
from rows import REPORT_FORMAT, is_complete

BUILD_FIGURES = ("wall_s", "cpu_s", "peak_rss_bytes", "index_bytes")


@dataclass(frozen=True)
class Change:
    """A figure of an engine, in the unit of the reference engine's, in both reports."""

    what: str
    engine: str
    old: float
    new: float

    @property
    def percent(self) -> float:
        return (self.new / self.old - 1) * 100

    def __str__(self) -> str:
        return (f"{self.what}: {self.engine} {self.old:.3f} -> {self.new:.3f}"
                f" ({self.percent:+.1f} %)")


def load(path: Path) -> dict:
    try:
        report = json.loads(path.read_text(encoding="utf-8"))
    except ValueError:
        raise UsageError(f"not JSON: {path} (try: a report.json of bench/run)") from None
    if not isinstance(report, dict) or not {"times", "builds", "engines"} <= report.keys():
        raise UsageError(f"no report: {path} (try: a report.json of bench/run)")
    if report.get("format") != REPORT_FORMAT:
        raise UsageError(f"a report of another version of the suite: {path}"
                         " (try: measure again, its figures mean something else)")
    return report


def reference_of(old: dict, new: dict, wanted: str | None) -> str:
    """The engine that was named, or the first rival that both reports have."""
    common = [engine for engine in old["engines"] if engine in new["engines"]]
    if wanted is not None and wanted not in common:
        raise UsageError(f"{wanted} is not in both reports (try: {', '.join(common)})")
    rivals = [engine for engine in common if engine != SUBJECT]
    if not rivals:
        raise UsageError("the reports share no rival to measure by")
    return wanted or rivals[0]


def figures(report: dict, reference: str) -> Iterator[tuple[tuple[str, str], float]]:
    """(what, engine) -> figure relative to the reference engine's."""
    for command, kinds in report["times"].items():
        for kind, row in kinds.items():
            times = {engine: cell["minimum_us"]["geomean"]
                     for engine, cell in row["engines"].items() if is_complete(cell)}
            yield from _relative(f"{command} {kind}", times, reference)
    for threads in sorted({build["threads"] for build in report["builds"]}):
        builds = [build for build in report["builds"] if build["threads"] == threads]
        for figure in BUILD_FIGURES:
            yield from _relative(f"build {figure}, threads {threads}",
                                 {build["engine"]: build[figure] for build in builds
                                  if figure in build}, reference)


def _relative(what: str, values: dict[str, float],
              reference: str) -> Iterator[tuple[tuple[str, str], float]]:
    unit = values.get(reference)
    if unit:
        for engine, value in values.items():
            if engine != reference:
                yield (what, engine), value / unit


def changes(old: dict, new: dict, reference: str) -> list[Change]:
    before, after = dict(figures(old, reference)), dict(figures(new, reference))
    return [Change(*key, before[key], after[key]) for key in before if key in after]


def lost(old: dict, new: dict, reference: str) -> list[str]:
    """What newsidx had a figure for, and has none any more."""
    after = dict(figures(new, reference))
    return [what for (what, engine), _ in figures(old, reference)
            if engine == SUBJECT and (what, engine) not in after
            and not (what.startswith("build ") and _is_of_several_runs(new))]


def _is_of_several_runs(report: dict) -> bool:
    return any(build.get("earlier_run") for build in report["builds"])


def caveats(old: dict, new: dict) -> list[str]:
    """Why the two reports may not say the same thing."""
    pairs = {"another corpus": ("corpus", "sha256"), "other queries": ("queries", "sha256"),
             "another machine": ("machine", "cpu")}
    moved = [f"the new report is of {name}: figures may move for that alone"
             for name, (part, key) in pairs.items()
             if old.get(part, {}).get(key) != new.get(part, {}).get(key)]
    reused = [f"the {name} report has indexes of earlier runs (--reuse-indexes): what building"
              " takes is not compared" for name, report in (("old", old), ("new", new))
              if _is_of_several_runs(report)]
    return moved + reused


def main() -> int:
    parser = argparse.ArgumentParser(
        prog="bench/compare", description="Says what moved between two reports of bench/run.")
    parser.add_argument("old", type=Path, metavar="OLD.json")
    parser.add_argument("new", type=Path, metavar="NEW.json")
    parser.add_argument("--threshold", type=float, default=5.0, metavar="PERCENT",
                        help="changes up to this are noise (%(default)g)")
    parser.add_argument("--reference", metavar="ENGINE",
                        help="whose times are the unit (default: the first rival of both)")
    options = parser.parse_args()
    old, new = load(options.old), load(options.new)
    reference = reference_of(old, new, options.reference)
    moved = [change for change in changes(old, new, reference)
             if abs(change.percent) > options.threshold]
    for caveat in caveats(old, new):
        print(f"note: {caveat}")
    print(f"relative to {reference}; {len(moved)} figures moved by more than"
          f" {options.threshold:g} %:")
    for change in sorted(moved, key=lambda change: -change.percent):
        print(f"  {'worse ' if change.percent > 0 else 'better'} {change}")
    missing = lost(old, new, reference)
    for what in missing:
        print(f"  worse  {what}: {SUBJECT} has no figure any more")
    is_worse = any(change.engine == SUBJECT and change.percent > 0 for change in moved)
    return 1 if is_worse or missing else 0
