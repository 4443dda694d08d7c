// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// What every store must do with papers.
@Suite struct DocumentsConformance {
    @Test(arguments: StoreKind.allCases)
    func paperThatWasCalledForIsFulfilled(_ kind: StoreKind) throws {
        let store = try kind.make()
        let called = StoreRows.document(1, of: "A")
        var filed = StoreRows.document(1, of: "A", onFile: true)
        (filed.sequence, filed.addedOn, filed.size) = (2, nil, 0)
        (filed.called, filed.withdrawn) = (1, 3)
        try store.write(
            StoreRows.opened(["A", "B"]) + [
                .document(StoreRows.document(3, of: "A")), .document(called),
                .document(StoreRows.document(2, of: "B")),
            ])
        func papers() throws -> [DocumentRow] { try store.look { try $0.documents(of: "A") } }
        #expect(try papers() == [called, StoreRows.document(3, of: "A")])
        try store.write([.document(filed)])
        #expect(try papers() == [filed, StoreRows.document(3, of: "A")])
        #expect(try papers().map(\.fact.isOnFile) == [false, false])
        #expect(try papers().map(\.fact.isMissing) == [false, true])
        #expect(try papers().map(\.called) == [1, 1])
        filed.withdrawn = nil
        try store.write([.document(filed)])
        #expect(try papers().map(\.fact.isOnFile) == [true, false])
    }

    @Test(arguments: StoreKind.allCases)
    func paperNoLongerCalledForGoesAndOneOnFileStays(_ kind: StoreKind) throws {
        let store = try kind.make()
        let filed = StoreRows.document(2, of: "A", onFile: true)
        try store.write(
            StoreRows.opened(["A"]) + [.document(StoreRows.document(1, of: "A")), .document(filed)])
        try store.write([.dropDocument(1), .dropDocument(1), .dropDocument(2), .dropDocument(9)])
        #expect(try store.look { try $0.documents(of: "A") } == [filed])
    }
}

extension DocumentsConformance {
    @Test(arguments: StoreKind.allCases)
    func contentIsNamedByAPaperOrByWhatIsStillToBeDone(_ kind: StoreKind) throws {
        let store = try kind.make()
        func hash(_ digit: String) -> String { String(repeating: digit, count: 64) }
        var filed = StoreRows.document(1, of: "A", onFile: true)
        filed.sha256 = hash("a")
        var withdrawn = StoreRows.document(2, of: "A", onFile: true)
        (withdrawn.sha256, withdrawn.withdrawn) = (hash("b"), 9)
        func bulk(_ id: Int64, _ status: BulkRow.Status, _ digit: String) -> Change {
            .bulk(
                BulkRow(
                    id: id, kind: .act, parameters: ["paper": "{\"sha256\":\"\(hash(digit))\"}"],
                    reason: "样例", uid: nil, userName: "cased", status: status,
                    startedAt: Instant(milliseconds: 1),
                    endedAt: [.planned, .running].contains(status)
                        ? nil : Instant(milliseconds: 2)))
        }
        try store.write(
            StoreRows.opened(["A"]) + [
                .document(filed), .document(withdrawn), bulk(1, .planned, "c"),
                bulk(2, .running, "d"), bulk(3, .done, "e"), bulk(4, .cancelled, "f"),
            ])
        let asked = ["a", "b", "c", "d", "e", "f", "0"].map(hash)
        let unnamed = try store.look { try $0.unnamed(asked) }
        #expect(unnamed == ["e", "f", "0"].map(hash))
        #expect(try store.look { try $0.unnamed([]) } == [])
    }

    private static func spoiled(_ spoil: @escaping (inout DocumentRow) -> Void) -> Change {
        .document(Refused.spoiled(StoreRows.document(900, of: "A", onFile: true), spoil))
    }

    static var refused: [Refused] {
        [
            Refused("a paper of no case", self.spoiled { $0.caseID = "X" }),
            Refused("a paper without size", self.spoiled { $0.size = nil }),
            Refused("a text of no paper", .documentText(900, "文")),
            Refused("a paper without digest", self.spoiled { $0.sha256 = nil }),
            Refused("a digest that is none", self.spoiled { $0.sha256 = "a" }),
            Refused("a paper smaller than nothing", self.spoiled { $0.size = -1 }),
        ]
    }

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(DocumentsConformance.refused, kind)
    }
}
