import ArgumentParser
import Foundation
import TocsinMatching
import TocsinReaders
import TocsinText

/// Tries a big list of words and queries on articles, without a workspace.
struct MatchCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "match",
        abstract: "Finds which of many rules match each article.",
        discussion: """
            Rules are lines of JSON: an "id" and either "phrase", or "must" and "not_", or "any1", "any2" and \
            "not_", or "query". Articles are text files, or lines of JSON with "title", "text" (or "body") and \
            "language" (or "lang"; English where it is not said). Each may be gzipped. Prints a line for each \
            match: the article's index, a tab, the rule's id.

            A query tells the title from the body. With --fold case a phrase takes them as one text, as word \
            search engines do; with --fold full a phrase ends with the title.

              tocsin match --rules phrases.jsonl articles.jsonl --stats
            """)

    enum Format: String, ExpressibleByArgument, CaseIterable { case tsv, json }
    enum Fold: String, ExpressibleByArgument, CaseIterable { case `case`, full }

    @Option(help: ArgumentHelp("The rules, one JSON object a line.", valueName: "file"))
    var rules: String

    @Argument(help: "Text files, or lines of JSON (.jsonl, .jsonl.gz).")
    var articles: [String] = []

    @Option(help: "case: lower case only, as word search engines do; full: as rules of plugins do.")
    var fold: Fold = .full

    @Option(help: "tsv: index, tab, id; json: one object an article.")
    var format: Format = .tsv

    @Flag(help: "Print counts and processor seconds to standard error.")
    var stats = false

    @Flag(help: "Print no matches.")
    var quiet = false

    @Option(help: "Scan so many times and report the fastest.")
    var passes = 1

    @Option(help: "Articles scanned at a time.")
    var workers = 1

    @Option(help: ArgumentHelp("Keep compiled rules in this folder.", valueName: "folder"))
    var cache: String?

    func validate() throws {
        guard (1...1000).contains(passes), (1...256).contains(workers) else {
            throw ValidationError("--passes and --workers are at least 1")
        }
    }

    func run() throws {
        let clock = ProcessorClock()
        // A phrase goes over a space, and not over the end of a paragraph.
        let texts = try MatchTexts(articles, between: fold == .full ? "\u{2029}" : " ")
        let loaded = clock.lap()
        let set = try compiled()
        let compiled = clock.lap()
        var best = Double.infinity
        var elapsed = Double.infinity
        var scan = MatchScan(set, texts, workers: workers)
        for _ in 0..<passes {
            let start = Date()
            _ = clock.lap()
            scan.run()
            best = min(best, clock.lap())
            elapsed = min(elapsed, Date().timeIntervalSince(start))
        }
        if !quiet { scan.print(format) }
        if stats {
            let megabytes = Double(texts.byteCount) / 1e6
            StandardError.write(
                """
                rules=\(set.ruleCount) keywords=\(set.automaton.keywordCount) \
                set_bytes=\(set.automaton.bytes.buffer.count + set.bytes.buffer.count) \
                resident_kb=\(Self.residentKilobytes()) \
                articles=\(texts.count) bytes=\(texts.byteCount) hits=\(scan.hits) \
                matches=\(scan.matches) read_s=\(seconds(loaded)) compile_s=\(seconds(compiled)) \
                scan_s=\(seconds(best)) wall_s=\(seconds(elapsed)) \
                mb_per_s=\(String(format: "%.1f", megabytes / best)) \
                articles_per_s=\(String(format: "%.0f", Double(texts.count) / best))

                """)
        }
    }

    /// What the process holds in memory, as the system counts it; 0 where it does not tell.
    private static func residentKilobytes() -> Int {
        guard let data = FileManager.default.contents(atPath: "/proc/self/statm") else { return 0 }
        let numbers = String(decoding: data, as: UTF8.self).split(separator: " ")
        return numbers.count > 1 ? (Int(numbers[1]) ?? 0) * Int(getpagesize()) / 1024 : 0
    }

    private func seconds(_ value: Double) -> String { String(format: "%.4f", value) }

    /// The rules, compiled now or before.
    private func compiled() throws -> NeutralRuleSet {
        let folding: TextAnalyzer.Folding = fold == .full ? .full : .plain
        let source = try MatchTexts.read(rules)
        let key = source.withUnsafeBytes { CompiledSet.checksum($0) } &+ (fold == .full ? 1 : 0)
        let store = cache.map { CompiledSetFile(folder: $0, key: key) }
        if let kept = store?.open() { return kept }
        var builder = NeutralRuleSetBuilder(folding: folding)
        var failure: MatchingError?
        source.withUnsafeBufferPointer { bytes in
            do throws(MatchingError) {
                try builder.add(bytes)
            } catch { failure = error }
        }
        if let failure {
            StandardError.write(
                "\(rules):\(failure.line.map { "\($0): " } ?? " ")\(failure.message)\n")
            throw ExitCode(1)
        }
        let set = try builder.build(key: key)
        store?.write(set)
        return set
    }
}

