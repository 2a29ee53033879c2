extension RuleAPI {
    // MARK: - For LuaLS

    /// The `---@meta` file: types and prose for completion in editors.
    package static var meta: String {
        var out = """
            ---@meta tocsin
            -- The rule language of Tocsin, for editors. Written by `tocsin docs --meta`; changes here are lost.


            """
        for table in tables + kinds.map(\.table) {
            out += "---\(table.prose)\n---@class \(table.name)\n"
            // A kind's own `after` says more than the common one.
            let last = Dictionary(table.keys.indices.map { (table.keys[$0].name, $0) }) {
                max($0, $1)
            }
            for (place, key) in table.keys.enumerated() where last[key.name] == place {
                let optional = key.isRequired || key.type.hasSuffix("?") ? "" : "?"
                out += "---@field \(key.name)\(optional) \(key.type) \(key.prose)\n"
            }
            if table.name == "tocsin.Gazetteer" {
                out +=
                    "---@field find fun(self: tocsin.Gazetteer, text: string, options?: { on: string }): table<string, string>? The row of a name, on a day.\n"
            }
            if table.name == "tocsin.Event" {
                out +=
                    "---@field because fun(self: tocsin.Event, target: any, why: string): tocsin.Event Records why, inside enrich.\n"
            }
            out += "\n"
        }
        out += "---@class tocsinlib\ntocsin = {}\n\n"
        for function in functions {
            out += "---\(function.prose)\n"
            for parameter in function.parameters {
                let isOptional = parameter.type.hasSuffix("?")
                let type = isOptional ? String(parameter.type.dropLast()) : parameter.type
                out +=
                    "---@param \(parameter.name)\(isOptional ? "?" : "") \(type) \(parameter.prose)\n"
            }
            out += "---@return \(function.result)\n"
            let names = function.parameters.map(\.name).joined(separator: ", ")
            out += "function \(function.name)(\(names)) end\n\n"
        }
        for value in values {
            out += "---\(value.prose)\n---@type \(value.type)\n\(value.name) = {}\n\n"
        }
        return out
    }

    /// `.luarc.json`: tells LuaLS where the types are, and what the sandbox has not.
    package static func luarc(library: String) -> String {
        let missing = ["io", "os", "debug", "package"].map { "    \"\($0)\": \"disable\"" }
            .joined(separator: ",\n")
        return """
            {
              "runtime.version": "Lua 5.4",
              "runtime.builtin": {
            \(missing)
              },
              "workspace.library": ["\(library)"],
              "workspace.checkThirdParty": false,
              "diagnostics.globals": []
            }

            """
    }

    // MARK: - For luacheck

    /// `.luacheckrc`: the names a rule may use, and nothing else.
    package static var luacheck: String {
        var fields: [String] = []
        var names: [String] = []
        for function in functions {
            let parts = function.name.split(separator: ".").map(String.init)
            if parts.count == 2 { fields.append(parts[1]) } else { names.append(parts[0]) }
        }
        names += values.map(\.name)
        var lines = names.map { "    \"\($0)\"," }
        lines.append(
            "    tocsin = { fields = { \(fields.map { "\"\($0)\"" }.joined(separator: ", ")) } },")
        for (name, fields) in lua {
            lines.append(
                fields.isEmpty
                    ? "    \"\(name)\","
                    : "    \(name) = { fields = { \(fields.map { "\"\($0)\"" }.joined(separator: ", ")) } },"
            )
        }
        return """
            -- What a rule may use, for luacheck. Written by `tocsin docs --luacheck`; changes here are lost.
            stds.tocsin = {
              read_globals = {
            \(lines.joined(separator: "\n"))
              },
            }
            std = "tocsin"
            max_line_length = false
            -- Long brackets of examples keep their line breaks.
            ignore = { "611", "612", "613", "614" }

            """
    }

    // MARK: - For people

    /// The reference of the whole language in Markdown.
    package static var reference: String {
        var out = """
            # The rule language, name by name

            Written by `tocsin docs --reference` from the same table that gives editors their completion. How things work together stands in the
            [rule reference](rule-reference.md), the [pattern language](pattern-language.md), the [query language](query-language.md) and the
            [alert policy](alert-policy.md).

            """
        for (word, table) in kinds {
            out +=
                "\n## `tocsin.\(word) { … }`\n\n\(table.prose)\n\n| key | type | meaning |\n|---|---|---|\n"
            var named: Set<String> = []
            let keys = table.keys.reversed().filter { named.insert($0.name).inserted }.reversed()
            for key in keys {
                out +=
                    "| `\(key.name)`\(key.isRequired ? " (required)" : "") | \(cell(key.type)) | \(cell(key.prose, code: false)) |\n"
            }
        }
        out += "\n## Functions\n\n| call | meaning |\n|---|---|\n"
        for function in functions
        where !function.name.hasPrefix("tocsin.")
            || function.name.hasSuffix("list") && !function.name.hasSuffix("watchlist")
            || function.name.hasSuffix("gazetteer")
        {
            let names = function.parameters.map(\.name).joined(separator: ", ")
            out += "| `\(function.name)(\(names))` | \(cell(function.prose, code: false)) |\n"
        }
        for value in values { out += "| `\(value.name)` | \(cell(value.prose, code: false)) |\n" }
        for table in tables where !table.keys.isEmpty {
            out +=
                "\n## `\(table.name)`\n\n\(table.prose)\n\n| field | type | meaning |\n|---|---|---|\n"
            for key in table.keys {
                out += "| `\(key.name)` | \(cell(key.type)) | \(cell(key.prose, code: false)) |\n"
            }
        }
        out += "\n## Of Lua itself\n\n"
        for (name, fields) in lua {
            out +=
                fields.isEmpty
                ? "`\(name)` " : "\n`\(name)`: \(fields.map { "`\($0)`" }.joined(separator: " "))\n"
        }
        return out + "\n\nWhat is left out, and why: [the sandbox](sandbox.md).\n"
    }

    private static func cell(_ text: String, code: Bool = true) -> String {
        let escaped = text.replacing("|", with: "\\|")
        return code ? "`\(escaped)`" : escaped
    }

    /// Every name, for completion.
    package static var names: [String] {
        functions.map(\.name) + values.map(\.name) + kinds.flatMap { $0.table.keys.map(\.name) }
            + lua.flatMap { entry in [entry.name] + entry.fields.map { "\(entry.name).\($0)" } }
    }
}
