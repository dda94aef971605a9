"""A driver's `live` process (bench/peers/README.md): a channel to its writer, one to its reader."""

import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

from drivers import DriverError


@dataclass(frozen=True)
class Reply:
    micros: float  # what it took, by the driver's clock
    result: int


class Channel:
    """Lines there and back. One thread at a time."""

    def __init__(self, name: str, lines_in, lines_out) -> None:
        self._name = name
        self._in = lines_in
        self._out = lines_out

    def ask(self, line: str) -> Reply:
        self._in.write(line + "\n")
        self._in.flush()
        reply = self._out.readline()
        micros, tab, result = reply.rstrip("\n").partition("\t")
        if not tab:
            raise DriverError(f"{self._name} live: {reply.strip() or 'it ended'}")
        return Reply(float(micros), int(result))

    def apply(self, changes: Iterable[str]) -> Reply:
        return self.ask("apply " + " ".join(changes))

    def close(self) -> None:
        self._in.close()
        self._out.close()


class LiveDriver:
    """A new index in `folder`/index, of which there is nothing yet."""

    def __init__(self, name: str, program: Path, corpus: Path, folder: Path) -> None:
        self.index = folder / "index"
        fifos = [folder / "reader-in", folder / "reader-out"]
        for fifo in fifos:
            os.mkfifo(fifo)
        self._process = subprocess.Popen(
            [program, "live", self.index, corpus, *fifos],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        # The driver reads the corpus first; then it opens the pipes, and so do we.
        if self._process.stdout.readline() != "ready\n":
            self._process.kill()
            raise DriverError(f"{name} live: it did not begin")
        self.writer = Channel(name, self._process.stdin, self._process.stdout)
        reader_in = fifos[0].open("w")
        self.reader = Channel(name, reader_in, fifos[1].open())

    @property
    def pid(self) -> int:
        return self._process.pid

    def __enter__(self) -> "LiveDriver":
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None,
                 trace: TracebackType | None) -> None:
        if error is not None:
            self._process.kill()
        self.reader.close()
        self.writer.close()
        self._process.wait()
