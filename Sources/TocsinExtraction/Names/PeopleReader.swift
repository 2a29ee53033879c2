import TocsinModel
import TocsinText

/// Finds whom the text counts: a figure with the noun phrase it counts ("two employees of a farm",
/// "eight guards and their driver", "12 people, among them five women,") and one person told of
/// without a figure ("a prayer leader", "the mayor", "Jane Doe").
///
/// A mention's tokens are the whole phrase and its span is the figure alone. One figure has several
/// mentions of growing length: where a phrase ends is settled by the words a pattern wants after it.
struct PeopleReader {
    private let view: SentenceView
    private let clause: ClauseReader
    private let forms: [Mention]
    private let persons: [Mention]

    /// - Parameters:
    ///   - forms: figures and dates of the sentence.
    ///   - names: persons, organizations and places of the sentence.
    init(view: SentenceView, forms: [Mention], names: [Mention]) {
        self.view = view
        self.forms = forms
        persons = names.filter { $0.kind == .person }
        clause = ClauseReader(view: view, names: names.map(\.tokens))
    }

    func mentions() -> [Mention] {
        var out: [Mention] = []
        for mention in forms where mention.kind == .quantity {
            guard case .quantity(let quantity) = mention.value, quantity.unit == nil,
                !isAge(mention.tokens.lowerBound)
            else { continue }
            add(quantity, figure: mention.tokens, start: mention.tokens.lowerBound, &out)
        }
        var token = view.tokens.lowerBound
        while token < view.tokens.upperBound {
            if let end = single(at: token, &out) { token = end } else { token += 1 }
        }
        return out
    }

    // MARK: - Figures

    /// "a man of about 70", "a boy aged 12"
    private func isAge(_ token: Int) -> Bool {
        let word = view.word(token - 1)
        return word == "aged"
            || word == "of" && Self.isPerson(view.word(token - 2))
                && !view.word(token - 2).hasSuffix("s")
                && WordClass.of(view.word(token - 3)) == .determiner
    }

    private func add(
        _ quantity: Quantity, figure: Range<Int>, start: Int, _ out: inout [Mention]
    ) {
        var ends = [figure.upperBound]
        if let end = counted(after: figure.upperBound) { ends += extended(end) }
        for end in ends { out.append(mention(quantity, figure: figure, start..<end)) }
    }

    /// The end of the noun phrase a figure counts; nil where it counts no people.
    private func counted(after end: Int) -> Int? {
        var at = end
        if view.isAfterPunctuation(at) { return nil }
        if ["more", "others", "other", "further", "additional"].contains(view.word(at)) {
            at += 1
            if view.word(at - 1) == "others" { return at }
        }
        if view.word(at) == "of" {
            // "twelve of the dead", "four of them"
            if ["them", "whom"].contains(view.word(at + 1)) { return at + 2 }
            at += 1
        }
        if ["dead", "injured", "wounded", "missing", "victims", "casualties"].contains(
            view.word(at + 1)), view.word(at) == "the"
        {
            return at + 2
        }
        guard let phrase = clause.object(after: at), phrase.tokens.lowerBound - at < 3,
            !view.isAfterPunctuation(at), isCountable(view.word(phrase.head))
        else { return at > end ? at : nil }
        return phrase.tokens.upperBound
    }

    /// Longer ends of the same phrase: with what hangs on it, what is joined to it, what is inserted.
    private func extended(_ end: Int) -> [Int] {
        var ends = [end]
        var at = end
        for _ in 0..<4 {
            guard !view.isAfterPunctuation(at),
                Self.attaching.contains(view.word(at)),
                let next = clause.object(after: at + 1)
            else { break }
            at = next.tokens.upperBound
            ends.append(at)
        }
        for end in ends {
            // "eight guards and their driver"; another figure is another group.
            guard view.word(end) == "and", let next = clause.object(after: end + 1),
                !startsWithFigure(end + 1), Self.isPerson(view.word(next.head))
            else { continue }
            ends.append(next.tokens.upperBound)
            break
        }
        if let last = ends.max(), let inserted = insertion(from: last) { ends.append(inserted) }
        if let inserted = insertion(from: end), !ends.contains(inserted) { ends.append(inserted) }
        return ends
    }

    /// The end of "…, including five women," before a verb.
    private func insertion(from start: Int) -> Int? {
        guard view.isAfterPunctuation(start) else { return nil }
        var at = start + 1
        while at < view.tokens.upperBound, at - start < 18 {
            if view.isAfterPunctuation(at) {
                let word = view.word(at)
                if WordClass.of(word) == .auxiliary || Self.verbs.contains(word) { return at }
            }
            if WordClass.of(view.word(at)) == .auxiliary, !view.isAfterPunctuation(at) {
                return nil
            }
            at += 1
        }
        return nil
    }

    private func startsWithFigure(_ token: Int) -> Bool {
        forms.contains { $0.kind == .quantity && $0.tokens.lowerBound == token }
    }

    // MARK: - One person

