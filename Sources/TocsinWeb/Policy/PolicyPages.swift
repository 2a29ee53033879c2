import TocsinAlerting
import TocsinModel
import TocsinStore
import TocsinWorkspace

/// Who is told of what, and when; "where would this alert go?"; silences.
enum PolicyPages {
    static let routes: [Route] = [
        Route(.get, "/policy", "Routes, receivers, silences and inhibitions") { request, bench in
            .page("policy", title: "Policy", section: .policy, try PolicyView(request, bench))
        },
        Route(.post, "/policy/silences", "Mutes what meets all of the matchers") { request, bench in
            let form = try request.form()
            do {
                let matchers: [String]
                do throws(SilenceText.Problem) {
                    matchers = try SilenceText.matchers(in: form["matchers"] ?? "")
                } catch {
                    throw WebFailure(.unprocessable, code: "silence.matcher", error.message)
                }
                _ = try SilenceAPI.add(
                    SilenceAPI.Wanted(
                        matchers: matchers,
                        comment: form["comment"] ?? "", for: form["for"] ?? "4 hours"),
                    author: request.author, now: request.now, bench)
                return .seeOther("/policy?done=silenced#silences")
            } catch let failure as WebFailure where failure.status == .unprocessable {
                var view = try PolicyView(request, bench)
                view.message = failure.message
                view.silenceForm = .init(
                    matchers: form["matchers"] ?? "", length: form["for"] ?? "",
                    comment: form["comment"] ?? "")
                return .page(
                    "policy", title: "Policy", section: .policy, view, status: .unprocessable)
            }
        },
        Route(.post, "/policy/silences/{id}/expire", "Ends a silence now") { request, bench in
            let (id, now) = (request.parameter("id"), request.now)
            guard try bench.write({ try $0.expire(silence: id, at: now) }) else {
                throw WebFailure.notFound("silence", id, list: "/policy")
            }
            return .seeOther("/policy?done=expired#silences")
        },
    ]
}

/// An alert somebody asks about: one that rang, or one made up.
struct PolicyAsking: Sendable, Decodable {
    var alert: String?
    var severity: String?
    var rule: String?
    /// Place names.
    var area: [String]?
    var category: String?
    var incident: String?
    /// `Alert`, `Update`, `Cancel`
    var type: String?
    /// When it would ring; nil: now.
    var at: Timestamp?

    enum CodingKeys: String, CodingKey {
        case alert, severity, rule, area, category, incident, at
        case type = "msg_type"
    }

    /// From a page's address; nil where nothing is asked.
    init?(_ request: WebRequest) throws(WebFailure) {
        guard request["alert"] != nil || request["severity"] != nil else { return nil }
        alert = request["alert"]
        severity = request["severity"]
        rule = request["rule"]
        area = request["area"].map {
            $0.split(separator: ",").map { String($0.drop { $0 == " " }) }.filter { !$0.isEmpty }
        }
        category = request["category"]
        incident = request["incident"]
        type = nil
        if let text = request["at"] {
            guard let time = Timestamp(text) else {
                throw WebFailure(
                    .unprocessable, code: "policy.time",
                    "\"at\" is \"\(text.prefix(60))\"; expected a time such as 2025-03-11T23:30:00Z"
                )
            }
            at = time
        }
    }

    func answer(_ bench: Workbench, now: Timestamp) throws -> PolicyQuestion {
        guard let policy = bench.policy else {
            throw WebFailure(
                .conflict, code: "policy.none",
                "the workspace tells nobody anything: give its workspace.lua receivers and routes")
        }
        let made = try made(bench)
        return try bench.read { reader in
            try PolicyQuestion(made, policy: policy, store: reader, now: at ?? now)
        }
    }

    private func made(_ bench: Workbench) throws -> Alert {
        if let alert {
            guard let row = try bench.read({ try $0.alert(alert) }) else {
                throw WebFailure.notFound("alert", alert, list: "/")
            }
            return row.alert
        }
        let names = Severity.allCases.map(\.rawValue)
        guard let level = Severity(rawValue: severity ?? "moderate") else {
            throw WebFailure(
                .unprocessable, code: "policy.severity",
                Diagnostic.unknown("severity", severity ?? "", known: names))
        }
        var made = Alert(
            identifier: "question", sent: at, severity: level, headline: "An alert like this",
            area: area ?? [], rule: rule ?? "plugin.rule", incident: incident)
        if let category { made.category = category }
        if let type {
            guard let kind = Alert.MessageType(rawValue: type) else {
                throw WebFailure(
                    .unprocessable, code: "policy.type",
                    "msg_type is \"\(type.prefix(40))\"; expected Alert, Update or Cancel")
            }
            made.msgType = kind
        }
        return made
    }
}
