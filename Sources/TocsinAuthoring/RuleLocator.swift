import Foundation
package import TocsinLua
import TocsinMatching
package import TocsinModel
package import TocsinPlugins
package import TocsinWorkspace

/// A rule with what it needs to run, and nothing else where that can be helped.
package struct LocatedRule {
    package var ruleSet: RuleSet
    package var number: Int
    package var limits: LuaLimits
    /// What was wrong with other rules on the way: named, not fatal.
    package var diagnostics: [Diagnostic]

    package var rule: Rule { ruleSet.rules[number] }

    /// What is wrong around the rule and changes what it finds: plugins and lists that are not there.
    package var surroundings: [Diagnostic] {
        diagnostics.filter { one in
            ["plugin.", "workspace.", "list."].contains { one.code.hasPrefix($0) }
        }
    }

    /// Where the rule reads one language, a bare sentence is taken to be in it.
    package var onlyLanguage: String? {
        rule.languages.count == 1 ? rule.languages[0] : nil
    }
}

/// Finds the rule that a person names: `plugin.rule`, or the path of its file.
package struct RuleLocator {
    /// The folder of plugins, where there is one.
    private let pluginFolder: String?
    /// The workspace whose settings hold; nil: the rule's own, or none.
    private let workspace: String?
    private let files = FileManager.default

    /// - Parameter usesPlugins: false leaves out the lists of places and people that plugins give.
    package init(workspace: String? = nil, usesPlugins: Bool = true) {
        self.workspace = workspace
        pluginFolder =
            usesPlugins
            ? Workspace.findPluginFolder(from: FileManager.default.currentDirectoryPath) : nil
    }

    /// - Throws: what is wrong with the rule, or where it was looked for.
    package func locate(_ argument: String) throws(WorkspaceError) -> LocatedRule {
        if argument.hasSuffix(".lua") || argument.contains("/") {
            return try locate(file: argument)
        }
        return try locate(id: argument)
    }

    // MARK: - By id

    private func locate(id: String) throws(WorkspaceError) -> LocatedRule {
        if let workspace {
            return try pick(id, from: Workspace.open(workspace, pluginFolder: nil))
        }
        let plugin = String(id.prefix { $0 != "." })
        if Workspace.isWorkspace("."), Workspace.absolute(".").hasSuffix("/" + plugin) {
            return try pick(id, from: Workspace.open(".", pluginFolder: nil))
        }
        if let pluginFolder, PluginLoader.available(in: pluginFolder)[plugin] != nil {
            return try pick(id, plugin: plugin, in: pluginFolder)
        }
        if let folder = workspaceFolder(named: plugin) {
            return try pick(id, from: Workspace.open(folder, pluginFolder: pluginFolder))
        }
        throw unknown(id)
    }

    /// A workspace beside the plugins.
    private func workspaceFolder(named name: String) -> String? {
        guard let pluginFolder else { return nil }
        let folder =
            URL(fileURLWithPath: pluginFolder).deletingLastPathComponent().path + "/workspaces/"
            + name
        return Workspace.isWorkspace(folder) ? folder : nil
    }

    /// Every rule id here, from the names of files: nothing is loaded for a list of names.
    package var knownIDs: [String] {
        var out: [String] = []
        var folders: [(id: String, path: String)] = []
        if let pluginFolder {
            folders += PluginLoader.available(in: pluginFolder).map { ($0.key, $0.value) }
            let root = URL(fileURLWithPath: pluginFolder).deletingLastPathComponent().path
            for name in (try? files.contentsOfDirectory(atPath: root + "/workspaces")) ?? [] {
                folders.append((name, root + "/workspaces/" + name))
            }
        }
        for (id, path) in folders {
            guard let walker = files.enumerator(atPath: path + "/rules") else { continue }
            for case let file as String in walker where file.hasSuffix(".lua") {
                out.append(id + "." + file.split(separator: "/").last!.dropLast(4))
            }
        }
        return out.sorted()
    }

    private func unknown(_ id: String) -> WorkspaceError {
        let known = knownIDs
        var message = Diagnostic.unknown("rule", id, known: known)
        // "shelling" for "political-violence.shelling".
        let ends = known.filter { $0.hasSuffix("." + id) }
        if !ends.isEmpty {
            message = "unknown rule \"\(id)\"; did you mean \(ends.joined(separator: " or "))?"
        } else if known.isEmpty {
            message =
                "no rule \"\(id)\": there is no Plugins folder here or above; give the path of the rule's file"
        }
        return WorkspaceError(diagnostics: [Diagnostic(code: "rule.unknown", message: message)])
    }

    // MARK: - By file

    private func locate(file: String) throws(WorkspaceError) -> LocatedRule {
        let path = Workspace.absolute(file)
        guard files.fileExists(atPath: path) else {
            throw WorkspaceError(diagnostics: [
                Diagnostic(
                    code: "rule.missing", place: file,
                    message: "no such file; a rule is named as plugin.rule, or by its file's path")
            ])
        }
        let name = String(path.split(separator: "/").last!.dropLast(4))
        var owner = URL(fileURLWithPath: path).deletingLastPathComponent()
        while owner.path != "/" {
            if owner.lastPathComponent == "rules" {
                let home = owner.deletingLastPathComponent()
                let id = home.lastPathComponent + "." + name
                if Workspace.isWorkspace(home.path) {
                    return try pick(
                        id, path: path, from: Workspace.open(home.path, pluginFolder: nil))
                }
                if files.fileExists(atPath: home.path + "/" + PluginManifest.fileName) {
                    return try pick(
                        id, path: path, plugin: home.lastPathComponent,
                        in: home.deletingLastPathComponent().path)
                }
            }
            owner.deleteLastPathComponent()
        }
        return try single(path, name: name)
    }

    /// A file that lies in no plugin and no workspace.
    private func single(_ path: String, name: String) throws(WorkspaceError) -> LocatedRule {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        let home = folder.lastPathComponent == "rules" ? folder.deletingLastPathComponent() : folder
        let plugin = "draft"
        var loaded = LoadedPlugins()
        let loader = try makeLoader()
        if let pluginFolder {
            loaded = loader.load(
                plugins: loader.hostPlugins(in: pluginFolder), from: pluginFolder)
        }
        loader.loadRule(at: path, folder: home.path, plugin: plugin, into: &loaded)
        return try pick(
            plugin + "." + name, path: path, loaded, cache: nil, limits: LuaLimits())
    }

    private func makeLoader() throws(WorkspaceError) -> PluginLoader {
        do {
            return try PluginLoader(root: files.currentDirectoryPath)
        } catch {
            throw WorkspaceError(diagnostics: [
                Diagnostic(code: "lua.host", message: error.message)
            ])
        }
    }

    // MARK: - Picking

    /// The plugin alone, with the lists the host reads; with the plugins that may give its events
    /// where it is an alert, which rings for what other rules find; of a rule of extraction, whose
    /// words and patterns ask for nothing of other rules, its own file and no other.
    private func pick(_ id: String, path: String? = nil, plugin: String, in folder: String)
        throws(WorkspaceError) -> LocatedRule
    {
        let loader = try makeLoader()
        var names = Set(loader.hostPlugins(in: folder)).union([plugin])
        var only: String?
        let (file, kind) = try alone(id, path: path, plugin: plugin, in: folder)
        switch kind {
        case .alert(let source)?: names.formUnion(AlertNeeds(source).plugins(in: folder))
        case .extract(let extract)? where !extract.asksForLabels: only = file
        default: break
        }
        var loaded = loader.load(plugins: names.sorted(), from: folder, only: only)
        let needs = Set(loaded.plugins.flatMap(\.manifest.requires)).subtracting(names)
        if !needs.isEmpty {
            let more = loader.load(plugins: needs.sorted(), from: folder, only: only)
            loaded.plugins = (loaded.plugins + more.plugins).sorted { $0.id < $1.id }
            loaded.diagnostics += more.diagnostics
            loaded.quarantined += more.quarantined
            names.formUnion(needs)
        }
        let bare = Workspace(bare: "try", plugins: names.sorted(), pluginFolder: folder)
        return try pick(id, path: path, loaded, cache: bare.cacheFolder, limits: LuaLimits())
    }

    /// The rule's file and what it says, read on its own; nil where it cannot be read.
    private func alone(_ id: String, path: String?, plugin: String, in folder: String)
        throws(WorkspaceError) -> (file: String?, kind: Rule.Kind?)
    {
        let home = folder + "/" + plugin
        let name = "/" + id.dropFirst(plugin.count + 1) + ".lua"
        let file =
            path
            ?? files.enumerator(atPath: home + "/rules")?.lazy.compactMap { $0 as? String }
            .first { ("/" + $0).hasSuffix(name) }.map { home + "/rules/" + $0 }
        guard let file else { return (nil, nil) }
        var alone = LoadedPlugins()
        try makeLoader().loadRule(at: file, folder: home, plugin: plugin, into: &alone)
        return (file, alone.rules.first?.kind)
    }

    private func pick(_ id: String, path: String? = nil, from workspace: Workspace)
        throws(WorkspaceError) -> LocatedRule
    {
        let loaded = try RuleLoading.load(workspace)
        return try pick(
            id, path: path, set: loaded.ruleSet, workspace.diagnostics + loaded.diagnostics,
            limits: workspace.configuration.limits)
    }

    private func pick(
        _ id: String, path: String?, _ loaded: LoadedPlugins, cache: String?, limits: LuaLimits
    ) throws(WorkspaceError) -> LocatedRule {
        let (set, trouble) = RuleSet.compile(loaded, cacheFolder: cache)
        return try pick(
            id, path: path, set: set, loaded.diagnostics + trouble, limits: limits)
    }

    private func pick(
        _ id: String, path: String?, set: RuleSet, _ diagnostics: [Diagnostic], limits: LuaLimits
    ) throws(WorkspaceError) -> LocatedRule {
        let number = set.index(of: id) ?? set.rules.firstIndex { path.map($0.isFile) == true }
        guard let number else {
            // Its own file is at fault, or there is no such rule.
            let name = String(id.split(separator: ".").last ?? "")
            let own = diagnostics.filter {
                $0.severity == .error
                    && (path.map { path in Workspace.relative(path) }.map($0.place.hasPrefix)
                        ?? $0.place.contains("/\(name).lua"))
            }
            if !own.isEmpty { throw WorkspaceError(diagnostics: own) }
            // A plugin that cannot be loaded has none of its rules: what keeps it from loading says so.
            let plugin = String(id.prefix { $0 != "." })
            let whole = diagnostics.filter {
                $0.severity == .error && $0.place.contains("\(plugin)/plugin.lua")
            }
            if !whole.isEmpty { throw WorkspaceError(diagnostics: whole) }
            throw unknown(id)
        }
        return LocatedRule(
            ruleSet: set, number: number, limits: limits,
            diagnostics: diagnostics.filter { $0.severity == .error })
    }
}

extension Rule {
    /// True where a path is this rule's file.
    fileprivate func isFile(_ file: String) -> Bool { Workspace.absolute(path) == file }
}

extension ExtractRule {
    /// A pattern asks for what other rules or lists of plugins name.
    fileprivate var asksForLabels: Bool {
        patterns.contains { text in
            (try? PatternSyntax.parse(text))?.kinds.contains { kind, _ in
                if case .label = kind { true } else { false }
            } ?? true
        }
    }
}
