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
