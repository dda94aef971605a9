// Terms are told apart by a part of their hash. Two that share it count as one term, which hardly
// matters for an order, and needs no dictionary: memory is the same for all vocabularies.

#include "indexer/reorder/forward_index.h"

#include <algorithm>

#include "base/cancellation.h"
#include "base/hash.h"
#include "base/status_macros.h"
#include "segment/field.h"

namespace newsidx::indexer {
namespace {

constexpr unsigned kBucketBits = 20;
constexpr std::uint32_t kMaxTerms = 65'536;
// Left out: terms in more than one of so many documents, which hardly tell any two of them apart.
constexpr std::uint32_t kMaxShare = 4;
// And rare terms, whose lists are short in any order.
constexpr std::uint32_t kMinDocuments = 8;
// Of a document, on average.
constexpr std::uint64_t kMaxTermsPerDocument = 80;

std::size_t bucket_of(std::string_view key) { return hash64(key) >> (64 - kBucketBits); }

using Sources = std::span<const std::unique_ptr<TermSource>>;

// How many of the sources in front belong together: those that share a document, of which each has
// a piece.
std::size_t group_size(Sources sources) {
  std::size_t size = 1;
  while (size < sources.size() &&
         sources[size]->first_document() < sources[size - 1]->end_document()) {
    ++size;
  }
  return size;
}

// Calls visit(key, sources that stand on it) for the lists of title and body in a group, in the
// order of their keys, then starts the sources anew. A group has as many sources as a long article
// has pieces: few.
template <class Visit>
Status for_each_term(Sources group, const std::stop_token& stop, Visit visit) {
  const auto stands_on_term = [](const TermSource& source) {
    return source.valid() && source.key()[0] == static_cast<char>(segment::Field::text);
  };
  std::string key;
  std::vector<TermSource*> on_key;
  while (true) {
    if (stop.stop_requested()) return cancelled_error();
    on_key.clear();
    for (const auto& source : group) {
      if (!stands_on_term(*source)) continue;
      if (on_key.empty() || source->key() < key) {
        key = source->key();
        on_key.assign(1, source.get());
      } else if (source->key() == key) {
        on_key.push_back(source.get());
      }
    }
    if (on_key.empty()) break;
    NEWSIDX_RETURN_IF_ERROR(visit(key, on_key));
    for (TermSource* source : on_key) NEWSIDX_RETURN_IF_ERROR(source->next());
  }
  for (const auto& source : group) NEWSIDX_RETURN_IF_ERROR(source->rewind());
  return {};
}

// Appends the documents of the term that the sources stand on; one in pieces counts once. They get
// the numbers of those that stay.
Status read_documents(std::span<TermSource* const> sources, const LivingDocuments& living,
                      std::vector<std::uint32_t>& documents) {
  const std::size_t first = documents.size();
  for (TermSource* source : sources) {
    const std::size_t begin = documents.size();
    NEWSIDX_RETURN_IF_ERROR(source->read_documents(documents));
    if (source != sources.front() && documents.size() > begin &&
        documents[begin] == documents[begin - 1]) {
      documents.erase(documents.begin() + static_cast<std::ptrdiff_t>(begin));
    }
  }
  if (living.are_all()) return {};
  std::size_t end = first;
  for (std::size_t i = first; i < documents.size(); ++i) {
    if (!living.is_left_out(documents[i])) documents[end++] = living.before(documents[i]);
  }
  documents.resize(end);
  return {};
}

// The number of each bucket that says something; the most frequent have the smallest numbers.
struct Vocabulary {
  static constexpr std::uint32_t kLeftOut = UINT32_MAX;
  std::vector<std::uint32_t> numbers;  // by bucket
  std::uint32_t size = 0;
  std::uint64_t posting_count = 0;

