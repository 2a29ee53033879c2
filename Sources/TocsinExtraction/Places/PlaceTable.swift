/// A place as a gazetteer knows it.
package struct PlaceRow: Sendable, Hashable {
    package enum Kind: String, Sendable, CaseIterable {
        case site, town, district, region, country
    }

    package var name: String
    package var kind: Kind
    /// ISO 3166 alpha-3.
    package var country: String
    /// The first-level division's name, where it lies in one.
    package var admin1: String
    /// Degrees, WGS 84.
    package var latitude: Double?
    package var longitude: Double?
    package var population: Int
    package var geonamesID: Int?
    /// Its name is also a common word: it counts only where the text supports it.
    package var needsSupport: Bool

    package init(
        name: String, kind: Kind, country: String, admin1: String = "", latitude: Double? = nil,
        longitude: Double? = nil, population: Int = 0, geonamesID: Int? = nil,
        needsSupport: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.country = country
        self.admin1 = admin1
        self.latitude = latitude
        self.longitude = longitude
        self.population = population
        self.geonamesID = geonamesID
        self.needsSupport = needsSupport
    }
}

/// A name found in the text with every row it may mean.
package struct PlaceCandidate: Sendable {
    /// Token indices in the field.
    package var tokens: Range<Int>
    package var rows: [PlaceRow]

    package init(tokens: Range<Int>, rows: [PlaceRow]) {
        self.tokens = tokens
        self.rows = rows
    }
}
