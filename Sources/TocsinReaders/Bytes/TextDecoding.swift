import Glibc

/// Bytes as text: what they were taken for, and whether something had to be repaired.
struct DecodedText {
    var text: String
    /// IANA name, lower case.
    var encoding: String
    /// Byte sequences replaced by U+FFFD.
    var repaired = 0
    /// True where the encoding was guessed from the letters.
    var guessed = false
    /// NUL bytes given as spaces.
    var nulls = 0

    /// One line for the user, or nil where all was well.
    var trouble: String? {
        var parts: [String] = []
        if guessed { parts.append("not UTF-8; read as \(encoding)") }
        if repaired > 0 {
            parts.append(
                "\(repaired) invalid \(encoding) byte sequence\(repaired == 1 ? "" : "s") "
                    + "read as U+FFFD")
        }
        if nulls > 0 { parts.append("\(nulls) NUL byte\(nulls == 1 ? "" : "s") read as spaces") }
        return parts.isEmpty ? nil : parts.joined(separator: "; ")
    }
}

/// The text of a stretch of bytes: UTF-8 as it is, else by a byte-order mark, the declared charset,
/// or the letters.
///
/// - Parameter declared: what the file or the transport says. It is tried, not trusted: bytes that
///   are UTF-8 beyond ASCII are read as UTF-8 whatever is declared, since no other encoding's text
///   looks like it by chance.
func decodeText(_ bytes: UnsafeBufferPointer<UInt8>, declared: String? = nil) -> DecodedText {
    if bytes.starts(with: [0xef, 0xbb, 0xbf]) {
        return decodeText(UnsafeBufferPointer(rebasing: bytes[3...]))
    }
    if let wide = wideEncoding(bytes) {
        let skip = wide.mark
        let body = UnsafeBufferPointer(rebasing: bytes[skip...])
        return wide.unit == 2
            ? decodeUTF16(body, bigEndian: wide.bigEndian)
            : decodeUTF32(body, bigEndian: wide.bigEndian)
    }
    if firstIndex(of: 0, in: bytes, from: 0) != nil {
        var copy = Array(bytes)
        var nulls = 0
        for i in copy.indices where copy[i] == 0 {
            copy[i] = 32
            nulls += 1
        }
        var decoded = copy.withUnsafeBufferPointer { decodeText($0, declared: declared) }
        decoded.nulls = nulls
        return decoded
    }
    let label = declared.flatMap(canonicalEncoding)
    if let text = String(validating: bytes, as: UTF8.self) {
        // ISO-2022 and HZ are written in ASCII bytes alone.
        if let label, label.hasPrefix("iso-2022") || label == "hz-gb-2312",
            let decoded = convert(bytes, from: label), decoded.repaired == 0
        {
            return decoded
        }
        return DecodedText(text: text, encoding: "utf-8")
    }
    if let label, label != "utf-8", let decoded = convert(bytes, from: label),
        decoded.repaired * 100 <= bytes.count
    {
        return decoded
    }
    let census = UTF8Census(bytes)
    if census.valid >= census.invalid {
        return DecodedText(
            text: String(decoding: bytes, as: UTF8.self), encoding: "utf-8",
            repaired: census.invalid)
    }
    let guess = legacyEncoding(bytes)
    if var decoded = convert(bytes, from: guess) {
        decoded.guessed = true
        return decoded
    }
    return DecodedText(
        text: String(decoding: bytes, as: UTF8.self), encoding: "utf-8", repaired: census.invalid)
}

func decodeText(_ bytes: some Sequence<UInt8>, declared: String? = nil) -> DecodedText {
    if let decoded = bytes.withContiguousStorageIfAvailable({
        decodeText($0, declared: declared)
    }) {
        return decoded
    }
    return Array(bytes).withUnsafeBufferPointer { decodeText($0, declared: declared) }
}

