package import TocsinModel

/// Finds the patterns of a set in sentences, one sentence at a time. One for each worker: it keeps
/// its buffers from sentence to sentence.
///
/// For each pattern whose gate word is in the sentence:
/// 1. each set of words of which the pattern needs one is looked up;
/// 2. one sweep over the pattern's steps from its end computes for each step the places from which
///    the rest can be matched (`PatternRow`): 64 places at a time, no backtracking, no restart. It
///    is first done as if any mention could be anywhere, so that mentions are only asked for where
///    the words are right;
/// 3. from the leftmost place of the first step, a sweep forward finds the longest match, a sweep
///    back within it the places that lead to its end, and a walk along these the captures.
///
/// Time is proportional to steps times tokens, whatever the pattern and the text.
package final class PatternScanner {
    let set: PatternSet
    /// All the work is done inside, in one access: a class's own fields would be checked for
    /// exclusive access at each use.
    var engine: PatternEngine

    package init(_ set: PatternSet) {
        self.set = set
        engine = PatternEngine(set)
    }

    /// Finds the patterns of the set in one sentence.
    ///
    /// - Parameters:
    ///   - tokens: the sentence's, as indices in the field.
    ///   - hits: the keywords found in it; those that reach out of it are passed over.
    ///   - mentions: gives the mentions of some kinds in this sentence; asked at most once for each
    ///     kind, and only where a pattern's words are all there.
    ///   - report: is called with each match, by pattern, then in reading order.
    package func scan(
        tokens: Range<Int>, hits: some Sequence<KeywordHit>,
        mentions: (Set<MentionKind>) -> [Mention], report: (PatternHit) -> Void
    ) {
        guard gateIsOpen(hits) else { return }
        engine.begin(tokens)
        engine.add(hits, base: Int32(tokens.lowerBound))
        engine.run(base: tokens.lowerBound, mentions: mentions, report: report)
    }

    /// Finds the patterns of the set in one sentence whose arcs are all known.
    package func scan(tokens: Range<Int>, arcs: some Sequence<Arc>) -> [PatternHit] {
        var found: [PatternHit] = []
        engine.begin(tokens, arcs: arcs)
        engine.run(base: tokens.lowerBound, mentions: { _ in [] }, report: { found.append($0) })
        return found
    }

    /// Turns patterns off, or on again, for the sentences that follow.
    func turn(_ patterns: Range<Int>, on: Bool) { engine.turn(patterns, on: on) }

    @inline(__always)
    private func gateIsOpen(_ hits: some Sequence<KeywordHit>) -> Bool {
        set.symbolIsGate.withUnsafeBufferPointer { isGate in
            for hit in hits where Int(hit.keyword) < isGate.count && isGate[Int(hit.keyword)] {
                return true
            }
            return false
        }
    }
}
