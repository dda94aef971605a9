"""Charts of a report as SVG, by matplotlib; none where it is not installed."""

from collections.abc import Callable
from pathlib import Path

from report_times import mean_over_kinds
from rows import BEST_RIVAL


def draw(report: dict, folder: Path) -> list[str]:
    """Draws what the report holds and gives the files' names."""
    try:
        import matplotlib
    except ImportError:
        return []
    matplotlib.use("svg")
    # The same report gives the same bytes.
    matplotlib.rcParams.update({"svg.hashsalt": "newsidx", "font.size": 9})
    wanted: list[tuple[str, Callable]] = []
    if all("wall_s" in build for build in report["builds"]):  # all of them of this run
        wanted.append(("build.svg", _builds))
    if any(row["ratios"] for kinds in report["times"].values() for row in kinds.values()):
        wanted.append(("ratios.svg", _ratios))
    if report["growth"] and all("wall_s" in build for step in report["growth"]
                                for build in step["builds"]):
        wanted.append(("growth.svg", _growth))
    for name, chart in wanted:
        figure = chart(report)
        figure.savefig(folder / name, bbox_inches="tight", metadata={"Date": None})
    return [name for name, _ in wanted]


def _panels(rows: int, columns: int, width: float, height: float, **options: bool):
    from matplotlib.figure import Figure  # here, because it may be absent
    figure = Figure(figsize=(width, height), layout="constrained")
    return figure, figure.subplots(rows, columns, squeeze=False, **options)


def _ratios(report: dict):
    """A panel a command: newsidx to each rival, by kind of query, on a logarithmic axis."""
    rivals = [*(engine for engine in report["engines"] if engine != "newsidx"), BEST_RIVAL]
    figure, panels = _panels(len(report["times"]), 1, 9, 2.4 * len(report["times"]))
    width = 0.8 / len(rivals)
    for (panel,), (command, kinds) in zip(panels, report["times"].items(), strict=True):
        for number, rival in enumerate(rivals):
            bars = [(place, row["ratios"][rival]["geomean"])
                    for place, row in enumerate(kinds.values()) if rival in row["ratios"]]
            panel.bar([place - 0.4 + (number + 0.5) * width for place, _ in bars],
                      [ratio - 1 for _, ratio in bars], width, bottom=1, label=rival,
                      color=f"C{number}")
        panel.set_yscale("log")
        panel.axhline(1, color="black", linewidth=0.8)
        panel.set_xticks(range(len(kinds)), list(kinds))
        panel.set_ylabel("newsidx / rival")
        panel.set_title(f"{command}: below 1, newsidx is faster", loc="left")
    panels[0][0].legend(ncols=4, fontsize=7)
    return figure


def _builds(report: dict):
    """Wall time and bytes on disk, an engine a line."""
    builds = report["builds"]
    names = [f"{build['engine']}, {build['threads']} thread{'s' * (build['threads'] > 1)}"
             for build in builds]
    figure, panels = _panels(1, 2, 9, 0.4 * len(builds) + 1, sharey=True)
    for panel, title, values in (
            (panels[0][0], "build, seconds", [build["wall_s"] for build in builds]),
            (panels[0][1], "index, MB", [build["index_bytes"] / 1e6 for build in builds])):
        bars = panel.barh(names, values, color=[
            "C3" if build["engine"] == "newsidx" else "C0" for build in builds])
        panel.bar_label(bars, fmt="%.3g", padding=2)
        panel.set_title(title, loc="left")
        panel.margins(x=0.15)
    panels[0][0].invert_yaxis()
    return figure


def _growth(report: dict):
    """Build time, index size and query times against the number of articles."""
    growth = report["growth"]
    commands = list(growth[0]["times"])
    columns = 2 + len(commands)
    figure, (panels,) = _panels(1, columns, 3.2 * columns, 3)
    sizes = [step["articles"] for step in growth]
    for engine in (build["engine"] for build in growth[-1]["builds"]):  # none that failed before
        of_engine = [next(build for build in step["builds"] if build["engine"] == engine)
                     for step in growth]
        lines = [[build["wall_s"] for build in of_engine],
                 [build["index_bytes"] / 1e6 for build in of_engine]]
        lines += [[mean_over_kinds(step["times"][command], engine) for step in growth]
                  for command in commands]
        for panel, values in zip(panels, lines, strict=True):
            if None not in values:
                panel.plot(sizes, values, marker="o", label=engine)
    titles = ["build, seconds", "index, MB", *(f"{command}, µs" for command in commands)]
    for panel, title in zip(panels, titles, strict=True):
        panel.set(xscale="log", yscale="log", xlabel="articles")
        panel.set_title(title, loc="left")
    panels[0].legend(fontsize=7)
    return figure
