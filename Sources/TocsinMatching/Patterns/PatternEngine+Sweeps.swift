extension PatternEngine {
    /// Fills the rows of a program: the places of the window from which its end is reached, by any
    /// way or, given `end`, at this place only.
    ///
    /// - Returns: false where a step that every match passes cannot be reached from anywhere; the
    ///   rows after it are then not filled.
    mutating func sweepBack(_ program: Program, window: Range<Int>, from end: Int?) -> Bool {
        let first = window.lowerBound & ~63
        let width = (window.upperBound - first + 63) >> 6
        rows.reserve((program.steps.count + 1) * width)
        for index in program.steps.indices {
            let step = program.steps[index]
            let row = row(index, width)
            let next = self.row(Int(step.next), width)
            work &+= width
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
    func row(_ index: Int, _ width: Int) -> PatternRow {
        PatternRow(words: rows.pointer + index * width, count: width)
    }

    @inline(__always)
    mutating func arcsBack(
        _ step: PatternStep, _ row: PatternRow, _ next: PatternRow, first: Int, upper: Int
    ) {
        row.clear()
        let slot = Int(step.a)
        if slot >= set.wordSlots, !kindIsKnown[slot - set.wordSlots] {
            if let last = next.last { row.fill(upTo: last) }
            return
        }
        var index = firstArc(slot, from: first)
        while index >= 0 {
            let arc = arcs[Int(index)]
            if isSorted, Int(arc.start) >= upper { break }
            index = arc.next
            work &+= 1
            guard Int(arc.start) >= first, Int(arc.end) < upper, next[Int(arc.end) - first],
                step.b < 0 || contains(arc, slot: Int(step.b))
            else { continue }
            row.insert(Int(arc.start) - first)
        }
    }

    /// True where an arc of the slot stands inside `arc`.
    mutating func contains(_ arc: ArcNode, slot: Int) -> Bool {
        var index = firstArc(slot, from: Int(arc.start))
        while index >= 0 {
            let inner = arcs[Int(index)]
            work &+= 1
            if isSorted, inner.start >= arc.end { break }
            if inner.start >= arc.start, inner.end <= arc.end { return true }
            index = inner.next
        }
        return false
    }

    /// Fills the rows with the places reached from `start` at the step `entry`, and gives the last
    /// place where the match step is reached.
    @discardableResult
    mutating func sweepForward(
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
    mutating func spread(_ program: Program, first: Int, upper: Int, width: Int, last: Int) {
        let spare = row(program.steps.count, width)
        for index in stride(from: last, to: 0, by: -1) {
            let step = program.steps[index]
            let row = row(index, width)
            work &+= width
            if row.isEmpty { continue }
            let next = self.row(Int(step.next), width)
            switch step.operation {
            case .match: break
            case .arc:
                var index = firstArc(Int(step.a), from: first)
                while index >= 0 {
                    let arc = arcs[Int(index)]
                    if isSorted, Int(arc.start) >= upper { break }
                    index = arc.next
                    work &+= 1
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
}
