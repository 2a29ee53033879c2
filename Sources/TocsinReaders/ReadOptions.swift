/// What the reader is told about a source, and the limits it keeps.
package struct ReadOptions: Sendable {
    /// BCP 47, for articles that do not say.
    package var defaultLanguage: String?
    /// Of dates that name none.
    package var timeZone: SourceZone
    /// An article whose title and body are longer together is refused.
    package var maximumArticleBytes: Int
    /// A file that must be held whole (HTML, XML, one JSON document) is refused beyond this.
    /// Files of records (JSON Lines, CSV, WARC, mbox) have no limit.
    package var maximumFileBytes: Int
    /// Given to every article that names no source of its own.
    package var source: String?
    package var outlet: String?
    /// CSV: model field → column name. Columns that carry a field's own name need no entry.
    package var columns: [String: String]
    /// Of the HTTP answer's `Content-Type`, where there was one.
    package var charset: String?
    /// The address the bytes came from: relative links resolve against it.
    package var url: String?

    package init(
        defaultLanguage: String? = nil, timeZone: SourceZone = .utc,
        maximumArticleBytes: Int = 16 << 20, maximumFileBytes: Int = 256 << 20,
        source: String? = nil, outlet: String? = nil, columns: [String: String] = [:],
        charset: String? = nil, url: String? = nil
    ) {
        self.defaultLanguage = defaultLanguage
        self.timeZone = timeZone
        self.maximumArticleBytes = maximumArticleBytes
        self.maximumFileBytes = maximumFileBytes
        self.source = source
        self.outlet = outlet
        self.columns = columns
        self.charset = charset
        self.url = url
    }
}
