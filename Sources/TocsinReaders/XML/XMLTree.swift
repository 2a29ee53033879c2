/// A document's elements and text, in one array, over the bytes they were read from.
///
/// Nothing is copied while reading: names, values and texts are stretches of `bytes` until someone
/// asks for them.
final class XMLTree {
    struct Node {
        /// An element, or a stretch of text.
        var isElement: Bool
        /// Text in which a reference, a carriage return or a forbidden character stands.
        var needsDecoding = false
        /// CDATA: references are none.
        var isLiteral = false
        /// Of the prefix, in bytes without the colon; 0 where there is none.
        var prefixLength: UInt16 = 0
        /// The element's name with its prefix, or the text.
        var start: UInt32
        var end: UInt32
        var firstAttribute: UInt32 = 0
        var attributeCount: UInt32 = 0
        var firstChild: Int32 = -1
        var next: Int32 = -1
        /// Index of the namespace's name in `namespaces`; -1 where the prefix is not declared.
        var namespace: Int32 = -1
    }

    struct Attribute {
        var start: UInt32
        var end: UInt32
        var prefixLength: UInt16
        var needsDecoding: Bool
        var valueStart: UInt32
        var valueEnd: UInt32
        /// False where the prefix is not declared: the name is then told with it.
        var isQualified: Bool
    }

    let bytes: [UInt8]
    let nodes: [Node]
    let attributes: [Attribute]
    let namespaces: [String]
    /// Plain texts of entities the document type declares.
    let entities: [String: String]
    /// Elements that stand at the top: one, where the document is well formed.
    let tops: [Int32]
    private let troubleFound: (message: String, at: Int)?

    /// Reads XML that may be broken: what can be understood is kept.
    ///
    /// No external entity is fetched, none expands into more than its own plain text, and elements
    /// deeper than 256 are passed over.
    /// - Parameter text: UTF-8, whatever its declaration says.
    /// - Returns: nil where there is no element at all, or more than 4 GB.
    init?(_ text: UnsafeBufferPointer<UInt8>) {
        guard text.count < Int(UInt32.max) else { return nil }
        var parser = XMLParser(text)
        parser.run()
        guard !parser.tops.isEmpty else { return nil }
        bytes = Array(text)
        nodes = parser.nodes
        attributes = parser.attributes
        namespaces = parser.namespaces
        entities = parser.entities
        tops = parser.tops
        troubleFound = parser.trouble
    }

    /// What was wrong with it first, in one line, and the line it was found on.
    var trouble: (message: String, line: Int)? {
        troubleFound.map { ($0.message, line(at: $0.at)) }
    }

    var root: XMLElement { XMLElement(tree: self, index: tops[0]) }

    var roots: [XMLElement] { tops.map { XMLElement(tree: self, index: $0) } }

    /// The line of an offset, from 1. The places asked for mostly go forward.
    func line(at offset: Int) -> Int {
        bytes.withUnsafeBufferPointer { all in
            if offset < lineCounted { (lineCounted, lineNumber) = (0, 1) }
            while let feed = firstIndex(of: 10, in: all, from: lineCounted), feed < offset {
                lineNumber += 1
                lineCounted = feed + 1
            }
            return lineNumber
        }
    }

    private var lineCounted = 0
    private var lineNumber = 1

    /// The text of a stretch, references resolved.
    func text(
        _ start: UInt32, _ end: UInt32, needsDecoding: Bool, isLiteral: Bool, trims: Bool = false
    ) -> String {
        bytes.withUnsafeBufferPointer { all in
            var part = UnsafeBufferPointer(rebasing: all[Int(start)..<Int(end)])
            if trims { part = UnsafeBufferPointer(rebasing: part.trimmedBytes()) }
            guard needsDecoding else { return String(decoding: part, as: UTF8.self) }
            var out: [UInt8] = []
            out.reserveCapacity(part.count)
            XMLText.decode(part, isLiteral: isLiteral, entities: entities, into: &out)
            return String(decoding: out, as: UTF8.self)
        }
    }
}

/// One element of a tree.
struct XMLElement {
    let tree: XMLTree
    let index: Int32

    private var node: XMLTree.Node { tree.nodes[Int(index)] }

    private func name(_ start: UInt32, _ end: UInt32) -> String {
        tree.bytes.withUnsafeBufferPointer {
            String(
                decoding: UnsafeBufferPointer(rebasing: $0[Int(start)..<Int(end)]), as: UTF8.self)
        }
    }

    /// In lower case, without prefix.
    var name: String {
        let node = node
        let skip = node.prefixLength == 0 ? 0 : UInt32(node.prefixLength) + 1
        let raw = name(node.start + skip, node.end)
        return raw.utf8.contains { $0 >= 65 && $0 <= 90 } ? raw.lowercased() : raw
    }

    /// As written; with its prefix where that is not declared.
    var writtenName: String {
        let node = node
        let skip =
            node.prefixLength == 0 || node.namespace < 0 ? 0 : UInt32(node.prefixLength) + 1
        return name(node.start + skip, node.end)
    }

    /// A number that stands for the namespace in this document; negative for none.
    var namespaceNumber: Int32 { node.namespace }

