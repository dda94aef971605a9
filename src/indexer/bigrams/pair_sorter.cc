// The bytes of a run:
//
//   run   := block*                    ascending by pair
//   block := (pair:varint place_count:varint place*)*
//   place := gap * 2 + weighs : varint                 gap to the document of the one before (or 0)
//
// In memory a run is one block; in a file a block has its size in front (u64) and is read as a
// whole.

#include "indexer/bigrams/pair_sorter.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cerrno>
#include <filesystem>
#include <fstream>
#include <memory>

#include "base/bytes.h"
#include "base/status_macros.h"

namespace newsidx::indexer {
namespace {

constexpr unsigned kDigitBits = 11;
constexpr std::size_t kBlockBytes = 64 << 10;
constexpr std::uint32_t kNoPair = UINT32_MAX;

struct Posting {
  std::uint32_t pair = kNoPair;
  std::uint32_t document = 0;
  std::uint32_t freq = 0;
};

Failure cannot(const char* what, const std::string& path) {
  return fail(errno == ENOSPC ? ErrorCode::disk_full : ErrorCode::io,
              std::string("cannot ") + what + " the temporary file '" + path + "'");
}

Status append_to_file(std::ofstream& file, std::string_view block, const std::string& path) {
  std::string size;
  append_le(size, std::uint64_t{block.size()});
  if (!(file << size << block)) return cannot("write", path);
  return {};
}

}  // namespace

// The pairs of a run, one after the other.
class PairSorter::RunReader {
 public:
  explicit RunReader(const Run& run) : run_(&run), in_(run.bytes) {
    if (!run.path.empty()) file_.open(run.path, std::ios::binary);
  }

  /// kNoPair at the end.
  [[nodiscard]] std::uint32_t pair() const noexcept { return pair_; }

  /// Goes to the first, or next pair. REQUIRES that the places of this one were read.
  Status next() {
    if (in_.at_end() && !run_->path.empty()) NEWSIDX_RETURN_IF_ERROR(read_block());
    if (in_.at_end()) {
      pair_ = kNoPair;
      return {};
    }
    pair_ = in_.varint32();
    place_count_ = in_.varint();
    return {};
  }

  /// Calls add(document, freq) for each place of the pair.
  template <class Add>
  Status read_places(std::uint32_t title_weight, const Add& add) {
    std::uint32_t document = 0;
    for (; place_count_ > 0 && in_.ok(); --place_count_) {
      const std::uint64_t place = in_.varint();
      document += static_cast<std::uint32_t>(place / 2);
      NEWSIDX_RETURN_IF_ERROR(add(document, place % 2 == 1 ? title_weight : 1));
    }
    if (!in_.ok()) return cannot("read", run_->path);
    return {};
  }

 private:
  Status read_block() {
    char size[sizeof(std::uint64_t)];
    if (!file_.read(size, sizeof size)) {
      if (file_.eof() && file_.gcount() == 0) return {};
      return cannot("read", run_->path);
    }
    block_.resize(load_le<std::uint64_t>(size));
    if (!file_.read(block_.data(), static_cast<std::streamsize>(block_.size()))) {
      return cannot("read", run_->path);
    }
    in_ = ByteReader(block_);
    return {};
  }

  const Run* run_;
  std::ifstream file_;
  std::string block_;
  ByteReader in_;
  std::uint32_t pair_ = kNoPair;
  std::uint64_t place_count_ = 0;
};

PairSorter::PairSorter(std::uint32_t pair_count, std::size_t budget_bytes, std::string file_path,
                       std::size_t log_places)
    : pair_bits_(static_cast<unsigned>(std::bit_width(pair_count))),
      budget_bytes_(budget_bytes),
      file_path_(std::move(file_path)),
      log_places_(log_places) {}

PairSorter::~PairSorter() {
  std::error_code ignored;
  for (const Run& run : runs_) {
    if (!run.path.empty()) std::filesystem::remove(run.path, ignored);
  }
}

// By pair; least significant digit first, which leaves documents in order.
void PairSorter::sort_log() {
  scratch_.resize(log_.size());
  for (unsigned shift = 0; shift < pair_bits_; shift += kDigitBits) {
    std::array<std::uint32_t, (1u << kDigitBits) + 1> ends{};
    const auto digit = [shift](const Place& place) {
      return (place.pair >> shift) & ((1u << kDigitBits) - 1);
    };
    for (const Place& place : log_) ++ends[digit(place) + 1];
    for (std::size_t i = 1; i < ends.size(); ++i) ends[i] += ends[i - 1];
    for (const Place& place : log_) scratch_[ends[digit(place)]++] = place;
    log_.swap(scratch_);
  }
}

Status PairSorter::end_run() {
  sort_log();
  Run& run = runs_.emplace_back();
  std::ofstream file;
  if (used_bytes_ > budget_bytes_) {
    run.path = file_path_ + '-' + std::to_string(file_count_++);
    file.open(run.path, std::ios::binary);
  }
  std::string block;
  for (auto place = log_.cbegin(); place != log_.cend();) {
    const std::uint32_t pair = place->pair;
    const auto end =
        std::find_if(place, log_.cend(), [pair](const Place& other) { return other.pair != pair; });
    append_varint(block, pair);
    append_varint(block, static_cast<std::uint64_t>(end - place));
    for (std::uint32_t document = 0; place != end; ++place) {
      append_varint(block, place->where - (document << 1));
      document = place->where >> 1;
    }
    if (run.path.empty() || (block.size() < kBlockBytes && place != log_.cend())) continue;
    NEWSIDX_RETURN_IF_ERROR(append_to_file(file, block, run.path));
    block.clear();
  }
  log_.clear();
  if (run.path.empty()) {
    block.shrink_to_fit();
    run.bytes = std::move(block);
    used_bytes_ += run.bytes.size();
    return {};
  }
  file.close();
  if (!file) return cannot("write", run.path);
  return {};
}

// A run may end within a document: then its last posting of a pair goes on in the next run.
Status PairSorter::read(std::uint32_t title_weight, const Sink& sink) {
  if (!log_.empty()) NEWSIDX_RETURN_IF_ERROR(end_run());
  log_ = {};
  scratch_ = {};
  std::vector<std::unique_ptr<RunReader>> readers;
  for (const Run& run : runs_) {
    NEWSIDX_RETURN_IF_ERROR(readers.emplace_back(std::make_unique<RunReader>(run))->next());
  }
  Posting posting;
  const auto add = [&](std::uint32_t document, std::uint32_t freq) -> Status {
    if (posting.freq > 0 && posting.document != document) {
      NEWSIDX_RETURN_IF_ERROR(sink(posting.pair, posting.document, posting.freq));
      posting.freq = 0;
    }
    posting.document = document;
    posting.freq += freq;
    return {};
  };
  for (;;) {
    posting = {kNoPair, 0, 0};
    for (const auto& reader : readers) posting.pair = std::min(posting.pair, reader->pair());
    if (posting.pair == kNoPair) return {};
    for (const auto& reader : readers) {
      if (reader->pair() != posting.pair) continue;
      NEWSIDX_RETURN_IF_ERROR(reader->read_places(title_weight, add));
      NEWSIDX_RETURN_IF_ERROR(reader->next());
    }
    NEWSIDX_RETURN_IF_ERROR(sink(posting.pair, posting.document, posting.freq));
  }
}

}  // namespace newsidx::indexer
