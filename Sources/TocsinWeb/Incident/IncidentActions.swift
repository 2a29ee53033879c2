import TocsinAuthoring
import TocsinModel
import TocsinStore
import TocsinWorkspace

/// A person's decisions on an incident.
enum IncidentActions {
    static let routes = [
        Route(.post, "/incidents/{id}/review", "Accepts, rejects, corrects, merges or splits") {
            request, bench in
            try review(request, bench)
        }
    ]

    private static func review(_ request: WebRequest, _ bench: Workbench) throws -> WebAnswer {
        let form = try request.form()
        let name = request.parameter("id")
        let action = try form.required("action")
        let known = Review.Action.allCases.map(\.rawValue) + ["wrong"]
        guard known.contains(action) else {
            throw WebFailure(
                .unprocessable, code: "review.action",
                Diagnostic.unknown("action", String(action.prefix(80)), known: known))
        }
        let by = ReviewDesk.Signature(
            author: request.author, reason: try form.required("reason"), at: request.now)
        let desk = ReviewDesk(bench.store)
        let made: Review
        do {
            switch action {
            // A wrong match is rejected and becomes an example, in one step.
            case "reject", "wrong": made = try desk.judge(name, .reject, by)
            case "accept": made = try desk.judge(name, .accept, by)
            case "edit": made = try desk.edit(name, try changes(form), by)
            case "merge": made = try desk.merge(name, into: try form.required("into"), by)
            default: made = try desk.split(name, form.values("event"), by)
            }
        } catch let refusal as ReviewDesk.Refusal {
            throw WebFailure(
                .unprocessable, code: refusal.diagnostic.code, refusal.diagnostic.message)
        }
        // After a merge the incident has the other's page.
        let there = action == "merge" ? made.other ?? made.incident : made.incident
        let path = PageText.path("/incidents", there)
        guard action == "wrong" || form["example"] != nil else {
            return .seeOther(
                DoneNotice.back(form, otherwise: path, done: made.action.rawValue))
        }
        return try ExampleAnswer.write(
            (made.sentences ?? []).map { ($0.evidence, $0.foundBy) },
            matches: made.action != .reject, only: form["rule"], reason: by.reason, form: form,
            request: request, bench: bench, otherwise: path, done: "example")
    }

    /// The fields of the form that say something else than the incident does.
    private static func changes(_ form: FormFields) throws -> [String: String] {
        var out: [String: String] = [:]
        for field in ReviewEdit.fields {
            guard let value = form["set-" + field], value != (form["was-" + field] ?? "") else {
                continue
            }
            out[field] = value
        }
        if out.isEmpty {
            throw WebFailure(
                .unprocessable, code: "review.unchanged",
                "no value was changed; write another one into its field, or accept the incident")
        }
        return out
    }
}
