import TocsinModel

extension PatternEngine {
    /// Reports the matches whose starts the last sweep back has found.
    mutating func collect(
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
    func longestMatch(_ program: Program) -> Int {
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
    mutating func hit(_ pattern: Int, _ program: Program, _ start: Int, _ end: Int, base: Int)
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
                var node = firstArc(Int(step.a), from: place)
                while node >= 0 {
                    let arc = arcs[Int(node)]
                    if isSorted, Int(arc.start) > place { break }
                    node = arc.next
                    work &+= 1
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
}
