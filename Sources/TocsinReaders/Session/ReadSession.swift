import TocsinModel

/// One file being read: where articles and trouble go, and what was seen so far.
final class ReadSession {
    let name: String
    let options: ReadOptions
    private let trouble: (Diagnostic) -> Void
    private let sink: (Article) -> Bool
    /// True once the receiver wants no more.
    private(set) var stopped = false
    private(set) var given = 0
    private var withoutBody = 0
    private var reported: [String: Int] = [:]
    private var lastHidden: [String: Diagnostic] = [:]

    /// Of one kind of trouble in one file, so many lines are shown; the rest is counted.
    private static let shownOfAKind = 20

    init(
        name: String, options: ReadOptions, trouble: @escaping (Diagnostic) -> Void,
        give: @escaping (Article) -> Bool
    ) {
        self.name = name
        self.options = options
        self.trouble = trouble
        sink = give
    }

    func report(_ diagnostic: Diagnostic) {
        let seen = reported[diagnostic.code, default: 0]
        reported[diagnostic.code] = seen + 1
        if seen < Self.shownOfAKind {
            trouble(diagnostic)
        } else {
            lastHidden[diagnostic.code] = diagnostic
        }
    }

    func report(
        _ code: String, _ severity: Diagnostic.Severity = .error, at place: Place,
        _ message: String
    ) {
        report(Diagnostic(severity, code: code, place: text(of: place), message: message))
    }

    enum Place {
        case file
        case line(Int)
        case byte(Int)
    }

    private func text(of place: Place) -> String {
        switch place {
        case .file: name
        case .line(let line): "\(name):\(line)"
        case .byte(let byte): "\(name):+\(byte)"
        }
    }

    /// Completes an article (source, language, id), checks that it says something and is not too
    /// long, and hands it on.
    /// - Parameter mayLackBody: feeds and the like, whose articles are often a title only.
    func give(_ article: consuming Article, at place: Place, mayLackBody: Bool = false) {
        guard !stopped else { return }
        let length = article.title.utf8.count + article.body.utf8.count
        guard length <= options.maximumArticleBytes else {
            report("article.too-long", at: place, tooLong(length))
            return
        }
        if isBlank(article.body) {
            guard !isBlank(article.title) else {
                report(
                    "article.empty", at: place, "empty article: neither a title nor a body has text"
                )
                return
            }
            if !mayLackBody { withoutBody += 1 }
        }
        if article.source == nil { article.source = options.source }
        if article.outlet == nil { article.outlet = options.outlet }
        if article.language == nil { article.language = options.defaultLanguage }
        if article.id.isEmpty { article.id = contentID(of: article) }
        given += 1
        if !sink(article) { stopped = true }
    }

    func tooLong(_ length: Int) -> String {
        "an article of \(length) bytes is over the limit of \(options.maximumArticleBytes); "
            + "it is not read: split the file, or raise the limit"
    }

    /// Says what was only counted.
    func close() {
        for (code, last) in lastHidden.sorted(by: { $0.key < $1.key }) {
            let more = reported[code, default: 0] - Self.shownOfAKind
            trouble(
                Diagnostic(
                    last.severity, code: code, place: name,
                    message: "\(more) more of this kind; the last: \(last)"))
        }
        if withoutBody > 0 {
            let what = withoutBody == 1 ? "1 article has" : "\(withoutBody) articles have"
            trouble(
                Diagnostic(
                    .note, code: "article.no-body", place: name,
                    message: "\(what) a title and no body"))
        }
    }
}

private func isBlank(_ text: String) -> Bool {
    text.utf8.allSatisfy { $0 <= 32 }
}

/// 16 hexadecimal digits of a stable hash of url, title and body.
///
/// FNV-1a over eight bytes at a time, its high half folded down after each step, and mixed at the
/// end: stable across machines and versions, fast, and not meant to withstand an enemy.
func contentID(of article: Article) -> String {
    var hash: UInt64 = 0xcbf2_9ce4_8422_2325
    func mix(_ value: UInt64) {
        hash = (hash ^ value) &* 0x9e37_79b9_7f4a_7c15
        hash ^= hash >> 32
    }
    func add(_ text: String) {
        var text = text
        text.withUTF8 { bytes in
            let raw = UnsafeRawBufferPointer(bytes)
            var at = 0
            while at + 8 <= raw.count {
                mix(UInt64(littleEndian: raw.loadUnaligned(fromByteOffset: at, as: UInt64.self)))
                at += 8
            }
            var tail: UInt64 = 0
            while at < raw.count {
                tail = tail << 8 | UInt64(raw[at])
                at += 1
            }
            mix(tail)
            mix(UInt64(raw.count))
        }
    }
    add(article.url ?? "")
    add(article.title)
    add(article.body)
    hash ^= hash >> 29
    hash = hash &* 0xbf58_476d_1ce4_e5b9
    hash ^= hash >> 32
    let digits = String(hash, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
}
