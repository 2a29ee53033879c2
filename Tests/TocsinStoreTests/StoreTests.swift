import Foundation
import Testing
import TocsinModel
import TocsinStore

@Test func `a store is not made where none was asked for`() throws {
    let folder = try StoreFolder()
    let error = #expect(throws: StoreError.self) {
        try Store.open(folder: folder.path, display: ".tocsin", creating: false)
    }
    #expect(error?.code == .missing)
    #expect(error?.description.hasPrefix(".tocsin/store.sqlite: ") == true)
    #expect(!FileManager.default.fileExists(atPath: folder.file))
}

@Test func `a file that is no store is said to be damaged and left alone`() throws {
    let folder = try StoreFolder()
    let text = Data(repeating: 65, count: 8192)
    try text.write(to: URL(fileURLWithPath: folder.file))
    let error = #expect(throws: StoreError.self) { try folder.open() }
    #expect(error?.code == .damaged)
    #expect(try Data(contentsOf: URL(fileURLWithPath: folder.file)) == text)
}

@Test func `a torn page is found by the check`() throws {
    let folder = try StoreFolder()
    do {
        let store = try folder.open()
        for i in 0..<200 { try store.take(Sample.outcome(Sample.article("a\(i)"))) }
        #expect(try store.check() == [])
        try store.close()
    }
    let file = try FileHandle(forUpdating: URL(fileURLWithPath: folder.file))
    let size = try file.seekToEnd()
    for page in stride(from: 20 * 4096, to: Int(size), by: 7 * 4096) {
        try file.seek(toOffset: UInt64(page + 100))
        try file.write(contentsOf: Data(repeating: 0xa5, count: 3000))
    }
    try file.close()
    do {
        let found = try folder.open().check()
        #expect(!found.isEmpty)
    } catch let error as StoreError {
        #expect(error.code == .damaged)
    }
}

@Test func `a store of a newer version is not touched`() throws {
    let folder = try StoreFolder()
    let store = try folder.open()
    try store.close()
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = [
        "python3", "-c",
        "import sqlite3,sys; c=sqlite3.connect(sys.argv[1]); "
            + "c.execute(\"insert into grdb_migrations values('99')\"); c.commit()", folder.file,
    ]
    try process.run()
    process.waitUntilExit()
    try #require(process.terminationStatus == 0)
    let error = #expect(throws: StoreError.self) { try folder.open() }
    #expect(error?.code == .newer)
}

@Test func `a second run is told who holds the workspace`() throws {
    let folder = try StoreFolder()
    let first = StoreLock.Holder(command: "watch", since: noon)
    do {
        let lock = try StoreLock.take(folder: folder.path, display: ".tocsin", as: first)
        let error = #expect(throws: StoreError.self) {
            _ = try StoreLock.take(
                folder: folder.path, display: ".tocsin",
                as: StoreLock.Holder(command: "run", since: noon))
        }
        #expect(error?.code == .locked)
        #expect(error?.message.contains("tocsin watch, process \(first.pid) on ") == true)
        #expect(error?.message.contains("2025-03-11T12:00:00Z") == true)
        #expect(StoreLock.holder(folder: folder.path) == first)
        _ = lock
    }
    #expect(StoreLock.holder(folder: folder.path) == nil)
    _ = try StoreLock.take(folder: folder.path, as: first)
}

@Test func `a second run that waits gets the lock when the first ends`() throws {
    let folder = try StoreFolder()
    let first = StoreLock.Holder(command: "run", since: noon)
    var held: StoreLock? = try StoreLock.take(folder: folder.path, as: first)
    var told: [StoreLock.Holder?] = []
    // The first ends when the second says that it waits: no clock decides who is faster.
    let second = try StoreLock.take(
        folder: folder.path, as: .init(command: "watch", since: noon), wait: 600,
        waiting: {
            told.append($0); held = nil
        })
    #expect(held == nil && told == [first])
    #expect(StoreLock.holder(folder: folder.path)?.command == "watch")
    _ = second
}

