import Glibc

/// The index of the first `byte` at or after `from`.
func firstIndex(of byte: UInt8, in bytes: UnsafeBufferPointer<UInt8>, from: Int) -> Int? {
    guard from < bytes.count, let base = bytes.baseAddress,
        let found = memchr(base + from, Int32(byte), bytes.count - from)
    else { return nil }
    return UnsafeRawPointer(found) - UnsafeRawPointer(base)
}

extension Collection where Element == UInt8 {
    /// Without white space and control characters at both ends.
    func trimmedBytes() -> SubSequence {
        var a = startIndex
        while a < endIndex, self[a] <= 32 { formIndex(after: &a) }
        var b = endIndex
        while b > a {
            let before = index(b, offsetBy: -1)
            if self[before] > 32 { break }
            b = before
        }
        return self[a..<b]
    }

    func equalsIgnoringCase(_ text: StaticString) -> Bool {
        count == text.utf8CodeUnitCount && startsIgnoringCase(text)
    }

    /// - Parameter text: lower case.
    func startsIgnoringCase(_ text: StaticString) -> Bool {
        var at = startIndex
        for i in 0..<text.utf8CodeUnitCount {
            guard at < endIndex, lowercased(self[at]) == text.utf8Start[i] else { return false }
            formIndex(after: &at)
        }
        return true
    }
}

extension UnsafeBufferPointer<UInt8> {
    /// Where a text begins first; byte for byte.
    func firstIndex(of text: StaticString, from: Int = 0) -> Int? {
        let length = text.utf8CodeUnitCount
        var at = from
        while let hit = TocsinReaders.firstIndex(of: text.utf8Start[0], in: self, from: at),
            hit + length <= count
        {
            if (1..<length).allSatisfy({ self[hit + $0] == text.utf8Start[$0] }) { return hit }
            at = hit + 1
        }
        return nil
    }
}

/// ASCII only.
func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= 65 && byte <= 90 ? byte | 32 : byte
}

func isDigit(_ byte: UInt8) -> Bool { byte >= 48 && byte <= 57 }

func isLetter(_ byte: UInt8) -> Bool {
    let low = byte | 32
    return low >= 97 && low <= 122
}

func isSpace(_ byte: UInt8) -> Bool { byte == 32 || (byte >= 9 && byte <= 13) }

extension String {
    /// Byte for byte: a hundredth of what comparing characters costs.
    func holds(_ text: StaticString) -> Bool {
        var copy = self
        return copy.withUTF8 { $0.firstIndex(of: text) != nil }
    }

    /// Without ASCII white space at both ends.
    var trimmed: String {
        let view = utf8.trimmedBytes()
        return view.count == utf8.count ? self : String(decoding: view, as: UTF8.self)
    }

    var trimmedOrNil: String? {
        let text = trimmed
        return text.isEmpty ? nil : text
    }

    var nilIfEmpty: String? { isEmpty ? nil : self }

    /// Each run of white space as one space, none at the ends.
    var collapsed: String {
        var out: [UInt8] = []
        out.reserveCapacity(utf8.count)
        var gap = false
        for byte in utf8 {
            if isSpace(byte) {
                gap = !out.isEmpty
            } else {
                if gap { out.append(32) }
                gap = false
                out.append(byte)
            }
        }
        return String(decoding: out, as: UTF8.self)
    }
}
