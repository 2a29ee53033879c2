import TocsinAlerting
import TocsinDelivery
import TocsinModel
import TocsinStore
import TocsinWorkspace

/// The policy as a tree, flattened in its order: each route knows how deep it stands.
struct PolicyView: Sendable {
    struct RouteLine: Sendable {
        var path: String
        /// 0 at the top; also a class of the style sheet.
        var depth: Int
        var matchers: [String]
        var receivers: [String]
        var settings: [String]
        var continues: Bool
        /// Of the question: `took`, `passed`, `skipped`, …; empty: nothing was asked.
        var mark: String
        var word: String
        var reason: String
    }

    struct ReceiverLine: Sendable {
        var name: String
        var ways: String
        var isReached: Bool
    }

    struct SilenceLine: Sendable {
        var id: String
        var matchers: [String]
        var starts: String
        var ends: String
        var author: String
        var comment: String
        var state: String
        var isOver: Bool
        var covers: Bool
    }

    struct InhibitionLine: Sendable {
        var source: String
        var target: String
        var equal: String
        var lasts: String
    }

    struct Fate: Sendable {
        var receiver: String
        var word: String
        var tone: String
        var at: String
        var reason: String
    }

    struct Choice: Sendable {
        var value: String
        var title: String
        var isChosen: Bool
    }

    struct SilenceForm: Sendable {
        var matchers = ""
        var length = "4 hours"
        var comment = ""
    }

    static let deepest = 6

    var routes: [RouteLine]
    var receivers: [ReceiverLine]
    var silences: [SilenceLine]
    var overCount: Int
    var hasOver: Bool
    var inhibitions: [InhibitionLine]
    var quiet: [String]
    var isNone: Bool
    var canWrite: Bool
    var message: String?
    var done: String?
    var silenceForm = SilenceForm()

    // The question
    var severities: [Choice]
    var rule: String
    var area: String
    var incident: String
    var at: String
    var alerts: [Choice]
    var isAsked: Bool
    var asked: String
    var fates: [Fate]
    var problem: String?

    init(_ request: WebRequest, _ bench: Workbench) throws {
        let policy = bench.policy
        let configuration = bench.workspace.configuration
        isNone = policy == nil
        canWrite = !bench.isReadOnly
        done =
            ["silenced": "The silence holds from now on.", "expired": "The silence is over."][
                request["done"] ?? ""]
        severities = Severity.allCases.dropFirst().map {
            Choice(
                value: $0.rawValue, title: $0.rawValue,
                isChosen: $0.rawValue == (request["severity"] ?? "severe"))
        }
        rule = request["rule"] ?? ""
        area = request["area"] ?? ""
        incident = request["incident"] ?? ""
        at = request["at"] ?? ""
        var answer: PolicyQuestion?
        do {
            answer = try PolicyAsking(request)?.answer(bench, now: request.now)
        } catch let failure as WebFailure {
            problem = failure.message
        }
        isAsked = answer != nil
        asked = answer.map { Self.told($0.alert) } ?? ""
        fates = answer.map { Self.fates($0, now: request.now) } ?? []
        if let answer {
            routes = answer.walk.steps.map(Self.line)
        } else {
            routes = policy.map { Self.lines($0.routes, path: "", depth: 0) } ?? []
        }
        let reached = Set(routes.flatMap(\.receivers))
        receivers = configuration.receivers.map { receiver in
            ReceiverLine(
                name: receiver.name,
                ways: receiver.channels.map { type(of: $0).kind }.joined(separator: ", "),
                isReached: reached.contains(receiver.name))
        }
        inhibitions = (policy?.inhibitions ?? []).map {
            InhibitionLine(
                source: Self.text($0.source), target: Self.text($0.target),
                equal: $0.equal.joined(separator: ", "), lasts: "\($0.lasts)")
        }
        quiet = Self.quietHours(policy?.routes ?? [])
        let (rows, newest) = try bench.read { reader in
            (try reader.silences(), try reader.alerts(page: Page(limit: 25)))
        }
        let now = request.now
        func isOver(_ row: SilenceRow) -> Bool {
            row.ends <= now || row.expired.map { $0 <= now } ?? false
        }
        let covering = Set(answer?.silences ?? [])
        silences = rows.filter { !isOver($0) || request["all"] != nil }.reversed().prefix(100).map {
            row in
            SilenceLine(
                id: row.key, matchers: SilenceText.matchers(row),
                starts: PageText.minute(row.starts),
                ends: PageText.minute(row.ends), author: row.author, comment: row.comment,
                state: isOver(row) ? "over" : row.starts > now ? "begins later" : "holds",
                isOver: isOver(row), covers: covering.contains(row.key))
        }
        overCount = request["all"] == nil ? rows.count(where: isOver) : 0
        hasOver = overCount > 0
        let chosen = request["alert"]
        alerts = newest.map {
            Choice(
                value: $0.alert.identifier,
                title: "\($0.alert.severity.rawValue): \($0.alert.headline)",
                isChosen: $0.alert.identifier == chosen)
        }
        if let chosen, !alerts.contains(where: \.isChosen) {
            alerts.insert(Choice(value: chosen, title: chosen, isChosen: true), at: 0)
        }
    }

