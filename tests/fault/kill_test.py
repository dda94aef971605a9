"""kill -9 during a build: the index answers as before or as after, and nothing piles up."""

import os
import random
import subprocess
import time
import unittest

from faults import FaultCase, INDEX, IS_SANITIZED, articles, seed
from support import PATIENCE_SECONDS

MOMENTS = 8 if IS_SANITIZED else 20
CHANGES = 4 if IS_SANITIZED else 10
LONGEST_LOG = (512 + 256) << 10  # it is put away when it is longer than 512 KiB
BIG_BUILD = ("build", "--replace", "--quiet", "--memory", "16M", "--bigrams", "200",
             "--segment-articles", "2000", "new.jsonl")


class Killed(FaultCase):
    def setUp(self):
        super().setUp()
        self.write("old.jsonl", articles(300, "old"))
        self.write("new.jsonl", articles(4000, "new", id_bytes=3000))

    def start_big_build(self):
        return self.start(*BIG_BUILD, stdin=subprocess.DEVNULL)

    def time_big_build(self):
        """Seconds, the answers, and how often the set of RocksDB's files changed meanwhile."""
        start = time.monotonic()
        process = self.start_big_build()
        changes = self.wait_for_changes(process, 1 << 30)
        self.assertEqual(process.wait(PATIENCE_SECONDS), 0)
        return time.monotonic() - start, self.timeless(self.ask_whole()), changes

    def wait_for_changes(self, process, wanted):
        """Until the set of data files has changed so often, or the build has ended."""
        def data_files():
            try:
                return {name for name in os.listdir(self.path(INDEX)) if name.endswith(".sst")}
            except FileNotFoundError:
                return set()
        seen, before = 0, data_files()
        while process.poll() is None and seen < wanted:
            now = data_files()
            seen += now != before
            before = now
            time.sleep(0.0002)
        return seen


class AnIndexWasThere(Killed):
    def setUp(self):
        super().setUp()
        self.build("--replace", "old.jsonl")
        self.old = self.timeless(self.ask_whole())
        self.seconds, self.new, self.changes = self.time_big_build()
        self.assertNotEqual(self.old, self.new)
        for _ in range(3):  # until RocksDB's own files have their usual size
            self.build("--replace", "old.jsonl")
        self.usual_size = self.size()
        self.outcomes = {"old": 0, "new": 0}

    def kill_and_look(self, process, moment):
        process.kill()
        process.wait(PATIENCE_SECONDS)
        answers = self.timeless(self.ask_whole())  # whole: check has found nothing, too
        self.assertIn(answers, (self.old, self.new), f"killed {moment}")
        self.outcomes["old" if answers == self.old else "new"] += 1
        self.build("--replace", "old.jsonl")
        self.assertEqual(self.timeless(self.ask_whole()), self.old, f"after a kill {moment}")
        self.assert_nothing_staged()
        self.assertLess(self.size(), 2 * self.usual_size + LONGEST_LOG, f"leftovers of a kill {moment}")

    def test_at_random_moments(self):
        numbers = random.Random(seed("moments"))
        for number in range(MOMENTS):
            seconds = (number + numbers.random()) / MOMENTS * self.seconds * 1.05
            process = self.start_big_build()
            time.sleep(seconds)
            self.kill_and_look(process, f"after {seconds:.3f} of {self.seconds:.3f} s")
        print(f"killed at random moments: {self.outcomes}")

    def test_when_files_come_and_go(self):
        """Flushes, the commit and the dropping of the old segment, at the millisecond."""
        numbers = random.Random(seed("changes"))
        for _ in range(CHANGES):
            change = numbers.randint(1, self.changes)
            process = self.start_big_build()
            self.wait_for_changes(process, change)
            time.sleep(numbers.random() * 0.004)
            self.kill_and_look(process, f"at change {change} of {self.changes}")
        print(f"killed when files came and went: {self.outcomes}")


class SmallBuilds(FaultCase):
    """They go through the write-ahead log, and make no files."""

    def test_at_random_moments(self):
        self.write("old.jsonl", articles(20, "old"))
        self.write("new.jsonl", articles(30, "new"))
        self.build("--replace", "new.jsonl")
        new = self.timeless(self.ask_whole())
        self.build("--replace", "old.jsonl")
        old = self.timeless(self.ask_whole())
        self.assertEqual([name for name in self.files() if name.endswith(".sst")], [])
        start = time.monotonic()
        self.build("--replace", "old.jsonl")
        seconds = time.monotonic() - start
        numbers = random.Random(seed("small builds"))
        outcomes = {"old": 0, "new": 0}
        for number in range(2 * MOMENTS):
            wait = (number + numbers.random()) / (2 * MOMENTS) * seconds * 1.5
            process = self.start("build", "--replace", "--quiet", "new.jsonl", stdin=subprocess.DEVNULL)
            time.sleep(wait)
            process.kill()
            process.wait(PATIENCE_SECONDS)
            answers = self.timeless(self.ask_whole())
            self.assertIn(answers, (old, new), f"killed after {wait:.3f} of {seconds:.3f} s")
            outcomes["old" if answers == old else "new"] += 1
            self.build("--replace", "old.jsonl")
            self.assertEqual(self.timeless(self.ask_whole()), old)
            self.assert_nothing_staged()
            self.assertLess(self.size(), 3 << 20)
        print(f"small builds killed at random moments: {outcomes}")


class NoIndexWasThere(Killed):
    def test_then_there_is_none(self):
        numbers = random.Random(seed("first builds"))
        seconds, new, _ = self.time_big_build()
        for number in range(MOMENTS // 4):
            index = f"index-{number}"
            process = self.start(*BIG_BUILD, "--index", index, stdin=subprocess.DEVNULL)
            time.sleep((number + numbers.random()) / (MOMENTS // 4) * seconds * 0.8)
            process.kill()
            process.wait(PATIENCE_SECONDS)
            done = self.run_newsidx("query", "syria", "--index", index)
            if done.returncode != 0:  # it may have been faster than the one that was timed
                self.assert_error(done, "no index", index)
            self.run_newsidx(*BIG_BUILD, "--index", index)
            self.assertEqual(self.timeless(self.ask_whole(index)).replace(index, INDEX), new)


if __name__ == "__main__":
    unittest.main()
