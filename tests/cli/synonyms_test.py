"""Words that stand for one another, and articles that are like one, from the command line."""

import os
import unittest

from support import CORPUS, Case


class Synonyms(Case):
    def setUp(self):
        super().setUp()
        self.build(CORPUS)

    def count(self, *arguments):
        return int(self.run_newsidx("query", "--count", *arguments).stdout)

    def test_a_file_of_synonyms(self):
        names = self.write("names.txt", "# a name\nDaraya = siege town\nnobody => Kerry\n")
        self.assertEqual(self.count("nobody"), 0)
        self.assertEqual(self.count("--synonyms", names, "nobody"), self.count("Kerry"))
        done = self.run_newsidx("query", "--synonyms", names, "nobody")
        self.assertIn("expanded: nobody = Kerry\n", done.stderr)
        self.assertIn("«Kerry»", done.stdout)
        done = self.run_newsidx("query", "--json", "--synonyms", names, "nobody")
        summary = self.json_lines(done.stdout)[-1]
        self.assertEqual(summary["expanded"], [{"written": "nobody", "words": 1, "words_counted": True,
                                                "searched": 1, "synonyms": ["Kerry"]}])
        first = self.json_lines(done.stdout)[0]["id"]
        explained = self.run_newsidx("explain", "--synonyms", names, "nobody", first)
        self.assertIn("expanded: nobody to 1 synonym: Kerry", explained.stdout)
        exported = self.run_newsidx("export", "--synonyms", names, "--format", "ids", "nobody")
        self.assertEqual(len(exported.stdout.splitlines()), self.count("Kerry"))
        deleted = self.run_newsidx("delete", "--dry-run", "--synonyms", names, "--query", "nobody")
        self.assertIn(f"would delete {self.count('Kerry')} article", deleted.stderr)

    def test_the_lists_that_come_with_it(self):
        american = self.count('"US" OR "USA" OR "U.S." OR "United States"')
        self.assertEqual(self.count("--synonyms", "news", '"United States"'), american)
        self.assertEqual(self.count("--synonyms", "news", "USA"), american)
        self.assertLess(self.count("USA"), american)
        self.assertEqual(self.count("--synonyms", "spelling", "organisations"),
                         self.count("organisations OR organizations"))
        both = ("--synonyms", "news", "--synonyms", "spelling")
        self.assertEqual(self.count(*both, "USA"), american)

    def test_bad_files_are_refused_in_one_line(self):
        bad = self.write("bad.txt", "a = b\n\nc =\n")
        for name, words in ((bad, "line 3: it has nothing beside"), ("missing.txt", "no such file"),
                            (self.folder, "it is a folder"),
                            (self.write("big.txt", "# " + "x" * (1 << 20)), "larger than 1 MiB"),
                            (self.write("bytes.txt", b"a = \xff\n"), "line 1: it is no UTF-8")):
            with self.subTest(name):
                done = self.run_newsidx("query", "--synonyms", name, "syria")
                self.assert_error(done)
                self.assertIn(words, done.stderr)
                self.assertIn("(try: ", done.stderr)
                self.assertIn(os.path.basename(name), done.stderr)


class Similar(Case):
    def setUp(self):
        super().setUp()
        self.build(CORPUS)

    def ids(self, *arguments, **options):
        return self.run_newsidx("similar", "--format", "ids", *arguments, **options).stdout.split()

    def test_articles_like_one(self):
        (first, *_) = self.run_newsidx("query", "--format", "ids", "Daraya siege").stdout.split()
        found = self.ids(first)
        self.assertEqual(len(found), 10)
        self.assertNotIn(first, found)
        daraya = set(self.run_newsidx("query", "--format", "ids", "-n", "20", "Daraya").stdout.split())
        self.assertIn(found[0], daraya)
        self.assertEqual(self.ids("-n", "3", first) + self.ids("-n", "3", "--offset", "3", first),
                         found[:6])
        done = self.run_newsidx("similar", "--json", first)
        *hits, summary = self.json_lines(done.stdout)
        self.assertEqual([hit["id"] for hit in hits], found)
        self.assertIn("daraya", summary["query"].split())
        self.assertLessEqual(len(summary["query"].split()), 26)
        self.assertEqual(summary["notes"], [])

    def test_articles_like_a_text(self):
        (first, *_) = self.run_newsidx("query", "--format", "ids", "Daraya siege").stdout.split()
        (article,) = self.json_lines(self.run_newsidx("show", "--json", first).stdout)
        text = self.write("text.txt", article["title"] + "\n\n" + article["body"])
        self.assertEqual(self.ids("--text", text)[0], first)
        self.assertEqual(self.ids("--text", "-", stdin=article["body"])[0], first)
        long = self.write("long.txt", (article["body"] + "\n") * 2000)
        self.assertEqual(self.ids("--text", long)[0], first)

    def test_days_narrow(self):
        (first, *_) = self.run_newsidx("query", "--format", "ids", "Daraya siege").stdout.split()
        dated = self.ids("-n", "100", "--since", "2016", "--until", "2016", first)
        self.assertLess(len(dated), len(self.ids("-n", "100", first)))

    def test_what_is_refused(self):
        self.assert_error(self.run_newsidx("similar"))
        self.assert_error(self.run_newsidx("similar", "a", "b"))
        self.assert_error(self.run_newsidx("similar", "a", "--text", "-"))
        self.assert_error(self.run_newsidx("similar", "no-such-id"))
        self.assert_error(self.run_newsidx("similar", "--text", "missing.txt"))
        self.assert_error(self.run_newsidx("similar", "--text", self.folder))
        nothing = self.run_newsidx("similar", "--text", "-", stdin="the of and xyzzyx\n")
        self.assertEqual((nothing.returncode, nothing.stdout), (1, ""))
        self.assertIn("no word that two articles have", nothing.stderr)


if __name__ == "__main__":
    unittest.main()
