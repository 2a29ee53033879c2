internal import CTocsinText

/// The slow way, for runs with a byte above ASCII, an apostrophe, or more than sixteen bytes.
extension WordCutter {
    /// The word being built.
    private struct Word {
        var start = -1
        var end = 0
        var last = WordClass.other
        /// A `.` or `'` that joins if the right character follows; -1 for none.
        var pending = -1
        var pendingClass = WordClass.other
        var pendingFold = 0
        var flags: TokenFlags = []
        var upper = 0
        var lower = 0
        var letters = 0
        /// Offset in the text of the first apostrophe kept, and in the folded form.
        var apostrophe = -1
        var apostropheFold = 0
        var apostropheEnd = 0
        var lastApostrophe = -1
    }

    /// Cuts the words of `start..<end`, a run no word reaches over, by the rules of UAX #29.
    mutating func cutScalars(_ start: Int, _ end: Int) {
        var word = Word()
        fold.clear()
        var i = start
        while i < end {
            let scalar = DecodedScalar(base + i, left: end - i)
            let bits = c_tocsin_class(scalar.value)
            let kind = WordClass(rawValue: bits & 15)!
            switch kind {
            case .letter, .digit:
                if word.pending >= 0 {
                    let joins =
                        kind == .letter && word.last == .letter && word.pendingClass != .midNumber
                        || kind == .digit && word.last == .digit && word.pendingClass != .midLetter
                    if joins {
                        join(&word)
                    } else {
                        close(&word)
                    }
                } else if word.start >= 0, word.last == .single {
                    close(&word)
                }
                if word.start < 0 { open(&word, i, kind) }
                if kind == .letter {
                    word.letters += 1
                    if bits & 16 != 0 {
                        if word.letters == 1 && word.start == i { word.flags.insert(.capitalized) }
                        word.upper += 1
                    } else if bits & 32 != 0 {
                        word.lower += 1
                    }
                } else {
                    if word.start == i { word.flags.insert(.digit) }
                    word.flags.insert(.hasDigit)
                }
                append(&word, scalar, i)
                word.last = kind
            case .extend:
                guard word.start >= 0, word.pending < 0 else { break }
                append(&word, scalar, i)
            case .single:
                close(&word)
                open(&word, i, kind)
                word.flags.insert(.ideographic)
                word.last = .single
                word.letters = 1
                append(&word, scalar, i)
            case .midLetter, .midNumber, .midBoth:
                guard word.start >= 0, word.pending < 0,
                    word.last == .letter && kind != .midNumber
                        || word.last == .digit && kind != .midLetter
                else {
                    close(&word)
                    break
                }
                word.pending = i
                word.pendingClass = kind
                word.pendingFold = fold.count
            case .extendNumberLetter:
                if word.pending >= 0 || word.last == .single { close(&word) }
                if word.start < 0 { open(&word, i, kind) }
                append(&word, scalar, i)
                word.last = kind
            default:
                close(&word)
            }
            i += scalar.length
        }
        close(&word)
    }

    @inline(__always)
    private func open(_ word: inout Word, _ start: Int, _ kind: WordClass) {
        word.start = start
        word.end = start
        word.last = kind
    }

    @inline(__always)
    private mutating func append(_ word: inout Word, _ scalar: DecodedScalar, _ at: Int) {
        word.end = at + scalar.length
        if scalar.value >= 128 {
            word.flags.insert(.nonASCII)
            if scalar.value < 0x800, folding == .full {
                let pair = c_tocsin_fold_pair(scalar.value)
                if pair != 0 {
                    fold.append(pair: pair)
                    return
                }
            }
        }
        if folding == .full, Self.isApostropheLetter(scalar.value) {
            return keepApostrophe(&word, at, scalar.length)
        }
        fold.append(scalar.value, base + at, scalar.length, folding: folding)
    }

