#include <newsidx/repair.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>

#include "api/rebuild_settings.h"
#include "base/status_macros.h"
#include "indexer/build/build_pipeline.h"
#include "indexer/live/segment_merge.h"
#include "indexer/repair/salvaged_index.h"
#include "indexer/repair/saved_articles.h"
#include "segment/check.h"
#include "segment/id_reader.h"
#include "segment/live_docs.h"
#include "segment/segment_presence.h"
#include "storage/directory.h"
#include "storage/replaced_index.h"
#include "storage/salvage.h"
#include "storage/store.h"

namespace newsidx {
namespace {

using Clock = std::chrono::steady_clock;
using segment::SegmentInfo;

// As a build gives it to the cache of what is read back.
constexpr std::uint64_t kCacheShare = 16;

void add_problem(std::vector<Remark>& problems, const Remark& problem) {
  const bool is_known = std::ranges::any_of(
      problems, [&problem](const Remark& known) { return known.message == problem.message; });
  if (!is_known) problems.push_back(problem.message);  // what to try is being tried
}

// Of each damaged segment one problem. @return the numbers of these
Result<std::set<std::uint32_t>> check_segments(const std::shared_ptr<const storage::Store>& store,
                                               const segment::Manifest& manifest,
                                               const std::stop_token& stop,
                                               std::vector<Remark>& problems) {
  std::set<std::uint32_t> damaged;
  segment::CheckCounts counts;
  for (const SegmentInfo& info : manifest.segments) {
    std::string first;
    std::uint64_t count = 0;
    segment::CheckCallbacks callbacks;
    callbacks.on_problem = [&](const Remark& problem) {
      if (++count == 1) first = problem.message;
    };
    callbacks.stop = stop;
    NEWSIDX_RETURN_IF_ERROR(segment::check_segment(store, manifest, info, callbacks, counts));
    if (count == 0) continue;
    damaged.insert(info.id);
    add_problem(problems,
                first + (count == 1 ? "" : " (and " + std::to_string(count - 1) + " more)"));
  }
  return damaged;
}

struct Verified {
  std::vector<Remark> problems;
  std::uint64_t articles = 0;
  std::uint64_t generation = 0;
};

// Damage, or what may be: whoever reads the index is refused.
bool may_be_damage(const Error& error, const storage::Standing& standing) {
  if (error.code == ErrorCode::corruption) return true;
  if (standing.what != storage::Standing::What::marked) return false;
  const auto& names = standing.mark.names;
  const bool has_data = std::ranges::any_of(names, [](const std::string& name) {
    return name == "GENERATION" || name.ends_with(".sst");
  });
  return has_data && (error.code == ErrorCode::not_found || error.code == ErrorCode::unsupported);
}

// As Index::check(), of an index that any analyser has made.
Result<Verified> verify(const std::string& path, const storage::Standing& standing,
                        const std::stop_token& stop) {
  Verified found;
  const auto damaged = [&](Error error) -> Result<Verified> {
    if (!may_be_damage(error, standing)) return fail(std::move(error));
    add_problem(found.problems, error.remark());
    return found;
  };
  auto opened = storage::Store::open(path);
  if (!opened) return damaged(std::move(opened).error());
  const auto store = std::make_shared<const storage::Store>(*std::move(opened));
  auto manifest = segment::read_manifest(*store);
  if (!manifest && manifest.error().code == ErrorCode::unsupported) {
    return fail("index '" + path + "'", std::move(manifest).error());
  }
  if (!manifest) return damaged(std::move(manifest).error());
  if (!*manifest) return damaged({ErrorCode::not_found, "no index was finished at '" + path + "'"});
  found.articles = (*manifest)->live_document_count();
  found.generation = (*manifest)->generation;
  if (const Status files = store->verify_checksums(); !files) {
    add_problem(found.problems, files.error().remark());
  }
  if (const auto present = segment::find_segments(*store, **manifest); !present) {
    add_problem(found.problems, present.error().remark());
  }
  NEWSIDX_RETURN_IF_ERROR(check_segments(store, **manifest, stop, found.problems));
  return found;
}

// Turns the copy of what can be read into an index in which nothing is damaged.
class Mender {
 public:
  Mender(std::string path, const RepairOptions& options, RepairReport& report)
      : path_(std::move(path)), options_(options), report_(report) {}

  Status run(const indexer::SalvagedIndex& salvaged) {
    NEWSIDX_ASSIGN_OR_RETURN(auto opened, storage::Store::open(path_));
    store_ = std::make_shared<const storage::Store>(std::move(opened));
    NEWSIDX_ASSIGN_OR_RETURN(auto manifest, segment::read_manifest(*store_));
    if (!manifest) return nothing_saved();
    manifest_ = *std::move(manifest);
    NEWSIDX_ASSIGN_OR_RETURN(damaged_,
                             check_segments(store_, manifest_, options_.stop, report_.problems));
    const bool is_whole =
        damaged_.empty() && salvaged.has_manifest() && salvaged.lost_segments().empty();
    if (!is_whole && manifest_.settings.stores_articles) return analyse();
    for (const SegmentInfo& info : salvaged.lost_segments())
      report_.lost += info.live.document_count;
    return keep_sound();
  }

 private:
  static Failure nothing_saved() {
    return fail(ErrorCode::corruption, "nothing can be saved: no article can be read");
  }

  Result<indexer::IndexWriter> open_writer() const {
    return indexer::IndexWriter::open(path_, options_.memory_bytes / kCacheShare);
  }

