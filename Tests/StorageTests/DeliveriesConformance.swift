// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do with letters.
@Suite struct DeliveriesConformance {
    private func store(_ kind: StoreKind, _ rows: [DeliveryRow]) throws -> any CaseStore {
        let store = try kind.make()
        try store.write(
            StoreRows.opened(["A", "B"]) + [
                .office(StoreRows.office("o1", .spool)), .office(StoreRows.office("o2", .hook)),
                .office(StoreRows.office("o3")),
            ] + rows.map(Change.delivery))
        return store
    }

    @Test(arguments: StoreKind.allCases)
    func letterInEachStatusIsReadBack(_ kind: StoreKind) throws {
        let rows = DeliveryStatus.allCases.enumerated().map { index, status in
            StoreRows.delivery(Int64(index + 1), of: "A", to: index < 3 ? "o1" : nil, status)
        }
        let store = try self.store(kind, rows.reversed() + [StoreRows.delivery(9, of: "B")])
        try store.look { reader throws in
            #expect(try reader.deliveries(of: "A") == rows)
            #expect(try reader.delivery(2) == rows[1])
            #expect(try reader.delivery(99) == nil)
        }
        let counts = try store.look { try $0.counts(today: StoreRows.day) }
        #expect(counts.pendingDeliveries == 2 && counts.failedDeliveries == 1)
    }

    @Test(arguments: StoreKind.allCases)
    func letterIsListedUntilItIsOut(_ kind: StoreKind) throws {
        let store = try self.store(
            kind,
            [
                StoreRows.delivery(1, of: "B"), StoreRows.delivery(2, of: "A", .failed),
                StoreRows.delivery(3, of: "A", .withdrawn), StoreRows.delivery(4, of: "A"),
            ])
        func list(_ pendingOnly: Bool, _ after: Int64, _ limit: Int) throws -> [Int64] {
            try store.look { reader throws in
                try reader.deliveries(pendingOnly: pendingOnly, after: after, limit: limit)
                    .map(\.id)
            }
        }
        #expect(try list(true, 0, 9) == [1, 2, 4])
        #expect(try list(false, 0, 9) == [1, 2, 3, 4])
        #expect(try list(true, 1, 1) == [2])
        let sent = StoreRows.delivery(1, of: "B", .sent)
        try store.write([.delivery(sent), .delivery(StoreRows.delivery(2, of: "A", .otherwise))])
        #expect(try list(true, 0, 9) == [4])
        #expect(try store.look { try $0.delivery(1) } == sent)
    }

    @Test(arguments: StoreKind.allCases)
    func lettersThatPeopleCarryAndThoseThatFailedAreListed(_ kind: StoreKind) throws {
        let store = try self.store(
            kind,
            [
                StoreRows.delivery(1, of: "A", to: "o1"), StoreRows.delivery(2, of: "B", to: "o3"),
                StoreRows.delivery(3, of: "A"), StoreRows.delivery(4, of: "A", .failed),
                StoreRows.delivery(5, of: "A", .sent),
                StoreRows.delivery(6, of: "B", to: "o1", .failed),
            ])
        try store.look { reader throws in
            #expect(try reader.carriedDeliveries(limit: 9).map(\.id) == [2, 3])
            #expect(try reader.carriedDeliveries(limit: 1).map(\.id) == [2])
            #expect(try reader.failedDeliveries(limit: 9).map(\.id) == [4, 6])
            #expect(try reader.failedDeliveries(limit: 1).map(\.id) == [4])
        }
        // People carry what goes to an office that has lost its channel.
        try store.write([.office(StoreRows.office("o1"))])
        #expect(try store.look { try $0.carriedDeliveries(limit: 9).map(\.id) } == [1, 2, 3])
    }

    @Test(arguments: StoreKind.allCases)
    func lettersToBeSentWithoutAJobAreFound(_ kind: StoreKind) throws {
        let store = try self.store(
            kind,
            [
                StoreRows.delivery(1, of: "A", to: "o1"), StoreRows.delivery(2, of: "B", to: "o2"),
                StoreRows.delivery(3, of: "A", to: "o3"), StoreRows.delivery(4, of: "A"),
                StoreRows.delivery(5, of: "A", to: "o1", .sent),
            ])
        func unsent(_ after: Int64 = 0, _ limit: Int = 9) throws -> [Int64] {
            try store.look { reader throws in
                try reader.deliveriesWithoutJob(after: after, limit: limit).map(\.id)
            }
        }
        #expect(try unsent() == [1, 2])
        #expect(try unsent(1) == [2])
        #expect(try unsent(0, 1) == [1])
        for state in JobState.allCases {
            // Its channel's job: one that has ended does not send it, one given up stays.
            try store.write([.job(StoreRows.job(1, StoreRows.letter(1, of: "A"), state))])
            let lacks = [.completed, .cancelled].contains(state)
            #expect(try unsent() == (lacks ? [1, 2] : [2]), "\(state)")
        }
        try store.write([.job(StoreRows.job(1, StoreRows.letter(1, of: "A"), .cancelled))])
        for state in JobState.allCases {
            // One of another channel: only while it is at it.
            try store.write([.job(StoreRows.job(2, StoreRows.letter(1, by: .sendmail), state))])
            #expect(try unsent() == (state == .running ? [2] : [1, 2]), "\(state)")
        }
    }
}

extension DeliveriesConformance {
    private static func spoiled(_ spoil: @escaping (inout DeliveryRow) -> Void) -> Change {
        .delivery(Refused.spoiled(StoreRows.delivery(900, of: "A", to: "o1"), spoil))
    }

    static var refused: [Refused] {
        [
            Refused("a letter of no case", self.spoiled { $0.caseID = "X" }),
            Refused("a letter to no office", self.spoiled { $0.recipient.office = "o9" }),
            Refused("a letter to nobody", self.spoiled { $0.recipient.name = "" }),
            Refused("a letter without copies", self.spoiled { $0.copies = 0 }),
            Refused("a sent letter without day", self.spoiled { $0.status = .sent }),
            Refused(
                "an arrived letter without day", self.spoiled { $0.status = .acknowledged }),
            Refused("a failed letter without reason", self.spoiled { $0.status = .failed }),
            Refused(
                "a letter that went otherwise without reason",
                self.spoiled { ($0.status, $0.sentOn) = (.otherwise, StoreRows.day) }),
        ]
    }

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(DeliveriesConformance.refused, kind)
    }
}
