"""No room: one clear line, exit status 2, and the old index as it was."""

import os
import resource
import signal
import subprocess
import unittest

from faults import FaultCase, INDEX, articles

BIG_BUILD = ("build", "--replace", "--quiet", "--memory", "16M", "--segment-articles", "2000", "--bigrams", "200")


class NoRoom(FaultCase):
    def setUp(self):
        super().setUp()
        self.write("old.jsonl", articles(300, "old"))
        self.write("new.jsonl", articles(4000, "new", id_bytes=3000))

    def assert_no_harm(self, done, index, whole, limit):
        """The build failed as it should, or there was just room enough for it."""
        if done.returncode == 0:
            self.assertNotEqual(self.ask_whole(index), whole)
            return
        with self.subTest(limit):
            self.assert_error(done)
            self.assertEqual(self.ask_whole(index), whole)

    def test_files_must_not_grow(self):
        """A limit on the size of a file (ulimit -f) fails writes in any user's hands."""
        def limit_files(size):
            def limit():
                signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # the write fails, no signal
                resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
            return limit
        self.build("--replace", "old.jsonl")
        whole = self.ask_whole()
        refused = 0
        for size in (0, 1000, 10_000, 30_000, 45_000, 60_000, 120_000, 250_000, 500_000):
            done = self.run_newsidx(*BIG_BUILD, "new.jsonl", preexec_fn=limit_files(size),
                                    restore_signals=False)
            refused += done.returncode == 2
            self.assert_no_harm(done, INDEX, whole, size)
            if done.returncode == 0:
                self.build("--replace", "old.jsonl")
                whole = self.ask_whole()
        self.assertGreater(refused, 5)
        self.build("--replace", "old.jsonl")  # nor does anything stand in the way of the next
        self.ask_whole()

    def test_the_disk_is_full(self):
        refused = 0
        for size_kib in (1200, 1600, 2000, 2400, 2800, 3200, 3600, 4000):
            index = os.path.join(self.small_disk(size_kib), "index")
            self.build("--replace", "old.jsonl", "--index", index)
            whole = self.ask_whole(index)
            done = self.run_newsidx(*BIG_BUILD, "new.jsonl", "--index", index)
            refused += done.returncode == 2
            self.assert_no_harm(done, index, whole, f"{size_kib} KiB")
            self.build("--replace", "old.jsonl", "--index", index)
            self.ask_whole(index)
        self.assertGreater(refused, 0)


if __name__ == "__main__":
    unittest.main()