/// Processor seconds of the whole process.
private final class ProcessorClock {
    private var last = ProcessorClock.now()

    private static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Seconds since the last lap.
    func lap() -> Double {
        let now = Self.now()
        defer { last = now }
        return now - last
    }
}

/// The texts of all articles, one after the other in memory: title, what stands between, body.
struct MatchTexts: Sendable {
    private(set) var bytes: [UInt8] = []
    private(set) var ranges: [Range<Int>] = []
    /// Bytes of each one's title.
    private(set) var titleSizes: [Int] = []
    private(set) var languages: [String] = []

    var count: Int { ranges.count }
    var byteCount: Int { ranges.reduce(0) { $0 + $1.count } }

    /// The texts in so many stretches of about as many bytes each.
    func shares(_ count: Int) -> [Range<Int>] {
        let total = ranges.last?.upperBound ?? 0
        let bounds = (0...count).map { i in
            i == count
                ? ranges.count
                : ranges.firstIndex { $0.lowerBound >= total * i / count } ?? ranges.count
        }
        return (0..<count).map { bounds[$0]..<bounds[$0 + 1] }
    }

    init(_ files: [String], between: String) throws {
        for file in files {
            let content = try Self.read(file)
            let name = file.hasSuffix(".gz") ? String(file.dropLast(3)) : file
            if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") {
                try addLines(content, file, Array(between.utf8))
            } else {
                add(title: [], between: [], body: content, language: Self.usualLanguage)
            }
        }
        // A scan loads a little past the end.
        bytes.append(contentsOf: repeatElement(0, count: WordCutter.padding))
    }

    private static let usualLanguage = "en"

    private mutating func add(title: [UInt8], between: [UInt8], body: [UInt8], language: String) {
        let start = bytes.count
        bytes += title
        bytes += between
        bytes += body
        ranges.append(start..<bytes.count)
        titleSizes.append(title.count)
        languages.append(language)
    }

    private mutating func addLines(_ content: [UInt8], _ file: String, _ between: [UInt8]) throws {
        var title: [UInt8] = []
        var body: [UInt8] = []
        var language = ""
        var failure: MatchingError?
        content.withUnsafeBufferPointer { buffer in
            var reader = NeutralLineReader(
                buffer, keys: ["title", "text", "body", "language", "lang"])
            do throws(MatchingError) {
                while true {
                    title.removeAll(keepingCapacity: true)
                    body.removeAll(keepingCapacity: true)
                    language = Self.usualLanguage
                    let more = try reader.next { (key, string) throws(MatchingError) in
                        switch key {
                        case 0: title = Array(string)
                        case 1, 2: body = Array(string)
                        default: language = String(decoding: string, as: UTF8.self)
                        }
                    }
                    guard more else { break }
                    add(title: title, between: between, body: body, language: language)
                }
            } catch { failure = error }
        }
        if let failure {
            StandardError.write(
                "\(file):\(failure.line.map { "\($0): " } ?? " ")\(failure.message)\n")
            throw ExitCode(1)
        }
    }

    /// The bytes of a file, gzipped or not.
    static func read(_ path: String) throws -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: path) else {
            StandardError.write("\(path): cannot be read; check that it is a file\n")
            throw ExitCode(1)
        }
        return decompressed([UInt8](data))
    }
}

/// The scan of all texts, by one worker or several.
private struct MatchScan {
    /// One worker's matcher and what it found in its share of the texts.
    final class Worker: @unchecked Sendable {
        let matcher: NeutralMatcher
        let share: Range<Int>
        var hits = 0
        /// Rules that match, text after text, and where each text's end.
        var rules: [UInt32] = []
        var ends: [Int] = []

