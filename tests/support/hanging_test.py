"""Hangs on purpose: that watchdog.py ends it, and says where, is a test."""

import time
import unittest

import watchdog  # noqa: F401  (what is tested)


class HangingTest(unittest.TestCase):
    def test_hangs_on_purpose(self):
        time.sleep(3600)


if __name__ == "__main__":
    unittest.main()
