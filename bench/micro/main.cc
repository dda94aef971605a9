// micro/main.cc: Google Benchmark's main program; ends with status 1 when a result is wrong.

#include <benchmark/benchmark.h>

#include <exception>
#include <iostream>

int main(int argc, char** argv) try {
  benchmark::Initialize(&argc, argv);
  if (benchmark::ReportUnrecognizedArguments(argc, argv)) return 2;
  benchmark::RunSpecifiedBenchmarks();
  return 0;
} catch (const std::exception& error) {
  std::cerr << "bench_micro: " << error.what() << '\n';
  return 1;
}
