#include "c_tocsin_keywords.h"

#define ALWAYS static inline __attribute__((always_inline))
#define LIKELY(x) __builtin_expect(!!(x), 1)

int64_t c_tocsin_look_up(
  const c_tocsin_keywords *set, const c_tocsin_token *tokens, int64_t count, uint32_t *words, uint32_t *info) {
  const c_tocsin_word_slot *slots = set->slots;
  const uint64_t slot_mask = set->slot_mask;
  int64_t ambiguous = 0;
  for (int64_t i = 0; i < count; i++) {
    uint64_t hash = tokens[i].hash;
    uint64_t at = hash & slot_mask;
    c_tocsin_word_slot slot = slots[at];
    // Without a branch: whether a text's next word is one of the set's nobody can foresee.
    while (__builtin_expect((slot.hash != hash) & ((slot.info & C_TOCSIN_OVERFLOWS) != 0), 0)) {
      at = (at + 1) & slot_mask;
      slot = slots[at];
    }
    uint32_t none = 0u - (slot.hash != hash);
    words[i] = slot.word | none;
    info[i] = slot.info & ~none;
    ambiguous += (info[i] & C_TOCSIN_AMBIGUOUS) != 0;
  }
  return ambiguous;
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
      if (!LIKELY(start == end + 1 && text[end] == ' ') &&
          c_tocsin_gap(text + end, start - end) & (C_TOCSIN_GAP_NEWLINE | C_TOCSIN_GAP_STOP | C_TOCSIN_GAP_ABOVE))
        asked |= C_TOCSIN_CHECK_SENTENCE;
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

  // Single words, and the pairs that may begin a phrase: no step waits for another, and what is not
  // wanted is overwritten.
  int64_t found = 0, candidate_count = 0;
  uint32_t before = C_TOCSIN_NO_WORD, info_before = 0;
  for (int64_t i = 0; i < count; i++) {
    uint32_t word = words[i], what = info[i];
    hits[found] = (c_tocsin_keyword_hit){(uint32_t)i, (uint32_t)i, what, 0};
    int is_hit = what & C_TOCSIN_ENDS;
    if (is_hit & !c_tocsin_is_unique(tokens[i].hash)) {
      int same = is_word(set, text, tokens + i, word);
      if (same < 0) hits[found].check = C_TOCSIN_CHECK_LETTERS;
      is_hit = same != 0;
    }
    found += is_hit;
    uint64_t pair = c_tocsin_pair(before, word);
    uint64_t bits = c_tocsin_pair_bits(pair);
    int passes = (filter[pair >> filter_shift] & bits) == bits;
    candidates[candidate_count] = (uint32_t)i;
    candidate_count += passes & (int)(info_before >> 2) & (int)(what >> 3) & 1;
    before = word;
    info_before = what;
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
