"""Files that others write to: what is new at their ends is read, and half a record waits."""

import csv
import gzip
import io
import os
import random
import unittest

from update_test import SEED, UpdateCase, WORDS, line


def row(*fields):
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerow(fields)
    return out.getvalue()


def mail(number, text):
    return (f"From someone Sat Aug 27 02:17:00 2016\nMessage-ID: <{number}@a.example>\n"
            f"Subject: Mail {number}\nDate: Sat, 27 Aug 2016 02:17:00 +0000\n\n"
            f"The price of {text} rose on Monday.\n\n")


def record(number):
    return line(id=f"r{number}", title=f"Number {number}", body=f"price of {WORDS[number % 10]}")


class Growing(UpdateCase):
    """Where articles are replaced, the old part was read again."""

    def grow(self, name, content):
        with open(self.path(name), "ab") as file:
            file.write(content if isinstance(content, bytes) else content.encode())

    def test_lines(self):
        self.put("a.jsonl", "".join(record(each) for each in range(50)))
        self.build("a.jsonl")
        for number in range(50, 70):
            self.grow("a.jsonl", record(number))
            self.assert_counts(self.add("a.jsonl"), articles=1, files_changed=1)
        self.grow("a.jsonl", record(3).replace("price", "the new price"))
        self.assert_counts(self.add("a.jsonl"), articles=1, replaced=1, files_changed=1)
        self.assertEqual(len(self.ids()), 70)
        self.assert_counts(self.add("a.jsonl"), files_unchanged=1)

    def test_half_a_line_waits_for_its_rest(self):
        self.put("a.jsonl", record(0) + record(1))
        self.build("a.jsonl")
        new = record(2)
        for cut in (1, 5, 20, len(new) - 2):
            self.put("a.jsonl", record(0) + record(1) + new[:cut])
            done = self.run_newsidx("add", "a.jsonl")
            self.assertEqual(done.returncode, 0, done.stderr)
            self.assertIn("1 record at the end of a file waits for its rest", done.stderr)
            self.assertNotIn("warning", done.stderr)
            self.assertEqual(self.ids(), ["r0", "r1"])
        self.put("a.jsonl", record(0) + record(1) + new)
        self.assert_counts(self.add("a.jsonl"), articles=1, files_changed=1)
        self.assertEqual(self.ids(), ["r0", "r1", "r2"])

    def test_a_file_that_began_with_half_a_line_is_read_on(self):
        self.put("b.jsonl", record(50))
        self.build("b.jsonl")
        self.put("a.jsonl", record(0)[:20])
        self.assert_counts(self.add("a.jsonl"), files_added=1)
        for number in range(5):
            self.grow("a.jsonl", record(number)[20:] + record(number + 1)[:20])
            self.assert_counts(self.add("a.jsonl"), articles=1, files_changed=1)
        self.grow("a.jsonl", record(5)[20:])
        self.assert_counts(self.add("a.jsonl"), articles=1, files_changed=1)

    def test_a_whole_last_line_without_its_end_is_an_article(self):
        self.put("a.jsonl", record(0) + record(1).rstrip())
        self.build("a.jsonl")
        self.assertEqual(len(self.ids()), 2)
        self.grow("a.jsonl", "\n" + record(2).rstrip())
        report = self.add("a.jsonl")
        self.assert_counts(report, articles=1, files_changed=1)
        self.assertEqual(report["records_waiting"], 0)
        self.grow("a.jsonl", record(3))  # on the same line: it is another line now
        self.assertEqual(self.add("a.jsonl", status=2)["replaced"], 2)

    def test_what_changed_in_front_is_read_again(self):
        self.put("a.jsonl", record(0) + record(1))
        self.build("a.jsonl")
        self.put("a.jsonl", record(5) + record(1) + record(2))
        self.assert_counts(self.add("a.jsonl"), articles=3, replaced=1, deleted=1, files_changed=1)
        self.put("a.jsonl", record(5))
        self.assert_counts(self.add("a.jsonl"), articles=1, replaced=1, deleted=2, files_changed=1)
        self.grow("a.jsonl", record(6))
        self.assert_counts(self.add("a.jsonl"), articles=1, files_changed=1)
        self.put("a.jsonl", record(7))  # of both readings
        self.assert_counts(self.add("a.jsonl"), articles=1, deleted=2, files_changed=1)
        self.assertEqual(self.ids(), ["r7"])

    def test_a_string_over_several_lines(self):
        broken = '{"id": "r1", "body": "price of oil\nand of gas\nand of tin"}\n'
        ends = [at + step for at, c in enumerate(broken) if c == "\n" for step in (-1, 0, 1, 2)]
        for cut in (1, 9, *(end for end in ends if end < len(broken))):
            self.put("a.jsonl", record(0) + broken[:cut])
            self.build("--replace", "a.jsonl", status=2)  # broken, or repaired
            self.put("a.jsonl", record(0) + broken)
            self.run_newsidx("add", "a.jsonl")
            self.assertEqual(self.ids(), ["r0", "r1"], cut)
            self.assertEqual(self.count("tin"), 1, cut)

    def test_an_error_in_front_is_told_once(self):
        self.put("a.jsonl", record(0) + "no record\n" + record(1))
        self.build("a.jsonl", status=2)
        self.grow("a.jsonl", record(2) + "no record, either\n")
        done = self.run_newsidx("add", "a.jsonl")
        self.assertEqual(done.returncode, 2)
        self.assertIn("a.jsonl:5: ", done.stderr)
        self.assertNotIn("a.jsonl:2: ", done.stderr)
        self.assertEqual(self.ids(), ["r0", "r1", "r2"])

    def test_articles_that_share_a_url(self):
        def entry(title, text):
            return line(title=title, url="https://a.example/live", body=f"price of {text}")
        self.put("a.jsonl", entry("One", "oil") + entry("Two", "gas"))
        self.build("a.jsonl")
        self.grow("a.jsonl", entry("Three", "tin"))
        self.assert_counts(self.add("a.jsonl"), articles=1, files_changed=1)
        self.build("--replace", "a.jsonl", "--index", "fresh")
        self.assertEqual(len(self.ids()), 3)
        self.assertEqual(self.ids(), self.ids("--index", "fresh"))
        self.grow("a.jsonl", entry("One", "steel"))  # the same article, newer
        self.assert_counts(self.add("a.jsonl"), articles=1, replaced=1, files_changed=1)
        self.assertEqual([self.count("oil"), self.count("steel")], [0, 1])

    def test_a_table_knows_its_columns(self):
        self.put("a.csv", row("id", "title", "body")
                 + "".join(row(f"c{each}", f"Row {each}", "price of oil") for each in range(9)))
        self.build("a.csv")
        new = row("c9", "Row 9", "price of gas,\nof \"tin\"\nand of steel")
        self.grow("a.csv", new[:30])  # within quotes
        report = self.add("a.csv")
        self.assert_counts(report, files_changed=1)
        self.assertEqual(report["records_waiting"], 1)
        self.grow("a.csv", new[30:] + "c10,Row")  # a column is missing
        report = self.add("a.csv")
        self.assert_counts(report, articles=1, files_changed=1)
        self.assertEqual(report["records_waiting"], 1)
        self.grow("a.csv", " 10,price of gold\n")
        self.assert_counts(self.add("a.csv"), articles=1, files_changed=1)
        self.assertEqual(len(self.ids()), 11)
        self.assertEqual([self.count("steel"), self.count("gold")], [1, 1])

    def test_a_table_that_reads_otherwise_now_is_read_again(self):
        self.put("a.csv", "title;body\nOne;price of oil\n")
        self.build("a.csv")
        self.put("a.csv", "title;text;body\nOne;price of oil\nTwo;x;price of gas\n")
        self.assertEqual(self.add("a.csv", status=2)["files_changed"], 1)
        self.build("--replace", "a.csv", "--index", "fresh", status=2)
        self.assertEqual(self.ids(), self.ids("--index", "fresh"))

    def test_a_mailbox(self):
        self.put("a.mbox", mail(0, "oil") + mail(1, "gas"))
        self.build("a.mbox")
        self.grow("a.mbox", mail(2, "tin")[:-20])
        report = self.add("a.mbox")
        self.assert_counts(report, files_changed=1)
        self.assertEqual(report["records_waiting"], 1)
        self.grow("a.mbox", mail(2, "tin")[-20:] + mail(3, "gold"))
        self.assert_counts(self.add("a.mbox"), articles=2, files_changed=1)
        self.grow("a.mbox", "One line more of the last mail, on copper.\n\n" + mail(4, "wheat"))
        self.assert_counts(self.add("a.mbox"), articles=5, replaced=4, files_changed=1)
        self.assertEqual([self.count(word) for word in ("tin", "gold", "copper", "wheat")], [1] * 4)

    def test_what_is_packed_is_read_as_a_whole(self):
        self.put("a.jsonl.gz", gzip.compress(record(0).encode()))
        self.build("a.jsonl.gz")
        self.grow("a.jsonl.gz", gzip.compress(record(1).encode()))
        self.assert_counts(self.add("a.jsonl.gz"), articles=2, replaced=1, files_changed=1)

    def test_a_large_file_is_read_on_in_a_hundredth_of_the_time(self):
        body = "The price of oil rose on Monday, traders in London said. " * 50
        self.put("a.jsonl", "".join(line(id=f"r{each}", body=body) for each in range(3000)))
        self.build("a.jsonl")
        self.grow("a.jsonl", record(1))
        self.assertLess(self.add("a.jsonl")["text_bytes"], os.stat(self.path("a.jsonl")).st_size / 50)

    def test_a_random_history_ends_as_a_build_of_the_files(self):
        draw = random.Random(SEED)
        print(f"NEWSIDX_SEED={SEED}")
        makers = {"a.jsonl": lambda n: record(n) if draw.randrange(3) else
                  line(body=f"price of {WORDS[n % 10]}, told by nobody {n}"),
                  "b.csv": lambda n: row(f"c{n}", f"Row {n}", f"price of {WORDS[n % 10]},\n\"{n}\""),
                  "c.mbox": lambda n: mail(n, WORDS[n % 10])}
        parts = {"a.jsonl": [record(0)], "b.csv": [row("id", "title", "body")], "c.mbox": []}
        for name, make in makers.items():
            parts[name] += [make(n) for n in range(draw.randrange(1, 4))]
            self.put(f"saved/{name}", "".join(parts[name]))
        self.build("saved")
        for _ in range(12):
            before = self.ids()
            for name, make in makers.items():
                parts[name] += [make(100 + draw.randrange(200)) for _ in range(draw.randrange(4))]
                if draw.randrange(8) == 0 and len(parts[name]) > 3:
                    del parts[name][draw.randrange(1, len(parts[name]))]
                    before = []
                whole = "".join(parts[name])
                self.put(f"saved/{name}", whole[:len(whole) - draw.randrange(60)])
            self.run_newsidx("add", "saved")
            self.assertLessEqual(set(before), set(self.ids()))
            for name in makers:
                self.put(f"saved/{name}", "".join(parts[name]))
            self.add("saved")
            self.build("--replace", "saved", "--index", "fresh")
            self.assertEqual(self.ids(), self.ids("--index", "fresh"))
            for word in WORDS:
                self.assertEqual(self.count(word), self.count(word, "--index", "fresh"), word)
        check = self.run_newsidx("check")
        self.assertEqual(check.returncode, 0, check.stdout)


if __name__ == "__main__":
    unittest.main()
