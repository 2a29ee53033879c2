import Foundation
import TocsinLua
import TocsinModel
import TocsinPlugins
import TocsinStore

/// A run's hold on its workspace's store: the lock, the rules it runs under, what it counts.
final class RunKeeping {
    let store: Store
    /// When the run began, by the machine's clock.
    let now: Timestamp
    private let lock: StoreLock
    private let row: Int64
    /// Of the rules that decide what is found in an article; an outcome of other rules is done again.
    let rules: String
    private let isRound: Bool
    /// Ids of articles from feeds, which say another date at every visit: that is no new version.
    private let fetched: Set<String>
    /// Alerts that had not rung before.
    var rung: [Alert] = []
    private var new: Set<String> = []
    var counts = RunCounts()
    /// Ids of the articles of this run, in order, each once.
    private var articles: [String] = []
    private var known: Set<String> = []

    /// Waits for the lock, opens the store, and begins a new generation where the rules are others.
    init(
        _ use: RunOptions.StoreUse, workspace: Workspace, rules set: RuleSet,
        options: RunOptions, command: String
    ) throws(StoreError) {
        now = Timestamp(seconds: Int(Date().timeIntervalSince1970))
        let holder = StoreLock.Holder(command: command, since: now)
        let display = Workspace.relative(use.folder)
        lock = try StoreLock.take(
            folder: use.folder, display: display, as: holder, wait: use.wait,
            waiting: { use.waiting?($0?.description ?? "another run") })
        store = try Store.open(folder: use.folder, display: display)
        let hashes = RuleHashes(set, workspace: workspace)
        rules = hashes.extraction
        isRound = options.isRound
        fetched = Set(options.articles.map(\.id))
        let again = use.again
        row = try store.write { writer in
            if try again || writer.reader.stageRules() != hashes.stage {
                _ = try writer.beginGeneration(rules: hashes.stage)
            }
            return try writer.beginRun(command: command, holder: holder, rules: hashes.stage)
        }
    }

    /// How articles that were just read stand to the store, with the outcomes of those that are done.
    func standings(_ articles: [Article], again: Bool) throws(StoreError) -> [RunArticle] {
        let (rules, fetched) = (rules, fetched)
        return try store.read { (reader) throws in
            try articles.map { article in
                var standing = try reader.standing(
                    of: article, rules: rules, details: !fetched.contains(article.id))
                if again { standing.isDone = false }
                var one = RunArticle(article: article, standing: standing)
                one.article.id = standing.key
                if standing.state == .outdated {
                    one.isOutdated = true
                } else if standing.isDone, let version = standing.version {
                    one.known = try reader.outcome(version)?.outcome
                }
                return one
            }
        }
    }

    /// Keeps the outcomes of a batch in one transaction.
    ///
    /// - Returns: the row of each version.
    func put(_ batch: [(RunArticle, PreparedOutcome)]) throws(StoreError) -> [Int64] {
        guard !batch.isEmpty else { return [] }
        let now = now
        let rules = rules
        return try store.write { writer in
            try batch.map { article, prepared in
                try writer.put(prepared, standing: article.standing!, rules: rules, now: now)
            }
        }
    }

    func count(_ article: RunArticle) {
        counts.articles += 1
        if known.insert(article.article.id).inserted { articles.append(article.article.id) }
        switch article.standing?.state {
        case .new:
            counts.newArticles += 1
            new.insert(article.article.id)
        case .changed: counts.changedArticles += 1
        default: break
        }
    }

    private func keepTrips(_ report: RunReport) throws(StoreError) {
        let tripped = report.rules.filter { $0.trips > 0 || $0.quarantined }.map {
            RuleTrips(
                rule: $0.id, trips: $0.trips, article: $0.trippedOn, quarantined: $0.quarantined)
        }
        guard !tripped.isEmpty else { return }
        let row = row
        try store.write { try $0.put(tripped, ofRun: row) }
    }

