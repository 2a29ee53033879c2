package import TocsinLua
package import TocsinModel

/// One rule file, read and checked: what it looks for and the proof it carries.
package struct Rule: Sendable {
    package enum Kind: Sendable {
        case watchlist(WatchlistRule)
        case extract(ExtractRule)
        case enrich(EnrichRule)
        case alert(AlertRuleSource)
        case find(FindRule)

        package var name: String {
            switch self {
            case .watchlist: "watchlist"
            case .extract: "extract"
            case .enrich: "enrich"
            case .alert: "alert"
            case .find: "rule"
            }
        }
    }

    /// `plugin.rule`, from the folder and the file's name.
    package let id: String
    package let plugin: String
    /// As messages say it.
    package let path: String
    /// First 8 hex digits of the source's hash; `id@hash` stands in every event and alert.
    package let hash: String
    package var title: String
    /// The `---` comment on top of the file.
    package var prose: String
    package var languages: [String]
    package var fields: [Field]
    package var after: [String]
    /// Option names and what they are for; only these may a workspace override.
    package var options: [String: String]
    package var kind: Kind
    package var examples: [RuleExample]
    /// Lists that are to be kept fresh.
    package var refreshes: [ListRefresh] = []
    /// The source, kept so that each worker can load its code into its own state.
    package let source: String
    /// True where the file has code a run may call: each worker then loads it.
    package var hasCode: Bool

    package var versionedID: String { "\(id)@\(hash)" }
}

/// `tocsin.list { file = "x.tsv", refresh_by = "7 days" }`
package struct ListRefresh: Sendable, Hashable {
    package var file: String
    package var seconds: Int
    /// As written: "7 days".
    package var text: String
}

/// What a watchlist or the trigger words of a rule ask for.
package enum WordSource: Sendable {
    /// Groups of spellings; each group counts once.
    case groups([[String]])
    case list(file: String)
    case query(String)
}

package struct WatchlistRule: Sendable {
    package var severity: Severity?
    package var words: WordSource
    /// Named word lists for `@name` in a query.
    package var lists: [String: WordSource]
    package var atLeast: Int
    package var unless: [String]
    package var exact: Bool
    package var message: String?
}

package struct ExtractRule: Sendable {
    package var event: EventShape
    /// Named word lists; a value starting with `@file:` was `tocsin.list "file"`.
    package var lists: [String: WordSource]
    package var patterns: [String]
    package var notAfter: [String]
    package var emit: LuaFunction?
}

/// What the events of a rule are, apart from what its patterns capture.
package struct EventShape: Sendable, Hashable {
    package var type: EventType?
    package var label: String?
    package var modes: [String]
    package var contexts: [String]
    /// Fixed by the rule where the pattern itself says it: a truce *proposed*.
    package var polarity: Assertion.Polarity?
    package var modality: Assertion.Modality?
    package var tense: Assertion.Tense?
    /// The kind and role of what a bare `{count: quantity}` of this rule counts.
    package var materielKind: String?
    package var effect: String?
    /// True where a hit alone is no event: it only adds to one that another rule found near it.
    package var supports: Bool
    /// False where nobody does it to anybody: an earthquake, an outage, an epidemic.
    package var hasParties = true
}

package struct EnrichRule: Sendable {
    package var adds: [String]
    package var gazetteers: [String: String]
    package var function: LuaFunction
}

package struct FindRule: Sendable {
    package var words: WordSource?
    package var event: EventShape
    package var function: LuaFunction
}

/// An alert rule as the table that was written; `AlertRuleReader` turns it into the alert stage's
/// own values.
package struct AlertRuleSource: Sendable {
    package var table: LuaTable
    package var timelines: [RuleTimeline]
}

/// One proof a rule carries.
package struct RuleExample: Sendable {
    package enum Expectation: Sendable {
        /// The marked spans, all and only those.
        case match([MarkedSpan])
        case nothing
        /// Values of fields by name.
        case values(LuaTable)
        case enriched(given: LuaTable, becomes: LuaTable)
    }
    package struct MarkedSpan: Sendable, Hashable {
        package var role: String
        /// UTF-8 offsets in the text without marks.
        package var range: Range<Int>

        package init(role: String, range: Range<Int>) {
            self.role = role
            self.range = range
        }
    }

    package var line: Int
    /// Without the marks.
    package var text: String
    package var title: String
    package var language: String
    package var published: Timestamp?
    package var expectation: Expectation
}

/// A story told to an alert rule, step by step.
package struct RuleTimeline: Sendable {
    package enum Step: Sendable {
        case at(line: Int, time: String, event: LuaTable)
        case expect(line: Int, time: String, text: String)
        case quiet(line: Int, time: String)
    }

    package var line: Int
    package var name: String
    package var steps: [Step]
}
