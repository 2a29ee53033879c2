import TocsinModel
import TocsinText

/// Groups, and the offices beside names.
extension NameRecognizer {
    /// Appends a chunk, widened to "Russian troops" where a common noun for people follows a
    /// country or a capital. ("Hamas fighters" stays Hamas.)
    mutating func append(_ chunk: NameChunk, _ sentence: Range<Int>) -> Int {
        var chunk = chunk
        if chunk.kind == .country || chunk.kind == .place,
            !text.text.tokens[chunk.tokens.upperBound - 1].flags.contains(.possessive),
            let noun = groupNoun(after: chunk.tokens.upperBound, sentence)
        {
            let known = lexicon.nouns[Int(text.entry(noun, lexicon).noun)]
            let next = noun + 1
            let isTitleOfName =
                next < sentence.upperBound && text.isCapitalized(next) && text.before[next].isEmpty
            if !isTitleOfName {
                let whole = chunk.tokens.lowerBound..<next
                chunks.append(
                    NameChunk(
                        kind: .group, tokens: whole, name: whole, country: chunk.country,
                        sector: known.sector, sourceKind: known.source, gender: known.gender))
                return next
            }
        }
        if chunk.kind == .organization || chunk.kind == .name {
            let next = chunk.tokens.upperBound
            if next < sentence.upperBound, text.before[next].contains(.parenthesisOpen),
                text.before[next + 1].contains(.parenthesisClose), text.isUpperCase(next),
                text.text.tokens[next].end - text.text.tokens[next].start > 1,
                !text.text.tokens[next].flags.contains(.digit)
            {
                chunk.acronym = next
                chunk.kind = .organization
                chunks.append(chunk)
                return next + 1
            }
        }
        chunks.append(chunk)
        return max(chunk.tokens.upperBound, chunk.tokens.lowerBound + 1)
    }

    func groupNoun(after start: Int, _ sentence: Range<Int>) -> Int? {
        var i = start
        while i < sentence.upperBound, i < start + 3 {
            guard text.before[i].isSubset(of: [.hyphen]),
                !text.isCapitalized(i) || text.isLoud(i)
            else { return nil }
            if text.tags[i].contains(.noun) {
                // The last of "army general", "government spokesman".
                let next = i + 1
                if next < sentence.upperBound, text.before[next].isEmpty,
                    text.tags[next].contains(.noun), !text.isCapitalized(next)
                {
                    return next
                }
                return i
            }
            guard
                text.tags[i].isDisjoint(with: [
                    .determiner, .preposition, .coordinator, .subordinator, .auxiliary, .cue,
                    .subjectPronoun, .negation,
                ]), !isVerbBetween(i)
            else { return nil }
            i += 1
        }
        return nil
    }

    /// "France deployed soldiers", "France sends troops": what stands between is a verb, where
    /// "Russian-backed troops", "Russian airborne troops" have an adjective.
    private func isVerbBetween(_ token: Int) -> Bool {
        guard text.before[token].isEmpty else { return false }
        let word = text.text.text(token)
        return word.count > 4
            && (word.hasSuffix("ed") || word.hasSuffix("ing")
                || word.hasSuffix("s") && !word.hasSuffix("ous"))
            || ["sent", "lost", "held", "said", "shot", "met", "led"].contains(word)
    }

    /// Gives persons the offices that stand beside their names: "spokesman Dmitry Peskov", "Dmitry
    /// Peskov, Russian presidential spokesman", "the president, Jane Doe,".
    mutating func addAppositions() {
        for c in chunks.indices {
            guard chunks[c].kind == .person || chunks[c].kind == .name else { continue }
            if chunks[c].office == nil { addOfficeBefore(c) }
            if chunks[c].office == nil { addOfficeAfter(c) }
        }
    }

