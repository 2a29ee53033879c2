import Foundation
import TocsinAlerting
package import TocsinModel
package import TocsinStore

/// Where a person's decisions on incidents are taken: each is written down with its author, reason
/// and time, takes effect at once, and holds in later runs.
package struct ReviewDesk {
    package struct Refusal: Error {
        package var diagnostic: Diagnostic

        init(_ message: String, place: String = "") {
            diagnostic = Diagnostic(code: "review.refused", place: place, message: message)
        }
    }

    /// Who decides, why and when.
    package struct Signature: Sendable {
        package var author: String
        package var reason: String
        package var at: Timestamp

        package init(author: String, reason: String, at: Timestamp) {
            self.author = author
            self.reason = reason
            self.at = at
        }
    }

    private let store: Store

    package init(_ store: Store) { self.store = store }

    /// Accepts or rejects an incident as a whole.
    package func judge(_ id: String, _ action: Review.Action, _ by: Signature) throws -> Review {
        try sign(by)
        let incident = try find(id)
        let review = try draft(incident, action, by)
        try write { try $0.put(review) }
        return review
    }

    /// Sets values of `best`.
    package func edit(_ id: String, _ values: [String: String], _ by: Signature) throws -> Review {
        try sign(by)
        if values.isEmpty {
            throw Refusal("an edit sets something: --set killed=3, --set place=Odesa")
        }
        for (field, value) in values.sorted(by: { $0.key < $1.key }) {
            if let problem = ReviewEdit.problem(field, value) { throw Refusal(problem) }
        }
        let incident = try find(id)
        var review = try draft(incident, .edit, by)
        review.values = values.mapValues { .string($0) }
        try write { try $0.put(review) }
        return review
    }

    /// Says that two incidents are one: the events of the first go to the second.
    package func merge(_ id: String, into other: String, _ by: Signature) throws -> Review {
        try sign(by)
        let incident = try find(id)
        let target = try find(other)
        guard incident.id != target.id else {
            throw Refusal("\(incident.id) is \(target.id) already")
        }
        var review = try draft(incident, .merge, by)
        review.other = target.id
        review.events = incident.events
        let note = "merged \(incident.id) into \(target.id), by \(by.author): \(by.reason)"
        let rebuilt = try rebuild(
            [incident, target], moving: Set(incident.events), to: target.id, by: by, note: note)
        try write { writer in
            try writer.put(review)
            try writer.put(
                StageStep(
                    version: nil, clock: by.at, incidents: rebuilt.moved,
                    merged: [(incident.id, target.id)]))
            try writer.put(rebuilt.incidents)
        }
        return review
    }

    /// Says that events are another thing: they leave the incident for one of their own.
    ///
    /// - Parameter events: ids of events, or of articles whose events are meant.
    package func split(_ id: String, _ events: [String], _ by: Signature) throws -> Review {
        try sign(by)
        let incident = try find(id)
        let moved = incident.joins.filter { join in
            events.contains { !$0.isEmpty && (join.event.hasPrefix($0) || join.article == $0) }
        }.map(\.event)
        if moved.isEmpty {
            throw Refusal(
                "none of \(events.joined(separator: ", ")) is an event or article of \(incident.id); it has "
                    + incident.joins.prefix(8).map { "\($0.event) (\($0.article))" }
                    .joined(separator: ", "))
        }
        if moved.count == incident.events.count {
            throw Refusal("all events of \(incident.id) were named; some must stay")
        }
        var review = try draft(incident, .split, by)
        let new = "i" + StableHash.hex(of: "split", moved.sorted()[0])
        review.other = new
        review.events = moved
        let note = "\(new) was split from \(incident.id), by \(by.author): \(by.reason)"
        let rebuilt = try rebuild([incident], moving: Set(moved), to: new, by: by, note: note)
        try write { writer in
            try writer.put(review)
            try writer.put(StageStep(version: nil, clock: by.at, incidents: rebuilt.moved))
            try writer.put(rebuilt.incidents)
        }
        return review
    }

    // MARK: -

    private func sign(_ by: Signature) throws {
        if by.author.isEmpty { throw Refusal("a review has an author: --by NAME, or set USER") }
        if by.reason.isEmpty { throw Refusal("a review has a reason: --reason \"…\"") }
    }

    private func write(_ body: (StoreWriter) throws -> Void) throws {
        try store.write(.power, body)
    }

    private func find(_ id: String) throws -> Incident {
        guard let key = try store.read({ try $0.incidentKey(id) }),
            let incident = try store.read({ try $0.told(key) })
        else {
            throw Refusal(
                "no incident \"\(id)\" in the store; tocsin incidents lists them", place: "")
        }
        return incident
    }

    /// A review with the sentences and rules it is about, as they stand now.
    private func draft(_ incident: Incident, _ action: Review.Action, _ by: Signature) throws
        -> Review
    {
        var review = Review(
            incident: incident.id, action: action, author: by.author, reason: by.reason, at: by.at)
        var sentences: [Review.Sentence] = []
        let ids = Set(incident.events)
        for stored in try store.read({ try $0.outcomes(ofIncident: incident.id) }) {
            let shelf = EvidenceShelf()
            shelf.add(stored.outcome)
            for event in stored.outcome.events where ids.contains(event.id) {
                guard let first = shelf.source.event(event).first else { continue }
                sentences.append(
                    Review.Sentence(event: event.id, evidence: first, foundBy: event.foundBy))
            }
        }
        review.sentences = sentences
        return review
    }

    /// Builds incidents anew from their articles, with some events moved.
    private func rebuild(
        _ incidents: [Incident], moving: Set<String>, to target: String, by: Signature,
        note: String
    ) throws -> (incidents: [Incident], moved: [(event: String, incident: String?)]) {
        var home: [String: String] = [:]
        var reasons: [String: [String]] = [:]
        for incident in incidents {
            for event in incident.events {
                home[event] = moving.contains(event) ? target : incident.id
            }
            for join in incident.joins { reasons[join.event] = join.reasons }
        }
        for event in moving { reasons[event] = ["put there by \(by.author): \(by.reason)"] }
        var outcomes: [StoredOutcome] = []
        for incident in incidents {
            outcomes += try store.read { try $0.outcomes(ofIncident: incident.id) }
        }
        outcomes.sort { ($0.stage ?? .max, $0.version) < ($1.stage ?? .max, $1.version) }
        var seen: Set<Int64> = []
        var builder = IncidentBuilder(horizon: TimeSpan(seconds: .max / 4), keepsClosed: true)
        for stored in outcomes where seen.insert(stored.version).inserted {
            var outcome = stored.outcome.staged
            // Other events of these articles are not asked about.
            outcome.events.removeAll { home[$0.id] == nil }
            _ = builder.add(outcome.report(pins: home))
        }
        let ids = Set(home.values)
        let rebuilt = ids.sorted().compactMap { id -> Incident? in
            guard var incident = builder.incident(id) else { return nil }
            for i in incident.joins.indices {
                incident.joins[i].reasons =
                    reasons[incident.joins[i].event] ?? incident.joins[i].reasons
            }
            let before = incidents.first { $0.id == id }?.history ?? []
            incident.history = before + [note]
            return incident
        }
        return (rebuilt, moving.sorted().map { ($0, target) })
    }
}
