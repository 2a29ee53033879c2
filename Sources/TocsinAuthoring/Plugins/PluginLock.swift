import Crypto
import Foundation
import TocsinLua
package import TocsinModel
import TocsinPlugins
package import TocsinWorkspace

/// `tocsin.lock` in a folder of plugins: the SHA-256 of every plugin's files when it was added or
/// last accepted, so that a changed plugin is noticed.
package struct PluginLock {
    package enum State: String, Sendable {
        /// As it was recorded.
        case same
        case changed
        /// Never recorded.
        case unlocked
        /// Recorded, but not there.
        case gone
    }

    package struct Entry: Sendable {
        package var id: String
        package var title: String
        package var version: String
        package var rules: Int
        package var state: State
        /// Files that came, went or differ.
        package var changes: [String] = []
    }

    package static let fileName = "tocsin.lock"

    private let folder: String
    /// Plugin to file to hash.
    private var recorded: [String: [String: String]] = [:]
    private let files = FileManager.default

    package init(folder: String) {
        self.folder = folder
        guard let text = try? String(contentsOfFile: folder + "/" + Self.fileName, encoding: .utf8)
        else { return }
        for line in text.split(separator: "\n") where !line.hasPrefix("#") {
            let cells = line.split(separator: "\t").map(String.init)
            guard cells.count == 3 else { continue }
            recorded[cells[0], default: [:]][cells[1]] = cells[2]
        }
    }

    // MARK: - Looking

    /// The hash of each file of a plugin, by its path in it.
    private func hashes(of plugin: String) -> [String: String] {
        let home = folder + "/" + plugin
        guard let walker = files.enumerator(atPath: home) else { return [:] }
        var out: [String: String] = [:]
        for case let path as String in walker {
            var isFolder: ObjCBool = false
            guard files.fileExists(atPath: home + "/" + path, isDirectory: &isFolder),
                !isFolder.boolValue, let data = files.contents(atPath: home + "/" + path)
            else { continue }
            out[path] = SHA256.hash(data: data).map { byte in
                let digits = String(byte, radix: 16)
                return digits.count == 1 ? "0" + digits : digits
            }.joined()
        }
        return out
    }

    package func entries() throws(WorkspaceError) -> [Entry] {
        let available = PluginLoader.available(in: folder).keys.sorted()
        let loader = try Self.loader()
        var out: [Entry] = []
        for id in available {
            let loaded = loader.load(plugins: [id], from: folder)
            let plugin = loaded.plugins.first
            var entry = Entry(
                id: id, title: plugin?.manifest.title ?? "does not load; tocsin check says why",
                version: plugin?.manifest.version ?? "?", rules: plugin?.rules.count ?? 0,
                state: .unlocked)
            if let known = recorded[id] {
                let now = hashes(of: id)
                entry.changes = Set(now.keys).union(known.keys).filter { now[$0] != known[$0] }
                    .sorted()
                entry.state = entry.changes.isEmpty ? .same : .changed
            }
            out.append(entry)
        }
        for id in recorded.keys.sorted() where !available.contains(id) {
            out.append(Entry(id: id, title: "", version: "", rules: 0, state: .gone))
        }
        return out
    }

    private static func loader() throws(WorkspaceError) -> PluginLoader {
        do {
            return try PluginLoader(root: FileManager.default.currentDirectoryPath)
        } catch {
            throw WorkspaceError(diagnostics: [
                Diagnostic(code: "lua.host", message: error.message)
            ])
        }
    }

    /// What is said of plugins that are not as they were recorded.
    package func diagnostics() throws(WorkspaceError) -> [Diagnostic] {
        try entries().filter { $0.state == .changed }.map {
            let shown = $0.changes.prefix(3).joined(separator: ", ")
            let more = $0.changes.count > 3 ? " and \($0.changes.count - 3) more" : ""
            return Diagnostic(
                .warning, code: "plugin.changed", place: Workspace.relative(folder) + "/" + $0.id,
                message:
                    "is not as it was recorded in \(Self.fileName): \(shown)\(more); if that is right, tocsin plugins lock \($0.id)"
            )
        }
    }

    // MARK: - Changing

    /// Proves a plugin where it lies, copies it in and records it.
    package mutating func add(_ path: String) throws(WorkspaceError) -> String {
        let source = Workspace.absolute(path)
        let name = String(source.split(separator: "/").last ?? "")
        func refuse(_ message: String, at place: String) -> WorkspaceError {
            WorkspaceError(diagnostics: [
                Diagnostic(code: "plugin.add", place: place, message: message)
            ])
        }
        guard files.fileExists(atPath: source + "/" + PluginManifest.fileName) else {
            throw refuse("is no plugin: there is no plugin.lua in it", at: path)
        }
        guard !files.fileExists(atPath: folder + "/" + name) else {
            throw refuse(
                "there is a plugin of that name already; tocsin plugins remove \(name) first",
                at: Workspace.relative(folder) + "/" + name)
        }
        if let walker = files.enumerator(atPath: source) {
            for case let file as String in walker
            where (try? files.attributesOfItem(atPath: source + "/" + file))?[.type]
                as? FileAttributeType == .typeSymbolicLink
            {
                throw refuse("is a link; a plugin holds its own files only", at: path + "/" + file)
            }
        }
        let outcome = try RuleTest(scope: RuleScope(paths: [source]), variants: false).run()
        if !outcome.failures.isEmpty {
            throw WorkspaceError(
                diagnostics: outcome.failures + [
                    Diagnostic(
                        code: "plugin.add", place: path,
                        message: "does not hold its own tests; nothing was copied")
                ])
        }
        do {
            try files.copyItem(atPath: source, toPath: folder + "/" + name)
        } catch {
            throw refuse("cannot be copied: \(error.localizedDescription)", at: path)
        }
        try record([name])
        return name
    }

    /// Takes a plugin as it is now.
    package mutating func record(_ plugins: [String]) throws(WorkspaceError) {
        for id in plugins {
            let hashes = hashes(of: id)
            guard !hashes.isEmpty else {
                throw WorkspaceError(diagnostics: [
                    Diagnostic(
                        code: "plugin.unknown", message: unknown(id))
                ])
            }
            recorded[id] = hashes
        }
        try save()
    }

    package mutating func remove(_ id: String) throws(WorkspaceError) {
        let home = folder + "/" + id
        guard files.fileExists(atPath: home + "/" + PluginManifest.fileName), !id.contains("/")
        else {
            throw WorkspaceError(diagnostics: [
                Diagnostic(
                    code: "plugin.unknown", message: unknown(id))
            ])
        }
        guard recorded[id] != nil else {
            throw WorkspaceError(diagnostics: [
                Diagnostic(
                    code: "plugin.remove", place: Workspace.relative(home),
                    message:
                        "was not added by tocsin plugins add, so it may be the only copy; take it out by hand"
                )
            ])
        }
        do {
            try files.removeItem(atPath: home)
        } catch {
            throw WorkspaceError(diagnostics: [
                Diagnostic(
                    code: "plugin.remove", place: Workspace.relative(home),
                    message: "cannot be removed: \(error.localizedDescription)")
            ])
        }
        recorded[id] = nil
        try save()
    }

    private func unknown(_ id: String) -> String {
        let known = PluginLoader.available(in: folder).keys.sorted()
        return known.isEmpty
            ? "unknown plugin \"\(id)\"; there is none in \(folder)"
            : Diagnostic.unknown("plugin", id, known: known)
    }

    private func save() throws(WorkspaceError) {
        var text =
            "# What plugins were like when they were added or last accepted: plugin, file, SHA-256. Written by tocsin plugins.\n"
        for (id, list) in recorded.sorted(by: { $0.key < $1.key }) {
            for (file, hash) in list.sorted(by: { $0.key < $1.key }) {
                text += "\(id)\t\(file)\t\(hash)\n"
            }
        }
        do {
            try Data(text.utf8).write(
                to: URL(fileURLWithPath: folder + "/" + Self.fileName), options: .atomic)
        } catch {
            throw WorkspaceError(diagnostics: [
                Diagnostic(
                    code: "plugin.lock", place: Workspace.relative(folder) + "/" + Self.fileName,
                    message: "cannot be written: \(error.localizedDescription)")
            ])
        }
    }
}
