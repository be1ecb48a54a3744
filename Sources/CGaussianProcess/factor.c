#include "CGaussianProcess.h"
#include <CKernels.h>
#include "levels.h"
#include <math.h>
#include <string.h>

// The vectors below are passed only between functions that are always inlined, so their ABI does not matter.
#pragma clang diagnostic ignored "-Wpsabi"

#define LANES 8
/// Rows of each operand in a register block.
#define TILE 4
/// Elements of the inner dimension at a time: a panel of BLOCK rows of them stays in the second-level cache.
#define DEPTH 512
/// Columns of the decomposition at a time.
#define BLOCK 96

typedef double lanes __attribute__((vector_size(LANES * 8), aligned(8)));

GP_INLINE double total(lanes x) { return ((x[0] + x[4]) + (x[2] + x[6])) + ((x[1] + x[5]) + (x[3] + x[7])); }

/// c[rows, columns] -= a . b^T, both at most TILE.
GP_INLINE void subtract_tile(int rows, int columns, const double *a, int64_t a_stride, const double *b,
                             int64_t b_stride, double *c, int64_t c_stride, int64_t k) {
    lanes sum[TILE][TILE] = {{{0}}};
    const int64_t even = k / LANES * LANES;
    for (int64_t p = 0; p < even; p += LANES) {
        lanes y[TILE];
#pragma clang loop unroll(full)
        for (int j = 0; j < columns; j++) y[j] = *(const lanes *)(b + j * b_stride + p);
#pragma clang loop unroll(full)
        for (int i = 0; i < rows; i++) {
            const lanes x = *(const lanes *)(a + i * a_stride + p);
#pragma clang loop unroll(full)
            for (int j = 0; j < columns; j++) sum[i][j] += x * y[j];
        }
    }
    for (int i = 0; i < rows; i++) {
        for (int j = 0; j < columns; j++) {
            double value = total(sum[i][j]);
            for (int64_t p = even; p < k; p++) value += a[i * a_stride + p] * b[j * b_stride + p];
            c[i * c_stride + j] -= value;
        }
    }
}

GP_LEVELS static void subtract(const double *a, int64_t a_stride, const double *b, int64_t b_stride, double *c,
                               int64_t c_stride, int64_t m, int64_t n, int64_t k) {
    for (int64_t p = 0; p < k; p += DEPTH) {
        const int64_t depth = k - p < DEPTH ? k - p : DEPTH;
        for (int64_t panel = 0; panel < n; panel += BLOCK) {
            const int64_t end = panel + BLOCK < n ? panel + BLOCK : n;
            int64_t i = 0;
            for (; i + TILE <= m; i += TILE) {
                const double *rows = a + i * a_stride + p;
                int64_t j = panel;
                for (; j + TILE <= end; j += TILE) {
                    subtract_tile(TILE, TILE, rows, a_stride, b + j * b_stride + p, b_stride, c + i * c_stride + j,
                                  c_stride, depth);
                }
                for (; j < end; j++) {
                    subtract_tile(TILE, 1, rows, a_stride, b + j * b_stride + p, b_stride, c + i * c_stride + j,
                                  c_stride, depth);
                }
            }
            for (; i < m; i++) {
                for (int64_t j = panel; j < end; j++) {
                    subtract_tile(1, 1, a + i * a_stride + p, a_stride, b + j * b_stride + p, b_stride,
                                  c + i * c_stride + j, c_stride, depth);
                }
            }
        }
    }
}

/// x . L^T = c for each of m rows of c, in place; L is a triangle of `width` rows.
static void solve_rows(const double *lower, int64_t stride, double *c, int64_t c_stride, int64_t m, int64_t width) {
    for (int64_t i = 0; i < m; i++) {
        double *row = c + i * c_stride;
        for (int64_t j = 0; j < width; j++) {
            double value = row[j];
            for (int64_t p = 0; p < j; p++) value -= lower[j * stride + p] * row[p];
            row[j] = value / lower[j * stride + j];
        }
    }
}

/// A block of columns: what stands to its left is subtracted from `rows`, and then its triangle is divided out.
typedef struct {
    const double *left, *triangle;
    double *rows;
    int64_t left_stride, rows_stride, count, first, width;
    int32_t divides;
} column_block;

static void share_of_block(void *context, int32_t share, int32_t shares) {
    const column_block *b = context;
    const int64_t begin = b->count * share / shares, count = b->count * (share + 1) / shares - begin;
    double *rows = b->rows + begin * b->rows_stride;
    if (b->first > 0) {
        subtract(rows, b->rows_stride, b->left, b->left_stride, rows + b->first, b->rows_stride, count, b->width,
                 b->first);
    }
    if (b->divides) solve_rows(b->triangle, b->left_stride, rows + b->first, b->rows_stride, count, b->width);
}

