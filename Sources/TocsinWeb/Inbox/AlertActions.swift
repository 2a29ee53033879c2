import TocsinAlerting
import TocsinAuthoring
import TocsinModel
import TocsinStore
import TocsinWorkspace

/// Forms that answer alerts. Each leads back to the page it stood on.
enum AlertActions {
    static let routes = [
        Route(.post, "/alerts/{id}/acknowledge", "Somebody has seen it") { request, bench in
            try answer(.acknowledge, request, bench)
        },
        Route(.post, "/alerts/{id}/resolve", "It is over") { request, bench in
            try answer(.resolve, request, bench)
        },
        Route(.post, "/alerts/{id}/wrong", "The sentence becomes a nomatch example") {
            request, bench in
            try wrong(request, bench)
        },
        Route(.post, "/silences", "Mutes alerts for a while") { request, bench in
            try silence(request, bench)
        },
        Route(.post, "/silences/{id}/expire", "Ends a silence") { request, bench in
            let name = request.parameter("id")
            let form = try request.form()
            let now = request.now
            guard try bench.write({ try $0.expire(silence: name, at: now) }) else {
                throw WebFailure(
                    .notFound, code: "silence.unknown",
                    "no silence \"\(name.prefix(80))\" holds; it may have ended by itself")
            }
            return .seeOther(DoneNotice.back(form, otherwise: "/", done: "expired"))
        },
    ]

    private static func answer(
        _ action: Acknowledgement.Action, _ request: WebRequest, _ bench: Workbench
    ) throws -> WebAnswer {
        let form = try request.form()
        let row = try find(request, bench)
        let answer = Acknowledgement(
            alert: row.alert.identifier, action: action, author: request.author,
            comment: String((form["comment"] ?? "").prefix(500)), at: request.now)
        try bench.write { try $0.put(answer) }
        return .seeOther(
            DoneNotice.back(
                form, otherwise: PageText.path("/alerts", row.alert.identifier),
                done: action.rawValue + "d"))
    }

    private static func find(_ request: WebRequest, _ bench: Workbench) throws -> AlertRow {
        let name = request.parameter("id")
        guard let row = try bench.read({ try $0.alert(name) }) else {
            throw WebFailure.notFound("alert", name, list: "the inbox")
        }
        return row
    }

    private static func silence(_ request: WebRequest, _ bench: Workbench) throws -> WebAnswer {
        let form = try request.form()
        let texts = form.values("matcher")
        var matchers: [AlertMatcher] = []
        for text in texts {
            do throws(SilenceText.Problem) {
                matchers.append(try SilenceText.matcher(text))
            } catch {
                throw WebFailure(.unprocessable, code: "silence.matcher", error.message)
            }
        }
        let length = try form.required("length")
        guard let span = TimeSpan(length) else {
            throw WebFailure(
                .unprocessable, code: "silence.length",
                "the length is \"\(length.prefix(80))\"; expected \(TimeSpan.expected)")
        }
        let silence = Silence(
            id: "s"
                + StableHash.hex(
                    of: texts.joined(separator: "\n"), "\(request.now)", request.author
                ).prefix(8), match: matchers, starts: request.now,
            ends: request.now.adding(seconds: span.seconds), author: request.author,
            comment: form["comment"] ?? "")
        if let problem = silence.problem {
            throw WebFailure(.unprocessable, code: "silence.incomplete", problem)
        }
        let row = SilenceText.row(silence, matchers: texts, created: request.now)
        try bench.write { try $0.put(row) }
        return .seeOther(DoneNotice.back(form, otherwise: "/", done: "silenced"))
    }

    private static func wrong(_ request: WebRequest, _ bench: Workbench) throws -> WebAnswer {
        let form = try request.form()
        let reason = try form.required("reason")
        let row = try find(request, bench)
        return try ExampleAnswer.write(
            row.alert.evidence.map { ($0, [row.alert.rule]) }, matches: false, only: nil,
            reason: reason, form: form, request: request, bench: bench,
            otherwise: PageText.path("/alerts", row.alert.identifier), done: "example")
    }
}

/// Writes a reviewed sentence into its rule and says how the rule's examples stand.
enum ExampleAnswer {
    static func write(
        _ sentences: [(sentence: AlertEvidence, foundBy: [String])], matches: Bool, only: String?,
        reason: String, form: FormFields, request: WebRequest, bench: Workbench, otherwise: String,
        done: String
    ) throws -> WebAnswer {
        let workspace = bench.workspace
        let outcome = try ReviewExample(workspace, path: workspace.folder).write(
            sentences, matches: matches, only: only,
            note: "\(request.author), \(request.now.day): "
                + reason.split(whereSeparator: \.isNewline).joined(separator: " "))
        try bench.reload()
        let back = DoneNotice.back(form, otherwise: otherwise, done: done)
        if outcome.failures.isEmpty { return .seeOther(back) }
        return .page(
            "example", title: "The rule does not hold", section: .rules,
            ExampleView(
                rule: outcome.rule, rulePath: PageText.path("/rules", outcome.rule),
                file: outcome.path, example: outcome.example,
                failures: outcome.failures.map(\.description), back: back))
    }

    struct ExampleView: Sendable {
        var rule: String
        var rulePath: String
        var file: String
        var example: String
        var failures: [String]
        var back: String
    }
}
