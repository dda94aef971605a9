// piece := head:varint [first_block:varint blocks:varint [first_place:varint]] form* [bits]
// head  := form_count * 2 + has_blocks; without blocks it is of block 0 alone, from its begin
// blocks := block_count * 2 + goes_on; with first_place, what comes before in the first block is in
//          the pieces before
// form  := (letter_case + 4 * has_surface):u8 [shared:varint suffix:prefixed]
//          without a surface that is the term; else the first `shared` bytes of it, and a suffix
// bits  := count_k:5 gap_k:5 rank_k:5 (count:rice (gap:rice form - 1:rice)*)*         of each block
//          with more than one form; a gap is the occurrences between two exceptions
//
// The forms are in the order of how often they occur, so that their numbers are small.

#include "segment/form_piece.h"

#include <algorithm>
#include <utility>

#include "base/bytes.h"
#include "codec/rice.h"

namespace newsidx::segment {
namespace {

constexpr unsigned kHasSurface = 4;

void append_form(std::string& out, const WordForm& form, std::string_view term) {
  const bool has_surface = form.surface != term;
  out.push_back(static_cast<char>(static_cast<unsigned>(form.letter_case) |
                                  (has_surface ? kHasSurface : 0u)));
  if (!has_surface) return;
  const auto shared = static_cast<std::size_t>(std::ranges::mismatch(form.surface, term).in1 -
                                               form.surface.begin());
  append_varint(out, shared);
  append_prefixed(out, std::string_view(form.surface).substr(shared));
}

bool read_form(ByteReader& in, std::string_view term, WordForm& form) {
  const auto head = in.le<std::uint8_t>();
  if (head >= kHasSurface * 2) return false;
  form.letter_case = static_cast<LetterCase>(head % kHasSurface);
  if (head < kHasSurface) {
    form.surface = term;
    return in.ok();
  }
  const std::uint64_t shared = in.varint();
  const std::string_view suffix = in.prefixed();
  if (!in.ok() || shared > term.size()) return false;
  form.surface.assign(term.substr(0, shared));
  form.surface += suffix;
  return true;
}

Failure broken() { return fail(ErrorCode::corruption, "forms: a piece is broken"); }

// Ranks by number: how often each form occurs, then which it is.
std::vector<std::uint32_t> ranked(const FormTable& table, std::span<const FormRun> runs,
                                  std::vector<std::uint32_t>& ranks) {
  std::vector<std::uint32_t> counts(table.size());
  std::uint32_t begin = 0;
  for (const FormRun& run : runs) counts[run.number] += run.end - std::exchange(begin, run.end);
  std::vector<std::uint32_t> order;
  for (std::uint32_t number = 0; number < counts.size(); ++number) {
    if (counts[number] > 0) order.push_back(number);
  }
  std::ranges::sort(order, [&](std::uint32_t a, std::uint32_t b) {
    return counts[a] != counts[b] ? counts[a] > counts[b] : table[a] < table[b];
  });
  ranks.resize(table.size());
  for (std::uint32_t rank = 0; rank < order.size(); ++rank) ranks[order[rank]] = rank;
  return order;
}

void append_exceptions(std::string& out, std::span<const FormRun> runs,
                       std::span<const std::uint32_t> ends, std::span<const std::uint32_t> ranks) {
  std::vector<std::uint32_t> counts, gaps, others;
  std::uint32_t at = 0;
  auto run = runs.begin();
  for (const std::uint32_t end : ends) {
    std::uint32_t gap = 0;
    const std::size_t before = gaps.size();
    while (at < end) {
      if (at == run->end) ++run;
      const std::uint32_t run_end = std::min(run->end, end);
      const std::uint32_t rank = ranks[run->number];
      if (rank == 0) {
        gap += run_end - at;
      } else {
        gaps.push_back(std::exchange(gap, 0));
        gaps.resize(gaps.size() + (run_end - at - 1), 0);
        others.resize(gaps.size(), rank - 1);
      }
      at = run_end;
    }
    counts.push_back(static_cast<std::uint32_t>(gaps.size() - before));
  }
  codec::BitWriter bits(out);
  const unsigned count_k = codec::best_rice_parameter(counts);
  const unsigned gap_k = codec::best_rice_parameter(gaps);
  const unsigned rank_k = codec::best_rice_parameter(others);
  for (const unsigned k : {count_k, gap_k, rank_k}) bits.bits(k, codec::kRiceParameterBits);
  std::size_t exception = 0;
  for (const std::uint32_t count : counts) {
    bits.rice(count, count_k);
    for (std::uint32_t i = 0; i < count; ++i, ++exception) {
      bits.rice(gaps[exception], gap_k);
      bits.rice(others[exception], rank_k);
    }
  }
  bits.finish();
}

struct Head {
  std::uint32_t form_count = 0;
  FormStretch stretch;
};

bool read_head(ByteReader& in, Head& head) {
  const std::uint64_t number = in.varint();
  if (!in.ok() || number / 2 == 0 || number / 2 > in.rest().size()) return false;
  head.form_count = static_cast<std::uint32_t>(number / 2);
  head.stretch = {{}, 1};
  if (number % 2 == 0) return true;
  head.stretch.first.block = in.varint32();
  const std::uint64_t blocks = in.varint();
  if (blocks % 2 != 0) head.stretch.first.place = in.varint32();
  const bool goes_on = head.stretch.first.place > 0;
  head.stretch.block_count = static_cast<std::uint32_t>(blocks / 2);
  return in.ok() && goes_on == (blocks % 2 != 0) && blocks / 2 > 0 &&
         blocks / 2 <= UINT32_MAX - head.stretch.first.block;
}

// Each exception takes two bits at least: bytes bound the memory.
bool read_exceptions(std::string_view bytes, FormPiece& piece) {
  codec::BitReader bits(bytes);
  const std::uint32_t block_count = piece.stretch.block_count;
  if (block_count > bits.bits_left()) return false;
  const unsigned count_k = bits.bits(codec::kRiceParameterBits);
  const unsigned gap_k = bits.bits(codec::kRiceParameterBits);
  const unsigned rank_k = bits.bits(codec::kRiceParameterBits);
  piece.ends.reserve(block_count);
  for (std::uint32_t block = 0; block < block_count; ++block) {
    const std::uint32_t count = bits.rice(count_k);
    if (!bits.ok() || count > bits.bits_left() / 2) return false;
    std::uint64_t place = block == 0 ? piece.stretch.first.place : 0;
    for (std::uint32_t i = 0; i < count; ++i, ++place) {
      place += bits.rice(gap_k);
      const std::uint64_t form = std::uint64_t{bits.rice(rank_k)} + 1;
      if (!bits.ok() || place > UINT32_MAX || form >= piece.forms.size()) return false;
      piece.exceptions.push_back(
          {static_cast<std::uint32_t>(place), static_cast<std::uint32_t>(form)});
    }
    piece.ends.push_back(static_cast<std::uint32_t>(piece.exceptions.size()));
  }
  return bits.ok() && bits.bits_left() < 8;
}

}  // namespace

std::span<const FormPiece::Exception> FormPiece::exceptions_of(std::uint32_t block) const noexcept {
  const std::uint32_t first_block = stretch.first.block;
  if (ends.empty() || block < first_block || block - first_block >= ends.size()) return {};
  const std::size_t index = block - first_block;
  const std::size_t begin = index == 0 ? 0 : ends[index - 1];
  return std::span(exceptions).subspan(begin, ends[index] - begin);
}

bool FormStretch::may_follow(const FormStretch& before) const noexcept {
  const std::uint32_t end = before.first.block + before.block_count;
  if (first.place == 0) return first.block >= end;
  return first.block + 1 == end && before.first < first;
}

bool is_plain(std::string_view term, const FormTable& table,
              std::span<const FormRun> runs) noexcept {
  const auto is_term = [&](const FormRun& run) {
    const WordForm& form = table[run.number];
    return form.letter_case == LetterCase::lower && form.surface == term;
  };
  return runs.size() <= 1 && std::ranges::all_of(runs, is_term);  // no two in a row are alike
}

void append_form_piece(std::string& out, std::string_view term, const FormTable& table,
                       FormPlace first, std::span<const FormRun> runs,
                       std::span<const std::uint32_t> ends) {
  const auto append_head = [&](std::size_t form_count) {
    const bool has_blocks = first != FormPlace{} || ends.size() != 1;
    append_varint(out, form_count * 2 + (has_blocks ? 1 : 0));
    if (!has_blocks) return;
    append_varint(out, first.block);
    append_varint(out, ends.size() * 2 + (first.place > 0 ? 1 : 0));
    if (first.place > 0) append_varint(out, first.place);
  };
  if (runs.size() == 1) {
    append_head(1);
    return append_form(out, table[runs[0].number], term);
  }
  std::vector<std::uint32_t> ranks;
  const std::vector<std::uint32_t> order = ranked(table, runs, ranks);
  append_head(order.size());
  for (const std::uint32_t number : order) append_form(out, table[number], term);
  append_exceptions(out, runs, ends, ranks);
}

Result<FormStretch> read_form_stretch(std::string_view bytes) {
  ByteReader in(bytes);
  Head head;
  if (!read_head(in, head)) return broken();
  return head.stretch;
}

Result<FormPiece> read_form_piece(std::string_view bytes, std::string_view term) {
  ByteReader in(bytes);
  Head head;
  if (!read_head(in, head)) return broken();
  FormPiece piece{head.stretch, {}, {}, {}};
  piece.forms.resize(head.form_count);
  for (WordForm& form : piece.forms) {
    if (!read_form(in, term, form)) return broken();
  }
  const bool is_whole = head.form_count > 1 ? read_exceptions(in.rest(), piece) : in.at_end();
  if (!is_whole) return broken();
  return piece;
}

}  // namespace newsidx::segment
