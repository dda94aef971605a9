// api/source_stream.h (private): the articles of folders and files, as the indexer wants them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "api/source_tracker.h"
#include "indexer/build/build_pipeline.h"
#include "source/article_reader.h"

namespace newsidx {

/// Counts the articles with a language that is none ("und", "??").
class LanguageCheck {
 public:
  void note(const std::string& lang);
  [[nodiscard]] std::uint64_t unknown_count() const noexcept { return unknown_count_; }

 private:
  std::string last_;  // nearly always that of the next article, too
  bool last_is_unknown_ = false;
  std::uint64_t unknown_count_ = 0;
};

class SourceStream final : public indexer::ArticleStream {
 public:
  /// @param tracker  of the files that the reader reads; outlives the stream
  /// @param prune, inputs  as SourceTracker::changes() takes them
  SourceStream(source::ArticleReader reader, SourceTracker& tracker, bool prune,
               const std::vector<std::string>& inputs)
      : reader_(std::move(reader)), tracker_(tracker), prune_(prune), inputs_(inputs) {}

  std::optional<Article> next() override;
  void report(indexer::BuildProgress& progress) const override;
  [[nodiscard]] std::uint64_t memory_bytes() const override { return reader_.memory_bytes(); }
  [[nodiscard]] std::uint32_t file_count() const override { return tracker_.count(); }
  void number_files(std::uint32_t first) override { tracker_.number_files(first); }
  [[nodiscard]] FileNumbers file() const override {
    return tracker_.numbers(reader_.input(), reader_.is_read_on(reader_.input()));
  }
  [[nodiscard]] bool is_named_by_file() const override { return reader_.is_named_by_file(); }
  [[nodiscard]] std::string id_beside_another() const override { return id_beside_another_; }
  [[nodiscard]] Result<FileChanges> file_changes() override {
    return tracker_.changes(reader_.files(), prune_, inputs_);
  }
  [[nodiscard]] source::ReadCounts counts() const { return reader_.counts(); }
  [[nodiscard]] std::string unused_fields() const { return reader_.unused_fields(); }
  [[nodiscard]] const LanguageCheck& languages() const { return languages_; }

 private:
  LanguageCheck languages_;
  source::ArticleReader reader_;
  SourceTracker& tracker_;
  bool prune_;
  const std::vector<std::string>& inputs_;
  std::string id_beside_another_;
};

/// A program may hand over anything; what is stored and shown is UTF-8, and has an id.
void make_storable(Article& article);

/// The articles of a function.
class FunctionStream final : public indexer::ArticleStream {
 public:
  explicit FunctionStream(const std::function<std::optional<Article>()>& next) : next_(next) {}

  std::optional<Article> next() override;
  void report(indexer::BuildProgress& progress) const override {
    progress.text_bytes = text_bytes_;
  }
  [[nodiscard]] std::uint64_t text_bytes() const { return text_bytes_; }
  [[nodiscard]] const LanguageCheck& languages() const { return languages_; }

 private:
  LanguageCheck languages_;
  const std::function<std::optional<Article>()>& next_;
  std::uint64_t text_bytes_ = 0;
};

}  // namespace newsidx