    mutating func addOfficeBefore(_ c: Int) {
        let start = chunks[c].tokens.lowerBound
        guard start > 0, text.quoteOf[start] == text.quoteOf[start - 1] else { return }
        let gap = text.before[start]
        if gap.isEmpty, !text.isCapitalized(start - 1) || text.isLoud(start - 1),
            text.tags[start - 1].contains(.noun)
                || chunks[c].name.count > 1
                    && PeopleReader.isOnePerson(text.text.text(start - 1).lowercased()),
            chunks[c].name.count < 5
        {
            var from = start - 1
            while from > 0, start - from < 6, text.before[from].isSubset(of: [.hyphen]),
                text.tags[from - 1].isDisjoint(with: [
                    .determiner, .preposition, .coordinator, .subordinator, .auxiliary, .cue,
                    .common,
                    .subjectPronoun,
                ])
            {
                from -= 1
            }
            setOffice(from..<start, noun: start - 1, of: c)
            return
        }
        guard gap == .comma, chunks[c].name.count >= 2 || chunks[c].kind == .person else { return }
        // "the Ukrainian President, Volodímir Zelenski," and "the Secretary General of the OSCE, …".
        var k = c - 1
        var steps = 0
        while k >= 0, steps < 3 {
            let chunk = chunks[k]
            guard start - chunk.tokens.lowerBound < 18 else { return }
            for i in chunk.tokens.upperBound..<start
            where text.tags[i].isDisjoint(with: [.of, .forWord, .theWord, .and])
                && !text.isCapitalized(i)
                || text.before[i].contains(.comma)
            {
                return
            }
            if chunk.kind == .office {
                let country = chunk.country ?? chunks[(k + 1)..<c].lazy.compactMap(\.country).first
                let range = chunk.tokens.lowerBound..<start
                chunks[c].kind = .person
                chunks[c].office = text.text.bytes(range)
                chunks[c].country = chunks[c].country ?? country
                chunks[c].sector = chunks[c].sector ?? chunk.sector
                chunks[c].sourceKind = chunks[c].sourceKind ?? chunk.sourceKind
                return
            }
            k -= 1
            steps += 1
        }
    }

    mutating func addOfficeAfter(_ c: Int) {
        let start = chunks[c].tokens.upperBound
        guard start < text.count, text.before[start].contains(.comma),
            text.before[start].isDisjoint(with: [.quoteOpen, .quoteClose, .newline]),
            chunks[c].name.count >= 2 || chunks[c].kind == .person
        else { return }
        var end = start
        var noun: Int?
        while end < text.count, end < start + 24 {
            let gap = text.before[end]
            if end > start, !gap.isDisjoint(with: Separators.clause.subtracting(.stop)) { break }
            if end > start, gap.contains(.stop), !isInitial(end - 1), !isAbbreviated(end - 1) {
                break
            }
            let tags = text.tags[end]
            if !tags.isDisjoint(with: [.auxiliary, .relative, .subjectPronoun]) { break }
            if noun == nil {
                if tags.contains(.noun) {
                    noun = end
                } else if tags.contains(.phraseStart),
                    text.phrase(at: end, before: end + 3, lexicon, where: Self.isTitle) != nil
                {
                    noun = end
                } else if !tags.isDisjoint(with: [.preposition, .coordinator, .cue, .subordinator])
                {
                    return
                }
            } else if tags.contains(.preposition),
                text.tags[end].isDisjoint(with: [.of, .forWord]),
                !text.tags[end].contains(.inOffice)
            {
                break
            } else if tags.contains(.cue), !text.isCapitalized(end) {
                break
            }
            end += 1
        }
        guard let noun, noun - start < 9 else { return }
        setOffice(start..<end, noun: noun, of: c)
    }

    mutating func setOffice(_ range: Range<Int>, noun: Int, of c: Int) {
        chunks[c].kind = .person
        chunks[c].office = text.text.bytes(range)
        let entry = text.entry(noun, lexicon)
        if entry.noun >= 0 {
            let known = lexicon.nouns[Int(entry.noun)]
            if chunks[c].sector == nil { chunks[c].sector = known.sector }
            if chunks[c].sourceKind == nil { chunks[c].sourceKind = known.source }
            if chunks[c].gender == .unknown { chunks[c].gender = known.gender }
        }
        if chunks[c].country == nil { chunks[c].country = countryInside(range) }
        if chunks[c].country == nil {
            chunks[c].country =
                chunks.first {
                    range.overlaps($0.tokens) && $0.country != nil
                }?.country
        }
    }
}
