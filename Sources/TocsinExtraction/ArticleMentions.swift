package import TocsinModel
package import TocsinText

/// Everything recognized in one article, made when first asked for.
///
/// Most articles match no rule and most sentences of the others do not either, so nothing is
/// recognized before a rule's own words were seen there.
package final class ArticleMentions {
    /// The recognizers, as closures: the extraction does not know where lists and gazetteers live.
    package struct Sources {
        /// Quantities, dates and other forms of one sentence.
        package var forms: (AnalyzedText, Int) -> [Mention]
        /// Persons and organizations of the whole article, in reading order.
        package var entities: () -> [Mention]
        /// Gazetteer hits of a field.
        package var placeCandidates: (Field) -> [PlaceCandidate]
        /// Mentions of the labels that plugins declare, of one field.
        package var labels: (Field) -> [Mention]
        /// Who says what.
        package var claims: ([Mention]) -> [Claim]

        package init(
            forms: @escaping (AnalyzedText, Int) -> [Mention],
            entities: @escaping () -> [Mention],
            placeCandidates: @escaping (Field) -> [PlaceCandidate],
            labels: @escaping (Field) -> [Mention],
            claims: @escaping ([Mention]) -> [Claim]
        ) {
            self.forms = forms
            self.entities = entities
            self.placeCandidates = placeCandidates
            self.labels = labels
            self.claims = claims
        }
    }

    package let article: AnalyzedArticle
    private let sources: Sources

    package init(_ article: AnalyzedArticle, sources: Sources) {
        self.article = article
        self.sources = sources
    }

    private struct SentenceKey: Hashable {
        var field: Field
        var sentence: Int
    }
    private var formsBySentence: [SentenceKey: [Mention]] = [:]
    private var peopleBySentence: [SentenceKey: [Mention]] = [:]
    private var relatedPlacesBySentence: [SentenceKey: [Mention]] = [:]
    private var labelsByField: [Field: [Mention]] = [:]
    private lazy var entitiesByField = Dictionary(grouping: sources.entities(), by: \.field)
    private lazy var placesByField: [Field: [Mention]] = {
        // "the Somali capital": an adjective of a people, whatever division bears its name.
        let candidates = Dictionary(
            uniqueKeysWithValues: Field.allCases.map { field in
                let demonyms = self.labels(in: field).filter { $0.kind == .label("demonym") }
                return (
                    field,
                    sources.placeCandidates(field).filter { candidate in
                        !demonyms.contains { $0.tokens == candidate.tokens }
                    }
                )
            })
        guard candidates.contains(where: { !$0.value.isEmpty }) else { return [:] }
        return Dictionary(
            grouping: PlaceRecognizer().places(
                in: article, candidates: candidates, names: { self.entities(in: $0) }),
            by: \.field)
    }()
    package private(set) lazy var claims: [Claim] = sources.claims(
        Field.allCases.flatMap { entities(in: $0) })

    package func forms(in field: Field, sentence: Int) -> [Mention] {
        let key = SentenceKey(field: field, sentence: sentence)
        if let known = formsBySentence[key] { return known }
        let found = sources.forms(article[field], sentence).map { mention in
            anchored(mention, field, sentence)
        }
        formsBySentence[key] = found
        return found
    }

    /// "The day before, rebels attacked": counted from the day last spoken of in the sentences before,
    /// which the recognizer of one sentence cannot see. Without one the date stays unknown.
    private func anchored(_ mention: Mention, _ field: Field, _ sentence: Int) -> Mention {
        guard mention.kind == .date, case .time(var time) = mention.value, time.start == nil,
            let days = Self.steps[mention.text.lowercased()]
        else { return mention }
        for before in stride(from: sentence - 1, through: max(0, sentence - 8), by: -1) {
            let days = days
            let last = forms(in: field, sentence: before).last { form in
                guard form.kind == .date, case .time(let told) = form.value else { return false }
                return told.start != nil && (told.precision == .day || told.precision == .time)
            }
            guard case .time(let told)? = last?.value, let day = told.start else { continue }
            time.start = day.adding(days: days)
            time.end = time.start
            time.precision = .day
            time.basis = .relative
            var result = mention
            result.value = .time(time)
            return result
        }
        return mention
    }

    private static let steps: [String: Int] = [
        "the day before": -1, "the previous day": -1, "a day earlier": -1, "the same day": 0,
        "that day": 0, "the day after": 1, "the next day": 1, "the following day": 1,
        "a day later": 1,
    ]

    /// Whom the sentence counts.
    package func people(in field: Field, sentence: Int) -> [Mention] {
        let key = SentenceKey(field: field, sentence: sentence)
        if let known = peopleBySentence[key] { return known }
        let reader = PeopleReader(
            view: SentenceView(article[field], sentence: sentence),
            forms: forms(in: field, sentence: sentence),
            names: entities(in: field, sentence: sentence) + places(in: field, sentence: sentence))
        let found = reader.mentions()
        peopleBySentence[key] = found
        return found
    }

    package func entities(in field: Field) -> [Mention] { entitiesByField[field] ?? [] }
    package func places(in field: Field) -> [Mention] { placesByField[field] ?? [] }

    package func labels(in field: Field) -> [Mention] {
        if let known = labelsByField[field] { return known }
        let found = sources.labels(field)
        labelsByField[field] = found
        return found
    }

    package func entities(in field: Field, sentence: Int) -> [Mention] {
        within(entities(in: field), field, sentence)
    }
    /// Places of a sentence, with how it speaks of them.
    package func places(in field: Field, sentence: Int) -> [Mention] {
        let key = SentenceKey(field: field, sentence: sentence)
        if let known = relatedPlacesBySentence[key] { return known }
        var found = within(places(in: field), field, sentence)
        if !found.isEmpty {
            let view = SentenceView(article[field], sentence: sentence)
            for i in found.indices {
                guard case .place(var place) = found[i].value,
                    let relation = PlaceRelation(
                        before: found[i].tokens, in: view,
                        figures: { self.forms(in: field, sentence: sentence) })
                else { continue }
                place.relation = relation.words
                place.distance = relation.distance
                found[i].value = .place(place)
            }
        }
        relatedPlacesBySentence[key] = found
        return found
    }
    package func labels(in field: Field, sentence: Int) -> [Mention] {
        within(labels(in: field), field, sentence)
    }

    private func within(_ all: [Mention], _ field: Field, _ sentence: Int) -> [Mention] {
        guard !all.isEmpty else { return [] }
        let range = article[field].sentences[sentence].tokens
        return all.filter {
            range.contains($0.tokens.lowerBound) && $0.tokens.upperBound <= range.upperBound
        }
    }
}
