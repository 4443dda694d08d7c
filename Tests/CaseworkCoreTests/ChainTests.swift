// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Storage
import Testing
import Workflow

/// What is hashed is what is read back: a line that a store would cut is refused before it is hashed.
@Suite struct ChainTests {
    /// A way to put a text into a line.
    struct Place: Sendable, CustomTestStringConvertible {
        var testDescription: String
        var put: @Sendable (inout HistoryRow, String) -> Void
    }

    private static func change(_ before: Value?, _ after: Value?, _ field: String = "title")
        -> [ChangeRow]
    {
        [ChangeRow(field: field, before: before, after: after)]
    }

    static let places: [Place] = [
        Place(testDescription: "office") { $0.actorOffice = $1 },
        Place(testDescription: "actor") { $0.actorName = $1 },
        Place(testDescription: "role") { $0.role = $1 },
        Place(testDescription: "user") { $0.enteredByName = $1 },
        Place(testDescription: "event") { $0.event = $1 },
        Place(testDescription: "transition") { $0.transition = $1 },
        Place(testDescription: "from") { $0.from = $1 },
        Place(testDescription: "to") { $0.to = $1 },
        Place(testDescription: "note") { $0.note = $1 },
        Place(testDescription: "request id") { $0.requestID = $1 },
        Place(testDescription: "basis") { $0.basis = ["practice", $1] },
        Place(testDescription: "field") { $0.changes = ChainTests.change(nil, .text("a"), $1) },
        Place(testDescription: "before") { $0.changes = ChainTests.change(.text($1), nil) },
        Place(testDescription: "after") { $0.changes = ChainTests.change(nil, .text($1)) },
        Place(testDescription: "list") {
            $0.changes = ChainTests.change(nil, .list([.text("a"), .record(["a": $1])]))
        },
        Place(testDescription: "key") { $0.changes = ChainTests.change(nil, .record([$1: "a"])) },
    ]

    @Test(arguments: StoreKind.allCases, places)
    func lineWithANulIsRefusedAndTheChainGoesOn(_ kind: StoreKind, _ place: Place) async throws {
        let store = try kind.make()
        try store.decide { book, _ in try Rows.open("A", book) }
        let head = try await store.read { try $0.chainHead() }
        let spoiled = ["a\u{0}b", "\u{0}", "ab\u{0}"].map { text in
            var line = Rows.line(2, of: "A", version: 2)
            place.put(&line, text)
            return line
        }
        for line in spoiled {
            #expect(throws: StoreError.self) { try store.decide { try $1.append(line) } }
        }
        #expect(try await store.read { try $0.chainHead() } == head)
        // Other control characters are kept.
        var odd = Rows.line(2, of: "A", version: 2)
        place.put(&odd, "a\u{1}\n\u{7F}b")
        let kept = odd
        _ = try store.decide { try $1.append(kept) }
        let last = try #require(
            try await store.read { try $0.history(of: "A", after: 1, limit: 10) }.last)
        #expect(Chain.fault(in: last, after: head.hash) == nil)
    }
}
