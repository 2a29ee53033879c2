/// Trouble with one thing the user gave, said in one line: place first, then what was found, what
/// was expected, what to do. The run goes on.
package struct Diagnostic: Hashable, Sendable, Codable, Error {
    package enum Severity: String, Codable, Sendable { case error, warning, note }

    package var severity: Severity
    /// Stable, machine-readable: `article.empty`, `rule.unknown-key`, `rule.trip`.
    package var code: String
    /// File and line or byte offset: `rules/x.lua:7`, `feed.xml:+812`; empty when there is none.
    package var place: String
    package var message: String
    /// How it can be mended without asking, where that is safe.
    package var fix: Fix?

    /// One change in one line of the file that `place` names.
    package struct Fix: Hashable, Sendable, Codable {
        /// From 1.
        package var line: Int
        /// What stands there, and what should.
        package var find: String
        package var replacement: String

        package init(line: Int, find: String, replacement: String) {
            self.line = line
            self.find = find
            self.replacement = replacement
        }
    }

    package init(
        _ severity: Severity = .error, code: String, place: String = "", message: String,
        fix: Fix? = nil
    ) {
        self.fix = fix
        self.severity = severity
        self.code = code
        // "./lists/x.tsv" is said as a person would name it.
        self.place = place.hasPrefix("./") ? String(place.dropFirst(2)) : place
        self.message = message
    }
}

extension Diagnostic: CustomStringConvertible {
    package var description: String {
        let label = severity == .error ? "" : "\(severity.rawValue): "
        return place.isEmpty ? label + message : "\(place): \(label)\(message)"
    }
}

/// The nearest of `candidates` to `word`, or nil where none is near enough to be what was meant.
///
/// Optimal string alignment distance, at most a third of the word and never more than 3 edits.
package func nearest<S: StringProtocol, C: Collection<String>>(to word: S, in candidates: C)
    -> String?
{
    let w = Array(word.lowercased().unicodeScalars)
    let limit = max(1, min(3, w.count / 3))
    var best: (distance: Int, name: String)?
    for name in candidates.sorted() {
        let n = Array(name.lowercased().unicodeScalars)
        guard abs(n.count - w.count) <= limit else { continue }
        let d = alignmentDistance(w, n)
        if d <= limit, d < best?.distance ?? .max { best = (d, name) }
    }
    return best?.name
}

private func alignmentDistance(_ a: [Unicode.Scalar], _ b: [Unicode.Scalar]) -> Int {
    var previous2 = [Int](repeating: 0, count: b.count + 1)
    var previous = Array(0...b.count)
    for i in 0..<a.count {
        var row = [i + 1] + [Int](repeating: 0, count: b.count)
        for j in 0..<b.count {
            let cost = a[i] == b[j] ? 0 : 1
            row[j + 1] = min(previous[j] + cost, previous[j + 1] + 1, row[j] + 1)
            if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] {
                row[j + 1] = min(row[j + 1], previous2[j - 1] + 1)
            }
        }
        (previous2, previous) = (previous, row)
    }
    return previous[b.count]
}

extension Diagnostic {
    /// `unknown key "wrods"; did you mean "words"?` with the whole list where nothing is near.
    package static func unknown(
        _ what: String, _ found: String, known: some Collection<String>
    ) -> String {
        if let near = nearest(to: found, in: known) {
            return "unknown \(what) \"\(found)\"; did you mean \"\(near)\"?"
        }
        // A wall of names helps nobody: the first dozen, and how many more there are.
        let names = known.sorted()
        let shown = names.prefix(12).joined(separator: ", ")
        return "unknown \(what) \"\(found)\"; expected one of: " + shown
            + (names.count > 12 ? " and \(names.count - 12) more" : "")
    }
}
