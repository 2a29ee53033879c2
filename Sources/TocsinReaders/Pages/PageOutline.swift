import CXML2

/// A page cut into blocks of text, with the elements that hold them.
///
/// One walk over the tree. A block is a run of text between the borders of block elements;
/// whatever cannot hold an article's text (scripts, menus, forms' fields, …) is left out at once.
struct PageOutline {
    struct Element {
        var tag: UInt64
        /// -1 for the root.
        var parent: Int
        /// Elements of the subtree: `index ..< end`, in document order.
        var end = 0
        /// Blocks of the subtree.
        var blocks = 0..<0
        /// Its class, id or role speaks for something beside the article: a menu, comments, an advert.
        var isAside = false
        /// Its class, id or markup speaks for an article's body.
        var isBody = false
        var node: xmlNodePtr
    }

    struct Block {
        /// The nearest block element.
        var element: Int
        /// In `text`.
        var range: Range<Int>
        /// Characters without white space, and how many of them stand in links.
        var letters: Int
        var linked: Int
        /// Commas, full stops and the like.
        var marks: Int
        /// The tag of the nearest block element that says what it is: p, li, h2, …
        var tag: UInt64
        /// Its last character ends a sentence.
        var closes: Bool
    }

    private(set) var elements: [Element] = []
    private(set) var blocks: [Block] = []
    private(set) var text: [UInt8] = []

    init(_ root: HTMLNode) {
        elements.reserveCapacity(2048)
        blocks.reserveCapacity(512)
        walk(root.node, parent: -1, block: -1, depth: 0)
    }

    func string(_ block: Block) -> String { String(decoding: text[block.range], as: UTF8.self) }

    // MARK: - The walk

    private var start = 0
    private var letters = 0
    private var linked = 0
    private var marks = 0
    private var links = 0
    private var preformatted = 0
    private var pendingSpace: UInt8 = 0

    private mutating func flush(_ block: Int) {
        pendingSpace = 0
        defer { (letters, linked, marks) = (0, 0, 0) }
        guard letters > 0, block >= 0 else {
            text.removeSubrange(start...)
            return
        }
        let last = text.last ?? 0
        let quoted = last == 34 || last == 39 || last == 41 || last >= 0x80
        let before = quoted ? text.dropLast(last >= 0x80 ? 3 : 1).last ?? 0 : last
        blocks.append(
            Block(
                element: block, range: start..<text.count, letters: letters, linked: linked,
                marks: marks, tag: elements[block].tag,
                closes: [46, 33, 63, 58, 59].contains(before) || endsWideSentence()))
        start = text.count
    }

    /// 。！？ and the like, or an ellipsis.
    private func endsWideSentence() -> Bool {
        text.count - start >= 3
            && [[0xe3, 0x80, 0x82], [0xef, 0xbc, 0x81], [0xef, 0xbc, 0x9f], [0xe2, 0x80, 0xa6]]
                .contains { text.suffix(3).elementsEqual($0) }
    }

    private mutating func walk(_ node: xmlNodePtr, parent: Int, block: Int, depth: Int) {
        let tag = MarkupNames.packed(node.pointee.name)
        guard !PageTags.skipped.contains(tag), depth < 512 else { return }
        let signs = ElementSigns(node, tag: tag)
        guard !signs.isHidden else { return }
        let isCell = PageTags.cells.contains(tag) && !holdsBlocks(node)
        let isBlock = signs.isAside || !(PageTags.inline.contains(tag) || isCell)
        if isCell { pendingSpace = 32 }
        let index = elements.count
        var current = block
        if isBlock {
            flush(block)
            current = index
        }
        elements.append(
            Element(
                tag: tag, parent: parent, blocks: blocks.count..<blocks.count,
                isAside: signs.isAside, isBody: signs.isBody, node: node))
        if tag == PageTags.a { links += 1 }
        if tag == PageTags.pre { preformatted += 1 }
        var breaks = 0
        var next = node.pointee.children
        while let child = next {
            next = child.pointee.next
            switch child.pointee.type {
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                if let content = child.pointee.content, append(content) { breaks = 0 }
            case XML_ELEMENT_NODE:
                if MarkupNames.packed(child.pointee.name) == PageTags.br {
                    breaks += 1
                    if breaks == 2 { flush(current) } else { pendingSpace = 10 }
                } else {
                    breaks = 0
                    walk(child, parent: index, block: current, depth: depth + 1)
                }
            default: break
            }
        }
        if isBlock { flush(current) }
        if tag == PageTags.a { links -= 1 }
        if tag == PageTags.pre { preformatted -= 1 }
        elements[index].end = elements.count
        elements[index].blocks = elements[index].blocks.lowerBound..<blocks.count
    }

