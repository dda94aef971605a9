#include "source/html/role_words.h"

#include <algorithm>
#include <iterator>
#include <unordered_map>

namespace newsidx::source {
namespace {

struct Word {
  std::string_view word;
  Role role;
};

// English, which style sheets of all languages use, then other languages.
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
    {"anzeige", Role::aside},
    {"werbung", Role::aside},
    {"teilen", Role::aside},
    {"autor", Role::about},
    {"bildunterschrift", Role::about},
    {"commentaires", Role::comments},
    {"partage", Role::aside},
    {"publicite", Role::aside},
    {"auteur", Role::about},
    {"comentarios", Role::comments},
    {"publicidad", Role::aside},
    {"publicidade", Role::aside},
    {"compartir", Role::aside},
    {"relacionadas", Role::aside},
    {"relacionados", Role::aside},
    {"commenti", Role::comments},
    {"condividi", Role::aside},
    {"correlati", Role::aside},
    {"reacties", Role::comments},
    {"gerelateerd", Role::aside},
    {"kommentarer", Role::comments},
    {"annonse", Role::aside},
    {"annonce", Role::aside},
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

}  // namespace

Role role_of_word(std::string_view word) {
  static const auto kByWord = [] {
    std::unordered_map<std::string_view, Role> roles;
    for (const Word& row : kWords) roles.emplace(row.word, row.role);
    return roles;
  }();
  const auto found = kByWord.find(word);
  return found == kByWord.end() ? Role::none : found->second;
}

bool names_body(std::string_view letters) {
  return std::ranges::any_of(kBodyNames,
                             [letters](std::string_view body) { return letters.ends_with(body); });
}

bool is_hiding_class(std::string_view name) {
  return std::ranges::find(kHiddenClasses, name) != std::end(kHiddenClasses);
}

bool is_state_class(std::string_view name) {
  constexpr std::string_view kStarts[] = {"has-",      "with-", "no-",  "not-",  "without-",
                                          "category-", "tag-",  "cat-", "post-", "topic-"};
  return std::ranges::any_of(kStarts, [name](std::string_view s) { return name.starts_with(s); });
}

}  // namespace newsidx::source
