import Foundation
import Synchronization
import TocsinExtraction
import TocsinMatching
import TocsinModel
import TocsinText

/// All places of a run's gazetteers, loaded when an article first asks for one.
///
/// Compiling forty thousand names costs more than reading an article, so the result is kept as one
/// mapped file in the cache folder, under a hash of the lists; a file that is stale or damaged is
/// made anew. A row is read from its text only when its name was found.
final class PlaceGazetteer: Sendable {
    private let files: [String]
    private let cacheFolder: String?
    private let state = Mutex<Compiled?>(nil)

    /// - Parameter files: absolute paths of tab-separated lists.
    init(files: [String], cacheFolder: String?) {
        self.files = files
        self.cacheFolder = cacheFolder
    }

    /// Names of places in a text, each with the rows it may mean. A name must be written as one.
    func candidates(in text: AnalyzedText, language: String) -> [PlaceCandidate] {
        guard !files.isEmpty, !text.tokens.isEmpty else { return [] }
        let compiled = self.compiled()
        var out: [PlaceCandidate] = []
        for hit in compiled.automaton.scan(text, language: language) {
            let flags = text.tokens[Int(hit.tokens.lowerBound)].flags
            guard
                flags.contains(.capitalized) || flags.contains(.allCaps)
                    || flags.contains(.nonASCII)
            else { continue }
            let rows = compiled.rows(of: Int(hit.keyword))
            if rows.isEmpty { continue }
            out.append(
                PlaceCandidate(
                    tokens: Int(hit.tokens.lowerBound)..<Int(hit.tokens.upperBound), rows: rows))
        }
        return out
    }

    private func compiled() -> Compiled {
        state.withLock { known in
            if let known { return known }
            let made = Compiled.open(files: files, cacheFolder: cacheFolder)
            known = made
            return made
        }
    }
}

/// The compiled form: the names' automaton, the rows of each name, the rows' texts.
private struct Compiled: Sendable {
    let automaton: KeywordAutomaton
    private let tables: PlaceTables

    private init(automaton: KeywordAutomaton, tables: PlaceTables) {
        self.automaton = automaton
        self.tables = tables
    }

    func rows(of keyword: Int) -> [PlaceRow] { tables.rows(of: keyword) }

    static func open(files: [String], cacheFolder: String?) -> Compiled {
        let sources = files.compactMap {
            try? Data(contentsOf: URL(fileURLWithPath: $0), options: .alwaysMapped)
        }
        // The hashes of some words stand for how words are cut, folded and hashed: a program that
        // does any of it differently makes its own file.
        let probe = TextAnalyzer().analyze("Kyiv Łódź Москва 北京 al-Qaeda's", field: .body)
        var key = probe.tokens.reduce(UInt64(CompiledSet.version) &+ layout) { $0 &* 31 &+ $1.hash }
        for source in sources {
            key = key &* 31 &+ source.withUnsafeBytes { CompiledSet.checksum($0) }
        }
        let path = cacheFolder.map { $0 + "/places-\(String(key, radix: 16)).cache" }
        if let path, let known = read(path, key: key) { return known }
        let made = compile(sources, key: key)
        if let path, let cacheFolder { made.write(to: path, folder: cacheFolder) }
        return made
    }

    private static func compile(_ sources: [Data], key: UInt64) -> Compiled {
        let builder = KeywordSetBuilder()
        var rowsOf: [[UInt32]] = []
        var starts: [UInt32] = [0]
        var texts: [UInt8] = []
        var rowCount: UInt32 = 0
        for source in sources {
            var reader: PlaceLineReader?
            for line in source.split(separator: 10) {
                guard let first = line.first, first != UInt8(ascii: "#") else { continue }
                guard let columns = reader else {
                    reader = PlaceLineReader(header: line)
                    continue
                }
                guard let (names, text) = columns.read(line) else { continue }
                for name in names {
                    guard let keyword = try? builder.add(KeywordSpec(text: name)) else { continue }
                    while rowsOf.count <= Int(keyword) { rowsOf.append([]) }
                    if rowsOf[Int(keyword)].last != rowCount {
                        rowsOf[Int(keyword)].append(rowCount)
                    }
                }
                texts += text.utf8
                starts.append(UInt32(texts.count))
                rowCount += 1
            }
        }
        var termStarts: [UInt32] = [0]
        var terms: [UInt32] = []
        for rows in rowsOf {
            terms += rows
            termStarts.append(UInt32(terms.count))
        }
        return Compiled(
            automaton: builder.build(key: key),
            tables: PlaceTables(
                termStarts: termStarts, terms: terms, rowStarts: starts, texts: texts))
    }