    /// Tells of this run's articles what the stages after them made of them, in this run or before.
    func report(into report: inout RunReport) throws(StoreError) {
        try keepTrips(report)
        if isRound {
            report.alerts = rung
            report.newArticleIDs = new
            counts.events = report.events.count
            counts.alerts = rung.count
            report.newArticles = counts.newArticles
            report.changedArticles = counts.changedArticles
            return
        }
        let (events, alerts, held) = try store.read { [articles] (reader) throws in
            (
                try reader.incidents(ofArticles: articles),
                try reader.alerts(ofArticles: articles),
                try reader.held(forArticles: articles)
            )
        }
        for i in report.events.indices {
            report.events[i].incident = events[report.events[i].id] ?? report.events[i].incident
        }
        report.alerts = alerts
        report.held = RunReport.held(held)
        counts.events = report.events.count
        counts.alerts = alerts.count
        report.newArticles = counts.newArticles
        report.changedArticles = counts.changedArticles
    }

    func finish() throws(StoreError) {
        let (counts, row) = (counts, row)
        let end = Timestamp(seconds: Int(Date().timeIntervalSince1970))
        try store.write { writer in
            try writer.note(counts, ofRun: row)
            try writer.finishRun(row, at: end)
        }
        try store.close()
    }

    func fail(_ message: String) {
        let row = row
        let end = Timestamp(seconds: Int(Date().timeIntervalSince1970))
        try? store.write { try $0.finishRun(row, at: end, error: message) }
    }
}

/// An article of a run and how it stands to the store.
struct RunArticle {
    var article: Article
    var standing: ArticleStanding?
    /// What was made of it in an earlier run.
    var known: ArticleOutcome?
    /// The text of an earlier version.
    var isOutdated = false
}

/// What a store's outcomes depend on besides the articles.
struct RuleHashes {
    /// Rules that find events and matches, their options and lists, and this program.
    var extraction: String
    /// All rules: also those on events.
    var stage: String

    init(_ set: RuleSet, workspace: Workspace) {
        var shared = StableHash()
        shared.combine(RuleHashes.stamp(ofFile: "/proc/self/exe"))
        for rule in workspace.configuration.overrides.keys.sorted() {
            shared.combine(rule)
            let options = LuaRecord.tree(.table(workspace.configuration.overrides[rule]!))
            shared.combine((try? JSONReport.text(of: options)) ?? "")
        }
        var folders = set.plugins.map(\.folder)
        folders.append(workspace.folder)
        for folder in folders { RuleHashes.addLists(of: folder, to: &shared) }
        var extraction = shared
        var stage = shared
        for rule in set.rules {
            if case .alert = rule.kind {
            } else {
                extraction.combine(rule.versionedID)
            }
            stage.combine(rule.versionedID)
        }
        self.extraction = extraction.hex
        self.stage = stage.hex
    }

    /// Lists and modules: everything of a plugin but its rules, which have hashes of their own.
    private static func addLists(of folder: String, to hash: inout StableHash) {
        for part in ["lists", "lib", "modules"] {
            let place = folder + "/" + part
            let names = FileManager.default.enumerator(atPath: place)?.compactMap { $0 as? String }
            for name in (names ?? []).sorted() { hash.combine(stamp(ofFile: place + "/" + name)) }
        }
        let top = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in top.sorted()
        where name.hasSuffix(".lua") && name != WorkspaceConfiguration.fileName {
            hash.combine(stamp(ofFile: folder + "/" + name))
        }
    }

    private static func stamp(ofFile path: String) -> String {
        let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
        guard let facts = try? FileManager.default.attributesOfItem(atPath: resolved) else {
            return path
        }
        let time = (facts[.modificationDate] as? Date)?.timeIntervalSince1970 ?? 0
        return "\(resolved)|\(facts[.size] ?? 0)|\(time)"
    }
}
