import Foundation
import Testing
import TocsinModel
import TocsinStore

@Test func `what was put in comes out as it was`() throws {
    let folder = try StoreFolder()
    let store = try folder.open()
    let claim = Claim(
        id: "c1", article: "a1", speaker: "the mayor", text: "three are dead", form: .indirect,
        about: .init(event: "e-a1", field: "killed"))
    let outcome = Sample.outcome(claims: [claim])
    #expect(try store.take(outcome).state == .new)
    let back = try store.read { try $0.unstaged() }
    #expect(back.count == 1)
    let stored = try store.read { try $0.outcome(back[0]) }
    let found = try #require(stored).outcome
    #expect(found.events == outcome.events)
    #expect(found.claims == [claim])
    #expect(found.matches == outcome.matches)
    #expect(found.evidence == outcome.evidence)
    #expect(found.words == outcome.words)
    #expect(found.hits == outcome.hits)
    #expect(found.log == outcome.log)
    #expect(found.sentences == 1 && found.isComplete && found.extracted)
    var bodyless = outcome.article
    bodyless.body = ""
    #expect(found.article == bodyless)
    #expect(try store.read { try $0.article("a1") } == outcome.article)
}

@Test func `an article is done once under the same rules`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    #expect(try store.take(Sample.outcome()).isDone == false)
    let again = try store.take(Sample.outcome())
    #expect(again.state == .known && again.isDone)
    let other = try store.take(Sample.outcome(), rules: "r2")
    #expect(other.state == .known && !other.isDone)
    #expect(try store.read { try $0.eventCount() } == 1)
    #expect(try store.read { try $0.articleCount() } == 1)
}

@Test func `an outcome with a failed rule is done again`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    var outcome = Sample.outcome()
    outcome.isComplete = false
    try store.take(outcome)
    #expect(try store.take(outcome).isDone == false)
}

@Test func `an edited article is a new version and its events take the place of the old`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    try store.take(Sample.outcome())
    let edited = Sample.article(body: "A drone attack killed nobody, the Wire corrects.")
    let standing = try store.take(
        Sample.outcome(edited, events: [Sample.event("e-a1", killed: nil)]))
    #expect(standing.state == .changed)
    try store.read { (reader) throws in
        let versions = try reader.versions(of: "a1")
        #expect(versions.map(\.number) == [1, 2])
        #expect(versions.map(\.isCurrent) == [false, true])
        #expect(versions[0].article.body.contains("three people"))
        #expect(try reader.events(ofArticle: "a1").map(\.casualties.count) == [0])
        #expect(try reader.eventCount() == 1)
        #expect(try reader.articles().first?.versions == 2)
        // Only the text that counts is found.
        #expect(try reader.candidates("three").isEmpty)
        #expect(try reader.candidates("corrects").map(\.key) == ["a1"])
    }
    // The old text again is a slow source, not a third version.
    #expect(try store.take(Sample.outcome()).state == .outdated)
    #expect(try store.read { try $0.versions(of: "a1") }.count == 2)
    #expect(try store.check() == [])
}

@Test func `another date is a new version for files and none for feeds`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    try store.take(Sample.outcome())
    let dated = Sample.article(published: noon.adding(seconds: 60))
    #expect(try store.take(Sample.outcome(dated), details: false).state == .known)
    #expect(try store.take(Sample.outcome(dated)).state == .changed)
}

@Test func `one page under two ids is one article`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    try store.take(
        Sample.outcome(Sample.article("a1", url: "http://Wire.example/x/?utm_source=rss")))
    let standing = try store.take(
        Sample.outcome(Sample.article("other", url: "https://wire.example/x#top")))
    #expect(standing.state == .known || standing.state == .changed)
    #expect(standing.key == "a1")
    try store.write { try $0.alias("other", for: "a1") }
    #expect(try store.read { try $0.article("other") }?.id == "a1")
    #expect(try store.read { try $0.articleCount() } == 1)
}

@Test(arguments: [
    ("https://a.example/story?id=7&utm_medium=x", "https://a.example/story?id=7"),
    ("http://A.example:80/story/#part", "https://a.example/story"),
    ("https://a.example/?b=2&a=1", "https://a.example?a=1&b=2"),
    ("https://user:pass@a.example/x", "https://a.example/x"),
    ("https://a.example:8443/x", "https://a.example:8443/x"),
])
func `addresses of one page have one form`(address: String, canonical: String) {
    #expect(CanonicalURL(address)?.text == canonical)
}

@Test(arguments: ["", "mailto:a@b.example", "/story", "ftp://a.example/x", "https://"])
func `what is no web address has no canonical form`(address: String) {
    #expect(CanonicalURL(address) == nil)
}

@Test func `search folds case and marks and counts`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    try store.take(Sample.outcome(Sample.article("a1", title: "Café in Zürich", body: "Nothing.")))
    try store.take(Sample.outcome(Sample.article("a2", title: "Other", body: "A cafe burnt.")))
    try store.read { (reader) throws in
        #expect(try reader.candidates("cafe", newest: true).map(\.key) == ["a2", "a1"])
        #expect(try reader.candidates("title : zurich").map(\.key) == ["a1"])
        #expect(try reader.candidateCount("nothing OR burnt") == 2)
        var seen: [String] = []
        try reader.eachArticle(matching: "burnt") { seen.append($0.id) }
        #expect(seen == ["a2"])
    }
}

extension StoreFolder {
    /// Opens something of this folder that keeps it on disk as long as the process runs.
    func keep<T>(_ body: (StoreFolder) throws -> T) rethrows -> T {
        KeptFolders.all.add(self)
        return try body(self)
    }
}

/// Folders that are wanted until the process ends, and go then.
private final class KeptFolders: @unchecked Sendable {
    static let all = KeptFolders()
    private let lock = NSLock()
    private var folders: [StoreFolder] = []

    private init() { atexit { KeptFolders.all.remove() } }

    func add(_ folder: StoreFolder) { lock.withLock { folders.append(folder) } }

    private func remove() { lock.withLock { folders = [] } }
}
