import Foundation
import Synchronization
import TocsinExtraction
import TocsinModel

/// A list of names, offices or reporting words, by what it is of.
struct LexiconList: Sendable {
    var kind: EntityLexicon.List
    var path: String
    /// As messages say it.
    var display: String
}

/// What the recognizers of people, organizations and claims read, compiled when an article first
/// asks for it: a run pays for what it uses.
final class NameLexicon: Sendable {
    private let lists: [LexiconList]
    private let state = Mutex<(lexicon: EntityLexicon, problems: [Diagnostic])?>(nil)

    /// Path of the list of English words by frequency, where there is one.
    private let wordList: String?

    init(_ lists: [LexiconList], wordList: String? = nil) {
        self.lists = lists
        self.wordList = wordList
    }

    var entities: EntityLexicon { compiled().lexicon }

    /// What is wrong with the lists, one line each.
    var problems: [Diagnostic] { compiled().problems }

    private func compiled() -> (lexicon: EntityLexicon, problems: [Diagnostic]) {
        state.withLock { known in
            if let known { return known }
            var builder = EntityLexicon.builder()
            var problems: [Diagnostic] = []
            for list in lists {
                guard let data = FileManager.default.contents(atPath: list.path) else { continue }
                problems += builder.addTable(
                    String(decoding: data, as: UTF8.self), to: list.kind, place: list.display)
            }
            if let wordList {
                builder.setCommonWords(CommonWords(load: { LanguageShare.words(inFile: wordList) }))
            }
            let made = (builder.build(), problems)
            known = made
            return made
        }
    }
}
