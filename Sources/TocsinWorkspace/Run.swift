import Foundation
package import TocsinModel
import TocsinPlugins
import TocsinReaders
import TocsinSources
package import TocsinStore

/// How one run is done.
package struct RunOptions: Sendable {
    /// Paths that replace the workspace's own sources.
    package var paths: [String] = []
    /// Files that replace them both: what is new since a watch's last round.
    package var files: [SourceFileEntry]?
    /// Articles that were fetched from feeds and pages.
    package var articles: [Article] = []
    /// Tells only of what is new in this run, not of all that the store holds.
    package var isRound = false
    package var workers = 1
    /// What rules of elapsed time take for now; nil: the newest article's time.
    package var now: Timestamp?
    /// Where the run keeps what it makes, and finds what earlier ones made; nil: nowhere.
    package var store: StoreUse?
    /// Called with the store when all is kept, while the run still has its lock: sends what is due.
    package var deliver: (@Sendable (Store) throws(StoreError) -> DeliveryReport)?
    /// Articles done so far and the share of the bytes read, where that is known.
    package var progress: (@Sendable (Int, Double?) -> Void)?

    /// Rules that killed an earlier process of this run: they are left out, and the report says why.
    package var deaths: [Death] = []

    package init() {}

    /// A rule that killed the process it ran in.
    package struct Death: Sendable, Hashable {
        /// The rule's id, or its file while it was being loaded.
        package var rule: String
        package var article: String
        /// `signal 11, Segmentation fault`.
        package var cause: String

        package init(rule: String, article: String, cause: String) {
            self.rule = rule
            self.article = article
            self.cause = cause
        }
    }

    package struct StoreUse: Sendable {
        /// Absolute: a workspace's `.tocsin`.
        package var folder: String
        /// Seconds to wait for another run of the workspace.
        package var wait: Double
        /// Does every article again, though its outcome is there.
        package var again: Bool
        /// Told who holds the workspace before the wait.
        package var waiting: (@Sendable (String) -> Void)?

        package init(
            folder: String, wait: Double = 0, again: Bool = false,
            waiting: (@Sendable (String) -> Void)? = nil
        ) {
            self.folder = folder
            self.wait = wait
            self.again = again
            self.waiting = waiting
        }
    }
}

