// How to add a page
// -----------------
// 1. One file a page in its section's folder: a view value (a struct of strings, numbers, lists) made
//    from the store, and `static let routes: [Route]`. Name the routes in `Router.all`.
// 2. `Templates/<name>.mustache` renders the value: `{{x}}` is escaped, `{{{x}}}` is not allowed.
//    Around it the layout has the navigation; `{{shell.csrf}}`, `{{shell.isReadOnly}}` and
//    `{{shell.author}}` are there in every template. `Assets/<section>.css` and `Assets/<section>.js` are
//    linked on the section's pages where they exist.
// 3. A form posts to a route of its own and is answered by `.seeOther`:
//        <form method="post" action="/alerts/{{id}}/acknowledge">{{> csrf}} … </form>
//    The token, the origin and read-only mode are checked before the handler runs.
// 4. A handler throws `WebFailure` for what its sender can mend. It may block a little in SQLite; work
//    of more than a tenth of a second is bounded in time by the handler itself.
//
//        enum InboxPages {
//            static let routes = [
//                Route(.get, "/", "Alerts that are open") { request, bench in
//                    let rows = try bench.read { try $0.alerts(page: Page(limit: 50)) }
//                    return .page("inbox", title: "Inbox", section: .inbox, InboxView(rows))
//                },
//                Route(.post, "/alerts/{id}/acknowledge", "Somebody has seen it") { request, bench in
//                    let form = try request.form()
//                    …
//                    return .seeOther("/")
//                },
//            ]
//        }
//
// While writing, TOCSIN_WEB_RESOURCES=Sources/TocsinWeb makes `tocsin serve` read templates and assets
// from there at every request.

/// One address of the workbench.
package struct Route: Sendable {
    package typealias Handler =
        @Sendable (WebRequest, Workbench) async throws -> WebAnswer

    package let method: WebMethod
    /// `/incidents/{id}`; a parameter is one whole segment and is given decoded.
    package let pattern: String
    package let summary: String
    /// Changes something: refused in read-only mode.
    package let writes: Bool
    /// Reached without signing in: the sign-in page and its assets.
    package let isPublic: Bool
    /// What the OpenAPI document says of it; nil for pages.
    package let description: APIDescription?
    package let handler: Handler

    let segments: [Segment]

    enum Segment: Hashable, Sendable {
        case literal(String)
        case parameter(String)
    }

    /// - Parameter writes: nil: every method but GET writes.
    package init(
        _ method: WebMethod, _ pattern: String, _ summary: String, writes: Bool? = nil,
        isPublic: Bool = false, _ description: APIDescription? = nil, handler: @escaping Handler
    ) {
        self.method = method
        self.pattern = pattern
        self.summary = summary
        self.writes = writes ?? !method.isSafe
        self.isPublic = isPublic
        self.description = description
        self.handler = handler
        segments = pattern.split(separator: "/").map {
            $0.hasPrefix("{") && $0.hasSuffix("}")
                ? .parameter(String($0.dropFirst().dropLast())) : .literal(String($0))
        }
    }

    /// The parameters of a path this route fits, else nil.
    func parameters(of path: [String]) -> [String: String]? {
        guard path.count == segments.count else { return nil }
        var out: [String: String] = [:]
        for (segment, value) in zip(segments, path) {
            switch segment {
            case .literal(let text): if text != value { return nil }
            case .parameter(let name): out[name] = value
            }
        }
        return out
    }
}
