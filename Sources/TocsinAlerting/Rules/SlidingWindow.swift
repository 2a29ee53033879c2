/// The things of one rule and group that fall into a window which slides on their own times.
///
/// The window of a thing at `t` is the half-open `(t - length, t]`. It holds the weights of the
/// distinct things in it, added up: 1 each where they are counted, a figure where that is totalled.
/// An *episode* is a run of things at each of which the window holds enough; it starts where one
/// thing lifts the window over the mark. An episode rings once. A thing that comes late is put in its place, and whatever episode
/// it completes rings then; what rang before stands. Things older than `memory` are forgotten.
struct SlidingWindow<Payload> {
    struct Item {
        var time: Int
        /// Distinct things it counts as.
        var keys: [UInt64]
        /// What each of its keys counts for; the same for all items of a key.
        var weight = 1
        var payload: Payload
        /// The ring of the episode it is part of; 0 where that has not rung.
        var ring = 0
    }

    enum Outcome {
        case below(Int)
        /// Belongs to an episode that rang before.
        case rangBefore
        /// An episode that has not rung: the window that completed it.
        case full(at: Int, amount: Int)
    }

    let length: Int
    let wanted: Int
    /// How far back things are kept: two lengths, so that a late thing finds its window whole.
    let memory: Int
    /// By time; equal times in order of arrival.
    private(set) var items: [Item] = []
    /// First item of the window that ends at the newest.
    private var start = 0
    private var counts: [UInt64: Int] = [:]
    /// What the window that ends at the newest item holds.
    private(set) var amount = 0
    private var episodeRing = 0

    init(length: Int, wanted: Int, memory: Int? = nil) {
        self.length = length
        self.wanted = wanted
        self.memory = memory ?? 2 * length
    }

    var newest: Int? { items.last?.time }
    var isEmpty: Bool { items.isEmpty }

    /// - Parameter ring: of the episode it was part of when it stood elsewhere.
    mutating func insert(
        time: Int, keys: [UInt64], weight: Int = 1, payload: Payload, ring: Int = 0
    ) -> Outcome {
        let item = Item(time: time, keys: keys, weight: weight, payload: payload, ring: ring)
        guard let last = items.last?.time, time < last else { return append(item) }
        var low = 0
        var high = items.count
        while low < high {
            let middle = (low + high) / 2
            if items[middle].time <= time { low = middle + 1 } else { high = middle }
        }
        items.insert(item, at: low)
        recount()
        return lateOutcome(at: low)
    }

    private mutating func append(_ item: Item) -> Outcome {
        expire(at: item.time)
        let before = amount
        items.append(item)
        enter(item)
        guard amount >= wanted else { return .below(amount) }
        if before < wanted { episodeRing = 0 }
        if item.ring != 0 { episodeRing = item.ring }
        if episodeRing != 0 {
            items[items.count - 1].ring = episodeRing
            return .rangBefore
        }
        return .full(at: items.count - 1, amount: amount)
    }

    private mutating func enter(_ item: Item) {
        for key in item.keys {
            let known = counts[key, default: 0]
            if known == 0 { amount += item.weight }
            counts[key] = known + 1
        }
    }

    /// The episode of the item that completed at `index` has rung.
    mutating func markRung(at index: Int, as ring: Int = 1) {
        items[index].ring = ring
        // All that follows in the same episode carries the mark.
        var next = index + 1
        while next < items.count {
            let (before, now) = amounts(around: next)
            guard now >= wanted, before >= wanted else { break }
            items[next].ring = ring
            next += 1
        }
        if next == items.count { episodeRing = ring }
    }

    /// Takes a ring back: its episode may ring again.
    mutating func unmark(_ ring: Int) {
        for index in items.indices where items[index].ring == ring { items[index].ring = 0 }
        recountEpisode()
    }

    /// The first window of the first episode that has not rung.
    func silentEpisode() -> Outcome? {
        var first: Int?
        var hasRung = false
        for index in items.indices {
            let (before, now) = amounts(around: index)
            if now < wanted || before < wanted {
                if let first, !hasRung {
                    return .full(at: first, amount: amounts(around: first).now)
                }
                (first, hasRung) = (nil, false)
            }
            guard now >= wanted else { continue }
            first = first ?? index
            hasRung = hasRung || items[index].ring != 0
        }
        guard let first, !hasRung else { return nil }
        return .full(at: first, amount: amounts(around: first).now)
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
                guard let n = counts[key] else { continue }
                counts[key] = n == 1 ? nil : n - 1
                if n == 1 { amount -= items[start].weight }
            }
            start += 1
        }
        // What lies too far back goes, in strides that keep the cost per item constant.
        if start > 32, start > items.count / 2 {
            let gone = items[..<start].prefix { $0.time <= time - memory }.count
            if gone > items.count / 4 {
                items.removeFirst(gone)
                start -= gone
            }
        }
    }

    private mutating func recount() {
        counts.removeAll(keepingCapacity: true)
        amount = 0
        guard let last = items.last else {
            start = 0
            episodeRing = 0
            return
        }
        start = items.firstIndex { $0.time > last.time - length } ?? items.count
        for item in items[start...] { enter(item) }
        recountEpisode()
    }

    /// What the window at an item holds, without it and with it.
    private func amounts(around index: Int) -> (before: Int, now: Int) {
        var seen = Set<UInt64>()
        var sum = 0
        func add(_ item: Item) {
            for key in item.keys where seen.insert(key).inserted { sum += item.weight }
        }
        let limit = items[index].time - length
        var at = index - 1
        while at >= 0, items[at].time > limit {
            add(items[at])
            at -= 1
        }
        let before = sum
        add(items[index])
        return (before, sum)
    }

    /// After a late item at `place`: the first episode that reaches over what it touched and has
    /// not rung. It rings at the late item, or where it begins if that is later.
    private mutating func lateOutcome(at place: Int) -> Outcome {
        let end = items[place].time + length
        var (before, now) = amounts(around: place)
        let own = now
        var result: Outcome?
        // Back to the start of the episode the late item stands in.
        var index = place
        if now >= wanted {
            while before >= wanted, index > 0 {
                index -= 1
                (before, now) = amounts(around: index)
            }
        }
        var episode: (start: Int, ring: Int)?
        func close(_ episode: (start: Int, ring: Int)?) {
            if let episode, episode.ring == 0, result == nil {
                let at = max(place, episode.start)
                result = .full(at: at, amount: amounts(around: at).now)
            }
        }
        var sawRung = false
        while index < items.count {
            (before, now) = amounts(around: index)
            if now >= wanted {
                if before < wanted {
                    close(episode)
                    if items[index].time >= end { episode = nil; break }
                    episode = (index, items[index].ring)
                } else if episode != nil {
                    // What follows a rung item in its episode carries the mark, whoever came first.
                    if items[index].ring != 0 { episode!.ring = items[index].ring }
                    items[index].ring = episode!.ring
                }
                if episode.map({ $0.ring != 0 }) == true { sawRung = true }
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
        episodeRing = 0
        guard var index = items.indices.last, amount >= wanted else { return }
        while index >= 0, episodeRing == 0 {
            episodeRing = items[index].ring
            if amounts(around: index).before < wanted { break }
            index -= 1
        }
    }
}
