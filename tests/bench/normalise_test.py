"""bench/macro/normalise.py: the tokens that all engines index."""

import gzip
import json
import shutil
import subprocess
import unittest

from support import Case

import corpora
from normalise import ascii_tokens, normalise, unicode_tokens
from problems import UsageError


class Tokens(unittest.TestCase):
    def test_ascii(self):
        for text, tokens in (
                ("Oil falls 2.5%, again", ["oil", "falls", "2", "5", "again"]),
                ("U.S.-China (Reuters)", ["u", "s", "china", "reuters"]),
                ("café \u212a", ["caf", "k"]),  # the Kelvin sign is a k in lower case
                ("x" * 130, ["x" * 60, "x" * 60, "x" * 10]),
                ("— … —", [])):
            with self.subTest(text=text):
                self.assertEqual(ascii_tokens(text), tokens)

    def test_unicode(self):
        for text, tokens in (
                ("Café Straße", ["café", "strasse"]),
                ("cafe\u0301", ["café"]),
                ("ﬁnance １２", ["finance", "12"]),
                ("Путин_Обама", ["путин", "обама"])):
            with self.subTest(text=text):
                self.assertEqual(unicode_tokens(text), tokens)


class Normalise(Case):
    ARTICLES = ('{"id": "x", "title": "Oil falls", "body": "Prices\\nfell", "url": "http://a"}\n'
                '{"id": "y", "title": null, "body": "..."}\n'
                '\n'
                '{"id": "z", "title": null, "body": "Gas rose"}\n')
    CORPUS = ['{"id":"0","text":"oil falls prices fell"}', '{"id":"1","text":"gas rose"}']

    def normalised(self, source):
        target = self.folder / "corpus.jsonl"
        count = normalise(source, target)
        lines = target.read_text(encoding="utf-8").splitlines()
        self.assertEqual(count, len(lines))
        return lines

    def test_title_and_body_become_text_and_empty_articles_are_left_out(self):
        self.assertEqual(self.normalised(self.write("news.jsonl", self.ARTICLES)), self.CORPUS)

    def test_packed_files(self):
        packed = self.folder / "news.jsonl.gz"
        packed.write_bytes(gzip.compress(self.ARTICLES.encode()))
        self.assertEqual(self.normalised(packed), self.CORPUS)
        if shutil.which("zstd"):
            plain = self.write("news2.jsonl", self.ARTICLES)
            subprocess.run(["zstd", "--quiet", plain], check=True)
            self.assertEqual(self.normalised(self.folder / "news2.jsonl.zst"), self.CORPUS)

    def test_a_corpus_stays_what_it_is(self):
        corpus = self.write("again.jsonl", "".join(f"{line}\n" for line in self.CORPUS))
        self.assertEqual(self.normalised(corpus), self.CORPUS)
        self.assertTrue(corpora.is_normalised(corpus))
        self.assertFalse(corpora.is_normalised(self.write("news.jsonl", self.ARTICLES)))

    def test_broken_input_is_told_with_its_place(self):
        for text, message in (("{\n", "news.jsonl, line 1"), ("[1]\n", "line 1"),
                              ('{"body": "a"}\nx\n', "line 2"), ("", "no article")):
            with self.subTest(text=text), self.assertRaisesRegex(UsageError, message):
                self.normalised(self.write("news.jsonl", text))
        with self.assertRaisesRegex(UsageError, "no such file"):
            self.normalised(self.folder / "nowhere.jsonl")

    def test_unicode_corpus_is_json(self):
        source = self.write("news.jsonl", json.dumps({"title": "Größe", "body": "日本 \"x\""}))
        target = self.folder / "corpus.jsonl"
        normalise(source, target, unicode_tokens)
        self.assertEqual(json.loads(target.read_text(encoding="utf-8"))["text"], "grösse 日本 x")


if __name__ == "__main__":
    unittest.main()
