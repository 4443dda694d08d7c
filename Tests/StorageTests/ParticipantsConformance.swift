// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar

/// What every store must do with people outside who take part in cases.
@Suite struct ParticipantsConformance {
    private func row(
        _ id: String, _ user: Int64, _ role: String = "proposer"
    ) -> ParticipantRow {
        ParticipantRow(
            caseID: id, role: role, user: user, name: "李某", isRepresentative: false,
            since: StoreRows.day, sequence: 1)
    }

    private func filled(_ kind: StoreKind) throws -> any CaseStore {
        let store = try kind.filled()
        try store.write(
            [3_001, 3_002].map { .user(UserRow(number: $0, name: "用户\($0)", memberships: [])) })
        return store
    }

    @Test(arguments: StoreKind.allCases)
    func participantIsFoundFromBothSidesAndKeepsOneRow(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        var ended = self.row("A", 3_001)
        (ended.until, ended.endedOn) = (
            StoreRows.day.adding(days: 9), StoreRows.day.adding(days: 2)
        )
        (ended.isRepresentative, ended.name, ended.sequence) = (true, "某协会", 2)
        let others = [self.row("A", 3_002), self.row("B", 3_001), self.row("A", 3_001, "party")]
        try store.write(([self.row("A", 3_001)] + others + [ended]).map(Change.participant))
        try store.look { reader throws in
            #expect(try reader.participants(of: "A") == [others[2], ended, others[0]])
            #expect(try reader.participations(of: 3_001) == [others[2], ended, others[1]])
            #expect(try reader.participants(of: "none").isEmpty)
            #expect(try reader.participations(of: 1).isEmpty)
        }
        #expect(ended.holds(on: StoreRows.day.adding(days: 1)))
        #expect(!ended.holds(on: StoreRows.day.adding(days: 2)))
        #expect(!ended.holds(on: StoreRows.day.adding(days: -1)))
    }

    @Test(arguments: StoreKind.allCases)
    func participantOfNoCaseOrOfNobodyIsRefused(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        var nameless = self.row("A", 3_001)
        nameless.name = ""
        var backwards = self.row("A", 3_001)
        backwards.until = StoreRows.day.adding(days: -1)
        for wrong in [self.row("none", 3_001), self.row("A", 9_999), nameless, backwards] {
            #expect(throws: (any Error).self) { try store.write([.participant(wrong)]) }
        }
    }

    /// An office knows somebody outside: it is no right, and is kept as such.
    @Test(arguments: StoreKind.allCases)
    func officeKnowsSomebodyOutside(_ kind: StoreKind) throws {
        let store = try self.filled(kind)
        let known = MembershipRow(office: "o1", role: "proposer", kind: .outside)
        try store.write([
            .office(
                OfficeRow(
                    code: "o1", name: "某办", aliases: [], place: "某市", profile: "cn", duties: [],
                    numberCode: "")),
            .user(UserRow(number: 3_001, name: "李某", memberships: [known])),
        ])
        try store.look { reader throws in
            #expect(try reader.user(3_001)?.memberships == [known])
        }
    }
}
