// source/office/xml_events.h
//
// XML as the start and end of its elements and the text between them, by expat. For documents that
// no person writes: a document type, which is where entities are declared, is refused, and nothing
// is fetched.
//
// Threads: one reader, one thread.   Memory: bounded by the depth, which is too.
#pragma once

#include <newsidx/result.h>

#include <functional>
#include <memory>
#include <string_view>

namespace newsidx::source {

/// Names are without their prefix: "p" of "w:p".
class XmlHandler {
 public:
  /// The value of an attribute, by its name without prefix; "" where there is none.
  using Attributes = std::function<std::string_view(std::string_view name)>;

  virtual ~XmlHandler() = default;
  virtual void start_element(std::string_view name, const Attributes& attributes) = 0;
  virtual void end_element(std::string_view name) = 0;
  virtual void text(std::string_view utf8) = 0;
};

class XmlReader {
 public:
  /// @param handler  outlives the reader
  explicit XmlReader(XmlHandler& handler);
  ~XmlReader();
  XmlReader(const XmlReader&) = delete;
  XmlReader& operator=(const XmlReader&) = delete;

  /// The next bytes of the document.
  /// @errors parse  not well-formed, or with a document type, or too deep
  [[nodiscard]] Status feed(std::string_view bytes, bool is_last = false);

  static constexpr std::size_t kMaxDepth = 500;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace newsidx::source
