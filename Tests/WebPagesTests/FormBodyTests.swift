// SPDX-License-Identifier: Apache-2.0
import Testing

@testable import WebPages

/// What forms and addresses bring (URL Standard, `application/x-www-form-urlencoded`).
@Suite struct FormBodyTests {
    private static func read(_ text: String) throws -> [String] {
        try FormBody(encoded: text.utf8).pairs.map { "\($0.name)→\($0.value)" }
    }

    @Test(arguments: [
        ("a=1&b=2", ["a→1", "b→2"]), ("a=1&a=2", ["a→1", "a→2"]), ("a+b=c+d", ["a b→c d"]),
        ("%E7%BC%96%E5%8F%B7=%e5%b7%b2", ["编号→已"]), ("a=%2B%26%3D", ["a→+&="]),
        ("a=1=2", ["a→1=2"]), ("a", ["a→"]), ("=1", ["→1"]), ("&&a=1&", ["a→1"]), ("", []),
        ("a=1%0D%0A2", ["a→1\n2"]),
    ])
    func isReadAsBrowsersWriteIt(_ text: String, _ pairs: [String]) throws {
        #expect(try Self.read(text) == pairs)
    }

    @Test(arguments: [
        "a=%", "a=%0", "a=%zz", "a=%+1", "a=%-1", "a=%00", "%ff=1", "a=%ed%a0%80", "a=%c0%80",
    ])
    func whatIsNoTextIsRefused(_ text: String) {
        #expect(throws: PageError.self) { try Self.read(text) }
    }

    @Test func fieldsAreBounded() throws {
        let most = Array(repeating: "a=1", count: PageLimits.formFields)
        #expect(try Self.read(most.joined(separator: "&")).count == PageLimits.formFields)
        #expect(throws: PageError.self) {
            try Self.read((most + ["a=1"]).joined(separator: "&"))
        }
    }

    @Test func whatIsWrittenIsReadBack() throws {
        let text = "a b&c=d+e%f 编号〔2025〕\u{1F4C4}/?#\"'<>"
        let query = FormBody.query([("n&=", text), ("empty", "")])
        #expect(query.hasPrefix("?n%26%3D=a%20b%26c"))
        #expect(try FormBody(encoded: query.dropFirst().utf8)["n&="] == text)
        #expect(FormBody.unescaped(Substring(FormBody.encoded(text))) == text)
        // A plus in the path of an address is a plus.
        #expect(FormBody.unescaped("a+b") == "a+b")
    }

    @Test func groupsLeaveOutWhatIsEmpty() throws {
        let form = try FormBody(encoded: "f.a=1&f.b=&f.a=2&r.c=3".utf8)
        #expect(form.group("f.") == ["a": ["1", "2"]])
        #expect(form.all("f.b") == [""])
    }
}
