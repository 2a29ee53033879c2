import Mustache

// What a page has hundreds of answers for its own parts: found by reflection, they took half of the
// time of a map with six hundred markers.

extension MapPageView.Marker: MustacheParent {
    package func child(named name: String) -> Any? {
        switch name {
        case "path": path
        case "x": x
        case "y": y
        case "size": size
        case "halo": halo
        case "series": series
        case "title": title
        case "link": link
        case "number": number
        default: nil
        }
    }
}

extension EventTimeline.Bar: MustacheParent {
    package func child(named name: String) -> Any? {
        switch name {
        case "x": x
        case "y": y
        case "height": height
        case "series": series
        case "isOutside": isOutside
        default: nil
        }
    }
}

extension EventTimeline.Column: MustacheParent {
    package func child(named name: String) -> Any? {
        switch name {
        case "first": first
        case "last": last
        case "count": count
        case "what": what
        default: nil
        }
    }
}
