/// A person, organization, state or group, as an event names it.
package struct Entity: Hashable, Sendable, Codable {
    package var text: String
    package var name: String
    /// `person organization country party …` for actors; `energy hospital school residential
    /// civilian military …` for recipients.
    package var kind: String?
    /// ISO 3166 alpha-3.
    package var country: String?
    /// PLOVER: `GOV MIL REB CVL …`
    package var sector: String?
    package var office: String?
    /// Wikidata where known.
    package var id: String?
    package var groupID: String?
    package var span: Span?
    package var inferred: Bool?

    package init(
        text: String, name: String? = nil, kind: String? = nil, country: String? = nil,
        sector: String? = nil, office: String? = nil, id: String? = nil, groupID: String? = nil,
        span: Span? = nil, inferred: Bool? = nil
    ) {
        self.text = text
        self.name = name ?? text.onOneLine
        self.kind = kind
        self.country = country
        self.sector = sector
        self.office = office
        self.id = id
        self.groupID = groupID
        self.span = span
        self.inferred = inferred
    }

    enum CodingKeys: String, CodingKey {
        case text, name, kind, country, sector, office, id
        case groupID = "group_id"
        case span, inferred
    }
}

/// A place as an event uses it. Coordinates in degrees, WGS 84; distance in kilometres.
package struct Place: Hashable, Sendable, Codable {
    package var text: String
    package var name: String
    package var geonamesID: Int?
    package var admin1: String?
    package var admin2: String?
    /// ISO 3166 alpha-3.
    package var country: String?
    package var latitude: Double?
    package var longitude: Double?
    /// `site town district region country`
    package var precision: String?
    /// `event target_of_motion origin affected mentioned`
    package var role: String?
    /// "south of", "near".
    package var relation: String?
    package var distance: Double?
    package var span: Span?
    package var inferred: Bool?

    /// True where the place only tells how far or in which direction another one lies.
    package var isAway: Bool {
        distance != nil || relation?.hasSuffix(" of") == true
    }

    /// With its relation: "340 km north of Baghdad", "near Kupiansk", "Odesa".
    package var located: String {
        let far = distance.map {
            ($0 == $0.rounded() && abs($0) < 1e9 ? "\(Int($0))" : "\($0)") + " km"
        }
        return [far, relation, name].compactMap { $0 }.joined(separator: " ")
    }

    package init(
        text: String, name: String? = nil, geonamesID: Int? = nil, admin1: String? = nil,
        admin2: String? = nil, country: String? = nil, latitude: Double? = nil,
        longitude: Double? = nil, precision: String? = nil, role: String? = nil,
        relation: String? = nil, distance: Double? = nil, span: Span? = nil,
        inferred: Bool? = nil
    ) {
        self.text = text
        self.name = name ?? text.onOneLine
        self.geonamesID = geonamesID
        self.admin1 = admin1
        self.admin2 = admin2
        self.country = country
        self.latitude = latitude
        self.longitude = longitude
        self.precision = precision
        self.role = role
        self.relation = relation
        self.distance = distance
        self.span = span
        self.inferred = inferred
    }

    enum CodingKeys: String, CodingKey {
        case text, name
        case geonamesID = "geonames_id"
        case admin1, admin2, country, latitude, longitude, precision, role, relation, distance
        case span, inferred
    }
}

/// When something happened, resolved against the article's publication day.
///
/// `start` and `end` are inclusive days; nil when unknown. In JSON both keys are always there.
package struct EventTime: Hashable, Sendable {
    package enum Basis: String, Codable, Sendable {
        case explicit, relative
        case publicationDefault = "publication_default"
    }
    package enum Precision: String, Codable, Sendable, CaseIterable {
        case time, day, week, month, quarter, year, unknown
    }

    package var start: CalendarDay?
    package var end: CalendarDay?
    package var precision: Precision
    package var basis: Basis
    package var text: String?
    package var span: Span?
    package var inferred: Bool?
    /// Seconds since midnight in the text's own zone, where it gives a clock time.
    package var clock: Int?

    package init(
        start: CalendarDay?, end: CalendarDay?, precision: Precision = .day, basis: Basis,
        text: String? = nil, span: Span? = nil, inferred: Bool? = nil, clock: Int? = nil
    ) {
        self.start = start
        self.end = end
        self.precision = precision
        self.basis = basis
        self.text = text
        self.span = span
        self.inferred = inferred
        self.clock = clock
    }

    /// Nothing is known: the publication date is never silently the event's date.
    package static let unknown = EventTime(
        start: nil, end: nil, precision: .unknown, basis: .publicationDefault)
}

extension EventTime: Codable {
    enum CodingKeys: String, CodingKey {
        case start, end, precision, basis, text, span, inferred, clock
    }

    package func encode(to encoder: any Encoder) throws {
        var c = encoder.container(keyedBy: CodingKeys.self)
        try c.encode(start, forKey: .start)
        try c.encode(end, forKey: .end)
        try c.encode(precision, forKey: .precision)
        try c.encode(basis, forKey: .basis)
        try c.encodeIfPresent(text, forKey: .text)
        try c.encodeIfPresent(span, forKey: .span)
        try c.encodeIfPresent(inferred, forKey: .inferred)
        try c.encodeIfPresent(clock, forKey: .clock)
    }
}
