import TocsinModel

/// What a clause's key names.
enum ConditionKey: Hashable, Sendable {
    /// A list of names read from the subject.
    case type, label, kind, mode, context, acled, cameo, effect, foundBy, confidence
    case polarity, modality, tense, certainty
    case outlet, source, author, language, article, incident
    case sourceGroup, sourceSide, sourceReliability
    case speaker, stance, sourceKind, form, field
    case status, sources, age, date, match
    case actor, recipient, target, place, country, admin1, admin2
    case materiel, casualty, claim, event
    case metric(String)
    case role(String)
    case extra(String)
    /// Modifiers of the other keys.
    case inferred, cumulative

    /// Plural and other spellings a writer may use.
    private static let named: [String: ConditionKey] = [
        "type": .type, "label": .label, "kind": .kind, "mode": .mode, "modes": .mode,
        "context": .context, "contexts": .context, "acled": .acled, "cameo": .cameo,
        "effect": .effect, "effects": .effect, "found_by": .foundBy, "confidence": .confidence,
        "polarity": .polarity, "modality": .modality, "tense": .tense, "certainty": .certainty,
        "outlet": .outlet, "source": .source, "author": .author, "language": .language,
        "article": .article, "incident": .incident, "speaker": .speaker, "stance": .stance,
        "source_kind": .sourceKind, "form": .form, "field": .field, "status": .status,
        "sources": .sources, "age": .age, "date": .date, "match": .match, "actor": .actor,
        "actors": .actor, "recipient": .recipient, "recipients": .recipient, "target": .target,
        "place": .place, "places": .place, "country": .country, "admin1": .admin1,
        "admin2": .admin2, "materiel": .materiel, "casualty": .casualty,
        "casualties": .casualty, "claim": .claim, "claims": .claim, "event": .event,
        "inferred": .inferred, "cumulative": .cumulative, "source_group": .sourceGroup,
        "source_side": .sourceSide, "source_reliability": .sourceReliability,
    ]

    init?(_ name: String) {
        if let key = ConditionKey.named[name] {
            self = key
        } else if Quantity.metrics.contains(name) {
            self = .metric(name)
        } else if Materiel.roles.contains(name) {
            self = .role(name)
        } else if name.hasPrefix("extra."), name.utf8.count > 6 {
            self = .extra(String(name.dropFirst(6)))
        } else {
            return nil
        }
    }

    static let names: [String] =
        (Array(named.keys) + Quantity.metrics + Materiel.roles + ["any", "none"]).sorted()

    /// What a sub-table may ask of one element.
    static let elementNames: [ConditionKey: [String]] = [
        .actor: entityNames, .recipient: entityNames, .target: entityNames,
        .place: [
            "name", "country", "admin1", "admin2", "precision", "role", "relation", "distance",
            "geonames_id", "inside", "inferred",
        ],
        .materiel: ["kind", "model", "role", "quantity", "owner", "target", "over", "speaker"],
        .casualty: [
            "metric", "quantity", "of_whom", "unit", "status", "speaker", "qualifier", "inferred",
            "cumulative",
        ],
        .effect: ["kind", "place", "quantity"],
        .claim: [
            "speaker", "source_kind", "cue", "form", "stance", "field", "value", "origin",
            "reported_by", "inferred",
        ],
    ]
    private static let entityNames = [
        "name", "kind", "country", "sector", "office", "id", "group_id", "inferred",
    ]
}

extension Condition {
    /// What is wrong with it, one line each; empty when it can be used.
    package func problems() -> [String] {
        var problems: [String] = []
        for clause in clauses {
            guard let key = ConditionKey(clause.key) else {
                problems.append(Diagnostic.unknown("key", clause.key, known: ConditionKey.names))
                continue
            }
            problems += Condition.problems(of: clause.test, key: key, name: clause.key)
        }
        return problems + any.flatMap { $0.problems() } + none.flatMap { $0.problems() }
    }

    private static func problems(of test: ConditionTest, key: ConditionKey, name: String)
        -> [String]
    {
        func known(_ values: [JSONValue], _ names: [String]) -> [String] {
            values.compactMap {
                guard case .string(let text) = $0, !names.contains(text) else { return nil }
                return Diagnostic.unknown(name, text, known: names)
            }
        }
        if case .element(let inner) = test {
            guard let names = ConditionKey.elementNames[key] else {
                return [
                    "\(name) = {…}: has no elements; tables are for actor, recipient, place, materiel, casualty, effect, claim"
                ]
            }
            return inner.clauses.compactMap {
                names.contains($0.key)
                    ? nil : Diagnostic.unknown("key in \(name)", $0.key, known: names)
            }
        }
        var values: [JSONValue] = []
        switch test {
        case .equals(let value): values = [value]
        case .oneOf(let list): values = list
        default: break
        }
        switch key {
        case .type: return known(values, EventType.allCases.map(\.rawValue))
        case .polarity: return known(values, Assertion.Polarity.allCases.map(\.rawValue))
        case .modality: return known(values, Assertion.Modality.allCases.map(\.rawValue))
        case .tense: return known(values, Assertion.Tense.allCases.map(\.rawValue))
        case .stance: return known(values, Claim.Stance.allCases.map(\.rawValue))
        case .status: return known(values, Incident.Status.allCases.map(\.rawValue))
        case .effect: return known(values, Effect.kinds)
        case .metric, .role:
            // A bound in quotes is compared with nothing.
            switch test {
            case .atLeast(.string(let text)):
                return [
                    "\(name) = at_least(\"\(text)\"): a figure is no text; leave the quotes out"
                ]
            case .atMost(.string(let text)):
                return ["\(name) = at_most(\"\(text)\"): a figure is no text; leave the quotes out"]
            default: break
            }
            return values.compactMap {
                guard case .string(let text) = $0 else { return nil }
                let digits = text.drop { !$0.isNumber }.prefix { $0.isNumber }
                return
                    "\(name) = \"\(text)\": a figure is no text; write \(name) = at_least(\(digits.isEmpty ? "3" : digits)), at_most(…), or the number without quotes"
            }
        case .country:
            return values.compactMap {
                guard case .string(let text) = $0,
                    text.utf8.count != 3 || !text.utf8.allSatisfy({ (65...90).contains($0) })
                else { return nil }
                return
                    "country = \"\(text)\": expected the three letters of ISO 3166, e.g. \"RUS\", \"UKR\", \"PER\""
            }
        case .age:
            return values.compactMap {
                guard case .string(let text) = $0, TimeSpan(text) == nil else { return nil }
                return "age = \"\(text)\": expected \(TimeSpan.expected)"
            }
        default: return []
        }
    }
}
