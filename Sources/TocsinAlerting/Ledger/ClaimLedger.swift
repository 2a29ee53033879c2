import TocsinModel

/// Every claim on every field of one incident, in time order, with verdicts.
struct ClaimLedger {
    /// An entry with the value it was made from.
    struct Line {
        var entry: LedgerEntry
        var quantity: Quantity?
        var materiel: Materiel?
        var entity: Entity?
    }

    private(set) var lines: [(field: String, lines: [Line])] = []

    var fields: [LedgerField] {
        lines.map { field in
            LedgerField(
                field: field.field, entries: field.lines.map(\.entry),
                verdict: ClaimLedger.verdict(on: field.lines.map(\.entry)))
        }
    }

    /// - Parameter members: in time order.
    init(_ members: [Member]) {
        for member in members { add(member) }
        for index in lines.indices { judge(&lines[index].lines) }
        // People first, then things, then who, what, where and when.
        let order = Quantity.metrics
        let last = ["actor", "target", "weapon", "place", "date"]
        func rank(_ field: String) -> (Int, String) {
            if let at = last.firstIndex(of: field) { return (order.count + 1 + at, field) }
            let metric = field.split(separator: " ").first.map(String.init) ?? field
            return (order.firstIndex(of: metric) ?? order.count, field)
        }
        lines.sort { rank($0.field) < rank($1.field) }
    }

    private mutating func append(_ field: String, _ line: Line) {
        if let at = lines.firstIndex(where: { $0.field == field }) {
            lines[at].lines.append(line)
        } else {
            lines.append((field, [line]))
        }
    }

    // MARK: Collecting

    private mutating func add(_ member: Member) {
        let event = member.event
        let negated = event.assertion.polarity == .negated
        var usedClaims = Set<Int>()

        func entry(_ text: String, speaker: String?, field: String, span: Span?) -> LedgerEntry {
            // The claim that carries this value: on this field by this speaker, or around it.
            let at = event.claims.indices.first { index in
                let claim = event.claims[index]
                if let about = claim.about?.field {
                    return about == field && (speaker == nil || sameName(claim.speaker, speaker!))
                        && (claim.value == nil || claim.value == text || claim.span == nil
                            || span == nil || claim.span!.contains(span!))
                }
                guard let outer = claim.span, let span else { return false }
                return outer.contains(span) && (speaker == nil || sameName(claim.speaker, speaker!))
            }
            let claim = at.map { event.claims[$0] }
            if let at, event.claims[at].about?.field == field { usedClaims.insert(at) }
            let who = speaker ?? claim?.speaker ?? ""
            let origin: String
            if let claim, sameName(claim.speaker, who) {
                origin = IncidentStanding.origin(of: claim, member)
            } else {
                origin = who.isEmpty ? member.origin : who
            }
            return LedgerEntry(
                event: event.id, article: member.article, outlet: member.outlet,
                published: member.date, speaker: who, sourceKind: claim?.sourceKind,
                origin: origin, stance: negated ? .denies : claim?.stance ?? .asserts, text: text,
                span: span)
        }

        for told in event.casualties {
            let figure = detail(told, of: event) ?? told
            guard let metric = figure.metric else { continue }
            var line = entry(
                figure.text, speaker: figure.speaker, field: metric, span: figure.span)
            line.low = figure.low
            line.high = figure.high
            line.inferred = figure.inferred
            append(figure.ledgerField ?? metric, Line(entry: line, quantity: figure))
        }
        for thing in event.materiel where thing.low != nil || thing.high != nil {
            var line = entry(
                thing.text ?? thing.kind, speaker: thing.speaker, field: thing.role,
                span: thing.span)
            line.low = thing.low
            line.high = thing.high
            append(thing.ledgerField, Line(entry: line, materiel: thing))
        }
        for (field, entities) in [("actor", event.actors), ("target", event.recipients)] {
            for entity in entities {
                var line = entry(entity.text, speaker: nil, field: field, span: entity.span)
                line.names = [entity.name.lowercased()]
                line.names! += [entity.id, entity.groupID, entity.country].compactMap { $0 }
                line.inferred = entity.inferred
                append(field, Line(entry: line, entity: entity))
            }
        }
        for place in event.places where place.role == nil || place.role == "event" {
            var line = entry(place.text, speaker: nil, field: "place", span: place.span)
            line.names = [EventProfile.placeName(place.name).name]
            for area in [place.admin1, place.admin2].compactMap({ $0 }) {
                line.names!.append(EventProfile.placeName(area).name)
            }
            line.inferred = place.inferred
            append("place", Line(entry: line))
        }
        if let start = event.time.start ?? event.time.end,
            let end = event.time.end ?? event.time.start
        {
            let text = start == end ? "\(start)" : "\(start)–\(end)"
            var line = entry(
                event.time.text ?? text, speaker: nil, field: "date", span: event.time.span)
            line.low = Double(start.number)
            line.high = Double(end.number)
            line.inferred =
                event.time.inferred == true || event.time.basis == .publicationDefault ? true : nil
            append("date", Line(entry: line))
        }
        let weapons = event.materiel.filter {
            ["used", "launched", "headed_for"].contains($0.role)
        }
        for weapon in weapons {
            var line = entry(
                weapon.text ?? weapon.model ?? weapon.kind, speaker: weapon.speaker,
                field: "weapon", span: weapon.span)
            line.names = [weapon.kind]
            append("weapon", Line(entry: line, materiel: weapon))
        }

        // What was claimed of a field and is no value of the event: denials above all.
        for (index, claim) in event.claims.enumerated() where !usedClaims.contains(index) {
            guard let field = claim.about?.field, !IncidentStanding.isAboutOccurrence(claim) else {
                continue
            }
            // Who asserts something of a field without saying what adds no value to compare.
            guard claim.value != nil || !ClaimLedger.asserts(claim.stance) else { continue }
            let interval = claim.value.flatMap(ClaimLedger.interval)
            let line = LedgerEntry(
                event: event.id, article: member.article, outlet: member.outlet,
                published: member.date, speaker: claim.speaker, sourceKind: claim.sourceKind,
                origin: IncidentStanding.origin(of: claim, member), stance: claim.stance,
                text: claim.value ?? claim.text, low: interval?.low, high: interval?.high,
                names: interval == nil ? claim.value.map { [$0.lowercased()] } : nil,
                span: claim.span, inferred: claim.inferred)
            append(field, Line(entry: line))
        }
    }

