/// The open incidents, each found by its id and by what an event of it would share.
///
/// They lie in slots so that asking one whether an event fits copies nothing; a slot is used again
/// once its incident is closed.
struct IncidentShelf: Sendable {
    private var slots: [OpenIncident] = []
    /// The keys a slot stands under, so that closing it need not look at the others.
    private var keys: [[UInt64]] = []
    private var free: [Int] = []
    private var slotOf: [String: Int] = [:]
    private var byKey: [UInt64: [Int]] = [:]
    /// The last question each slot was asked, so that none is asked twice.
    private var asked: [UInt32] = []
    private var question: UInt32 = 0

    /// How many incidents under one key are asked, newest first: a bound that keeps a flood of
    /// news from one place linear.
    static let reach = 128

    subscript(id: String) -> OpenIncident? { slotOf[id].map { slots[$0] } }

    func contains(_ id: String) -> Bool { slotOf[id] != nil }

    /// The ids of all, in no order.
    var ids: some Collection<String> { slotOf.keys }

    /// Reads one without copying it.
    func read<Value>(_ id: String, _ body: (borrowing OpenIncident) -> Value) -> Value? {
        guard let slot = slotOf[id] else { return nil }
        return body(slots[slot])
    }

    mutating func insert(_ incident: OpenIncident) {
        let slot: Int
        if let last = free.popLast() {
            slot = last
            slots[slot] = incident
        } else {
            slot = slots.count
            slots.append(incident)
            keys.append([])
            asked.append(0)
        }
        slotOf[incident.id] = slot
        index(slot, incident.profile)
    }

    /// Changes an open incident; what the profile adds is found from now on.
    mutating func change(
        _ id: String, finding profile: EventProfile? = nil, _ body: (inout OpenIncident) -> Void
    ) {
        guard let slot = slotOf[id] else { return }
        body(&slots[slot])
        if let profile { index(slot, profile) }
    }

    /// - Returns: what was closed, or nil where none of that id was open.
    @discardableResult
    mutating func close(_ id: String) -> OpenIncident? {
        guard let slot = slotOf.removeValue(forKey: id) else { return nil }
        for key in keys[slot] {
            byKey[key]?.removeAll { $0 == slot }
            if byKey[key]?.isEmpty == true { byKey[key] = nil }
        }
        keys[slot] = []
        free.append(slot)
        let closed = slots[slot]
        slots[slot] = .vacant
        return closed
    }

    /// The incidents a profile fits, in no order.
    mutating func fitting(_ profile: EventProfile, horizon: Int) -> [Fit] {
        let keys = profile.keys
        let profile = FiledProfile(profile)
        var fits: [Fit] = []
        question &+= 1
        for key in keys {
            for slot in byKey[key]?.suffix(IncidentShelf.reach) ?? []
            where asked[slot] != question {
                asked[slot] = question
                if case .joins(let score, let reasons) = JoinScore(
                    profile, slots[slot].filed, horizon: horizon)
                {
                    fits.append(
                        Fit(
                            id: slots[slot].id, ordinal: slots[slot].ordinal, score: score,
                            reasons: reasons))
                }
            }
        }
        return fits
    }

    struct Fit {
        var id: String
        var ordinal: Int
        var score: Double
        var reasons: [JoinReason]
    }

    private mutating func index(_ slot: Int, _ profile: EventProfile) {
        for key in profile.keys where !keys[slot].contains(key) {
            keys[slot].append(key)
            byKey[key, default: []].append(slot)
        }
    }
}
