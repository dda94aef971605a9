#include "search/near/near_matcher.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <utility>

#include "base/status_macros.h"
#include "search/near/phrase_matcher.h"

namespace newsidx::search {
namespace {

using query::NearOperator;
using Unit = query::NearOperator::Unit;

void make_distinct(std::vector<Stretch>& out, std::size_t begin) {
  const auto first = out.begin() + static_cast<std::ptrdiff_t>(begin);
  std::sort(first, out.end());
  out.erase(std::unique(first, out.end()), out.end());
}

class AnyMatcher final : public NearMatcher {
 public:
  explicit AnyMatcher(std::vector<NearMatcherPtr> parts) : parts_(std::move(parts)) {}

  void append(std::uint32_t doc, bool only_one, std::vector<Stretch>& out) override {
    const std::size_t begin = out.size();
    for (const NearMatcherPtr& part : parts_) {
      part->append(doc, only_one, out);
      if (only_one && out.size() > begin) return;
    }
    make_distinct(out, begin);
  }
  Status status() const override {
    for (const NearMatcherPtr& part : parts_) NEWSIDX_RETURN_IF_ERROR(part->status());
    return {};
  }

 private:
  std::vector<NearMatcherPtr> parts_;
};

class RepeatedMatcher final : public NearMatcher {
 public:
  RepeatedMatcher(NearMatcherPtr part, std::uint32_t count)
      : part_(std::move(part)), count_(count) {}

  void append(std::uint32_t doc, bool, std::vector<Stretch>& out) override {
    const std::size_t begin = out.size();
    part_->append(doc, false, out);
    std::size_t places = 0;
    for (std::size_t at = begin; at < out.size(); ++at) {
      places += at == begin || out[at].begin != out[at - 1].begin ? 1u : 0u;
    }
    if (places < count_) out.resize(begin);
  }
  Status status() const override { return part_->status(); }

 private:
  NearMatcherPtr part_;
  std::uint32_t count_;
};

class PairMatcher final : public NearMatcher {
 public:
  PairMatcher(NearMatcherPtr first, NearMatcherPtr second, const NearOperator& near,
              NearContext& context)
      : first_(std::move(first)), second_(std::move(second)), near_(near), context_(context) {}

  void append(std::uint32_t doc, bool only_one, std::vector<Stretch>& out) override {
    firsts_.clear();
    seconds_.clear();
    first_->append(doc, false, firsts_);
    if (firsts_.empty()) return;
    second_->append(doc, false, seconds_);
    if (near_.excludes) {
      append_apart(out);
      return;
    }
    if (seconds_.empty()) return;
    begin_ = out.size();
    if (append_ordered(firsts_, seconds_, only_one, out)) return;
    if (!near_.in_order) {
      if (append_ordered(seconds_, firsts_, only_one, out)) return;
      if (append_interleaved(only_one, out)) return;
    }
    make_distinct(out, begin_);
    context_.places += out.size() - begin_;
  }
  Status status() const override {
    NEWSIDX_RETURN_IF_ERROR(first_->status());
    return second_->status();
  }

 private:
  enum class Nearness { near, too_far, elsewhere };

  // Of a place and one behind it. `too_far`: so are all that begin later.
  [[nodiscard]] Nearness nearness(const Stretch& before, const Stretch& behind) {
    TextParts& parts = context_.parts;
    if (near_.unit == Unit::words) {
      const std::size_t gaps = parts.gaps_before(behind.begin) - parts.gaps_before(before.end - 1);
      return behind.begin - before.end + 1 - gaps <= near_.distance ? Nearness::near
                                                                    : Nearness::too_far;
    }
    if (part_of(before.begin) != part_of(behind.begin)) return Nearness::too_far;
    return part_of(before.begin) == part_of(behind.end - 1) ? Nearness::near : Nearness::elsewhere;
  }
  [[nodiscard]] std::size_t part_of(std::uint32_t position) {
    return near_.unit == Unit::sentence ? context_.parts.sentence_of(position)
                                        : context_.parts.paragraph_of(position);
  }

  // Calls visit(before, behind) for each near pair, until it is false. @return false if it was
  template <class Visit>
  bool for_each_near(const std::vector<Stretch>& befores, const std::vector<Stretch>& behinds,
                     Visit visit) {
    for (const Stretch& before : befores) {
      auto behind = std::ranges::lower_bound(behinds, before.end, {}, &Stretch::begin);
      if (context_.is_over_after(1)) return false;
      for (; behind != behinds.end(); ++behind) {
        const Nearness found = nearness(before, *behind);
        if (found == Nearness::too_far) break;
        if (context_.is_over_after(1)) return false;
        if (found == Nearness::near && !visit(before, *behind)) return false;
      }
    }
    return true;
  }

  // The same place comes again and again: it is kept once, at the latest when there is no room.
  void add(const Stretch& place, std::vector<Stretch>& out) {
    constexpr std::size_t kMost = NearContext::kMostPlaces;
    out.push_back(place);
    if (context_.places + out.size() - begin_ < kMost) return;
    make_distinct(out, begin_);
    context_.has_too_many = context_.places + out.size() - begin_ > kMost / 4 * 3;
  }

