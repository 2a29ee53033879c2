internal import CStemmer

/// Snowball's stemmer of one language: "attacks", "attacking" and "attacked" are all "attack".
///
/// Not thread-safe; one a worker.
package final class Stemmer {
    private let handle: OpaquePointer
    private var lower = WordFolder(folding: .plain)
    private var full = WordFolder(folding: .full)

    /// - Parameter language: a BCP 47 tag; its first part counts.
    /// - Returns: nil where Snowball has no stemmer for the language (Polish, Ukrainian, …).
    package init?(language: String) {
        guard let algorithm = Self.algorithm(for: language),
            let handle = sb_stemmer_new(algorithm, "UTF_8")
        else { return nil }
        self.handle = handle
    }

    deinit {
        sb_stemmer_delete(handle)
        lower.free()
        full.free()
    }

    /// Whether `~` finds inflected forms in articles of this language.
    package static func supports(_ language: String) -> Bool { algorithm(for: language) != nil }

    private static func algorithm(for language: String) -> String? {
        let primary = language.prefix { $0 != "-" && $0 != "_" }.lowercased()
        return algorithms[primary]
    }

    private static let algorithms: [String: String] = [
        "ar": "arabic", "ca": "catalan", "da": "danish", "de": "german", "el": "greek",
        "en": "english", "es": "spanish", "eu": "basque", "fi": "finnish", "fr": "french",
        "ga": "irish", "hi": "hindi", "hu": "hungarian", "hy": "armenian", "id": "indonesian",
        "it": "italian", "lt": "lithuanian", "nb": "norwegian", "ne": "nepali", "nl": "dutch",
        "nn": "norwegian", "no": "norwegian", "pt": "portuguese", "ro": "romanian",
        "ru": "russian", "sr": "serbian", "sv": "swedish", "ta": "tamil", "tr": "turkish",
        "yi": "yiddish",
    ]

    /// The stem of a word, folded: what is compared where a rule writes `~`.
    ///
    /// The stemmer sees lower case with its accents, as Snowball expects; only its result is folded.
    package func foldedStem(of word: UnsafeBufferPointer<UInt8>) -> [UInt8] {
        let lowered = lower.fold(word, 0..<word.count)
        guard let base = lowered.baseAddress,
            let stem = sb_stemmer_stem(handle, base, Int32(clamping: lowered.count))
        else { return [] }
        let stemmed = UnsafeBufferPointer(start: stem, count: Int(sb_stemmer_length(handle)))
        return Array(full.fold(stemmed, 0..<stemmed.count))
    }

    package func foldedStem(of word: String) -> String {
        var word = word
        return word.withUTF8 { String(decoding: foldedStem(of: $0), as: UTF8.self) }
    }
}
