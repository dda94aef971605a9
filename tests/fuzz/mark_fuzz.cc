// Any bytes as the mark of an index: refused, or names of files in its own folder.
#include <string>

#include "fuzz.h"
#include "storage/mark.h"

using namespace newsidx;

namespace {

void check(std::string_view text) {
  const auto mark = storage::parse_mark(text);
  if (!mark) return;
  for (const std::string& name : mark->names) {
    NEWSIDX_CHECK(!name.empty() && name.find('/') == std::string::npos &&
                  name.find('\n') == std::string::npos);
  }
}

}  // namespace

int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view input = fuzz::text(data, size);
  check(input);
  check("This folder is an index of newsidx (mark 1). Its own files are named below.\n" +
        std::string(input));
  return 0;
}
