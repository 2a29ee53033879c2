import Foundation
import TocsinModel
import TocsinSources
import TocsinStore
import TocsinWorkspace

/// The feeds, pages and files a workspace reads, and how each does.
enum SourcePages {
    static let routes: [Route] = [
        Route(.get, "/sources", "Sources with their health") { request, bench in
            .page(
                "sources", title: "Sources", section: .sources,
                try SourceListView(request, bench))
        }
    ]
}

struct SourceListView: Sendable, Encodable {
    struct Feed: Sendable, Encodable {
        var name: String
        var address: String
        var kind: String
        /// `fine new failing dead silent stopped`
        var health: String
        var tone: String
        var trouble: String
        var every: String
        var lastSuccess: String
        var lastAsked: String
        var due: String
        var lastArticle: String
        var articles: Int
        var failures: Int
        /// What it remembers to ask cheaply: ETag, Last-Modified, a new address.
        var memory: [String]
        var profile: String
        /// Whether the host's robots.txt lets a page be read; feeds are published to be read.
        var robots: String

        enum CodingKeys: String, CodingKey {
            case name, address, kind, health, trouble, every, due, articles, failures, memory,
                profile, robots
            case lastSuccess = "last_success"
            case lastAsked = "last_asked"
            case lastArticle = "last_article"
        }
    }

    struct Files: Sendable, Encodable {
        var pattern: String
        var name: String
        var count: Int
        var isEmpty: Bool
        var newest: String

        enum CodingKeys: String, CodingKey { case pattern, name, count, newest }
    }

    static let pageSize = 200

    var feeds: [Feed]
    var files: [Files]
    var trouble: [String]
    var unwell: Int
    var total: Int
    var isFiltered: Bool
    var isNone: Bool
    var previous: String?
    var next: String?

    enum CodingKeys: String, CodingKey { case feeds, files, trouble, unwell, total }

    init(_ request: WebRequest, _ bench: Workbench) throws {
        let workspace = bench.workspace
        let states = try bench.read { try $0.sourceStates() }
        var trouble: [String] = []
        let followed = FollowedSource.all(of: workspace, states: states) {
            trouble.append($0.description)
        }
        self.trouble = trouble
        let now = request.now
        let all = followed.map { Self.feed($0, now) }
        unwell = all.count { $0.health != "fine" && $0.health != "new" }
        isFiltered = request["trouble"] != nil
        let shown = isFiltered ? all.filter { $0.health != "fine" && $0.health != "new" } : all
        total = shown.count
        let page = request.pageNumber
        feeds = Array(shown.dropFirst((page - 1) * Self.pageSize).prefix(Self.pageSize))
        previous = page > 1 ? request.link(page: page - 1) : nil
        next = total > page * Self.pageSize ? request.link(page: page + 1) : nil
        files = FileCounts.shared.counts(of: workspace)
        isNone = all.isEmpty && files.isEmpty
    }

    private static func feed(_ followed: FollowedSource, _ now: Timestamp) -> Feed {
        let (source, state) = (followed.source, followed.state)
        let health = state.health(of: source, now: now)
        func ago(_ time: Timestamp?) -> String {
            time.map { duration(max(0, now.seconds - $0.seconds)) + " ago" } ?? "never"
        }
        var memory: [String] = []
        if let etag = state.etag { memory.append("ETag \(etag)") }
        if let modified = state.lastModified { memory.append("Last-Modified \(modified)") }
        if let moved = state.movedTo { memory.append("has moved to \(moved)") }
        let profile = source.profile
        return Feed(
            name: source.displayName, address: source.address, kind: source.kind.rawValue,
            health: health.word, tone: tone(health),
            trouble: state.stopped ?? state.trouble ?? silence(health),
            every: duration(source.every),
            lastSuccess: ago(state.lastGood), lastAsked: ago(state.lastAsked),
            due: state.stopped != nil
                ? "never"
                : state.next.map {
                    $0 <= now ? "now" : "in " + duration($0.seconds - now.seconds)
                } ?? "now",
            lastArticle: ago(state.lastNew), articles: state.articles, failures: state.failures,
            memory: memory,
            profile: [
                profile.group, profile.side, profile.reliability.map { "grade \($0.rawValue)" },
            ].compactMap(\.self).joined(separator: ", "), robots: robots(source.kind, state))
    }

    private static func robots(_ kind: FeedSource.Kind, _ state: SourceState) -> String {
        if kind != .page { return "not asked for feeds" }
        if state.forbidden == true { return "in the way" }
        return state.lastGood == nil ? "not known yet" : "lets it be read"
    }

    private static func silence(_ health: SourceHealth) -> String {
        if case .silent(let seconds) = health { return "no new article for \(duration(seconds))" }
        return ""
    }

    private static func tone(_ health: SourceHealth) -> String {
        switch health {
        case .fine: "good"
        case .new: ""
        case .failing, .silent: "warn"
        case .dead, .stopped: "bad"
        }
    }
}
