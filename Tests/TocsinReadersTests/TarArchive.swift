import Foundation
import TocsinReaders

/// The files of a tar archive, read with the readers' own decompression.
struct TarArchive {
    struct File {
        var name: String
        var bytes: [UInt8]
    }

    var files: [File] = []

    init(gzip bytes: [UInt8]) throws {
        let all = decompressed(bytes)
        var at = 0
        while at + 512 <= all.count, all[at] != 0 {
            let name = String(decoding: all[at..<(at + 100)].prefix { $0 != 0 }, as: UTF8.self)
            let digits = all[(at + 124)..<(at + 136)].filter { $0 >= 48 && $0 <= 55 }
            let size = Int(String(decoding: digits, as: UTF8.self), radix: 8) ?? 0
            let kind = all[at + 156]
            at += 512
            if kind == 48 || kind == 0, at + size <= all.count {
                files.append(File(name: name, bytes: Array(all[at..<(at + size)])))
            }
            at += (size + 511) / 512 * 512
        }
    }
}

/// Changes bytes the way broken programs do; the same seed changes them the same way.
struct Mutator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9e37_79b9_7f4a_7c15 | 1 }

    mutating func next() -> UInt64 {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return state
    }

    mutating func below(_ bound: Int) -> Int { Int(next() % UInt64(max(bound, 1))) }

    mutating func mutate(_ bytes: [UInt8], with other: [UInt8]) -> [UInt8] {
        var out = bytes
        for _ in 0...below(6) {
            guard !out.isEmpty else { return other }
            let at = below(out.count)
            switch below(8) {
            case 0: out[at] = UInt8(truncatingIfNeeded: next())
            case 1: out.removeSubrange(at..<min(out.count, at + 1 + below(20)))
            case 2: out.insert(contentsOf: other.prefix(below(60)), at: at)
            case 3: out.removeLast(out.count - at)
            case 4:
                out.insert(
                    contentsOf: out[at..<min(out.count, at + below(80))], at: below(out.count))
            case 5: out.insert([0x3c, 0x3e, 0x26, 0x22, 0, 0x5d, 0xff, 0xc2][below(8)], at: at)
            case 6:
                let pieces = [
                    "<![CDATA[", "]]>", "<!DOCTYPE x [", "<!--", "-->", "&#x0;", "&#99999999;",
                    "<?",
                    "</", "xmlns:a=''", "\u{feff}", "<!ENTITY a \"&a;\">",
                ]
                out.insert(contentsOf: Array(pieces[below(pieces.count)].utf8), at: at)
            default: out.swapAt(at, below(out.count))
            }
        }
        return out
    }
}
