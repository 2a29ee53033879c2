/// The units a figure may carry: names as they stand in `Quantity.unit`.
enum FormTimeUnit: UInt8, CaseIterable {
    case none, second, minute, hour, day, night, week, fortnight, weekend, month, year, decade,
        century

    /// Civil length: a month 30 days, a year 365.
    var seconds: Double {
        switch self {
        case .none: 0
        case .second: 1
        case .minute: 60
        case .hour: 3600
        case .day, .night: 86400
        case .week: 604800
        case .fortnight: 1_209_600
        case .weekend: 172800
        case .month: 2_592_000
        case .year: 31_536_000
        case .decade: 315_360_000
        case .century: 3_153_600_000
        }
    }

    var name: String { String(describing: self) }
}

/// A unit of measure: its name, the words it is written with, the kind of thing it measures.
struct MeasureUnit: Sendable {
    enum Dimension: UInt8, Sendable {
        case length, area, volume, weight, speed, information, angle, power, temperature, count
    }
    var name: String
    var dimension: Dimension
}

enum MeasureUnits {
    /// Name, dimension, written forms; short forms after "|" stand only beside digits.
    static let table: [(String, MeasureUnit.Dimension, String)] = [
        ("", .length, ""),
        ("kilometer", .length, "kilometer kilometers kilometre kilometres | km kms"),
        ("meter", .length, "meter meters metre metres | m mtr"),
        ("decimeter", .length, "decimeter decimeters decimetre decimetres | dm"),
        ("centimeter", .length, "centimeter centimeters centimetre centimetres | cm"),
        ("millimeter", .length, "millimeter millimeters millimetre millimetres | mm"),
        (
            "micrometer", .length,
            "micrometer micrometers micrometre micrometres micron microns | um"
        ),
        ("nanometer", .length, "nanometer nanometers nanometre nanometres | nm"),
        ("picometer", .length, "picometer picometers picometre picometres"),
        ("mile", .length, "mile miles | mi"),
        ("yard", .length, "yard yards | yd yds"),
        ("foot", .length, "foot feet | ft"),
        ("inch", .length, "inch inches | in"),
        ("light year", .length, "lightyear lightyears"),
        ("fathom", .length, "fathom fathoms"),
        ("hectare", .area, "hectare hectares | ha"),
        ("acre", .area, "acre acres"),
        ("liter", .volume, "liter liters litre litres | l ltr"),
        ("milliliter", .volume, "milliliter milliliters millilitre millilitres | ml"),
        ("centiliter", .volume, "centiliter centiliters centilitre centilitres | cl"),
        ("gallon", .volume, "gallon gallons | gal"),
        ("pint", .volume, "pint pints"),
        ("quart", .volume, "quart quarts"),
        ("barrel", .volume, "barrel barrels | bbl"),
        ("bushel", .volume, "bushel bushels"),
        ("cup", .volume, "cup cups"),
        ("teaspoon", .volume, "teaspoon teaspoons tsp"),
        ("tablespoon", .volume, "tablespoon tablespoons tbsp"),
        ("kilogram", .weight, "kilogram kilograms kilogramme kilogrammes kilo kilos | kg kgs"),
        ("gram", .weight, "gram grams gramme grammes | g"),
        ("milligram", .weight, "milligram milligrams milligramme milligrammes | mg"),
        ("microgram", .weight, "microgram micrograms microgramme microgrammes mcg"),
        ("ton", .weight, "ton tons tonne tonnes | t"),
        ("kiloton", .weight, "kiloton kilotons kilotonne kilotonnes | kt"),
        ("megaton", .weight, "megaton megatons megatonne megatonnes"),
        ("pound", .weight, "pound pounds | lb lbs"),
        ("ounce", .weight, "ounce ounces | oz"),
        ("dram", .weight, "dram drams drachma"),
        ("stone", .weight, ""),
        ("knot", .speed, "knot knots | kn"),
        ("mile per hour", .speed, "mph"),
        ("kilometer per hour", .speed, "kph kmh"),
        ("bit", .information, "bit bits"),
        ("byte", .information, "byte bytes"),
        ("kilobyte", .information, "kilobyte kilobytes | kb"),
        ("megabyte", .information, "megabyte megabytes | mb"),
        ("gigabyte", .information, "gigabyte gigabytes | gb"),
        ("terabyte", .information, "terabyte terabytes | tb"),
        ("degree", .angle, "degree degrees deg °"),
        ("watt", .power, "watt watts"),
        ("kilowatt", .power, "kilowatt kilowatts | kw"),
        ("megawatt", .power, "megawatt megawatts | mw"),
        ("gigawatt", .power, "gigawatt gigawatts | gw"),
        ("kilowatt hour", .power, "kwh"),
        ("horsepower", .power, "horsepower | hp"),
        ("volt", .power, "volt volts"),
        ("hertz", .power, "hertz | hz"),
        ("kilohertz", .power, "kilohertz | khz"),
        ("megahertz", .power, "megahertz | mhz"),
        ("gigahertz", .power, "gigahertz | ghz"),
        ("celsius", .temperature, "celsius centigrade celcius"),
        ("fahrenheit", .temperature, "fahrenheit farenheit"),
        ("kelvin", .temperature, "kelvin kelvins"),
        ("carat", .weight, "carat carats"),
    ]

