import TocsinModel
import TocsinText

/// Joins the names of one article that mean one person, organization or country.
///
/// "Peskov" joins "Dmitry Peskov" by family name, whatever the spelling; "the Defense Ministry"
/// joins "the Russian Ministry of Defense" by its words; an acronym joins the name it was given for;
/// an office without a name joins the person who holds it in the text.
struct CoreferenceResolver {
    private struct Node {
        var chunk: NameChunk
        var field: Field
    }

    private let title: LexicalText
    private let body: LexicalText
    private let lexicon: EntityLexicon
    private let year: Int?
    private var nodes: [Node] = []
    private var clusters: [ArticleEntities.Cluster] = []
    private var clusterOf: [Int] = []
    /// Canonical hashes of each cluster's name.
    private var words: [[UInt64]] = []
    private var kinds: [NameChunk.Kind] = []
    private var acronyms: [UInt64: Int] = [:]
    private var byWord: [UInt64: [Int]] = [:]

    init(title: LexicalText, body: LexicalText, lexicon: EntityLexicon, year: Int?) {
        self.title = title
        self.body = body
        self.lexicon = lexicon
        self.year = year
    }

    mutating func resolve(_ titleChunks: [NameChunk], _ bodyChunks: [NameChunk]) -> ArticleEntities
    {
        nodes =
            titleChunks.map { Node(chunk: $0, field: .title) }
            + bodyChunks.map { Node(chunk: $0, field: .body) }
        clusterOf = [Int](repeating: -1, count: nodes.count)
        // Full names first, so that a short form before the full one ("Peskov" in the title) finds it.
        for n in nodes.indices where isFull(nodes[n]) { place(n) }
        for n in nodes.indices where clusterOf[n] < 0 && nodes[n].chunk.kind != .office { place(n) }
        for n in nodes.indices where clusterOf[n] < 0 { placeOffice(n) }
        return result()
    }

    private func text(_ field: Field) -> LexicalText { field == .title ? title : body }

    private func isFull(_ node: Node) -> Bool {
        switch node.chunk.kind {
        case .person, .name, .organization: node.chunk.name.count > 1 || node.chunk.listed != nil
        case .group, .country, .place: true
        case .office: false
        }
    }

    private func hashes(_ node: Node) -> [UInt64] {
        node.chunk.name.map { lexicon.canonicalHash(text(node.field).text.tokens[$0].hash) }
    }

    private mutating func place(_ n: Int) {
        let node = nodes[n]
        let name = hashes(node)
        guard !name.isEmpty else { return }
        if let found = match(node, name) {
            join(n, found)
            return
        }
        create(n, name)
    }

    private func match(_ node: Node, _ name: [UInt64]) -> Int? {
        let chunk = node.chunk
        if let listed = chunk.listed,
            let known = clusters.indices.first(where: { clusters[$0].entity.name == listed })
        {
            return known
        }
        guard let last = name.last, let candidates = byWord[last] else {
            return name.count == 1 ? acronyms[name[0]] : nil
        }
        if name.count == 1, let known = acronyms[name[0]] { return known }
        for c in candidates.reversed() {
            switch (kinds[c], chunk.kind) {
            case (.person, .person), (.person, .name), (.name, .person), (.name, .name):
                if sameName(words[c], name, kinds[c]), sameGender(clusters[c].gender, chunk.gender)
                {
                    return c
                }
            case (.organization, .organization), (.group, .group), (.place, .place),
                (.country, .country), (.organization, .name):
                if words[c] == name { return c }
                if kinds[c] == .organization, name.count > 1, words[c].count > 1,
                    name.allSatisfy({ words[c].contains($0) })
                        || words[c].allSatisfy({ name.contains($0) })
                {
                    return c
                }
            default: continue
            }
        }
        // "Defense Ministry" for "Ministry of Defense": the same words in another order.
        if chunk.kind == .organization, name.count > 1 {
            return candidates.last {
                kinds[$0] == .organization && words[$0].count > 1
                    && name.allSatisfy(words[$0].contains)
            }
        }
        return nil
    }

