import CXML2

/// A parsed HTML page. Owns libxml2's tree; nodes must not outlive it.
final class HTMLDocument {
    private let document: htmlDocPtr

    private static let ready: Void = xmlInitParser()

    /// - Parameter text: UTF-8; broken markup is mended as libxml2 does it.
    /// - Returns: nil where there is no element at all.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        _ = Self.ready
        guard text.count < Int(Int32.max), text.count > 0 else { return nil }
        let options =
            HTML_PARSE_RECOVER.rawValue | HTML_PARSE_NONET.rawValue | HTML_PARSE_NOERROR.rawValue
            | HTML_PARSE_NOWARNING.rawValue | HTML_PARSE_COMPACT.rawValue
        let parsed = text.withMemoryRebound(to: CChar.self) {
            htmlReadMemory($0.baseAddress, Int32($0.count), nil, "UTF-8", Int32(options))
        }
        guard let parsed else { return nil }
        guard xmlDocGetRootElement(parsed) != nil else {
            xmlFreeDoc(parsed)
            return nil
        }
        document = parsed
    }

    deinit { xmlFreeDoc(document) }

    var root: HTMLNode { HTMLNode(xmlDocGetRootElement(document)!) }

    /// The charset a page's head names, from its first bytes.
    static func declaredEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String? {
        let head = UnsafeBufferPointer(rebasing: bytes[..<min(bytes.count, 4096)])
        var at = 0
        while let hit = firstIndex(of: 61, in: head, from: at) {
            at = hit + 1
            guard hit >= 7, head[(hit - 7)..<hit].startsIgnoringCase("charset") else { continue }
            let rest = head[(hit + 1)...].drop { $0 == 34 || $0 == 39 || $0 == 32 }
            let name = rest.prefix { isLetter($0) || isDigit($0) || $0 == 45 || $0 == 95 }
            if name.count >= 3 { return String(decoding: name, as: UTF8.self) }
        }
        return nil
    }
}
