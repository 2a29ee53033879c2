/// A mail as it stands in a file: header fields and body.
struct MailMessage {
    /// Lower-case names; the first of each.
    private(set) var fields: [String: String] = [:]
    let body: ArraySlice<UInt8>

    /// - Returns: nil where no header field stands at the beginning.
    init?(_ bytes: ArraySlice<UInt8>) {
        var at = bytes.startIndex
        var last: String?
        var end = at
        while at < bytes.endIndex {
            let feed = bytes[at...].firstIndex(of: 10) ?? bytes.endIndex
            var line = bytes[at..<feed]
            if line.last == 13 { line = line.dropLast() }
            let next = min(feed + 1, bytes.endIndex)
            if line.isEmpty {
                end = next
                break
            }
            if line.first == 32 || line.first == 9 {
                if let last {
                    fields[last]?.append(
                        " " + decodeText(line.trimmedBytes()).text)
                }
            } else if let colon = line.firstIndex(of: 58), colon > line.startIndex,
                line[..<colon].allSatisfy({ $0 > 32 && $0 < 127 })
            {
                let name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
                last = nil
                if fields[name] == nil {
                    fields[name] = decodeText(line[(colon + 1)...].trimmedBytes()).text
                    last = name
                }
            } else {
                end = at
                break
            }
            at = next
            end = next
        }
        guard !fields.isEmpty else { return nil }
        body = bytes[end...]
    }

    subscript(_ name: String) -> String? { fields[name].map(decodedWords) }

    /// `text/plain`, and the parameters.
    var contentType: (type: String, parameters: [String: String]) {
        parameterized(fields["content-type"] ?? "text/plain")
    }

    /// The body with its transfer encoding undone.
    var content: [UInt8] {
        switch fields["content-transfer-encoding"]?.lowercased().trimmed {
        case "base64": decodeBase64(String(decoding: body, as: UTF8.self)) ?? Array(body)
        case "quoted-printable": decodeQuotedPrintable(body)
        default: Array(body)
        }
    }

    /// The parts of a multipart body.
    func parts(boundary: String) -> [ArraySlice<UInt8>] {
        let mark = Array(("--" + boundary).utf8)
        var parts: [ArraySlice<UInt8>] = []
        var start: Int?
        var at = body.startIndex
        while at < body.endIndex, parts.count < 1000 {
            let feed = body[at...].firstIndex(of: 10) ?? body.endIndex
            let next = min(feed + 1, body.endIndex)
            if body[at..<feed].starts(with: mark) {
                if let start, start < at { parts.append(body[start..<at]) }
                let tail = body[at..<feed].dropFirst(mark.count)
                start = tail.starts(with: [45, 45]) ? nil : next
            }
            at = next
        }
        if let start, start < body.endIndex { parts.append(body[start...]) }
        return parts
    }
}

/// `text/html; charset="utf-8"`
func parameterized(_ text: String) -> (type: String, parameters: [String: String]) {
    var parameters: [String: String] = [:]
    let pieces = text.split(separator: ";")
    for piece in pieces.dropFirst() {
        guard let equals = piece.firstIndex(of: "=") else { continue }
        let name = String(piece[..<equals]).trimmed.lowercased()
        var value = String(piece[piece.index(after: equals)...]).trimmed
        if value.hasPrefix("\""), value.hasSuffix("\""), value.utf8.count >= 2 {
            value = String(value.dropFirst().dropLast())
        }
        parameters[name] = value
    }
    return (pieces.first.map { String($0).trimmed.lowercased() } ?? "", parameters)
}

func decodeQuotedPrintable(_ bytes: some Collection<UInt8>, wordForm: Bool = false) -> [UInt8] {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count)
    let all = Array(bytes)
    func hex(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 48...57: byte - 48
        case 65...70: byte - 55
        case 97...102: byte - 87
        default: nil
        }
    }
    var at = 0
    while at < all.count {
        let byte = all[at]
        if byte == 61 {
            if at + 2 < all.count, let a = hex(all[at + 1]), let b = hex(all[at + 2]) {
                out.append(a << 4 | b)
                at += 3
                continue
            }
            // A soft line break.
            var next = at + 1
            while next < all.count, all[next] == 32 || all[next] == 13 { next += 1 }
            if next < all.count, all[next] == 10 {
                at = next + 1
                continue
            }
        }
        out.append(wordForm && byte == 95 ? 32 : byte)
        at += 1
    }
    return out
}

/// RFC 2047: `=?utf-8?B?…?=`
func decodedWords(_ text: String) -> String {
    guard text.contains("=?") else { return text }
    var out = ""
    var rest = text[...]
    var afterWord = false
    while let open = rest.firstRange(of: "=?") {
        let gap = rest[..<open.lowerBound]
        let pieces = rest[open.upperBound...].split(
            separator: "?", maxSplits: 3, omittingEmptySubsequences: false)
        guard pieces.count == 4, pieces[1].utf8.count == 1, pieces[3].hasPrefix("=") else {
            out += rest[..<open.upperBound]
            rest = rest[open.upperBound...]
            afterWord = false
            continue
        }
        // White space between two encoded words is not text.
        if !(afterWord && gap.allSatisfy { $0 == " " }) { out += gap }
        let bytes =
            pieces[1].lowercased() == "b"
            ? decodeBase64(pieces[2]) ?? [] : decodeQuotedPrintable(pieces[2].utf8, wordForm: true)
        out += decodeText(bytes, declared: String(pieces[0])).text
        rest = pieces[3].dropFirst()
        afterWord = true
    }
    return out + rest
}