    var namespace: String? {
        node.namespace < 0 ? nil : tree.namespaces[Int(node.namespace)]
    }

    /// As written, declared or not.
    var prefix: String? {
        let node = node
        return node.prefixLength == 0
            ? nil : name(node.start, node.start + UInt32(node.prefixLength))
    }

    var line: Int { tree.line(at: Int(node.start)) }

    /// Child elements, in order.
    var children: Children { Children(tree: tree, following: node.firstChild) }

    struct Children: Sequence, IteratorProtocol {
        fileprivate let tree: XMLTree
        fileprivate var following: Int32

        mutating func next() -> XMLElement? {
            while following >= 0 {
                let index = following
                let node = tree.nodes[Int(index)]
                following = node.next
                if node.isElement { return XMLElement(tree: tree, index: index) }
            }
            return nil
        }
    }

    func child(_ name: String) -> XMLElement? { children.first { $0.name == name } }

    func firstDescendant(_ wanted: (XMLElement) -> Bool) -> XMLElement? {
        for child in children {
            if wanted(child) { return child }
            if let found = child.firstDescendant(wanted) { return found }
        }
        return nil
    }

    var hasElements: Bool { children.contains { _ in true } }

    /// All text inside, of children too.
    var text: String { text(trims: false) }

    /// The same, without white space at both ends.
    var trimmedText: String { text(trims: true) }

    private func text(trims: Bool) -> String {
        let first = node.firstChild
        guard first >= 0 else { return "" }
        let only = tree.nodes[Int(first)]
        if only.next < 0, !only.isElement {
            let text = tree.text(
                only.start, only.end, needsDecoding: only.needsDecoding,
                isLiteral: only.isLiteral, trims: trims)
            return trims && only.needsDecoding ? text.trimmed : text
        }
        var out: [UInt8] = []
        tree.bytes.withUnsafeBufferPointer { append(to: &out, $0) }
        return trims
            ? String(decoding: out.trimmedBytes(), as: UTF8.self)
            : String(decoding: out, as: UTF8.self)
    }

    private func append(to out: inout [UInt8], _ bytes: UnsafeBufferPointer<UInt8>) {
        var next = node.firstChild
        while next >= 0 {
            let child = tree.nodes[Int(next)]
            if child.isElement {
                XMLElement(tree: tree, index: next).append(to: &out, bytes)
            } else {
                let part = UnsafeBufferPointer(rebasing: bytes[Int(child.start)..<Int(child.end)])
                if child.needsDecoding {
                    XMLText.decode(
                        part, isLiteral: child.isLiteral, entities: tree.entities, into: &out)
                } else {
                    out.append(contentsOf: part)
                }
            }
            next = child.next
        }
    }

    /// By local name in lower case, whatever the case of it and whatever the prefix: `xml:lang` is
    /// `lang`.
    func attribute(_ name: String) -> String? {
        let node = node
        guard node.attributeCount > 0 else { return nil }
        for i in node.firstAttribute..<(node.firstAttribute + node.attributeCount) {
            let attribute = tree.attributes[Int(i)]
            let skip = attribute.prefixLength == 0 ? 0 : UInt32(attribute.prefixLength) + 1
            let start = Int(attribute.start + skip)
            guard Int(attribute.end) - start == name.utf8.count else { continue }
            let same = tree.bytes.withUnsafeBufferPointer { bytes in
                var at = start
                for byte in name.utf8 {
                    guard lowercased(bytes[at]) == byte else { return false }
                    at += 1
                }
                return true
            }
            if same { return value(attribute) }
        }
        return nil
    }

    private func value(_ attribute: XMLTree.Attribute) -> String {
        tree.text(
            attribute.valueStart, attribute.valueEnd, needsDecoding: attribute.needsDecoding,
            isLiteral: false)
    }

    /// What stands inside as markup, namespaces left out.
    var innerMarkup: String {
        var out = ""
        appendMarkup(to: &out)
        return out
    }

    private func appendMarkup(to out: inout String) {
        var next = node.firstChild
        while next >= 0 {
            let child = tree.nodes[Int(next)]
            if child.isElement {
                let element = XMLElement(tree: tree, index: next)
                let name = element.writtenName
                out += "<" + name
                for i in child.firstAttribute..<(child.firstAttribute + child.attributeCount) {
                    let attribute = tree.attributes[Int(i)]
                    let skip =
                        attribute.prefixLength == 0 || !attribute.isQualified
                        ? 0 : UInt32(attribute.prefixLength) + 1
                    out +=
                        " \(self.name(attribute.start + skip, attribute.end))=\""
                        + escapedMarkup(value(attribute)).replacing("\"", with: "&quot;") + "\""
                }
                if child.firstChild < 0, MarkupNames.empty.contains(name) {
                    out += " />"
                } else {
                    out += ">"
                    element.appendMarkup(to: &out)
                    out += "</\(name)>"
                }
            } else {
                out += escapedMarkup(
                    tree.text(
                        child.start, child.end, needsDecoding: child.needsDecoding,
                        isLiteral: child.isLiteral))
            }
            next = child.next
        }
    }
}
