#include "source/html/element_role.h"

#include <algorithm>
#include <array>

namespace newsidx::source {
namespace {

struct Word {
  std::string_view word;
  Role role;
};

// Sorted by word. A word that ends in "*" stands for all that begin so.
constexpr Word kWords[] = {
    {"ad", Role::aside},
    {"adbox", Role::aside},
    {"ads", Role::aside},
    {"adslot", Role::aside},
    {"advert", Role::aside},
    {"advertisement", Role::aside},
    {"advertising", Role::aside},
    {"alsoread", Role::aside},
    {"author", Role::about},
    {"authors", Role::about},
    {"avatar", Role::about},
    {"banner", Role::aside},
    {"bio", Role::about},
    {"bottombar", Role::aside},
    {"breadcrumb", Role::aside},
    {"breadcrumbs", Role::aside},
    {"byline", Role::about},
    {"bylines", Role::about},
    {"caption", Role::about},
    {"captions", Role::about},
    {"carousel", Role::aside},
    {"comment", Role::comments},
    {"commentlist", Role::comments},
    {"comments", Role::comments},
    {"commenting", Role::comments},
    {"consent", Role::notice},
    {"cookie", Role::notice},
    {"cookies", Role::notice},
    {"copyright", Role::about},
    {"credit", Role::about},
    {"credits", Role::about},
    {"cta", Role::aside},
    {"dateline", Role::about},
    {"disclaimer", Role::about},
    {"disqus", Role::comments},
    {"donate", Role::notice},
    {"donation", Role::notice},
    {"figcaption", Role::about},
    {"foot", Role::aside},
    {"footer", Role::aside},
    {"gallery", Role::aside},
    {"gdpr", Role::notice},
    {"inread", Role::aside},
    {"kommentar", Role::comments},
    {"kommentare", Role::comments},
    {"login", Role::notice},
    {"masthead", Role::aside},
    {"menu", Role::aside},
    {"meta", Role::about},
    {"metadata", Role::about},
    {"modal", Role::notice},
    {"mostpopular", Role::aside},
    {"mostread", Role::aside},
    {"nav", Role::aside},
    {"navbar", Role::aside},
    {"navigation", Role::aside},
    {"newsletter", Role::aside},
    {"newsletters", Role::aside},
    {"outbrain", Role::aside},
    {"overlay", Role::notice},
    {"pager", Role::aside},
    {"pagination", Role::aside},
    {"poll", Role::aside},
    {"popular", Role::aside},
    {"popup", Role::notice},
    {"promo", Role::aside},
    {"promos", Role::aside},
    {"promoted", Role::aside},
    {"promotion", Role::aside},
    {"pubdate", Role::about},
    {"rating", Role::aside},
    {"ratings", Role::aside},
    {"readalso", Role::aside},
    {"readmore", Role::aside},
    {"recirc", Role::aside},
    {"recirculation", Role::aside},
    {"recommend", Role::aside},
    {"recommendation", Role::aside},
    {"recommendations", Role::aside},
    {"recommended", Role::aside},
    {"register", Role::notice},
    {"registration", Role::notice},
    {"relatedarticles", Role::aside},
    {"related", Role::aside},
    {"relatedposts", Role::aside},
    {"replies", Role::comments},
    {"reply", Role::comments},
    {"respond", Role::comments},
    {"share", Role::aside},
    {"sharebar", Role::aside},
    {"sharing", Role::aside},
    {"sidebar", Role::aside},
    {"signup", Role::notice},
    {"skyscraper", Role::aside},
    {"slideshow", Role::aside},
    {"social", Role::aside},
    {"socials", Role::aside},
    {"sponsor", Role::aside},
    {"sponsored", Role::aside},
    {"subscribe", Role::notice},
    {"subscription", Role::notice},
    {"subscriptions", Role::notice},
    {"taboola", Role::aside},
    {"tags", Role::about},
    {"teaser", Role::aside},
    {"teasers", Role::aside},
    {"thumbnail", Role::about},
    {"timestamp", Role::about},
    {"toolbar", Role::aside},
    {"tools", Role::aside},
    {"topbar", Role::aside},
    {"trending", Role::aside},
    {"widget", Role::aside},
    {"widgets", Role::aside},
};

// Names of the text itself, without their hyphens: "article-body", "articleBody", "entry_content".
constexpr std::string_view kBodyNames[] = {
    "articlebody",        "articlecontent", "articletext", "articlemaincontent",
    "articlepagecontent", "articlesection", "bodycontent", "bodycopy",
    "bodytext",           "contentbody",    "contenttext", "detailbody",
    "detailtext",         "entrycontent",   "maincontent", "maintext",
    "newsbody",           "newscontent",    "newstext",    "pagebody",
    "postbody",           "postcontent",    "posttext",    "richtext",
    "storybody",          "storycontent",   "storytext",   "texttospeech",
    "articlebodycontent", "artikeltext",    "texto",       "noticiatexto",
    "contenidonoticia",   "corpo"};

constexpr std::size_t kLongestWord = 40;

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_capital(char c) { return c >= 'A' && c <= 'Z'; }
bool is_digit(char c) { return c >= '0' && c <= '9'; }
char lower(char c) { return is_capital(c) ? static_cast<char>(c | 0x20) : c; }

Role role_of_word(std::string_view word) {
  const auto found = std::ranges::find(kWords, word, &Word::word);
  return found == std::end(kWords) ? Role::none : found->role;
}

// "has-sidebar", "no-comments", "tag-social": a state or a subject, not a purpose.
bool is_state(std::string_view name) {
  constexpr std::string_view kStarts[] = {"has-",      "with-", "no-",  "not-",  "without-",
                                          "category-", "tag-",  "cat-", "post-", "topic-"};
  return std::ranges::any_of(kStarts, [name](std::string_view s) { return name.starts_with(s); });
}

// The first of its words that says something; comments before all others.
Role role_of_words(std::string_view text) {
  Role role = Role::none;
  std::string word;
  const auto take = [&] {
    const Role of_word = role_of_word(word);
    word.clear();
    if (of_word == Role::none) return;
    if (role == Role::none || of_word == Role::comments) role = of_word;
  };
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool begins = is_capital(c) && at > 0 && !is_capital(text[at - 1]);
    if (!is_letter(c) || begins) take();
    if (is_letter(c) && word.size() < kLongestWord) word.push_back(lower(c));
  }
  take();
  return role;
}

Role role_of_names(std::string_view names) {
  Role role = Role::none;
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    const std::string_view name = names.substr(0, end);
    const Role of_name = is_state(name) ? Role::none : role_of_words(name);
    if (role == Role::none || of_name == Role::comments) role = of_name;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return role;
}

bool is_body_name(std::string_view name) {
  std::string letters;
  for (const char c : name) {
    if ((is_letter(c) || is_digit(c)) && letters.size() < kLongestWord) letters.push_back(lower(c));
  }
  return std::ranges::any_of(kBodyNames, [&](std::string_view body) {
    return letters == body || (letters.size() > body.size() && letters.ends_with(body));
  });
}

bool has_body_name(std::string_view names) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    if (is_body_name(names.substr(0, end))) return true;
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

// Classes that style sheets everywhere use to hide an element from all or from readers with eyes.
constexpr std::string_view kHiddenClasses[] = {"hidden",
                                               "hide",
                                               "is-hidden",
                                               "d-none",
                                               "visually-hidden",
                                               "visuallyhidden",
                                               "sr-only",
                                               "screen-reader-text",
                                               "screenreader",
                                               "screen-reader-only",
                                               "element-invisible",
                                               "offscreen",
                                               "u-hidden",
                                               "invisible"};

bool has_hidden_class(std::string_view names) {
  while (!names.empty()) {
    const std::size_t end = std::min(names.find_first_of(" \t\r\n"), names.size());
    if (std::ranges::find(kHiddenClasses, names.substr(0, end)) != std::end(kHiddenClasses)) {
      return true;
    }
    names.remove_prefix(std::min(end + 1, names.size()));
  }
  return false;
}

bool is_hidden(const HtmlTree& tree, const HtmlNode& node) {
  if (tree.has_attribute(node, Attribute::hidden)) return true;
  if (tree.attribute(node, Attribute::aria_hidden) == "true") return true;
  if (has_hidden_class(tree.attribute(node, Attribute::class_).substr(0, 512))) return true;
  std::string style;
  for (const char c : tree.attribute(node, Attribute::style).substr(0, 1024)) {
    if (c != ' ') style.push_back(lower(c));
  }
  return style.find("display:none") != std::string::npos ||
         style.find("visibility:hidden") != std::string::npos;
}

}  // namespace

