#include "cli/render/number_text.h"

#include <doctest/doctest.h>

using namespace newsidx;
using namespace newsidx::cli;

TEST_CASE("numbers are grouped by thousands") {
  struct Row {
    std::uint64_t number;
    std::string text;
  };
  for (const Row& row : {Row{0, "0"}, Row{999, "999"}, Row{1000, "1,000"}, Row{12345, "12,345"},
                         Row{123456, "123,456"}, Row{1234567, "1,234,567"},
                         Row{UINT64_MAX, "18,446,744,073,709,551,615"}}) {
    CHECK(grouped(row.number) == row.text);
  }
  CHECK(counted(0, "article") == "0 articles");
  CHECK(counted(1, "article") == "1 article");
  CHECK(counted(1234, "article") == "1,234 articles");
}

TEST_CASE("sizes have a unit and the exact number") {
  struct Row {
    std::uint64_t bytes;
    std::string text;
  };
  for (const Row& row :
       {Row{0, "0 bytes"}, Row{1, "1 byte"}, Row{1023, "1,023 bytes"},
        Row{1024, "1.0 KiB (1,024 bytes)"}, Row{1048524, "1023.9 KiB (1,048,524 bytes)"},
        Row{1048575, "1.0 MiB (1,048,575 bytes)"}, Row{1234567, "1.2 MiB (1,234,567 bytes)"},
        Row{UINT64_MAX, "16.0 EiB (18,446,744,073,709,551,615 bytes)"}}) {
    CHECK(size_text(row.bytes) == row.text);
  }
}

TEST_CASE("durations keep two digits or so") {
  struct Row {
    double seconds;
    std::string text;
  };
  for (const Row& row : {Row{0, "0.00 ms"}, Row{0.00005, "0.05 ms"}, Row{0.0001, "0.1 ms"},
                         Row{0.0008, "0.8 ms"}, Row{0.00996, "10 ms"}, Row{0.0123, "12 ms"},
                         Row{0.9991, "999 ms"}, Row{0.9996, "1.00 s"}, Row{12.345, "12.35 s"}}) {
    CAPTURE(row.seconds);
    CHECK(duration_text(row.seconds) == row.text);
  }
}

TEST_CASE("times are read as they were known") {
  struct Row {
    std::string time;
    std::string text;
  };
  for (const Row& row :
       {Row{"2016-08-27", "2016-08-27"}, Row{"2016-08-27T02:17", "2016-08-27 02:17"},
        Row{"2006-10-20T18:15:00-04:00", "2006-10-20 22:15:00 UTC"}}) {
    CHECK(date_text(*Timestamp::parse(row.time)) == row.text);
  }
}

TEST_CASE("numbers of defaults are as they are typed") {
  CHECK(short_size_text(1u << 30) == "1G");
  CHECK(short_size_text(1536u << 10) == "1536K");
  CHECK(short_size_text(1000) == "1000");
  CHECK(short_size_text(0) == "0");
  CHECK(fixed(0.125, 1) == "0.1");
}
