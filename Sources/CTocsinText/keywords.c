#include "c_tocsin_keywords.h"

#include "cut_steps.h"

#define LIKELY(x) __builtin_expect(!!(x), 1)

// A choice nobody can foresee, to be made without a branch: no instruction, but the compiler may not move the load
// of a value to where it is chosen, which would bring the branch back.
#if defined(__clang__)
#define UNFORESEEN(x) __builtin_unpredictable(x)
#else
#define UNFORESEEN(x) (x)
#endif
#define LOADED(x) __asm__("" : "+r"(x))

ALWAYS c_tocsin_word_slot slot_of(const c_tocsin_word_slot *line, uint64_t hash) {
  for (int i = 0; i < 3; i++)
    if (line[i].hash == hash) return line[i];
  return line[3];
}

int64_t c_tocsin_look_up(
  const c_tocsin_keywords *set, const c_tocsin_token *tokens, int64_t count, uint32_t *words, uint32_t *info,
  uint32_t *later) {
  const c_tocsin_word_slot *slots = set->slots;
  const uint64_t line_mask = set->line_mask, empty_line = line_mask + 1, *known = set->known;
  const uint32_t known_shift = set->known_shift;
  uint32_t seen = 0;
  int64_t late = 0;
  for (int64_t i = 0; i < count; i++) {
    uint64_t hash = tokens[i].hash;
    // A word that is not one of the set's goes to the empty line, so that it costs no cache line.
    uint64_t bit = c_tocsin_known_bit(hash, known_shift), home = hash & line_mask;
    uint64_t line = UNFORESEEN((known[bit >> 6] >> (bit & 63) & 1) != 0) ? home : empty_line;
    const uint64_t *at = (const uint64_t *)(slots + 4 * line);
    // Word and info of each slot are one load.
    uint64_t first = at[1], second = at[3], third = at[5], what = at[7];
    LOADED(first);
    LOADED(second);
    LOADED(third);
    what = UNFORESEEN(at[0] == hash) ? first : what;
    what = UNFORESEEN(at[2] == hash) ? second : what;
    what = UNFORESEEN(at[4] == hash) ? third : what;
    uint32_t known_of = (uint32_t)(what >> 32);
    words[i] = (uint32_t)what;
    info[i] = known_of;
    later[late] = (uint32_t)i;
    late += known_of / C_TOCSIN_OVERFLOWS & 1;
    seen |= known_of;
  }
  // Those whose line was full when the set was built.
  for (int64_t n = 0; n < late; n++) {
    uint32_t i = later[n];
    uint64_t hash = tokens[i].hash, line = hash & line_mask;
    c_tocsin_word_slot slot;
    do {
      line = (line + 1) & line_mask;
      slot = slot_of(slots + 4 * line, hash);
    } while (slot.info & C_TOCSIN_OVERFLOWS);
    words[i] = slot.word;
    info[i] = slot.info;
    seen |= slot.info;
  }
  return seen & C_TOCSIN_AMBIGUOUS;
}

// Whether a token is the set's word, letter by letter. 1: yes, 0: no, -1: only folding tells.
ALWAYS int is_word(const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *token, uint32_t word) {
  uint32_t from = set->letter_offsets[word];
  uint32_t length = set->letter_offsets[word + 1] - from;
  if (token->flags & 16 || (uint32_t)(token->end - token->start) != length) return -1;
  const uint8_t *p = text + token->start, *letters = set->letters + from;
  for (uint32_t i = 0; i < length; i++) {
    uint8_t b = p[i];
    if ((uint8_t)(b - 'A') < 26) b |= 0x20;
    if (b != letters[i]) return 0;
  }
  return 1;
}

