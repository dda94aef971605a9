#include "indexer/live/segment_merge.h"

#include <algorithm>
#include <map>

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "indexer/build/left_out_articles.h"
#include "indexer/build/memory_plan.h"
#include "indexer/live/article_placement.h"
#include "indexer/live/merge_documents.h"
#include "indexer/merge/living_documents.h"
#include "indexer/merge/segment_source.h"
#include "segment/bigram_entry.h"
#include "segment/document_reader.h"

namespace newsidx::indexer {
namespace {

using segment::SegmentInfo;
using storage::Family;

constexpr std::uint64_t kSourceBytes = 32u << 20;  // of memory, for one that is merged
constexpr std::uint64_t kMinLeftOutBytes = 4u << 20;

class SegmentMerge {
 public:
  SegmentMerge(IndexWriter& writer, const MergeSettings& settings)
      : writer_(writer),
        settings_(settings),
        pinned_(writer.pin()),
        max_sources_(std::clamp<std::size_t>(settings.memory_bytes / kSourceBytes, 4, 32)) {}

  Result<MergedSegments> run(std::span<const std::uint32_t> segments) {
    NEWSIDX_RETURN_IF_ERROR(read_inputs(segments));
    MergedSegments merged;
    for (const Input& input : inputs_) {
      merged.edit.remove.push_back(input.info.id);
      merged.inputs.push_back(input.info);
    }
    merged.deleted = documents_.deleted;
    if (segment::count_bits(documents_.deleted) == documents_.size()) return merged;
    sink_ = writer_.make_sink();
    while (inputs_.size() > max_sources_) NEWSIDX_RETURN_IF_ERROR(merge_round());
    NEWSIDX_RETURN_IF_ERROR(merge_rest(merged));
    return merged;
  }

 private:
  struct Input {
    SegmentInfo info;
    std::uint32_t first_document = 0;
    IndexWriter::Lease lease = {};  // of one that was made here
    [[nodiscard]] std::uint32_t end_document() const noexcept {
      return first_document + info.document_count;
    }
  };

  Status read_inputs(std::span<const std::uint32_t> segments) {
    for (const SegmentInfo& info : pinned_.manifest.segments) {
      if (std::ranges::find(segments, info.id) == segments.end()) continue;
      if (settings_.stop.stop_requested()) return cancelled_error();
      NEWSIDX_ASSIGN_OR_RETURN(const auto words, frequent_word_count(*pinned_.store, info));
      bigrams_ = std::max(bigrams_, words);
      is_reordered_ = is_reordered_ || info.is_reordered;
      for (const auto& [language, count] : info.languages) languages_[language] += count;
      inputs_.push_back({info, documents_.size()});
      NEWSIDX_RETURN_IF_ERROR(documents_.append(pinned_.store, info));
    }
    for (const std::uint32_t id : segments) {
      if (std::ranges::count(inputs_, id, [](const Input& input) { return input.info.id; }) == 0) {
        return fail(ErrorCode::invalid_argument, "there is no segment " + std::to_string(id));
      }
    }
    return {};
  }

  Result<TermSources> open_sources(std::span<const Input> inputs) const {
    TermSources sources;
    for (const Input& input : inputs) {
      auto source =
          std::make_unique<SegmentSource>(pinned_.store, input.info, input.first_document);
      NEWSIDX_RETURN_IF_ERROR(source->start());
      sources.push_back(std::move(source));
    }
    return sources;
  }

