import TocsinModel

extension JSONScanner {
    /// Reads a whole value as a tree, at most `maximumDepth` deep.
    mutating func value(depth: Int = 0) throws(Failure) -> JSONValue {
        guard depth < 200 else { throw Failure(at: at, message: "nested deeper than 200 levels") }
        guard let next = peek() else { throw failure("a value") }
        switch next {
        case 34: return .string(text(try literal()).text)
        case 123:
            var members: [String: JSONValue] = [:]
            try object { (scanner, key) throws(Failure) in
                members[scanner.text(key).text] = try scanner.value(depth: depth + 1)
                return true
            }
            return .object(members)
        case 91:
            var elements: [JSONValue] = []
            try array { (scanner) throws(Failure) in
                elements.append(try scanner.value(depth: depth + 1))
            }
            return .array(elements)
        default:
            let word = String(decoding: bytes[try scalar()], as: UTF8.self)
            switch word {
            case "true": return .bool(true)
            case "false": return .bool(false)
            case "null": return .null
            default: return Double(word).map(JSONValue.number) ?? .null
            }
        }
    }
}

extension JSONValue {
    subscript(_ key: String) -> JSONValue? {
        if case .object(let members) = self { return members[key] }
        return nil
    }

    /// Text as text, a number as its digits; nil for what is empty or something else.
    var textOrNil: String? {
        switch self {
        case .string(let text): text.trimmedOrNil
        case .number(let number):
            Int(exactly: number).map { String($0) } ?? String(number)
        default: nil
        }
    }

    /// The elements of an array; anything but null alone counts as one element.
    var elements: [JSONValue] {
        switch self {
        case .array(let elements): elements
        case .null: []
        default: [self]
        }
    }

    var isObject: Bool {
        if case .object = self { return true }
        return false
    }
}
