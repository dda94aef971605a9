// search/highlight_terms.h: what of a plan can make an article match, for marking.
#pragma once

#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

#include "query/plan_node.h"
#include "search/highlight_term.h"
#include "segment/field.h"

namespace newsidx::search {

/// What the operators of a plan add theirs to.
class HighlightTerms {
 public:
  /// @param document_count  of the index
  explicit HighlightTerms(std::uint64_t document_count) : document_count_(document_count) {}

  /// A new term, of a list of the field; the reference holds until the next one.
  HighlightTerm& add(segment::Field field);
  [[nodiscard]] double idf(std::uint64_t document_frequency) const noexcept;
  [[nodiscard]] std::vector<HighlightTerm> take() { return std::exchange(terms_, {}); }

 private:
  friend class InBodyScope;
  friend class FormScope;

  std::uint64_t document_count_;
  bool in_body_ = false;
  std::shared_ptr<const FormsByTerm> forms_;
  std::vector<HighlightTerm> terms_;
};

/// While it lives, terms are to be written as it says.
class FormScope {
 public:
  FormScope(HighlightTerms& terms, std::shared_ptr<const FormsByTerm> forms)
      : terms_(terms), before_(std::exchange(terms.forms_, std::move(forms))) {}
  ~FormScope() { terms_.forms_ = std::move(before_); }
  FormScope(const FormScope&) = delete;
  FormScope& operator=(const FormScope&) = delete;

 private:
  HighlightTerms& terms_;
  std::shared_ptr<const FormsByTerm> before_;
};

/// While it lives, terms are of the body alone.
class InBodyScope {
 public:
  explicit InBodyScope(HighlightTerms& terms)
      : terms_(terms), before_(std::exchange(terms.in_body_, true)) {}
  ~InBodyScope() { terms_.in_body_ = before_; }
  InBodyScope(const InBodyScope&) = delete;
  InBodyScope& operator=(const InBodyScope&) = delete;

 private:
  HighlightTerms& terms_;
  bool before_;
};

/// The term of a list as the analyser makes it of a text.
[[nodiscard]] analysis::QueryTerm query_term(const query::ListRef& list);

/// Everything that can make an article match: excluded clauses are left out. Weights are idfs.
[[nodiscard]] std::vector<HighlightTerm> highlight_terms(const query::PlanNode& root,
                                                         std::uint64_t document_count);

}  // namespace newsidx::search