    /// Named without a figure, these are still nothing but units.
    static let bare: Set<String> = [
        "kilometer", "centimeter", "millimeter", "gram", "kilogram", "milligram", "microgram",
        "milliliter", "megabyte", "gigabyte", "hectare", "kilowatt", "megawatt",
    ]

    /// What an article may count in news: "a kilometre" is one, "a foot" is no length.
    static let counted: Set<String> = [
        "kilometer", "centimeter", "millimeter", "mile", "nautical mile", "square mile",
        "square kilometer", "hectare", "acre", "liter", "gallon", "kilogram", "ton", "metric ton",
        "light year",
    ]

    static let units: [MeasureUnit] = table.map { MeasureUnit(name: $0.0, dimension: $0.1) }
    static let degree = table.firstIndex { $0.0 == "degree" }!
    static let celsius = table.firstIndex { $0.0 == "celsius" }!
    static let fahrenheit = table.firstIndex { $0.0 == "fahrenheit" }!
    static let kelvin = table.firstIndex { $0.0 == "kelvin" }!

    /// ISO 4217 where the word alone decides it, else the word; then the written forms; then the
    /// countries' adjectives that decide it. Signs after "|".
    static let currencies: [(String, String)] = [
        ("", ""),
        ("dollar", "dollar dollars buck bucks dlr dlrs | $"), ("EUR", "euro euros eur | €"),
        ("pound", "pound pounds sterling stg quid | £"), ("JPY", "yen jpy | ¥"),
        ("CNY", "yuan renminbi rmb cny kuai"), ("rupee", "rupee rupees | ₹ rs ரூ"),
        ("KES", "| ksh kshs"), ("UGX", "| ush"), ("TZS", "| tsh"),
        ("BDT", "| tk"), ("XOF", "| fcfa cfa"),
        ("ruble", "ruble rubles rouble roubles | ₽"), ("franc", "franc francs"),
        ("peso", "peso pesos | ₱"), ("krona", "krona kronor krone kroner crown crowns"),
        ("won", "won | ₩"), ("UAH", "hryvnia hryvnias hryvnya hryvni uah | ₴"),
        ("PLN", "zloty zlotys zlotych pln"), ("lira", "lira liras lire | ₺"),
        ("dinar", "dinar dinars"), ("dirham", "dirham dirhams"), ("riyal", "riyal riyals"),
        ("rial", "rial rials | ﷼"), ("BRL", "real reais brl"), ("ZAR", "rand rands zar"),
        ("NGN", "naira nairas ngn | ₦"), ("ILS", "shekel shekels ils | ₪"),
        ("THB", "baht bahts thb | ฿"),
        ("IDR", "rupiah rupiahs idr"), ("MYR", "ringgit ringgits myr"),
        ("VND", "dong vnd | ₫"), ("shilling", "shilling shillings"),
        ("bolivar", "bolivar bolivars bolivares"), ("HUF", "forint forints huf"),
        ("CZK", "koruna korunas czk"), ("markka", "markka markkas"),
        ("DEM", "deutschemark deutschmark deutschmarks deutschemarks"), ("mark", "mark marks"),
        ("guilder", "guilder guilders"), ("peseta", "peseta pesetas"),
        ("escudo", "escudo escudos"), ("schilling", "schilling schillings"),
        ("drachma", "drachma drachmas"), ("KZT", "tenge tenges kzt | ₸"),
        ("afghani", "afghani afghanis"), ("taka", "taka takas | ৳"),
        ("CRC", "colon colons colones | ₡"),
        ("GEL", "lari laris gel | ₾"), ("LAK", "kip kips lak | ₭"), ("AMD", "dram drams | ֏"),
        ("MNT", "tugrik tugriks mnt | ₮"), ("PYG", "guarani guaranis pyg | ₲"),
        ("GHS", "cedi cedis ghs | ₵"),
        ("ETB", "birr etb"), ("leu", "leu lei"), ("BGN", "lev leva bgn"),
        ("PEN", "sol soles pen"), ("quetzal", "quetzal quetzals quetzales"),
        ("kwacha", "kwacha kwachas"),
        ("bitcoin", "bitcoin bitcoins btc | ₿"), ("satoshi", "satoshi satoshis"),
        ("USD", "usd"), ("GBP", "gbp"), ("AUD", "aud"), ("CAD", "cad"), ("NZD", "nzd"),
        ("HKD", "hkd"), ("SGD", "sgd"), ("CHF", "chf"), ("SEK", "sek"), ("NOK", "nok"),
        ("DKK", "dkk"), ("INR", "inr"), ("RUB", "rub"), ("KRW", "krw"), ("MXN", "mxn"),
        ("TRY", "try"), ("AED", "aed"), ("SAR", "sar"), ("PHP", "php"), ("TWD", "twd ntd"),
        ("EGP", "egp"), ("PKR", "pkr"), ("KES", "kes"), ("ARS", "ars"),
        ("cent", "cent cents cts | ¢"), ("penny", "penny pennies p"), ("pence", "pence"),
        ("kopeck", "kopeck kopecks kopek kopeks"), ("jiao", "jiao mao"), ("sen", "sen"),
        ("FIM", "fim"), ("ESP", "esp"), ("BTC", ""), ("MUSD", ""), ("LKR", "lkr"),
        ("IQD", "iqd"), ("JOD", "jod"), ("KWD", "kwd"), ("BHD", "bhd"), ("QAR", "qar"),
        ("OMR", "omr"), ("IRR", "irr"), ("SYP", "syp"), ("LBP", "lbp"), ("COP", "cop"),
        ("CLP", "clp"), ("XOF", "xof"), ("XAF", "xaf"), ("ATS", ""), ("BEF", ""), ("FRF", ""),
        ("ITL", ""), ("NLG", ""), ("ISK", "isk"),
    ]
    static let subunits =
        "cent cents cts penny pennies p pence kopeck kopecks kopek kopeks jiao mao ¢"
    /// Currency codes and words that are common words: money only beside a figure, never alone.
    static let ambiguousCurrencies =
        "try pen gel cop real sol mark marks won lei lev colon p sen dram drams all buck bucks quid crown crowns"

