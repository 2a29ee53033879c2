internal import CTocsinText

/// Collects the folded form of a word, character by character.
///
/// Folding is per script. Latin and Greek marks go, and ł, ø, đ, æ, ß become letters of ASCII; a
/// Cyrillic letter with a mark of its own stays (й, ї, ў, ѓ, ќ), whether it was written as one
/// character or two, but ё is е and a stress mark goes; Arabic and Hebrew points go, and the
/// alefs, yehs and kafs are one each; no Indic or Thai sign is dropped; full-width is half-width;
/// digits of all scripts are 0–9; soft hyphens and characters of no width go.
struct FoldBuffer {
    private(set) var bytes: UnsafeMutablePointer<UInt8>
    private(set) var count = 0
    private var capacity: Int

    init() {
        capacity = 256
        bytes = .allocate(capacity: capacity)
    }

    func free() { bytes.deallocate() }

    mutating func clear() { count = 0 }
    mutating func truncate(to length: Int) { count = length }

    mutating func append(_ byte: UInt8) {
        if count + 64 > capacity { grow() }
        bytes[count] = byte
        count &+= 1
    }

    /// Two bytes, the first one low.
    @inline(__always)
    mutating func append(pair: UInt16) {
        if count &+ 64 > capacity { grow() }
        bytes[count] = UInt8(truncatingIfNeeded: pair)
        bytes[count &+ 1] = UInt8(truncatingIfNeeded: pair >> 8)
        count &+= 2
    }

    @inline(never)
    private mutating func grow() {
        let larger = UnsafeMutablePointer<UInt8>.allocate(capacity: capacity * 2)
        larger.update(from: bytes, count: count)
        bytes.deallocate()
        bytes = larger
        capacity *= 2
    }

    /// Appends the folded form of a character whose bytes are given.
    mutating func append(
        _ scalar: UInt32, _ source: UnsafePointer<UInt8>, _ length: Int,
        folding: TextAnalyzer.Folding
    ) {
        if count + 64 > capacity { grow() }
        if scalar < 128 {
            bytes[count] = scalar &- 65 < 26 ? UInt8(scalar) | 0x20 : UInt8(scalar)
            count &+= 1
            return
        }
        guard folding == .full else {
            let entry = c_tocsin_lower(scalar)!
            if entry[0] == 0 {
                if c_tocsin_class(scalar) & 15 == WordClass.extend.rawValue, isFormat(scalar) {
                    return
                }
                copy(source, length)
            } else {
                copy(entry + 1, Int(entry[0]))
            }
            return
        }
        if scalar &- 0xAC00 < 11172 { return appendHangul(scalar &- 0xAC00) }
        if scalar &- 0x300 < 0x70 { return appendMark(scalar) }
        let entry = c_tocsin_fold(scalar)!
        if entry == c_tocsin_fold(0x20)! {
            copy(source, length)
        } else {
            copy(entry + 1, Int(entry[0]))
        }
    }

    private mutating func copy(_ source: UnsafePointer<UInt8>, _ length: Int) {
        for i in 0..<length { bytes[count &+ i] = source[i] }
        count &+= length
    }

    /// Soft hyphen and characters of no width, which no folding keeps.
    private func isFormat(_ scalar: UInt32) -> Bool {
        scalar == 0xAD || (0x200B...0x200D).contains(scalar) || scalar == 0x2060 || scalar == 0xFEFF
    }

    /// A combining mark makes another letter of a Cyrillic one and is dropped everywhere else.
    private mutating func appendMark(_ mark: UInt32) {
        guard count >= 2, bytes[count - 2] & 0xE0 == 0xC0 else { return }
        let base = UInt32(bytes[count - 2] & 0x1F) << 6 | UInt32(bytes[count - 1] & 0x3F)
        let composed = c_tocsin_composed(base, mark)
        guard composed != 0 else { return }
        bytes[count - 2] = UInt8(0xC0 | composed >> 6)
        bytes[count - 1] = UInt8(0x80 | composed & 0x3F)
    }

    /// A syllable as its two or three letters, as NFD writes it.
    private mutating func appendHangul(_ index: UInt32) {
        appendThree(0x1100 + index / 588)
        appendThree(0x1161 + index % 588 / 28)
        if index % 28 != 0 { appendThree(0x11A7 + index % 28) }
    }

    private mutating func appendThree(_ scalar: UInt32) {
        bytes[count] = UInt8(0xE0 | scalar >> 12)
        bytes[count &+ 1] = UInt8(0x80 | scalar >> 6 & 0x3F)
        bytes[count &+ 2] = UInt8(0x80 | scalar & 0x3F)
        count &+= 3
    }
}

/// The word-break classes of script/unicode-tables.
enum WordClass: UInt8 {
    case other, letter, digit, extend, single, midLetter, midNumber, midBoth, extendNumberLetter
    case space, terminator, closing, opening, newline, hyphen
}

/// One character of UTF-8.
struct DecodedScalar {
    var value: UInt32
    var length: Int

    /// Decodes the character at `p`. `left` bytes are readable; what is not UTF-8 is one byte of U+FFFD.
    @inline(__always)
    init(_ p: UnsafePointer<UInt8>, left: Int) {
        let first = UInt32(p[0])
        if first < 0x80 {
            value = first
            length = 1
        } else if first & 0xE0 == 0xC0, left >= 2 {
            value = (first & 0x1F) << 6 | UInt32(p[1] & 0x3F)
            length = 2
        } else if first & 0xF0 == 0xE0, left >= 3 {
            value = (first & 0x0F) << 12 | UInt32(p[1] & 0x3F) << 6 | UInt32(p[2] & 0x3F)
            length = 3
        } else if first & 0xF8 == 0xF0, left >= 4 {
            value =
                (first & 0x07) << 18 | UInt32(p[1] & 0x3F) << 12 | UInt32(p[2] & 0x3F) << 6
                | UInt32(p[3] & 0x3F)
            length = 4
        } else {
            value = 0xFFFD
            length = 1
        }
    }
}
