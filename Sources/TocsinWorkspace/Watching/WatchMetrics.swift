import Foundation
import TocsinModel
import TocsinSources

/// What `/metrics` and `/healthz` tell of a watch.
package final class WatchMetrics: @unchecked Sendable {
    private let lock = NSLock()
    // Guarded by `lock`.
    private var counters: [String: Double] = [:]
    private var gauges: [String: Double] = [:]
    private var sources:
        [(name: String, health: String, failures: Int, articles: Int, last: Int?)] =
            []
    private var lastRound: Double = 0
    private var trouble: String?

    package init() {}

    package func add(_ name: Name, _ amount: Int = 1) {
        lock.withLock { counters[name.rawValue, default: 0] += Double(amount) }
    }

    package func set(_ gauge: Gauge, _ value: Double) {
        lock.withLock { gauges[gauge.rawValue] = value }
    }

    /// A round is over; `trouble` where it failed.
    package func finishRound(at seconds: Double, trouble: String?) {
        lock.withLock {
            lastRound = seconds
            self.trouble = trouble
        }
    }

    func set(_ followed: [FollowedSource], now: Timestamp) {
        let rows = followed.map { one in
            (
                one.source.displayName, one.state.health(of: one.source, now: now).word,
                one.state.failures, one.state.articles, one.state.lastNew?.seconds
            )
        }
        lock.withLock { sources = rows }
    }

    package enum Name: String, CaseIterable, Sendable {
        case rounds, failedRounds = "rounds_failed", requests, failedRequests = "requests_failed"
        case articles, newArticles = "articles_new", events, alerts, reloads
        case refusedReloads = "reloads_refused", diagnostics
        case delivered = "deliveries", dead = "deliveries_dead"

        var help: String {
            switch self {
            case .rounds: "Rounds of reading, matching and alerting."
            case .failedRounds: "Rounds that could not be finished; their articles come again."
            case .requests: "Requests to feeds and pages."
            case .failedRequests: "Requests that gave nothing to read."
            case .articles: "Articles read, known ones among them."
            case .newArticles: "Articles that had not been read before."
            case .events: "Events found in new articles."
            case .alerts: "Alerts raised."
            case .reloads: "Times changed rules were taken over."
            case .refusedReloads: "Times a broken edit was refused and the old rules kept."
            case .diagnostics: "Lines of trouble with articles, rules and sources."
            case .delivered: "Messages that arrived."
            case .dead: "Messages given up."
            }
        }
    }

    package enum Gauge: String, CaseIterable, Sendable {
        case rules, pending = "deliveries_pending"
        case roundSeconds = "last_round_seconds"

        var help: String {
            switch self {
            case .rules: "Rules in use."
            case .pending: "Messages waiting to be sent."
            case .roundSeconds: "How long the last round took."
            }
        }
    }

    /// The Prometheus text format, version 0.0.4.
    package var text: String {
        lock.withLock {
            var out = ""
            for name in Name.allCases {
                let metric = "tocsin_\(name.rawValue)_total"
                out += "# HELP \(metric) \(name.help)\n# TYPE \(metric) counter\n"
                out += "\(metric) \(plain(counters[name.rawValue] ?? 0))\n"
            }
            for gauge in Gauge.allCases {
                let metric = "tocsin_\(gauge.rawValue)"
                out += "# HELP \(metric) \(gauge.help)\n# TYPE \(metric) gauge\n"
                out += "\(metric) \(plain(gauges[gauge.rawValue] ?? 0))\n"
            }
            out += "# HELP tocsin_last_round_timestamp_seconds When the last round ended.\n"
            out += "# TYPE tocsin_last_round_timestamp_seconds gauge\n"
            out += "tocsin_last_round_timestamp_seconds \(plain(lastRound))\n"
            guard !sources.isEmpty else { return out }
            func series(
                _ metric: String, _ help: String, _ type: String, _ values: [(String, String)]
            ) {
                out += "# HELP \(metric) \(help)\n# TYPE \(metric) \(type)\n"
                for (labels, value) in values { out += "\(metric){\(labels)} \(value)\n" }
            }
            let names = sources.map { "source=\"\(escaped($0.name))\"" }
            series(
                "tocsin_source_healthy", "1 where a source is well or new.", "gauge",
                zip(names, sources).map { ($0, ["fine", "new"].contains($1.health) ? "1" : "0") })
            series(
                "tocsin_source_failures", "Tries that failed in a row.", "gauge",
                zip(names, sources).map { ($0, "\($1.failures)") })
            series(
                "tocsin_source_articles_total", "New articles a source has given.", "counter",
                zip(names, sources).map { ($0, "\($1.articles)") })
            series(
                "tocsin_source_last_article_timestamp_seconds",
                "When a source last had a new article.", "gauge",
                zip(names, sources).compactMap { name, row in row.last.map { (name, "\($0)") } })
            return out
        }
    }

    /// Well while rounds end: one that failed, or none for five minutes, is not.
    package func health(at seconds: Double) -> (isWell: Bool, text: String) {
        lock.withLock {
            if let trouble { return (false, "the last round failed: \(trouble)\n") }
            if lastRound == 0 { return (true, "starting\n") }
            let age = seconds - lastRound
            return age > 300 ? (false, "no round for \(Int(age)) s\n") : (true, "ok\n")
        }
    }

    private func plain(_ value: Double) -> String {
        value.figureText
    }

    private func escaped(_ text: String) -> String {
        text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing(
            "\n", with: "\\n")
    }
}
