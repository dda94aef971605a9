"""Where a run's articles come from: a file that was named, or the generator."""

import hashlib
import itertools
import json
import os
import subprocess
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from machine import sha256
from normalise import normalise, open_lines
from problems import UsageError

CORPUS_VARIABLE = "NEWSIDX_BENCH_CORPUS"
GENERATOR_SEED = 4


@dataclass(frozen=True)
class Corpus:
    """A corpus of the protocol, ready to be indexed."""

    path: Path
    source: str  # as the report tells it

    @cached_property
    def checksum(self) -> str:
        return sha256(self.path)

    def describe(self) -> dict:
        articles = tokens = 0
        with self.path.open("rb") as lines:
            for line in lines:
                articles += 1
                tokens += line.count(b" ") + 1
        return {"source": self.source, "articles": articles, "tokens": tokens,
                "bytes": self.path.stat().st_size, "sha256": self.checksum}


def find_corpus(named: Path | None, bench: Path, learned: Path, articles: int) -> Corpus:
    """The file that was named, that of the environment, or `articles` generated ones."""
    if named is None and os.environ.get(CORPUS_VARIABLE):
        named = Path(os.environ[CORPUS_VARIABLE])
    if named is None:
        return generated(bench, learned, articles)
    if is_normalised(named):
        return Corpus(named, named.name)
    target = bench / "corpora" / f"{_name(named)}.jsonl"
    if _is_older(target, named):
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".unfinished")
        normalise(named, unfinished)
        unfinished.replace(target)
    return Corpus(target, f"{named.name}, normalised")


def is_normalised(path: Path) -> bool:
    """Whether a file is a corpus of the protocol already: an id that counts, tokens, no more."""
    if path.suffix in (".gz", ".zst"):
        return False
    with open_lines(path) as lines:
        try:
            first = json.loads(next(iter(lines), b"null"))
        except ValueError:
            raise UsageError(f"broken JSON: {path}, line 1 (try: JSON lines)") from None
    return isinstance(first, dict) and first.keys() == {"id", "text"} and first["id"] == "0"


def generated(bench: Path, learned: Path, articles: int) -> Corpus:
    """Articles by the generator, the same for the same number; written once."""
    source = f"{articles:,} articles generated after {learned.name.split('.')[0]}"
    target = bench / "corpora" / f"generated-{_name(learned)}-{articles}.jsonl"
    generator = bench / "bin" / "generate"
    if not generator.is_file():
        raise UsageError(f"no generator at {generator} (try: bench/setup, or --corpus FILE)")
    if not learned.exists():
        raise UsageError(f"nothing to learn from at {learned} (try: --learn with a news set)")
    if _is_older(target, learned) or _is_older(target, generator):
        target.parent.mkdir(parents=True, exist_ok=True)
        unfinished = target.with_suffix(".unfinished")
        done = subprocess.run([generator, "--learn", learned, "--seed", str(GENERATOR_SEED),
                               "--normalised", "-n", str(articles), "-o", unfinished],
                              stderr=subprocess.PIPE, text=True, check=False)
        if done.returncode != 0:
            raise UsageError(f"{generator}: status {done.returncode}: {done.stderr.strip()}")
        unfinished.replace(target)
    return Corpus(target, source)


def _name(source: Path) -> str:
    """Tells files of the same name in different folders apart."""
    place = hashlib.sha256(bytes(source.resolve())).hexdigest()[:6]
    return f"{source.name.split('.')[0]}-{place}"


def _is_older(target: Path, source: Path) -> bool:
    return not target.exists() or target.stat().st_mtime < source.stat().st_mtime


def head(corpus: Corpus, articles: int, folder: Path) -> Corpus:
    """The first articles of a corpus."""
    path = folder / f"{corpus.path.stem}-first-{articles}.jsonl"
    with corpus.path.open("rb") as lines, path.open("wb") as out:
        out.writelines(itertools.islice(lines, articles))
    return Corpus(path, f"{corpus.source}, first {articles}")


def article_count(path: Path) -> int:
    with path.open("rb") as lines:
        return sum(1 for _ in lines)
