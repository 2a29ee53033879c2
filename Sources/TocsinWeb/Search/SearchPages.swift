import TocsinAuthoring
import TocsinModel
import TocsinStore
import TocsinWorkspace

/// Search of the stored articles; the address says everything, nothing is kept of who asked what.
enum SearchPages {
    static let routes: [Route] = [
        Route(.get, "/search", "Finds stored articles by a query") { request, bench in
            .page("search", title: title(request), section: .search, try SearchView(request, bench))
        },
        Route(.post, "/search/watchlist", "Makes a watchlist of a query") { request, bench in
            let form = try request.form()
            do {
                let id = try await Watchlist(form).write(bench)
                return .seeOther("/rules/" + PercentCoding.encode(id) + "/edit?saved=1")
            } catch let failure as WebFailure where failure.status == .unprocessable {
                // The search is shown again, with what is wrong.
                let again = WebRequest(
                    method: .get, path: "/search",
                    query: [QueryItem(name: "q", value: form["query"] ?? "")],
                    author: request.author,
                    now: request.now)
                var view = try SearchView(again, bench)
                view.message = failure.message
                if let name = form["name"] { view.name = name }
                return .page(
                    "search", title: title(again), section: .search, view, status: .unprocessable)
            }
        },
    ]

    private static func title(_ request: WebRequest) -> String {
        request["q"].map { "\($0.prefix(60)) – Search" } ?? "Search"
    }
}

/// A query that is to ring from now on: a rule's file with the first hit as its example.
struct Watchlist: Sendable, Decodable {
    var query: String
    var name: String
    var title: String?
    var severity: String?
    /// A sentence it must find; nil: that of its first hit.
    var example: String?

    init(_ form: FormFields) throws(WebFailure) {
        query = try form.required("query")
        name = try form.required("name")
        title = form["title"]
        severity = form["severity"]
        example = form["example"]
    }

    /// - Returns: the rule's id.
    func write(_ bench: Workbench) async throws -> String {
        var rule = NewRule(kind: "watchlist", name: name)
        rule.query = query
        rule.title = title ?? "Search: \(query.prefix(80))"
        rule.severity = severity
        rule.examples = [try example ?? firstHit(bench)]
        return try await rule.write(bench)
    }

    private func firstHit(_ bench: Workbench) throws -> String {
        let search: ArchiveSearch
        do throws(ArchiveSearch.Failure) {
            search = try ArchiveSearch(query: query)
        } catch {
            throw WebFailure(.unprocessable, code: "search.query", error.message)
        }
        let page = try bench.read {
            try search.page(in: $0, limit: 20, most: SearchView.mostRead)
        }
        let hit = page.hits.first {
            $0.snippet.sentence.field == .body && !$0.snippet.marks.isEmpty
        }
        guard let hit else {
            throw WebFailure(
                .unprocessable, code: "watchlist.example",
                "the query finds no sentence that could prove the watchlist; give an example of your own"
            )
        }
        return hit.snippet.text.replacing("\n", with: " ")
    }
}

extension WebRequest {
    /// This page's address with one name of its query set.
    func link(_ name: String, _ value: String) -> String {
        let items =
            query.filter { $0.name != name && !$0.value.isEmpty }
            + [QueryItem(name: name, value: value)]
        return path + "?" + PercentCoding.query(items)
    }

    func link(page: Int) -> String { link("page", "\(page)") }
}
