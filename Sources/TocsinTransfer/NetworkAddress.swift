/// An IPv4 or IPv6 address: 4 or 16 bytes in network order.
package struct NetworkAddress: Hashable, Sendable {
    package let bytes: [UInt8]

    /// - Returns: nil unless there are 4 or 16 bytes.
    package init?(bytes: [UInt8]) {
        guard bytes.count == 4 || bytes.count == 16 else { return nil }
        self.bytes = bytes
    }

    /// Reads `192.0.2.1`, `2001:db8::1`, `::ffff:10.0.0.1`, `[::1]`; nil for anything else.
    package init?(_ text: String) {
        var text = text[...]
        if text.hasPrefix("["), text.hasSuffix("]") { text = text.dropFirst().dropLast() }
        // A zone says through which interface; it does not change what kind of address it is.
        text = text.prefix { $0 != "%" }
        guard let bytes = text.contains(":") ? Self.six(text) : Self.four(text) else { return nil }
        self.bytes = bytes
    }

    private static func four(_ text: Substring) -> [UInt8]? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let bytes = parts.compactMap { part -> UInt8? in
            guard !part.isEmpty, part.utf8.allSatisfy({ (48...57).contains($0) }) else {
                return nil
            }
            return UInt8(part)
        }
        return parts.count == 4 && bytes.count == 4 ? bytes : nil
    }

    private static func six(_ text: Substring) -> [UInt8]? {
        func groups(_ text: Substring, last: Bool = true) -> [UInt8]? {
            if text.isEmpty { return [] }
            var bytes: [UInt8] = []
            let parts = text.split(separator: ":", omittingEmptySubsequences: false)
            for (index, part) in parts.enumerated() {
                if part.contains(".") {
                    guard last, index == parts.count - 1, let four = four(part) else { return nil }
                    bytes += four
                } else {
                    guard (1...4).contains(part.utf8.count), let n = UInt16(part, radix: 16) else {
                        return nil
                    }
                    bytes += [UInt8(n >> 8), UInt8(n & 255)]
                }
            }
            return bytes
        }
        if let gap = text.firstRange(of: "::") {
            guard let head = groups(text[..<gap.lowerBound], last: false),
                let tail = groups(text[gap.upperBound...]), head.count + tail.count <= 14
            else { return nil }
            return head + [UInt8](repeating: 0, count: 16 - head.count - tail.count) + tail
        }
        guard let all = groups(text), all.count == 16 else { return nil }
        return all
    }

    /// Whom one would reach there.
    package enum Kind: String, Sendable, CaseIterable {
        /// The open network.
        case global = "public"
        /// This machine.
        case loopback
        /// A house's own network: RFC 1918, unique local IPv6, a provider's shared range.
        case `private` = "private"
        /// The same cable; clouds answer questions about their machines here (169.254.169.254).
        case linkLocal = "link-local"
        /// Nobody in particular: unspecified, multicast, documentation, reserved ranges.
        case reserved
    }

    package var kind: Kind {
        if bytes.count == 4 { return Self.kind4(bytes) }
        if let inner = embedded { return Self.kind4(inner) }
        if bytes == [UInt8](repeating: 0, count: 15) + [1] { return .loopback }
        if bytes[0] & 0xfe == 0xfc { return .private }
        if bytes[0] == 0xfe, bytes[1] & 0xc0 == 0x80 { return .linkLocal }
        if bytes[0] == 0xfe, bytes[1] & 0xc0 == 0xc0 { return .private }  // old site-local
        if bytes[0] & 0xe0 != 0x20 { return .reserved }  // outside 2000::/3
        // Documentation, and Teredo and ORCHID, which hide another address or none.
        if bytes[0...3] == [0x20, 0x01, 0x0d, 0xb8] || bytes[0...1] == [0x3f, 0xff] {
            return .reserved
        }
        if bytes[0...2] == [0x20, 0x01, 0x00] { return .reserved }
        return .global
    }

    /// The IPv4 address that an IPv6 one stands for: mapped, compatible, NAT64 or 6to4.
    private var embedded: [UInt8]? {
        let zero = bytes.prefix { $0 == 0 }.count
        if zero == 10, bytes[10] == 0xff, bytes[11] == 0xff { return Array(bytes[12...]) }
        if zero >= 12, zero < 15 { return Array(bytes[12...]) }
        if bytes[0..<12] == [0, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0] {
            return Array(bytes[12...])
        }
        if bytes[0...1] == [0x20, 0x02] { return Array(bytes[2..<6]) }
        return nil
    }

    /// After IANA's registry of special-purpose IPv4 addresses.
    private static func kind4(_ b: [UInt8]) -> Kind {
        switch (b[0], b[1], b[2]) {
        case (127, _, _): .loopback
        case (10, _, _), (172, 16...31, _), (192, 168, _), (100, 64...127, _): .private
        case (169, 254, _): .linkLocal
        case (0, _, _), (192, 0, 0), (192, 0, 2), (192, 88, 99), (198, 18...19, _),
            (198, 51, 100), (203, 0, 113), (224..., _, _):
            .reserved
        default: .global
        }
    }
}

extension NetworkAddress: CustomStringConvertible {
    package var description: String {
        if bytes.count == 4 { return bytes.map(String.init).joined(separator: ".") }
        let groups = stride(from: 0, to: 16, by: 2).map {
            Int(bytes[$0]) << 8 | Int(bytes[$0 + 1])
        }
        // The longest run of zeros becomes "::" (RFC 5952).
        var best = 0..<0
        var start = 0
        while start < 8 {
            var end = start
            while end < 8, groups[end] == 0 { end += 1 }
            if end - start > max(1, best.count) { best = start..<end }
            start = max(end, start + 1)
        }
        func hex(_ range: Range<Int>) -> String {
            groups[range].map { String($0, radix: 16) }.joined(separator: ":")
        }
        return best.isEmpty
            ? hex(0..<8) : hex(0..<best.lowerBound) + "::" + hex(best.upperBound..<8)
    }
}

/// A block of addresses: `10.1.0.0/16`, or one address.
package struct NetworkBlock: Hashable, Sendable {
    package let address: NetworkAddress
    package let bits: Int

    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let address = NetworkAddress(String(parts[0])) else { return nil }
        let most = address.bytes.count * 8
        let bits = parts.count == 2 ? Int(parts[1]) : most
        guard let bits, (0...most).contains(bits) else { return nil }
        self.address = address
        self.bits = bits
    }

    package func contains(_ other: NetworkAddress) -> Bool {
        guard other.bytes.count == address.bytes.count else { return false }
        for bit in stride(from: 0, to: bits, by: 8) {
            let mask: UInt8 = bits - bit >= 8 ? 0xff : ~(0xff >> UInt8(bits - bit))
            if address.bytes[bit / 8] & mask != other.bytes[bit / 8] & mask { return false }
        }
        return true
    }
}
