package import TocsinModel

/// The API's description, made from the route table: what it says is what is checked.
package enum OpenAPIDocument {
    static let routes = [
        Route.api(.get, "/openapi.json", "This document: OpenAPI 3.1", answer: .json(.map(.any))) {
            _, _ in .json(make(Router.all))
        }
    ]

    package static func make(_ routes: [Route]) -> JSONValue {
        var paths: [String: JSONValue] = [:]
        for route in routes {
            guard let description = route.description else { continue }
            var operations: [String: JSONValue] = [:]
            if case .object(let known) = paths[route.pattern] { operations = known }
            operations[route.method.rawValue.lowercased()] = operation(route, description)
            paths[route.pattern] = .object(operations)
        }
        return [
            "openapi": "3.1.0",
            "info": [
                "title": "Tocsin workbench", "version": "1",
                "description":
                    "What a workspace's runs have kept, and the decisions of those who review it.",
            ], "servers": .array([["url": "/"]]), "paths": .object(paths),
            "components": [
                "schemas": .object(
                    Dictionary(
                        uniqueKeysWithValues: Schema.named.map { ($0.key, $0.value.json) })),
                "securitySchemes": [
                    "token": ["type": "http", "scheme": "bearer"]
                ],
            ], "security": .array([.object([:]), ["token": .array([])]]),
        ]
    }

    private static func operation(_ route: Route, _ description: APIDescription) -> JSONValue {
        let words = route.pattern.split(separator: "/").dropFirst(2)
        var out: [String: JSONValue] = [
            "summary": .string(route.summary),
            "operationId": .string(
                route.method.rawValue.lowercased() + "-"
                    + words.map { $0.filter { $0 != "{" && $0 != "}" } }.joined(separator: "-")),
            "tags": .array([.string(String((words.first ?? "").prefix { $0 != "." }))]),
        ]
        let parameters =
            route.segments.compactMap { segment -> JSONValue? in
                guard case .parameter(let name) = segment else { return nil }
                return [
                    "name": .string(name), "in": "path", "required": .bool(true),
                    "schema": ["type": "string"],
                ]
            } + description.query.map(parameter)
        if !parameters.isEmpty { out["parameters"] = .array(parameters) }
        if let body = description.body {
            out["requestBody"] = [
                "required": .bool(true), "content": ["application/json": ["schema": body.json]],
            ]
        }
        var good: [String: JSONValue] = ["description": .string(route.summary)]
        switch description.answer {
        case .json(let schema): good["content"] = ["application/json": ["schema": schema.json]]
        case .text(let type):
            // GeoJSON is JSON: its own standard has its shape.
            let isJSON = type.hasSuffix("+json")
            good["content"] = .object([
                type: ["schema": ["type": isJSON ? "object" : "string"]]
            ])
        case .none: break
        }
        out["responses"] = [
            String(description.status.rawValue): .object(good),
            "default": [
                "description": "Not done: what was found, what was expected, what to do",
                "content": [
                    "application/problem+json": ["schema": Schema.reference("Problem").json]
                ],
            ],
        ]
        return .object(out)
    }

    private static func parameter(_ one: APIParameter) -> JSONValue {
        let item: JSONValue =
            switch one.kind {
            case .text: ["type": "string", "maxLength": .number(2000)]
            case .integer(let range):
                [
                    "type": "integer", "minimum": .number(Double(range.lowerBound)),
                    "maximum": .number(Double(range.upperBound)),
                ]
            case .flag: ["type": "boolean"]
            case .time: ["type": "string", "format": "date-time"]
            case .day: ["type": "string", "format": "date"]
            case .choice(let names): Schema.choice(names).json
            }
        var out: [String: JSONValue] = [
            "name": .string(one.name), "in": "query", "description": .string(one.summary),
            "required": .bool(one.isRequired),
            "schema": one.isList ? ["type": "array", "items": item] : item,
        ]
        if one.isList { out["explode"] = .bool(true) }
        return .object(out)
    }
}
