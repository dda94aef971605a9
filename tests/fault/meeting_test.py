"""Builds, readers and signals that meet on one index."""

import os
import random
import subprocess
import time
import unittest

from faults import PROBE, FaultCase, INDEX, IS_SANITIZED, articles, seed
from support import PATIENCE_SECONDS, SIGINT, environment

ROUNDS = 2 if IS_SANITIZED else 5
BIG_BUILD = ("build", "--replace", "--quiet", "--memory", "16M", "new.jsonl")
QUERY = ("query", "--json", "-n", "20", "syria da*")


class Meeting(FaultCase):
    def setUp(self):
        super().setUp()
        self.write("old.jsonl", articles(300, "old"))
        self.write("new.jsonl", articles(4000, "new", id_bytes=3000))
        self.build("--replace", "old.jsonl")

    def hits(self):
        """The hits of a query that must succeed."""
        done = self.run_newsidx(*QUERY)
        self.assertEqual(done.returncode, 0, done.stderr)
        return [line for line in self.json_lines(done.stdout) if line["type"] == "hit"]

    def start_big_build(self):
        return self.start(*BIG_BUILD, stdin=subprocess.DEVNULL)

    def assert_ends_well(self, process):
        _, errors = process.communicate(timeout=PATIENCE_SECONDS)
        self.assertEqual(process.returncode, 0, errors.decode())


class Readers(Meeting):
    def test_see_one_generation_or_the_other(self):
        old = self.hits()
        self.assert_ends_well(self.start_big_build())
        new = self.hits()
        self.assertNotEqual(old, new)
        asked = {"old": 0, "new": 0}
        for number in range(ROUNDS):
            self.build("--replace", "old.jsonl")
            process = self.start_big_build()
            swapped = False
            while process.poll() is None:
                hits = self.hits()
                self.assertIn(hits, (old, new), f"round {number}")
                self.assertFalse(swapped and hits == old, "the old index came back")
                swapped = hits == new
                asked["new" if swapped else "old"] += 1
            self.assert_ends_well(process)
            self.assertEqual(self.hits(), new)
        print(f"queries beside {ROUNDS} builds: {asked}")
        self.assertGreater(asked["old"], 0)

    def test_check_is_content_beside_a_build(self):
        for _ in range(ROUNDS):
            process = self.start_big_build()
            while process.poll() is None:
                done = self.run_newsidx("check")
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
            self.assert_ends_well(process)
            self.build("--replace", "old.jsonl")

    def test_an_open_index_keeps_its_generation(self):
        """Its segment is dropped and its files are deleted, but it holds them open."""
        before = subprocess.run([PROBE, "ask", INDEX], cwd=self.folder, check=True,
                                stdout=subprocess.PIPE).stdout
        reader = subprocess.Popen([PROBE, "hold", INDEX], cwd=self.folder, env=environment(),
                                  stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self.addCleanup(self._end, reader)
        self.assertEqual(reader.stdout.readline(), b"open\n")
        for name in ("new.jsonl", "old.jsonl", "new.jsonl"):
            self.build("--replace", name)
        after, _ = reader.communicate(b"\n", timeout=PATIENCE_SECONDS)
        self.assertEqual(reader.returncode, 0, after[-2000:])
        self.assertEqual(after, before)


class Writers(Meeting):
    def test_the_second_is_refused_and_the_first_unharmed(self):
        process = self.start_big_build()
        refused = 0
        while process.poll() is None:
            done = self.run_newsidx("build", "--replace", "--quiet", "old.jsonl")
            if process.poll() is not None and done.returncode == 0:
                break  # the first had ended
            if done.returncode == 0:
                continue  # the first had not begun
            self.assert_error(done, INDEX, "in use by another writer")
            refused += 1
        _, errors = process.communicate(timeout=PATIENCE_SECONDS)
        if process.returncode == 2:  # it was the first that came second
            self.assertIn(b"in use by another writer", errors)
        else:
            self.assertEqual(process.returncode, 0, errors)
            self.assertGreater(refused, 0)
        self.ask_whole()


class Interrupts(Meeting):
    def test_control_c_at_any_moment(self):
        numbers = random.Random(seed("interrupts"))
        old = self.timeless(self.ask_whole())
        start = time.monotonic()
        self.assert_ends_well(self.start_big_build())
        seconds = time.monotonic() - start
        new = self.timeless(self.ask_whole())
        self.build("--replace", "old.jsonl")
        statuses = {}
        for number in range(2 * ROUNDS):
            # Not in the first moments: until the command holds signals, one ends it as it does any.
            wait = 0.1 + (number + numbers.random()) / (2 * ROUNDS) * seconds
            process = self.start_big_build()
            time.sleep(wait)
            process.send_signal(SIGINT)
            _, errors = process.communicate(timeout=PATIENCE_SECONDS)
            status = process.returncode
            statuses[status] = statuses.get(status, 0) + 1
            with self.subTest(f"after {wait:.3f} of {seconds:.3f} s"):
                self.assertIn(status, (0, 130), errors.decode())
                self.assertEqual(self.timeless(self.ask_whole()), new if status == 0 else old)
                self.build("--replace", "old.jsonl")
                self.assert_nothing_staged()
        print(f"exit statuses after Ctrl-C: {statuses}")
        self.assertIn(130, statuses)


if __name__ == "__main__":
    unittest.main()
