import TocsinModel
import TocsinText

/// Gathers what may act or be acted on in one sentence: names, countries, their adjectives, and the
/// common nouns that plugins declare (`actor`, `target`).
enum ArgumentCandidates {
    static func find(
        in view: SentenceView, entities: [Mention], places: [Mention], labels: [Mention]
    ) -> [ArgumentFinder.Candidate] {
        var out: [ArgumentFinder.Candidate] = []
        let metonyms = labels.filter { $0.kind == .label("metonym") }
        func isFree(_ tokens: Range<Int>) -> Bool {
            !out.contains { $0.tokens.overlaps(tokens) } && !isPrefixed(tokens, view)
        }
        let named = (entities + places + labels.filter { $0.kind == .label("demonym") }).map(
            \.tokens)
        /// "Ukrainian-US talks", "Israeli-Hezbollah clashes": half of a pair is an adjective.
        func isPaired(_ tokens: Range<Int>) -> Bool {
            isJoinedToNext(tokens, view) && named.contains { $0.lowerBound == tokens.upperBound }
                || view.text.tokens[tokens.lowerBound].gap == .joiner
                    && named.contains { $0.upperBound == tokens.lowerBound }
        }
        for mention in entities {
            guard case .entity(var entity) = mention.value, isFree(mention.tokens) else { continue }
            // A country is its place, and "Ukrainian" before a noun is its adjective.
            if places.contains(where: { $0.tokens == mention.tokens }) { continue }
            if mention.tokens.count > 1, isMadeWord(mention.tokens.upperBound - 1, view) {
                continue
            }
            if entity.country == nil, entity.kind == "name" || entity.kind == nil,
                namesWeapon(mention.tokens, view)
            {
                continue
            }
            entity.span = entity.span ?? mention.span
            let isAdjective =
                mention.kind == .name && entity.country != nil && entity.text != entity.name
            let isKnown = mention.kind != .name || entity.country != nil
            out.append(
                .init(
                    tokens: mention.tokens, entity: entity, place: nil,
                    isModifier: isAdjective || isPossessive(mention.tokens, view)
                        || isPaired(mention.tokens),
                    mayAct: isKnown))
        }
        for mention in labels where isFree(mention.tokens) {
            guard case .label(let label) = mention.kind, case .entity(var entity) = mention.value
            else {
                continue
            }
            entity.span = mention.span
            switch label {
            case "metonym" where entity.kind == "government":
                out.append(
                    .init(
                        tokens: mention.tokens, entity: entity, place: nil,
                        isModifier: isPossessive(mention.tokens, view), mayAct: true))
            // "a Turkish-made drone", "Iran-backed rebels": whose work it is, not whose deed.
            case "demonym" where isMadeBy(mention.tokens, view): break
            case "demonym":
                entity.text = view.text.text(mention.span.range)
                out.append(
                    .init(
                        tokens: mention.tokens, entity: entity, place: nil, isModifier: true,
                        mayAct: true))
            // "a terrorist attack" says what it was, not whose.
            case "actor" where isKindOfDeed(mention.tokens, view): break
            // "a tent that shelters displaced people" is a verb.
            case "target" where isAfterRelative(mention.tokens, view): break
            case "actor", "target", "property":
                // "Hamas fighters", "Shining Path (SL) guerrillas": the group's men are the group.
                if label == "actor", entity.kind != "government",
                    let group = groupBefore(mention.tokens.lowerBound, in: out, view)
                {
                    out.removeAll {
                        $0.tokens.lowerBound >= group.tokens.lowerBound
                            && $0.tokens.upperBound <= mention.tokens.lowerBound
                    }
                    let tokens = group.tokens.lowerBound..<mention.tokens.upperBound
                    var whole = group.entity
                    whole.span = view.text.span(tokens)
                    whole.text = view.text.text(whole.span!.range)
                    whole.sector = whole.sector ?? entity.sector
                    out.append(
                        .init(
                            tokens: tokens, entity: whole, place: nil,
                            isModifier: isPossessive(mention.tokens, view), mayAct: true))
                    break
                }
                // "Russian gunmen": the adjective gives the noun its country.
                if let modifier = out.last(where: {
                    $0.tokens.upperBound == mention.tokens.lowerBound && $0.isModifier
                }), let country = modifier.entity.country {
                    entity.country = entity.country ?? country
                    out.removeAll { $0.tokens == modifier.tokens }
                    let tokens = modifier.tokens.lowerBound..<mention.tokens.upperBound
                    entity.span = view.text.span(tokens)
                    entity.text = view.text.text(entity.span!.range)
                    entity.name = entity.text
                    out.append(
                        .init(
                            tokens: tokens, entity: entity, place: nil, isModifier: false,
                            mayAct: label == "actor"))
                } else {
                    out.append(
                        .init(
                            tokens: mention.tokens, entity: entity, place: nil,
                            isModifier: isPossessive(mention.tokens, view),
                            mayAct: label == "actor", isProperty: label == "property"))
                }
            default: break
            }
        }
        for mention in places where isFree(mention.tokens) {
            guard case .place(let place) = mention.value else { continue }
            // A state acts under its own name and under its capital's: "Kyiv launched …".
            let capital = metonyms.first { $0.tokens == mention.tokens }
            let acts = place.precision == "country" || capital != nil
            if !acts, namesWeapon(mention.tokens, view) { continue }
            let isPaired = isPaired(mention.tokens)
            out.append(
                .init(
                    tokens: mention.tokens,
                    entity: Entity(
                        text: place.text, name: place.name,
                        kind: place.precision == "country" ? "country" : "place",
                        country: place.country, span: place.span),
                    place: place, isModifier: isPossessive(mention.tokens, view) || isPaired,
                    mayAct: acts && (isPaired || !isJoinedToNext(mention.tokens, view))))
        }
        return out.sorted { $0.tokens.lowerBound < $1.tokens.lowerBound }
    }