    // MARK: The cache file: key, four table sizes, the tables, then the automaton on a 64-byte border.

    private static let header = 64
    /// Raised with any change of the file's layout.
    private static let layout: UInt64 = 1

    private func write(to path: String, folder: String) {
        let (key, body) = (automaton.key, tables.encoded())
        var data = Data()
        func put(_ value: UInt64) {
            withUnsafeBytes(of: value.littleEndian) { data.append(contentsOf: $0) }
        }
        put(key)
        put(body.withUnsafeBytes { CompiledSet.checksum($0) })
        put(UInt64(body.count))
        for size in tables.sizes { put(UInt64(size)) }
        data.append(Data(count: Self.header - data.count))
        data.append(contentsOf: body)
        data.append(Data(count: (64 - data.count % 64) % 64))
        data.append(contentsOf: automaton.bytes.buffer)
        // Beside its place and moved there: two runs at once, or a full disk, leave no half file.
        // A cache that cannot be written costs time, nothing else.
        try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
    }

    private static func read(_ path: String, key: UInt64) -> Compiled? {
        guard let mapped = MappedFile(path), mapped.bytes.count > header else { return nil }
        let bytes = mapped.bytes
        func word(_ i: Int) -> Int {
            Int(truncatingIfNeeded: bytes.loadUnaligned(fromByteOffset: i * 8, as: UInt64.self))
        }
        let size = word(2)
        guard bytes.loadUnaligned(as: UInt64.self) == key, size >= 0, header + size <= bytes.count
        else { return nil }
        let body = UnsafeRawBufferPointer(rebasing: bytes[header..<(header + size)])
        guard UInt64(bitPattern: Int64(word(1))) == CompiledSet.checksum(body),
            let tables = PlaceTables(body, sizes: (3..<7).map(word), keeping: mapped)
        else { return nil }
        let start = (header + size + 63) / 64 * 64
        guard start < bytes.count else { return nil }
        let block = CompiledSetBytes(UnsafeRawBufferPointer(rebasing: bytes[start...])) {
            _ = mapped
        }
        guard let automaton = try? KeywordAutomaton(block, key: key) else { return nil }
        return Compiled(automaton: automaton, tables: tables)
    }
}

/// Which rows a name stands for, and the rows' texts.
private struct PlaceTables: @unchecked Sendable {
    // Read-only memory: of arrays kept alive by `owner`, or of the mapped file.
    private let termStarts: UnsafeBufferPointer<UInt32>
    private let terms: UnsafeBufferPointer<UInt32>
    private let rowStarts: UnsafeBufferPointer<UInt32>
    private let texts: UnsafeBufferPointer<UInt8>
    private let owner: AnyObject

    private final class Block {
        let buffer: UnsafeMutableRawBufferPointer
        init(_ bytes: [UInt8]) {
            buffer = .allocate(byteCount: max(bytes.count, 1), alignment: 64)
            buffer.copyBytes(from: bytes)
        }
        deinit { buffer.deallocate() }
    }

    init(termStarts: [UInt32], terms: [UInt32], rowStarts: [UInt32], texts: [UInt8]) {
        var bytes: [UInt8] = []
        for table in [termStarts, terms, rowStarts] { table.withUnsafeBytes { bytes += $0 } }
        bytes += texts
        let block = Block(bytes)
        let sizes = [termStarts.count, terms.count, rowStarts.count, texts.count]
        self.init(
            UnsafeRawBufferPointer(rebasing: UnsafeRawBufferPointer(block.buffer)[0..<bytes.count]),
            sizes: sizes, keeping: block)!
    }

