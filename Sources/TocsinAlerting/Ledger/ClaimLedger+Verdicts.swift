import TocsinModel

extension ClaimLedger {
    /// How two values of one field compare; nil where they cannot be compared.
    static func agree(_ a: LedgerEntry, _ b: LedgerEntry) -> Bool? {
        if a.low != nil || a.high != nil, b.low != nil || b.high != nil {
            return (a.low ?? -.infinity) <= (b.high ?? .infinity)
                && (b.low ?? -.infinity) <= (a.high ?? .infinity)
        }
        guard let x = a.names, let y = b.names else { return nil }
        if !Set(x).isDisjoint(with: y) { return true }
        // "Ukraine" and "the army" need not be two actors: names differ for sure only where both
        // carry a code of one kind (a country, an identity) or there is no more than a name.
        let bareA = x.dropFirst().isEmpty
        let bareB = y.dropFirst().isEmpty
        guard bareA == bareB else { return nil }
        // "a man" and "a car park" were both hit: common nouns are no rivals, names are.
        if bareA, a.text.first?.isLowercase == true || b.text.first?.isLowercase == true {
            return nil
        }
        return false
    }

    private static func asserts(_ entry: LedgerEntry) -> Bool { asserts(entry.stance) }

    static func asserts(_ stance: Claim.Stance) -> Bool {
        switch stance {
        case .asserts, .confirms, .accuses, .claimsResponsibility: true
        case .denies, .questions, .proposes, .rejects, .demands: false
        }
    }

    /// Gives every entry its verdict against those before it. EVENT-MODEL, Quantity.
    ///
    /// Of an origin that says one thing over and over only the last word is compared, so that an
    /// incident in five hundred articles stays cheap.
    func judge(_ lines: inout [Line]) {
        let origins = lines.map { $0.entry.origin.lowercased() }
        var front: [Int] = []
        for index in lines.indices where lines[index].entry.inferred != true {
            let entry = lines[index].entry
            var revised: [Int] = []
            var conflicting: [Int] = []
            var compatible: [Int] = []
            for earlier in front {
                let old = lines[earlier].entry
                let sameOrigin = origins[earlier] == origins[index]
                guard ClaimLedger.asserts(old) || ClaimLedger.asserts(entry) else { continue }
                let agrees = ClaimLedger.agree(old, entry)
                let denial = ClaimLedger.asserts(entry) != ClaimLedger.asserts(old)
                // Denying a value one did not hear of is no conflict; "no value" denies all.
                let against = denial ? agrees != false : agrees == false
                if against {
                    // Several names in one event are parts of one answer, not rivals: two events
                    // that share one of them do not contradict each other with the rest.
                    if entry.names != nil, !denial,
                        ClaimLedger.share(lines.lazy.map(\.entry), old.event, entry.event)
                    {
                        continue
                    }
                    if sameOrigin { revised.append(earlier) } else { conflicting.append(earlier) }
                } else if agrees == true, !denial {
                    compatible.append(earlier)
                }
            }
            let (verdict, against): (LedgerField.Verdict?, [Int]) =
                !revised.isEmpty
                ? (.revision, revised)
                : !conflicting.isEmpty
                    ? (.conflict, conflicting)
                    : compatible.isEmpty ? (nil, []) : (.compatible, compatible)
            for old in revised { lines[old].entry.superseded = true }
            lines[index].entry.verdict = verdict
            lines[index].entry.against = against.isEmpty ? nil : against
            front.removeAll { earlier in
                let old = lines[earlier].entry
                return old.superseded == true
                    || origins[earlier] == origins[index] && old.low == entry.low
                        && old.high == entry.high && old.names == entry.names
                        && old.stance == entry.stance
            }
            front.append(index)
        }
    }

    /// True where one of the names two events give for a field is the same, or they are one event.
    private static func share(
        _ entries: some Collection<LedgerEntry>, _ one: String, _ other: String
    ) -> Bool {
        if one == other { return true }
        let stated = entries.lazy.filter { $0.inferred != true }
        let names = stated.filter { $0.event == one }
        return stated.contains { entry in
            entry.event == other && names.contains { agree($0, entry) == true }
        }
    }

    /// What one origin says, however often it says it.
    private struct Word: Hashable {
        var origin: String
        var low: Double?
        var high: Double?
        var names: [String]?
        var asserts: Bool
        /// Names in one event are parts of one answer.
        var event: String?
    }