/// Valid sequences beyond ASCII against invalid ones.
private struct UTF8Census {
    var valid = 0
    var invalid = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) {
        var at = 0
        while at < bytes.count {
            let b = bytes[at]
            if b < 0x80 {
                at += 1
                continue
            }
            let length =
                b >= 0xc2 && b < 0xe0
                ? 2 : b >= 0xe0 && b < 0xf0 ? 3 : b >= 0xf0 && b < 0xf5 ? 4 : 0
            if length > 0, at + length <= bytes.count,
                bytes[(at + 1)..<(at + length)].allSatisfy({ $0 & 0xc0 == 0x80 }),
                !(b == 0xe0 && bytes[at + 1] < 0xa0), !(b == 0xed && bytes[at + 1] >= 0xa0),
                !(b == 0xf0 && bytes[at + 1] < 0x90), !(b == 0xf4 && bytes[at + 1] >= 0x90)
            {
                valid += 1
                at += length
            } else {
                invalid += 1
                at += 1
                // One broken character is one sequence.
                while length > 0, at < bytes.count, bytes[at] & 0xc0 == 0x80 { at += 1 }
            }
        }
    }
}

// MARK: - UTF-16 and UTF-32

/// By the mark or, without one, by where the NULs of ASCII letters stand.
func wideEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> (
    unit: Int, bigEndian: Bool, mark: Int
)? {
    guard bytes.count >= 2 else { return nil }
    if bytes.starts(with: [0xff, 0xfe, 0, 0]) { return (4, false, 4) }
    if bytes.starts(with: [0, 0, 0xfe, 0xff]) { return (4, true, 4) }
    if bytes[0] == 0xff, bytes[1] == 0xfe { return (2, false, 2) }
    if bytes[0] == 0xfe, bytes[1] == 0xff { return (2, true, 2) }
    guard bytes.count >= 4 else { return nil }
    var nulls = (0, 0, 0, 0)
    let sample = min(bytes.count, 512) & ~3
    for i in stride(from: 0, to: sample, by: 4) {
        nulls.0 += bytes[i] == 0 ? 1 : 0
        nulls.1 += bytes[i + 1] == 0 ? 1 : 0
        nulls.2 += bytes[i + 2] == 0 ? 1 : 0
        nulls.3 += bytes[i + 3] == 0 ? 1 : 0
    }
    let groups = sample / 4
    if nulls.0 == groups, nulls.1 == groups, nulls.3 == 0 { return (4, true, 0) }
    if nulls.2 == groups, nulls.3 == groups, nulls.0 == 0 { return (4, false, 0) }
    let even = nulls.0 + nulls.2
    let odd = nulls.1 + nulls.3
    if even == 0, odd * 10 >= groups * 14 { return (2, false, 0) }
    if odd == 0, even * 10 >= groups * 14 { return (2, true, 0) }
    return nil
}

private func decodeUTF16(_ bytes: UnsafeBufferPointer<UInt8>, bigEndian: Bool) -> DecodedText {
    var units: [UInt16] = []
    units.reserveCapacity(bytes.count / 2)
    var repaired = bytes.count & 1
    for i in stride(from: 0, to: bytes.count & ~1, by: 2) {
        let a = UInt16(bytes[i])
        let b = UInt16(bytes[i + 1])
        units.append(bigEndian ? a << 8 | b : b << 8 | a)
    }
    var at = 0
    var nulls = 0
    while at < units.count {
        let unit = units[at]
        if unit == 0 {
            units[at] = 32
            nulls += 1
        } else if unit & 0xfc00 == 0xd800, at + 1 < units.count, units[at + 1] & 0xfc00 == 0xdc00 {
            at += 1
        } else if unit & 0xf800 == 0xd800 {
            repaired += 1
        }
        at += 1
    }
    return DecodedText(
        text: String(decoding: units, as: UTF16.self), encoding: "utf-16", repaired: repaired,
        nulls: nulls)
}

