// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing

/// A change that every store refuses when it holds ``StoreRows/something``.
struct Refused: Sendable {
    /// Why.
    let why: String
    /// The change.
    let change: Change
    /// The error, where callers must tell it from others.
    let error: StoreError?

    init(_ why: String, _ change: Change, _ error: StoreError? = nil) {
        self.why = why
        self.change = change
        self.error = error
    }

    /// All of them.
    static let all =
        CasesConformance.refused + ClockRunsConformance.refused + HistoryConformance.refused
        + JobsConformance.refused + DeliveriesConformance.refused + DocumentsConformance.refused
        + NoticesConformance.refused + DirectoryConformance.refused + RulesConformance.refused
        + BulkConformance.refused + RequestsConformance.refused

    /// Each is refused, between changes that would be taken, and leaves nothing.
    static func check(_ refused: [Refused], _ kind: StoreKind) throws {
        let store = try kind.filled()
        let before = try Answers.all(store)
        for refused in refused {
            let changes: [Change] = [.setting("k", "w"), refused.change, .setting("l", "w")]
            let error = #expect(throws: StoreError.self, "\(refused.why)") {
                try store.write(changes)
            }
            if let expected = refused.error { #expect(error == expected, "\(refused.why)") }
            let difference = Answers.difference(before, try Answers.all(store))
            #expect(difference.isEmpty, "\(refused.why)")
        }
    }

    /// A row with something wrong in it.
    static func spoiled<Row>(_ row: Row, _ spoil: (inout Row) -> Void) -> Row {
        var row = row
        spoil(&row)
        return row
    }
}
