"""kill -9 during watch: what it said is committed is there, and all that came is there once."""

import json
import os
import random
import subprocess
import time
import unittest

from faults import FaultCase, IS_SANITIZED, seed
from support import COMMAND, PATIENCE_SECONDS, environment

KILLS = int(os.environ.get("NEWSIDX_KILLS", "6" if IS_SANITIZED else "25"))


def record(name, body):
    return json.dumps({"id": name, "body": f"The price of {body} rose."}) + "\n"


class KilledWatch(FaultCase):
    """Beside the index there is a list of what was written, and of what was acknowledged."""

    def setUp(self):
        super().setUp()
        self.numbers = random.Random(seed("watch"))
        self.written = {}  # file -> whole records so far
        self.rest = {}     # file -> of a record that is half written
        self.count = 0
        os.makedirs(self.path("saved"))

    def append(self):
        """Some records to a file, of which the last may be half written."""
        name = f"saved/{self.numbers.randrange(4)}.jsonl"
        with open(self.path(name), "a", encoding="utf-8") as file:
            file.write(self.rest.pop(name, ""))
            for _ in range(self.numbers.randint(1, 5)):
                self.count += 1
                new = record(f"a{self.count}", f"oil{self.count}")
                cut = self.numbers.choice([len(new), len(new), self.numbers.randrange(1, len(new))])
                file.write(new[:cut])
                self.written.setdefault(name, []).append(f"a{self.count}")
                if cut < len(new):
                    self.rest[name] = new[cut:]
                    break

    def write_page(self):
        self.count += 1
        self.write(f"new/{self.count}.txt", f"Page\n\nThe price of page{self.count} rose.\n")
        os.rename(self.path(f"new/{self.count}.txt"), self.path(f"saved/{self.count}.txt"))
        self.written[f"saved/{self.count}.txt"] = [f"{self.count}.txt"]

    def complete(self):
        for name, rest in self.rest.items():
            with open(self.path(name), "a", encoding="utf-8") as file:
                file.write(rest)
        self.rest = {}

    def expected(self):
        return {each for ids in self.written.values() for each in ids}

    def found(self):
        if not os.path.exists(self.path(".newsidx/NEWSIDX")):
            return set()
        done = self.run_newsidx("query", "--json", "--no-snippets", "--limit", "10000", "price")
        if "no index" in done.stderr:  # the first build was killed
            return set()
        self.assertIn(done.returncode, (0, 1), done.stderr)
        hits = [line["id"] for line in self.json_lines(done.stdout) if line["type"] == "hit"]
        self.assertEqual(len(hits), len(set(hits)))
        return set(hits)

    def start_watch(self):
        with open(self.path("commits"), "wb") as out, open(self.path("errors"), "ab") as errors:
            process = subprocess.Popen(
                [COMMAND, "watch", "--json", "--commit-every", "50ms", "--index", ".newsidx", "saved"],
                cwd=self.folder, env=environment(), stdin=subprocess.DEVNULL, stdout=out,
                stderr=errors)
        self.addCleanup(self.end, process)
        return process

    @staticmethod
    def end(process):
        if process.poll() is None:
            process.kill()
        process.wait(PATIENCE_SECONDS)

    def test_at_random_moments(self):
        known = set()
        commits = 0
        for _ in range(KILLS):
            process = self.start_watch()
            for _ in range(self.numbers.randint(1, 6)):
                self.append() if self.numbers.randrange(3) else self.write_page()
                time.sleep(self.numbers.random() * 0.15)
            acknowledged = self.found()
            time.sleep(self.numbers.random() * 0.2)
            self.end(process)
            with open(self.path("commits"), encoding="utf-8") as file:
                reports = [json.loads(each) for each in file if each.endswith("\n")]
            commits += len(reports)
            added = sum(each["articles"] - each["replaced"] for each in reports)
            self.assertTrue(all(each["replaced"] == each["deleted"] == 0 for each in reports), reports)
            found = self.found()
            self.assertLessEqual(known | acknowledged, found)
            self.assertGreaterEqual(len(found), len(known) + added)
            self.assertLessEqual(found, self.expected())
            known = found
        self.complete()
        process = self.start_watch()
        deadline = time.monotonic() + PATIENCE_SECONDS
        while self.found() != self.expected():
            self.assertLess(time.monotonic(), deadline, self.expected() ^ self.found())
            time.sleep(0.1)
        process.terminate()
        self.assertEqual(process.wait(PATIENCE_SECONDS), 130)
        check = self.run_newsidx("check")
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)
        print(f"{KILLS} kills of watch, {commits} commits before them, {self.count} articles")


if __name__ == "__main__":
    unittest.main()
