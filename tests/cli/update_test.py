"""Adding to an index, and deleting from it: what is there afterwards is what is in the files."""

import json
import os
import random
import unittest

from support import Case

SEED = int(os.environ.get("NEWSIDX_SEED", "20261128"))
WORDS = "oil gas copper wheat barley grain steel cotton sugar coffee".split()


def page(title, text):
    return f"{title}\n\nThe price of {text} rose on Monday, traders in London said.\n"


def line(**fields):
    return json.dumps(fields) + "\n"


class UpdateCase(Case):
    def setUp(self):
        super().setUp()
        self.clock = 1_600_000_000

    def put(self, name, content):
        """Writes a file with a time of its own, long ago: it is not read again for its time."""
        path = self.write(name, content)
        self.clock += 10
        os.utime(path, (self.clock, self.clock))
        return path

    def add(self, *arguments, status=0, **options):
        done = self.run_newsidx("add", "--json", *arguments, **options)
        self.assertEqual(done.returncode, status, done.stderr)
        return json.loads(done.stdout) if done.stdout else None

    def assert_counts(self, report, **counts):
        names = ("articles", "replaced", "deleted", "files_added", "files_changed",
                 "files_unchanged", "files_gone")
        self.assertEqual({name: report[name] for name in names},
                         {name: counts.get(name, 0) for name in names})

    def count(self, query, *arguments):
        done = self.run_newsidx("query", "--count", query, *arguments)
        return int(done.stdout)

    def ids(self, *arguments):
        done = self.run_newsidx("query", "--json", "--no-snippets", "--limit", "10000", "price",
                                *arguments)
        return sorted(hit["id"] for hit in self.json_lines(done.stdout) if hit["type"] == "hit")


