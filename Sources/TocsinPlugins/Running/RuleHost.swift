import Foundation
import TocsinLua

/// Lua hosts as rules know them: the rule language installed, `require` bound to the plugin.
enum RuleHost {
    static func make(limits: LuaLimits) throws(LuaError) -> LuaHost {
        let host = try LuaHost(limits: limits)
        try host.installPrelude(source: RulePrelude.source, chunk: RulePrelude.chunk, natives: [])
        return host
    }
}

/// `require "rules.common"` inside a plugin, and `require "std.text"` from `Plugins/std`.
struct ModuleLoader: Sendable {
    let folder: String
    let displayFolder: String

    init(plugin: Plugin) {
        folder = plugin.folder
        displayFolder = plugin.displayFolder
    }

    func load(_ name: String) throws(LuaError) -> (source: String, chunk: String)? {
        let base: String
        let display: String
        let relative: String
        if name.hasPrefix("std.") {
            // Plugins stand beside each other, `std` among them.
            base =
                folder.split(separator: "/", omittingEmptySubsequences: false).dropLast()
                .joined(separator: "/") + "/std"
            display = "std"
            relative = String(name.dropFirst(4))
        } else {
            base = folder
            display = displayFolder
            relative = name
        }
        guard let path = try LuaModulePath.resolve(relative, in: base) else { return nil }
        guard let data = FileManager.default.contents(atPath: path),
            let text = String(validating: data, as: UTF8.self)
        else { return nil }
        return (text, display + String(path.dropFirst(base.count)))
    }
}
