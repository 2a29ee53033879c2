import TocsinModel

/// One actor, place, figure … that a sub-table is tested on.
enum ConditionElement {
    case entity(Entity)
    case place(Place)
    case materiel(Materiel)
    case casualty(Quantity)
    case effect(Effect)
    case claim(Claim)

    var summary: String {
        switch self {
        case .entity(let e):
            ([e.name] + [e.kind, e.country].compactMap { $0 }).joined(separator: " ")
                + (e.inferred == true ? " (inferred)" : "")
        case .place(let p):
            ([p.name] + [p.country, p.role].compactMap { $0 }).joined(separator: " ")
                + (p.inferred == true ? " (inferred)" : "")
        case .materiel(let m):
            "\(m.role) \(Quantity(text: "", low: m.low, high: m.high).rangeText) \(m.kind)"
        case .casualty(let q): "\(q.metric ?? "") \(q.rangeText)"
        case .effect(let e): e.kind
        case .claim(let c): "\(c.speaker) \(c.stance.rawValue)"
        }
    }
}

extension ClauseReading {
    func elements(_ key: ConditionKey) -> [ConditionElement] {
        var all: [ConditionElement] = []
        _ = contains(key) {
            all.append($0)
            return false
        }
        return all
    }

    /// True when one of the elements under a key satisfies the body.
    func contains(_ key: ConditionKey, where body: (ConditionElement) -> Bool) -> Bool {
        guard let event = subject.event else { return false }
        return switch key {
        case .actor: event.actors.contains { body(.entity($0)) }
        case .recipient, .target: event.recipients.contains { body(.entity($0)) }
        case .place: event.places.contains { body(.place($0)) }
        case .materiel: event.materiel.contains { body(.materiel($0)) }
        case .casualty: event.casualties.contains { body(.casualty($0)) }
        case .effect: event.effects.contains { body(.effect($0)) }
        case .claim: event.claims.contains { body(.claim($0)) }
        default: false
        }
    }

    /// True when one element meets all the clauses of a sub-table.
    func meets(_ element: ConditionElement, _ clauses: [Condition.Clause]) -> Bool {
        let inferredToo = clauses.contains {
            if $0.key == "inferred", case .equals(.bool(true)) = $0.test { return true }
            if $0.key == "inferred", case .any = $0.test { return true }
            return false
        }
        let wasInferred: Bool? =
            switch element {
            case .entity(let e): e.inferred
            case .place(let p): p.inferred
            case .casualty(let q): q.inferred
            case .claim(let c): c.inferred
            case .materiel, .effect: nil
            }
        guard inferredToo || usable(wasInferred) else { return false }
        return clauses.allSatisfy { $0.key == "inferred" || meets(element, $0) }
    }

    private func meets(_ element: ConditionElement, _ clause: Condition.Clause) -> Bool {
        if case .any = clause.test { return true }
        func text(_ first: String?, _ second: String? = nil) -> Bool {
            if case .equals(.string(let wanted)) = clause.test {
                return first.map { sameName(wanted, $0) } == true
                    || second.map { sameName(wanted, $0) } == true
            }
            return names(clause.test, [first, second].compactMap { $0.map { ($0, nil) } })
        }
        func figure(_ low: Double?, _ high: Double?) -> Bool {
            figures(clause.test, [(low, high)])
        }
        switch element {
        case .entity(let e):
            switch clause.key {
            case "name": return text(e.name, e.text)
            case "kind": return text(e.kind)
            case "country": return text(e.country)
            case "sector": return text(e.sector)
            case "office": return text(e.office)
            case "id": return text(e.id)
            case "group_id": return text(e.groupID)
            default: return false
            }
        case .place(let p):
            switch clause.key {
            case "name":
                if case .inside(let area) = clause.test { return contains(p, area) }
                return text(p.name, p.text)
            case "inside":
                if case .equals(.string(let area)) = clause.test { return contains(p, area) }
                if case .inside(let area) = clause.test { return contains(p, area) }
                return false
            case "country": return text(p.country)
            case "admin1": return text(p.admin1)
            case "admin2": return text(p.admin2)
            case "precision": return text(p.precision)
            case "role": return text(p.role ?? "event")
            case "relation": return text(p.relation)
            case "distance": return figure(p.distance, p.distance)
            case "geonames_id":
                return figure(p.geonamesID.map(Double.init), p.geonamesID.map(Double.init))
            default: return false
            }
        case .materiel(let m):
            switch clause.key {
            case "kind": return text(m.kind)
            case "model": return text(m.model)
            case "role": return text(m.role)
            case "owner": return text(m.owner)
            case "target": return text(m.target)
            case "over": return text(m.over)
            case "speaker": return text(m.speaker)
            case "quantity": return figure(m.low, m.high)
            default: return false
            }
        case .casualty(let q):
            switch clause.key {
            case "metric": return text(q.metric)
            case "of_whom": return text(q.ofWhom)
            case "unit": return text(q.unit)
            case "status": return text(q.status)
            case "speaker": return text(q.speaker)
            case "qualifier": return text(q.qualifier.rawValue)
            case "quantity": return figure(q.low, q.high)
            case "cumulative":
                if case .equals(.bool(let value)) = clause.test {
                    return value == (q.cumulative == true)
                }
                return false
            default: return false
            }
        case .effect(let e):
            switch clause.key {
            case "kind": return text(e.kind)
            case "place": return text(e.place)
            case "quantity": return figure(e.quantity?.low, e.quantity?.high)
            default: return false
            }
        case .claim(let c):
            switch clause.key {
            case "speaker": return text(c.speaker)
            case "source_kind": return text(c.sourceKind)
            case "cue": return text(c.cue)
            case "form": return text(c.form.rawValue)
            case "stance": return text(c.stance.rawValue)
            case "field": return text(c.about?.field)
            case "value": return text(c.value)
            case "origin": return text(c.origin)
            case "reported_by": return text(c.reportedBy)
            default: return false
            }
        }
    }

