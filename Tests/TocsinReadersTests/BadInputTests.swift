import Foundation
import Testing
import TocsinModel
import TocsinReaders

struct BadInputTests {
    struct Case: CustomTestStringConvertible, Sendable {
        var bytes: [UInt8]
        /// What the body is, where an article comes out.
        var body: String?
        /// A part of the one diagnostic line; nil where all is well.
        var line: String?

        init(_ bytes: [UInt8], body: String?, line: String?) {
            self.bytes = bytes
            self.body = body
            self.line = line
        }

        var testDescription: String { line ?? body ?? "" }
    }

    static let cases: [Case] = [
        Case([], body: nil, line: "x: empty article: the file has no bytes"),
        Case(Array(" \n\t\n".utf8), body: nil, line: "neither a title nor a body has text"),
        Case([0xef, 0xbb, 0xbf] + Array("naïve".utf8), body: "naïve", line: nil),
        Case(
            [0xff, 0xfe] + "Київ".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] },
            body: "Київ", line: nil),
        Case(
            [0xfe, 0xff] + "Київ 😀".utf16.flatMap { [UInt8($0 >> 8), UInt8($0 & 255)] },
            body: "Київ 😀", line: nil),
        Case(
            "Plain words".utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }, body: "Plain words",
            line: nil),
        Case(
            Array("caf\u{e9} ".unicodeScalars.map { UInt8($0.value) }) + [0x93, 0x94],
            body: "café “”", line: "not UTF-8; read as windows-1252"),
        Case(
            // "Три человека погибли в Москве" in Windows-1251
            [0xd2, 0xf0, 0xe8, 32, 0xf7, 0xe5, 0xeb, 0xee, 0xe2, 0xe5, 0xea, 0xe0, 32, 0xef, 0xee]
                + [0xe3, 0xe8, 0xe1, 0xeb, 0xe8, 32, 0xe2, 32, 0xcc, 0xee, 0xf1, 0xea, 0xe2, 0xe5],
            body: "Три человека погибли в Москве", line: "not UTF-8; read as windows-1251"),
        Case(
            Array("é é é ".utf8) + [0xff] + Array("b".utf8), body: "é é é \u{fffd}b",
            line: "1 invalid utf-8 byte sequence read as U+FFFD"),
        Case(
            Array("a\0b and some more words".utf8), body: "a b and some more words",
            line: "1 NUL byte read as spaces"),
        Case([UInt8](repeating: 0, count: 9000), body: nil, line: "a binary file is not read"),
        Case(Array("%PDF-1.7 …".utf8), body: nil, line: "a PDF file is not read"),
        Case([0x1f, 0x8b, 8, 0, 0, 0], body: nil, line: "the gzip data ends too early"),
        Case([0x28, 0xb5, 0x2f, 0xfd, 1], body: nil, line: "Zstandard data"),
    ]

    @Test(arguments: cases) func `bad bytes are one clear line`(_ given: Case) {
        let reading = Reading(given.bytes)
        #expect(reading.articles.map(\.body) == (given.body.map { [$0] } ?? []))
        #expect(reading.lines.count == (given.line == nil ? 0 : 1))
        if let line = given.line { #expect(reading.lines.first?.contains(line) == true) }
    }

    @Test func `an article over the limit is refused with the limit`() {
        let long = [UInt8](repeating: 97, count: 50 << 20)
        for bytes in [long, Array("{\"body\":\"".utf8) + long + Array("\"}".utf8)] {
            let reading = Reading(bytes, name: "big")
            #expect(reading.articles.isEmpty)
            #expect(reading.lines.count == 1)
            #expect(reading.lines[0].contains("is over the limit of 16777216"))
        }
    }

    @Test func `a line of 100 MB is skipped and the next one read`() {
        let bytes =
            Array("{\"body\":\"".utf8) + [UInt8](repeating: 97, count: 100 << 20)
            + Array("\"}\n{\"body\":\"next\"}\n".utf8)
        let reading = Reading(bytes, name: "big")
        #expect(reading.articles.map(\.body) == ["next"])
        #expect(reading.lines.count == 1)
        #expect(reading.lines[0].hasPrefix("big:1: "))
    }

    @Test func `100,000 brackets neither crash nor hang`() {
        let deep = String(repeating: "[", count: 100_000)
        let cases = [
            deep, "{\"a\":" + deep, "{\"body\":" + deep + "}\n{\"body\":\"ok\"}",
            String(repeating: "{\"a\":", count: 100_000),
        ]
        for text in cases {
            let reading = Reading(text)
            #expect(!reading.trouble.isEmpty)
        }
        #expect(Reading(cases[2]).articles.map(\.body) == ["ok"])
    }

    @Test func `the reader stops when the receiver throws`() {
        struct Enough: Error {}
        var seen = 0
        #expect(throws: Enough.self) {
            try ArticleReader().read(
                Array("{\"body\":\"1\"}\n{\"body\":\"2\"}\n{\"body\":\"3\"}".utf8), name: "x",
                each: { (_: Article) throws(Enough) in
                    seen += 1
                    if seen == 2 { throw Enough() }
                }, trouble: { _ in })
        }
        #expect(seen == 2)
    }

    @Test func `a source that fails midway gives what came before and one line`() {
        var step = 0
        var articles: [String] = []
        var lines: [String] = []
        ArticleReader().read(
            name: "net",
            next: {
                step += 1
                if step == 1 { return Array("{\"body\":\"1\"}\n{\"bo".utf8) }
                throw CocoaError(.fileReadUnknown)
            },
            each: { articles.append($0.body) }, trouble: { lines.append($0.description) })
        #expect(articles == ["1"])
        #expect(lines.contains { $0.contains("cannot be read further") })
    }
}
