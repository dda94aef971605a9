#include "source/capture/capture_survey.h"

#include <filesystem>
#include <system_error>

#include "source/format/file_name.h"
#include "source/input_splitter.h"

namespace newsidx::source {
namespace {

bool is_looked_into(const InputFile& file) {
  const bool may_be = file.format == FileFormat::unknown && file.is_named;
  if (!may_be && !may_hold_captures(file.format)) return false;
  std::error_code error;
  return std::filesystem::is_regular_file(file.path, error);  // "-" is none, either
}

}  // namespace

void survey_captures(const InputList& inputs, const ReaderOptions& options, const StopEvent& stop,
                     CaptureDates& captures) {
  InputSplitter splitter(options, stop, &captures);
  for (const InputFile& file : inputs.files) {
    if (!is_looked_into(file)) continue;
    splitter.start(file);
    while (splitter.next()) {  // problems are told when the file is read
    }
    if (stop.requested()) break;
  }
  captures.close();
}

}  // namespace newsidx::source
