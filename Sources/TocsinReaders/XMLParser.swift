/// Finds elements and text in XML, in one pass, whatever is wrong with it.
///
/// What a browser would forgive is forgiven and noted: text before the first tag, tags that are
/// closed in another order or never, attributes without quotes, an ampersand or a less-than sign
/// that stands alone, characters XML forbids.
struct XMLParser {
    private let bytes: UnsafeBufferPointer<UInt8>
    private(set) var nodes: [XMLTree.Node] = []
    private(set) var attributes: [XMLTree.Attribute] = []
    private(set) var namespaces: [String] = []
    private(set) var entities: [String: String] = [:]
    private(set) var tops: [Int32] = []
    /// What was wrong first, and where.
    private(set) var trouble: (message: String, at: Int)?

    private struct Open {
        var node: Int32
        var lastChild: Int32
        /// How many declarations were there before it.
        var declarations: Int
        var defaultNamespace: Int32
    }

    private struct Declaration {
        var prefix: Range<Int>
        /// -1 for one that is taken back.
        var namespace: Int32
    }

    private var open: [Open] = []
    private var declarations: [Declaration] = []
    private var passedOver = 0
    private var rootEnded = false

    private static let maximumDepth = 256

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 24)
    }

    private mutating func found(_ message: String, _ at: Int) {
        if trouble == nil { trouble = (message, at) }
    }

    mutating func run() {
        var at = firstIndex(of: 60, in: bytes, from: 0) ?? bytes.count
        if let junk = bytes[..<at].firstIndex(where: { !isSpace($0) }) {
            found("text before the first tag", junk)
        } else if at > 0, has("<?xml", at) {
            found("white space before the XML declaration", 0)
        }
        while at < bytes.count {
            at = bytes[at] == 60 ? angle(at) : text(at, from: at)
        }
        if let last = open.last, trouble == nil {
            found("<\(name(of: last.node))> is never closed", Int(nodes[Int(last.node)].start))
        }
    }

    private func has(_ text: StaticString, _ at: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard at + length <= bytes.count else { return false }
        for i in 0..<length where bytes[at + i] != text.utf8Start[i] { return false }
        return true
    }

    private func find(_ text: StaticString, from: Int) -> Int? {
        var at = from
        while let hit = firstIndex(of: text.utf8Start[0], in: bytes, from: at) {
            if has(text, hit) { return hit }
            at = hit + 1
        }
        return nil
    }

    private func name(of node: Int32) -> String {
        let node = nodes[Int(node)]
        return String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
    }

    // MARK: - Text

    /// - Parameter from: where to look for the end; after a `<` that is text.
    /// - Returns: where to go on.
    private mutating func text(_ start: Int, from: Int) -> Int {
        let end = firstIndex(of: 60, in: bytes, from: from) ?? bytes.count
        guard !open.isEmpty else {
            if let junk = bytes[start..<end].firstIndex(where: { !isSpace($0) }) {
                found(
                    tops.isEmpty ? "text before the first element" : "text after the end", junk)
            }
            return end
        }
        guard passedOver == 0 else { return end }
        let special = isSpecial(start, end, isLiteral: false)
        add(
            XMLTree.Node(
                isElement: false, needsDecoding: special, start: UInt32(start), end: UInt32(end)))
        return end
    }

    /// True where something in there must be decoded; says what is wrong with it.
    private mutating func isSpecial(_ start: Int, _ end: Int, isLiteral: Bool) -> Bool {
        var result = false
        var at = start
        XMLText.special.withUnsafeBufferPointer { special in
            while true {
                while at < end, !special[Int(bytes[at])] { at += 1 }
                guard at < end else { return }
                let byte = bytes[at]
                switch byte {
                case 0x26:
                    if !isLiteral {
                        result = true
                        if trouble == nil { checkReference(at) }
                    }
                case 0xc2:
                    if at + 1 < end, bytes[at + 1] < 0xa0 { result = true }
                case 0xef:
                    if at + 2 < end, bytes[at + 1] == 0xbf, bytes[at + 2] >= 0xbe { result = true }
                case 13: result = true
                default:
                    result = true
                    found("a control character (0x\(String(byte, radix: 16)))", at)
                }
                // Nothing more to learn.
                if result, trouble != nil { return }
                at += 1
            }
        }
        return result
    }

    private mutating func checkReference(_ at: Int) {
        if has("&lt;", at) || has("&gt;", at) || has("&amp;", at) || has("&quot;", at) { return }
        switch XMLText.reference(bytes, at, entities) {
        case .none(let message): found(message, at)
        case .scalar(let scalar, _):
            let value = scalar.value
            if value < 32, value != 9, value != 10, value != 13 {
                found("a reference to a forbidden character", at)
            }
        case .text: break
        }
    }

    private mutating func add(_ node: XMLTree.Node) {
        let index = Int32(nodes.count)
        nodes.append(node)
        guard !open.isEmpty else {
            tops.append(index)
            return
        }
        let top = open.count - 1
        let last = open[top].lastChild
        if last < 0 {
            nodes[Int(open[top].node)].firstChild = index
        } else {
            nodes[Int(last)].next = index
        }
        open[top].lastChild = index
    }

    // MARK: - What begins with "<"

    private mutating func angle(_ at: Int) -> Int {
        guard at + 1 < bytes.count else {
            found("\"<\" at the end", at)
            return at + 1
        }
        let next = bytes[at + 1]
        if Self.startsName(next) { return startTag(at) }
        switch next {
        case 47: return endTag(at)
        case 63:
            let end = find("?>", from: at + 2).map { $0 + 2 }
            if end == nil { found("a processing instruction that never ends", at) }
            return end ?? at + 2
        case 33:
            if has("<![CDATA[", at) { return literal(at) }
            if has("<!--", at) {
                let end = find("-->", from: at + 4).map { $0 + 3 }
                if end == nil { found("a comment that never ends", at) }
                return end ?? bytes.count
            }
            if has("<!DOCTYPE", at) || has("<!doctype", at) { return documentType(at) }
            if at + 2 < bytes.count, isLetter(bytes[at + 2]) {
                found("a declaration where none may stand", at)
                return firstIndex(of: 62, in: bytes, from: at).map { $0 + 1 } ?? bytes.count
            }
        default: break
        }
        found("\"<\" that begins no tag", at)
        return text(at, from: at + 1)
    }

    private static func startsName(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte == 95 || byte >= 0x80
    }

    private mutating func literal(_ at: Int) -> Int {
        let close = find("]]>", from: at + 9)
        if close == nil { found("a CDATA section that never ends", at) }
        let end = close ?? bytes.count
        if passedOver == 0, !open.isEmpty, end > at + 9 {
            let special = isSpecial(at + 9, end, isLiteral: true)
            add(
                XMLTree.Node(
                    isElement: false, needsDecoding: special, isLiteral: true,
                    start: UInt32(at + 9), end: UInt32(end)))
        } else if open.isEmpty {
            found("text outside of the document's element", at)
        }
        return close.map { $0 + 3 } ?? bytes.count
    }

    // MARK: - Tags

    private mutating func endTag(_ at: Int) -> Int {
        let start = at + 2
        var end = start
        while end < bytes.count, bytes[end] != 62, bytes[end] != 60, !isSpace(bytes[end]) {
            end += 1
        }
        let close = firstIndex(of: 62, in: bytes, from: end)
        var next = close.map { $0 + 1 } ?? bytes.count
        if let other = firstIndex(of: 60, in: bytes, from: end), other < next {
            found("an end tag that never ends", at)
            next = other
        } else if close == nil || bytes[end..<(next - 1)].contains(where: { !isSpace($0) }) {
            found("an end tag that never ends", at)
        }
        if passedOver > 0 {
            passedOver -= 1
            return next
        }
        func isNamed(_ node: Int32, ignoringCase: Bool) -> Bool {
            let node = nodes[Int(node)]
            let count = Int(node.end - node.start)
            guard count == end - start else { return false }
            let from = Int(node.start)
            for i in 0..<count {
                let (a, b) = (bytes[from + i], bytes[start + i])
                if a != b, !ignoringCase || lowercased(a) != lowercased(b) { return false }
            }
            return true
        }
        if let last = open.last, isNamed(last.node, ignoringCase: false) {
            pop()
            return next
        }
        if trouble == nil {
            let written = String(decoding: bytes[start..<end], as: UTF8.self)
            let expected = open.last.map { "</\(name(of: $0.node))> was expected" }
            found("</\(written)> where \(expected ?? "nothing is open")", at)
        }
        // To the nearest one it can mean; an end of what never began ends nothing.
        if let depth = open.lastIndex(where: { isNamed($0.node, ignoringCase: true) }) {
            while open.count > depth { pop() }
        }
        return next
    }

    private mutating func pop() {
        let ended = open.removeLast()
        if declarations.count > ended.declarations {
            declarations.removeLast(declarations.count - ended.declarations)
        }
    }

    private mutating func startTag(_ at: Int) -> Int {
        var cursor = at + 1
        var colon = -1
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte <= 32 || byte == 62 || byte == 47 || byte == 60 { break }
            if byte == 58, colon < 0 { colon = cursor }
            cursor += 1
        }
        var node = XMLTree.Node(isElement: true, start: UInt32(at + 1), end: UInt32(cursor))
        if colon > at + 1, colon + 1 < cursor, colon - at - 1 < 1000 {
            node.prefixLength = UInt16(colon - at - 1)
        }
        node.firstAttribute = UInt32(attributes.count)
        let declared = declarations.count
        var defaultNamespace = open.last?.defaultNamespace ?? -1
        var isEmpty = false
        reading: while true {
            let before = cursor
            while cursor < bytes.count, isSpace(bytes[cursor]) { cursor += 1 }
            guard cursor < bytes.count else {
                found("a tag that never ends", at)
                break
            }
            switch bytes[cursor] {
            case 62:
                cursor += 1
                break reading
            case 47:
                cursor += 1
                if cursor < bytes.count, bytes[cursor] == 62 {
                    isEmpty = true
                    cursor += 1
                    break reading
                }
                found("\"/\" inside a tag", cursor - 1)
            case 60:
                found("a tag that never ends", at)
                break reading
            default:
                if cursor == before { found("no space before an attribute", cursor) }
                attribute(&cursor, &defaultNamespace)
            }
        }
        node.attributeCount = UInt32(attributes.count) - node.firstAttribute
        for i in Int(node.firstAttribute)..<attributes.count where attributes[i].prefixLength > 0 {
            let start = Int(attributes[i].start)
            attributes[i].isQualified =
                namespace(of: start..<(start + Int(attributes[i].prefixLength))) != nil
        }
        if node.prefixLength == 0 {
            node.namespace = defaultNamespace
        } else {
            let start = Int(node.start)
            node.namespace = namespace(of: start..<(start + Int(node.prefixLength))) ?? -1
        }
        if open.isEmpty, !tops.isEmpty { found("a second element after the document's end", at) }
        guard open.count < Self.maximumDepth, passedOver == 0 else {
            found("elements more than \(Self.maximumDepth) deep", at)
            if !isEmpty { passedOver += 1 }
            attributes.removeLast(Int(node.attributeCount))
            declarations.removeLast(declarations.count - declared)
            return cursor
        }
        add(node)
        if isEmpty {
            declarations.removeLast(declarations.count - declared)
        } else {
            open.append(
                Open(
                    node: Int32(nodes.count - 1), lastChild: -1, declarations: declared,
                    defaultNamespace: defaultNamespace))
        }
        return cursor
    }

    /// One `name="value"`, with quotes, without, or a name alone.
    private mutating func attribute(_ cursor: inout Int, _ defaultNamespace: inout Int32) {
        let start = cursor
        var colon = -1
        while cursor < bytes.count {
            let byte = bytes[cursor]
            if byte <= 32 || byte == 61 || byte == 62 || byte == 60 || byte == 34 || byte == 39
                || byte == 47
            {
                break
            }
            if byte == 58, colon < 0 { colon = cursor }
            cursor += 1
        }
        let end = cursor
        guard end > start else {
            found("an attribute without a name", cursor)
            cursor += 1
            return
        }
        while cursor < bytes.count, isSpace(bytes[cursor]) { cursor += 1 }
        var value = end..<end
        if cursor < bytes.count, bytes[cursor] == 61 {
            cursor += 1
            while cursor < bytes.count, isSpace(bytes[cursor]) { cursor += 1 }
            if cursor < bytes.count, bytes[cursor] == 34 || bytes[cursor] == 39,
                let close = firstIndex(of: bytes[cursor], in: bytes, from: cursor + 1)
            {
                value = (cursor + 1)..<close
                cursor = close + 1
            } else {
                found("an attribute without quotes", cursor)
                let from = cursor
                while cursor < bytes.count, bytes[cursor] > 32, bytes[cursor] != 62 { cursor += 1 }
                value = from..<cursor
            }
        } else {
            found("an attribute without a value", start)
            cursor = end
        }
        let length = end - start
        if length >= 5, has("xmlns", start), length == 5 || bytes[start + 5] == 58 {
            declare(start..<end, value, &defaultNamespace)
            return
        }
        if trouble == nil,
            firstIndex(of: 60, in: bytes, from: value.lowerBound).map({
                $0 < value.upperBound
            }) ?? false
        {
            found("\"<\" inside an attribute", value.lowerBound)
        }
        attributes.append(
            XMLTree.Attribute(
                start: UInt32(start), end: UInt32(end),
                prefixLength: colon > start && colon + 1 < end && colon - start < 1000
                    ? UInt16(colon - start) : 0,
                needsDecoding: isSpecial(value.lowerBound, value.upperBound, isLiteral: false),
                valueStart: UInt32(value.lowerBound), valueEnd: UInt32(value.upperBound),
                isQualified: true))
    }

    // MARK: - Namespaces

    private mutating func declare(
        _ name: Range<Int>, _ value: Range<Int>, _ defaultNamespace: inout Int32
    ) {
        var text: [UInt8] = []
        XMLText.decode(
            UnsafeBufferPointer(rebasing: bytes[value]), isLiteral: false, entities: entities,
            into: &text)
        let uri = String(decoding: text, as: UTF8.self)
        var number: Int32 = -1
        if !uri.isEmpty {
            if let known = namespaces.firstIndex(of: uri) {
                number = Int32(known)
            } else if namespaces.count < 1000 {
                number = Int32(namespaces.count)
                namespaces.append(uri)
            }
        }
        if name.count == 5 {
            defaultNamespace = number
        } else {
            declarations.append(
                Declaration(prefix: (name.lowerBound + 6)..<name.upperBound, namespace: number))
        }
    }

    /// Nil where the prefix is not declared.
    private func namespace(of prefix: Range<Int>) -> Int32? {
        for declaration in declarations.reversed()
        where declaration.prefix.count == prefix.count
            && bytes[declaration.prefix].elementsEqual(bytes[prefix])
        {
            return declaration.namespace < 0 ? nil : declaration.namespace
        }
        return bytes[prefix].elementsEqual("xml".utf8) ? -1 : nil
    }

    // MARK: - The document type

    private mutating func documentType(_ start: Int) -> Int {
        var at = start + 9
        var inside = false
        while at < bytes.count {
            let byte = bytes[at]
            if byte == 34 || byte == 39 {
                at = firstIndex(of: byte, in: bytes, from: at + 1) ?? at
            } else if byte == 91 {
                inside = true
            } else if byte == 93 {
                inside = false
            } else if byte == 62, !inside {
                return at + 1
            } else if byte == 60, inside, has("<!ENTITY", at) {
                at = entity(at + 8)
                continue
            } else if byte == 60, inside, has("<!--", at) {
                at = find("-->", from: at).map { $0 + 3 } ?? bytes.count
                continue
            }
            at += 1
        }
        found("a document type that never ends", start)
        return bytes.count
    }

    /// `name "text">`. Only plain text is kept, so nothing expands into something else; external
    /// and parameter entities, and long texts, are passed over.
    private mutating func entity(_ start: Int) -> Int {
        var at = start
        func skipSpace() { while at < bytes.count, isSpace(bytes[at]) { at += 1 } }
        skipSpace()
        let nameStart = at
        while at < bytes.count, isLetter(bytes[at]) || isDigit(bytes[at]) || bytes[at] == 95 {
            at += 1
        }
        let name = String(decoding: bytes[nameStart..<at], as: UTF8.self)
        skipSpace()
        guard at < bytes.count, bytes[at] == 34 || bytes[at] == 39,
            let close = firstIndex(of: bytes[at], in: bytes, from: at + 1)
        else {
            return firstIndex(of: 62, in: bytes, from: at).map { $0 + 1 } ?? bytes.count
        }
        let value = bytes[(at + 1)..<close]
        if !name.isEmpty, value.count <= 128, !value.contains(38), !value.contains(60),
            !value.contains(37), entities.count < 100
        {
            entities[name] = String(decoding: value, as: UTF8.self)
        }
        return firstIndex(of: 62, in: bytes, from: close).map { $0 + 1 } ?? bytes.count
    }
}