    /// How the values that stand compare: what the field as a whole is said to be.
    static func verdict(on entries: [LedgerEntry]) -> LedgerField.Verdict? {
        guard entries.count > 1 else { return nil }
        var seen = Set<Word>()
        var standing: [(entry: LedgerEntry, origin: String)] = []
        var count = 0
        for entry in entries where entry.superseded != true && entry.inferred != true {
            count += 1
            let origin = entry.origin.lowercased()
            let word = Word(
                origin: origin, low: entry.low, high: entry.high, names: entry.names,
                asserts: asserts(entry), event: entry.names == nil ? nil : entry.event)
            if seen.insert(word).inserted { standing.append((entry, origin)) }
        }
        for (index, a) in standing.enumerated() {
            for b in standing[..<index] where a.origin != b.origin {
                guard asserts(a.entry) || asserts(b.entry) else { continue }
                let agrees = agree(a.entry, b.entry)
                let same = asserts(a.entry) == asserts(b.entry)
                guard same ? agrees == false : agrees != false else { continue }
                if a.entry.names == nil || !same || !share(entries, a.entry.event, b.entry.event) {
                    return .conflict
                }
            }
        }
        if entries.contains(where: { $0.superseded == true }) { return .revision }
        return count > 1 ? .compatible : nil
    }

    /// What is best believed of a field: the value that most independent origins can agree on, then
    /// one that somebody confirms, then by the kind of source, then the latest word; nil where
    /// nothing is asserted.
    ///
    /// Intervals that meet pairwise have a point in common, so of figures it is the point that most
    /// of them cover: "at least one" supports three as well as one.
    static func best(of entries: [LedgerEntry]) -> (index: Int, agreeing: [Int], reason: String)? {
        let standing = entries.indices.filter {
            entries[$0].superseded != true && asserts(entries[$0])
        }
        let origins = entries.map { $0.origin.lowercased() }
        struct Value: Hashable {
            var point: Double?
            var names: [String]?
        }
        /// Who supports a value, once for each different value.
        var supporters: [Value: (list: [Int], origins: Int)] = [:]
        var best: (key: [Int], index: Int, value: Value)?
        for index in standing {
            let entry = entries[index]
            let points: [Double?] =
                entry.low == nil && entry.high == nil ? [nil] : [entry.low ?? 0, entry.high]
            for point in points where point != nil || entry.names != nil || points.count == 1 {
                let value = Value(point: point, names: entry.names)
                if supporters[value] == nil {
                    let list = standing.filter { other in
                        if other == index { return true }
                        guard let point else { return agree(entries[other], entry) == true }
                        let one = entries[other]
                        return (one.low != nil || one.high != nil)
                            && (one.low ?? -.infinity) <= point
                            && point <= (one.high ?? .infinity)
                    }
                    supporters[value] = (list, Set(list.map { origins[$0] }).count)
                }
                let key = [
                    entry.inferred == true ? 0 : 1, supporters[value]!.origins,
                    entry.stance == .confirms ? 1 : 0, trust(entry), index,
                ]
                if best == nil || best!.key.lexicographicallyPrecedes(key) {
                    best = (key, index, value)
                }
            }
        }
        guard let best else { return nil }
        let entry = entries[best.index]
        let list = supporters[best.value]!.list
        var seen = Set<String>()
        let names = list.filter { seen.insert(origins[$0]).inserted }.map { entries[$0].voice }
        var reason =
            names.count > 1
            ? "\(names.count) independent origins: \(names.joined(separator: "; "))"
            : entry.inferred == true ? "inferred" : "only \(entry.voice)"
        if let old = entries.last(where: { $0.superseded == true }) {
            reason += "; replaces \"\(old.text)\""
        }
        let rival = standing.last {
            entries[$0].inferred != true && !list.contains($0)
                && origins[$0] != origins[best.index] && agree(entries[$0], entry) == false
                && entry.names == nil
        }
        if let rival {
            reason += "; in conflict with \"\(entries[rival].text)\" (\(entries[rival].voice))"
        }
        return (best.index, list, reason)
    }

    private static func trust(_ entry: LedgerEntry) -> Int {
        switch entry.sourceKind {
        case "official", "military", "ngo", "document": 2
        case "anonymous": 0
        default: 1
        }
    }
}
