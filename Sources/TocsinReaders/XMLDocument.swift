import CXML2

/// A parsed XML document. Owns libxml2's tree; nodes must not outlive it.
final class XMLDocument {
    private let document: xmlDocPtr
    /// What was wrong with it, in one line, and the line it was found on.
    let trouble: (message: String, line: Int)?

    private static let ready: Void = xmlInitParser()

    /// Reads XML that may be broken: what can be understood is kept.
    ///
    /// No network, no external entity, no document type; depth and text length keep libxml2's
    /// limits (256 elements, 10 MB).
    /// - Parameter text: UTF-8, of any declared encoding.
    /// - Returns: nil where there is no element at all.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        _ = Self.ready
        let repair = XMLRepair(text)
        var line: Int?
        if let at = repair.trouble?.at {
            var lines = LineCounter(text)
            line = lines.line(at: at)
        }
        guard repair.output.count < Int(Int32.max), let context = xmlNewParserCtxt() else {
            return nil
        }
        defer { xmlFreeParserCtxt(context) }
        let options =
            XML_PARSE_RECOVER.rawValue | XML_PARSE_NONET.rawValue | XML_PARSE_NOERROR.rawValue
            | XML_PARSE_NOWARNING.rawValue | XML_PARSE_NOCDATA.rawValue | XML_PARSE_COMPACT.rawValue
        let parsed = repair.output.withUnsafeBufferPointer { bytes in
            bytes.withMemoryRebound(to: CChar.self) {
                xmlCtxtReadMemory(
                    context, $0.baseAddress, Int32($0.count), nil, "UTF-8", Int32(options))
            }
        }
        guard let parsed else { return nil }
        guard xmlDocGetRootElement(parsed) != nil else {
            xmlFreeDoc(parsed)
            return nil
        }
        document = parsed
        if let found = repair.trouble {
            trouble = (found.message, line ?? 1)
        } else if context.pointee.wellFormed == 0 {
            let error = context.pointee.lastError
            let message = error.message.map { String(cString: $0).trimmed } ?? "not well formed"
            trouble = (message, Int(error.line))
        } else {
            trouble = nil
        }
    }

    deinit { xmlFreeDoc(document) }

    var root: XMLNode { XMLNode(xmlDocGetRootElement(document)!) }
}

/// One element of a document.
struct XMLNode {
    let node: xmlNodePtr

    init(_ node: xmlNodePtr) { self.node = node }

    /// As written, without prefix.
    var rawName: String { String(cString: node.pointee.name) }

    /// In lower case, without prefix.
    var name: String {
        let raw = rawName
        guard let colon = raw.utf8.lastIndex(of: 58) else {
            return raw.utf8.contains { $0 >= 65 && $0 <= 90 } ? raw.lowercased() : raw
        }
        return raw[raw.utf8.index(after: colon)...].lowercased()
    }

    var namespace: String? { node.pointee.ns?.pointee.href.map { String(cString: $0) } }

    /// Of the name as written, declared or not.
    var prefix: String? {
        if let declared = node.pointee.ns?.pointee.prefix { return String(cString: declared) }
        let raw = rawName
        return raw.utf8.firstIndex(of: 58).map { String(raw[..<$0]) }
    }

    var line: Int { Int(xmlGetLineNo(node)) }

    /// Child elements, in order.
    var children: Children { Children(following: node.pointee.children) }

    struct Children: Sequence, IteratorProtocol {
        fileprivate var following: xmlNodePtr?

        mutating func next() -> XMLNode? {
            while let node = following {
                following = node.pointee.next
                if node.pointee.type == XML_ELEMENT_NODE { return XMLNode(node) }
            }
            return nil
        }
    }

    func child(_ name: String) -> XMLNode? { children.first { $0.name == name } }

    var hasElements: Bool { children.contains { _ in true } }

    /// All text inside, of children too.
    var text: String {
        if let only = node.pointee.children, only.pointee.next == nil,
            only.pointee.type == XML_TEXT_NODE
        {
            return only.pointee.content.map { String(cString: $0) } ?? ""
        }
        guard let content = xmlNodeGetContent(node) else { return "" }
        defer { c_tocsin_xml_free(content) }
        return String(cString: content)
    }

    /// By local name, whatever the case of it and whatever the prefix: `xml:lang` is `lang`.
    func attribute(_ name: String) -> String? {
        var next = node.pointee.properties
        while let attribute = next {
            next = attribute.pointee.next
            guard let raw = attribute.pointee.name else { continue }
            var i = 0
            var same = true
            for byte in name.utf8 {
                if lowercased(raw[i]) != byte {
                    same = false
                    break
                }
                i += 1
            }
            guard same, raw[i] == 0 else { continue }
            guard let value = xmlNodeListGetString(node.pointee.doc, attribute.pointee.children, 1)
            else { return "" }
            defer { c_tocsin_xml_free(value) }
            return String(cString: value)
        }
        return nil
    }

    /// What stands inside as markup, namespaces left out.
    var innerMarkup: String {
        var out = ""
        Self.append(node.pointee.children, to: &out)
        return out
    }

    private static func append(_ first: xmlNodePtr?, to out: inout String) {
        var next = first
        while let node = next {
            next = node.pointee.next
            switch node.pointee.type {
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let content = node.pointee.content {
                    out += escapedMarkup(String(cString: content))
                }
            case XML_ELEMENT_NODE:
                let name = String(cString: node.pointee.name)
                out += "<" + name
                var attribute = node.pointee.properties
                while let property = attribute {
                    attribute = property.pointee.next
                    let value = xmlNodeListGetString(node.pointee.doc, property.pointee.children, 1)
                    let text = value.map { String(cString: $0) } ?? ""
                    if let value { c_tocsin_xml_free(value) }
                    out +=
                        " \(String(cString: property.pointee.name))=\""
                        + escapedMarkup(text).replacing("\"", with: "&quot;") + "\""
                }
                if node.pointee.children == nil, MarkupNames.empty.contains(name) {
                    out += " />"
                } else {
                    out += ">"
                    append(node.pointee.children, to: &out)
                    out += "</\(name)>"
                }
            default: break
            }
        }
    }
}

func escapedMarkup(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 == 38 || $0 == 60 || $0 == 62 }) else { return text }
    var out: [UInt8] = []
    out.reserveCapacity(text.utf8.count + 16)
    for byte in text.utf8 {
        switch byte {
        case 38: out.append(contentsOf: "&amp;".utf8)
        case 60: out.append(contentsOf: "&lt;".utf8)
        case 62: out.append(contentsOf: "&gt;".utf8)
        default: out.append(byte)
        }
    }
    return String(decoding: out, as: UTF8.self)
}

extension MarkupNames {
    /// Elements that hold nothing.
    static let empty: Set<String> = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ]
}
