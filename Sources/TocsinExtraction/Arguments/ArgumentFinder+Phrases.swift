import TocsinModel
import TocsinText

/// From noun phrases to parties.
extension ArgumentFinder {
    /// Whom a pattern counted: the noun phrases of the figure, without what hangs on them or is inserted.
    /// - Parameters:
    ///   - people: the whole phrase.
    ///   - figure: the figure in it; the same tokens where one person is told of without a figure.
    func victims(_ people: Range<Int>, figure: Range<Int>) -> [Entity] {
        if figure == people || figure.upperBound >= people.upperBound {
            let isFigure = figure.contains {
                view.text.tokens[$0].flags.contains(.digit)
                    || ClauseReader.numerals.contains(view.word($0))
            }
            // A bare figure counts whoever was told of before it.
            guard !isFigure || figure != people else { return [] }
            guard let phrase = clause.phrase(endingAt: figure.upperBound),
                phrase.tokens.lowerBound >= figure.lowerBound,
                WordClass.of(view.word(phrase.head)) == nil,
                view.word(phrase.head) != "one"
            else { return [] }
            return entity(of: phrase, acting: false).map { [$0] } ?? []
        }
        // "the mayor and his wife": one told of without a figure, and who is joined to him.
        let isCounted = figure.contains {
            view.text.tokens[$0].flags.contains(.digit)
                || ClauseReader.numerals.contains(view.word($0))
        }
        if !isCounted, let one = clause.phrase(endingAt: figure.upperBound) {
            return coordinatedObjects(one, before: people.upperBound)
        }
        var start = figure.upperBound
        while ["of", "the", "more", "other", "others", "further"].contains(view.word(start)) {
            start += 1
        }
        guard start < people.upperBound, let phrase = clause.object(after: start) else { return [] }
        return coordinatedObjects(phrase, before: people.upperBound)
    }

