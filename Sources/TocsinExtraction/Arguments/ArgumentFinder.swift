import TocsinModel
import TocsinText

/// Finds who did it and to whom, from the sentence around a trigger.
///
/// A shallow reading, not a parse: active ("Russian troops shelled Kherson"), passive ("Kherson was
/// shelled by …"), nominal ("a Russian missile attack on Odesa", "an attack by …", "Russia's
/// shelling of …"), light verbs ("Ukraine launched a drone attack"). Where none of these holds,
/// nothing is said.
struct ArgumentFinder {
    struct Arguments {
        var actors: [Entity] = []
        var recipients: [Entity] = []
        /// Places the trigger governs: "attack on Odesa".
        var targets: [Place] = []
    }

    /// One thing in the sentence that may act or be acted on.
    struct Candidate {
        var tokens: Range<Int>
        var entity: Entity
        var place: Place?
        /// A country's adjective or possessive in front of another noun: "Russian", "Russia's".
        var isModifier: Bool
        /// It may be the subject of an attack.
        var mayAct: Bool
        /// A building, a vehicle: a party only to what destroys.
        var isProperty = false
    }

    /// Participles of what is only ever done to someone.
    static let doneTo: Set<String> = [
        "killed", "wounded", "injured", "arrested", "detained", "kidnapped", "abducted", "murdered",
        "executed", "jailed", "imprisoned", "convicted", "sentenced", "released", "freed",
        "massacred", "hurt", "captured", "expelled", "deported", "shot", "evacuated",
    ]
    /// What is done to persons only.
    static let harmsPersons: Set<String> = doneTo.subtracting(["captured", "released", "expelled"])
        .union([
            "murder", "murders", "murdering", "assassinated", "assassination", "assassinate",
            "assassinating", "kidnapping", "kidnap", "abduction", "abduct", "killing", "kill",
            "kills", "slain", "slaying", "gunned", "stabbed", "beheaded", "lynched", "tortured",
            "kidnaps",
        ])
    static let be: Set<String> = [
        "was", "were", "is", "are", "been", "being", "be", "got", "gets",
    ]
    static let auxiliaries: Set<String> = [
        "has", "have", "had", "will", "would", "did", "does", "do", "to", "could", "may", "might",
        "again", "also", "already", "repeatedly", "then", "reportedly", "allegedly", "just",
    ]
    static let determiners: Set<String> = [
        "a", "an", "the", "this", "that", "these", "those", "its", "their", "his", "her", "another",
        "each", "every", "any", "no", "some", "such", "of", "in", "by", "from", "for", "with",
    ]
    static let lightVerbs: Set<String> = [
        "launched", "launches", "launch", "launching", "carried", "carries", "conducted",
        "conducts", "staged", "stages", "mounted", "mounts", "unleashed", "unleashes", "made",
        "delivered", "fired", "perpetrated", "committed", "began", "opened", "waged", "attempting",
        "detonated", "planted", "threw", "hurled", "placed", "lobbed", "dropped", "exploded", "set",
        "triggered", "throwing", "planting", "detonating", "activated",
    ]

    let view: SentenceView
    let candidates: [Candidate]
    let type: EventType?
    let clause: ClauseReader

    init(view: SentenceView, candidates: [Candidate], type: EventType? = nil) {
        self.view = view
        let candidates = type == .assault ? candidates : candidates.filter { !$0.isProperty }
        self.candidates = candidates
        self.type = type
        clause = ClauseReader(view: view, names: candidates.map(\.tokens))
    }

    /// Past forms that do not end in "ed"; after a determiner they are nouns or adjectives still.
    static let irregularPasts: Set<String> = [
        "shot", "struck", "hit", "took", "taken", "blew", "blown", "set", "went", "gone", "held",
        "gave", "fought", "met", "sent", "put", "ran", "broke", "drove", "threw", "thrown", "slew",
        "slain", "hung", "stole", "beat", "beaten", "caught", "cut", "overran", "overthrew",
        "overthrown", "sank", "sunk", "began", "fell", "bore", "swept", "rose", "withdrew",
        "withdrawn", "swore", "said", "told", "were", "was", "came", "made", "led", "drew",
    ]
    /// Present forms that are never nouns.
    static let presents: Set<String> = [
        "kill", "kills", "accuses", "condemns", "urges", "rejects", "warns", "vows", "agree",
        "agrees", "abduct", "abducts", "kidnaps", "detain", "detains", "arrests", "frees",
        "injures",
        "wounds", "destroys", "shoots", "stabs", "denounces", "slams", "deplores", "refuses",
        "threatens", "expels", "imposes", "imprisons", "jails", "deports", "seizes", "storms",
    ]

