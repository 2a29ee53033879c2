/// What a word may do in a form. A word may do several: "second" is an ordinal and a unit of time.
struct FormRoles: OptionSet {
    let rawValue: UInt64
    init(rawValue: UInt64) { self.rawValue = rawValue }
    init(_ bit: Int) { rawValue = 1 << UInt64(bit) }

    /// one … nine, zero
    static let ones = FormRoles(0)
    /// ten … nineteen
    static let teens = FormRoles(1)
    static let tens = FormRoles(2)
    static let hundred = FormRoles(3)
    /// thousand, million, lakh …
    static let scale = FormRoles(4)
    static let dozen = FormRoles(5)
    /// first … nineteenth
    static let smallOrdinal = FormRoles(6)
    static let tensOrdinal = FormRoles(7)
    static let scaleOrdinal = FormRoles(8)
    static let plural = FormRoles(9)
    static let half = FormRoles(10)
    static let quarter = FormRoles(11)
    static let article = FormRoles(12)
    static let negative = FormRoles(13)
    /// k, bn, m … written close to digits.
    static let suffix = FormRoles(14)
    static let ordinalSuffix = FormRoles(15)
    static let month = FormRoles(16)
    static let weekday = FormRoles(17)
    /// `unit` is a `TimeUnit`.
    static let timeUnit = FormRoles(18)
    static let currency = FormRoles(19)
    static let currencySign = FormRoles(20)
    /// An adjective that makes a dollar, franc or peso a certain country's.
    static let currencyPrefix = FormRoles(21)
    static let subunit = FormRoles(22)
    static let measure = FormRoles(23)
    static let measurePrefix = FormRoles(24)
    static let percent = FormRoles(25)
    static let temperature = FormRoles(26)
    static let partOfDay = FormRoles(27)
    static let season = FormRoles(28)
    static let holiday = FormRoles(29)
    /// What "no" may deny: casualties, survivors …
    static let counted = FormRoles(30)
    /// What a bare figure after it names: flight 370, article 5.
    static let naming = FormRoles(31)
    static let pastVerb = FormRoles(32)
    static let futureVerb = FormRoles(33)
    /// win, draw, defeat: "a 3-2 win".
    static let score = FormRoles(34)
    static let decade = FormRoles(35)
    /// Letters that stand only beside digits: "m", "h", "g".
    static let shortUnit = FormRoles(36)
    /// A short form that is a common word too: "mar", "sun", "may", "in".
    static let ambiguous = FormRoles(37)
    static let digitWord = FormRoles(39)
    static let zone = FormRoles(40)
    /// rose, fell, cut: "rose 5 to 20" is a change, no range.
    static let change = FormRoles(41)
    /// What "m" after a figure counts millions of.
    static let counts = FormRoles(43)

    static let cardinal: FormRoles = [.ones, .teens, .tens]
    static let ordinal: FormRoles = [.smallOrdinal, .tensOrdinal, .scaleOrdinal]
}

/// The little words that hold forms together.
enum FormKey: UInt16, CaseIterable {
    case none
    case a, about, above, ago, after, afterwards, age, aged, all, almost, an, and, another, any,
        approaching, approx, approximately, around, at, before, beginning, below, between, but,
        by, circa, close, coming, commencing, countless, couple, current, day, days, early,
        earlier, each, end, equal, equals, equaling, estimated, eve, every, exceed, exceeded,
        exceeding, exceeds, excess, few, fewer, first, following, `for`, from, full, greater,
        half, handful, higher, `in`, just, larger, last, late, later, least, less, lower, many,
        maximum, mid, middle, midnight, minimum, month, months, more, most, much, nearly, next,
        night, no, nobody, noon, not, now, number, numerous, o, oclock, clock, odd, of, old, on,
        one, only, `or`, out, over, overnight, p, past, per, point, previous, prior, region,
        rest, roughly, s, same, several, since, slightly, smaller, so, some, start, starting,
        surpass, surpassed, surpassing, than, that, the, this, through, thru, till, to, today,
        tomorrow, tonight, under, unknown, unspecified, until, up, upcoming, upwards, week,
        weekend, weeks, weekends, well, whole, within, year, years, yesterday, hence, m, am, pm,
        plus, entire, time, local, business, be, these, dozens, scores, hundreds, thousands,
        millions, tens, billions, cent, degree, square, cubic, metric, nautical, hour, century,
        centuries, quarter, decade, decades, right, eod, date, dawn, dusk, remaining,
        penultimate, antepenultimate, fortnight, high, percentage, how, too, thereabouts, during,
        my, into, `as`, with, tmrw, otd, bigger, max, min, short, little, preceding, consecutive,
        straight, successive, additional, extra, fiscal, school, calendar, financial, academic, fy,
        sy, cy, onwards, onward, midday, sooner
}

