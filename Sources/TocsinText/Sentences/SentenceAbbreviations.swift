/// Words whose full stop is part of the word, and words that often begin a sentence.
///
/// Kept by the hash of the folded form. A shared hash would only move a sentence border.
enum Abbreviations {
    enum Kind {
        /// A name follows: "Gen. Smith". Never the end of a sentence.
        case beforeName
        /// A number follows: "No. 5", "Jan. 6". Else the end of one.
        case beforeNumber
        /// "Inc.", "etc.": the end of a sentence only before a word that often begins one.
        case anywhere
    }

    static func kind(_ hash: UInt64) -> Kind? { kinds[hash] }
    static func isStarter(_ hash: UInt64) -> Bool { starters.contains(hash) }
    static func isMonth(_ hash: UInt64) -> Bool { months.contains(hash) }

    private static func hashes(_ words: String) -> [UInt64] {
        words.split(whereSeparator: { $0 == " " || $0 == "\n" }).map {
            WordHash.of(Array($0.utf8))
        }
    }

    private static let kinds: [UInt64: Kind] = {
        var kinds: [UInt64: Kind] = [:]
        for hash in hashes(names) { kinds[hash] = .beforeName }
        for hash in hashes(numbers) { kinds[hash] = .beforeNumber }
        for hash in hashes(others) { kinds[hash] = .anywhere }
        return kinds
    }()

    private static let starters = Set(hashes(starterWords))
    private static let months = Set(hashes(monthWords))

    private static let names = """
        mr mrs ms mx messrs dr drs prof gen lt col maj capt cpt sgt cpl pvt adm rear cmdr comdr brig
        cdr ens rep reps sen sens gov govs pres rev hon fr st ste mt ft supt insp det atty amb sec
        vs v ave
        sr sra srta dra gral cnel cap tte alm
        mme mlle mgr me
        hr fr frl
        им ул г-н г-жа проф акад ген полк подп кап лейт
        вул ім
        ks abp bp gen plk ppłk mjr kpt por ul
        """
    private static let numbers = """
        no nos nr rs jan feb mar apr jun jul aug sep sept oct nov dec pp pg fig figs art ch vol par
        núm num pág pag art ст стр гл рис пп п д кв № кол
        """
    private static let others = """
        inc ltd corp co cos plc bros assn dept univ govt intl natl jr sr esq phd etc al approx est
        incl excl esp ca cf ed eds tel blvd rd sq bldg mfg dist div ext mln bln tsd bzw usw evtl ggf
        mio mrd dlrs pct cts stg avg shr
        г гг в вв р руб тыс млн млрд трлн др т см напр обл м мм км кг ред тел чел
        рр тис грн ст
        r tys mld zl godz np tzw itd itp
        """
    private static let starterWords = """
        the a an in on at he she it they we i you but and or so this that these those there here his
        her its their our my your for from with without as after before when while if since although
        though however meanwhile also by to under over some many most more all both each no not what
        who where why how another other others one two three police officials earlier later last
        next now then still yet even only according among during despite until because once
        el la los las un una en por para con se su lo al
        le les une il elle ils elles des du dans au aux ce cette on nous
        der die das ein eine er sie es im am wir ich auf mit nach
        и в на но а он она они это как что для с из по у о к за при
        і й у та але він вона вони це
        """
    private static let monthWords = """
        january february march april may june july august september october november december
        januar februar märz marz april mai juni juli august september oktober november dezember
        janvier fevrier février mars avril mai juin juillet août aout septembre octobre novembre décembre decembre
        """
}
