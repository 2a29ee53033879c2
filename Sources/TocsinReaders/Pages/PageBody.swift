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
        if let own = ownArticle(in: chosen), sum(own) > 0 { chosen = own }
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
        var small: [Int] = []
        for (i, element) in outline.elements.enumerated() where element.isBody {
            let free = prefix[element.blocks.upperBound] - prefix[element.blocks.lowerBound]
            if free >= max(100, min(prose * 0.4, 1500)) {
                found.append((i, free))
            }
            if free >= 100 { small.append(i) }
        }
        guard let most = found.map(\.free).max(),
            var chosen = found.first(where: { $0.free >= most * 0.3 })
        else { return nil }
        // A body in several parts: their common holder is found by its prose.
        if chosen.free < prose * 0.7, small.contains(where: { isSibling($0, chosen.index) }) {
            return nil
        }
        // The innermost that keeps nearly all of it.
        for inner in found
        where inner.index > chosen.index && inner.index < outline.elements[chosen.index].end
            && inner.free >= chosen.free * 0.85
        {
            chosen = inner
        }
        return chosen.index
    }

    /// Neither holds the other, and one parent or grandparent holds both.
    private func isSibling(_ a: Int, _ b: Int) -> Bool {
        guard a != b else { return false }
        let elements = outline.elements
        let (first, second) = (min(a, b), max(a, b))
        guard second >= elements[first].end else { return false }
        func above(_ i: Int) -> [Int] {
            let parent = elements[i].parent
            return parent < 0 ? [] : [parent, elements[parent].parent]
        }
        return above(a).contains { above(b).contains($0) }
    }

    /// Among several `article` elements (the page's own and teasers of others), the one with the
    /// page's title in it, else the first that has prose.
    private func ownArticle(in container: Int) -> Int? {
        let elements = outline.elements
        var articles: [Int] = []
        var at = container + 1
        while at < elements[container].end {
            if elements[at].tag == PageTags.article, !elements[at].blocks.isEmpty {
                articles.append(at)
                at = elements[at].end
            } else {
                at += 1
            }
        }
        let total = articles.map { prose(elements[$0].blocks) }.reduce(0, +)
        guard articles.count >= 2, total > prose(elements[container].blocks) * 0.6 else {
            return nil
        }
        let titled = articles.filter { article in
            elements[article].blocks.contains { outline.blocks[$0].tag == PageTags.h1 }
        }
        if titled.count == 1, prose(elements[titled[0]].blocks) > total * 0.1 { return titled[0] }
        // Without a title only teasers beside one clear article can be told apart.
        let most = articles.max { prose(elements[$0].blocks) < prose(elements[$1].blocks) }!
        let others = articles.filter { $0 != most }.map { prose(elements[$0].blocks) }.max() ?? 0
        let own = prose(elements[most].blocks)
        return own > others * 3 && own > prose(elements[container].blocks) * 0.3 ? most : nil
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