  // All lists are made anew.
  Status analyse() {
    indexer::SavedArticles articles(store_, manifest_);
    NEWSIDX_ASSIGN_OR_RETURN(auto writer, open_writer());
    RebuildOptions rebuild;
    rebuild.index_path = path_;
    rebuild.threads = options_.threads;
    rebuild.memory_bytes = options_.memory_bytes;
    rebuild.on_progress = options_.on_progress;
    rebuild.stop = options_.stop;
    const auto bigrams = indexer::frequent_word_count(*store_, manifest_);
    rebuild.bigrams = bigrams && !manifest_.segments.empty() ? *bigrams : BuildOptions().bigrams;
    NEWSIDX_ASSIGN_OR_RETURN(const auto settings, rebuild_settings(rebuild, writer));
    NEWSIDX_RETURN_IF_ERROR(indexer::check_settings(settings));
    NEWSIDX_ASSIGN_OR_RETURN(const auto outcome, indexer::run_rebuild(articles, writer, settings));
    if (articles.text_bytes() == 0) return nothing_saved();
    report_.was_analysed = true;
    report_.articles = outcome.articles;
    report_.generation = outcome.generation;
    report_.lost += articles.lost_count();
    report_.lost_ids = articles.lost_ids();
    for (const Remark& problem : articles.problems()) add_problem(report_.problems, problem);
    return {};
  }

  // Damaged segments are left out.
  Status keep_sound() {
    NEWSIDX_ASSIGN_OR_RETURN(auto writer, open_writer());
    indexer::ManifestEdit edit;
    for (const SegmentInfo& info : manifest_.segments) {
      if (!damaged_.contains(info.id)) continue;
      edit.remove.push_back(info.id);
      report_.lost += info.live.document_count;
      add_ids_of(info);
    }
    if (edit.remove.size() == manifest_.segments.size()) return nothing_saved();
    NEWSIDX_RETURN_IF_ERROR(set_files(edit));
    NEWSIDX_RETURN_IF_ERROR(writer.commit(std::move(edit), manifest_.settings));
    report_.articles = writer.manifest().live_document_count();
    report_.generation = writer.manifest().generation;
    return {};
  }

  // Of files whose articles are not all there any more nothing is known: they are read again.
  Status set_files(indexer::ManifestEdit& edit) const {
    segment::Manifest sound = manifest_;
    std::erase_if(sound.segments,
                  [&](const SegmentInfo& info) { return damaged_.contains(info.id); });
    NEWSIDX_ASSIGN_OR_RETURN(const auto files, indexer::known_files(*store_));
    std::unordered_set<std::uint32_t> numbers;
    NEWSIDX_ASSIGN_OR_RETURN(const auto living, indexer::living_articles(store_, sound));
    for (const auto& entry : living) numbers.insert(entry.source_file);
    for (const segment::SourceFile& file : files) {
      if (report_.lost == 0 && indexer::has_number(file, numbers)) continue;
      edit.forget.push_back(file.path);
    }
    return {};
  }

  void add_ids_of(const SegmentInfo& info) {
    const auto ids = segment::IdReader(store_, info.id, info.document_count);
    for (auto cursor = ids.scan(); cursor.valid(); cursor.next()) {
      report_.lost_ids.emplace_back(cursor.id());
    }
    std::ranges::sort(report_.lost_ids);
  }

  std::string path_;
  const RepairOptions& options_;
  RepairReport& report_;
  std::shared_ptr<const storage::Store> store_;
  segment::Manifest manifest_;
  std::set<std::uint32_t> damaged_;
};

Status mend_beside(const std::string& path, const RepairOptions& options, RepairReport& report) {
  NEWSIDX_ASSIGN_OR_RETURN(auto salvage, storage::Salvage::open(options.index_path));
  NEWSIDX_ASSIGN_OR_RETURN(auto salvaged, indexer::SalvagedIndex::read(salvage));
  NEWSIDX_RETURN_IF_ERROR(salvaged.copy_to(path, options.stop));
  for (const Remark& problem : salvage.problems()) add_problem(report.problems, problem);
  for (const Remark& problem : salvaged.problems()) add_problem(report.problems, problem);
  return Mender(path, options, report).run(salvaged);
}

}  // namespace

Result<RepairReport> repair(const RepairOptions& options) {
  const auto start = Clock::now();
  const std::string& path = options.index_path;
  NEWSIDX_ASSIGN_OR_RETURN(const auto standing, storage::look_at(path));
  if (standing.what == storage::Standing::What::other) {
    return storage::no_writable_index(standing, path);
  }
  if (standing.what == storage::Standing::What::nothing) {
    return fail(ErrorCode::not_found, "no index at '" + path + "'",
                Hint(HintName::build_at, " '", path, "'"));
  }
  NEWSIDX_ASSIGN_OR_RETURN(Verified found, verify(path, standing, options.stop));
  RepairReport report;
  report.was_sound = found.problems.empty();
  report.articles = found.articles;
  report.generation = found.generation;
  report.problems = std::move(found.problems);
  if (!report.was_sound) {
    NEWSIDX_ASSIGN_OR_RETURN(auto replaced, storage::ReplacedIndex::take(path));
    const Status mended = mend_beside(replaced.path_beside(), options, report);
    if (!mended || options.dry_run) replaced.give_up_beside();
    if (!mended) return fail("cannot repair the index at '" + path + "'", mended.error());
    if (!options.dry_run) {
      NEWSIDX_ASSIGN_OR_RETURN(report.damaged_path, replaced.replace_and_keep());
      if (options.discard) {
        replaced.discard();
        report.damaged_path.clear();
      }
    }
  }
  report.seconds = std::chrono::duration<double>(Clock::now() - start).count();
  return report;
}

}  // namespace newsidx
