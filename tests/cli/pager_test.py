"""Results on a terminal: the pager and links; never in pipes."""

import json
import os
import stat
import unittest

from support import Case, Terminal, environment

LINK = "\x1b]8;;"


class OnATerminal(Case):
    def setUp(self):
        super().setUp()
        articles = [{"id": f"a{number}", "title": f"Oil {number}", "body": "Oil rose. " * 20,
                     "url": f"https://news.example/{number}", "source": "AP",
                     "published": "2016-08-27T22:17:00Z"} for number in range(300)]
        lines = "".join(json.dumps(article) + "\n" for article in articles)
        self.build(self.write("articles.jsonl", lines))

    def script(self, name, text):
        path = self.write(name, "#!/bin/sh\n" + text)
        os.chmod(path, os.stat(path).st_mode | stat.S_IXUSR)
        return path

    def shown(self, *arguments, status=0, **env):
        env = {"TERM": "xterm", "PAGER": None, "NEWSIDX_PAGER": None, "LESS": None, **env}
        terminal = Terminal(list(arguments), self.folder, environment(**env))
        self.assertEqual(terminal.finish(), status, terminal.shown)
        return terminal.shown

    def test_which_pager(self):
        mark = self.script("mark", "echo paged by ${1-mark}; cat\n")
        for env, pager in (({"PAGER": mark}, "mark"), ({"NEWSIDX_PAGER": f"{mark} mine"}, "mine"),
                           ({"NEWSIDX_PAGER": f"{mark} mine", "PAGER": mark}, "mine"),
                           ({"PAGER": f"X=1 {mark} 'two words' | cat"}, "two words")):
            with self.subTest(env):
                shown = self.shown("query", "-n1", "oil", **env)
                self.assertIn(f"paged by {pager}\r\n", shown)
                self.assertIn("300 articles", shown)  # the summary, too

    def test_when_there_is_none(self):
        mark = self.script("mark", "echo paged; cat\n")
        for arguments, env in ((("query", "--no-pager", "oil"), {"PAGER": mark}),
                               (("--no-pager", "query", "oil"), {"PAGER": mark}),
                               (("query", "oil"), {"PAGER": mark, "TERM": "dumb"}),
                               (("query", "oil"), {"PAGER": mark, "NEWSIDX_PAGER": ""}),
                               (("query", "oil"), {"PAGER": "cat"}),
                               (("query", "oil"), {"PAGER": "no-such-pager -x"}),
                               (("check",), {"PAGER": mark})):
            with self.subTest((arguments, env)):
                shown = self.shown(*arguments, **env)
                self.assertNotIn("paged", shown)
                self.assertIn("articles", shown)
        piped = self.run_newsidx("query", "oil", env=environment(PAGER=mark, TERM="xterm"))
        self.assertNotIn("paged", piped.stdout)
        self.assertIn("1. Oil", piped.stdout.replace("«", "").replace("»", ""))

    def test_less_is_told_to_show_what_fits_and_end(self):
        options = self.script("options", 'echo "LESS is $LESS"; cat > /dev/null\n')
        self.assertIn("LESS is FRX", self.shown("query", "oil", PAGER=options))
        self.assertIn("LESS is S\r", self.shown("query", "oil", PAGER=options, LESS="S"))

    def test_the_status_is_that_of_the_search(self):
        quits = self.script("quits", "head -n 1 > /dev/null; exit 3\n")
        self.shown("query", "-n", "300", "oil", PAGER=quits)
        self.shown("export", "*", PAGER=quits)
        self.assertIn("no articles", self.shown("query", "nowhere", status=1, PAGER=quits))
        self.assertIn("newsidx: ", self.shown("query", "date:never", status=2, PAGER=quits))
        self.shown("show", "a7", PAGER="exit 1; true")

    def test_errors_stay_where_they_were_led(self):
        mark = self.script("mark", "echo paged; cat\n")
        path = self.path("notes")
        with open(path, "wb") as notes:
            terminal = Terminal(["query", "-n1", "oil"], self.folder,
                                environment(TERM="xterm", PAGER=mark), stderr=notes.fileno())
            self.assertEqual(terminal.finish(), 0)
        self.assertIn("paged", terminal.shown)
        self.assertNotIn("300 articles", terminal.shown)
        with open(path, encoding="utf-8") as notes:
            self.assertIn("300 articles", notes.read())

    def test_links_where_the_terminal_has_them(self):
        link = f"{LINK}https://news.example/"
        plain = {"PAGER": "cat", "FORCE_HYPERLINK": None, "KITTY_WINDOW_ID": None}
        self.assertIn(link, self.shown("query", "-n1", "oil", **{**plain, "TERM": "xterm-kitty"}))
        for env in ({"TERM": "linux"}, {"TERM": "xterm-kitty", "NO_COLOR": "1"},
                    {"TERM": "dumb", "FORCE_HYPERLINK": "1"},
                    {"TERM": "xterm-kitty", "FORCE_HYPERLINK": "0"},
                    {"TERM": "xterm-kitty", "PAGER": self.script("more", "cat\n")}):
            with self.subTest(env):
                self.assertNotIn(LINK, self.shown("query", "-n1", "oil", **{**plain, **env}))
        piped = self.run_newsidx("query", "--color=always", "oil",
                                 env=environment(TERM="xterm-kitty", FORCE_HYPERLINK="1"))
        self.assertNotIn(LINK, piped.stdout)

    def test_source_and_local_time_first_and_the_id_on_request(self):
        for zone, written in (("UTC", "2016-08-27 22:17"), ("Asia/Tokyo", "2016-08-28 07:17")):
            done = self.run_newsidx("query", "--tz", zone, "-n1", "oil")
            self.assertRegex(done.stdout, f"   AP · {written} · https://news.example/\\d+\n")
        done = self.run_newsidx("query", "--ids", "-n1", "oil")
        self.assertRegex(done.stdout, r" · https://news.example/(\d+) · a\1\n")
        german = self.run_newsidx("query", "--tz", "UTC", "-n1", "oil",
                                  env=environment(LC_ALL="de_DE.UTF-8"))
        self.assertIn("AP · 27.08.2016, 22:17 · ", german.stdout)

    def test_a_terminal_shows_what_a_pipe_gets_but_for_colours(self):
        piped = self.run_newsidx("query", "-n3", "oil", "rose").stdout
        shown = self.shown("query", "-q", "--no-pager", "--color=never", "-n3", "oil", "rose")
        self.assertEqual(shown.replace("\r\n", "\n"), piped)


if __name__ == "__main__":
    unittest.main()
