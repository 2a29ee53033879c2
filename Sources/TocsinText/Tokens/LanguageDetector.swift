internal import TocsinModel

/// Tells the language of a text from its script and its commonest words.
///
/// Meant for articles whose source does not say: right on a few sentences, silent on a few words.
package enum LanguageDetector {
    /// A BCP 47 tag, or nil where the text is too short or too mixed to tell.
    package static func detect(title: String, body: String) -> String? {
        var text = AnalyzedText(field: .body, utf8: [], tokens: [], sentences: [])
        let analyzer = TextAnalyzer(folding: .plain)
        text = analyzer.analyze(
            String(decoding: body.utf8.prefix(2000), as: UTF8.self), field: .body)
        if text.tokens.count < 8 {
            text = analyzer.analyze(title + "\n" + body.prefix(2000), field: .body)
        }
        return detect(text)
    }

    static func detect(_ text: AnalyzedText) -> String? {
        var scripts: [String: Int] = [:]
        for scalar in String(decoding: text.utf8, as: UTF8.self).unicodeScalars
        where scalar.value >= 128 {
            if let language = Self.language(ofLetter: scalar.value) {
                scripts[language, default: 0] += 1
            }
        }
        let letters = text.tokens.reduce(0) { $0 + Int($1.end - $1.start) }
        if let (language, count) = scripts.max(by: { ($0.value, $1.key) < ($1.value, $0.key) }),
            count * 6 > letters
        {
            if language == "zh", scripts["ja", default: 0] * 10 > count { return "ja" }
            return language
        }
        var scores: [String: Int] = [:]
        for token in text.tokens {
            for language in words[token.hash] ?? [] { scores[language, default: 0] += 1 }
        }
        let ranked = scores.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
        guard let best = ranked.first, best.value >= 3, best.value * 12 >= text.tokens.count,
            ranked.count < 2 || best.value * 10 > ranked[1].value * 11
        else { return nil }
        return best.key
    }

    /// Scripts that one language of the news writes.
    private static func language(ofLetter scalar: UInt32) -> String? {
        switch scalar {
        case 0x370...0x3FF: "el"
        case 0x530...0x58F: "hy"
        case 0x590...0x5FF: "he"
        case 0x900...0x97F: "hi"
        case 0x980...0x9FF: "bn"
        case 0xB80...0xBFF: "ta"
        case 0xE00...0xE7F: "th"
        case 0x1000...0x109F: "my"
        case 0x10A0...0x10FF: "ka"
        case 0x1780...0x17FF: "km"
        case 0x3040...0x30FF: "ja"
        case 0x4E00...0x9FFF: "zh"
        case 0xAC00...0xD7A3: "ko"
        default: nil
        }
    }

    private static let words: [UInt64: [String]] = {
        var words: [UInt64: [String]] = [:]
        for (language, list) in commonWords {
            for word in list.split(separator: " ") {
                words[WordHash.of(Array(word.utf8)), default: []].append(language)
            }
        }
        return words
    }()

    private static let commonWords: [(String, String)] = [
        (
            "en",
            "the of and to in a is that for it was on with as by at from this have are be said has"
        ),
        ("fr", "le la les de des du et en un une est que qui dans pour par sur au avec ne pas il"),
        (
            "de",
            "der die das und in den von zu mit ist im für auf ein eine dem nicht sich auch an des"
        ),
        ("es", "el la los las de en y que un una por con del para se su al es no lo como más"),
        ("it", "il la di che e in un una per del della con non è sono le dei da si nel alla gli"),
        ("pt", "o a os as de e que em um uma do da para com não por no na se dos ao mais"),
        ("nl", "de het een en van in is dat op te met voor zijn niet aan er om die ook door"),
        ("pl", "w i na z do że się nie jest o po przez dla od jak co to za są oraz"),
        ("ru", "и в не на что с он по как это из к у за от о для был было его но все также"),
        ("uk", "і в не на що з він як це із до у за від про для був було його але та також є"),
        ("be", "і ў не на што з ён як гэта да у за ад для быў але таксама ён яго"),
        ("bg", "и в на да за се от не че с са по това е към като със беше"),
        ("tr", "ve bir bu da de için ile olarak olan daha çok gibi sonra en kadar ancak ise"),
        ("sv", "och i att det som en på är av för med till den har inte om ett var de"),
        ("ar", "في من على إلى أن التي الذي عن مع هذا هذه ما كان قد بعد بين لا"),
        ("fa", "در از به که این است را با برای آن یک شده می تا بر خود ایران"),
        ("ur", "کے کی میں ہے اور سے کا کو پر نے کہ یہ ہیں اس"),
        ("id", "yang dan di dari untuk dengan pada ini itu dalam tidak akan oleh juga"),
        ("ro", "și în de la a cu pe că nu este un o din pentru au mai care"),
        ("cs", "a v na se že je o s z do i to za jako pro ve by po od"),
        ("hu", "a az és hogy nem is egy ez volt meg de csak már el mint"),
        ("fi", "ja on ei että se hän oli mutta myös ovat kun sen joka ole"),
    ]
}
