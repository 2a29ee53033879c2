import TocsinModel
import TocsinText

/// Says who the subject of a report is: the person of a name, pronoun or office, or the words of
/// the text.
struct SpeakerResolver {
    struct Speaker: Sendable {
        var name: String
        var span: Range<Int>?
        var sourceKind: String?
        /// The same for every spelling; nil where the source has no name.
        var key: String?
        /// The cluster of `ArticleEntities`, where it is one.
        var cluster: Int?
        var inferred = false
    }

    let entities: ArticleEntities
    let lexicon: EntityLexicon
    let field: Field
    let text: LexicalText
    let units: [ClaimUnit]
    /// Sources of the reports so far, with the unit each stands in.
    var said: [(unit: Int, speaker: Speaker)] = []

    init(
        _ entities: ArticleEntities, _ lexicon: EntityLexicon, _ field: Field, _ units: [ClaimUnit]
    ) {
        self.entities = entities
        self.lexicon = lexicon
        self.field = field
        self.text = entities.text(field)
        self.units = units
    }

    /// The speaker a source phrase names.
    func resolve(_ source: Range<Int>, unit: Int) -> Speaker {
        let first = source.lowerBound
        let span = text.text.bytes(source)
        if source.count == 1,
            !text.tags[first].isDisjoint(with: [.subjectPronoun, .objectPronoun])
        {
            var speaker = pronoun(first, unit) ?? Speaker(name: "")
            speaker.span = span
            speaker.inferred = true
            return speaker
        }
        if text.tags[first].contains(.relative) {
            var speaker = antecedent(first, unit) ?? Speaker(name: "")
            speaker.span = span
            speaker.inferred = true
            return speaker
        }
        let head = headPart(source)
        if let mention = named(source, head) {
            return speaker(mention, span: span)
        }
        if let cluster = definite(head, unit) {
            var result = speaker(cluster: cluster, span: span)
            result.inferred = true
            return result
        }
        var from = head.lowerBound
        while from < head.upperBound - 1, text.tags[from].contains(.theWord) || isArticle(from) {
            from += 1
        }
        let range = from..<wordsEnd(source, head)
        return Speaker(
            name: text.text.text(text.text.bytes(range)), span: span, sourceKind: sourceKind(range),
            key: nil)
    }

    private func isArticle(_ i: Int) -> Bool {
        text.text.tokens[i].end - text.text.tokens[i].start <= 2
            && text.tags[i].contains(.determiner)
    }

    /// Up to the first preposition, comma or relative pronoun.
    private func headPart(_ source: Range<Int>) -> Range<Int> {
        var i = source.lowerBound + 1
        while i < source.upperBound {
            if !text.before[i].isSubset(of: [.hyphen, .possessive, .stop, .other]) { break }
            if !text.tags[i].isDisjoint(with: [
                .preposition, .relative, .subordinator, .coordinator,
            ]),
                entities.mention(at: i, in: field) == nil
            {
                break
            }
            i += 1
        }
        return source.lowerBound..<i
    }

    /// A source without a name is quoted with its "of" phrase, without appositions.
    private func wordsEnd(_ source: Range<Int>, _ head: Range<Int>) -> Int {
        var i = head.upperBound
        while i < source.upperBound {
            if text.before[i].contains(.comma) || text.tags[i].contains(.relative) { break }
            i += 1
        }
        return i
    }

    /// The mention that is the source: in its head, or in apposition to it.
    private func named(_ source: Range<Int>, _ head: Range<Int>) -> Int? {
        var best: Int?
        for i in head {
            guard let m = entities.mention(at: i, in: field) else { continue }
            let tokens = entities.mentions[m].tokens
            // "Trump's lawyer", "the Kremlin spokesman": the head noun is someone else.
            if tokens.upperBound < head.upperBound {
                let rest = tokens.upperBound..<head.upperBound
                if rest.contains(where: {
                    text.tags[$0].contains(.noun) || text.tags[$0].contains(.head)
                })
                    || text.text.tokens[tokens.upperBound - 1].flags.contains(.possessive)
                {
                    continue
                }
                if entities.mentions[m].kind != .person { continue }
            }
            // The last word is the head: "the Islamist group al Shabaab".
            if best.map({ entities.mentions[$0].kind != .person }) ?? true { best = m }
        }
        if let best { return best }
        for i in source.dropFirst(head.count) where text.before[i].contains(.comma) {
            if let m = entities.mention(at: i, in: field),
                entities.mentions[m].kind == .person
                    || entities.mentions[m].kind == .name && entities.mentions[m].tokens.count > 1
                        && (hasOffice(head) || isDescribed(head)),
                entities.mentions[m].tokens.upperBound <= source.upperBound,
                !text.tags[source.lowerBound].isDisjoint(with: [.determiner, .noun])
            {
                return m
            }
        }
        return nil
    }

