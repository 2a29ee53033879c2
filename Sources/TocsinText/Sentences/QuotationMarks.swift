/// A stretch of text between quotation marks.
///
/// Offsets are UTF-8 bytes of the field, half-open.
package struct QuotedRange: Hashable, Sendable {
    package enum Style: UInt8, Sendable { case double, single, guillemets, corner }

    /// With the marks.
    package var outer: Range<Int>
    /// Between the marks.
    package var inner: Range<Int>
    package var style: Style
    /// No closing mark: the quotation goes on in the next paragraph.
    package var continues: Bool
    /// Goes on from the paragraph before.
    package var resumes: Bool

    package init(
        outer: Range<Int>, inner: Range<Int>, style: Style, continues: Bool = false,
        resumes: Bool = false
    ) {
        self.outer = outer
        self.inner = inner
        self.style = style
        self.continues = continues
        self.resumes = resumes
    }
}

/// Pairs quotation marks of every common style: straight and curly, German low-high, guillemets
/// either way round, doubled backticks, corner brackets, and single marks where they are no
/// apostrophes.
///
/// Only the outermost pairs are given. A pair never crosses a paragraph (a line): a quotation of
/// several paragraphs, each opened anew and only the last one closed, gives one range a paragraph,
/// linked by `continues` and `resumes`.
package struct QuotationMarks: Sendable {
    enum Glyph: UInt8 {
        case straight, leftDouble, rightDouble, lowDouble, leftGuillemet, rightGuillemet
        case straightSingle, leftSingle, rightSingle, lowSingle, leftCorner, rightCorner
        case backticks, doubleApostrophe
    }

    struct Mark {
        var at: Int
        var length: Int
        var glyph: Glyph
        var end: Int { at + length }
    }

    /// The outermost quoted ranges, in order.
    package static func ranges(in utf8: [UInt8]) -> [QuotedRange] {
        utf8.withUnsafeBufferPointer { bytes in
            let marks = Self.marks(in: bytes)
            guard !marks.isEmpty else { return [] }
            var pairing = QuotationPairing(bytes: bytes, marks: marks)
            return pairing.run()
        }
    }

    /// Every mark that may be a quotation mark, apostrophes included where a space or punctuation
    /// stands on one side.
    private static func marks(in bytes: UnsafeBufferPointer<UInt8>) -> [Mark] {
        var marks: [Mark] = []
        let n = bytes.count
        var i = 0
        while i < n {
            let b = bytes[i]
            switch b {
            case 0x22:
                marks.append(Mark(at: i, length: 1, glyph: .straight))
            case 0x27:
                if i + 1 < n, bytes[i + 1] == 0x27 {
                    marks.append(Mark(at: i, length: 2, glyph: .doubleApostrophe))
                    i += 1
                } else {
                    marks.append(Mark(at: i, length: 1, glyph: .straightSingle))
                }
            case 0x60 where i + 1 < n && bytes[i + 1] == 0x60:
                marks.append(Mark(at: i, length: 2, glyph: .backticks))
                i += 1
            case 0xC2 where i + 1 < n && bytes[i + 1] == 0xAB:
                marks.append(Mark(at: i, length: 2, glyph: .leftGuillemet))
                i += 1
            case 0xC2 where i + 1 < n && bytes[i + 1] == 0xBB:
                marks.append(Mark(at: i, length: 2, glyph: .rightGuillemet))
                i += 1
            case 0xE2 where i + 2 < n && bytes[i + 1] == 0x80:
                if let glyph = general(bytes[i + 2]) {
                    marks.append(Mark(at: i, length: 3, glyph: glyph))
                }
                i += 2
            case 0xE3 where i + 2 < n && bytes[i + 1] == 0x80:
                switch bytes[i + 2] {
                case 0x8C, 0x8E: marks.append(Mark(at: i, length: 3, glyph: .leftCorner))
                case 0x8D, 0x8F: marks.append(Mark(at: i, length: 3, glyph: .rightCorner))
                default: break
                }
                i += 2
            default: break
            }
            i += 1
        }
        return marks
    }

    private static func general(_ last: UInt8) -> Glyph? {
        switch last {
        case 0x98, 0x9B: .leftSingle
        case 0x99: .rightSingle
        case 0x9A: .lowSingle
        case 0x9C: .leftDouble
        case 0x9D: .rightDouble
        case 0x9E, 0x9F: .lowDouble
        case 0xB9: .leftGuillemet
        case 0xBA: .rightGuillemet
        default: nil
        }
    }
}
