#include "analysis/letter_case.h"

#include <cstddef>

#include "analysis/unicode.h"
#include "base/utf8.h"

namespace newsidx::analysis {
namespace {

std::string_view without_possessive(std::string_view written) {
  if (written.size() < 3 || written.back() != 's') return written;
  for (std::size_t size = 1; size <= 3 && size + 1 < written.size(); ++size) {
    const std::size_t at = written.size() - 1 - size;
    if (apostrophe_size(written, at) == size) return written.substr(0, at);
  }
  return written;
}

}  // namespace

LetterCase letter_case(std::string_view written) noexcept {
  written = without_possessive(written);
  std::size_t letters = 0, capitals = 0;
  bool is_first_capital = false;
  for (std::size_t at = 0; at < written.size();) {
    const auto byte = static_cast<unsigned char>(written[at]);
    CharKind kind = CharKind::other;
    if (byte < 0x80) {
      kind = kind_of(byte);
      ++at;
    } else {
      const CodePoint next = decode_utf8(written, at);
      kind = kind_of(next.value);
      at += next.size;
    }
    if (kind != CharKind::upper && kind != CharKind::lower) continue;
    if (++letters == 1) is_first_capital = kind == CharKind::upper;
    capitals += kind == CharKind::upper ? 1u : 0u;
  }
  if (capitals == 0) return LetterCase::lower;
  if (capitals == letters) return LetterCase::capitals;
  return is_first_capital && capitals == 1 ? LetterCase::capitalized : LetterCase::mixed;
}

}  // namespace newsidx::analysis