  // @return true when no more are needed
  bool append_ordered(const std::vector<Stretch>& befores, const std::vector<Stretch>& behinds,
                      bool only_one, std::vector<Stretch>& out) {
    return !for_each_near(befores, behinds, [&](const Stretch& before, const Stretch& behind) {
      add({before.begin, std::max(before.end, behind.end), true}, out);
      return !only_one;
    });
  }

  // Whether two places that overlap are of different words.
  static bool are_interleaved(const Stretch& a, const Stretch& b) {
    const bool overlap = a.begin < b.end && b.begin < a.end;
    const bool share_end =
        a.begin == b.begin || a.end == b.end || a.begin + 1 == b.end || b.begin + 1 == a.end;
    if (!overlap || share_end) return false;
    const bool a_within = b.begin < a.begin && a.end < b.end;
    const bool b_within = a.begin < b.begin && b.end < a.end;
    if (a_within) return b.is_sparse;
    if (b_within) return a.is_sparse;
    return a.is_sparse && b.is_sparse;
  }

  bool append_interleaved(bool only_one, std::vector<Stretch>& out) {
    const auto is_sparse = [](const Stretch& place) { return place.is_sparse; };
    if (std::ranges::none_of(firsts_, is_sparse) && std::ranges::none_of(seconds_, is_sparse)) {
      return false;
    }
    for (const Stretch& a : firsts_) {
      for (const Stretch& b : seconds_) {
        if (b.begin >= a.end || context_.is_over_after(1)) break;
        if (!are_interleaved(a, b)) continue;
        const Stretch both = {std::min(a.begin, b.begin), std::max(a.end, b.end), true};
        if (near_.unit != Unit::words && part_of(both.begin) != part_of(both.end - 1)) continue;
        add(both, out);
        if (only_one) return true;
      }
    }
    return false;
  }

  void append_apart(std::vector<Stretch>& out) {
    is_near_.assign(firsts_.size(), false);
    const auto mark = [&](const Stretch& first) {
      is_near_[static_cast<std::size_t>(&first - firsts_.data())] = true;
      return true;
    };
    for_each_near(firsts_, seconds_,
                  [&](const Stretch& first, const Stretch&) { return mark(first); });
    if (!near_.in_order) {
      for_each_near(seconds_, firsts_,
                    [&](const Stretch&, const Stretch& first) { return mark(first); });
    }
    for (const Stretch& first : firsts_) {
      for (const Stretch& second : seconds_) {
        if (second.begin >= first.end || context_.is_over_after(1)) break;
        const bool is_same = first.begin == second.begin && first.end == second.end;
        if (second.end > first.begin && !is_same) mark(first);
      }
    }
    for (std::size_t at = 0; at < firsts_.size(); ++at) {
      if (!is_near_[at]) out.push_back(firsts_[at]);
    }
  }

  NearMatcherPtr first_, second_;
  NearOperator near_;
  NearContext& context_;
  std::size_t begin_ = 0;                  // of what append() appends
  std::vector<Stretch> firsts_, seconds_;  // working memory
  std::vector<bool> is_near_;
};

// Makes the matcher of places of each kind.
struct Maker {
  const CursorFactory& factory;
  NearContext& context;

  Result<NearMatcherPtr> operator()(const query::PhrasePlaces& phrase) const {
    return make_phrase_matcher(phrase, factory, context);
  }
  Result<NearMatcherPtr> operator()(const query::AnyPlaces& any) const {
    std::vector<NearMatcherPtr> parts;
    for (const query::Places& places : any.parts) {
      NEWSIDX_ASSIGN_OR_RETURN(NearMatcherPtr part, make_near_matcher(places, factory, context));
      if (part != nullptr) parts.push_back(std::move(part));
    }
    if (parts.empty()) return NearMatcherPtr();
    if (parts.size() == 1) return std::move(parts[0]);
    return NearMatcherPtr(new AnyMatcher(std::move(parts)));
  }
  Result<NearMatcherPtr> operator()(const query::NearPlaces& near) const {
    NEWSIDX_ASSIGN_OR_RETURN(NearMatcherPtr first,
                             make_near_matcher(near.parts[0], factory, context));
    if (first == nullptr) return first;
    NEWSIDX_ASSIGN_OR_RETURN(NearMatcherPtr second,
                             make_near_matcher(near.parts[1], factory, context));
    if (second == nullptr) return near.near.excludes ? std::move(first) : NearMatcherPtr();
    return NearMatcherPtr(new PairMatcher(std::move(first), std::move(second), near.near, context));
  }
  Result<NearMatcherPtr> operator()(const query::RepeatedPlaces& repeated) const {
    NEWSIDX_ASSIGN_OR_RETURN(NearMatcherPtr part,
                             make_near_matcher(repeated.parts[0], factory, context));
    if (part == nullptr) return part;
    return NearMatcherPtr(new RepeatedMatcher(std::move(part), repeated.count));
  }
};

}  // namespace

Result<NearMatcherPtr> make_near_matcher(const query::Places& places, const CursorFactory& factory,
                                         NearContext& context) {
  return std::visit(Maker{factory, context}, places.kind);
}

}  // namespace newsidx::search