private func decodeUTF32(_ bytes: UnsafeBufferPointer<UInt8>, bigEndian: Bool) -> DecodedText {
    var text = String.UnicodeScalarView()
    var repaired = bytes.count % 4 == 0 ? 0 : 1
    for i in stride(from: 0, to: bytes.count & ~3, by: 4) {
        var value: UInt32 = 0
        for k in 0..<4 { value = value << 8 | UInt32(bytes[i + (bigEndian ? k : 3 - k)]) }
        if let scalar = Unicode.Scalar(value) {
            text.append(scalar)
        } else {
            text.append("\u{fffd}")
            repaired += 1
        }
    }
    return DecodedText(text: String(text), encoding: "utf-32", repaired: repaired)
}

// MARK: - 8-bit and East Asian encodings

/// A charset label in its usual lower-case form; nil for one that is not known at all.
///
/// After the WHATWG Encoding Standard: Latin-1 and ASCII mean Windows-1252, GB 2312 means GB 18030
/// and so on, because that is what pages that say so hold.
func canonicalEncoding(_ label: String) -> String? {
    let name = label.lowercased().filter { $0 != "\"" && $0 != "'" && $0 != " " }
    switch name {
    case "": return nil
    case "utf-8", "utf8", "unicode-1-1-utf-8", "u8": return "utf-8"
    case "iso-8859-1", "iso8859-1", "iso_8859-1", "latin1", "latin-1", "us-ascii", "ascii",
        "windows-1252", "cp1252", "x-cp1252", "l1", "cp-1252", "ansi":
        return "windows-1252"
    case "gb2312", "gbk", "gb18030", "x-gbk", "gb_2312-80", "cp936", "windows-936": return "gb18030"
    case "shift_jis", "shift-jis", "sjis", "x-sjis", "ms_kanji", "windows-31j", "cp932":
        return "cp932"
    case "euc-kr", "ks_c_5601-1987", "ksc5601", "windows-949", "cp949", "korean": return "cp949"
    case "iso-8859-9", "latin5", "windows-1254", "cp1254": return "windows-1254"
    case "big5", "big5-hkscs", "cp950", "x-x-big5": return "big5-hkscs"
    case "utf-16", "utf-16le", "utf-16be", "utf16", "ucs-2", "utf-32", "utf-32le", "utf-32be",
        "iso-10646-ucs-2", "iso-10646-ucs-4", "utf-7":
        // Such bytes are recognized by themselves; a declaration in single bytes is wrong.
        return "utf-8"
    default:
        guard let handle = openConverter(name) else { return nil }
        iconv_close(handle)
        return name
    }
}

private func openConverter(_ name: String) -> iconv_t? {
    guard name.utf8.count < 40,
        name.utf8.allSatisfy({
            isLetter($0) || isDigit($0) || $0 == 45 || $0 == 95 || $0 == 58 || $0 == 46
        })
    else { return nil }
    guard let handle = iconv_open("UTF-8", name), handle != iconv_t(bitPattern: -1) else {
        return nil
    }
    return handle
}

/// - Parameter encoding: from `canonicalEncoding`.
func convert(_ bytes: UnsafeBufferPointer<UInt8>, from encoding: String) -> DecodedText? {
    if encoding == "utf-8" {
        let census = UTF8Census(bytes)
        return DecodedText(
            text: String(decoding: bytes, as: UTF8.self), encoding: encoding,
            repaired: census.invalid)
    }
    if encoding == "windows-1252" { return decodeWindows1252(bytes) }
    guard let handle = openConverter(encoding) else { return nil }
    defer { iconv_close(handle) }
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 2)
    var repaired = 0
    var input = UnsafeMutablePointer<CChar>(
        mutating: UnsafeRawPointer(bytes.baseAddress!).assumingMemoryBound(to: CChar.self))
    var left = bytes.count
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 16384) { room in
        while left > 0 {
            var out = room.baseAddress
            var outLeft = room.count
            var next: UnsafeMutablePointer<CChar>? = input
            let result = iconv(handle, &next, &left, &out, &outLeft)
            input = next!
            output.append(
                contentsOf: UnsafeRawBufferPointer(
                    start: room.baseAddress, count: room.count - outLeft))
            if result == -1, errno != E2BIG, left > 0 {
                repaired += 1
                output.append(contentsOf: [0xef, 0xbf, 0xbd])
                input += 1
                left -= 1
            }
        }
    }
    return DecodedText(
        text: String(decoding: output, as: UTF8.self), encoding: encoding, repaired: repaired)
}

