import TocsinAlerting
import TocsinModel
import TocsinPlugins
import TocsinStore

/// The last stage of a run: every article's events and matches in time order through the alert
/// rules and the policy, in one place.
///
/// With a store, what an article changes is one transaction: that it was taken, its incidents,
/// alerts, decisions and messages. A killed run goes on at the article it had not committed.
struct AlertPass {
    /// Articles whose steps are committed together: a sync for each alone would cost more than they.
    static let batch = 64

    private let problems: [Diagnostic]
    private let alertRules: [AlertRule]
    private let order: AlertEvidenceOrder
    private let shelf = EvidenceShelf()
    /// Reviews that the stage knows of; nil before it was brought to where the last run stood.
    private var reviews: Int?
    private var stage: AlertStage
    private let keeping: RunKeeping?
    private var pins: [String: String] = [:]
    private var dispatch: DispatchPass?
    /// Outcomes that came in this run: in order, and by version where there is a store.
    private var waiting: [ArticleOutcome] = []
    private var fresh: [Int64: ArticleOutcome] = [:]
    private var clock = Timestamp(seconds: 0)

    /// - Parameter excluded: numbers of rules that are out of the run from its start.
    init(
        _ rules: RuleSet, keeping: RunKeeping? = nil, dispatch: DispatchPass? = nil,
        without excluded: Set<Int> = []
    ) {
        let (alertRules, problems) = AlertRules.compile(rules, without: excluded)
        self.problems = problems
        self.alertRules = alertRules
        order = AlertEvidenceOrder(alertRules)
        self.keeping = keeping
        self.dispatch = dispatch
        stage = AlertStage(rules: alertRules, keepsClosedIncidents: true, evidence: shelf.source)
    }

    /// Keeps what the stage needs of an article; its body is let go.
    ///
    /// - Parameter version: its row in the store; nil without one.
    mutating func add(_ outcome: ArticleOutcome, version: Int64?) {
        if let version {
            fresh[version] = outcome.staged
        } else {
            waiting.append(outcome.staged)
        }
    }

    mutating func finish(into report: inout RunReport, now: Timestamp?) throws(StoreError) {
        report.diagnostics += problems
        if let keeping {
            try finish(into: &report, now: now, keeping)
        } else {
            finishInMemory(into: &report, now: now)
        }
    }

    // MARK: - Without a store

    private mutating func finishInMemory(into report: inout RunReport, now: Timestamp?) {
        // In time order; articles without a time keep their place after those of the same moment.
        let order = waiting.indices.sorted {
            let (a, b) = (waiting[$0].article.published, waiting[$1].article.published)
            switch (a, b) {
            case (let x?, let y?): return x == y ? $0 < $1 : x < y
            case (nil, _?): return false
            case (_?, nil): return true
            case (nil, nil): return $0 < $1
            }
        }
        var all = StageBatch()
        for index in order { all.add(take(waiting[index], version: nil)) }
        if let now { all.add(step(stage.advance(to: now), version: nil, at: now)) }
        let incidents = all.incidents
        for i in report.events.indices {
            report.events[i].incident =
                incidents[report.events[i].id] ?? report.events[i].incident
        }
        report.incidents = stage.incidents
        report.alerts = all.alerts.map(\.alert)
        report.held = RunReport.held(all.steps.flatMap(\.held))
    }

    // MARK: - With a store

    private mutating func finish(
        into report: inout RunReport, now: Timestamp?, _ keeping: RunKeeping
    ) throws(StoreError) {
        try proceed(keeping)
        if let now {
            try resume(keeping)
            var batch = StageBatch()
            batch.add(step(stage.advance(to: now), version: nil, at: now))
            try keep(batch, keeping)
        }
        if reviews != nil { try settle(now: now, keeping) }
        try keeping.report(into: &report)
    }

    /// Takes what the stage has not taken yet.
    mutating func proceed(_ keeping: RunKeeping) throws(StoreError) {
        let versions = try keeping.store.read { try $0.unstaged() }
        guard !versions.isEmpty else { return }
        try resume(keeping)
        var at = 0
        while at < versions.count {
            let end = min(at + AlertPass.batch, versions.count)
            var batch = StageBatch()
            for version in versions[at..<end] {
                let outcome: ArticleOutcome
                if let known = fresh.removeValue(forKey: version) {
                    outcome = known
                } else if let stored = try keeping.store.read({ try $0.outcome(version) }) {
                    outcome = stored.outcome
                } else {
                    continue
                }
                batch.add(take(outcome, version: version))
            }
            try keep(batch, keeping)
            at = end
        }
    }

    /// Brings a new stage to where the last run's stood: what lies within its windows goes through it
    /// again, in the same order, and what comes of it is not news. Once, and again when a reviewer has
    /// moved events.
    private mutating func resume(_ keeping: RunKeeping) throws(StoreError) {
        let count = try keeping.store.read { try $0.reviewCount() }
        guard count != reviews else { return }
        let isFirst = reviews == nil
        reviews = count
        stage = AlertStage(rules: alertRules, keepsClosedIncidents: true, evidence: shelf.source)
        pins = try keeping.store.read { try $0.pins() }
        stage.settle(Set(pins.values))
        if let position = try keeping.store.read({ try $0.stagePosition() }) {
            // Twice the longest memory: throttles and windows that were open at its edge are closed
            // by the time it matters.
            let since = position.clock.adding(seconds: -2 * stage.engine.horizonOfRules.seconds)
            var outcomes: [ArticleOutcome] = []
            try keeping.store.read { (reader) throws in
                try reader.staged(since: since) { outcomes.append($0.outcome) }
            }
            for outcome in outcomes { _ = take(outcome.staged, version: nil) }
        }
        if isFirst { try dispatch?.resume(keeping.store) }
    }

