import Foundation
import Testing
import TocsinModel
import TocsinStore
import TocsinWorkspace

@testable import TocsinWeb

/// A workspace with a few articles and rules, run once into a real store, and its workbench.
final class RuleBench: Sendable {
    let folder: String
    let bench: Workbench
    static let now = Timestamp("2025-03-12T12:00:00Z")!

    static let siren = """
        --- Sirens in the news.
        return tocsin.watchlist {
          title = "Sirens",
          severity = "severe",
          words = { "siren~" },
          examples = { match [[The {{word|sirens}} sounded.]], nomatch [[A quiet night.]] },
        }

        """

    static let articles = [
        (
            "one", "Sirens over the harbour", "2025-03-10",
            "The sirens sounded twice over the harbour. Nobody was hurt."
        ),
        ("two", "Market day", "2025-03-11", "The market opened late. An alarm rang in the hall."),
        (
            "three", "A <script>alert(1)</script> title", "2025-03-11",
            "One siren was enough, the <b>mayor</b> said."
        ),
    ]

    static let policy = """
        receivers = { desk = { file = "desk.jsonl" }, duty = { file = "duty.jsonl" } },
        routes = {
          { match = { severity = at_least "extreme" }, to = "duty" },
          { to = "desk", quiet_hours = { from = "22:00", to = "06:00", timezone = "UTC" } },
        },
        """

    init(isReadOnly: Bool = false, rules: [String: String] = ["siren": RuleBench.siren]) throws {
        let root = FileManager.default.temporaryDirectory.appendingPathComponent(
            "tocsin-web-" + UUID().uuidString
        ).path
        folder = root + "/desk"
        try Self.write(
            "return { title = \"The desk\", sources = { { files = \"articles/*\" } },\n\(Self.policy)}\n",
            to: folder + "/workspace.lua")
        for (name, text) in rules { try Self.write(text, to: folder + "/rules/\(name).lua") }
        for (name, title, day, body) in Self.articles {
            try Self.write(
                "Title: \(title)\nOutlet: The Harbour Times\nPublished: \(day)T08:00:00Z\nLanguage: en\n\n\(body)\n",
                to: folder + "/articles/\(name).txt")
        }
        let workspace = try Workspace.open(folder, pluginFolder: nil)
        var options = RunOptions()
        options.store = .init(folder: folder + "/.tocsin")
        options.now = Self.now
        _ = try Run(workspace: workspace, options: options).execute()
        bench = try WebFixture.bench(folder, isReadOnly: isReadOnly)
    }

    deinit {
        try? FileManager.default.removeItem(
            atPath: URL(fileURLWithPath: folder).deletingLastPathComponent().path)
    }

    private static func write(_ text: String, to path: String) throws {
        try FileManager.default.createDirectory(
            at: URL(fileURLWithPath: path).deletingLastPathComponent(),
            withIntermediateDirectories: true)
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    func file(_ name: String) -> String { folder + "/rules/\(name).lua" }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: file(name), encoding: .utf8)
    }

    // MARK: - Asking

    /// What came of a request: the status and the text as it would go out.
    struct Answer {
        var status: Int
        var text: String
        var location: String?

        /// A JSON answer's value at a path of names.
        func json() throws -> [String: Any] {
            try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
        }
    }

    func get(_ address: String) async throws -> Answer {
        let parts = address.split(separator: "?", maxSplits: 1).map(String.init)
        let query = parts.count > 1 ? PercentCoding.items(Array(parts[1].utf8)[...]) ?? [] : []
        return try await ask(.get, parts[0], query: query)
    }

    func post(_ path: String, _ fields: KeyValuePairs<String, String>) async throws -> Answer {
        var headers = WebHeaders()
        headers.lines = [
            QueryItem(name: "content-type", value: "application/x-www-form-urlencoded")
        ]
        let body = PercentCoding.query(fields.map { QueryItem(name: $0.key, value: $0.value) })
        return try await ask(.post, path, headers: headers, body: Array(body.utf8))
    }

    func send(_ method: WebMethod = .post, _ path: String, _ value: [String: Any]) async throws
        -> Answer
    {
        var headers = WebHeaders()
        headers.lines = [QueryItem(name: "content-type", value: "application/json")]
        let body = try JSONSerialization.data(withJSONObject: value)
        return try await ask(method, path, headers: headers, body: [UInt8](body))
    }

    private func ask(
        _ method: WebMethod, _ path: String, query: [QueryItem] = [],
        headers: WebHeaders = WebHeaders(), body: [UInt8] = []
    ) async throws -> Answer {
        do {
            let segments = path.split(separator: "/").map { String($0).removingPercentEncoding! }
            let (route, parameters) = try Router().route(method, segments, path: path)
            if route.writes, bench.isReadOnly { return Answer(status: 403, text: "read-only") }
            let request = WebRequest(
                method: method, path: path, parameters: parameters, query: query, headers: headers,
                body: body, author: "anna", now: Self.now)
            return try answer(await route.handler(request, bench))
        } catch {
            let failure = WebFailure(error)
            return Answer(status: failure.status.rawValue, text: failure.message)
        }
    }

    private func answer(_ answer: WebAnswer) throws -> Answer {
        let location = answer.headers.first { $0.name == "Location" }?.value
        switch answer.body {
        case .bytes(let bytes):
            return Answer(
                status: answer.status.rawValue, text: String(decoding: bytes, as: UTF8.self),
                location: location)
        case .page(let page):
            let shell = PageShell(
                title: page.title ?? "", workspace: "w", sections: [], section: "", csrf: "token",
                isReadOnly: bench.isReadOnly, author: "anna", isSignedIn: false, stylesheet: nil,
                script: nil)
            return Answer(
                status: answer.status.rawValue,
                text: try bench.resources.render(
                    page.template, inLayout: true, PageRoot(shell: shell, value: page.value)),
                location: location)
        case .failure(let failure):
            return Answer(status: failure.status.rawValue, text: failure.message)
        case .stream: return Answer(status: answer.status.rawValue, text: "")
        }
    }
}
