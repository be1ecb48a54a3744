// Elementary functions in loops that vectorise (libm's do not). Polynomials are minimax approximations of the stated
// functions; errors are in units in the last place (ulp) against double precision, as measured by the tests.
#pragma once
#include "levels.h"
#include <stdint.h>

QK_INLINE float qk_bits_to_float(uint32_t u) { union { uint32_t u; float f; } v = {u}; return v.f; }
QK_INLINE uint32_t qk_float_to_bits(float f) { union { float f; uint32_t u; } v = {.f = f}; return v.u; }

/// e^x, error below 2 ulp; 0 below -103.98, infinity above 88.73, NaN stays NaN.
QK_INLINE float qk_exp(float x) {
    float bounded = x < -104.0f ? -104.0f : (x > 89.0f ? 89.0f : x);
    float n = __builtin_floorf(bounded * 1.44269504f + 0.5f);
    float r = __builtin_fmaf(n, -0.693145752f, bounded);
    r = __builtin_fmaf(n, -1.42860677e-6f, r);
    float p = 1.383684195e-03f;
    p = __builtin_fmaf(p, r, 8.374815782e-03f);
    p = __builtin_fmaf(p, r, 4.166822564e-02f);
    p = __builtin_fmaf(p, r, 1.666642017e-01f);
    p = __builtin_fmaf(p, r, 4.999999208e-01f);
    p = __builtin_fmaf(p, r, 1.0f);
    p = __builtin_fmaf(p, r, 1.0f);
    // 2^n in two factors, so that subnormal results and the last binade are correct.
    int32_t whole = (int32_t)n, half = whole >> 1;
    float y = p * qk_bits_to_float((uint32_t)(half + 127) << 23) *
              qk_bits_to_float((uint32_t)(whole - half + 127) << 23);
    return x != x ? x : y;
}

/// log(1 + t)/t for t in [sqrt(1/2) - 1, sqrt(2) - 1].
QK_INLINE float qk_log1p_over_t(float t) {
    float p = -7.621018636e-02f;
    p = __builtin_fmaf(p, t, 1.290460816e-01f);
    p = __builtin_fmaf(p, t, -1.324347623e-01f);
    p = __builtin_fmaf(p, t, 1.418184473e-01f);
    p = __builtin_fmaf(p, t, -1.660901214e-01f);
    p = __builtin_fmaf(p, t, 2.000196794e-01f);
    p = __builtin_fmaf(p, t, -2.500158656e-01f);
    p = __builtin_fmaf(p, t, 3.333332600e-01f);
    p = __builtin_fmaf(p, t, -4.999998829e-01f);
    return __builtin_fmaf(p, t, 1.0f);
}

/// Natural logarithm, error below 2 ulp; -infinity at 0, NaN below; subnormals count as 0.
QK_INLINE float qk_log(float x) {
    uint32_t u = qk_float_to_bits(x);
    int32_t exponent = (int32_t)((u - 0x3f3504f3u) >> 23);
    exponent = (int32_t)(u - 0x3f3504f3u) >> 23;
    float mantissa = qk_bits_to_float(u - ((uint32_t)exponent << 23));
    float t = mantissa - 1.0f, n = (float)exponent;
    float y = __builtin_fmaf(n, 1.42860677e-6f, t * qk_log1p_over_t(t));
    y = __builtin_fmaf(n, 0.693145752f, y);
    y = x < 1.17549435e-38f ? -__builtin_inff() : y;
    y = x < 0.0f ? __builtin_nanf("") : y;
    y = x == __builtin_inff() ? x : y;
    return x != x ? x : y;
}

/// tanh, error below 3 ulp.
QK_INLINE float qk_tanh(float x) {
    float magnitude = __builtin_fabsf(x), s = x * x;
    float p = -5.663827314e-03f;
    p = __builtin_fmaf(p, s, 2.059436734e-02f);
    p = __builtin_fmaf(p, s, -5.372209695e-02f);
    p = __builtin_fmaf(p, s, 1.333114014e-01f);
    p = __builtin_fmaf(p, s, -3.333326106e-01f);
    float small = __builtin_fmaf(p * s, x, x);
    float e = qk_exp(2.0f * (magnitude > 20.0f ? 20.0f : magnitude));
    float large = __builtin_copysignf(1.0f - 2.0f / (e + 1.0f), x);
    float y = magnitude < 0.6f ? small : large;
    return x != x ? x : y;
}

/// 1 / (1 + e^-x), relative error below 4 ulp.
QK_INLINE float qk_sigmoid(float x) { return 1.0f / (1.0f + qk_exp(-x)); }

/// log(1 + e^x) = max(x, 0) + log(1 + e^-|x|), error below 4 ulp.
QK_INLINE float qk_softplus(float x) {
    float t = qk_exp(-__builtin_fabsf(x));
    float p = -3.244268642e-03f;
    p = __builtin_fmaf(p, t, 1.985263146e-02f);
    p = __builtin_fmaf(p, t, -5.696190097e-02f);
    p = __builtin_fmaf(p, t, 1.060391729e-01f);
    p = __builtin_fmaf(p, t, -1.530576578e-01f);
    p = __builtin_fmaf(p, t, 1.967600851e-01f);
    p = __builtin_fmaf(p, t, -2.495414996e-01f);
    p = __builtin_fmaf(p, t, 3.332996450e-01f);
    p = __builtin_fmaf(p, t, -4.999990254e-01f);
    p = __builtin_fmaf(p, t, 9.999999953e-01f);
    return (x > 0.0f ? x : 0.0f) + p * t;
}

