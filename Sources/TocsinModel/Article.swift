/// One news article as it was read: its text untouched, its metadata normalized.
///
/// Everything else points into `title` and `body` by UTF-8 offsets, so neither is ever changed
/// after reading. Sentences and tokens are derived from it by `TocsinText`.
package struct Article: Hashable, Sendable, Codable {
    /// The source's own where it gives one, else a content hash.
    package var id: String
    package var url: String?
    package var title: String
    package var author: String?
    package var source: String?
    package var outlet: String?
    /// BCP 47, lower case: `en`, `uk`. Nil when the source does not say.
    package var language: String?
    package var originalLanguage: String?
    /// `human` or `machine`.
    package var translatedBy: String?
    package var translationOf: String?
    package var published: Timestamp?
    package var updated: Timestamp?
    /// The place and agency line that opens the body, as printed: `KYIV, March 11 (Agency)`.
    package var dateline: String?
    package var body: String
    /// What the workspace says of the source: a word of its own, whose side it speaks for, and its
    /// reliability on the Admiralty scale, `A` to `F`.
    package var sourceGroup: String?
    package var sourceSide: String?
    package var sourceReliability: String?

    package init(
        id: String, url: String? = nil, title: String = "", author: String? = nil,
        source: String? = nil, outlet: String? = nil, language: String? = nil,
        originalLanguage: String? = nil, translatedBy: String? = nil,
        translationOf: String? = nil, published: Timestamp? = nil, updated: Timestamp? = nil,
        dateline: String? = nil, body: String
    ) {
        self.id = id
        self.url = url
        self.title = title
        self.author = author
        self.source = source
        self.outlet = outlet
        self.language = language
        self.originalLanguage = originalLanguage
        self.translatedBy = translatedBy
        self.translationOf = translationOf
        self.published = published
        self.updated = updated
        self.dateline = dateline
        self.body = body
    }

    enum CodingKeys: String, CodingKey, CaseIterable {
        case id, url, title, author, source, outlet, language
        case originalLanguage = "original_language"
        case translatedBy = "translated_by"
        case translationOf = "translation_of"
        case published, updated, dateline, body
        case sourceGroup = "source_group"
        case sourceSide = "source_side"
        case sourceReliability = "source_reliability"
    }

    /// The JSON and Lua names of an article's own fields, in the model's order.
    package static let fieldNames = CodingKeys.allCases.map(\.rawValue)
}

extension Article {
    package func text(_ field: Field) -> String {
        switch field {
        case .title: title
        case .body: body
        }
    }

    package func text(_ span: Span) -> String {
        let utf8 = text(span.field).utf8
        guard span.start >= 0, span.end <= utf8.count else { return "" }
        let a = utf8.index(utf8.startIndex, offsetBy: span.start)
        let b = utf8.index(a, offsetBy: span.end - span.start)
        return String(decoding: utf8[a..<b], as: UTF8.self)
    }
}
