#include "CTableCells.h"

#if defined(__x86_64__)
#include <immintrin.h>
#include <string.h>

#define WIDE __attribute__((target("arch=x86-64-v4")))

WIDE ptrdiff_t plateau_cells_ends(
    const uint8_t *bytes, ptrdiff_t start, ptrdiff_t limit, uint8_t separator, int64_t *ends,
    ptrdiff_t count, int64_t *line_feeds, ptrdiff_t *rows) {
  __m512i separators = _mm512_set1_epi8((char)separator), feeds = _mm512_set1_epi8('\n');
  ptrdiff_t row = *rows;
  for (ptrdiff_t offset = start; offset < limit; offset += 64) {
    __mmask64 here = limit - offset < 64 ? ((__mmask64)1 << (limit - offset)) - 1 : ~(__mmask64)0;
    __m512i part = _mm512_maskz_loadu_epi8(here, bytes + offset);
    uint64_t ends_rows = _mm512_mask_cmpeq_epi8_mask(here, part, feeds);
    uint64_t marks = _mm512_mask_cmpeq_epi8_mask(here, part, separators) | ends_rows;
    for (uint64_t left = ends_rows; left; left &= left - 1) {
      line_feeds[row++] = count + (ptrdiff_t)_mm_popcnt_u64(marks & (_blsi_u64(left) - 1));
    }
    for (; marks; marks &= marks - 1) ends[count++] = offset + (int64_t)_tzcnt_u64(marks);
  }
  *rows = row;
  return count;
}

/* Eight bytes of each of eight cells, XORed with '0': below ten where they are digits. */
typedef struct {
  __m512i values;
  /* 1 in the byte that holds a point. */
  __m512i point;
} word;

/* Sixteen bytes from each of eight pointers, split into halves. Faster than gathering them. */
typedef struct {
  __m512i low, high;
} halves;

WIDE static inline halves load(const uint8_t *const pointers[8]) {
  __m512i even = _mm512_castsi128_si512(_mm_loadu_si128((const __m128i *)pointers[0]));
  even = _mm512_inserti64x2(even, _mm_loadu_si128((const __m128i *)pointers[2]), 1);
  even = _mm512_inserti64x2(even, _mm_loadu_si128((const __m128i *)pointers[4]), 2);
  even = _mm512_inserti64x2(even, _mm_loadu_si128((const __m128i *)pointers[6]), 3);
  __m512i odd = _mm512_castsi128_si512(_mm_loadu_si128((const __m128i *)pointers[1]));
  odd = _mm512_inserti64x2(odd, _mm_loadu_si128((const __m128i *)pointers[3]), 1);
  odd = _mm512_inserti64x2(odd, _mm_loadu_si128((const __m128i *)pointers[5]), 2);
  odd = _mm512_inserti64x2(odd, _mm_loadu_si128((const __m128i *)pointers[7]), 3);
  halves halves = {_mm512_unpacklo_epi64(even, odd), _mm512_unpackhi_epi64(even, odd)};
  return halves;
}

/* Keeps the bytes that belong to the cell: the last `count` of eight. */
WIDE static inline word last_bytes(__m512i all, __m512i count) {
  const __m512i zero = _mm512_setzero_si512(), eight = _mm512_set1_epi64(8);
  __m512i others = _mm512_slli_epi64(
      _mm512_sub_epi64(eight, _mm512_max_epi64(zero, _mm512_min_epi64(count, eight))), 3);
  all = _mm512_xor_si512(all, _mm512_set1_epi8('0'));
  word word;
  word.values = _mm512_sllv_epi64(_mm512_srlv_epi64(all, others), others);
  word.point = _mm512_maskz_mov_epi8(
      _mm512_cmpeq_epi8_mask(word.values, _mm512_set1_epi8('.' ^ '0')), _mm512_set1_epi8(1));
  return word;
}

/* Removes the point. The bytes before it move up by one, and `carried` fills the gap. `moved` are the cells with
   the point in a later word: there every byte moves. */
