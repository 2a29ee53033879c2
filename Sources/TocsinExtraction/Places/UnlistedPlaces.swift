import TocsinModel
import TocsinText

/// Places that no gazetteer has, known by how the text speaks of them: "the village of Fambita",
/// "Abu Shouk displacement camp", "near Baguindan", "at Banibangou, close to the frontier".
struct UnlistedPlaces {
    let text: AnalyzedText
    /// Listed places of the field.
    let known: [Mention]
    /// The country the article speaks of most.
    let country: String?

    private static let sites: Set<String> = [
        "camp", "base", "airport", "airbase", "crossing", "prison", "jail", "square", "bridge",
        "hospital", "barracks", "checkpoint", "garrison", "farm", "ranch", "plant", "mine",
        "refinery",
        "stadium", "university", "market", "mosque", "church",
    ]
    private static let regions: Set<String> = [
        "province", "region", "state", "department", "county", "governorate", "prefecture",
        "oblast",
        "valley", "mountains", "hills", "desert", "peninsula", "island", "islands", "sea", "strait",
    ]
    private static let towns: Set<String> = [
        "village", "town", "city", "district", "municipality", "neighbourhood", "neighborhood",
        "suburb", "slum", "settlement", "commune", "township", "port", "area", "hamlet",
        "jurisdiction",
        "quarter", "locality", "parish", "villages", "towns", "jungle", "jungles", "outskirts",
        "streets", "suburbs", "forest", "forests", "centre", "center", "hills", "border", "coast",
    ]
    /// What is written like a place after "in" and is none.
    private static let notPlaces: Set<String> = [
        "parliament", "congress", "senate", "telegram", "instagram", "facebook", "twitter",
        "youtube",
        "english", "french", "arabic", "russian", "spanish", "ramadan", "christmas", "easter",
        "operation", "islam", "god", "nato", "court", "house", "assembly", "cabinet", "union", "x",
    ]

    private func word(_ token: Int) -> String {
        text.tokens.indices.contains(token) ? text.text(token).lowercased() : ""
    }

    private func precision(_ noun: String) -> String? {
        if Self.sites.contains(noun) { return "site" }
        if Self.regions.contains(noun) { return "region" }
        return Self.towns.contains(noun) ? "town" : nil
    }

    /// - Parameter names: names of the field; those of unknown kind are looked at.
    func places(among names: [Mention]) -> [Mention] {
        names.compactMap { mention in
            guard mention.kind == .name || mention.kind == .person,
                case .entity(let entity) = mention.value,
                entity.country == nil,
                entity.office == nil || apposition(after: mention.tokens.upperBound) != nil,
                !known.contains(where: { $0.tokens.overlaps(mention.tokens) }),
                let precision = precision(of: mention.tokens, isPerson: mention.kind == .person)
            else { return nil }
            // "in Banibangou, Niger", "the village of Chasiv, 15 km south-west of Kherson".
            let near = known.first {
                $0.tokens.lowerBound >= mention.tokens.upperBound
                    && $0.tokens.lowerBound - mention.tokens.upperBound <= 9
                    && text.sentence(at: $0.span.start) == text.sentence(at: mention.span.start)
            }
            var place = Place(
                text: mention.text, country: country, precision: precision, role: "mentioned",
                span: mention.span)
            if case .place(let around)? = near?.value {
                place.country = around.country
                place.admin1 = around.precision == "region" ? around.name : around.admin1
            }
            return Mention(
                kind: .place, field: mention.field, tokens: mention.tokens, span: mention.span,
                text: mention.text, value: .place(place))
        }
    }

    private func precision(of tokens: Range<Int>, isPerson: Bool) -> String? {
        let first = word(tokens.lowerBound)
        if Self.notPlaces.contains(first) || Self.notPlaces.contains(word(tokens.upperBound - 1)) {
            return nil
        }
        var before = tokens.lowerBound - 1
        if word(before) == "the" { before -= 1 }
        // "Abu Shouk displacement camp", "Obolon district"; "the village of Fambita", "the city Goma".
        for step in 0..<2 {
            let at = tokens.upperBound + step
            guard text.tokens.indices.contains(at), text.tokens[at].gap == .space else { break }
            if let precision = precision(word(at)), isLocated(before) || step == 0 {
                return precision
            }
        }
        if let precision = apposition(after: tokens.upperBound) { return precision }
        if word(before) == "of", let precision = precision(word(before - 1)) { return precision }
        if let precision = precision(word(before)) { return precision }
        // "the camp in El Fasher": two unknown words look like a person's name, but nobody is camped in.
        if isPerson {
            return isLocated(before) && precision(word(before - 1)) != nil ? "town" : nil
        }
        guard isLocated(before), text.tokens[tokens.lowerBound].gap == .space else { return nil }
        // "in Celaya, Guanajuato": a name after a preposition, no part of a longer noun.
        let next = tokens.upperBound
        if text.tokens.indices.contains(next), text.tokens[next].gap == .space,
            text.tokens[next].flags.contains(.capitalized)
        {
            return nil
        }
        return "town"
    }

    /// "El Fasher, the last army stronghold in Darfur", "Ntoyo, a village near the border": the noun
    /// before the first preposition says what it is.
    private func apposition(after end: Int) -> String? {
        guard text.tokens.indices.contains(end), text.tokens[end].gap >= .punctuation,
            ["a", "an", "the"].contains(word(end))
        else { return nil }
        for at in (end + 1)..<(end + 6) {
            guard text.tokens.indices.contains(at), text.tokens[at].gap == .space else {
                return nil
            }
            guard WordClass.of(word(at)) == .preposition || text.tokens[at].flags.contains(.digit)
            else { continue }
            let noun = word(at - 1)
            return Self.seats.contains(noun) ? "town" : Self.towns.contains(noun) ? "town" : nil
        }
        return nil
    }

    private static let seats: Set<String> = [
        "capital", "stronghold", "bastion", "enclave", "hub", "outpost", "suburb",
    ]

    private func isLocated(_ before: Int) -> Bool {
        ["in", "at", "near", "outside", "around"].contains(word(before))
    }
}
