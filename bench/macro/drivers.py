"""The engines that are compared, and their drivers' processes (protocol: bench/peers/README.md)."""

import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from problems import UsageError

UNSUPPORTED = "UNSUPPORTED"
CLOCK_STEP_US = 0.01  # times have two decimals: a smaller one would be nothing to divide by
SUBJECT = "newsidx"
COMMANDS = ("COUNT", "TOP_10", "TOP_100", "TOP_1000", "TOP_10_COUNT", "TOP_100_COUNT")
ORACLE = "brute_force"  # no driver: answers a corpus's queries exactly (bench/macro/brute_force)


@dataclass(frozen=True)
class Engine:
    name: str
    driver: str
    title: str
    build_options: tuple[str, ...] = ()
    scores_like_lucene: bool = False
    """BM25 with Lucene's one-byte lengths: hits and scores must equal the oracle's."""
    is_variant: bool = False
    """newsidx in another manner, when it is asked for: beside newsidx, and no rival."""
    is_jit: bool = False
    """Compiled while it runs: warmed for longer, and with other words before a first ask."""
    remembers: bool = False
    """An open index keeps what it opened for earlier queries: `time --forget` takes it away."""


ENGINES = {engine.name: engine for engine in (
    Engine("newsidx", "newsidx", "newsidx", scores_like_lucene=True, remembers=True),
    Engine("newsidx_bigrams", "newsidx", "newsidx, bigrams", build_options=("--bigrams", "512"),
           scores_like_lucene=True, is_variant=True, remembers=True),
    Engine("lucene", "lucene", "Lucene", scores_like_lucene=True, is_jit=True),
    Engine("lucene_reordered", "lucene", "Lucene, reordered", build_options=("--reorder",),
           scores_like_lucene=True, is_jit=True),
    Engine("tantivy", "tantivy", "Tantivy", scores_like_lucene=True),
    Engine("seekstorm", "seekstorm", "SeekStorm"),
    Engine("xapian", "xapian", "Xapian"),
    Engine("sqlite_fts5", "sqlite_fts5", "SQLite FTS5"),
)}


class DriverError(Exception):
    """A driver that ended, or answered something the protocol does not know."""


def note_failure(engine: Engine, error: DriverError, failures: dict[str, str],
                 say: Callable[[str], None]) -> None:
    """A rival that fails does not cost the others their results; newsidx must not fail."""
    if engine.name == SUBJECT:
        raise error
    failures[engine.name] = str(error)
    say(f"left out from here on: {error}")


@dataclass(frozen=True)
class Answer:
    """What a driver said to one line: a count, hits, both, or that it cannot."""

    count: int | None = None
    hits: tuple[tuple[str, float], ...] | None = None

    @property
    def is_unsupported(self) -> bool:
        return self.count is None and self.hits is None


@dataclass(frozen=True)
class Timing:
    minimum_us: float
    median_us: float


@dataclass(frozen=True)
class Warming:
    """What was asked before it counted; `is_steady`: the last of it did not get faster."""

    seconds: float
    executions: int
    is_steady: bool


@dataclass(frozen=True)
class Fork:
    """What one `time` said: a timing for each query, None for what is not supported."""

    timings: list[Timing | None]
    warming: Warming


@dataclass(frozen=True)
class Asking:
    """How `time` asks (bench/peers/README.md)."""

    passes: int
    max_seconds: float
    warm_seconds: float
    warm_executions: int
    forgets: bool = False
    once: bool = False
    warm_queries: Path | None = None

    def arguments(self) -> list[str]:
        arguments = ["--passes", str(self.passes), "--max-seconds", f"{self.max_seconds:g}",
                     "--warm-seconds", f"{self.warm_seconds:g}",
                     "--warm-executions", str(self.warm_executions)]
        arguments += ["--forget"] * self.forgets + ["--once"] * self.once
        return arguments + (["--warm-queries", str(self.warm_queries)] if self.warm_queries else [])


def limit_of(command: str) -> int:
    """How many hits a command asks for; 0 for COUNT."""
    return 0 if command == "COUNT" else int(command.split("_")[1])


def counts(command: str) -> bool:
    return command.endswith("COUNT")


def parse_answer(command: str, line: str) -> Answer:
    if line == UNSUPPORTED:
        return Answer()
    try:
        if command == "COUNT":
            return Answer(count=int(line))
        if counts(command):
            count, _, hits = line.partition("\t")
            return Answer(int(count), _parse_hits(hits))
        return Answer(hits=_parse_hits(line))
    except ValueError:
        raise DriverError(f"no answer to {command}: {line[:200]!r}") from None