/// One pass over a workspace's articles: read, analyze, match, extract, join, alert.
///
/// Everything that comes out is in article order and the same with any number of workers.
package struct Run {
    let workspace: Workspace
    let options: RunOptions

    package init(workspace: Workspace, options: RunOptions) {
        self.workspace = workspace
        self.options = options
    }

    /// - Throws: what keeps the whole run from starting; trouble with one article or rule is in the
    ///   report instead.
    package func execute() throws(WorkspaceError) -> RunReport {
        let loaded = try RuleLoading.load(workspace)
        return try execute(loaded)
    }

    /// With rules that are loaded already.
    func execute(_ loaded: RuleLoading.Loaded) throws(WorkspaceError) -> RunReport {
        let started = ProcessClock.now
        var report = RunReport(title: workspace.configuration.title)
        if !options.isRound { report.diagnostics += workspace.diagnostics + loaded.diagnostics }
        do throws(StoreError) {
            return try execute(loaded.ruleSet, report, started)
        } catch {
            throw WorkspaceError(diagnostics: [error.diagnostic])
        }
    }

    private func execute(_ rules: RuleSet, _ report: RunReport, _ started: ProcessClock)
        throws(StoreError) -> RunReport
    {
        var keeping: RunKeeping?
        if let use = options.store {
            keeping = try RunKeeping(
                use, workspace: workspace, rules: rules, options: options,
                command: options.isRound ? "watch" : "run")
        }
        do throws(StoreError) {
            return try execute(rules, report, started, keeping)
        } catch {
            keeping?.fail(error.description)
            throw error
        }
    }

    private func execute(
        _ rules: RuleSet, _ report: RunReport, _ started: ProcessClock, _ keeping: RunKeeping?
    ) throws(StoreError) -> RunReport {
        var collector = RunCollector(
            report: report, rules: rules, trips: workspace.configuration.trips, keeping: keeping,
            dispatch: keeping.flatMap { _ in DispatchPass(workspace) }, deaths: options.deaths)
        let files = sourceFiles(&collector.report)
        let limits = workspace.configuration.limits
        let trips = workspace.configuration.trips
        let keeps = keeping != nil
        let pool = WorkerPool<RuleRunner, RunItem, RunResult>(
            workers: options.workers,
            makeState: { RuleRunner(rules, limits: limits, trips: trips) },
            task: { runner, item in
                let result = runner.process(item.article, without: item.disabled)
                let outcome = ArticleOutcome(
                    result, rules: rules,
                    isComplete: result.failures.isEmpty && item.disabled.isEmpty)
                // Encoded here, where there are several threads.
                return RunResult(
                    outcome: outcome, failures: result.failures,
                    prepared: keeps ? PreparedOutcome.make(outcome) : nil)
            })
        defer { pool.close() }
        var queue = ArticleQueue(again: options.store?.again ?? false)
        func flush(_ fraction: Double?) throws(StoreError) {
            let batch = try queue.take(keeping)
            guard !batch.isEmpty else { return }
            try collector.take(batch, using: pool)
            options.progress?(collector.report.articles, fraction)
        }
        let sizes = files.map { fileSize($0.path) }
        let total = max(1, sizes.reduce(0, +))
        var done = 0
        for (file, size) in zip(files, sizes) {
            collector.report.files += 1
            let display = file.displayName
            guard let handle = openFile(file, display, &collector.report) else { continue }
            var trouble: [Diagnostic] = []
            try ArticleReader(options: file.options).read(
                name: display,
                next: {
                    let data = try handle.read(upToCount: 1 << 18)
                    return data.map { [UInt8]($0) }
                },
                each: { (article) throws(StoreError) in
                    let article = file.profile.marking(article)
                    if queue.mustFlush(before: article) {
                        try flush(Double(done) / Double(total))
                    }
                    queue.add(article)
                    if queue.isFull { try flush(Double(done) / Double(total)) }
                },
                trouble: { trouble.append($0) })
            try? handle.close()
            done += size
            collector.report.diagnostics += trouble
            collector.report.skipped += trouble.count { $0.severity == .error }
        }
        for article in options.articles {
            if queue.mustFlush(before: article) { try flush(1) }
            queue.add(article)
            if queue.isFull { try flush(1) }
        }
        try flush(1)
        collector.report.repeated = queue.repeated
        try collector.finish(now: options.now)
        if let keeping {
            collector.report.delivery = try options.deliver?(keeping.store)
            try keeping.finish()
        }
        var finished = collector.report
        finished.elapsedSeconds = ProcessClock.now.wall - started.wall
        finished.cpuSeconds = ProcessClock.now.cpu - started.cpu
        return finished
    }

    // MARK: - Where articles come from

    private func sourceFiles(_ report: inout RunReport) -> [SourceFileEntry] {
        if let files = options.files { return files }
        return SourceFileEntry.list(
            paths: options.paths, of: workspace, trouble: { report.diagnostics.append($0) })
    }

    private func fileSize(_ path: String) -> Int {
        ((try? FileManager.default.attributesOfItem(atPath: path))?[.size] as? Int) ?? 0
    }

    private func openFile(
        _ file: SourceFileEntry, _ display: String, _ report: inout RunReport
    ) -> FileHandle? {
        guard let handle = file.open() else {
            report.skipped += 1
            report.diagnostics.append(
                Diagnostic(
                    code: "article.unreadable", place: display,
                    message:
                        "cannot be read; check that it is a file and that you may read it"
                ))
            return nil
        }
        return handle
    }
}

/// Seconds since some moment: on the wall, and of this process's own processor time.
struct ProcessClock {
    var wall: Double
    var cpu: Double

    static var now: ProcessClock {
        var usage = rusage()
        getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
        func seconds(_ t: timeval) -> Double { Double(t.tv_sec) + Double(t.tv_usec) / 1e6 }
        return ProcessClock(
            wall: Double(DispatchTime.now().uptimeNanoseconds) / 1e9,
            cpu: seconds(usage.ru_utime) + seconds(usage.ru_stime))
    }
}
