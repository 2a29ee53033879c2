/// Two periods side by side: the distinct things of the last one and of the one before.
///
/// With a newest thing at `t` and a period `p`, the current period is `(t - p, t]` and the previous
/// one `(t - 2p, t - p]`. Things older than both are forgotten.
struct TrendWindow<Payload> {
    let period: Int
    private(set) var items: [(time: Int, keys: [UInt64], payload: Payload)] = []
    /// First item of the previous period, and of the current one.
    private var previousStart = 0
    private var currentStart = 0
    private var previousCounts: [UInt64: Int] = [:]
    private var currentCounts: [UInt64: Int] = [:]

    init(period: Int) { self.period = period }

    var newest: Int? { items.last?.time }
    var current: Int { currentCounts.count }
    var previous: Int { previousCounts.count }
    /// The payloads of the current period, oldest first.
    var recent: [Payload] { items[currentStart...].map(\.payload) }

    mutating func insert(time: Int, keys: [UInt64], payload: Payload) {
        guard let last = newest, time < last else {
            items.append((time, keys, payload))
            for key in keys { currentCounts[key, default: 0] += 1 }
            slide(to: time)
            return
        }
        // A late thing: in the current period, in the one before, or in neither.
        guard time > last - 2 * period else { return }
        var low = previousStart
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if items[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        items.insert((time, keys, payload), at: low)
        if time > last - period {
            for key in keys { currentCounts[key, default: 0] += 1 }
        } else {
            for key in keys { previousCounts[key, default: 0] += 1 }
            currentStart += 1
        }
    }

    mutating func remove(where body: (Payload) -> Bool) {
        guard items.contains(where: { body($0.payload) }) else { return }
        items.removeAll { body($0.payload) }
        recount()
    }

    private static func drop(_ keys: [UInt64], from counts: inout [UInt64: Int]) {
        for key in keys {
            if let n = counts[key] { counts[key] = n == 1 ? nil : n - 1 }
        }
    }

    private mutating func slide(to time: Int) {
        while currentStart < items.count, items[currentStart].time <= time - period {
            let keys = items[currentStart].keys
            TrendWindow.drop(keys, from: &currentCounts)
            for key in keys { previousCounts[key, default: 0] += 1 }
            currentStart += 1
        }
        while previousStart < currentStart, items[previousStart].time <= time - 2 * period {
            TrendWindow.drop(items[previousStart].keys, from: &previousCounts)
            previousStart += 1
        }
        if previousStart > 32, previousStart > items.count / 2 {
            items.removeFirst(previousStart)
            currentStart -= previousStart
            previousStart = 0
        }
    }

    private mutating func recount() {
        previousStart = 0
        currentStart = 0
        previousCounts.removeAll(keepingCapacity: true)
        currentCounts.removeAll(keepingCapacity: true)
        for item in items { for key in item.keys { currentCounts[key, default: 0] += 1 } }
        if let newest { slide(to: newest) }
    }
}
