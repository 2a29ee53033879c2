import TocsinModel

/// Reads from a subject what one clause asks for, and compares.
struct ClauseReading {
    let subject: ConditionSubject
    let inferred: Bool
    let cumulative: Bool
    let contains: PlaceContainment

    typealias Clause = CompiledCondition.Clause

    func holds(_ clause: Clause) -> Bool {
        if case .any = clause.test { return true }
        if case .element = clause.test {
            return contains(clause.key) { meets($0, clause.inner) }
        }
        if case .matched(let rule) = clause.test { return matched(rule) }
        switch clause.key {
        case .type:
            // Its bit was asked before; what is left are functions and the like.
            if let event = subject.event, let type = event.type {
                return test(clause.test, text: type.rawValue)
            }
            return false
        case .polarity: return withEvent { test(clause.test, text: $0.assertion.polarity.rawValue) }
        case .modality: return withEvent { test(clause.test, text: $0.assertion.modality.rawValue) }
        case .tense: return withEvent { test(clause.test, text: $0.assertion.tense.rawValue) }
        case .age: return isWithin(clause.age)
        case .sources:
            let count = Double(subject.incident?.origins.count ?? 1)
            return test(clause.test, low: count, high: count)
        case .metric(let metric):
            // Without a figure of that metric, which is the rule, there is nothing to gather.
            guard subject.event?.casualties.contains(where: { $0.metric == metric }) == true else {
                return false
            }
            return figures(clause.test, casualties(metric).map { ($0.low, $0.high) })
        case .role(let role):
            return figures(clause.test, materiel(role).map { ($0.low, $0.high) })
        case .date: return dates(clause.test)
        case .place, .country:
            if case .inside(let area) = clause.test {
                return eventPlaces.contains { usable($0.inferred) && contains($0, area) }
            }
            if clause.key == .country, case .equals(.string(let wanted)) = clause.test {
                return eventPlaces.contains {
                    guard usable($0.inferred), let country = $0.country else { return false }
                    return sameName(country, wanted)
                }
            }
            return names(clause.test, values(clause.key))
        case .match:
            switch clause.test {
            case .equals(.string(let rule)): return matched(rule)
            case .oneOf(let rules):
                return rules.contains {
                    if case .string(let rule) = $0 { return matched(rule) }
                    return false
                }
            default: return names(clause.test, values(.match))
            }
        case .extra(let name):
            guard let value = subject.event?.extra?[name] else { return false }
            return extra(clause.test, value)
        default: return names(clause.test, values(clause.key))
        }
    }

    /// What stands there, for the explanation.
    func found(_ clause: Clause) -> String {
        switch clause.key {
        case .age:
            guard let days = subject.daysOld else { return "no date" }
            if days < 0 { return "\(-days) day\(days == -1 ? "" : "s") after publication" }
            return "\(days) day\(days == 1 ? "" : "s") before publication"
                + (subject.event?.time.text.map { " (\"\($0)\")" } ?? "")
        case .polarity, .modality, .tense:
            let cues = subject.event?.assertion.cues?.map { "\"\($0.text)\"" } ?? []
            return values(clause.key).map(\.text).joined(separator: ", ")
                + (cues.isEmpty ? "" : " (\(cues.joined(separator: ", ")))")
        case .sources: return "\(subject.incident?.origins.count ?? 1)"
        case .metric(let metric):
            return casualties(metric).map { $0.rangeText + mark($0.inferred) }.joined(
                separator: ", ")
        case .role(let role):
            return materiel(role).map {
                Quantity(text: "", low: $0.low, high: $0.high).rangeText + " \($0.kind)"
            }.joined(separator: ", ")
        case .date:
            guard let time = subject.event?.time, let start = time.start ?? time.end else {
                return "no date"
            }
            return "\(start)" + mark(time.inferred)
        case .extra(let name):
            guard let value = subject.event?.extra?[name] else { return "" }
            return ConditionTest.equals(value).wanted
        case .actor, .recipient, .target, .place, .materiel, .casualty, .effect, .claim:
            return elements(clause.key).map(\.summary).joined(separator: ", ")
        default:
            return values(clause.key).map { $0.text + mark($0.inferred) }.joined(separator: ", ")
        }
    }

    private func mark(_ inferred: Bool?) -> String { inferred == true ? " (inferred)" : "" }

