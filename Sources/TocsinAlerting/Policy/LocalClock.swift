package import TocsinModel

/// A time of day on somebody's wall: `07:00`.
package struct LocalClock: Hashable, Sendable, CustomStringConvertible {
    /// Since midnight.
    package let minutes: Int

    /// - Returns: nil for anything but `HH:MM`.
    package init?(_ text: String) {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].utf8.count == 2, parts[1].utf8.count == 2,
            let hour = Int(parts[0]), let minute = Int(parts[1]), (0..<24).contains(hour),
            (0..<60).contains(minute)
        else { return nil }
        minutes = hour * 60 + minute
    }

    package var description: String {
        func two(_ n: Int) -> String { n < 10 ? "0\(n)" : "\(n)" }
        return two(minutes / 60) + ":" + two(minutes % 60)
    }
}

/// Seconds east of UTC in a time zone at a moment; nil for a zone it does not know. The system's
/// zone data is somebody else's to read.
package typealias ZoneOffset = @Sendable (_ zone: String, Timestamp) -> Int?

/// Knows UTC only.
package let utcOnly: ZoneOffset = { zone, _ in zone == "UTC" ? 0 : nil }

/// Local days and times of one zone.
struct WallClock {
    let zone: String
    let offset: ZoneOffset

    /// The local day and the minutes since its midnight; an unknown zone counts as UTC.
    func local(_ time: Timestamp) -> (day: CalendarDay, minutes: Int) {
        let local = time.adding(seconds: offset(zone, time) ?? 0)
        return (local.day, (local.seconds - local.day.start.seconds) / 60)
    }

    /// The moment a clock shows a time on a day. One that the day skips (spring forward) is the
    /// moment after the gap; one that comes twice (autumn) is the first.
    func moment(_ day: CalendarDay, _ clock: LocalClock) -> Timestamp {
        let naive = day.start.seconds + clock.minutes * 60
        // The offsets of the day before and after bound what it can be.
        let offsets = [-86400, 86400].map { delta in
            offset(zone, Timestamp(seconds: naive + delta)) ?? 0
        }
        let candidates = offsets.map { Timestamp(seconds: naive - $0) }.sorted()
        for candidate in candidates {
            let shown = local(candidate)
            if shown.day == day, shown.minutes == clock.minutes { return candidate }
        }
        return candidates[1]
    }

    /// The next moment, not before `time`, at which the clock shows `clock`.
    func next(_ clock: LocalClock, from time: Timestamp) -> Timestamp {
        let day = local(time).day
        let today = moment(day, clock)
        return today >= time ? today : moment(day.adding(days: 1), clock)
    }
}

extension QuietHours {
    /// When the quiet hours end that hold at a moment; nil where none do.
    func end(at time: Timestamp, _ offset: @escaping ZoneOffset) -> Timestamp? {
        let wall = WallClock(zone: timezone, offset: offset)
        let (day, minutes) = wall.local(time)
        let overnight = to.minutes <= from.minutes
        let began: CalendarDay
        if overnight, minutes < to.minutes {
            began = day.adding(days: -1)
        } else if minutes >= from.minutes, overnight || minutes < to.minutes {
            began = day
        } else {
            return nil
        }
        guard days.isEmpty || days.contains(began.weekday) else { return nil }
        return wall.moment(overnight ? began.adding(days: 1) : began, to)
    }
}
