import Foundation
import TocsinModel
import TocsinText

/// Measures the recognizers of form on lines of JSON with a sentence each, one core: words,
/// sentences and every kind of form, in both readings. Counts are asserted before anything is timed.
///
///     FormBench CASES.jsonl
@main
enum FormBench {
    static func main() throws {
        guard CommandLine.arguments.count == 2,
            let data = FileManager.default.contents(atPath: CommandLine.arguments[1])
        else {
            print("usage: FormBench CASES.jsonl")
            exit(2)
        }
        let cases = try data.split(separator: 10).map { line in
            try JSONDecoder().decode(Case.self, from: Data(line))
        }
        let bytes = cases.reduce(0) { $0 + $1.input.utf8.count }
        for (name, reading) in [("news", FormReading.news), ("literal", .literal)] {
            let recognizer = FormRecognizer(options: FormOptions(reading: reading))
            let found = mentions(cases, recognizer)
            precondition(found > cases.count / 2, "most cases hold a form")
            var best = Duration.seconds(3600)
            for _ in 0..<7 {
                best = min(best, ContinuousClock().measure { _ = mentions(cases, recognizer) })
            }
            let each =
                Double(best.components.attoseconds) / 1e12 + Double(best.components.seconds) * 1e6
            print(
                "forms \(name): \(cases.count) cases, \(bytes) bytes, \(found) forms, "
                    + "\((each / Double(cases.count) * 10).rounded() / 10) µs a case")
        }
    }

    struct Case: Decodable {
        var input: String
        var ref: String?
    }

    static func mentions(_ cases: [Case], _ recognizer: FormRecognizer) -> Int {
        let analyzer = TextAnalyzer()
        return cases.reduce(0) { sum, test in
            let text = analyzer.analyze(test.input, field: .body)
            let published = test.ref.flatMap(Timestamp.init)
            return text.sentences.indices.reduce(sum) {
                $0 + recognizer.mentions(in: text, sentence: $1, published: published).count
            }
        }
    }
}
