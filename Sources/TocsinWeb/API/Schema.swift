package import TocsinModel

/// The shape of a JSON value, as far as the API needs it: JSON Schema 2020-12 in the OpenAPI document.
package indirect enum Schema: Sendable {
    case string
    case integer
    case number
    case boolean
    /// RFC 3339, UTC.
    case time
    case day
    case any
    case choice([String])
    case list(Schema)
    case nullable(Schema)
    case map(Schema)
    /// Of `Schema.named`.
    case reference(String)
    case fields([Field])

    package struct Field: Sendable {
        var name: String
        var schema: Schema
        var isRequired: Bool
    }

    /// Exactly these names; `name?` may be absent.
    package static func object(_ fields: KeyValuePairs<String, Schema>) -> Schema {
        .fields(
            fields.map { name, schema in
                let isOptional = name.hasSuffix("?")
                return Field(
                    name: isOptional ? String(name.dropLast()) : name, schema: schema,
                    isRequired: !isOptional)
            })
    }

    /// A page of a list.
    package static func page(_ item: Schema) -> Schema {
        .object(["items": .list(item), "next?": .string])
    }

    /// As the document has it.
    var json: JSONValue {
        switch self {
        case .string: ["type": "string"]
        case .integer: ["type": "integer"]
        case .number: ["type": "number"]
        case .boolean: ["type": "boolean"]
        case .time: ["type": "string", "format": "date-time"]
        case .day: ["type": "string", "format": "date"]
        case .any: .object([:])
        case .choice(let names):
            ["type": "string", "enum": .array(names.map { .string($0) })]
        case .list(let item): ["type": "array", "items": item.json]
        case .nullable(let value): ["anyOf": .array([value.json, ["type": "null"]])]
        case .map(let value): ["type": "object", "additionalProperties": value.json]
        case .reference(let name): ["$ref": .string("#/components/schemas/\(name)")]
        case .fields(let fields):
            .object([
                "type": .string("object"),
                "properties": .object(
                    Dictionary(uniqueKeysWithValues: fields.map { ($0.name, $0.schema.json) })),
                "required": .array(fields.filter(\.isRequired).map { .string($0.name) }),
                "additionalProperties": .bool(false),
            ])
        }
    }
}

extension JSONValue: ExpressibleByDictionaryLiteral, ExpressibleByStringLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) {
        self = .object(Dictionary(elements) { $1 })
    }

    package init(stringLiteral value: String) { self = .string(value) }
}
