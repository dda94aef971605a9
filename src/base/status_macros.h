// base/status_macros.h
//
// Passing errors up without a pyramid of ifs (the names are Abseil's).
//
//   NEWSIDX_RETURN_IF_ERROR(storage.write(batch));
//   NEWSIDX_ASSIGN_OR_RETURN(const auto segment, Segment::open(storage, 7));
#pragma once

#include <newsidx/result.h>

#define NEWSIDX_CONCAT_INNER(a, b) a##b
#define NEWSIDX_CONCAT(a, b) NEWSIDX_CONCAT_INNER(a, b)

/// Leaves the function with the error of `expression` (a Status or Result), if it has one.
#define NEWSIDX_RETURN_IF_ERROR(expression)                        \
  do {                                                             \
    auto status_or_error_ = (expression);                          \
    if (!status_or_error_) {                                       \
      return ::newsidx::fail(std::move(status_or_error_).error()); \
    }                                                              \
  } while (false)

#define NEWSIDX_ASSIGN_OR_RETURN_IMPL(temporary, declaration, expression) \
  auto temporary = (expression);                                          \
  if (!temporary) return ::newsidx::fail(std::move(temporary).error());   \
  declaration = std::move(temporary).value()

/// Declares a variable from the value of `expression`, or leaves the function with its error.
#define NEWSIDX_ASSIGN_OR_RETURN(declaration, expression) \
  NEWSIDX_ASSIGN_OR_RETURN_IMPL(NEWSIDX_CONCAT(result_, __LINE__), declaration, expression)