  // What the deleted documents among these have of each word; nullptr: none is, or nobody knows.
  Result<std::unique_ptr<LeftOutArticles>> read_deleted(std::uint32_t first, std::uint32_t end) {
    std::unique_ptr<LeftOutArticles> articles;
    const segment::IndexSettings& index = pinned_.manifest.settings;
    for (std::uint32_t document = first; document < end; ++document) {
      if (!index.stores_articles || !documents_.is_deleted(document)) continue;
      if (articles == nullptr) {
        const std::size_t budget =
            std::max<std::uint64_t>(settings_.memory_bytes / 4, kMinLeftOutBytes);
        NEWSIDX_ASSIGN_OR_RETURN(
            articles,
            LeftOutArticles::create(writer_, {index, budget, max_sources_, settings_.stop}));
      }
      const segment::ArticleAddress address = documents_.addresses[document];
      const auto article = segment::read_stored_article(*pinned_.store, address);
      if (!article) {
        return fail("store " + std::to_string(address.store) + ": article " +
                        std::to_string(address.number),
                    article.error());
      }
      NEWSIDX_RETURN_IF_ERROR(articles->add(*article));
    }
    if (articles != nullptr) articles->subtract_from(languages_);
    return articles;
  }

  MergeRequest request_of(std::span<const Input> inputs, const IndexWriter::Lease& lease) const {
    MergeRequest request;
    request.segment = lease.number();
    request.first_document = inputs.front().first_document;
    const std::uint32_t end = inputs.back().end_document();
    request.documents = DocumentRange(documents_.rows, request.first_document, end);
    request.left_out = documents_.deleted_between(request.first_document, end);
    request.title_weight = pinned_.manifest.settings.title_weight;
    request.stop = settings_.stop;
    return request;
  }

  // Neighbours become one, so that there are fewer; what was deleted is gone then.
  Status merge_round() {
    std::vector<Input> made;
    std::uint32_t first_document = 0;
    for (std::span<const Input> rest = inputs_; !rest.empty();) {
      const auto group = rest.first(std::min(rest.size(), max_sources_));
      rest = rest.subspan(group.size());
      IndexWriter::Lease lease = writer_.begin_segment();
      const MergeRequest request = request_of(group, lease);
      NEWSIDX_ASSIGN_OR_RETURN(
          auto deleted, read_deleted(group.front().first_document, group.back().end_document()));
      TermSources subtracted;
      if (deleted != nullptr) {
        NEWSIDX_ASSIGN_OR_RETURN(subtracted, deleted->open());
      }
      NEWSIDX_ASSIGN_OR_RETURN(auto sources, open_sources(group));
      const auto sink = writer_.make_sink();
      NEWSIDX_ASSIGN_OR_RETURN(auto output,
                               merge(std::move(sources), request, *sink, std::move(subtracted)));
      NEWSIDX_ASSIGN_OR_RETURN(auto records, sink->finish());
      NEWSIDX_RETURN_IF_ERROR(writer_.ingest(std::move(records)));
      made.push_back({std::move(output.info), first_document, std::move(lease)});
      first_document = made.back().end_document();
    }
    inputs_ = std::move(made);
    documents_.compact();
    return writer_.collect();
  }

  Status merge_rest(MergedSegments& merged) {
    const std::uint32_t count = documents_.size() - segment::count_bits(documents_.deleted);
    if (count > INT32_MAX) {
      return fail(ErrorCode::limit, "more than 2,147,483,647 articles in a segment");
    }
    // Before the articles have new addresses.
    NEWSIDX_ASSIGN_OR_RETURN(auto deleted, read_deleted(0, documents_.size()));
    TermSources subtracted;
    if (deleted != nullptr) {
      NEWSIDX_ASSIGN_OR_RETURN(subtracted, deleted->open());
    }
    NEWSIDX_ASSIGN_OR_RETURN(auto articles, place_articles(writer_, pinned_.manifest, documents_,
                                                           *sink_, settings_.stop));
    IndexWriter::Lease lease = writer_.begin_segment();
    MergeRequest request = request_of(inputs_, lease);
    request.stores = articles.stores;
    request.addresses = documents_.addresses;
    request.languages.assign(languages_.begin(), languages_.end());
    const bool has_room = count * kReorderedBytes <= settings_.memory_bytes;
    const AssemblySettings settings{
        .reorder = has_room && settings_.reorder.value_or(is_reordered_ || count > kMinReordered),
        .threads = settings_.threads,
        .bigrams = settings_.bigrams.value_or(bigrams_),
        .pair_bytes = settings_.memory_bytes / 4,
        .on_stage = settings_.on_stage};
    NEWSIDX_ASSIGN_OR_RETURN(auto sources, open_sources(inputs_));
    NEWSIDX_ASSIGN_OR_RETURN(auto assembled,
                             assemble_segment(writer_, std::move(sources), std::move(subtracted),
                                              std::move(request), settings, std::move(sink_)));
    NEWSIDX_RETURN_IF_ERROR(writer_.ingest(std::move(assembled.records)));
    merged.edit.add.push_back({std::move(assembled.info), articles.written, articles.kept});
    keep_leases(articles.kept, merged.leases);
    if (!assembled.order.empty()) merged.numbers = numbers_of(assembled.order);
    merged.leases.push_back(std::move(lease));
    if (articles.written) merged.leases.push_back(std::move(articles.lease));
    return {};
  }