    /// The pending mid character becomes part of the word.
    private mutating func join(_ word: inout Word) {
        let at = word.pending
        word.pending = -1
        let scalar = DecodedScalar(base + at, left: count - at)
        if scalar.value >= 128 { word.flags.insert(.nonASCII) }
        if folding == .full, Self.isApostrophe(scalar.value) {
            keepApostrophe(&word, at, scalar.length)
        } else {
            fold.append(scalar.value, base + at, scalar.length, folding: folding)
        }
    }

    private mutating func keepApostrophe(_ word: inout Word, _ at: Int, _ length: Int) {
        word.lastApostrophe = at
        if word.apostrophe < 0 {
            word.apostrophe = at
            word.apostropheEnd = at + length
            word.apostropheFold = fold.count
        }
        fold.append(39)
    }

    static func isApostrophe(_ scalar: UInt32) -> Bool {
        scalar == 39 || scalar == 0x2019 || scalar == 0x2018 || scalar == 0xFF07
    }

    /// A letter by Unicode, an apostrophe by use (Ukrainian).
    static func isApostropheLetter(_ scalar: UInt32) -> Bool { scalar == 0x2BC }

    private mutating func close(_ word: inout Word) {
        defer {
            word = Word()
            fold.clear()
        }
        guard word.start >= 0 else { return }
        if word.pending >= 0 { fold.truncate(to: word.pendingFold) }
        guard word.letters > 0 || word.flags.contains(.hasDigit) else { return }
        if word.upper >= 2 && word.lower == 0 { word.flags.insert(.allCaps) }
        guard word.apostrophe >= 0 else {
            emit(word.start, word.end, flags: word.flags, folded: 0..<fold.count)
            return
        }
        closeWithApostrophe(&word)
    }

    private mutating func closeWithApostrophe(_ word: inout Word) {
        var length = fold.count
        if length >= 3, fold.bytes[length - 1] == 115, fold.bytes[length - 2] == 39 {
            word.flags.insert(.possessive)
            word.end = word.lastApostrophe
            length -= 2
            fold.truncate(to: length)
            // The flags were counted with the "s"; "USA's" is still all capitals.
            setAllCaps(&word.flags, word.start, word.end)
            if word.lastApostrophe == word.apostrophe {
                refreshNonASCII(&word.flags, word.start, word.end)
                emit(word.start, word.end, flags: word.flags, folded: 0..<length)
                return
            }
        }
        if Elision.splits(fold.bytes, prefix: word.apostropheFold, length: length) {
            var first = word.flags.intersection([.capitalized])
            refreshNonASCII(&first, word.start, word.apostrophe)
            emit(word.start, word.apostrophe, flags: first, folded: 0..<word.apostropheFold)
            var rest = word.flags
            let start = word.apostropheEnd
            let scalar = DecodedScalar(base + start, left: count - start)
            if c_tocsin_class(scalar.value) & 16 != 0 {
                rest.insert(.capitalized)
            } else {
                rest.remove(.capitalized)
            }
            setAllCaps(&rest, start, word.end)
            refreshNonASCII(&rest, start, word.end)
            let from = word.apostropheFold + 1
            let kept = fold.dropApostrophes(from: from, to: length)
            emit(start, word.end, flags: rest, folded: from..<kept)
        } else {
            let kept = fold.dropApostrophes(from: 0, to: length)
            refreshNonASCII(&word.flags, word.start, word.end)
            emit(word.start, word.end, flags: word.flags, folded: 0..<kept)
        }
    }

    private func setAllCaps(_ flags: inout TokenFlags, _ start: Int, _ end: Int) {
        flags.remove(.allCaps)
        var upper = 0
        var i = start
        while i < end {
            let scalar = DecodedScalar(base + i, left: end - i)
            let bits = c_tocsin_class(scalar.value)
            if bits & 32 != 0 { return }
            if bits & 16 != 0 { upper += 1 }
            i += scalar.length
        }
        if upper >= 2 { flags.insert(.allCaps) }
    }

    private func refreshNonASCII(_ flags: inout TokenFlags, _ start: Int, _ end: Int) {
        for i in start..<end where base[i] >= 128 {
            flags.insert(.nonASCII)
            return
        }
        flags.remove(.nonASCII)
    }
}
