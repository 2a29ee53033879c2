import TocsinModel
import TocsinWorkspace

/// An answer as it goes out.
struct RenderedAnswer: Sendable {
    enum Body: Sendable {
        case bytes([UInt8])
        case stream(AsyncStream<[UInt8]>)
    }

    var status: WebStatus
    var headers: [QueryItem]
    var body: Body
}

/// Stands between the connection and the handlers: checks who asks and for what, renders what comes back.
struct Gate: Sendable {
    let site: Site
    let address: WebAddress

    init(site: Site, address: WebAddress) {
        self.site = site
        self.address = address
    }

    /// Sent with every answer.
    static let safetyHeaders = [
        QueryItem(
            name: "Content-Security-Policy",
            value: "default-src 'self'; object-src 'none'; frame-ancestors 'none'; "
                + "base-uri 'none'; form-action 'self'"),
        QueryItem(name: "X-Content-Type-Options", value: "nosniff"),
        QueryItem(name: "X-Frame-Options", value: "DENY"),
        // Not no-referrer: with that, browsers send `Origin: null` with our own forms.
        QueryItem(name: "Referrer-Policy", value: "same-origin"),
        QueryItem(name: "Cross-Origin-Opener-Policy", value: "same-origin"),
        QueryItem(name: "Cross-Origin-Resource-Policy", value: "same-origin"),
    ]

    func answer(_ head: RequestHead, body: [UInt8], address peer: String) async -> RenderedAnswer {
        let now = site.clock()
        let visitor = access.visitor(head.headers, now: now)
        let visit = Visit(
            head: head, isAPI: head.path.hasPrefix("/api/"), visitor: visitor,
            author: visitor.author ?? site.author, peer: peer, now: now)
        let answer: WebAnswer
        do {
            answer = try await handle(head, body: body, visit)
        } catch {
            answer = .problem(failure(error, head))
        }
        return render(answer, visit)
    }

    /// For a request that could not be read.
    func refusal(_ failure: WebFailure) -> RenderedAnswer {
        RenderedAnswer(
            status: failure.status,
            headers: failure.headers + Self.safetyHeaders + [
                QueryItem(name: "Content-Type", value: "application/problem+json"),
                QueryItem(name: "Cache-Control", value: "no-store"),
            ], body: .bytes(Problem(failure).bytes))
    }

    // MARK: - Checks

    private var access: Access { site.workbench.access }

    /// What is known of the one who asks.
    private struct Visit {
        var head: RequestHead
        var isAPI: Bool
        var visitor: Access.Visitor
        var author: String
        var peer: String
        var now: Timestamp
    }

    private func handle(_ head: RequestHead, body: [UInt8], _ visit: Visit) async throws
        -> WebAnswer
    {
        try access.check(host: head.headers["host"], address: address)
        let (route, parameters) = try site.router.route(
            head.method, head.segments, path: head.path)
        let request = WebRequest(
            method: head.method, path: head.path, parameters: parameters, query: head.query,
            headers: head.headers, body: body, author: visit.author, address: visit.peer,
            now: visit.now)
        guard visit.visitor.isAdmitted || route.isPublic else { return try demandSignIn(request) }
        if !route.method.isSafe {
            try access.checkOrigin(head.headers)
            if visit.isAPI {
                try checkJSON(request)
            } else {
                let token = try head.headers["x-csrf-token"] ?? request.form().text("csrf")
                try access.checkToken(token, visit.visitor)
            }
        }
        if route.writes && site.workbench.isReadOnly {
            throw WebFailure(
                .forbidden, code: "readonly",
                "this workbench only shows: it was started with --read-only; nothing was changed")
        }
        try route.description?.check(request)
        let bench = site.workbench
        let answer = try await withTaskExecutorPreference(HandlerThreads.shared) {
            try await route.handler(request, bench)
        }
        if route.writes { bench.live.noteWrite() }
        return answer
    }

