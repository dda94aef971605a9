"""One run of the benchmarks, from articles to a report. bench/run starts it."""

import argparse
import fcntl
import json
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import agreement
import build_measure
import charts
import cold_start
import corpora
import machine
import options as command_line
import rows
import timing
from corpora import Corpus
from drivers import ORACLE, Driver, DriverError, Engine, engines_named
from problems import UsageError
from queries import Query, choose, read_queries, save_queries
from report_markdown import markdown
from rows import REPORT_FORMAT
from sample_queries import sample, sample_other_words

QUERIES_PER_KIND = 300
OTHER_QUERIES_PER_KIND = 30
DIFFERENCES_SHOWN = 40

DESCRIPTION = "Compares newsidx with other engines: the same articles, the same queries."


def say(message: str) -> None:
    print(f"{time.strftime('%H:%M:%S')} {message}", file=sys.stderr, flush=True)


class Disagreement(Exception):
    """Engines that answer differently: nothing of theirs may be timed."""


class Suite:
    def __init__(self, repository: Path, bench: Path, options: argparse.Namespace) -> None:
        self._repository = repository
        self._bench = bench
        self._options = options
        self._bin = bench / "bin"
        self._cli = self._bin / "newsidx_cli"
        self._oracle = None if options.no_oracle else self._bin / ORACLE
        self.failures: dict[str, str] = {}  # of rivals' drivers, by engine
        self.engines, self.left_out = self._choose_engines()

    def _choose_engines(self) -> tuple[list[Engine], dict[str, str]]:
        """The engines with a driver, and why the others have none."""
        wanted = engines_named(self._options.engines)
        reasons = _reasons(self._bench / "left_out.tsv")
        missing = {engine.name: reasons.get(
                       engine.driver, f"no driver (try: bench/setup --engines {engine.name})")
                   for engine in wanted if not (self._bin / engine.driver).is_file()}
        if missing and self._options.engines is not None:
            name, reason = next(iter(missing.items()))
            raise UsageError(f"{name}: {reason}")
        engines = [engine for engine in wanted if engine.name not in missing]
        if not engines:
            raise UsageError(f"no driver in {self._bin} (try: bench/setup)")
        if self._oracle and not self._oracle.is_file():
            raise UsageError(f"no exact answers to check against: {self._oracle} is missing"
                             " (try: bench/setup, or --no-oracle)")
        return engines, missing

    def _drivers(self, name: str) -> list[Driver]:
        folder = self._bench / "indexes" / name
        return [Driver(engine, self._bin, folder / engine.name) for engine in self.engines
                if engine.name not in self.failures]

    def run(self) -> dict:
        options = self._options
        description = machine.describe(self._repository, self._bench)
        corpus = corpora.find_corpus(options.corpus, self._bench, options.learn, options.articles)
        say(f"corpus: {corpus.source}")
        queries, queries_source = self._queries(corpus)
        options.output.mkdir(parents=True, exist_ok=True)
        query_file = options.output / "queries.tsv"
        save_queries(queries, query_file)
        drivers = self._drivers(corpus.path.stem)
        result = {
            "format": REPORT_FORMAT,
            "command": _command_line(),
            "machine": description,
            "corpus": corpus.describe(),
            "queries": {"source": queries_source, "seed": options.seed, "count": len(queries),
                        "by_kind": dict(Counter(query.kind for query in queries)),
                        "sha256": machine.sha256(query_file)},
            "plan": {"rounds": options.rounds, "passes": options.passes,
                     "max_seconds": options.max_seconds, "build_rounds": options.build_rounds,
                     "floors": {kind: vars(floor) for kind, floor in self._floors().items()}},
            "engines": {driver.engine.name: {"title": driver.engine.title,
                                             "version": driver.version()} for driver in drivers},
            "left_out": self.left_out,
        }
        result["builds"] = self._builds(drivers, corpus, self._options.threads)
        drivers = self._drivers(corpus.path.stem)
        agreed = self._agreement(drivers, corpus, queries, self._oracle)
        result["agreement"] = vars(agreed)
        result["wrong_by_kind"] = _wrong_by_kind(agreed, queries)
        result.update(self._measure(drivers, corpus, queries, agreed))
        result["cold_start"] = self._cold_start(self._drivers(corpus.path.stem), queries)
        result["growth"] = self._growth(corpus)
        result["failures"] = self.failures
        return result

    def _queries(self, corpus: Corpus) -> tuple[list[Query], str]:
        options = self._options
        if options.queries:
            queries, source = read_queries(options.queries), options.queries.name
        else:
            per_kind = options.limit // len(options.kinds) if options.limit else QUERIES_PER_KIND
            queries = sample(corpus.path, per_kind, options.seed)
            source = f"sampled with seed {options.seed}"
        chosen = choose(queries, options.kinds, options.limit, options.seed)
        if not chosen:
            raise UsageError(f"no query of these kinds: {', '.join(options.kinds)}")
        say(f"queries: {len(chosen)}, {source}")
        return chosen, source

    def _builds(self, drivers: Sequence[Driver], corpus: Corpus,
                numbers_of_threads: Sequence[int]) -> list[dict]:
        """The indexes built last, with the fewest threads, are those that the queries are asked."""
        options = self._options
        fewest = min(numbers_of_threads)
        builds = []
        for threads in sorted(set(numbers_of_threads), reverse=True):
            # Only one of several indexes of an engine could be found again in the same folder.
            apart = options.reuse_indexes and threads != fewest
            plan = build_measure.BuildPlan(corpus.path, corpus.checksum, threads,
                                           options.build_rounds, options.reuse_indexes)
            builds += build_measure.build_all(
                [driver.apart(f"{threads}-threads") for driver in drivers] if apart else drivers,
                plan, build_measure.parts_of(self._cli), self.failures, say)
        return build_measure.as_json(builds)

    def _agreement(self, drivers: Sequence[Driver], corpus: Corpus, queries: Sequence[Query],
                   oracle: Path | None) -> agreement.Agreement:
        say("asking every engine every query, to compare the answers")
        found = agreement.check(drivers, oracle, corpus.path, queries, self._options.commands,
                                strict=self._options.strict)
        file = self._options.output / "agreement.json"
        file.unlink(missing_ok=True)
        if not found.is_good:
            agreement.save(found, file)
            shown = found.differences[:DIFFERENCES_SHOWN]
            raise Disagreement("\n".join([
                f"{len(found.differences)} answers differ from those of {found.reference}:",
                *(f"  {difference}" for difference in shown),
                f"all of them: {file}"]))
        for engine, wrong in found.wrong_counts.items():
            say(f"{engine}: {len(wrong)} of {found.queries} queries are left out: wrong counts")
        say(f"all other answers agree with those of {found.reference}" if found.wrong_counts
            else f"the answers agree with those of {found.reference}")
        return found

    def _floors(self) -> dict[str, timing.Floor]:
        options = self._options
        return {"compiled": timing.Floor(options.warm_seconds, options.warm_executions),
                "jit": timing.Floor(options.jit_seconds, options.jit_executions)}

    def _plan(self, rounds: int, other_words: Sequence[Query] = ()) -> timing.TimingPlan:
        floors = self._floors()
        return timing.TimingPlan(self._options.commands, rounds, self._options.passes,
                                 self._options.max_seconds, floors["compiled"], floors["jit"],
                                 other_words)

    def _measure(self, drivers: Sequence[Driver], corpus: Corpus, queries: Sequence[Query],
                 agreed: agreement.Agreement) -> dict[str, dict]:
        """The tables of all manners, and how the engines were warmed."""
        say("sampling queries of other words")
        other_words = sample_other_words(corpus.path, queries, OTHER_QUERIES_PER_KIND,
                                         self._options.seed)
        measured = timing.time_all(drivers, queries, self._plan(self._options.rounds, other_words),
                                   self.failures, say)
        tables = {manner: rows.tables(measured.times[manner], drivers, queries,
                                      agreed.wrong_counts) for manner in timing.MANNERS}
        return {"times": tables[timing.WARM], "first_ask": tables[timing.FIRST_ASK],
                "memory_off": tables[timing.MEMORY_OFF],
                "warming": timing.warming_table(measured.warming),
                "other_words": len(other_words)}

    def _cold_start(self, drivers: Sequence[Driver], queries: Sequence[Query]) -> dict | None:
        if self._options.smoke or self._options.no_cold_start:
            return None
        unions = [query for query in queries if query.kind == "or"] or list(queries)
        say("cold start")
        return cold_start.measure(drivers, self._cli,
                                  random.Random(self._options.seed).choice(unions),
                                  drops_caches=self._options.drop_caches)

    def _growth(self, corpus: Corpus) -> list[dict]:
        """The same queries over ever more of the same articles."""
        sizes = sorted(self._options.growth)
        if not sizes:
            return []
        if corpora.article_count(corpus.path) < sizes[-1]:
            corpus = corpora.generated(self._bench, self._options.learn, sizes[-1])
        folder = self._bench / "corpora"
        folder.mkdir(parents=True, exist_ok=True)
        steps: list[dict] = []
        queries: list[Query] = []
        for size in sizes:
            part = corpora.head(corpus, size, folder)
            queries = queries or self._queries(part)[0]
            drivers = self._drivers(part.path.stem)
            builds = self._builds(drivers, part, [1])
            drivers = self._drivers(part.path.stem)
            agreed = self._agreement(drivers, part, queries, None)
            measured = timing.time_all(drivers, queries, self._plan(1), self.failures, say,
                                       [timing.WARM])
            steps.append({"articles": size, "corpus": part.source, "builds": builds,
                          "times": rows.tables(measured.times[timing.WARM], drivers, queries,
                                               agreed.wrong_counts)})
        return steps