class Adding(UpdateCase):
    def test_the_next_day(self):
        for number in range(20):
            self.put(f"saved/{number}.txt", page(f"Number {number}", "oil"))
        self.build("saved")
        for number in range(20, 25):
            self.put(f"saved/{number}.txt", page(f"Number {number}", "gas"))
        for number in (3, 7):
            self.put(f"saved/{number}.txt", page(f"Number {number}", "copper"))
        os.remove(self.path("saved/4.txt"))
        self.assert_counts(self.add("saved"), articles=7, replaced=2, files_added=5,
                           files_changed=2, files_unchanged=17, files_gone=1)
        self.assertEqual([self.count(word) for word in ("oil", "gas", "copper")], [18, 5, 2])
        again = self.run_newsidx("add", "saved")
        self.assertEqual(again.returncode, 0)
        self.assertIn("nothing new (24 files as before)", again.stderr)
        self.assertIn("gone: 1 file, of which the articles stay (try: --prune)", again.stderr)
        self.assertIn("generation 2", again.stderr)
        self.assert_counts(self.add("--prune", "saved"), deleted=1, files_unchanged=24,
                           files_gone=1)
        self.assert_counts(self.add("--prune", "saved"), files_unchanged=24)
        self.assertEqual(self.count("oil"), 17)
        self.assertEqual(self.run_newsidx("check").returncode, 0)

    def test_needs_an_index(self):
        self.put("saved/a.txt", page("A", "oil"))
        self.assert_error(self.run_newsidx("add", "saved"), "no index at '.newsidx'")
        self.assertFalse(os.path.exists(self.path(".newsidx")))

    def test_articles_that_a_file_has_no_more_are_deleted(self):
        self.put("a.jsonl", line(id="1", body="price of oil") + line(id="2", body="price of gas"))
        self.put("b.jsonl", line(id="3", body="price of steel"))
        self.build("a.jsonl", "b.jsonl")
        self.put("a.jsonl", line(id="1", body="price of wheat") + line(id="4", body="price of tin"))
        self.assert_counts(self.add("a.jsonl"), articles=2, replaced=1, deleted=1, files_changed=1)
        self.assertEqual(self.ids(), ["1", "3", "4"])
        self.assertEqual(self.count("wheat"), 1)
        self.assertEqual(self.count("oil OR gas"), 0)

    def test_what_was_touched_is_not_read(self):
        path = self.put("a.txt", page("A", "oil"))
        self.build("a.txt")
        os.utime(path, (1_700_000_000, 1_700_000_000))
        self.assert_counts(self.add("a.txt"), files_unchanged=1)
        os.utime(path, (1_500_000_000, 1_500_000_000))
        self.assert_counts(self.add("a.txt"), files_unchanged=1)
        with open(path, "r+b") as file:  # as long as before
            file.write(b"B")
        self.assert_counts(self.add("a.txt"), articles=1, replaced=1, files_changed=1)

    def test_a_change_within_the_same_tick_of_the_clock_is_seen(self):
        path = self.write("a.txt", page("A", "oil"))
        before = os.stat(path)
        self.build("a.txt")
        self.write("a.txt", page("B", "oil"))
        os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
        self.assert_counts(self.add("a.txt"), articles=1, replaced=1, files_changed=1)
        self.assertEqual(self.count("title:b"), 1)

    def test_records_without_ids_are_known_by_what_they_say(self):
        self.put("a.jsonl", line(title="One", body="price of oil")
                 + line(title="Two", body="price of gas"))
        self.build("a.jsonl")
        first = self.ids()
        self.put("a.jsonl", line(title="New", body="price of tin")
                 + line(title="One", body="price of oil") + line(title="Two", body="price of gas"))
        self.assert_counts(self.add("a.jsonl"), articles=3, replaced=2, files_changed=1)
        self.assertEqual(len(self.ids()), 3)
        self.assertLess(set(first), set(self.ids()))
        self.put("copy.jsonl", line(title="Two", body="price of gas"))
        self.assert_counts(self.add("copy.jsonl"), articles=1, replaced=1, files_added=1)

    def test_files_of_one_name_in_two_folders_are_two_articles(self):
        self.put("jan/001.txt", page("January", "oil"))
        self.build("jan")
        self.put("feb/001.txt", page("February", "gas"))
        self.assert_counts(self.add("feb"), articles=1, files_added=1)
        self.assertEqual([self.count(word) for word in ("oil", "gas")], [1, 1])
        self.put("feb/001.txt", page("February", "tin"))
        self.assert_counts(self.add("feb"), articles=1, deleted=1, files_changed=1)
        self.assertEqual([self.count(word) for word in ("oil", "gas", "tin")], [1, 0, 1])
        self.put("mar/001.txt", page("January", "oil"))  # moved, or there twice
        self.assert_counts(self.add("mar"), articles=1, replaced=1, files_added=1)

    def test_articles_of_a_file_that_cannot_be_read_stay(self):
        whole = line(id="1", body="price of oil") + line(id="2", body="price of gas")
        self.put("a.jsonl", whole)
        self.build("a.jsonl")
        self.put("a.jsonl", line(id="1", body="price of oil, again") + '{"id": "2", "bo')
        report = self.add("a.jsonl")  # half a line waits, and nothing is known to be gone
        self.assertEqual((report["articles"], report["deleted"], report["records_waiting"]),
                         (1, 0, 1))
        self.assertEqual(self.ids(), ["1", "2"])
        self.assert_counts(self.add("a.jsonl"), files_unchanged=1)
        self.put("a.jsonl", line(id="1", body="price of oil, again") + '{"id": "2", "bo\n')
        report = self.add("a.jsonl", status=2)
        self.assertEqual((report["deleted"], report["records_skipped"]), (0, 1))
        self.assertEqual(self.ids(), ["1", "2"])
        self.assert_counts(self.add("a.jsonl"), files_unchanged=1)  # told once
        self.put("a.jsonl", line(id="1", body="price of oil"))
        self.assert_counts(self.add("a.jsonl"), articles=1, replaced=1, deleted=1, files_changed=1)
        self.assertEqual(self.ids(), ["1"])

    def test_standard_input(self):
        self.put("a.txt", page("A", "oil"))
        self.build("a.txt")
        report = self.add("-", stdin=line(id="x", body="price of gas"))
        self.assert_counts(report, articles=1)
        self.assert_counts(self.add("-", stdin=line(id="x", body="price of tin")), articles=1,
                           replaced=1)
        self.assertEqual(self.ids(), ["a.txt", "x"])

    def test_an_input_that_is_missing(self):
        self.put("a.txt", page("A", "oil"))
        self.build("a.txt")
        self.assert_error(self.run_newsidx("add", "missing.txt"), "missing.txt")
        self.assertEqual(self.ids(), ["a.txt"])

    def test_a_random_history_ends_as_a_build_of_the_files(self):
        draw = random.Random(SEED)
        print(f"NEWSIDX_SEED={SEED}")
        os.makedirs(self.path("saved"))
        self.put("saved/first.txt", page("First", "oil"))
        self.build("saved")
        for _ in range(12):
            for _ in range(draw.randrange(4)):
                self.change_a_file(draw)
            self.add("--prune", "saved")
            self.build("--replace", "saved", "--index", "fresh")
            self.assertEqual(self.ids(), self.ids("--index", "fresh"))
            for word in WORDS:
                self.assertEqual(self.count(word), self.count(word, "--index", "fresh"), word)
        check = self.run_newsidx("check")
        self.assertEqual(check.returncode, 0, check.stdout)

    def change_a_file(self, draw):
        name = f"saved/{draw.choice('abcdef')}{draw.choice(['.txt', '.jsonl'])}"
        if draw.randrange(4) == 0:
            if os.path.exists(self.path(name)):
                os.remove(self.path(name))
            return
        if name.endswith(".txt"):
            self.put(name, page(draw.choice("ABC"), draw.choice(WORDS)))
            return
        records = [line(id=f"{name}-{number}", body=f"price of {draw.choice(WORDS)}")
                   if draw.randrange(2) else line(body=f"price of {draw.choice(WORDS)} in {name}")
                   for number in range(draw.randrange(1, 5))]
        self.put(name, "".join(records))


