#include "source/mail/mbox_splitter.h"

#include <doctest/doctest.h>

#include "support/split_records.h"

using namespace newsidx;
using namespace newsidx::source;

namespace {

const std::string kLine = "From a@b.example Sat Aug 27 02:17:00 2016\n";

struct Split {
  std::vector<std::string> mails;
  std::vector<std::uint64_t> bytes;
  std::vector<std::string> problems;
  std::string error;
};

Split split(std::vector<std::string> parts, std::size_t step = 1 << 20,
            std::uint64_t max_record_bytes = 1 << 20) {
  Split out;
  ContainerOptions options;
  options.max_record_bytes = max_record_bytes;
  const SplitRecords all =
      split_records<MboxSplitter>(StringStream(std::move(parts), step), options);
  out.problems = messages_of(all);
  out.error = all.error;
  for (const RawRecord& mail : all.records) {
    CHECK(mail.origin->media_type == "message/rfc822");
    CHECK(mail.number == out.mails.size() + 1);
    out.mails.push_back(mail.bytes);
    out.bytes.push_back(mail.byte);
  }
  return out;
}

using Mails = std::vector<std::string>;

}  // namespace

TEST_CASE("a mailbox is cut at its lines, and nowhere else") {
  const std::string one = "Subject: 1\n\nText\n\n";
  const std::string from = "Subject: 2\n\nFrom Paris at 10:30 in 2016, no mail\n\n";
  struct Row {
    const char* name;
    std::string text;
    Mails mails;
  };
  const Row kRows[] = {
      {"one", kLine + one, {one}},
      {"three", kLine + one + kLine + from + kLine + one, {one, from, one}},
      {"none", "", {}},
      {"a line alone", kLine, {}},
      {"escaped",
       kLine + "Subject: 1\n\n>From here\n>>From there\n> From\na >From b\n",
       {"Subject: 1\n\nFrom here\n>From there\n> From\na >From b\n"}},
      {"no empty line before",
       kLine + "Subject: 1\n\nText\n" + kLine + one,
       {"Subject: 1\n\nText\n", one}},
      {"a line without a head",
       kLine + "Subject: 1\n\nText\n" + kLine + "and no field\n",
       {"Subject: 1\n\nText\n" + kLine + "and no field\n"}},
      {"CR LF",
       "From - Mon Jan 01 00:00:00 2000\r\nSubject: 1\r\n\r\nx\r\n\r\n"
       "From - Mon Jan 01 00:00:00 2000\r\nSubject: 2\r\n",
       {"Subject: 1\r\n\r\nx\r\n\r\n", "Subject: 2\r\n"}},
  };
  for (const Row& row : kRows) {
    CAPTURE(std::string(row.name));
    for (const std::size_t step : {std::size_t{7}, std::size_t{1} << 20}) {
      const Split out = split({row.text}, step);
      CHECK(out.mails.size() == row.mails.size());
      CHECK(out.mails == row.mails);
      CHECK(out.problems.empty());
      CHECK(out.error == "");
    }
  }
  CHECK(split({kLine + one + kLine + one}).bytes ==
        std::vector<std::uint64_t>{0, kLine.size() + one.size()});
}

TEST_CASE("mails of any size around the blocks that are read") {
  std::string text;
  Mails mails;
  for (std::size_t size : {1u, 4000u, 65'000u, 262'100u, 262'144u, 300'000u, 800'000u, 2u}) {
    mails.push_back("Subject: x\n\n" + std::string(size, 'x') + "\n\n");
    text += kLine + mails.back();
  }
  for (const std::size_t step : {std::size_t{4001}, std::size_t{1} << 20}) {
    CHECK((split({text}, step).mails == mails));
  }
}

TEST_CASE("a mail that is longer than allowed") {
  const std::string last = "Subject: last\n\nText\n";
  for (const std::size_t size : {std::size_t{1001}, std::size_t{3} << 20}) {
    const Split out =
        split({kLine + "Subject: long\n\n" + std::string(size, 'x') + "\n\n" + kLine + last},
              1 << 20, 1000);
    CHECK(out.mails == Mails{last});
    CHECK(out.problems ==
          Mails{"at byte 0: the mail is longer than 1000 bytes (try: a larger max_record_bytes)"});
  }
}

TEST_CASE("a fault of the stream") {
  const std::string one = "Subject: 1\n\nText\n\n";
  const Split out = split({kLine + one + kLine + "Subject: cut", "x"});
  CHECK(out.mails == Mails{one});
  CHECK(out.error == "damaged here");
}
