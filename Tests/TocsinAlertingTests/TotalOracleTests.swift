import Testing
import TocsinAlerting
import TocsinModel

/// What a total does, straight from its definition: everything is kept, everything is added anew
/// after every report. What is believed of an incident, and since when it is known, it takes as given.
struct TotalOracle {
    struct Item {
        var incident: String
        var time: Int
        var order: Int
        var amount: Int
        var ring = 0
    }
    struct Ring {
        var group: String
        var amounts: [String: Int]
        var number: Int
        var time: Int
    }

    var wanted: Int
    var within: Int
    var throttle: Int?
    var items: [String: [Item]] = [:]
    var rings: [Ring] = []
    var now = Int.min
    var order = 0
    var number = 0

    private func sum(_ list: [Item], at index: Int, including: Bool = true) -> Int {
        list[0..<(including ? index + 1 : index)].filter { $0.time > list[index].time - within }
            .reduce(0) { $0 + $1.amount }
    }

    private func episodes(_ list: [Item]) -> [ClosedRange<Int>] {
        var out: [ClosedRange<Int>] = []
        for index in list.indices where sum(list, at: index) >= wanted {
            if sum(list, at: index, including: false) >= wanted, let last = out.last,
                last.upperBound == index - 1
            {
                out[out.count - 1] = last.lowerBound...index
            } else {
                out.append(index...index)
            }
        }
        return out
    }

    private mutating func ring(_ group: String, at: Int, through end: Int) -> String {
        let list = items[group]!
        let t = list[at].time
        if let throttle, rings.contains(where: { $0.group == group && abs($0.time - t) < throttle })
        {
            return "throttled"
        }
        number += 1
        let held = list[0...at].filter { $0.time > t - within }
        rings.append(
            Ring(
                group: group,
                amounts: Dictionary(uniqueKeysWithValues: held.map { ($0.incident, $0.amount) }),
                number: number, time: t))
        for index in at...end { items[group]![index].ring = number }
        return "ring \(sum(list, at: at))"
    }

    /// An incident as it stands after a report; `amount` is nil where none is left that counts.
    ///
    /// - Parameter counts: whether the report met the rule, and is told what became of it.
    mutating func arrive(
        _ incident: String, _ group: String, amount: Int?, time: Int, published: Int, counts: Bool
    ) -> [String] {
        now = max(now, published)
        order += 1
        var out: [String] = []
        var cancelled: [String] = []
        for ring in rings where ring.amounts[incident] != nil {
            let at = rings.firstIndex { $0.number == ring.number }!
            rings[at].amounts[incident] = amount ?? 0
            guard rings[at].amounts.values.reduce(0, +) < wanted else { continue }
            rings.remove(at: at)
            out.append("cancel")
            cancelled.append(ring.group)
            for index in items[ring.group]!.indices
            where items[ring.group]![index].ring == ring.number {
                items[ring.group]![index].ring = 0
            }
        }
        if let amount {
            out += place(incident, group, amount, time, counts)
        } else {
            items[group]?.removeAll { $0.incident == incident }
        }
        for group in cancelled {
            while let silent = episodes(items[group]!).first(where: { episode in
                !episode.contains { items[group]![$0].ring != 0 }
            }) {
                let result = ring(group, at: silent.lowerBound, through: silent.upperBound)
                out.append(result)
                if result == "throttled" { break }
            }
        }
        return out
    }

    private mutating func place(
        _ incident: String, _ group: String, _ amount: Int, _ time: Int, _ counts: Bool
    ) -> [String] {
        var list = items[group, default: []]
        let known = list.first { $0.incident == incident }
        if let known, known.time == time, known.amount == amount, !counts { return [] }
        list.removeAll { $0.incident == incident }
        items[group] = list
        let isKnown = known.map { $0.time > now - 2 * within } ?? false
        guard time > now - (isKnown ? 2 : 1) * within else {
            return counts ? ["before-window"] : []
        }
        list.append(
            Item(
                incident: incident, time: time, order: order, amount: amount,
                ring: known?.time == time ? known!.ring : 0))
        list.sort { ($0.time, $0.order) < ($1.time, $1.order) }
        let at = list.firstIndex { $0.incident == incident }!
        items[group] = list
        let episodes = episodes(list)
        for episode in episodes {
            guard let rung = episode.first(where: { list[$0].ring != 0 }) else { continue }
            var mark = list[rung].ring
            for index in rung...episode.upperBound {
                if list[index].ring != 0 { mark = list[index].ring }
                items[group]![index].ring = mark
            }
        }
        let touched = episodes.filter { episode in
            episode.contains(at)
                || (episode.lowerBound > at && list[episode.lowerBound].time < time + within)
        }
        guard
            let silent = touched.first(where: { episode in
                !episode.contains { items[group]![$0].ring != 0 }
            })
        else {
            guard counts else { return [] }
            return [touched.isEmpty ? "below-total \(sum(list, at: at))" : "already-rang"]
        }
        return [ring(group, at: max(at, silent.lowerBound), through: silent.upperBound)]
    }
}

