/// The request line and header lines, read strictly: what is doubtful is refused, since two readers
/// who disagree about a request are how requests are smuggled (RFC 9112).
struct RequestHead: Sendable {
    var method: WebMethod
    /// Percent-decoded segments of the path.
    var segments: [String]
    var query: [QueryItem]
    var headers: WebHeaders
    var keepsAlive: Bool
    /// HTTP/1.0: knows no chunks.
    var isOld: Bool
    var body: BodyLength
    var expectsContinue: Bool

    enum BodyLength: Hashable, Sendable {
        case bytes(Int)
        case chunked
    }

    var path: String { "/" + segments.joined(separator: "/") }

    /// - Parameter bytes: up to and without the empty line.
    static func read(_ bytes: ArraySlice<UInt8>, limits: GuardLimits) throws(WebFailure)
        -> RequestHead
    {
        let lines = try lines(bytes)
        guard let first = lines.first else {
            throw malformed("the request line is missing")
        }
        let words = first.split(separator: 0x20, omittingEmptySubsequences: false)
        guard words.count == 3, !words[0].isEmpty, !words[1].isEmpty else {
            throw malformed("the request line is not METHOD, target and version")
        }
        let isOld: Bool
        switch String(decoding: words[2], as: UTF8.self) {
        case "HTTP/1.1": isOld = false
        case "HTTP/1.0": isOld = true
        case let other where other.hasPrefix("HTTP/"):
            throw WebFailure(
                .versionNotSupported, code: "http.version",
                "the version is \"\(other.prefix(20))\"; expected HTTP/1.1")
        default: throw malformed("the version is missing; expected HTTP/1.1")
        }
        guard let method = WebMethod(rawValue: String(decoding: words[0], as: UTF8.self)) else {
            // Not 501: a client's mistake is not the server's fault.
            let known = WebMethod.allCases.map(\.rawValue).joined(separator: ", ")
            var failure = WebFailure(
                .methodNotAllowed, code: "http.method",
                "the method is not known here; expected one of: \(known)")
            failure.headers = [QueryItem(name: "Allow", value: known)]
            throw failure
        }
        let (segments, query) = try target(words[1])
        let headers = try headers(lines.dropFirst(), limits: limits)
        guard headers.all("host").count <= 1, isOld || headers["host"] != nil else {
            throw malformed("there is not exactly one Host header")
        }
        let connection = (headers["connection"] ?? "").lowercased()
        return RequestHead(
            method: method, segments: segments, query: query, headers: headers,
            keepsAlive: isOld
                ? connection.contains("keep-alive") : !connection.contains("close"),
            isOld: isOld,
            body: try bodyLength(headers, isOld: isOld, limits: limits),
            expectsContinue: try expectation(headers))
    }

    private static func malformed(_ what: String) -> WebFailure {
        WebFailure(.badRequest, code: "http.form", "\(what); send the request as RFC 9112 has it")
    }

    /// Lines end in CR LF; a bare CR or LF, a zero byte or another control character is refused.
    private static func lines(_ bytes: ArraySlice<UInt8>) throws(WebFailure) -> [ArraySlice<UInt8>]
    {
        var out: [ArraySlice<UInt8>] = []
        var start = bytes.startIndex
        var at = start
        while at < bytes.endIndex {
            let byte = bytes[at]
            if byte == 0x0D, at + 1 < bytes.endIndex, bytes[at + 1] == 0x0A {
                out.append(bytes[start..<at])
                at += 2
                start = at
                continue
            }
            if byte < 0x20 && byte != 0x09 || byte == 0x7F {
                throw malformed("the head holds a control character")
            }
            at += 1
        }
        out.append(bytes[start...])
        return out
    }

    private static func headers(_ lines: ArraySlice<ArraySlice<UInt8>>, limits: GuardLimits)
        throws(WebFailure) -> WebHeaders
    {
        guard lines.count <= limits.headerLines else {
            throw WebFailure(
                .headTooLarge, code: "http.headers",
                "\(lines.count) header lines; expected at most \(limits.headerLines)")
        }
        var out = WebHeaders()
        for line in lines {
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")), colon > line.startIndex,
                line[..<colon].allSatisfy(isToken)
            else { throw malformed("a header line is not NAME: VALUE") }
            guard
                let value = String(validating: trimmed(line[(colon + 1)...]), as: UTF8.self)
            else { throw malformed("a header's value is not UTF-8") }
            out.lines.append(
                QueryItem(
                    name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
                    value: value))
        }
        return out
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var out = bytes
        while let first = out.first, first == 0x20 || first == 0x09 { out.removeFirst() }
        while let last = out.last, last == 0x20 || last == 0x09 { out.removeLast() }
        return out
    }

    /// RFC 9110, 5.6.2.
    private static func isToken(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: true
        default: "!#$%&'*+-.^_`|~".utf8.contains(byte)
        }
    }

    private static func target(_ bytes: ArraySlice<UInt8>) throws(WebFailure) -> (
        [String], [QueryItem]
    ) {
        guard bytes.first == UInt8(ascii: "/"), bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw malformed(
                "the target does not begin with / or holds what must be percent-encoded")
        }
        let mark = bytes.firstIndex(of: UInt8(ascii: "?")) ?? bytes.endIndex
        var segments: [String] = []
        let parts = bytes[..<mark].dropFirst().split(
            separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            // A last slash is the same address.
            if part.isEmpty && index == parts.count - 1 { break }
            guard !part.isEmpty, let text = PercentCoding.decode(part, plusIsSpace: false),
                text != ".", text != "..", !text.unicodeScalars.contains(where: { $0.value < 0x20 })
            else {
                throw malformed("the path holds an empty, relative or undecodable part")
            }
            segments.append(text)
        }
        guard let query = PercentCoding.items(bytes[mark...].dropFirst()) else {
            throw malformed("the query is not percent-encoded UTF-8")
        }
        return (segments, query)
    }

    private static func bodyLength(_ headers: WebHeaders, isOld: Bool, limits: GuardLimits)
        throws(WebFailure) -> BodyLength
    {
        let lengths = headers.all("content-length")
        let codings = headers.all("transfer-encoding")
        if !codings.isEmpty {
            guard lengths.isEmpty, !isOld, codings.count == 1 else {
                throw malformed("Transfer-Encoding stands beside Content-Length or in HTTP/1.0")
            }
            guard codings[0].lowercased() == "chunked" else {
                throw WebFailure(
                    .notImplemented, code: "http.coding",
                    "the Transfer-Encoding is not known; expected chunked or none")
            }
            return .chunked
        }
        guard let text = lengths.first else { return .bytes(0) }
        guard lengths.count == 1, !text.isEmpty, text.utf8.count < 16,
            text.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), let count = Int(text)
        else { throw malformed("Content-Length is not one decimal number") }
        guard count <= limits.body else {
            throw WebFailure(
                .tooLarge, code: "http.body",
                "the body has \(count) bytes; expected at most \(limits.body)")
        }
        return .bytes(count)
    }

    private static func expectation(_ headers: WebHeaders) throws(WebFailure) -> Bool {
        guard let value = headers["expect"] else { return false }
        guard value.lowercased() == "100-continue" else {
            throw WebFailure(
                .expectationFailed, code: "http.expect", "Expect may only be 100-continue")
        }
        return true
    }
}