    /// True where the trigger's head is written as a noun: "attack", "strikes" after a determiner,
    /// an adjective or a compound part.
    func isNominal(_ trigger: Range<Int>) -> Bool {
        let head = view.word(trigger.upperBound - 1)
        let first = view.word(trigger.lowerBound)
        let before = trigger.lowerBound - 1
        let word = view.word(before)
        let isDetermined =
            before >= view.tokens.lowerBound && !view.isAfterPunctuation(trigger.lowerBound)
            && Self.determiners.contains(word) && word != "that"
        if Self.irregularPasts.contains(first) || first.hasSuffix("ed") && first.count > 4 {
            return isDetermined && trigger.count == 1
        }
        if Self.presents.contains(first) { return isDetermined }
        if head.hasSuffix("ed") || head.hasSuffix("ing") && !isDetermined { return false }
        if trigger.count > 1 { return true }
        guard before >= view.tokens.lowerBound, !view.isAfterPunctuation(trigger.lowerBound) else {
            return true
        }
        if isDetermined { return true }
        if word == "to" || Self.auxiliaries.contains(word) { return false }
        // After a candidate that is no modifier the word is the verb of a clause.
        if let subject = candidates.last(where: { $0.tokens.upperBound == trigger.lowerBound }) {
            return subject.isModifier
        }
        // "gunmen attack a village": a plural before it, a noun phrase right after it.
        let next = view.word(trigger.upperBound)
        if word.hasSuffix("s") || word.hasSuffix("men") || word == "people" || word == "police",
            WordClass.of(next) == .determiner
                || view.text.tokens.indices.contains(trigger.upperBound)
                    && view.text.tokens[trigger.upperBound].flags.contains(.digit)
                || ClauseReader.numerals.contains(next)
        {
            return false
        }
        return true
    }

    /// "gunned down", "shot dead" without whom they shot: a headline's passive.
    private func isShotDead(_ trigger: Range<Int>) -> Bool {
        guard trigger.count > 1,
            ["gunned", "shot", "stabbed", "beaten", "hacked", "taken"].contains(
                view.word(trigger.lowerBound))
        else { return false }
        return clause.object(after: trigger.upperBound).map {
            !WordClass.isPerson(view.word($0.head))
        } ?? true
    }

    func arguments(of trigger: Range<Int>) -> Arguments {
        var out = Arguments()
        let head = view.word(trigger.upperBound - 1)
        let before = trigger.lowerBound - 1
        let isNoun = isNominal(trigger)
        // "the number of people killed in the attack": a participle without an object.
        let isReduced =
            !isNoun && (Self.doneTo.contains(head) || isShotDead(trigger))
            && !Self.be.contains(view.word(before))
            && !Self.auxiliaries.contains(view.word(before))
            && ([
                "in", "by", "on", "during", "when", "after", "near", "since", "from", "while",
                "outside", "as", "at", "over", "amid", "following", "inside", "along", "across",
                "weeks", "days", "hours", "months", "minutes",
            ].contains(view.word(trigger.upperBound))
                || trigger.upperBound == view.tokens.upperBound
                || view.isAfterPunctuation(trigger.upperBound))
        let passive =
            isReduced
            || !isNoun
                && (Self.be.contains(view.word(before))
                    || ["found", "left"].contains(view.word(before))
                        && Self.be.contains(view.word(before - 1))
                    || Self.be.contains(view.word(trigger.lowerBound))
                    // "was to pressure" is an infinitive.
                    || (view.word(before) != "to"
                        && (Self.auxiliaries.contains(view.word(before))
                            || WordClass.of(view.word(before)) == .adverb)
                        && Self.be.contains(view.word(before - 1))))
                // "were taken in for questioning" is passive, "were looting" is not.
                && !view.word(trigger.lowerBound).hasSuffix("ing")
                && (trigger.count > 1 || !head.hasSuffix("ing"))
        if isNoun, !isReduced {
            nominal(trigger, into: &out)
        } else if passive {
            passiveClause(trigger, into: &out)
        } else {
            activeClause(trigger, head, into: &out)
        }
        if isForce, out.actors.isEmpty, let accused = accused(of: trigger) {
            out.actors = [accused]
        }
        if trigger.contains(where: { Self.harmsPersons.contains(view.word($0)) }) {
            // Whoever is murdered or kidnapped under a name is a person.
            for i in out.recipients.indices where out.recipients[i].kind == "name" {
                out.recipients[i].kind = "person"
            }
        }
        if type == .assault, out.recipients.isEmpty { out.recipients = struck(by: trigger) }
        return out
    }
}
