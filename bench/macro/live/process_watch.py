"""What a process holds and writes, seen from outside by /proc."""

import threading
import time
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Sample:
    seconds: float  # since the watch began
    rss_bytes: int
    open_files: int


class ProcessWatch:
    """Takes a sample each half second, in a thread of its own."""

    def __init__(self, pid: int, interval: float = 0.5) -> None:
        self._folder = Path("/proc") / str(pid)
        self._interval = interval
        self._begin = time.monotonic()
        self._end = threading.Event()
        self.samples: list[Sample] = []
        self._thread = threading.Thread(target=self._watch, daemon=True)

    def __enter__(self) -> "ProcessWatch":
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._end.set()
        self._thread.join()

    def written_bytes(self) -> int:
        """What it has caused to be written to disk so far, its logs included."""
        for line in (self._folder / "io").read_text().splitlines():
            name, _, value = line.partition(": ")
            if name == "write_bytes":
                return int(value)
        return 0

    def sample(self) -> Sample:
        status = (self._folder / "status").read_text()
        rss = next(int(line.split()[1]) for line in status.splitlines() if line.startswith("VmRSS:"))
        files = sum(1 for _ in (self._folder / "fd").iterdir())
        return Sample(time.monotonic() - self._begin, rss * 1024, files)

    def _watch(self) -> None:
        while not self._end.wait(self._interval):
            try:
                self.samples.append(self.sample())
            except (FileNotFoundError, ProcessLookupError):  # it has ended
                return
