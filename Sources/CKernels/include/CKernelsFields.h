#pragma once
#include <stdint.h>

/// -log p of every field of records, from the heads of a decoder, up to a constant.
///
/// heads is [count, numbers + slots]: a mean for each number, then the logits of every category; category c has the
/// columns [starts[c], starts[c + 1]). rows is [count, row_width] and begins with the numbers; chosen is
/// [categories, count]: the slot of each record, counted from the first of its category.
///
///     losses[number, record] = (mean - row)^2 / 2
///     losses[numbers + category, record] = log(sum over its slots of exp(logit)) - logit of the chosen slot
///
/// losses is [numbers + categories, count], field by field.
void qk_field_losses(const float *heads, const float *rows, int64_t row_width, const int32_t *const *chosen,
                     const int32_t *starts, int64_t count, int64_t numbers, int64_t categories, float *losses);
