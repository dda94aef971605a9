#!/usr/bin/env python3
"""Samples a query set from a corpus: the same corpus and seed give the same set.

Word sets are drawn from random articles: two thirds are words that stand side by side, one third
words that occur in the same article. A third of the sets each is rare, medium and frequent, by the
number of articles that hold the set's rarest word (the others go up to stop words). Every set of
two to five words is asked as AND, OR, phrase, mixed (`+a b c`) and negated (`+a -b`) query; single
words are drawn apart.
"""

import argparse
import json
import random
import re
import sys
from array import array
from collections import Counter
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from pathlib import Path

from problems import UsageError, run_main
from queries import MULTI_WORD_KINDS, Query, save_queries, write_query

STRATA = ("rare", "medium", "frequent")
WORDS_PER_SET = (2, 2, 2, 2, 2, 3, 3, 4, 5)  # drawn from: short queries are the rule
TRIES_PER_SET = 2000


@dataclass(frozen=True)
class Boundaries:
    """How many articles hold a word of each stratum. Words of one or two are often mistypings."""

    least: int
    rare: int
    medium: int

    @classmethod
    def of(cls, articles: int) -> "Boundaries":
        rare = max(articles // 2000, 5)
        return cls(least=min(3, articles), rare=rare, medium=max(articles // 100, 2 * rare))

    def stratum(self, frequency: int) -> str | None:
        if frequency < self.least:
            return None
        if frequency <= self.rare:
            return "rare"
        return "medium" if frequency <= self.medium else "frequent"


class Corpus:
    """Document frequencies of all words, and articles by number."""

    def __init__(self, path: Path) -> None:
        self.frequencies: Counter[str] = Counter()
        self._offsets = array("q")
        offset = 0
        with path.open("rb") as lines:
            for line in lines:
                self._offsets.append(offset)
                offset += len(line)
                self.frequencies.update(set(_words(line, path)))
        if not self._offsets:
            raise UsageError(f"empty corpus: {path}")
        self._file = path.open("rb")

    def __len__(self) -> int:
        return len(self._offsets)

    def words(self, number: int) -> list[str]:
        self._file.seek(self._offsets[number])
        return json.loads(self._file.readline())["text"].split()

    def close(self) -> None:
        self._file.close()


def _words(line: bytes, path: Path) -> list[str]:
    try:
        return json.loads(line)["text"].split()
    except (ValueError, KeyError, TypeError):
        raise UsageError(
            f"not a normalised corpus: {path} (try: bench/macro/normalise.py)") from None


class Sampler:
    """`avoided`: words that no query may have."""

    def __init__(self, corpus: Corpus, seed: int, avoided: Collection[str] = ()) -> None:
        self._corpus = corpus
        self._avoided = frozenset(avoided)
        self._random = random.Random(seed)
        self._boundaries = Boundaries.of(len(corpus))
        self._strata_of_words = {
            self._boundaries.stratum(frequency) for word, frequency in corpus.frequencies.items()
            if word not in self._avoided}

    def queries(self, per_kind: int) -> list[Query]:
        """About `per_kind` queries of each kind, in random order; fewer from a tiny corpus."""
        result = []
        for number, stratum in enumerate(STRATA):
            share = (per_kind + number) // len(STRATA)
            terms = self._draw(stratum, "term", share)
            adjacent = self._draw(stratum, "adj", share - share // len(STRATA))
            together = self._draw(stratum, "co", share // len(STRATA))
            result += [Query("term", f"{stratum}/term", word) for (word,) in terms]
            for how, sets in (("adj", adjacent), ("co", together)):
                result += [Query(kind, f"{stratum}/{how}", write_query(kind, words))
                           for words in sets for kind in MULTI_WORD_KINDS]
        result = list(dict.fromkeys(result))
        self._random.shuffle(result)
        return result

    def _draw(self, stratum: str, how: str, wanted: int) -> list[tuple[str, ...]]:
        """Up to `wanted` different word sets whose rarest word is of this stratum."""
        found: dict[tuple[str, ...], None] = {}
        tries = wanted * TRIES_PER_SET if stratum in self._strata_of_words else 0
        for _ in range(tries):
            if len(found) == wanted:
                break
            words = self._random_words(how)
            if words and self._stratum(words) == stratum:
                found[words] = None
        if len(found) < wanted:
            print(f"sample_queries: {len(found)} of {wanted} word sets {stratum}/{how}:"
                  " this corpus has no more", file=sys.stderr)
        return list(found)

    def _random_words(self, how: str) -> tuple[str, ...] | None:
        article = self._corpus.words(self._random.randrange(len(self._corpus)))
        count = 1 if how == "term" else self._random.choice(WORDS_PER_SET)
        if len(article) < count:
            return None
        if how == "co":
            words = tuple(self._random.sample(article, count))
        else:
            start = self._random.randrange(len(article) - count + 1)
            words = tuple(article[start:start + count])
        if len(set(words)) < count or not self._avoided.isdisjoint(words):
            return None
        return words

    def _stratum(self, words: tuple[str, ...]) -> str | None:
        return self._boundaries.stratum(min(self._corpus.frequencies[word] for word in words))


def sample(corpus_path: Path, per_kind: int, seed: int) -> list[Query]:
    corpus = Corpus(corpus_path)
    try:
        return Sampler(corpus, seed).queries(per_kind)
    finally:
        corpus.close()


def sample_other_words(corpus_path: Path, queries: Iterable[Query], per_kind: int,
                       seed: int) -> list[Query]:
    """Queries that share no word with these; none where a small corpus has no other words."""
    words = {word for query in queries for word in re.findall(r"\w+", query.text)}
    corpus = Corpus(corpus_path)
    try:
        return Sampler(corpus, seed, words).queries(per_kind)
    finally:
        corpus.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("corpus", type=Path, help="a corpus written by normalise.py or generate")
    parser.add_argument("queries", type=Path, help="the file to write: kind, stratum, query")
    parser.add_argument("--per-kind", type=int, default=300, metavar="N")
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(10**9))
    options = parser.parse_args()
    queries = sample(options.corpus, options.per_kind, options.seed)
    save_queries(queries, options.queries)
    print(f"seed {options.seed}: {len(queries)} queries: {options.queries}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(run_main("sample_queries", main))
