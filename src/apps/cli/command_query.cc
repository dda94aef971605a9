#include <newsidx/json.h>

#include "cli/command.h"
#include "cli/hint_words.h"
#include "cli/matching_options.h"
#include "cli/render/render.h"
#include "cli/signals.h"

namespace newsidx::cli {
namespace {

/// `newsidx query Daraya siege` is as good as `newsidx query "Daraya siege"`.
std::string joined(const std::vector<std::string>& words) {
  std::string query;
  for (const std::string& word : words) {
    if (!query.empty()) query += ' ';
    query += word;
  }
  return query;
}

class QueryCommand final : public Command {
 public:
  const char* name() const override { return "query"; }
  const char* summary() const override { return "Find the articles that match a query best"; }
  bool takes_query() const override { return true; }
  const char* examples() const override {
    return R"(  newsidx query "Daraya siege"                  either word; the best first
  newsidx query --all Daraya siege              both words
  newsidx query '"cessation of hostilities" -Kerry'
  newsidx query -n 5 --offset 5 'title:syria OR aleppo^2'
  newsidx query --count 'evacuat* AND NOT bus'  how many articles, exactly
  newsidx query --since 7d --sort newest oil    of the last seven days
  newsidx query 'oil source:reuters date:2016-08..2016-09'
  newsidx query --json oil | jq -r 'select(.type == "hit") | .id'
  newsidx query --literal "$HEADLINE"           pasted text: no operators
  newsidx query -- -Kerry                       a hyphen at the beginning

Query language: words, "a phrase", +must -not, AND OR NOT (&& || !), ( ), title:word, body:word, prefix*, word^2.5, and \ before a character that is meant as it is. Near each other: a NEAR/5 b (1 is side by side), a PRE/5 b in this order, a w/s b in a sentence, a w/p b in a paragraph, a NOT w/5 b; "a b"~2 with moves, "a * b" with any word between, atleast5(a), hlead(a) in the headline or first paragraph. Other fields: author:jane finds a word of a keyword field, url:bbc.co.uk all articles of a host, id:a-1 one article; date:2016-08, date:2016-08..2016-09, date:..2015 and date:yesterday those of some days, words:[50 TO 120], words:50..120 and words:>=50 those with such a number. Beside words, fields filter and leave the scores as they are; the same field twice is either, with + both. Pasted text is searched, too: what cannot be an operator is text, with a warning; with --literal, all of it is.)";
  }

  void declare(Options& options) override {
    options.arguments("QUERY", words_, "what to find; several are joined by blanks");
    declare_matching(options, search_);
    options.text("--sort", search_.sort, "ORDER",
                 "best, newest, oldest, or a field with numbers (-FIELD: the greatest first)");
    options.count("-n,--limit", search_.limit, "articles to show");
    options.count("--offset", search_.offset, "articles to pass over first");
    options.flag("--count", count_, "print the number of matching articles and nothing else");
    options.flag("--json", json_, "JSON lines: hits, then a summary");
    options.offsets("--offsets", json_style_.offsets,
                    "what marks in JSON count: bytes, or characters");
    options.duration("--timeout", search_.timeout,
                     "answer after this time with what was found, such as 200ms or 2s");
    options.count("--threads", threads_, "for a long query; 0 means all cores");
    options.flag("--no-snippets", no_snippets_, "no passages of the articles");
    options.group("Ranking (BM25)");
    options.number("--k1", search_.k1, "how much repetition counts, from 0");
    options.number("--b", search_.b, "how much a long article loses, 0 to 1");
    options.group(nullptr);  // diagnostics: to prove that the answers are the same
    options.flag("--exhaustive", exhaustive_, "score every matching article");
  }

  ExitCode run(Session& session) override {
    const StopOnSignal stop;
    search_.stop = stop.token();
    search_.snippets = !no_snippets_;
    search_.threads = threads_;
    if (exhaustive_) search_.algorithm = Algorithm::exhaustive;
    const auto& index = session.open_index();
    if (!index) return session.report(index.error());
    return count_ ? count(*index, session) : search(*index, session);
  }

 private:
  ExitCode count(const Index& index, Session& session) const {
    SearchOptions options = search_;
    options.limit = options.offset = 0;
    const auto answer = index.search(joined(words_), options);
    if (!answer) return session.report(answer.error(), joined(words_));
    if (!answer->total) {
      return session.report({ErrorCode::timed_out,
                             "the time was over before all articles were counted", "more time"});
    }
    if (const std::string remarks = remarks_text(*answer); !remarks.empty()) {
      session.console.note(remarks);
    }
    session.console.print(std::to_string(*answer->total) + '\n');
    return *answer->total > 0 ? ExitCode::ok : ExitCode::no_match;
  }

  ExitCode search(const Index& index, Session& session) const {
    const auto answer = index.search(joined(words_), search_);
    if (!answer) return session.report(answer.error(), joined(words_));
    session.console.print(json_ ? render_json(*answer, json_style_)
                                : render_text(*answer, session.console.style()));
    if (!json_) session.console.note(summary_text(*answer));
    if (!answer->hits.empty() || answer->total.value_or(0) > 0) return ExitCode::ok;
    if (!answer->partial) return ExitCode::no_match;
    if (session.options.quiet) {
      session.console.error("the time was over before anything was found (try: more time)");
    }
    return ExitCode::error;
  }

  std::vector<std::string> words_;
  SearchOptions search_;
  std::uint32_t threads_ = search_.threads;
  bool count_ = false;
  bool json_ = false;
  JsonStyle json_style_ = {.words = words_of};
  bool no_snippets_ = false;
  bool exhaustive_ = false;
};

}  // namespace

std::unique_ptr<Command> make_query_command() { return std::make_unique<QueryCommand>(); }

}  // namespace newsidx::cli
