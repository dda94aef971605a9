// Terms are told apart by a part of their hash. Two that share it count as one term, which hardly
// matters for an order, and needs no dictionary: memory is the same for all vocabularies.

#include "indexer/forward_index.h"

#include <algorithm>

#include "base/hash.h"
#include "base/try.h"
#include "storage/keys.h"

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

// Calls visit(key) while the source stands on a list of title and body, then starts it anew.
template <class Visit>
Status for_each_term(TermSource& source, const std::stop_token& stop, Visit visit) {
  while (source.valid() && source.key()[0] == static_cast<char>(storage::Field::text)) {
    if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped");
    NEWSIDX_RETURN_IF_ERROR(visit(source.key()));
    NEWSIDX_RETURN_IF_ERROR(source.next());
  }
  return source.rewind();
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

// Adds up the documents of the source's terms by bucket.
Status count_documents(TermSource& source, const std::stop_token& stop,
                       std::vector<std::uint32_t>& counts) {
  return for_each_term(source, stop, [&](std::string_view key) -> Status {
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint32_t count, source.document_count());
    counts[bucket_of(key)] += count;
    return {};
  });
}

// Appends the documents of a source. @param end  the first document behind it
Status append_documents(TermSource& source, std::uint32_t end, const Vocabulary& vocabulary,
                        const std::stop_token& stop, ForwardIndex& forward) {
  // Postings term by term, as parallel arrays.
  std::vector<std::uint32_t> documents;
  std::vector<std::uint16_t> terms;
  const auto read = [&](std::string_view key) -> Status {
    const std::uint32_t term = vocabulary.numbers[bucket_of(key)];
    if (term == Vocabulary::kLeftOut) return {};
    NEWSIDX_RETURN_IF_ERROR(source.read_documents(documents));
    terms.resize(documents.size(), static_cast<std::uint16_t>(term));
    return {};
  };
  NEWSIDX_RETURN_IF_ERROR(for_each_term(source, stop, read));
  // A counting sort by document; in each the terms stay in the order of their keys.
  const std::uint32_t first = source.first_document();
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
                                        std::uint32_t document_count, std::stop_token stop) {
  std::vector<std::uint32_t> counts(std::size_t{1} << kBucketBits);
  for (const auto& source : sources) {
    NEWSIDX_RETURN_IF_ERROR(count_documents(*source, stop, counts));
  }
  const Vocabulary vocabulary(counts, document_count);
  ForwardIndex forward;
  forward.term_count = vocabulary.size;
  forward.starts.reserve(document_count + std::size_t{1});
  forward.terms.reserve(vocabulary.posting_count);
  for (std::size_t i = 0; i < sources.size(); ++i) {
    const std::uint32_t end =
        i + 1 < sources.size() ? sources[i + 1]->first_document() : document_count;
    NEWSIDX_RETURN_IF_ERROR(append_documents(*sources[i], end, vocabulary, stop, forward));
  }
  return forward;
}

}  // namespace newsidx::indexer
