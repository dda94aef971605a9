"""Where a run's articles come from: a file, the environment, or the generator."""

import os
import unittest
from pathlib import Path
from unittest import mock

from support import Case

import corpora
from problems import UsageError

GENERATOR = """#!/bin/sh
# Called as: generate --learn SET --seed S --normalised -n N -o FILE
for number in $(seq 0 $(($7 - 1))); do
  echo "{\\"id\\":\\"$number\\",\\"text\\":\\"oil\\"}"
done > "$9"
echo made >> "$(dirname "$0")/calls"
"""


class Corpora(Case):
    def setUp(self) -> None:
        super().setUp()
        self.write("bin/generate", GENERATOR).chmod(0o755)
        self.learned = self.write("seeds/page.txt", "oil").parent
        os.utime(self.learned, (0, 0))

    def find(self, named: Path | None = None, **environment: str) -> corpora.Corpus:
        with mock.patch.dict(os.environ, environment):
            return corpora.find_corpus(named, self.folder, self.learned, 7)

    def test_generated_articles_are_written_once(self):
        with mock.patch.dict(os.environ):
            os.environ.pop(corpora.CORPUS_VARIABLE, None)
            corpus = self.find()
            self.assertEqual(self.find(), corpus)
        self.assertEqual(corpora.article_count(corpus.path), 7)
        self.assertEqual((self.folder / "bin" / "calls").read_text(encoding="utf-8"), "made\n")
        self.assertTrue(corpora.is_normalised(corpus.path))

    def test_a_corpus_is_used_as_it_is_and_articles_are_normalised(self):
        named = self.corpus()
        self.assertEqual(self.find(named).path, named)
        raw = self.write("raw.jsonl", '{"title": "Oil, gas", "body": "Tax"}\n')
        made = self.find(NEWSIDX_BENCH_CORPUS=str(raw))
        self.assertEqual(made.describe()["tokens"], 3)
        self.assertEqual(made.source, "raw.jsonl, normalised")

    def test_the_head_of_a_corpus(self):
        part = corpora.head(self.find(self.corpus()), 3, self.folder)
        self.assertEqual(part.describe()["articles"], 3)

    def test_no_generator(self):
        (self.folder / "bin" / "generate").unlink()
        with self.assertRaisesRegex(UsageError, "no generator .*try: bench/setup"):
            corpora.generated(self.folder, self.learned, 7)


if __name__ == "__main__":
    unittest.main()
