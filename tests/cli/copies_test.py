"""Copies: which articles are listed and shown once, in each format, and what an index without sketches says."""

import json
import unittest

from support import Case

BODY = " ".join(f"word{i}" for i in range(80))
ARTICLES = [
    {"id": "a2", "title": "Gold at 800", "body": BODY + " again", "published": "2010-05-02"},
    {"id": "a1", "title": "Gold at 800", "body": BODY, "published": "2010-05-01"},
    {"id": "a3", "title": "Gold, later", "body": BODY, "published": "2010-07-01"},
    {"id": "b", "title": "Gold and silver", "body": "Something else.", "published": "2010-05-01"},
    {"id": "c", "title": "CORRECTED-Silver", "body": BODY.replace("word", "term"),
     "published": "2010-05-03"},
    {"id": "d", "title": "Silver", "body": BODY.replace("word", "term"), "published": "2010-05-02"},
]


class Copies(Case):
    def setUp(self):
        super().setUp()
        lines = "".join(json.dumps(article) + "\n" for article in ARTICLES)
        self.build(self.write("articles.jsonl", lines))

    def json_lines(self, *arguments):
        return [json.loads(line) for line in self.run_newsidx(*arguments).stdout.splitlines()]

    def test_a_story_is_listed(self):
        done = self.run_newsidx("copies", "a2")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "published   days later  common  id  title\n"
                                      "2010-05-01        -1.0    100%  a1  Gold at 800\n"
                                      "2010-05-02         0.0    100%  a2  Gold at 800\n")
        copies = self.json_lines("copies", "--json", "d")
        self.assertEqual([copy["id"] for copy in copies], ["d", "c"])
        self.assertEqual([copy["correction"] for copy in copies], [False, True])
        self.assertEqual(copies[1]["days_later"], 1)
        self.assertEqual(copies[1]["containment"], 1)

    def test_an_article_without_copies(self):
        done = self.run_newsidx("copies", "a3")
        self.assertEqual(done.returncode, 1)
        self.assertIn("a3", done.stdout)
        self.assertIn("no copies", done.stderr)
        self.assertEqual(self.run_newsidx("copies", "none").returncode, 2)

    def test_a_query_shows_each_story_once(self):
        done = self.run_newsidx("query", "--collapse", "--sort", "oldest", "gold OR silver")
        self.assertIn("a1 · +1 copy\n", done.stdout)
        self.assertIn("c · correction · +1 copy\n", done.stdout)
        self.assertNotIn("a2", done.stdout)
        self.assertRegex(done.stderr, r"^4 stories \(6 articles, of copies the first published\) in ")
        one = self.run_newsidx("query", "--collapse", "-n", "1", "gold")
        self.assertRegex(one.stderr, r"^1 of 3 stories \(4 articles, ")
        count = self.run_newsidx("query", "--collapse", "--count", "gold")
        self.assertEqual(count.stdout, "3\n")

    def test_json_has_the_copies(self):
        *hits, summary = self.json_lines("query", "--collapse", "--json", "gold OR silver")
        found = {hit["id"]: (hit["copies"], hit["copy_ids"], hit["correction"]) for hit in hits}
        self.assertEqual(found, {"a1": (1, ["a2"], False), "a3": (0, [], False),
                                 "b": (0, [], False), "c": (1, ["d"], True)})
        self.assertEqual((summary["total"], summary["stories"]), (6, 4))
        plain = self.json_lines("query", "--json", "gold")[-1]
        self.assertIsNone(plain["stories"])

    def test_filters_choose_among_copies(self):
        *hits, _ = self.json_lines("query", "--collapse", "--json", "--since", "2010-05-02",
                                   "--until", "2010-05-02", "gold")
        self.assertEqual([(hit["id"], hit["copies"]) for hit in hits], [("a2", 0)])

    def test_export_writes_each_story_once(self):
        done = self.run_newsidx("export", "--collapse", "--format", "ids", "--sort", "oldest", "*")
        self.assertEqual(done.stdout.split(), ["a1", "b", "c", "a3"])
        self.assertRegex(done.stderr, r"^4 stories \(6 articles")

    def test_an_index_without_texts_says_so(self):
        lines = "".join(json.dumps(article) + "\n" for article in ARTICLES)
        self.build("--no-store", "--replace", self.write("articles.jsonl", lines))
        done = self.run_newsidx("query", "--collapse", "gold")
        self.assertEqual(done.returncode, 2)
        self.assertIn("copies cannot be told", done.stderr)
        self.assertIn("newsidx rebuild", done.stderr)


if __name__ == "__main__":
    unittest.main()
