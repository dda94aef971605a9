"""newsidx watch: what comes into folders is found soon, once, and whatever happens meanwhile."""

import json
import os
import random
import shutil
import signal
import time
import unittest

from support import PATIENCE_SECONDS
from update_test import SEED, UpdateCase, line, page

INTERRUPTED = 130


class Watching(UpdateCase):
    def setUp(self):
        super().setUp()
        os.makedirs(self.path("saved"))

    def watch(self, *arguments):
        """Started; its messages are in a file."""
        self.errors = open(self.path("errors.txt"), "ab")
        self.addCleanup(self.errors.close)
        return self.start("watch", "--commit-every", "200ms", *(arguments or ["saved"]))

    def start(self, *arguments, **options):
        import subprocess  # here alone its streams are files, so that it never waits for a reader
        from support import COMMAND, environment
        process = subprocess.Popen([COMMAND, *arguments], cwd=self.folder, env=environment(),
                                   stdin=subprocess.DEVNULL, stdout=self.errors, stderr=self.errors)
        self.addCleanup(self._end, process)
        return process

    def told(self):
        with open(self.path("errors.txt"), encoding="utf-8") as file:
            return file.read()

    def wait_until(self, holds, what):
        deadline = time.monotonic() + PATIENCE_SECONDS
        while not holds():
            self.assertLess(time.monotonic(), deadline, f"{what}; told: {self.told()}")
            time.sleep(0.05)

    def wait_for_ids(self, *ids):
        def is_there():
            return os.path.isdir(self.path(".newsidx")) and self.found() == sorted(ids)
        self.wait_until(is_there, f"never there: {ids}")

    def found(self):
        done = self.run_newsidx("query", "--json", "--no-snippets", "--limit", "10000", "price")
        if done.returncode == 2:
            return None
        return sorted(hit["id"] for hit in self.json_lines(done.stdout) if hit["type"] == "hit")

    def wait_for_words(self, text, times=1):
        self.wait_until(lambda: self.told().count(text) >= times, f"never told: {text}")

    def stop(self, process, number=signal.SIGINT):
        process.send_signal(number)
        self.assertEqual(process.wait(PATIENCE_SECONDS), INTERRUPTED, self.told())

    def test_what_comes_into_a_folder(self):
        process = self.watch()
        self.wait_for_words("watching 1 folder")
        self.write("saved/a.txt", page("A", "oil"))
        self.wait_for_ids("a.txt")
        self.assertIn("made the index .newsidx: 1 article added", self.told())
        self.write("saved/day/b.txt", page("B", "gas"))  # a new folder
        self.wait_for_ids("a.txt", "day/b.txt")
        self.write("c.txt", page("C", "tin"))
        os.rename(self.path("c.txt"), self.path("saved/c.txt"))
        self.wait_for_ids("a.txt", "c.txt", "day/b.txt")
        self.write("old/deep/d.txt", page("D", "gold"))
        os.rename(self.path("old"), self.path("saved/old"))
        self.wait_for_ids("a.txt", "c.txt", "day/b.txt", "old/deep/d.txt")
        self.write("saved/old/deep/e.txt", page("E", "gold"))  # in the folder moved in
        self.wait_for_ids("a.txt", "c.txt", "day/b.txt", "old/deep/d.txt", "old/deep/e.txt")
        self.write("saved/a.txt", page("A", "wheat"))
        self.wait_until(lambda: self.count("wheat") == 1, "the change was not seen")
        os.remove(self.path("saved/c.txt"))
        self.write("saved/f.txt", page("F", "oil"))
        self.wait_for_ids("a.txt", "c.txt", "day/b.txt", "f.txt", "old/deep/d.txt",
                          "old/deep/e.txt")
        self.stop(process, signal.SIGTERM)
        self.assertIn("6 articles added, 1 replaced, 0 deleted; index .newsidx, generation",
                      self.told().splitlines()[-1])
        self.assertEqual(self.run_newsidx("check").returncode, 0)

    def test_lines_that_are_appended(self):
        path = self.write("saved/a.jsonl", line(id="0", body="price of oil"))
        process = self.watch()
        self.wait_for_ids("0")
        new = line(id="1", body="price of gas")
        with open(path, "a", encoding="utf-8") as file:
            file.write(new[:12])
            file.flush()
            self.write("saved/b.txt", page("B", "tin"))
            self.wait_for_ids("0", "b.txt")
            file.write(new[12:])
            file.flush()
            self.wait_for_ids("0", "1", "b.txt")
        self.stop(process)
        self.assertIn("0 replaced, 0 deleted; index", self.told())
        self.assertNotIn("warning", self.told())

    def test_with_prune_what_is_deleted_goes(self):
        for name in "abc":
            self.write(f"saved/{name}/{name}.txt", page(name, "oil"))
        process = self.watch("--prune", "saved")
        self.wait_for_ids("a/a.txt", "b/b.txt", "c/c.txt")
        shutil.rmtree(self.path("saved/a"))
        self.wait_for_ids("b/b.txt", "c/c.txt")
        os.rename(self.path("saved/b"), self.path("away"))
        self.wait_for_ids("c/c.txt")
        os.remove(self.path("saved/c/c.txt"))
        self.wait_for_ids()  # an empty folder
        self.stop(process)

    def test_a_folder_that_is_gone_deletes_nothing_and_comes_again(self):
        self.write("saved/a.txt", page("A", "oil"))
        os.makedirs(self.path("more"))
        process = self.watch("--prune", "saved", "more")
        self.wait_for_ids("a.txt")
        os.rename(self.path("saved"), self.path("away"))
        self.wait_for_words("the folder 'saved' is gone")
        self.write("more/b.txt", page("B", "gas"))
        self.wait_for_ids("a.txt", "b.txt")
        os.rename(self.path("away"), self.path("saved"))
        self.write("saved/c.txt", page("C", "tin"))
        self.wait_for_ids("a.txt", "b.txt", "c.txt")
        self.assertEqual(self.told().count("is gone"), 1)
        self.stop(process)

    def test_what_a_link_leads_to(self):
        self.write("elsewhere/a.txt", page("A", "oil"))
        self.write("lines.jsonl", line(id="0", body="price of gas"))
        os.symlink(self.path("elsewhere"), self.path("saved/link"))
        os.symlink(self.path("lines.jsonl"), self.path("saved/lines.jsonl"))
        process = self.watch()
        self.wait_for_ids("0", "link/a.txt")
        self.write("elsewhere/b.txt", page("B", "tin"))
        self.wait_for_ids("0", "link/a.txt", "link/b.txt")
        with open(self.path("lines.jsonl"), "a", encoding="utf-8") as file:
            file.write(line(id="1", body="price of gold"))
        self.wait_for_ids("0", "1", "link/a.txt", "link/b.txt")
        self.stop(process)

    def test_others_write_between_two_commits(self):
        self.write("saved/a.txt", page("A", "oil"))
        process = self.watch("--json", "saved")
        self.wait_for_ids("a.txt")
        self.wait_until(lambda: self.run_newsidx("delete", "a.txt").returncode == 0,
                        "the index is never free")
        self.write("saved/b.txt", page("B", "gas"))
        self.wait_for_ids("b.txt")
        self.stop(process)
        reports = [json.loads(each) for each in self.told().splitlines() if each.startswith("{")]
        self.assertEqual([report["articles"] for report in reports], [1, 1])

    def test_an_error_of_a_file_is_told_once(self):
        self.write("saved/a.jsonl", line(id="0", body="price of oil") + "no record\n")
        process = self.watch()
        self.wait_for_ids("0")
        for number in range(3):
            self.write(f"saved/{number}.txt", page("A", "gas"))
            self.wait_for_ids("0", *(f"{each}.txt" for each in range(number + 1)))
        self.stop(process)
        self.assertEqual(self.told().count("a.jsonl:2"), 1)

    def test_killed_and_started_again(self):
        draw = random.Random(SEED)
        self.write("saved/first.jsonl", line(id="first", body="price of oil"))
        ids = ["first"]
        for number in range(6):
            process = self.watch()
            for part in range(4):
                name = f"{number}-{part}"
                with open(self.path("saved/first.jsonl"), "a", encoding="utf-8") as file:
                    file.write(line(id=name, body="price of gas"))
                self.write(f"saved/{name}.txt", page("A", "tin"))
                ids += [name, f"{name}.txt"]
                time.sleep(draw.random() * 0.3)
            process.kill()
            process.wait(PATIENCE_SECONDS)
        process = self.watch()
        self.wait_for_ids(*ids)
        self.stop(process)
        self.assertEqual(self.run_newsidx("check").returncode, 0)

    def test_neither_memory_nor_descriptors_grow(self):
        process = self.watch("--memory", "64M", "saved")
        counts = []
        for number in range(12):
            self.write(f"saved/{number}.txt", page("A", "oil"))
            self.wait_for_ids(*(f"{each}.txt" for each in range(number + 1)))
            time.sleep(0.3)
            counts.append(len(os.listdir(f"/proc/{process.pid}/fd")))
        self.assertLessEqual(max(counts[6:]), max(counts[:6]))
        self.stop(process)

    def test_wrong_use(self):
        self.write("a.txt", page("A", "oil"))
        self.assert_error(self.run_newsidx("watch", "a.txt"), "'a.txt' is no folder")
        self.assert_error(self.run_newsidx("watch", "none"), "no folder 'none'")
        self.assert_error(self.run_newsidx("watch", "--commit-every", "0s", "saved"), "commit")
        self.assertEqual(self.run_newsidx("watch").returncode, 2)
        self.assertFalse(os.path.exists(self.path(".newsidx")))


if __name__ == "__main__":
    unittest.main()