    /// "an Iskander missile", "four ATACMS missiles", "Grad and Uragan rockets": what a weapon is called.
    private static func namesWeapon(_ tokens: Range<Int>, _ view: SentenceView) -> Bool {
        var next = tokens.upperBound
        while next < tokens.upperBound + 4, view.tokens.contains(next),
            !view.isAfterPunctuation(next)
        {
            let word = view.word(next)
            if WordClass.isWeapon(word) || carriers.contains(word) { return true }
            guard kinds.contains(word) else { return false }
            next += 1
        }
        return false
    }

    private static let carriers: Set<String> = [
        "tank", "tanks", "jet", "jets", "helicopter", "helicopters", "bomber", "bombers", "rifle",
        "rifles", "pistol", "pistols", "system", "systems", "battery", "batteries", "warplane",
        "warplanes", "fighter", "gun", "guns",
    ]
    /// What may stand between a weapon's name and its noun.
    private static let kinds: Set<String> = [
        "cruise", "ballistic", "hypersonic", "guided", "attack", "combat", "kamikaze", "suicide",
        "anti-tank", "anti-aircraft", "air", "defence", "defense", "rocket", "missile",
        "surveillance", "assault", "surface-to-air", "strike", "long-range", "multiple", "tactical",
    ]

    private static func isMadeBy(_ tokens: Range<Int>, _ view: SentenceView) -> Bool {
        isJoinedToNext(tokens, view) && isMadeWord(tokens.upperBound, view)
    }

    /// The second half of "Turkish-made", after its hyphen.
    private static func isMadeWord(_ token: Int, _ view: SentenceView) -> Bool {
        guard view.text.tokens[token].gap == .joiner else { return false }
        let word = view.word(token)
        return word.hasSuffix("ed")
            || ["made", "built", "born", "led", "held", "style", "type", "run", "speaking"]
                .contains(word)
    }

    private static func isAfterRelative(_ tokens: Range<Int>, _ view: SentenceView) -> Bool {
        tokens.count == 1 && ["that", "which", "who"].contains(view.word(tokens.lowerBound - 1))
            && !view.isAfterPunctuation(tokens.lowerBound)
    }

    /// The organization whose men a noun names: right before it, or with an acronym or the name in full
    /// in brackets between.
    private static func groupBefore(
        _ token: Int, in candidates: [ArgumentFinder.Candidate], _ view: SentenceView
    ) -> ArgumentFinder.Candidate? {
        func isGroup(_ candidate: ArgumentFinder.Candidate) -> Bool {
            candidate.place == nil && !candidate.isModifier
                && ["armed-group", "organization", "party", "military", "police"].contains(
                    candidate.entity.kind)
        }
        func gap(_ at: Int) -> String {
            guard view.tokens.contains(at), at > view.tokens.lowerBound else { return "" }
            return view.text.text(
                Int(view.text.tokens[at - 1].end)..<Int(view.text.tokens[at].start))
        }
        if !view.isAfterPunctuation(token),
            let near = candidates.last(where: { $0.tokens.upperBound == token && isGroup($0) })
        {
            return near
        }
        guard gap(token).contains(where: { $0 == ")" || $0 == "]" }) else { return nil }
        var open = token - 1
        while open > view.tokens.lowerBound, token - open < 10,
            !gap(open).contains(where: { $0 == "(" || $0 == "[" })
        {
            open -= 1
        }
        return candidates.last { $0.tokens.upperBound == open && isGroup($0) }
    }

    private static func isKindOfDeed(_ tokens: Range<Int>, _ view: SentenceView) -> Bool {
        guard tokens.count == 1, view.word(tokens.lowerBound) == "terrorist",
            !view.isAfterPunctuation(tokens.upperBound)
        else { return false }
        return WordClass.isAbstract(view.word(tokens.upperBound))
    }

    /// "anti-Baghdad guerrillas", "pro-Russian forces": about a party, not the party.
    private static func isPrefixed(_ tokens: Range<Int>, _ view: SentenceView) -> Bool {
        tokens.lowerBound > view.tokens.lowerBound
            && view.text.tokens[tokens.lowerBound].gap == .joiner
            && ["anti", "pro", "non", "ex", "post", "pre", "trans", "intra", "inter"].contains(
                view.word(tokens.lowerBound - 1))
    }

    /// "the Vienna-based agency": a part of a longer word.
    private static func isJoinedToNext(_ tokens: Range<Int>, _ view: SentenceView) -> Bool {
        tokens.upperBound < view.tokens.upperBound
            && view.text.tokens[tokens.upperBound].gap == .joiner
    }

    private static func isPossessive(_ tokens: Range<Int>, _ view: SentenceView) -> Bool {
        view.text.tokens[tokens.upperBound - 1].flags.contains(.possessive)
    }
}
