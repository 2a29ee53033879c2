import Foundation
import TocsinDelivery
package import TocsinModel
// Foundation has one too.
package import struct TocsinModel.Notification
package import TocsinStore
import TocsinTransfer

/// Sends what a workspace's outbox holds, and says what became of it.
package struct DeliveryRun: Sendable {
    private let workspace: Workspace
    private let shows: @Sendable (Notification) -> Bool
    private let print: @Sendable (String) -> Void
    private let cancelled: @Sendable () -> Bool
    private let templates: MessageTemplates
    /// What is wrong with the workspace's templates.
    package let diagnostics: [Diagnostic]

    /// - Parameters:
    ///   - showing: whether a message is printed where it goes to the console; a report may hold it
    ///     already.
    ///   - print: where the console is.
    package init(
        _ workspace: Workspace, showing: @escaping @Sendable (Notification) -> Bool = { _ in true },
        cancelled: @escaping @Sendable () -> Bool = { false },
        print: @escaping @Sendable (String) -> Void
    ) {
        self.workspace = workspace
        self.cancelled = cancelled
        self.print = print
        shows = showing
        let folder = workspace.folder + "/templates"
        (templates, diagnostics) = MessageTemplates.load(
            folder: folder, display: Workspace.relative(folder))
    }

    /// Lets the policy's time go on without new articles: groups that have waited long enough, ends
    /// of quiet hours, digests, escalations.
    ///
    /// - Parameter now: nil: the machine's clock, if the workspace's own time is not further than
    ///   two days behind it; the time of an archive does not go on by itself.
    /// - Returns: false where the time was left as it is.
    package func advance(_ store: Store, to now: Timestamp?) throws(StoreError) -> Bool {
        guard var dispatch = DispatchPass(workspace) else { return true }
        let last = try store.read { try $0.dispatchClock() }
        guard let last else { return true }
        let wall = DeliveryRun.wall
        guard let time = now ?? (wall.seconds - last.seconds < 2 * 86400 ? wall : nil) else {
            return false
        }
        try dispatch.resume(store)
        try store.write { try dispatch.advance(to: time, $0) }
        return true
    }

    private var context: DeliveryContext {
        let environment = ProcessInfo.processInfo.environment
        return DeliveryContext(
            workspace: workspace.configuration.title, folder: workspace.folder,
            now: DeliveryRun.wall, templates: templates,
            secrets: SecretSource(folder: workspace.folder, environment: environment),
            proxies: ProxySettings(environment: environment), console: print,
            cancelled: cancelled)
    }

    /// Sends a message marked as a test by each way of a receiver. Nothing is kept.
    ///
    /// - Returns: the way and what went wrong; nil there: it arrived. Nil for an unknown receiver.
    package func test(_ name: String) -> [(way: String, trouble: String?)]? {
        guard let receiver = workspace.configuration.receivers.first(where: { $0.name == name })
        else { return nil }
        let context = context
        let text = "This is a test of the receiver \(name). At least 12 people were not hurt."
        func mark(_ role: String, _ word: String) -> Evidence? {
            guard let range = text.firstRange(of: word) else { return nil }
            let start = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
            return Evidence(
                role: role,
                span: Span(field: .body, range: start..<(start + word.utf8.count)), text: word)
        }
        let alert = Alert(
            identifier: "test-\(context.now.seconds)", sent: context.now, status: "Test",
            category: "Other", severity: .minor, headline: "Test message from Tocsin",
            area: ["Nowhere"], rule: "test.message@0",
            evidence: [
                AlertEvidence(
                    article: "test", source: "Tocsin",
                    sentence: Span(field: .body, range: 0..<text.utf8.count), text: text,
                    marks: [mark("injured", "At least 12")].compactMap { $0 })
            ])
        let notification = Notification(
            key: "test-\(context.now.seconds)", receiver: name, kind: .alerts, alerts: [alert],
            time: context.now)
        return zip(receiver.channels, receiver.messages(for: notification)).map { way, message in
            let trouble = way.deliver(message, context).trouble
            return (message.receiver, trouble.map { context.secrets.redacted($0) })
        }
    }

    /// The names that `test` takes.
    package var receivers: [String] { workspace.configuration.receivers.map(\.name) }

    /// Sends what is due by the machine's clock.
    package func run(_ store: Store) throws(StoreError) -> DeliveryReport {
        let context = context
        var channels = workspace.configuration.receivers.channels
        for (name, channel) in channels where channel is ConsoleNotifier {
            channels[name] = QuietConsole(shows: shows)
        }
        let pass = DeliveryPass(
            channels: channels, context: context, clock: { DeliveryRun.wall },
            random: { Double.random(in: 0..<1) })
        var report = DeliveryReport()
        while !cancelled() {
            let due = try store.read { try $0.due(at: DeliveryRun.wall, limit: 256) }
            if due.isEmpty { break }
            let summary = pass.run(due) { delivery in
                try store.write { try $0.record(delivery) }
            }
            report.delivered += summary.delivered
            report.dead += summary.dead
            report.trouble.merge(summary.trouble) { $1 }
            // Nothing came of any: the store takes nothing down, or all wait.
            if summary.delivered + summary.dead == 0 { break }
        }
        let states = try store.read { try $0.outboxStates() }
        report.waiting = states.first { $0.name == Delivery.State.pending.rawValue }?.count ?? 0
        report.deadInAll = states.first { $0.name == Delivery.State.dead.rawValue }?.count ?? 0
        report.notSent = Dictionary(
            try store.read { try $0.drops() }.map { ($0.name, $0.count) },
            uniquingKeysWith: { $1 })
        return report
    }

    static var wall: Timestamp { Timestamp(seconds: Int(Date().timeIntervalSince1970)) }

    /// A console that leaves out what stands elsewhere.
    private struct QuietConsole: Notifier {
        static let kind = ConsoleNotifier.kind
        let shows: @Sendable (Notification) -> Bool

        func deliver(_ notification: Notification, _ context: DeliveryContext) -> DeliveryOutcome {
            shows(notification) ? ConsoleNotifier().deliver(notification, context) : .delivered
        }
    }
}

/// What one run sent, and what it did not.
package struct DeliveryReport: Hashable, Sendable, Codable {
    package var delivered = 0
    /// Messages that are tried again later.
    package var waiting = 0
    /// Messages that this run gave up.
    package var dead = 0
    /// All that were given up and not sent again.
    package var deadInAll = 0
    /// Alerts that were not sent, by the word of the reason.
    package var notSent: [String: Int] = [:]
    /// Way to what went wrong last: `duty/webhook`.
    package var trouble: [String: String] = [:]

    package init() {}

    enum CodingKeys: String, CodingKey {
        case delivered, waiting, dead
        case deadInAll = "dead_in_all"
        case notSent = "not_sent"
        case trouble
    }

    /// `Told: 3 messages; 1 waits; not sent: 2 silenced, 1 no-route.`, and a line for each trouble.
    package var lines: [String] {
        var parts: [String] = []
        if delivered > 0 {
            parts.append("\(delivered) \(delivered == 1 ? "message" : "messages") delivered")
        }
        if waiting > 0 {
            parts.append("\(waiting) \(waiting == 1 ? "waits" : "wait") for another attempt")
        }
        if deadInAll > 0 { parts.append("\(deadInAll) given up (tocsin alerts dead)") }
        if !notSent.isEmpty {
            parts.append(
                "alerts not sent: "
                    + notSent.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map {
                        "\($0.value) \($0.key)"
                    }.joined(separator: ", "))
        }
        if parts.isEmpty { return [] }
        return [parts.joined(separator: "; ") + "."]
            + trouble.sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
    }
}
