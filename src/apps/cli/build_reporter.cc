#include "cli/build_reporter.h"

#include <algorithm>
#include <string_view>

#include "cli/render/number_text.h"

namespace newsidx::cli {
namespace {

constexpr std::uint64_t kProblemsShown = 20;

void append_count(std::string& text, std::uint64_t count, std::string_view singular,
                  std::string_view rest = "") {
  if (count == 0) return;
  if (!text.empty()) text += ", ";
  text += counted(count, singular);
  text += rest;
}

std::string lost(const BuildReport& report) {
  std::string text;
  append_count(text, report.records_skipped, "broken record");
  append_count(text, report.files_skipped, "unreadable file");
  return text;
}

std::string left_out(const BuildReport& report) {
  std::string text = lost(report);
  append_count(text, report.superseded, "article", " with the id of a later one");
  append_count(text, report.captures_skipped, "article", " met again");
  for (const auto& [what, count] : report.ignored_kinds) append_count(text, count, what);
  return text;
}

const char* name_of(BuildProgress::Stage stage) {
  switch (stage) {
    case BuildProgress::Stage::reading: return "reading";
    case BuildProgress::Stage::reordering: return "reordering";
    case BuildProgress::Stage::merging: return "merging";
    case BuildProgress::Stage::pairing: return "pairing";
    case BuildProgress::Stage::committing: return "committing";
  }
  return "";
}

}  // namespace

Progress shown(const BuildProgress& progress, std::chrono::duration<double> elapsed) {
  std::string detail = counted(progress.articles, "article");
  if (progress.stage == BuildProgress::Stage::reading) {
    const double rate = static_cast<double>(progress.text_bytes) / 1e6 / elapsed.count();
    detail += "  " + fixed(rate, 1) + " MB/s";
  }
  return {name_of(progress.stage), progress.share_done, std::move(detail)};
}

std::string survey_text(const InputSurvey& survey) {
  const auto lines = [](const InputSurvey::Counts& counts, const char* head) {
    std::string text;
    for (const auto& [what, count] : counts) text += "  " + counted(count, what) + '\n';
    return text.empty() ? text : head + text;
  };
  std::string text = lines(survey.read, "would be read:\n") + lines(survey.left_out, "left out:\n");
  if (survey.unreadable > 0) {
    text += "not readable:\n  " + counted(survey.unreadable, "file") + '\n';
  }
  if (survey.bytes > 0) {
    text += "on disk: " + fixed(static_cast<double>(survey.bytes) / 1e6, 1) + " MB\n";
  }
  return text;
}

BuildReporter::BuildReporter(Console& console, Options options)
    : console_(console), options_(options) {
  if (options.progress && console.can_draw()) {
    bar_.emplace(console.error_width(), start_,
                 [&console](std::string_view text) { console.draw(text); });
  }
}

void BuildReporter::clear_bar() {
  if (bar_) bar_->clear();
}

void BuildReporter::progress(const BuildProgress& progress) {
  const std::lock_guard lock(mutex_);
  if (!bar_) return;
  const auto now = std::chrono::steady_clock::now();
  bar_->update(shown(progress, now - start_), now);
}

void BuildReporter::problem(const std::string& line) {
  const std::lock_guard lock(mutex_);
  ++problems_;
  if (problems_ > kProblemsShown && !options_.all_problems) return;
  clear_bar();
  console_.warning(line);
}

void BuildReporter::note(const std::string& line) {
  const std::lock_guard lock(mutex_);
  clear_bar();
  console_.note(line);
}

void BuildReporter::stopping() {
  const std::lock_guard lock(mutex_);
  clear_bar();
  console_.note("newsidx: stopping (again: at once)");
}

void BuildReporter::end() {
  const std::lock_guard lock(mutex_);
  clear_bar();
  if (problems_ > kProblemsShown && !options_.all_problems) {
    console_.warning("… and " + grouped(problems_ - kProblemsShown) + " more (use -v to see all)");
  }
}

void BuildReporter::summary(const BuildReport& report, const std::string& index_path) {
  const double megabytes = static_cast<double>(report.text_bytes) / 1e6;
  console_.note("indexed " + counted(report.articles, "article") + " from " +
                counted(report.files + report.files_in_part, "file") + " in " +
                fixed(report.seconds, 2) + " s (" +
                fixed(megabytes / std::max(report.seconds, 1e-3), 1) + " MB/s); index " +
                index_path + ", generation " + std::to_string(report.generation));
  if (report.replaced + report.deleted > 0) {
    console_.note("of the index before: " + counted(report.replaced, "article") + " replaced, " +
                  grouped(report.deleted) + " deleted");
  }
  note_reading(report);
}

void BuildReporter::summary(const AddReport& report, const std::string& index_path) {
  std::string text;
  append_count(text, report.articles - report.replaced, "article", " added");
  append_count(text, report.replaced, "article", " replaced");
  append_count(text, report.deleted, "article", " deleted");
  if (text.empty()) text = "nothing new";
  std::string files;
  append_count(files, report.files_added, "new file");
  append_count(files, report.files_changed, "changed file");
  append_count(files, report.files_unchanged, "file", " as before");
  if (!files.empty()) text += " (" + files + ")";
  console_.note(text + " in " + fixed(report.seconds, 2) + " s; index " + index_path +
                ", generation " + std::to_string(report.generation));
  note_reading(report);
  if (report.records_waiting > 0) {
    console_.note(report.records_waiting == 1
                      ? std::string("1 record at the end of a file waits for its rest")
                      : grouped(report.records_waiting) +
                            " records at the ends of files wait for their rest");
  }
}

// What is to be said of the input.
void BuildReporter::note_reading(const BuildReport& report) {
  if (const std::string text = left_out(report); !text.empty()) {
    console_.note("left out: " + text);
  }
  if (!report.unused_fields.empty()) console_.note("fields not used: " + report.unused_fields);
  if (!report.unmet_fields.empty()) {
    console_.warning("--map names fields that the input does not have: " + report.unmet_fields);
  }
  if (report.records_repaired > 0) {
    console_.note("repaired: " + counted(report.records_repaired, "record") +
                  " (ill-formed UTF-8 or impossible values)");
  }
  if (report.records_cut_off > 0) {
    console_.note("cut off: " + counted(report.records_cut_off, "record") +
                  " (what is there is indexed)");
  }
  if (report.shared_urls > 0) {
    console_.note("url of another article: " + counted(report.shared_urls, "article") +
                  " (their ids are made of what they say)");
  }
  if (report.shared_ids > 0) {
    console_.note("row number of another article: " + counted(report.shared_ids, "article") +
                  " (their ids are made of file and number)");
  }
  if (report.unknown_languages > 0) {
    console_.note("language not known: " + counted(report.unknown_languages, "article") +
                  " (read as if not given; codes are those of ISO 639)");
  }
}

void BuildReporter::incomplete(const BuildReport& report) {
  std::string text = lost(report);
  append_count(text, report.records_repaired, "repaired record");
  append_count(text, report.records_cut_off, "record", " cut off");
  console_.error("not all of the input was indexed as it is: " + text +
                 " (try: without --quiet, to see each; --lenient, if that is right)");
}

}  // namespace newsidx::cli
