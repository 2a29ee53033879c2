/// Rows of bits, one bit for each place between tokens, in 64-bit words.
///
/// A sentence of up to 63 tokens is one word, so a step of a pattern costs a few instructions
/// whatever the number of places where it is tried.
struct PatternRow {
    let words: UnsafeMutablePointer<UInt64>
    let count: Int

    @inline(__always)
    func clear() { words.update(repeating: 0, count: count) }

    @inline(__always)
    func copy(_ other: PatternRow) { words.update(from: other.words, count: count) }

    @inline(__always)
    func formUnion(_ other: PatternRow) {
        for w in 0..<count { words[w] |= other.words[w] }
    }

    @inline(__always)
    subscript(bit: Int) -> Bool { words[bit >> 6] & (1 << UInt64(bit & 63)) != 0 }

    @inline(__always)
    func insert(_ bit: Int) { words[bit >> 6] |= 1 << UInt64(bit & 63) }

    @inline(__always)
    var isEmpty: Bool {
        for w in 0..<count where words[w] != 0 { return false }
        return true
    }

    /// The first bit at or after `start`.
    func first(from start: Int) -> Int? {
        var w = start >> 6
        guard w < count else { return nil }
        var word = words[w] & (~0 << UInt64(start & 63))
        while word == 0 {
            w += 1
            if w == count { return nil }
            word = words[w]
        }
        return w << 6 + word.trailingZeroBitCount
    }

    var last: Int? {
        var w = count - 1
        while w >= 0 {
            if words[w] != 0 { return w << 6 + 63 - words[w].leadingZeroBitCount }
            w -= 1
        }
        return nil
    }

    /// Sets bits 0..<end, clears the rest.
    func fill(upTo end: Int) {
        for w in 0..<count {
            let bits = end - w << 6
            words[w] = bits >= 64 ? ~0 : bits <= 0 ? 0 : ~(~0 << UInt64(bits))
        }
    }

    /// Bits b - low … b - high for each bit b: where tokens that end there may have begun.
    /// `high - low` is below 64, and so is `low`.
    @inline(__always)
    func shiftDown(_ low: Int, _ high: Int) {
        if low > 0 { shiftDown(low, keeping: false) }
        var covered = 1
        while covered < high - low + 1 {
            let step = min(covered, high - low + 1 - covered)
            shiftDown(step, keeping: true)
            covered += step
        }
    }

    @inline(__always)
    private func shiftDown(_ n: Int, keeping: Bool) {
        let left = UInt64(64 - n)
        for w in 0..<count {
            let above = w + 1 < count ? words[w + 1] << left : 0
            let shifted = words[w] >> UInt64(n) | above
            words[w] = keeping ? words[w] | shifted : shifted
        }
    }

    /// Bits b + low … b + high for each bit b.
    func shiftUp(_ low: Int, _ high: Int) {
        if low > 0 { shiftUp(low, keeping: false) }
        var covered = 1
        while covered < high - low + 1 {
            let step = min(covered, high - low + 1 - covered)
            shiftUp(step, keeping: true)
            covered += step
        }
    }

    private func shiftUp(_ n: Int, keeping: Bool) {
        let right = UInt64(64 - n)
        var w = count - 1
        while w >= 0 {
            let below = w > 0 ? words[w - 1] >> right : 0
            let shifted = words[w] << UInt64(n) | below
            words[w] = keeping ? words[w] | shifted : shifted
            w -= 1
        }
    }

    /// Clears the bits from `end` on.
    func cut(at end: Int) {
        for w in 0..<count {
            let bits = end - w << 6
            if bits <= 0 { words[w] = 0 } else if bits < 64 { words[w] &= ~(~0 << UInt64(bits)) }
        }
    }
}
