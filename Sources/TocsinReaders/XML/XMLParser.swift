/// Finds elements and text in XML, in one pass, whatever is wrong with it.
///
/// What a browser would forgive is forgiven and noted: text before the first tag, tags that are
/// closed in another order or never, attributes without quotes, an ampersand or a less-than sign
/// that stands alone, characters XML forbids.
struct XMLParser {
    let bytes: UnsafeBufferPointer<UInt8>
    var nodes: [XMLTree.Node] = []
    var attributes: [XMLTree.Attribute] = []
    var namespaces: [String] = []
    var entities: [String: String] = [:]
    var tops: [Int32] = []
    /// What was wrong first, and where.
    var trouble: (message: String, at: Int)?

    struct Open {
        var node: Int32
        var lastChild: Int32
        /// How many declarations were there before it.
        var declarations: Int
        var defaultNamespace: Int32
    }

    struct Declaration {
        var prefix: Range<Int>
        /// -1 for one that is taken back.
        var namespace: Int32
    }

    var open: [Open] = []
    var declarations: [Declaration] = []
    var passedOver = 0
    var rootEnded = false

    static let maximumDepth = 256

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        self.bytes = bytes
        nodes.reserveCapacity(bytes.count / 24)
    }

    mutating func found(_ message: String, _ at: Int) {
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

    func has(_ text: StaticString, _ at: Int) -> Bool {
        let length = text.utf8CodeUnitCount
        guard at + length <= bytes.count else { return false }
        for i in 0..<length where bytes[at + i] != text.utf8Start[i] { return false }
        return true
    }

    func find(_ text: StaticString, from: Int) -> Int? {
        var at = from
        while let hit = firstIndex(of: text.utf8Start[0], in: bytes, from: at) {
            if has(text, hit) { return hit }
            at = hit + 1
        }
        return nil
    }

    func name(of node: Int32) -> String {
        let node = nodes[Int(node)]
        return String(decoding: bytes[Int(node.start)..<Int(node.end)], as: UTF8.self)
    }

    // MARK: - Text

    /// - Parameter from: where to look for the end; after a `<` that is text.
    /// - Returns: where to go on.
    mutating func text(_ start: Int, from: Int) -> Int {
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
    mutating func isSpecial(_ start: Int, _ end: Int, isLiteral: Bool) -> Bool {
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

    mutating func checkReference(_ at: Int) {
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

    mutating func add(_ node: XMLTree.Node) {
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

    static func startsName(_ byte: UInt8) -> Bool {
        isLetter(byte) || byte == 95 || byte >= 0x80
    }

    mutating func literal(_ at: Int) -> Int {
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
}
