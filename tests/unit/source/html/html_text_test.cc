#include "source/html/html_text.h"

#include <doctest/doctest.h>

#include <string>

using namespace newsidx::source;

TEST_CASE("what is HTML, and what only looks so") {
  for (const char* const text :
       {"<p>Oil</p>", "a<br>b", "a<BR/>b", "<a href=\"x>y\">z</a>", "<!DOCTYPE html>",
        "<![CDATA[a]]>", "<o:p>", "AT&amp;T", "it&#8217;s", "&#x27;", "<strong>", "caf&eacute;"}) {
    CAPTURE(text);
    CHECK(is_html(text));
  }
  for (const char* const text : {"", "if a < b then c > d", "a <b and c> d", "<sharply>", "AT&T",
                                 "R&D;", "&nosuch;", "<p", "a<3", "<3>", "1 &lt 2"}) {
    CAPTURE(text);
    CHECK_FALSE(is_html(text));
  }
}

TEST_CASE("HTML is read as a reader sees it") {
  struct Row {
    const char* name;
    std::string html;
    std::string text;
  };
  const Row kRows[] = {
      {"inline elements", "<b>Oil</b> <i>rose</i>", "Oil rose"},
      {"paragraphs", "<p>One\ntwo</p>\n<p>three</p>", "One two\n\nthree"},
      {"lines", "one<br/>two<div>three</div>", "one\ntwo\nthree"},
      {"a list", "<ul><li>a</li><li>b</li></ul>c", "a\nb\n\nc"},
      {"a table", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"},
      {"newlines stay without blocks", "<b>a</b>\nb", "a\nb"},
      {"entities", "AT&amp;T &lt;sharply&gt; &eacute;&nbsp;&#8217;&#x2014;&#151;&hellip;",
       "AT&T <sharply> é\u00a0’——…"},
      {"no entities", "AT&T &nosuch; &#; &#x; <b>x</b>", "AT&T &nosuch; &#; &#x; x"},
      {"impossible references", "&#0;&#xd800;&#9999999;", "\ufffd\ufffd\ufffd"},
      {"scripts, styles and comments", "a<script>b<c</script>d<style>e</style><!-- f --><b>g</b>",
       "adg"},
      {"a script without an end is a tag in prose", "a <script>b", "a b"},
      {"a script in capitals", "a<SCRIPT>b</Script>c<STYLE>d</STYLE>e", "ace"},
      {"a comment without an end", "<b>a</b><!-- b", "a<!-- b"},
      {"unknown elements are text", "<b>a</b> <sharply> b", "a <sharply> b"},
      {"a document type and a head of XML",
       "<?xml version=\"1.0\"?><!DOCTYPE html PUBLIC \"-//W3C//DTD\" ><html>a</html>", "a"},
      {"CDATA", "<![CDATA[<p>a & b</p> c]]><b>d]]></b>", "a & b\n\ncd]]>"},
      {"CDATA without an end", "<b>a</b><![CDATA[ b", "a<![CDATA[ b"},
      {"a tag over the end of CDATA", "<![CDATA[a<b c=\"]]>\">d", "ad"},
      {"other vocabularies", "a<o:p></o:p><p:x y=\"z\">b</p:x> <amp-img src=\"c\"/>d<a-b>e",
       "ab de"},
      {"conditions of office programs", "<![if !supportLists]><b>a</b><![endif]>", "a"},
      {"no other vocabulary", "<b>a</b> <http://b.c> <d:> <e@f.g> <p.h>",
       "a <http://b.c> <d:> <e@f.g> <p.h>"},
      {"entities of many languages", "&Scaron;&lstrok;&eogon;&Omega;&infin;&frac13;&rsqb;&#x92;",
       "ŠłęΩ∞⅓]’"},
      {"newer elements", "<details><summary>a</summary>b</details><ruby>c<rt>d</rt></ruby>",
       "a\nb\n\ncd"},
      {"other signs are text", "<p>a < b > c</p>", "a < b > c"},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(html_text(row.html) == row.text);
  }
}

TEST_CASE("hostile HTML takes linear time") {
  for (const std::string piece : {"<!--", "<![CDATA[", "<![CDATA[]]>", "<!doctype ", "<a-b ",
                                  "<script ", "<p a='", "<a b=c ", "<", "&", "&#", "<p><!--"}) {
    CAPTURE(piece);
    std::string html = "<p>";
    while (html.size() < 4'000'000) html += piece;
    CHECK(is_html(html));
    CHECK(html_text(html).size() <= html.size());
  }
}
