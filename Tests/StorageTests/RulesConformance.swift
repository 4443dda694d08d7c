// SPDX-License-Identifier: Apache-2.0
import Storage
import Testing
import WorkCalendar

/// What every store must do with rulebooks, definitions and settings.
@Suite struct RulesConformance {
    @Test(arguments: StoreKind.allCases)
    func installedRulebooksAreReadBack(_ kind: StoreKind) throws {
        let store = try kind.make()
        #expect(try store.look { try $0.installedRulebook(nil)?.id } == nil)
        try store.write([
            .rulebook(StoreRows.rulebook(1)), .rulebook(StoreRows.rulebook(2)),
            .rulebook(StoreRows.rulebook(2)),
        ])
        try store.look { reader throws in
            for (asked, number) in [(nil, 2), (1, 1), (2, 2)] as [(Int64?, Int64)] {
                let found = try #require(try reader.installedRulebook(asked))
                #expect(Answers.text(found) == Answers.text(StoreRows.rulebook(number)))
            }
            #expect(try reader.installedRulebook(3)?.id == nil)
            let all = try reader.installedRulebooks()
            #expect(all.map(\.id) == [2, 1] && all.allSatisfy(\.files.isEmpty))
            #expect(all.map(\.installedAt) == [2, 1].map(StoreRows.now.adding(milliseconds:)))
            #expect(try reader.lastNumber(in: .rulebooks) == 2)
        }
    }

    @Test(arguments: StoreKind.allCases)
    func definitionAndSettingAreReadBack(_ kind: StoreKind) throws {
        let store = try kind.make()
        try store.write([
            .definition(hash: StoreRows.hash, content: "{}"),
            // One hash has one content.
            .definition(hash: StoreRows.hash, content: "{}"), .setting("k", "v"),
            .setting("k", "w"), .setting("empty", ""),
        ])
        try store.look { reader throws in
            #expect(try reader.definitionContent(StoreRows.hash) == "{}")
            #expect(try reader.definitionContent(StoreRows.otherHash) == nil)
            #expect(try reader.setting("k") == "w")
            #expect(try reader.setting("empty") == "")
            #expect(try reader.setting("none") == nil)
        }
    }
}

extension RulesConformance {
    static let refused: [Refused] = [
        Refused("a definition without hash", .definition(hash: "1", content: "{}")),
        Refused(
            "a rulebook without hash",
            .rulebook(Refused.spoiled(StoreRows.rulebook(900)) { $0.hash = "" })),
    ]

    @Test(arguments: StoreKind.allCases)
    func whatCannotBeIsRefused(_ kind: StoreKind) throws {
        try Refused.check(RulesConformance.refused, kind)
    }
}
