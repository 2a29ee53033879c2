import Foundation
import Synchronization
import TocsinStore

/// The outlines of the countries and the projection they are drawn in: Mercator, 10,000 units around
/// the equator. `script/make-world` makes the file.
struct WorldMap: Sendable, Decodable {
    private struct Country: Decodable {
        var code: String
        var name: String
        var path: String
    }

    let source: String
    let width: Double
    let height: Double
    /// All outlines as one SVG path.
    let land: String
    private let names: [String: String]

    private enum Key: String, CodingKey { case source, width, height, countries }

    init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: Key.self)
        source = try values.decode(String.self, forKey: .source)
        width = try values.decode(Double.self, forKey: .width)
        height = try values.decode(Double.self, forKey: .height)
        let countries = try values.decode([Country].self, forKey: .countries)
        land = countries.map(\.path).joined()
        names = Dictionary(countries.map { ($0.code, $0.name) }, uniquingKeysWith: { a, _ in a })
    }

    private init() {
        (source, width, height, land, names) = ("", 10_000, 6_222, "", [:])
    }

    private static let read = Mutex<(tag: String, map: WorldMap)?>(nil)

    /// Read once; a map without land where the file is missing.
    static func of(_ resources: WebResources) -> WorldMap {
        guard let asset = resources.asset("world.json") else { return WorldMap() }
        return read.withLock { known in
            if let known, known.tag == asset.tag { return known.map }
            let map =
                (try? JSONDecoder().decode(WorldMap.self, from: Data(asset.bytes))) ?? WorldMap()
            known = (asset.tag, map)
            return map
        }
    }

    /// The English name of a country, else its code.
    func name(of code: String) -> String { names[code] ?? code }

    // MARK: - Projection

    private static let north = 82.0

    private static func rise(_ latitude: Double, _ width: Double) -> Double {
        let bounded = max(-85, min(85, latitude))
        return log(tan(.pi / 4 + bounded * .pi / 360)) * width / (2 * .pi)
    }

    func x(_ longitude: Double) -> Double { (longitude + 180) / 360 * width }

    func y(_ latitude: Double) -> Double {
        Self.rise(Self.north, width) - Self.rise(latitude, width)
    }

    func longitude(_ x: Double) -> Double { x / width * 360 - 180 }

    func latitude(_ y: Double) -> Double {
        let rise = Self.rise(Self.north, width) - y
        return (atan(exp(rise * 2 * .pi / width)) - .pi / 4) * 360 / .pi
    }
}

/// The part of the map that is looked at, in the map's units.
struct MapView: Sendable {
    /// Height to width.
    static let shape = 0.56
    /// A marker's size is in pixels of a drawing this wide.
    static let pixels = 1000.0
    /// About 4 degrees: the outlines are not drawn for less.
    static let narrowest = 110.0

    var centre: (x: Double, y: Double)
    var width: Double

    var height: Double { width * Self.shape }
    var left: Double { centre.x - width / 2 }
    var top: Double { centre.y - height / 2 }
    /// Units a pixel.
    var scale: Double { width / Self.pixels }

    init(_ map: WorldMap) {
        width = map.width
        centre = (map.width / 2, map.height / 2 - 300)
    }

    /// From `37.6,55.7,40`: the middle's longitude and latitude, and how many degrees of longitude are
    /// in sight; nil where it is not that.
    init?(_ text: String, _ map: WorldMap) {
        let numbers = text.split(separator: ",").compactMap { Double($0) }
        guard numbers.count == 3, numbers.allSatisfy(\.isFinite), abs(numbers[0]) <= 180,
            abs(numbers[1]) <= 85, numbers[2] > 0
        else { return nil }
        self.init(map)
        width = min(max(numbers[2] / 360 * map.width, Self.narrowest), map.width)
        centre = (map.x(numbers[0]), map.y(numbers[1]))
    }

    /// All of an area with a margin.
    init(fitting area: MapArea, _ map: WorldMap) {
        self.init(map)
        let (west, east) = (map.x(area.west), map.x(area.east))
        let (north, south) = (map.y(area.north), map.y(area.south))
        let wanted = max((east - west) * 1.3, (south - north) * 1.3 / Self.shape, 420)
        guard wanted < map.width else { return }
        width = wanted
        centre = ((west + east) / 2, (north + south) / 2)
    }

    func moved(_ right: Double, _ down: Double) -> MapView {
        var out = self
        out.centre = (centre.x + right * width, centre.y + down * height)
        return out
    }

    func zoomed(_ factor: Double, _ map: WorldMap) -> MapView {
        var out = self
        out.width = min(max(width * factor, Self.narrowest), map.width)
        return out
    }

    func text(_ map: WorldMap) -> String {
        func short(_ value: Double) -> String { String((value * 100).rounded() / 100) }
        let longitude = max(-180, min(180, map.longitude(centre.x)))
        let latitude = max(-80, min(84, map.latitude(centre.y)))
        return "\(short(longitude)),\(short(latitude)),\(short(width / map.width * 360))"
    }

    /// With a margin, so that what stands at the edge is drawn whole.
    func area(_ map: WorldMap) -> MapArea {
        let margin = width * 0.05
        return MapArea(
            west: max(-180, map.longitude(left - margin)),
            east: min(180, map.longitude(left + width + margin)),
            south: max(-90, map.latitude(top + height + margin)),
            north: min(90, map.latitude(top - margin)))
    }

    var box: String {
        [left, top, width, height].map { String(($0 * 10).rounded() / 10) }
            .joined(separator: " ")
    }
}
