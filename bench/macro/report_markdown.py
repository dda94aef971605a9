"""The report as Markdown, from the report as JSON."""

from collections.abc import Sequence

from report_text import short, table, title
from report_times import mean_over_kinds, sections_of_times, warming

MILLION = 1e6


def markdown(report: dict, charts: Sequence[str]) -> str:
    sections = [_head(report), _agreement(report), _builds(report["builds"], report),
                warming(report), *sections_of_times(report), _unsupported(report)]
    if report["cold_start"]:
        sections.append(_cold_start(report["cold_start"]))
    if report["growth"]:
        sections.append(_growth(report["growth"]))
    if charts:
        sections.append("\n".join(["## Charts", "", *(f"![{name}]({name})" for name in charts)]))
    return "\n\n".join(section for section in sections if section) + "\n"


def _head(report: dict) -> str:
    machine, corpus, queries = report["machine"], report["corpus"], report["queries"]
    compilers = ", ".join(machine["compilers"].values())
    versions = ", ".join(engine["version"] for engine in report["engines"].values())
    plan = report["plan"]
    return "\n".join([
        f"# Benchmark of {machine['date'][:10]}: {corpus['source']}", "",
        f"    {report['command']}", "",
        f"- Corpus: {corpus['articles']:,} articles, {corpus['tokens'] / MILLION:.1f} M words,"
        f" {corpus['bytes'] / MILLION:.1f} MB, sha256 `{corpus['sha256'][:16]}`",
        f"- Queries: {queries['count']:,} ({queries['source']}), sha256"
        f" `{queries['sha256'][:16]}`",
        f"- Machine: {machine['cpu']}, {machine['cores']} cores,"
        f" {machine['memory_bytes'] / 2**30:.0f} GiB, {machine['kernel']}, {machine['system']};"
        f" load {machine['load_at_start']} at the start",
        f"- Commit: {machine['commit']}; {compilers}",
        f"- Engines: {versions}",
        f"- Each query's warm time: the minimum over {plan['rounds']} x {plan['passes']} passes"
        f" (forks x passes in each that count after warming, for {plan['max_seconds']:g} s at most);"
        " one thread, in process, index in the page cache",
    ])


def _agreement(report: dict) -> str:
    agreement = report["agreement"]
    others = " other" if agreement["wrong_counts"] else ""
    lines = ["## Agreement", "",
             f"All{others} counts of {agreement['queries']:,} queries equal those of"
             f" {agreement['reference']}."]
    if agreement["score_factor"]:
        factors = ", ".join(f"{engine} (scores x {factor:g})"
                            for engine, factor in agreement["score_factor"].items())
        lines += ["", f"Hits and scores equal the exact ones up to ties: {factors}."]
    for engine, kinds in agreement["overlap"].items():
        shares = ", ".join(f"{kind} {share:.0%}" for kind, share in kinds.items())
        lines += ["", f"{engine} ranks by a formula of its own; its first ten share with the exact"
                  f" ones: {shares}."]
    for engine in agreement["wrong_counts"]:
        lines += ["", f"{title(report, engine)} counted wrongly in this run; left out of all its"
                  f" figures below: {_wrong_by_kind(report, engine)}."]
    return "\n".join(lines)


def _wrong_by_kind(report: dict, engine: str) -> str:
    by_kind = report["queries"]["by_kind"]
    wrong = report["wrong_by_kind"][engine]
    return ", ".join(f"{kind} {number} of {by_kind[kind]}" for kind, number in wrong.items())


def _builds(builds: Sequence[dict], report: dict) -> str:
    with_figures = not _is_of_several_runs(builds)
    rows = [[title(report, build["engine"]), str(build["threads"]),
             *(_figures_of_the_day(build) if with_figures else []),
             f"{build['index_bytes'] / MILLION:.2f}",
             ", ".join(f"{part} {size / MILLION:.2f}"
                       for part, size in list(build["bytes_by_part"].items())[:6])]
            for build in builds]
    head = ["engine", "threads", *(FIGURES_OF_THE_DAY if with_figures else []), "index MB",
            "parts, MB"]
    return f"## Building\n\n{table(head, rows)}{_note_on_earlier(builds)}"


FIGURES_OF_THE_DAY = ("wall s", "CPU s", "text MB/s", "peak RSS MB")


def _figures_of_the_day(build: dict) -> list[str]:
    return [f"{build['wall_s']:.2f}", f"{build['cpu_s']:.2f}", f"{build['text_mb_per_s']:.1f}",
            f"{build['peak_rss_bytes'] / MILLION:.0f}"]


def _is_of_several_runs(builds: Sequence[dict]) -> bool:
    return any(build.get("earlier_run") for build in builds)


def _note_on_earlier(builds: Sequence[dict]) -> str:
    earlier = [f"{build['engine']} ({build['earlier_run'][:16].replace('T', ' ')})"
               for build in builds if build.get("earlier_run")]
    if not earlier:
        return ""
    return ("\n\nNo time, memory or speed of building: these indexes are of earlier runs (UTC),"
            f" and only figures of one run can be compared: {', '.join(earlier)}.")


def _unsupported(report: dict) -> str:
    lines = [f"- {title(report, engine)}: {what}: {number} queries"
             for engine, missing in report["agreement"]["unsupported"].items()
             for what, number in missing.items()]
    lines += [f"- {engine}: not measured: {reason}"
              for engine, reason in report["left_out"].items()]
    lines += [f"- {title(report, engine)}: failed, left out from there on: {error}"
              for engine, error in report["failures"].items()]
    return "\n".join(["## Unsupported or left out", "", *lines]) if lines else ""


def _cold_start(cold: dict) -> str:
    dropped = cold["dropped_ms"]
    rows = [[name, f"{cached:.1f}", f"{dropped[name]:.1f}" if dropped else "-"]
            for name, cached in cold["cached_ms"].items()]
    note = "" if dropped else "\n\nThe machine's caches were not dropped: see --drop-caches."
    return (f"## Cold start\n\nA whole process from its start to the answer to `{cold['query']}`,"
            f" median of {cold['runs']} runs.\n\n"
            + table(["process", "in the page cache, ms", "caches dropped, ms"], rows) + note)


def _growth(growth: Sequence[dict]) -> str:
    builds = [build for step in growth for build in step["builds"]]
    with_figures = not _is_of_several_runs(builds)
    rows = []
    for step in growth:
        for build in step["builds"]:
            times = [_growth_cell(step["times"], command, build["engine"])
                     for command in growth[0]["times"]]
            rows.append([f"{step['articles']:,}", build["engine"],
                         *(_figures_of_the_day(build) if with_figures else []),
                         f"{build['index_bytes'] / MILLION:.1f}", *times])
    head = ["articles", "engine", *(FIGURES_OF_THE_DAY if with_figures else []), "index MB",
            *(f"{command} µs" for command in growth[0]["times"])]
    note = "Times are the mean over the kinds of queries that all engines answer rightly."
    return f"## Growth\n\n{note}\n\n{table(head, rows)}{_note_on_earlier(builds)}"


def _growth_cell(times: dict, command: str, engine: str) -> str:
    mean = mean_over_kinds(times[command], engine)
    return "-" if mean is None else short(mean)
