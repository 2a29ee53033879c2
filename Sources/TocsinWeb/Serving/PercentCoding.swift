/// `application/x-www-form-urlencoded` and percent-encoded paths.
package enum PercentCoding {
    /// Names and values of a query or form; nil where it is not percent-encoded UTF-8 or has more than
    /// a thousand items.
    static func items(_ bytes: ArraySlice<UInt8>) -> [QueryItem]? {
        var out: [QueryItem] = []
        for part in bytes.split(separator: UInt8(ascii: "&")) {
            guard out.count < 1000 else { return nil }
            let equals = part.firstIndex(of: UInt8(ascii: "=")) ?? part.endIndex
            guard let name = decode(part[..<equals], plusIsSpace: true),
                let value = decode(part[equals...].dropFirst(), plusIsSpace: true)
            else { return nil }
            out.append(QueryItem(name: name, value: value))
        }
        return out
    }

    /// Nil where a `%` is not followed by two hexadecimal digits, or the result is not UTF-8 or has a
    /// zero byte.
    static func decode(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var at = bytes.startIndex
        while at < bytes.endIndex {
            switch bytes[at] {
            case UInt8(ascii: "%"):
                guard at + 2 < bytes.endIndex, let high = digit(bytes[at + 1]),
                    let low = digit(bytes[at + 2])
                else { return nil }
                let byte = high << 4 | low
                guard byte != 0 else { return nil }
                out.append(byte)
                at += 3
                continue
            case UInt8(ascii: "+") where plusIsSpace: out.append(0x20)
            case 0: return nil
            default: out.append(bytes[at])
            }
            at += 1
        }
        return String(validating: out, as: UTF8.self)
    }

    /// A value for a query or one segment of a path.
    package static func encode(_ text: String) -> String {
        let digits = Array("0123456789ABCDEF".utf8)
        var out: [UInt8] = []
        for byte in text.utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: out.append(byte)
            default: out += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
        return String(decoding: out, as: UTF8.self)
    }

    /// `name=value&…`, those without a value left out.
    package static func query(_ items: [QueryItem]) -> String {
        items.filter { !$0.value.isEmpty }
            .map { encode($0.name) + "=" + encode($0.value) }.joined(separator: "&")
    }

    static func digit(_ byte: UInt8) -> UInt8? {
        switch byte {
        case 0x30...0x39: byte - 0x30
        case 0x41...0x46: byte - 0x41 + 10
        case 0x61...0x66: byte - 0x61 + 10
        default: nil
        }
    }
}
