/// What changed between two texts, word by word.
struct WordDifference: Sendable {
    struct Piece: Sendable, Hashable {
        var text: String
        var isAdded = false
        var isRemoved = false
    }

    var pieces: [Piece]

    /// Changed parts with more words than this are shown as a whole, the old before the new: the time
    /// taken grows with their product.
    static let mostWords = 3000

    init(from old: String, to new: String) {
        pieces = []
        let (before, after) = (Self.lines(old), Self.lines(new))
        var removed: [String] = []
        var added: [String] = []
        for step in Self.steps(before, after) {
            switch step {
            case .kept(let line):
                changed(removed, added)
                (removed, added) = ([], [])
                add(line)
            case .removed(let line): removed.append(line)
            case .added(let line): added.append(line)
            }
        }
        changed(removed, added)
    }

    /// Lines that were taken away beside those that came: the words within them.
    private mutating func changed(_ removed: [String], _ added: [String]) {
        let before = removed.flatMap(Self.words)
        let after = added.flatMap(Self.words)
        guard before.count <= Self.mostWords, after.count <= Self.mostWords else {
            add(before.joined(), isRemoved: true)
            add(after.joined(), isAdded: true)
            return
        }
        for step in Self.steps(before, after) {
            switch step {
            case .kept(let word): add(word)
            case .removed(let word): add(word, isRemoved: true)
            case .added(let word): add(word, isAdded: true)
            }
        }
    }

    private mutating func add(_ text: String, isAdded: Bool = false, isRemoved: Bool = false) {
        guard !text.isEmpty else { return }
        if let last = pieces.last, last.isAdded == isAdded, last.isRemoved == isRemoved {
            pieces[pieces.count - 1].text += text
        } else {
            pieces.append(Piece(text: text, isAdded: isAdded, isRemoved: isRemoved))
        }
    }

    private enum Step {
        case kept(String)
        case removed(String)
        case added(String)
    }

    /// Myers' difference in reading order: what was removed before what came in its place.
    private static func steps(_ old: [String], _ new: [String]) -> [Step] {
        var removals: Set<Int> = []
        var insertions: Set<Int> = []
        for change in new.difference(from: old) {
            switch change {
            case .remove(let offset, _, _): removals.insert(offset)
            case .insert(let offset, _, _): insertions.insert(offset)
            }
        }
        var out: [Step] = []
        var (i, j) = (0, 0)
        while i < old.count || j < new.count {
            if i < old.count, removals.contains(i) {
                out.append(.removed(old[i]))
                i += 1
            } else if j < new.count, insertions.contains(j) {
                out.append(.added(new[j]))
                j += 1
            } else {
                out.append(.kept(new[j]))
                i += 1
                j += 1
            }
        }
        return out
    }

    /// Lines with their ends.
    private static func lines(_ text: String) -> [String] { cut(text) { $0.isNewline } }

    /// Words with the blanks after them.
    private static func words(_ text: String) -> [String] { cut(text) { $0.isWhitespace } }

    /// Pieces that end after a run of separators.
    private static func cut(_ text: String, _ separates: (Character) -> Bool) -> [String] {
        var out: [String] = []
        var piece = ""
        var ended = false
        for character in text {
            if separates(character) {
                ended = true
            } else if ended {
                out.append(piece)
                piece = ""
                ended = false
            }
            piece.append(character)
        }
        if !piece.isEmpty { out.append(piece) }
        return out
    }
}
