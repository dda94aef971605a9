#include "source/article_namer.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "base/hash.h"
#include "source/html/page_url.h"

namespace newsidx::source {
namespace {

bool is_row_number(std::string_view id) {
  constexpr std::size_t kMaxDigits = 9;
  return !id.empty() && id.size() <= kMaxDigits &&
         id.find_first_not_of("0123456789") == std::string_view::npos &&
         (id.front() != '0' || id.size() == 1);
}

}  // namespace

std::string content_id(const Article& article) {
  std::string text;
  for (const std::string* part : {&article.title, &article.body, &article.url, &article.source}) {
    append_prefixed(text, *part);
  }
  if (article.published) text += article.published->to_string();
  return hex_digits(hash128(text));
}

bool ArticleNamer::name(ReadArticle& read) {
  Article& article = read.article;
  if (read.page != 0 && !pages_.insert({read.page, read.page})) {
    ++captures_skipped_;
    return false;
  }
  if (!article.id.empty()) {
    if (is_row_number(article.id) && is_of_another(read)) {
      article.id = read.origin->name + "#id=" + article.id;
      ++shared_ids_;
    }
    if (!read.is_capture) return true;
    const bool is_first = ids_.insert(hash128(article.id));
    if (!is_first) ++captures_skipped_;
    return is_first;
  }
  const bool has_place = !read.default_id.empty();
  article.id = has_place ? read.default_id : content_id(article);
  // The front page of a site is that of no article, though records may name it.
  const bool has_url = !article.url.empty() && (read.is_capture || !is_front_page(article.url));
  if (!has_url) return has_place || is_new_content(article.id);
  const bool is_first = ids_.insert(hash128(article.url));
  const bool is_untitled = article.title.empty() && !read.is_capture;
  const std::string& what = is_untitled ? article.body : article.title;
  const bool is_other = articles_.insert(hash128(article.url + '\n' + what));
  if (is_first) {
    article.id = article.url;
    return true;
  }
  ++(is_other ? shared_urls_ : captures_skipped_);
  return is_other && (has_place || is_new_content(article.id));
}

bool ArticleNamer::is_new_content(const std::string& id) {
  const bool is_new = contents_.insert(hash128(id));
  if (!is_new) ++captures_skipped_;
  return is_new;
}

// Several files may have the same other article under that number: one of them is another.
bool ArticleNamer::is_of_another(const ReadArticle& read) {
  const Article& article = read.article;
  const std::string& what = read.is_capture         ? article.source
                            : article.title.empty() ? article.body
                                                    : article.title;
  const Numbered here{checksum32(what), std::max(checksum32(read.origin->name), 1u)};
  Numbered& first = first_of(static_cast<std::uint32_t>(std::stoul(article.id)));
  if (first.file == 0) {
    first = here;
    ++number_count_;
  }
  if (first.what == here.what || first.file == here.file) return false;
  return others_numbered_.insert(hash128(article.id + '\n' + what));
}

ArticleNamer::Numbered& ArticleNamer::first_of(std::uint32_t number) {
  constexpr std::size_t kMostMissing = 1024;
  if (!numbered_.empty()) {
    const auto alone = numbered_.find(number);
    if (alone != numbered_.end()) return alone->second;
  }
  if (number >= 2 * number_count_ + kMostMissing) return numbered_[number];
  if (number >= rows_.size()) rows_.resize(number + std::size_t{1});
  return rows_[number];
}

}  // namespace newsidx::source