    private func sameGender(_ a: EntityLexicon.Gender, _ b: EntityLexicon.Gender) -> Bool {
        a == .unknown || b == .unknown || a == b
    }

    private func sameName(_ full: [UInt64], _ short: [UInt64], _ kind: NameChunk.Kind) -> Bool {
        if full == short { return true }
        if short.count == 1 {
            return full.last == short[0] || (kind == .person && full.first == short[0])
        }
        if full.count == 1 { return full[0] == short.last }
        return full.last == short.last && full.first == short.first
    }

    private mutating func create(_ n: Int, _ name: [UInt64]) {
        var node = nodes[n]
        var entity = entity(node)
        if node.chunk.kind == .name, name.count == 1, let row = officeHolder(name[0]) {
            let person = lexicon.persons[row]
            node.chunk.kind = .person
            node.chunk.country = person.country
            node.chunk.sector = person.sector
            node.chunk.gender = person.gender
            node.chunk.sourceKind = "official"
            nodes[n] = node
            entity = self.entity(node)
            entity.name = person.name
            entity.office = person.office
            entity.inferred = true
        } else if let listed = node.chunk.listed {
            entity.name = node.chunk.kind == .person ? entity.name : listed
        }
        clusters.append(
            ArticleEntities.Cluster(
                entity: entity, mentions: [n], key: "", sourceKind: node.chunk.sourceKind,
                gender: node.chunk.gender, officeWords: officeWords(node)))
        words.append(name)
        kinds.append(node.chunk.kind)
        let c = clusters.count - 1
        for word in name { byWord[word, default: []].append(c) }
        if let acronym = node.chunk.acronym {
            acronyms[lexicon.canonicalHash(text(node.field).text.tokens[acronym].hash)] = c
        }
        clusterOf[n] = c
    }

    /// The one listed holder of an office with this family name in the article's year.
    private func officeHolder(_ family: UInt64) -> Int? {
        guard let rows = lexicon.personsByFamilyName[family] else { return nil }
        let names = Set(rows.map { lexicon.persons[$0].name })
        guard names.count == 1 else { return nil }
        let held = rows.filter { row in
            guard let year else { return true }
            return (lexicon.persons[row].from ?? .min) <= year
        }
        return held.last
    }

    private mutating func join(_ n: Int, _ c: Int) {
        clusterOf[n] = c
        clusters[c].mentions.append(n)
        let chunk = nodes[n].chunk
        if chunk.kind == .person || kinds[c] == .name && chunk.kind != .name {
            kinds[c] = chunk.kind
        }
        if clusters[c].gender == .unknown { clusters[c].gender = chunk.gender }
        clusters[c].officeWords += officeWords(nodes[n])
        if clusters[c].sourceKind == nil { clusters[c].sourceKind = chunk.sourceKind }
        let own = entity(nodes[n])
        if clusters[c].entity.country == nil { clusters[c].entity.country = own.country }
        if clusters[c].entity.sector == nil { clusters[c].entity.sector = own.sector }
        if clusters[c].entity.office == nil || clusters[c].entity.inferred == true {
            clusters[c].entity.office = own.office ?? clusters[c].entity.office
        }
        clusters[c].entity.kind = kindName(kinds[c], listedKind(chunk) ?? clusters[c].entity.kind)
        if chunk.name.count > words[c].count, chunk.listed == nil || kinds[c] == .person {
            clusters[c].entity.name = own.name
            words[c] = hashes(nodes[n])
        }
    }

