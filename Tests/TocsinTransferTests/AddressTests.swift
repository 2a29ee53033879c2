import Testing
import TocsinTransfer

@Test(arguments: [
    ("8.8.8.8", NetworkAddress.Kind.global), ("127.0.0.1", .loopback), ("127.255.0.3", .loopback),
    ("10.1.2.3", .private), ("172.16.0.1", .private), ("172.32.0.1", .global),
    ("192.168.1.1", .private), ("100.64.0.1", .private), ("100.128.0.1", .global),
    ("169.254.169.254", .linkLocal), ("0.0.0.0", .reserved), ("224.0.0.1", .reserved),
    ("255.255.255.255", .reserved), ("198.18.0.1", .reserved), ("203.0.113.9", .reserved),
    ("::1", .loopback), ("::", .reserved), ("fe80::1%eth0", .linkLocal), ("fd00::1", .private),
    ("fec0::1", .private), ("ff02::1", .reserved), ("2001:db8::1", .reserved),
    ("2001::1", .reserved), ("2a00:1450:4001::8a", .global), ("::ffff:127.0.0.1", .loopback),
    ("::ffff:8.8.8.8", .global), ("::10.0.0.1", .private), ("64:ff9b::169.254.169.254", .linkLocal),
    ("2002:7f00:1::", .loopback), ("2002:808:808::1", .global), ("[::1]", .loopback),
])
func `every address is known for what it is`(text: String, kind: NetworkAddress.Kind) throws {
    #expect(try #require(NetworkAddress(text)).kind == kind, "\(text)")
}

@Test(arguments: [
    "", "1.2.3", "1.2.3.4.5", "256.1.1.1", "1.2.3.x", "::1::", "1:2:3", ":::", "12345::", "a.b",
    "1:2:3:4:5:6:7:8:9", "::1.2.3", "1.2.3.4::",
])
func `what is no address is none`(text: String) { #expect(NetworkAddress(text) == nil) }

@Test(arguments: [
    ("2001:0db8:0000:0000:0001:0000:0000:0001", "2001:db8::1:0:0:1"), ("::", "::"),
    ("0:0:0:0:0:0:0:1", "::1"), ("1:0:2:0:3:0:4:0", "1:0:2:0:3:0:4:0"), ("10.0.0.1", "10.0.0.1"),
])
func `an address is written in the short form`(text: String, short: String) {
    #expect(NetworkAddress(text)?.description == short)
}

@Test func `a block holds the addresses of its bits`() throws {
    let block = try #require(NetworkBlock("10.1.128.0/17"))
    #expect(block.contains(try #require(NetworkAddress("10.1.200.9"))))
    #expect(!block.contains(try #require(NetworkAddress("10.1.100.9"))))
    #expect(!block.contains(try #require(NetworkAddress("::1"))))
    #expect(NetworkBlock("10.0.0.0/33") == nil)
    #expect(NetworkBlock("x/8") == nil)
}

@Test func `a policy is written with words and blocks`() throws {
    let policy = try AddressPolicy.publicAnd(["loopback", "10.2.0.0/16"]).get()
    #expect(policy.allows(try #require(NetworkAddress("127.0.0.1"))))
    #expect(policy.allows(try #require(NetworkAddress("10.2.3.4"))))
    #expect(!policy.allows(try #require(NetworkAddress("10.3.3.4"))))
    #expect(AddressPolicy.publicAnd(["inside"]) == .failure(.init(word: "inside")))
}

@Test(arguments: [
    ("http://user:pass@example.org:80/a?b#c", "http://example.org:80/a?b", "http://example.org"),
    ("https://example.org:8443/x", "https://example.org:8443/x", "https://example.org:8443"),
    // What some programs read as something harmless is read as what it is.
    ("http://0x7f.1/", "http://127.0.0.1/", "http://127.0.0.1"),
    ("http://2130706433/", "http://127.0.0.1/", "http://127.0.0.1"),
])
func `an address is read as the transfer reads it`(text: String, all: String, safe: String) throws {
    let url = try #require(WebAddress(text))
    #expect(url.text == all)
    #expect(url.safe == safe)
}

@Test(arguments: ["", "nonsense", "file:///etc/passwd", "ftp://x/", "http://", "http://a\nb/"])
func `other things are no addresses`(text: String) { #expect(WebAddress(text) == nil) }

@Test func `a relative redirect is resolved`() throws {
    let base = try #require(WebAddress("https://example.org/a/b?c"))
    #expect(WebAddress("../d", relativeTo: base)?.text == "https://example.org/d")
    #expect(WebAddress("//other.org/x", relativeTo: base)?.text == "https://other.org/x")
    #expect(WebAddress("?e", relativeTo: base)?.text == "https://example.org/a/b?e")
}
