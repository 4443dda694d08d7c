// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar

/// What every store must do with readings of what is restricted.
@Suite struct ReadsConformance {
    private static let day = StoreRows.day
    private static let next = Day(number: StoreRows.day.number + 1)

    private func row(
        _ user: Int64, _ cases: [String: Set<String>], on day: Day = ReadsConformance.day,
        call: String = "Cases/Get"
    ) -> ReadRow {
        ReadRow(by: user, cases, call: call, day: day, at: StoreRows.now)
    }

    /// Three readings, chained.
    private func filled(_ kind: StoreKind) throws -> (store: any CaseStore, rows: [ReadRow]) {
        let store = try kind.make()
        var head = try store.look { try $0.lastRead() }
        #expect(head == ChainHead(sequence: 0, hash: Chain.origin))
        var rows: [ReadRow] = []
        for row in [
            self.row(7, ["JB-2025-000001": ["informant", "contact"]]),
            self.row(8, ["JB-2025-000001": [], "JB-2025-000010": []], call: "Cases/List"),
            self.row(7, ["JB-2025-000010": []], on: ReadsConformance.next),
        ] {
            rows.append(row.chained(after: head))
            head = ChainHead(sequence: rows[rows.count - 1].number, hash: rows[rows.count - 1].hash)
        }
        try store.write(rows.map(Change.read))
        return (store, rows)
    }

    @Test(arguments: StoreKind.allCases)
    func readingsAreFoundByCaseUserAndDay(_ kind: StoreKind) throws {
        let (store, rows) = try self.filled(kind)
        func found(_ change: (inout ReadQuery) -> Void) throws -> [Int64] {
            var query = ReadQuery(limit: 9)
            change(&query)
            return try store.look { try $0.reads(query) }.map(\.number)
        }
        #expect(try store.look { try $0.reads(ReadQuery(limit: 9)) } == rows.reversed())
        #expect(try found { $0.caseID = "JB-2025-000001" } == [2, 1])
        // An id that begins another is not it.
        #expect(try found { $0.caseID = "JB-2025-00001" } == [])
        #expect(try found { $0.caseID = "JB-2025-000010" } == [3, 2])
        #expect(try found { $0.user = 7 } == [3, 1])
        #expect(try found { $0.from = ReadsConformance.next } == [3])
        #expect(try found { $0.to = ReadsConformance.day } == [2, 1])
        #expect(try found { $0.after = 1 } == [2, 3])
        #expect(try found { $0.before = 3 } == [2, 1])
        #expect(try found { $0.limit = 1 } == [3])
    }

    @Test(arguments: StoreKind.allCases)
    func theSameOnADayIsKnownAgain(_ kind: StoreKind) throws {
        let (store, rows) = try self.filled(kind)
        let same = self.row(7, ["JB-2025-000001": ["contact", "informant"]])
        let others = [
            self.row(8, ["JB-2025-000001": ["contact", "informant"]]),
            self.row(7, ["JB-2025-000001": ["contact"]]),
            self.row(7, ["JB-2025-000001": ["contact", "informant"]], on: ReadsConformance.next),
            self.row(7, ["JB-2025-000001": ["contact", "informant"]], call: "Cases/History"),
        ]
        try store.look { reader in
            #expect(try reader.wasRead(same.key))
            for other in others { #expect(try !reader.wasRead(other.key), "\(other)") }
            let head = try reader.lastRead()
            #expect(head == ChainHead(sequence: 3, hash: rows[2].hash))
        }
        let again = same.chained(after: ChainHead(sequence: 3, hash: rows[2].hash))
        #expect(throws: (any Error).self) { try store.write([.read(again)]) }
        var taken = others[0].chained(after: ChainHead(sequence: 3, hash: rows[2].hash))
        taken.number = 3
        #expect(throws: (any Error).self) { try store.write([.read(taken)]) }
    }

    @Test func theChainOfReadingsBreaksWhereOneIsChanged() throws {
        let origin = ChainHead(sequence: 0, hash: Chain.origin)
        let row = self.row(7, ["JB-2025-000001": ["informant"]]).chained(after: origin)
        #expect(row.fault(after: origin) == nil)
        var changes: [ReadRow] = Array(repeating: row, count: 5)
        changes[0].user = 8
        changes[1].cases = ["JB-2025-000001": []]
        changes[2].day = ReadsConformance.next
        changes[3].call = "Cases/History"
        changes[4].readAt = row.readAt.adding(milliseconds: 1)
        for changed in changes {
            #expect(changed.fault(after: origin) == "read 1 was changed after it was written")
        }
        #expect(row.fault(after: ChainHead(sequence: 1, hash: Chain.origin)) != nil)
    }
}
