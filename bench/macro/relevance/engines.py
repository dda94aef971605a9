"""Runs a collection's queries through newsidx and through Lucene: query id -> scored documents."""

import json
import subprocess
from collections.abc import Sequence
from pathlib import Path

from problems import UsageError

from .collection import Collection

DEPTH = 1000
Hits = list[tuple[str, float]]
Run = dict[str, Hits]

def run_newsidx(program: Path, collection: Collection, work: Path, options: Sequence[str]) -> Run:
    index = work / "newsidx"
    _call([program, "build", collection.documents, "--index", index, "--no-store", "--lenient",
           "--quiet", "--no-progress", *options])
    return {query_id: _ask_newsidx(program, index, text)
            for query_id, text in collection.queries.items()}


# Lucene's analysers by the language of a collection. (Its dictionaries for Japanese and Chinese, kuromoji
# and smartcn, come with packages
# that not every mirror of Maven has; where they were run, they ranked no better than bigrams.)
_ANALYZERS = {"ar": ["arabic"], "de": ["german"], "el": ["greek"], "en": ["english"],
              "es": ["spanish"], "hi": ["hindi"], "ja": ["bigrams", "icu"],
              "ro": ["romanian"], "ru": ["russian"], "zh": ["bigrams", "icu"]}


def lucene_analyzers(collection: Collection) -> list[str]:
    """Those with which Lucene is run; it counts by the best of them."""
    analyzers = _ANALYZERS.get(collection.language)
    if analyzers is None:
        raise UsageError(f"{collection.name}: Lucene's analyser of '{collection.language}' is not"
                         f" known here (there are: {', '.join(sorted(_ANALYZERS))})")
    return analyzers


def run_lucene(program: Path, collection: Collection, work: Path, documents: Path,
               analyzer: str) -> Run:
    queries = work / "queries.tsv"
    queries.write_text("".join(f"{query_id}\t{text}\n"
                               for query_id, text in collection.queries.items()), encoding="utf-8")
    run: Run = {query_id: [] for query_id in collection.queries}
    for line in _call([program, "relevance", documents, queries,
                       "--analyzer", analyzer]).splitlines():
        query_id, _, document, _, score, _ = line.split(" ")
        run[query_id].append((document, float(score)))
    return run


def _ask_newsidx(program: Path, index: Path, text: str) -> Hits:
    command = [program, "query", "--literal", "--index", index, "--json", "--no-snippets",
               "-n", str(DEPTH), "--", text]
    answer = subprocess.run(command, capture_output=True, text=True, check=False)
    if answer.returncode == 2:
        raise UsageError(f"newsidx query {text!r}: {answer.stderr.strip()}")
    lines = (json.loads(line) for line in answer.stdout.splitlines())
    return [(line["id"], line["score"]) for line in lines if line["type"] == "hit"]


def _call(command: Sequence[str | Path]) -> str:
    result = subprocess.run(command, capture_output=True, text=True, check=False)
    if result.returncode != 0:
        said = (result.stderr.strip().splitlines() or ["said nothing"])[-1]
        raise UsageError(f"{command[0]} {command[1]} ended with {result.returncode}: {said}")
    return result.stdout