    /// "its coordinator", "the plant's owner": a determiner and a common noun that heads no body.
    private func isDescribed(_ range: Range<Int>) -> Bool {
        let last = range.upperBound - 1
        return range.count > 1 && range.count <= 4 && !text.isCapitalized(last)
            && text.tags[range.lowerBound].contains(.determiner)
            && text.tags[last].isDisjoint(with: [.head, .organizationNoun, .venue])
    }

    private func hasOffice(_ range: Range<Int>) -> Bool {
        range.contains { text.tags[$0].contains(.noun) }
    }

    private func speaker(cluster: Int, span: Range<Int>?) -> Speaker {
        let known = entities.clusters[cluster]
        var kind = known.sourceKind
        if kind == nil {
            switch known.entity.kind {
            case "country", "place": kind = "official"
            default: kind = nil
            }
        }
        return Speaker(
            name: known.entity.name, span: span, sourceKind: kind, key: known.key, cluster: cluster)
    }

    /// Countries and capitals speak under the name the sentence gives them.
    func speaker(_ mention: Int, span: Range<Int>?) -> Speaker {
        var result = speaker(cluster: entities.clusterOf[mention], span: span)
        let kind = entities.clusters[entities.clusterOf[mention]].entity.kind
        if kind == "country" || kind == "place" || kind == "group" {
            result.name = entities.mentions[mention].text
        }
        return result
    }

    private func sourceKind(_ range: Range<Int>) -> String? {
        var anonymous = false
        for i in range where text.tags[i].contains(.noun) {
            let noun = lexicon.nouns[Int(text.entry(i, lexicon).noun)]
            if noun.source == "anonymous" { anonymous = true }
            if let source = noun.source, source != "anonymous" { return source }
        }
        for i in range where text.tags[i].contains(.head) {
            if let source = lexicon.heads[Int(text.entry(i, lexicon).head)].source { return source }
        }
        return anonymous ? "anonymous" : nil
    }

    // MARK: Reference

    private func gender(_ cluster: Int) -> EntityLexicon.Gender {
        entities.clusters[cluster].gender
    }

    func isPerson(_ cluster: Int) -> Bool {
        entities.clusters[cluster].entity.kind == "person"
    }

    private func agrees(_ cluster: Int, _ tags: WordTags) -> Bool {
        switch gender(cluster) {
        case .unknown: true
        case .male: !tags.contains(.female)
        case .female: !tags.contains(.male)
        }
    }

    /// Persons named in a unit outside quotations, before a token, in the order of the text.
    private func persons(in unit: ClaimUnit, before end: Int) -> [Int] {
        var result: [Int] = []
        var i = unit.tokens.lowerBound
        while i < min(unit.tokens.upperBound, end) {
            if text.quoteOf[i] < 0, let m = entities.mention(at: i, in: field) {
                let cluster = entities.clusterOf[m]
                if isPerson(cluster) || entities.clusters[cluster].entity.kind == "name" {
                    result.append(cluster)
                }
                i = entities.mentions[m].tokens.upperBound
            } else {
                i += 1
            }
        }
        return result
    }

    private func pronoun(_ at: Int, _ unit: Int) -> Speaker? {
        let tags = text.tags[at]
        if tags.contains(.firstPerson) { return nil }
        if tags.contains(.it), let body = subjectBody(before: at, unit) { return body }
        if tags.contains(.plural) || tags.contains(.it) {
            return said.last { unit - $0.unit <= 4 && !isSinglePerson($0.speaker) }?.speaker
                ?? organization(before: at, unit)
        }
        // In the sentence itself, then backwards; in each sentence who spoke, else who stands first.
        for cluster in persons(in: units[unit], before: at)
        where agrees(cluster, tags) && (isPerson(cluster) || gender(cluster) != .unknown) {
            return speaker(cluster: cluster, span: nil)
        }
        var u = unit - 1
        while u >= 0, unit - u <= 8 {
            if let last = said.last(where: { $0.unit == u }), let cluster = last.speaker.cluster,
                isPerson(cluster) || entities.clusters[cluster].entity.kind == "name"
                    || entities.clusters[cluster].entity.kind == "group" && isOne(last.speaker),
                agrees(cluster, tags)
            {
                return last.speaker
            }
            let here = persons(in: units[u], before: .max)
            if let cluster = here.first(where: { isPerson($0) && agrees($0, tags) })
                ?? here.first(where: { agrees($0, tags) && !said.isEmpty == false })
            {
                return speaker(cluster: cluster, span: nil)
            }
            if let last = said.last(where: { $0.unit == u }), last.speaker.cluster == nil,
                !last.speaker.name.isEmpty, isOne(last.speaker)
            {
                return last.speaker
            }
            u -= 1
        }
        // `…," he denounced. Jane Doe, the spokeswoman.`: the name comes after, alone.
        if unit + 1 < units.count, isFragment(units[unit + 1]),
            let cluster = persons(in: units[unit + 1], before: .max).first, agrees(cluster, tags)
        {
            return speaker(cluster: cluster, span: nil)
        }
        return said.last { isSinglePerson($0.speaker) }?.speaker
    }

