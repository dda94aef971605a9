"""Memory, open files and p99 of the queries over time, an engine a line; none without matplotlib."""

from pathlib import Path


def draw(report: dict, folder: Path) -> None:
    try:
        import matplotlib
    except ImportError:
        return
    matplotlib.use("svg")
    matplotlib.rcParams.update({"svg.hashsalt": "newsidx", "font.size": 9})
    from matplotlib.figure import Figure
    for number, (schedule, runs) in enumerate(report["runs"].items()):
        figure = Figure(figsize=(9, 8), layout="constrained")
        panels = figure.subplots(3, 1)
        for name, one in runs.items():
            seconds = [sample[0] for sample in one["samples"]]
            panels[0].plot(seconds, [sample[1] / 1e6 for sample in one["samples"]], label=name)
            panels[1].plot(seconds, [sample[2] for sample in one["samples"]], label=name)
            panels[2].plot(*zip(*one["query_p99_over_time_ms"], strict=True), label=name)
        for panel, title in zip(panels, ("memory, MB", "open files", "query p99, ms"), strict=True):
            panel.set_title(title, loc="left")
        panels[2].set_yscale("log")
        panels[2].set_xlabel(f"seconds; a commit {schedule}")
        panels[0].legend()
        figure.savefig(folder / f"over-time-{number + 1}.svg", metadata={"Date": None})
