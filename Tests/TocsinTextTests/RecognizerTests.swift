import Foundation
import Testing
import TocsinModel

@testable import TocsinText

@Suite struct RecognizerTests {
    /// Shares of the cases that must be met.
    static let floors: [RecognizerFamily: Double] = [
        .numbers: 0.95, .ranges: 0.95, .percentages: 0.95, .ordinals: 0.95, .ages: 0.95,
        .currency: 0.95, .dimensions: 0.95, .temperature: 0.95, .dates: 0.88,
    ]

    @Test(.enabled(if: RecognizerCase.isThere, "../shared/data/recognizers is absent"))
    func `the forms of the Recognizers set are found with their values`() throws {
        var score: [String: (met: Int, of: Int)] = [:]
        var byFamily: [RecognizerFamily: (met: Int, of: Int)] = [:]
        var missed = ""
        let recognizer = FormRecognizer(options: FormOptions(reading: .literal))
        let wanted: Set<String> = ["date", "daterange", "datetime", "duration"]
        for test in try RecognizerCase.load() {
            guard let family = RecognizerFamily(test.file) else { continue }
            if family == .dates {
                guard !test.results.isEmpty, test.results.allSatisfy({ wanted.contains($0.type) })
                else { continue }
            }
            let analyzed = TextAnalyzer().analyze(test.input, field: .body)
            let mentions = analyzed.sentences.indices.flatMap {
                recognizer.mentions(
                    in: analyzed, sentence: $0, published: test.reference,
                    kinds: family.kinds(test.file))
            }
            let met = test.isMet(mentions, family)
            score[test.file, default: (0, 0)].of += 1
            byFamily[family, default: (0, 0)].of += 1
            if met {
                score[test.file]!.met += 1
                byFamily[family]!.met += 1
            } else {
                let got = mentions.map {
                    "\n      got \($0.span.start)-\($0.span.end) \($0.text): \($0.form)"
                }
                let expected = test.results.map {
                    "\n      exp \($0.start)-\($0.end + 1) \($0.type) \($0.values.map { v in v.filter { $0.key != "timex" && $0.key != "type" } })"
                }
                missed +=
                    "\(test.file): \(test.input) [\(test.reference?.description.prefix(10) ?? "")]\(expected.joined())\(got.joined())\n"
            }
        }
        for (file, s) in score.sorted(by: { $0.key < $1.key }) {
            print("\(file): \(s.met) of \(s.of)")
        }
        for family in RecognizerFamily.allCases {
            guard let s = byFamily[family] else { continue }
            let share = Double(s.met) / Double(s.of)
            print(
                "\(family.rawValue): \(s.met) of \(s.of), \(Int((share * 1000).rounded()) / 10) %")
            #expect(share >= Self.floors[family]!, "\(family.rawValue)")
        }
        if let path = ProcessInfo.processInfo.environment["TOCSIN_MISSED"] {
            try missed.write(toFile: path, atomically: true, encoding: .utf8)
        }
    }
}
