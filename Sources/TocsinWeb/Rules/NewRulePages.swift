import Foundation
import TocsinAuthoring
import TocsinModel
import TocsinPlugins
import TocsinWorkspace

/// A new rule from a few answers: the file passes its own examples as it is written.
enum NewRulePages {
    static let routes: [Route] = [
        Route(.get, "/rules/new", "The form of a new rule") { request, bench in
            .page(
                "rule-new", title: "New rule", section: .rules,
                try NewRuleView(bench, kind: request["kind"] ?? "watchlist"))
        },
        Route(.post, "/rules/new", "Writes a new rule") { request, bench in
            let form = try request.form()
            var view = try NewRuleView(bench, kind: form["kind"] ?? "watchlist")
            view.fill(form)
            do {
                let id = try await NewRule(form).write(bench)
                return .seeOther("/rules/" + PercentCoding.encode(id) + "/edit?saved=1")
            } catch let failure as WebFailure where failure.status == .unprocessable {
                view.message = failure.message
                return .page(
                    "rule-new", title: "New rule", section: .rules, view, status: .unprocessable)
            }
        },
    ]
}

/// What a new rule is made of.
struct NewRule: Sendable, Decodable {
    var kind: String
    var name: String
    /// The plugin or workspace it goes into; nil: the workspace.
    var plugin: String?
    var title: String?
    var words: [String]?
    var query: String?
    var severity: String?
    /// Of an extract or alert: a type of the codebook or a label.
    var event: String?
    var figure: String?
    var language: String?
    var examples: [String]?
    var counterexamples: [String]?

    init(kind: String, name: String) {
        self.kind = kind
        self.name = name
    }

    init(_ form: FormFields) throws(WebFailure) {
        self.init(kind: form["kind"] ?? "watchlist", name: try form.required("name"))
        plugin = form["plugin"]
        title = form["title"]
        words = form["words"].map(Self.lines)
        query = form["query"]
        severity = form["severity"]
        event = form["event"]
        figure = form["figure"]
        language = form["language"]
        examples = form["examples"].map(Self.lines)
        counterexamples = form["counterexamples"].map(Self.lines)
    }

    /// One a line, or between commas where there is but one line.
    private static func lines(_ text: String) -> [String] {
        text.split(whereSeparator: \.isNewline).map {
            $0.trimmingCharacters(in: .whitespaces)
        }.filter { !$0.isEmpty }
    }

    /// - Returns: the new rule's id.
    /// - Throws: 422 with what is wrong with the answers.
    func write(_ bench: Workbench) async throws -> String {
        if bench.isReadOnly {
            throw WebFailure(.forbidden, code: "read-only", "The workbench is read-only.")
        }
        guard let kind = NewFiles.Kind(rawValue: kind),
            [.watchlist, .extract, .enrich, .alert].contains(kind)
        else {
            throw WebFailure(
                .unprocessable, code: "rule.kind",
                "the kind is \"\(kind)\"; expected watchlist, extract, enrich or alert")
        }
        let folder = try Self.folder(plugin, bench)
        let answers = try answers
        return try await BackgroundWork.shared.run(for: nil, seconds: 30) { _ in
            do throws(WorkspaceError) {
                _ = try NewFiles(kind, answers, into: folder.path).write()
            } catch {
                throw WebFailure(
                    .unprocessable, code: error.diagnostics.first?.code ?? "new.failed",
                    error.diagnostics.map(\.description).joined(separator: "\n"))
            }
            // The first rule of a workspace makes its folder known.
            _ = try? bench.reload()
            return folder.id + "." + answers.name
        }
    }

    private var answers: RuleAnswers {
        get throws(WebFailure) {
            var out = RuleAnswers(name: name)
            out.title = title ?? ""
            out.words = words ?? []
            out.query = query
            out.severity = severity
            out.event = event ?? ""
            out.figure = figure
            out.language = language
            out.examples = examples ?? []
            out.counterexamples = counterexamples ?? []
            let names = Severity.allCases.map(\.rawValue)
            if let severity, !names.contains(severity) {
                throw WebFailure(
                    .unprocessable, code: "rule.severity",
                    Diagnostic.unknown("severity", severity, known: names))
            }
            return out
        }
    }

    /// The folders a rule may be put into: the workspace, and plugins of it that are writable.
    static func folders(_ bench: Workbench) throws -> [(id: String, path: String)] {
        let loaded = try bench.rules()
        var out = [(id: bench.workspace.name, path: bench.workspace.folder)]
        for plugin in loaded.plugins.plugins where plugin.folder != bench.workspace.folder {
            out.append((plugin.id, plugin.folder))
        }
        return out.filter {
            let rules = $0.path + "/rules"
            let exists = FileManager.default.fileExists(atPath: rules)
            // A folder that leads elsewhere is not this workspace's.
            let isOwn =
                !exists
                || URL(fileURLWithPath: rules).resolvingSymlinksInPath().path
                    == URL(fileURLWithPath: $0.path).resolvingSymlinksInPath().path + "/rules"
            return isOwn && FileManager.default.isWritableFile(atPath: exists ? rules : $0.path)
        }
    }

    private static func folder(_ id: String?, _ bench: Workbench) throws -> (
        id: String, path: String
    ) {
        let folders = try folders(bench)
        let wanted = id ?? bench.workspace.name
        if let found = folders.first(where: { $0.id == wanted }) { return found }
        throw WebFailure(
            .unprocessable, code: "rule.folder",
            "\"\(wanted.prefix(120))\" is no folder of rules that can be written here; expected one of: "
                + folders.map(\.id).joined(separator: ", "))
    }
}

struct NewRuleView: Sendable {
    struct Choice: Sendable {
        var value: String
        var title: String
        var isChosen: Bool
    }

    var kinds: [Choice]
    var plugins: [Choice]
    var severities: [Choice]
    var message: String?
    var name = ""
    var title = ""
    var words = ""
    var event = ""
    var figure = ""
    var language = ""
    var examples = ""
    var counterexamples = ""
    var canWrite: Bool

    init(_ bench: Workbench, kind: String) throws {
        kinds = [
            ("watchlist", "watchlist: words that ring or tag"),
            ("extract", "extract: events by patterns"), ("alert", "alert: rings for events"),
            ("enrich", "enrich: adds to events from a list"),
        ].map { Choice(value: $0, title: $1, isChosen: $0 == kind) }
        plugins = try NewRule.folders(bench).map {
            Choice(
                value: $0.id, title: $0.id == bench.workspace.name ? "this workspace" : $0.id,
                isChosen: $0.id == bench.workspace.name)
        }
        severities =
            [Choice(value: "", title: "none: it only tags", isChosen: true)]
            + Severity.allCases.dropFirst().map {
                Choice(value: $0.rawValue, title: $0.rawValue, isChosen: false)
            }
        canWrite = !bench.isReadOnly && !plugins.isEmpty
    }

    mutating func fill(_ form: FormFields) {
        name = form["name"] ?? ""
        title = form["title"] ?? ""
        words = form["words"] ?? ""
        event = form["event"] ?? ""
        figure = form["figure"] ?? ""
        language = form["language"] ?? ""
        examples = form["examples"] ?? ""
        counterexamples = form["counterexamples"] ?? ""
        for i in plugins.indices { plugins[i].isChosen = plugins[i].value == form["plugin"] }
        for i in severities.indices {
            severities[i].isChosen = severities[i].value == (form["severity"] ?? "")
        }
    }
}
