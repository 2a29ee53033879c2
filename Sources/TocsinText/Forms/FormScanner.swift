import TocsinModel

/// The items of one sentence and the grammar over them.
///
/// Each parsing function takes the index of an item and answers with the index after the last item
/// it read, or nil where the text does not have the form. Nothing is consumed on nil.
struct FormScanner {
    let items: UnsafeBufferPointer<FormItem>
    let bytes: UnsafeBufferPointer<UInt8>
    let words: UnsafeBufferPointer<FormWord>
    let options: FormOptions
    /// The publication day relative dates are resolved against.
    let reference: CalendarDay?
    /// Seconds of the publication day that had passed.
    let now: Int
    /// Overrides what the verbs of the sentence say: "until Friday" lies ahead.
    var assumed: DateDirection?
    /// Most words of the sentence are capitalized, as in a headline, so a capital tells nothing.
    let isTitle: Bool

    var count: Int { items.count }
    var isLiteral: Bool { options.reading == .literal }

    @inline(__always)
    func word(_ i: Int) -> FormWord {
        guard i >= 0, i < items.count else { return FormWord() }
        return words[Int(items[i].entry)]
    }

    @inline(__always)
    func has(_ i: Int, _ roles: FormRoles) -> Bool {
        i >= 0 && i < items.count && !words[Int(items[i].entry)].roles.isDisjoint(with: roles)
    }

    @inline(__always)
    func key(_ i: Int) -> FormKey {
        i >= 0 && i < items.count ? words[Int(items[i].entry)].key : .none
    }

    /// The sign's code, 0 where the item is none.
    @inline(__always)
    func sign(_ i: Int) -> UInt8 {
        i >= 0 && i < items.count && items[i].kind == .sign ? items[i].sign : 0
    }

    @inline(__always)
    func isDigits(_ i: Int) -> Bool { i >= 0 && i < items.count && items[i].kind == .digits }

    @inline(__always)
    func isWord(_ i: Int) -> Bool { i >= 0 && i < items.count && items[i].kind == .word }

    /// Nothing stands between this item and the one before it.
    @inline(__always)
    func isGlued(_ i: Int) -> Bool { i > 0 && i < items.count && !items[i].spaced }

    /// Letters or digits touch the item's end.
    func isGluedToMore(after i: Int) -> Bool {
        isGlued(i + 1) && (isWord(i + 1) || isDigits(i + 1))
    }

    func keys(_ i: Int, _ list: FormKey...) -> Bool {
        for (offset, key) in list.enumerated() where self.key(i + offset) != key { return false }
        return true
    }

    func isCapitalized(_ i: Int) -> Bool { isWord(i) && items[i].capitalized }

    func lowerCased(_ i: Int) -> Bool { isWord(i) && !items[i].capitalized }

    /// Steps over a hyphen, with spaces around it or without.
    func afterHyphen(_ i: Int) -> Int { sign(i) == 45 ? i + 1 : i }

    /// Steps over a hyphen that joins two words: "two-and-a-half".
    func afterJoin(_ i: Int) -> Int {
        sign(i) == 45 && isGlued(i) && isGlued(i + 1) ? i + 1 : i
    }

    func start(_ i: Int) -> Int { Int(items[i].start) }
    func end(_ i: Int) -> Int { Int(items[i - 1].end) }
}
