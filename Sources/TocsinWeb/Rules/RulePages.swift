import TocsinAuthoring
import TocsinModel
import TocsinPlugins
import TocsinStore
import TocsinWorkspace

/// The list of rules and the page of each.
enum RulePages {
    static let routes: [Route] = [
        Route(.get, "/rules", "All rules with what they have found lately") { request, bench in
            .page(
                "rules", title: "Rules", section: .rules, try RuleListView(request, bench))
        },
        Route(.get, "/rules/{id}", "One rule: its proof and its hits") { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            guard let rule = desk.rule else {
                // Its file gives no rule: the editor says why.
                return .seeOther("/rules/" + PercentCoding.encode(desk.id) + "/edit")
            }
            return .page(
                "rule", title: rule.title, section: .rules, try RuleView(desk, rule, request))
        },
        Route(.get, "/rules/{id}/profile", "What a rule costs") { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            return .page(
                "rule-profile", title: "What \(desk.id) costs", section: .rules,
                try await RuleProfileView.measure(desk))
        },
    ]
}

/// What a rule costs on the newest articles, beside what reading them costs anyway.
struct RuleProfileView: Sendable, Encodable {
    static let articles = 100

    var id: String
    var articles: Int
    var reading: String
    var own: String
    var share: String
    var hits: Int
    var trips: Int
    var isMeasured = true

    static func measure(_ desk: RuleDesk) async throws -> RuleProfileView {
        let store = desk.bench.store
        let loaded = desk.loaded
        let id = desk.id
        let limits = desk.workspace.configuration.limits
        return try await BackgroundWork.shared.run(for: "profile " + id, seconds: 10) { _ in
            let articles = try store.read { reader in
                try reader.articles(page: Page(limit: Self.articles)).compactMap {
                    try reader.article($0.key)
                }
            }
            var view = RuleProfileView(
                id: id, articles: articles.count, reading: "", own: "", share: "", hits: 0,
                trips: 0)
            guard let number = loaded.ruleSet.index(of: id),
                let alone = loaded.ruleSet.alone(loaded.ruleSet.rules[number]), !articles.isEmpty
            else {
                view.isMeasured = false
                return view
            }
            let profile = RuleProfile(articles, rules: alone, limits: limits)
            guard let line = profile.lines.first else {
                view.isMeasured = false
                return view
            }
            func milliseconds(_ seconds: Double) -> String {
                fixed(seconds * 1000 / Double(articles.count), 3)
            }
            view.reading = milliseconds(profile.reading)
            view.own = milliseconds(line.seconds)
            view.share = "\(Int((100 * line.seconds / max(profile.reading, 1e-9)).rounded())) %"
            view.hits = line.articles
            view.trips = line.trips
            return view
        }
    }
}
