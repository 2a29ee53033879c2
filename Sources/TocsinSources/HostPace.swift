/// When each host may be asked again: one request at a time, with a pause between two.
///
/// Time is seconds of any steady clock.
package struct HostPace: Sendable {
    private var free: [String: Double] = [:]
    /// Seconds between the beginnings of two requests to one host.
    package let pause: Double

    package init(pause: Double) { self.pause = pause }

    /// Reserves the next turn at a host.
    ///
    /// - Parameter delay: what the host itself asks for, where it is more.
    /// - Returns: seconds to wait from `now`.
    package mutating func reserve(_ host: String, now: Double, delay: Double = 0) -> Double {
        let start = max(now, free[host] ?? now)
        free[host] = start + max(pause, delay)
        // Hosts whose turn is long past need no place.
        if free.count > 1024 { free = free.filter { $0.value > now } }
        return start - now
    }

    /// A busy host is left alone until then, for all its sources.
    package mutating func rest(_ host: String, until: Double) {
        free[host] = max(free[host] ?? until, until)
    }
}
