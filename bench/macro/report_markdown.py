"""The report as Markdown, from the report as JSON."""

from collections.abc import Iterable, Sequence

from timing import BEST_RIVAL

MILLION = 1e6


def markdown(report: dict, charts: Sequence[str]) -> str:
    sections = [_head(report), _agreement(report["agreement"]), _builds(report["builds"], report),
                _times(report), _ratios(report), _unsupported(report)]
    if report["cold_start"]:
        sections.append(_cold_start(report["cold_start"]))
    if report["growth"]:
        sections.append(_growth(report["growth"]))
    if charts:
        sections.append("\n".join(["## Charts", "", *(f"![{name}]({name})" for name in charts)]))
    return "\n\n".join(section for section in sections if section) + "\n"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def _title(report: dict, engine: str) -> str:
    return report["engines"].get(engine, {}).get("title", engine)


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
        f"- Each query's time: the minimum over {plan['rounds']} x {plan['passes']} passes (forks x"
        f" passes in each that count after warming, for {plan['max_seconds']:g} s at most);"
        " one thread, in process, index in the page cache",
    ])


def _agreement(agreement: dict) -> str:
    lines = ["## Agreement", "",
             f"All counts of {agreement['queries']:,} queries equal those of"
             f" {agreement['reference']}."]
    if agreement["score_factor"]:
        factors = ", ".join(f"{engine} (scores x {factor:g})"
                            for engine, factor in agreement["score_factor"].items())
        lines += ["", f"Hits and scores equal the exact ones up to ties: {factors}."]
    for engine, kinds in agreement["overlap"].items():
        shares = ", ".join(f"{kind} {share:.0%}" for kind, share in kinds.items())
        lines += ["", f"{engine} ranks by a formula of its own; its first ten share with the exact"
                  f" ones: {shares}."]
    for known in agreement["known"]:
        lines += ["", f"{known['engine']}, {known['kind']}: {known['different_counts']} of"
                  f" {known['queries']} counts differ ({known['reason']}); left out below."]
    return "\n".join(lines)


def _builds(builds: Sequence[dict], report: dict) -> str:
    rows = [[_title(report, build["engine"]) + _earlier(build), str(build["threads"]),
             f"{build['wall_s']:.2f}", f"{build['cpu_s']:.2f}", f"{build['text_mb_per_s']:.1f}",
             f"{build['peak_rss_bytes'] / MILLION:.0f}", f"{build['index_bytes'] / MILLION:.2f}",
             ", ".join(f"{part} {size / MILLION:.2f}"
                       for part, size in list(build["bytes_by_part"].items())[:6])]
            for build in builds]
    head = ["engine", "threads", "wall s", "CPU s", "text MB/s", "peak RSS MB", "index MB",
            "parts, MB"]
    return f"## Building\n\n{_table(head, rows)}{_note_on_earlier(builds)}"


def _earlier(build: dict) -> str:
    date = build.get("earlier_run")
    return f" (of {date[:16].replace('T', ' ')})" if date else ""


def _note_on_earlier(builds: Sequence[dict]) -> str:
    if not any(map(_earlier, builds)):
        return ""
    return ("\n\nA date (UTC) behind an engine's name: measured in an earlier run, on that day;"
            " the index was not built again.")


def _times(report: dict) -> str:
    sections = ["## Microseconds a query\n\nMean · p50 · p90 · p99 of the queries' minimum times."
                " Bold: the best mean of the column."]
    for command, kinds in report["times"].items():
        best = {kind: _best_mean(row) for kind, row in kinds.items()}
        rows = [[_title(report, engine),
                 *(_time_cell(row["engines"].get(engine), engine == best[kind])
                   for kind, row in kinds.items())] for engine in report["engines"]]
        head = ["engine", *(f"{kind} ({row['queries']})" for kind, row in kinds.items())]
        sections.append(f"### {command}\n\n{_table(head, rows)}")
    return "\n\n".join(sections)


def _best_mean(row: dict) -> str | None:
    means = {engine: figures["minimum_us"]["mean"] for engine, figures in row["engines"].items()
             if "minimum_us" in figures}
    return min(means, key=means.get) if means else None


