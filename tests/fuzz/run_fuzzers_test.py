"""The runner of the fuzz targets, with targets that are fakes: what they find is told, and fails."""

import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parent / "support"))

import watchdog  # noqa: E402, F401  (tests/support/watchdog.py)

import run_fuzzers  # noqa: E402

STATISTICS = """#7 DONE cov: 3 ft: 4 corp: 5/6b lim: 9 exec/s: 70
stat::number_of_executed_units: 700
stat::average_exec_per_sec:     35
stat::slowest_unit_time_sec:    2
"""

# What a fake does, in Python: it has the arguments that a target has.
FAKES = {
    "sound": "print(STATISTICS)",
    "crashing": """
print('newsidx: internal error: page_fuzz.cc:7: invariant does not hold: a < b')
print('    #5 0x1 in find_it /work/src/source/page.cc:12:3')
write('crash-0a1b')
sys.exit(77)""",
    "hanging": "print('ALARM: working on the last Unit for 6 seconds'); write('timeout-2c'); sys.exit(70)",
    "leaking": "print('ERROR: LeakSanitizer: detected memory leaks'); write('leak-3d'); sys.exit(77)",
    "dying": "print('cannot open shared object'); sys.exit(127)",
    "seeing": "print(sorted(p.read_bytes() for p in pathlib.Path(sys.argv[-1]).iterdir()), STATISTICS)",
}
PROLOGUE = f"""#!{sys.executable}
import pathlib, sys
STATISTICS = {STATISTICS!r}
prefix = [a for a in sys.argv if a.startswith('-artifact_prefix=')][0].split('=')[1]
def write(name): pathlib.Path(prefix + name).write_text('input')
"""


class RunFuzzersTest(unittest.TestCase):
    def setUp(self):
        folder = tempfile.TemporaryDirectory(prefix="newsidx-fuzz-test-")
        self.addCleanup(folder.cleanup)
        self.build = Path(folder.name)
        (self.build / "bin").mkdir()
        lines = []
        for name, code in FAKES.items():
            program = self.build / "bin" / f"{name}_fuzz"
            program.write_text(PROLOGUE + code + "\n")
            program.chmod(0o755)
            seeds = "golden/stored_article_id_only.hex" if name == "seeing" else ""
            lines.append(f"{name} 64 5 - {seeds}\n")
        (self.build / "fuzzers.txt").write_text("".join(lines))

    def run_them(self, *names):
        return subprocess.run([sys.executable, "-B", HERE / "run_fuzzers.py", self.build, "1", *names],
                              capture_output=True, text=True, check=False, timeout=100)

    def test_what_is_sound_passes_with_its_figures(self):
        done = self.run_them("sound")
        self.assertEqual(done.returncode, 0, done.stderr)
        self.assertIn("sound          700        35       5          2  ok", done.stdout)
        self.assertIn("fuzz: 1 ok, 0 failed", done.stdout)

    def test_what_was_found_is_told_with_its_input_and_place(self):
        rows = {"crashing": ("crash", "crash-0a1b", "page_fuzz.cc:7: invariant does not hold: a < b"),
                "hanging": ("hangs", "timeout-2c", "ALARM: working on the last Unit"),
                "leaking": ("leak", "leak-3d", "LeakSanitizer: detected memory leaks"),
                "dying": ("failed", "", "cannot open shared object")}
        for name, (result, found, said) in rows.items():
            with self.subTest(name):
                done = self.run_them(name, "sound")
                self.assertEqual(done.returncode, 1, done.stderr)
                self.assertIn(f"\n{name}: {result}; all it said: ", done.stdout)
                self.assertIn(said, done.stdout)
                self.assertIn("fuzz: 1 ok, 1 failed", done.stdout)
                if found:
                    self.assertIn(f"{self.build}/work/{name}/found/{found}\n", done.stdout)
        self.assertIn("in find_it /work/src/source/page.cc:12:3", self.run_them("crashing").stdout)

    def test_seeds_are_bytes(self):
        self.run_them("seeing")
        log = (self.build / "work" / "seeing" / "log").read_text()
        hexadecimal = (HERE.parent / "golden" / "stored_article_id_only.hex").read_text()
        self.assertIn(repr([run_fuzzers.bytes_of_hex(hexadecimal)]), log)

    def test_a_misspelt_name_is_refused(self):
        done = self.run_them("sund")
        self.assertEqual(done.returncode, 2)
        self.assertIn("no target sund (try: sound crashing", done.stderr)


if __name__ == "__main__":
    unittest.main()
