import TocsinModel
import TocsinText

/// Reads from the words around a trigger whether the text says that it happened.
///
/// Looks at the trigger's own clause: to the left as far as the last clause break, to the right for
/// the few cues that follow ("the attack never took place"). The cue that decided is kept.
struct AssertionReader {
    /// Where a cue stands decides what it may govern.
    private struct Cue {
        var polarity: Assertion.Polarity?
        var modality: Assertion.Modality?
        var tense: Assertion.Tense?
        var certainty: String?
        /// Tokens it reaches to the right, at most.
        var reach: Int
        /// It governs verbs and nouns across a comma or a "that".
        var wide = false
    }

    // The English of assertion. Domain words (what an exercise is called, say) are the plugins'.
    private static let cues: [String: Cue] = {
        var table: [String: Cue] = [:]
        func add(_ words: String, _ cue: Cue) {
            for word in words.split(separator: " ") { table[String(word)] = cue }
        }
        add(
            "not never neither nor nobody cannot",
            Cue(polarity: .negated, reach: 6))
        add("no without", Cue(polarity: .negated, reach: 4))
        add(
            "refused refuses refusing refusal failed fails failing failure declined declines "
                + "declining unable",
            Cue(polarity: .negated, reach: 4))
        add("mean means meant", Cue(polarity: .negated, reach: 12, wide: true))
        add(
            "didn't doesn't wasn't weren't isn't aren't hasn't haven't hadn't don't won't "
                + "didn’t doesn’t wasn’t weren’t isn’t aren’t hasn’t haven’t hadn’t don’t won’t",
            Cue(polarity: .negated, reach: 6))
        add(
            "denied denies deny denying refuted refutes dismissed",
            Cue(polarity: .negated, reach: 14, wide: true))
        add(
            "foiled foil foils thwarted thwart averted avert prevented prevent prevents preventing "
                + "avoided avoid",
            Cue(polarity: .negated, modality: .planned, reach: 6))
        add("may might could possibly perhaps maybe", Cue(modality: .possible, reach: 6))
        add("possible potential suspected", Cue(modality: .possible, reach: 4))
        add(
            "want wants wanted wanting hope hopes hoped hoping ready willing keen eager",
            Cue(modality: .proposed, reach: 9))
        add("if unless whether", Cue(modality: .hypothetical, reach: 14, wide: true))
        add("would should", Cue(modality: .hypothetical, reach: 6))
        add(
            "will shall", Cue(modality: .planned, tense: .future, reach: 5))
        // "are to stage a rally"
        add("to", Cue(modality: .planned, tense: .future, reach: 4))
        add("due", Cue(modality: .planned, tense: .future, reach: 5))
        add(
            "plan plans planned planning plotting plotted plot preparing prepares intends intend "
                + "intended conspired conspiring upcoming imminent",
            Cue(modality: .planned, tense: .future, reach: 7))
        add(
            "threaten threatens threatened threatening vowed vows vow",
            Cue(modality: .threatened, tense: .future, reach: 10, wide: true))
        add("threat threats", Cue(modality: .threatened, tense: .future, reach: 6))
        add("warn warns warned warning", Cue(modality: .possible, reach: 10))
        add("fear fears feared risk danger", Cue(modality: .possible, reach: 8))
        add(
            "propose proposes proposed proposing proposal suggested suggests offered offers offer",
            Cue(modality: .proposed, reach: 8))
        add(
            "demand demands demanded demanding urge urges urged urging called calls calling appeal "
                + "appealed appeals insist insists",
            Cue(modality: .demanded, reach: 10))
        add(
            "alleged allegedly purported purportedly accused accuses accusing alleges",
            Cue(modality: .alleged, reach: 12, wide: true))
        add("reportedly apparently", Cue(certainty: "probable", reach: 8))
        add(
            "anniversary commemorate commemorated commemorates commemorating remembered memorial",
            Cue(tense: .historical, reach: 12, wide: true))
        add("simulated mock fictional", Cue(modality: .hypothetical, reach: 4))
        add("exercise exercises drill drills rehearsal", Cue(modality: .hypothetical, reach: 8))
        return table
    }()

    /// Words that end what a narrow cue governs.
    private static let breaks: Set<String> = [
        "but", "while", "although", "though", "which", "who", "after", "because", "since", "as",
        "and", "when", "where", "that",
    ]

    /// "called" needs "for" or "on", "no" before "longer", and so on.
    private func applies(
        _ word: String, at token: Int, before trigger: Range<Int>, in view: SentenceView
    ) -> Bool {
        let next = view.word(token + 1)
        // "said that it would not accept": what is not to be done is refused here and now.
        if ["will", "would", "shall", "could", "should"].contains(word),
            ["not", "never", "no"].contains(view.word(trigger.lowerBound))
        {
            return false
        }
        switch word {
        case "called", "calls", "calling", "call":
            return ["for", "on", "upon"].contains(next)
        // "his claims were denied by the minister, who accused them": what was denied stands before.
        case "denied", "refuted", "dismissed": return next != "by"
        // "wants to meet", "wants Britain to press them"; "the wanted man" wants nothing.
        case "want", "wants", "wanted", "wanting":
            return (token + 1..<min(token + 9, max(trigger.lowerBound, token + 1)))
                .contains { view.word($0) == "to" }
        case "hope", "hopes", "hoped", "hoping", "ready", "willing", "keen", "eager", "due":
            return next == "to"
        case "appeal", "appealed", "appeals": return next == "for" || next == "to"
        case "no": return next != "longer" && next != "sooner" && next != "fewer" && next != "less"
        case "not" where next == "only" || next == "least" || next == "just": return false
        case "without": return true
        // "refused to sign", "their failure to agree"
        case "refused", "refuses", "refusing", "refusal", "failed", "fails", "failing", "failure",
            "declined", "declines", "declining", "unable":
            return next == "to"
        // "it did not mean that ties were cut"
        case "mean", "means", "meant": return Self.verbNegations.contains(view.word(token - 1))
        case "to": return ["is", "are"].contains(view.word(token - 1))
        case "suspected":
            return Self.rightAfter(token, trigger)
                && !["case", "infection", "death", "patient", "member"].contains {
                    next.hasPrefix($0)
                }
        case "may": return !isMonth(token, in: view)
        case "insist", "insists": return next == "on"
        case "should": return true
        case "as": return false
        default: return true
        }
    }

