package import TocsinModel
package import TocsinText

/// The people, organizations, groups and countries an article names, and which of the mentions are
/// one.
package struct ArticleEntities: Sendable {
    /// One person, organization, group or country with all its mentions.
    package struct Cluster: Sendable {
        /// With the fullest name the article gives; `text` is that of its first full mention.
        package var entity: Entity
        /// Indices into `mentions`.
        package var mentions: [Int]
        /// A key that is the same for every spelling: `lavrov sergei`.
        package var key: String
        package var sourceKind: String?
        var gender: EntityLexicon.Gender
        /// Hashes of the words of the offices the text gives.
        var officeWords: [UInt64] = []
    }

    /// In the order of the text, title first; they do not overlap. Kinds: `person` (an office
    /// without a name too), `organization` (groups of people too), `name` (countries: the entity's
    /// kind is `country`; capitals: `place`; and names of unknown kind).
    package var mentions: [Mention] = []
    package var clusters: [Cluster] = []
    /// The cluster of each mention.
    package var clusterOf: [Int] = []

    var title: LexicalText
    var body: LexicalText
    /// Mention covering each token, or -1.
    var titleMentions: [Int32]
    var bodyMentions: [Int32]

    func text(_ field: Field) -> LexicalText { field == .title ? title : body }

    /// The mention a token belongs to.
    package func mention(at token: Int, in field: Field) -> Int? {
        let table = field == .title ? titleMentions : bodyMentions
        guard table.indices.contains(token), table[token] >= 0 else { return nil }
        return Int(table[token])
    }
}

/// Recognizes people, organizations, groups and countries.
package struct EntityRecognizer: Sendable {
    package init() {}

    package func entities(
        in article: AnalyzedArticle, lexicon: EntityLexicon
    ) -> ArticleEntities {
        let title = LexicalText(article.title, lexicon)
        let body = LexicalText(article.body, lexicon)
        var titleNames = NameRecognizer(title, lexicon)
        var bodyNames = NameRecognizer(body, lexicon)
        let titleChunks = titleNames.recognize()
        let bodyChunks = bodyNames.recognize()
        var resolver = CoreferenceResolver(
            title: title, body: body, lexicon: lexicon,
            year: article.article.published.map { Int($0.day.year) })
        return resolver.resolve(titleChunks, bodyChunks)
    }
}
