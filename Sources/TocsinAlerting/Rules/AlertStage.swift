package import TocsinModel

/// The alert stage: reports of articles in, incidents and alerts out.
///
/// Pure: the newest publication is the time, or what `advance` is told. Give it articles in time
/// order; a late one is put in its place (see Documentation/alert-policy.md for what that means).
package struct AlertStage {
    package private(set) var builder: IncidentBuilder
    package private(set) var engine: AlertEngine

    /// - Returns: nothing for rules with `problems()`; they are left out.
    package init(
        rules: [AlertRule], horizon: TimeSpan = TimeSpan(seconds: 3 * 86400),
        keepsClosedIncidents: Bool = false, evidence: EvidenceSource = .none,
        contains: @escaping PlaceContainment = placeIsInside
    ) {
        builder = IncidentBuilder(horizon: horizon, keepsClosed: keepsClosedIncidents)
        engine = AlertEngine(rules: rules, evidence: evidence, contains: contains, horizon: horizon)
    }

    package struct Step: Sendable {
        /// The article's events with their incident set.
        package var events: [Event]
        package var incidents: IncidentUpdate
        package var decisions: [AlertDecision]

        package var alerts: [Alert] { decisions.compactMap(\.alert) }
    }

    /// The stage's time; nil before its first article.
    package var now: Timestamp? { engine.now == .min ? nil : Timestamp(seconds: engine.now) }

    /// Takes one article through.
    package mutating func process(_ report: ArticleReport, failing sources: Set<String> = [])
        -> Step
    {
        let update = builder.add(report)
        var decisions = engine.advance(
            to: Timestamp(seconds: update.published), failing: sources)
        decisions += engine.process(report, update, builder)
        return Step(events: update.events, incidents: update, decisions: decisions)
    }

    /// Lets time pass: rings what depends on nothing having come.
    package mutating func advance(to now: Timestamp, failing sources: Set<String> = [])
        -> [AlertDecision]
    {
        engine.advance(to: now, failing: sources)
    }

    /// Incidents into which reviewers have put events merge with no other by themselves.
    package mutating func settle(_ incidents: Set<String>) { builder.settled = incidents }

    /// The incidents that were closed since this was last asked, where they are kept; they are let go.
    package mutating func takeClosedIncidents() -> [Incident] { builder.takeClosed() }

    /// The incidents by first report: the open ones, and the closed where they are kept.
    package var incidents: [Incident] { builder.incidents }
}
