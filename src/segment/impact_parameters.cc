#include "segment/impact_parameters.h"

namespace newsidx::segment {

LengthNormTable impact_length_norms(const SegmentInfo& info, Field field) {
  const auto [k1, b] = info.impact_parameters;
  if (field != Field::keyword) {
    return length_norm_table(k1, b, info.field(length_field(field)).average_length());
  }
  LengthNormTable flat;
  flat.fill(k1);
  return flat;
}

}  // namespace newsidx::segment
