"""What an index was built from, and what building it took: a small file beside each index.

With it a later run can use the index again. It names everything that decides about the index's
bytes; where one of these differs, or the file is missing, the index is built anew. It is removed
before a build begins and renamed into place after it succeeded, so an interrupted build has none.
"""

import hashlib
import json
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from drivers import Driver
from machine import sha256

FORMAT = 1  # of the figures: those of another version of the suite may mean something else
ELF = b"\x7fELF"
WORDS_OF_A_SCRIPT = re.compile(r"'[^']*'|\"[^\"]*\"|\S+")


def identity(driver: Driver, corpus_sha256: str, threads: int) -> dict:
    return {"format": FORMAT, "corpus_sha256": corpus_sha256, "engine": driver.engine.name,
            "version": driver.version(), "program_sha256": program_sha256(driver.program),
            "build_options": list(driver.engine.build_options), "threads": threads}


def program_sha256(program: Path) -> str:
    """Of a driver and all that it loads.

    The driver alone would not do: newsidx itself may be a shared library, and Lucene's driver is a
    script that names its classes and jars.
    """
    program = program.resolve()
    with program.open("rb") as file:
        is_binary = file.read(len(ELF)) == ELF
    loaded = _libraries(program) if is_binary else _files_named_in(program)
    parts = sorted(f"{path.name} {sha256(path)}\n" for path in {program, *loaded})
    return hashlib.sha256("".join(parts).encode()).hexdigest()


def _libraries(program: Path) -> list[Path]:
    """The shared libraries that the loader finds; none for what is linked statically."""
    done = subprocess.run(["ldd", program], capture_output=True, text=True, check=False)
    return [Path(path).resolve() for path in re.findall(r"(/.*) \(0x", done.stdout)]


def _files_named_in(script: Path) -> Iterator[Path]:
    """Files by their absolute paths, and all that is in folders beside bin/, as of a class path."""
    ours = script.parent.parent
    for word in WORDS_OF_A_SCRIPT.findall(script.read_text(encoding="utf-8")):
        for name in word.strip("'\"").split(":"):
            path = Path(name.removesuffix("/*"))
            if path.is_absolute() and path.is_file():
                yield path.resolve()
            elif ours in path.parents and path.is_dir():
                yield from (inner for inner in path.rglob("*") if inner.is_file())


def path_of(driver: Driver) -> Path:
    return driver.index.with_name(f"{driver.index.name}.json")


def remove(driver: Driver) -> None:
    path_of(driver).unlink(missing_ok=True)


def write(driver: Driver, wanted: dict, figures: dict) -> None:
    """Says that the index is complete."""
    stamp = {"identity": wanted, "date": datetime.now(UTC).isoformat(timespec="seconds"),
             "figures": figures}
    unfinished = path_of(driver).with_suffix(".unfinished")
    unfinished.write_text(json.dumps(stamp, indent=1) + "\n", encoding="utf-8")
    unfinished.replace(path_of(driver))


def read(driver: Driver, wanted: dict) -> tuple[dict, str] | None:
    """Figures and date of the index that is there, None unless it is the one that is wanted."""
    try:
        stamp = json.loads(path_of(driver).read_text(encoding="utf-8"))
        if driver.index.is_dir() and stamp["identity"] == wanted:
            return stamp["figures"], stamp["date"]
    except (OSError, ValueError, KeyError, TypeError):
        pass  # no stamp, or none of ours
    return None
