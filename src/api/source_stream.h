// api/source_stream.h (private): the articles of folders and files, as the indexer wants them.
#pragma once

#include <cstdint>
#include <string>

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
  explicit SourceStream(source::ArticleReader reader) : reader_(std::move(reader)) {}

  std::optional<Article> next() override;
  void report(indexer::BuildProgress& progress) const override;
  [[nodiscard]] std::uint64_t memory_bytes() const override { return reader_.memory_bytes(); }
  [[nodiscard]] source::ReadCounts counts() const { return reader_.counts(); }
  [[nodiscard]] std::string unused_fields() const { return reader_.unused_fields(); }
  [[nodiscard]] const LanguageCheck& languages() const { return languages_; }

 private:
  LanguageCheck languages_;
  source::ArticleReader reader_;
};

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