WIDE static inline __m512i close(word word, __m512i carried, __mmask8 moved) {
  const __m512i one = _mm512_set1_epi64(1);
  __mmask8 has = _mm512_test_epi64_mask(word.point, word.point);
  __m512i before = _mm512_sub_epi64(word.point, one);
  __m512i behind = _mm512_sub_epi64(_mm512_slli_epi64(word.point, 8), one);
  __m512i low = _mm512_or_si512(
      _mm512_slli_epi64(_mm512_and_si512(word.values, before), 8), carried);
  __m512i closed = _mm512_or_si512(low, _mm512_andnot_si512(behind, word.values));
  __m512i shifted = _mm512_or_si512(_mm512_slli_epi64(word.values, 8), carried);
  return _mm512_mask_mov_epi64(
      _mm512_mask_mov_epi64(word.values, has, closed), moved, shifted);
}

/* The value of eight digits, the first in the lowest byte. */
WIDE static inline __m512i number(__m512i values) {
  __m512i pairs = _mm512_maddubs_epi16(values, _mm512_set1_epi16(1 << 8 | 10));
  __m512i fours = _mm512_madd_epi16(pairs, _mm512_set1_epi32(1 << 16 | 100));
  return _mm512_add_epi64(
      _mm512_mul_epu32(fours, _mm512_set1_epi64(10000)), _mm512_srli_epi64(fours, 32));
}

/* The cells with a byte that is not a digit. */
WIDE static inline __mmask8 wrong(__m512i values) {
  __m512i above = _mm512_or_si512(values, _mm512_add_epi8(values, _mm512_set1_epi8(0x76)));
  return _mm512_test_epi64_mask(above, _mm512_set1_epi8((char)0x80));
}

/* Digits divided by a power of ten, by a product of 128 bits. Removes from `cells` zeros and cells that need a
   longer product. */
WIDE static inline __m512i nearest(
    __m512i digits, __m512i decimals, const uint64_t *reciprocals, __mmask8 *cells) {
  const __m512i half = _mm512_set1_epi64(0xFFFFFFFF);
  __m512i zeros = _mm512_lzcnt_epi64(digits);
  __m512i normal = _mm512_sllv_epi64(digits, zeros);
  __m512i five = _mm512_i64gather_epi64(decimals, reciprocals, 8);
  __m512i normal_high = _mm512_srli_epi64(normal, 32), five_high = _mm512_srli_epi64(five, 32);
  __m512i ll = _mm512_mul_epu32(normal, five), lh = _mm512_mul_epu32(normal, five_high);
  __m512i hl = _mm512_mul_epu32(normal_high, five);
  __m512i hh = _mm512_mul_epu32(normal_high, five_high);
  __m512i middle = _mm512_add_epi64(
      _mm512_srli_epi64(ll, 32),
      _mm512_add_epi64(_mm512_and_si512(lh, half), _mm512_and_si512(hl, half)));
  __m512i low = _mm512_or_si512(_mm512_slli_epi64(middle, 32), _mm512_and_si512(ll, half));
  __m512i high = _mm512_add_epi64(
      _mm512_add_epi64(hh, _mm512_srli_epi64(middle, 32)),
      _mm512_add_epi64(_mm512_srli_epi64(lh, 32), _mm512_srli_epi64(hl, 32)));
  /* The lower bits of the power may decide, or the value lies halfway between two numbers. */
  const __m512i last = _mm512_set1_epi64(0x1FF);
  *cells &= _mm512_cmpneq_epi64_mask(_mm512_and_si512(high, last), last)
      & _mm512_cmpgt_epu64_mask(low, _mm512_set1_epi64(1));
  __m512i upper = _mm512_srli_epi64(high, 63);
  __m512i mantissa = _mm512_srlv_epi64(high, _mm512_add_epi64(upper, _mm512_set1_epi64(9)));
  const __m512i one = _mm512_set1_epi64(1);
  mantissa = _mm512_srli_epi64(
      _mm512_add_epi64(mantissa, _mm512_and_si512(mantissa, one)), 1);
  /* 217706 / 65536 approximates log2(10). */
  __m512i power = _mm512_srai_epi64(
      _mm512_mul_epi32(decimals, _mm512_set1_epi64(-217706)), 16);
  __m512i exponent = _mm512_add_epi64(
      _mm512_add_epi64(power, _mm512_set1_epi64(63 + 1023 - 1)), _mm512_sub_epi64(upper, zeros));
  /* The leading bit of the mantissa adds one to the exponent. */
  return _mm512_add_epi64(_mm512_slli_epi64(exponent, 52), mantissa);
}

