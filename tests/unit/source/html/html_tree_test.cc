#include "source/html/html_tree.h"

#include <doctest/doctest.h>

#include <string>

using namespace newsidx::source;

namespace {

// The tree as text: "p(b(one)two)".
std::string shown(const HtmlTree& tree) {
  const auto nodes = tree.nodes();
  std::string out;
  std::vector<std::uint32_t> ends;
  const auto name = [](Tag tag) -> std::string {
    switch (tag) {
      case Tag::p: return "p";
      case Tag::div: return "div";
      case Tag::b: return "b";
      case Tag::a: return "a";
      case Tag::ul: return "ul";
      case Tag::li: return "li";
      case Tag::table: return "table";
      case Tag::tr: return "tr";
      case Tag::td: return "td";
      case Tag::br: return "br";
      case Tag::h1: return "h1";
      case Tag::h2: return "h2";
      case Tag::script: return "script";
      case Tag::title: return "title";
      case Tag::svg: return "svg";
      default: return "?";
    }
  };
  for (std::uint32_t i = 1; i < nodes.size(); ++i) {
    while (!ends.empty() && ends.back() <= i) {
      out += ")";
      ends.pop_back();
    }
    if (nodes[i].tag == Tag::text) {
      out += nodes[i].text;
      continue;
    }
    out += name(nodes[i].tag) + "(" + std::string(nodes[i].text);
    ends.push_back(nodes[i].end);
  }
  for (std::size_t i = 0; i < ends.size(); ++i) out += ")";
  return out;
}

}  // namespace

TEST_CASE("a page that ends within something was cut off") {
  struct Row {
    const char* html;
    const char* ends_within;
  };
  const Row kRows[] = {
      {"<p>Text", ""},
      {"<p>Text</p></body></html>", ""},
      {"<p>Text</p", "a tag"},
      {"<p>Text</p></body\n", ""},
      {"<p>Text</p><", "a tag"},
      {"<p>Text</p><a", "a tag"},
      {"<p>Text</p><a href='x>y", "a tag"},
      {"<p>Text</p><a href=x ", "a tag"},
      {"<p>3 < 4", ""},
      {"<!DOCTYPE htm", "a tag"},
      {"<p>Text<!-- comment", "a comment"},
      {"<p>Text<!-- comment --", "a comment"},
      {"<p>Text<script>a < b", "<script>"},
      {"<p>Text<script>a</script>", ""},
      {"<style>p {", "<style>"},
      {"<p>Text<!-- forgotten </body>\n</html>\n", ""},
      {"<p>Text<script>forgotten</BODY></HTML>", ""},
      {"<title>forgotten <p>Text", ""},
  };
  for (const Row& row : kRows) {
    CAPTURE(row.html);
    CHECK(HtmlTree(row.html).ends_within() == row.ends_within);
  }
}

TEST_CASE("elements are closed where HTML5 closes them") {
  struct Row {
    const char* name;
    const char* html;
    const char* tree;
  };
  const Row kRows[] = {
      {"nested", "<div><p>a</p></div>", "div(p(a))"},
      {"paragraphs without ends", "<p>a<p>b", "p(a)p(b)"},
      {"a block ends a paragraph", "<p>a<div>b</div>", "p(a)div(b)"},
      {"list items without ends", "<ul><li>a<li>b</ul>", "ul(li(a)li(b))"},
      {"a list in an item", "<ul><li>a<ul><li>b</ul><li>c</ul>", "ul(li(aul(li(b)))li(c))"},
      {"cells without ends", "<table><tr><td>a<td>b<tr><td>c</table>",
       "table(tr(td(a)td(b))tr(td(c)))"},
      {"an end without a start", "a</div></b>b", "ab"},
      {"an inline end does not close a block", "<b><p>a</b>b</p>c", "b(p(ab)c)"},
      {"a link ends a link", "<a href=x>a<a href=y>b</a>", "a(a)a(b)"},
      {"void elements", "a<br>b<br/>c</br>", "abr()bbr()cbr()"},
      {"scripts are not markup", "<script>if (a<b) '</p>'</script>c", "script(if (a<b) '</p>')c"},
      {"a title has entities", "<title>a &amp; <b></title>", "title(a & <b>)"},
      {"comments and declarations", "<!DOCTYPE html><!-- <p> -->a<![if x]>b<?php c ?>", "ab"},
      {"entities", "a&amp;b&nbsp;c&eacute;&#8217;&copy", "a&b\u00a0cé’©"},
      {"quoted ends", "<p title='a>b' class=\"c>d\">e", "p(e)"},
      {"a lone sign", "a < b & c", "a < b & c"},
      {"headings end each other", "<h1>a<h2>b</h2>", "h1(a)h2(b)"},
      {"pictures of vectors", "<svg><title>a</title></svg>b", "svg(title(a))b"},
      {"an end in a cell stays there", "<div><table><tr><td></div>a", "div(table(tr(td(a))))"}};
  for (const Row& row : kRows) {
    CAPTURE(row.name);
    CHECK(shown(HtmlTree(row.html)) == row.tree);
  }
}

TEST_CASE("attributes are read in any style") {
  const HtmlTree tree("<DIV ID=a Class='b c' hidden data-x=1 content=\"d &amp; e\" href = f/g >x");
  const HtmlNode& div = tree.nodes()[1];
  CHECK(tree.attribute(div, Attribute::id) == "a");
  CHECK(tree.attribute(div, Attribute::class_) == "b c");
  CHECK(tree.attribute(div, Attribute::content) == "d & e");
  CHECK(tree.attribute(div, Attribute::href) == "f/g");
  CHECK(tree.has_attribute(div, Attribute::hidden));
  CHECK_FALSE(tree.has_attribute(div, Attribute::style));
  CHECK(tree.attribute(div, Attribute::style).empty());
}

TEST_CASE("depth and nodes are bounded") {
  std::string deep;
  for (int i = 0; i < 100'000; ++i) deep += "<div>";
  deep += "text";
  for (int i = 0; i < 100'000; ++i) deep += "</div>";
  deep += "<p>after";
  HtmlLimits limits;
  limits.max_depth = 100;
  const HtmlTree tree(deep, limits);
  CHECK(tree.nodes().size() == 100'004);
  CHECK(tree.text_of(0) == "text after");
  // What follows is at the top again.
  CHECK(tree.nodes()[100'002].parent == 0);
  limits.max_nodes = 50;
  const HtmlTree cut(deep, limits);
  CHECK(cut.is_cut());
  CHECK(cut.nodes().size() <= 51);
  CHECK_FALSE(tree.is_cut());
}

TEST_CASE("blanks are squeezed, signs of no width left out") {
  std::string out;
  append_squeezed(out, "  a\u00a0 \n b\u200bc\u00add ");
  CHECK(out == "a bcd ");
}