def _time_cell(figures: dict | None, is_best: bool) -> str:
    if figures is None:  # the engine failed before it could be timed
        return "-"
    if "left_out" in figures:
        return "left out"
    if "unsupported" in figures:
        return "unsupported"
    mean, *rest = (short(figures["minimum_us"][name]) for name in ("mean", "p50", "p90", "p99"))
    return " · ".join([f"**{mean}**" if is_best else mean, *rest])


def short(value: float) -> str:
    """Three digits, and never an exponent."""
    if value >= 100:
        return f"{value:.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def _ratios(report: dict) -> str:
    sections = []
    for command, kinds in report["times"].items():
        rivals = [rival for rival in (*report["engines"], BEST_RIVAL)
                  if any(rival in row["ratios"] for row in kinds.values())]
        if rivals:
            rows = [[_title(report, rival),
                     *(_ratio_cell(row["ratios"].get(rival)) for row in kinds.values())]
                    for rival in rivals]
            sections.append(f"### {command}\n\n{_table(['rival', *kinds], rows)}")
    if not sections:
        return ""
    head = ("## newsidx to each rival\n\nGeometric mean of the ratios of times query by query"
            " (below 1: newsidx is faster), and the share of queries where it is faster. The best"
            " rival is another one at each query: whoever was fastest there.")
    return "\n\n".join([head, *sections])


def _ratio_cell(ratio: dict | None) -> str:
    return f"{ratio['geomean']:.2f} ({ratio['wins']:.0%})" if ratio else "-"


def _unsupported(report: dict) -> str:
    lines = [f"- {_title(report, engine)}: {what}: {number} queries"
             for engine, missing in report["agreement"]["unsupported"].items()
             for what, number in missing.items()]
    lines += [f"- {engine}: not measured: {reason}"
              for engine, reason in report["left_out"].items()]
    lines += [f"- {_title(report, engine)}: failed, left out from there on: {error}"
              for engine, error in report["failures"].items()]
    return "\n".join(["## Unsupported or left out", "", *lines]) if lines else ""


def _cold_start(cold: dict) -> str:
    dropped = cold["dropped_ms"]
    rows = [[name, f"{cached:.1f}", f"{dropped[name]:.1f}" if dropped else "-"]
            for name, cached in cold["cached_ms"].items()]
    note = "" if dropped else "\n\nThe caches could not be dropped here: that takes root."
    return (f"## Cold start\n\nA whole process from its start to the answer to `{cold['query']}`,"
            f" median of {cold['runs']} runs.\n\n"
            + _table(["process", "in the page cache, ms", "caches dropped, ms"], rows) + note)


def _growth(growth: Sequence[dict]) -> str:
    rows = []
    for step in growth:
        for build in step["builds"]:
            times = [_growth_cell(step["times"], command, build["engine"])
                     for command in growth[0]["times"]]
            rows.append([f"{step['articles']:,}", build["engine"] + _earlier(build),
                         f"{build['wall_s']:.1f}", f"{build['text_mb_per_s']:.1f}",
                         f"{build['peak_rss_bytes'] / MILLION:.0f}",
                         f"{build['index_bytes'] / MILLION:.1f}", *times])
    head = ["articles", "engine", "build s", "text MB/s", "peak RSS MB", "index MB",
            *(f"{command} µs" for command in growth[0]["times"])]
    note = "Times are the mean over the kinds of queries that all engines support."
    earlier = _note_on_earlier([build for step in growth for build in step["builds"]])
    return f"## Growth\n\n{note}\n\n{_table(head, rows)}{earlier}"


def _growth_cell(times: dict, command: str, engine: str) -> str:
    mean = mean_over_kinds(times[command], engine)
    return "-" if mean is None else short(mean)


def mean_over_kinds(kinds: dict, engine: str) -> float | None:
    """The mean of an engine's means of the kinds that every engine has figures for."""
    common = [row["engines"] for row in kinds.values()
              if all("minimum_us" in figures for figures in row["engines"].values())]
    means = [engines[engine]["minimum_us"]["mean"] for engines in common if engine in engines]
    return sum(means) / len(means) if means else None
