"""kill -9 during add, delete and merge: each is done, or was not begun."""

import json
import os
import random
import subprocess
import time
import unittest

from faults import FaultCase, IS_SANITIZED, seed
from support import PATIENCE_SECONDS

KILLS = int(os.environ.get("NEWSIDX_KILLS", "12" if IS_SANITIZED else "60"))


def records(bodies):
    return "".join(json.dumps({"id": name, "body": f"The price of {body} rose."}) + "\n"
                   for name, body in bodies.items())


class KilledUpdates(FaultCase):
    """Beside the index there is a list of what has to be in it."""

    def setUp(self):
        super().setUp()
        self.numbers = random.Random(seed("updates"))
        self.files = {}  # name -> {id: body}
        self.known = {}  # id -> body
        self.change_file("0.jsonl")
        self.known = dict(self.files["0.jsonl"])
        self.build("--replace", "--quiet", "0.jsonl")

    def change_file(self, name):
        number = int(name.split(".")[0])
        ids = self.numbers.sample(range(number * 40, number * 40 + 40), self.numbers.randint(5, 30))
        self.files[name] = {f"a{each}": f"oil{self.numbers.randrange(10 ** 6)}" for each in ids}
        self.write(name, records(self.files[name]))

    def found(self):
        done = self.run_newsidx("query", "--json", "--no-snippets", "--limit", "10000", "price")
        self.assertIn(done.returncode, (0, 1), done.stderr)
        hits = [line["id"] for line in self.json_lines(done.stdout) if line["type"] == "hit"]
        self.assertEqual(len(hits), len(set(hits)))
        return set(hits)

    def assert_is(self, *states):
        """The index has the articles of one of these states."""
        found = self.found()
        states = [state for state in states if set(state) == found]
        self.assertTrue(states, f"{sorted(found)} was never there")
        for name in self.numbers.sample(sorted(found), min(2, len(found))):
            shown = self.run_newsidx("show", "--json", name)
            self.assertIn(json.loads(shown.stdout)["body"],
                          {f"The price of {state[name]} rose." for state in states})
        check = self.run_newsidx("check")
        self.assertEqual(check.returncode, 0, check.stdout + check.stderr)

    def next_step(self):
        """A command, and what there is after it."""
        after = dict(self.known)
        kind = self.numbers.choice(["add", "add", "add", "delete", "merge"])
        if kind == "add":
            name = f"{self.numbers.randrange(8)}.jsonl"
            before = self.files.get(name, {})
            self.change_file(name)
            for each in before:
                after.pop(each, None)
            after.update(self.files[name])
            return ("add", "--quiet", name), after
        if kind == "delete" and after:
            gone = self.numbers.sample(sorted(after), min(3, len(after)))
            for each in gone:
                del after[each]
            return ("delete", "--quiet", *gone), after
        return ("merge", "--quiet", "--full"), after

    def test_at_random_moments(self):
        seconds = 0.05
        ended = 0
        for _ in range(KILLS):
            command, after = self.next_step()
            process = self.start(*command, stdin=subprocess.DEVNULL)
            time.sleep(self.numbers.random() * seconds * 1.3)
            ended += process.poll() is not None
            process.kill()
            process.wait(PATIENCE_SECONDS)
            self.assert_is(self.known, after)
            # Once more, to its end: what the killed one left is no obstacle.
            start = time.monotonic()
            done = self.run_newsidx(*command)
            seconds = time.monotonic() - start
            self.assertIn(done.returncode, (0, 1), f"{command}: {done.stderr}")
            self.known = after
            self.assert_is(self.known)
        print(f"{KILLS} kills of add, delete and merge, {ended} behind the end")


if __name__ == "__main__":
    unittest.main()
