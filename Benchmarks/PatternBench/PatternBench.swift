import Foundation
import TocsinMatching
import TocsinModel
import TocsinText

/// Measures token patterns on lines of JSON: words, sentences, keywords and patterns of every
/// article, one core. The patterns are cut from the articles by a fixed seed, so that each occurs.
///
///     PatternBench PATTERNS ARTICLES.jsonl
@main
enum PatternBench {
    static func main() throws {
        guard CommandLine.arguments.count == 3, let wanted = Int(CommandLine.arguments[1]),
            let data = FileManager.default.contents(atPath: CommandLine.arguments[2])
        else {
            print("usage: PatternBench PATTERNS ARTICLES.jsonl")
            exit(2)
        }
        let articles = read([UInt8](data))
        let analyzer = TextAnalyzer()
        var random = SplitMix(state: 7)
        var builder = MatcherBuilder()
        var texts = Set<String>()
        let sample = articles.map { analyzer.analyze($0).body }
        let start = seconds()
        while texts.count < wanted {
            guard let text = pattern(sample[random.below(sample.count)], &random),
                texts.insert(text).inserted
            else { continue }
            _ = try builder.addPatterns(PatternRuleSpec(patterns: [try PatternSyntax.parse(text)]))
        }
        let matcher = builder.build()
        let compiled = seconds() - start
        let scratch = MatcherScratch(matcher)
        var best = Double.infinity
        var found = 0
        var words = 0
        for _ in 0..<3 {
            let start = seconds()
            (found, words) = (0, 0)
            for article in articles {
                let analyzed = analyzer.analyze(article)
                words += analyzed.body.tokens.count
                found += matcher.match(analyzed, scratch) { _, _, _ in [] }.count
            }
            best = min(best, seconds() - start)
        }
        precondition(found >= wanted, "every pattern was cut from an article, so it occurs")
        print(
            "tocsin patterns_\(wanted) patterns=\(wanted) compile_s=\(rounded(compiled)) "
                + "articles=\(articles.count) words=\(words) matches=\(found) "
                + "scan_s=\(rounded(best)) "
                + "articles_per_s=\(Int(Double(articles.count) / best))")
    }

    /// A pattern that some words of a text match: two to four of them, with a gap, an alternative,
    /// an optional word, a prefix or a capture.
    private static func pattern(_ text: AnalyzedText, _ random: inout SplitMix) -> String? {
        guard
            let sentence = text.sentences.isEmpty
                ? nil : text.sentences[random.below(text.sentences.count)],
            sentence.tokens.count >= 8
        else { return nil }
        let first = sentence.tokens.lowerBound + random.below(sentence.tokens.count - 6)
        let words = (0..<6).map { text.folded(first + $0) }
        guard words.allSatisfy({ $0.utf8.allSatisfy { 97...122 ~= $0 } && $0.utf8.count > 2 })
        else { return nil }
        switch random.below(6) {
        case 0: return "\(words[0]) \(words[1]) \(words[2])"
        case 1: return "\(words[0]) ...4 \(words[3])"
        case 2: return "[\(words[0]) | \(words[5])] \(words[1]) \(words[2])?"
        case 3: return "{what: word} \(words[1]) \(words[2])"
        case 4: return "\(words[0].prefix(4))* {what: phrase} \(words[4])"
        default:
            return
                "\(words[0]) [\(words[1]) | \(words[2])]? ... {what: [\(words[4]) | \(words[5])]}"
        }
    }

    private static func read(_ content: [UInt8]) -> [Article] {
        var articles: [Article] = []
        content.withUnsafeBufferPointer { buffer in
            var reader = NeutralLineReader(buffer, keys: ["title", "text", "body"])
            var (title, body) = ("", "")
            do throws(MatchingError) {
                while try reader.next({ key, string in
                    let text = String(decoding: string, as: UTF8.self)
                    if key == 0 { title = text } else { body = text }
                }) {
                    articles.append(
                        Article(
                            id: "\(articles.count)", title: title, language: "en", body: body))
                    (title, body) = ("", "")
                }
            } catch {
                print("\(error)")
                exit(1)
            }
        }
        return articles
    }

    /// Processor seconds of the process.
    private static func seconds() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    private static func rounded(_ value: Double) -> String { String(format: "%.4f", value) }
}

private struct SplitMix {
    var state: UInt64
    mutating func below(_ n: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Int((z ^ (z >> 31)) % UInt64(n))
    }
}
