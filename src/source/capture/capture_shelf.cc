#include "source/capture/capture_shelf.h"

#include <limits>
#include <utility>

namespace newsidx::source {
namespace {

std::int64_t seconds_of(const ReadArticle& read) {
  const auto& date = read.origin->first_seen;
  return date ? date->utc_seconds : std::numeric_limits<std::int64_t>::min();
}

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
  const std::uint64_t page = read.origin->repeated->page;
  const std::uint64_t bytes = bytes_of(read);
  const auto waiting = waiting_.find(page);
  if (waiting == waiting_.end()) {
    pages_.push_back(page);
    waiting_.emplace(page, std::move(read));
    bytes_ += bytes;
    return;
  }
  ++left_out_count_;
  if (seconds_of(read) <= seconds_of(waiting->second)) return;
  bytes_ += bytes - bytes_of(waiting->second);
  waiting->second = std::move(read);
}

std::optional<ReadArticle> CaptureShelf::take_page(std::uint64_t page) {
  settled_.insert(page);
  const auto waiting = waiting_.find(page);
  if (waiting == waiting_.end()) return std::nullopt;
  std::optional<ReadArticle> read(std::move(waiting->second));
  waiting_.erase(waiting);
  bytes_ -= bytes_of(*read);
  return read;
}

void CaptureShelf::settle(std::uint64_t page) {
  if (take_page(page)) ++left_out_count_;
}

std::optional<ReadArticle> CaptureShelf::take(bool is_end) {
  while (!pages_.empty() && (is_end || bytes_ > max_bytes_)) {
    const std::uint64_t page = pages_.front();
    pages_.pop_front();
    auto read = take_page(page);
    if (!read) continue;
    if (!is_end) ++overflow_count_;
    return read;
  }
  return std::nullopt;
}

}  // namespace newsidx::source
