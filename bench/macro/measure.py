#!/usr/bin/env python3
"""Runs a command and writes what it cost as one JSON line: measure.py RESULT COMMAND...

A program of its own because the peak memory of a process begins with that of the process it was
forked from: this one is small, the runner is not.
"""

import json
import os
import sys
import time


def main() -> int:
    result, command = sys.argv[1], sys.argv[2:]
    start = time.monotonic()
    child = os.posix_spawnp(command[0], command, os.environ)
    _, status, usage = os.wait4(child, 0)
    wall = time.monotonic() - start
    with open(result, "w", encoding="utf-8") as file:
        json.dump({"wall_s": round(wall, 4), "cpu_s": round(usage.ru_utime + usage.ru_stime, 4),
                   "peak_rss_bytes": usage.ru_maxrss * 1024}, file)
    return os.waitstatus_to_exitcode(status) & 0xFF


if __name__ == "__main__":
    sys.exit(main())