    /// With what a noun that only gathers is of: "four members of the border guard" are the guard's.
    func whole(_ phrase: ClauseReader.Phrase) -> ClauseReader.Phrase {
        // "the front doors of a bank"
        if view.word(phrase.tokens.upperBound) == "of",
            !view.isAfterPunctuation(phrase.tokens.upperBound),
            Self.parts.contains(view.word(phrase.head)),
            let of = clause.object(after: phrase.tokens.upperBound + 1)
        {
            return of
        }
        guard view.word(phrase.tokens.upperBound) == "of",
            !view.isAfterPunctuation(phrase.tokens.upperBound),
            Self.collectives.contains(view.word(phrase.head)),
            let of = clause.object(after: phrase.tokens.upperBound + 1)
        else { return phrase }
        return ClauseReader.Phrase(tokens: phrase.tokens.lowerBound..<of.tokens.upperBound)
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

    /// Nouns for the men of a body, or a part of it.
    private static let memberships: Set<String> = [
        "member", "members", "fighters", "militants", "elements", "column", "columns", "unit",
        "units", "squad", "squads", "commando", "commandos", "command", "band", "bands", "gang",
        "group", "groups", "cell", "cells", "faction", "wing", "guerrillas", "soldiers", "troops",
    ]

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
        // "Colonel Franklin Quintero of the police force"
        if let of, let person = inside.last(where: { $0.tokens.upperBound == of }),
            person.entity.kind == "person", !acting || person.mayAct
        {
            return person.entity
        }
        if let whole = inside.last(where: { $0.tokens.upperBound == phrase.tokens.upperBound }),
            !whole.isModifier || inside.count == 1 && whole.tokens == phrase.tokens,
            of == nil || whole.place == nil, isHeaded != true || of! < whole.tokens.lowerBound - 2
        {
            if acting, !whole.mayAct, isForce, !WordClass.isPerson(view.word(phrase.head)) {
                // "the group's regional branch claimed": whose it is.
                return inside.first { $0.isModifier && $0.mayAct }?.entity
            }
            // "members of the Shining Path" are the Shining Path, in other words.
            if let of, of < whole.tokens.lowerBound,
                Self.memberships.contains(view.word(of - 1))
            {
                var entity = whole.entity
                var first = phrase.tokens.lowerBound
                while first < of, isFigure(first) { first += 1 }
                entity.span = view.text.span(first..<phrase.tokens.upperBound)
                entity.text = view.text.text(entity.span!.range)
                return entity
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
        // "both sides" are more than sides.
        let both = start > view.tokens.lowerBound && view.word(start - 1) == "both" ? 1 : 0
        let span = view.text.span((start - both)..<tokens.upperBound)
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
                $0.tokens.upperBound == next.tokens.upperBound && ($0.mayAct || !acting)
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

    /// An object and what is listed with it: "a mayor, two guards and their driver".
    ///
    /// Commas alone may be appositions: what they join counts only where "and" closes the list, and a
    /// noun after a name says what the named is.
    /// - Parameter limit: where the list ends at the latest.
    func coordinatedObjects(_ phrase: ClauseReader.Phrase, before limit: Int = .max) -> [Entity] {
        let phrase = whole(phrase)
        guard let first = entity(of: phrase, acting: false) else { return [] }
        var out = [first]
        var waiting: [Entity] = []
        let ofPeople = isOfPeople(first, phrase)
        var isNamed = first.kind == "person"
        var end = overModifiers(phrase.tokens.upperBound)
        for _ in 0..<16 {
            // "Jaime Suarez, 24; Norma Beltran, 23"
            if view.isAfterPunctuation(end), view.isAfterPunctuation(end + 1),
                isFigure(end)
            {
                end += 1
            }
            var start = end
            let isComma = view.isAfterPunctuation(end)
            var closes = false
            if ["including", "namely"].contains(view.word(start)), ofPeople,
                let named = clause.object(after: start + 1)
            {
                return out + waiting
                    + coordinatedObjects(named, before: limit).filter { entity in
                        entity.kind == "person"
                    }
            } else if view.word(start) == "and" || view.word(start) == "or" {
                start += 1
                closes = true
            } else if view.word(start) == "as", view.word(start + 1) == "well",
                view.word(start + 2) == "as"
            {
                start += 3
                closes = true
            } else if !isComma {
                break
            }
            guard start < limit, !closes || !view.isAfterPunctuation(start),
                let found = clause.object(after: start), found.tokens.lowerBound - start < 4,
                found.tokens.upperBound <= limit, !view.word(start).hasSuffix("ing")
            else { break }
            let next = whole(found)
            let after = view.word(next.tokens.upperBound)
            guard !view.word(next.tokens.lowerBound).hasSuffix("ing"),
                view.isAfterPunctuation(next.tokens.upperBound)
                    || ![.auxiliary, .verb].contains(WordClass.of(after))
                        && !ArgumentFinder.irregularPasts.contains(after),
                let entity = entity(of: next, acting: false), isOfPeople(entity, next) == ofPeople
            else { break }
            end = overModifiers(next.tokens.upperBound)
            let isOwned = ["his", "her", "their", "its"].contains(view.word(start))
            let tellsOfNamed =
                !closes && isNamed && entity.kind != "person" && !isOwned
                && !isFigure(start)
            isNamed = entity.kind == "person"
            if tellsOfNamed { continue }
            if closes {
                out += waiting + [entity]
                waiting = []
                // "A and B, said C": what follows a closed list is no part of it.
                if !view.isAfterPunctuation(end) || view.word(end) != "and" { break }
            } else {
                waiting.append(entity)
            }
        }
        return out
    }

    /// What is listed with a party that a pattern captured: "a hotel" of "a bank, a hotel and two shops".
    func listed(with captured: Range<Int>) -> [Entity] {
        guard let phrase = clause.phrase(endingAt: captured.upperBound) else { return [] }
        var out = coordinatedObjects(phrase)
        for entity in coordinated(phrase, acting: false)
        where !out.contains(where: { $0.span == entity.span }) {
            out.append(entity)
        }
        return out.filter { entity in
            entity.span.map { span in
                span.start >= Int(view.text.tokens[captured.upperBound - 1].end)
                    || span.end <= Int(view.text.tokens[captured.lowerBound].start)
            } ?? false
        }
    }

    /// Over "of Zaragoza", "from the town", "in the north" behind a noun.
    private func overModifiers(_ end: Int) -> Int {
        var end = end
        for _ in 0..<3 {
            guard !view.isAfterPunctuation(end),
                ["of", "from", "in", "at", "for", "near"].contains(view.word(end)),
                let next = clause.object(after: end + 1)
            else { break }
            end = next.tokens.upperBound
        }
        return end
    }

    /// People, as against buildings, vehicles and other things.
    func isOfPeople(_ entity: Entity, _ phrase: ClauseReader.Phrase) -> Bool {
        if let kind = entity.kind, Self.kindsOfPeople.contains(kind) { return true }
        return WordClass.isPerson(view.word(phrase.head))
            || PeopleReader.isPerson(view.word(phrase.head))
    }

    private static let kindsOfPeople: Set<String> = [
        "person", "civilian", "military", "police", "armed", "party", "crime", "armed-group",
        "group", "journalist", "aid-worker", "displaced",
    ]
}
