import Foundation
import Testing
import TocsinModel

@testable import TocsinExtraction

/// Hand-annotated attributions of political news (PolNeAR): source, cue and content by characters.
struct AnnotatedArticle: Decodable {
    struct Piece: Decodable { var spans: [[Int]] }

    struct Attribution: Decodable {
        var kind: String
        var source: [Piece]
        var content: [Piece]
    }

    var text: String
    var attributions: [Attribution]

    /// The half that was not looked at while the rules were written: lines 1, 3, 5, … of the file.
    static let unseen: [AnnotatedArticle] = {
        let file = ClaimReading.root.appendingPathComponent(
            "../shared/data/polnear/polnear_dev.jsonl.gz")
        let folder = ProcessInfo.processInfo.environment["TOCSIN_DATA"]
            .map { URL(fileURLWithPath: $0).appendingPathComponent("polnear/polnear_dev.jsonl.gz") }
        guard let data = unpacked(folder ?? file) else { return [] }
        return data.split(separator: 0x0A).enumerated().compactMap { line, bytes in
            line % 2 == 0
                ? try? JSONDecoder().decode(AnnotatedArticle.self, from: Data(bytes)) : nil
        }
    }()

    private static func unpacked(_ file: URL) -> Data? {
        guard FileManager.default.fileExists(atPath: file.path) else { return nil }
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", file.path]
        let pipe = Pipe()
        process.standardOutput = pipe
        guard (try? process.run()) != nil else { return nil }
        let data = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return data
    }
}

@Suite(.enabled(if: !AnnotatedArticle.unseen.isEmpty, "needs ../shared/data/polnear"))
struct `Attributions of annotated news` {
    private static func words(_ text: some StringProtocol) -> [String] {
        text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
    }

    /// The byte offset of each character (Unicode scalar), and the end.
    private static func offsets(_ text: String) -> [Int] {
        var result = [0]
        for scalar in text.unicodeScalars { result.append(result.last! + UTF8.width(scalar)) }
        return result
    }

    private static func bytes(_ pieces: [AnnotatedArticle.Piece], _ offsets: [Int]) -> [Range<Int>]
    {
        pieces.flatMap(\.spans).map { offsets[$0[0]]..<offsets[$0[1]] }
    }

    private static func overlap(_ a: [Range<Int>], _ b: [Range<Int>]) -> Int {
        var sum = 0
        for x in a { for y in b { sum += x.clamped(to: y).count } }
        return sum
    }

    private static func ranges(_ claim: Claim) -> [Range<Int>] {
        (claim.parts ?? [claim.span].compactMap(\.self)).map { $0.start..<$0.end }
    }

    @Test func `give four of five direct quotations whole and with their speaker`() {
        var total = 0
        var exact = 0
        var spoken = 0
        for article in AnnotatedArticle.unseen {
            let claims = ClaimReading.claims(article.text).filter { $0.form == .direct }
            let offsets = Self.offsets(article.text)
            let utf8 = Array(article.text.utf8)
            for gold in article.attributions where gold.kind == "direct" && !gold.source.isEmpty {
                total += 1
                let content = Self.bytes(gold.content, offsets)
                let best = claims.max {
                    Self.overlap(Self.ranges($0), content) < Self.overlap(Self.ranges($1), content)
                }
                guard let best, Self.overlap(Self.ranges(best), content) > 0 else { continue }
                let text = content.map { String(decoding: utf8[$0], as: UTF8.self) }
                if Self.words(text.joined(separator: " ")) == Self.words(best.text) { exact += 1 }
                let source = Self.bytes(gold.source, offsets)
                let own = best.speakerSpan.map { [$0.start..<$0.end] } ?? []
                let names = Set(
                    source.flatMap { Self.words(String(decoding: utf8[$0], as: UTF8.self)) })
                if Self.overlap(own, source) > 0
                    || !names.isDisjoint(with: Self.words(best.speaker).filter { $0.count > 3 })
                {
                    spoken += 1
                }
            }
        }
        #expect(total > 150)
        #expect(Double(exact) / Double(total) >= 0.85, "\(exact) of \(total) exact")
        #expect(Double(spoken) / Double(total) >= 0.85, "\(spoken) of \(total) with their speaker")
    }

    @Test func `give the content of reported statements`() {
        var gold = 0
        var found = 0
        var both = 0
        for article in AnnotatedArticle.unseen {
            let offsets = Self.offsets(article.text)
            var annotated = [Bool](repeating: false, count: article.text.utf8.count + 1)
            var claimed = annotated
            for attribution in article.attributions where attribution.kind != "direct" {
                for range in Self.bytes(attribution.content, offsets) {
                    for i in range { annotated[i] = true }
                }
            }
            for claim in ClaimReading.claims(article.text) where claim.form != .direct {
                for range in Self.ranges(claim) { for i in range { claimed[i] = true } }
            }
            for i in annotated.indices {
                if annotated[i] { gold += 1 }
                if claimed[i] { found += 1 }
                if annotated[i], claimed[i] { both += 1 }
            }
        }
        let f1 = 2 * Double(both) / Double(gold + found)
        #expect(f1 >= 0.6, "F1 of reported content by bytes: \(f1)")
    }
}
