/// Styles and scripts. Names are looked up in a table that was read at the start: no path reaches the disk.
enum AssetPages {
    static let routes = [
        Route(.get, "/assets/{name}", "A style, a script, a drawing", isPublic: true) {
            request, bench in
            guard let asset = bench.resources.asset(request.parameter("name")) else {
                throw WebFailure(
                    .notFound, code: "asset.unknown", "there is no such style or script")
            }
            let headers = [
                QueryItem(name: "ETag", value: asset.tag),
                // Kept, but asked for each time: a new build is seen at once.
                QueryItem(name: "Cache-Control", value: "no-cache"),
            ]
            if request.headers["if-none-match"] == asset.tag {
                return WebAnswer(.notModified, headers: headers, body: .bytes([]))
            }
            return WebAnswer(
                .ok, headers: headers + [QueryItem(name: "Content-Type", value: asset.type)],
                body: .bytes(asset.bytes))
        }
    ]
}
