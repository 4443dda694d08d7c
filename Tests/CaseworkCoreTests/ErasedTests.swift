// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Logging
import Storage
import Testing
import Workflow

/// What was erased is read no more by whoever decides after it in the same batch.
@Suite struct ErasedTests {
    private static let seal = ChangeRow.Seal(
        salt: [UInt8](repeating: 7, count: 16), digest: String(repeating: "a", count: 64))

    @Test(.timeLimit(.minutes(60)), arguments: StoreKind.allCases)
    func whatIsErasedIsReadNoMoreInItsOwnBatch(_ kind: StoreKind) async throws {
        let store = try kind.make()
        let queue = CommitQueue(
            store: store, logger: Logger(label: "book") { _ in SwiftLogNoOpLogHandler() })
        try await queue.submit { book in
            let ledger = Ledger(book)
            try ledger.insert(Rows.caseRow("P-1"))
            try ledger.append(
                Rows.line(
                    try book.nextSequence(), of: "P-1", version: 1,
                    changes: [
                        ChangeRow(
                            field: "phone", before: nil, after: .text("1390"), seal: Self.seal)
                    ]))
        }
        let (before, within, refused) = try await queue.submit { book in
            let before = try book.personalValues(of: "P-1").count
            struct Refused: Error {}
            // What a part erased that is refused is there again.
            try? book.part {
                try Ledger(book).erase(["phone"], of: "P-1")
                throw Refused()
            }
            let refused = try book.personalValues(of: "P-1").count
            try Ledger(book).erase(["phone"], of: "P-1")
            return (before, try book.personalValues(of: "P-1").count, refused)
        }
        #expect(before == 1 && refused == 1 && within == 0)
        #expect(try await store.read { try $0.personalValues(of: "P-1").count } == 0)
    }
}
