"""Imported by the tests in Python: one that hangs ends by itself, and shows where each thread is.

The limit is for a whole program: NEWSIDX_TEST_SECONDS, or a bit less than ctest allows
(CMakePresets.json, tests/fault), which would end it without a word. A single command that hangs is
told sooner, by the time limits of its call.
"""

import faulthandler
import os

faulthandler.dump_traceback_later(float(os.environ.get("NEWSIDX_TEST_SECONDS", 1400)), exit=True)
