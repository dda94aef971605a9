"""Errors of whoever called, told in one line on standard error with exit status 2."""

import os
import sys
from collections.abc import Callable


class UsageError(Exception):
    """What is wrong, where, and what to try."""


def run_main(name: str, main: Callable[[], int]) -> int:
    """Runs a program's main; a wrong argument or input becomes one line and status 2."""
    try:
        return main()
    except UsageError as error:
        print(f"{name}: error: {error}", file=sys.stderr)
        return 2
    except BrokenPipeError:  # whoever read our output has seen enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except OSError as error:
        print(f"{name}: error: {error.strerror}: {error.filename}", file=sys.stderr)
        return 2
    except KeyboardInterrupt:
        return 130
