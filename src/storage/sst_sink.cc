#include "storage/sst_sink.h"

#include "base/status_macros.h"
#include "storage/keys.h"
#include "storage/staged_records.h"

namespace newsidx::storage {

SstSink::SstSink(std::function<std::string(Family)> new_path, std::uint64_t max_file_bytes)
    : new_path_(std::move(new_path)),
      max_file_bytes_(max_file_bytes),
      staged_(std::make_unique<StagedRecords::State>()) {}

Status SstSink::put(Family family, std::string_view key, std::string_view value) {
  Open& open = open_[index_of(family)];
  // An article begins a file: its pieces stay together.
  const bool is_full = family == Family::docs && open.bytes >= max_file_bytes_ &&
                       parse_doc_key(key).value_or(DocKey()).piece == 0;
  if (is_full) NEWSIDX_RETURN_IF_ERROR(finish_file(open));
  if (!open.file) {
    NEWSIDX_ASSIGN_OR_RETURN(open.file, SstWriter::create(family, new_path_(family)));
  }
  open.bytes += value.size();
  return open.file->add(key, value);
}

Status SstSink::finish_file(Open& open) {
  NEWSIDX_RETURN_IF_ERROR(open.file->finish());
  staged_.state_->files.push_back(*std::move(open.file));
  open = Open();
  return {};
}

Result<StagedRecords> SstSink::finish() {
  for (Open& open : open_) {
    if (open.file) NEWSIDX_RETURN_IF_ERROR(finish_file(open));
  }
  return std::move(staged_);
}

}  // namespace newsidx::storage