// Whether a stretch between two words parts a phrase: a blank line does, a single line break does not,
// and elsewhere sentences may have to be known.
static __attribute__((noinline)) int parts(const uint8_t *p, int64_t count) {
  uint32_t bits = c_tocsin_gap(p, count);
  if ((bits & (C_TOCSIN_GAP_NEWLINE | C_TOCSIN_GAP_STOP | C_TOCSIN_GAP_ABOVE)) == 0) return 0;
  if ((bits & ~(uint32_t)(C_TOCSIN_GAP_SPACE | C_TOCSIN_GAP_NEWLINE)) != 0) return C_TOCSIN_CHECK_SENTENCE;
  int newlines = 0;
  for (int64_t i = 0; i < count; i++) newlines += p[i] == '\n';
  return newlines > 1 ? -1 : 0;
}

// What is yet to be asked about a hit, or -1 where it is none.
ALWAYS int check(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, const uint32_t *words,
  uint32_t first, uint32_t last, int is_plain) {
  int asked = 0;
  for (uint32_t i = first; i <= last; i++) {
    if (!LIKELY(c_tocsin_is_unique(tokens[i].hash))) {
      int same = is_word(set, text, tokens + i, words[i]);
      if (same == 0) return -1;
      if (same < 0) asked |= C_TOCSIN_CHECK_LETTERS;
    }
    if (i > first && !is_plain) {
      int32_t end = tokens[i - 1].end, start = tokens[i].start;
      if (!LIKELY(start == end + 1 && text[end] == ' ')) {
        int parted = parts(text + end, start - end);
        if (parted < 0) return -1;
        asked |= parted;
      }
    }
  }
  return asked;
}

// What a pass over the words of a text finds: keywords of one word, and the places of second words of phrases.
typedef struct {
  int64_t found, word_hits, candidates;
} sifted;

// A keyword of one word whose hash may be another word's.
ALWAYS int64_t compare(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, const c_tocsin_keyword_memory *memory,
  uint32_t i, int64_t found) {
  int same = is_word(set, text, tokens + i, memory->words[i]);
  uint32_t asked = same < 0 ? C_TOCSIN_CHECK_LETTERS : 0;
  if (same != 0) memory->hits[found++] = (c_tocsin_keyword_hit){i, i, memory->info[i], asked};
  return found;
}

// Single words, and neighbours of which the first begins a phrase and the second goes on with one: no step waits for
// another, and what is not wanted is overwritten. Of the neighbours, then, the pairs that the filter knows.
static sifted sift_baseline(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, int64_t count,
  const c_tocsin_keyword_memory *memory) {
  const uint32_t *words = memory->words, *info = memory->info;
  uint32_t *candidates = memory->candidates;
  const uint64_t *filter = set->filter;
  const uint32_t filter_shift = set->filter_shift;
  sifted s = {0, 0, 0};
  int64_t neighbours = 0;
  uint32_t before = 0;
  for (int64_t i = 0; i < count; i++) {
    uint32_t what = info[i];
    memory->word_hits[s.word_hits] = (uint32_t)i;
    memory->word_hit_info[s.word_hits] = what;
    s.word_hits += (what & (C_TOCSIN_ENDS | C_TOCSIN_SHARED)) == C_TOCSIN_ENDS;
    if (!LIKELY((what & (C_TOCSIN_ENDS | C_TOCSIN_SHARED)) != (C_TOCSIN_ENDS | C_TOCSIN_SHARED)))
      s.found = compare(set, text, tokens, memory, (uint32_t)i, s.found);
    candidates[neighbours] = (uint32_t)i;
    neighbours += (before >> 2) & (what >> 3) & 1;
    before = what;
  }
  for (int64_t n = 0; n < neighbours; n++) {
    uint32_t i = candidates[n];
    uint64_t pair = c_tocsin_pair(words[i - 1], words[i]);
    uint64_t bits = c_tocsin_pair_bits(pair);
    candidates[s.candidates] = i;
    s.candidates += (~filter[pair >> filter_shift] & bits) == 0;
  }
  return s;
}

