/// A window on bytes that come in chunks. It grows only as far as its reader asks.
final class ByteStream {
    /// `window[start...]` is what has been supplied and not yet consumed.
    private(set) var window: [UInt8]
    private(set) var start = 0
    /// Of `window[start]` in the stream.
    private(set) var offset = 0
    private(set) var ended: Bool
    /// Why the supply ended early, where it did.
    private(set) var failure: String?
    private let supply: () throws -> [UInt8]?

    init(_ bytes: [UInt8]) {
        window = bytes
        ended = true
        supply = { nil }
    }

    init(supply: @escaping () throws -> [UInt8]?) {
        window = []
        ended = false
        self.supply = supply
    }

    var available: Int { window.count - start }

    /// Adds one chunk to the window.
    /// - Returns: false at the end.
    @discardableResult
    func fill() -> Bool {
        guard !ended else { return false }
        do {
            while let chunk = try supply() {
                if chunk.isEmpty { continue }
                if start == window.count {
                    window = chunk
                } else {
                    window.removeSubrange(0..<start)
                    window.append(contentsOf: chunk)
                }
                start = 0
                return true
            }
        } catch let trouble as StreamFailure {
            failure = trouble.message
        } catch {
            failure = "cannot be read further: \(error)"
        }
        ended = true
        return false
    }

    /// Fills until `count` bytes are there or the stream ends.
    func ensure(_ count: Int) {
        while available < count, fill() {}
    }

    func consume(_ count: Int) {
        start += count
        offset += count
    }

    func peek(_ count: Int) -> ArraySlice<UInt8> {
        ensure(count)
        return window[start..<min(window.count, start + count)]
    }

    /// The next `count` bytes, fewer at the end.
    func take(_ count: Int) -> ArraySlice<UInt8> {
        let slice = peek(count)
        consume(slice.count)
        return slice
    }

    /// Everything left, or nil where that is more than `limit` bytes.
    func rest(limit: Int) -> [UInt8]? {
        while available <= limit, fill() {}
        guard available <= limit else { return nil }
        let all = start == 0 ? window : Array(window[start...])
        offset += all.count
        start = window.count
        return all
    }

    /// Passes on one line after the other, without its line feed.
    ///
    /// - Parameters:
    ///   - limit: a longer line is given as nil, and what is in it is skipped in constant memory.
    ///   - body: the line, its number from 1, its offset; false ends the reading after this line.
    func lines(
        limit: Int, from first: Int = 1,
        _ body: (_ line: UnsafeBufferPointer<UInt8>?, _ number: Int, _ offset: Int) -> Bool
    ) {
        var number = first
        var searched = 0
        var skipping = false
        while true {
            var goOn = true
            let used: Int = window.withUnsafeBufferPointer { all in
                var at = start
                while goOn {
                    guard let feed = firstIndex(of: 10, in: all, from: at + searched) else { break }
                    let line = UnsafeBufferPointer(rebasing: all[at..<feed])
                    let tooLong = skipping || line.count > limit
                    goOn = body(tooLong ? nil : line, number, offset + at - start)
                    number += 1
                    at = feed + 1
                    searched = 0
                    skipping = false
                }
                return at - start
            }
            consume(used)
            guard goOn else { return }
            if available > limit {
                skipping = true
                consume(available)
            }
            searched = available
            if !fill() {
                if available > 0 || skipping {
                    window.withUnsafeBufferPointer { all in
                        _ = body(
                            skipping ? nil : UnsafeBufferPointer(rebasing: all[start...]), number,
                            offset)
                    }
                    consume(available)
                }
                return
            }
        }
    }
}

/// The stream's bytes are damaged or cannot be had.
struct StreamFailure: Error {
    var message: String
}