    /// Adjective → (currency word, code).
    static let national: [(String, [(String, String)])] = [
        ("us american u.s", [("dollar", "USD")]), ("australian", [("dollar", "AUD")]),
        ("canadian", [("dollar", "CAD")]), ("zealand", [("dollar", "NZD")]),
        ("kong", [("dollar", "HKD")]), ("singapore", [("dollar", "SGD")]),
        ("singaporean", [("dollar", "SGD")]), ("taiwan taiwanese", [("dollar", "TWD")]),
        ("jamaican", [("dollar", "JMD")]), ("zimbabwean", [("dollar", "ZWL")]),
        ("namibian", [("dollar", "NAD")]), ("liberian", [("dollar", "LRD")]),
        ("fijian", [("dollar", "FJD")]), ("guyanese", [("dollar", "GYD")]),
        ("british", [("pound", "GBP")]), ("egyptian", [("pound", "EGP")]),
        ("lebanese", [("pound", "LBP")]), ("syrian", [("pound", "SYP")]),
        ("sudanese", [("pound", "SDG")]), ("irish", [("pound", "IEP")]),
        ("turkish", [("lira", "TRY")]), ("italian", [("lira", "ITL")]),
        ("cypriot", [("pound", "CYP")]), ("maltese", [("lira", "MTL")]),
        ("swiss", [("franc", "CHF")]), ("french", [("franc", "FRF")]),
        ("belgian", [("franc", "BEF")]), ("cfa", [("franc", "XOF")]),
        ("congolese", [("franc", "CDF")]), ("rwandan", [("franc", "RWF")]),
        ("burundian", [("franc", "BIF")]), ("guinean", [("franc", "GNF")]),
        ("indian", [("rupee", "INR")]), ("pakistani", [("rupee", "PKR")]),
        ("lankan", [("rupee", "LKR")]), ("nepalese nepali", [("rupee", "NPR")]),
        ("mauritian", [("rupee", "MUR")]), ("russian", [("ruble", "RUB")]),
        ("belarusian", [("ruble", "BYN")]), ("mexican", [("peso", "MXN")]),
        ("philippine", [("peso", "PHP")]), ("argentine argentinian", [("peso", "ARS")]),
        ("colombian", [("peso", "COP")]), ("chilean", [("peso", "CLP")]),
        ("cuban", [("peso", "CUP")]), ("dominican", [("peso", "DOP")]),
        ("uruguayan", [("peso", "UYU")]), ("swedish", [("krona", "SEK")]),
        ("norwegian", [("krona", "NOK")]), ("danish", [("krona", "DKK")]),
        ("icelandic", [("krona", "ISK")]), ("czech", [("CZK", "CZK"), ("krona", "CZK")]),
        ("slovak", [("krona", "SKK")]),
        ("korean", [("won", "KRW")]), ("iraqi", [("dinar", "IQD")]),
        ("jordanian", [("dinar", "JOD")]), ("kuwaiti", [("dinar", "KWD")]),
        ("bahraini", [("dinar", "BHD")]), ("libyan", [("dinar", "LYD")]),
        ("tunisian", [("dinar", "TND")]), ("algerian", [("dinar", "DZD")]),
        ("serbian", [("dinar", "RSD")]), ("emirati uae", [("dirham", "AED")]),
        ("moroccan", [("dirham", "MAD")]), ("saudi", [("riyal", "SAR")]),
        ("qatari", [("riyal", "QAR")]), ("omani", [("rial", "OMR")]),
        ("yemeni", [("rial", "YER"), ("riyal", "YER")]), ("iranian", [("rial", "IRR")]),
        ("brazilian", [("BRL", "BRL")]), ("kenyan", [("shilling", "KES")]),
        ("ugandan", [("shilling", "UGX")]), ("tanzanian", [("shilling", "TZS")]),
        ("somali", [("shilling", "SOS")]), ("austrian", [("schilling", "ATS")]),
        ("venezuelan", [("bolivar", "VES")]),
        ("finnish", [("markka", "finnish markka"), ("mark", "finnish markka")]),
        ("german west", [("mark", "DEM")]), ("dutch", [("guilder", "netherlands guilder")]),
        ("spanish", [("peseta", "peseta")]), ("greek", [("drachma", "greek drachma")]),
        ("chinese", [("CNY", "CNY")]), ("japanese", [("JPY", "JPY")]),
        ("romanian", [("leu", "RON")]), ("moldovan", [("leu", "MDL")]),
        ("afghan", [("afghani", "AFN")]), ("bangladeshi", [("taka", "BDT")]),
        ("thai", [("THB", "THB")]), ("israeli", [("ILS", "ILS")]), ("polish", [("PLN", "PLN")]),
        ("ukrainian", [("UAH", "UAH")]), ("indonesian", [("IDR", "IDR")]),
        ("malaysian", [("MYR", "MYR")]), ("nigerian", [("NGN", "NGN")]),
        ("hungarian", [("HUF", "HUF")]),
        ("south north new hong sri", []),
    ]