/// 0x80–0x9F of Windows-1252; the five unused ones stand for the C1 controls, as in browsers.
private let windows1252: [UInt16] = [
    0x20AC, 0x81, 0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160, 0x2039,
    0x0152, 0x8D, 0x017D, 0x8F, 0x90, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
    0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D, 0x017E, 0x0178,
]

/// The scalar HTML and XML writers mean by a C1 control: `&#150;` is a dash.
func windows1252Scalar(_ value: UInt32) -> UInt32 {
    value >= 0x80 && value < 0xa0 ? UInt32(windows1252[Int(value) - 0x80]) : value
}

private func decodeWindows1252(_ bytes: UnsafeBufferPointer<UInt8>) -> DecodedText {
    var out: [UInt8] = []
    out.reserveCapacity(bytes.count + bytes.count / 8)
    for byte in bytes {
        let value = windows1252Scalar(UInt32(byte))
        if value < 0x80 {
            out.append(UInt8(value))
        } else if value < 0x800 {
            out.append(UInt8(0xc0 | value >> 6))
            out.append(UInt8(0x80 | value & 0x3f))
        } else {
            out.append(UInt8(0xe0 | value >> 12))
            out.append(UInt8(0x80 | value >> 6 & 0x3f))
            out.append(UInt8(0x80 | value & 0x3f))
        }
    }
    return DecodedText(text: String(decoding: out, as: UTF8.self), encoding: "windows-1252")
}

/// What single-byte or East Asian encoding the letters speak for; Windows-1252 where none does.
///
/// Latin text has few bytes above ASCII, mostly alone between ASCII letters. Cyrillic text is runs
/// of them: in Windows-1251 small letters are 0xE0–0xFF, in KOI8-R 0xC0–0xDF. East Asian text is
/// tried with its own converters and believed when all of it converts.
func legacyEncoding(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    var high = 0
    var letters = 0
    var upperHalf = 0  // 0xE0–0xFF
    var lowerHalf = 0  // 0xC0–0xDF
    var pairs = 0
    var previousHigh = false
    let sample = UnsafeBufferPointer(rebasing: bytes[..<min(bytes.count, 64 << 10)])
    for byte in sample {
        let isHigh = byte >= 0x80
        if isHigh {
            high += 1
            if previousHigh { pairs += 1 }
            if byte >= 0xe0 { upperHalf += 1 } else if byte >= 0xc0 { lowerHalf += 1 }
        } else if isLetter(byte) {
            letters += 1
        }
        previousHigh = isHigh
    }
    guard high > 0, pairs * 2 > high, high >= 4 else { return "windows-1252" }
    if (upperHalf + lowerHalf) * 100 >= high * 85, high * 2 > letters {
        return upperHalf >= lowerHalf ? "windows-1251" : "koi8-r"
    }
    // Where all of it converts, the one whose text has most of its script's everyday characters.
    var best: (name: String, score: Int) = ("windows-1252", 0)
    for name in ["cp932", "cp949", "gb18030", "big5-hkscs"] {
        guard let decoded = convert(sample, from: name), decoded.repaired <= 1 else { continue }
        var score = 0
        for scalar in decoded.text.unicodeScalars {
            switch scalar.value {
            case 0x3041...0x30ff where name == "cp932": score += 3
            case 0xac00...0xd7a3 where name == "cp949": score += 3
            case 0x3001, 0x3002, 0xff0c: score += 2
            case 0x7684, 0x4e00, 0x662f, 0x4e0d, 0x5728, 0x4e86, 0x6709, 0x4eba, 0x56fd, 0x570b:
                score += 3
            case 0x4e00...0x9fff: score += 1
            case 0xff61...0xff9f, 0xe000...0xf8ff: score -= 4
            default: break
            }
        }
        if score > best.score { best = (name, score) }
    }
    return best.name
}
