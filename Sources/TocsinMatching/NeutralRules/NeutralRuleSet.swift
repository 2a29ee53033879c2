/// Rules in the neutral form, compiled: which rules match a text.
///
/// A rule is looked at only when its trigger was found: the phrase itself, the rarest word of
/// `must`, or one of the rarer of the groups `any1` and `any2`.
package final class NeutralRuleSet: @unchecked Sendable {
    package let automaton: KeywordAutomaton
    /// The block beside the automaton's: ids and tables of the rules.
    package let bytes: CompiledSetBytes
    package let ruleCount: Int

    let idOffsets: UnsafeBufferPointer<UInt32>
    let idLetters: UnsafeBufferPointer<UInt8>
    /// Rules that match as soon as a keyword is found.
    let phraseStart: UnsafeBufferPointer<UInt32>
    let phraseRules: UnsafeBufferPointer<UInt32>
    /// Rules that are looked at when a keyword is found, three numbers each: a keyword that must be
    /// there too (that behind the last for none), the rule, and where its record begins.
    let triggerStart: UnsafeBufferPointer<UInt32>
    let triggerRules: UnsafeBufferPointer<UInt32>
    /// What each rule asks beside its trigger: see `NeutralGroup`.
    let records: UnsafeBufferPointer<UInt32>
    let queries: [NeutralQueryRule]
    /// Of each keyword: its only rule, which it satisfies alone; `several` for anything else.
    let onlyRule: UnsafeBufferPointer<UInt32>
    static let several = UInt32.max

    /// Opens a compiled set.
    /// - Throws: why it cannot be used, or what is wrong in a query.
    package init(
        rules bytes: CompiledSetBytes, automaton: KeywordAutomaton, key: UInt64? = nil
    ) throws {
        let tables = try CompiledSet.tables(of: bytes, kind: .neutralRules, key: key)
        guard tables.count == 11 else { throw CompiledSet.Refusal.damaged }
        func table<T: BitwiseCopyable>(_ i: Int, _: T.Type) -> UnsafeBufferPointer<T> {
            tables[i].bindMemory(to: T.self)
        }
        self.bytes = bytes
        self.automaton = automaton
        idOffsets = table(0, UInt32.self)
        idLetters = table(1, UInt8.self)
        phraseStart = table(2, UInt32.self)
        phraseRules = table(3, UInt32.self)
        triggerStart = table(4, UInt32.self)
        triggerRules = table(5, UInt32.self)
        records = table(6, UInt32.self)
        ruleCount = idOffsets.count - 1
        onlyRule = table(10, UInt32.self)
        guard onlyRule.count == automaton.keywordCount,
            phraseStart.count == automaton.keywordCount + 1,
            triggerStart.count == automaton.keywordCount + 1
        else { throw CompiledSet.Refusal.damaged }
        queries = try NeutralQueryRule.read(
            rules: table(7, UInt32.self), offsets: table(8, UInt32.self),
            letters: table(9, UInt8.self), automaton)
    }

    package func id(_ rule: Int) -> String {
        String(
            decoding: idLetters[Int(idOffsets[rule])..<Int(idOffsets[rule + 1])], as: UTF8.self)
    }
}

/// What a rule asks of a group of keywords.
///
/// The groups of a rule lie side by side in one record, so that a look at it stays in two or three
/// cache lines: a header (the kind, and the number of keywords above it), the keywords, and so on; 0
/// ends it.
enum NeutralGroup: UInt32 {
    case all = 1
    case any, none

    func header(_ count: Int) -> UInt32 { UInt32(count) << 2 | rawValue }
}

/// A rule written as a query, with the keyword numbers of its leaves.
struct NeutralQueryRule: Sendable {
    var rule: UInt32
    var query: Query
    var keywords: [Int32]

    static func read(
        rules: UnsafeBufferPointer<UInt32>, offsets: UnsafeBufferPointer<UInt32>,
        letters: UnsafeBufferPointer<UInt8>, _ automaton: KeywordAutomaton
    ) throws -> [NeutralQueryRule] {
        // Each rule: its index, the number of its leaves, their keywords.
        var result: [NeutralQueryRule] = []
        var at = 0
        while at + 1 < rules.count {
            let i = result.count
            let text = String(
                decoding: letters[Int(offsets[i])..<Int(offsets[i + 1])], as: UTF8.self)
            let count = Int(rules[at + 1])
            result.append(
                NeutralQueryRule(
                    rule: rules[at], query: try Query(parsing: text),
                    keywords: (0..<count).map { Int32(bitPattern: rules[at + 2 + $0]) }))
            at += 2 + count
        }
        return result
    }
}