    /// A cell of a layout table holds paragraphs; one of a data table is a part of its row's line.
    private func holdsBlocks(_ cell: xmlNodePtr) -> Bool {
        var next = cell.pointee.children
        while let child = next {
            next = child.pointee.next
            if child.pointee.type == XML_ELEMENT_NODE {
                let tag = MarkupNames.packed(child.pointee.name)
                if !PageTags.inline.contains(tag), tag != PageTags.br { return true }
            }
        }
        return false
    }

    /// - Returns: false for white space alone.
    private mutating func append(_ content: UnsafePointer<UInt8>) -> Bool {
        var at = content
        var any = false
        while at.pointee != 0 {
            let byte = at.pointee
            if byte <= 32 || (byte == 0xc2 && at[1] == 0xa0) {
                if preformatted > 0, byte == 10 { pendingSpace = 10 }
                if pendingSpace == 0 { pendingSpace = 32 }
                at += byte == 0xc2 ? 2 : 1
                continue
            }
            if byte == 0xe2, at[1] == 0x80, at[2] == 0x8b || at[2] == 0x8c || at[2] == 0x8d {
                at += 3  // zero width
                continue
            }
            if pendingSpace != 0 {
                if letters > 0 { text.append(pendingSpace) }
                pendingSpace = 0
            }
            any = true
            var run = at
            while run.pointee > 32, run.pointee != 0xc2, run.pointee != 0xe2 {
                let b = run.pointee
                letters += b & 0xc0 == 0x80 ? 0 : 1
                if b == 44 || b == 46 || b == 33 || b == 63 || b == 59 { marks += 1 }
                // 、 。 ， and their like.
                if b == 0xe3 && run[1] == 0x80 || b == 0xef && run[1] == 0xbc { marks += 1 }
                run += 1
            }
            if run == at {
                run += 1
                letters += 1
                while run.pointee & 0xc0 == 0x80 { run += 1 }
            }
            let count = run - at
            if links > 0 { linked += letterCount(at, count) }
            text.append(contentsOf: UnsafeBufferPointer(start: at, count: count))
            at = run
        }
        return any
    }

    private func letterCount(_ at: UnsafePointer<UInt8>, _ count: Int) -> Int {
        var found = 0
        for i in 0..<count where at[i] & 0xc0 != 0x80 { found += 1 }
        return found
    }
}

/// Tags as packed numbers (`MarkupNames.packed`).
enum PageTags {
    private static func set(_ names: String) -> Set<UInt64> {
        Set(names.split(separator: " ").map { MarkupNames.packed($0.utf8) })
    }
    private static func one(_ name: String) -> UInt64 { MarkupNames.packed(name.utf8) }

    static let a = one("a")
    static let br = one("br")
    static let p = one("p")
    static let pre = one("pre")
    static let li = one("li")
    static let div = one("div")
    static let body = one("body")
    static let html = one("html")
    static let article = one("article")
    static let main = one("main")
    static let form = one("form")
    static let header = one("header")
    static let section = one("section")
    static let blockquote = one("blockquote")
    static let table = one("table")
    static let td = one("td")
    static let tr = one("tr")
    static let dd = one("dd")
    static let h1 = one("h1")

    /// Never an article's text.
    static let skipped = set(
        "head script style noscript iframe object embed button select option input textarea svg "
            + "canvas video audio template map area applet frame frameset datalist progress meter "
            + "math link meta base param source track")
    /// Beside an article's text, where they do not hold most of it.
    static let asides = set("nav footer aside figure figcaption menu dialog form")
    static let inline = set(
        "a abbr acronym b bdi bdo big cite code data dfn em font i kbd label mark q s samp small "
            + "span strike strong sub sup time tt u var ins del wbr ruby rt rp amp-link nobr")
    static let headings = set("h1 h2 h3 h4 h5 h6")
    /// Never beside the text, whatever their classes say; embedded posts are quotations.
    static let trusted = set("html body article main blockquote")
    static let frames = set("html body main")
    static let cells = set("td th")
    static let lists = set("ul ol dl menu")
    static let paragraphs = set("p blockquote pre li dd td tr h2 h3 h4 h5 h6")
}

extension MarkupNames {
    /// Of a C string.
    static func packed(_ name: UnsafePointer<UInt8>) -> UInt64 {
        var value: UInt64 = 0
        var at = name
        while at.pointee != 0 {
            value = value << 8 | UInt64(lowercased(at.pointee))
            at += 1
        }
        return value
    }
}