    // MARK: Names

    func names(_ test: ConditionTest, _ values: [(text: String, inferred: Bool?)]) -> Bool {
        if case .function(let function) = test {
            let list = values.filter { usable($0.inferred) }.map { JSONValue.string($0.text) }
            return function(list.count == 1 ? list[0] : .array(list)) == .holds
        }
        return values.contains { usable($0.inferred) && self.test(test, text: $0.text) }
    }

    /// Scales on which names may be compared, least first.
    private static let scales: [[String]] = [
        Severity.allCases.map(\.rawValue), ["possible", "probable", "certain"],
        ["low", "medium", "high"], ["rumoured", "claimed", "corroborated", "confirmed"],
        ["country", "region", "district", "town", "site"], ["suspected", "probable", "confirmed"],
    ]

    /// The order of two names on a scale both stand on; nil where there is none.
    static func compare(_ a: String, _ b: String) -> Int? {
        for scale in scales {
            if let x = scale.firstIndex(of: a), let y = scale.firstIndex(of: b) {
                return x < y ? -1 : x == y ? 0 : 1
            }
        }
        return nil
    }

    func test(_ test: ConditionTest, text: String) -> Bool {
        switch test {
        case .equals(.string(let wanted)): return sameName(wanted, text)
        case .equals(.number(let wanted)): return Double(text) == wanted
        case .oneOf(let wanted):
            for case .string(let name) in wanted where sameName(name, text) { return true }
            return false
        case .atLeast(.string(let bound)):
            return ClauseReading.compare(text, bound).map { $0 >= 0 } ?? false
        case .atMost(.string(let bound)):
            return ClauseReading.compare(text, bound).map { $0 <= 0 } ?? false
        case .function(let function): return function(.string(text)) == .holds
        case .any: return true
        default: return false
        }
    }

    // MARK: Figures

    func test(_ test: ConditionTest, low: Double?, high: Double?) -> Bool {
        guard low != nil || high != nil else { return false }
        switch test {
        case .equals(.number(let n)): return low == n && high == n
        case .oneOf(let list):
            return list.contains {
                if case .number(let n) = $0 { return low == n && high == n }
                return false
            }
        case .atLeast(.number(let n)): return (low ?? 0) >= n
        case .possiblyAtLeast(let n): return (high ?? .infinity) >= n
        case .atMost(.number(let n)): return (high ?? .infinity) <= n
        case .between(let a, let b): return (low ?? 0) >= a && (high ?? .infinity) <= b
        case .function(let function):
            return (low ?? high).map { function(.number($0)) == .holds } ?? false
        default: return false
        }
    }

    /// A lower bound is met by one figure; an upper one must be met by all: "at most five" is not
    /// true of what one source says were three and another eleven.
    func figures(_ test: ConditionTest, _ list: [(low: Double?, high: Double?)]) -> Bool {
        guard !list.isEmpty else { return false }
        if case .atMost = test {
            return list.allSatisfy { self.test(test, low: $0.low, high: $0.high) }
        }
        return list.contains { self.test(test, low: $0.low, high: $0.high) }
    }

    func extra(_ test: ConditionTest, _ value: JSONValue) -> Bool {
        switch (value, test) {
        case (.number(let n), _): return self.test(test, low: n, high: n)
        case (.string(let text), .atLeast(.number)), (.string(let text), .atMost(.number)),
            (.string(let text), .between), (.string(let text), .possiblyAtLeast),
            (.string(let text), .equals(.number)):
            // A figure under a name of its own is kept as it was written.
            return Quantity(written: text).map { self.test(test, low: $0.low, high: $0.high) }
                ?? self.test(test, text: text)
        case (.string(let text), _): return self.test(test, text: text)
        case (.bool(let flag), .equals(.bool(let wanted))): return flag == wanted
        case (.array(let list), _): return list.contains { extra(test, $0) }
        default: return false
        }
    }

    // MARK: Days

    func dates(_ test: ConditionTest) -> Bool {
        guard let time = subject.event?.time, usable(time.inferred),
            let start = time.start ?? time.end, let end = time.end ?? time.start
        else { return false }
        func day(_ value: JSONValue) -> CalendarDay? {
            if case .string(let text) = value { return CalendarDay(text) }
            return nil
        }
        switch test {
        case .equals(let value): return day(value).map { start <= $0 && $0 <= end } ?? false
        case .oneOf(let values):
            return values.contains { day($0).map { start <= $0 && $0 <= end } ?? false }
        case .atLeast(let value): return day(value).map { start >= $0 } ?? false
        case .atMost(let value): return day(value).map { end <= $0 } ?? false
        case .function(let function): return function(.string("\(start)")) == .holds
        default: return false
        }
    }

    /// An event without a date is not old for that.
    func isWithin(_ seconds: Int) -> Bool {
        guard let days = subject.daysOld else { return true }
        return days * 86400 <= seconds
    }
}
