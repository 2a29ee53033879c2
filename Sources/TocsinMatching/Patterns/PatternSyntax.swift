package import TocsinModel

/// A token pattern as it was read: `{killed: quantity} @people? [was | were]? [killed | dead]`.
///
/// The language is described in Documentation/pattern-language.md.
package struct PatternSyntax: Hashable, Sendable {
    /// As the rule writes it.
    package let text: String
    package let elements: [PatternElement]

    /// Words a gap without a number may skip: `...`.
    package static let defaultGap = 8
    /// The widest gap that may be asked for.
    package static let widestGap = 50
    /// The most words `{role: phrase}` takes.
    package static let longestPhrase = 6
    /// Characters in a pattern; more is not a pattern but a file read by mistake.
    package static let longestPattern = 4_096

    init(text: String, elements: [PatternElement]) {
        self.text = text
        self.elements = elements
    }
}

/// One element with its place in the pattern's text.
package struct PatternElement: Hashable, Sendable {
    package indirect enum Node: Hashable, Sendable {
        case words(PatternWords)
        /// Alternatives in the order written, each a sequence.
        case group([[PatternElement]])
        /// 0 to n words of any kind.
        case gap(Int)
        case sentenceStart
        case sentenceEnd
        case capture(role: String, of: PatternCapture)
    }

    package var node: Node
    /// `?`
    package var isOptional: Bool
    /// Unicode scalars of the pattern's text, half-open.
    package var range: Range<Int>

    /// The words it may skip where it is a gap; 0 for every other element.
    package var skipped: Int { if case .gap(let words) = node { words } else { 0 } }
}

/// Words, any of which will do: `attack~`, `@people`, `[was | were]`.
///
/// Neighbouring alternatives of a group that are one word or list each are read as one such set;
/// where several of its words fit, the longest is taken.
package struct PatternWords: Hashable, Sendable {
    package var specs: [KeywordSpec] = []
    package var lists: [String] = []
}

package enum PatternCapture: Hashable, Sendable {
    /// A mention of the kind, in which an entry of the list stands if one is named.
    case mention(MentionKind, list: String?)
    case sequence([PatternElement])
}

/// What is wrong with a pattern, and at which character.
package struct PatternError: Error, Hashable, Sendable, CustomStringConvertible {
    package var pattern: String
    /// Characters before the place, 0-based.
    package var offset: Int
    package var message: String

    package init(pattern: String, offset: Int, message: String) {
        self.pattern = pattern
        self.offset = offset
        self.message = message
    }

    /// `pattern "[a | b", character 1: …`
    package var description: String {
        var shown = pattern.prefix(120).split(whereSeparator: \.isNewline).joined(separator: " ")
        if pattern.count > 120 { shown += "…" }
        return "pattern \"\(shown)\", character \(offset + 1): \(message)"
    }
}

extension PatternSyntax {
    /// Every element, outer ones first.
    private func visit(_ body: (PatternElement) -> Void) {
        func walk(_ elements: [PatternElement]) {
            for element in elements {
                body(element)
                switch element.node {
                case .group(let alternatives): alternatives.forEach(walk)
                case .capture(_, .sequence(let inner)): walk(inner)
                default: break
                }
            }
        }
        walk(elements)
    }

    /// The words it writes itself, in order.
    package var words: [KeywordSpec] {
        var found: [KeywordSpec] = []
        visit { if case .words(let words) = $0.node { found += words.specs } }
        return found
    }

    /// The roles it may capture, each once, in the order written.
    package var roles: [String] {
        var found: [String] = []
        visit {
            if case .capture(let role, _) = $0.node, !found.contains(role) { found.append(role) }
        }
        return found
    }

    /// The kinds of mention it asks for, each with the place that asks: a label nobody emits is
    /// for the caller to find. Offsets count Unicode scalars.
    package var kinds: [(kind: MentionKind, offset: Int)] {
        var found: [(MentionKind, Int)] = []
        visit {
            if case .capture(_, .mention(let kind, _)) = $0.node {
                found.append((kind, $0.range.lowerBound))
            }
        }
        return found
    }

    /// The lists it names, each once, in the order written.
    package var lists: [String] {
        var found: [String] = []
        visit {
            var names: [String] = []
            switch $0.node {
            case .words(let words): names = words.lists
            case .capture(_, .mention(_, let list?)): names = [list]
            default: break
            }
            for name in names where !found.contains(name) { found.append(name) }
        }
        return found
    }

    /// Elements of the outermost level that say something: neither gaps nor optional.
    package var solidCount: Int {
        elements.count {
            if case .gap = $0.node { return false }
            return !$0.isOptional
        }
    }

    /// Whether a role is captured by one of these elements.
    package func captures(_ role: String, in range: Range<Int>) -> Bool {
        elements[range.clamped(to: elements.indices)].contains { element in
            PatternSyntax(text: text, elements: [element]).roles.contains(role)
        }
    }

    /// The words, lists and kinds that some of its elements ask for.
    package func asked(_ range: Range<Int>) -> (words: PatternWords, kinds: [MentionKind]) {
        var words = PatternWords()
        var kinds: [MentionKind] = []
        func walk(_ elements: some Sequence<PatternElement>) {
            for element in elements {
                switch element.node {
                case .words(let inner):
                    words.specs += inner.specs
                    words.lists += inner.lists
                case .group(let alternatives): alternatives.forEach(walk)
                case .capture(_, .mention(let kind, let list)):
                    kinds.append(kind)
                    if let list { words.lists.append(list) }
                case .capture(_, .sequence(let inner)): walk(inner)
                case .gap, .sentenceStart, .sentenceEnd: break
                }
            }
        }
        walk(elements[range.clamped(to: elements.indices)])
        return (words, kinds)
    }

    /// The text of one element.
    package func text(of element: PatternElement) -> String {
        String(
            text.unicodeScalars.dropFirst(element.range.lowerBound).prefix(element.range.count))
    }
}

extension [PatternElement] {
    /// True when it may match no token at all.
    var mayBeEmpty: Bool { allSatisfy { $0.isOptional || $0.node.mayBeEmpty } }
}

extension PatternElement.Node {
    var mayBeEmpty: Bool {
        switch self {
        case .words: false
        case .gap, .sentenceStart, .sentenceEnd: true
        case .group(let alternatives): alternatives.contains { $0.mayBeEmpty }
        case .capture(_, .mention): false
        case .capture(_, .sequence(let inner)): inner.mayBeEmpty
        }
    }

    /// True when it holds a word, list or `kind & @list` that every match of it has.
    var hasFixedWord: Bool {
        switch self {
        case .words: true
        case .gap, .sentenceStart, .sentenceEnd: false
        case .group(let alternatives): alternatives.allSatisfy { $0.hasFixedWord }
        case .capture(_, .mention(_, let list)): list != nil
        case .capture(_, .sequence(let inner)): inner.hasFixedWord
        }
    }
}

extension [PatternElement] {
    var hasFixedWord: Bool { contains { !$0.isOptional && $0.node.hasFixedWord } }
}
