package import TocsinText

/// How far a pattern came in one sentence, and what stopped it: for `tocsin try`.
///
/// Where the first element is not in the sentence, the longest run of later ones tells what lacks
/// before it.
package struct PatternTrace: Hashable, Sendable {
    package var pattern: Int
    /// The elements that were found in a row, as indices.
    package var matched: Range<Int>
    /// The number of those among them that say something: neither a gap nor optional.
    package var progress: Int
    /// What they cover, as indices in the field; empty where nothing was found.
    package var tokens: Range<Int>
    /// The whole pattern matched.
    package var isWhole: Bool
    /// The elements that were wanted next, as the pattern writes them; nil where it is whole.
    package var wanted: String?
    /// Those elements, as indices; empty where it is whole.
    package var wantedElements: Range<Int>
    /// They were wanted before `tokens`, not after.
    package var isWantedBefore: Bool
    /// The token that stands there instead; nil at an end of the sentence.
    package var stoppedAt: Int?

    /// `"12 people were", then expected [killed | dead], found "hurt"`
    package func message(in text: AnalyzedText) -> String {
        func quoted(_ tokens: Range<Int>) -> String { "\"\(text.text(text.bytes(tokens)))\"" }
        guard let wanted else { return "matches \(quoted(tokens))" }
        guard !tokens.isEmpty else { return "nothing of it is here; expected \(wanted)" }
        let end = isWantedBefore ? "the sentence's start" : "the sentence's end"
        let found = stoppedAt.map { quoted($0..<($0 + 1)) } ?? end
        return isWantedBefore
            ? "\(quoted(tokens)), but before it expected \(wanted), found \(found)"
            : "\(quoted(tokens)), then expected \(wanted), found \(found)"
    }
}

extension PatternScanner {
    /// Follows one pattern through a sentence, all of whose arcs are given.
    package func trace(_ pattern: Int, tokens: Range<Int>, arcs: some Sequence<Arc>) -> PatternTrace
    {
        let elements = set.infos[pattern].elements
        func saysSomething(_ index: Int) -> Bool {
            !elements[index].isGap && !elements[index].isOptional
        }
        let firstSolid = elements.indices.first(where: saysSomething) ?? 0
        var best = PatternTrace(
            pattern: pattern, matched: 0..<0, progress: 0,
            tokens: tokens.lowerBound..<tokens.lowerBound, isWhole: false,
            wanted: elements[firstSolid].text, wantedElements: firstSolid..<(firstSolid + 1),
            isWantedBefore: false, stoppedAt: nil)
        var bestLength = 0
        engine.probe(pattern, tokens: tokens, arcs: arcs) { from, start, last in
            // A run that begins with a gap says no more than the run behind the gap.
            guard from == 0 || !elements[from].isGap,
                let reached = (from...elements.count).last(where: { last($0) != nil })
            else {
                return
            }
            // Behind a gap every place is reached; what counts is where the gap began.
            var stop = reached
            while stop > from, stop < elements.count, elements[stop - 1].isGap { stop -= 1 }
            let place = last(stop) ?? start
            let progress = (from..<reached).count(where: saysSomething)
            let isWhole = from == 0 && reached == elements.count
            let length = place - start
            guard progress > 0, !best.isWhole || isWhole,
                isWhole && !best.isWhole || progress > best.progress
                    || (progress == best.progress && from == best.matched.lowerBound
                        && length > bestLength)
            else { return }
            bestLength = length
            best.matched = from..<reached
            best.progress = progress
            best.isWhole = isWhole
            best.tokens = (tokens.lowerBound + start)..<(tokens.lowerBound + place)
            best.isWantedBefore = !isWhole && reached == elements.count
            if isWhole {
                best.wanted = nil
                best.wantedElements = 0..<0
                best.stoppedAt = nil
            } else if reached == elements.count {
                // Optional elements and gaps before the run could have been left out; the last that
                // could not is what lacks.
                let lacking = (0..<from).last(where: saysSomething) ?? 0
                best.wanted = elements[lacking..<from].map(\.text).joined(separator: " ")
                best.wantedElements = lacking..<from
                best.stoppedAt = start > 0 ? tokens.lowerBound + start - 1 : nil
            } else {
                best.wanted = elements[stop...reached].map(\.text).joined(separator: " ")
                best.wantedElements = stop..<(reached + 1)
                best.stoppedAt = place < tokens.count ? tokens.lowerBound + place : nil
            }
        }
        return best
    }
}

extension PatternEngine {
    /// How far each start of each element leads: for `PatternTrace`.
    ///
    /// `body` is told the element begun with, the place, and a function that gives the last place
    /// where an element can begin after it, nil where it cannot.
    mutating func probe(
        _ pattern: Int, tokens: Range<Int>, arcs: some Sequence<Arc>,
        _ body: (_ from: Int, _ start: Int, _ last: (_ element: Int) -> Int?) -> Void
    ) {
        begin(tokens, arcs: arcs)
        sortArcs()
        let set = set
        let elements = set.infos[pattern].elements
        let record = set.records[pattern]
        set.steps.withUnsafeBufferPointer { steps in
            set.targets.withUnsafeBufferPointer { targets in
                let program = Program(
                    steps: UnsafeBufferPointer(
                        rebasing: steps[
                            Int(record.steps.lowerBound)..<Int(record.steps.upperBound)]),
                    targets: targets)
                let reach = longestMatch(program)
                for from in elements.indices {
                    for start in 0...places {
                        let upper = min(places, start + reach) + 1
                        let first = start & ~63
                        let width = (upper - first + 63) >> 6
                        sweepForward(
                            program, entry: elements[from].step, from: start,
                            window: start..<upper)
                        body(from, start) { element in
                            let step = element == elements.count ? 0 : elements[element].step
                            return row(step, width).last.map { $0 + first }
                        }
                    }
                }
            }
        }
    }
}
