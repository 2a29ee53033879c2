import TocsinModel

/// The rules on events that an event could satisfy, so that what an event costs follows the rules
/// that concern it and not all there are.
///
/// A rule stands under each event type it may hold for, and there under one thing it demands where
/// it demands one: a country where it happened, an actor's name or an actor's country.
struct RuleIndex: Sendable {
    private struct Shelf {
        /// Rules without such a demand.
        var always: [Int] = []
        var demanding: [String: [Int]] = [:]
    }

    private var byType: [UInt32: Shelf] = [:]

    init(_ rules: [CompiledRule]) {
        let bits =
            EventType.allCases.map { CompiledCondition.bit(Event(type: $0)) } + [
                CompiledCondition.untyped
            ]
        for (index, rule) in rules.enumerated() where rule.scope == .event {
            // What arms a rule of silence is not what it waits for.
            let demands = rule.after == nil ? rule.when.demands : nil
            for bit in bits where (rule.when.types | (rule.after?.types ?? 0)) & bit != 0 {
                if let demands {
                    for demand in demands {
                        byType[bit, default: Shelf()].demanding[demand, default: []].append(index)
                    }
                } else {
                    byType[bit, default: Shelf()].always.append(index)
                }
            }
        }
    }

    /// The rules to ask of an event, in their order.
    ///
    /// - Parameter all: those of its type whatever they demand, for an event that was told of
    ///   before: what it no longer says may have held an alert up.
    func rules(for subject: ConditionSubject, all: Bool) -> [Int] {
        guard let shelf = byType[subject.typeBit] else { return [] }
        if all { return Set(shelf.demanding.values.joined()).union(shelf.always).sorted() }
        if shelf.demanding.isEmpty { return shelf.always }
        var found: [Int] = []
        func add(_ demand: String) {
            if let rules = shelf.demanding[demand] { found += rules }
        }
        for place in subject.eventPlaces {
            if let country = place.country { add(RuleIndex.country(country)) }
        }
        for actor in subject.event?.actors ?? [] {
            add(RuleIndex.actor(actor.name))
            add(RuleIndex.actor(actor.text))
            if let country = actor.country { add(RuleIndex.actorCountry(country)) }
        }
        guard !found.isEmpty else { return shelf.always }
        return Set(found).union(shelf.always).sorted()
    }

    static func country(_ code: String) -> String { "country " + code.lowercased() }
    static func actor(_ name: String) -> String { "actor " + name.lowercased() }
    static func actorCountry(_ code: String) -> String { "actor of " + code.lowercased() }
}

extension CompiledCondition {
    /// Names of which an event must have one to satisfy it (as `RuleIndex` writes them); nil where
    /// it demands none.
    var demands: [String]? {
        func names(_ test: ConditionTest) -> [String]? {
            switch test {
            case .equals(.string(let name)): return [name]
            case .oneOf(let values):
                let names = values.compactMap { value -> String? in
                    if case .string(let name) = value { return name }
                    return nil
                }
                return names.count == values.count ? names : nil
            default: return nil
            }
        }
        for clause in clauses where !clause.isDefault {
            switch clause.key {
            case .country:
                if let names = names(clause.test) { return names.map(RuleIndex.country) }
            case .actor:
                for inner in clause.inner {
                    guard let names = names(inner.test) else { continue }
                    if inner.key == "name" { return names.map(RuleIndex.actor) }
                    if inner.key == "country" { return names.map(RuleIndex.actorCountry) }
                }
            default: break
            }
        }
        return nil
    }
}