    func usable(_ wasInferred: Bool?) -> Bool { inferred || wasInferred != true }

    private func withEvent(_ body: (Event) -> Bool) -> Bool { subject.event.map(body) ?? false }

    private func matched(_ rule: String) -> Bool { subject.matches.contains { $0.rule == rule } }

    var eventPlaces: [Place] { subject.eventPlaces }

    private func casualties(_ metric: String) -> [Quantity] {
        subject.event?.casualties.filter {
            $0.metric == metric && (cumulative || $0.cumulative != true) && usable($0.inferred)
        } ?? []
    }

    private func materiel(_ role: String) -> [Materiel] {
        subject.event?.materiel.filter { $0.role == role } ?? []
    }

    /// Names under a key, each with whether it was only inferred.
    func values(_ key: ConditionKey) -> [(text: String, inferred: Bool?)] {
        func one(_ text: String?) -> [(String, Bool?)] { text.map { [($0, nil)] } ?? [] }
        func many(_ list: [String]?) -> [(String, Bool?)] { list?.map { ($0, nil) } ?? [] }
        func entities(_ list: [Entity]?) -> [(String, Bool?)] {
            list?.flatMap { entity in
                [entity.name, entity.text, entity.country, entity.id, entity.groupID]
                    .compactMap { $0 }.map { ($0, entity.inferred) }
            } ?? []
        }
        let event = subject.event
        switch key {
        case .type: return one(event?.type?.rawValue)
        case .label: return one(event?.label)
        case .kind: return one(event?.kind)
        case .mode: return many(event?.modes)
        case .context: return many(event?.contexts)
        case .acled: return one(event?.acled?.subEventType) + one(event?.acled?.eventType)
        case .cameo: return one(event?.cameo?.code)
        case .effect: return many(event?.effects.map(\.kind))
        case .foundBy: return many(event?.foundBy.map { String($0.prefix { $0 != "@" }) })
        case .confidence: return one(event?.confidence?.level)
        case .polarity: return one(event?.assertion.polarity.rawValue)
        case .modality: return one(event?.assertion.modality.rawValue)
        case .tense: return one(event?.assertion.tense.rawValue)
        case .certainty: return one(event?.assertion.certainty)
        case .outlet: return one(subject.article.outlet)
        case .source: return one(subject.article.source)
        case .sourceGroup: return one(subject.article.sourceGroup)
        case .sourceSide: return one(subject.article.sourceSide)
        case .sourceReliability: return one(subject.article.sourceReliability)
        case .author: return one(subject.article.author)
        case .language: return one(subject.article.language)
        case .article: return one(subject.article.id)
        case .incident: return one(event?.incident ?? subject.incident?.id)
        case .event: return one(event?.id)
        case .status: return one(subject.incident?.status.rawValue)
        case .match: return many(subject.matches.map(\.rule))
        case .speaker:
            if let claim = subject.claim { return one(claim.entry.speaker) }
            return many(event?.claims.map(\.speaker).filter { !$0.isEmpty })
        case .stance:
            if let claim = subject.claim { return one(claim.entry.stance.rawValue) }
            return many(event?.claims.map(\.stance.rawValue))
        case .sourceKind:
            if let claim = subject.claim { return one(claim.entry.sourceKind) }
            return many(event?.claims.compactMap(\.sourceKind))
        case .form: return many(event?.claims.map(\.form.rawValue))
        case .field:
            if let claim = subject.claim { return one(claim.field) }
            return many(event?.claims.compactMap { $0.about?.field })
        case .actor: return entities(event?.actors)
        case .recipient, .target: return entities(event?.recipients)
        case .place:
            return eventPlaces.flatMap { [($0.name, $0.inferred), ($0.text, $0.inferred)] }
        case .country: return eventPlaces.compactMap { p in p.country.map { ($0, p.inferred) } }
        case .admin1: return eventPlaces.compactMap { p in p.admin1.map { ($0, p.inferred) } }
        case .admin2: return eventPlaces.compactMap { p in p.admin2.map { ($0, p.inferred) } }
        case .materiel: return many(event?.materiel.map(\.kind))
        case .casualty: return many(event?.casualties.compactMap(\.metric))
        case .claim: return many(event?.claims.map(\.text))
        case .sources, .age, .date, .metric, .role, .extra, .inferred, .cumulative: return []
        }
    }
}