#if defined(__SSE2__)
// The same, sixteen words and then eight pairs at a time.
C_TOCSIN_AVX512 static sifted sift_avx512(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, int64_t count,
  const c_tocsin_keyword_memory *memory) {
  const uint32_t *words = memory->words, *info = memory->info;
  uint32_t *candidates = memory->candidates;
  const __m512i places = _mm512_set_epi32(15, 14, 13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1, 0);
  sifted s = {0, 0, 0};
  int64_t neighbours = 0;
  uint32_t before = 0;
  for (int64_t i = 0; i < count; i += 16) {
    const __mmask16 there = count - i < 16 ? (__mmask16)((1u << (count - i)) - 1) : 0xFFFF;
    const __m512i what = _mm512_maskz_loadu_epi32(there, info + i);
    const __m512i at = _mm512_add_epi32(places, _mm512_set1_epi32((int32_t)i));
    uint32_t ends = _mm512_test_epi32_mask(what, _mm512_set1_epi32(C_TOCSIN_ENDS));
    uint32_t shared = _mm512_mask_test_epi32_mask((__mmask16)ends, what, _mm512_set1_epi32(C_TOCSIN_SHARED));
    const uint32_t goes_on = _mm512_test_epi32_mask(what, _mm512_set1_epi32(C_TOCSIN_GOES_ON));
    const uint32_t continues = _mm512_test_epi32_mask(what, _mm512_set1_epi32(C_TOCSIN_CONTINUES));
    const uint32_t next = continues & (goes_on << 1 | before);
    before = goes_on >> 15;
    ends &= ~shared;
    for (; !LIKELY(shared == 0); shared &= shared - 1)
      s.found = compare(set, text, tokens, memory, (uint32_t)i + (uint32_t)__builtin_ctz(shared), s.found);
    _mm512_storeu_si512(memory->word_hits + s.word_hits, _mm512_maskz_compress_epi32((__mmask16)ends, at));
    _mm512_storeu_si512(memory->word_hit_info + s.word_hits, _mm512_maskz_compress_epi32((__mmask16)ends, what));
    s.word_hits += __builtin_popcount(ends);
    _mm512_storeu_si512(candidates + neighbours, _mm512_maskz_compress_epi32((__mmask16)next, at));
    neighbours += __builtin_popcount(next);
  }
  const __m128i shift = _mm_cvtsi32_si128((int32_t)set->filter_shift);
  const __m512i by_first = _mm512_set1_epi64((int64_t)C_TOCSIN_PAIR_FIRST);
  const __m512i by_second = _mm512_set1_epi64((int64_t)C_TOCSIN_PAIR_SECOND);
  for (int64_t n = 0; n < neighbours; n += 8) {
    const __mmask8 there = neighbours - n < 8 ? (__mmask8)((1u << (neighbours - n)) - 1) : 0xFF;
    const __m256i at = _mm256_maskz_loadu_epi32(there, candidates + n);
    // Both words in one load, the first one in the lower half.
    __m512i pair = _mm512_mask_i32gather_epi64(
      _mm512_setzero_si512(), there, _mm256_sub_epi32(at, _mm256_set1_epi32(1)), words, 4);
    pair = _mm512_mullo_epi64(_mm512_ror_epi64(pair, 32), by_first);
    pair = _mm512_mullo_epi64(_mm512_xor_si512(pair, _mm512_srli_epi64(pair, 32)), by_second);
    const __m512i bits = _mm512_i64gather_epi64(_mm512_srl_epi64(pair, shift), set->filter, 8);
    const __m512i both =
      _mm512_and_si512(_mm512_rorv_epi64(bits, pair), _mm512_rorv_epi64(bits, _mm512_srli_epi64(pair, 6)));
    const __mmask8 passes = _mm512_mask_test_epi64_mask(there, both, _mm512_set1_epi64(1));
    _mm256_storeu_si256((__m256i *)(candidates + s.candidates), _mm256_maskz_compress_epi32(passes, at));
    s.candidates += __builtin_popcount(passes);
  }
  return s;
}
#endif

