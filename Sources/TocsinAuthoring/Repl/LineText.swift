/// A line as it is being typed: what stands before the cursor and what behind.
///
/// Moves and cuts go by characters as a person sees them, so a letter with its accents is one.
package struct LineText: Hashable, Sendable {
    package var before = ""
    package var after = ""
    /// What was cut last, for `yank`.
    private var cut = ""

    package init(_ text: String = "") { before = text }

    package var text: String { before + after }
    package var isEmpty: Bool { before.isEmpty && after.isEmpty }

    package mutating func insert(_ text: String) { before += text }

    package mutating func replace(_ text: String) {
        before = text
        after = ""
    }

    // MARK: Moves

    package mutating func left() {
        guard let last = before.popLast() else { return }
        after = String(last) + after
    }

    package mutating func right() {
        guard !after.isEmpty else { return }
        before.append(after.removeFirst())
    }

    package mutating func home() { (before, after) = ("", before + after) }

    package mutating func end() { (before, after) = (before + after, "") }

    package mutating func wordLeft() {
        while let last = before.last, !last.isWordPart { left() }
        while let last = before.last, last.isWordPart { left() }
    }

    package mutating func wordRight() {
        while let first = after.first, !first.isWordPart { right() }
        while let first = after.first, first.isWordPart { right() }
    }

    // MARK: Cuts

    package mutating func backspace() { _ = before.popLast() }

    package mutating func delete() { if !after.isEmpty { after.removeFirst() } }

    package mutating func cutToEnd() { (cut, after) = (after, "") }

    package mutating func cutToStart() { (cut, before) = (before, "") }

    package mutating func cutWordLeft() {
        let old = before
        while let last = before.last, !last.isWordPart { before.removeLast() }
        while let last = before.last, last.isWordPart { before.removeLast() }
        cut = String(old.dropFirst(before.count))
    }

    package mutating func cutWordRight() {
        let old = after
        while let first = after.first, !first.isWordPart { after.removeFirst() }
        while let first = after.first, first.isWordPart { after.removeFirst() }
        cut = String(old.dropLast(after.count))
    }

    package mutating func yank() { before += cut }

    /// Swaps the two characters around the cursor, or the last two at the end.
    package mutating func transpose() {
        if after.isEmpty { left() }
        guard let a = before.popLast(), !after.isEmpty else { return end() }
        before.append(after.removeFirst())
        before.append(a)
    }
}

extension Character {
    fileprivate var isWordPart: Bool { isLetter || isNumber || self == "_" }
}
