import Foundation
import TocsinExtraction
import TocsinMatching
import TocsinModel
import TocsinText

/// What the host itself looks up for rules: places, the labels plugins declare, words that say an
/// article is about something else. Scanned only on articles where a rule asks for it.
struct RuleLexicon: Sendable {
    enum Term: Sendable {
        case label(Int32)
        case silence(Int32)
        /// Speaks against a silence.
        case subject(Int32)
    }

    struct Label: Sendable {
        var name: String
        var entity: Entity
    }

    let automaton: KeywordAutomaton
    /// By keyword, the terms it may mean.
    let terms: [[Term]]
    let places: PlaceGazetteer
    let labels: [Label]
    let labelNames: Set<String>
    /// Plugins with a list of what they are silent about, by number; how many words it takes.
    let silences: [(plugin: String, atLeast: Int)]
    let names: NameLexicon

    /// - Parameter cacheFolder: where compiled gazetteers are kept; nil: nowhere.
    static func make(
        _ plugins: [Plugin], lists: RuleLists, cacheFolder: String?
    ) -> (RuleLexicon, [Diagnostic]) {
        var diagnostics: [Diagnostic] = []
        let builder = KeywordSetBuilder()
        var terms: [[Term]] = []
        var gazetteers: [String] = []
        var labels: [Label] = []
        var labelNames: Set<String> = []
        var silences: [(plugin: String, atLeast: Int)] = []
        func add(_ spec: KeywordSpec, _ term: Term, _ list: RuleLists.List) {
            do throws(MatchingError) {
                let keyword = Int(try builder.add(spec))
                while terms.count <= keyword { terms.append([]) }
                terms[keyword].append(term)
            } catch {
                diagnostics.append(
                    Diagnostic(.warning, code: error.code, place: list.path, message: error.message)
                )
            }
        }
        for plugin in plugins {
            let manifest = plugin.manifest
            gazetteers += manifest.gazetteers.compactMap {
                lists.path(of: $0, plugin: plugin.id)?.path
            }
            for (label, file) in manifest.mentions.sorted(by: { $0.key < $1.key }) {
                guard let list = lists.list(file, of: plugin.id) else { continue }
                labelNames.insert(label)
                for row in 0..<list.gazetteer.rowCount {
                    let record = list.gazetteer.record(row)
                    let name = list.gazetteer.name(row)
                    let number = Int32(labels.count)
                    labels.append(
                        Label(
                            name: label,
                            entity: Entity(
                                text: name, name: record["means"] ?? name, kind: record["kind"],
                                country: record["country"], sector: record["sector"],
                                id: record["id"])))
                    for spelling in list.gazetteer.names(row) {
                        guard let spec = try? KeywordSpec(parsing: spelling) else { continue }
                        add(spec, .label(number), list)
                    }
                }
            }
            if !manifest.silentAbout.isEmpty {
                let number = Int32(silences.count)
                silences.append((plugin.id, manifest.silentAt))
                for (files, term) in [
                    (manifest.silentAbout, Term.silence(number)),
                    (manifest.silentUnless, .subject(number)),
                ] {
                    for list in files.compactMap({ lists.list($0, of: plugin.id) }) {
                        for row in 0..<list.gazetteer.rowCount {
                            for spelling in list.gazetteer.names(row) {
                                guard let spec = try? KeywordSpec(parsing: spelling) else {
                                    continue
                                }
                                add(spec, term, list)
                            }
                        }
                    }
                }
            }
        }
        var entityLists: [LexiconList] = []
        for plugin in plugins {
            for file in plugin.manifest.lexicon {
                let name = String(file.split(separator: "/").last ?? "").replacing(".tsv", with: "")
                guard let kind = EntityLexicon.List(rawValue: name) else {
                    diagnostics.append(
                        Diagnostic(
                            code: "plugin.lexicon", place: plugin.displayFolder + "/plugin.lua",
                            message: Diagnostic.unknown(
                                "lexicon list", name,
                                known: EntityLexicon.List.allCases.map(\.rawValue))))
                    continue
                }
                guard let (path, display) = lists.path(of: file, plugin: plugin.id) else {
                    continue
                }
                entityLists.append(LexiconList(kind: kind, path: path, display: display))
            }
        }
        // The plugins of one folder share its `std`.
        let wordList = plugins.first { !$0.manifest.lexicon.isEmpty }.map {
            $0.folder + "/../" + LanguageShare.file
        }
        let lexicon = RuleLexicon(
            automaton: builder.build(), terms: terms,
            places: PlaceGazetteer(files: gazetteers, cacheFolder: cacheFolder), labels: labels,
            labelNames: labelNames, silences: silences,
            names: NameLexicon(entityLists, wordList: wordList))
        return (lexicon, diagnostics)
    }
}
