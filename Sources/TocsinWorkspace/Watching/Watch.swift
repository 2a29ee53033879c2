import Foundation
package import TocsinModel
import TocsinSources
package import TocsinStore

/// Follows a workspace's folders and feeds and does what a run does for what is new, round by round.
///
/// What a round keeps is kept by the run's own transactions, and a source's state after its articles:
/// a process killed at any moment reads the same articles again and finds them known.
package final class Watch {
    package struct Options: Sendable {
        package var workers = 1
        /// Seconds between two looks at the folders.
        package var pause = 2.0
        /// Requests at once; one host is always asked one thing at a time.
        package var requests = 4
        /// Sends what is due in every round.
        package var delivers = true
        /// Where a receiver's console is.
        package var console: @Sendable (String) -> Void = { _ in }
        /// Ends after the first round that found everything done: for tests and cron.
        package var once = false

        package init() {}
    }

    /// What happens, for a log.
    package enum Note: Sendable {
        case started(sources: Int, rules: Int)
        case fetched(source: String, articles: Int, new: Int)
        case fetchFailed(source: String, reason: String)
        case round(articles: Int, new: Int, events: Int, alerts: Int, seconds: Double)
        case roundFailed(String)
        case alert(Alert)
        case reloaded(rules: Int)
        case reloadRefused([Diagnostic])
        case trouble(Diagnostic)
        case retained(removed: Int)
        case delivered(sent: Int, waiting: Int, dead: Int)
        case stopping
    }

    private let path: String
    private let options: Options
    private let note: @Sendable (Note) -> Void
    private let shouldStop: @Sendable () -> Bool
    package let metrics: WatchMetrics

    private var rules: WatchRules
    private var scan = FolderScan()
    private var states: [String: SourceState] = [:]
    private var fetcher: SourceFetcher
    private var lastAdvance = 0.0
    private var lastRetention = 0.0
    private var saidTrouble: Set<Diagnostic> = []

    /// - Parameters:
    ///   - path: the workspace's folder.
    ///   - shouldStop: asked often; true ends the watch after what is under way.
    /// - Throws: what keeps it from starting.
    package init(
        _ path: String, options: Options, metrics: WatchMetrics,
        shouldStop: @escaping @Sendable () -> Bool,
        note: @escaping @Sendable (Note) -> Void
    ) throws(WorkspaceError) {
        self.path = path
        self.options = options
        self.metrics = metrics
        self.shouldStop = shouldStop
        self.note = note
        rules = try WatchRules(path)
        fetcher = rules.workspace.configuration.http.fetcher(cancelled: shouldStop)
    }

    package func run() throws(StoreError) {
        do {
            let store = try rules.workspace.openStore(creating: true)
            states = try store.read { try $0.sourceStates() }
            try store.close()
        }
        for diagnostic in rules.diagnostics { say(diagnostic) }
        note(.started(sources: followed().count, rules: rules.count))
        metrics.set(.rules, Double(rules.count))
        while !shouldStop() {
            let isDone = round()
            if options.once, isDone { break }
            // Short sleeps: a signal ends the watch within a moment.
            let end = Date().addingTimeInterval(options.pause)
            while !shouldStop(), Date() < end { Thread.sleep(forTimeInterval: 0.1) }
        }
        note(.stopping)
    }

    private func followed() -> [FollowedSource] {
        FollowedSource.all(of: rules.workspace, states: states) { say($0) }
    }

    /// The same line is said once.
    private func say(_ diagnostic: Diagnostic) {
        guard diagnostic.severity != .note, saidTrouble.insert(diagnostic).inserted else { return }
        if saidTrouble.count > 10_000 { saidTrouble.removeAll() }
        metrics.add(.diagnostics)
        note(.trouble(diagnostic))
    }

    // MARK: - One round

    /// - Returns: true where nothing is left to be done.
    private func round() -> Bool {
        reload()
        let clock = Date().timeIntervalSince1970
        let now = Timestamp(seconds: Int(clock))
        let files = scan.changes(in: rules.workspace, now: clock)
        var fetched = fetch(now)
        let advances = clock - lastAdvance >= 60
        guard !files.isEmpty || fetched.contains(where: { !$0.articles.isEmpty }) || advances else {
            if !fetched.isEmpty { keepStates(&fetched, now) }
            metrics.finishRound(at: clock, trouble: nil)
            return fetched.isEmpty && !scan.isWaiting
        }
        let began = ContinuousClock.now
        do {
            var run = RunOptions()
            run.workers = options.workers
            run.files = files
            run.articles = fetched.flatMap(\.articles)
            run.now = now
            run.isRound = true
            run.store = RunOptions.StoreUse(folder: rules.workspace.folder + "/.tocsin", wait: 600)
            if options.delivers, rules.workspace.configuration.policy != nil {
                let delivery = DeliveryRun(
                    rules.workspace, cancelled: shouldStop, print: options.console)
                for diagnostic in delivery.diagnostics { say(diagnostic) }
                run.deliver = { (store) throws(StoreError) in try delivery.run(store) }
            }
            let report = try Run(workspace: rules.workspace, options: run).execute(rules.loaded)
            lastAdvance = clock
            scan.finish(files)
            count(report, &fetched)
            keepStates(&fetched, now)
            let seconds = (ContinuousClock.now - began) / .seconds(1)
            metrics.set(.roundSeconds, seconds)
            if report.articles > 0 || !report.alerts.isEmpty {
                note(
                    .round(
                        articles: report.articles, new: report.newArticles ?? 0,
                        events: report.events.count, alerts: report.alerts.count, seconds: seconds))
            }
            if let sent = report.delivery {
                metrics.set(.pending, Double(sent.waiting))
                metrics.add(.delivered, sent.delivered)
                metrics.add(.dead, sent.dead)
                if sent.delivered + sent.waiting + sent.dead > 0 {
                    note(
                        .delivered(sent: sent.delivered, waiting: sent.waiting, dead: sent.dead))
                }
            }
            for diagnostic in report.diagnostics { say(diagnostic) }
            for alert in report.alerts { note(.alert(alert)) }
            metrics.finishRound(at: Date().timeIntervalSince1970, trouble: nil)
            retain(clock)
            return files.isEmpty && !scan.isWaiting
                && fetched.allSatisfy { $0.articles.isEmpty }
        } catch {
            // Nothing is lost: what was fetched is fetched again, for its source's state was not kept.
            let message = error.diagnostics.map(\.description).joined(separator: "; ")
            metrics.add(.failedRounds)
            metrics.finishRound(at: Date().timeIntervalSince1970, trouble: message)
            note(.roundFailed(message))
            return false
        }
    }

    private func count(_ report: RunReport, _ fetched: inout [Fetched]) {
        metrics.add(.rounds)
        metrics.add(.articles, report.articles)
        metrics.add(.newArticles, report.newArticles ?? 0)
        metrics.add(.events, report.events.count)
        metrics.add(.alerts, report.alerts.count)
        let new = report.newArticleIDs
        for i in fetched.indices {
            let ids = fetched[i].articles.map(\.id)
            fetched[i].new = ids.count { new.contains($0) }
        }
    }

    // MARK: - Sources

    private struct Fetched {
        var followed: FollowedSource
        var articles: [Article] = []
        var new = 0
    }

    /// Asks every source whose time has come.
    private func fetch(_ now: Timestamp) -> [Fetched] {
        let due = followed().filter { one in
            if case .fetch = one.state.decision(for: one.source, now: now) { true } else { false }
        }
        guard !due.isEmpty else { return [] }
        let results = FetchedRows(due)
        let fetcher = fetcher
        let stop = shouldStop
        let lanes = min(options.requests, due.count)
        DispatchQueue.concurrentPerform(iterations: lanes) { lane in
            for i in stride(from: lane, to: due.count, by: lanes) where !stop() {
                var state = due[i].state
                let result = fetcher.fetch(due[i].source, state: &state, now: now)
                var read: (articles: [Article], diagnostics: [Diagnostic]) = ([], [])
                if case .content(let bytes, let charset, let url) = result {
                    read = FollowedSource.read(
                        bytes, charset: charset, url: url, due[i], now: now)
                }
                results.set(i, result, state, read.articles, read.diagnostics)
            }
        }
        var out: [Fetched] = []
        for (i, row) in results.rows.enumerated() {
            guard let row else { continue }
            metrics.add(.requests)
            var followed = due[i]
            followed.state = row.state
            let name = followed.source.displayName
            switch row.result {
            case .failed(let reason), .gone(let reason):
                metrics.add(.failedRequests)
                note(.fetchFailed(source: name, reason: reason))
            default: break
            }
            for diagnostic in row.diagnostics { say(diagnostic) }
            out.append(Fetched(followed: followed, articles: row.articles))
        }
        return out
    }

    /// After the articles of an answer are kept, what is remembered of their source.
    private func keepStates(_ fetched: inout [Fetched], _ now: Timestamp) {
        for i in fetched.indices {
            var one = fetched[i]
            one.followed.state.note(newArticles: one.new, now: now)
            if !one.articles.isEmpty {
                note(
                    .fetched(
                        source: one.followed.source.displayName, articles: one.articles.count,
                        new: one.new))
            }
            states[one.followed.source.address] = one.followed.state
            fetched[i] = one
        }
        var all = followed()
        var alerts: [Alert] = []
        var changed = Set(fetched.map(\.followed.source.address))
        for i in all.indices {
            let source = all[i].source
            guard let diagnostic = all[i].state.healthReport(of: source, now: now) else { continue }
            say(diagnostic)
            changed.insert(source.address)
            states[source.address] = all[i].state
            if let severity = rules.workspace.configuration.sourceAlerts {
                alerts.append(
                    SourceAlert.make(diagnostic, source: source, severity: severity, now: now))
            }
        }
        metrics.set(all, now: now)
        let kept = all.filter { changed.contains($0.source.address) }
        guard !kept.isEmpty else { return }
        do {
            let store = try rules.workspace.openStore(creating: true)
            try store.write { writer in
                for one in kept { try writer.put(one.state, of: one.source) }
            }
            if !alerts.isEmpty {
                try SourceAlert.keep(alerts, workspace: rules.workspace, store: store, now: now)
                for alert in alerts { note(.alert(alert)) }
                metrics.add(.alerts, alerts.count)
            }
            try store.close()
        } catch {
            note(.roundFailed(error.description))
        }
    }

    // MARK: - Rules

    /// Takes changed rules over as a whole, or keeps the old ones as a whole.
    private func reload() {
        switch rules.reload(path) {
        case .unchanged: return
        case .refused(let diagnostics):
            metrics.add(.refusedReloads)
            note(.reloadRefused(diagnostics))
        case .taken(let new):
            rules = new
            fetcher = new.workspace.configuration.http.fetcher(cancelled: shouldStop)
            metrics.add(.reloads)
            metrics.set(.rules, Double(new.count))
            // The store's outcomes are of the old rules: what is in the folders is done again.
            scan.forget()
            note(.reloaded(rules: new.count))
        }
    }

    // MARK: - Retention

    /// Once an hour, what is older or more than the workspace keeps goes.
    private func retain(_ clock: Double) {
        let keep = rules.workspace.configuration.keep
        guard keep != Retention(), clock - lastRetention >= 3600 else { return }
        lastRetention = clock
        do {
            let store = try rules.workspace.openStore(creating: false)
            let removed = try keep.apply(to: store, now: Timestamp(seconds: Int(clock)))
            try store.close()
            if removed > 0 { note(.retained(removed: removed)) }
        } catch {
            note(.roundFailed(error.description))
        }
    }
}

/// What came of several requests made at once.
private final class FetchedRows: @unchecked Sendable {
    struct Row {
        var result: FetchResult
        var state: SourceState
        var articles: [Article]
        var diagnostics: [Diagnostic]
    }

    private let lock = NSLock()
    private(set) var rows: [Row?]

    init(_ due: [FollowedSource]) { rows = Array(repeating: nil, count: due.count) }

    func set(
        _ i: Int, _ result: FetchResult, _ state: SourceState, _ articles: [Article],
        _ diagnostics: [Diagnostic]
    ) {
        lock.withLock {
            rows[i] = Row(
                result: result, state: state, articles: articles, diagnostics: diagnostics)
        }
    }
}
