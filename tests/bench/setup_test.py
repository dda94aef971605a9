"""bench/setup and tests/support/install_packages, with compilers and apt that are fakes."""

import os
import re
import subprocess
import unittest

from support import REPOSITORY, Case

from drivers import ENGINES

CMAKE = """#!/bin/sh
echo "cmake $*" >> "$FAKE_CALLS"
case "$*" in
  *"--target help") printf '%s: phony\\n' newsidx_cli bench_brute_force bench_generate \
    bench_newsidx bench_xapian bench_sqlite_fts5 bench_extract_pages bench_micro ;;
  "--build "*)
    mkdir -p "$2/bin"
    printf '#!/bin/sh\\n' > "$2/bin/$4"
    chmod +x "$2/bin/$4" ;;
esac
"""
OTHER_BUILDER = '#!/bin/sh\necho "$(basename "$0") $*" >> "$FAKE_CALLS"\n'
ALL_INSTALLED = """#!/bin/sh
shift 2
for package; do echo "installed $package"; done
"""
LOCKED_TWICE = """#!/bin/sh
echo "apt-get $*" >> "$FAKE_CALLS"
case "$*" in
  *FOREVER*) ;;
  *)
    [ "$(grep -c "^apt-get" "$FAKE_CALLS")" -gt 2 ] && exit 0 ;;
esac
echo 'E: Could not get lock /var/lib/apt/lists/lock. It is held by process 7 (apt-get)' >&2
exit 100
"""


class WithFakes(Case):
    def setUp(self) -> None:
        super().setUp()
        self.program("sudo", '#!/bin/sh\nexec "$@"\n')

    def program(self, name: str, text: str) -> None:
        self.write(f"fakes/{name}", text).chmod(0o755)

    def call(self, *command: str, **environment: str) -> subprocess.CompletedProcess:
        return subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=REPOSITORY, timeout=60,
            env={"PATH": f"{self.folder / 'fakes'}:{os.environ['PATH']}", "HOME": str(self.folder),
                 "NEWSIDX_BENCH_DIR": str(self.folder / "bench"),
                 "FAKE_CALLS": str(self.folder / "calls"), **environment})

    def calls(self) -> list[str]:
        file = self.folder / "calls"
        return file.read_text(encoding="utf-8").splitlines() if file.exists() else []


class Setup(WithFakes):
    def setUp(self) -> None:
        super().setUp()
        self.program("dpkg-query", ALL_INSTALLED)
        self.program("cmake", CMAKE)
        for name in ("mvn", "cargo"):
            self.program(name, OTHER_BUILDER)
        pip = self.write("bench/venv/bin/pip", OTHER_BUILDER)
        pip.chmod(0o755)

    def setup(self, *arguments: str) -> subprocess.CompletedProcess:
        done = self.call("bench/setup", *arguments)
        self.assertEqual(done.returncode, 0, done.stderr)
        return done

    def targets(self) -> set[str]:
        return {match[1] for call in self.calls()
                if (match := re.search(r"--target (\w+) --parallel", call))}

    def test_only_the_engines_that_were_named_are_built(self):
        done = self.setup("--engines", "newsidx,xapian")
        self.assertEqual(self.targets(), {"newsidx_cli", "bench_brute_force", "bench_generate",
                                          "bench_newsidx", "bench_xapian"})
        self.assertEqual([call for call in self.calls() if call.startswith(("mvn", "cargo"))], [])
        self.assertRegex(done.stdout, r"xapian +there")
        self.assertNotIn("lucene", done.stdout)

    def test_a_smoke_run_builds_the_driver_of_pages(self):
        done = self.setup("--smoke")
        self.assertIn("bench_extract_pages", self.targets())
        self.assertRegex(done.stdout, r"extract_pages +there")

    def test_rust_engines_are_built_one_by_one(self):
        self.setup("--engines=tantivy")
        (call,) = [call for call in self.calls() if call.startswith("cargo")]
        self.assertIn("--package tantivy_driver", call)

    def test_another_call_leaves_what_is_there(self):
        self.setup("--engines", "tantivy")  # the fake builds nothing: a reason is noted
        self.setup("--engines", "xapian")
        self.setup("--engines", "sqlite_fts5")
        self.assertTrue((self.folder / "bench" / "bin" / "xapian").exists())
        reasons = (self.folder / "bench" / "left_out.tsv").read_text(encoding="utf-8")
        self.assertRegex(reasons, r"^tantivy\tdoes not build[^\n]*\n$")

    def test_every_engine_of_the_runner_is_known(self):
        for engine in ENGINES:
            done = self.call("bench/setup", "--engines", f"{engine},nobody")
            self.assertIn("unknown engine 'nobody'", done.stderr)

    def test_wrong_arguments_are_told_in_one_line_before_anything_is_built(self):
        for arguments in (["--engines", "nobody"], ["--engines"], ["--engines="], ["--smoke", "1"],
                          ["--quick"]):
            with self.subTest(arguments=arguments):
                done = self.call("bench/setup", *arguments)
                self.assertEqual(done.returncode, 2)
                self.assertRegex(done.stderr, r"^bench/setup: error: [^\n]*try: [^\n]*\n$")
        self.assertEqual(self.calls(), [])


class InstallPackages(WithFakes):
    def install(self, packages: str, **environment: str) -> subprocess.CompletedProcess:
        self.program("dpkg-query", "#!/bin/sh\nexit 1\n")
        self.program("apt-get", LOCKED_TWICE)
        file = self.write("packages.txt", f"{packages}  # why\n")
        return self.call("tests/support/install_packages", str(file), APT_LOCK_PAUSE="0.1",
                         **environment)

    def test_it_waits_while_another_process_has_the_lock(self):
        done = self.install("zstd")
        self.assertEqual(done.returncode, 0, done.stderr)
        calls = self.calls()
        self.assertEqual([call.split()[-1] for call in calls], ["update"] * 3 + ["zstd"])
        for call in calls:
            self.assertIn("-o DPkg::Lock::Timeout=600", call)
        self.assertIn("waiting for apt's lock", done.stderr)

    def test_it_does_not_wait_for_ever(self):
        done = self.install("FOREVER", APT_LOCK_SECONDS="1")
        self.assertEqual(done.returncode, 100)
        self.assertIn("Could not get lock", done.stderr)

    def test_other_errors_are_told_at_once(self):
        self.program("dpkg-query", "#!/bin/sh\nexit 1\n")
        self.program("apt-get", OTHER_BUILDER + "echo 'E: no network' >&2\nexit 100\n")
        done = self.call("tests/support/install_packages")
        self.assertEqual((done.returncode, len(self.calls())), (100, 1))
        self.assertIn("E: no network", done.stderr)


if __name__ == "__main__":
    unittest.main()
