import Testing
import TocsinModel
import TocsinReaders

struct DocumentTests {
    @Test func `RTF is read with its signs, encodings and head`() throws {
        let rtf =
            "{\\rtf1\\ansi\\ansicpg1251\\deff0{\\fonttbl{\\f0 Times New Roman;}}"
            + "{\\info{\\title A title}{\\author A. Writer}{\\creatim\\yr2025\\mo3\\dy11\\hr18\\min5}}"
            + "{\\*\\generator Word;}\\f0 \\'ca\\'e8\\'bf\\'e2 \\u1082?\\u8217? {\\b bold} \\emdash x\\par\r\nNext \\{line\\}.\\par}"
        let reading = Reading(rtf)
        #expect(reading.lines == [])
        let article = try #require(reading.articles.first)
        #expect(article.title == "A title")
        #expect(article.author == "A. Writer")
        #expect(article.published == Timestamp("2025-03-11T18:05:00Z"))
        #expect(article.body == "Київ к’ bold —x\nNext {line}.")
    }

    /// A ZIP file with stored entries.
    private func zip(_ files: [(String, String)]) -> [UInt8] {
        var out: [UInt8] = []
        var directory: [UInt8] = []
        func little(_ value: Int, _ count: Int) -> [UInt8] {
            (0..<count).map { UInt8(value >> (8 * $0) & 255) }
        }
        for (name, content) in files {
            let offset = out.count
            let sizes = little(content.utf8.count, 4) + little(content.utf8.count, 4)
            out += [0x50, 0x4b, 3, 4] + [UInt8](repeating: 0, count: 14) + sizes
            out += little(name.utf8.count, 2) + [0, 0] + Array(name.utf8) + Array(content.utf8)
            directory += [0x50, 0x4b, 1, 2] + [UInt8](repeating: 0, count: 16) + sizes
            directory += little(name.utf8.count, 2) + [UInt8](repeating: 0, count: 12)
            directory += little(offset, 4) + Array(name.utf8)
        }
        let start = out.count
        out += directory + [0x50, 0x4b, 5, 6, 0, 0, 0, 0] + little(files.count, 2)
        return out + little(files.count, 2) + little(directory.count, 4) + little(start, 4) + [
            0, 0,
        ]
    }

    @Test func `a Word document is read without deleted text`() throws {
        let document = """
            <?xml version="1.0"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">
            <w:body><w:p><w:pPr><w:t>no</w:t></w:pPr><w:r><w:t xml:space="preserve">One </w:t></w:r>
            <w:del><w:r><w:t>gone</w:t></w:r></w:del><w:r><w:t>&amp; two.</w:t></w:r></w:p>
            <w:p><w:r><w:t>Three.</w:t></w:r></w:p></w:body></w:document>
            """
        let core = """
            <cp:coreProperties xmlns:cp="x" xmlns:dc="y" xmlns:dcterms="z"><dc:title>T</dc:title>
            <dc:creator>A</dc:creator><dcterms:created>2025-03-11T18:00:00Z</dcterms:created></cp:coreProperties>
            """
        let bytes = zip([("word/document.xml", document), ("docProps/core.xml", core)])
        let article = try #require(Reading(bytes).articles.first)
        #expect(article.body == "One & two.\nThree.")
        #expect(article.title == "T")
        #expect(article.published == Timestamp("2025-03-11T18:00:00Z"))
        let cut = Reading(Array(bytes.dropLast(40)))
        #expect(cut.lines == ["x: the ZIP file has no directory; it is cut off"])
        #expect(Reading(zip([("a.txt", "x")])).lines.first?.contains("no Word document") == true)
    }
}
