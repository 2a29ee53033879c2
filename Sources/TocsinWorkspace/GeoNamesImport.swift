import Foundation

/// Makes a gazetteer plugin of a GeoNames dump (`allCountries.txt`, `cities500.txt` or one country's
/// file): all of its inhabited places, districts, airports and military sites, in the columns of the
/// shipped lists.
///
/// The dump is 19 tab-separated columns a line, without a header (geonames.org/export). It is mapped,
/// not read into memory: the whole world is 1.7 GB.
package struct GeoNamesImport {
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    package struct Report {
        package var lines = 0
        package var kept = 0
        /// Lines that are none of the format, and the first of them.
        package var unreadable = 0
        package var firstUnreadable: Int?
    }

    let dump: String
    /// `admin1CodesASCII.txt`, for the names of divisions; without it places have none.
    let divisions: String?
    /// Places with fewer people are left out.
    let leastPopulation: Int

    package init(dump: String, divisions: String?, leastPopulation: Int) {
        self.dump = dump
        self.divisions = divisions
        self.leastPopulation = leastPopulation
    }

    /// Below this a name alone does not make a place: it needs its country or a preposition.
    private static let wellKnown = 15_000

    /// Writes `plugin.lua` and `lists/places.tsv` under `folder`, each beside its place first.
    package func write(to folder: String) throws -> Report {
        let lists = folder + "/lists"
        try FileManager.default.createDirectory(atPath: lists, withIntermediateDirectories: true)
        guard let data = try? Data(contentsOf: URL(fileURLWithPath: dump), options: .alwaysMapped)
        else {
            throw Failure(description: "cannot read \(dump): expected a GeoNames dump file")
        }
        let divisions = try divisionNames()
        let unfinished = lists + "/places.tsv.part"
        guard FileManager.default.createFile(atPath: unfinished, contents: nil),
            let out = FileHandle(forWritingAtPath: unfinished)
        else { throw Failure(description: "cannot write \(unfinished)") }
        var report = Report()
        var buffer = Data(
            """
            # Places of a GeoNames dump, made by `tocsin places import`. source: GeoNames (geonames.org). licence: CC-BY-4.0
            name\taliases\tkind\tcountry\tadmin1\tlatitude\tlongitude\tpopulation\tgeonames_id\tambiguous

            """.utf8)
        try data.withUnsafeBytes { (bytes: UnsafeRawBufferPointer) in
            var start = 0
            while start < bytes.count {
                let rest = UnsafeRawBufferPointer(rebasing: bytes[start...])
                let end = rest.firstIndex(of: 10).map { $0 + start } ?? bytes.count
                report.lines += 1
                let line = UnsafeRawBufferPointer(rebasing: bytes[start..<end])
                switch row(line, divisions) {
                case .kept(let text)?:
                    report.kept += 1
                    buffer.append(contentsOf: text.utf8)
                case .left?: break
                case nil where end > start:
                    report.unreadable += 1
                    report.firstUnreadable = report.firstUnreadable ?? report.lines
                case nil: break
                }
                start = end + 1
                if buffer.count > 1 << 20 {
                    try out.write(contentsOf: buffer)
                    buffer.removeAll(keepingCapacity: true)
                }
            }
        }
        try out.write(contentsOf: buffer)
        try out.close()
        guard report.kept > 0 else {
            try? FileManager.default.removeItem(atPath: unfinished)
            throw Failure(
                description:
                    "\(dump): no place in \(report.lines) lines; expected the 19 tab-separated columns of a GeoNames dump (geonameid, name, asciiname, …)"
            )
        }
        guard rename(unfinished, lists + "/places.tsv") == 0 else {
            throw Failure(description: "cannot replace \(lists)/places.tsv")
        }
        try Data(manifest(folder).utf8).write(
            to: URL(fileURLWithPath: folder + "/plugin.lua"), options: .atomic)
        return report
    }

    private enum Row {
        case kept(String), left
    }

    /// - Returns: nil for a line that is not of the format.
    private func row(_ line: UnsafeRawBufferPointer, _ divisions: [String: String]) -> Row? {
        let cells = line.split(separator: 9, omittingEmptySubsequences: false)
        guard cells.count >= 19, cells[6].count == 1 else { return nil }
        let kind: String
        switch (cells[6].first, String(decoding: cells[7], as: UTF8.self)) {
        case (UInt8(ascii: "P"), let code) where code != "PPLX": kind = "city"
        case (UInt8(ascii: "P"), _), (UInt8(ascii: "A"), "ADM2"): kind = "district"
        case (UInt8(ascii: "S"), "AIRP"), (UInt8(ascii: "S"), "AIRB"), (UInt8(ascii: "S"), "INSM"):
            kind = "site"
        default: return .left
        }
        func cell(_ i: Int) -> String {
            String(decoding: cells[i], as: UTF8.self).replacing("\r", with: "")
        }
        guard let id = Int(cell(0)), let country = Self.alpha3[cell(8)],
            let latitude = Double(cell(4)), let longitude = Double(cell(5)),
            abs(latitude) <= 90, abs(longitude) <= 180
        else { return cell(8).isEmpty ? .left : nil }
        let population = Int(cell(14)) ?? 0
        if kind != "site", population < leastPopulation { return .left }
        let name = cell(1)
        // Other spellings in Latin letters; codes and single letters are no names.
        let aliases = ([cell(2)] + cell(3).split(separator: ",").map(String.init)).filter {
            $0 != name && $0.count > 3 && $0.unicodeScalars.allSatisfy { $0.value < 0x250 }
                && $0.first!.isUppercase && !$0.contains("|")
        }
        var seen: Set<String> = []
        let spellings = aliases.filter { seen.insert($0).inserted }.prefix(12)
            .joined(separator: "|")
        let isAmbiguous = population < Self.wellKnown && kind != "site" || name.count < 4
        return .kept(
            [
                name, spellings, kind, country, divisions[cell(8) + "." + cell(10)] ?? "",
                String(latitude), String(longitude), String(population), String(id),
                isAmbiguous ? "1" : "",
            ].joined(separator: "\t") + "\n")
    }

    private func divisionNames() throws -> [String: String] {
        guard let divisions else { return [:] }
        guard let text = try? String(contentsOfFile: divisions, encoding: .utf8) else {
            throw Failure(
                description: "cannot read \(divisions): expected GeoNames' admin1CodesASCII.txt")
        }
        var names: [String: String] = [:]
        for line in text.split(whereSeparator: \.isNewline) {
            let cells = line.split(separator: "\t", omittingEmptySubsequences: false)
            if cells.count >= 2 { names[String(cells[0])] = String(cells[1]) }
        }
        return names
    }

    private func manifest(_ folder: String) -> String {
        let id = folder.split(separator: "/").last.map(String.init) ?? "geonames"
        return """
            return {
              id          = "\(id)",
              title       = "Places of GeoNames",
              version     = "1.0.0",
              api         = 1,
              author      = "GeoNames",
              licence     = "CC-BY-4.0",
              description = "Gazetteer made of a GeoNames dump by tocsin places import.",
              gazetteers  = { "lists/places.tsv" },
            }

            """
    }

    /// ISO 3166: alpha-2 and alpha-3 of each country, run together; and Kosovo.
    private static let alpha3: [String: String] = Dictionary(
        uniqueKeysWithValues: """
            ADAND AEARE AFAFG AGATG AIAIA ALALB AMARM AOAGO AQATA ARARG ASASM ATAUT AUAUS \
            AWABW AXALA AZAZE BABIH BBBRB BDBGD BEBEL BFBFA BGBGR BHBHR BIBDI BJBEN BLBLM \
            BMBMU BNBRN BOBOL BQBES BRBRA BSBHS BTBTN BVBVT BWBWA BYBLR BZBLZ CACAN CCCCK \
            CDCOD CFCAF CGCOG CHCHE CICIV CKCOK CLCHL CMCMR CNCHN COCOL CRCRI CUCUB CVCPV \
            CWCUW CXCXR CYCYP CZCZE DEDEU DJDJI DKDNK DMDMA DODOM DZDZA ECECU EEEST EGEGY \
            EHESH ERERI ESESP ETETH FIFIN FJFJI FKFLK FMFSM FOFRO FRFRA GAGAB GBGBR GDGRD \
            GEGEO GFGUF GGGGY GHGHA GIGIB GLGRL GMGMB GNGIN GPGLP GQGNQ GRGRC GSSGS GTGTM \
            GUGUM GWGNB GYGUY HKHKG HMHMD HNHND HRHRV HTHTI HUHUN IDIDN IEIRL ILISR IMIMN \
            ININD IOIOT IQIRQ IRIRN ISISL ITITA JEJEY JMJAM JOJOR JPJPN KEKEN KGKGZ KHKHM \
            KIKIR KMCOM KNKNA KPPRK KRKOR KWKWT KYCYM KZKAZ LALAO LBLBN LCLCA LILIE LKLKA \
            LRLBR LSLSO LTLTU LULUX LVLVA LYLBY MAMAR MCMCO MDMDA MEMNE MFMAF MGMDG MHMHL \
            MKMKD MLMLI MMMMR MNMNG MOMAC MPMNP MQMTQ MRMRT MSMSR MTMLT MUMUS MVMDV MWMWI \
            MXMEX MYMYS MZMOZ NANAM NCNCL NENER NFNFK NGNGA NINIC NLNLD NONOR NPNPL NRNRU \
            NUNIU NZNZL OMOMN PAPAN PEPER PFPYF PGPNG PHPHL PKPAK PLPOL PMSPM PNPCN PRPRI \
            PSPSE PTPRT PWPLW PYPRY QAQAT REREU ROROU RSSRB RURUS RWRWA SASAU SBSLB SCSYC \
            SDSDN SESWE SGSGP SHSHN SISVN SJSJM SKSVK SLSLE SMSMR SNSEN SOSOM SRSUR SSSSD \
            STSTP SVSLV SXSXM SYSYR SZSWZ TCTCA TDTCD TFATF TGTGO THTHA TJTJK TKTKL TLTLS \
            TMTKM TNTUN TOTON TRTUR TTTTO TVTUV TWTWN TZTZA UAUKR UGUGA UMUMI USUSA UYURY \
            UZUZB VAVAT VCVCT VEVEN VGVGB VIVIR VNVNM VUVUT WFWLF WSWSM YEYEM YTMYT ZAZAF \
            ZMZMB ZWZWE XKXKX
            """.split(separator: " ").map { (String($0.prefix(2)), String($0.dropFirst(2))) })
}
