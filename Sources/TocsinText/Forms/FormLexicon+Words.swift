extension FormLexiconBuilder {
    mutating func addNumbers() {
        let small = [
            "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
            "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen",
            "eighteen", "nineteen",
        ]
        for (n, name) in small.enumerated() {
            add(name, n < 10 ? [.ones, .digitWord] : .teens, number: Double(n))
        }
        add("nought naught nil", .ones, number: 0)
        let tens = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]
        for (n, name) in tens.enumerated() {
            let value = Double(20 + 10 * n)
            add(name, .tens, number: value)
            let stem = name.dropLast()
            add(stem + "ieth", .tensOrdinal, number: value)
            add(stem + "ieths", [.tensOrdinal, .plural], number: value)
            // "the seventies", "the nineteen seventies"
            add(stem + "ies", .decade, number: value)
        }
        add("fourty", .tens, number: 40)
        add("hundred", .hundred, number: 100)
        add("hundreds", [.hundred, .plural], number: 100)
        for (name, value) in [
            ("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12),
            ("quadrillion", 1e15), ("quintillion", 1e18), ("lakh", 1e5), ("crore", 1e7),
        ] {
            add(name, .scale, number: value)
            add(name + "s", [.scale, .plural], number: value)
            add(name + "th", .scaleOrdinal, number: value)
            add(name + "ths", [.scaleOrdinal, .plural], number: value)
        }
        add("milliard", .scale, number: 1e9)
        add("lac lacs", .scale, number: 1e5)
        add("hundredth", .scaleOrdinal, number: 100)
        add("hundredths", [.scaleOrdinal, .plural], number: 100)
        let ordinals = [
            "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth",
            "tenth", "eleventh", "twelfth", "thirteenth", "fourteenth", "fifteenth", "sixteenth",
            "seventeenth", "eighteenth", "nineteenth",
        ]
        for (n, name) in ordinals.enumerated() {
            add(name, .smallOrdinal, number: Double(n + 1))
            // "seconds" are a time, "firsts" only in "twenty-firsts".
            if n != 1 { add(name + "s", [.smallOrdinal, .plural], number: Double(n + 1)) }
        }
        add("dozen doz dz", .dozen, number: 12)
        add("dozens dozs dzs", [.dozen, .plural], number: 12)
        add("half", .half, number: 2)
        add("halves", [.half, .plural], number: 2)
        add("quarter", .quarter, number: 4)
        add("quarters", [.quarter, .plural], number: 4)
        add("a an", .article, number: 1)
        add("minus negative", .negative)
        add("k", .suffix, number: 1e3)
        add("m mn mln mio mil mill", .suffix, number: 1e6)
        add("b bn bln bil", .suffix, number: 1e9)
        add("t tn tln trn", .suffix, number: 1e12)
        add("g", .suffix, number: 1e9)
        add("st nd rd th", .ordinalSuffix)
        add("noughties", .decade, number: 0)
    }

    mutating func addTimes() {
        let months = [
            "january", "february", "march", "april", "may", "june", "july", "august", "september",
            "october", "november", "december",
        ]
        for (n, name) in months.enumerated() {
            add(name, .month, index: n + 1)
            if name.count > 4 {
                add(String(name.prefix(3)), .month, index: n + 1)
            }
        }
        add("jun", .month, index: 6)
        add("jul", .month, index: 7)
        add("sept", .month, index: 9)
        add("may march mar", .ambiguous)
        let weekdays = [
            "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday",
        ]
        for (n, name) in weekdays.enumerated() {
            add(name + " " + name + "s " + name.prefix(3), .weekday, index: n + 1)
        }
        add("tues", .weekday, index: 2)
        add("weds", .weekday, index: 3)
        add("thur thurs", .weekday, index: 4)
        add("sun sat wed", .ambiguous)
        for (unit, names) in [
            (FormTimeUnit.second, "second seconds sec secs"),
            (.minute, "minute minutes min mins"), (.hour, "hour hours hr hrs"),
            (.day, "day days"), (.night, "night nights"), (.week, "week weeks wk wks"),
            (.fortnight, "fortnight fortnights"), (.month, "month months mo mos"),
            (.year, "year years yr yrs"), (.decade, "decade decades"),
            (.century, "century centuries"), (.weekend, "weekend weekends"),
        ] {
            add(names, .timeUnit, unit: Int(unit.rawValue))
        }
        add("mo mos min", .shortUnit)
        for (n, name) in [
            "morning mornings", "afternoon afternoons", "evening evenings", "night nights",
            "midday", "daytime", "nighttime", "dawn", "dusk", "noon", "midnight",
        ].enumerated() { add(name, .partOfDay, index: n + 1) }
        add("spring", .season, index: 1)
        add("summer", .season, index: 2)
        add("autumn fall", .season, index: 3)
        add("winter", .season, index: 4)
        add("fall spring", .ambiguous)
        add(
            """
            christmas xmas boxing new yuandan orthodox groundhog valentine valentines international \
            saint st april earth may victory juneteenth bastille halloween armistice veterans martin \
            mlk presidents mother mothers memorial father fathers labor columbus thanksgiving thanks \
            black cyber clean ash palm maundy good easter whit pentecost independence flag cinco women \
            womens children childrens youth guy all epiphany singles washington labour arbor shrove \
            mardi holy ascension corpus
            """, .holiday)
        add("gmt utc est edt cst cdt pst pdt mst mdt cet cest bst ist msk jst hkt et pt ct", .zone)
    }

    mutating func addGrammar() {
        for key in FormKey.allCases where key != .none {
            add(String(describing: key)) { $0.key = key }
        }
        add(
            """
            casualties casualty injuries injury injured deaths death dead fatalities fatality \
            victims survivors civilians soldiers people person persons losses wounded hostages \
            arrests damage missing explosion explosions
            """, .counted)
        add(
            """
            article flight route highway chapter section room unit channel no number nos nr phase \
            version type model mark apollo area zone platform page gate terminal district ward bus \
            tram exit grade category formula boeing airbus resolution paragraph annex appendix lot \
            block building level season episode protocol amendment law decree clause verse vol \
            volume part fig figure table tier stage step lane track runway studio box sector \
            brigade regiment division battalion squadron reactor pier berth
            """, .naming)
        add(
            """
            said told was were had hit struck fell came took left shot held met began broke went \
            made saw found sent gave got did brought fought rose fled stood led kept ran became \
            spoke wrote won lost put set blew flew drove sank has have been
            """, .pastVerb)
        add(
            """
            will ll shall scheduled expected planned due slated would going ahead upcoming plans \
            expects intends hopes
            """, .futureVerb)
        add(
            """
            rose rise rises fell fall falls increased increase decreased climbed climb dropped drop \
            jumped cut raised slipped lowered grew grow declined decline edged eased advanced \
            gained lost widened narrowed boosted reduced dipped tumbled plunged soared surged slid \
            by up down rising falling
            """, .change)
        add(
            """
            people viewers users customers jobs homes shares barrels tonnes tons households voters \
            children euros dollars pounds passengers subscribers refugees tourists visitors \
            workers hectares litres barrels vehicles units copies residents inhabitants
            """, .counts)
        add(
            """
            win wins won draw drew drawn defeat defeats defeated loss lost lead leads beat beaten \
            victory score scored scoreline tie tied aggregate thrashing penalties goals ahead down
            """, .score)
    }
}