    /// - Returns: nil where the sizes do not fit the bytes.
    init?(_ bytes: UnsafeRawBufferPointer, sizes: [Int], keeping owner: AnyObject) {
        guard sizes.count == 4, sizes.allSatisfy({ $0 >= 0 && $0 <= bytes.count }),
            (sizes[0] + sizes[1] + sizes[2]) * 4 + sizes[3] == bytes.count, sizes[0] > 0,
            sizes[2] > 0
        else { return nil }
        var at = 0
        func words(_ count: Int) -> UnsafeBufferPointer<UInt32> {
            defer { at += count * 4 }
            return UnsafeRawBufferPointer(rebasing: bytes[at..<(at + count * 4)]).bindMemory(
                to: UInt32.self)
        }
        termStarts = words(sizes[0])
        terms = words(sizes[1])
        rowStarts = words(sizes[2])
        texts = UnsafeRawBufferPointer(rebasing: bytes[at...]).bindMemory(to: UInt8.self)
        self.owner = owner
    }

    var sizes: [Int] { [termStarts.count, terms.count, rowStarts.count, texts.count] }

    func encoded() -> [UInt8] {
        var out: [UInt8] = []
        for table in [termStarts, terms, rowStarts] { out += UnsafeRawBufferPointer(table) }
        return out + texts
    }

    func rows(of keyword: Int) -> [PlaceRow] {
        guard keyword + 1 < termStarts.count else { return [] }
        return (Int(termStarts[keyword])..<Int(termStarts[keyword + 1])).compactMap { i in
            let row = Int(terms[i])
            return PlaceLineReader.row(texts[Int(rowStarts[row])..<Int(rowStarts[row + 1])])
        }
    }
}

/// A file mapped into memory, for as long as someone holds it.
private final class MappedFile: @unchecked Sendable {
    let bytes: UnsafeRawBufferPointer

    init?(_ path: String) {
        let file = open(path, O_RDONLY)
        guard file >= 0 else { return nil }
        defer { close(file) }
        var info = stat()
        guard fstat(file, &info) == 0, info.st_size > 0,
            let base = mmap(nil, Int(info.st_size), PROT_READ, MAP_PRIVATE, file, 0),
            base != MAP_FAILED
        else { return nil }
        bytes = UnsafeRawBufferPointer(start: base, count: Int(info.st_size))
    }

    deinit { munmap(UnsafeMutableRawPointer(mutating: bytes.baseAddress!), bytes.count) }
}

/// Reads a line of a gazetteer by its header's column names, and the one order of columns that the
/// compiled form keeps.
private struct PlaceLineReader {
    private static let order = [
        "name", "kind", "country", "admin1", "latitude", "longitude", "population", "geonames_id",
        "ambiguous",
    ]
    private let places: [Int?]
    private let aliases: Int?

    init(header: Data) {
        let columns = Self.cells(header).map { String(decoding: $0, as: UTF8.self) }
        places = Self.order.map { columns.firstIndex(of: $0) }
        aliases = columns.firstIndex(of: "aliases")
    }

    private static func cells<C: Collection<UInt8>>(_ line: C) -> [C.SubSequence] {
        line.split(separator: 9, omittingEmptySubsequences: false)
    }

    /// All spellings, and the row's text in the compiled order.
    func read(_ line: Data) -> (names: [String], text: String)? {
        let cells = Self.cells(line)
        func cell(_ at: Int?) -> String {
            guard let at, at < cells.count else { return "" }
            return String(decoding: cells[at], as: UTF8.self).replacing("\r", with: "")
        }
        let name = cell(places[0])
        guard !name.isEmpty else { return nil }
        var names = [name]
        if let aliases { names += cell(aliases).split(separator: "|").map(String.init) }
        return (names, places.map(cell).joined(separator: "\t"))
    }

    static func row(_ text: Slice<UnsafeBufferPointer<UInt8>>) -> PlaceRow? {
        let cells = cells(text).map { String(decoding: $0, as: UTF8.self) }
        guard cells.count == order.count else { return nil }
        let kind: PlaceRow.Kind
        switch cells[1] {
        case "country": kind = .country
        case "city", "town", "": kind = .town
        case "district": kind = .district
        case "admin1", "division", "region": kind = .region
        default: kind = .site
        }
        return PlaceRow(
            name: cells[0], kind: kind, country: cells[2], admin1: cells[3],
            latitude: Double(cells[4]), longitude: Double(cells[5]),
            population: Int(cells[6]) ?? 0, geonamesID: Int(cells[7]),
            needsSupport: !cells[8].isEmpty)
    }
}
