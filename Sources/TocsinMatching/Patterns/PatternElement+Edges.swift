/// Gaps at the edge of a pattern, which lead to elements that may be left out.
extension [PatternElement] {
    /// `killed ...4 {place: place}?` as it is meant: the gap is there for the place, so it is
    /// skipped with it or not at all. Else the longest match would always take the gap alone.
    var trailingGapsSettled: [PatternElement] {
        let open = reversed().prefix { $0.isOptional || $0.skipped > 0 }.count
        guard let gap = suffix(open).firstIndex(where: { $0.skipped > 0 }) else { return self }
        let behind = self[(gap + 1)...]
        let wanted = behind.indices.filter { behind[$0].isOptional }
        guard !wanted.isEmpty else { return self }
        let ways = wanted.map { first in
            [self[gap], self[first].required]
                + [PatternElement](self[(first + 1)...]).trailingGapsSettled
        }
        return self[..<gap] + [
            .optional(ways, range: self[gap].range.lowerBound..<last!.range.upperBound)
        ]
    }

    /// `{place: place}? ...4 killed`: the same before the words.
    var leadingGapsSettled: [PatternElement] {
        let open = prefix { $0.isOptional || $0.skipped > 0 }.count
        guard let gap = prefix(open).lastIndex(where: { $0.skipped > 0 }) else { return self }
        let before = self[..<gap]
        let wanted = before.indices.filter { before[$0].isOptional }
        guard !wanted.isEmpty else { return self }
        let ways = wanted.map { last in
            [PatternElement](self[..<last]).leadingGapsSettled + [self[last].required, self[gap]]
        }
        return [.optional(ways, range: self[0].range.lowerBound..<self[gap].range.upperBound)]
            + self[(gap + 1)...]
    }
}

extension PatternElement {
    fileprivate var required: PatternElement {
        var element = self
        element.isOptional = false
        return element
    }

    fileprivate static func optional(_ ways: [[PatternElement]], range: Range<Int>)
        -> PatternElement
    {
        PatternElement(node: .group(ways), isOptional: true, range: range)
    }
}