    private func demandSignIn(_ request: WebRequest) throws(WebFailure) -> WebAnswer {
        if request.isAPI || !request.method.isSafe {
            var failure = WebFailure(
                .unauthorized, code: "access.missing",
                "this workbench demands a password; sign in at /sign-in, or send Authorization: Bearer TOKEN"
            )
            failure.headers = [QueryItem(name: "WWW-Authenticate", value: "Bearer")]
            throw failure
        }
        // Strict cookies stay away from links on other sites: ask once more, from here.
        if request.headers["sec-fetch-site"] == "cross-site" {
            return WebAnswer(
                .ok, type: "text/html; charset=utf-8",
                "<!DOCTYPE html><meta charset=\"utf-8\"><meta http-equiv=\"refresh\" content=\"0\"><title>Tocsin</title>"
            )
        }
        let query = PercentCoding.query(request.query)
        let next =
            "/"
            + request.path.split(separator: "/").map { PercentCoding.encode(String($0)) }
            .joined(separator: "/") + (query.isEmpty ? "" : "?" + query)
        return .seeOther("/sign-in?next=" + PercentCoding.encode(next))
    }

    /// A page of another site cannot send this type without asking first, and is never allowed to.
    private func checkJSON(_ request: WebRequest) throws(WebFailure) {
        if request.method == .delete && request.body.isEmpty { return }
        let type = (request.headers["content-type"] ?? "").lowercased()
        guard type.prefix(while: { $0 != ";" }) == "application/json" else {
            throw WebFailure(
                .unsupportedMediaType, code: "json.type",
                "the body's type is \"\(type.prefix(80))\"; expected application/json")
        }
    }

    private func failure(_ error: any Error, _ head: RequestHead) -> WebFailure {
        let failure = WebFailure(error)
        if failure.status == .internalError {
            site.note("\(head.method.rawValue) \(head.path): \(error)")
        }
        return failure
    }

    // MARK: - Rendering

    private func render(_ answer: WebAnswer, _ visit: Visit) -> RenderedAnswer {
        var headers = answer.headers + Self.safetyHeaders
        func add(_ name: String, _ value: String) {
            if !headers.contains(where: { $0.name == name }) {
                headers.append(QueryItem(name: name, value: value))
            }
        }
        var status = answer.status
        let body: RenderedAnswer.Body
        switch answer.body {
        case .bytes(let bytes): body = .bytes(bytes)
        case .stream(let pieces): body = .stream(pieces)
        case .page(let page):
            add("Content-Type", "text/html; charset=utf-8")
            do throws(WebFailure) {
                body = .bytes(try html(page, visit))
            } catch {
                site.note(error.message)
                status = error.status
                body = .bytes(
                    Array(
                        "<!DOCTYPE html><title>Fault</title><p>\(HTMLText.escaped(error.message))"
                            .utf8))
            }
        case .failure(let failure) where visit.isAPI:
            add("Content-Type", "application/problem+json")
            body = .bytes(Problem(failure).bytes)
        case .failure(let failure):
            add("Content-Type", "text/html; charset=utf-8")
            let page = PageBody(
                template: "failure", title: failure.status.phrase, section: nil,
                value: FailureView(failure))
            body = .bytes(
                (try? html(page, visit)) ?? Array(HTMLText.escaped(failure.message).utf8))
        }
        add("Cache-Control", "no-store")
        if visit.visitor.isNew, case .page = answer.body {
            add("Set-Cookie", access.setCookie(visit.visitor.session, visit.head.headers))
        }
        return RenderedAnswer(status: status, headers: headers, body: body)
    }

    private func html(_ page: PageBody, _ visit: Visit) throws(WebFailure) -> [UInt8] {
        let section = page.section
        let resources = site.workbench.resources
        func asset(_ type: String) -> String? {
            guard let name = section.map({ "\($0.rawValue).\(type)" }), resources.has(asset: name)
            else { return nil }
            return "/assets/" + name
        }
        let shell = PageShell(
            title: page.title ?? "", workspace: site.workbench.workspace.configuration.title,
            sections: Section.allCases.map {
                PageShell.Link(
                    title: $0.title, path: $0.path, key: $0.key, isCurrent: $0 == section)
            }, section: section?.rawValue ?? "", csrf: access.token(visit.visitor.session),
            isReadOnly: site.workbench.isReadOnly, author: visit.author,
            isSignedIn: visit.visitor.isSignedIn,
            stylesheet: asset("css"), script: asset("js"))
        return Array(
            try resources.render(
                page.template, inLayout: page.title != nil,
                PageRoot(shell: shell, value: page.value)
            ).utf8)
    }
}

/// A failure as its page shows it.
private struct FailureView {
    var status: Int
    var phrase: String
    var message: String
    var code: String

    init(_ failure: WebFailure) {
        status = failure.status.rawValue
        phrase = failure.status.phrase
        message = failure.message
        code = failure.code
    }
}
