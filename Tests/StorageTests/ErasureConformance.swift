// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do when what is personal is erased.
@Suite struct ErasureConformance {
    private func line(_ sequence: Int64, of id: String, version: Int) -> HistoryRow {
        let salt = [UInt8](repeating: UInt8(sequence), count: 16)
        let after = Value.text("李某\(sequence)")
        return StoreRows.line(
            of: id, version: version,
            changes: [
                ChangeRow(field: "title", before: nil, after: .text("标题")),
                ChangeRow(
                    field: "contact", before: nil, after: after,
                    seal: .init(
                        salt: salt, digest: Chain.digest(salt: salt, before: nil, after: after))),
            ])
    }

    @Test(arguments: StoreKind.allCases)
    func whatIsPersonalIsGoneAndTheChainHolds(_ kind: StoreKind) throws {
        let store = try kind.filled()
        let head = try store.look { try $0.chainHead() }
        let first = head.sequence + 1
        let lines = [
            self.line(first, of: "A", version: 90), self.line(first + 1, of: "B", version: 90),
            self.line(first + 2, of: "A", version: 91),
        ]
        try store.write(lines.chained(after: head))
        try store.look { reader throws in
            #expect(try reader.personalValues(of: "A").count == 2)
        }
        // Rows of a list said the same of it.
        let list = BulkRow(
            id: 900, kind: .import, parameters: [:], reason: "清单", uid: nil, userName: "甲",
            startedAt: StoreRows.now)
        var row = BulkItem(position: 1, caseID: "A", title: "标题", payload: ["联系人": "李某"])
        (row.status, row.result) = (.unchanged, Label(same: "联系人 李某"))
        try store.write([.bulk(list), .bulkItem(row, of: 900)])
        try store.write([.erase(caseID: "A")])
        try store.look { reader throws in
            #expect(try reader.personalValues(of: "A").isEmpty)
            let items = try reader.bulkItems(of: 900, nil, after: 0, limit: 5)
            #expect(items.map(\.payload) == [[:]] && items.map(\.result.zh) == [""])
            let others = try reader.personalValues(of: "B")
            #expect(others[first + 1]?["contact"] == .some(.text("李某\(first + 1)")))
            let rows = try reader.history(of: nil, after: head.sequence, limit: 10)
            #expect(rows.count == 3)
            var previous = head.hash
            for row in rows {
                #expect(Chain.fault(in: row, after: previous) == nil)
                previous = row.hash
            }
            #expect(rows[0].changes[0].after == .text("标题"))
            #expect(rows[0].changes[1].after == nil && rows[0].changes[1].seal?.salt == [])
            #expect(rows[0].changes[1].seal?.digest == lines[0].changes[1].seal?.digest)
        }
        // To erase what is gone already is no fault.
        try store.write([.erase(caseID: "A"), .erase(caseID: "none")])
    }

    /// The content of a document that was erased is nobody's, unless another document has the same.
    @Test(arguments: StoreKind.allCases)
    func contentThatWasErasedIsNamedByNobody(_ kind: StoreKind) throws {
        let store = try kind.filled()
        let sha = String(repeating: "e", count: 64)
        var papers = [1, 2].map { number -> DocumentRow in
            var row = StoreRows.document(
                Int64(9_000 + number), of: number == 1 ? "A" : "B", onFile: true)
            row.sha256 = sha
            return row
        }
        try store.write(papers.map(Change.document))
        for index in papers.indices {
            let unnamed = try store.look { try $0.unnamed([sha]) }
            #expect(unnamed.isEmpty)
            papers[index].erased = 1
            try store.write([.document(papers[index])])
        }
        let unnamed = try store.look { try $0.unnamed([sha]) }
        #expect(unnamed == [sha])
        let kept = try store.look { try $0.documents(of: "A") }.first { $0.id == 9_001 }
        #expect(kept?.erased == 1 && kept?.sha256 == sha && kept?.hasContent == false)
    }
}
