#include "source/office/xml_events.h"

#include <expat.h>

#include <algorithm>
#include <string>

namespace newsidx::source {
namespace {

std::string_view local_name(std::string_view name) {
  return name.substr(name.rfind(':') + 1);  // npos + 1 = 0
}

std::string_view attribute(const XML_Char** attributes, std::string_view name) {
  for (; *attributes != nullptr; attributes += 2) {
    if (local_name(*attributes) == name) return attributes[1];
  }
  return {};
}

}  // namespace

struct XmlReader::State {
  explicit State(XmlHandler& a_handler) : handler(a_handler), parser(XML_ParserCreate(nullptr)) {}
  ~State() {
    if (parser != nullptr) XML_ParserFree(parser);
  }
  State(const State&) = delete;
  State& operator=(const State&) = delete;

  void stop(const char* why) {
    refusal = why;
    XML_StopParser(parser, XML_FALSE);
  }

  static void start_element(void* data, const XML_Char* name, const XML_Char** attributes) {
    auto& self = *static_cast<State*>(data);
    if (++self.depth > kMaxDepth) return self.stop("elements within elements without measure");
    self.handler.start_element(local_name(name), [attributes](std::string_view which) {
      return attribute(attributes, which);
    });
  }
  static void end_element(void* data, const XML_Char* name) {
    auto& self = *static_cast<State*>(data);
    --self.depth;
    self.handler.end_element(local_name(name));
  }
  static void text(void* data, const XML_Char* bytes, int size) {
    static_cast<State*>(data)->handler.text({bytes, static_cast<std::size_t>(size)});
  }
  static void doctype(void* data, const XML_Char*, const XML_Char*, const XML_Char*, int) {
    static_cast<State*>(data)->stop("it has a document type");
  }

  XmlHandler& handler;
  XML_Parser parser;
  std::size_t depth = 0;
  const char* refusal = nullptr;
};

XmlReader::XmlReader(XmlHandler& handler) : state_(std::make_unique<State>(handler)) {
  XML_Parser parser = state_->parser;
  if (parser == nullptr) return;
  XML_SetUserData(parser, state_.get());
  XML_SetElementHandler(parser, State::start_element, State::end_element);
  XML_SetCharacterDataHandler(parser, State::text);
  XML_SetStartDoctypeDeclHandler(parser, State::doctype);
}

XmlReader::~XmlReader() = default;

Status XmlReader::feed(std::string_view bytes, bool is_last) {
  constexpr std::size_t kStepBytes = 1 << 20;  // expat counts in int
  XML_Parser parser = state_->parser;
  if (parser == nullptr) return fail(ErrorCode::limit, "there is not enough memory to read it");
  do {
    const std::size_t size = std::min(bytes.size(), kStepBytes);
    const bool is_end = is_last && size == bytes.size();
    const XML_Status status =
        XML_Parse(parser, bytes.data(), static_cast<int>(size), is_end ? XML_TRUE : XML_FALSE);
    bytes.remove_prefix(size);
    if (state_->refusal != nullptr) return fail(ErrorCode::parse, state_->refusal);
    if (status == XML_STATUS_ERROR)
      return fail(ErrorCode::parse, XML_ErrorString(XML_GetErrorCode(parser)));
  } while (!bytes.empty());
  return {};
}

}  // namespace newsidx::source
