import Foundation
package import TocsinModel
import TocsinPlugins
import TocsinReaders
import TocsinSources

/// How one run is done.
package struct RunOptions: Sendable {
    /// Paths that replace the workspace's own sources.
    package var paths: [String] = []
    package var workers = 1
    /// What rules of elapsed time take for now; nil: the newest article's time.
    package var now: Timestamp?
    /// Articles done so far and the share of the bytes read, where that is known.
    package var progress: (@Sendable (Int, Double?) -> Void)?

    package init() {}
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
        let started = ProcessClock.now
        var report = RunReport(title: workspace.configuration.title)
        report.diagnostics += workspace.diagnostics
        let loaded = try RuleLoading.load(workspace)
        report.diagnostics += loaded.diagnostics
        let rules = loaded.ruleSet
        var collector = RunCollector(
            report: report, rules: rules, trips: workspace.configuration.trips)
        let files = sourceFiles(&collector.report)
        let limits = workspace.configuration.limits
        let pool = WorkerPool<RuleRunner, RunItem, ArticleResult>(
            workers: options.workers, makeState: { RuleRunner(rules, limits: limits) },
            task: { runner, item in runner.process(item.article, without: item.disabled) })
        defer { pool.close() }
        var batch: [Article] = []
        // Small batches first: a rule that trips is found before it has cost much. The sizes do not
        // depend on the workers, so neither does what a quarantine takes away.
        var batchSize = 4
        func flush(_ fraction: Double?) {
            guard !batch.isEmpty else { return }
            collector.take(batch, using: pool)
            batch.removeAll(keepingCapacity: true)
            batchSize = min(batchSize * 2, 256)
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
            ArticleReader(options: file.options).read(
                name: display,
                next: {
                    let data = try handle.read(upToCount: 1 << 18)
                    return data.map { [UInt8]($0) }
                },
                each: { article in
                    batch.append(file.profile.marking(article))
                    if batch.count >= batchSize {
                        flush(Double(done) / Double(total))
                    }
                },
                trouble: { trouble.append($0) })
            try? handle.close()
            done += size
            collector.report.diagnostics += trouble
            collector.report.skipped += trouble.count { $0.severity == .error }
        }
        flush(1)
        collector.finish(workspace: workspace, now: options.now)
        var finished = collector.report
        finished.elapsedSeconds = ProcessClock.now.wall - started.wall
        finished.cpuSeconds = ProcessClock.now.cpu - started.cpu
        return finished
    }

    // MARK: - Where articles come from

    private func sourceFiles(_ report: inout RunReport) -> [SourceFileEntry] {
        SourceFileEntry.list(
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

/// An article on its way to a worker.
struct RunItem: Sendable {
    var article: Article
    /// Numbers of rules that are quarantined.
    var disabled: Set<Int>
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
