// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar
import Workflow

/// Changes of history lines and the words they are stored by, which the chain covers for ever.
@Suite struct HistoryChangeTests {
    private static func on(_ text: String) -> Day { Day(text) ?? Day(number: 0) }

    private static let delivery = DeliveryRow(
        id: 3, caseID: "A", kind: "copy",
        recipient: Party(office: "dcs", name: "甲 → 乙 局"), copies: 1, status: .sent,
        madeOn: StoreRows.day,
        sequence: 1)

    /// Each kind of change, and what earlier versions stored for it.
    private static let stored: [(HistoryChange, String, Value?, Value?)] = [
        (.field("title", before: nil, after: .text("甲")), "title", nil, .text("甲")),
        (.field("file", before: nil, after: .text("a b")), "file", nil, .text("a b")),
        (
            .role("lead", before: Party(office: nil, name: "甲"), after: nil), "role.lead",
            .record(["name": "甲"]), nil
        ),
        (
            .role("lead", before: nil, after: Party(office: "mzj", name: "乙")), "role.lead", nil,
            .record(["name": "乙", "office": "mzj"])
        ),
        (.lines([17, 4]), "#lines", nil, .list([.text("17"), .text("4")])),
        (
            .happenedOn(before: on("2025-04-01"), after: on("2025-04-02")), "#happened_on",
            .text("2025-04-01"), .text("2025-04-02")
        ),
        (
            .redated([9: on("2025-04-03"), 11: on("2025-05-01")]), "#moved", nil,
            .record(["9": "2025-04-03", "11": "2025-05-01"])
        ),
        (
            .then("reply_type", before: .text("A"), after: nil), "#then reply_type", .text("A"),
            nil
        ),
        (
            .clock("reply", before: .init(due: on("2025-07-01"), stopped: nil), after: nil),
            "#clock reply", .text("2025-07-01"), nil
        ),
        (
            .clock(
                "reply", before: .init(due: nil, stopped: nil),
                after: .init(due: on("2025-07-01"), stopped: .some(on("2025-06-12")))),
            "#clock reply",
            .text("-"), .text("2025-07-01 (2025-06-12)")
        ),
        (
            .clock("reply", before: nil, after: .init(due: nil, stopped: .some(nil))),
            "#clock reply", nil, .text("- (-)")
        ),
        (
            .due("reply", before: on("2025-07-01"), after: nil), "clock reply", .text("2025-07-01"),
            nil
        ),
        (
            .draw(
                .init(
                    into: "sample", pool: "units", seed: .max, candidates: 40, digest: "ab",
                    drawn: 3)), "#draw sample", nil,
            .record([
                "pool": "units", "seed": "18446744073709551615", "candidates": "40",
                "sha256": "ab", "drawn": "3",
            ])
        ),
        (
            .delivery(.init(HistoryChangeTests.delivery), before: .pending, after: .sent),
            "delivery 3 copy → 甲 → 乙 局", .text("pending"), .text("sent")
        ),
    ]

    @Test func changeIsStoredAsItAlwaysWas() {
        for (change, word, before, after) in Self.stored {
            #expect(ChangeRow(change) == ChangeRow(field: word, before: before, after: after))
        }
    }

    @Test func storedChangeIsReadAsWhatItIs() {
        for (change, word, before, after) in Self.stored {
            #expect(ChangeRow(field: word, before: before, after: after).change == change)
        }
    }

    /// What has the form of a word but not its values is kept as it stands.
    @Test(
        arguments: [
            ("#lines", .list([.text("x")])), ("#moved", .record(["x": "2025-04-01"])),
            ("#happened_on", .text("someday")), ("role.lead", .text("甲")), ("#lines", nil),
            ("clock reply", .text("soon")), ("#clock reply", .text("2025-07-01 2025-06-12")),
            ("#draw sample", .record(["pool": "units"])), ("delivery x", .text("sent")),
            ("delivery 3 copy → 甲", .text("lost")), ("#later", .text("?")), ("", nil),
            (
                "#draw sample",
                .record(["pool": "u", "seed": "01", "candidates": "1", "sha256": "a", "drawn": "1"])
            ),
        ] as [(String, Value?)])
    func whatCannotBeReadIsNotLost(_ word: String, _ after: Value?) {
        let row = ChangeRow(field: word, before: nil, after: after)
        #expect(row.change == .field(word, before: nil, after: after))
        #expect(ChangeRow(row.change) == row)
    }

    @Test func sealStaysWithItsChange() {
        let seal = ChangeRow.Seal(salt: [1], digest: "d")
        let row = ChangeRow(.then("name", before: nil, after: nil), seal: seal)
        #expect(row == ChangeRow(field: "#then name", before: nil, after: nil, seal: seal))
    }

    @Test func factTakesWhatDecidingNeeds() {
        var line = StoreRows.line(of: "A", version: 2)
        line.changes = Self.stored.map { ChangeRow($0.0) }
        let fact = Fact(line)
        #expect(fact.changes == ["title": .text("甲"), "file": .text("a b")])
        #expect(fact.roles == ["lead": Party(office: "mzj", name: "乙")])
        #expect(fact.undo.lines == [17, 4])
        #expect(fact.undo.happenedOn == Self.on("2025-04-02"))
        #expect(fact.undo.redated == [9: Self.on("2025-04-03"), 11: Self.on("2025-05-01")])
    }
}