struct FormWord {
    var roles: FormRoles = []
    var key: FormKey = .none
    /// The number, ordinal, scale or denominator.
    var number = 0.0
    /// Month 1–12, weekday 1–7, a season, a holiday, a part of the day.
    var index: UInt8 = 0
    /// A `FormTimeUnit`.
    var unit: UInt16 = 0
    /// Indices into the tables of `MeasureUnits`.
    var measure: UInt16 = 0
    var currency: UInt16 = 0
    var nation: UInt8 = 0
    var dollar: UInt8 = 0
}

/// Every word the grammar knows, found by its folded letters.
///
/// Up to 16 bytes are the key itself, so a hit is exact; longer words are not forms.
final class FormLexicon: Sendable {
    static let shared = FormLexicon()

    let words: [FormWord]
    private let keys: [(UInt64, UInt64)]
    private let slots: [UInt16]
    private let mask: Int
    /// Lengths of known words by first and last letter, one bit each: most words are turned away
    /// here.
    private let lengths: [UInt32]

    private init() {
        var builder = FormLexiconBuilder()
        builder.addNumbers()
        builder.addTimes()
        builder.addUnits()
        builder.addGrammar()
        words = builder.words
        keys = builder.keys
        var size = 256
        while size < words.count * 4 { size *= 2 }
        var slots = [UInt16](repeating: 0, count: size)
        for index in 1..<words.count {
            var slot = FormLexicon.slot(of: builder.keys[index], mask: size - 1)
            while slots[slot] != 0 { slot = (slot + 1) & (size - 1) }
            slots[slot] = UInt16(index)
        }
        self.slots = slots
        mask = size - 1
        var lengths = [UInt32](repeating: 0, count: 26 * 26)
        for (low, high) in builder.keys.dropFirst() {
            var letters: [UInt8] = []
            for half in [low, high] {
                for shift in stride(from: 0, to: 64, by: 8) where half >> shift & 0xFF != 0 {
                    letters.append(UInt8(half >> shift & 0xFF))
                }
            }
            let (first, last) = (letters.first! &- 97, letters.last! &- 97)
            if first < 26, last < 26 {
                lengths[Int(first) * 26 + Int(last)] |= 1 << UInt32(letters.count)
            }
        }
        self.lengths = lengths
    }

    /// - Returns: the index of the word in `words`, 0 where it is not known.
    func entry(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> UInt16 {
        guard range.count <= 16 else { return 0 }
        let first = (bytes[range.lowerBound] | 32) &- 97
        let last = (bytes[range.upperBound - 1] | 32) &- 97
        if first < 26, last < 26,
            lengths[Int(first) * 26 + Int(last)] >> UInt32(range.count) & 1 == 0
        {
            return 0
        }
        guard let key = FormLexicon.key(bytes, range) else { return 0 }
        var slot = FormLexicon.slot(of: key, mask: mask)
        while true {
            let index = slots[slot]
            if index == 0 || keys[Int(index)] == key { return index }
            slot = (slot + 1) & mask
        }
    }

    /// The letters, ASCII capitals lowered, in two machine words; nil where there are more than 16.
    static func key(
        _ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>
    ) -> (UInt64, UInt64)? {
        guard range.count <= 16 else { return nil }
        var low: UInt64 = 0
        var high: UInt64 = 0
        var shift: UInt64 = 0
        for i in range {
            let b = bytes[i]
            let folded = UInt64(b &- 65 < 26 ? b | 32 : b)
            if shift < 64 { low |= folded << shift } else { high |= folded << (shift - 64) }
            shift += 8
        }
        return (low, high)
    }

    private static func slot(of key: (UInt64, UInt64), mask: Int) -> Int {
        var h = (key.0 ^ key.1 &* 0x9E37_79B9_7F4A_7C15) &* 0xFF51_AFD7_ED55_8CCD
        h ^= h >> 32
        return Int(truncatingIfNeeded: h) & mask
    }
}

/// Gathers the words; a word named twice gets both roles.
struct FormLexiconBuilder {
    var words: [FormWord] = [FormWord()]
    var keys: [(UInt64, UInt64)] = [(0, 0)]
    private var byName: [String: Int] = [:]

    /// - Precondition: at most 16 bytes, lower case.
    mutating func add(_ name: String, _ change: (inout FormWord) -> Void) {
        if let index = byName[name] {
            change(&words[index])
            return
        }
        var copy = name
        let key = copy.withUTF8 { FormLexicon.key($0, 0..<$0.count) }
        guard let key else { preconditionFailure("\(name) is longer than 16 bytes") }
        var word = FormWord()
        change(&word)
        byName[name] = words.count
        words.append(word)
        keys.append(key)
    }

    mutating func add(
        _ names: String, _ roles: FormRoles, number: Double? = nil, index: Int? = nil,
        unit: Int? = nil
    ) {
        for name in names.split(separator: " ") {
            add(String(name)) {
                $0.roles.formUnion(roles)
                if let number { $0.number = number }
                if let index { $0.index = UInt8(index) }
                if let unit { $0.unit = UInt16(unit) }
            }
        }
    }
}