bool is_never_text(Tag tag) {
  using enum Tag;
  switch (tag) {
    case script:
    case style:
    case noscript:
    case template_:
    case svg:
    case math:
    case iframe:
    case button:
    case select:
    case input:
    case textarea:
    case datalist:
    case figcaption:
    case picture:
    case video:
    case audio:
    case canvas:
    case object:
    case embed:
    case head:
    case title:
    case menu:
    case noembed:
    case noframes:
    case map:
    case rt:
    case rp: return true;
    default: return false;
  }
}

namespace {

Role role_of_tag(Tag tag) {
  switch (tag) {
    case Tag::aside:
    case Tag::nav:
    case Tag::footer:
    case Tag::form: return Role::aside;
    case Tag::figure: return Role::about;
    case Tag::dialog: return Role::notice;
    default: return Role::none;
  }
}

}  // namespace

Role role_of(const HtmlTree& tree, const HtmlNode& node) {
  const Role of_tag = role_of_tag(node.tag);
  if (node.attribute_count == 0) return of_tag;
  // Paragraphs that are hidden one by one are shown to subscribers.
  if (node.tag != Tag::p && is_hidden(tree, node)) return Role::hidden;
  if (tree.attribute(node, Attribute::itemprop).find("articleBody") != std::string_view::npos) {
    return Role::body;
  }
  constexpr std::array<Attribute, 5> kNames = {Attribute::class_, Attribute::id,
                                               Attribute::data_testid, Attribute::data_component,
                                               Attribute::role};
  for (const Attribute name : kNames) {
    if (has_body_name(tree.attribute(node, name).substr(0, 512))) return Role::body;
  }
  for (const Attribute name : kNames) {
    const Role role = role_of_names(tree.attribute(node, name).substr(0, 512));
    if (role != Role::none) return role;
  }
  return of_tag;
}

}  // namespace newsidx::source
