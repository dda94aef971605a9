"""The folder that bench/setup filled, and the Python environment in it."""

import os
import sys
from pathlib import Path


def enter(bench: Path) -> Path:
    """Gives the folder: $NEWSIDX_BENCH_DIR, else build/bench of the repository that `bench` is in.

    Where bench/setup made a Python environment there (for charts and measures), the program is
    started again in it.
    """
    folder = Path(os.environ.get("NEWSIDX_BENCH_DIR") or bench.parent / "build" / "bench")
    environment = folder / "venv"
    python = environment / "bin" / "python"
    if python.exists() and Path(sys.prefix).resolve() != environment.resolve():
        os.execv(python, [str(python), "-B", *sys.argv])
    return folder.resolve()
