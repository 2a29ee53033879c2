/// The things of one rule and group that fall into a window which slides on their own times.
///
/// The window of a thing at `t` is the half-open `(t - length, t]`. An *episode* is a run of things
/// at each of which the window holds enough; it starts where one thing lifts the window over the
/// mark. An episode rings once. A thing that comes late is put in its place, and whatever episode
/// it completes rings then; what rang before stands. Things older than two lengths are forgotten.
struct SlidingWindow<Payload> {
    struct Item {
        var time: Int
        /// Distinct things it counts as.
        var keys: [UInt64]
        var payload: Payload
        /// Part of an episode that rang.
        var rang = false
    }

    enum Outcome {
        case below(Int)
        /// Belongs to an episode that rang before.
        case rangBefore
        /// An episode that has not rung: the window that completed it.
        case full(at: Int, distinct: Int)
    }

    let length: Int
    let wanted: Int
    /// By time; equal times in order of arrival.
    private(set) var items: [Item] = []
    /// First item of the window that ends at the newest.
    private var start = 0
    private var counts: [UInt64: Int] = [:]
    private var episodeRang = false

    init(length: Int, wanted: Int) {
        self.length = length
        self.wanted = wanted
    }

    var newest: Int? { items.last?.time }
    var isEmpty: Bool { items.isEmpty }

    /// Distinct things in the window that ends at the newest item.
    var distinct: Int { counts.count }

    mutating func insert(time: Int, keys: [UInt64], payload: Payload) -> Outcome {
        guard let last = items.last?.time, time < last else {
            return append(Item(time: time, keys: keys, payload: payload))
        }
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if items[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        items.insert(Item(time: time, keys: keys, payload: payload), at: low)
        recount()
        return lateOutcome(at: low)
    }

    private mutating func append(_ item: Item) -> Outcome {
        expire(at: item.time)
        let before = counts.count
        items.append(item)
        for key in item.keys { counts[key, default: 0] += 1 }
        let now = counts.count
        guard now >= wanted else { return .below(now) }
        if before < wanted { episodeRang = false }
        if episodeRang {
            items[items.count - 1].rang = true
            return .rangBefore
        }
        return .full(at: items.count - 1, distinct: now)
    }

    /// The episode of the item that completed at `index` has rung.
    mutating func markRung(at index: Int) {
        items[index].rang = true
        // All that follows in the same episode carries the mark.
        var next = index + 1
        while next < items.count {
            let (before, now) = distinctAround(next)
            guard now >= wanted, before >= wanted else { break }
            items[next].rang = true
            next += 1
        }
        if next == items.count { episodeRang = true }
    }

    /// The items in the window that ends at `index`.
    func window(at index: Int) -> ArraySlice<Item> {
        var first = index
        while first > 0, items[first - 1].time > items[index].time - length { first -= 1 }
        return items[first...index]
    }

    /// Drops the items that `body` picks.
    mutating func remove(where body: (Payload) -> Bool) {
        guard items.contains(where: { body($0.payload) }) else { return }
        items.removeAll { body($0.payload) }
        recount()
    }

    /// Gives the items that `body` picks an earlier time. Nothing rings for that alone.
    mutating func move(to time: Int, where body: (Payload) -> Bool) {
        guard items.contains(where: { $0.time > time && body($0.payload) }) else { return }
        let moved = items.filter { $0.time > time && body($0.payload) }
        items.removeAll { $0.time > time && body($0.payload) }
        let place = items.firstIndex { $0.time > time } ?? items.count
        items.insert(
            contentsOf: moved.map {
                var item = $0
                item.time = time
                return item
            }, at: place)
        recount()
    }

    /// Gives items other keys, where `body` has some.
    mutating func rekey(_ body: ([UInt64]) -> [UInt64]?) {
        var changed = false
        for index in items.indices {
            if let keys = body(items[index].keys) {
                items[index].keys = keys
                changed = true
            }
        }
        if changed { recount() }
    }

    /// Forgets what no window that may still be completed can hold.
    mutating func forget(before time: Int) {
        guard let first = items.first?.time, first < time else { return }
        let gone = items.prefix { $0.time < time }.count
        items.removeFirst(gone)
        recount()
    }

    private mutating func expire(at time: Int) {
        while start < items.count, items[start].time <= time - length {
            for key in items[start].keys {
                if let n = counts[key] { counts[key] = n == 1 ? nil : n - 1 }
            }
            start += 1
        }
        // What lies two lengths back goes, in strides that keep the cost per item constant.
        if start > 32, start > items.count / 2 {
            let gone = items[..<start].prefix { $0.time <= time - 2 * length }.count
            if gone > items.count / 4 {
                items.removeFirst(gone)
                start -= gone
            }
        }
    }

    private mutating func recount() {
        counts.removeAll(keepingCapacity: true)
        guard let last = items.last else {
            start = 0
            episodeRang = false
            return
        }
        start = items.firstIndex { $0.time > last.time - length } ?? items.count
        for item in items[start...] {
            for key in item.keys { counts[key, default: 0] += 1 }
        }
        recountEpisode()
    }

    /// Distinct things in the window at an item, without it and with it.
    private func distinctAround(_ index: Int) -> (before: Int, now: Int) {
        var seen = Set<UInt64>()
        let limit = items[index].time - length
        var at = index - 1
        while at >= 0, items[at].time > limit {
            seen.formUnion(items[at].keys)
            at -= 1
        }
        let before = seen.count
        seen.formUnion(items[index].keys)
        return (before, seen.count)
    }

    /// After a late item at `place`: the first episode that reaches over what it touched and has
    /// not rung. It rings at the late item, or where it begins if that is later.
    private mutating func lateOutcome(at place: Int) -> Outcome {
        let end = items[place].time + length
        var (before, now) = distinctAround(place)
        let own = now
        var result: Outcome?
        // Back to the start of the episode the late item stands in.
        var index = place
        if now >= wanted {
            while before >= wanted, index > 0 {
                index -= 1
                (before, now) = distinctAround(index)
            }
        }
        var episode: (start: Int, rang: Bool)?
        func close(_ episode: (start: Int, rang: Bool)?) {
            if let episode, !episode.rang, result == nil {
                let at = max(place, episode.start)
                result = .full(at: at, distinct: distinctAround(at).now)
            }
        }
        var sawRung = false
        while index < items.count {
            (before, now) = distinctAround(index)
            if now >= wanted {
                if before < wanted {
                    close(episode)
                    if items[index].time >= end { episode = nil; break }
                    episode = (index, items[index].rang)
                } else if episode != nil {
                    // What follows a rung item in its episode carries the mark, whoever came first.
                    episode!.rang = episode!.rang || items[index].rang
                    items[index].rang = episode!.rang
                }
                if episode?.rang == true { sawRung = true }
            } else {
                close(episode)
                episode = nil
                if items[index].time >= end { break }
            }
            index += 1
        }
        close(episode)
        recountEpisode()
        return result ?? (sawRung ? .rangBefore : .below(own))
    }

    private mutating func recountEpisode() {
        guard let last = items.indices.last, counts.count >= wanted else {
            episodeRang = false
            return
        }
        var index = last
        while index >= 0 {
            if items[index].rang {
                episodeRang = true
                return
            }
            if distinctAround(index).before < wanted { break }
            index -= 1
        }
        episodeRang = false
    }
}
