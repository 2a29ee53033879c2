/// Two texts line by line: what was taken out, what was put in, with some lines around it.
package struct LineDifference: Sendable {
    package struct Line: Sendable, Hashable {
        package enum Kind: String, Sendable { case same, removed, added, gap }

        package var kind: Kind
        /// From 1, in the old and the new text.
        package var old: Int?
        package var new: Int?
        package var text: String
    }

    package private(set) var lines: [Line] = []

    /// - Parameter around: how many unchanged lines stand beside a change; the rest is a gap.
    package init(from old: String, to new: String, around: Int = 3) {
        let before = old.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        let after = new.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        var removed: Set<Int> = []
        var added: Set<Int> = []
        for change in after.difference(from: before) {
            switch change {
            case .remove(let offset, _, _): removed.insert(offset)
            case .insert(let offset, _, _): added.insert(offset)
            }
        }
        var all: [Line] = []
        var (i, j) = (0, 0)
        while i < before.count || j < after.count {
            if i < before.count, removed.contains(i) {
                all.append(Line(kind: .removed, old: i + 1, new: nil, text: before[i]))
                i += 1
            } else if j < after.count, added.contains(j) {
                all.append(Line(kind: .added, old: nil, new: j + 1, text: after[j]))
                j += 1
            } else {
                all.append(Line(kind: .same, old: i + 1, new: j + 1, text: before[i]))
                i += 1
                j += 1
            }
        }
        let changed = all.indices.filter { all[$0].kind != .same }
        var next = changed[...]
        for index in all.indices {
            while let first = next.first, first + around < index { next.removeFirst() }
            if let first = next.first, index >= first - around {
                lines.append(all[index])
            } else if lines.last?.kind != .gap {
                lines.append(Line(kind: .gap, old: nil, new: nil, text: ""))
            }
        }
        if lines.allSatisfy({ $0.kind == .gap }) { lines = [] }
    }

    package var isEmpty: Bool { lines.isEmpty }
}
