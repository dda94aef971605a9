// A posting list made from the input, perhaps long enough for chunks, then damaged as the rest of
// the input says: its head, chunks of postings, chunks of positions. Whatever the damage, every
// way to walk the list ends, ascends and stays within the segment; where two ways find no fault,
// they find the same; and an undamaged list is what was written.
#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "fuzz.h"
#include "memory_store.h"
#include "segment/posting_cursor.h"
#include "segment/posting_list_writer.h"
#include "storage/keys.h"
#include "support/borrowed_store.h"

using namespace newsidx;
using segment::kNoMoreDocs;
using segment::PostingCursor;
using storage::Family;
using List = std::shared_ptr<const segment::PostingList>;

namespace {

constexpr std::uint32_t kSegment = 7;

struct Posting {
  std::uint32_t doc = 0;
  std::uint32_t freq = 0;
  std::vector<codec::Occurrence> occurrences;
  friend bool operator==(const Posting&, const Posting&) = default;
};

struct Written {
  std::vector<Posting> postings;
  bool has_positions = false;
  segment::TermRecord record;
  std::string head;
  std::vector<std::pair<Family, std::string>> chunks;  // families and keys
};

// Gaps and frequencies come over and over from a few bytes: dense stretches become bits.
Written write_list(std::string_view& input, fuzz::MemoryStore& store) {
  Written list;
  const std::uint8_t flags = fuzz::take_byte(input);
  list.has_positions = flags % 2 != 0;
  const std::uint32_t scale = flags % 4 < 2 ? 1 : 37;
  const std::uint32_t count = 1 + fuzz::take_number(input) % 1'200;
  const std::string_view pattern = input.substr(0, 12);
  input.remove_prefix(pattern.size());

  segment::PostingListWriter writer([&](Family family, std::uint32_t term, std::uint16_t chunk,
                                        std::string_view bytes) -> Status {
    list.chunks.emplace_back(family, storage::chunk_key(kSegment, term, chunk));
    store.put(family, list.chunks.back().second, std::string(bytes));
    return {};
  });
  writer.start(list.has_positions, {}, segment::length_norm_table(1.2f, 0.75f, 10));
  std::uint32_t doc = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const std::uint8_t byte =
        pattern.empty() ? 0 : static_cast<std::uint8_t>(pattern[i % pattern.size()]);
    Posting posting{doc, 1u + byte % 5, {}};
    for (std::uint32_t n = 0; list.has_positions && n < posting.freq; ++n) {
      posting.occurrences.push_back({n * 7 + byte, 1u + (byte > 250 ? n % 4 : 0)});
    }
    NEWSIDX_CHECK(writer.add(posting.doc, posting.freq, posting.occurrences));
    list.postings.push_back(std::move(posting));
    doc += 1 + byte / 16 * scale;
  }
  const auto finished = writer.finish();
  list.record = finished->record;
  list.head = finished->head;
  return list;
}

// Five bytes a damage: what, which of its chunks, where (2), and the bits to turn. No bits: cut.
bool damage(std::string_view& input, Written& list, fuzz::MemoryStore& store) {
  const std::uint8_t what = fuzz::take_byte(input);
  const std::uint8_t chunk = fuzz::take_byte(input);
  const std::uint32_t place = fuzz::take_number(input);
  const std::uint8_t bits = fuzz::take_byte(input);
  std::string* bytes = &list.head;
  if (what % 2 == 0 && !list.chunks.empty()) {
    const auto& [family, key] = list.chunks[chunk % list.chunks.size()];
    bytes = store.find(family, key);
  }
  if (bytes->empty()) return false;
  const std::size_t at = place % bytes->size();
  if (bits == 0) {
    bytes->resize(at);
  } else {
    (*bytes)[at] = static_cast<char>((*bytes)[at] ^ bits);
  }
  return true;
}

struct Walk {
  std::vector<Posting> postings;
  bool is_sound = true;
};

// Posting by posting, with all that belongs to each.
Walk walk_slowly(const List& list, bool with_occurrences) {
  Walk walk;
  PostingCursor cursor(list);
  while (cursor.doc() != kNoMoreDocs) {
    Posting posting{cursor.doc(), cursor.freq(), {}};
    NEWSIDX_CHECK(posting.doc < list->document_limit());
    NEWSIDX_CHECK(walk.postings.empty() || walk.postings.back().doc < posting.doc);
    if (with_occurrences) cursor.append_occurrences(posting.occurrences);
    if (cursor.doc() == kNoMoreDocs) break;  // a fault in the positions
    walk.postings.push_back(std::move(posting));
    cursor.next();
  }
  walk.is_sound = cursor.status().has_value();
  return walk;
}

