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
    private var triggers: [(keyword: UInt32, rule: UInt32)] = []
    private var groupStart: [UInt32] = [0]
    private var groupKinds: [UInt8] = []
    private var memberStart: [UInt32] = [0]
    private var members: [UInt32] = []
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
        defer { groupStart.append(UInt32(groupKinds.count)) }
        func part(_ part: Part) -> [UInt32] { parts[Part.allCases.firstIndex(of: part)!] }
        if let query { return try addQuery(query, rule) }
        if let phrase = part(.phrase).first {
            if phrase != Self.never { phrases.append((phrase, rule)) }
            return
        }
        let not = part(.not).filter { $0 != Self.never }
        if !part(.must).isEmpty {
            guard !part(.must).contains(Self.never) else { return }
            let must = part(.must).sorted { frequencies[Int($0)] < frequencies[Int($1)] }
            triggers.append((must[0], rule))
            append(.all, must.dropFirst())
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
        for keyword in groups[rarest] { triggers.append((keyword, rule)) }
        for (i, group) in groups.enumerated() where i != rarest {
            append(.any, group.sorted { frequencies[Int($0)] > frequencies[Int($1)] }[...])
        }
        append(.none, not[...])
    }

    private mutating func append(_ kind: NeutralGroup, _ keywords: ArraySlice<UInt32>) {
        guard !keywords.isEmpty else { return }
        groupKinds.append(kind.rawValue)
        members += keywords
        memberStart.append(UInt32(members.count))
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
            throw MatchingError(code: "rules.query", message: error.description)
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
        for pairs in [phrases, triggers] {
            var start = [UInt32](repeating: 0, count: automaton.keywordCount + 1)
            for pair in pairs { start[Int(pair.keyword) + 1] += 1 }
            for i in 0..<automaton.keywordCount { start[i + 1] += start[i] }
            var fill = start
            var rules = [UInt32](repeating: 0, count: pairs.count)
            for pair in pairs {
                rules[Int(fill[Int(pair.keyword)])] = pair.rule
                fill[Int(pair.keyword)] += 1
            }
            writer.append(start)
            writer.append(rules)
        }
        writer.append(groupStart)
        writer.append(groupKinds)
        writer.append(memberStart)
        writer.append(members)
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
}
