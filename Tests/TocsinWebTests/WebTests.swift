import Testing

/// One test at a time: each has a server in this process, and those that count seconds must not wait for others.
@Suite(.serialized) struct WebTests {}