/// The triangle on the diagonal; returns the row that fails, or -1.
static int64_t factor_triangle(double *a, int64_t stride, int64_t width) {
    for (int64_t i = 0; i < width; i++) {
        solve_rows(a, stride, a + i * stride, stride, 1, i);
        double value = a[i * stride + i];
        for (int64_t p = 0; p < i; p++) value -= a[i * stride + p] * a[i * stride + p];
        if (!(value > 0) || !isfinite(value)) return i;
        a[i * stride + i] = sqrt(value);
    }
    return -1;
}

int64_t gp_factor(double *matrix, int64_t n, int32_t threads) {
    for (int64_t first = 0; first < n; first += BLOCK) {
        const int64_t width = n - first < BLOCK ? n - first : BLOCK;
        double *panel = matrix + first * n;
        column_block diagonal = {panel, 0, panel, n, n, width, first, width, 0};
        share_of_block(&diagonal, 0, 1);
        const int64_t failed = factor_triangle(panel + first, n, width);
        if (failed >= 0) return first + failed;
        const int64_t below = n - first - width;
        column_block rest = {panel, panel + first, panel + width * n, n, n, below, first, width, 1};
        if (below > 0) qk_parallel(share_of_block, &rest, below < 2 * BLOCK ? 1 : threads);
    }
    return -1;
}

void gp_solve_lower(const double *lower, int64_t n, double *rows, int64_t count, int32_t threads) {
    for (int64_t first = 0; first < n; first += BLOCK) {
        const int64_t width = n - first < BLOCK ? n - first : BLOCK;
        column_block block = {lower + first * n, lower + first * n + first, rows, n, n, count, first, width, 1};
        qk_parallel(share_of_block, &block, count < 2 * TILE ? 1 : threads);
    }
}

typedef struct {
    const double *lower;
    double *columns, *inverse;
    int64_t n, first;
} inversion;

/// The block of columns from `first` on of the rows x with L . x = a unit vector: row i is 0 before element i, so that it
/// begins with the block that it lies in.
static void share_of_columns(void *context, int32_t share, int32_t shares) {
    const inversion *v = context;
    const int64_t n = v->n, first = v->first, width = n - first < BLOCK ? n - first : BLOCK;
    const double *triangle = v->lower + first * n;
    for (int64_t begin = share * BLOCK; begin < first + width; begin += shares * BLOCK) {
        const int64_t end = begin + BLOCK < first + width ? begin + BLOCK : first + width;
        double *rows = v->columns + begin * n;
        if (begin < first) {
            subtract(rows + begin, n, triangle + begin, n, rows + first, n, end - begin, width, first - begin);
        }
        solve_rows(triangle + first, n, rows + first, n, end - begin, width);
    }
}

/// Blocks of the lower triangle of the inverse: minus the products of these rows, which both are 0 before the larger index.
static void share_of_inverse(void *context, int32_t share, int32_t shares) {
    const inversion *v = context;
    const int64_t n = v->n;
    for (int64_t begin = share * BLOCK; begin < n; begin += shares * BLOCK) {
        const int64_t count = n - begin < BLOCK ? n - begin : BLOCK;
        subtract(v->columns + begin * n + begin, n, v->columns + begin, n, v->inverse + begin * n, n, count,
                 begin + count, n - begin);
        for (int64_t i = begin; i < begin + count; i++) {
            for (int64_t j = 0; j < begin + count; j++) v->inverse[i * n + j] = -v->inverse[i * n + j];
        }
    }
}

void gp_invert(double *lower, double *work, int64_t n, int32_t threads) {
    for (int64_t i = 0; i < n; i++) work[i * n + i] = 1;
    inversion v = {lower, work, lower, n, 0};
    for (; v.first < n; v.first += BLOCK) qk_parallel(share_of_columns, &v, threads);
    memset(lower, 0, n * n * sizeof *lower);
    qk_parallel(share_of_inverse, &v, threads);
}

typedef struct {
    const double *a, *b;
    double *c;
    int64_t a_stride, b_stride, c_stride, m, n, k;
} row_products;

static void share_of_products(void *context, int32_t share, int32_t shares) {
    const row_products *p = context;
    const int64_t begin = p->m * share / shares, count = p->m * (share + 1) / shares - begin;
    subtract(p->a + begin * p->a_stride, p->a_stride, p->b, p->b_stride, p->c + begin * p->c_stride, p->c_stride,
             count, p->n, p->k);
}

void gp_subtract_row_products(const double *a, int64_t a_stride, const double *b, int64_t b_stride, double *c,
                              int64_t c_stride, int64_t m, int64_t n, int64_t k, int32_t threads) {
    row_products products = {a, b, c, a_stride, b_stride, c_stride, m, n, k};
    qk_parallel(share_of_products, &products, threads);
}
