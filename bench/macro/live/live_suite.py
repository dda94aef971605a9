"""One run of bench/live, from articles to a table."""

import argparse
import json
import re
import sys
import time
from pathlib import Path

import corpora
import live_charts
import machine
from changes import Changes
from drivers import ENGINES, DriverError, note_failure
from live_run import Schedule, run
from problems import UsageError
from queries import read_queries
from report_text import table
from sample_queries import sample

DEFAULT_ENGINES = ("newsidx", "lucene", "tantivy", "xapian", "sqlite_fts5")
SEED = 1


def say(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


def schedule_of(text: str) -> Schedule:
    if text.isdigit() and int(text) > 0:
        return Schedule(changes=int(text))
    if (seconds := re.fullmatch(r"([0-9.]+)s", text)) and float(seconds[1]) > 0:
        return Schedule(seconds=float(seconds[1]))
    raise argparse.ArgumentTypeError(f"'{text}' is neither a number of changes nor seconds "
                                     "(try: 100, or 1s)")


def parse(repository: Path, bench: Path) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/live", description=__doc__.splitlines()[0])
    parser.add_argument("--corpus", type=Path, metavar="FILE",
                        help="articles as JSON lines (default: generated ones)")
    parser.add_argument("--learn", type=Path, metavar="SET", default=repository / "corpus",
                        help="news that generated articles are modelled after")
    parser.add_argument("--queries", type=Path, metavar="FILE",
                        help="kind, stratum and query with tabs between (default: sampled)")
    parser.add_argument("--articles", type=int, default=100_000, metavar="N",
                        help="to add (100000)")
    parser.add_argument("--engines", default=",".join(DEFAULT_ENGINES), metavar="A,B",
                        help=f"of: {', '.join(DEFAULT_ENGINES)}")
    parser.add_argument("--commit-every", type=schedule_of, action="append", metavar="N|Ss",
                        help="changes, or seconds, between two commits; again for a further run "
                             "(100, and 1s)")
    parser.add_argument("--replaced", type=float, default=0.1, metavar="P",
                        help="part of the articles that replace one (0.1)")
    parser.add_argument("--deleted", type=float, default=0.01, metavar="P",
                        help="part of the changes that delete one (0.01)")
    parser.add_argument("--seconds", type=float, metavar="S", help="end each run after so long")
    parser.add_argument("--output", type=Path, default=bench / "live-report", metavar="DIR",
                        help="where the report goes (default: %(default)s)")
    options = parser.parse_args()
    options.commit_every = options.commit_every or [Schedule(changes=100), Schedule(seconds=1)]
    return options


def rows_of(runs: dict[str, dict]) -> list[list[str]]:
    def pair(values: dict) -> str:
        return " · ".join("-" if value is None else f"{value:.3g}" for value in values.values())
    return [[ENGINES[name].title, f"{one['articles_per_s']:,.0f}", pair(one["commit_ms"]),
             pair(one["visible_ms"]), pair(one["query_beside_ms"]), pair(one["query_alone_ms"]),
             f"{one['index_bytes'] / 1e6:.1f}", f"{one['write_amplification']:.1f}",
             f"{one['peak_rss_bytes'] / 1e6:.0f}", str(one["peak_open_files"])]
            for name, one in runs.items()]


def markdown(report: dict) -> str:
    text = f"# Live indexes, {report['machine']['date'][:10]}\n\n    {report['command']}\n\n"
    head = ["engine", "articles/s", "commit ms: p50 · p99", "visible ms", "query ms beside",
            "query ms alone", "index MB", "written/index", "memory MB", "open files"]
    for schedule, runs in report["runs"].items():
        text += f"## A commit {schedule}\n\n{table(head, rows_of(runs))}\n\n"
    for name, reason in report["failures"].items():
        text += f"\nLeft out: {ENGINES[name].title}: {reason}\n"
    return text


def main(repository: Path, bench: Path) -> int:
    options = parse(repository, bench)
    names = options.engines.split(",")
    for name in names:
        if name not in DEFAULT_ENGINES:
            raise UsageError(f"no such engine: '{name}' (try: {', '.join(DEFAULT_ENGINES)})")
    corpus = corpora.find_corpus(options.corpus, bench, options.learn, options.articles)
    articles = min(options.articles, corpora.article_count(corpus.path))
    queries = (read_queries(options.queries) if options.queries
               else sample(corpus.path, 50, SEED))
    texts = [query.text for query in queries if query.kind != "mixed"]  # FTS5 ranks none of these
    report: dict = {"command": " ".join([Path(sys.argv[0]).name, *sys.argv[1:]]),
                    "machine": machine.describe(repository, bench), "articles": articles,
                    "queries": len(texts), "runs": {}, "failures": {}}
    for schedule in options.commit_every:
        runs = report["runs"][schedule.title] = {}
        for name in names:
            program = bench / "bin" / ENGINES[name].driver
            if not program.exists():
                report["failures"][name] = "it has no driver (try: bench/setup)"
                continue
            say(f"{name}, a commit {schedule.title}")
            changes = Changes(articles, options.replaced, options.deleted, SEED)
            try:
                runs[name] = run(name, program, corpus.path, changes, texts, schedule,
                                 bench / "live" / name, options.seconds).summary()
            except DriverError as error:
                note_failure(ENGINES[name], error, report["failures"], say)
    options.output.mkdir(parents=True, exist_ok=True)
    (options.output / "report.json").write_text(json.dumps(report, indent=1) + "\n")
    (options.output / "report.md").write_text(markdown(report))
    live_charts.draw(report, options.output)
    print(markdown(report))
    return 0
