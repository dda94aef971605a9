// indexer/chunk.h
//
// The unit of work of a build: a stretch of consecutive documents, before and after a worker.
#pragma once

#include <newsidx/article.h>
#include <newsidx/result.h>

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "indexer/document_table.h"
#include "indexer/inverter.h"
#include "indexer/run.h"
#include "storage/sst_writer.h"

namespace newsidx::indexer {

struct Chunk {
  std::size_t number = 0;
  std::uint32_t first_document = 0;
  std::vector<Article> articles;
  std::size_t text_bytes = 0;
};

struct InvertedChunk {
  Run run;
  std::vector<DocumentRow> rows;
  std::map<std::string, std::uint32_t> languages;  // stemming language -> documents
  std::optional<storage::SstWriter> docs_file;
  std::uint64_t docs_digest = 0;
};

/// How a worker stores articles.
struct StoreSettings {
  std::string staging_path;
  std::uint64_t first_sequence = 0;
  bool whole_articles = true;
};

/// What a worker does with a chunk.
[[nodiscard]] Result<InvertedChunk> invert_chunk(Chunk chunk, Inverter& inverter,
                                                 const StoreSettings& settings);

}  // namespace newsidx::indexer
