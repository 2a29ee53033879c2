import Foundation

/// What a handler gives back. Pages and failures are rendered later, where the request is known.
package struct WebAnswer: Sendable {
    package enum Body: Sendable {
        case bytes([UInt8])
        case page(PageBody)
        case failure(WebFailure)
        /// Sent as it comes, until it ends or the reader leaves.
        case stream(AsyncStream<[UInt8]>)
    }

    package var status: WebStatus
    package var headers: [QueryItem]
    package var body: Body

    package init(_ status: WebStatus, headers: [QueryItem] = [], body: Body) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    package init(_ status: WebStatus, type: String, _ text: String) {
        self.init(
            status, headers: [QueryItem(name: "Content-Type", value: type)],
            body: .bytes(Array(text.utf8)))
    }

    /// A page: `Templates/<template>.mustache` with `value`, inside the layout.
    package static func page(
        _ template: String, title: String, section: Section?, _ value: any Sendable,
        status: WebStatus = .ok
    ) -> WebAnswer {
        WebAnswer(
            status,
            body: .page(
                PageBody(template: template, title: title, section: section, value: value)))
    }

    /// A piece of a page without the layout, for scripts that put it in.
    package static func fragment(
        _ template: String, _ value: any Sendable, status: WebStatus = .ok
    ) -> WebAnswer {
        WebAnswer(
            status,
            body: .page(PageBody(template: template, title: nil, section: nil, value: value))
        )
    }

    package static func json(_ value: some Encodable, status: WebStatus = .ok) -> WebAnswer {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        do {
            return WebAnswer(
                status, headers: [QueryItem(name: "Content-Type", value: "application/json")],
                body: .bytes(Array(try encoder.encode(value))))
        } catch {
            return .problem(WebFailure(error))
        }
    }

    /// After a form: the browser asks for that page.
    package static func seeOther(_ path: String) -> WebAnswer {
        // Only a path of this site: never another host.
        let safe = path.hasPrefix("/") && !path.hasPrefix("//") && !path.hasPrefix("/\\")
        let clean = path.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }
        return WebAnswer(
            .seeOther, headers: [QueryItem(name: "Location", value: safe && clean ? path : "/")],
            body: .bytes([]))
    }

    /// A file the browser keeps under that name.
    package static func download(_ text: String, type: String, name: String) -> WebAnswer {
        let plain = name.map {
            $0.isASCII && ($0.isLetter || $0.isNumber || "-_.".contains($0)) ? $0 : "-"
        }
        var answer = WebAnswer(.ok, type: type, text)
        answer.headers.append(
            QueryItem(
                name: "Content-Disposition", value: "attachment; filename=\"\(String(plain))\""))
        return answer
    }

    /// Problem details (RFC 9457) for the API, a page for people.
    package static func problem(_ failure: WebFailure) -> WebAnswer {
        WebAnswer(failure.status, headers: failure.headers, body: .failure(failure))
    }

    package func with(_ name: String, _ value: String) -> WebAnswer {
        var copy = self
        copy.headers.append(QueryItem(name: name, value: value))
        return copy
    }
}

/// A page that is not yet rendered.
package struct PageBody: Sendable {
    var template: String
    /// Nil: without the layout.
    var title: String?
    var section: Section?
    var value: any Sendable
}
