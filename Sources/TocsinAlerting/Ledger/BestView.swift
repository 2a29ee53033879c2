import TocsinModel

/// What is best believed of an incident, derived from its ledger.
struct BestView {
    private let members: [Member]
    private let ledger: ClaimLedger
    private let standing: IncidentStanding

    init(_ members: [Member], _ ledger: ClaimLedger, _ standing: IncidentStanding) {
        self.members = members
        self.ledger = ledger
        self.standing = standing
    }

    /// An event with the incident's id, and the reason for each of its fields.
    func event(id: String) -> (Event, [String: String]) {
        let asserted = members.filter { $0.event.assertion.polarity == .affirmed }
        let trusted = asserted.isEmpty ? members : asserted
        let first = trusted[0].event
        var event = Event(
            id: id, article: trusted[0].article, incident: id, type: first.type, label: first.label)
        var because: [String: String] = [:]

        func unique<T, K: Hashable>(_ list: [T], by key: (T) -> K) -> [T] {
            var seen = Set<K>()
            return list.filter { seen.insert(key($0)).inserted }
        }
        event.modes = unique(trusted.flatMap(\.event.modes)) { $0 }
        let contexts = unique(trusted.flatMap { $0.event.contexts ?? [] }) { $0 }
        event.contexts = contexts.isEmpty ? nil : contexts
        event.acled = trusted.lazy.compactMap(\.event.acled).first
        event.cameo = trusted.lazy.compactMap(\.event.cameo).first
        // What was read before what was inferred.
        func read<T>(_ list: [T], _ inferred: (T) -> Bool?) -> [T] {
            list.filter { inferred($0) != true } + list.filter { inferred($0) == true }
        }
        event.actors = unique(read(trusted.flatMap(\.event.actors), \.inferred)) {
            $0.name.lowercased()
        }
        event.recipients = unique(read(trusted.flatMap(\.event.recipients), \.inferred)) {
            $0.name.lowercased()
        }
        event.effects = unique(trusted.flatMap(\.event.effects)) { "\($0.kind) \($0.place ?? "")" }
        // Of one name, the place itself before "outside" it.
        let placed = read(trusted.flatMap(\.event.places), \.inferred)
        let places = unique(
            placed.filter { $0.relation == nil } + placed.filter { $0.relation != nil }
        ) {
            "\($0.name.lowercased()) \($0.role ?? "event")"
        }
        event.places = places.enumerated().sorted {
            (BestView.exactness($0.element), $0.offset) < (
                BestView.exactness($1.element), $1.offset
            )
        }.map(\.element)
        event.time = time(of: trusted, &because)
        event.foundBy = Set(members.flatMap(\.event.foundBy)).sorted()
        event.extra = trusted.lazy.compactMap(\.event.extra).first

        for (field, lines) in ledger.lines {
            let entries = lines.map(\.entry)
            guard let best = ClaimLedger.best(of: entries) else { continue }
            because[field] = best.reason
            // The values that agree bound one another: "17" and "nearly twenty" are 17.
            var low = entries[best.index].low
            var high = entries[best.index].high
            for other in best.agreeing where entries[other].inferred != true {
                let nextLow = [low, entries[other].low].compactMap { $0 }.max()
                let nextHigh = [high, entries[other].high].compactMap { $0 }.min()
                if (nextLow ?? -.infinity) <= (nextHigh ?? .infinity) {
                    (low, high) = (nextLow, nextHigh)
                }
            }
            if var figure = lines[best.index].quantity {
                figure.low = low
                figure.high = high
                figure.speaker = nil
                event.casualties.append(figure)
            } else if var thing = lines[best.index].materiel, field != "weapon" {
                thing.low = low
                thing.high = high
                event.materiel.append(thing)
            }
        }
        let kinds = Set(event.materiel.map { "\($0.kind) \($0.role)" })
        event.materiel += unique(
            trusted.flatMap(\.event.materiel).filter {
                $0.low == nil && $0.high == nil && !kinds.contains("\($0.kind) \($0.role)")
            }, by: { "\($0.kind) \($0.role) \($0.model ?? "")" })

        var assertion =
            trusted.first { $0.event.assertion.modality == .asserted }?.event.assertion
            ?? first.assertion
        if standing.status == .denied { assertion.polarity = .negated }
        if standing.status == .confirmed || standing.status == .corroborated,
            assertion.modality == .alleged
        {
            assertion.modality = .asserted
            because["assertion"] = standing.reason
        }
        event.assertion = assertion
        return (event, because)
    }

    private func time(of members: [Member], _ because: inout [String: String]) -> EventTime {
        func width(_ time: EventTime) -> Int {
            guard let start = time.start ?? time.end, let end = time.end ?? time.start else {
                return .max
            }
            return end.number - start.number
        }
        let known = members.map(\.event.time).filter { $0.start != nil || $0.end != nil }
        let read = known.filter { $0.inferred != true && $0.basis != .publicationDefault }
        guard let best = (read.isEmpty ? known : read).min(by: { width($0) < width($1) }) else {
            return members[0].event.time
        }
        because["time"] = read.isEmpty ? "inferred" : "the narrowest that was given"
        return best
    }

    /// Most exact first.
    static func exactness(_ place: Place) -> Int {
        // "340 km north of Baghdad" is somewhere in the region.
        if place.isAway { return 3 }
        return switch place.precision {
        case "site": 0
        case "town": 1
        case "district": 2
        case "region": 4
        case "country": 5
        default: 3
        }
    }
}
