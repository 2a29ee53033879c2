package import TocsinModel

/// One step of a compiled pattern.
///
/// A program is a graph without cycles: every step leads to steps of lower number, step 0 is the
/// match, the last one is the entry. So one sweep over the steps in order computes, for every step,
/// the set of token positions from which the rest of the pattern can be matched, as a row of bits
/// (see `PatternScanner`).
struct PatternStep: Sendable {
    enum Operation: UInt8 {
        /// The end.
        case match
        /// Follows any arc of slot `a` in which, unless `b` is negative, an arc of slot `b` stands.
        case arc
        /// Passes `a` to `b` tokens; as few as will do if `isLazy`.
        case tokens
        /// Goes on at any of `targets[a..<b]`, the first preferred.
        case split
        case sentenceStart
        case sentenceEnd
        /// Opens and closes capture `a`.
        case open
        case close
    }

    var operation: Operation
    var isLazy = false
    /// Every match passes here: nothing here, no match.
    var isMandatory = false
    var next: Int32 = 0
    var a: Int32 = 0
    var b: Int32 = 0
}

/// The place of one pattern in the flat tables of a `PatternSet`.
struct PatternRecord: Sendable {
    /// In `steps`.
    var steps: Range<Int32>
    /// In `clauses`: sets of slots, of each of which one must be in the sentence.
    var clauses: Range<Int32>
    /// In `slots`, those that are mention kinds.
    var kinds: Range<Int32>
}

/// What is only needed where a pattern was found.
struct PatternInfo: Sendable {
    struct Capture: Sendable {
        var role: String
        var kind: MentionKind?
    }
    /// The entry of one element, for traces.
    struct Element: Sendable {
        /// The step at which it begins.
        var step: Int
        var text: String
        var isGap: Bool
        var isOptional: Bool
    }
    var syntax: PatternSyntax
    /// The mention kinds it asks for.
    var kinds: Set<MentionKind>
    var captures: [Capture]
    /// In reading order.
    var elements: [Element]
}

/// Compiled token patterns of many rules, sharing the words of one keyword automaton.
///
/// A *slot* is a set of words (`killed`, `[was | were]`, `@people`) or a mention kind: what one
/// element can be made of. Slots of words come first, then the kinds.
package struct PatternSet: Sendable {
    /// Mention kinds that any pattern asks for, in the order first met.
    package let kinds: [MentionKind]
    let records: [PatternRecord]
    let infos: [PatternInfo]
    let steps: [PatternStep]
    let targets: [Int32]
    let wordSlots: Int
    /// Clause c is `clauseSlots[clauseStarts[c]..<clauseStarts[c + 1]]`.
    let clauseStarts: [Int32]
    let clauseSlots: [Int32]
    let kindSlots: [Int32]
    /// Slots of keyword k: `symbolSlots[symbolStarts[k]..<symbolStarts[k + 1]]`.
    let symbolStarts: [Int32]
    let symbolSlots: [Int32]
    /// Patterns whose gate slot s is: `gated[gateStarts[s]..<gateStarts[s + 1]]`.
    let gateStarts: [Int32]
    let gated: [Int32]
    /// Keywords that open some gate.
    let symbolIsGate: [Bool]

    package var count: Int { records.count }

    /// The pattern as written.
    package func text(of pattern: Int) -> String { infos[pattern].syntax.text }

    /// The number that arcs of a mention kind carry; nil where no pattern asks for the kind.
    package func symbol(for kind: MentionKind) -> Int32? {
        kinds.firstIndex(of: kind).map { -Int32($0) - 1 }
    }
}
