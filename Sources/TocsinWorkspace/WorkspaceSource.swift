import TocsinModel
import TocsinLua
import TocsinPlugins
package import TocsinReaders
package import TocsinSources

/// One entry of a workspace's `sources`: where articles come from and how they are read.
package struct WorkspaceSource: Hashable, Sendable {
    package enum Place: Hashable, Sendable {
        /// A glob relative to the workspace: `articles/**/*`.
        case files(String)
        /// One feed or page, asked over HTTP.
        case feed(FeedSource)
        /// An OPML file of feeds, relative to the workspace; each is read as this one says.
        case outline(String, FeedSource)
    }

    package var place: Place
    package var name: String?
    package var profile: SourceProfile
    package var outlet: String?
    /// For articles that do not say.
    package var language: String?
    package var timeZone: SourceZone
    /// CSV and JSON: model field → name in the file.
    package var columns: [String: String]

    package init(
        place: Place, name: String? = nil, profile: SourceProfile = SourceProfile(),
        outlet: String? = nil, language: String? = nil, timeZone: SourceZone = .utc,
        columns: [String: String] = [:]
    ) {
        self.place = place
        self.name = name
        self.profile = profile
        self.outlet = outlet
        self.language = language
        self.timeZone = timeZone
        self.columns = columns
    }

    /// How its files are read.
    package var readOptions: ReadOptions {
        ReadOptions(
            defaultLanguage: language, timeZone: timeZone, source: name, outlet: outlet,
            columns: columns)
    }

    private static let expected =
        "{ files = \"articles/**/*\" }, { feed = \"https://…\" }, { page = \"https://…\" } or { opml = \"feeds.opml\" }"

    static func read(_ record: RecordReader) -> [WorkspaceSource] {
        guard
            let table = record.table(
                "sources", expected: "a list: { { files = \"articles/**/*\" } }")
        else {
            if !record.has("sources") {
                record.complain(
                    "the workspace has no \"sources\"; expected sources = { { files = \"articles/**/*\" } }"
                )
            }
            return []
        }
        if table.array.isEmpty {
            record.complain(
                "sources is empty; expected { files = \"articles/**/*\" }", key: "sources")
        }
        return table.array.compactMap { item in
            guard let table = item.table else {
                record.complain(
                    "a source is \(item.describedForRule); expected \(expected)", key: "sources")
                return nil
            }
            let source = RecordReader(
                table, what: "a source", file: record.file, line: record.line(of: "sources"))
            defer { record.adopt(source) }
            return one(source)
        }
    }

    private static func one(_ source: RecordReader) -> WorkspaceSource? {
        let addresses = ["files", "feed", "page", "opml"].compactMap { key in
            source.string(key).map { (key: key, value: $0) }
        }
        let name = source.string("name")
        let grades = SourceProfile.Reliability.allCases.map(\.rawValue)
        let profile = SourceProfile(
            group: source.string("group"), side: source.string("side"),
            reliability: source.choice("reliability", of: grades)
                .flatMap { SourceProfile.Reliability(rawValue: $0) })
        let every = source.seconds("every") ?? 600
        let silentAfter = source.seconds("silent_after")
        if every < 60 {
            source.complain("\"every\" is \(every) s; expected a minute or more", key: "every")
        }
        var zone = SourceZone.utc
        if let text = source.string("time_zone") {
            if let known = SourceZone(text) {
                zone = known
            } else {
                source.complain(
                    "\"time_zone\" is no time zone: \"\(text)\"; expected e.g. \"Europe/Kyiv\" or \"+03:00\"",
                    key: "time_zone")
            }
        }
        let language = source.string("language")
        let outlet = source.string("outlet")
        let columns = columns(source)
        source.finish()
        guard addresses.count == 1, let (key, address) = addresses.first else {
            let found = addresses.isEmpty ? "none" : addresses.map(\.key).joined(separator: " and ")
            source.complain("a source names one place (\(found) here); expected \(expected)")
            return nil
        }
        var feed = FeedSource(
            address: address, name: name, profile: profile, every: every,
            silentAfter: silentAfter)
        let place: Place
        switch key {
        case "files": place = .files(address)
        case "opml": place = .outline(address, feed)
        default:
            feed.kind = key == "page" ? .page : .feed
            if SourceAddress(address) == nil {
                source.complain(
                    "\"\(address)\" is no web address; expected https://host/path", key: key)
                return nil
            }
            place = .feed(feed)
        }
        return WorkspaceSource(
            place: place, name: name, profile: profile, outlet: outlet, language: language,
            timeZone: zone, columns: columns)
    }

    /// `columns = { body = "Text", published = "Date" }`
    private static func columns(_ source: RecordReader) -> [String: String] {
        guard
            let table = source.table(
                "columns", expected: "{ body = \"Text\", published = \"Date\" }")
        else { return [:] }
        var out: [String: String] = [:]
        for (field, value) in table.fields where !field.hasPrefix("__") {
            guard Article.fieldNames.contains(field) else {
                source.complain(
                    Diagnostic.unknown("field in columns", field, known: Article.fieldNames),
                    key: "columns")
                continue
            }
            guard let column = value.string else {
                source.complain(
                    "columns.\(field) is \(value.describedForRule); expected a column's name",
                    key: "columns")
                continue
            }
            out[field] = column
        }
        return out
    }
}