def _reasons(path: Path) -> dict[str, str]:
    """Why bench/setup left drivers out."""
    if not path.is_file():
        return {}
    return dict(line.split("\t", 1) for line in path.read_text(encoding="utf-8").splitlines())


def _wrong_by_kind(agreed: agreement.Agreement, queries: Sequence[Query]) -> dict[str, dict]:
    """engine -> kind -> how many of its queries are left out."""
    return {engine: dict(Counter(query.kind for query in queries if query.text in wrong))
            for engine, wrong in agreed.wrong_counts.items()}


def _command_line() -> str:
    """The command as it was given, paths cut to their last part."""
    return " ".join(["bench/run", *(Path(word).name if "/" in word else word
                                    for word in sys.argv[1:])])


def write_report(report: dict, folder: Path) -> None:
    (folder / "report.json").write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    drawn = charts.draw(report, folder)
    if not drawn:
        say("no charts: matplotlib is not installed (try: bench/setup)")
    (folder / "report.md").write_text(markdown(report, drawn), encoding="utf-8")
    say(f"report: {folder / 'report.md'}, report.json")


def _lock(bench: Path) -> TextIO:
    """Held by a run: two would remove each other's indexes, and get into each other's times."""
    bench.mkdir(parents=True, exist_ok=True)
    lock = (bench / "run.lock").open("w", encoding="ascii")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise UsageError(f"another bench/run is at work in {bench}"
                         " (try: wait, or another NEWSIDX_BENCH_DIR)") from None
    return lock


def main(repository: Path, bench: Path) -> int:
    options = command_line.parse(DESCRIPTION, repository, bench)
    lock = _lock(bench)
    try:
        report = Suite(repository, bench, options).run()
    except (Disagreement, DriverError) as error:
        print(f"bench/run: error: {error}", file=sys.stderr)
        return 1
    finally:
        lock.close()
    write_report(report, options.output)
    print((options.output / "report.md").read_text(encoding="utf-8"))
    return 1 if report["failures"] else 0
