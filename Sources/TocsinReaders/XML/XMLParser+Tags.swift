/// Tags: what they open and close, their attributes and namespaces.
extension XMLParser {
    mutating func endTag(_ at: Int) -> Int {
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

    mutating func startTag(_ at: Int) -> Int {
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
}
