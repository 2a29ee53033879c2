package import TocsinModel

/// Decides which alerts ring.
///
/// Time is the newest publication seen, or what `advance` was told. Memory follows the rules'
/// windows and the incidents' horizon, not history.
package struct AlertEngine {
    let rules: [CompiledRule]
    var states: [RuleState]
    let evidence: EvidenceSource
    let horizon: Int
    private let index: RuleIndex
    private let byScope: [AlertRule.Scope: [Int]]
    /// Types of events whose incident a rule asks for before it rings; of incidents that rules
    /// on incidents or claims may hold for.
    private let incidentTypes: UInt32
    private let broadTypes: UInt32
    private let followers: [Int]
    private let absences: [Int]
    let totalling: [Int]
    var now = Int.min
    var started = Int.min
    private var lastSweep = Int.min
    /// The incidents while an article is worked on, and those looked at.
    private var lookup: IncidentBuilder?
    private var known: [String: Incident] = [:]
    private var evaluated = 0
    private var eventsSeen = 0

    /// Rules that have `problems()` are left out.
    package init(
        rules: [AlertRule], evidence: EvidenceSource = .none,
        contains: @escaping PlaceContainment = placeIsInside,
        horizon: TimeSpan = TimeSpan(seconds: 3 * 86400)
    ) {
        let compiled = rules.filter { $0.problems().isEmpty }.compactMap {
            CompiledRule($0, contains: contains)
        }
        self.rules = compiled
        self.evidence = evidence
        self.horizon = horizon.seconds
        states = compiled.map {
            var state = RuleState()
            state.failures = Array(repeating: 0, count: $0.when.clauses.count + 3)
            return state
        }
        index = RuleIndex(compiled)
        var byScope: [AlertRule.Scope: [Int]] = [:]
        for (index, rule) in compiled.enumerated() {
            byScope[rule.scope, default: []].append(index)
        }
        self.byScope = byScope
        func types(_ picked: (CompiledRule) -> Bool) -> UInt32 {
            compiled.filter(picked).reduce(0) { $0 | $1.when.types | ($1.after?.types ?? 0) }
        }
        incidentTypes = types { $0.needsIncident && ($0.scope == .event || $0.scope == .article) }
        broadTypes = types { $0.scope == .incident || $0.scope == .claim }
        followers = compiled.indices.filter {
            compiled[$0].rule.step != nil || compiled[$0].rule.onStatus != nil
        }
        totalling = compiled.indices.filter { compiled[$0].rule.total != nil }
        absences = compiled.indices.filter { compiled[$0].rule.absence != nil }
    }

    /// First publication of an incident, while an article is worked on.
    func firstPublished(_ id: String) -> Int? { lookup?.firstPublished(id) }

    /// An incident as the article at hand leaves it.
    mutating func incident(_ id: String) -> Incident? {
        if let incident = known[id] { return incident }
        guard let incident = lookup?.incident(id) else { return nil }
        known[id] = incident
        return incident
    }

    /// What rings knows its incident, whether or not a rule asked for it.
    mutating func complete(_ subject: ConditionSubject) -> ConditionSubject {
        guard subject.incident == nil, let id = subject.event?.incident,
            let incident = incident(id)
        else { return subject }
        return subject.with(incident)
    }

    // MARK: One article

    mutating func process(
        _ report: ArticleReport, _ update: IncidentUpdate, _ builder: IncidentBuilder
    )
        -> [AlertDecision]
    {
        var decisions: [AlertDecision] = []
        var article = report.article
        article.body = ""
        for merge in update.merged { follow(merge) }
        if !update.withdrawn.isEmpty {
            withdraw(
                Set(update.withdrawn), because: "its article was corrected or withdrawn", &decisions
            )
        }
        if !update.reissued.isEmpty { dropFromWindows(Set(update.reissued)) }
        retime(update, builder)

        lookup = builder
        defer {
            lookup = nil
            known = [:]
        }
        var ordinals: [String: Int] = [:]
        var subjects: [ConditionSubject] = []
        eventsSeen += update.events.count
        for event in update.events {
            let id = event.incident ?? event.id
            let ordinal = ordinals[id, default: 0]
            ordinals[id] = ordinal + 1
            let subject = ConditionSubject(
                event: event, article: article,
                incident: incidentTypes & CompiledCondition.bit(event) != 0 ? incident(id) : nil,
                matches: report.matches, story: update.story, ordinal: ordinal,
                firstPublished: builder.firstPublished(id))
            subjects.append(subject)
            let wasTold = update.reissued.contains(event.id)
            for index in index.rules(for: subject, all: wasTold) {
                consider(index, subject, &decisions)
            }
        }
        for index in byScope[.article] ?? [] {
            considerArticle(index, article, report, update, subjects, &decisions)
        }
        let incidentRules = byScope[.incident] ?? []
        let claimRules = byScope[.claim] ?? []
        if !incidentRules.isEmpty || !claimRules.isEmpty {
            for id in update.changed {
                guard let bit = builder.typeBit(id), broadTypes & bit != 0,
                    let incident = incident(id)
                else { continue }
                let subject = ConditionSubject(
                    event: incident.best, article: article, incident: incident,
                    matches: report.matches, story: update.story,
                    firstPublished: builder.firstPublished(id))
                for index in incidentRules { consider(index, subject, &decisions) }
                guard !claimRules.isEmpty else { continue }
                let new = Set(update.events.map(\.id))
                for field in incident.ledger {
                    for entry in field.entries where new.contains(entry.event) {
                        let event = update.events.first { $0.id == entry.event }
                        let subject = ConditionSubject(
                            event: event, article: article, incident: incident,
                            claim: (field.field, entry), matches: report.matches,
                            story: update.story, firstPublished: builder.firstPublished(id))
                        for index in claimRules { consider(index, subject, &decisions) }
                    }
                }
            }
        }
        if !followers.isEmpty {
            for id in update.changed {
                for index in followers { follow(index, id, article, report, &decisions) }
            }
        }
        for index in totalling { settleTotals(index, update.changed, &decisions) }
        return decisions
    }

    private mutating func consider(
        _ index: Int, _ subject: ConditionSubject, _ decisions: inout [AlertDecision]
    ) {
        evaluated += 1
        let rule = rules[index]
        if let after = rule.after, after.failure(subject) == nil { arm(index, subject) }
        if let at = rule.when.firstFailure(subject) {
            states[index].failures[at] += 1
            var isTold = at < rule.when.clauses.count && rule.when.clauses[at].isDefault
            if !states[index].holders.isEmpty, subject.claim == nil, let id = subject.event?.id {
                isTold = isTold || states[index].holders[id] != nil
            }
            if isTold { refuse(index, subject, rule.when.describe(at, subject), &decisions) }
            return
        }
        if let failure = rule.when.functionFailure(subject) {
            states[index].failures[rule.when.clauses.count + 2] += 1
            refuse(index, subject, failure, &decisions)
            return
        }
        admit(index, subject, &decisions)
    }

    /// What met the rule's own clauses and failed a safe default or its function is worth telling;
    /// and what held an alert up before (in an earlier version of its article) does so no more.
    private mutating func refuse(
        _ index: Int, _ subject: ConditionSubject, _ failure: ConditionFailure,
        _ decisions: inout [AlertDecision]
    ) {
        decisions.append(decision(index, subject, .held(.condition(failure))))
        if subject.claim == nil, let event = subject.event, states[index].holders[event.id] != nil {
            withdraw([event.id], from: index, because: failure.description, &decisions)
        }
    }

    private mutating func considerArticle(
        _ index: Int, _ article: Article, _ report: ArticleReport, _ update: IncidentUpdate,
        _ events: [ConditionSubject], _ decisions: inout [AlertDecision]
    ) {
        let rule = rules[index]
        if !rule.matches.isEmpty, rule.rule.asksOnlyOfArticles,
            !report.matches.contains(where: { rule.matches.contains($0.rule) })
        {
            states[index].failures[0] += 1
            return
        }
        if !rule.rule.asksOnlyOfArticles {
            // The first event that satisfies it stands for the article.
            if let subject = events.first(where: { rule.when.failure($0) == nil }) {
                admit(index, subject, &decisions)
            } else {
                for subject in events { consider(index, subject, &decisions) }
            }
            return
        }
        let touched = rule.rule.isWatchlist ? events.filter { touches(rule, $0) } : []
        let subject =
            touched.first
            ?? ConditionSubject(
                event: nil, article: article, matches: report.matches, story: update.story)
        if let failure = rule.when.failure(subject) {
            states[index].failures[0] += 1
            decisions.append(decision(index, subject, .held(.condition(failure))))
            return
        }
        admit(index, subject, also: touched.compactMap { $0.event?.incident }, &decisions)
    }

    /// True when a hit of the watchlist lies in a sentence that made the event.
    private func touches(_ rule: CompiledRule, _ subject: ConditionSubject) -> Bool {
        guard let event = subject.event else { return false }
        let hits = subject.matches.filter { rule.matches.contains($0.rule) }.flatMap(\.spans)
        guard !hits.isEmpty else { return false }
        var reach = evidence.event(event).map(\.sentence)
        for field in Field.allCases {
            let spans = event.spans.filter { $0.span.field == field }.map(\.span)
            if let start = spans.map(\.start).min(), let end = spans.map(\.end).max() {
                reach.append(Span(field: field, range: start..<end))
            }
        }
        return hits.contains { hit in
            reach.contains {
                $0.field == hit.span.field && $0.start < hit.span.end && hit.span.start < $0.end
            }
        }
    }

    func decision(
        _ index: Int, _ subject: ConditionSubject, group: String? = nil,
        _ outcome: AlertDecision.Outcome
    ) -> AlertDecision {
        AlertDecision(
            rule: rules[index].rule.id,
            subject: subject.event?.id ?? subject.incident?.id ?? subject.article.id,
            article: subject.article.id, incident: subject.event?.incident ?? subject.incident?.id,
            group: group, outcome: outcome)
    }

    // MARK: Time

    /// Moves the clock on, never back, and rings what depends on time passing.
    package mutating func advance(to time: Timestamp?, failing sources: Set<String> = [])
        -> [AlertDecision]
    {
        guard let time else { return [] }
        if started == .min { started = time.seconds }
        now = max(now, time.seconds)
        var decisions: [AlertDecision] = []
        for index in absences {
            ringAbsence(index, failing: sources, &decisions)
        }
        if lastSweep == .min || now - lastSweep > horizon / 8 { sweep() }
        return decisions
    }

    private mutating func sweep() {
        lastSweep = now
        for index in rules.indices {
            let compiled = rules[index]
            let length = compiled.rule.within?.seconds ?? 0
            let reach = compiled.rule.clock == .event ? max(horizon, length) : 0
            for group in states[index].windows.keys {
                states[index].windows[group]!.forget(before: now - 2 * length - reach)
                if states[index].windows[group]!.isEmpty { states[index].windows[group] = nil }
            }
            if compiled.rule.total != nil { forgetTotals(index, before: now - 3 * length - reach) }
            if let trend = compiled.rule.trend {
                let oldest = now - 2 * trend.per.seconds - reach
                states[index].trends = states[index].trends.filter {
                    $0.value.newest ?? .min >= oldest
                }
                states[index].trendRang.formIntersection(states[index].trends.keys)
            }
            let rings = now - (compiled.rule.throttle?.seconds ?? 0) - 2 * length - horizon
            states[index].rings = states[index].rings.compactMapValues { list in
                let kept = list.filter { $0.time >= rings }
                return kept.isEmpty ? nil : kept
            }
            let live = now - max(horizon, 2 * length)
            states[index].live = states[index].live.filter { $0.value.touched >= live }
            let keys = Set(states[index].live.keys)
            states[index].holders = states[index].holders.compactMapValues { list in
                let kept = list.filter(keys.contains)
                return kept.isEmpty ? nil : kept
            }
            if let first = compiled.rule.first {
                let limit = now - first.lookback.seconds
                states[index].seen = states[index].seen.filter { $0.value >= limit }
            }
        }
    }

    // MARK: Accounts

    /// How often each rule failed on which key; rules that were not asked (`RuleIndex`) are not
    /// counted.
    package var failures: [(rule: String, key: String, count: Int)] {
        zip(rules, states).flatMap { rule, state in
            state.failures.enumerated().compactMap { index, count in
                guard count > 0 else { return nil }
                let names = rule.when.clauses.map(\.name) + ["any", "none", "function"]
                return (rule.rule.id, names[index], count)
            }
        }
    }

    /// Things held in memory: window items, live alerts, rings, values seen.
    package var footprint: Int {
        states.reduce(0) { total, state in
            total + state.windows.values.reduce(0) { $0 + $1.items.count }
                + state.trends.values.reduce(0) { $0 + $1.items.count }
                + state.totals.values.reduce(0) { $0 + $1.items.count } + state.counted.count
                + state.live.count
                + state.rings.values.reduce(0) { $0 + $1.count } + state.seen.count
                + state.holders.count
        }
    }

    /// How far back a replay must begin to give the same alerts: the longest the rules remember.
    package var horizonOfRules: TimeSpan {
        TimeSpan(
            seconds: rules.map { rule in
                let r = rule.rule
                return [
                    horizon,
                    (r.total == nil ? 2 : 3) * (r.within?.seconds ?? 0)
                        + (r.throttle?.seconds ?? 0),
                    2 * (r.trend?.per.seconds ?? 0),
                    (r.first?.lookback.seconds ?? 0) + (r.first?.warmUp?.seconds ?? 0),
                    r.absence?.silence.seconds ?? 0,
                ].max()!
            }.max() ?? horizon)
    }
}
