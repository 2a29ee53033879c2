import Glibc

/// Where a `require`d module lies, and nowhere else.
package enum LuaModulePath {
    /// The file of `rules.common` inside `root`: `root/rules/common.lua`.
    ///
    /// A name is parts of letters, digits, `_` and `-`, joined by dots: no path, no `..`, no NUL. The file, after
    /// every symbolic link is followed, must lie inside the root (links followed there too).
    /// - Returns: nil when there is no such file.
    /// - Throws: `.require` for a name that is none or a file that lies outside.
    package static func resolve(_ module: String, in root: String) throws(LuaError) -> String? {
        let parts = module.utf8.split(
            separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let isName = parts.allSatisfy { part in
            !part.isEmpty && part.allSatisfy(isNameByte)
        }
        guard isName, module.utf8.count <= 200 else {
            throw LuaError(
                .require,
                "'\(module)' is not a module name: parts of letters, digits, _ and - joined by dots, e.g. 'rules.common'"
            )
        }
        let path = root + "/" + module.replacing(".", with: "/") + ".lua"
        guard let real = realPath(path) else { return nil }
        guard let realRoot = realPath(root), real.hasPrefix(realRoot == "/" ? "/" : realRoot + "/")
        else {
            throw LuaError(.require, "module '\(module)' lies outside \(root): \(real)")
        }
        return path
    }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }

    private static func realPath(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
    }
}
