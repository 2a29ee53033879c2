import Foundation

/// One line on a terminal's standard error that says how far a long run is, its rate and what is left.
final class ProgressLine: @unchecked Sendable {
    private let start = DispatchTime.now().uptimeNanoseconds
    private var last: UInt64 = 0
    private let lock = NSLock()

    /// - Parameters:
    ///   - done: articles.
    ///   - fraction: of the bytes to read; nil where that is not known.
    func show(_ done: Int, of fraction: Double?) {
        lock.lock()
        defer { lock.unlock() }
        let now = DispatchTime.now().uptimeNanoseconds
        let elapsed = Double(now - start) / 1e9
        // Nothing for what is over in two seconds; ten times a second at most.
        guard elapsed > 2, now - last > 100_000_000 else { return }
        last = now
        var line = "\(done) articles, \(Int(Double(done) / elapsed)) a second"
        if let fraction, fraction > 0 {
            let filled = Int(fraction * 24)
            let left = Int(elapsed / fraction * (1 - fraction))
            line =
                "[" + String(repeating: "#", count: filled)
                + String(repeating: ".", count: 24 - filled)
                + "] \(Int(fraction * 100)) %  " + line + ", \(left) s left"
        }
        StandardError.write("\r\u{1B}[K" + line)
    }

    static func clear() { StandardError.write("\r\u{1B}[K") }
}
