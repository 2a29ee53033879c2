package import TocsinModel
package import TocsinText

/// Decides which gazetteer names of an article are places, and which of several namesakes is meant.
///
/// A name must be written as a name (capitalized, unless the whole text is in capitals), must not be
/// part of a person's or organization's name, and where it is also a common word ("Reading",
/// "Nice") something must support it: a preposition before it or its country in the text.
/// Namesakes are ranked by the countries the article speaks of, then by kind and size.
package struct PlaceRecognizer: Sendable {
    package init() {}

    /// - Parameters:
    ///   - candidates: gazetteer hits by field, in any order.
    ///   - names: person and organization mentions that a place must not be part of.
    /// - Returns: place mentions in reading order, title first.
    package func places(
        in article: AnalyzedArticle, candidates: [Field: [PlaceCandidate]],
        names: (Field) -> [Mention]
    ) -> [Mention] {
        var kept: [(field: Field, candidate: PlaceCandidate)] = []
        for field in Field.allCases {
            guard let all = candidates[field], !all.isEmpty else { continue }
            let text = article[field]
            let taken = names(field).filter { $0.kind == .person || $0.kind == .name }
            var end = 0
            // Longest first at one start; then left to right without overlap.
            let sorted = all.sorted {
                ($0.tokens.lowerBound, $1.tokens.upperBound)
                    < ($1.tokens.lowerBound, $0.tokens.upperBound)
            }
            for candidate in sorted where candidate.tokens.lowerBound >= end {
                guard isWritten(candidate.tokens, in: text),
                    !isWord(candidate.tokens, in: text)
                else { continue }
                // "a car in Khan Younis": the whole of a guessed name, after a preposition of place.
                let stands =
                    candidate.tokens.count > 1
                    && ["in", "near", "outside"].contains(
                        word(candidate.tokens.lowerBound - 1, of: text))
                let isPartOfName = taken.contains {
                    $0.tokens.overlaps(candidate.tokens)
                        && !(stands && $0.tokens == candidate.tokens)
                        && !($0.tokens.count < candidate.tokens.count
                            && candidate.tokens.contains($0.tokens.lowerBound)
                            && $0.tokens.upperBound <= candidate.tokens.upperBound)
                        && ($0.kind == .person
                            || ($0.tokens.lowerBound < candidate.tokens.lowerBound
                                && $0.tokens.upperBound == candidate.tokens.upperBound))
                }
                if isPartOfName { continue }
                if startsName(candidate.tokens, in: text) { continue }
                end = candidate.tokens.upperBound
                kept.append((field, candidate))
            }
        }
        // Countries the text names outright weigh in for every namesake.
        var weight: [String: Int] = [:]
        for (_, candidate) in kept {
            let countries = Set(candidate.rows.map(\.country))
            // A name that needs support gives none.
            if candidate.rows.contains(where: \.needsSupport) { continue }
            if countries.count == 1, let only = countries.first {
                let isCountry = candidate.rows.contains {
                    $0.kind == .country || $0.kind == .region
                }
                weight[only, default: 0] += isCountry ? 3 : 1
            }
        }
        let capitals = Field.allCases.filter { isAllCaps(article[$0]) }
        let known: [Mention] = kept.compactMap { field, candidate in
            let text = article[field]
            guard let row = best(candidate.rows, weight: weight) else { return nil }
            // Where all is in capitals, a preposition does not tell "IN BAR" from the town of Bar.
            if row.needsSupport,
                weight[row.country, default: 0] < 2,
                capitals.contains(field)
                    || !Self.locatives.contains(word(candidate.tokens.lowerBound - 1, of: text))
            {
                return nil
            }
            let span = text.span(candidate.tokens)
            let words = text.text(span.range)
            if let home = homeOfNamesake(row, words, weight) {
                return Mention(
                    kind: .place, field: field, tokens: candidate.tokens, span: span, text: words,
                    value: .place(
                        Place(
                            text: words, country: home, precision: "town", role: "mentioned",
                            span: span)))
            }
            let place = Place(
                text: words, name: row.name, geonamesID: row.geonamesID,
                admin1: row.kind == .region ? row.name : row.admin1.isEmpty ? nil : row.admin1,
                country: row.country.isEmpty ? nil : row.country, latitude: row.latitude,
                longitude: row.longitude, precision: row.kind.rawValue, role: "mentioned",
                span: span)
            return Mention(
                kind: .place, field: field, tokens: candidate.tokens, span: span, text: words,
                value: .place(place))
        }
        let country = weight.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
        return known
            + Field.allCases.flatMap { field in
                UnlistedPlaces(
                    text: article[field], known: known.filter { $0.field == field },
                    country: country
                ).places(among: names(field))
            }
    }

    private func isAllCaps(_ text: AnalyzedText) -> Bool {
        let words = text.tokens.filter { $0.end - $0.start > 1 && !$0.flags.contains(.digit) }
        return !words.isEmpty && words.allSatisfy { $0.flags.contains(.allCaps) }
    }

    private static let locatives: Set<String> = [
        "in", "at", "near", "from", "to", "towards", "toward", "outside", "over", "around", "of",
        "north", "south", "east", "west",
    ]

    private func word(_ token: Int, of text: AnalyzedText) -> String {
        token >= 0 ? text.text(token).lowercased() : ""
    }

    private func isWritten(_ tokens: Range<Int>, in text: AnalyzedText) -> Bool {
        // "the Moscow region": the first word carries the capital; "kyiv", as some agencies and
        // machine translations write it, is let through only when no English word is like it,
        // which the gazetteer's `needsSupport` tells.
        let flags = text.tokens[tokens.lowerBound].flags
        return flags.contains(.capitalized) || flags.contains(.allCaps)
            || flags.contains(.nonASCII)
    }

    /// "San Luis" in a story of El Salvador is none of the larger San Luis abroad: such names are in
    /// every country of their language. The place is then one that the gazetteer has not.
    /// - Returns: the country the article speaks of.
    private func homeOfNamesake(
        _ row: PlaceRow, _ words: String, _ weight: [String: Int]
    ) -> String? {
        guard row.kind == .town || row.kind == .district || row.kind == .region,
            row.population < 1_000_000, weight[row.country, default: 0] <= 1,
            let home = weight.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            home.value >= 4, home.key != row.country,
            let first = words.split(separator: " ").first?.lowercased(),
            words.contains(" "), Self.generic.contains(first)
        else { return nil }
        return home.key
    }

    /// First words of names given again and again: saints, articles, kinds of place.
    private static let generic: Set<String> = [
        "san", "santa", "santo", "são", "sao", "la", "el", "los", "las", "villa", "puerto",
        "porto", "nueva", "nova", "buena", "rio", "río", "monte", "new", "saint", "st", "port",
        "fort", "al", "el", "tel", "tell", "deir", "beit", "kafr", "abu", "umm", "khan", "novo",
        "novaya", "nizhny", "velyka", "mala",
    ]

    /// A word of the language where all is written in capitals ("TO", "SHOT"), and a bare direction.
    private func isWord(_ tokens: Range<Int>, in text: AnalyzedText) -> Bool {
        guard tokens.count == 1 else { return false }
        let word = word(tokens.lowerBound, of: text)
        if ["north", "south", "east", "west", "central", "center", "centre"].contains(word) {
            return true
        }
        let token = text.tokens[tokens.lowerBound]
        guard token.flags.contains(.allCaps), !token.flags.contains(.nonASCII) else { return false }
        let isAmongCapitals = [tokens.lowerBound - 1, tokens.upperBound].contains { near in
            text.tokens.indices.contains(near) && text.tokens[near].flags.contains(.allCaps)
                && text.tokens[near].end - text.tokens[near].start > 1
        }
        return isAmongCapitals
            && (WordClass.of(word) != nil || WordClass.isAbstract(word) || WordClass.isPerson(word)
                || WordClass.isTarget(word) || ArgumentFinder.irregularPasts.contains(word)
                || ["bar", "nice", "reading", "mobile", "police", "most"].contains(word))
    }

    /// "London Fletcher scored": a place name followed by another capitalized word is more likely a
    /// name, unless that word is itself a part of the place's written form.
    private func startsName(_ tokens: Range<Int>, in text: AnalyzedText) -> Bool {
        let next = tokens.upperBound
        guard next < text.tokens.count, text.tokens[next].gap == .space,
            text.tokens[next].flags.contains(.capitalized),
            !text.tokens[next].flags.contains(.allCaps)
        else { return false }
        return Self.nameTails.contains(text.text(next).lowercased())
    }

    /// Second words that make an organization of a town.
    private static let nameTails: Set<String> = [
        "united", "city", "rovers", "wanderers", "albion", "athletic", "rangers", "times", "post",
        "herald", "university", "airlines", "airways", "fc", "hotspur", "villa", "forest", "county",
    ]

    private func best(_ rows: [PlaceRow], weight: [String: Int]) -> PlaceRow? {
        // Size weighs most: "Moscow" beside talk of America is still the Moscow of ten millions, and
        // only a namesake of like size needs the countries around it to decide.
        func score(_ row: PlaceRow) -> Double {
            var s = Double(min(weight[row.country, default: 0], 3))
            switch row.kind {
            case .country: s += 8
            case .region:
                // A city that is a division of its own: its name alone is the city's.
                let isCity = rows.contains {
                    $0.kind == .town && $0.country == row.country && $0.admin1 == row.name
                        && $0.population * 2 > row.population
                }
                s += isCity ? -0.5 : 1
            case .site: s += 8
            case .town, .district: break
            }
            // Its name is another place's first, as its list says, unless the text is there.
            if row.needsSupport, weight[row.country, default: 0] == 0 { s -= 2 }
            var population = row.population
            while population >= 10 {
                population /= 10
                s += 1.6
            }
            return s + Double(population) * 0.16
        }
        // Ties go to the first row, so that the list's own order decides and runs agree.
        var winner: (row: PlaceRow, score: Double)?
        for row in rows {
            let s = score(row)
            if winner == nil || s > winner!.score { winner = (row, s) }
        }
        return winner?.row
    }
}
