import TocsinModel
import TocsinText

/// Which places of a sentence a trigger happened in, by the words before them.
struct SentencePlaces {
    let view: SentenceView
    /// All triggers of the sentence.
    let triggers: [Range<Int>]

    private static let locatives: Set<String> = [
        "in", "at", "near", "outside", "on", "over", "across", "inside", "around", "throughout",
        "within", "of", "against", "hit", "struck", "targeting", "targeted", "rocked", "above",
        "hits", "strikes", "strike", "rocks", "shook", "shakes", "pounded", "pounds", "shelled",
        "shells", "bombed", "bombs", "attacked", "stormed", "raided", "captured", "overran",
        "invaded", "besieged", "bombarded", "ravaged", "devastated", "lashed", "battered", "jolted",
        "along", "off",
    ]
    /// Where someone is at home, not where something happened: "a group based in London".
    private static let residence: Set<String> = [
        "based", "born", "living", "lives", "lived", "exiled", "headquartered", "educated",
        "registered", "residing", "raised", "jailed", "interned",
    ]
    /// Kinds of place, before "of": "the city of Kherson", "the east of Congo", "the waters of …".
    private static let kinds: Set<String> = [
        "city", "town", "village", "region", "province", "district", "suburb", "port", "suburbs",
        "outskirts", "capital", "area", "north", "south", "east", "west", "centre", "streets",
        "center", "attack", "shelling", "bombardment", "bombing", "coast", "waters", "county",
        "part", "parts", "heart", "middle", "side", "municipality", "commune", "settlement",
        "hamlet", "neighbourhood", "neighborhood", "locality", "department", "governorate",
        "prefecture", "state", "island", "township", "parish", "slum", "camp", "base", "strip",
        "valley", "mountains", "foothills", "border", "vicinity", "entrance", "gates", "airspace",
        "territory", "skies", "stronghold", "sector", "quarter", "resort", "southeast",
        "southwest", "northeast", "northwest", "siege", "invasion", "capture", "storming", "raid",
        "villages", "towns", "cities", "provinces", "districts", "regions", "states", "hills",
        "house", "home", "road", "roads", "highway", "market", "square", "prison", "airport",
        "hospital", "university", "stadium", "checkpoint", "bridge", "beach", "avenue", "park",
        "farm", "church", "mosque", "station", "front", "building", "plaza", "post", "sea",
        "jungles", "forests", "jurisdiction", "plain", "plains", "desert", "gulf", "bay",
    ]

    /// Places with the role `event`, nearest to the trigger first; at most five of one country.
    func eventPlaces(of trigger: Range<Int>, among places: [Mention]) -> [Place] {
        var found: [(distance: Int, place: Place)] = []
        for mention in places {
            guard case .place(var place) = mention.value,
                !view.dateline.overlaps(mention.tokens)
            else { continue }
            guard owner(of: mention.tokens, trigger).overlaps(trigger) else { continue }
            let (preposition, at) = governor(of: mention.tokens)
            guard
                Self.locatives.contains(preposition) || place.isAway
                    || preposition == "from" && at >= trigger.upperBound && isLeaving(trigger),
                !Self.residence.contains(view.word(at - 1))
            else { continue }
            // "the president of Ukraine", "the city of Kherson": "of" only after a kind of place.
            if preposition == "of", !place.isAway,
                !Self.kinds.contains(view.word(at - 1))
            {
                continue
            }
            if mention.tokens.upperBound <= trigger.lowerBound,
                trigger.lowerBound - mention.tokens.upperBound > 12
            {
                continue
            }
            place.role = "event"
            let distance =
                mention.tokens.lowerBound >= trigger.upperBound
                ? mention.tokens.lowerBound - trigger.upperBound
                : (trigger.lowerBound - mention.tokens.upperBound) + 3
            found.append((distance, place))
        }
        // "in Chasiv, 15 km south of Kherson" is in Chasiv; only where nothing else is named does the
        // far place stand for it.
        if found.contains(where: { !$0.place.isAway }) { found.removeAll { $0.place.isAway } }
        found.sort { $0.distance < $1.distance }
        var out: [Place] = []
        for (_, place) in found
        where out.isEmpty || (out.count < 5 && place.country == out[0].country) {
            out.append(place)
        }
        return out
    }

    /// Places of the sentence that the trigger did not happen in: where something came from, where it
    /// went, what else is named.
    func otherPlaces(than chosen: [Place], among places: [Mention]) -> [Place] {
        places.compactMap { mention in
            guard case .place(var place) = mention.value,
                !view.dateline.overlaps(mention.tokens),
                !chosen.contains(where: { $0.name == place.name })
            else { return nil }
            let (preposition, at) = governor(of: mention.tokens)
            switch preposition {
            case "from" where isMotion(before: at): place.role = "origin"
            case "to", "toward", "towards", "for", "into":
                place.role = isMotion(before: at) ? "target_of_motion" : "mentioned"
            default: place.role = "mentioned"
            }
            return place
        }
    }

    private static let motion: Set<String> = [
        "fired", "launched", "flew", "flying", "flown", "headed", "heading", "bound", "sent",
        "moved", "moving", "travelled", "traveled", "travelling", "traveling", "came", "coming",
        "marched", "marching", "advanced", "advancing", "crossed", "crossing", "arrived",
        "returned", "deployed", "transported", "taken", "flight", "flights", "en", "way", "fled",
        "went", "going", "drove", "driving", "sailed", "sailing", "took", "withdrew", "withdrawn",
        "pulled", "approaching", "transferred", "deported", "extradited", "expelled", "moved",
    ]

    private func isMotion(before token: Int) -> Bool {
        view.contains(Self.motion, in: max(view.tokens.lowerBound, token - 4)..<token)
    }

    /// A deed that is done where somebody or something leaves: "evacuated from Kursk".
    private func isLeaving(_ trigger: Range<Int>) -> Bool {
        trigger.contains { token in
            let word = view.word(token)
            return ["evacuat", "displac", "rescu", "withdr", "airlift", "expel", "flee", "fled"]
                .contains { word.hasPrefix($0) }
        }
    }

    /// The trigger a place belongs to: the last one before it, else the first one after it. Of
    /// triggers that overlap, each counts as the same.
    private func owner(of tokens: Range<Int>, _ trigger: Range<Int>) -> Range<Int> {
        let triggers = self.triggers + [trigger]
        let before = triggers.filter { $0.upperBound <= tokens.lowerBound }
            .max { $0.upperBound < $1.upperBound }
        let after = triggers.filter { $0.lowerBound >= tokens.upperBound }
            .min { $0.lowerBound < $1.lowerBound }
        return before ?? after ?? trigger
    }

    /// The preposition that governs a place, over articles, adjectives and nouns like "region".
    private func governor(of tokens: Range<Int>) -> (word: String, token: Int) {
        var at = tokens.lowerBound - 1
        var steps = 0
        while at >= view.tokens.lowerBound, steps < 5 {
            let word = view.word(at)
            if Self.locatives.contains(word)
                || ["from", "to", "toward", "towards", "for", "with", "by", "between", "and"]
                    .contains(word)
            {
                if word == "and" || word == "between" { at -= 1; steps += 1; continue }
                return (word, at)
            }
            at -= 1
            steps += 1
        }
        return ("", at)
    }
}
