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
        let codesA = x.dropFirst().isEmpty
        let codesB = y.dropFirst().isEmpty
        return codesA == codesB ? false : nil
    }

    private static func asserts(_ entry: LedgerEntry) -> Bool {
        switch entry.stance {
        case .asserts, .confirms, .accuses, .claimsResponsibility: true
        case .denies, .questions, .proposes, .rejects, .demands: false
        }
    }

    /// Gives every entry its verdict against those before it. EVENT-MODEL, Quantity.
    func judge(_ lines: inout [Line]) {
        for index in lines.indices {
            let entry = lines[index].entry
            guard entry.inferred != true else { continue }
            var revised: [Int] = []
            var conflicting: [Int] = []
            var compatible: [Int] = []
            for earlier in 0..<index {
                let old = lines[earlier].entry
                guard old.inferred != true, old.superseded != true else { continue }
                let sameOrigin = sameName(old.origin, entry.origin)
                let denial = ClaimLedger.asserts(entry) != ClaimLedger.asserts(old)
                guard ClaimLedger.asserts(old) || ClaimLedger.asserts(entry) else { continue }
                let agrees = ClaimLedger.agree(old, entry)
                if denial {
                    // Denying a value one did not hear of is no conflict; "no value" denies all.
                    guard agrees != false else { continue }
                    if sameOrigin { revised.append(earlier) } else { conflicting.append(earlier) }
                } else if agrees == false {
                    // Several names in one event are parts, not rivals.
                    if old.event == entry.event, entry.names != nil { continue }
                    if sameOrigin { revised.append(earlier) } else { conflicting.append(earlier) }
                } else if agrees == true {
                    compatible.append(earlier)
                }
            }
            if !revised.isEmpty {
                for old in revised { lines[old].entry.superseded = true }
                lines[index].entry.verdict = .revision
                lines[index].entry.against = revised
            } else if !conflicting.isEmpty {
                lines[index].entry.verdict = .conflict
                lines[index].entry.against = conflicting
            } else if !compatible.isEmpty {
                lines[index].entry.verdict = .compatible
                lines[index].entry.against = compatible
            }
        }
    }

    /// How the values that stand compare: what the field as a whole is said to be.
    static func verdict(on entries: [LedgerEntry]) -> LedgerField.Verdict? {
        let standing = entries.filter { $0.superseded != true && $0.inferred != true }
        guard entries.count > 1 else { return nil }
        for (index, a) in standing.enumerated() {
            for b in standing[..<index] where !sameName(a.origin, b.origin) {
                guard asserts(a) || asserts(b), a.event != b.event || a.names == nil else {
                    continue
                }
                let agrees = agree(a, b)
                if asserts(a) == asserts(b) ? agrees == false : agrees != false { return .conflict }
            }
        }
        if entries.contains(where: { $0.superseded == true }) { return .revision }
        return standing.count > 1 ? .compatible : nil
    }

    /// The entry best believed: most independent origins, then a confirmation, then the kind of
    /// source, then the latest word; nil where nothing is asserted.
    static func best(of entries: [LedgerEntry]) -> (index: Int, agreeing: [Int], reason: String)? {
        let standing = entries.indices.filter {
            entries[$0].superseded != true && asserts(entries[$0])
        }
        func origins(_ list: [Int]) -> [String] {
            list.reduce(into: []) { names, index in
                let name = entries[index].origin
                if !names.contains(where: { sameName($0, name) }) { names.append(name) }
            }
        }
        var best: (key: [Int], index: Int, agreeing: [Int])?
        for index in standing {
            let entry = entries[index]
            let agreeing = standing.filter { $0 == index || agree(entries[$0], entry) == true }
            let key = [
                entry.inferred == true ? 0 : 1, origins(agreeing).count,
                entry.stance == .confirms ? 1 : 0, trust(entry), index,
            ]
            if best == nil || best!.key.lexicographicallyPrecedes(key) {
                best = (key, index, agreeing)
            }
        }
        guard let best else { return nil }
        let entry = entries[best.index]
        let names = origins(best.agreeing)
        var reason =
            names.count > 1
            ? "\(names.count) independent origins: \(names.joined(separator: "; "))"
            : entry.inferred == true ? "inferred" : "only \(entry.origin) says so"
        let earlier = entries.indices.filter { entries[$0].superseded == true }
        if let old = earlier.last { reason += "; replaces \"\(entries[old].text)\"" }
        let rivals = standing.filter {
            entries[$0].inferred != true && agree(entries[$0], entry) == false
                && !sameName(entries[$0].origin, entry.origin)
                && (entries[$0].event != entry.event || entry.names == nil)
        }
        if let rival = rivals.last {
            reason += "; in conflict with \"\(entries[rival].text)\" (\(entries[rival].origin))"
        }
        return (best.index, best.agreeing, reason)
    }

    private static func trust(_ entry: LedgerEntry) -> Int {
        switch entry.sourceKind {
        case "official", "military", "ngo", "document": 2
        case "anonymous": 0
        default: 1
        }
    }
}