@Suite struct TotalOracleTests {
    @Test(arguments: [false, true])
    func `totals do what their definition says on 3,000 generated streams`(late: Bool) {
        var random = SeededGenerator(state: late ? 16 : 14)
        let hour = 3600
        var seen: [String: Int] = [:]
        for stream in 0..<1_500 {
            let within = Int.random(in: 2...8, using: &random) * hour
            let throttle =
                Int.random(in: 0..<4, using: &random) == 0
                ? Int.random(in: 1...8, using: &random) * hour : nil
            let wanted = Int.random(in: 10...30, using: &random)
            let rule = AlertRule(
                id: "o.r", title: "r", when: .assault, within: TimeSpan(seconds: within),
                total: .init("killed", wanted: wanted), groupBy: ["country"],
                throttle: throttle.map { TimeSpan(seconds: $0) }, message: "{{killed}}")
            var oracle = TotalOracle(wanted: wanted, within: within, throttle: throttle)
            var stage = AlertStage(rules: [rule])
            var clock = at("00:00", day: 3).seconds
            let pool = Int.random(in: 2...8, using: &random)
            // Article to its incident, and whether it counts.
            var told: [String: (incident: String, counts: Bool)] = [:]
            for n in 0..<Int.random(in: 6...16, using: &random) {
                clock += Int.random(in: 0...5, using: &random) * hour / 2
                var published = clock
                if late, Int.random(in: 0..<3, using: &random) == 0 {
                    published -= Int.random(in: 0...8, using: &random) * hour
                }
                let number = Int.random(in: 0..<pool, using: &random)
                let incident = "i\(number)"
                let group = number % 2 == 0 ? "PER" : "BOL"
                // Now and then an article of the incident comes again, with another figure.
                let again = told.filter { $0.value.incident == incident }.keys.sorted().first
                let id = Int.random(in: 0..<4, using: &random) == 0 ? again ?? "a\(n)" : "a\(n)"
                let counts = Int.random(in: 0..<6, using: &random) > 0
                var event = assault(
                    "Place \(number)", country: group,
                    killed: Double(Int.random(in: 0...15, using: &random)), id: "\(id)-e")
                event.incident = incident
                if !counts { event.assertion.modality = .alleged }
                var report = report(id, "00:00", [event])
                report.article.published = Timestamp(seconds: published)
                let decisions = stage.process(report).decisions
                told[id] = (incident, counts)
                let state = stage.incidents.first { $0.id == incident }!
                let isCounted = told.contains { $0.value == (incident, true) }
                let best = state.best.casualties.first { $0.metric == "killed" }
                let wantedHere = oracle.arrive(
                    incident, group, amount: isCounted ? best.map { Int($0.low ?? 0) } : nil,
                    time: state.firstSeen!.seconds, published: published, counts: counts)
                let found = decisions.compactMap { decision -> String? in
                    switch decision.outcome {
                    case .ring(let alert):
                        return alert.msgType == .cancel ? "cancel" : "ring \(alert.headline)"
                    case .held(.belowTotal(let found, _, _, _, _)): return "below-total \(found)"
                    case .held(.condition): return nil
                    case .held(let reason): return reason.code
                    }
                }
                if stream == 1010, late {
                    print(
                        "DBG w\(within/60) >=\(wanted) th\(throttle ?? 0) \(id) \(incident) \(group) at \((published - at("00:00", day: 3).seconds) / 60) since \((state.firstSeen!.seconds - at("00:00", day: 3).seconds) / 60) best \(best?.rangeText ?? "") counts \(counts) \(isCounted): \(found) \(wantedHere) \(oracle.rings.map { "\($0.number)\($0.amounts)" }) \(decisions.compactMap { $0.alert?.reasons.joined(separator: ";") })"
                    )
                }
                #expect(found.sorted() == wantedHere.sorted(), "stream \(stream), article \(n)")
                if found.sorted() != wantedHere.sorted() { return }
                for one in found {
                    seen[String(one.prefix { $0 != " " }), default: 0] += 1
                }
            }
        }
        for (code, least) in [
            ("ring", 500), ("cancel", 50), ("already-rang", 300), ("throttled", 20),
            ("below-total", 1000),
        ] {
            #expect(seen[code, default: 0] > least, "\(code): \(seen)")
        }
    }
}
