"""Counts beside the hits, the formats of query, and export: what comes out, where, and how it ends."""

import csv
import io
import json
import os
import unittest

from support import CORPUS, SIGINT, Case, Terminal, environment

ARTICLES = [
    {"id": "a1", "title": "=cmd|' /C calc'!A0", "body": "Oil prices rose, \"sharply\".",
     "source": "AP", "published": "2016-08-27", "topics": ["oil", "trade"]},
    {"id": "a2", "title": "Oil and gas", "body": "Oil fell.\nGas rose.", "source": "Reuters",
     "published": "2016-10-03T23:30:00Z", "topics": ["oil"]},
    {"id": "a3", "title": "-12% for oil", "body": "An oil spill.", "source": "Reuters",
     "published": "2016-10-04", "url": "http://www.bbc.co.uk/news/1"},
    {"id": "a4", "title": "Undated", "body": "Oil again."},
    {"id": "b c", "title": "Of gas", "body": "No word of the other, but gas.", "source": "AP"},
]


class Counts(Case):
    def setUp(self):
        super().setUp()
        lines = "".join(json.dumps(article) + "\n" for article in ARTICLES)
        self.build(self.write("articles.jsonl", lines))

    def query(self, *arguments):
        return self.run_newsidx("query", "--tz", "UTC", *arguments)

    def csv_rows(self, text):
        return list(csv.reader(io.StringIO(text, newline=""), strict=True))

    def test_counts_alone(self):
        done = self.query("-n0", "--facet", "source,topics", "--histogram", "month", "oil")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertEqual(done.stdout, "source   articles\n"
                                      "reuters         2\n"
                                      "ap              1\n"
                                      "without         1\n\n"
                                      "topics   articles\n"
                                      "oil             2\n"
                                      "trade           1\n"
                                      "without         2\n\n"
                                      "month    articles\n"
                                      "2016-08         1\n"
                                      "2016-09         0\n"
                                      "2016-10         2\n"
                                      "undated         1\n")
        self.assertRegex(done.stderr, r"^4 articles in ")

    def test_counts_follow_the_hits_and_say_what_is_left_out(self):
        done = self.query("-n1", "--facet=source", "--facet", "url", "--facet-limit", "1", "oil")
        hits, source, url = done.stdout.split("\n\n")
        self.assertIn("1. ", hits)
        self.assertIn("1 more value         1", source)
        self.assertIn("www.bbc.co.uk", url)

    def test_counts_in_json(self):
        done = self.query("--json", "-n0", "--facet", "source", "--histogram", "day", "--tz",
                          "Asia/Tokyo", "--top-words", "3", "oil")
        facet, histogram, words, summary = self.json_lines(done.stdout)
        self.assertEqual(facet, {"type": "facet", "field": "source", "values": [
            {"value": "reuters", "articles": 2}, {"value": "ap", "articles": 1}],
            "more_values": 0, "more_articles": 0, "without": 1})
        self.assertEqual(histogram["time_zone"], "Asia/Tokyo")
        self.assertEqual([bucket for bucket in histogram["buckets"] if bucket["articles"]],
                         [{"name": "2016-08-27", "articles": 1}, {"name": "2016-10-04", "articles": 2}])
        self.assertEqual(len(histogram["buckets"]), 39)
        self.assertEqual((words["type"], words["articles_read"]), ("top_words", 4))
        self.assertEqual([word["word"] for word in words["words"]], ["rose"])
        self.assertEqual((summary["hits"], summary["total"]), (0, 4))

    def test_bars_on_a_terminal_alone(self):
        terminal = Terminal(["query", "-n0", "--histogram", "year", "oil"], self.folder,
                            environment(TERM="xterm"))
        self.assertEqual(terminal.finish(), 0)
        self.assertIn("█", terminal.shown)
        self.assertNotIn("█", self.query("-n0", "--histogram", "year", "oil").stdout)

    def test_what_cannot_be_counted(self):
        self.assert_error(self.query("--facet", "colour", "oil"), "no article has a field 'colour'",
                          "source")
        self.assert_error(self.query("--facet", "date", "oil"), "histogram")
        self.assert_error(self.query("--facet", ",", "oil"), "names no field")
        self.assert_error(self.query("--histogram", "decade", "oil"), "day, week, month or year")
        self.assert_error(self.query("--format", "xml", "oil"), "no format 'xml'", "csv")
        self.assert_error(self.query("--format", "csv", "--facet", "source", "oil"), "--limit 0")
        self.assert_error(self.query("--format", "ids", "--facet", "source", "-n0", "oil"), "csv")
        self.assert_error(self.query("--count", "--facet", "source", "oil"), "--limit 0")
        self.assert_error(self.query("--json", "--format", "csv", "oil"), "--format")

    def test_csv_is_what_a_reader_of_csv_reads(self):
        done = self.query("--format", "csv", "oil")
        self.assertTrue(all(line.endswith("\r\n") for line in done.stdout.splitlines(True)))
        head, *rows = self.csv_rows(done.stdout)
        self.assertEqual(head, ["rank", "score", "id", "published", "source", "url", "title", "snippet"])
        by_id = {row[2]: row for row in rows}
        self.assertEqual(len(rows), 4)
        self.assertEqual(by_id["a1"][6], "'=cmd|' /C calc'!A0")  # no formula
        self.assertEqual(by_id["a3"][6], "'-12% for oil")
        self.assertIn('"sharply"', by_id["a1"][7])
        counts = self.query("--format", "csv", "-n0", "--facet", "source", "oil")
        self.assertEqual(self.csv_rows(counts.stdout), [["count", "value", "articles"], [
            "source", "reuters", "2"], ["source", "ap", "1"], ["source", "", "1"]])
        cut = self.query("--format", "tsv", "-n0", "--facet", "source", "--facet-limit", "1", "oil")
        self.assertEqual(cut.stdout.splitlines()[1:], ["source\treuters\t2", "source\t\t1"])
        self.assertIn("source has 1 more value (try: a larger --facet-limit)", cut.stderr)

    def test_other_formats(self):
        head, *rows = self.query("--format", "tsv", "oil").stdout.splitlines()
        self.assertEqual({len(row.split("\t")) for row in (head, *rows)}, {8})
        self.assertIn("\t=cmd|' /C calc'!A0\t", "\n".join(rows))
        ids = self.query("--format", "ids", "oil").stdout.splitlines()
        self.assertEqual(sorted(ids), ["a1", "a2", "a3", "a4"])
        run = [line.split(" ") for line in
               self.query("--format", "trec", "--query-id", "q7", "oil").stdout.splitlines()]
        self.assertEqual([line[:4] for line in run],
                         [["q7", "Q0", name, str(i + 1)] for i, name in enumerate(ids)])
        scores = [float(line[4]) for line in run]
        self.assertEqual(scores, sorted(scores, reverse=True))
        self.assert_error(self.query("--format", "trec", "gas"), "b c", "blank")
        self.assert_error(self.query("--format", "trec", "--sort", "newest", "oil"), "newest")
        table = self.query("--format", "table", "oil").stdout.splitlines()
        self.assertEqual(len(table), 5)
        self.assertRegex(table[0], r"^rank +score +published +source +title +id$")
        self.assertEqual([line["type"] for line in self.json_lines(
            self.query("--format", "jsonl", "oil").stdout)], ["hit"] * 4 + ["summary"])

    def test_without_time_there_are_no_counts(self):
        done = self.query("--timeout", "0ms", "-n0", "--facet", "source", "--top-words", "3", "oil")
        self.assertNotIn("source", done.stdout)
        self.assertIn("the counts are missing", done.stderr)
        self.assertIn("the top words are missing", done.stderr)

    def test_nothing_found(self):
        for name in ("text", "table", "csv", "tsv", "jsonl", "ids", "trec"):
            self.assertEqual(self.query("--format", name, "xylophone").returncode, 1)
        self.assertEqual(self.run_newsidx("export", "xylophone").returncode, 1)


