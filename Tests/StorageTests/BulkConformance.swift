// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do with bulk actions.
@Suite struct BulkConformance {
    @Test(arguments: StoreKind.allCases)
    func bulkActionIsReadBackAndChanged(_ kind: StoreKind) throws {
        let store = try kind.make()
        var daemons = StoreRows.bulk(2, .planned)
        (daemons.uid, daemons.kind, daemons.parameters) = (nil, .recount, [:])
        try store.write([
            .bulk(StoreRows.bulk(1)), .bulk(daemons), .bulk(StoreRows.bulk(3, .cancelled)),
            .bulk(StoreRows.bulk(4)),
        ])
        func read(_ id: Int64) throws -> String {
            Answers.text(try store.look { try $0.bulk(id) } as Any)
        }
        #expect(try read(1) == Answers.text(StoreRows.bulk(1)))
        #expect(try read(2) == Answers.text(daemons))
        #expect(try read(9) == "nil")
        func list(_ runningOnly: Bool, _ limit: Int) throws -> [Int64] {
            try store.look { try $0.bulks(runningOnly: runningOnly, limit: limit).map(\.id) }
        }
        #expect(try list(false, 9) == [4, 3, 2, 1])
        #expect(try list(true, 9) == [4, 1])
        #expect(try list(true, 1) == [4])
        (daemons.status, daemons.startedAt) = (.running, StoreRows.now.adding(milliseconds: 5))
        try store.write([.bulk(StoreRows.bulk(1, .done)), .bulk(daemons)])
        #expect(try list(true, 9) == [4, 2])
        #expect(try read(2) == Answers.text(daemons))
        #expect(try store.look { try $0.lastNumber(in: .bulkActions) } == 4)
    }

    @Test(arguments: StoreKind.allCases)
    func itemsAreReadInOrderAfterAPlace(_ kind: StoreKind) throws {
        let store = try kind.make()
        var items = (1...4).map { position in
            BulkItem(
                position: position, caseID: position == 1 ? "A" : nil, title: "第\(position)行",
                payload: ["title": "甲"])
        }
        (items[2].status, items[2].isImpossible) = (.failed, true)
        items[2].result = Label("不能办理", "cannot be")
        try store.write(
            StoreRows.opened(["A"]) + [.bulk(StoreRows.bulk(1)), .bulk(StoreRows.bulk(2))]
                + items.reversed().map { .bulkItem($0, of: 1) } + [.bulkItem(items[0], of: 2)])
        func list(
            _ status: BulkItem.Status?, _ after: Int = 0, limit: Int = 9
        ) throws -> [BulkItem] {
            try store.look { try $0.bulkItems(of: 1, status, after: after, limit: limit) }
        }
        #expect(try list(nil).map(Answers.text) == items.map(Answers.text))
        #expect(try list(.waiting).map(\.position) == [1, 2, 4])
        #expect(try list(.waiting, 1, limit: 1).map(\.position) == [2])
        #expect(try list(nil, 2).map(\.position) == [3, 4])
        #expect(try list(.done).isEmpty)
        #expect(
            try store.look { try $0.bulkCounts(of: 1) } == [.waiting: 3, .failed: 1])
        #expect(try store.look { try $0.bulkCounts(of: 9).isEmpty })
        // A row has become a case.
        let went = Refused.spoiled(items[1].went(.done, Label("已立案", "opened"))) { $0.caseID = "A" }
        try store.write([.bulkItem(went, of: 1)])
        #expect(try list(.done).map(Answers.text) == [Answers.text(went)])
    }
}

extension BulkConformance {
    private static func spoiled(_ spoil: (inout BulkRow) -> Void) -> Change {
        .bulk(Refused.spoiled(StoreRows.bulk(900), spoil))
    }

    static var refused: [Refused] {
        [
            Refused("no reason", self.spoiled { $0.reason = "" }),
            Refused("an end while it runs", self.spoiled { $0.endedAt = StoreRows.now }),
            Refused("done without end", self.spoiled { $0.status = .done }),
            Refused(
                "an item of nothing",
                .bulkItem(BulkItem(position: 1, caseID: nil, title: ""), of: 9)),
            Refused(
                "an item of no case",
                .bulkItem(BulkItem(position: 2, caseID: "X", title: ""), of: 1)),
            Refused(
                "an item 0", .bulkItem(BulkItem(position: 0, caseID: nil, title: ""), of: 1)),
        ]
    }

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(BulkConformance.refused, kind)
    }
}
