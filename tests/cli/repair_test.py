"""newsidx rebuild and newsidx repair, as a user calls them."""

import json
import os
import shutil
import unittest

from support import Case, article

NEWS = "".join(article(number) for number in range(2000))  # enough for tables


class RepairCase(Case):
    def setUp(self):
        super().setUp()
        self.write("news.jsonl", NEWS)
        self.build("--quiet", "news.jsonl")

    def count(self, query="ceasefire"):
        done = self.run_newsidx("query", "--count", query)
        self.assertIn(done.returncode, (0, 1), done.stderr)
        return int(done.stdout.replace(",", ""))

    def ok(self, *arguments):
        done = self.run_newsidx(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def stats(self):
        return self.json_lines(self.ok("stats", "--json").stdout)[0]

    def table_of(self, family):
        for name in os.listdir(self.path(".newsidx")):
            if name.endswith(".sst"):
                with open(self.path(f".newsidx/{name}"), "rb") as file:
                    if f"newsidx.family{family}".encode() in file.read():
                        return name
        return self.fail(f"no table of {family}")

    def cut_a_table(self):
        """That of the terms; and a byte of the articles is another one."""
        name = self.table_of("terms")
        os.truncate(self.path(f".newsidx/{name}"), 5000)
        articles = self.path(f".newsidx/{self.table_of('docs')}")
        with open(articles, "r+b") as file:
            file.seek(os.path.getsize(articles) // 3)
            byte = file.read(1)[0]
            file.seek(-1, os.SEEK_CUR)
            file.write(bytes([byte ^ 0x10]))
        return name


class Rebuild(RepairCase):
    def test_says_what_it_did_in_one_line(self):
        done = self.ok("rebuild")
        self.assertRegex(done.stderr, r"^analysed 2,000 articles again in [\d.]+ s; index .newsidx, "
                                      r"generation 2\n$")
        self.assertEqual(done.stdout, "")
        self.assertEqual(self.ok("rebuild", "--quiet").stderr, "")
        line, = self.json_lines(self.ok("rebuild", "--json").stdout)
        self.assertEqual(list(line), ["type", "articles", "text_bytes", "generation", "seconds"])
        self.assertEqual((line["type"], line["articles"], line["generation"]), ("rebuild", 2000, 4))
        self.assertEqual(self.count(), 2000)

    def test_changes_what_is_said_and_nothing_else(self):
        self.ok("rebuild", "--title-weight", "3", "--bigrams", "16", "--language", "german")
        changed = self.stats()
        self.assertIn("german", changed["analyzer"])
        self.assertEqual((changed["title_weight"], changed["bigrams"]), (3, 16))
        self.ok("rebuild", "--language", "english")
        again = self.stats()
        self.assertIn("english", again["analyzer"])
        self.assertEqual((again["title_weight"], again["bigrams"]), (3, 16))
        self.ok("rebuild", "--analyzer", "plain")
        self.assertEqual(self.stats()["title_weight"], 1)
        self.ok("check")

    def test_what_add_has_read_stays_known(self):
        self.ok("rebuild")
        line, = self.json_lines(self.ok("add", "--json", "news.jsonl").stdout)
        self.assertEqual((line["files_unchanged"], line["articles"]), (1, 0))

    def test_deleted_articles_stay_deleted(self):
        self.ok("delete", "a7", "a8")
        self.ok("rebuild")
        self.assertEqual(self.count(), 1998)
        self.assertEqual(self.run_newsidx("show", "a7").returncode, 2)

    def test_needs_stored_articles(self):
        self.build("--quiet", "--replace", "--no-store", "news.jsonl")
        self.assert_error(self.run_newsidx("rebuild"), "stores no articles",
                          "(try: build it again from its sources)")
        self.assert_error(self.run_newsidx("rebuild", "--index", "none"), "no index at 'none'")
        self.assertFalse(os.path.exists(self.path("none")))

    def test_bad_options_leave_the_index(self):
        for bad in (("--language", "klingon"), ("--title-weight", "99"), ("--memory", "1M")):
            self.assert_error(self.run_newsidx("rebuild", *bad))
        self.assertEqual(self.stats()["generation"], 1)


class Repair(RepairCase):
    def test_a_sound_index(self):
        done = self.ok("repair")
        self.assertEqual(done.stderr, "nothing to repair: 2,000 articles; index .newsidx\n")
        line, = self.json_lines(self.ok("repair", "--json").stdout)
        self.assertEqual((line["type"], line["was_sound"], line["articles"]), ("repair", True, 2000))
        self.assertEqual(self.stats()["generation"], 1)

    def test_names_what_is_broken_and_keeps_the_damaged_index(self):
        shutil.copytree(self.path(".newsidx"), self.path("copy"))
        name = self.cut_a_table()
        self.assert_error(self.run_newsidx("query", "ceasefire"), "(try: newsidx repair)")
        dry = self.ok("repair", "--dry-run")
        self.assertIn("would be saved: ", dry.stderr)
        self.assertIn(name, dry.stderr)
        self.assert_error(self.run_newsidx("query", "ceasefire"), "(try: newsidx repair)")
        self.assertFalse(os.path.exists(self.path(".newsidx.damaged-1")))
        done = self.ok("repair")
        self.assertIn(name, done.stderr)
        self.assertIn("the damaged one is ", done.stderr)
        self.assertIn(".newsidx.damaged-1\n", done.stderr)
        self.assertTrue(os.path.exists(self.path(f".newsidx.damaged-1/{name}")))
        self.ok("check")
        lost = [line for line in done.stderr.splitlines() if "lost: article '" in line]
        self.assertEqual(self.count(), 2000 - len(lost))
        self.assertEqual(self.ok("repair").stderr.count("nothing to repair"), 1)

    def test_discards_when_told_to(self):
        self.cut_a_table()
        line, = self.json_lines(self.ok("repair", "--json", "--discard").stdout)
        self.assertEqual((line["was_sound"], line["damaged_path"]), (False, ""))
        self.assertEqual(line["articles"] + line["lost"], 2000)
        self.assertEqual(len(line["lost_ids"]), line["lost"])
        self.assertEqual([name for name in os.listdir(self.folder) if "damaged" in name], [])

    def test_nothing_can_be_saved(self):
        for name in os.listdir(self.path(".newsidx")):
            if name.endswith(".sst"):
                os.truncate(self.path(f".newsidx/{name}"), 10)
        before = sorted(os.listdir(self.path(".newsidx")))
        self.assert_error(self.run_newsidx("repair"), "nothing can be saved")
        self.assertEqual(sorted(os.listdir(self.path(".newsidx"))), before)

    def test_somebody_elses_files_are_to_be_moved_away(self):
        self.cut_a_table()
        self.write(".newsidx/page.txt", "somebody's\n")
        self.assert_error(self.run_newsidx("repair"), "'page.txt'", "(try: move it away")
        os.remove(self.path(".newsidx/page.txt"))
        self.ok("repair")

    def test_a_build_does_not_replace_a_damaged_index_unasked(self):
        self.build("--quiet", "--replace", "news.jsonl")  # drops files: so its manifest is in a table
        self.ok("delete", "a1")
        for name in os.listdir(self.path(".newsidx")):
            if name.endswith(".log"):
                os.truncate(self.path(f".newsidx/{name}"), 0)
        self.assert_error(self.run_newsidx("build", "news.jsonl"), "damaged",
                          "(try: newsidx repair, or --replace to give up what it has)")
        done = self.ok("repair")
        self.assertIn("generation 3 is lost: generation 2 is taken", done.stderr)
        self.assertEqual(self.count(), 2000)

    def test_no_index(self):
        self.assert_error(self.run_newsidx("repair", "--index", "none"), "no index at 'none'")
        self.assertFalse(os.path.exists(self.path("none")))
        self.write("folder/page.txt", json.dumps({}))
        self.assert_error(self.run_newsidx("repair", "--index", "folder"), "is not an index")


if __name__ == "__main__":
    unittest.main()
