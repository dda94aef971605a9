"""--index more than once: one answer of several indexes."""

import json
import unittest

from support import Case

OLD = [
    {"id": "a1", "title": "Oil rises", "body": "Oil prices rise.", "source": "AP",
     "published": "2015-01-30"},
    {"id": "both", "title": "Rain", "body": "Rain, of the first.", "source": "Reuters",
     "published": "2015-03-02"},
]
NEW = [
    {"id": "b1", "title": "Gas", "body": "Gas, and some oil.", "source": "AP",
     "published": "2016-05-01"},
    {"id": "both", "title": "Rain", "body": "Rain, of the second.", "source": "AFP",
     "published": "2016-05-02"},
]


def lines(articles):
    return "".join(json.dumps(article) + "\n" for article in articles)


class SeveralIndexes(Case):
    def setUp(self):
        super().setUp()
        self.build("--index", "old", self.write("old.jsonl", lines(OLD)))
        self.build("--index", "new", self.write("new.jsonl", lines(NEW)))

    def run_both(self, command, *arguments):
        return self.run_newsidx(command, "--index", "old", "--index", "new", *arguments)

    def test_a_query_names_the_index_of_each_hit(self):
        done = self.run_both("query", "--json", "--sort", "oldest", "oil rain")
        self.assertEqual(done.returncode, 0, done.stderr)
        *hits, summary = self.json_lines(done.stdout)
        self.assertEqual([(hit["id"], hit["index"]) for hit in hits],
                         [("a1", "old"), ("both", "old"), ("b1", "new"), ("both", "new")])
        self.assertEqual(summary["total"], 4)
        alone = self.run_newsidx("query", "--index", "old", "--json", "oil")
        self.assertEqual(self.json_lines(alone.stdout)[0]["index"], "")

    def test_rows_and_text_name_it_where_there_are_several(self):
        tsv = self.run_both("query", "--format", "tsv", "gas").stdout.splitlines()
        self.assertEqual([tsv[0].split("\t")[-1], tsv[1].split("\t")[-1]], ["index", "new"])
        self.assertIn(" · new", self.run_both("query", "gas").stdout)
        alone = self.run_newsidx("query", "--index", "old", "--format", "tsv", "oil").stdout
        self.assertEqual(alone.splitlines()[0].split("\t")[-1], "snippet")

    def test_the_scores_are_those_of_one_index(self):
        self.build("--index", "all", self.write("all.jsonl", lines([OLD[0], NEW[0]])))
        self.build("--index", "a", self.write("a.jsonl", lines(OLD[:1])))
        self.build("--index", "b", self.write("b.jsonl", lines(NEW[:1])))
        scores = []
        for indexes in (("--index", "all"), ("--index", "a", "--index", "b")):
            done = self.run_newsidx(*indexes, "query", "--json", "oil gas")
            scores.append([(hit["id"], hit["score"]) for hit in self.json_lines(done.stdout)[:-1]])
        self.assertEqual(len(scores[0]), 2)
        self.assertEqual(*scores)

    def test_other_commands_that_read_articles(self):
        self.assertEqual(self.run_both("export", "--format", "ids", "rain").stdout, "both\nboth\n")
        self.assertEqual(self.run_both("export", "--sort", "newest", "--format", "ids", "*").stdout,
                         "both\nb1\nboth\na1\n")
        self.assertIn("of the first", self.run_both("show", "both").stdout)
        self.assertIn("Gas, and some", self.run_both("show", "b1").stdout)
        self.assertRegex(self.run_both("suggest", "oi").stdout, r"\noil +3\n")
        self.assertEqual(self.run_both("terms", "gas").stdout.split()[-4:],
                         ["gas", "gas", "1", "2"])
        self.assertEqual(self.run_both("explain", "gas", "b1").returncode, 0)
        counts = self.run_both("query", "-n0", "--facet", "source", "--format", "csv", "*").stdout
        self.assertEqual(counts.split()[1:], ["source,ap,2", "source,afp,1", "source,reuters,1"])

    def test_what_takes_one_refuses_two(self):
        for command in (("stats",), ("check",), ("merge",), ("delete", "a1"), ("build", "old.jsonl"),
                        ("rebuild",), ("snapshot", "copy"), ("watch", ".")):
            with self.subTest(command):
                self.assert_error(self.run_both(*command), "'old' and 'new'", "takes one")
        self.assert_error(self.run_newsidx("query", "--index", "old", "--index", "./old", "oil"),
                          "index './old' is given twice")
        self.build("--index", "plain", "--analyzer", "plain", "old.jsonl")
        self.assert_error(self.run_newsidx("query", "--index", "old", "--index", "plain", "oil"),
                          "'plain' was analysed otherwise than 'old'")


if __name__ == "__main__":
    unittest.main()
