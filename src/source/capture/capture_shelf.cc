#include "source/capture/capture_shelf.h"

#include <algorithm>
#include <functional>
#include <limits>
#include <utility>

namespace newsidx::source {
namespace {

std::int64_t seconds_of(const ReadArticle& read) {
  const auto& date = read.origin->first_seen;
  return date ? date->utc_seconds : std::numeric_limits<std::int64_t>::min();
}

// The same article by the ids that captures of a page give it; else by the titles.
class KnownArticles {
 public:
  /// @return false when it was known
  bool insert(const Article& article) {
    const auto& known = article.id.empty() ? titles_ : ids_;
    if (known.contains(article.id.empty() ? article.title : article.id)) return false;
    titles_.insert(article.title);
    if (!article.id.empty()) ids_.insert(article.id);
    return true;
  }

 private:
  std::unordered_set<std::string> ids_;
  std::unordered_set<std::string> titles_;
};

std::uint64_t bytes_of(const ReadArticle& read) {
  const Article& article = read.article;
  std::uint64_t bytes = sizeof(ReadArticle) + article.title.size() + article.body.size() +
                        article.url.size() + article.id.size() + read.default_id.size();
  for (const auto& [name, value] : article.keywords) {
    bytes += sizeof(article.keywords.front()) + name.size() + value.size();
  }
  return bytes;
}

}  // namespace

bool CaptureShelf::awaits_newer(const ReadArticle& read) const {
  const auto& repeated = read.origin->repeated;
  return repeated && !repeated->is_newest && !settled_.contains(repeated->page);
}

void CaptureShelf::put(ReadArticle read) {
  const std::uint64_t id = read.origin->repeated->page;
  bytes_ += bytes_of(read);
  Page& page = waiting_[id];
  if (page.captures.empty()) pages_.push_back(id);
  page.captures.push_back(std::move(read));
  if (page.captures.size() < page.next_look) return;
  drop_older(page.captures, nullptr);
  page.next_look = std::max(page.next_look, 2 * page.captures.size());
}

// Leaves the newest of each article, and none that is the same as `newest`; the newest first.
void CaptureShelf::drop_older(std::vector<ReadArticle>& captures, const Article* newest) {
  std::ranges::stable_sort(captures, std::greater(), seconds_of);
  KnownArticles known;
  if (newest != nullptr) known.insert(*newest);
  left_out_count_ += std::erase_if(captures, [this, &known](const ReadArticle& read) {
    if (known.insert(read.article)) return false;
    bytes_ -= bytes_of(read);
    return true;
  });
}

std::vector<ReadArticle> CaptureShelf::take_page(std::uint64_t page, const Article* newest) {
  settled_.insert(page);
  const auto found = waiting_.find(page);
  if (found == waiting_.end()) return {};
  std::vector<ReadArticle> captures = std::move(found->second.captures);
  waiting_.erase(found);
  drop_older(captures, newest);
  for (const ReadArticle& read : captures) bytes_ -= bytes_of(read);
  return captures;
}

std::vector<ReadArticle> CaptureShelf::settle(std::uint64_t page, const Article& newest) {
  return take_page(page, &newest);
}

std::vector<ReadArticle> CaptureShelf::take(bool is_end) {
  while (!pages_.empty() && (is_end || bytes_ > max_bytes_)) {
    const std::uint64_t page = pages_.front();
    pages_.pop_front();
    if (!waiting_.contains(page)) continue;
    if (!is_end) ++overflow_count_;
    return take_page(page, nullptr);
  }
  return {};
}

}  // namespace newsidx::source
