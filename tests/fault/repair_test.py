"""Every kind of damage, then repair: the index is sound, what survived is right, what is lost is named.
And rebuild and repair that are killed, or find no room."""

import json
import os
import random
import shutil
import subprocess
import time
import unittest

from faults import FaultCase, INDEX, articles, seed
from support import PATIENCE_SECONDS

IS_LONG = "NEWSIDX_LONG" in os.environ
FLIPS_A_FILE = 8 if IS_LONG else 1
CUTS = (0, 1, 2, 3) if IS_LONG else (0, 2)  # fourths of a file that are left
MOMENTS = 48 if IS_LONG else 6
COUNT = 1500


class RepairCase(FaultCase):
    def setUp(self):
        super().setUp()
        self.write("news.jsonl", articles(COUNT, "news"))
        self.texts = {json.loads(line)["id"]: json.loads(line)
                      for line in articles(COUNT, "news").splitlines()}

    def repair(self, index, what):
        """The report, or nothing where nothing could be saved."""
        done = self.run_newsidx("repair", "--json", "--no-progress", "--index", index)
        if done.returncode == 2:
            self.assert_error(done)
            said = ("nothing can be saved", "its file NEWSIDX is damaged, or somebody else's")
            self.assertTrue(any(text in done.stderr for text in said), f"{what}: {done.stderr}")
            return None
        self.assertEqual(done.returncode, 0, f"{what}: {done.stderr}")
        return json.loads(done.stdout)

    def ids(self, index, query="syria"):
        done = self.run_newsidx("query", "--json", "--no-snippets", "--limit", "10000", "--index",
                                index, query)
        return {hit["id"] for hit in self.json_lines(done.stdout) if hit["type"] == "hit"}

    def assert_repaired(self, index, report, what, alive):
        """What is there is what was written; what is not is named, or its place is."""
        with self.subTest(what):
            checked = self.run_newsidx("check", "--index", index)
            self.assertEqual(checked.returncode, 0, checked.stdout + checked.stderr)
            found = self.ids(index)
            self.assertEqual(len(found), report["articles"])
            self.assertLessEqual(found, set(self.texts))
            missing = alive - found
            self.assertLessEqual(set(report["lost_ids"]), missing)
            named = len(report["lost_ids"]) + sum("is lost, and its id" in problem
                                                  for problem in report["problems"])
            is_older = any("is taken" in problem for problem in report["problems"])
            if not is_older:
                self.assertLessEqual(len(missing), named)
            for article_id in list(found)[:3]:
                shown = json.loads(self.run_newsidx("show", "--json", "--index", index,
                                                    article_id).stdout)
                self.assertEqual(shown["body"], self.texts[article_id]["body"])