    /// "the Ukrainian President": the person of this article who holds that office.
    private mutating func placeOffice(_ n: Int) {
        let chunk = nodes[n].chunk
        let text = text(nodes[n].field)
        let head = text.text.tokens[chunk.tokens.upperBound - 1].hash
        for c in clusters.indices.reversed() where kinds[c] == .person {
            guard
                chunk.country == nil || clusters[c].entity.country == nil
                    || clusters[c].entity.country == chunk.country
            else { continue }
            if clusters[c].officeWords.contains(head) {
                join(n, c)
                return
            }
        }
        create(n, chunk.tokens.map { lexicon.canonicalHash(text.text.tokens[$0].hash) })
    }

    private func officeWords(_ node: Node) -> [UInt64] {
        guard let bytes = node.chunk.office else { return [] }
        let text = text(node.field).text
        var words: [UInt64] = []
        var i = text.token(endingAfter: bytes.lowerBound)
        while i < text.tokens.count, Int(text.tokens[i].start) < bytes.upperBound {
            words.append(text.tokens[i].hash)
            i += 1
        }
        return words
    }

    // MARK: Values

    private func listedKind(_ chunk: NameChunk) -> String? {
        guard chunk.kind == .organization else { return nil }
        return chunk.sector == "REB" ? "armed-group" : nil
    }

    private func kindName(_ kind: NameChunk.Kind, _ listed: String?) -> String {
        switch kind {
        case .person, .office: "person"
        case .organization: listed == "armed-group" ? "armed-group" : "organization"
        case .group: "group"
        case .country: "country"
        case .place: "place"
        case .name: "name"
        }
    }

    private func entity(_ node: Node) -> Entity {
        let text = text(node.field).text
        let chunk = node.chunk
        let name = chunk.name.isEmpty ? chunk.tokens : chunk.name
        return Entity(
            text: text.text(text.bytes(chunk.tokens)), name: text.text(text.bytes(name)),
            kind: kindName(chunk.kind, listedKind(chunk)), country: chunk.country,
            sector: chunk.sector, office: chunk.office.map { text.text($0) },
            span: text.span(chunk.tokens))
    }

    private func key(_ c: Int) -> String {
        guard kinds[c] == .person,
            let n = clusters[c].mentions.first(where: {
                nodes[$0].chunk.name.count == words[c].count
            })
        else {
            return clusters[c].entity.name.lowercased()
        }
        let text = text(nodes[n].field).text
        let parts = nodes[n].chunk.name.map { i in
            lexicon.canonicalText[lexicon.canonicalHash(text.tokens[i].hash)] ?? text.folded(i)
        }
        guard let family = parts.last, parts.count > 1 else { return parts.joined(separator: " ") }
        return ([family] + parts.dropLast()).joined(separator: " ")
    }

    private mutating func result() -> ArticleEntities {
        var tables = [
            [Int32](repeating: -1, count: title.count), [Int32](repeating: -1, count: body.count),
        ]
        var mentions: [Mention] = []
        mentions.reserveCapacity(nodes.count)
        for c in clusters.indices { clusters[c].key = key(c) }
        for n in nodes.indices {
            let node = nodes[n]
            let c = clusterOf[n]
            var own = entity(node)
            let whole = clusters[c].entity
            own.name = whole.name
            own.kind = whole.kind
            own.country = own.country ?? whole.country
            own.sector = own.sector ?? whole.sector
            own.office = own.office ?? whole.office
            let kind: MentionKind =
                switch kinds[c] {
                case .person, .office: .person
                case .organization, .group: .organization
                default: .name
                }
            mentions.append(
                Mention(
                    kind: kind, field: node.field, tokens: node.chunk.tokens,
                    span: text(node.field).text.span(node.chunk.tokens), text: own.text,
                    value: .entity(own)))
            for i in node.chunk.tokens { tables[node.field == .title ? 0 : 1][i] = Int32(n) }
        }
        return ArticleEntities(
            mentions: mentions, clusters: clusters, clusterOf: clusterOf, title: title, body: body,
            titleMentions: tables[0], bodyMentions: tables[1])
    }
}