// Follows the phrases that may begin with the candidates.
static int64_t follow(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, int64_t count,
  const c_tocsin_keyword_memory *memory, int64_t candidate_count, int64_t found, int is_plain) {
  const uint32_t *words = memory->words, *info = memory->info;
  uint32_t *candidates = memory->candidates, *homes = memory->homes;
  c_tocsin_keyword_hit *hits = memory->hits;

  // The places of their edges are fetched before they are read.
  const c_tocsin_edge_slot *edges = set->edges;
  const uint32_t rest_bits = set->key_bits - set->edge_bits;
  const uint32_t rest_mask = (1u << rest_bits) - 1, edge_mask = (1u << set->edge_bits) - 1;
  for (int64_t c = 0; c < candidate_count; c++) {
    uint32_t i = candidates[c];
    uint64_t mixed = c_tocsin_edge_mix(set, words[i - 1], words[i]);
    uint32_t home = (uint32_t)(mixed >> rest_bits);
    homes[2 * c] = home;
    homes[2 * c + 1] = (uint32_t)mixed & rest_mask;
    __builtin_prefetch(edges + home);
  }
  // Step by step, all phrases at once: where one goes on, the place of its next step is fetched, and it is read
  // in the next round. What goes on is never more than what was there, so the lists are written over.
  for (uint32_t length = 1; candidate_count > 0; length++) {
    int64_t going_on = 0;
    for (int64_t c = 0; c < candidate_count; c++) {
      uint32_t second = candidates[c], last = second + length - 1;
      uint32_t at = homes[2 * c], tag = homes[2 * c + 1];
      c_tocsin_edge_slot slot = edges[at];
      while (slot.tag != tag && slot.tag != C_TOCSIN_NO_EDGE) {
        at = (at + 1) & edge_mask;
        tag += 1u << C_TOCSIN_REST_BITS;
        slot = edges[at];
      }
      if (slot.tag == C_TOCSIN_NO_EDGE) continue;
      if (slot.info & C_TOCSIN_ENDS) {
        int asked = check(set, text, tokens, words, second - 1, last, is_plain);
        if (asked >= 0) {
          if (found == memory->hit_capacity) return -1;
          hits[found++] = (c_tocsin_keyword_hit){second - 1, last, slot.info, (uint32_t)asked};
        }
      }
      if (!(slot.info & C_TOCSIN_GOES_ON) || last + 1 == count || !(info[last + 1] & C_TOCSIN_CONTINUES)) continue;
      uint64_t mixed = c_tocsin_edge_mix(set, set->word_count + at, words[last + 1]);
      uint32_t home = (uint32_t)(mixed >> rest_bits);
      __builtin_prefetch(edges + home);
      candidates[going_on] = second;
      homes[2 * going_on] = home;
      homes[2 * going_on + 1] = (uint32_t)mixed & rest_mask;
      going_on++;
    }
    candidate_count = going_on;
  }
  return found;
}

int64_t c_tocsin_find_baseline(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, int64_t count,
  c_tocsin_keyword_memory *memory, int is_plain) {
  if (memory->hit_capacity < count) return -1;
  sifted s = sift_baseline(set, text, tokens, count, memory);
  memory->word_hit_count = s.word_hits;
  return follow(set, text, tokens, count, memory, s.candidates, s.found, is_plain);
}

int64_t c_tocsin_find(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, int64_t count,
  c_tocsin_keyword_memory *memory, int is_plain) {
#if defined(__SSE2__)
  if (c_tocsin_cut_form() == FORM_AVX512) {
    if (memory->hit_capacity < count) return -1;
    sifted s = sift_avx512(set, text, tokens, count, memory);
    memory->word_hit_count = s.word_hits;
    return follow(set, text, tokens, count, memory, s.candidates, s.found, is_plain);
  }
#endif
  return c_tocsin_find_baseline(set, text, tokens, count, memory, is_plain);
}
