import Foundation
import Testing
import TocsinText

@testable import TocsinMatching

/// The pairs of article and rule that Lucene Monitor found, one by one.
///
/// A_10k on Reuters is compared by `script/bench matching`: unoptimized it takes minutes.
struct OracleTests {
    static let data: URL? = {
        let root = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().deletingLastPathComponent()
        let folder =
            ProcessInfo.processInfo.environment["TOCSIN_DATA"].map { URL(fileURLWithPath: $0) }
            ?? root.appendingPathComponent("../shared/data")
        let oracle = folder.appendingPathComponent("oracle").path
        return FileManager.default.fileExists(atPath: oracle) ? folder : nil
    }()

    static func unzipped(_ path: String) throws -> [UInt8] {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        process.arguments = ["gzip", "-dc", try #require(data).appendingPathComponent(path).path]
        let pipe = Pipe()
        process.standardOutput = pipe
        try process.run()
        let bytes = pipe.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return Array(bytes)
    }

    @Test(
        .enabled(if: data != nil, "../shared/data/oracle is absent"),
        arguments: ["A_1k", "B_1k", "C_1k"])
    func `the pairs are the oracle's`(rules: String) throws {
        let set = try NeutralTests.compile(
            String(decoding: try Self.unzipped("rules/\(rules).jsonl.gz"), as: UTF8.self))
        let matcher = NeutralMatcher(set)
        var found: [Int: Set<String>] = [:]
        var index = 0
        try Self.unzipped("corpora/bbc2225.jsonl.gz").withUnsafeBufferPointer { lines in
            var reader = NeutralLineReader(lines, keys: ["title", "text"])
            while true {
                var parts = ["", ""]
                let more = try reader.next { (key, string) throws(MatchingError) in
                    parts[key] = String(decoding: string, as: UTF8.self)
                }
                guard more else { break }
                TextAnalyzer.padded(parts[0] + " " + parts[1]).withUnsafeBufferPointer {
                    matcher.match($0)
                }
                if !matcher.matched.isEmpty {
                    found[index] = Set(matcher.matched.map { set.id(Int($0)) })
                }
                index += 1
            }
        }
        #expect(index == 2225)
        var expected: [Int: Set<String>] = [:]
        let oracle = String(
            decoding: try Self.unzipped("oracle/\(rules).bbc2225.tsv.gz"), as: UTF8.self)
        for line in oracle.split(separator: "\n") {
            let cells = line.split(separator: "\t")
            expected[try #require(Int(cells[0]))] = Set(
                cells[1].split(separator: " ").map(String.init))
        }
        for article in Set(found.keys).union(expected.keys).sorted() {
            let difference = found[article, default: []].symmetricDifference(
                expected[article, default: []])
            #expect(difference.isEmpty, "article \(article)")
        }
    }
}
