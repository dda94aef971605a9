"""bench/relevance: arguments, the run, and what it prints."""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from datetime import date
from pathlib import Path

from problems import UsageError

from .collection import document_order, find_collections, read_collection, write_plain_documents
from .engines import DEPTH, lucene_analyzers, run_lucene, run_newsidx
from .evaluation import evaluate, evaluate_by_query, ranked
from .report import Result, as_json, falls_short, markdown

DESCRIPTION = """Runs the queries of judged collections through newsidx (analyser news) and Lucene
(its analyser of the language, of several the best by MAP; BM25) and prints MAP, nDCG@10, P@10, Recall@100 and RR of both, by ir-measures."""
LIST_DEPTH_OF_QUERIES = 10


def main(bench_folder: Path) -> int:
    arguments = _parse(bench_folder)
    for program in (arguments.newsidx, arguments.lucene):
        if not os.access(program, os.X_OK):
            raise UsageError(f"no such program: {program} (try: bench/setup)")
    results = [_run(folder, arguments)
               for folder in find_collections(arguments.collections, arguments.only)]
    table = markdown(results)
    short = falls_short(results)
    print(table)
    print("\n".join(short) if short else "newsidx is nowhere short of Lucene.")
    if arguments.output:
        _write(arguments, results, table, short)
    return 0


def _parse(bench_folder: Path) -> argparse.Namespace:
    given = os.environ.get("NEWSIDX_BENCH_COLLECTIONS")
    parser = argparse.ArgumentParser("bench/relevance", description=DESCRIPTION)
    parser.add_argument("collections", nargs="?", type=Path, default=Path(given) if given else None,
                        help="folder of collections, or one (NEWSIDX_BENCH_COLLECTIONS)")
    parser.add_argument("--only", action="append", default=[], metavar="NAME",
                        help="this collection; may be repeated")
    parser.add_argument("--output", type=Path, metavar="DIR",
                        help="write relevance.md and relevance.json there")
    parser.add_argument("--newsidx", type=Path, default=bench_folder / "bin" / "newsidx_cli",
                        help="newsidx's command line (%(default)s)")
    parser.add_argument("--build-option", action="append", default=[], metavar="OPTION",
                        help="passed on to newsidx build: --build-option=--title-weight=1")
    parser.add_argument("--lucene", type=Path, default=bench_folder / "bin" / "lucene",
                        help="Lucene's driver (%(default)s)")
    parser.add_argument("--by-query", action="store_true",
                        help="name the queries where newsidx loses and wins most by MAP")
    arguments = parser.parse_args()
    if arguments.collections is None:
        parser.error("which collections? (try: bench/relevance FOLDER)")
    return arguments


def _run(folder: Path, arguments: argparse.Namespace) -> Result:
    collection = read_collection(folder)
    print(f"bench/relevance: {collection.name} ...", file=sys.stderr)
    with tempfile.TemporaryDirectory(prefix="relevance-") as name:
        work = Path(name)
        plain = work / "docs.jsonl"
        write_plain_documents(collection.documents, plain)
        order = document_order(plain)
        newsidx = ranked(run_newsidx(arguments.newsidx, collection, work, arguments.build_option),
                         order)
        runs = {name: ranked(run_lucene(arguments.lucene, collection, work, plain, name), order)
                for name in lucene_analyzers(collection)}
    figures = {name: evaluate(collection, run) for name, run in runs.items()}
    best = max(figures, key=lambda name: figures[name]["MAP"])
    if arguments.by_query:
        _print_queries(collection.queries, evaluate_by_query(collection, newsidx),
                       evaluate_by_query(collection, runs[best]))
    return Result(collection.name, len(order), len(collection.queries),
                  evaluate(collection, newsidx), figures[best], best, figures)


def _print_queries(queries: dict[str, str], newsidx: dict, lucene: dict) -> None:
    def difference(query_id: str) -> float:
        return newsidx[query_id]["MAP"] - lucene[query_id]["MAP"]

    worst_first = sorted(queries, key=difference)
    shown = worst_first[:LIST_DEPTH_OF_QUERIES] + worst_first[-LIST_DEPTH_OF_QUERIES:]
    for query_id in dict.fromkeys(shown):
        print(f"{difference(query_id):+.3f}  {query_id}  {queries[query_id][:120]}")


def _write(arguments: argparse.Namespace, results: list[Result], table: str,
           short: list[str]) -> None:
    version = subprocess.run([arguments.newsidx, "--version"], capture_output=True, text=True,
                             check=True).stdout.strip()
    lucene = subprocess.run([arguments.lucene, "version"], capture_output=True, text=True,
                            check=True).stdout.strip()
    about = {"date": date.today().isoformat(), "newsidx": version, "lucene": lucene,
             "newsidx_build_options": arguments.build_option, "depth": DEPTH}
    arguments.output.mkdir(parents=True, exist_ok=True)
    (arguments.output / "relevance.json").write_text(
        json.dumps(about | as_json(results), indent=2) + "\n", encoding="utf-8")
    verdict = "\n".join(f"- {line}" for line in short) or "newsidx is nowhere short of Lucene."
    (arguments.output / "relevance.md").write_text(
        f"# Relevance, {about['date']}\n\n{version} (analyser news) beside {lucene}"
        f" (its analysers of the languages, BM25), the first {DEPTH} answers;"
        " bold: further below than is tolerated.\n\n"
        f"{table}\n{verdict}\n", encoding="utf-8")
