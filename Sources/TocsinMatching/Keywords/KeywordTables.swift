internal import TocsinText

/// An open-addressed table from a 64-bit key to a number, for building.
struct PairTable: ~Copyable {
    private(set) var keys: UnsafeMutablePointer<UInt64>
    private(set) var values: UnsafeMutablePointer<UInt32>
    private(set) var count = 0
    private var shift: UInt64

    static let empty = UInt64.max

    init(log2Capacity: Int = 10) {
        shift = UInt64(64 - log2Capacity)
        keys = .allocate(capacity: 1 << log2Capacity)
        keys.initialize(repeating: Self.empty, count: 1 << log2Capacity)
        values = .allocate(capacity: 1 << log2Capacity)
        values.initialize(repeating: 0, count: 1 << log2Capacity)
    }

    deinit {
        keys.deallocate()
        values.deallocate()
    }

    var capacity: Int { 1 << Int(64 - shift) }

    @inline(__always)
    static func key(_ a: UInt32, _ b: UInt32) -> UInt64 { UInt64(a) << 32 | UInt64(b) }

    @inline(__always)
    static func mix(_ key: UInt64) -> UInt64 {
        let product = (key ^ (key >> 29)) &* 0x9E37_79B9_7F4A_7C15
        return product ^ (product << 23)
    }

    /// The slot of a key, or the empty one where it would go.
    @inline(__always)
    private func slot(_ key: UInt64) -> Int {
        let mask = capacity - 1
        var i = Int(truncatingIfNeeded: Self.mix(key) >> shift)
        while keys[i] != key, keys[i] != Self.empty { i = (i &+ 1) & mask }
        return i
    }

    func find(_ key: UInt64) -> UInt32? {
        let i = slot(key)
        return keys[i] == key ? values[i] : nil
    }

    /// The number under a key, made by `make` where there is none.
    mutating func value(_ key: UInt64, orInsert make: () -> UInt32) -> UInt32 {
        var i = slot(key)
        if keys[i] == key { return values[i] }
        if count * 4 >= capacity * 3 {
            grow()
            i = slot(key)
        }
        let value = make()
        keys[i] = key
        values[i] = value
        count += 1
        return value
    }

    private mutating func grow() {
        var larger = PairTable(log2Capacity: Int(64 - shift) + 1)
        forEach { key, value in _ = larger.value(key) { value } }
        swap(&keys, &larger.keys)
        swap(&values, &larger.values)
        swap(&shift, &larger.shift)
    }

    func forEach(_ body: (UInt64, UInt32) -> Void) {
        for i in 0..<capacity where keys[i] != Self.empty { body(keys[i], values[i]) }
    }
}

/// The folded words of a set, each with a number and its letters.
struct WordInterner: ~Copyable {
    private var slots: UnsafeMutablePointer<UInt32>
    private var mask: Int
    private(set) var hashes: [UInt64] = []
    /// Where a word's letters begin; one more than there are words.
    private(set) var offsets: [UInt32] = [0]
    private(set) var letters: [UInt8] = []

    init() {
        slots = .allocate(capacity: 1024)
        slots.initialize(repeating: .max, count: 1024)
        mask = 1023
    }

    deinit { slots.deallocate() }

    var count: Int { hashes.count }

    func bytes(_ word: Int) -> ArraySlice<UInt8> {
        letters[Int(offsets[word])..<Int(offsets[word + 1])]
    }

    /// The number of a word. `fold` gives the letters; it is asked only for a new or a long word.
    mutating func intern(
        _ hash: UInt64, fold: () -> UnsafeBufferPointer<UInt8>
    ) -> UInt32 {
        var i = Int(truncatingIfNeeded: hash) & mask
        var folded: UnsafeBufferPointer<UInt8>?
        while slots[i] != .max {
            let word = Int(slots[i])
            if hashes[word] == hash {
                if WordHash.isUnique(hash) { return slots[i] }
                let length = Int(offsets[word + 1] - offsets[word])
                let form = folded ?? fold()
                folded = form
                if length == form.count, bytes(word).elementsEqual(form) { return slots[i] }
            }
            i = (i + 1) & mask
        }
        let word = UInt32(hashes.count)
        slots[i] = word
        hashes.append(hash)
        letters.append(contentsOf: folded ?? fold())
        offsets.append(UInt32(letters.count))
        if hashes.count * 2 > mask { grow() }
        return word
    }

    private mutating func grow() {
        let capacity = (mask + 1) * 2
        slots.deallocate()
        slots = .allocate(capacity: capacity)
        slots.initialize(repeating: .max, count: capacity)
        mask = capacity - 1
        for (word, hash) in hashes.enumerated() {
            var i = Int(truncatingIfNeeded: hash) & mask
            while slots[i] != .max { i = (i + 1) & mask }
            slots[i] = UInt32(word)
        }
    }
}
