package import TocsinModel

/// What the rules made of one version of an article: all that later stages and reports need of it.
package struct ArticleOutcome: Sendable {
    /// A watchlist's hit.
    package struct Match: Hashable, Sendable, Codable {
        /// `plugin.rule`
        package var rule: String
        package var spans: [Evidence]
        package var rows: [[String: String]]

        package init(rule: String, spans: [Evidence], rows: [[String: String]]) {
            self.rule = rule
            self.spans = spans
            self.rows = rows
        }
    }

    package var article: Article
    package var events: [Event]
    package var claims: [Claim]
    package var matches: [Match]
    /// The sentences that matches and events stand in.
    package var evidence: [AlertEvidence]
    /// Hashes of the body's words in order.
    package var words: [UInt64]
    package var language: String
    package var sentences: Int
    /// False where no rule of extraction speaks the article's language.
    package var extracted: Bool
    /// Hits by rule id.
    package var hits: [String: Int]
    /// What rules said with `print`.
    package var log: [String]
    /// False where a rule failed on it or was quarantined: it is done again next time.
    package var isComplete: Bool

    package init(
        article: Article, events: [Event] = [], claims: [Claim] = [], matches: [Match] = [],
        evidence: [AlertEvidence] = [], words: [UInt64] = [], language: String = "",
        sentences: Int = 0, extracted: Bool = true, hits: [String: Int] = [:],
        log: [String] = [], isComplete: Bool = true
    ) {
        self.article = article
        self.events = events
        self.claims = claims
        self.matches = matches
        self.evidence = evidence
        self.words = words
        self.language = language
        self.sentences = sentences
        self.extracted = extracted
        self.hits = hits
        self.log = log
        self.isComplete = isComplete
    }

    /// What stands in the outcome's own JSON; the rest has tables.
    struct Report: Codable {
        var matches: [Match]
        var evidence: [AlertEvidence]
        var language: String
        var sentences: Int
        var extracted: Bool
        var hits: [String: Int]
        var log: [String]
    }
}

/// An outcome made ready for the store: encoded once, on any thread, before the transaction.
package struct PreparedOutcome: Sendable {
    package let outcome: ArticleOutcome
    let identity: ArticleIdentity
    let articleJSON: String
    let report: String
    let events: [PreparedEvent]
    let claims: [String]
    let words: [UInt8]

    package init(_ outcome: ArticleOutcome) throws(StoreError) {
        self.outcome = outcome
        identity = ArticleIdentity(outcome.article)
        do {
            var article = outcome.article
            article.title = ""
            article.body = ""
            articleJSON = try StoreJSON.text(article)
            report = try StoreJSON.text(
                ArticleOutcome.Report(
                    matches: outcome.matches, evidence: outcome.evidence,
                    language: outcome.language, sentences: outcome.sentences,
                    extracted: outcome.extracted, hits: outcome.hits, log: outcome.log))
            events = try outcome.events.map { try PreparedEvent($0) }
            claims = try outcome.claims.map { try StoreJSON.text($0) }
        } catch {
            throw StoreError(error, place: outcome.article.id)
        }
        words = outcome.words.withUnsafeBytes { Array($0) }
    }

    package static func make(_ outcome: ArticleOutcome) -> Result<PreparedOutcome, StoreError> {
        do throws(StoreError) {
            return .success(try PreparedOutcome(outcome))
        } catch {
            return .failure(error)
        }
    }

    static func words(_ bytes: [UInt8]) -> [UInt64] {
        bytes.withUnsafeBytes { raw in
            (0..<(raw.count / 8)).map {
                UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: $0 * 8, as: UInt64.self))
            }
        }
    }
}

/// The columns an event is found by.
struct PreparedEvent: Sendable {
    let key: String
    let kind: String
    let label: String?
    let day: Int?
    let until: Int?
    let summary: PlaceAndFigures
    let polarity: String
    let modality: String
    let confidence: String?
    let rules: [String]
    let json: String

    init(_ event: Event) throws {
        key = event.id
        kind = event.kind
        label = event.label
        day = event.time.start?.number
        until = event.time.end?.number
        summary = PlaceAndFigures(event)
        polarity = event.assertion.polarity.rawValue
        modality = event.assertion.modality.rawValue
        confidence = event.confidence?.level
        var rules: [String] = []
        for found in event.foundBy {
            let rule = String(found.prefix { $0 != "@" })
            if !rules.contains(rule) { rules.append(rule) }
        }
        self.rules = rules
        // Where it belongs is a column: it changes with other articles.
        var own = event
        own.incident = nil
        json = try StoreJSON.text(own)
    }
}

/// Where an event happened and its figures, as lists and maps show it.
struct PlaceAndFigures: Sendable {
    var place: String?
    var country: String?
    var latitude: Double?
    var longitude: Double?
    var countries: [String] = []
    var killedLow: Double?
    var killedHigh: Double?
    var injuredLow: Double?
    var injuredHigh: Double?

    init(_ event: Event) {
        let own = event.places.filter { $0.role == nil || $0.role == "event" }
        let shown = (own.isEmpty ? event.places : own).first
        place = shown?.name
        country = shown?.country ?? own.lazy.compactMap(\.country).first
        let located = own.first { $0.latitude != nil && $0.longitude != nil }
        latitude = located?.latitude
        longitude = located?.longitude
        for place in event.places {
            if let country = place.country, !countries.contains(country) {
                countries.append(country)
            }
        }
        // What a whole war has killed is not what this event did.
        func figure(_ metric: String) -> Quantity? {
            event.casualties.first { $0.metric == metric && $0.cumulative != true }
        }
        if let killed = figure("killed") {
            killedLow = killed.low
            killedHigh = killed.high
        }
        if let injured = figure("injured") {
            injuredLow = injured.low
            injuredHigh = injured.high
        }
    }
}
