package import TocsinModel

/// A condition with its keys looked up, its lengths of time read and the safe defaults written out.
struct CompiledCondition: Sendable {
    struct Clause: Sendable {
        var key: ConditionKey
        var name: String
        var test: ConditionTest
        var isDefault = false
        /// A type that the bit test has settled before.
        var isSettled = false
        var age = 0
        var inner: [Condition.Clause] = []
    }

    /// Bits of the event types that can satisfy it; all of them where it does not say.
    private(set) var types: UInt32 = .max
    private(set) var clauses: [Clause] = []
    private(set) var any: [CompiledCondition] = []
    private(set) var none: [CompiledCondition] = []
    private var function: (@Sendable (ConditionSubject) -> FunctionVerdict)?
    /// Inferred values satisfy its comparisons.
    private let inferred: Bool
    private let cumulative: Bool
    /// True when `sources`, `status` or the like must be known.
    private(set) var needsIncident = false
    let contains: PlaceContainment

    /// A bit for events without a type.
    static let untyped: UInt32 = 1 << 31

    static func bit(_ event: Event) -> UInt32 {
        guard let type = event.type else { return untyped }
        return bit(type)
    }

    private static let order = Dictionary(
        uniqueKeysWithValues: EventType.allCases.enumerated().map { ($1, UInt32(1) << UInt32($0)) })
    private static func bit(_ type: EventType) -> UInt32 { order[type]! }

    init(_ condition: Condition, contains: @escaping PlaceContainment, safe: Bool = true) {
        self.init(condition, contains: contains, safe: safe, inferred: false, cumulative: false)
    }

    private init(
        _ condition: Condition, contains: @escaping PlaceContainment, safe: Bool, inferred: Bool,
        cumulative: Bool
    ) {
        self.contains = contains
        func flag(_ name: String) -> Bool? {
            for clause in condition.clauses where clause.key == name {
                switch clause.test {
                case .equals(.bool(let value)): return value
                case .any: return true
                default: return false
                }
            }
            return nil
        }
        self.inferred = flag("inferred") ?? inferred
        self.cumulative = flag("cumulative") ?? cumulative
        function = condition.function
        let inferredNow = self.inferred
        let cumulativeNow = self.cumulative
        any = condition.any.map {
            CompiledCondition(
                $0, contains: contains, safe: false, inferred: inferredNow,
                cumulative: cumulativeNow)
        }
        none = condition.none.map {
            CompiledCondition(
                $0, contains: contains, safe: false, inferred: inferredNow,
                cumulative: cumulativeNow)
        }
        for clause in condition.clauses {
            guard let key = ConditionKey(clause.key), key != .inferred, key != .cumulative else {
                continue
            }
            var compiled = Clause(key: key, name: clause.key, test: clause.test)
            if key == .age {
                guard case .equals(.string(let text)) = clause.test, let span = TimeSpan(text)
                else { continue }
                compiled.age = span.seconds
            }
            if case .element(let inner) = clause.test {
                compiled.inner = inner.clauses
                // A place is where it happened unless the rule asks for another role.
                if key == .place, !inner.clauses.contains(where: { $0.key == "role" }) {
                    compiled.inner.append(.init("role", .equals(.string("event"))))
                }
            }
            if key == .sources || key == .status { needsIncident = true }
            if key == .type {
                types &= CompiledCondition.types(clause.test)
                switch clause.test {
                case .equals, .oneOf: compiled.isSettled = true
                default: break
                }
            }
            clauses.append(compiled)
        }
        if any.contains(where: \.needsIncident) || none.contains(where: \.needsIncident)
            || function != nil
        {
            needsIncident = true
        }
        // What costs least is asked first.
        clauses.sort { CompiledCondition.cost($0) < CompiledCondition.cost($1) }
        if safe { addDefaults(condition) }
    }

    private static func types(_ test: ConditionTest) -> UInt32 {
        func one(_ value: JSONValue) -> UInt32 {
            guard case .string(let name) = value, let type = EventType(rawValue: name) else {
                return 0
            }
            return bit(type)
        }
        return switch test {
        case .equals(let value): one(value)
        case .oneOf(let values): values.reduce(0) { $0 | one($1) }
        default: .max
        }
    }

    private static func cost(_ clause: Clause) -> Int {
        switch clause.test {
        case .function: return 3
        case .element: return 2
        default: break
        }
        switch clause.key {
        case .type: return 0
        case .sources, .status: return 2
        default: return 1
        }
    }

