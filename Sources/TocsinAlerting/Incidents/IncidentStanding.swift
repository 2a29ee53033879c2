import TocsinModel

/// How far an incident may be believed, from the independent origins that assert or deny it.
///
/// - `rumoured`: nobody with a name asserts it, or only as possible.
/// - `claimed`: one independent origin asserts it.
/// - `corroborated`: two or more do.
/// - `confirmed`: someone other than the first to assert it confirms it or claims responsibility,
///   or an official body asserts it beside another origin.
/// - `denied`: someone with a name denies it and no second origin asserts it.
///
/// A denial beside two or more assertions changes nothing here; it stands in the ledger.
struct IncidentStanding {
    let status: Incident.Status
    let reason: String
    /// Those who assert it, in the order they appeared.
    let origins: [String]
    let deniers: [String]

    /// - Parameter members: in time order.
    init(_ members: [Member]) {
        var asserting: [(origin: String, voice: String, named: Bool, official: Bool)] = []
        var confirming: [(origin: String, voice: String)] = []
        var denying: [(origin: String, voice: String)] = []
        func add(_ origin: String, as voice: String? = nil, named: Bool, official: Bool) {
            if let at = asserting.firstIndex(where: { sameName($0.origin, origin) }) {
                asserting[at].named = asserting[at].named || named
                asserting[at].official = asserting[at].official || official
            } else {
                asserting.append((origin, voice ?? origin, named, official))
            }
        }
        for member in members {
            let event = member.event
            var spoke = false
            for claim in event.claims where IncidentStanding.isAboutOccurrence(claim) {
                let origin = IncidentStanding.origin(of: claim, member)
                let voice = claim.speaker.isEmpty ? origin : claim.speaker
                let named = !claim.speaker.isEmpty && claim.sourceKind != "anonymous"
                let official = claim.sourceKind == "official" || claim.sourceKind == "military"
                switch claim.stance {
                case .denies, .rejects:
                    if named, !denying.contains(where: { sameName($0.origin, origin) }) {
                        denying.append((origin, voice))
                    }
                    spoke = true
                case .confirms, .claimsResponsibility:
                    if named { confirming.append((origin, voice)) }
                    add(origin, as: voice, named: named, official: official)
                    spoke = true
                case .asserts, .accuses:
                    add(origin, as: voice, named: named, official: official)
                    spoke = true
                case .questions, .proposes, .demands: break
                }
            }
            if event.assertion.polarity == .negated {
                if !spoke, !denying.contains(where: { $0.origin == member.origin }) {
                    denying.append((member.origin, member.origin))
                }
            } else if event.assertion.modality == .asserted {
                add(member.origin, named: true, official: false)
            } else if !spoke {
                // Somebody says so, and the text does not tell us who.
                add(member.origin, named: false, official: false)
            }
        }
        // Who denies now what they asserted before has withdrawn it.
        let standing = asserting.filter { a in !denying.contains { sameName($0.origin, a.origin) } }
        let named = standing.filter(\.named)
        origins = standing.map(\.voice)
        deniers = denying.map(\.voice)
        let list = named.map(\.voice).joined(separator: "; ")
        if let denier = denying.first, named.count <= 1 {
            status = .denied
            reason =
                "denied by \(denier.voice), "
                + (named.isEmpty ? "asserted by nobody" : "asserted by \(list) only")
        } else if let first = named.first,
            let other = confirming.first(where: { !sameName($0.origin, first.origin) })
        {
            status = .confirmed
            reason = "asserted by \(first.voice), confirmed by \(other.voice)"
        } else if named.count >= 2, let official = named.first(where: \.official) {
            status = .confirmed
            reason = "asserted by \(named.count) independent origins, \(official.voice) among them"
        } else if named.count >= 2 {
            status = .corroborated
            reason = "asserted by \(named.count) independent origins: \(list)"
        } else if let one = named.first {
            status = .claimed
            reason = "asserted by \(one.voice) only"
        } else {
            status = .rumoured
            reason = "nobody with a name asserts it"
        }
    }

    /// True for a claim that it happened at all, not on one of its details.
    static func isAboutOccurrence(_ claim: Claim) -> Bool {
        guard let field = claim.about?.field else { return true }
        return field == "event" || field == "occurrence"
    }

    static func origin(of claim: Claim, _ member: Member) -> String {
        if let origin = claim.origin, !origin.isEmpty { return origin }
        return claim.speaker.isEmpty ? member.origin : claim.speaker
    }
}
