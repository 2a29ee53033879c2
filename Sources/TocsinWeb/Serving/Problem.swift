import Foundation

/// Problem details for programs (RFC 9457).
struct Problem: Encodable {
    var type = "about:blank"
    var title: String
    var status: Int
    /// What was found, what was expected, what to do.
    var detail: String
    /// Stable, for programs.
    var code: String

    init(_ failure: WebFailure) {
        title = failure.status.phrase
        status = failure.status.rawValue
        detail = failure.message
        code = failure.code
    }

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map(Array.init) ?? Array("{}".utf8)
    }
}

/// Text as HTML has it.
package enum HTMLText {
    /// What a page shows of a stranger's text. A letter that turns the direction of those after it can make
    /// "51" read "15": it is seen as one that cannot be shown, and does nothing.
    package static func shown(_ text: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            scalars.append((0x202D...0x202E).contains(scalar.value) ? "\u{FFFD}" : scalar)
        }
        return escaped(String(scalars))
    }

    package static func escaped(_ text: String) -> String {
        var out = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "&": out += "&amp;"
            case "<": out += "&lt;"
            case ">": out += "&gt;"
            case "\"": out += "&quot;"
            case "'": out += "&#39;"
            default: out.unicodeScalars.append(scalar)
            }
        }
        return out
    }
}