        init(_ set: NeutralRuleSet, _ share: Range<Int>) {
            matcher = NeutralMatcher(set)
            self.share = share
        }

        func run(_ bytes: UnsafeBufferPointer<UInt8>, _ texts: MatchTexts) {
            hits = 0
            rules.removeAll(keepingCapacity: true)
            ends.removeAll(keepingCapacity: true)
            for i in share {
                matcher.match(
                    UnsafeBufferPointer(rebasing: bytes[texts.ranges[i]]),
                    titleSize: texts.titleSizes[i], language: texts.languages[i])
                hits += matcher.hits
                rules += matcher.matched
                ends.append(rules.count)
            }
        }
    }

    let set: NeutralRuleSet
    let texts: MatchTexts
    let workers: [Worker]

    init(_ set: NeutralRuleSet, _ texts: MatchTexts, workers: Int) {
        self.set = set
        self.texts = texts
        self.workers = texts.shares(workers).map { Worker(set, $0) }
    }

    var hits: Int { workers.reduce(0) { $0 + $1.hits } }
    var matches: Int { workers.reduce(0) { $0 + $1.rules.count } }

    mutating func run() {
        let workers = self.workers
        let texts = self.texts
        texts.bytes.withUnsafeBufferPointer { bytes in
            if workers.count == 1 {
                workers[0].run(bytes, texts)
            } else {
                nonisolated(unsafe) let bytes = bytes
                DispatchQueue.concurrentPerform(iterations: workers.count) {
                    workers[$0].run(bytes, texts)
                }
            }
        }
    }

    func print(_ format: MatchCommand.Format) {
        var out = ""
        for worker in workers {
            var start = 0
            for (offset, end) in worker.ends.enumerated() {
                let ids = worker.rules[start..<end].sorted().map { set.id(Int($0)) }
                start = end
                let index = worker.share.lowerBound + offset
                switch format {
                case .tsv:
                    for id in ids { out += "\(index)\t\(id)\n" }
                case .json where !ids.isEmpty:
                    let object = MatchLine(article: index, rules: ids)
                    let encoder = JSONEncoder()
                    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
                    if let line = try? encoder.encode(object) {
                        out += String(decoding: line, as: UTF8.self) + "\n"
                    }
                case .json:
                    break
                }
                if out.utf8.count > 1 << 16 {
                    StandardOutput.write(out)
                    out = ""
                }
            }
        }
        StandardOutput.write(out)
    }

    private struct MatchLine: Encodable {
        var article: Int
        var rules: [String]
    }
}

/// Compiled rules in a cache folder, mapped back when they are still right.
private struct CompiledSetFile {
    let folder: String
    let key: UInt64

    private func path(_ part: String) -> String {
        "\(folder)/\(String(key, radix: 16)).\(part)"
    }

    /// nil where there is none, or it is stale or damaged.
    func open() -> NeutralRuleSet? {
        guard let keywords = map(path("keywords")), let rules = map(path("rules")) else {
            return nil
        }
        do {
            let automaton = try KeywordAutomaton(keywords, key: key)
            return try NeutralRuleSet(rules: rules, automaton: automaton, key: key)
        } catch {
            return nil
        }
    }

    private func map(_ path: String) -> CompiledSetBytes? {
        let file = Foundation.open(path, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var status = stat()
        guard fstat(file, &status) == 0, status.st_size > 0,
            let base = mmap(nil, Int(status.st_size), PROT_READ, MAP_PRIVATE, file, 0),
            base != MAP_FAILED
        else { return nil }
        let size = Int(status.st_size)
        let address = UInt(bitPattern: base)
        return CompiledSetBytes(UnsafeRawBufferPointer(start: base, count: size)) {
            munmap(UnsafeMutableRawPointer(bitPattern: address), size)
        }
    }

    /// A cache that cannot be written costs time, not results: say so and go on.
    func write(_ set: NeutralRuleSet) {
        do {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: true)
            for (part, bytes) in [("keywords", set.automaton.bytes), ("rules", set.bytes)] {
                try Data(bytes.buffer).write(
                    to: URL(fileURLWithPath: path(part)), options: .atomic)
            }
        } catch {
            StandardError.write("\(folder): the cache cannot be written: \(error)\n")
        }
    }
}
