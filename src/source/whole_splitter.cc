#include "source/whole_splitter.h"

#include <algorithm>
#include <utility>

#include "source/limit_message.h"

namespace newsidx::source {

WholeSplitter::WholeSplitter(ByteStream& stream, Settings settings,
                             std::shared_ptr<const RecordOrigin> origin,
                             std::function<void(const Problem&)> on_problem)
    : stream_(stream),
      settings_(settings),
      origin_(std::move(origin)),
      on_problem_(std::move(on_problem)) {}

Result<std::optional<RawRecord>> WholeSplitter::next() {
  if (fault_) return fail(*std::exchange(fault_, std::nullopt));
  if (std::exchange(is_done_, true)) return std::optional<RawRecord>();
  constexpr std::size_t kFirstBytes = 16 << 10;
  std::string bytes;
  std::size_t size = 0;
  while (true) {
    if (size == bytes.size()) bytes.resize(std::max(kFirstBytes, size * 2));
    const auto count = stream_.read(bytes.data() + size, bytes.size() - size);
    size += count ? *count : 0;
    if (size > settings_.max_record_bytes) {
      Remark remark = limit_message(settings_.what, settings_.max_record_bytes);
      on_problem_({Problem::Kind::broken_record, origin_->file, 0, 0, std::move(remark.message),
                   std::move(remark.hint)});
      return std::optional<RawRecord>();
    }
    if (!count) fault_ = count.error();
    if (fault_ || *count == 0) break;
  }
  if (size == 0) return fault_ ? next() : Result(std::optional<RawRecord>());
  bytes.resize(size);
  RawRecord record;
  record.kind = settings_.kind;
  record.bytes = std::move(bytes);
  record.origin = origin_;
  record.number = 1;
  return std::optional(std::move(record));
}

}  // namespace newsidx::source
