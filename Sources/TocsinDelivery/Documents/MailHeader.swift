import Foundation

/// Header lines of mail: RFC 5322 with the encoded words of RFC 2047.
enum MailHeader {
    /// `Name: text`, folded, ended with CR LF. Text that is not plain ASCII becomes encoded words.
    static func text(_ name: String, _ text: String) -> String {
        let isPlain = text.utf8.allSatisfy { (0x20..<0x7f).contains($0) } && !text.contains("=?")
        return isPlain
            ? folded(
                name, text.split(separator: " ", omittingEmptySubsequences: false).map(String.init))
            : folded(name, encodedWords(text, after: name.utf8.count + 2))
    }

    /// `Name: one, two`, folded between addresses.
    static func addresses(_ name: String, _ addresses: [MailAddress]) -> String {
        folded(
            name,
            addresses.enumerated().map {
                $0.element.header + ($0.offset == addresses.count - 1 ? "" : ",")
            })
    }

    /// Words on lines of at most 76 characters where a word is not longer itself; never a line with
    /// nothing but blanks.
    private static func folded(_ name: String, _ words: [String]) -> String {
        var out = name + ":"
        var width = out.utf8.count
        for (index, word) in words.enumerated() {
            let length = word.utf8.count + 1
            if index > 0, width + length > 76, !word.isEmpty {
                out += "\r\n"
                width = 0
            }
            out += " " + word
            width += length
        }
        // Nothing but 998 characters a line is allowed at all.
        return out + "\r\n"
    }

    /// Base64 words of at most 75 characters, cut between characters.
    ///
    /// - Parameter used: characters that stand before the first on its line.
    static func encodedWords(_ text: String, after used: Int = 1) -> [String] {
        var words: [String] = []
        var bytes: [UInt8] = []
        // A line has 76 characters, a word's frame takes 12, four characters hold three bytes.
        var room = max(6, (76 - used - 12) / 4 * 3)
        func flush() {
            guard !bytes.isEmpty else { return }
            words.append("=?UTF-8?B?\(Data(bytes).base64EncodedString())?=")
            bytes = []
            room = 45
        }
        for character in text {
            let next = Array(String(character).utf8)
            if bytes.count + next.count > room { flush() }
            if next.count > room {
                // One "character" of many marks: cut between scalars.
                for scalar in character.unicodeScalars {
                    let part = Array(String(scalar).utf8)
                    if bytes.count + part.count > room { flush() }
                    bytes += part
                }
            } else {
                bytes += next
            }
        }
        flush()
        return words
    }

    /// `Tue, 11 Mar 2025 06:00:00 +0000`
    static func date(_ seconds: Int) -> String {
        let formatter = DateFormatter()
        formatter.locale = Locale(identifier: "en_US_POSIX")
        formatter.timeZone = TimeZone(identifier: "GMT")
        formatter.dateFormat = "EEE, dd MMM yyyy HH:mm:ss '+0000'"
        return formatter.string(from: Date(timeIntervalSince1970: Double(seconds)))
    }

    /// A body in quoted-printable: lines of at most 76 characters, CR LF between them.
    static func quotedPrintable(_ text: String) -> String {
        var out = ""
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            var written = ""
            var width = 0
            let bytes = Array(line.utf8.filter { $0 != 13 })
            for (index, byte) in bytes.enumerated() {
                let isLast = index == bytes.count - 1
                let isBlank = byte == 0x20 || byte == 9
                // A lone dot and "From " at a line's start mean something to some mail programs.
                let isAwkward = width == 0 && (byte == 0x2e || (byte == 0x46 && bytes.count > 4))
                let unit: String
                if byte != 0x3d, (0x21...0x7e).contains(byte) || isBlank, !(isBlank && isLast),
                    !isAwkward
                {
                    unit = String(Unicode.Scalar(byte))
                } else {
                    let digits = String(byte, radix: 16, uppercase: true)
                    unit = "=" + (digits.count == 1 ? "0" : "") + digits
                }
                if width + unit.utf8.count > (isLast ? 76 : 75) {
                    written += "=\r\n"
                    width = 0
                }
                written += unit
                width += unit.utf8.count
            }
            out += written + "\r\n"
        }
        return out
    }
}

/// `Duty desk <duty@example.org>`
package struct MailAddress: Hashable, Sendable {
    package var name: String
    package var address: String

    /// - Returns: nil where there is no `@` with something on both sides, or anything that would end
    ///   the address or its line.
    package init?(_ text: String) {
        let text = text.trimmingCharacters(in: .whitespaces)
        if text.hasSuffix(">"), let open = text.lastIndex(of: "<") {
            name = text[..<open].trimmingCharacters(in: .whitespaces)
            if name.hasPrefix("\""), name.hasSuffix("\""), name.count >= 2 {
                name = String(name.dropFirst().dropLast())
            }
            address = String(text[text.index(after: open)...].dropLast())
        } else {
            name = ""
            address = text
        }
        let parts = address.split(separator: "@", omittingEmptySubsequences: false)
        guard parts.count == 2, parts.allSatisfy({ !$0.isEmpty }),
            address.utf8.allSatisfy({
                (0x21..<0x7f).contains($0) && !Array("<>()[],;:\\\"".utf8).contains($0)
            }), name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
        else { return nil }
    }

    var header: String {
        if name.isEmpty { return address }
        if name.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) {
            let quoted = name.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
            return "\"\(quoted)\" <\(address)>"
        }
        return MailHeader.encodedWords(name, after: 10).joined(separator: "\r\n ") + " <\(address)>"
    }
}
