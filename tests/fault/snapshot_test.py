"""Snapshots and restores that are killed, meet a writer, or find no room."""

import os
import random
import re
import shutil
import subprocess
import threading
import time
import unittest

from faults import FaultCase, INDEX, IS_SANITIZED, articles, seed
from support import PATIENCE_SECONDS

MOMENTS = 10 if IS_SANITIZED else 60
SNAPSHOTS = 10 if IS_SANITIZED else 50


class SnapshotCase(FaultCase):
    def setUp(self):
        super().setUp()
        self.write("old.jsonl", articles(300, "old"))
        self.write("new.jsonl", articles(3000, "new", id_bytes=1000))

    def answers(self, index=INDEX):
        """Of an index in which nothing may be wrong, whatever its path."""
        return re.sub(rf"(?<![\w.]){re.escape(index)}(?!\w)", INDEX, self.timeless(self.ask_whole(index)))

    def seconds_of(self, *arguments):
        start = time.monotonic()
        done = self.run_newsidx(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return time.monotonic() - start

    def kill_after(self, seconds, *arguments):
        process = self.start(*arguments, stdin=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        process.wait(PATIENCE_SECONDS)


class Killed(SnapshotCase):
    def outcome(self, folder, whole):
        """What is at the path of a copy that was killed: nothing, what is refused, or all of it."""
        if not os.path.exists(self.path(folder)) or not os.listdir(self.path(folder)):
            return "nothing"
        done = self.run_newsidx("query", "--index", folder, "syria")
        if done.returncode == 0:
            self.assertEqual(self.answers(folder), whole)
            return "whole"
        refusals = ("is a copy of an index that was not finished (try: remove the folder",
                    "no index was finished at")  # it had a mark, and nothing else
        self.assertTrue(any(text in done.stderr for text in refusals), done.stderr)
        self.assert_error(done)
        if refusals[0] not in done.stderr:
            self.assertEqual(os.listdir(self.path(folder)), ["NEWSIDX"])
            return "empty"
        for command in (("build", "--replace", "old.jsonl"), ("add", "old.jsonl"), ("check",)):
            self.assert_error(self.run_newsidx(*command, "--index", folder), refusals[0])
        self.assert_error(self.run_newsidx("snapshot", folder), refusals[0])
        self.assert_error(self.run_newsidx("restore", folder, "--index", "never"), refusals[0])
        return "refused"

    def test_snapshots(self):
        self.build("--replace", "--quiet", "--segment-articles", "300", "new.jsonl")
        whole = self.answers()
        numbers = random.Random(seed("snapshots"))
        elsewhere = self.small_disk(256 << 10) + "/copy"  # all is copied: it takes longer
        outcomes = {}
        for folder in ("copy", os.path.relpath(elsewhere, self.folder)):
            seconds = min(self.seconds_of("snapshot", "--quiet", f"{folder}-{i}") for i in range(3))
            for number in range(MOMENTS):
                wait = (number + numbers.random()) / MOMENTS * seconds * 1.2
                self.kill_after(wait, "snapshot", folder)
                with self.subTest(f"{folder} killed after {wait:.4f} of {seconds:.4f} s"):
                    found = self.outcome(folder, whole)
                    outcomes[found] = outcomes.get(found, 0) + 1
                    shutil.rmtree(self.path(folder), ignore_errors=True)
            self.assertEqual(self.answers(), whole)
        print(f"snapshots killed at random moments: {outcomes}")
        self.assertGreater(outcomes.get("refused", 0), 0)

    def test_restores_in_place_of_an_index(self):
        self.build("--replace", "--quiet", "--segment-articles", "300", "new.jsonl")
        self.assertEqual(self.run_newsidx("snapshot", "copy").returncode, 0)
        new = self.answers("copy")
        self.build("--replace", "--quiet", "old.jsonl")
        old = self.answers()
        self.assertNotEqual(old, new)
        seconds = self.seconds_of("restore", "--quiet", "copy", "--index", "first")
        numbers = random.Random(seed("restores"))
        outcomes = {"old": 0, "new": 0}
        for number in range(MOMENTS):
            if number % 2 == 0:  # the same, and elsewhere
                shutil.rmtree(self.path(INDEX))
                shutil.copytree(self.path("first"), self.path(INDEX))
                self.build("--replace", "--quiet", "old.jsonl")
            # Most of the time goes by with verifying: the second half of the moments is for the end.
            share = numbers.random() if number < MOMENTS // 2 else 0.7 + 0.4 * numbers.random()
            self.kill_after(share * seconds, "restore", "--replace", "copy")
            found = self.answers()
            with self.subTest(f"killed after {share * seconds:.4f} of {seconds:.4f} s"):
                self.assertIn(found, (old, new))
                outcomes["old" if found == old else "new"] += 1
        done = self.run_newsidx("restore", "--replace", "copy")
        self.assertEqual((done.returncode, done.stderr), (0, ""))
        self.assertEqual(self.answers(), new)
        self.assertEqual(self.answers("copy"), new)
        # What the killed ones left is gone; an old index whose name was exchanged just then, too.
        self.assertEqual([name for name in os.listdir(self.folder) if name.startswith(INDEX)], [INDEX])
        print(f"restores killed at random moments: {outcomes}")

    def test_restores_to_a_new_place(self):
        self.build("--replace", "--quiet", "--segment-articles", "300", "new.jsonl")
        self.assertEqual(self.run_newsidx("snapshot", "copy").returncode, 0)
        whole = self.answers("copy")
        seconds = self.seconds_of("restore", "--quiet", "copy", "--index", "first")
        numbers = random.Random(seed("new places"))
        outcomes = {}
        for _ in range(MOMENTS // 2):
            wait = (0.6 + 0.5 * numbers.random()) * seconds
            self.kill_after(wait, "restore", "copy", "--index", "there")
            found = self.outcome("there", whole)
            outcomes[found] = outcomes.get(found, 0) + 1
            shutil.rmtree(self.path("there"), ignore_errors=True)
        self.assertEqual(self.answers("copy"), whole)
        print(f"restores to a new place killed at random moments: {outcomes}")


class BesideAWriter(SnapshotCase):
    def test_each_snapshot_is_a_generation_that_was_committed(self):
        """A process for each commit: small ones in the log, and some with files."""
        self.write("0.jsonl", articles(20, "w0"))
        self.build("--replace", "--quiet", "0.jsonl")
        totals, ended, errors = [20], threading.Event(), []  # articles after each addition

        def write():
            number = 0
            while not ended.is_set():
                number += 1
                count = 700 if number % 5 == 0 else 3
                self.write(f"more-{number}.jsonl", articles(count, f"w{number}"))
                totals.append(totals[-1] + count)
                done = self.run_newsidx("add", "--quiet", f"more-{number}.jsonl")
                if done.returncode != 0:
                    errors.append(done.stderr)
                    return

        writer = threading.Thread(target=write)
        writer.start()
        generations = []
        try:
            for number in range(SNAPSHOTS):
                folder = f"copy-{number}"
                done = self.run_newsidx("snapshot", "--json", folder)
                self.assertEqual((done.returncode, done.stderr), (0, ""))
                report, = self.json_lines(done.stdout)
                generations.append(report["generation"])
                self.assertIn(report["articles"], totals)
                done = self.run_newsidx("check", "--json", "--index", folder)
                self.assertEqual(done.returncode, 0, done.stdout + done.stderr)
                self.assertEqual(self.json_lines(done.stdout)[-1]["articles"], report["articles"])
        finally:
            ended.set()
            writer.join()
        self.assertEqual(errors, [])
        self.assertEqual(generations, sorted(generations))
        self.assertGreater(len(set(generations)), SNAPSHOTS // 10)
        print(f"{SNAPSHOTS} snapshots of {len(set(generations))} generations, {len(totals)} additions")

    def test_a_writer_is_not_disturbed_by_one_in_its_folder_that_is_restored(self):
        self.build("--replace", "--quiet", "old.jsonl")
        self.assertEqual(self.run_newsidx("snapshot", "copy").returncode, 0)
        refused = 0
        for _ in range(10):  # a build may end before, or the restore be first
            refused += self.restores_refused_beside_a_build()
            if refused > 0:
                break
        self.assertGreater(refused, 0)
        self.ask_whole()

    def restores_refused_beside_a_build(self):
        process = self.start("build", "--replace", "--quiet", "--memory", "16M", "new.jsonl",
                             stdin=subprocess.DEVNULL)
        refused = 0
        while process.poll() is None:
            done = self.run_newsidx("restore", "--replace", "copy")
            if done.returncode == 0:
                continue  # before it had begun, or when it had ended
            self.assert_error(done, INDEX, "in use by another writer")
            refused += 1
        _, errors = process.communicate()
        if process.returncode != 0:
            self.assertIn(b"in use by another writer", errors)  # the restore was first
        return refused

    def test_readers_find_the_old_or_the_new_index(self):
        self.build("--replace", "--quiet", "old.jsonl")
        self.assertEqual(self.run_newsidx("snapshot", "copy-old").returncode, 0)
        old = self.answers()
        self.build("--replace", "--quiet", "new.jsonl")
        self.assertEqual(self.run_newsidx("snapshot", "copy-new").returncode, 0)
        new = self.answers()
        asked = {"old": 0, "new": 0}
        for number in range(5):
            process = self.start("restore", "--replace", f"copy-{'old' if number % 2 == 0 else 'new'}",
                                 stdin=subprocess.DEVNULL)
            while process.poll() is None:
                found = self.answers()
                self.assertIn(found, (old, new))
                asked["old" if found == old else "new"] += 1
            self.assertEqual(process.returncode, 0, process.stderr.read())
        print(f"readers beside 5 restores: {asked}")


class NoRoom(SnapshotCase):
    def test_a_full_disk_leaves_nothing(self):
        self.build("--replace", "--quiet", "new.jsonl")
        whole = self.answers()
        size = self.size() >> 10
        refused = 0
        for share in (0.02, 0.2, 0.5, 0.8, 0.95, 1.0, 1.3):
            disk = self.small_disk(int(size * share))
            folder = os.path.relpath(disk, self.folder) + "/copy"
            for command in (("snapshot", folder), ("restore", INDEX, "--index", folder)):
                done = self.run_newsidx(*command)
                with self.subTest(f"{command[0]}, {share:.2f} of {size} KiB"):
                    if done.returncode == 0:
                        self.assertEqual(self.answers(folder), whole)
                        shutil.rmtree(self.path(folder))
                        continue
                    refused += 1
                    self.assert_error(done, folder, "No space left on device (try: free some disk space)")
                    self.assertEqual(os.listdir(disk), [])
        self.assertGreater(refused, 5)
        self.assertEqual(self.answers(), whole)

    def test_no_room_for_a_second_index(self):
        """A restore in place of an index on a disk that has room for one alone."""
        self.build("--replace", "--quiet", "new.jsonl")
        self.build("--replace", "--quiet", "old.jsonl", "--index", "old")
        disk = self.small_disk(int(self.size() / 1024 * 0.8))
        index = os.path.relpath(disk, self.folder) + "/index"
        self.build("--replace", "--quiet", "old.jsonl", "--index", index)
        old = self.answers(index)
        self.assert_error(self.run_newsidx("restore", INDEX, "--replace", "--index", index),
                          "No space left on device")
        self.assertEqual(self.answers(index), old)
        self.assertEqual(os.listdir(disk), ["index"])


if __name__ == "__main__":
    unittest.main()
