import TocsinModel

/// The arcs of one sentence, and the run of the patterns whose gate they open: the inside of a
/// `PatternScanner`.
struct PatternEngine: ~Copyable {
    let set: PatternSet
    /// Arcs of the sentence, chained by slot.
    var arcs = PatternBuffer<ArcNode>()
    var heads: PatternBuffer<Int32>
    var touched = PatternBuffer<Int32>()
    /// The arcs of each slot lie side by side by start, `counts` of them, and can be searched.
    var isSorted = false
    var counts: PatternBuffer<Int32>
    var kindIsKnown: [Bool]
    /// Patterns that are not to run: their rule is for another language or field.
    var isOff: PatternBuffer<Bool>
    var candidates: [Int32] = []
    var candidateStamps: PatternBuffer<UInt32>
    var stamp: UInt32 = 0
    var rows = PatternBuffer<UInt64>()
    /// Places of the sentence: 0 before its first token, `places` after its last.
    var places = 0
    /// Words of rows and arcs looked at so far: what time is proportional to, for tests of it.
    var work = 0

    struct ArcNode {
        var start: Int32
        var end: Int32
        var next: Int32
    }

    init(_ set: PatternSet) {
        self.set = set
        heads = PatternBuffer(repeating: -1, count: set.wordSlots + set.kinds.count)
        counts = PatternBuffer(repeating: 0, count: set.wordSlots + set.kinds.count)
        candidateStamps = PatternBuffer(repeating: 0, count: set.count)
        isOff = PatternBuffer(repeating: false, count: set.count)
        kindIsKnown = Array(repeating: false, count: set.kinds.count)
    }

    mutating func turn(_ patterns: Range<Int>, on: Bool) {
        for pattern in patterns { isOff[pattern] = !on }
    }

    // MARK: The sentence

    mutating func begin(_ tokens: Range<Int>) {
        for index in 0..<touched.count { heads[Int(touched[index])] = -1 }
        touched.removeAll()
        arcs.removeAll()
        isSorted = false
        candidates.removeAll(keepingCapacity: true)
        for kind in kindIsKnown.indices { kindIsKnown[kind] = false }
        places = tokens.count
        if stamp == .max {
            stamp = 0
            candidateStamps = PatternBuffer(repeating: 0, count: set.count)
        }
        stamp += 1
    }

    /// Begins a sentence whose arcs are all known.
    mutating func begin(_ tokens: Range<Int>, arcs: some Sequence<Arc>) {
        begin(tokens)
        for arc in arcs { add(arc, base: Int32(tokens.lowerBound)) }
        for kind in kindIsKnown.indices { kindIsKnown[kind] = true }
    }

    @inline(__always)
    mutating func add(_ hits: some Sequence<KeywordHit>, base: Int32) {
        for hit in hits {
            add(
                keyword: hit.keyword, start: hit.tokens.lowerBound - base,
                end: hit.tokens.upperBound - base)
        }
    }

    mutating func add(_ arc: Arc, base: Int32) {
        if arc.symbol >= 0 {
            add(keyword: arc.symbol, start: arc.start - base, end: arc.end - base)
        } else if -Int(arc.symbol) <= set.kinds.count {
            chain(
                slot: set.wordSlots - Int(arc.symbol) - 1, start: arc.start - base,
                end: arc.end - base)
        }
    }

    mutating func add(keyword: Int32, start: Int32, end: Int32) {
        let symbol = Int(keyword)
        guard symbol + 1 < set.symbolStarts.count else { return }
        for index in Int(set.symbolStarts[symbol])..<Int(set.symbolStarts[symbol + 1]) {
            let slot = Int(set.symbolSlots[index])
            if chain(slot: slot, start: start, end: end) {
                for g in Int(set.gateStarts[slot])..<Int(set.gateStarts[slot + 1]) {
                    let pattern = set.gated[g]
                    guard candidateStamps[Int(pattern)] != stamp, !isOff[Int(pattern)] else {
                        continue
                    }
                    candidateStamps[Int(pattern)] = stamp
                    candidates.append(pattern)
                }
            }
        }
    }