    /// - Returns: the token after the phrase.
    private func single(at token: Int, _ out: inout [Mention]) -> Int? {
        if let person = persons.first(where: { $0.tokens.lowerBound == token }) {
            let isPossessive = view.text.tokens[person.tokens.upperBound - 1].flags.contains(
                .possessive)
            if !isPossessive { addOne(person.tokens, &out) }
            return person.tokens.upperBound
        }
        let word = view.word(token)
        let isDetermined = Self.articles.contains(word)
        // A headline has no article: "Prayer leader shot dead".
        let opens = token == view.tokens.lowerBound && WordClass.of(word) == nil
        guard isDetermined || opens else { return nil }
        let start = isDetermined ? token + 1 : token
        guard !startsWithFigure(token), !view.isAfterPunctuation(start) || !isDetermined,
            let phrase = clause.object(after: start), phrase.tokens.lowerBound == start,
            isOnePerson(phrase),
            // "The striker is injured": news of the dead and hurt is in the past.
            view.word(phrase.tokens.upperBound) != "is"
        else { return nil }
        addOne(token..<phrase.tokens.upperBound, &out)
        return phrase.tokens.upperBound
    }

    private func addOne(_ phrase: Range<Int>, _ out: inout [Mention]) {
        let text = view.text.text(view.text.span(phrase).range)
        let quantity = Quantity(text: text, low: 1, high: 1, value: 1)
        for end in extended(phrase.upperBound) {
            out.append(mention(quantity, figure: phrase, phrase.lowerBound..<end))
        }
    }

    private func isOnePerson(_ phrase: ClauseReader.Phrase) -> Bool {
        let noun = view.word(phrase.head)
        if noun == "old" { return view.word(phrase.head - 1) == "year" }
        return Self.isOnePerson(noun)
    }

    /// Whether a noun in the singular names a person.
    static func isOnePerson(_ noun: String) -> Bool {
        if noun.hasSuffix("s") && !["boss"].contains(noun) || noun.hasSuffix("men") {
            return false
        }
        return !collectives.contains(noun) && isPerson(noun)
    }

    // MARK: - Words

    private func mention(_ quantity: Quantity, figure: Range<Int>, _ tokens: Range<Int>) -> Mention
    {
        let span = view.text.span(figure)
        return Mention(
            kind: .people, field: view.text.field, tokens: tokens, span: span,
            text: view.text.text(span.range), value: .quantity(quantity))
    }

    /// Whether a noun, in the singular or the plural, names people.
    static func isPerson(_ noun: String) -> Bool {
        WordClass.isPerson(noun) || WordClass.isPerson(noun + "s") || kin.contains(noun)
    }

    /// What may die or be hurt: anything but deeds, measures, things and beasts.
    private func isCountable(_ noun: String) -> Bool {
        Self.isPerson(noun)
            || !WordClass.isAbstract(noun) && !WordClass.isTarget(noun)
                && !Self.things.contains(noun)
    }

    private static let articles: Set<String> = [
        "a", "an", "another", "the", "his", "her", "their", "its",
    ]
    private static let attaching: Set<String> = [
        "of", "from", "in", "at", "aboard", "on", "near", "with", "inside", "outside", "between",
        "belonging", "under",
    ]
    /// What may follow an insertion as the verb of those counted.
    private static let verbs: Set<String> = [
        "died", "perished", "drowned", "killed", "wounded", "injured", "lost", "suffered",
        "sustained", "succumbed",
    ]
    private static let collectives: Set<String> = [
        "people", "police", "army", "military", "group", "crowd", "mob", "gang", "family",
        "government", "regime", "junta", "state", "party", "union", "council", "court",
        "ministry", "company", "movement", "organization", "organisation", "alliance",
        "coalition", "authority", "agency", "administration", "country", "nation", "team", "crew",
        "unit", "division", "brigade", "battalion", "squad", "patrol", "force", "service", "navy",
        "militia", "cartel", "clan", "tribe", "palace", "embassy", "parliament", "republic",
        "kingdom", "federation", "bloc", "opposition", "wing", "faction", "warplane", "artillery",
        "gunboat", "couple", "staff", "press", "congress", "class", "christ", "customs",
        "members", "gendarmerie",
    ]
    private static let kin: Set<String> = [
        "mother", "father", "wife", "husband", "son", "daughter", "brother", "sister", "boy",
        "girl", "baby", "babies", "infant", "toddler", "uncle", "aunt", "nephew", "niece",
        "grandmother", "grandfather", "civilian", "youth", "child", "children", "entrepreneur",
        "national", "lawmaker", "diplomat", "cleric", "clergyman", "athlete", "victim",
        "villager", "neighbour", "neighbours", "bodyguard", "bodyguards", "escort", "personnel",
        "politician", "hostage", "woman", "man", "female", "male",
    ]
    private static let things: Set<String> = [
        "cows", "sheep", "goats", "cattle", "animals", "horses", "camels", "birds", "dogs",
        "chickens", "pigs", "houses", "buildings", "villages", "towns", "districts", "cities",
        "provinces", "regions", "kilometers", "kilometres", "km", "miles", "meters", "metres",
        "tonnes", "tons", "euros", "pounds", "rubles", "points", "goals", "seats", "votes",
        "trees", "hectares", "acres", "hospitals", "schools", "targets", "positions", "sites",
    ]
}
