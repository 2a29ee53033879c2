import Foundation
package import TocsinModel

package enum WebMethod: String, Sendable, CaseIterable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case put = "PUT"
    case delete = "DELETE"

    /// Asks only; a browser may send it again at will.
    package var isSafe: Bool { self == .get || self == .head }
}

/// A name and its value, decoded: of a query or a form.
package struct QueryItem: Hashable, Sendable {
    package var name: String
    package var value: String

    package init(name: String, value: String) {
        self.name = name
        self.value = value
    }
}

/// Header lines in their order; names are compared without case.
package struct WebHeaders: Sendable {
    /// Names in lower case.
    package var lines: [QueryItem] = []

    package init() {}

    package subscript(name: String) -> String? {
        let lowered = name.lowercased()
        return lines.first { $0.name == lowered }?.value
    }

    package func all(_ name: String) -> [String] {
        let lowered = name.lowercased()
        return lines.filter { $0.name == lowered }.map(\.value)
    }
}

/// What a handler sees of a request. No type of the socket's library crosses this line.
package struct WebRequest: Sendable {
    package let method: WebMethod
    /// Decoded, without the query.
    package let path: String
    /// From the route's pattern: `/incidents/{id}` gives `id`.
    package let parameters: [String: String]
    /// In order.
    package let query: [QueryItem]
    package let headers: WebHeaders
    /// At most `GuardLimits.body` bytes.
    package let body: [UInt8]
    /// Who reviews: the name given to `serve`, or the account.
    package let author: String
    /// The other end of the connection; a proxy's, where there is one.
    package let address: String
    package let now: Timestamp

    package init(
        method: WebMethod, path: String, parameters: [String: String] = [:],
        query: [QueryItem] = [], headers: WebHeaders = WebHeaders(), body: [UInt8] = [],
        author: String, address: String = "127.0.0.1", now: Timestamp
    ) {
        self.method = method
        self.path = path
        self.parameters = parameters
        self.query = query
        self.headers = headers
        self.body = body
        self.author = author
        self.address = address
        self.now = now
    }

    /// The first value of that name; nil where there is none or it is empty.
    package subscript(name: String) -> String? {
        query.first { $0.name == name && !$0.value.isEmpty }?.value
    }

    /// Every value of that name that is not empty.
    package func values(_ name: String) -> [String] {
        query.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// A parameter of the route's pattern.
    package func parameter(_ name: String) -> String { parameters[name] ?? "" }

    /// From 1; what is no number is 1.
    package var pageNumber: Int { min(max(self["page"].flatMap { Int($0) } ?? 1, 1), 10_000) }

    package var isAPI: Bool { path.hasPrefix("/api/") }

    /// The fields of a posted form.
    package func form() throws(WebFailure) -> FormFields {
        let type = headers["content-type"] ?? ""
        guard type.lowercased().hasPrefix("application/x-www-form-urlencoded") else {
            throw WebFailure(
                .unsupportedMediaType, code: "form.type",
                "the body is \"\(type)\"; expected application/x-www-form-urlencoded")
        }
        guard let items = PercentCoding.items(body[...]) else {
            throw WebFailure(
                .badRequest, code: "form.encoding",
                "the form is not percent-encoded UTF-8; encode it again")
        }
        return FormFields(items: items)
    }

    /// A JSON body as a value.
    package func decode<T: Decodable>(_ type: T.Type) throws(WebFailure) -> T {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch let error as DecodingError {
            throw WebFailure(.unprocessable, code: "json.form", Self.explain(error))
        } catch {
            throw WebFailure(
                .badRequest, code: "json.syntax", "the body is no JSON; send one JSON object")
        }
    }

    private static func explain(_ error: DecodingError) -> String {
        func path(_ keys: [any CodingKey]) -> String {
            let text = keys.map { $0.intValue.map { "[\($0)]" } ?? $0.stringValue }
                .joined(separator: ".")
            return text.isEmpty ? "the body" : "\"\(text)\""
        }
        switch error {
        case .keyNotFound(let key, let context):
            return "\(path(context.codingPath + [key])) is missing; add it"
        case .typeMismatch(let type, let context):
            return "\(path(context.codingPath)) has another type; expected \(word(type))"
        case .valueNotFound(let type, let context):
            return "\(path(context.codingPath)) is null; expected \(word(type))"
        case .dataCorrupted(let context):
            return context.codingPath.isEmpty
                ? "the body is no JSON; send one JSON object"
                : "\(path(context.codingPath)) cannot be read: \(context.debugDescription)"
        @unknown default: return "the body is not what was expected"
        }
    }

    private static func word(_ type: any Any.Type) -> String {
        switch type {
        case is String.Type: "a string"
        case is Bool.Type: "true or false"
        case is Int.Type, is Int64.Type: "a whole number"
        case is Double.Type: "a number"
        case is any Sequence.Type: "a list"
        default: "an object"
        }
    }
}

/// The fields of a form in their order.
package struct FormFields: Sendable {
    package let items: [QueryItem]

    package init(items: [QueryItem]) { self.items = items }

    /// The first value of that name, ends trimmed; nil where there is none or it is empty.
    package subscript(name: String) -> String? {
        guard let value = items.first(where: { $0.name == name })?.value else { return nil }
        let trimmed = value.trimmingCharacters(in: .whitespacesAndNewlines)
        return trimmed.isEmpty ? nil : trimmed
    }

    /// As it was sent: for texts whose white space counts.
    package func text(_ name: String) -> String? {
        items.first { $0.name == name }?.value
    }

    package func values(_ name: String) -> [String] {
        items.filter { $0.name == name && !$0.value.isEmpty }.map(\.value)
    }

    /// - Throws: says which field is missing.
    package func required(_ name: String) throws(WebFailure) -> String {
        if let value = self[name] { return value }
        throw WebFailure(
            .unprocessable, code: "form.missing",
            "the field \"\(name)\" is empty; fill it in and send the form again")
    }
}
