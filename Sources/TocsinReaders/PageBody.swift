/// Finds the part of a page that is its article, and reads its paragraphs.
///
/// Every block of text votes for or against the elements that hold it: prose (long, punctuated,
/// few links) for, menus and teasers against. The element with the greatest sum is the article,
/// narrowed down as long as one part keeps nearly all of it. What stands beside the text by its
/// markup or its names (captions, related links, comments) is taken out unless it holds the
/// greater part of the page's prose.
struct PageBody {
    let outline: PageOutline
    /// Per block.
    private var value: [Double]
    private var removed: [Bool]

    init(_ outline: PageOutline) {
        self.outline = outline
        value = outline.blocks.map(Self.value)
        removed = [Bool](repeating: false, count: outline.blocks.count)
        removeAsides()
    }

    // MARK: - Votes

    static func isProse(_ block: PageOutline.Block) -> Bool {
        guard !PageTags.headings.contains(block.tag) else { return false }
        let free = block.letters - block.linked
        guard free * 2 > block.letters else { return false }
        if block.letters >= 80 { return block.marks >= 1 }
        return block.letters >= 30 && block.marks >= 1 && block.closes
    }

    private static func value(_ block: PageOutline.Block) -> Double {
        let letters = Double(block.letters)
        let linked = Double(block.linked)
        if isProse(block) {
            let full = letters - 1.5 * linked
            return block.tag == PageTags.p ? full * 1.2 : full
        }
        if PageTags.headings.contains(block.tag) { return -5 }
        return -min(letters, 60) * 0.4 - min(linked, 60) * 0.8
    }

    private func sum(_ blocks: Range<Int>) -> Double {
        var total = 0.0
        for i in blocks where !removed[i] { total += value[i] }
        return total
    }

    private func prose(_ blocks: Range<Int>) -> Double {
        var total = 0.0
        for i in blocks where !removed[i] && value[i] > 0 { total += value[i] }
        return total
    }

    private mutating func removeAsides() {
        let all = prose(0..<outline.blocks.count)
        var index = 0
        while index < outline.elements.count {
            let element = outline.elements[index]
            if element.isAside, !element.isBody, !element.blocks.isEmpty,
                prose(element.blocks) <= all * 0.4
            {
                for i in element.blocks { removed[i] = true }
                index = element.end
            } else {
                index += 1
            }
        }
    }

    // MARK: - The article's element

    private func container() -> Int? {
        let elements = outline.elements
        var prefix = [0.0]
        prefix.reserveCapacity(value.count + 1)
        for i in value.indices { prefix.append(prefix[i] + (removed[i] ? 0 : value[i])) }
        func sum(_ i: Int) -> Double {
            prefix[elements[i].blocks.upperBound] - prefix[elements[i].blocks.lowerBound]
        }
        var best: Int?
        for i in elements.indices where sum(i) > 0 {
            if best == nil || sum(i) > sum(best!) { best = i }
        }
        if let named = namedBody(atLeast: best.map { prose(elements[$0].blocks) } ?? 0) {
            return named
        }
        guard var chosen = best else { return nil }
        narrowing: while true {
            var child = chosen + 1
            while child < elements[chosen].end {
                if sum(child) >= sum(chosen) * 0.92 {
                    chosen = child
                    continue narrowing
                }
                child = elements[child].end
            }
            return chosen
        }
    }

    /// The part that names itself an article's body, when it holds enough of the page's text.
    ///
    /// Lists and tables count as well as prose here. Where several articles follow each other on
    /// one page, the first is the page's own.
    private func namedBody(atLeast prose: Double) -> Int? {
        var prefix = [0.0]
        prefix.reserveCapacity(outline.blocks.count + 1)
        for (i, block) in outline.blocks.enumerated() {
            let free = max(0, Double(block.letters) - 1.5 * Double(block.linked))
            prefix.append(prefix[i] + (removed[i] ? 0 : free))
        }
        var found: [(index: Int, free: Double)] = []
        for (i, element) in outline.elements.enumerated() where element.isBody {
            let free = prefix[element.blocks.upperBound] - prefix[element.blocks.lowerBound]
            if free >= max(100, prose * 0.4) { found.append((i, free)) }
        }
        guard let most = found.map(\.free).max(),
            var chosen = found.first(where: { $0.free >= most * 0.3 })
        else { return nil }
        // The innermost that keeps nearly all of it.
        for inner in found
        where inner.index > chosen.index && inner.index < outline.elements[chosen.index].end
            && inner.free >= chosen.free * 0.85
        {
            chosen = inner
        }
        return chosen.index
    }

    // MARK: - Paragraphs

    func paragraphs() -> [String] {
        guard let container = container() else { return [] }
        var kept: [Int] = []
        let range = outline.elements[container].blocks
        for i in range where !removed[i] && keeps(i, in: container) { kept.append(i) }
        return withoutLooseHeadings(kept).map { outline.string(outline.blocks[$0]) }
    }

    private func keeps(_ index: Int, in container: Int) -> Bool {
        let block = outline.blocks[index]
        if block.tag == PageTags.h1 { return false }
        if PageTags.headings.contains(block.tag) { return block.linked * 2 < block.letters }
        if block.linked * 10 > block.letters * 7 { return false }
        if Self.isProse(block) { return true }
        if block.tag == PageTags.li || block.tag == PageTags.dd || block.tag == PageTags.tr
            || block.tag == PageTags.td
        {
            return !isLinkList(block.element)
        }
        if PageTags.paragraphs.contains(block.tag) { return block.linked * 2 < block.letters }
        return block.closes || block.marks > 0
    }

    /// The list or table an item stands in is mostly links.
    private func isLinkList(_ element: Int) -> Bool {
        var at = element
        while at >= 0 {
            let tag = outline.elements[at].tag
            if PageTags.lists.contains(tag) || tag == PageTags.table {
                var letters = 0
                var linked = 0
                for i in outline.elements[at].blocks {
                    letters += outline.blocks[i].letters
                    linked += outline.blocks[i].linked
                }
                return linked * 2 > letters
            }
            at = outline.elements[at].parent
        }
        return false
    }

    /// A heading without text after it announces something that was taken out.
    private func withoutLooseHeadings(_ kept: [Int]) -> [Int] {
        var out: [Int] = []
        var textFollows = false
        for i in kept.reversed() {
            let isHeading = PageTags.headings.contains(outline.blocks[i].tag)
            if isHeading, !textFollows { continue }
            if !isHeading { textFollows = true }
            if isHeading { textFollows = false }
            out.append(i)
        }
        return out.reversed()
    }
}
