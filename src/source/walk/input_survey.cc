#include "source/walk/input_survey.h"

#include "base/cancellation.h"
#include "base/status_macros.h"
#include "source/format/file_name.h"
#include "source/input_splitter.h"
#include "source/stream/stop_event.h"
#include "source/walk/input_walk.h"

namespace newsidx::source {

Result<InputSurvey> survey_inputs(const std::vector<std::string>& inputs,
                                  const ReaderOptions& options,
                                  const std::function<void(const Remark&)>& on_file) {
  NEWSIDX_ASSIGN_OR_RETURN(const auto stop, StopEvent::create(options.stop));
  NEWSIDX_ASSIGN_OR_RETURN(InputList list,
                           walk_inputs(inputs, {options.paths, true}, stop->token()));
  InputSurvey survey;
  survey.left_out = std::move(list.ignored_kinds);
  survey.bytes = list.total_bytes;
  const auto tell = [&](const std::string& path, const std::string& what, const Hint& hint = {}) {
    if (on_file) on_file({path + ": " + what, hint});
  };
  for (const Problem& problem : list.problems) {
    const bool is_no_news = problem.kind == Problem::Kind::no_news;
    if (!is_no_news) ++survey.unreadable;
    const std::string_view what = no_news_by_name(problem.file);
    tell(problem.file,
         !is_no_news    ? problem.message
         : what.empty() ? "left out, as was asked"
                        : std::string(what) + ", left out",
         problem.hint);
  }
  InputSplitter splitter(options, *stop);
  for (const InputFile& file : list.files) {
    if (stop->requested()) return cancelled_error();
    const auto ignored = splitter.counts().ignored_kinds;
    splitter.start(file);
    if (const auto format = splitter.format()) {
      ++survey.read[std::string(name_of(*format))];
      tell(file.path, std::string(name_of(*format)));
      splitter.abandon();
      continue;
    }
    const auto piece = splitter.next();  // why not
    const bool is_problem =
        piece && piece->problem && piece->problem->kind == Problem::Kind::unreadable_file;
    if (is_problem) ++survey.unreadable;
    for (const auto& [what, count] : splitter.counts().ignored_kinds) {
      const auto before = ignored.find(what);
      if (before != ignored.end() && before->second == count) continue;
      ++survey.left_out[what];
      tell(file.path, what + ", left out");
    }
    if (is_problem) tell(file.path, piece->problem->message, piece->problem->hint);
  }
  return survey;
}

}  // namespace newsidx::source