def _parse_hits(text: str) -> tuple[tuple[str, float], ...]:
    hits = (hit.rsplit(":", 1) for hit in text.split())
    return tuple((document, float(score)) for document, score in hits)


class Driver:
    """One engine's program with the index it made."""

    def __init__(self, engine: Engine, folder: Path, index: Path) -> None:
        self.engine = engine
        self.program = folder / engine.driver
        self.index = index

    def apart(self, name: str) -> "Driver":
        """The same program with another index beside this one."""
        return Driver(self.engine, self.program.parent,
                      self.index.with_name(f"{self.index.name}-{name}"))

    @property
    def exists(self) -> bool:
        return self.program.is_file()

    def version(self) -> str:
        done = subprocess.run([self.program, "version"], capture_output=True, text=True,
                              check=False)
        if done.returncode != 0 or not done.stdout.strip():
            raise DriverError(f"{self.program} version: {last_message(done.stderr)}")
        return done.stdout.strip()

    def build_command(self, corpus: Path, threads: int) -> list[str]:
        return [str(self.program), "build", str(corpus), str(self.index),
                *self.engine.build_options, "--threads", str(threads)]

    def serve(self) -> "Server":
        return Server([str(self.program), "serve", str(self.index)])

    def time(self, queries: Path, command: str, asking: Asking) -> Fork:
        """Times the file's queries in a process of their own."""
        done = subprocess.run(
            [self.program, "time", self.index, queries, command, *asking.arguments()],
            capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise DriverError(f"{self.engine.name} time {command}: status {done.returncode}:"
                              f" {last_message(done.stderr)}")
        first, *lines = done.stdout.splitlines() or [""]
        return Fork([_parse_timing(line) for line in lines], _parse_warming(first))


def _parse_warming(line: str) -> Warming:
    match line.split("\t"):
        case ["warmed", seconds, executions, ("steady" | "rising") as end]:
            return Warming(float(seconds), int(executions), end == "steady")
    raise DriverError(f"it does not say how it was warmed: {line[:200]!r} (try: bench/setup)")


def _parse_timing(line: str) -> Timing | None:
    if line == UNSUPPORTED:
        return None
    fields = line.split("\t")
    try:
        return Timing(max(float(fields[0]), CLOCK_STEP_US), max(float(fields[1]), CLOCK_STEP_US))
    except (ValueError, IndexError):
        raise DriverError(f"no timing: {line[:200]!r}") from None


def last_message(text: str) -> str:
    """The last line of a program's messages that begins one: no line of a stack trace."""
    lines = [line for line in text.splitlines() if line.strip() and not line[0].isspace()]
    return lines[-1] if lines else "no message"


class Server:
    """A driver that answers lines, for as long as the `with` block lasts."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command

    def __enter__(self) -> "Server":
        self._process = subprocess.Popen(self._command, stdin=subprocess.PIPE,
                                         stdout=subprocess.PIPE, text=True, encoding="utf-8")
        return self

    def ask(self, command: str, query: str) -> Answer:
        try:
            self._process.stdin.write(f"{command}\t{query}\n")
            self._process.stdin.flush()
            line = self._process.stdout.readline()
        except BrokenPipeError:
            line = ""
        if not line:
            raise DriverError(f"{self._command[0]} ended at: {command} {query}")
        try:
            return parse_answer(command, line.rstrip("\n"))
        except DriverError as error:
            raise DriverError(f"{self._command[0]}: {query}: {error}") from None

    def ask_all(self, command: str, queries: Sequence[str]) -> Iterator[Answer]:
        return (self.ask(command, query) for query in queries)

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        self._process.stdin.close()
        if kind is not None:
            self._process.terminate()
        self._process.stdout.close()
        self._process.wait()


def is_variant(name: str) -> bool:
    return name in ENGINES and ENGINES[name].is_variant


def engines_named(names: str | None) -> list[Engine]:
    """The engines of a list with commas; all but variants when there is none."""
    if names is None:
        return [engine for engine in ENGINES.values() if not engine.is_variant]
    unknown = [name for name in names.split(",") if name not in ENGINES]
    if unknown:
        raise UsageError(f"unknown engine: {unknown[0]} (try: {', '.join(ENGINES)})")
    return [ENGINES[name] for name in dict.fromkeys(names.split(","))]
