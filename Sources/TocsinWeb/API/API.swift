/// The JSON API: what is behind every page, one file a resource.
package enum API {
    package static let routes: [Route] = [
        WorkspaceAPI.routes,
        ArticleAPI.routes,
        EventAPI.routes,
        IncidentAPI.routes,
        AlertAPI.routes,
        SilenceAPI.routes,
        SearchAPI.routes,
        RulesAPI.routes,
        PolicyAPI.routes,
        Downloads.routes,
        LiveAPI.routes,
        OpenAPIDocument.routes,
    ].flatMap { $0 }
}
