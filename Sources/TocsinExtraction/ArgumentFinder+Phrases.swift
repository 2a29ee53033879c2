import TocsinModel
import TocsinText

/// From noun phrases to parties.
extension ArgumentFinder {
    /// Whom a pattern counted: the noun phrase of the figure, without what hangs on it or is inserted.
    /// - Parameters:
    ///   - people: the whole phrase.
    ///   - figure: the figure in it; the same tokens where one person is told of without a figure.
    func victims(_ people: Range<Int>, figure: Range<Int>) -> Entity? {
        if figure == people || figure.upperBound >= people.upperBound {
            let isFigure = figure.contains {
                view.text.tokens[$0].flags.contains(.digit)
                    || ClauseReader.numerals.contains(view.word($0))
            }
            // A bare figure counts whoever was told of before it.
            guard !isFigure || figure != people else { return nil }
            guard let phrase = clause.phrase(endingAt: figure.upperBound),
                phrase.tokens.lowerBound >= figure.lowerBound,
                WordClass.of(view.word(phrase.head)) == nil,
                view.word(phrase.head) != "one"
            else { return nil }
            return entity(of: phrase, acting: false)
        }
        var start = figure.upperBound
        while ["of", "the", "more", "other", "others", "further"].contains(view.word(start)) {
            start += 1
        }
        guard start < people.upperBound, let phrase = clause.object(after: start) else {
            return nil
        }
        var tokens = phrase.tokens
        // "four members of the border guard" are the border guard's.
        if view.word(tokens.upperBound) == "of", Self.collectives.contains(view.word(phrase.head)),
            let whole = clause.object(after: tokens.upperBound + 1)
        {
            tokens = tokens.lowerBound..<whole.tokens.upperBound
        }
        return entity(of: ClauseReader.Phrase(tokens: tokens), acting: false)
    }

    /// What is done to someone, as against what is said of something.
    var takesObjects: Bool {
        switch type {
        case .assault?, .coerce?, .sanction?, .retreat?, .request?, .accuse?, .threaten?, .aid?:
            true
        default: false
        }
    }

    /// "urged both sides to", "accused the army of", "warned Israel that": what is not so followed
    /// is not the party spoken to.
    var mustBeFollowed: Bool { type == .request || type == .accuse || type == .threaten }

    func isFollowedRightly(_ phrase: ClauseReader.Phrase) -> Bool {
        let next = view.word(phrase.tokens.upperBound)
        switch type {
        case .request?: return ["to", "not", "for"].contains(next)
        case .accuse?: return ["of", "for"].contains(next)
        case .threaten?: return ["that", "of", "against", "with", "not", "over"].contains(next)
        default: return true
        }
    }

    /// Deeds of force have doers who can act; words are anybody's.
    var isForce: Bool {
        switch type {
        case .assault?, .coerce?, .protest?, .mobilize?, .retreat?, .aid?, nil: true
        default: false
        }
    }

    func place(of phrase: ClauseReader.Phrase) -> Place? {
        candidates.first {
            $0.tokens.upperBound == phrase.tokens.upperBound && $0.place != nil
                && $0.tokens.lowerBound <= phrase.tokens.lowerBound + 1
        }?.place
    }

    /// Nouns that count or gather what follows "of".
    static let collectives: Set<String> = [
        "group", "groups", "number", "crowd", "crowds", "team", "band", "bands", "member",
        "members",
        "mob", "pair", "couple", "column", "dozens", "hundreds", "thousands", "scores", "majority",
        "command", "commando", "squad", "unit", "units", "gang", "fighters", "militants",
        "elements",
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "dozen",
    ]

    /// "Sudan's army chief, Abdel Fattah al-Burhan,": the name that follows is who it is.
    private func named(_ phrase: ClauseReader.Phrase) -> Entity? {
        let end = phrase.tokens.upperBound
        guard view.isAfterPunctuation(end), WordClass.isPerson(view.word(phrase.head)),
            !view.word(phrase.head).hasSuffix("s"),
            let name = candidates.first(where: { $0.tokens.lowerBound == end }),
            name.entity.kind == "person", !name.isModifier,
            name.tokens.upperBound == view.tokens.upperBound
                || view.isAfterPunctuation(name.tokens.upperBound)
        else { return nil }
        return name.entity
    }

