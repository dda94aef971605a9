#include "common/live.h"

#include <charconv>
#include <chrono>
#include <exception>
#include <fstream>
#include <istream>
#include <ostream>
#include <stdexcept>
#include <thread>

#include "common/command.h"
#include "common/query.h"

namespace newsidx::bench {

namespace {

using Clock = std::chrono::steady_clock;

std::uint32_t number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc() || end != text.data() + text.size()) {
    throw std::runtime_error("no number: '" + std::string(text) + "'");
  }
  return value;
}

// "17:1017 -5": article 1017 of the corpus under id 17; id 5 goes.
void apply(LiveIndex& index, std::span<const std::string> texts, std::string_view changes) {
  for_each_word(changes, [&](std::string_view change) {
    if (change.starts_with('-')) return index.erase(number(change.substr(1)));
    const std::size_t colon = change.find(':');
    if (colon == std::string_view::npos) throw std::runtime_error("a change is ID:LINE or -ID");
    const std::uint32_t line = number(change.substr(colon + 1));
    if (line >= texts.size()) throw std::runtime_error("the corpus has no such line");
    index.put(number(change.substr(0, colon)), texts[line]);
  });
}

void write(LiveIndex& index, std::span<const std::string> texts, std::string_view line) {
  constexpr std::string_view kApply = "apply ";
  if (line == "commit") return index.commit();
  if (!line.starts_with(kApply)) throw std::runtime_error("the line is not commit or apply ...");
  apply(index, texts, line.substr(kApply.size()));
}

std::uint64_t read(LiveIndex& index, const std::string& line, Answer& answer) {
  if (line == "refresh") return index.refresh();
  const std::size_t tab = line.find('\t');
  const auto command = command_named(line.substr(0, tab));
  if (tab == std::string::npos || !command) {
    throw std::runtime_error("the line is not refresh or COMMAND<TAB>QUERY");
  }
  if (!ask(index.engine(), *command, std::string_view(line).substr(tab + 1), answer)) {
    throw std::runtime_error("not supported: " + line);
  }
  return answer.count.value_or(answer.hits.size());
}

// Answers each line with the microseconds that `act` took, and with what it gave.
template <class Act>
void answer_lines(std::istream& in, std::ostream& out, Act act) {
  for (std::string line; std::getline(in, line);) {
    try {
      const auto begin = Clock::now();
      const std::uint64_t result = act(line);
      const std::chrono::duration<double, std::micro> took = Clock::now() - begin;
      out << took.count() << '\t' << result << '\n';
    } catch (const std::exception& error) {
      out << "ERROR " << error.what() << '\n';
    }
    out.flush();
  }
}

}  // namespace

void serve_live(LiveIndex& index, std::span<const std::string> texts, std::istream& writer_in,
                std::ostream& writer_out, const std::string& reader_in,
                const std::string& reader_out) {
  const std::jthread reader([&] {
    std::ifstream in(reader_in);
    std::ofstream out(reader_out);
    Answer answer;
    answer_lines(in, out, [&](const std::string& line) { return read(index, line, answer); });
  });
  writer_out << "ready" << std::endl;
  answer_lines(writer_in, writer_out, [&](const std::string& line) {
    write(index, texts, line);
    return std::uint64_t{0};
  });
}

}  // namespace newsidx::bench
