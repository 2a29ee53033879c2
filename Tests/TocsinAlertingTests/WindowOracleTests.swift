import Testing
import TocsinAlerting
import TocsinModel

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    var state: UInt64
    mutating func next() -> UInt64 {
        state &+= 0x9e37_79b9_7f4a_7c15
        var z = state
        z = (z ^ (z >> 30)) &* 0xbf58_476d_1ce4_e5b9
        z = (z ^ (z >> 27)) &* 0x94d0_49bb_1331_11eb
        return z ^ (z >> 31)
    }
}

/// What a window does, straight from its definition: everything is kept, everything is counted
/// anew for every arrival.
struct WindowOracle {
    struct Item {
        var time: Int
        var order: Int
        var incident: String
        var rang = false
    }

    var count: Int
    var within: Int
    var throttle: Int?
    var countsIncidents: Bool
    var items: [String: [Item]] = [:]
    var rings: [String: [Int]] = [:]
    var first: [String: Int] = [:]
    var now = Int.min
    var order = 0

    private func distinct(_ list: [Item], upTo index: Int, including: Bool) -> Int {
        let t = list[index].time
        var incidents = Set<String>()
        var all = 0
        for at in 0..<(including ? index + 1 : index) where list[at].time > t - within {
            incidents.insert(list[at].incident)
            all += 1
        }
        return countsIncidents ? incidents.count : all
    }

    /// One report of an incident, in a group; gives what must become of it.
    mutating func arrive(_ incident: String, _ group: String, published: Int) -> String {
        now = max(now, published)
        order += 1
        let old = first[incident]
        first[incident] = min(old ?? published, published)
        let time = first[incident]!
        if time < old ?? time {
            for name in items.keys {
                for index in items[name]!.indices where items[name]![index].incident == incident {
                    items[name]![index].time = min(items[name]![index].time, time)
                }
                // What moved stands behind what was at that time before, in its old order.
                items[name]!.sort {
                    let a = $0.incident == incident && $0.time == time
                    let b = $1.incident == incident && $1.time == time
                    return ($0.time, a ? 1 : 0, $0.order) < ($1.time, b ? 1 : 0, $1.order)
                }
                for index in items[name]!.indices { items[name]![index].order = index - 1_000_000 }
            }
        }
        guard time > now - within else { return "before-window" }
        var list = items[group, default: []]
        list.append(Item(time: time, order: order, incident: incident))
        list.sort { ($0.time, $0.order) < ($1.time, $1.order) }
        let place = list.firstIndex { $0.order == order }!
        defer { items[group] = list }

        var episodes: [ClosedRange<Int>] = []
        for index in list.indices where distinct(list, upTo: index, including: true) >= count {
            let before = distinct(list, upTo: index, including: false)
            if before >= count, let last = episodes.last, last.upperBound == index - 1 {
                episodes[episodes.count - 1] = last.lowerBound...index
            } else {
                episodes.append(index...index)
            }
        }
        // What follows a rung item in its episode carries the mark.
        for episode in episodes {
            guard let rung = episode.first(where: { list[$0].rang }) else { continue }
            for index in rung...episode.upperBound { list[index].rang = true }
        }
        let touched = episodes.filter { episode in
            episode.contains(place)
                || (episode.lowerBound > place && list[episode.lowerBound].time < time + within)
        }
        let silent = touched.first { episode in !episode.contains { list[$0].rang } }
        guard let silent else {
            return touched.isEmpty
                ? "below-count \(distinct(list, upTo: place, including: true))" : "already-rang"
        }
        let at = max(place, silent.lowerBound)
        let t = list[at].time
        if let throttle, rings[group, default: []].contains(where: { abs($0 - t) < throttle }) {
            return "throttled"
        }
        for index in at...silent.upperBound { list[index].rang = true }
        rings[group, default: []].append(t)
        return "ring \(distinct(list, upTo: at, including: true))"
    }
}

@Suite struct WindowOracleTests {
    @Test(arguments: [false, true])
    func `windows do what their definition says on 5,000 generated streams`(late: Bool) {
        var random = SeededGenerator(state: late ? 6 : 4)
        let halfHour = 1800
        var rang = 0
        var throttled = 0
        for stream in 0..<2_500 {
            let count = Int.random(in: 2...4, using: &random)
            let within = Int.random(in: 1...8, using: &random) * halfHour
            let throttle =
                Bool.random(using: &random)
                ? Int.random(in: 1...16, using: &random) * halfHour : nil
            let byIncident = Bool.random(using: &random)
            let rule = AlertRule(
                id: "o.r", title: "r", when: .assault, count: count,
                distinct: byIncident ? "incident" : nil, within: TimeSpan(seconds: within),
                groupBy: ["country"], throttle: throttle.map { TimeSpan(seconds: $0) },
                message: "{{count}}")
            var oracle = WindowOracle(
                count: count, within: within, throttle: throttle, countsIncidents: byIncident)
            var stage = AlertStage(rules: [rule])
            var clock = at("00:00", day: 3).seconds
            let pool = Int.random(in: 3...30, using: &random)
            for n in 0..<Int.random(in: 6...14, using: &random) {
                clock += Int.random(in: 0...4, using: &random) * halfHour / 2
                var published = clock
                if late, Int.random(in: 0..<3, using: &random) == 0 {
                    published -= Int.random(in: 0...10, using: &random) * halfHour
                }
                let incident = Int.random(in: 0..<pool, using: &random)
                let group = incident % 2 == 0 ? "PER" : "BOL"
                var event = assault("Place", country: group)
                event.incident = "i\(incident)"
                var report = report("a\(n)", "00:00", [event])
                report.article.published = Timestamp(seconds: published)
                let decisions = stage.process(report).decisions
                let wanted = oracle.arrive("i\(incident)", group, published: published)
                let found = decisions.map { decision -> String in
                    switch decision.outcome {
                    case .ring(let alert): return "ring \(alert.headline)"
                    case .held(.belowCount(let found, _, _)): return "below-count \(found)"
                    case .held(let reason): return reason.code
                    }
                }
                #expect(found == [wanted], "stream \(stream), article \(n)")
                if found != [wanted] { return }
                if wanted.hasPrefix("ring") { rang += 1 }
                if wanted == "throttled" { throttled += 1 }
            }
        }
        #expect(rang > 1000)
        #expect(throttled > 200)
    }
}
