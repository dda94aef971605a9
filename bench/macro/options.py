"""The options of bench/run, and the presets --quick and --smoke."""

import argparse
import math
import os
from collections.abc import Sequence
from pathlib import Path

from drivers import COMMANDS, ENGINES
from problems import UsageError
from queries import KINDS

# What a preset gives for options that are not given. Engines that are compiled beforehand need
# warming for their caches only; a JVM goes on compiling for seconds, however many passes it makes.
FULL = {"commands": ",".join(COMMANDS), "rounds": 3, "passes": 10, "max_seconds": 120.0,
        "warm_seconds": 1.0, "warm_executions": 1_000,
        "jit_seconds": 10.0, "jit_executions": 50_000,
        "limit": None, "articles": 20_000, "engines": None}
QUICK = {**FULL, "commands": "COUNT,TOP_10,TOP_100_COUNT", "rounds": 2, "passes": 5,
         "max_seconds": 30.0, "limit": 300}
SMOKE = {**FULL, "commands": "COUNT,TOP_10", "rounds": 1, "passes": 3, "max_seconds": 2.0,
         "warm_seconds": 0.1, "warm_executions": 100, "jit_seconds": 0.5, "jit_executions": 1_000,
         "limit": 120, "articles": 2_000, "engines": "newsidx,xapian,sqlite_fts5"}


def parse(description: str, repository: Path, bench: Path,
          arguments: Sequence[str] | None = None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bench/run", description=description)
    _add_input(parser, repository)
    _add_measuring(parser)
    parser.add_argument("--output", type=Path, default=bench / "report", metavar="DIR",
                        help="where the report goes (default: %(default)s)")
    options = parser.parse_args(arguments)
    preset = SMOKE if options.smoke else QUICK if options.quick else FULL
    for name, value in preset.items():
        if getattr(options, name) is None:
            setattr(options, name, value)
    options.strict = options.strict or options.smoke
    if options.drop_caches and options.no_cold_start:
        raise UsageError("--drop-caches is for cold starts (try: without --no-cold-start)")
    options.commands = _names(options.commands, COMMANDS, "command")
    options.kinds = _names(options.kinds, KINDS, "kind of query")
    options.growth = [_positive(size, "--growth") for size in options.growth.split(",") if size]
    options.threads = [_threads(number) for number in options.threads.split(",")]
    return options


def _add_input(parser: argparse.ArgumentParser, repository: Path) -> None:
    group = parser.add_argument_group("articles, queries, engines")
    group.add_argument("--corpus", type=Path, metavar="FILE",
                       help="articles as JSON lines, raw or normalised; .gz and .zst are unpacked"
                       " (default: $NEWSIDX_BENCH_CORPUS, else generated ones)")
    group.add_argument("--articles", type=_count, metavar="N",
                       help="how many to generate where no corpus is named (20000)")
    group.add_argument("--learn", type=Path, default=repository / "corpus", metavar="SET",
                       help="news that generated articles are modelled after (default: the seed"
                       " pages in corpus/)")
    group.add_argument("--queries", type=Path, metavar="FILE",
                       help="kind, stratum and query with tabs between (default: sampled)")
    group.add_argument("--limit", type=_count, metavar="N", help="ask at most N queries")
    group.add_argument("--seed", type=int, default=1, metavar="N", help="of the sample (1)")
    group.add_argument("--engines", metavar="A,B", help=f"of: {', '.join(ENGINES)}")
    group.add_argument("--kinds", default=",".join(KINDS), metavar="A,B", help="kinds of queries")
    group.add_argument("--commands", metavar="A,B", help=f"of: {', '.join(COMMANDS)}")


def _add_measuring(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("measuring")
    preset = group.add_mutually_exclusive_group()
    preset.add_argument("--quick", action="store_true",
                        help="300 queries, 3 commands, 2 rounds: minutes")
    preset.add_argument("--smoke", action="store_true",
                        help="for CI: newsidx, Xapian and FTS5 on 2,000 articles: under a minute")
    group.add_argument("--rounds", type=_count, metavar="N", help="forks of each driver (3)")
    group.add_argument("--passes", type=_count, metavar="N", help="counted passes a fork (10)")
    group.add_argument("--max-seconds", type=_seconds, metavar="S",
                       help="bound of warming and of counting in a fork (120)")
    group.add_argument("--warm-seconds", type=_seconds, metavar="S",
                       help="warm each engine and command for at least this long (1) ...")
    group.add_argument("--warm-executions", type=_count, metavar="N",
                       help="... and with this many queries (1000), until nothing gets faster")
    group.add_argument("--jit-seconds", type=_seconds, metavar="S",
                       help="the same for engines that are compiled while they run (10) ...")
    group.add_argument("--jit-executions", type=_count, metavar="N", help="... (50000)")
    group.add_argument("--build-rounds", type=_count, default=1, metavar="N",
                       help="builds of each index, the fastest counts (1)")
    group.add_argument("--reuse-indexes", action="store_true",
                       help="do not build again what an earlier run built from the same corpus"
                       " with the same programs; the report then compares no figures of building")
    group.add_argument("--threads", default="1", metavar="A,B",
                       help="numbers of threads to build with, `all` for all cores (1)")
    group.add_argument("--growth", default="", metavar="N,N",
                       help="also measure the first N articles, e.g. 10000,100000,1000000")
    group.add_argument("--no-cold-start", action="store_true",
                       help="do not measure how long whole processes take")
    group.add_argument("--drop-caches", action="store_true",
                       help="measure cold starts also with the caches of the whole machine dropped"
                       " before each (as root; whatever else runs there will feel it)")
    group.add_argument("--strict", action="store_true",
                       help="end the run at a rival's wrong count, which else is only left out"
                       " (--smoke does so)")
    group.add_argument("--no-oracle", action="store_true",
                       help="compare counts among the engines only: for corpora too large for the"
                       " exact answers")


def _names(given: str, known: Sequence[str], what: str) -> list[str]:
    names = list(dict.fromkeys(given.split(",")))
    unknown = [name for name in names if name not in known]
    if unknown:
        raise UsageError(f"unknown {what}: {unknown[0]!r} (try: {', '.join(known)})")
    return names


def _threads(text: str) -> int:
    return os.cpu_count() or 1 if text == "all" else _positive(text, "--threads")


def _positive(text: str, option: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise UsageError(f"no number for {option}: {text!r} (try: 1 or more)")
    return int(text)


def _count(text: str) -> int:
    if not text.isdecimal() or int(text) == 0:
        raise argparse.ArgumentTypeError(f"{text!r} is no number of 1 or more")
    return int(text)


def _seconds(text: str) -> float:
    try:
        seconds = float(text)
    except ValueError:
        seconds = 0.0
    if not 0 < seconds < math.inf:
        raise argparse.ArgumentTypeError(f"{text!r} is no time in seconds")
    return seconds