    /// Whether a source's words speak of one person: "a Hezbollah official", not "the ministry".
    private func isOne(_ speaker: Speaker) -> Bool {
        guard let span = speaker.span else { return true }
        let first = text.text.token(endingAfter: span.lowerBound)
        for i in first..<text.count where Int(text.text.tokens[i].start) < span.upperBound {
            if text.tags[i].contains(.noun), !text.endsWith(i, "s"),
                text.tags[i].isDisjoint(with: [.organizationNoun])
            {
                return true
            }
            if text.tags[i].contains(.preposition) || text.before[i].contains(.comma), i > first {
                break
            }
        }
        return false
    }

    private func isSinglePerson(_ speaker: Speaker) -> Bool {
        guard let cluster = speaker.cluster else { return false }
        return isPerson(cluster)
    }

    /// A sentence of a name and its apposition, with no verb.
    private func isFragment(_ unit: ClaimUnit) -> Bool {
        unit.tokens.count <= 14
            && unit.tokens.allSatisfy {
                text.tags[$0].isDisjoint(with: [.auxiliary, .cue, .subjectPronoun])
            }
    }

    private func organization(before at: Int, _ unit: Int) -> Speaker? {
        var u = unit
        while u >= 0, unit - u <= 3 {
            var i = units[u].tokens.lowerBound
            while i < min(units[u].tokens.upperBound, at) {
                if text.quoteOf[i] < 0, let m = entities.mention(at: i, in: field) {
                    if entities.mentions[m].kind == .organization { return speaker(m, span: nil) }
                    i = entities.mentions[m].tokens.upperBound
                } else {
                    i += 1
                }
            }
            u -= 1
        }
        return nil
    }

    /// "Jane Doe, the minister, who said": the nearest noun phrase before "who".
    private func antecedent(_ at: Int, _ unit: Int) -> Speaker? {
        let low = units[unit].tokens.lowerBound
        guard at > low else { return nil }
        let phrases = SpeakerPhrase(text: text, lexicon: lexicon)
        guard let source = phrases.left(endingAt: at, from: low),
            !text.tags[source.lowerBound].contains(.relative)
        else { return nil }
        return resolve(source, unit: unit)
    }

    /// "the ministry", "the Ukrainian official": the last one of that kind before it.
    private func definite(_ head: Range<Int>, _ unit: Int) -> Int? {
        guard text.tags[head.lowerBound].contains(.theWord) else { return nil }
        let last = head.upperBound - 1
        let tags = text.tags[last]
        var country: String?
        for i in head {
            if let m = entities.mention(at: i, in: field),
                case .entity(let entity) = entities.mentions[m].value
            {
                country = country ?? entity.country
                if entities.mentions[m].kind == .person { return entities.clusterOf[m] }
            }
        }
        let start = head.lowerBound
        if tags.contains(.head) || (tags.contains(.noun) && organizationNoun(last)) {
            let hash = lexicon.canonicalHash(text.text.tokens[last].hash)
            return lastCluster(before: start) { c in
                let entity = entities.clusters[c].entity
                guard entity.kind == "organization" || entity.kind == "armed-group" else {
                    return false
                }
                guard country == nil || entity.country == nil || entity.country == country else {
                    return false
                }
                return hasWord(c, hash)
            }
        }
        guard tags.contains(.noun) else { return nil }
        let noun = lexicon.nouns[Int(text.entry(last, lexicon).noun)]
        let hash = text.text.tokens[last].hash
        let plural = text.endsWith(last, "s")
        if plural { return nil }
        let before = lastCluster(before: start) { c in
            let entity = entities.clusters[c].entity
            guard entity.kind == "person" else { return false }
            if let country, let other = entity.country, country != other { return false }
            if noun.gender != .unknown, gender(c) != .unknown, noun.gender != gender(c) {
                return false
            }
            if entities.clusters[c].officeWords.contains(hash) { return true }
            // "the official", "the diplomat" for whoever holds a public office.
            return (noun.text == "official" || noun.text == "politician")
                && (country != nil || entities.clusters[c].sourceKind == "official")
                || noun.text == "leader" && country != nil
        }
        return before ?? namedNext(hash, unit)
    }

    private func organizationNoun(_ i: Int) -> Bool {
        text.tags[i].contains(.organizationNoun)
    }

    private func hasWord(_ cluster: Int, _ hash: UInt64) -> Bool {
        guard let m = entities.clusters[cluster].mentions.first else { return false }
        let mention = entities.mentions[m]
        let source = entities.text(mention.field)
        return mention.tokens.contains {
            lexicon.canonicalHash(source.text.tokens[$0].hash) == hash
        }
    }

    private func lastCluster(before at: Int, where matches: (Int) -> Bool) -> Int? {
        for m in entities.mentions.indices.reversed() {
            let mention = entities.mentions[m]
            if mention.field == field, mention.tokens.upperBound > at { continue }
            if field == .title, mention.field == .body { continue }
            if matches(entities.clusterOf[m]) { return entities.clusterOf[m] }
        }
        return nil
    }
}
