// In place of office_document.cc where NEWSIDX_OFFICE is off.
#include <utility>

#include "source/office/office_document.h"

namespace newsidx::source {

void parse_office(const RawRecord& record, ParsedRecord& out, std::uint64_t,
                  const std::stop_token&) {
  Problem problem;
  problem.file = record.origin->file;
  problem.byte = record.byte;
  problem.message = "documents of Office are not read by this build (NEWSIDX_OFFICE is off)";
  out.problems.push_back(std::move(problem));
}

}  // namespace newsidx::source