  // Commits may delete all that a store has, and drop it, before this one names it anew.
  void keep_leases(const std::vector<segment::StoreInfo>& kept,
                   std::vector<IndexWriter::Lease>& leases) {
    const std::vector<Part> parts = parts_of(pinned_.manifest);
    for (std::size_t i = 0; i < parts.size(); ++i) {
      const bool is_kept = parts[i].kind == Part::Kind::store &&
                           std::ranges::count(kept, parts[i].number, &segment::StoreInfo::id) > 0;
      if (is_kept) leases.push_back(std::move(pinned_.leases[i]));
    }
  }

  // By place among those that are alive.
  [[nodiscard]] std::vector<std::uint32_t> numbers_of(
      const std::vector<std::uint32_t>& order) const {
    const LivingDocuments living(documents_.size(), documents_.deleted);
    std::vector<std::uint32_t> numbers(order.size());
    for (std::uint32_t number = 0; number < order.size(); ++number) {
      numbers[living.before(order[number])] = number;
    }
    return numbers;
  }

  IndexWriter& writer_;
  const MergeSettings& settings_;
  IndexWriter::Pinned pinned_;
  const std::size_t max_sources_;
  std::vector<Input> inputs_;
  MergeDocuments documents_;
  std::map<std::string, std::uint32_t> languages_;
  std::uint32_t bigrams_ = 0;
  bool is_reordered_ = false;
  std::unique_ptr<storage::RecordSink> sink_;  // of the articles, and of the segment
};

}  // namespace

Result<std::uint32_t> frequent_word_count(const storage::Store& store, const SegmentInfo& info) {
  if (info.field(segment::Field::bigram).term_count == 0) return 0u;
  NEWSIDX_ASSIGN_OR_RETURN(const auto value,
                           store.get(Family::terms, segment::frequent_words_key(info.id)));
  if (!value) return fail(ErrorCode::corruption, "frequent words are missing");
  NEWSIDX_ASSIGN_OR_RETURN(const auto words, segment::parse_frequent_words(value->bytes()));
  return static_cast<std::uint32_t>(words.size());
}

Result<std::uint32_t> frequent_word_count(const storage::Store& store,
                                          const segment::Manifest& manifest) {
  std::uint32_t most = 0;
  for (const SegmentInfo& info : manifest.segments) {
    NEWSIDX_ASSIGN_OR_RETURN(const std::uint32_t count, frequent_word_count(store, info));
    most = std::max(most, count);
  }
  return most;
}

Result<MergedSegments> merge_segments(IndexWriter& writer, std::span<const std::uint32_t> segments,
                                      const MergeSettings& settings) {
  auto merged = in_memory([&] { return SegmentMerge(writer, settings).run(segments); });
  if (!merged) static_cast<void>(writer.collect());
  return merged;
}

}  // namespace newsidx::indexer
