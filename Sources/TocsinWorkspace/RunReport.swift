package import TocsinModel

/// What one run did: everything the printers and the exit code need.
package struct RunReport: Sendable {
    package struct Rule: Sendable, Codable, Hashable {
        package var id: String
        package var matches: Int
        package var events: Int
        package var alerts: Int
        package var trips: Int
        /// The article that made the last trip, where there was one.
        package var trippedOn: String?
        package var quarantined: Bool

        package init(id: String) {
            self.id = id
            matches = 0
            events = 0
            alerts = 0
            trips = 0
            trippedOn = nil
            quarantined = false
        }

        enum CodingKeys: String, CodingKey {
            case id, matches, events, alerts, trips
            case trippedOn = "tripped_on"
            case quarantined
        }
    }

    package var title: String
    package var files = 0
    package var articles = 0
    package var bytes = 0
    package var sentences = 0
    /// Articles that were read but that no rule of extraction speaks the language of, by language.
    package var notExtracted: [String: Int] = [:]
    package var skipped = 0
    /// Articles that came again just as they were.
    package var repeated = 0
    /// Of a run that keeps: articles it had not read before, and those their outlet had edited.
    package var newArticles: Int?
    package var changedArticles: Int?
    /// Of a watch's round.
    package var newArticleIDs: Set<String> = []
    package var rules: [Rule] = []
    package var events: [Event] = []
    package var alerts: [Alert] = []
    /// Of a run that keeps nothing; else they are in the store.
    package var incidents: [Incident] = []
    package var claims: [Claim] = []
    /// Alerts that a rule would have raised but for a reason: `rule: reason` → how often.
    package var held: [HeldAlert] = []
    /// What was sent, and what was not and why; nil where nobody is told.
    package var delivery: DeliveryReport?
    package var diagnostics: [Diagnostic] = []
    /// What rules said with `print`, in article order.
    package var log: [String] = []
    package var articleIndex: [String: ArticleSummary] = [:]
    package var elapsedSeconds = 0.0
    package var cpuSeconds = 0.0

    package init(title: String) { self.title = title }

    /// What the report needs to remember of an article once it has been processed.
    package struct ArticleSummary: Sendable {
        package var title: String
        package var source: String?
        package var published: Timestamp?
    }

    package struct HeldAlert: Sendable, Hashable, Codable {
        package var rule: String
        package var reason: String
        package var count: Int
    }

    /// 0 fine; 1 something in the user's input was wrong.
    package var exitCode: Int32 {
        diagnostics.contains { $0.severity == .error } || rules.contains { $0.trips > 0 }
            || (delivery?.dead ?? 0) > 0 ? 1 : 0
    }
}
