// sketch := word_count:varint flags:u8 hash:u32*     ascending
// flags  := 1 correction, 2 whole

#include "copies/sketch.h"

#include <algorithm>

#include "base/bytes.h"
#include "copies/shingles.h"

namespace newsidx::copies {
namespace {

constexpr std::uint8_t kIsCorrection = 1;
constexpr std::uint8_t kIsWhole = 2;

// Of a longer body the least hashes are kept while it is read.
constexpr std::size_t kMaxRead = 4 * kMaxSketchHashes;

constexpr std::uint32_t upper_half(std::uint64_t hash) noexcept {
  return static_cast<std::uint32_t>(hash >> 32);
}

void sort_each_once(std::vector<std::uint32_t>& hashes) {
  std::ranges::sort(hashes);
  const auto again = std::ranges::unique(hashes);
  hashes.erase(again.begin(), again.end());
}

// @param taken  is replaced: ascending, each once
void take_up_to(std::uint32_t limit, const std::vector<std::uint32_t>& hashes,
                std::vector<std::uint32_t>& taken) {
  taken.clear();
  for (const std::uint32_t hash : hashes) {
    if (hash <= limit) taken.push_back(hash);
  }
  sort_each_once(taken);
}

char small(char c) noexcept { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

bool starts_with(std::string_view text, std::string_view small_word) noexcept {
  return text.size() >= small_word.size() &&
         std::ranges::equal(text.substr(0, small_word.size()), small_word, {}, small);
}

// "CORRECTED - ", "Corrected:", "Correction-": not "Correction in shares looms".
bool is_label(std::string_view title, std::string_view word) noexcept {
  if (!starts_with(title, word)) return false;
  const bool is_capital = title[1] >= 'A' && title[1] <= 'Z';
  std::string_view rest = title.substr(word.size());
  if (is_capital && (rest.empty() || small(rest.front()) < 'a' || small(rest.front()) > 'z')) {
    return true;
  }
  while (!rest.empty() && rest.front() == ' ') rest.remove_prefix(1);
  return rest.starts_with(':') || rest.starts_with("-");
}

}  // namespace

std::uint32_t Sketch::limit() const noexcept {
  if (is_whole || hashes.empty()) return UINT32_MAX;
  if (hashes.size() >= kMaxSketchHashes) return hashes.back();
  return std::max(kSketchLimit, hashes.back());
}

bool is_correction(std::string_view title) noexcept {
  while (!title.empty() && title.front() == ' ') title.remove_prefix(1);
  if (starts_with(title, "(corrects") || starts_with(title, "(corrected")) return true;
  // Labels of agencies, each with its hyphen.
  for (const std::string_view label : {"REFILE-", "RPT-", "UPDATE 1-", "UPDATE 2-", "UPDATE 3-"}) {
    if (title.starts_with(label)) title.remove_prefix(label.size());
  }
  return is_label(title, "corrected") || is_label(title, "correction");
}

Sketch sketch_of(std::string_view title, std::string_view body) {
  Sketch sketch;
  sketch.is_correction = is_correction(title);
  std::vector<std::uint32_t> all;  // but those that are greater than enough others
  all.reserve(std::min(body.size() / 5, kMaxRead));
  std::uint32_t limit_read = UINT32_MAX;
  sketch.word_count = read_shingles(body, [&](std::span<const std::uint64_t> some) {
    if (all.size() + some.size() > kMaxRead) {
      sort_each_once(all);
      if (all.size() > kMaxSketchHashes) all.resize(kMaxSketchHashes);
      if (all.size() == kMaxSketchHashes) limit_read = all.back();
    }
    for (const std::uint64_t hash : some) {
      if (upper_half(hash) <= limit_read) all.push_back(upper_half(hash));
    }
  });
  std::vector<std::uint32_t>& hashes = sketch.hashes;
  take_up_to(kSketchLimit, all, hashes);
  if (hashes.size() >= kMinSketchHashes) {
    if (hashes.size() > kMaxSketchHashes) hashes.resize(kMaxSketchHashes);
    sketch.is_whole = false;
    return sketch;
  }
  // The least of all: to sort some more than are needed takes less time than to sort all.
  constexpr std::uint64_t kEnd = std::uint64_t{1} << 32;
  std::uint64_t limit = kEnd * 2 * kMinSketchHashes / (all.size() + 1);
  do {
    take_up_to(static_cast<std::uint32_t>(std::min(limit, kEnd - 1)), all, hashes);
    sketch.is_whole = hashes.size() <= kMinSketchHashes;
    limit *= 2;
  } while (sketch.is_whole && limit < 2 * kEnd);
  if (!sketch.is_whole) hashes.resize(kMinSketchHashes);
  return sketch;
}

void append_sketch(std::string& out, const Sketch& sketch) {
  append_varint(out, sketch.word_count);
  out.push_back(static_cast<char>((sketch.is_correction ? kIsCorrection : 0) |
                                  (sketch.is_whole ? kIsWhole : 0)));
  for (const std::uint32_t hash : sketch.hashes) append_le(out, hash);
}

std::optional<Sketch> parse_sketch(std::string_view bytes) {
  ByteReader in(bytes);
  Sketch sketch;
  sketch.word_count = in.varint32();
  const auto flags = in.le<std::uint8_t>();
  if (!in.ok() || flags > (kIsCorrection | kIsWhole)) return std::nullopt;
  if (in.rest().size() % sizeof(std::uint32_t) != 0 ||
      in.rest().size() > kMaxSketchHashes * sizeof(std::uint32_t)) {
    return std::nullopt;
  }
  sketch.is_correction = (flags & kIsCorrection) != 0;
  sketch.is_whole = (flags & kIsWhole) != 0;
  sketch.hashes.reserve(in.rest().size() / sizeof(std::uint32_t));
  while (!in.at_end()) {
    const auto hash = in.le<std::uint32_t>();
    if (!sketch.hashes.empty() && hash <= sketch.hashes.back()) return std::nullopt;
    sketch.hashes.push_back(hash);
  }
  return sketch;
}

}  // namespace newsidx::copies
