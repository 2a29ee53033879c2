import Foundation
package import TocsinAlerting
import TocsinModel

/// The system's time zones.
package enum TimeZones {
    static let names = TimeZone.knownTimeZoneIdentifiers + ["UTC"]

    /// Names of the tz database only: "CET" or "GMT+2" would not follow a place's own rules.
    static func isKnown(_ name: String) -> Bool { names.contains(name) }

    /// Offsets as the system's zone data has them.
    package static let offset: ZoneOffset = { name, time in
        TimeZone(identifier: name).map {
            $0.secondsFromGMT(for: Date(timeIntervalSince1970: Double(time.seconds)))
        }
    }
}
