#include "c_tocsin_keywords.h"

#define ALWAYS static inline __attribute__((always_inline))
#define LIKELY(x) __builtin_expect(!!(x), 1)

int64_t c_tocsin_look_up(
  const c_tocsin_keywords *set, const c_tocsin_token *tokens, int64_t count, uint32_t *words, uint32_t *info) {
  const c_tocsin_word_slot *slots = set->slots;
  const uint64_t slot_mask = set->slot_mask, *known = set->known;
  const uint32_t known_shift = set->known_shift;
  uint32_t seen = 0;
  for (int64_t i = 0; i < count; i++) {
    uint64_t hash = tokens[i].hash;
    // Without a branch, as nobody can foresee whether a text's next word is one of the set's. One that is
    // not goes to the empty slot behind the table, so that it costs no cache line.
    uint64_t bit = c_tocsin_known_bit(hash, known_shift);
    uint64_t may_be = known[bit >> 6] >> (bit & 63) & 1;
    uint64_t at = may_be ? hash & slot_mask : slot_mask + 1;
    while (__builtin_expect((slots[at].hash != hash) & ((slots[at].info & C_TOCSIN_OVERFLOWS) != 0), 0))
      at = (at + 1) & slot_mask;
    uint32_t none = 0u - (slots[at].hash != hash);
    uint32_t what = slots[at].info & ~none;
    words[i] = slots[at].word | none;
    info[i] = what;
    seen |= what;
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

int64_t c_tocsin_find(
  const c_tocsin_keywords *set, const uint8_t *text, const c_tocsin_token *tokens, int64_t count,
  const c_tocsin_keyword_memory *memory, int is_plain) {
  if (memory->hit_capacity < count) return -1;
  const uint32_t *words = memory->words, *info = memory->info;
  uint32_t *candidates = memory->candidates, *homes = memory->homes;
  c_tocsin_keyword_hit *hits = memory->hits;
  const uint64_t *filter = set->filter;
  const uint32_t filter_shift = set->filter_shift;

  // Single words, and neighbours of which the first begins a phrase and the second goes on with one: no
  // step waits for another, and what is not wanted is overwritten.
  int64_t found = 0, neighbours = 0, candidate_count = 0;
  uint32_t before = 0;
  for (int64_t i = 0; i < count; i++) {
    uint32_t what = info[i];
    hits[found] = (c_tocsin_keyword_hit){(uint32_t)i, (uint32_t)i, what, 0};
    int is_hit = what & C_TOCSIN_ENDS;
    if (is_hit & !c_tocsin_is_unique(tokens[i].hash)) {
      int same = is_word(set, text, tokens + i, words[i]);
      if (same < 0) hits[found].check = C_TOCSIN_CHECK_LETTERS;
      is_hit = same != 0;
    }
    found += is_hit;
    candidates[neighbours] = (uint32_t)i;
    neighbours += (before >> 2) & (what >> 3) & 1;
    before = what;
  }
  // Of these, the pairs that the filter knows.
  for (int64_t n = 0; n < neighbours; n++) {
    uint32_t i = candidates[n];
    uint64_t pair = c_tocsin_pair(words[i - 1], words[i]);
    uint64_t bits = c_tocsin_pair_bits(pair);
    candidates[candidate_count] = i;
    candidate_count += (~filter[pair >> filter_shift] & bits) == 0;
  }
  if (candidate_count == 0) return found;

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
  for (int64_t c = 0; c < candidate_count; c++) {
    uint32_t first = candidates[c] - 1, last = candidates[c];
    uint32_t at = homes[2 * c], tag = homes[2 * c + 1];
    for (;;) {
      c_tocsin_edge_slot slot = edges[at];
      while (slot.tag != tag && slot.tag != C_TOCSIN_NO_EDGE) {
        at = (at + 1) & edge_mask;
        tag += 1u << C_TOCSIN_REST_BITS;
        slot = edges[at];
      }
      if (slot.tag == C_TOCSIN_NO_EDGE) break;
      if (slot.info & C_TOCSIN_ENDS) {
        int asked = check(set, text, tokens, words, first, last, is_plain);
        if (asked >= 0) {
          if (found == memory->hit_capacity) return -1;
          hits[found++] = (c_tocsin_keyword_hit){first, last, slot.info, (uint32_t)asked};
        }
      }
      if (!(slot.info & C_TOCSIN_GOES_ON) || ++last == count || !(info[last] & C_TOCSIN_CONTINUES)) break;
      uint64_t mixed = c_tocsin_edge_mix(set, set->word_count + at, words[last]);
      at = (uint32_t)(mixed >> rest_bits);
      tag = (uint32_t)mixed & rest_mask;
    }
  }
  return found;
}
