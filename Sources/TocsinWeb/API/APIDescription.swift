package import TocsinModel
import TocsinWorkspace

/// What the OpenAPI document says of a route beyond its address; what a request's query is checked by.
package struct APIDescription: Sendable {
    package enum Answer: Sendable {
        case json(Schema)
        /// A text of that media type: a download, a stream.
        case text(String)
        case none
    }

    var query: [APIParameter]
    var body: Schema?
    var answer: Answer
    var status: WebStatus
}

/// One name of a query.
package struct APIParameter: Sendable {
    package enum Kind: Hashable, Sendable {
        case text
        case integer(ClosedRange<Int>)
        case flag
        /// RFC 3339, a day, or a length of time before now: `7 days`.
        case time
        /// `2025-03-11`
        case day
        case choice([String])
    }

    var name: String
    var kind: Kind
    var summary: String
    /// May be given several times: any of them.
    var isList: Bool
    var isRequired: Bool

    package init(
        _ name: String, _ kind: Kind, _ summary: String, list: Bool = false, required: Bool = false
    ) {
        self.name = name
        self.kind = kind
        self.summary = summary
        isList = list
        isRequired = required
    }
}

extension Route {
    /// An address of the JSON API, below `/api/v1`.
    package static func api(
        _ method: WebMethod, _ pattern: String, _ summary: String, query: [APIParameter] = [],
        body: Schema? = nil, answer: APIDescription.Answer, status: WebStatus = .ok,
        writes: Bool? = nil, handler: @escaping Handler
    ) -> Route {
        Route(
            method, "/api/v1" + pattern, summary, writes: writes,
            APIDescription(query: query, body: body, answer: answer, status: status),
            handler: handler)
    }
}

extension APIDescription {
    /// - Throws: names the parameter, what was found and what was expected.
    func check(_ request: WebRequest) throws(WebFailure) {
        for item in request.query {
            guard let known = query.first(where: { $0.name == item.name }) else {
                throw WebFailure(
                    .badRequest, code: "query.unknown",
                    query.isEmpty
                        ? "the parameter \"\(item.name.prefix(80))\" is not known; this address takes none"
                        : Diagnostic.unknown(
                            "parameter", String(item.name.prefix(80)), known: query.map(\.name)))
            }
            if item.value.isEmpty { continue }
            if let expected = known.problem(item.value, now: request.now) {
                throw WebFailure(
                    .badRequest, code: "query.value",
                    "\(known.name) is \"\(item.value.prefix(80))\"; expected \(expected)")
            }
        }
        for parameter in query where parameter.isRequired && request[parameter.name] == nil {
            throw WebFailure(
                .badRequest, code: "query.missing",
                "\(parameter.name) is missing; expected \(parameter.expected)")
        }
        for parameter in query where !parameter.isList {
            if request.query.filter({ $0.name == parameter.name }).count > 1 {
                throw WebFailure(
                    .badRequest, code: "query.twice",
                    "\(parameter.name) is given twice; expected once")
            }
        }
    }
}

extension APIParameter {
    /// In words, for who left it out.
    var expected: String {
        if case .choice(let names) = kind { return "one of: " + names.joined(separator: ", ") }
        return summary
    }

    /// What was expected, where the value is not it.
    func problem(_ value: String, now: Timestamp) -> String? {
        switch kind {
        case .text: value.utf8.count <= 2000 ? nil : "at most 2000 bytes"
        case .integer(let range):
            Int(value).map(range.contains) == true
                ? nil : "\(range.lowerBound) to \(range.upperBound)"
        case .flag: ["true", "false"].contains(value) ? nil : "true or false"
        case .time:
            APIParameter.moment(value, now: now) == nil
                ? "e.g. 2025-03-11, 2025-03-11T18:00:00Z or \"7 days\"" : nil
        case .day: CalendarDay(value) == nil ? "a day such as 2025-03-11" : nil
        case .choice(let names):
            names.contains(value) ? nil : "one of: " + names.joined(separator: ", ")
        }
    }

    /// A time, or so long before now.
    static func moment(_ text: String, now: Timestamp) -> Timestamp? {
        if let time = Timestamp(text) { return time }
        guard text.utf8.count < 30, let seconds = TimeSpan(text)?.seconds, seconds < 4_000_000_000
        else { return nil }
        return now.adding(seconds: -seconds)
    }
}

extension WebRequest {
    package func time(_ name: String) -> Timestamp? {
        self[name].flatMap { APIParameter.moment($0, now: now) }
    }

    package func day(_ name: String) -> CalendarDay? { self[name].flatMap { CalendarDay($0) } }

    package func flag(_ name: String) -> Bool { self[name] == "true" }

    package func integer(_ name: String) -> Int? { self[name].flatMap { Int($0) } }
}
