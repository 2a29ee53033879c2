import Foundation
package import TocsinModel
package import TocsinPlugins
import TocsinLua

/// Brings a workspace's rules together: its plugins, those they need, and its own `rules/`.
package enum RuleLoading {
    package struct Loaded {
        package var ruleSet: RuleSet
        package var plugins: LoadedPlugins
        package var diagnostics: [Diagnostic]
    }

    /// A plugin or an option that is not there is the workspace's mistake, at the line that names it.
    private static func placed(_ diagnostic: Diagnostic, in workspace: Workspace) -> Diagnostic {
        guard ["plugin.unknown", "workspace.override"].contains(diagnostic.code),
            Workspace.isWorkspace(workspace.folder)
        else { return diagnostic }
        let path = workspace.folder + "/" + WorkspaceConfiguration.fileName
        let text = FileManager.default.contents(atPath: path) ?? Data()
        let file = SourceFile(
            path: Workspace.relative(path), text: String(decoding: text, as: UTF8.self))
        let configuration = workspace.configuration
        let named =
            diagnostic.code == "workspace.override"
            ? configuration.overrides.keys.sorted().first { diagnostic.message.contains($0) }
            : configuration.plugins.first { diagnostic.message.contains("\"\($0)\"") }
        var out = diagnostic
        out.place = "\(file.path):\(named.flatMap { file.line(ofString: $0) } ?? 1)"
        return out
    }

    package static func load(_ workspace: Workspace) throws(WorkspaceError) -> Loaded {
        let configuration = workspace.configuration
        let root = FileManager.default.currentDirectoryPath
        var plugins = LoadedPlugins()
        do {
            let loader = try PluginLoader(
                limits: configuration.limits, overrides: configuration.overrides, root: root)
            if configuration.plugins.isEmpty {
                // The workspace's own rules may be all there is.
            } else if let folder = workspace.pluginFolder {
                plugins = loader.load(plugins: configuration.plugins, from: folder)
            } else {
                plugins.diagnostics.append(
                    Diagnostic(
                        code: "plugin.folder", place: Workspace.relative(workspace.folder),
                        message: "no Plugins folder above the workspace or here; set TOCSIN_PLUGINS"
                    ))
            }
            loader.loadRules(in: workspace.folder, plugin: workspace.name, into: &plugins)
            plugins.diagnostics = plugins.diagnostics.map { placed($0, in: workspace) }
        } catch {
            throw WorkspaceError(
                diagnostics: [Diagnostic(code: "lua.host", message: error.message)])
        }
        let known = Set(plugins.rules.map(\.id))
        for rule in configuration.overrides.keys.sorted()
        where !known.contains(rule) && !plugins.quarantined.contains(rule) {
            plugins.diagnostics.append(
                Diagnostic(
                    code: "workspace.override",
                    place: Workspace.relative(workspace.folder) + "/"
                        + WorkspaceConfiguration.fileName,
                    message: Diagnostic.unknown("rule in override", rule, known: known)))
        }
        let (ruleSet, trouble) = RuleSet.compile(
            plugins, cacheFolder: workspace.cacheFolder)
        return Loaded(
            ruleSet: ruleSet, plugins: plugins, diagnostics: plugins.diagnostics + trouble)
    }
}