static const double tens[24] = {1,    1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,
                                1e8,  1e9,  1e10, 1e11, 1e12, 1e13, 1e14, 1e15,
                                1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22, 1e23};

WIDE int plateau_cells_read(
    const uint8_t *bytes, const int64_t *ends, ptrdiff_t stride, ptrdiff_t count,
    const uint64_t *reciprocals, int whole, uint64_t missing, double *values) {
  const __m512i zero = _mm512_setzero_si512(), one = _mm512_set1_epi64(1);
  const __m512i eight = _mm512_set1_epi64(8);
  const __m512i sixteen = _mm512_set1_epi64(16);
  int lacks = 0;
  for (ptrdiff_t row = 0; row < count; row += 8) {
    int here = count - row < 8 ? (1 << (count - row)) - 1 : 0xFF;
    const uint8_t *pointers[8];
    /* Each end with the one before it. Past the last row, the last one is repeated. */
    for (int i = 0; i < 8; i++) {
      ptrdiff_t known = row + i < count ? row + i : count - 1;
      pointers[i] = (const uint8_t *)(ends + known * stride - 1);
    }
    halves around = load(pointers);
    __m512i end = around.high, start = _mm512_add_epi64(around.low, one);
    __mmask8 cells = (__mmask8)here & _mm512_cmpge_epi64_mask(start, _mm512_set1_epi64(32));
    /* A cell that begins too early is read from a safe address and left out. */
    const uint8_t *behind[8];
    for (int i = 0; i < 8; i++) {
      int64_t at;
      memcpy(&at, pointers[i] + 8, 8);
      behind[i] = bytes + (at < 32 ? 32 : at);
      pointers[i] = behind[i] - 16;
    }
    halves last = load(pointers);
    __m512i length = _mm512_sub_epi64(end, start);
    __mmask8 long_cells = _mm512_mask_cmpgt_epi64_mask(cells, length, sixteen);
    __m512i third = zero;
    if (long_cells) {
      for (int i = 0; i < 8; i++) pointers[i] = behind[i] - 32;
      third = load(pointers).high;
    }
    /* A shift by a negative count or by more than 63 gives zero. */
    __m512i bits = _mm512_slli_epi64(length, 3);
    __m512i head = _mm512_or_si512(
        _mm512_or_si512(
            _mm512_srlv_epi64(last.high, _mm512_sub_epi64(_mm512_set1_epi64(64), bits)),
            _mm512_srlv_epi64(last.low, _mm512_sub_epi64(_mm512_set1_epi64(128), bits))),
        _mm512_srlv_epi64(third, _mm512_sub_epi64(_mm512_set1_epi64(192), bits)));
    __mmask8 negative = _mm512_cmpeq_epi64_mask(
        _mm512_and_si512(head, _mm512_set1_epi64(0xFF)), _mm512_set1_epi64('-'));
    length = _mm512_mask_sub_epi64(length, negative, length, one);
    cells &= _mm512_cmpge_epi64_mask(length, one)
        & _mm512_cmple_epi64_mask(length, _mm512_set1_epi64(20));

    word a = last_bytes(last.high, length);
    __m512i decimals = _mm512_sub_epi64(_mm512_lzcnt_epi64(a.point), _mm512_set1_epi64(7));
    __mmask8 has = _mm512_test_epi64_mask(a.point, a.point);
    __m512i digits;
    if (_mm512_mask_cmpgt_epi64_mask(cells, length, eight) == 0) {
      __m512i closed = close(a, zero, 0);
      cells &= ~wrong(closed) & ~_mm512_test_epi64_mask(a.point, _mm512_sub_epi64(a.point, one));
      digits = number(closed);
    } else {
      word b = last_bytes(last.low, _mm512_sub_epi64(length, eight));
      word c = last_bytes(third, _mm512_sub_epi64(length, sixteen));
      __mmask8 has_b = _mm512_test_epi64_mask(b.point, b.point);
      __mmask8 has_c = _mm512_test_epi64_mask(c.point, c.point);
      __m512i points = _mm512_or_si512(
          _mm512_and_si512(a.point, _mm512_sub_epi64(a.point, one)),
          _mm512_or_si512(
              _mm512_and_si512(b.point, _mm512_sub_epi64(b.point, one)),
              _mm512_and_si512(c.point, _mm512_sub_epi64(c.point, one))));
      cells &= ~_mm512_test_epi64_mask(points, points);
      cells &= ~((has & has_b) | (has & has_c) | (has_b & has_c));
      decimals = _mm512_mask_add_epi64(
          decimals, has_b, _mm512_lzcnt_epi64(b.point), _mm512_set1_epi64(64 - 7));
      decimals = _mm512_mask_add_epi64(
          decimals, has_c, _mm512_lzcnt_epi64(c.point), _mm512_set1_epi64(128 - 7));
      __m512i from_b = _mm512_srli_epi64(b.values, 56), from_c = _mm512_srli_epi64(c.values, 56);
      __m512i lower = close(a, from_b, 0), middle = close(b, from_c, has);
      __m512i upper = close(c, zero, has | has_b);
      cells &= ~(wrong(lower) | wrong(middle) | wrong(upper));
      digits = _mm512_add_epi64(
          number(lower),
          _mm512_add_epi64(
              _mm512_mul_epu32(number(middle), _mm512_set1_epi64(100000000)),
              _mm512_mullo_epi64(number(upper), _mm512_set1_epi64(10000000000000000))));
      has |= has_b | has_c;
      /* Twenty bytes without a point can be too many digits. */
      cells &= has | _mm512_cmplt_epi64_mask(length, _mm512_set1_epi64(20));
    }
    decimals = _mm512_maskz_srli_epi64(has, decimals, 3);
    /* A point alone is not a number. */
    cells &= ~has | _mm512_cmpgt_epi64_mask(length, one);

    __m512i result;
    if (whole) {
      cells &= ~has;
      result = _mm512_mask_sub_epi64(digits, negative, zero, digits);
    } else {
      const __m512i exact = _mm512_set1_epi64((int64_t)1 << 53);
      if (_mm512_mask_cmpgt_epu64_mask(cells, digits, exact)) {
        result = nearest(digits, decimals, reciprocals, &cells);
      } else {
        /* Both operands are exact, so there is one rounding. */
        result = _mm512_castpd_si512(_mm512_div_pd(
            _mm512_cvtepu64_pd(digits),
            _mm512_mask_i64gather_pd(_mm512_set1_pd(1), has, decimals, tens, 8)));
      }
      result = _mm512_mask_xor_epi64(
          result, negative, result, _mm512_set1_epi64((int64_t)((uint64_t)1 << 63)));
    }
    __mmask8 missed = (__mmask8)(here & ~cells);
    lacks |= missed;
    result = _mm512_mask_set1_epi64(result, missed, (int64_t)missing);
    _mm512_mask_storeu_epi64(values + row, (__mmask8)here, result);
  }
  return lacks != 0;
}

#else

ptrdiff_t plateau_cells_ends(
    const uint8_t *bytes, ptrdiff_t start, ptrdiff_t limit, uint8_t separator, int64_t *ends,
    ptrdiff_t count, int64_t *line_feeds, ptrdiff_t *rows) {
  return count;
}

int plateau_cells_read(
    const uint8_t *bytes, const int64_t *ends, ptrdiff_t stride, ptrdiff_t count,
    const uint64_t *reciprocals, int whole, uint64_t missing, double *values) {
  return 1;
}

#endif