/// The error function, absolute error below 2e-7.
QK_INLINE float qk_erf(float x) {
    float magnitude = __builtin_fabsf(x), s = x * x;
    float p = 7.853857693e-05f;
    p = __builtin_fmaf(p, s, -8.010192517e-04f);
    p = __builtin_fmaf(p, s, 5.188327560e-03f);
    p = __builtin_fmaf(p, s, -2.685381187e-02f);
    p = __builtin_fmaf(p, s, 1.128358515e-01f);
    p = __builtin_fmaf(p, s, -3.761262582e-01f);
    p = __builtin_fmaf(p, s, 1.128379166e+00f);
    float bounded = magnitude > 4.0f ? 4.0f : magnitude;
    float q = 1.725112601e-07f;
    q = __builtin_fmaf(q, bounded, -2.417180001e-05f);
    q = __builtin_fmaf(q, bounded, 4.566796877e-04f);
    q = __builtin_fmaf(q, bounded, -4.257616035e-03f);
    q = __builtin_fmaf(q, bounded, 2.532066118e-02f);
    q = __builtin_fmaf(q, bounded, -1.085680596e-01f);
    q = __builtin_fmaf(q, bounded, -6.330979812e-01f);
    q = __builtin_fmaf(q, bounded, -1.129634203e+00f);
    q = __builtin_fmaf(q, bounded, 1.990083874e-04f);
    float y = magnitude < 1.0f ? p * x : __builtin_copysignf(1.0f - qk_exp(q), x);
    return x != x ? x : y;
}

/// The standard normal distribution function P(x) = (1 + erf(x / sqrt(2))) / 2, relative error below 2e-6 for x > -6
/// and absolute error below 1e-15 beyond; *power is e^(-x^2 / 2). The tail P(-|x|) is the power times a polynomial in
/// 1 / (1 + |x| / 4).
QK_INLINE float qk_normal_distribution(float x, float *power) {
    float magnitude = __builtin_fabsf(x);
    float t = 1.0f / __builtin_fmaf(0.25f, magnitude, 1.0f);
    float p = -9.250267595e-02f;
    p = __builtin_fmaf(p, t, 3.468785286e-01f);
    p = __builtin_fmaf(p, t, -2.788927853e-01f);
    p = __builtin_fmaf(p, t, 2.946940660e-01f);
    p = __builtin_fmaf(p, t, 1.656922325e-02f);
    p = __builtin_fmaf(p, t, 1.147506610e-01f);
    p = __builtin_fmaf(p, t, 9.850306809e-02f);
    *power = qk_exp(-0.5f * x * x);
    float tail = *power * (p * t);
    return x > 0.0f ? 1.0f - tail : tail;
}

/// GELU, x P(x) (Hendrycks & Gimpel, 2016), and its derivative P(x) + x e^(-x^2 / 2) / sqrt(2 pi).
QK_INLINE float qk_gelu(float x) {
    float power;
    return x * qk_normal_distribution(x, &power);
}
QK_INLINE float qk_gelu_slope(float x) {
    float power, share = qk_normal_distribution(x, &power);
    return __builtin_fmaf(x * power, 0.398942280f, share);
}

/// sin and cos by three-part reduction modulo pi/2; absolute error below 2e-7 for |x| < 10,000.
QK_INLINE void qk_sin_cos(float x, float *sine, float *cosine) {
    float n = __builtin_floorf(x * 0.636619772f + 0.5f);
    float r = __builtin_fmaf(n, -1.5703125f, x);
    r = __builtin_fmaf(n, -4.83751297e-4f, r);
    r = __builtin_fmaf(n, -7.54978942e-8f, r);
    int32_t quadrant = (int32_t)n;
    float s = r * r;
    float p = -1.950182198e-04f;
    p = __builtin_fmaf(p, s, 8.332016453e-03f);
    p = __builtin_fmaf(p, s, -1.666665022e-01f);
    float a = __builtin_fmaf(p * s, r, r);
    float q = 2.437992938e-05f;
    q = __builtin_fmaf(q, s, -1.388661921e-03f);
    q = __builtin_fmaf(q, s, 4.166661674e-02f);
    q = __builtin_fmaf(q, s, -4.999999962e-01f);
    float b = __builtin_fmaf(q, s, 1.0f);
    float u = quadrant & 1 ? b : a, v = quadrant & 1 ? a : b;
    *sine = quadrant & 2 ? -u : u;
    *cosine = (quadrant + 1) & 2 ? -v : v;
}

QK_INLINE float qk_bfloat16_to_float(uint16_t h) { return qk_bits_to_float((uint32_t)h << 16); }

/// Round to nearest, ties to even; NaN stays NaN.
QK_INLINE uint16_t qk_float_to_bfloat16(float f) {
    uint32_t u = qk_float_to_bits(f);
    uint32_t rounded = (u + 0x7fffu + ((u >> 16) & 1u)) >> 16;
    return (uint16_t)(f != f ? (u >> 16) | 0x40u : rounded);
}
