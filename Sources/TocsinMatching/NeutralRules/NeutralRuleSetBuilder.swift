package import TocsinText

/// Compiles rules of the neutral form: one JSON object a line.
///
///     {"id": "B0", "phrase": "able to get"}
///     {"id": "A0", "must": ["copies", "seen"], "not_": ["bigger"]}
///     {"id": "C0", "any1": ["general strike", …], "any2": ["carbon", …], "not_": ["rumbled", …]}
///     {"id": "Q0", "query": "drone* NEAR/5 Moscow"}
package struct NeutralRuleSetBuilder: ~Copyable {
    private enum Part: String, CaseIterable {
        case id, phrase, must, any1, any2
        case not = "not_"
        case query
    }

    private let keywords: KeywordSetBuilder
    private var idOffsets: [UInt32] = [0]
    private var idLetters: [UInt8] = []
    private var phrases: [(keyword: UInt32, rule: UInt32)] = []
    private var triggers: [(keyword: UInt32, also: UInt32, rule: UInt32)] = []
    /// What each rule asks beside its trigger, end to end: see `NeutralGroup`.
    private var records: [UInt32] = []
    private var recordStart: [UInt32] = []
    private var queryRules: [UInt32] = []
    private var queryOffsets: [UInt32] = [0]
    private var queryLetters: [UInt8] = []
    /// A guess at how often each keyword is found.
    private var frequencies: [Float] = []

    private static let never = UInt32.max

    package init(folding: TextAnalyzer.Folding) {
        keywords = KeywordSetBuilder(folding: folding)
    }

    /// Adds the rules of a file.
    /// - Throws: the first thing wrong in it, with its line.
    package mutating func add(_ file: UnsafeBufferPointer<UInt8>) throws(MatchingError) {
        var reader = NeutralLineReader(file, keys: Part.allCases.map(\.rawValue))
        let cases = Part.allCases
        var parts: [[UInt32]] = Array(repeating: [], count: cases.count)
        var query: String?
        var hasID = false
        while true {
            for i in parts.indices { parts[i].removeAll(keepingCapacity: true) }
            query = nil
            hasID = false
            let more = try reader.next { (part, string) throws(MatchingError) in
                switch cases[part] {
                case .id:
                    if hasID { break }
                    hasID = true
                    idLetters.append(contentsOf: string)
                case .query: query = String(decoding: string, as: UTF8.self)
                default: parts[part].append(try keyword(string))
                }
            }
            guard more else { return }
            guard hasID else {
                throw MatchingError(
                    code: "rules.id", message: "a rule needs an \"id\"", line: reader.line)
            }
            idOffsets.append(UInt32(idLetters.count))
            do throws(MatchingError) {
                try addRule(parts, query)
            } catch {
                throw MatchingError(code: error.code, message: error.message, line: reader.line)
            }
        }
    }

    private mutating func keyword(
        _ text: UnsafeBufferPointer<UInt8>
    ) throws(MatchingError) -> UInt32 {
        let number: Int32
        let isPlain = keywords.folding == .plain
        if let plain = keywords.addPlain(text, verbatim: isPlain) {
            number = plain
        } else if isPlain {
            // No text holds such a word.
            return Self.never
        } else {
            let spec = KeywordSpec(text: String(decoding: text, as: UTF8.self))
            // Without a word it is never found.
            guard let special = try? keywords.add(spec) else { return Self.never }
            number = special
        }
        while frequencies.count <= Int(number) {
            let spec = KeywordSpec(text: String(decoding: text, as: UTF8.self))
            frequencies.append(Float(WordFrequency.perThousand(spec)))
        }
        return UInt32(number)
    }

    private mutating func addRule(_ parts: [[UInt32]], _ query: String?) throws(MatchingError) {
        let rule = UInt32(idOffsets.count - 2)
        recordStart.append(UInt32(records.count))
        defer { records.append(0) }
        func part(_ part: Part) -> [UInt32] { parts[Part.allCases.firstIndex(of: part)!] }
        if let query { return try addQuery(query, rule) }
        if let phrase = part(.phrase).first {
            if phrase != Self.never { phrases.append((phrase, rule)) }
            return
        }
        let not = part(.not).filter { $0 != Self.never }
        if !part(.must).isEmpty {
            guard !part(.must).contains(Self.never) else { return }
            let must = Set(part(.must)).sorted {
                (frequencies[Int($0)], $0) < (frequencies[Int($1)], $1)
            }
            triggers.append((must[0], must.count > 1 ? must[1] : Self.never, rule))
            append(.all, must.dropFirst(2))
            append(.none, not[...])
            return
        }
        let groups = [part(.any1), part(.any2)].filter { !$0.isEmpty }.map { group in
            Array(Set(group.filter { $0 != Self.never })).sorted()
        }
        guard !groups.isEmpty else {
            throw MatchingError(
                code: "rules.shape",
                message: "a rule needs \"phrase\", \"must\", \"any1\", \"any2\" or \"query\"")
        }
        guard !groups.contains([]) else { return }
        func weight(_ group: [UInt32]) -> Float { group.reduce(0) { $0 + frequencies[Int($1)] } }
        let rarest = groups.indices.min { weight(groups[$0]) < weight(groups[$1]) }!
        for keyword in groups[rarest] { triggers.append((keyword, Self.never, rule)) }
        for (i, group) in groups.enumerated() where i != rarest {
            append(.any, group.sorted { frequencies[Int($0)] > frequencies[Int($1)] }[...])
        }
        append(.none, not[...])
    }

    private mutating func append(_ kind: NeutralGroup, _ keywords: ArraySlice<UInt32>) {
        guard !keywords.isEmpty else { return }
        records.append(kind.header(keywords.count))
        records += keywords
    }

    private mutating func addQuery(_ text: String, _ rule: UInt32) throws(MatchingError) {
        do throws(QueryError) {
            let query = try Query(parsing: text)
            if let list = query.lists.first {
                throw QueryError(
                    offset: 0, message: "@\(list): a neutral rule has no lists", query: text)
            }
            queryRules += [rule, UInt32(query.leaves.count)]
            for spec in query.keywords {
                guard let number = try? keywords.add(spec) else {
                    throw QueryError(
                        offset: 0, message: "\"\(spec.written)\" holds no word", query: text)
                }
                queryRules.append(UInt32(number))
            }
        } catch {
            throw MatchingError(
                code: "rules.query", message: error.description + "\n" + error.pointing)
        }
        queryLetters += Array(text.utf8)
        queryOffsets.append(UInt32(queryLetters.count))
    }

    /// Compiles what was added.
    package consuming func build(key: UInt64 = 0) throws -> NeutralRuleSet {
        let automaton = keywords.build(key: key)
        var writer = CompiledSetWriter()
        writer.append(idOffsets)
        writer.append(idLetters)
        let count = automaton.keywordCount
        let phraseTable = Self.table(rows: count, phrases.count, width: 1) { index, _ in
            (phrases[index].keyword, phrases[index].rule)
        }
        writer.append(phraseTable.starts)
        writer.append(phraseTable.values)
        let triggerTable = Self.table(rows: count, triggers.count, width: 3) { index, part in
            let trigger = triggers[index]
            switch part {
            // The bit behind the last keyword's is always set.
            case 0: return (trigger.keyword, min(trigger.also, UInt32(count)))
            case 1: return (trigger.keyword, trigger.rule)
            default: return (trigger.keyword, recordStart[Int(trigger.rule)])
            }
        }
        writer.append(triggerTable.starts)
        writer.append(triggerTable.values)
        writer.append(records)
        writer.append(queryRules)
        writer.append(queryOffsets)
        writer.append(queryLetters)
        var onlyRule = [UInt32](repeating: Self.never, count: automaton.keywordCount)
        var uses = [UInt32](repeating: 0, count: automaton.keywordCount)
        for pair in phrases {
            onlyRule[Int(pair.keyword)] = pair.rule
            uses[Int(pair.keyword)] += 1
        }
        for pair in triggers { uses[Int(pair.keyword)] += 2 }
        for i in uses.indices where uses[i] != 1 { onlyRule[i] = NeutralRuleSet.several }
        writer.append(onlyRule)
        return try NeutralRuleSet(
            rules: writer.finish(kind: .neutralRules, key: key), automaton: automaton)
    }

    /// Values by their row, end to end: `width` of each entry, side by side.
    private static func table(
        rows: Int, _ count: Int, width: Int, _ entry: (Int, Int) -> (row: UInt32, value: UInt32)
    ) -> (starts: [UInt32], values: [UInt32]) {
        var starts = [UInt32](repeating: 0, count: rows + 1)
        for i in 0..<count { starts[Int(entry(i, 0).row) + 1] += UInt32(width) }
        for row in 0..<rows { starts[row + 1] += starts[row] }
        var fill = starts
        var values = [UInt32](repeating: 0, count: width * count)
        for i in 0..<count {
            for part in 0..<width {
                let (row, value) = entry(i, part)
                values[Int(fill[Int(row)])] = value
                fill[Int(row)] += 1
            }
        }
        return (starts, values)
    }
}
