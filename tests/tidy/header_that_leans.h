// tidy/header_that_leans.h: wrong on purpose, for a test that must fail; <string> is missing.
#pragma once

namespace newsidx::tidy {

std::string name_of(int number);

}  // namespace newsidx::tidy
