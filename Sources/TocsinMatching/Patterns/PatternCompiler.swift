import TocsinModel

/// Compiles patterns into one `PatternSet`.
package struct PatternSetBuilder {
    private var records: [PatternRecord] = []
    private var infos: [PatternInfo] = []
    private var steps: [PatternStep] = []
    private var targets: [Int32] = []
    private var kinds: [MentionKind] = []
    private var kindNumbers: [MentionKind: Int] = [:]
    private var slotNumbers: [[Int32]: Int32] = [:]
    private var slotWords: [[Int32]] = []
    /// How often one of the slot's words may be expected, per thousand tokens.
    private var slotFrequencies: [Double] = []
    private var clauseStarts: [Int32] = [0]
    private var clauseSlots: [Int32] = []
    private var kindSlots: [Int32] = []
    private var gates: [[Int32]] = []

    package init() {}

    package var count: Int { records.count }

    /// Adds the patterns of one rule, which share its lists.
    ///
    /// `intern` gives each word or list entry the number its arcs will carry, zero or above; the
    /// same word may have the same number in every rule. What it throws is reported at the word's
    /// place in the pattern.
    /// - Returns: the patterns' numbers, in the order given.
    package mutating func add(
        _ patterns: [PatternSyntax], lists: [String: [KeywordSpec]] = [:],
        intern: (KeywordSpec) throws -> Int32
    ) throws(PatternError) -> Range<Int> {
        let first = records.count
        var listSymbols: [String: ListSymbols] = [:]
        var compiled: [(syntax: PatternSyntax, compiler: PatternCompiler, clauses: [[Int32]])] = []
        // All of a rule's patterns or none: a set that holds half a rule counts its patterns wrongly.
        for syntax in patterns {
            var compiler = PatternCompiler(syntax: syntax)
            for name in syntax.lists where listSymbols[name] == nil {
                listSymbols[name] = try compiler.intern(list: name, of: lists, intern)
            }
            compiler.lists = listSymbols
            let clauses = try compiler.compile(intern)
            compiled.append((syntax, compiler, clauses))
        }
        for one in compiled { add(one.syntax, one.compiler, one.clauses) }
        return first..<records.count
    }

    private mutating func add(
        _ syntax: PatternSyntax, _ compiler: PatternCompiler, _ clauses: [[Int32]]
    ) {
        // Slots and kinds were numbered within the pattern; give them their numbers in the set.
        let slots = compiler.slots.map { slot($0.symbols, frequency: $0.frequency) }
        let kindSlotNumbers = compiler.kinds.map { kindSlot($0) }
        func shared(_ local: Int32) -> Int32 {
            local >= 0 ? slots[Int(local)] : kindSlotNumbers[Int(-local - 1)]
        }
        let firstStep = Int32(steps.count)
        let firstTarget = Int32(targets.count)
        for var step in compiler.steps {
            if step.operation == .arc {
                step.a = shared(step.a)
                step.b = step.b == .min ? -1 : shared(step.b)
            } else if step.operation == .split {
                step.a += firstTarget
                step.b += firstTarget
            }
            steps.append(step)
        }
        targets += compiler.targets
        let ranked = clauses.map { clause in Array(Set(clause.map(shared))).sorted() }
            .sorted { frequency($0) < frequency($1) }
            .prefix(PatternCompiler.mostClauses)
        let firstClause = Int32(clauseStarts.count - 1)
        for clause in ranked {
            clauseSlots += clause
            clauseStarts.append(Int32(clauseSlots.count))
        }
        gates.append(ranked[0])
        let firstKind = Int32(kindSlots.count)
        kindSlots += kindSlotNumbers
        records.append(
            PatternRecord(
                steps: firstStep..<Int32(steps.count),
                clauses: firstClause..<Int32(clauseStarts.count - 1),
                kinds: firstKind..<Int32(kindSlots.count)))
        infos.append(
            PatternInfo(
                syntax: syntax, kinds: Set(compiler.kinds), captures: compiler.captures,
                elements: compiler.elements))
    }

    private func frequency(_ clause: [Int32]) -> Double {
        clause.reduce(0) { $0 + slotFrequencies[Int($1)] }
    }

    private mutating func slot(_ symbols: [Int32], frequency: Double) -> Int32 {
        if let known = slotNumbers[symbols] { return known }
        let number = Int32(slotWords.count)
        slotNumbers[symbols] = number
        slotWords.append(symbols)
        slotFrequencies.append(frequency)
        return number
    }

    /// Kinds are numbered from -1 down until the number of word slots is known.
    private mutating func kindSlot(_ kind: MentionKind) -> Int32 {
        if let known = kindNumbers[kind] { return -Int32(known) - 1 }
        kindNumbers[kind] = kinds.count
        kinds.append(kind)
        return -Int32(kinds.count)
    }

    package consuming func build() -> PatternSet {
        let words = Int32(slotWords.count)
        func final(_ slot: Int32) -> Int32 { slot >= 0 ? slot : words - slot - 1 }
        let finalSteps = steps.map { step in
            guard step.operation == .arc else { return step }
            var step = step
            step.a = final(step.a)
            return step
        }
        let symbolCount = 1 + Int(slotWords.lazy.flatMap { $0 }.max() ?? -1)
        let bySymbol = Table(
            rows: symbolCount,
            pairs: slotWords.enumerated().flatMap { slot, symbols in
                symbols.map { (Int($0), Int32(slot)) }
            })
        let bySlot = Table(
            rows: slotWords.count,
            pairs: gates.enumerated().flatMap { pattern, slots in
                slots.map { (Int($0), Int32(pattern)) }
            })
        var isGate = [Bool](repeating: false, count: symbolCount)
        for slot in Set(gates.joined()) {
            for symbol in slotWords[Int(slot)] { isGate[Int(symbol)] = true }
        }
        return PatternSet(
            kinds: kinds, records: records, infos: infos, steps: finalSteps, targets: targets,
            wordSlots: slotWords.count, clauseStarts: clauseStarts, clauseSlots: clauseSlots,
            kindSlots: kindSlots.map(final), symbolStarts: bySymbol.starts,
            symbolSlots: bySymbol.values, gateStarts: bySlot.starts, gated: bySlot.values,
            symbolIsGate: isGate)
    }

    /// Rows of numbers, end to end.
    private struct Table {
        var starts: [Int32]
        var values: [Int32]

        init(rows: Int, pairs: [(row: Int, value: Int32)]) {
            starts = [Int32](repeating: 0, count: rows + 1)
            values = [Int32](repeating: 0, count: pairs.count)
            for pair in pairs { starts[pair.row + 1] += 1 }
            for row in 0..<rows { starts[row + 1] += starts[row] }
            var free = starts
            for pair in pairs {
                values[Int(free[pair.row])] = pair.value
                free[pair.row] += 1
            }
        }
    }
}

