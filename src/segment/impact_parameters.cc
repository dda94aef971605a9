#include "segment/impact_parameters.h"

namespace newsidx::segment {

SaturationTable impact_saturation(const SegmentInfo& info, Field field) {
  const auto [k1, b] = info.impact_parameters;
  if (field != Field::keyword) {
    return saturation_table(k1, b, info.field(length_field(field)).average_length());
  }
  SaturationTable flat;
  flat.fill(k1);
  return flat;
}

}  // namespace newsidx::segment