  Vocabulary(const std::vector<std::uint32_t>& counts, std::uint32_t document_count)
      : numbers(counts.size(), kLeftOut) {
    std::vector<std::uint32_t> buckets;
    for (std::uint32_t bucket = 0; bucket < counts.size(); ++bucket) {
      const std::uint32_t count = counts[bucket];
      if (count >= kMinDocuments && count <= document_count / kMaxShare) buckets.push_back(bucket);
    }
    std::stable_sort(buckets.begin(), buckets.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return counts[a] > counts[b]; });
    for (const std::uint32_t bucket : buckets) {
      if (posting_count + counts[bucket] > document_count * kMaxTermsPerDocument) break;
      if (size == kMaxTerms) break;
      posting_count += counts[bucket];
      numbers[bucket] = size++;
    }
  }
};

// Adds up the documents of the group's terms by bucket.
Status count_documents(Sources group, const LivingDocuments& living, const std::stop_token& stop,
                       std::vector<std::uint32_t>& counts) {
  std::vector<std::uint32_t> documents;
  return for_each_term(
      group, stop, [&](std::string_view key, std::span<TermSource* const> sources) -> Status {
        std::uint32_t& count = counts[bucket_of(key)];
        if (sources.size() == 1 && living.are_all()) {
          NEWSIDX_ASSIGN_OR_RETURN(const std::uint32_t more, sources[0]->document_count());
          count += more;
          return {};
        }
        documents.clear();
        NEWSIDX_RETURN_IF_ERROR(read_documents(sources, living, documents));
        count += static_cast<std::uint32_t>(documents.size());
        return {};
      });
}

// Appends the documents of a group.
Status append_documents(Sources group, const LivingDocuments& living, const Vocabulary& vocabulary,
                        const std::stop_token& stop, ForwardIndex& forward) {
  // Postings term by term, as parallel arrays.
  std::vector<std::uint32_t> documents;
  std::vector<std::uint16_t> terms;
  const auto read = [&](std::string_view key, std::span<TermSource* const> sources) -> Status {
    const std::uint32_t term = vocabulary.numbers[bucket_of(key)];
    if (term == Vocabulary::kLeftOut) return {};
    NEWSIDX_RETURN_IF_ERROR(read_documents(sources, living, documents));
    terms.resize(documents.size(), static_cast<std::uint16_t>(term));
    return {};
  };
  NEWSIDX_RETURN_IF_ERROR(for_each_term(group, stop, read));
  // A counting sort by document; in each the terms stay in the order of their keys.
  const std::uint32_t first = living.before(group.front()->first_document());
  const std::uint32_t end = living.before(group.back()->end_document());
  const std::uint64_t base = forward.terms.size();
  std::vector<std::uint64_t> ends(end - first + 1);
  for (const std::uint32_t document : documents) ++ends[document - first + 1];
  for (std::size_t i = 1; i < ends.size(); ++i) {
    ends[i] += ends[i - 1];
    forward.starts.push_back(base + ends[i]);
  }
  forward.terms.resize(base + terms.size());
  for (std::size_t i = 0; i < terms.size(); ++i) {
    forward.terms[base + ends[documents[i] - first]++] = terms[i];
  }
  return {};
}

}  // namespace

Result<ForwardIndex> make_forward_index(std::span<const std::unique_ptr<TermSource>> sources,
                                        const LivingDocuments& living, std::stop_token stop) {
  const auto for_each_group = [sources](auto visit) -> Status {
    for (Sources rest = sources; !rest.empty();) {
      const std::size_t size = group_size(rest);
      NEWSIDX_RETURN_IF_ERROR(visit(rest.first(size)));
      rest = rest.subspan(size);
    }
    return {};
  };
  std::vector<std::uint32_t> counts(std::size_t{1} << kBucketBits);
  NEWSIDX_RETURN_IF_ERROR(
      for_each_group([&](Sources group) { return count_documents(group, living, stop, counts); }));
  const Vocabulary vocabulary(counts, living.size());
  ForwardIndex forward;
  forward.term_count = vocabulary.size;
  forward.starts.reserve(living.size() + std::size_t{1});
  forward.terms.reserve(vocabulary.posting_count);
  NEWSIDX_RETURN_IF_ERROR(for_each_group(
      [&](Sources group) { return append_documents(group, living, vocabulary, stop, forward); }));
  return forward;
}

}  // namespace newsidx::indexer