    // MARK: - Routes

    private static func lines(_ routes: [TocsinAlerting.Route], path: String, depth: Int)
        -> [RouteLine]
    {
        routes.enumerated().flatMap { index, route in
            let here = "\(path)/\(index)"
            return [line(route, path: here, depth: depth)]
                + lines(route.routes, path: here, depth: depth + 1)
        }
    }

    private static func line(_ step: RouteWalk.Step) -> RouteLine {
        var line = line(step.route, path: step.path, depth: step.depth)
        line.reason = step.reason
        (line.mark, line.word) =
            switch step.outcome {
            case .took: ("took", "takes it")
            case .tookBelow: ("took", "goes on below")
            case .passedBy: ("passed", "passes")
            case .emptyHanded: ("passed", "goes on")
            case .notReached: ("skipped", "not asked")
            }
        return line
    }

    private static func line(_ route: TocsinAlerting.Route, path: String, depth: Int) -> RouteLine {
        var settings: [String] = []
        if let fields = route.groupBy {
            settings.append(
                fields.isEmpty ? "one group" : "grouped by " + fields.joined(separator: ", "))
        }
        if let wait = route.groupWait { settings.append("a group waits \(wait)") }
        if let interval = route.groupInterval { settings.append("at most every \(interval)") }
        if let quiet = route.quietHours { settings.append("quiet " + text(quiet)) }
        if let digest = route.digest {
            settings.append(
                "digest at \(digest.at) \(digest.timezone)"
                    + (digest.severity.map { ", from \($0.rawValue)" } ?? ""))
        }
        if let escalation = route.escalation {
            settings.append(
                "after \(escalation.after) without an answer to \(escalation.to.joined(separator: ", "))"
                    + (escalation.severity.map { ", from \($0.rawValue)" } ?? ""))
        }
        return RouteLine(
            path: path, depth: min(depth, deepest), matchers: route.match.map(\.text),
            receivers: route.to, settings: settings, continues: route.continues, mark: "", word: "",
            reason: "")
    }

    private static func text(_ matchers: [AlertMatcher]) -> String {
        matchers.map(\.text).joined(separator: " and ")
    }

    private static func text(_ quiet: QuietHours) -> String {
        let days = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
        return "\(quiet.from) to \(quiet.to) \(quiet.timezone)"
            + (quiet.days.isEmpty
                ? "" : " on " + quiet.days.sorted().map { days[$0 - 1] }.joined(separator: ", "))
            + (quiet.except.map { ", but not for \($0.rawValue) and above" } ?? "")
    }

    private static func quietHours(_ routes: [TocsinAlerting.Route]) -> [String] {
        routes.flatMap { route in
            (route.quietHours.map { quiet in
                [
                    (route.to.isEmpty ? "the routes below" : route.to.joined(separator: ", "))
                        + ": " + text(quiet)
                ]
            } ?? []) + quietHours(route.routes)
        }
    }

    // MARK: - The question

    private static func told(_ alert: Alert) -> String {
        var parts = [
            "severity \(alert.severity.rawValue)", "rule \(alert.rule.prefix { $0 != "@" })",
        ]
        if !alert.area.isEmpty { parts.append("area " + alert.area.joined(separator: ", ")) }
        if let incident = alert.incident { parts.append("incident \(incident)") }
        return parts.joined(separator: ", ")
    }

    private static func fates(_ answer: PolicyQuestion, now: Timestamp) -> [Fate] {
        answer.fates.map { fate in
            let tone: String
            let word: String
            switch fate.kind {
            case .sent:
                (word, tone) = (fate.at.map { $0 > now } == true ? "later" : "sent", "good")
            case .waits: (word, tone) = ("waits", "warn")
            case .dropped: (word, tone) = ("not sent", "bad")
            }
            return Fate(
                receiver: fate.receiver ?? "nobody", word: word, tone: tone,
                at: fate.at.map(PageText.minute) ?? "", reason: fate.reason)
        }
    }
}
