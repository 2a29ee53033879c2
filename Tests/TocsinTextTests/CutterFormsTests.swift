import CTocsinText
import Testing

@testable import TocsinText

/// Words are cut by one of several forms of the same loop; which, the processor decides.
struct CutterFormsTests {
    typealias Cut =
        @convention(c) (
            UnsafeMutablePointer<c_tocsin_cutting>?, UnsafeMutablePointer<c_tocsin_token>?, Int64,
            Int32
        ) -> Int32

    /// What a form made of a text: its tokens, and the runs it left for the slow way.
    struct Result: Equatable {
        var tokens: [[UInt64]] = []
        var slow: [Range<Int32>] = []
    }

    /// - Parameter room: tokens there is room for before the form must ask for more.
    static func result(_ text: [UInt8], _ cut: Cut, keepsApostrophes: Bool, room: Int) -> Result {
        let padded = text + [UInt8](repeating: 0, count: WordCutter.padding)
        let cutting = UnsafeMutablePointer<c_tocsin_cutting>.allocate(capacity: 1)
        let tokens = UnsafeMutablePointer<c_tocsin_token>.allocate(capacity: text.count + 8)
        defer {
            cutting.deallocate()
            tokens.deallocate()
        }
        var result = Result()
        var room = room
        padded.withUnsafeBufferPointer { bytes in
            c_tocsin_cut_begin(cutting, bytes.baseAddress, Int64(text.count))
            while true {
                let stop = Int(cut(cutting, tokens, Int64(room), keepsApostrophes ? 1 : 0))
                if stop == C_TOCSIN_CUT_DONE { break }
                if stop == C_TOCSIN_CUT_FULL {
                    room += 3
                } else {
                    result.slow.append(cutting.pointee.slow_start..<cutting.pointee.slow_end)
                }
            }
        }
        for i in 0..<Int(cutting.pointee.token_count) {
            let t = tokens[i]
            result.tokens.append([
                UInt64(t.start), UInt64(t.end), t.hash, UInt64(t.flags), UInt64(t.gap),
                UInt64(bitPattern: Int64(t.sentence)),
            ])
        }
        return result
    }

    static func text(_ random: inout SplitMix) -> [UInt8] {
        let pieces = [
            " ", " ", " ", "\n", ", ", ". ", "'", "'s", "'S ", "’s", "-", "_", "__", ".", ":", ",",
            ";", "0",
            "1,750", "3.5", "S-300", "USA", "Qaeda", "й", "Київ", "é", "漢", "n't",
        ]
        let letters = Array("abcdefgxyzABCXYZ019".utf8)
        var text: [UInt8] = []
        for _ in 0..<Int.random(in: 0...60, using: &random) {
            if Bool.random(using: &random) {
                text += Array(pieces.randomElement(using: &random)!.utf8)
            } else {
                for _ in 0..<Int.random(in: 1...20, using: &random) {
                    text.append(letters.randomElement(using: &random)!)
                }
                if Bool.random(using: &random) { text.append(32) }
            }
        }
        return text
    }

    @Test func `every form cuts the same words with the same hashes and flags`() {
        var random = SplitMix(seed: 41)
        let best = c_tocsin_cut_form()
        for _ in 0..<10_000 {
            let text = Self.text(&random)
            let keeps = Bool.random(using: &random)
            let room = Int.random(in: 0...40, using: &random)
            func result(_ cut: Cut) -> Result {
                Self.result(text, cut, keepsApostrophes: keeps, room: room)
            }
            let plain = result(c_tocsin_cut_baseline)
            if best >= 1 { #expect(result(c_tocsin_cut_avx2) == plain) }
            if best >= 2 { #expect(result(c_tocsin_cut_avx512) == plain) }
            #expect(result(c_tocsin_cut) == plain)
        }
    }

    /// The definition: runs of letters, digits and underscores, joined by `.` and `'` between letters or
    /// digits, by `:` between letters and by `,` and `;` between digits.
    static func runs(_ text: [UInt8]) -> [Range<Int32>] {
        func isLetter(_ i: Int) -> Bool {
            text.indices.contains(i) && (text[i] | 0x20 &- 97 < 26 || text[i] >= 128)
        }
        func isDigit(_ i: Int) -> Bool {
            text.indices.contains(i) && (text[i] &- 48 < 10 || text[i] >= 128)
        }
        func isWord(_ i: Int) -> Bool {
            if isLetter(i) || isDigit(i) || text[i] == 95 { return true }
            let letters = isLetter(i - 1) && isLetter(i + 1)
            let digits = isDigit(i - 1) && isDigit(i + 1)
            switch text[i] {
            case 46, 39: return letters || digits
            case 58: return letters
            case 44, 59: return digits
            default: return false
            }
        }
        var runs: [Range<Int32>] = []
        var start = -1
        for i in 0...text.count {
            let inside = i < text.count && isWord(i)
            if inside, start < 0 { start = i }
            if !inside, start >= 0 {
                runs.append(Int32(start)..<Int32(i))
                start = -1
            }
        }
        return runs
    }

    @Test func `borders are those of the definition`() {
        var random = SplitMix(seed: 42)
        for _ in 0..<10_000 {
            let text = Self.text(&random)
            let found = Self.result(text, c_tocsin_cut, keepsApostrophes: true, room: 1000)
            let tokens = found.tokens.map { Int32($0[0])..<Int32($0[1]) }
            let all = (tokens + found.slow).sorted { $0.lowerBound < $1.lowerBound }
            let wanted = Self.runs(text).filter { run in
                !text[Int(run.lowerBound)..<Int(run.upperBound)].allSatisfy { $0 == 95 }
                    || run.count > 16
            }
            #expect(all == wanted)
        }
    }

    @Test func `a possessive is cut off in every form, in a group of four words or alone`() {
        let text = Array("One Kursk's two three USA'S four five six seven's".utf8)
        let words = ["One", "Kursk", "two", "three", "USA", "four", "five", "six", "seven"]
        for cut in [c_tocsin_cut_baseline, c_tocsin_cut] as [Cut] {
            let result = Self.result(text, cut, keepsApostrophes: false, room: 1000)
            #expect(result.slow.isEmpty)
            let found = result.tokens.map {
                String(decoding: text[Int($0[0])..<Int($0[1])], as: UTF8.self)
            }
            #expect(found == words)
            #expect(result.tokens.map { $0[3] & 32 } == [0, 32, 0, 0, 32, 0, 0, 0, 32])
            #expect(result.tokens[4][3] & 2 == 2, "all capitals without its s")
        }
    }
}
