import Foundation
import TocsinLua
package import TocsinModel
import TocsinPlugins

/// A folder with a job in it: its settings, the plugins it uses, its own rules.
package struct Workspace: Sendable {
    /// Absolute.
    package let folder: String
    package let name: String
    package let configuration: WorkspaceConfiguration
    /// The `Plugins` folder it takes plugins from; nil where none was found.
    package let pluginFolder: String?
    package let diagnostics: [Diagnostic]

    /// A job made up on the spot: bare paths of articles with a list of plugins.
    package init(bare title: String, plugins: [String], pluginFolder: String?) {
        folder = FileManager.default.currentDirectoryPath
        name = "bare"
        configuration = WorkspaceConfiguration(
            title: title, sources: [], plugins: plugins, overrides: [:], receivers: [], policy: nil,
            limits: LuaLimits(), trips: 3)
        self.pluginFolder = pluginFolder
        diagnostics = []
    }

    private init(
        folder: String, configuration: WorkspaceConfiguration, pluginFolder: String?,
        diagnostics: [Diagnostic]
    ) {
        self.folder = folder
        name = String(folder.split(separator: "/").last ?? "workspace")
        self.configuration = configuration
        self.pluginFolder = pluginFolder
        self.diagnostics = diagnostics
    }

    /// Where compiled lists are kept between runs: the workspace's `.tocsin/`, or the user's cache
    /// folder for a job made up on the spot.
    package var cacheFolder: String? {
        if Workspace.isWorkspace(folder) { return folder + "/.tocsin" }
        let environment = ProcessInfo.processInfo.environment
        if let base = environment["XDG_CACHE_HOME"], base.hasPrefix("/") { return base + "/tocsin" }
        return environment["HOME"].map { $0 + "/.cache/tocsin" }
    }

    /// Where the store is; nil for a job made up on the spot.
    package var storeFolder: String? {
        Workspace.isWorkspace(folder) && name != "bare" ? folder + "/.tocsin" : nil
    }

    /// The same job with other plugins.
    package func using(plugins: [String]) -> Workspace {
        var changed = configuration
        changed.plugins = plugins
        return Workspace(
            folder: folder, configuration: changed, pluginFolder: pluginFolder,
            diagnostics: diagnostics)
    }

    /// True where a folder holds a `workspace.lua`.
    package static func isWorkspace(_ path: String) -> Bool {
        FileManager.default.fileExists(atPath: path + "/" + WorkspaceConfiguration.fileName)
    }

    /// - Throws: the diagnostics that make the workspace unusable.
    package static func open(_ path: String, pluginFolder: String?) throws(WorkspaceError)
        -> Workspace
    {
        let folder = absolute(path)
        let file = folder + "/" + WorkspaceConfiguration.fileName
        let display = relative(file)
        guard let data = FileManager.default.contents(atPath: file) else {
            throw WorkspaceError(
                diagnostics: [
                    Diagnostic(
                        code: "workspace.missing", place: display,
                        message:
                            "no workspace here; expected a folder with a workspace.lua, or articles with --plugins"
                    )
                ])
        }
        guard let text = String(validating: data, as: UTF8.self) else {
            throw WorkspaceError(
                diagnostics: [
                    Diagnostic(
                        code: "workspace.encoding", place: display,
                        message: "is not UTF-8; save it as UTF-8")
                ])
        }
        let source = SourceFile(path: display, text: text)
        let value: LuaValue
        do {
            var limits = LuaLimits()
            limits.memory = 4 << 20
            limits.steps = 1_000_000
            let host = try LuaHost(limits: limits)
            let environment = try host.makeEnvironment(plugin: "workspace", libraries: .none)
            value =
                try host.run(
                    WorkspaceConfiguration.words + source.text, chunk: display, in: environment
                ).first ?? .nil
        } catch {
            throw WorkspaceError(
                diagnostics: [
                    error.diagnostic(code: "workspace.lua", fallback: display, source: source)
                ])
        }
        let (configuration, trouble) = WorkspaceConfiguration.read(value, file: source)
        guard let configuration else { throw WorkspaceError(diagnostics: trouble) }
        return Workspace(
            folder: folder, configuration: configuration,
            pluginFolder: pluginFolder ?? findPluginFolder(from: folder), diagnostics: trouble)
    }

    /// The nearest `Plugins` folder: above the place, above the working folder, then beside the program.
    package static func findPluginFolder(from place: String) -> String? {
        if let path = ProcessInfo.processInfo.environment["TOCSIN_PLUGINS"], !path.isEmpty {
            return absolute(path)
        }
        // The name it was called by says nothing where the shell found it on the PATH.
        let program = URL(
            fileURLWithPath: Bundle.main.executablePath ?? CommandLine.arguments.first ?? ""
        ).resolvingSymlinksInPath()
        for start in [
            place, FileManager.default.currentDirectoryPath,
            program.deletingLastPathComponent().path,
        ] {
            var folder = absolute(start)
            while true {
                var isFolder: ObjCBool = false
                let candidate = (folder == "/" ? "" : folder) + "/Plugins"
                if FileManager.default.fileExists(atPath: candidate, isDirectory: &isFolder),
                    isFolder.boolValue
                {
                    return candidate
                }
                if folder == "/" || folder.isEmpty { break }
                folder = URL(fileURLWithPath: folder).deletingLastPathComponent().path
            }
        }
        return nil
    }

    package static func absolute(_ path: String) -> String {
        let full =
            path.hasPrefix("/") ? path : FileManager.default.currentDirectoryPath + "/" + path
        return URL(fileURLWithPath: full).standardized.path
    }

    /// A path as messages say it: relative to the working folder where it lies below it.
    package static func relative(_ path: String) -> String {
        let here = FileManager.default.currentDirectoryPath
        if path == here { return "." }
        return path.hasPrefix(here + "/") ? String(path.dropFirst(here.count + 1)) : path
    }
}

/// What keeps a workspace from being opened.
package struct WorkspaceError: Error, Sendable {
    package var diagnostics: [Diagnostic]

    package init(diagnostics: [Diagnostic]) { self.diagnostics = diagnostics }
}
