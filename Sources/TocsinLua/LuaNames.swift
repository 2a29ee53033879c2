import CTocsinLua

/// Near misses of names, for messages.
enum LuaNames {
    /// The name nearest to a misspelt one, when it is near enough to be meant.
    static func nearest(to name: String, in names: [String]) -> String? {
        let allowed: Int32 = name.utf8.count < 4 ? 1 : 2
        var best: (distance: Int32, name: String)?
        for candidate in names {
            let distance = distance(name, candidate)
            guard distance <= allowed else { continue }
            if best.map({ (distance, candidate) < ($0.distance, $0.name) }) ?? true {
                best = (distance, candidate)
            }
        }
        return best?.name
    }

    private static func distance(_ a: String, _ b: String) -> Int32 {
        var a = a
        var b = b
        return a.withUTF8 { a in
            b.withUTF8 { b in
                c_tocsin_lua_distance(a.baseAddress, a.count, b.baseAddress, b.count)
            }
        }
    }
}