/// The numbers of a list's entries and how often one of them may be expected.
private struct ListSymbols {
    var symbols: [Int32]
    var frequency: Double
}

/// Compiles one pattern, back to front: each part is told the step that follows it.
private struct PatternCompiler {
    /// More are not worth the looking.
    static let mostClauses = 6
    let syntax: PatternSyntax
    var lists: [String: ListSymbols] = [:]
    var steps: [PatternStep] = [PatternStep(operation: .match, isMandatory: true)]
    var targets: [Int32] = []
    var slots: [ListSymbols] = []
    var kinds: [MentionKind] = []
    var captures: [PatternInfo.Capture] = []
    var elements: [PatternInfo.Element] = []

    init(syntax: PatternSyntax) { self.syntax = syntax }

    func intern(
        list name: String, of lists: [String: [KeywordSpec]],
        _ intern: (KeywordSpec) throws -> Int32
    ) throws(PatternError) -> ListSymbols {
        let offset = offset(ofList: name)
        guard let specs = lists[name] else {
            throw error(
                lists.isEmpty
                    ? "there is no list \"\(name)\"; give it in lists = { \(name) = { … } }, or as "
                        + "the file lists/\(name).tsv"
                    : Diagnostic.unknown("list", name, known: lists.keys), at: offset)
        }
        if specs.isEmpty {
            throw error("the list \"\(name)\" is empty", at: offset)
        }
        var symbols: [Int32] = []
        symbols.reserveCapacity(specs.count)
        for spec in specs { symbols.append(try number(spec, at: offset, intern)) }
        // A hundred entries tell enough of a hundred thousand.
        let step = max(1, specs.count / 100)
        var frequency = 0.0
        for index in stride(from: 0, to: specs.count, by: step) {
            frequency += WordFrequency.perThousand(specs[index]) * Double(step)
        }
        return ListSymbols(symbols: symbols, frequency: frequency)
    }

    private func number(
        _ spec: KeywordSpec, at offset: Int, _ intern: (KeywordSpec) throws -> Int32
    ) throws(PatternError) -> Int32 {
        do {
            return try intern(spec)
        } catch let failure {
            throw error("\(failure)", at: offset)
        }
    }

    private func offset(ofList name: String) -> Int {
        let characters = Array(syntax.text)
        let wanted = Array("@" + name)
        return characters.indices.first { characters[$0...].starts(with: wanted) } ?? 0
    }

    private func error(_ message: String, at offset: Int) -> PatternError {
        PatternError(pattern: syntax.text, offset: offset, message: message)
    }

    // MARK: Steps

    /// What was compiled: where it begins, and the sets of words of each of which every match has one.
    private struct Part {
        var entry: Int32
        var clauses: [[Int32]]
    }

    /// - Returns: for each part that may not be left out, the slots of which it needs one.
    mutating func compile(
        _ intern: (KeywordSpec) throws -> Int32
    ) throws(PatternError) -> [[Int32]] {
        var next: Int32 = 0
        var clauses: [[Int32]] = []
        for element in syntax.elements.reversed() {
            let part = try compile(element, next, intern)
            next = part.entry
            clauses += part.clauses
            steps[Int(next)].isMandatory = true
            var isGap = false
            if case .gap = element.node { isGap = true }
            elements.append(
                .init(
                    step: Int(next), text: syntax.text(of: element), isGap: isGap,
                    isOptional: element.isOptional))
        }
        elements.reverse()
        return clauses
    }

