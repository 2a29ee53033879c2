import TocsinModel

/// Everything a rule file may use, described once: from this table come the types for editors, the
/// linter's list of names, the reference pages and completion. Tests hold it against the readers
/// and the sandbox.
package enum RuleAPI {
    package struct Key: Sendable {
        package var name: String
        /// In LuaLS's notation.
        package var type: String
        package var prose: String
        package var isRequired: Bool

        init(_ name: String, _ type: String, _ prose: String, required: Bool = false) {
            self.name = name
            self.type = type
            self.prose = prose
            isRequired = required
        }
    }

    package struct Table: Sendable {
        /// As LuaLS calls it: `tocsin.Watchlist`.
        package var name: String
        package var prose: String
        package var keys: [Key]
    }

    package struct Function: Sendable {
        /// `tocsin.watchlist`, `match`.
        package var name: String
        package var parameters: [Key]
        package var result: String
        package var prose: String
    }
}
