import Foundation
package import TocsinLua
package import TocsinModel

/// Records cross into Lua and back by their JSON names, so that rules, files and model agree.
package enum LuaRecord {
    static func table<T: Encodable>(_ value: T) -> LuaValue {
        guard let data = try? JSONEncoder().encode(value),
            let tree = try? JSONDecoder().decode(JSONValue.self, from: data)
        else { return .nil }
        return lua(tree)
    }

    package static func lua(_ tree: JSONValue) -> LuaValue {
        switch tree {
        case .null: .nil
        case .bool(let flag): .bool(flag)
        case .number(let number): Int(exactly: number).map { .int($0) } ?? .number(number)
        case .string(let text): .string(text)
        case .array(let list): .table(LuaTable(array: list.map(lua)))
        case .object(let object):
            .table(
                LuaTable(
                    fields: object.sorted { $0.key < $1.key }.map { ($0.key, lua($0.value)) }))
        }
    }

    /// Functions and other things of Lua's own become null.
    package static func tree(_ value: LuaValue) -> JSONValue {
        switch value {
        case .nil, .function, .object, .native: .null
        case .bool(let flag): .bool(flag)
        case .int(let number): .number(Double(number))
        // JSON has no infinity and nothing that is not a number.
        case .number(let number): number.isFinite ? .number(number) : .null
        case .string(let text): .string(text)
        case .table(let table):
            if table.fields.isEmpty, !table.array.isEmpty {
                .array(table.array.map(tree))
            } else {
                .object(
                    Dictionary(
                        table.fields.filter { !$0.key.hasPrefix("__") }.map {
                            ($0.key, tree($0.value))
                        },
                        uniquingKeysWith: { a, _ in a }))
            }
        }
    }

    /// Holds every span that a rule handed back inside its article: they are cut out of its text later.
    ///
    /// - Throws: a line that says which one lies outside.
    static func checkSpans(_ value: LuaValue, in article: Article) throws(LuaError) {
        guard case .table(let table) = value else { return }
        if let field = table["field"].string.flatMap(Field.init(rawValue:)),
            let start = table["start"].int, let end = table["end"].int
        {
            let count = (field == .title ? article.title : article.body).utf8.count
            guard start >= 0, end >= start, end <= count else {
                throw LuaError(
                    .runtime,
                    "a span from \(start) to \(end) lies outside the \(field.rawValue) of \(count) bytes"
                )
            }
        }
        for item in table.array { try checkSpans(item, in: article) }
        for (_, item) in table.fields { try checkSpans(item, in: article) }
    }

    /// - Throws: a line that names the field that did not fit.
    static func decode<T: Decodable>(_ type: T.Type, from value: LuaValue) throws(LuaError) -> T {
        var tree = tree(value)
        // An empty Lua table is both an empty list and an empty record; the model's lists come first.
        if case .object(var object) = tree {
            for (key, item) in object {
                if case .object(let inner) = item, inner.isEmpty { object[key] = .array([]) }
            }
            tree = .object(object)
        }
        do {
            let data = try JSONEncoder().encode(tree)
            return try JSONDecoder().decode(type, from: data)
        } catch let error as DecodingError {
            throw LuaError(.runtime, describe(error))
        } catch {
            throw LuaError(.runtime, "the value cannot be read: \(error)")
        }
    }

    private static func describe(_ error: DecodingError) -> String {
        func path(_ context: DecodingError.Context) -> String {
            context.codingPath.map { $0.intValue.map { "[\($0 + 1)]" } ?? $0.stringValue }
                .joined(separator: ".")
        }
        return switch error {
        case .keyNotFound(let key, let context):
            "\(path(context)) has no \"\(key.stringValue)\""
        case .typeMismatch(let type, let context), .valueNotFound(let type, let context):
            "\(path(context)) is not a \(type)"
        case .dataCorrupted(let context): "\(path(context)): \(context.debugDescription)"
        @unknown default: "the value does not fit the event model"
        }
    }
}