class Damaged(RepairCase):
    """Of an index in tables, one in the log alone, and one that was added to and deleted from."""

    def setUp(self):
        super().setUp()
        lines = articles(COUNT, "news").splitlines(keepends=True)
        self.write("few.jsonl", "".join(lines[:40]))
        self.write("half.jsonl", "".join(lines[:COUNT // 2]))
        self.build("--quiet", "--index", "tables", "--segment-articles", "400", "news.jsonl")
        self.build("--quiet", "--index", "logged", "few.jsonl")
        self.build("--quiet", "--index", "changed", "half.jsonl")
        for arguments in (("add", "--quiet", "news.jsonl"), ("delete", "--quiet", "news-7", "news-900")):
            done = self.run_newsidx(*arguments, "--index", "changed")
            self.assertEqual(done.returncode, 0, done.stderr)
        self.alive = {index: self.ids(index) for index in ("tables", "logged", "changed")}
        self.assertEqual([len(ids) for ids in self.alive.values()], [COUNT, 40, COUNT - 2])
        value = seed("repair")
        self.numbers = random.Random(value)
        self.outcomes = {}

    def contents(self, index):
        contents = {}
        for name in self.files(index):
            with open(os.path.join(self.path(index), name), "rb") as file:
                contents[name] = file.read()
        return contents

    def for_each_file(self):
        for index in self.alive:
            for name in self.files(index):
                yield index, name

    def try_damage(self, index, name, what, change):
        broken = "broken"
        shutil.rmtree(self.path(broken), ignore_errors=True)
        for left in os.listdir(self.folder):
            if left.startswith("broken."):
                shutil.rmtree(self.path(left))
        shutil.copytree(self.path(index), self.path(broken))
        path = self.path(f"{broken}/{name}")
        with open(path, "rb") as file:
            content = bytearray(file.read())
        change(path, content)
        damaged = self.contents(broken)
        what = f"{index}: {name}: {what}"
        report = self.repair(broken, what)
        if report is None:
            outcome = "nothing saved"
            self.assertEqual(damaged, self.contents(broken), what)
        elif report["was_sound"]:
            outcome = "sound"
            self.assertEqual(self.ids(broken), self.alive[index], what)
        else:
            outcome = "all saved" if report["lost"] == 0 else "some lost"
            self.assert_repaired(broken, report, what, self.alive[index])
            kept = report["damaged_path"]
            self.assertTrue(kept.endswith("broken.damaged-1"), report)
            after = self.contents(kept)
            for each, before in damaged.items():
                if each != "NEWSIDX":  # a damaged mark is written anew
                    self.assertEqual(after[each], before, what)
        self.outcomes[outcome] = self.outcomes.get(outcome, 0) + 1

    def test_a_flipped_bit_in_any_file(self):
        for index, name in self.for_each_file():
            for _ in range(FLIPS_A_FILE):
                offset = self.numbers.randrange(1 << 30)
                mask = 1 << self.numbers.randrange(8)

                def flip(path, content, offset=offset, mask=mask):
                    if content:
                        content[offset % len(content)] ^= mask
                    with open(path, "wb") as file:
                        file.write(content)
                self.try_damage(index, name, f"{offset} ^ {mask}", flip)
        print("flips:", self.outcomes)
        self.assertGreater(self.outcomes.get("all saved", 0), 5)

    def test_a_file_cut_short(self):
        for index, name in self.for_each_file():
            for share in CUTS:
                self.try_damage(index, name, f"cut to {share}/4",
                                lambda path, content, share=share: os.truncate(path, len(content) * share // 4))
        print("cuts:", self.outcomes)
        self.assertGreater(self.outcomes.get("all saved", 0), 5)

    def test_a_file_missing(self):
        for index, name in self.for_each_file():
            self.try_damage(index, name, "missing", lambda path, content: os.remove(path))
        print("missing:", self.outcomes)
        self.assertGreater(self.outcomes.get("all saved", 0), 5)

    def test_the_list_of_files_and_current_are_gone(self):
        """All articles are in the tables, deleted ones stay deleted."""
        for index in self.alive:
            def remove(path, content, index=index):
                for name in os.listdir(self.path("broken")):
                    if name == "CURRENT" or name.startswith("MANIFEST-"):
                        os.remove(self.path(f"broken/{name}"))
            self.try_damage(index, "CURRENT", "with its list gone", remove)
            self.assertEqual(self.ids("broken"), self.alive[index])


class Interrupted(RepairCase):
    def setUp(self):
        super().setUp()
        self.build("--quiet", "news.jsonl")

    def break_index(self):
        """All terms are lost, and a block of articles."""
        for name in self.files():
            path = self.path(f"{INDEX}/{name}")
            with open(path, "rb") as file:
                content = bytearray(file.read())
            if b"newsidx.familyterms" in content:
                os.truncate(path, len(content) // 2)
            if b"newsidx.familydocs" in content:
                content[len(content) // 3] ^= 0x10
                with open(path, "wb") as file:
                    file.write(content)

    def kill_after(self, seconds, *arguments):
        process = self.start(*arguments, stdin=subprocess.DEVNULL)
        time.sleep(seconds)
        process.kill()
        process.wait(PATIENCE_SECONDS)

    def seconds_of(self, *arguments):
        start = time.monotonic()
        done = self.run_newsidx(*arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return time.monotonic() - start

    def put_back(self):
        """The damaged index; one that was killed before the exchange has left a sound one there."""
        for name in sorted(os.listdir(self.folder)):
            if not name.startswith(INDEX + ".damaged"):
                continue
            if self.run_newsidx("check", "--index", name).returncode == 0:
                shutil.rmtree(self.path(name))
            else:
                self.assertFalse(os.path.exists(self.path(INDEX)))
                os.rename(self.path(name), self.path(INDEX))
        self.assertTrue(os.path.exists(self.path(INDEX)))

    def test_a_rebuild_is_killed(self):
        whole = self.timeless(self.ask_whole())
        seconds = self.seconds_of("rebuild", "--quiet")
        self.assertEqual(self.timeless(self.ask_whole()), whole)
        for moment in range(MOMENTS):
            self.kill_after(seconds * 1.1 * moment / MOMENTS, "rebuild", "--quiet")
            self.assertEqual(self.timeless(self.ask_whole()), whole)
        self.seconds_of("rebuild", "--quiet")
        self.assert_nothing_staged()

    def test_a_repair_is_killed(self):
        self.break_index()
        shutil.copytree(self.path(INDEX), self.path("broken"))
        dry = self.run_newsidx("repair", "--json", "--dry-run")
        wanted = json.loads(dry.stdout)
        seconds = self.seconds_of("repair", "--quiet", "--index", "broken")
        repaired = 0
        for moment in range(MOMENTS):
            self.kill_after(seconds * 1.1 * moment / MOMENTS, "repair", "--quiet")
            done = self.run_newsidx("check")
            if done.returncode == 0:  # it was faster
                repaired += 1
                self.assertEqual(len(self.ids(INDEX)), wanted["articles"])
                shutil.rmtree(self.path(INDEX))
                self.put_back()
        report = self.repair(INDEX, "after kills")
        self.assertEqual((report["articles"], report["lost"]), (wanted["articles"], wanted["lost"]))
        left = [name for name in os.listdir(self.folder) if "restoring" in name]
        self.assertEqual(left, [])
        print(f"repairs killed: {MOMENTS}, of which done: {repaired}")

    def test_there_is_no_room_for_a_rebuild(self):
        refused = 0
        needed_kib = self.size() // 1024 + 64
        for room_kib in (40, 100, 200, 400, 30000):
            index = os.path.join(self.small_disk(needed_kib + room_kib), "index")
            shutil.copytree(self.path(INDEX), index)
            whole = self.timeless(self.ask_whole(index))
            done = self.run_newsidx("rebuild", "--quiet", "--index", index)
            refused += done.returncode
            if done.returncode != 0:
                self.assert_error(done)
            self.assertEqual(self.timeless(self.ask_whole(index)), whole)
        self.assertGreater(refused, 0)

    def test_there_is_no_room(self):
        self.break_index()
        refused = 0
        for size_kib in (700, 1000, 1500, 2000, 4000, 30000):
            disk = self.small_disk(size_kib)
            index = os.path.join(disk, "index")
            try:
                shutil.copytree(self.path(INDEX), index)
            except (shutil.Error, OSError):
                continue
            before = sorted(os.listdir(disk))
            done = self.run_newsidx("repair", "--quiet", "--index", index)
            if done.returncode == 0:
                self.assertEqual(self.run_newsidx("check", "--index", index).returncode, 0)
                continue
            refused += 1
            self.assert_error(done)
            self.assertEqual(sorted(os.listdir(disk)), before)
        self.assertGreater(refused, 0)


if __name__ == "__main__":
    unittest.main()
