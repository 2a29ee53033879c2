package import TocsinModel
package import TocsinText
// Replaced as soon as the recognizer lands.
package struct ArticleEntities { package var mentions: [Mention] = [] }
package struct EntityRecognizer {
    package init() {}
    package func entities(in article: AnalyzedArticle, lexicon: EntityLexicon) -> ArticleEntities {
        ArticleEntities()
    }
}
package struct ClaimExtractor {
    package init() {}
    package func claims(
        in article: AnalyzedArticle, entities: ArticleEntities, lexicon: EntityLexicon
    ) -> [Claim] { [] }
}
