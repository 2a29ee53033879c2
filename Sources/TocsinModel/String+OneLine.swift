extension String {
    /// With line breaks and runs of blanks as one blank, and none at the ends: a name is the same
    /// where a line was broken.
    package var onOneLine: String {
        isOnOneLine ? self : split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    /// Most texts are: ASCII words with one blank between them.
    private var isOnOneLine: Bool {
        var last: UInt8 = 0x20
        for byte in utf8 {
            guard byte >= 0x20, byte < 0x80, byte != 0x20 || last != 0x20 else { return false }
            last = byte
        }
        return isEmpty || last != 0x20
    }
}