class Deleting(UpdateCase):
    def setUp(self):
        super().setUp()
        for word in ("oil", "gas", "steel"):
            self.put(f"saved/{word}.txt", page(word, word))
        self.build("saved")

    def test_by_id(self):
        done = self.run_newsidx("delete", "oil.txt", "nothing.txt")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("no article has the id 'nothing.txt'", done.stderr)
        self.assertIn("deleted 1 article", done.stderr)
        self.assertEqual(self.ids(), ["gas.txt", "steel.txt"])
        self.assertEqual(self.run_newsidx("delete", "oil.txt").returncode, 1)
        self.assert_error(self.run_newsidx("show", "oil.txt"), "oil.txt")

    def test_by_query(self):
        counted = self.run_newsidx("delete", "--dry-run", "--json", "--query", "oil OR gas")
        self.assertEqual(json.loads(counted.stdout),
                         {"type": "delete", "deleted": 2, "missing": [], "warnings": [],
                          "generation": 1})
        self.assertEqual(len(self.ids()), 3)
        self.assertEqual(self.run_newsidx("delete", "--query", "oil OR gas").returncode, 0)
        self.assertEqual(self.ids(), ["steel.txt"])
        self.assertEqual(self.run_newsidx("delete", "--query", "oil").returncode, 1)
        refused = self.run_newsidx("delete", "--query", '"a b"/5')
        self.assertEqual(refused.returncode, 2)
        self.assertIn("column 6", refused.stderr)
        cut = self.run_newsidx("delete", "--dry-run", "--query", '"steel')
        self.assertIn("warning", cut.stderr)

    def test_of_some_days(self):
        self.write("dated.jsonl", "".join(
            f'{{"id": "{day}", "title": "Oil", "body": "The price of oil.", "published": "{day}"}}\n'
            for day in ("2016-08-01", "2016-08-31", "2016-09-01")))
        self.build("dated.jsonl", "--index", "dated")
        days = ("--until", "2016-08", "--tz", "UTC", "--index", "dated")
        explained = self.run_newsidx("explain", "oil", "2016-09-01", *days)
        self.assertEqual(explained.returncode, 1, explained.stdout + explained.stderr)
        self.assertEqual(self.run_newsidx("explain", "oil", "2016-08-01", *days).returncode, 0)
        done = self.run_newsidx("delete", "--query", "oil", *days)
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("deleted 2 articles", done.stderr)
        left = self.run_newsidx("query", "--count", "oil", "--index", "dated")
        self.assertEqual(left.stdout, "1\n")
        self.assert_error(self.run_newsidx("delete", "2016-09-01", *days), "--query instead of ids")

    def test_all_of_them_and_back(self):
        self.assertEqual(self.run_newsidx("delete", "--query", "price").returncode, 0)
        self.assertEqual(self.ids(), [])
        self.assert_counts(self.add("saved"), files_unchanged=3)  # deleted they stay
        self.put("saved/oil.txt", page("oil", "tin"))
        self.assert_counts(self.add("saved"), articles=1, files_changed=1, files_unchanged=2)
        self.assertEqual(self.ids(), ["oil.txt"])
        self.assertEqual(self.run_newsidx("check").returncode, 0)

    def test_wrong_use(self):
        self.assert_error(self.run_newsidx("delete"), "nothing to delete")
        self.assert_error(self.run_newsidx("delete", "a", "--query", "b"), "ids and a query")
        self.assert_error(self.run_newsidx("delete", "a", "--index", "none"), "no index at 'none'")


if __name__ == "__main__":
    unittest.main()
