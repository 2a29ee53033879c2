import TocsinAlerting
import TocsinModel
import TocsinStore
import TocsinWorkspace

/// What was looked for, as the address has it: `?q=…&outlet=…&language=…&since=…&until=…&copies=no`.
struct SearchQuestion: Sendable {
    var query: String
    var outlet: String?
    var source: String?
    var language: String?
    var since: Timestamp?
    var until: Timestamp?
    var withoutCopies: Bool
    /// Where the page before it ended.
    var after: Page.Cursor?

    init(_ request: WebRequest) throws(WebFailure) {
        query = request["q"] ?? ""
        outlet = request["outlet"]
        source = request["source"]
        language = request["language"]
        since = try Self.time(request["since"], "since", request.now)
        // A day that is named as the end is meant whole.
        until = try Self.time(request["until"], "until", request.now).map {
            request["until"]?.utf8.count == 10 ? $0.adding(seconds: 86400) : $0
        }
        withoutCopies = request["copies"] == "no"
        after = try Paging.after(request)
        guard query.utf8.count <= 2_000 else {
            throw WebFailure(
                .unprocessable, code: "search.long",
                "the query has \(query.utf8.count) bytes; expected at most 2000")
        }
    }

    private static func time(_ text: String?, _ name: String, _ now: Timestamp) throws(WebFailure)
        -> Timestamp?
    {
        guard let text else { return nil }
        if let time = Timestamp(text) ?? Timestamp(text + "T00:00:00Z") { return time }
        if let span = TimeSpan(text) { return now.adding(seconds: -span.seconds) }
        throw WebFailure(
            .unprocessable, code: "search.time",
            "\"\(name)\" is \"\(text.prefix(60))\"; expected a day such as 2025-03-11, or \"7 days\""
        )
    }

    var filter: ArticleFilter {
        var filter = ArticleFilter()
        filter.since = since
        filter.until = until
        filter.outlets = outlet.map { [$0] } ?? []
        filter.sources = source.map { [$0] } ?? []
        filter.languages = language.map { [$0] } ?? []
        filter.withoutCopies = withoutCopies
        return filter
    }
}

/// What is wrong with a query, with the place in it.
struct QueryTrouble: Sendable, Encodable {
    var message: String
    /// The query with `^` under the character, two lines.
    var pointing: String

    init(_ failure: ArchiveSearch.Failure) {
        let parts = failure.message.split(
            separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
        message = String(parts[0])
        pointing = parts.count > 1 ? String(parts[1]) : ""
    }
}

struct SearchHitView: Sendable, Encodable {
    var article: String
    var href: String
    var title: String
    var place: String
    var published: Timestamp?
    var outlet: String?
    var url: String?
    var versions: Int
    var isEdited: Bool
    var snippet: MarkedSentence

    enum CodingKeys: String, CodingKey {
        case article, title, published, outlet, url, versions, snippet
    }

    init(_ hit: ArchiveSearch.Hit) {
        let article = hit.article
        self.article = article.id
        href = "/articles/" + PercentCoding.encode(article.id)
        title = article.title.isEmpty ? article.id : article.title
        published = article.published
        outlet = article.outlet ?? article.source
        url = article.url
        versions = hit.versions
        isEdited = hit.versions > 1
        place = [published.map(PageText.minute), outlet, PageText.language(article.language)]
            .compactMap(\.self)
            .joined(separator: " · ")
        snippet = MarkedSentence(hit.snippet)
    }
}

struct SearchView: Sendable {
    struct Example: Sendable {
        var query: String
        var href: String
        var what: String
    }

    struct Choice: Sendable {
        var value: String
        var isChosen: Bool
    }

    static let pageSize = 20
    /// Articles one question may read.
    static let mostRead = 3_000

    var query: String
    var outlet: String
    var since: String
    var until: String
    var languages: [Choice]
    var outlets: [String]
    var withoutCopies: Bool
    var hits: [SearchHitView] = []
    var count = 0
    var milliseconds = ""
    var isCut = false
    var readCount = 0
    var isFirstPage: Bool
    var start: String
    var trouble: QueryTrouble?
    var problem: String?
    var isAsked: Bool
    var isFound: Bool
    var next: String?
    var examples: [Example] = []
    var canWrite: Bool
    var severities: [Choice]
    var name: String
    /// Of the first hit: what proves the watchlist.
    var sentence: String
    var message: String?

    init(_ request: WebRequest, _ bench: Workbench) throws {
        query = request["q"] ?? ""
        outlet = request["outlet"] ?? ""
        since = request["since"] ?? ""
        until = request["until"] ?? ""
        withoutCopies = request["copies"] == "no"
        isAsked = !query.isEmpty
        isFound = false
        isFirstPage = request["after"] == nil
        start =
            request.path + "?" + PercentCoding.query(request.query.filter { $0.name != "after" })
        canWrite = !bench.isReadOnly
        severities = Severity.allCases.dropFirst().map {
            Choice(value: $0.rawValue, isChosen: $0 == .moderate)
        }
        name = Self.name(query)
        sentence = ""
        let (languages, outlets) = try bench.read { reader in
            (try reader.languageNames(), try reader.outletNames())
        }
        self.languages = languages.map { Choice(value: $0, isChosen: $0 == request["language"]) }
        self.outlets = outlets
        guard isAsked else {
            examples = Self.shownExamples
            return
        }
        do {
            let question = try SearchQuestion(request)
            let search = try ArchiveSearch(query: question.query)
            let started = ContinuousClock.now
            let page = try bench.read { reader in
                try search.page(
                    in: reader, filter: question.filter, limit: Self.pageSize,
                    after: question.after, most: Self.mostRead)
            }
            milliseconds = fixed((ContinuousClock.now - started) / .milliseconds(1), 1)
            hits = page.hits.map(SearchHitView.init)
            sentence =
                page.hits.first { $0.snippet.sentence.field == .body && !$0.snippet.marks.isEmpty }?
                .snippet.text.replacing("\n", with: " ") ?? ""
            isFound = !hits.isEmpty
            count = hits.count
            (isCut, readCount) = (page.isCut, page.verified)
            next = page.next.map { request.link("after", Paging.cursor($0)) }
        } catch let failure as ArchiveSearch.Failure {
            trouble = QueryTrouble(failure)
        } catch let failure as WebFailure {
            problem = failure.message
        }
    }

    /// A file's name from the query's words.
    static func name(_ query: String) -> String {
        let words = query.lowercased().split { !($0.isASCII && ($0.isLetter || $0.isNumber)) }
            .filter {
                !["and", "or", "not", "near", "before", "same", "title", "body", "atleast"]
                    .contains($0)
            }
            .filter { $0.contains(where: \.isLetter) }
        return words.prefix(4).joined(separator: "-")
    }

    private static let shownExamples = [
        ("drone* NEAR/8 Moscow", "two words near each other, any ending of the first"),
        ("\"air defence\" AND NOT exercise~", "a phrase, without every form of a word"),
        ("(strike~ OR shelling) SAME/s hospital", "both in one sentence"),
        ("title:ceasefire", "in the title only"),
        ("ATLEAST/2(kidnap~, ransom, hostage~)", "at least two of three"),
    ].map {
        Example(query: $0.0, href: "/search?q=" + PercentCoding.encode($0.0), what: $0.1)
    }
}
