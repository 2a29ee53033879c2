import ArgumentParser
import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinStore
import TocsinWorkspace

struct ReviewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "review",
        abstract:
            "Accepts, rejects, corrects, merges or splits an incident; lists what was decided.",
        discussion: """
            tocsin review W                                        the log, and each rule's precision
            tocsin review W i3f09 accept --reason "seen on video"
            tocsin review W i3f09 reject --reason "a film" --as-example
            tocsin review W i3f09 edit --set killed=3 --set place=Odesa --reason "hospital list"
            tocsin review W i3f09 merge --into i77ac --reason "one strike"
            tocsin review W i3f09 split --event e1a2 --reason "two towns"
            tocsin review W --format jsonl                         the reviewed sentences

            Decisions are kept with author, reason and time; they hold in later runs and win over what the \
            articles say.
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case text, jsonl }

    @OptionGroup var place: StoreArgument

    @Argument(help: "An incident's id, or its beginning.")
    var incident: String?

    @Argument(help: "accept, reject, edit, merge or split.")
    var action: String?

    @Option(name: .customLong("by"), help: "Who decides; else the name you are logged in with.")
    var author: String?

    @Option(help: "Why.")
    var reason: String?

    @Option(
        help: ArgumentHelp(
            "A value of an edit: \(ReviewEdit.fields.joined(separator: ", ")).",
            valueName: "field=value"))
    var set: [String] = []

    @Option(help: ArgumentHelp("The incident it is merged into.", valueName: "incident"))
    var into: String?

    @Option(
        help: ArgumentHelp("An event, or an article's events, that leave it.", valueName: "id"))
    var event: [String] = []

    @Flag(
        help:
            "Write the sentence into the rule that found it: as match if accepted, else as nomatch."
    )
    var asExample = false

    @Option(help: ArgumentHelp("Which rule, where several found it.", valueName: "plugin.rule"))
    var rule: String?

    @Option(help: "Of the log: text, or jsonl (one reviewed sentence a line).")
    var format: Format = .text

    func validate() throws {
        guard incident != nil else {
            if asExample || !set.isEmpty || into != nil || !event.isEmpty {
                throw ValidationError("name an incident and what you decide about it")
            }
            return
        }
        let actions = Review.Action.allCases.map(\.rawValue)
        guard let action, let known = Review.Action(rawValue: action) else {
            throw ValidationError(
                action.map { Diagnostic.unknown("action", $0, known: actions) }
                    ?? "say what you decide: \(actions.joined(separator: ", "))")
        }
        if (into != nil) != (known == .merge) {
            throw ValidationError("merge and --into INCIDENT go together")
        }
        if event.isEmpty != (known != .split) {
            throw ValidationError("split and --event ID go together")
        }
        if set.isEmpty != (known != .edit) {
            throw ValidationError("edit and --set FIELD=VALUE go together")
        }
        if asExample, known == .merge || known == .split {
            throw ValidationError("--as-example goes with accept, reject and edit")
        }
        if reason == nil { throw ValidationError("say why: --reason \"…\"") }
    }

    func run() throws {
        guard let incident, let action = action.flatMap(Review.Action.init(rawValue:)) else {
            try place.open { store, _ throws(StoreError) in
                let ledger = ReviewLedger(try store.read { try $0.reviews() })
                StandardOutput.write(
                    format == .jsonl ? JSONReport.lines(ledger.sentences) : log(ledger))
            }
            return
        }
        let by = ReviewDesk.Signature(
            author: author ?? ProcessInfo.processInfo.environment["USER"] ?? "",
            reason: reason ?? "", at: .now)
        var made: Review?
        try place.attempt { store, _ throws(StoreError) in
            do {
                made = try decide(ReviewDesk(store), incident, action, by)
            } catch let refusal as ReviewDesk.Refusal {
                StandardError.write("\(refusal.diagnostic)\n")
                return false
            } catch let error as StoreError {
                throw error
            } catch {
                throw StoreError(.query, place: store.display, message: "\(error)")
            }
            return true
        }
        guard let made else { return }
        StandardOutput.write(line(made) + "\n")
        if asExample { try writeExample(made) }
    }

    private func decide(
        _ desk: ReviewDesk, _ incident: String, _ action: Review.Action,
        _ by: ReviewDesk.Signature
    ) throws -> Review {
        switch action {
        case .accept, .reject: return try desk.judge(incident, action, by)
        case .merge: return try desk.merge(incident, into: into ?? "", by)
        case .split: return try desk.split(incident, event, by)
        case .edit:
            var values: [String: String] = [:]
            for pair in set {
                let parts = pair.split(separator: "=", maxSplits: 1).map(String.init)
                values[parts.first ?? ""] = parts.count > 1 ? parts[1] : ""
            }
            return try desk.edit(incident, values, by)
        }
    }

    private func writeExample(_ review: Review) throws {
        let opened = try WorkspaceArgument.open([place.workspace], plugins: nil)
        do {
            let outcome = try ReviewExample(opened.workspace, path: place.workspace).write(
                (review.sentences ?? []).map { ($0.evidence, $0.foundBy) },
                matches: review.action != .reject, only: rule,
                note: "\(review.author), \(review.at.day): \(review.reason)")
            StandardOutput.write("\(outcome.path): added \(outcome.example)\n")
            if outcome.failures.isEmpty {
                StandardOutput.write("\(outcome.rule): all its examples hold\n")
                return
            }
            for failure in outcome.failures { StandardOutput.write("\(failure)\n") }
            StandardOutput.write(
                "\(outcome.rule) does not hold yet: mend it, then tocsin test --rule \(outcome.rule)\n"
            )
            throw ExitCode(1)
        } catch let error as WorkspaceError {
            throw opened.fail(error)
        }
    }

    // MARK: - The log

    private func line(_ review: Review) -> String {
        var what = "\(review.at)  \(review.incident)  \(review.action.rawValue)"
        switch review.action {
        case .merge: what += " into \(review.other ?? "")"
        case .split: what += " \(review.events?.count ?? 0) into \(review.other ?? "")"
        case .edit:
            let values = (review.values ?? [:]).sorted { $0.key < $1.key }.map { field, value in
                if case .string(let text) = value { return "\(field)=\(text)" }
                return field
            }
            what += " " + values.joined(separator: ", ")
        case .accept, .reject: break
        }
        return what + "  \(review.author): \(review.reason)"
    }

    private func log(_ ledger: ReviewLedger) -> String {
        guard !ledger.reviews.isEmpty else {
            return
                "Nothing has been reviewed yet: tocsin review WORKSPACE INCIDENT accept|reject|…\n"
        }
        var out = ledger.reviews.map { line($0) + "\n" }.joined()
        let precision = ledger.precision
        if !precision.isEmpty {
            let width = precision.map(\.rule.count).max() ?? 0
            out += "\nHow often each rule was right, of what was reviewed (95 % bounds):\n"
            for one in precision {
                let name = one.rule + String(repeating: " ", count: width - one.rule.count)
                out +=
                    "  \(name)  \(percent(one.precision)) (\(percent(one.low))–\(percent(one.high)))"
                    + "  \(one.accepted) right, \(one.rejected) wrong\n"
            }
        }
        return out
    }

    private func percent(_ share: Double) -> String { "\(Int((share * 100).rounded())) %" }
}