    private mutating func addDefaults(_ condition: Condition) {
        func mentions(_ condition: Condition, _ key: String) -> Bool {
            condition.clauses.contains { $0.key == key }
                || (condition.any + condition.none).contains { mentions($0, key) }
        }
        let defaults: [(String, ConditionKey, ConditionTest)] = [
            ("polarity", .polarity, .equals(.string("affirmed"))),
            ("modality", .modality, .equals(.string("asserted"))),
            ("tense", .tense, .oneOf([.string("past"), .string("ongoing")])),
            ("age", .age, .equals(.string(Condition.safeAge.description))),
        ]
        for (name, key, test) in defaults where !mentions(condition, name) {
            clauses.append(
                Clause(
                    key: key, name: name, test: test, isDefault: true,
                    age: key == .age ? Condition.safeAge.seconds : 0))
        }
    }

    // MARK: Asking

    /// Nil where it holds.
    func failure(_ subject: ConditionSubject) -> ConditionFailure? {
        guard let at = firstFailure(subject) else { return functionFailure(subject) }
        return describe(at, subject)
    }

    func functionFailure(_ subject: ConditionSubject) -> ConditionFailure? {
        guard let function else { return nil }
        switch function(subject) {
        case .holds: return nil
        case .fails(let reason):
            return ConditionFailure(
                key: "function", found: reason.isEmpty ? "false" : reason,
                wanted: "what the rule's function accepts")
        case .trouble(let message):
            return ConditionFailure(
                key: "function", found: message, wanted: "a function that runs to its end")
        }
    }

    /// Index of the first clause that fails; `clauses.count` for `any`, one more for `none`; nil
    /// where all hold. The rule's own function is not asked.
    func firstFailure(_ subject: ConditionSubject) -> Int? {
        if types != .max {
            guard types & subject.typeBit != 0 else { return 0 }
        }
        // The defaults stand at the end.
        var firstDefault = 0
        while firstDefault < clauses.count, !clauses[firstDefault].isDefault {
            if !clauses[firstDefault].isSettled, !holds(clauses[firstDefault], subject) {
                return firstDefault
            }
            firstDefault += 1
        }
        if !any.isEmpty, !any.contains(where: { $0.failure(subject) == nil }) {
            return clauses.count
        }
        if none.contains(where: { $0.failure(subject) == nil }) { return clauses.count + 1 }
        // The defaults last: what fails only there is worth telling.
        for index in firstDefault..<clauses.count {
            let holds =
                switch clauses[index].key {
                case .polarity: subject.isAffirmed
                case .modality: subject.isAsserted
                case .tense: subject.isPastOrOngoing
                default: (subject.daysOld ?? 0) * 86400 <= clauses[index].age
                }
            if !holds { return index }
        }
        return nil
    }

    func describe(_ index: Int, _ subject: ConditionSubject) -> ConditionFailure {
        if index == clauses.count {
            let first = any.compactMap { $0.failure(subject) }.map(\.description)
            return ConditionFailure(
                key: "any", found: first.joined(separator: "; "), wanted: "one of them to hold")
        }
        if index > clauses.count {
            return ConditionFailure(key: "none", found: "one that holds", wanted: "none to hold")
        }
        let clause = clauses[index]
        return ConditionFailure(
            key: clause.name, found: found(clause, subject), wanted: wanted(clause),
            isDefault: clause.isDefault)
    }

    func wanted(_ clause: Clause) -> String {
        clause.key == .age
            ? "within \(TimeSpan.text(clause.age)) of publication" : clause.test.wanted
    }

    func holds(_ clause: Clause, _ subject: ConditionSubject) -> Bool {
        ClauseReading(
            subject: subject, inferred: inferred, cumulative: cumulative, contains: contains
        ).holds(clause)
    }

    func found(_ clause: Clause, _ subject: ConditionSubject) -> String {
        ClauseReading(
            subject: subject, inferred: inferred, cumulative: cumulative, contains: contains
        ).found(clause)
    }
}

/// True when the first place is the named one or lies in it.
package typealias PlaceContainment = @Sendable (Place, String) -> Bool

extension Condition {
    /// Whether it holds for a subject, safe defaults included, and if not the first thing that
    /// failed.
    package func evaluate(
        _ subject: ConditionSubject, contains: @escaping PlaceContainment = placeIsInside
    ) -> ConditionResult {
        CompiledCondition(self, contains: contains).failure(subject).map { .fails($0) } ?? .holds
    }
}

/// Goes by the names and codes the place itself carries.
package func placeIsInside(_ place: Place, _ area: String) -> Bool {
    func isNamed(_ name: String?) -> Bool { name.map { sameName($0, area) } ?? false }
    if sameName(place.name, area) || isNamed(place.admin1) || isNamed(place.admin2)
        || isNamed(place.country) || sameName(place.text, area)
    {
        return true
    }
    // "Moscow region" and "Moscow Oblast" are one; the town of Moscow is not.
    guard let wanted = EventProfile.genericName(area) else { return false }
    func isRegion(_ name: String?) -> Bool {
        name.map { EventProfile.genericName($0) == wanted } ?? false
    }
    return isRegion(place.name) || isRegion(place.admin1) || isRegion(place.admin2)
}
