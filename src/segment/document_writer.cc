#include "segment/document_writer.h"

#include "base/try.h"
#include "segment/record_digest.h"
#include "storage/keys.h"

namespace newsidx::segment {

using storage::SstWriter;

Status DocumentWriter::add(std::uint32_t document, std::string_view article) {
  if (!file_) {
    std::string path = staging_path_ + "/docs-" + std::to_string(output_.files.size()) + ".sst";
    NEWSIDX_ASSIGN_OR_RETURN(file_, SstWriter::create(storage::Family::docs, std::move(path)));
  }
  output_.digest += record_digest(storage::doc_key(document), article);
  NEWSIDX_RETURN_IF_ERROR(file_->add(storage::doc_key(first_sequence_ + document), article));
  file_bytes_ += article.size();
  return file_bytes_ >= max_file_bytes_ ? finish_file() : Status();
}

Status DocumentWriter::finish_file() {
  NEWSIDX_RETURN_IF_ERROR(file_->finish());
  output_.files.push_back(*std::move(file_));
  file_.reset();
  file_bytes_ = 0;
  return {};
}

Result<DocumentWriter::Output> DocumentWriter::finish() && {
  if (file_) NEWSIDX_RETURN_IF_ERROR(finish_file());
  return std::move(output_);
}

}  // namespace newsidx::segment