    private mutating func append(_ step: PatternStep) -> Int32 {
        steps.append(step)
        return Int32(steps.count - 1)
    }

    private mutating func split(_ entries: [Int32]) -> Int32 {
        let first = Int32(targets.count)
        targets += entries
        return append(PatternStep(operation: .split, a: first, b: Int32(targets.count)))
    }

    private mutating func compile(
        _ elements: [PatternElement], _ next: Int32, _ intern: (KeywordSpec) throws -> Int32
    ) throws(PatternError) -> Part {
        var part = Part(entry: next, clauses: [])
        for element in elements.reversed() {
            let before = try compile(element, part.entry, intern)
            part.entry = before.entry
            part.clauses += before.clauses
        }
        return part
    }

    private mutating func compile(
        _ element: PatternElement, _ next: Int32, _ intern: (KeywordSpec) throws -> Int32
    ) throws(PatternError) -> Part {
        let part: Part
        switch element.node {
        case .words(let words):
            let slot = try slot(words, at: element.range.lowerBound, intern)
            part = Part(
                entry: append(PatternStep(operation: .arc, next: next, a: slot, b: .min)),
                clauses: [[slot]])
        case .gap(let n):
            part = Part(
                entry: append(
                    PatternStep(operation: .tokens, isLazy: true, next: next, a: 0, b: Int32(n))),
                clauses: [])
        case .sentenceStart:
            part = Part(
                entry: append(PatternStep(operation: .sentenceStart, next: next)), clauses: [])
        case .sentenceEnd:
            part = Part(
                entry: append(PatternStep(operation: .sentenceEnd, next: next)), clauses: [])
        case .group(let alternatives):
            var entries: [Int32] = []
            var clause: [Int32]? = []
            for alternative in alternatives {
                let inner = try compile(alternative, next, intern)
                entries.append(inner.entry)
                let best = inner.clauses.min { frequency($0) < frequency($1) }
                if let best { clause?.append(contentsOf: best) } else { clause = nil }
            }
            part = Part(entry: split(entries), clauses: clause.map { [$0] } ?? [])
        case .capture(let role, let content):
            part = try compile(role, content, next, at: element.range.lowerBound, intern)
        }
        guard element.isOptional else { return part }
        return Part(entry: split([part.entry, next]), clauses: [])
    }

    private mutating func compile(
        _ role: String, _ content: PatternCapture, _ next: Int32, at offset: Int,
        _ intern: (KeywordSpec) throws -> Int32
    ) throws(PatternError) -> Part {
        let number = Int32(captures.count)
        captures.append(.init(role: role, kind: nil))
        let close = append(PatternStep(operation: .close, next: next, a: number))
        var part: Part
        switch content {
        case .sequence(let inner):
            part = try compile(inner, close, intern)
        case .mention(let kind, let list):
            captures[Int(number)].kind = kind
            part = Part(entry: 0, clauses: [])
            var step = PatternStep(operation: .tokens, next: close, a: 1, b: 1)
            switch kind {
            case .word: break
            case .phrase: step.b = Int32(PatternSyntax.longestPhrase)
            default:
                step = PatternStep(operation: .arc, next: close, a: kindNumber(kind), b: .min)
            }
            if let list {
                step.b = try slot(PatternWords(lists: [list]), at: offset, intern)
                part.clauses = [[step.b]]
            }
            part.entry = append(step)
        }
        part.entry = append(PatternStep(operation: .open, next: part.entry, a: number))
        return part
    }

    // MARK: Slots, numbered within the pattern

    private mutating func slot(
        _ words: PatternWords, at offset: Int, _ intern: (KeywordSpec) throws -> Int32
    ) throws(PatternError) -> Int32 {
        var symbols: [Int32] = []
        var frequency = 0.0
        for spec in words.specs {
            symbols.append(try number(spec, at: offset, intern))
            frequency += WordFrequency.perThousand(spec)
        }
        for name in words.lists {
            // `PatternSetBuilder` gave every list that the pattern names.
            let list = lists[name]!
            symbols += list.symbols
            frequency += list.frequency
        }
        slots.append(ListSymbols(symbols: Array(Set(symbols)).sorted(), frequency: frequency))
        return Int32(slots.count - 1)
    }

    /// Kinds are numbered from -1 down.
    private mutating func kindNumber(_ kind: MentionKind) -> Int32 {
        if let known = kinds.firstIndex(of: kind) { return -Int32(known) - 1 }
        kinds.append(kind)
        return -Int32(kinds.count)
    }

    private func frequency(_ clause: [Int32]) -> Double {
        clause.reduce(0) { $0 + slots[Int($1)].frequency }
    }
}
