import CXML2

/// What an element's attributes say of its purpose.
struct ElementSigns {
    var isAside = false
    var isBody = false
    var isHidden = false

    init(_ node: xmlNodePtr, tag: UInt64) {
        if PageTags.asides.contains(tag) { isAside = true }
        var next = node.pointee.properties
        while let attribute = next {
            next = attribute.pointee.next
            guard let name = attribute.pointee.name else { continue }
            switch MarkupNames.packed(name) {
            case Self.classKey, Self.idKey, Self.testKey:
                if let value = Self.value(attribute) { read(value) }
            case Self.roleKey:
                if let value = Self.value(attribute),
                    Self.asideRoles.contains(MarkupNames.packed(value))
                {
                    isAside = true
                }
            case Self.itempropKey:
                if let value = Self.value(attribute) {
                    let property = MarkupNames.packed(value)
                    if property == Self.articleBody { isBody = true }
                    if property == Self.caption { isAside = true }
                }
            case Self.hiddenKey: isHidden = true
            case Self.styleKey:
                if let value = Self.value(attribute) { readStyle(value) }
            default: break
            }
        }
        // These are what they are, whatever else their classes tell of category and layout.
        if PageTags.trusted.contains(tag) { isAside = false }
        // The class of a page's frame ("article-page body") tells of the page.
        if PageTags.frames.contains(tag) { isBody = false }
    }

    static func value(_ attribute: xmlAttrPtr) -> UnsafePointer<UInt8>? {
        guard let child = attribute.pointee.children, let content = child.pointee.content else {
            return nil
        }
        return UnsafePointer(content)
    }

    private static func key(_ name: String) -> UInt64 { MarkupNames.packed(name.utf8) }
    private static let classKey = key("class")
    private static let idKey = key("id")
    private static let testKey = key("data-testid")
    private static let roleKey = key("role")
    private static let itempropKey = key("itemprop")
    private static let hiddenKey = key("hidden")
    private static let styleKey = key("style")
    private static let articleBody = key("articleBody")
    private static let caption = key("caption")
    private static let asideRoles = Set(
        [
            "navigation", "complementary", "contentinfo", "banner", "search", "dialog", "alert",
            "menu", "menubar", "toolbar", "tooltip", "alertdialog", "button",
        ].map(key))

    /// `display:none`, `visibility: hidden`.
    private mutating func readStyle(_ value: UnsafePointer<UInt8>) {
        var folded = ""
        var at = value
        while at.pointee != 0, folded.utf8.count < 300 {
            if at.pointee > 32 {
                folded.unicodeScalars.append(Unicode.Scalar(lowercased(at.pointee)))
            }
            at += 1
        }
        if folded.holds("display:none") || folded.holds("visibility:hidden") {
            isHidden = true
        }
    }

    /// Reads the words of a class or id: cut at anything but letters, and before capitals.
    private mutating func read(_ value: UnsafePointer<UInt8>) {
        var at = value
        var word: UInt64 = 0
        var head: UInt64 = 0
        var length = 0
        var previous: UInt64 = 0
        while true {
            let byte = at.pointee
            let camel =
                byte >= 65 && byte <= 90 && length > 0 && !(at[-1] >= 65 && at[-1] <= 90)
            if !isLetter(byte) || camel {
                if length > 0 {
                    // "has-sidebar", "no-comments" speak of the page, not of the element.
                    if !Self.deniers.contains(previous),
                        Self.asideWords.contains(word) || Self.startsAside(head, length)
                    {
                        isAside = true
                    }
                    if Self.bodyWords.contains(word)
                        || (Self.bodyFirst.contains(previous) && Self.bodySecond.contains(word))
                    {
                        isBody = true
                    }
                    previous = word
                }
                (word, head, length) = (0, 0, 0)
                if byte == 0 { break }
                if byte <= 32 { previous = 0 }
            }
            if isLetter(byte) {
                let low = UInt64(lowercased(byte))
                word = word << 8 | low
                if length < 8 { head = head << 8 | low }
                length += 1
            }
            at += 1
        }
    }

    // MARK: - Words

    private static func words(_ list: String) -> Set<UInt64> {
        Set(list.split(separator: " ").map { MarkupNames.packed($0.utf8) })
    }

    private static let deniers = words("has no not non with without")

    /// Whole words.
    private static let asideWords = words(
        "ad ads adv advert nav menu tags taglist bio meta hidden hide print credit credits rating "
            + "author authors byline date pubdate rail aside footer header masthead popup modal "
            + "overlay tooltip toolbar widget widgets pager paging next prev prevnext jp sharedaddy "
            + "more readmore morelinks links linklist alsoread login signin register survey poll "
            + "quiz shop buy price product affiliate video player gallery slideshow carousel copyright "
            + "disclaimer correction editors fb facebook twitter tweet instagram pinterest whatsapp "
            + "linkedin email mailto feedback reply replies respond trackback pingback avatar "
            + "gravatar skip jump toc topics topic keywords keyword labels breaking ticker "
            + "partner partners zergnet legal terms privacy contact store app apps download donate "
            + "membership paywall regwall inlinead dfp gpt mpu leaderboard billboard skyscraper "
            + "kicker eyebrow slug category categories timestamp published updated figure caption")

    /// Beginnings of words.
    private static let asideStarts: [(UInt64, Int)] = [
        "comment", "disqus", "relat", "recommen", "share", "sharing", "social", "newslett",
        "subscri", "promo", "sponsor", "advert", "banner", "breadcru", "cookie", "consent",
        "sidebar", "navig", "taboola", "outbrain", "trending", "popular", "paginat", "signup",
        "thumb", "syndicat", "mostread", "captio", "adsense", "adslot", "addthis", "livefyre",
        "facebook", "twitter",
    ].map { (MarkupNames.packed($0.utf8), $0.utf8.count) }

    private static func startsAside(_ head: UInt64, _ length: Int) -> Bool {
        let kept = min(length, 8)
        for (start, count) in asideStarts where kept >= count {
            if head >> UInt64(8 * (kept - count)) == start { return true }
        }
        return false
    }

    /// Names for an article's body: alone, or as two words.
    private static let bodyWords = words(
        "articlebody storybody entrycontent postcontent postbody articlecontent storycontent "
            + "articletext storytext bodytext newsbody articlebodycontent newstext")
    private static let bodyFirst = words("article story entry post news blog")
    private static let bodySecond = words("body content text contents copy")
}