    func entity(of phrase: ClauseReader.Phrase, acting: Bool) -> Entity? {
        if let name = named(phrase) { return name }
        let inside = candidates.filter {
            $0.tokens.lowerBound < phrase.tokens.upperBound
                && phrase.tokens.lowerBound < $0.tokens.upperBound
        }
        // "thousands of supporters of the government": the first two words only count.
        let of = phrase.tokens.first {
            view.word($0) == "of" && !ClauseReader.numerals.contains(view.word($0 - 1))
        }
        let isHeaded = of.map {
            // "supporters of the government" are no government; "members of the group" are it.
            WordClass.isPerson(view.word($0 - 1)) && !Self.collectives.contains(view.word($0 - 1))
        }
        if let whole = inside.last(where: { $0.tokens.upperBound == phrase.tokens.upperBound }),
            !whole.isModifier || inside.count == 1 && whole.tokens == phrase.tokens,
            of == nil || whole.place == nil, isHeaded != true || of! < whole.tokens.lowerBound - 2
        {
            if acting, !whole.mayAct, isForce, !WordClass.isPerson(view.word(phrase.head)) {
                return nil
            }
            return whole.entity
        }
        var start = phrase.tokens.lowerBound
        while start < phrase.tokens.upperBound - 1,
            ClauseReader.numerals.contains(view.word(start))
                || view.text.tokens[start].flags.contains(.digit)
                || [.determiner, .preposition, .adverb].contains(WordClass.of(view.word(start)))
        {
            start += 1
        }
        let tokens = start..<phrase.tokens.upperBound
        var noun = view.word(of.map { max($0 - 1, tokens.lowerBound) } ?? phrase.head)
        if Self.collectives.contains(noun) { noun = view.word(phrase.head) }
        guard !noun.isEmpty, !(noun.count > 5 && noun.hasSuffix("ed")),
            !ClauseReader.numerals.contains(noun), WordClass.of(noun) == nil,
            !view.text.tokens[phrase.head].flags.contains(.digit)
        else { return nil }
        if acting {
            if isForce {
                // "Indian missiles hit the town": whose they are.
                guard WordClass.isPerson(noun) else {
                    return inside.first { $0.isModifier && $0.mayAct }?.entity
                }
            } else if WordClass.isAbstract(noun) {
                return nil
            }
        } else if WordClass.isAbstract(noun), type != .assault || !WordClass.isTarget(noun) {
            return nil
        }
        let span = view.text.span(tokens)
        let country = inside.first { $0.isModifier && $0.entity.country != nil }?.entity.country
        return Entity(text: view.text.text(span.range), country: country, span: span)
    }

    /// A subject and what is joined to it: "Rebels and militias", "China, India and Iran".
    func coordinated(_ phrase: ClauseReader.Phrase?, acting: Bool) -> [Entity] {
        guard let phrase else { return [] }
        var out: [Entity] = []
        if let last = entity(of: phrase, acting: acting) { out = [last] }
        var start = phrase.tokens.lowerBound
        for step in 0..<5 {
            var before = start - 1
            while before >= view.tokens.lowerBound, WordClass.of(view.word(before)) == .determiner {
                before -= 1
            }
            let isJoined = before >= view.tokens.lowerBound && view.word(before) == "and"
            let end = isJoined ? before : before + 1
            guard isJoined || (step > 0 && view.isAfterPunctuation(before + 1)),
                end > view.tokens.lowerBound, let next = clause.phrase(endingAt: end)
            else { break }
            let isKnown = candidates.contains {
                $0.tokens.upperBound == next.tokens.upperBound && $0.mayAct
            }
            var opening = next.tokens.lowerBound
            while opening > view.tokens.lowerBound,
                WordClass.of(view.word(opening - 1)) == .determiner
            {
                opening -= 1
            }
            // "said 11 soldiers and 19 militants were killed"
            let isCounted =
                isJoined && isFigure(next.tokens.lowerBound)
                && isFigure(phrase.tokens.lowerBound) && WordClass.isPerson(view.word(next.head))
            guard isKnown || isCounted || (isJoined && opening == view.tokens.lowerBound),
                WordClass.of(view.word(opening - 1)) != .preposition,
                let entity = entity(of: next, acting: acting)
            else { break }
            out.insert(entity, at: 0)
            start = next.tokens.lowerBound
        }
        return out
    }

    private func isFigure(_ token: Int) -> Bool {
        view.tokens.contains(token)
            && (view.text.tokens[token].flags.contains(.digit)
                || ClauseReader.numerals.contains(view.word(token)))
    }

    func coordinatedObjects(_ phrase: ClauseReader.Phrase) -> [Entity] {
        guard let first = entity(of: phrase, acting: false) else { return [] }
        var out = [first]
        if view.word(phrase.tokens.upperBound) == "and",
            !view.isAfterPunctuation(phrase.tokens.upperBound),
            let next = clause.object(after: phrase.tokens.upperBound + 1),
            !view.word(next.tokens.lowerBound).hasSuffix("ing"),
            WordClass.of(view.word(next.tokens.upperBound)) != .auxiliary,
            WordClass.of(view.word(next.tokens.upperBound)) != .verb,
            let second = entity(of: next, acting: false)
        {
            out.append(second)
        }
        return out
    }
}
