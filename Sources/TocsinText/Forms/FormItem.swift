/// One run of digits, one run of letters or one sign: what the grammar of forms is written in.
///
/// Finer than a token, since "22april", "$5m" and "10:30" must come apart.
struct FormItem {
    enum Kind: UInt8 {
        case word, digits, sign
        /// "½"
        case fraction
    }
    var start: Int32
    var end: Int32
    var kind: Kind
    /// White space, or the start of the text, before it.
    var spaced: Bool
    var capitalized: Bool
    /// Of a sign its ASCII code: every hyphen, en dash and minus is "-", an em dash 1,
    /// apostrophes "'", "≤" 3, "≥" 4, other signs 2.
    var sign: UInt8
    /// Of digits how many; of letters too.
    var length: UInt8
    /// Index into the lexicon; 0 for words it does not know.
    var entry: UInt16
    var value: Double
}

/// Cuts bytes into items and looks each up.
struct FormLexer {
    let lexicon: FormLexicon

    /// Appends the items of `range`; offsets count from the start of `bytes`.
    func append(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>,
        to items: inout [FormItem]
    ) {
        var i = range.lowerBound
        let end = range.upperBound
        var spaced = true
        while i < end {
            let b = bytes[i]
            let start = i
            if b == 32 || (9...13).contains(b) {
                spaced = true
                i += 1
                continue
            }
            if b &- 48 < 10 {
                var value = 0.0
                while i < end, bytes[i] &- 48 < 10 {
                    value = value * 10 + Double(bytes[i] - 48)
                    i += 1
                }
                items.append(
                    FormItem(
                        start: Int32(start), end: Int32(i), kind: .digits, spaced: spaced,
                        capitalized: false, sign: 0, length: UInt8(min(i - start, 255)), entry: 0,
                        value: value))
                spaced = false
                continue
            }
            if (b | 32) &- 97 < 26 || b >= 128 {
                // A word, unless the first character is a sign above ASCII.
                if b >= 128 {
                    let (scalar, length) = decode(bytes, i, end)
                    switch FormLexer.shape(of: scalar) {
                    case .space:
                        spaced = true
                        i += length
                        continue
                    case .sign(let code):
                        i += length
                        items.append(
                            FormItem(
                                start: Int32(start), end: Int32(i), kind: .sign, spaced: spaced,
                                capitalized: false, sign: code, length: 1,
                                entry: code == 2 ? lexicon.entry(bytes, start..<i) : 0, value: 0))
                        spaced = false
                        continue
                    case .fraction(let value):
                        i += length
                        items.append(
                            FormItem(
                                start: Int32(start), end: Int32(i), kind: .fraction,
                                spaced: spaced, capitalized: false, sign: 0, length: 1, entry: 0,
                                value: value))
                        spaced = false
                        continue
                    case .letter: break
                    }
                }
                while i < end {
                    let c = bytes[i]
                    if (c | 32) &- 97 < 26 {
                        i += 1
                    } else if c >= 128 {
                        let (scalar, length) = decode(bytes, i, end)
                        guard case .letter = FormLexer.shape(of: scalar) else { break }
                        i += length
                    } else {
                        break
                    }
                }
                items.append(
                    FormItem(
                        start: Int32(start), end: Int32(i), kind: .word, spaced: spaced,
                        capitalized: b &- 65 < 26, sign: 0, length: UInt8(min(i - start, 255)),
                        entry: lexicon.entry(bytes, start..<i), value: 0))
                spaced = false
                continue
            }
            i += 1
            items.append(
                FormItem(
                    start: Int32(start), end: Int32(i), kind: .sign, spaced: spaced,
                    capitalized: false, sign: b, length: 1,
                    entry: b == 36 || b == 37 ? lexicon.entry(bytes, start..<i) : 0, value: 0))
            spaced = false
        }
    }

    private enum Shape {
        case letter, space
        case sign(UInt8)
        case fraction(Double)
    }

    private static func shape(of scalar: UInt32) -> Shape {
        switch scalar {
        case 0xA0, 0x2000...0x200B, 0x202F, 0x205F, 0x3000, 0xFEFF: .space
        case 0x2010...0x2013, 0x2212: .sign(45)
        case 0x2014, 0x2015: .sign(1)
        case 0x2264: .sign(3)
        case 0x2265: .sign(4)
        case 0x2018, 0x2019, 0x2032: .sign(39)
        case 0x201C, 0x201D, 0x2033: .sign(34)
        case 0xBC: .fraction(1.0 / 4)
        case 0xBD: .fraction(1.0 / 2)
        case 0xBE: .fraction(3.0 / 4)
        case 0x2150: .fraction(1.0 / 7)
        case 0x2151: .fraction(1.0 / 9)
        case 0x2152: .fraction(1.0 / 10)
        case 0x2153: .fraction(1.0 / 3)
        case 0x2154: .fraction(2.0 / 3)
        case 0x2155...0x2158: .fraction(Double(scalar - 0x2154) / 5)
        case 0x2159: .fraction(1.0 / 6)
        case 0x215A: .fraction(5.0 / 6)
        case 0x215B: .fraction(1.0 / 8)
        case 0x215C: .fraction(3.0 / 8)
        case 0x215D: .fraction(5.0 / 8)
        case 0x215E: .fraction(7.0 / 8)
        // Latin-1 signs but ª, µ and º; general punctuation; currency; letter-like and arrows.
        case 0xA1...0xA9, 0xAB...0xB4, 0xB6...0xB9, 0xBB, 0xBF, 0xD7, 0xF7,
            0x2014...0x206F, 0x20A0...0x20CF, 0x2190...0x2BFF, 0x3001...0x303F, 0x0E3F,
            0xFF00...0xFF0F:
            .sign(2)
        default: .letter
        }
    }

    private func decode(
        _ bytes: UnsafeBufferPointer<UInt8>, _ i: Int, _ end: Int
    ) -> (scalar: UInt32, length: Int) {
        let b = UInt32(bytes[i])
        func tail(_ k: Int) -> UInt32 { i + k < end ? UInt32(bytes[i + k]) & 0x3F : 0 }
        if b < 0xC0 { return (b, 1) }
        if b < 0xE0 { return ((b & 0x1F) << 6 | tail(1), min(2, end - i)) }
        if b < 0xF0 { return ((b & 0x0F) << 12 | tail(1) << 6 | tail(2), min(3, end - i)) }
        return (
            (b & 0x07) << 18 | tail(1) << 12 | tail(2) << 6 | tail(3), min(4, end - i)
        )
    }
}
