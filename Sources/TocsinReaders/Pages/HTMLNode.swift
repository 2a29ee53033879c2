import CXML2

/// One element of a document.
struct HTMLNode {
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

        mutating func next() -> HTMLNode? {
            while let node = following {
                following = node.pointee.next
                if node.pointee.type == XML_ELEMENT_NODE { return HTMLNode(node) }
            }
            return nil
        }
    }

    func child(_ name: String) -> HTMLNode? { children.first { $0.name == name } }

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