    /// - Returns: true where it is the slot's first arc.
    @discardableResult
    mutating func chain(slot: Int, start: Int32, end: Int32) -> Bool {
        guard start >= 0, end > start, Int(end) <= places else { return false }
        let head = heads[slot]
        heads[slot] = Int32(arcs.count)
        arcs.append(ArcNode(start: start, end: end, next: head))
        if head < 0 { touched.append(Int32(slot)) }
        return head < 0
    }

    /// Sentences longer than this are searched by place; shorter ones are not worth the sorting.
    static let longSentence = 255

    /// Lays the arcs of a long sentence side by side, so that a match looks only at those near it.
    mutating func sortArcs() {
        guard places > Self.longSentence else { return }
        var sorted = PatternBuffer<ArcNode>()
        var chain: [ArcNode] = []
        for index in 0..<touched.count {
            let slot = Int(touched[index])
            chain.removeAll(keepingCapacity: true)
            var node = heads[slot]
            while node >= 0 {
                chain.append(arcs[Int(node)])
                node = arcs[Int(node)].next
            }
            chain.sort { ($0.start, $0.end) < ($1.start, $1.end) }
            heads[slot] = Int32(sorted.count)
            counts[slot] = Int32(chain.count)
            for (place, arc) in chain.enumerated() {
                let next = place + 1 < chain.count ? Int32(sorted.count + 1) : -1
                sorted.append(ArcNode(start: arc.start, end: arc.end, next: next))
            }
        }
        arcs = sorted
        isSorted = true
    }

    /// The first arc of a slot to look at for those that start at `place` or later; in a short
    /// sentence simply the first.
    @inline(__always)
    func firstArc(_ slot: Int, from place: Int) -> Int32 {
        isSorted && heads[slot] >= 0 ? searchArcs(slot, from: place) : heads[slot]
    }

    private func searchArcs(_ slot: Int, from place: Int) -> Int32 {
        let end = heads[slot] + counts[slot]
        var low = heads[slot]
        var high = end
        while low < high {
            let middle = (low + high) / 2
            if Int(arcs[Int(middle)].start) < place { low = middle + 1 } else { high = middle }
        }
        return low == end ? -1 : low
    }

    // MARK: The patterns

    mutating func run(
        base: Int, mentions: (Set<MentionKind>) -> [Mention], report: (PatternHit) -> Void
    ) {
        if candidates.isEmpty { return }
        if candidates.count > 1 { candidates.sort() }
        sortArcs()
        let set = set
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
                        learn(Int(pattern), record, base: base, mentions)
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
    func clausesHold(_ record: PatternRecord) -> Bool {
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
    mutating func learn(
        _ pattern: Int, _ record: PatternRecord, base: Int,
        _ mentions: (Set<MentionKind>) -> [Mention]
    ) {
        var known = 0
        for k in record.kinds where kindIsKnown[Int(set.kindSlots[Int(k)]) - set.wordSlots] {
            known += 1
        }
        let wanted: Set<MentionKind>
        let all = set.infos[pattern].kinds
        if known == 0 {
            wanted = all
        } else {
            wanted = all.filter { kind in
                set.symbol(for: kind).map { !kindIsKnown[-Int($0) - 1] } ?? false
            }
        }
        for k in record.kinds {
            kindIsKnown[Int(set.kindSlots[Int(k)]) - set.wordSlots] = true
        }
        for mention in mentions(wanted) where wanted.contains(mention.kind) {
            guard let symbol = set.symbol(for: mention.kind) else { continue }
            chain(
                slot: set.wordSlots - Int(symbol) - 1,
                start: Int32(clamping: mention.tokens.lowerBound - base),
                end: Int32(clamping: mention.tokens.upperBound - base))
        }
        sortArcs()
    }

    struct Program {
        var steps: UnsafeBufferPointer<PatternStep>
        var targets: UnsafeBufferPointer<Int32>
    }
}