    /// "suspected attack" doubts the attack; "suspected rebels attacked" does not.
    private static func rightAfter(_ token: Int, _ trigger: Range<Int>) -> Bool {
        trigger.lowerBound - token <= 2
    }

    private func isMonth(_ token: Int, in view: SentenceView) -> Bool {
        let flags = view.text.tokens[token].flags
        guard flags.contains(.capitalized), token > view.tokens.lowerBound else { return false }
        return true
    }

    private static let verbNegations: Set<String> = [
        "not", "never", "didn't", "doesn't", "wasn't", "weren't", "isn't", "aren't", "hasn't",
        "haven't", "hadn't", "don't", "won't", "didn’t", "doesn’t", "wasn’t", "weren’t", "isn’t",
        "aren’t", "hasn’t", "haven’t", "hadn’t", "don’t", "won’t", "cannot",
    ]
    /// Verbs whose negation denies the deed they govern: "did not carry out the attack".
    private static let doing: Set<String> = [
        "carry", "carried", "conduct", "conducted", "launch", "launched", "make", "made", "stage",
        "staged", "cause", "caused", "be", "have", "see", "seen", "commit", "committed", "order",
        "ordered", "involve", "involved", "take", "taken", "happen", "behind", "responsible",
        "plan", "report", "reported", "find", "found", "a", "an", "any", "the",
    ]

    /// "did not hesitate to describe the attack" does not deny the attack: a negated verb denies the
    /// trigger only where it is the trigger, or a verb of doing that governs it.
    private func denies(_ token: Int, _ trigger: Range<Int>, in view: SentenceView) -> Bool {
        guard Self.verbNegations.contains(view.word(token)) else { return true }
        var at = token + 1
        while at < trigger.lowerBound,
            view.word(at).hasSuffix("ly")
                || ["yet", "been", "be", "have", "even", "ever"].contains(view.word(at))
        {
            at += 1
        }
        return at >= trigger.lowerBound || Self.doing.contains(view.word(at))
    }

    func read(trigger: Range<Int>, in view: SentenceView) -> Assertion {
        var result = Assertion()
        var cues: [Evidence] = []
        func take(_ cue: Cue, _ token: Int) {
            if let p = cue.polarity {
                // "did not deny": two negations affirm.
                result.polarity = p == .negated && result.polarity == .negated ? .affirmed : p
            }
            if let m = cue.modality, result.modality == .asserted { result.modality = m }
            if let t = cue.tense, result.tense == .past { result.tense = t }
            if let c = cue.certainty { result.certainty = c }
            let span = view.text.span(token..<(token + 1))
            cues.append(Evidence(role: "cue", span: span, text: view.text.text(token)))
        }
        // Leftwards from the trigger: nearest first, so that the narrower cue decides.
        var token = trigger.lowerBound - 1
        var crossed = false
        while token >= view.tokens.lowerBound, trigger.lowerBound - token <= 16 {
            let word = view.word(token)
            if let cue = Self.cues[word], applies(word, at: token, before: trigger, in: view),
                trigger.lowerBound - token <= cue.reach, !crossed || cue.wide,
                cue.polarity != .negated || denies(token, trigger, in: view)
            {
                take(cue, token)
            }
            if Self.breaks.contains(word) || view.isAfterPunctuation(token + 1) { crossed = true }
            token -= 1
        }
        // "found the officers not guilty"
        for at in trigger.upperBound..<min(view.tokens.upperBound, trigger.upperBound + 12)
        where view.word(at) == "not" && view.word(at + 1) == "guilty" {
            take(Cue(polarity: .negated, reach: 0), at)
        }
        // To the right: "the attack did not take place", "an attack was averted".
        token = trigger.upperBound
        while token < min(view.tokens.upperBound, trigger.upperBound + 4),
            !view.isAfterPunctuation(token)
        {
            let word = view.word(token)
            if ["averted", "foiled", "thwarted", "prevented", "denied", "ruled"].contains(word),
                let cue = Self.cues[word]
            {
                take(cue, token)
            }
            // "a bombing could happen here too"
            if ["may", "might", "could", "would"].contains(word), let cue = Self.cues[word],
                ["happen", "occur", "take", "follow", "come", "recur", "be"].contains(
                    view.word(token + 1)), !isMonth(token, in: view)
            {
                take(cue, token)
            }
            if (word == "never" || word == "not"),
                ["take", "happen", "occur", "taken", "happened"].contains(view.word(token + 1))
            {
                take(Cue(polarity: .negated, reach: 0), token)
            }
            token += 1
        }
        if view.isQuestion, result.modality == .asserted { result.modality = .hypothetical }
        if !cues.isEmpty { result.cues = cues.sorted { $0.span < $1.span } }
        return result
    }
}