@Test func `a full disk is said so and loses nothing`() throws {
    let folder = try StoreFolder()
    let store = try folder.open()
    try store.take(Sample.outcome())
    // SQLite's own bound answers as a full disk does.
    try store.limit(pages: 120)
    let big = String(repeating: "long text with many words ", count: 40_000)
    let error = #expect(throws: StoreError.self) {
        for i in 0..<20 {
            try store.take(Sample.outcome(Sample.article("b\(i)", body: big + "\(i)"), events: []))
        }
    }
    #expect(error?.code == .full)
    try store.limit(pages: 1_000_000)
    #expect(try store.check() == [])
    #expect(try store.read { try $0.article("a1") } != nil)
    try store.take(Sample.outcome(Sample.article("c1", body: big)))
}

@Test func `compacting keeps everything and gives room back`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    for i in 0..<300 {
        try store.take(
            Sample.outcome(Sample.article("a\(i)", body: "Report number \(i) from the front.")))
    }
    let sizes = try store.compact()
    #expect(sizes.after <= sizes.before)
    #expect(try store.check() == [])
    #expect(try store.read { try $0.candidates("report").count } == 300)
    let info = try store.info()
    #expect(info.counts.first == Tally(name: "articles", count: 300))
    #expect(info.firstPublished == noon)
}

@Test func `lists go on where the page before ended`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    for i in 0..<25 {
        let published: Timestamp? = i < 3 ? nil : noon.adding(seconds: i / 2 * 60)
        try store.take(Sample.outcome(Sample.article("a\(i)", published: published)))
    }
    try store.read { (reader) throws in
        var seen: [String] = []
        var page = Page(limit: 4)
        while true {
            let rows = try reader.events(EventFilter(), page: page, whole: false)
            seen += rows.map(\.article)
            guard let last = rows.last else { break }
            page.after = .init(time: last.published, row: last.row)
        }
        #expect(seen.count == 25 && Set(seen).count == 25)
        #expect(Set(seen.suffix(3)) == ["a0", "a1", "a2"])
    }
}

@Test func `filters narrow and tallies count`() throws {
    let store = try StoreFolder().keep { try $0.open() }
    for i in 0..<30 {
        let article = Sample.article("a\(i)", published: noon.adding(seconds: i * 86400))
        try store.take(
            Sample.outcome(
                article,
                events: [
                    Sample.event(
                        "e\(i)", article: "a\(i)", type: i % 3 == 0 ? .protest : .assault,
                        country: i % 2 == 0 ? "RUS" : "UKR", rule: i % 5 == 0 ? "x.five" : "x.all")
                ]))
    }
    try store.read { (reader) throws in
        func count(_ change: (inout EventFilter) -> Void) throws -> Int {
            var filter = EventFilter()
            change(&filter)
            let count = try reader.eventCount(filter)
            #expect(try reader.events(filter, page: Page(limit: 1000)).count == count)
            return count
        }
        #expect(try count { $0.kinds = ["PROTEST"] } == 10)
        #expect(try count { $0.countries = ["UKR"] } == 15)
        #expect(try count { $0.countries = ["UKR", "RUS"] } == 30)
        #expect(try count { $0.rules = ["x.five"] } == 6)
        #expect(
            try count {
                $0.kinds = ["PROTEST"]; $0.countries = ["RUS"]
            } == 5)
        #expect(try count { $0.since = noon.adding(seconds: 28 * 86400) } == 2)
        #expect(try count { $0.article = "a7" } == 1)
        #expect(try count { $0.located = true } == 30)
        #expect(
            try reader.eventKinds() == [
                Tally(name: "ASSAULT", count: 20), Tally(name: "PROTEST", count: 10),
            ])
        #expect(try reader.eventDays().count == 30)
        #expect(try reader.eventRules().map(\.count) == [24, 6])
    }
}
