"""What a report says about where it comes from: machine, compilers, commit, checksums."""

import hashlib
import os
import platform
import subprocess
from datetime import UTC, datetime
from pathlib import Path

COMPILERS = {"gcc": ["g++", "--version"], "rustc": ["rustc", "--version"]}  # Lucene's tells its JDK
CMAKE_FLAGS = ("CMAKE_BUILD_TYPE", "CMAKE_CXX_FLAGS", "CMAKE_CXX_FLAGS_RELEASE")


def first_line(command: list[str], folder: Path | None = None) -> str | None:
    """The first line that a program prints; None where there is no such program."""
    try:
        done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              cwd=folder, check=False)
    except OSError:
        return None
    return done.stdout.splitlines()[0] if done.returncode == 0 and done.stdout else None


def describe(repository: Path, bench: Path) -> dict:
    return {
        "date": datetime.now(UTC).isoformat(timespec="seconds"),
        "cpu": _field("/proc/cpuinfo", "model name") or platform.processor(),
        "cores": os.cpu_count(),
        "memory_bytes": os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"),
        "kernel": f"{platform.system()} {platform.release()}",
        "system": platform.freedesktop_os_release().get("PRETTY_NAME"),
        "load_at_start": round(os.getloadavg()[0], 2),
        "python": platform.python_version(),
        "compilers": {name: line for name, command in COMPILERS.items()
                      if (line := first_line(command))},
        "flags": _cmake_flags(bench / "cmake" / "CMakeCache.txt"),
        "commit": _commit(repository),
    }


def _field(file: str, name: str) -> str | None:
    try:
        lines = Path(file).read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return next((line.split(":", 1)[1].strip() for line in lines if line.startswith(name)), None)


def _cmake_flags(cache: Path) -> dict[str, str]:
    if not cache.is_file():
        return {}
    entries = (line.partition("=") for line in cache.read_text(encoding="utf-8").splitlines())
    return {name: value for key, _, value in entries
            if (name := key.partition(":")[0]) in CMAKE_FLAGS}


def _commit(repository: Path) -> str | None:
    commit = first_line(["git", "rev-parse", "HEAD"], repository)
    changed = first_line(["git", "status", "--porcelain", "--untracked-files=no"], repository)
    return f"{commit}, with changes" if commit and changed else commit


def sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
