// newsidx/result.h
//
// What a fallible call returns: a value, or an Error that says what the caller can do about it.
// The member names are a subset of std::expected (which GCC 12 does not have yet).
//
// A program that prefers exceptions calls value(): it throws what the error says.
//
// Threads: a value type, no shared state.   Cost: a variant; an Error allocates its message.
#pragma once

#include <newsidx/export.h>
#include <newsidx/hint.h>

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

namespace newsidx {

/// What a caller can do about a failure.
enum class ErrorCode : std::uint8_t {
  invalid_argument,  ///< the call was wrong: repair it
  parse,             ///< input text (a query, a record) could not be read: repair the text
  not_found,         ///< the thing named does not exist
  busy,              ///< another writer holds the index: wait for it
  corruption,        ///< bytes on disk are not what was written: restore or rebuild
  unsupported,       ///< made by another version, or not possible with this index
  io,                ///< the system refused: permission, a device that fails
  disk_full,         ///< no space is left: free some
  limit,             ///< a documented limit was reached
  timed_out,         ///< the time that the caller gave was over
  cancelled,         ///< the caller asked to stop
  internal,          ///< a defect in newsidx
};

/// The code's name as written in messages and JSON, for example "not_found".
[[nodiscard]] constexpr std::string_view name_of(ErrorCode code) noexcept {
  switch (code) {
    case ErrorCode::invalid_argument: return "invalid_argument";
    case ErrorCode::parse: return "parse";
    case ErrorCode::not_found: return "not_found";
    case ErrorCode::busy: return "busy";
    case ErrorCode::corruption: return "corruption";
    case ErrorCode::unsupported: return "unsupported";
    case ErrorCode::io: return "io";
    case ErrorCode::disk_full: return "disk_full";
    case ErrorCode::limit: return "limit";
    case ErrorCode::timed_out: return "timed_out";
    case ErrorCode::cancelled: return "cancelled";
    case ErrorCode::internal: return "internal";
  }
  return "unknown";
}

struct Error {  // NOLINT(clang-analyzer-core.uninitialized.Assign): see .clang-tidy
  ErrorCode code = ErrorCode::internal;
  std::string message;  ///< one line, outermost context first: "segment 7: term 'oil': ..."
  Hint hint = {};       ///< what to try
  /// Of a query that cannot be read: the character where, from 1 (Unicode code points; the end of
  /// the query is one more). 0: of no place.
  std::uint32_t column = 0;

  [[nodiscard]] Remark remark() const { return {message, hint}; }
  /// "no query (try: a word)"
  [[nodiscard]] std::string to_string(HintWords words = name_of) const {
    return with_hint(message, hint, words);
  }
};

/// What value() throws where there is an error: for programs that prefer exceptions.
class NEWSIDX_EXPORT Exception : public std::runtime_error {
 public:
  explicit Exception(Error error)
      : std::runtime_error(error.to_string()), error_(std::move(error)) {}
  [[nodiscard]] const Error& error() const noexcept { return error_; }

 private:
  Error error_;
};

[[noreturn]] inline void throw_error(const Error& error) { throw Exception(error); }

/// An error on its way into a Result<T> of any T; made by fail().
class [[nodiscard]] Failure {
 public:
  explicit Failure(Error error) : error_(std::move(error)) {}
  Error&& take() && { return std::move(error_); }

 private:
  Error error_;
};

/// The only way to make an error.
inline Failure fail(ErrorCode code, std::string message, Hint hint = {}) {
  return Failure(Error{code, std::move(message), std::move(hint)});
}

/// Passes an error on with what the caller knows: "segment 7" + "bad magic" = "segment 7: bad
/// magic".
inline Failure fail(std::string_view context, Error error) {
  error.message.insert(0, std::string(context) + ": ");
  return Failure(std::move(error));
}

/// Passes an error on as it is.
inline Failure fail(Error error) { return Failure(std::move(error)); }

template <class T>
class [[nodiscard]] Result {
 public:
  using value_type = T;

  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}
  Result(Failure failure) : state_(std::in_place_index<1>, std::move(failure).take()) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }

  /// Throws newsidx::Exception, with our message, where there is an error.
  T& value() & { return checked(*this); }
  const T& value() const& { return checked(*this); }
  T&& value() && { return std::move(checked(*this)); }
  /// As value().
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  /// REQUIRES !has_value().
  [[nodiscard]] const Error& error() const& { return std::get<1>(state_); }
  [[nodiscard]] Error&& error() && { return std::move(std::get<1>(state_)); }

  template <class U>
  [[nodiscard]] T value_or(U&& fallback) const& {
    return has_value() ? value() : static_cast<T>(std::forward<U>(fallback));
  }

 private:
  template <class Self>
  static auto& checked(Self& self) {
    if (!self.has_value()) throw_error(std::get<1>(self.state_));
    return *std::get_if<0>(&self.state_);
  }

  std::variant<T, Error> state_;
};

template <>
class [[nodiscard]] Result<void> {
 public:
  Result() = default;
  Result(Failure failure) : error_(std::move(failure).take()) {}

  [[nodiscard]] bool has_value() const noexcept { return !error_.has_value(); }
  explicit operator bool() const noexcept { return has_value(); }

  /// Throws newsidx::Exception where there is an error.
  void value() const {
    if (error_) throw_error(*error_);
  }

  /// REQUIRES !has_value().
  [[nodiscard]] const Error& error() const& { return *error_; }
  [[nodiscard]] Error&& error() && { return std::move(*error_); }

 private:
  std::optional<Error> error_;
};

/// Success without a value, or an Error.
using Status = Result<void>;

}  // namespace newsidx
