// In place of pdf_document.cc where NEWSIDX_PDF is off.
#include <utility>

#include "source/office/pdf_document.h"

namespace newsidx::source {

Remark pdf_obstacle() { return "PDF is not read by this build (NEWSIDX_PDF is off)"; }

void parse_pdf(const RawRecord& record, ParsedRecord& out, std::uint64_t, const std::stop_token&) {
  Problem problem;
  problem.file = record.origin->file;
  problem.byte = record.byte;
  problem.message = pdf_obstacle().message;
  out.problems.push_back(std::move(problem));
}

}  // namespace newsidx::source
