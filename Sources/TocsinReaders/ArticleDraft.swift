import TocsinModel

/// The parts of an article a record can name, under the model's names and the usual others.
enum ArticleField {
    case id, url, title, author, source, outlet, language, originalLanguage, translatedBy
    case translationOf, published, updated, dateline, body
    case sourceGroup, sourceSide, sourceReliability
    /// Text with markup, for the body where no plain one is there.
    case bodyHTML
    /// A body of last resort.
    case summary
    /// Of an envelope.
    case name

    private static let byName: [String: ArticleField] = {
        let table: [(ArticleField, [String])] = [
            (.id, ["id", "guid", "_id", "uuid", "article_id", "docid", "uri"]),
            (.url, ["url", "link", "permalink", "canonical_url", "source_url", "external_url"]),
            (.title, ["title", "headline", "subject"]),
            (.author, ["author", "authors", "byline", "creator", "by", "from"]),
            (.source, ["source", "feed"]),
            (
                .outlet,
                [
                    "outlet", "publisher", "publication", "site_name", "newspaper", "source_domain",
                    "domain",
                ]
            ),
            (.language, ["language", "lang"]),
            (.originalLanguage, ["original_language"]),
            (.translatedBy, ["translated_by"]),
            (.translationOf, ["translation_of"]),
            (.sourceGroup, ["source_group"]), (.sourceSide, ["source_side"]),
            (.sourceReliability, ["source_reliability"]),
            (
                .published,
                [
                    "published", "date", "date_published", "datepublished", "pubdate",
                    "published_at", "publishedat", "publication_date", "date_publish",
                    "firstcreated", "timestamp", "seendate",
                ]
            ),
            (.name, ["name"]),
            (
                .updated,
                [
                    "updated", "modified", "date_modified", "datemodified", "updated_at",
                    "last_modified", "versioncreated",
                ]
            ),
            (.dateline, ["dateline"]),
            (
                .body,
                [
                    "body", "text", "content_text", "body_text", "content", "maintext",
                    "articlebody", "fulltext", "full_text",
                ]
            ),
            (.bodyHTML, ["content_html", "body_html", "body_xhtml", "html"]),
            (.summary, ["summary", "description", "description_text", "abstract", "lead"]),
        ]
        var map: [String: ArticleField] = [:]
        for (field, names) in table {
            for name in names { map[name] = field }
        }
        return map
    }()

    /// - Parameter name: any case, words joined by `_`, `-` or a space.
    static func named(_ name: String) -> ArticleField? {
        if let field = byName[name] { return field }
        guard name.utf8.count <= 24 else { return nil }
        let folded = name.lowercased().map { $0 == "-" || $0 == " " ? "_" : $0 }
        return byName[String(folded)]
    }

    static let knownNames = Article.fieldNames + ["text", "date", "lang"]
}

/// An article being put together from named values.
struct ArticleDraft {
    var article = Article(id: "", body: "")
    private var html: String?
    private var summary: String?
    /// Precedence among several names for one field: the model's own wins.
    private var bodySet = false

    /// Takes one value; dates that cannot be read are reported and left out.
    ///
    /// - Parameter label: the name as the user wrote it.
    mutating func set(
        _ field: ArticleField, _ text: String, label: String, in session: ReadSession,
        at place: ReadSession.Place
    ) {
        switch field {
        case .id: article.id = text.trimmed
        case .url: article.url = text.trimmedOrNil
        case .title: article.title = text
        case .author: article.author = text.trimmedOrNil
        case .source: article.source = text.trimmedOrNil
        case .outlet: article.outlet = text.trimmedOrNil
        case .language: article.language = languageTag(text)
        case .originalLanguage: article.originalLanguage = languageTag(text)
        case .translatedBy: article.translatedBy = text.trimmedOrNil
        case .translationOf: article.translationOf = text.trimmedOrNil
        case .sourceGroup: article.sourceGroup = text.trimmedOrNil
        case .sourceSide: article.sourceSide = text.trimmedOrNil
        case .sourceReliability: article.sourceReliability = text.trimmedOrNil
        case .dateline: article.dateline = text.trimmedOrNil
        case .published:
            if let time = date(text, label, session, place) { article.published = time }
        case .updated:
            if let time = date(text, label, session, place) { article.updated = time }
        case .body:
            if !bodySet || label == "body" { article.body = text }
            bodySet = true
        case .bodyHTML: html = text
        case .summary: summary = text
        case .name: break
        }
    }

    private func date(
        _ text: String, _ label: String, _ session: ReadSession, _ place: ReadSession.Place
    ) -> Timestamp? {
        guard let written = text.trimmedOrNil else { return nil }
        if let time = DateText.timestamp(written, zone: session.options.timeZone) {
            return time
        }
        session.report(
            "article.date", at: place,
            "\"\(label)\" is not a date: \"\(shortened(written))\"; expected ISO 8601, "
                + "e.g. 2025-03-11T18:00:00Z")
        return nil
    }

    /// The article; a body with markup becomes text, and a summary serves where there is no body.
    func finished() -> Article {
        var article = article
        if article.body.isEmpty, let html { article.body = plainText(html: html) }
        if article.body.isEmpty, let summary { article.body = plainText(html: summary) }
        if article.published == nil { article.published = article.updated }
        return article
    }
}

/// At most 60 bytes of it, on one line.
func shortened(_ text: String) -> String {
    let line = text.collapsed
    guard line.utf8.count > 60 else { return line }
    return String(line.prefix(48)) + "…"
}

/// A language tag as the model has it: the primary subtag in lower case (`en-US` → `en`), since
/// rules ask for a language and not for its region. Nil for what is no tag.
func languageTag(_ text: String) -> String? {
    let tag = text.trimmed.lowercased()
    if let named = languageNames[tag] { return named }
    let primary = tag.prefix { $0 != "-" && $0 != "_" }
    guard (2...3).contains(primary.utf8.count), primary.utf8.allSatisfy({ isLetter($0) }) else {
        return nil
    }
    return String(primary)
}

private let languageNames = [
    "english": "en", "russian": "ru", "ukrainian": "uk", "german": "de", "french": "fr",
    "spanish": "es", "italian": "it", "portuguese": "pt", "arabic": "ar", "hebrew": "he",
    "persian": "fa", "farsi": "fa", "turkish": "tr", "chinese": "zh", "japanese": "ja",
    "korean": "ko", "polish": "pl", "dutch": "nl", "eng": "en", "rus": "ru", "ukr": "uk",
]
