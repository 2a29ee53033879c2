import Foundation
package import TocsinLua
package import TocsinModel
package import TocsinPlugins
package import TocsinWorkspace

/// The rules a command looks at: everything here, some workspaces, one plugin, or single rules.
package struct RuleScope: Sendable {
    /// Rules that were loaded together.
    package struct Part: Sendable {
        package var ruleSet: RuleSet
        package var plugins: LoadedPlugins
        package var diagnostics: [Diagnostic]
        package var limits: LuaLimits
        /// The workspace it is; nil for plugins on their own.
        package var workspace: Workspace?
    }

    /// Workspaces, plugin folders, rule files.
    private let paths: [String]
    /// A rule's id.
    private let only: String?
    /// Only rules of this plugin, not those of the plugins it was loaded with.
    private let rulesOf: String?

    /// - Parameters:
    ///   - paths: workspaces, folders of plugins, rule files; none: all plugins and workspaces here.
    ///   - only: the id of the one rule.
    ///   - rulesOf: the id of the one plugin.
    package init(paths: [String] = [], only: String? = nil, rulesOf: String? = nil) {
        self.rulesOf = rulesOf
        self.paths = paths
        self.only = only
    }

    /// Everything that was named is taken whole, not single rules out of it.
    package var isWhole: Bool { only == nil && !paths.contains { $0.hasSuffix(".lua") } }

    package func admits(_ rule: Rule) -> Bool {
        if let only { return rule.id == only }
        if let rulesOf { return rule.plugin == rulesOf }
        let files = paths.filter { $0.hasSuffix(".lua") }
        if files.isEmpty { return true }
        if files.count < paths.count { return true }
        return files.contains { Workspace.absolute($0) == Workspace.absolute(rule.path) }
    }

    package func parts() throws(WorkspaceError) -> [Part] {
        if let only, paths.isEmpty {
            return [try part(of: RuleLocator().locate(only))]
        }
        if paths.isEmpty { return try everything() }
        var out: [Part] = []
        for path in paths {
            if path.hasSuffix(".lua") {
                out.append(try part(of: RuleLocator().locate(path)))
            } else if Workspace.isWorkspace(path) {
                out.append(try part(of: Workspace.open(path, pluginFolder: nil)))
            } else if FileManager.default.fileExists(
                atPath: path + "/" + PluginManifest.fileName)
            {
                out.append(try plugin(at: path))
            } else {
                throw WorkspaceError(diagnostics: [
                    Diagnostic(
                        code: "scope.unknown", place: path,
                        message: FileManager.default.fileExists(atPath: path)
                            ? "neither a workspace nor a plugin: there is no workspace.lua and no plugin.lua in it"
                            : "no such file or folder; expected a workspace, a plugin's folder or a rule's file"
                    )
                ])
            }
        }
        return out
    }

    private func part(of located: LocatedRule) -> Part {
        Part(
            ruleSet: located.ruleSet, plugins: LoadedPlugins(), diagnostics: located.surroundings,
            limits: located.limits)
    }

    private func part(of workspace: Workspace) throws(WorkspaceError) -> Part {
        let loaded = try RuleLoading.load(workspace)
        return Part(
            ruleSet: loaded.ruleSet, plugins: loaded.plugins,
            diagnostics: workspace.diagnostics + loaded.diagnostics,
            limits: workspace.configuration.limits,
            workspace: Workspace.isWorkspace(workspace.folder) ? workspace : nil)
    }

    /// One plugin with the lists that the host reads from its neighbours.
    private func plugin(at path: String) throws(WorkspaceError) -> Part {
        let folder = URL(fileURLWithPath: Workspace.absolute(path))
        let parent = folder.deletingLastPathComponent().path
        let loader: PluginLoader
        do {
            loader = try PluginLoader(root: FileManager.default.currentDirectoryPath)
        } catch {
            throw WorkspaceError(diagnostics: [
                Diagnostic(code: "lua.host", message: error.message)
            ])
        }
        let home = Workspace.findPluginFolder(from: parent) ?? parent
        var loaded = LoadedPlugins()
        let hosts = loader.hostPlugins(in: home).filter { $0 != folder.lastPathComponent }
        loaded = loader.load(plugins: hosts, from: home)
        let own = loader.load(plugins: [folder.lastPathComponent], from: parent)
        loaded.plugins += own.plugins
        loaded.diagnostics = own.diagnostics
        loaded.quarantined = own.quarantined
        let (set, trouble) = RuleSet.compile(
            loaded,
            cacheFolder: Workspace(bare: "", plugins: [], pluginFolder: nil).cacheFolder)
        return Part(
            ruleSet: set, plugins: own, diagnostics: own.diagnostics + trouble, limits: LuaLimits())
    }

    /// One part made of all plugins, then each workspace.
    private func everything() throws(WorkspaceError) -> [Part] {
        let here = FileManager.default.currentDirectoryPath
        if Workspace.isWorkspace(here), !FileManager.default.fileExists(atPath: here + "/Plugins") {
            return [try part(of: Workspace.open(here, pluginFolder: nil))]
        }
        guard let folder = Workspace.findPluginFolder(from: here) else {
            throw WorkspaceError(diagnostics: [
                Diagnostic(
                    code: "plugin.folder", place: here,
                    message:
                        "no Plugins folder here or above; name a workspace, or set TOCSIN_PLUGINS")
            ])
        }
        var out = [
            try part(
                of: Workspace(
                    bare: "all plugins", plugins: PluginLoader.available(in: folder).keys.sorted(),
                    pluginFolder: folder))
        ]
        let root = URL(fileURLWithPath: folder).deletingLastPathComponent().path + "/workspaces"
        for name in ((try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []).sorted()
        where Workspace.isWorkspace(root + "/" + name) {
            out.append(try part(of: Workspace.open(root + "/" + name, pluginFolder: folder)))
        }
        return out
    }

    /// The folders whose files decide what these rules are: for `--watch`.
    package func folders() -> [String] {
        if !paths.isEmpty {
            return paths.map {
                let path = Workspace.absolute($0)
                return path.hasSuffix(".lua")
                    ? URL(fileURLWithPath: path).deletingLastPathComponent().path : path
            }
        }
        let here = FileManager.default.currentDirectoryPath
        guard let folder = Workspace.findPluginFolder(from: here) else { return [here] }
        return [
            folder,
            URL(fileURLWithPath: folder).deletingLastPathComponent().path + "/workspaces",
        ]
    }
}
