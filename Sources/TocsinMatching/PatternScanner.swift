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
    /// Arcs of the sentence, chained by slot.
    private var arcs = PatternBuffer<ArcNode>()
    private var heads: PatternBuffer<Int32>
    private var touched = PatternBuffer<Int32>()
    private var kindIsKnown: [Bool]
    private var candidates: [Int32] = []
    private var candidateStamps: PatternBuffer<UInt32>
    private var stamp: UInt32 = 0
    private var rows = PatternBuffer<UInt64>()
    /// Places of the sentence: 0 before its first token, `places` after its last.
    private var places = 0

    struct ArcNode {
        var start: Int32
        var end: Int32
        var next: Int32
    }

    package init(_ set: PatternSet) {
        self.set = set
        heads = PatternBuffer(repeating: -1, count: set.wordSlots + set.kinds.count)
        candidateStamps = PatternBuffer(repeating: 0, count: set.count)
        kindIsKnown = Array(repeating: false, count: set.kinds.count)
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
        begin(tokens)
        let base = Int32(tokens.lowerBound)
        for hit in hits {
            add(
                keyword: hit.keyword, start: hit.tokens.lowerBound - base,
                end: hit.tokens.upperBound - base)
        }
        run(base: tokens.lowerBound, mentions: mentions, report: report)
    }

    /// Finds the patterns of the set in one sentence whose arcs are all known.
    package func scan(tokens: Range<Int>, arcs: some Sequence<Arc>) -> [PatternHit] {
        begin(tokens)
        let base = Int32(tokens.lowerBound)
        for arc in arcs { add(arc, base: base) }
        for kind in kindIsKnown.indices { kindIsKnown[kind] = true }
        var found: [PatternHit] = []
        run(base: tokens.lowerBound, mentions: { _ in [] }, report: { found.append($0) })
        return found
    }

    // MARK: The sentence

    @inline(__always)
    private func gateIsOpen(_ hits: some Sequence<KeywordHit>) -> Bool {
        set.symbolIsGate.withUnsafeBufferPointer { isGate in
            for hit in hits where Int(hit.keyword) < isGate.count && isGate[Int(hit.keyword)] {
                return true
            }
            return false
        }
    }

    func begin(_ tokens: Range<Int>) {
        for index in 0..<touched.count { heads[Int(touched[index])] = -1 }
        touched.removeAll()
        arcs.removeAll()
        candidates.removeAll(keepingCapacity: true)
        for kind in kindIsKnown.indices { kindIsKnown[kind] = false }
        places = tokens.count
        if stamp == .max {
            stamp = 0
            candidateStamps = PatternBuffer(repeating: 0, count: set.count)
        }
        stamp += 1
    }

    func add(_ arc: Arc, base: Int32) {
        if arc.symbol >= 0 {
            add(keyword: arc.symbol, start: arc.start - base, end: arc.end - base)
        } else if -Int(arc.symbol) <= set.kinds.count {
            chain(
                slot: set.wordSlots - Int(arc.symbol) - 1, start: arc.start - base,
                end: arc.end - base)
        }
    }

    private func add(keyword: Int32, start: Int32, end: Int32) {
        let symbol = Int(keyword)
        guard symbol + 1 < set.symbolStarts.count else { return }
        for index in Int(set.symbolStarts[symbol])..<Int(set.symbolStarts[symbol + 1]) {
            let slot = Int(set.symbolSlots[index])
            if chain(slot: slot, start: start, end: end) {
                for g in Int(set.gateStarts[slot])..<Int(set.gateStarts[slot + 1]) {
                    let pattern = set.gated[g]
                    guard candidateStamps[Int(pattern)] != stamp else { continue }
                    candidateStamps[Int(pattern)] = stamp
                    candidates.append(pattern)
                }
            }
        }
    }

    /// - Returns: true where it is the slot's first arc.
    @discardableResult
    private func chain(slot: Int, start: Int32, end: Int32) -> Bool {
        guard start >= 0, end > start, Int(end) <= places else { return false }
        let head = heads[slot]
        heads[slot] = Int32(arcs.count)
        arcs.append(ArcNode(start: start, end: end, next: head))
        if head < 0 { touched.append(Int32(slot)) }
        return head < 0
    }

    // MARK: The patterns

    private func run(
        base: Int, mentions: (Set<MentionKind>) -> [Mention], report: (PatternHit) -> Void
    ) {
        if candidates.count > 1 { candidates.sort() }
        set.steps.withUnsafeBufferPointer { steps in
            set.targets.withUnsafeBufferPointer { targets in
                for pattern in candidates {
                    let record = set.records[Int(pattern)]
                    guard clausesHold(record) else { continue }
                    let program = Program(
                        steps: UnsafeBufferPointer(
                            rebasing: steps[
                                Int(record.steps.lowerBound)..<Int(record.steps.upperBound)]),
                        targets: targets)
                    var isExact = true
                    for k in record.kinds
                    where !kindIsKnown[Int(set.kindSlots[Int(k)]) - set.wordSlots] {
                        isExact = false
                    }
                    guard sweepBack(program, window: 0..<(places + 1), from: nil) else { continue }
                    if !isExact {
                        learn(record, base: base, mentions)
                        guard sweepBack(program, window: 0..<(places + 1), from: nil) else {
                            continue
                        }
                    }
                    collect(Int(pattern), program, base: base, report)
                }
            }
        }
    }

    @inline(__always)
    private func clausesHold(_ record: PatternRecord) -> Bool {
        for c in Int(record.clauses.lowerBound)..<Int(record.clauses.upperBound) {
            var holds = false
            for s in Int(set.clauseStarts[c])..<Int(set.clauseStarts[c + 1])
            where heads[Int(set.clauseSlots[s])] >= 0 {
                holds = true
                break
            }
            if !holds { return false }
        }
        return true
    }

    /// Asks for the mentions the pattern needs and adds their arcs.
    private func learn(
        _ record: PatternRecord, base: Int, _ mentions: (Set<MentionKind>) -> [Mention]
    ) {
        var wanted: Set<MentionKind> = []
        for k in record.kinds {
            let kind = Int(set.kindSlots[Int(k)]) - set.wordSlots
            guard !kindIsKnown[kind] else { continue }
            kindIsKnown[kind] = true
            wanted.insert(set.kinds[kind])
        }
        for mention in mentions(wanted) where wanted.contains(mention.kind) {
            guard let symbol = set.symbol(for: mention.kind) else { continue }
            chain(
                slot: set.wordSlots - Int(symbol) - 1,
                start: Int32(clamping: mention.tokens.lowerBound - base),
                end: Int32(clamping: mention.tokens.upperBound - base))
        }
    }

    struct Program {
        var steps: UnsafeBufferPointer<PatternStep>
        var targets: UnsafeBufferPointer<Int32>
    }

    // MARK: Sweeps

    /// Fills the rows of a program: the places of the window from which its end is reached, by any
    /// way or, given `end`, at this place only.
    ///
    /// - Returns: false where a step that every match passes cannot be reached from anywhere; the
    ///   rows after it are then not filled.
    private func sweepBack(_ program: Program, window: Range<Int>, from end: Int?) -> Bool {
        let first = window.lowerBound & ~63
        let width = (window.upperBound - first + 63) >> 6
        rows.reserve((program.steps.count + 1) * width)
        for index in program.steps.indices {
            let step = program.steps[index]
            let row = row(index, width)
            let next = self.row(Int(step.next), width)
            switch step.operation {
            case .match:
                if let end {
                    row.clear()
                    row.insert(end - first)
                } else {
                    row.fill(upTo: places + 1)
                }
            case .arc: arcsBack(step, row, next, first: first, upper: window.upperBound)
            case .tokens:
                row.copy(next)
                row.shiftDown(Int(step.a), Int(step.b))
            case .split:
                row.copy(self.row(Int(program.targets[Int(step.a)]), width))
                for t in Int(step.a + 1)..<Int(step.b) {
                    row.formUnion(self.row(Int(program.targets[t]), width))
                }
            case .sentenceStart:
                row.clear()
                if first == 0, next[0] { row.insert(0) }
            case .sentenceEnd:
                row.clear()
                if window.upperBound == places + 1, next[places - first] {
                    row.insert(places - first)
                }
            case .open, .close: row.copy(next)
            }
            if step.isMandatory, row.isEmpty { return false }
        }
        return true
    }

    @inline(__always)
    private func row(_ index: Int, _ width: Int) -> PatternRow {
        PatternRow(words: rows.pointer + index * width, count: width)
    }

    @inline(__always)
    private func arcsBack(
        _ step: PatternStep, _ row: PatternRow, _ next: PatternRow, first: Int, upper: Int
    ) {
        row.clear()
        let slot = Int(step.a)
        if slot >= set.wordSlots, !kindIsKnown[slot - set.wordSlots] {
            if let last = next.last { row.fill(upTo: last) }
            return
        }
        var index = heads[slot]
        while index >= 0 {
            let arc = arcs[Int(index)]
            index = arc.next
            guard Int(arc.start) >= first, Int(arc.end) < upper, next[Int(arc.end) - first],
                step.b < 0 || contains(arc, slot: Int(step.b))
            else { continue }
            row.insert(Int(arc.start) - first)
        }
    }

    /// True where an arc of the slot stands inside `arc`.
    private func contains(_ arc: ArcNode, slot: Int) -> Bool {
        var index = heads[slot]
        while index >= 0 {
            let inner = arcs[Int(index)]
            if inner.start >= arc.start, inner.end <= arc.end { return true }
            index = inner.next
        }
        return false
    }

    /// Fills the rows with the places reached from `start` at the step `entry`, and gives the last
    /// place where the match step is reached.
    @discardableResult
    private func sweepForward(
        _ program: Program, entry: Int, from start: Int, window: Range<Int>
    ) -> Int? {
        let first = window.lowerBound & ~63
        let width = (window.upperBound - first + 63) >> 6
        rows.reserve((program.steps.count + 1) * width)
        for index in program.steps.indices { row(index, width).clear() }
        row(entry, width).insert(start - first)
        spread(program, first: first, upper: window.upperBound, width: width, last: entry)
        return row(0, width).last.map { $0 + first }
    }

    /// Carries the places of each row on to the rows of the steps after it.
    private func spread(_ program: Program, first: Int, upper: Int, width: Int, last: Int) {
        let spare = row(program.steps.count, width)
        for index in stride(from: last, to: 0, by: -1) {
            let step = program.steps[index]
            let row = row(index, width)
            if row.isEmpty { continue }
            let next = self.row(Int(step.next), width)
            switch step.operation {
            case .match: break
            case .arc:
                var index = heads[Int(step.a)]
                while index >= 0 {
                    let arc = arcs[Int(index)]
                    index = arc.next
                    guard Int(arc.start) >= first, Int(arc.end) < upper,
                        row[Int(arc.start) - first],
                        step.b < 0 || contains(arc, slot: Int(step.b))
                    else { continue }
                    next.insert(Int(arc.end) - first)
                }
            case .tokens:
                spare.copy(row)
                spare.shiftUp(Int(step.a), Int(step.b))
                if let last = spare.last, last >= upper - first { spare.cut(at: upper - first) }
                next.formUnion(spare)
            case .split:
                for t in Int(step.a)..<Int(step.b) {
                    self.row(Int(program.targets[t]), width).formUnion(row)
                }
            case .sentenceStart: if first == 0, row[0] { next.insert(0) }
            case .sentenceEnd:
                if upper == places + 1, row[places - first] { next.insert(places - first) }
            case .open, .close: next.formUnion(row)
            }
        }
    }

    // MARK: Matches

    /// Reports the matches whose starts the last sweep back has found.
    private func collect(
        _ pattern: Int, _ program: Program, base: Int, _ report: (PatternHit) -> Void
    ) {
        let entry = program.steps.count - 1
        // The row is needed while other sweeps use the buffer.
        let width = (places + 64) >> 6
        let starts = row(entry, width)
        var one = starts.words[0]
        var many = width > 1 ? Array(UnsafeBufferPointer(start: starts.words, count: width)) : []
        let reach = width > 4 ? longestMatch(program) : places
        var cursor = 0
        while true {
            let start =
                width == 1
                ? withUnsafeMutablePointer(to: &one) {
                    PatternRow(words: $0, count: 1).first(from: cursor)
                }
                : many.withUnsafeMutableBufferPointer {
                    PatternRow(words: $0.baseAddress!, count: width).first(from: cursor)
                }
            guard let start else { return }
            let upper = min(places, start + reach) + 1
            guard
                let end = sweepForward(
                    program, entry: entry, from: start, window: start..<upper)
            else {
                // A start that leads to the end in one direction does so in the other.
                preconditionFailure("the sweeps of a pattern disagree")
            }
            _ = sweepBack(program, window: start..<(end + 1), from: end)
            report(hit(pattern, program, start, end, base: base))
            cursor = max(end, start + 1)
        }
    }

    /// The most tokens a match may have, with the arcs of this sentence.
    private func longestMatch(_ program: Program) -> Int {
        var total = 0
        for step in program.steps {
            switch step.operation {
            case .tokens: total += Int(step.b)
            case .arc:
                var longest = 0
                var index = heads[Int(step.a)]
                while index >= 0 {
                    longest = max(longest, Int(arcs[Int(index)].end - arcs[Int(index)].start))
                    index = arcs[Int(index)].next
                }
                total += longest
            default: break
            }
        }
        return min(total, places)
    }

    /// Walks from the entry along places that lead to the end, by the first way in order of
    /// preference, and notes the captures.
    private func hit(_ pattern: Int, _ program: Program, _ start: Int, _ end: Int, base: Int)
        -> PatternHit
    {
        let info = set.infos[pattern]
        let first = start & ~63
        let width = (end + 1 - first + 63) >> 6
        var captures: [PatternHit.Capture] = []
        var index = program.steps.count - 1
        var place = start
        while index > 0 {
            let step = program.steps[index]
            let next = row(Int(step.next), width)
            switch step.operation {
            case .match: break
            case .arc:
                var best = place
                var node = heads[Int(step.a)]
                while node >= 0 {
                    let arc = arcs[Int(node)]
                    node = arc.next
                    if Int(arc.start) == place, Int(arc.end) > best, Int(arc.end) <= end,
                        next[Int(arc.end) - first],
                        step.b < 0 || contains(arc, slot: Int(step.b))
                    {
                        best = Int(arc.end)
                    }
                }
                place = best
            case .tokens:
                let low = place + Int(step.a)
                let high = min(end, place + Int(step.b))
                place =
                    step.isLazy
                    ? (low...high).first { next[$0 - first] }!
                    : (low...high).last { next[$0 - first] }!
            case .split:
                let target = (Int(step.a)..<Int(step.b)).first {
                    row(Int(program.targets[$0]), width)[place - first]
                }!
                index = Int(program.targets[target])
                continue
            case .open:
                let capture = info.captures[Int(step.a)]
                captures.append(
                    .init(
                        role: capture.role, tokens: (base + place)..<(base + place),
                        kind: capture.kind))
            case .close:
                let open = captures[captures.count - 1].tokens.lowerBound
                captures[captures.count - 1].tokens = open..<(base + place)
            case .sentenceStart, .sentenceEnd: break
            }
            index = Int(step.next)
        }
        return PatternHit(
            pattern: pattern, tokens: (base + start)..<(base + end), captures: captures)
    }

    // MARK: Traces

    /// How far each start of each element leads: for `PatternTrace`.
    ///
    /// `body` is told the element begun with, the place, and a function that gives the last place
    /// where an element can begin after it, nil where it cannot.
    func probe(
        _ pattern: Int, tokens: Range<Int>, arcs: some Sequence<Arc>,
        _ body: (_ from: Int, _ start: Int, _ last: (_ element: Int) -> Int?) -> Void
    ) {
        begin(tokens)
        for arc in arcs { add(arc, base: Int32(tokens.lowerBound)) }
        for kind in kindIsKnown.indices { kindIsKnown[kind] = true }
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