// The rest of each block at once.
Walk walk_in_bulk(const List& list) {
  Walk walk;
  PostingCursor cursor(list);
  while (cursor.doc() != kNoMoreDocs) {
    const auto docs = cursor.docs();
    const auto freqs = cursor.freqs();
    NEWSIDX_CHECK(docs.size() == freqs.size() && !docs.empty());
    for (std::size_t i = 0; i < docs.size(); ++i) {
      NEWSIDX_CHECK(docs[i] < list->document_limit());
      walk.postings.push_back({docs[i], freqs[i], {}});
    }
    cursor.skip(docs.size());
  }
  walk.is_sound = cursor.status().has_value();
  return walk;
}

std::uint32_t first_from(const Walk& walk, std::uint32_t target) {
  const auto found = std::ranges::lower_bound(walk.postings, target, {}, &Posting::doc);
  return found == walk.postings.end() ? kNoMoreDocs : found->doc;
}

void check_skipping(const List& list, const Walk& slow, std::uint32_t step) {
  PostingCursor cursor(list);
  std::uint32_t last = 0;
  for (std::uint32_t target = 0; cursor.doc() != kNoMoreDocs; target = cursor.doc() + step) {
    cursor.next_geq(target);
    if (!cursor.status() || !slow.is_sound) continue;
    NEWSIDX_CHECK(cursor.doc() >= last);
    NEWSIDX_CHECK(cursor.doc() == first_from(slow, target));
    last = cursor.doc();
    if (last == kNoMoreDocs) break;
  }
}

void check_marks(const List& list, const Walk& slow) {
  constexpr std::uint32_t kWindow = 4'096;
  PostingCursor cursor(list);
  std::vector<std::uint32_t> marked;
  for (std::uint32_t begin = 0; cursor.doc() != kNoMoreDocs; begin += kWindow) {
    std::vector<std::uint64_t> words(kWindow / 64);
    cursor.mark(begin, begin + kWindow, words.data());
    NEWSIDX_CHECK(cursor.doc() >= begin + kWindow);
    for (std::uint32_t i = 0; i < kWindow; ++i) {
      if ((words[i / 64] >> (i % 64) & 1) != 0) marked.push_back(begin + i);
    }
  }
  if (!cursor.status() || !slow.is_sound) return;
  NEWSIDX_CHECK(std::ranges::equal(marked, slow.postings, {}, {}, &Posting::doc));
}

void check_blocks(const List& list) {
  PostingCursor cursor(list);
  for (std::size_t block = list->entry().directory.block_count(); block-- > 0;) {
    cursor.go_to_block(block);
    if (!cursor.status()) return;
    NEWSIDX_CHECK(cursor.doc() < list->document_limit());
    static_cast<void>(cursor.has_spans());
    static_cast<void>(cursor.positions());
    if (!cursor.status()) return;
  }
}

void check(const List& list, const Written* written) {
  const bool has_positions = list->entry().has_positions;
  const Walk full = walk_slowly(list, has_positions);
  const Walk slow = walk_slowly(list, false);
  if (written != nullptr) NEWSIDX_CHECK(full.is_sound && full.postings == written->postings);
  const Walk bulk = walk_in_bulk(list);
  if (slow.is_sound && bulk.is_sound) NEWSIDX_CHECK(bulk.postings == slow.postings);
  for (const std::uint32_t step : {1u, 2u, 100u, 5'000u}) check_skipping(list, slow, step);
  check_marks(list, slow);
  check_blocks(list);
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string_view input = fuzz::text(data, size);
  fuzz::MemoryStore store;
  Written written = write_list(input, store);
  bool is_damaged = false;
  while (!input.empty()) is_damaged |= damage(input, written, store);
  const std::uint32_t document_limit = written.postings.back().doc + 1;
  const auto field = written.has_positions ? segment::Field::text : segment::Field::keyword;
  const auto list = segment::PostingList::open_with_head(
      testing::borrowed(store), kSegment, field, written.record, written.head, document_limit);
  NEWSIDX_CHECK(list || is_damaged);
  if (list) check(*list, is_damaged ? nullptr : &written);
  return 0;
}
