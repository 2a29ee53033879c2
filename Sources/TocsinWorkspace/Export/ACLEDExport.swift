package import TocsinModel

/// Incidents in the columns of the Armed Conflict Location & Event Data Project.
///
/// One row for an incident, a pair of sides, a place and a day. ACLED's rules for figures hold: the
/// conservative end of a vague one, the lowest under dispute, and the notes say so. Its own event
/// ids are never made up. What codes to nothing certain is left out and counted.
/// - SeeAlso: ACLED Codebook (2023), "Fatalities", "Geo-precision", "Time precision".
package struct ACLEDExport: Sendable {
    package private(set) var table = ExportTable(columns: ACLEDExport.columns)
    /// Incidents left out, by reason.
    package private(set) var skipped: [String: Int] = [:]

    static let columns = [
        "event_id_cnty", "event_date", "year", "time_precision", "disorder_type", "event_type",
        "sub_event_type", "actor1", "assoc_actor_1", "inter1", "actor2", "assoc_actor_2",
        "inter2", "civilian_targeting", "iso", "region", "country", "admin1", "admin2", "admin3",
        "location", "latitude", "longitude", "geo_precision", "source", "source_scale", "notes",
        "fatalities", "tags", "timestamp",
    ]

    /// - Parameter sources: outlets by article id.
    package init(_ incidents: [Incident], sources: [String: String] = [:]) {
        for incident in incidents { add(incident, sources) }
    }

    private mutating func add(_ incident: Incident, _ sources: [String: String]) {
        let best = incident.best
        guard let code = best.acled, let type = code.eventType else {
            let candidates = best.acled?.candidates ?? []
            skipped[candidates.isEmpty ? "no ACLED type" : "an ambiguous ACLED type", default: 0] +=
                1
            return
        }
        guard incident.status != .denied, best.assertion.polarity == .affirmed else {
            skipped["denied", default: 0] += 1
            return
        }
        guard [.asserted, .alleged].contains(best.assertion.modality),
            [.past, .ongoing].contains(best.assertion.tense)
        else {
            skipped["did not happen (yet)", default: 0] += 1
            return
        }
        guard let day = best.time.start else {
            skipped["no date", default: 0] += 1
            return
        }
        let places = Self.exact(best.places.filter { $0.role == nil || $0.role == "event" })
        guard let main = places.first else {
            skipped["no place", default: 0] += 1
            return
        }
        let toll = Toll(incident)
        let sides = Side.groups(best.actors)
        let others = Side.groups(best.recipients)
        let dyads = (sides.isEmpty ? [nil] : sides.map(Optional.some)).flatMap { a in
            (others.isEmpty ? [nil] : others.map(Optional.some)).map { b in (a, b) }
        }
        let outlets = unique(incident.articles.compactMap { sources[$0] })
        var isFirst = true
        for place in places {
            for (a, b) in dyads {
                var notes = Self.summary(best)
                if isFirst {
                    notes += toll.notes
                    if toll.isGiven, places.count > 1 {
                        notes.append(
                            "Fatalities are the total over \(places.count) places: "
                                + places.map(\.name).joined(separator: ", ") + ".")
                    }
                } else if toll.isGiven {
                    notes.append(
                        "Fatalities are counted in the row of \(main.name)"
                            + (place == main ? ", for the first pair of actors." : "."))
                }
                if best.time.inferred == true || best.time.basis == .publicationDefault {
                    notes.append("Date inferred.")
                }
                if place.inferred == true { notes.append("Place inferred.") }
                if a?.isInferred == true || b?.isInferred == true {
                    notes.append("Actor inferred.")
                }
                let country = place.country.flatMap { CountryTable.row($0) }
                table.rows.append([
                    .empty, ExportCell(day.description), ExportCell(day.year),
                    ExportCell(Self.timePrecision(best.time)),
                    ExportCell(Self.disorder(type, code.subEventType)), ExportCell(type),
                    ExportCell(code.subEventType), ExportCell(a?.name(in: place.country)),
                    ExportCell(a?.others),
                    ExportCell(a?.kind(in: place.country)), ExportCell(b?.name(in: place.country)),
                    ExportCell(b?.others), ExportCell(b?.kind(in: place.country)),
                    ExportCell(b?.isCivilian == true ? "Civilian targeting" : nil),
                    ExportCell(country.flatMap { $0.number == 0 ? nil : $0.number }), .empty,
                    ExportCell(country?.name ?? place.country), ExportCell(place.admin1),
                    ExportCell(place.admin2), .empty, ExportCell(place.name),
                    ExportCell(place.latitude), ExportCell(place.longitude),
                    ExportCell(Self.geoPrecision(place)),
                    ExportCell(outlets.isEmpty ? nil : outlets.joined(separator: "; ")), .empty,
                    ExportCell(notes.joined(separator: " ")),
                    ExportCell(isFirst ? toll.fatalities : 0), .empty,
                    ExportCell(incident.lastSeen?.seconds),
                ])
                isFirst = false
            }
        }
    }

    /// Without those that only say wherein another one lies: "Dobropillia, Donetsk Oblast, Ukraine"
    /// is one place.
    private static func exact(_ places: [Place]) -> [Place] {
        places.enumerated().filter { n, place in
            !places.enumerated().contains { m, other in
                guard m != n, other.country == place.country, place.country != nil else {
                    return false
                }
                switch place.precision {
                case "country": return other.precision != "country"
                case "region": return other.admin1 == place.name && other.name != place.name
                default: return false
                }
            }
        }.map(\.element)
    }

    // MARK: - Figures

    /// What ACLED would count.
    private struct Toll {
        var fatalities = 0
        var isGiven = false
        var notes: [String] = []

        init(_ incident: Incident) {
            let best = RecordTables.figure(incident.best, "killed")
            if let best {
                isGiven = true
                fatalities = Self.count(best.qualifier, low: best.low)
                let plain = Double(fatalities) == best.low && best.low == best.high
                if !plain { notes.append("Fatalities \"\(best.text)\" coded as \(fatalities).") }
                if let whom = best.ofWhom { notes.append("Fatalities are of \(whom) only.") }
                if best.inferred == true { notes.append("Fatalities inferred.") }
            } else {
                notes.append("No fatalities reported.")
            }
            guard let ledger = incident.ledger.first(where: { $0.field == "killed" }),
                ledger.verdict == .conflict
            else { return }
            let standing = ledger.entries.filter {
                $0.superseded != true && [.asserts, .confirms, .accuses].contains($0.stance)
            }
            let lowest = standing.compactMap(\.low).min()
            if let lowest {
                isGiven = true
                fatalities = Int(figure: lowest)
            }
            let said = standing.map { entry in
                let who =
                    entry.speaker.isEmpty ? entry.outlet ?? "an article" : entry.speaker
                return "\(who): \(entry.text)"
            }
            notes.append(
                "Fatalities disputed (\(said.joined(separator: "; "))); the lowest is coded.")
        }

        /// Tens 10, dozens 12, hundreds 100; else the lower bound.
        static func count(_ qualifier: Qualifier, low: Double?) -> Int {
            switch qualifier {
            case .dozens where (low ?? 0) <= 24: 12
            case .hundreds where (low ?? 0) <= 200: 100
            case .several: 3
            case .many,
                .scores where low == nil:
                10
            default: Int(figure: low ?? 0)
            }
        }
    }

    // MARK: - Codes

    /// 1: the day is known; 2: within a week; 3: within a month or worse.
    static func timePrecision(_ time: EventTime) -> Int {
        switch time.precision {
        case .time, .day:
            guard let start = time.start, let end = time.end, end > start else { return 1 }
            return end.number - start.number < 8 ? 2 : 3
        case .week: return 2
        case .month, .quarter, .year, .unknown: return 3
        }
    }

    /// 1: the town itself; 2: near it, or a part of a district; 3: a region or more.
    static func geoPrecision(_ place: Place) -> Int {
        if place.relation != nil {
            return place.precision == "region" || place.precision == "country" ? 3 : 2
        }
        switch place.precision {
        case "site", "town", "city": return 1
        case "district": return 2
        default: return 3
        }
    }

    private static func disorder(_ type: String, _ subType: String?) -> String? {
        switch type {
        case "Battles", "Explosions/Remote violence", "Violence against civilians":
            "Political violence"
        case "Protests":
            subType == "Excessive force against protesters"
                ? "Political violence; Demonstrations" : "Demonstrations"
        case "Riots":
            subType == "Violent demonstration" ? "Demonstrations" : "Political violence"
        case "Strategic developments": "Strategic developments"
        default: nil
        }
    }

    private static func summary(_ event: Event) -> [String] {
        event.trigger.map { ["Reported as \"\($0.text)\"."] } ?? []
    }

    // MARK: - Sides

    /// Actors who act together: of one country, else each alone.
    private struct Side {
        var members: [Entity]

        static func groups(_ entities: [Entity]) -> [Side] {
            var out: [Side] = []
            for entity in entities {
                // Residents, a town, a hospital: one side, whatever the words.
                if Side(members: [entity]).isCivilian {
                    if let known = out.firstIndex(where: \.isCivilian) {
                        out[known].members.append(entity)
                    } else {
                        out.append(Side(members: [entity]))
                    }
                    continue
                }
                if let country = entity.country,
                    let known = out.firstIndex(where: {
                        !$0.isCivilian && $0.members[0].country == country
                    })
                {
                    out[known].members.append(entity)
                } else {
                    out.append(Side(members: [entity]))
                }
            }
            return out
        }

        /// - Parameter country: where it happened: whose civilians they are, where nothing else says.
        func name(in country: String?) -> String {
            let first = members[0]
            guard isCivilian else { return first.name }
            let code = first.country ?? country
            return code.flatMap { CountryTable.row($0)?.name }.map { "Civilians (\($0))" }
                ?? "Civilians"
        }

        var others: String? {
            let rest = unique((isCivilian ? members[...] : members.dropFirst()).map(\.name))
            return rest.isEmpty ? nil : rest.joined(separator: "; ")
        }

        var isInferred: Bool { members[0].inferred == true }

        var isCivilian: Bool {
            let first = members[0]
            if let sector = first.sector, sector != "CVL" { return false }
            return first.sector == "CVL"
                || ["civilian", "residential", "hospital", "school", "aid-worker", "journalist"]
                    .contains(first.kind ?? "")
        }

        /// ACLED's `inter` in words.
        func kind(in country: String?) -> String? {
            let first = members[0]
            if isCivilian { return "Civilians" }
            switch first.sector {
            case "GOV", "MIL", "COP", "SPY":
                return first.country != nil && country != nil && first.country != country
                    ? "External/Other forces" : "State forces"
            case "REB": return "Rebel group"
            case "PAR", "MLT": return "Political militia"
            default: return first.kind == "country" ? "State forces" : nil
            }
        }
    }
}

/// Each once, in order.
func unique(_ texts: [String]) -> [String] {
    var seen: Set<String> = []
    return texts.filter { seen.insert($0).inserted }
}
