#include <newsidx/json.h>

#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/matching_options.h"
#include "cli/query_options.h"
#include "cli/render/number_text.h"
#include "cli/render/render.h"
#include "cli/render/rows.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

constexpr const char* kFormats = "text, table, csv, tsv, jsonl, ids, trec";

class QueryCommand final : public Command {
 public:
  const char* name() const override { return "query"; }
  const char* summary() const override { return "Find the articles that match a query best"; }
  bool takes_query() const override { return true; }
  bool takes_several_indexes() const override { return true; }
  bool is_paged() const override { return true; }
  const char* examples() const override {
    return R"(  newsidx query "Daraya siege"                  either word; the best first
  newsidx query --all Daraya siege              both words
  newsidx query '"cessation of hostilities" -Kerry'
  newsidx query -n 5 --offset 5 'title:syria OR aleppo^2'
  newsidx query --count 'evacuat* AND NOT bus'  how many articles, exactly
  newsidx query --since 7d --sort newest oil    of the last seven days
  newsidx query 'oil source:reuters date:2016-08..2016-09'
  newsidx query --limit 0 --facet source --histogram month oil
  newsidx query --collapse 'gold price'         each story once
  newsidx query --json oil | jq -r 'select(.type == "hit") | .id'
  newsidx query --synonyms news '"US president"'  also USA, United States
  newsidx query --literal "$HEADLINE"           pasted text: no operators
  newsidx query -- -Kerry                       a hyphen at the beginning

Query language: words, "a phrase", +must -not, AND OR NOT (&& || !), ( ), title:word, body:word, prefix*, wildcards (evac*tion, *ation, chi?a), daraya~1 and daraya~2 (so many slips away), /regex/ (RE2, of a whole word), word^2.5, and \ before a character that is meant as it is. Near each other: a NEAR/5 b (1 is side by side), a PRE/5 b in this order, a w/s b in a sentence, a w/p b in a paragraph, a NOT w/5 b; "a b"~2 with moves, "a * b" with any word between, atleast5(a), hlead(a) in the headline or first paragraph. As written: =word and ="a phrase" without other forms, caps(a), allcaps(us), nocaps(a). Other fields: author:jane finds a word of a keyword field, url:bbc.co.uk all articles of a host, id:a-1 one article; date:2016-08, date:2016-08..2016-09, date:..2015 and date:yesterday those of some days, words:[50 TO 120], words:50..120 and words:>=50 those with such a number. Beside words, fields filter and leave the scores as they are; the same field twice is either, with + both. Pasted text is searched, too: what cannot be an operator is text, with a warning; with --literal, all of it is.)";
  }

  void declare(Options& options) override {
    options.arguments("QUERY", words_, "what to find; several are joined by blanks");
    declare_matching(options, search_, files_);
    options.text("--sort", search_.sort, "ORDER",
                 "best, newest, oldest, or a field with numbers (-FIELD: the greatest first)");
    options.flag("--collapse", search_.collapse,
                 "of articles that are copies of one another only the one published first, or the "
                 "correction");
    options.count("-n,--limit", search_.limit, "articles to show");
    options.count("--offset", search_.offset, "articles to pass over first");
    options.flag(
        "--count", count_,
        "print the number of matching articles (with --collapse: stories) and nothing else");
    options.text("--format", format_, "FORMAT",
                 "text (the default), table, csv, tsv, jsonl, ids, or trec: a run for trec_eval");
    options.flag("--json", json_, "JSON lines: hits, then a summary; the same as --format jsonl");
    options.offsets("--offsets", json_style_.offsets,
                    "what marks in JSON count: bytes, or characters");
    options.duration("--timeout", search_.timeout,
                     "answer after this time with what was found, such as 200ms or 2s");
    options.count("--threads", threads_, "for a long query; 0 means all cores");
    options.flag("--no-snippets", no_snippets_, "no passages of the articles");
    options.flag("--ids", shows_ids_, "hits in text tell their ids, also beside an address");
    options.text("--query-id", query_id_, "ID", "the query's name in a run (default: 1)");
    options.group("Counts over all matching articles (with --limit 0: alone)");
    options.texts("--facet", facets_, "FIELDS",
                  "how many articles have which source, lang or other field: source,lang; of url "
                  "the hosts");
    options.count("--facet-limit", search_.facet_limit, "values of each field to show");
    options.text("--histogram", histogram_, "INTERVAL",
                 "how many are of which day, week, month or year, in the zone of --tz");
    options.count(
        "--top-words", search_.top_words,
        "words that set the first 200 articles apart from all of the index (default: none)");
    options.group("Ranking (BM25)");
    options.number("--k1", search_.k1, "how much repetition counts, from 0");
    options.number("--b", search_.b, "how much a long article loses, 0 to 1");
    options.group(nullptr);  // diagnostics: to prove that the answers are the same
    options.flag("--exhaustive", exhaustive_, "score every matching article");
  }

  ExitCode run(Session& session) override {
    auto format = parse_format(json_ && format_ == "text" ? "jsonl" : format_, kFormats);
    if (format && json_ && *format != Format::jsonl) {
      format = fail(ErrorCode::invalid_argument, "--json is --format jsonl, not " + format_);
    }
    if (!format) return session.report(format.error());
    if (const Status status = read_counts(*format); !status) return session.report(status.error());
    if (const Status status = read_matching(files_, search_); !status) {
      return session.report(status.error());
    }
    const StopOnSignal stop;
    search_.stop = stop.token();
    const bool shows_snippets = *format == Format::text || *format == Format::jsonl ||
                                *format == Format::csv || *format == Format::tsv;
    search_.snippets = shows_snippets && !no_snippets_;
    search_.count_all_words = *format == Format::text || *format == Format::jsonl;
    search_.threads = threads_;
    if (exhaustive_) search_.algorithm = Algorithm::exhaustive;
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    return count_ ? count(*index, session) : search(*index, *format, session);
  }

 private:
  // What is to be counted beside the number, and whether the format has room for it.
  Status read_counts(Format format) {
    search_.facets = split_names(facets_);
    if (search_.facets.empty() && !facets_.empty()) {
      return fail(ErrorCode::invalid_argument, "--facet names no field", "--facet source,lang");
    }
    if (!histogram_.empty()) {
      const auto interval = parse_interval(histogram_);
      if (!interval) return fail(interval.error());
      search_.histogram = *interval;
    }
    const bool asks = !search_.facets.empty() || !histogram_.empty() || search_.top_words > 0;
    if (!asks) return {};
    if (count_) {
      return fail(ErrorCode::invalid_argument, "--count prints the number of articles alone",
                  "--limit 0");
    }
    if (format == Format::ids || format == Format::trec) {
      return fail(ErrorCode::invalid_argument, "--format " + format_ + " has no room for counts",
                  "--format csv --limit 0");
    }
    if ((format == Format::csv || format == Format::tsv) && search_.limit > 0) {
      return fail(ErrorCode::invalid_argument,
                  "hits and counts are two tables, and --format " + format_ + " is one",
                  "--limit 0 for the counts");
    }
    return {};
  }

  // What goes to standard output.
  Result<std::string> rendered(const Answer& answer, Format format, const TextStyle& style) const {
    switch (format) {
      case Format::text: return render_text(answer, style);
      case Format::jsonl: return render_json(answer, json_style_);
      case Format::table: {
        const std::string hits = render_table(answer, style);
        const std::string counts = counts_text(answer, style);
        return hits + (hits.empty() || counts.empty() ? "" : "\n") + counts;
      }
      case Format::csv:
      case Format::tsv:
        if (has_counts(answer)) return render_count_rows(answer, format);
        break;
      case Format::ids:
      case Format::trec: break;
    }
    return render_rows(answer, format, query_id_);
  }

  ExitCode count(const Index& index, Session& session) const {
    SearchOptions options = search_;
    options.limit = options.offset = 0;
    options.count_all_words = false;
    const auto answer = index.search(joined(words_), options);
    if (!answer) return session.report(answer.error(), joined(words_));
    if (!answer->total) {
      return session.report({ErrorCode::timed_out,
                             "the time was over before all articles were counted", "more time"});
    }
    if (const std::string remarks = remarks_text(*answer); !remarks.empty()) {
      session.console.note(remarks);
    }
    const std::uint64_t shown = search_.collapse ? answer->stories.value_or(0) : *answer->total;
    session.console.print(std::to_string(shown) + '\n');
    return *answer->total > 0 ? ExitCode::ok : ExitCode::no_match;
  }

  // Rows have no place for what is beyond the limit.
  static void tell_left_out(const Answer& answer, Console& console) {
    for (const Facet& facet : answer.facets) {
      if (facet.more_values == 0) continue;
      console.note("note: " + facet.field + " has " + counted(facet.more_values, "more value") +
                   " (try: a larger --facet-limit)");
    }
  }

  ExitCode search(const Index& index, Format format, Session& session) const {
    const auto answer = index.search(joined(words_), search_);
    if (!answer) return session.report(answer.error(), joined(words_));
    TextStyle style = session.console.style();
    style.ids = shows_ids_;
    const auto times = LocalTimes::of(search_.time_zone, time_locale());
    if (times) style.times = &*times;
    const auto text = rendered(*answer, format, style);
    if (!text) return session.report(text.error());
    session.console.print(*text);
    if (format != Format::jsonl) session.console.note(summary_text(*answer));
    if (format == Format::csv || format == Format::tsv) tell_left_out(*answer, session.console);
    if (!answer->hits.empty() || answer->total.value_or(0) > 0) return ExitCode::ok;
    if (!answer->partial) return ExitCode::no_match;
    if (session.options.quiet) {
      session.console.error("the time was over before anything was found (try: more time)");
    }
    return ExitCode::error;
  }

  std::vector<std::string> words_;
  SearchOptions search_;
  MatchingFiles files_;
  std::uint32_t threads_ = search_.threads;
  bool count_ = false;
  bool json_ = false;
  std::string format_ = "text";
  std::string query_id_ = "1";
  std::vector<std::string> facets_;
  std::string histogram_;
  JsonStyle json_style_ = {.words = words_of};
  bool no_snippets_ = false;
  bool shows_ids_ = false;
  bool exhaustive_ = false;
};

}  // namespace

std::unique_ptr<Command> make_query_command() { return std::make_unique<QueryCommand>(); }

}  // namespace newsidx::cli
