#include "query/pattern/matching_words.h"

#include <algorithm>
#include <vector>

#include "base/status_macros.h"
#include "segment/field.h"

namespace newsidx::query {

using segment::DictionaryCursor;
using segment::DictionaryReader;
using segment::Field;
using segment::SurfaceTerm;

namespace {

// A cursor over the words of a field that match.
class MatchingCursor {
 public:
  MatchingCursor(const DictionaryReader& dictionary, Field field, WordMatcher& matcher,
                 std::string_view prefix, const CancellationToken& cancellation)
      : cursor_(dictionary.cursor(field)),
        field_(field),
        matcher_(matcher),
        prefix_(prefix),
        cancellation_(cancellation) {}

  void seek(std::string_view from) {
    cursor_.seek(std::max(prefix_, from));
    find();
  }
  void next() {
    cursor_.next();
    find();
  }
  // Stands on a word that matches. Not behind the last one, nor when the call was cancelled.
  [[nodiscard]] bool valid() const {
    return !is_cancelled_ && cursor_.valid() &&
           (prefix_.empty() || cursor_.term().starts_with(prefix_));
  }
  [[nodiscard]] const DictionaryCursor& operator*() const { return cursor_; }

 private:
  void find() {
    constexpr std::size_t kWordsPerLook = 1024;
    while (valid()) {
      if (++walked_ % kWordsPerLook == 0) is_cancelled_ = cancellation_.requested();
      std::size_t dead_bytes = 0;
      if (field_ == Field::surface || cursor_.record().as_surface) {
        const WordMatcher::Verdict verdict = matcher_.test(cursor_.term());
        if (verdict.matches) return;
        dead_bytes = verdict.dead_bytes;
      }
      if (dead_bytes == 0) {
        cursor_.next();
      } else {
        pass(dead_bytes);
      }
    }
  }

  // Goes on to the first word that begins otherwise. A few steps cost less than to seek.
  void pass(std::size_t dead_bytes) {
    constexpr std::size_t kFewSteps = 6;
    dead_.assign(cursor_.term(), 0, dead_bytes);
    for (std::size_t step = 0; step < kFewSteps; ++step) {
      cursor_.next();
      if (!cursor_.valid() || !cursor_.term().starts_with(dead_)) return;
    }
    // UTF-8 has no byte ff: one more than the last is behind all that begin so.
    dead_.back() = static_cast<char>(static_cast<unsigned char>(dead_.back()) + 1);
    cursor_.seek(dead_);
  }

  DictionaryCursor cursor_;
  Field field_;
  WordMatcher& matcher_;
  std::string_view prefix_;
  const CancellationToken& cancellation_;
  std::string dead_;
  std::size_t walked_ = 0;
  bool is_cancelled_ = false;
};

}  // namespace

Result<MatchingWords> MatchingWords::of(const WordPattern& pattern) {
  NEWSIDX_ASSIGN_OR_RETURN(auto own, make_matcher(pattern));
  NEWSIDX_ASSIGN_OR_RETURN(auto others, make_matcher(pattern));
  return MatchingWords(std::move(own), std::move(others));
}

// Both fields are walked side by side, as in DictionaryReader::visit_surfaces().
Status MatchingWords::visit(const DictionaryReader& dictionary, std::string_view from,
                            const CancellationToken& cancellation,
                            const DictionaryReader::SurfaceVisitor& visit) {
  const std::string prefix = own_->prefix();
  MatchingCursor own(dictionary, Field::text, *own_, prefix, cancellation);
  MatchingCursor others(dictionary, Field::surface, *others_, prefix, cancellation);
  own.seek(from);
  others.seek(from);
  std::vector<SurfaceTerm> terms;
  for (;;) {
    if (!own.valid()) NEWSIDX_RETURN_IF_ERROR((*own).status());  // or its words would be missing
    if (!others.valid()) NEWSIDX_RETURN_IF_ERROR((*others).status());
    if (!own.valid() && !others.valid()) return {};
    const bool is_own = own.valid() && (!others.valid() || (*own).term() <= (*others).term());
    const bool is_other = others.valid() && (!own.valid() || (*others).term() <= (*own).term());
    terms.clear();
    if (is_other) {
      const auto of_other = (*others).surface_terms();
      terms.assign(of_other.begin(), of_other.end());
    }
    if (is_own) {
      const SurfaceTerm term{(*own).term(), *(*own).record().as_surface};
      terms.insert(std::ranges::lower_bound(terms, term.term, {}, &SurfaceTerm::term), term);
    }
    if (!visit(is_own ? (*own).term() : (*others).term(), terms)) return {};
    if (is_own) own.next();
    if (is_other) others.next();
  }
}

}  // namespace newsidx::query