    /// "A guard had died" beside "at least one was killed" is one of them and no count of its own.
    private func detail(_ figure: Quantity, of event: Event) -> Quantity? {
        func isIndefinite(_ text: String) -> Bool {
            let first = text.prefix { !$0.isWhitespace }.lowercased()
            return first == "a" || first == "an" || first == "another"
        }
        guard figure.ofWhom == nil, figure.low == 1, figure.high == 1, isIndefinite(figure.text),
            event.casualties.contains(where: {
                $0.ledgerField == figure.ledgerField && !isIndefinite($0.text) && ($0.low ?? 1) > 0
            })
        else { return nil }
        var part = figure
        part.ofWhom = figure.text.drop { !$0.isWhitespace }.drop(while: \.isWhitespace)
            .lowercased()
        return part.ofWhom?.isEmpty == false ? part : nil
    }

    /// Reads the forms `Quantity.rangeText` writes: `17`, `17–19`, `17..19`, `156+`, `≤ 16`.
    static func interval(_ text: String) -> (low: Double?, high: Double?)? {
        if text.hasSuffix("+"), let low = Double(text.dropLast()) { return (low, nil) }
        if text.hasPrefix("≤"), let high = Double(text.dropFirst().drop { $0 == " " }) {
            return (nil, high)
        }
        if let exact = Double(text) { return (exact, exact) }
        for separator in ["–", "..", "-"] {
            let parts = text.split(separator: separator, maxSplits: 1)
            if parts.count == 2, let low = Double(parts[0]), let high = Double(parts[1]),
                low <= high
            {
                return (low, high)
            }
        }
        return nil
    }
}

extension Span {
    func contains(_ other: Span) -> Bool {
        field == other.field && start <= other.start && other.end <= end
    }
}
