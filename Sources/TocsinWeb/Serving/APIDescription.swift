/// What the OpenAPI document says of a route beyond its address.
package struct APIDescription: Sendable {
}