    /// One capital glued to a figure: the rand, the naira, the Philippine peso.
    static let letters: [UInt8: String] = [82: "ZAR", 78: "NGN", 80: "PHP"]

    /// What stands glued before "$": "US$", "A$".
    static let dollarPrefixes: [(String, String)] = [
        ("us", "USD"), ("usd", "USD"), ("c", "CAD"), ("ca", "CAD"), ("cad", "CAD"), ("can", "CAD"),
        ("cdn", "CAD"),
        ("a", "AUD"), ("au", "AUD"), ("aud", "AUD"), ("aus", "AUD"), ("nz", "NZD"),
        ("nzd", "NZD"), ("hk", "HKD"), ("hkd", "HKD"), ("s", "SGD"), ("sg", "SGD"),
        ("sgd", "SGD"), ("nt", "TWD"), ("twd", "TWD"), ("r", "BRL"), ("mex", "MXN"), ("mx", "MXN"),
        ("j", "JMD"), ("z", "ZWL"),
    ]
}

extension FormLexiconBuilder {
    mutating func addUnits() {
        for (n, unit) in MeasureUnits.table.enumerated() where n > 0 {
            let parts = unit.2.split(separator: "|", omittingEmptySubsequences: false)
            let role: FormRoles = unit.1 == .temperature ? .temperature : .measure
            for name in parts[0].split(separator: " ") {
                add(String(name), role) { $0.measure = UInt16(n) }
            }
            if parts.count > 1 {
                for name in parts[1].split(separator: " ") {
                    add(String(name), [role, .shortUnit]) { $0.measure = UInt16(n) }
                }
            }
        }
        for (n, currency) in MeasureUnits.currencies.enumerated() where n > 0 {
            let parts = currency.1.split(separator: "|", omittingEmptySubsequences: false)
            for name in parts[0].split(separator: " ") {
                add(String(name), .currency) { $0.currency = UInt16(n) }
            }
            if parts.count > 1 {
                for name in parts[1].split(separator: " ") {
                    add(String(name), [.currency, .currencySign]) { $0.currency = UInt16(n) }
                }
            }
        }
        add(MeasureUnits.subunits, .subunit)
        add(MeasureUnits.ambiguousCurrencies, .ambiguous)
        for (n, national) in MeasureUnits.national.enumerated() {
            add(national.0, .currencyPrefix, index: nil, unit: nil)
            for name in national.0.split(separator: " ") {
                add(String(name), .currencyPrefix) { $0.nation = UInt8(n) }
            }
        }
        for (n, prefix) in MeasureUnits.dollarPrefixes.enumerated() {
            add(prefix.0, []) { $0.dollar = UInt8(n + 1) }
        }
        add("square sq cubic cu metric nautical", .measurePrefix)
        add("percent percents pct percentage % pc", .percent)
    }

    private mutating func add(
        _ name: String, _ roles: FormRoles, _ change: (inout FormWord) -> Void
    ) {
        add(name) {
            $0.roles.formUnion(roles)
            change(&$0)
        }
    }
}
