/// Finds the route of a request.
package struct Router: Sendable {
    package let routes: [Route]

    /// Every address of the workbench.
    package static let all: [Route] = [
        AssetPages.routes,
        SignInPages.routes,
        HomePages.routes,
        InboxPages.routes,
        IncidentPages.routes,
        ArticlePages.routes,
        MapPages.routes,
        RulePages.routes,
        RuleEditorPages.routes,
        NewRulePages.routes,
        SearchPages.routes,
        SourcePages.routes,
        PolicyPages.routes,
        RunPages.routes,
        API.routes,
    ].flatMap { $0 }

    package init(_ routes: [Route] = Router.all) {
        // Where two fit, the one with more literal segments first.
        self.routes = routes.enumerated().sorted {
            let (a, b) = ($0.element.rank, $1.element.rank)
            return a == b ? $0.offset < $1.offset : a < b
        }.map(\.element)
    }

    /// - Throws: 404, or 405 with what is allowed there.
    func route(_ method: WebMethod, _ segments: [String], path: String) throws(WebFailure) -> (
        route: Route, parameters: [String: String]
    ) {
        let wanted = method == .head ? .get : method
        var allowed: Set<String> = []
        for route in routes {
            guard let parameters = route.parameters(of: segments) else { continue }
            if route.method == wanted { return (route, parameters) }
            allowed.insert(route.method.rawValue)
            if route.method == .get { allowed.insert("HEAD") }
        }
        if allowed.isEmpty {
            throw WebFailure(
                .notFound, code: "route.unknown",
                path.hasPrefix("/api/")
                    ? "nothing is at this address; /api/v1/openapi.json lists what there is"
                    : "there is no such page; the navigation above leads to all there are")
        }
        let list = allowed.sorted().joined(separator: ", ")
        var failure = WebFailure(
            .methodNotAllowed, code: "route.method",
            "\(method.rawValue) is not known here; expected \(list)")
        failure.headers = [QueryItem(name: "Allow", value: list)]
        throw failure
    }
}

extension Route {
    /// `0` for a literal segment, `1` for a parameter: smaller is more exact.
    fileprivate var rank: String {
        segments.map { if case .literal = $0 { "0" } else { "1" } }.joined()
    }
}
