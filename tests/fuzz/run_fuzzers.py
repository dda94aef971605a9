"""Runs built fuzz targets, and says what they found.

    run_fuzzers.py BUILD_FOLDER SECONDS [NAME...]

BUILD_FOLDER/fuzzers.txt (written by CMakeLists.txt) has a line for each target:

    NAME MAX_LEN SECONDS_AN_INPUT DICTIONARY SEEDS...

SEEDS are files and folders relative to tests/, besides fuzz/seeds/NAME; a file NAME.hex, in which "#"
starts a comment, stands for its bytes. In BUILD_FOLDER/work/NAME are the corpus, which is kept, the
log of the last run, and in `found` the inputs that failed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path

TESTS = Path(__file__).resolve().parents[1]
JOBS = 2
MEMORY_MB = 2048  # of a target with its sanitizers; what the readers themselves may take is far less
PATIENCE_SECONDS = 120  # beyond its time: libFuzzer itself ends an input that hangs
MEMORY_FOLDER = Path("/dev/shm")  # for files that a target writes, where there is one

# How libFuzzer names the input that failed, and what that means.
KINDS = {"crash": "crash", "timeout": "hangs", "oom": "memory", "leak": "leak"}


@dataclass
class Fuzzer:
    name: str
    max_len: int
    seconds: int  # for one input
    dictionary: str  # "-": none
    seeds: list[str]


@dataclass
class Outcome:
    executions: str = "?"
    speed: str = "?"
    corpus: str = "?"
    slowest: str = "?"
    result: str = "ok"
    said: list[str] = field(default_factory=list)  # what is wrong, and where
    inputs: list[Path] = field(default_factory=list)  # that show it again


def read_fuzzers(path: Path) -> list[Fuzzer]:
    fuzzers = []
    for line in path.read_text(encoding="utf-8").splitlines():
        name, max_len, seconds, dictionary, *seeds = line.split()
        fuzzers.append(Fuzzer(name, int(max_len), int(seconds), dictionary,
                              [f"fuzz/seeds/{name}", *seeds]))
    return fuzzers


def bytes_of_hex(text: str) -> bytes:
    return bytes.fromhex(" ".join(line.split("#")[0] for line in text.splitlines()))


def write_seeds(fuzzer: Fuzzer, folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    number = 0
    for name in fuzzer.seeds:
        path = TESTS / name
        for file in sorted(path.iterdir()) if path.is_dir() else [path] if path.exists() else []:
            data = file.read_bytes()
            if file.suffix == ".hex":
                data = bytes_of_hex(data.decode())
            (folder / f"{number:03}").write_bytes(data)
            number += 1


def last(pattern: str, log: str, otherwise: str = "?") -> str:
    found = re.findall(pattern, log)
    return found[-1] if found else otherwise


def read_log(log: str, status: int | None, found: list[Path]) -> Outcome:
    """status: None when the program had to be ended."""
    outcome = Outcome(
        executions=last(r"stat::number_of_executed_units:\s*(\d+)", log),
        speed=last(r"stat::average_exec_per_sec:\s*(\d+)", log),
        corpus=last(r"corp: (\d+)", log),
        slowest=last(r"stat::slowest_unit_time_sec:\s*(\d+)", log),
        inputs=found)
    if status == 0 and not found:
        return outcome
    kinds = {KINDS.get(path.name.split("-")[0], "?") for path in found}
    outcome.result = "does not end" if status is None else ", ".join(sorted(kinds)) or "failed"
    lines = log.splitlines()
    telling = re.compile(r"internal error:|ERROR: |runtime error:|ALARM: |terminate called|what\(\)")
    ours = re.compile(r"^\s+#\d+ 0x\w+ in (?!.* /usr/).*(/src/|/tests/)")
    outcome.said = [line.strip() for line in lines if telling.search(line)][:6]
    outcome.said += [line.strip() for line in lines if ours.search(line)][:8]
    if not outcome.said:
        outcome.said = [line.strip() for line in lines[-5:]]
    return outcome


def run_fuzzer(fuzzer: Fuzzer, build: Path, seconds: int) -> Outcome:
    work = build / "work" / fuzzer.name
    corpus, seeds, found = work / "corpus", work / "seeds", work / "found"
    write_seeds(fuzzer, seeds)
    shutil.rmtree(found, ignore_errors=True)
    for folder in (corpus, found):
        folder.mkdir(parents=True, exist_ok=True)
    command = [str(build / "bin" / f"{fuzzer.name}_fuzz"), f"-max_total_time={seconds}",
               f"-max_len={fuzzer.max_len}", f"-timeout={fuzzer.seconds}", "-len_control=0",
               f"-rss_limit_mb={MEMORY_MB}", "-reload=0", "-print_final_stats=1",
               f"-artifact_prefix={found}/"]
    if fuzzer.dictionary != "-":
        command.append(f"-dict={TESTS / 'fuzz' / 'dictionaries' / fuzzer.dictionary}.dict")
    log = work / "log"
    memory = MEMORY_FOLDER if MEMORY_FOLDER.is_dir() else None
    with tempfile.TemporaryDirectory(prefix="newsidx-fuzz-", dir=memory) as temporary:
        environment = {**os.environ, "TMPDIR": temporary}
        symbolizer = shutil.which("llvm-symbolizer-16")
        if symbolizer:
            environment["ASAN_SYMBOLIZER_PATH"] = symbolizer
        with log.open("wb") as out:
            try:
                status = subprocess.run([*command, str(corpus), str(seeds)], stdout=out, stderr=out,
                                        stdin=subprocess.DEVNULL, env=environment, check=False,
                                        timeout=seconds + PATIENCE_SECONDS).returncode
            except subprocess.TimeoutExpired:
                status = None
    return read_log(log.read_text(errors="replace"), status, sorted(found.iterdir()))


def table(rows: list[list[str]]) -> str:
    widths = [max(len(row[i]) for row in rows) for i in range(len(rows[0]))]
    return "\n".join("  ".join(cell.ljust(width) if i == 0 or i == len(row) - 1
                               else cell.rjust(width)
                               for i, (cell, width) in enumerate(zip(row, widths))).rstrip()
                     for row in rows)


def report(fuzzers: list[Fuzzer], outcomes: list[Outcome], build: Path) -> str:
    rows = [["target", "executions", "a second", "corpus", "slowest s", "result"]]
    rows += [[fuzzer.name, outcome.executions, outcome.speed, outcome.corpus, outcome.slowest,
              outcome.result] for fuzzer, outcome in zip(fuzzers, outcomes)]
    text = table(rows) + "\n"
    failed = [pair for pair in zip(fuzzers, outcomes) if pair[1].result != "ok"]
    for fuzzer, outcome in failed:
        text += f"\n{fuzzer.name}: {outcome.result}; all it said: {build}/work/{fuzzer.name}/log\n"
        text += "".join(f"  {line}\n" for line in outcome.said)
        text += "".join(f"  again: {build}/bin/{fuzzer.name}_fuzz -timeout={fuzzer.seconds} {path}\n"
                        for path in outcome.inputs)
    return text + f"\nfuzz: {len(fuzzers) - len(failed)} ok, {len(failed)} failed\n"


def main(arguments: list[str]) -> int:
    build, seconds, names = Path(arguments[0]), int(arguments[1]), arguments[2:]
    fuzzers = read_fuzzers(build / "fuzzers.txt")
    unknown = set(names) - {fuzzer.name for fuzzer in fuzzers}
    if unknown:
        known = " ".join(fuzzer.name for fuzzer in fuzzers)
        print(f"run_fuzzers.py: error: no target {' '.join(sorted(unknown))} (try: {known})",
              file=sys.stderr)
        return 2
    fuzzers = [fuzzer for fuzzer in fuzzers if not names or fuzzer.name in names]

    def run(fuzzer: Fuzzer) -> Outcome:
        outcome = run_fuzzer(fuzzer, build, seconds)
        print(f"{fuzzer.name}: {outcome.result}", flush=True)
        return outcome

    with ThreadPoolExecutor(JOBS) as pool:
        outcomes = list(pool.map(run, fuzzers))
    print("\n" + report(fuzzers, outcomes, build), flush=True)
    return 0 if all(outcome.result == "ok" for outcome in outcomes) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
