#!/usr/bin/env python3
"""Writes the corpus that all engines index: the same tokens for everybody.

Reads news articles as JSON lines (title, body or text; plain, .gz or .zst) and writes the corpus of
bench/peers/README.md: `{"id": line number, "text": tokens}`, the tokens of title and body in lower
case with single spaces between them. Each engine then only splits at spaces, so that a difference
between two engines is never one between two tokenisers.
"""

import argparse
import contextlib
import gzip
import json
import re
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from problems import UsageError, run_main

# Longer runs (encoded pictures, mostly) are cut: no engine here takes words of any length, and each
# has a limit of its own, the lowest 245 bytes.
ASCII_TOKEN = re.compile(r"[a-z0-9]{1,60}")
UNICODE_TOKEN = re.compile(r"[^\W_]{1,60}")  # letters and digits of any script, of at most 4 bytes
TEXT_FIELDS = ("title", "body", "text")


def ascii_tokens(text: str) -> list[str]:
    return ASCII_TOKEN.findall(text.lower())


def unicode_tokens(text: str) -> list[str]:
    """Tokens after NFKC, case folding and NFKC again: folding can undo the normal form."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return UNICODE_TOKEN.findall(unicodedata.normalize("NFKC", folded))


@contextlib.contextmanager
def open_lines(path: Path) -> Iterator[BinaryIO]:
    """Opens a file for reading lines of bytes, unpacked by the ending of its name."""
    if not path.is_file():
        raise UsageError(f"no such file: {path} (try: an existing .jsonl, .jsonl.gz or .jsonl.zst)")
    if path.suffix == ".gz":
        with gzip.open(path, "rb") as file:
            yield file
    elif path.suffix == ".zst":
        yield from _unpack_with_zstd(path)
    else:
        with path.open("rb") as file:
            yield file


def _unpack_with_zstd(path: Path) -> Iterator[BinaryIO]:
    command = ["zstd", "--decompress", "--stdout", "--quiet", str(path)]
    try:
        process = subprocess.Popen(command, stdout=subprocess.PIPE)
    except FileNotFoundError:
        raise UsageError(f"no zstd to unpack {path} (try: apt-get install zstd)") from None
    with process:
        yield process.stdout
        unread = process.stdout.read(1)
    if process.returncode != 0 and not unread:
        raise UsageError(f"cannot unpack {path}: zstd ended with status {process.returncode}")


def article_texts(lines: Iterable[bytes], name: str) -> Iterator[str]:
    """Title and body of each article, in the file's order."""
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            article = json.loads(line)
        except ValueError as error:
            raise UsageError(f"broken JSON: {name}, line {number}: {error}") from None
        if not isinstance(article, dict):
            raise UsageError(f"not an article: {name}, line {number} (try: one JSON object a line)")
        yield "\n".join(str(article[field]) for field in TEXT_FIELDS if article.get(field))


def normalise(source: Path, target: Path,
              tokens: Callable[[str], list[str]] = ascii_tokens) -> int:
    """Writes the corpus without articles that have no token; gives the number of the others."""
    count = 0
    with open_lines(source) as lines, target.open("w", encoding="utf-8") as out:
        for text in article_texts(lines, str(source)):
            words = tokens(text)
            if words:
                # Letters, digits and spaces: nothing that JSON would have to escape.
                out.write(f'{{"id":"{count}","text":"{" ".join(words)}"}}\n')
                count += 1
    if count == 0:
        raise UsageError(f"no article with a word in it: {source}")
    return count


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("articles", type=Path, help="JSON lines: .jsonl, .jsonl.gz, .jsonl.zst")
    parser.add_argument("corpus", type=Path, help="the file to write")
    parser.add_argument("--unicode", action="store_true",
                        help="letters and digits of all scripts, not only [a-z0-9]")
    options = parser.parse_args()
    count = normalise(options.articles, options.corpus,
                      unicode_tokens if options.unicode else ascii_tokens)
    print(f"{count} articles: {options.corpus}", file=sys.stderr)
    return 0


if __name__ == "__main__":
    sys.exit(run_main("normalise", main))