class Export(Case):
    def index(self, count, body="Oil in the port. "):
        lines = "".join(json.dumps({"id": f"n{i:06}", "title": f"Number {i}", "body": body,
                                    "published": f"2016-{1 + i % 12:02}-01", "source": "AP",
                                    "topics": ["grain", "oil, crude"]}) + "\n" for i in range(count))
        self.build(self.write("articles.jsonl", lines))

    def test_every_article_past_ten_thousand(self):
        self.index(10_050)
        done = self.run_newsidx("export", "--format", "ids", "oil")
        self.assertEqual((done.returncode, len(set(done.stdout.splitlines()))), (0, 10_050))
        self.assertRegex(done.stderr, "^10,050 articles in ")
        newest = self.run_newsidx("export", "--format", "ids", "--sort", "newest", "oil").stdout
        self.assertEqual(newest.splitlines(), sorted((f"n{i:06}" for i in range(10_050)),
                                                     key=lambda name: (-(int(name[1:]) % 12), name)))

    def test_what_is_exported_builds_the_same_index(self):
        self.index(30)
        done = self.run_newsidx("export", "--output", "all.jsonl", "*")
        self.assertEqual((done.returncode, done.stdout), (0, ""), done.stderr)
        self.build("--index", "again", self.path("all.jsonl"))
        again = self.run_newsidx("export", "--index", "again", "*")
        with open(self.path("all.jsonl"), encoding="utf-8") as file:
            self.assertEqual(sorted(again.stdout.splitlines()), sorted(file.read().splitlines()))
        self.assertEqual(json.loads(again.stdout.splitlines()[0])["topics"], ["grain", "oil, crude"])

    def test_pages_come_back_from_what_is_exported(self):
        self.build(CORPUS)
        everything = self.run_newsidx("export", "*").stdout
        self.build("--index", "again", self.write("all.jsonl", everything))
        again = self.run_newsidx("export", "--index", "again", "*").stdout
        self.assertEqual(sorted(again.splitlines()), sorted(everything.splitlines()))

    def test_csv_has_whole_articles(self):
        self.index(3, body="Oil, \"crude\".\nIn the port.")
        done = self.run_newsidx("export", "--format", "csv", "--sort", "oldest", "oil")
        head, *rows = csv.reader(io.StringIO(done.stdout, newline=""), strict=True)
        self.assertEqual(head, ["id", "published", "source", "lang", "url", "title", "body", "keywords"])
        self.assertEqual(rows[0], ["n000000", "2016-01-01", "AP", "en", "", "Number 0",
                                   "Oil, \"crude\".\nIn the port.",
                                   "topics=grain; topics=oil, crude; lang_from=text"])

    @unittest.skipUnless(os.path.exists("/dev/full"), "no /dev/full")
    def test_a_full_disk_is_an_error(self):
        self.index(10)
        with open("/dev/full", "wb") as full:
            self.assert_error(self.run_newsidx("export", "oil", stdout=full), "standard output")

    def test_a_reader_that_has_seen_enough(self):
        self.index(3_000, body="Oil in the port. " * 60)
        process = self.start("export", "oil")
        self.assertTrue(process.stdout.readline().startswith(b'{"id":"n'))
        process.stdout.close()
        self.assertIn(process.wait(60), (0, -13))  # SIGPIPE
        self.assertEqual(process.stderr.read(), b"")

    def test_control_c_ends_with_a_whole_line(self):
        self.index(3_000, body="Oil in the port. " * 60)
        process = self.start("export", "oil")
        self.assertTrue(process.stdout.readline())  # the pipe is full before all are written
        process.send_signal(SIGINT)
        rest = process.stdout.read()
        self.assertEqual(process.wait(60), 130)
        self.assertTrue(rest.endswith(b"}\n"))
        self.assertLess(rest.count(b"\n"), 3_000)

    def test_a_file_is_there_whole_or_not_at_all(self):
        self.index(3_000, body="Oil in the port. " * 60)
        self.write("out.jsonl", "before")
        refused = self.run_newsidx("export", "--output", "no/folder.jsonl", "oil")
        self.assert_error(refused, "no/folder.jsonl")
        failed = self.run_newsidx("export", "--output", "out.jsonl", "--sort", "colour", "oil")
        self.assert_error(failed, "colour")
        with open(self.path("out.jsonl"), encoding="utf-8") as file:
            self.assertEqual(file.read(), "before")
        done = self.run_newsidx("export", "--output", "out.jsonl", "oil")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.path("out.jsonl"), encoding="utf-8") as file:
            self.assertEqual(len(file.readlines()), 3_000)
        self.assertEqual([name for name in os.listdir(self.folder) if "unfinished" in name], [])

    def test_what_is_no_file_is_not_replaced(self):
        self.index(3)
        self.write("there.txt", "before")
        os.chmod(self.path("there.txt"), 0o640)
        os.symlink("there.txt", self.path("link"))
        os.mkfifo(self.path("pipe"))
        done = self.run_newsidx("export", "--format", "ids", "--output", "link", "oil")
        self.assertEqual(done.returncode, 0, done.stderr)
        with open(self.path("there.txt"), encoding="utf-8") as file:
            self.assertEqual(len(file.readlines()), 3)
        self.assertTrue(os.path.islink(self.path("link")))
        self.assertEqual(os.stat(self.path("there.txt")).st_mode & 0o777, 0o640)
        process = self.start("export", "--format", "ids", "--output", "pipe", "oil")
        with open(self.path("pipe"), encoding="utf-8") as pipe:
            self.assertEqual(len(pipe.readlines()), 3)
        self.assertEqual(process.wait(60), 0)
        self.assert_error(self.run_newsidx("export", "--output", ".", "oil"), "cannot write '.'")


if __name__ == "__main__":
    unittest.main()
