/// Something wrong in a keyword, a query, a list or a rule set, said in one line.
package struct MatchingError: Error, Hashable, Sendable, CustomStringConvertible {
    /// Stable, machine-readable: `keyword.empty`, `list.columns`.
    package var code: String
    /// What was found, what was expected, what to do.
    package var message: String
    /// The line of a list or rule set, from 1; nil for a single keyword.
    package var line: Int?

    package init(code: String, message: String, line: Int? = nil) {
        self.code = code
        self.message = message
        self.line = line
    }

    package var description: String { line.map { "line \($0): \(message)" } ?? message }
}