    private mutating func keep(_ batch: StageBatch, _ keeping: RunKeeping) throws(StoreError) {
        guard !batch.isEmpty else { return }
        let closed = Dictionary(batch.closed.map { ($0.id, $0) }, uniquingKeysWith: { $1 })
        var incidents: [Incident] = []
        for id in batch.changed {
            if let incident = stage.builder.incident(id) ?? closed[id] {
                incidents.append(incident)
            }
        }
        let stays = Set(incidents.map(\.id))
        let gone = batch.gone.filter { !stays.contains($0) }
        var dispatch = dispatch
        let rung = try keeping.store.write { writer in
            var rung: [Alert] = []
            for step in batch.steps { try writer.put(step) }
            try writer.remove(incidents: gone)
            try writer.put(incidents)
            for (alert, time) in batch.alerts {
                let due = dispatch?.time(for: time)
                // What rang under earlier rules too was taken by the policy then.
                guard try writer.put(alert, dispatched: due, now: keeping.now) else { continue }
                rung.append(alert)
                if let due { try dispatch?.receive(alert, at: due, writer) }
            }
            return rung
        }
        keeping.rung += rung
        self.dispatch = dispatch
    }

    /// Lets the policy's time go on to the end of the run.
    private mutating func settle(now: Timestamp?, _ keeping: RunKeeping) throws(StoreError) {
        guard var dispatch else { return }
        let end = dispatch.end(newest: clock, now: now, wall: keeping.now)
        try keeping.store.write { try dispatch.advance(to: end, $0) }
        self.dispatch = dispatch
    }

    // MARK: - One step

    private mutating func take(_ outcome: ArticleOutcome, version: Int64?) -> StageBatch {
        shelf.add(outcome)
        let result = stage.process(outcome.report(pins: pins))
        clock = stage.now ?? clock
        var batch = step(result.decisions, version: version, at: clock)
        batch.steps[0].story = result.incidents.story
        batch.steps[0].copyShare = result.incidents.copyShare
        batch.steps[0].incidents = result.events.map { ($0.id, $0.incident) }
        batch.steps[0].merged = result.incidents.merged
        batch.changed = result.incidents.changed
        batch.gone = result.incidents.gone
        if keeping != nil { batch.closed = stage.takeClosedIncidents() }
        return batch
    }

    private func step(_ decisions: [AlertDecision], version: Int64?, at time: Timestamp)
        -> StageBatch
    {
        var batch = StageBatch()
        var held: [HeldCount: Int] = [:]
        for decision in decisions {
            switch decision.outcome {
            case .ring(let alert): batch.alerts.append((order.sorted(alert), time))
            case .held(let reason):
                held[
                    HeldCount(
                        rule: decision.rule, code: reason.code, reason: reason.description,
                        count: 0), default: 0] += 1
            }
        }
        batch.steps = [
            StageStep(
                version: version, clock: time,
                held: held.map { key, count in
                    HeldCount(rule: key.rule, code: key.code, reason: key.reason, count: count)
                })
        ]
        return batch
    }
}

/// What several steps of the stage changed.
private struct StageBatch {
    var steps: [StageStep] = []
    /// With the stage's time when each rang.
    var alerts: [(alert: Alert, time: Timestamp)] = []
    /// Ids of incidents founded or changed, each once.
    var changed: [String] = []
    var gone: [String] = []
    var closed: [Incident] = []

    var isEmpty: Bool { steps.isEmpty }

    /// Event id to incident id after all steps, as a store has them: a merge takes along what its incident had by then,
    /// long after the stage itself has forgotten the name.
    var incidents: [String: String] {
        var incidents: [String: String] = [:]
        var events: [String: [String]] = [:]
        for step in steps {
            for (event, incident) in step.incidents {
                incidents[event] = incident
                if let incident { events[incident, default: []].append(event) }
            }
            for (from, into) in step.merged {
                let moved = (events.removeValue(forKey: from) ?? []).filter {
                    incidents[$0] == from
                }
                for event in moved { incidents[event] = into }
                events[into, default: []] += moved
            }
        }
        return incidents
    }

    mutating func add(_ other: StageBatch) {
        steps += other.steps
        alerts += other.alerts
        for step in other.steps {
            let merged = Set(step.merged.map(\.from))
            if !merged.isEmpty { changed.removeAll { merged.contains($0) } }
        }
        for id in other.changed where !changed.contains(id) { changed.append(id) }
        gone += other.gone
        closed += other.closed
    }
}

extension RunReport {
    static func held(_ counts: [HeldCount]) -> [HeldAlert] {
        var sums: [String: Int] = [:]
        for held in counts { sums["\(held.rule)\u{1}\(held.reason)", default: 0] += held.count }
        return sums.sorted { $0.key < $1.key }.map { key, count in
            let parts = key.split(separator: "\u{1}", maxSplits: 1).map(String.init)
            return HeldAlert(
                rule: parts[0], reason: parts.count > 1 ? parts[1] : "", count: count)
        }
    }
}
