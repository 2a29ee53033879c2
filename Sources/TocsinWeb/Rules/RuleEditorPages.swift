import TocsinAuthoring
import TocsinModel

/// The editor of a rule: works as a form; its script only asks the same questions sooner.
enum RuleEditorPages {
    static let routes: [Route] = [
        Route(.get, "/rules/{id}/edit", "The editor of a rule") { request, bench in
            let desk = try RuleDesk(request.parameter("id"), bench)
            let contents = try desk.contents()
            var view = try RuleEditorView(
                desk, text: contents.text, base: contents.hash, article: request["article"])
            view.verdict = try await RuleEditing.check(contents.text, desk)
            if request["saved"] != nil {
                view.isSaved = true
                view.message = "Saved. The next run uses it; a watch that is running picks it up."
            }
            return page(view)
        },
        Route(.post, "/rules/{id}/edit", "Checks and tries a text", writes: false) {
            request, bench in
            let (desk, text, form) = try posted(request, bench)
            var view = try RuleEditorView(
                desk, text: text, base: form["base"] ?? "", article: form["article"])
            view.verdict = try await RuleEditing.check(text, desk)
            if form["action"] == "effect" {
                view.effect = try await RuleEditing.effect(text, desk)
            } else if !view.article.isEmpty {
                view.trial = try await RuleEditing.trial(text, view.article, desk)
            }
            return page(view)
        },
        Route(.post, "/rules/{id}/save", "Saves a rule whose examples hold") { request, bench in
            let (desk, text, form) = try posted(request, bench)
            let base = form["base"] ?? ""
            var view = try RuleEditorView(desk, text: text, base: base, article: form["article"])
            let replaced = form["action"] == "overwrite" ? form["disk"] ?? base : base
            switch try await RuleEditing.save(text, replacing: replaced, desk) {
            case .saved: return .seeOther(view.href + "/edit?saved=1")
            case .refused(let verdict):
                view.verdict = verdict
                view.message = "Not saved. " + verdict.summary
                return page(view, status: .unprocessable)
            case .changed(let disk):
                view.verdict = try await RuleEditing.check(text, desk)
                view.message = "Not saved: the file has changed on the disk since it was opened."
                view.compare(with: disk)
                return page(view, status: .conflict)
            }
        },
    ]

    private static func posted(_ request: WebRequest, _ bench: Workbench) throws -> (
        RuleDesk, String, FormFields
    ) {
        let form = try request.form()
        return (
            try RuleDesk(request.parameter("id"), bench),
            RuleEditing.fileText(form.text("text") ?? ""), form
        )
    }

    private static func page(_ view: RuleEditorView, status: WebStatus = .ok) -> WebAnswer {
        .page("rule-editor", title: "Edit \(view.id)", section: .rules, view, status: status)
    }
}
