// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// Cases are found by what is on the paper, as far as whoever asks sees them.
@Suite struct CaseCalledTests {
    private static func opened(
        _ session: String, in town: TownHall, number: Value = "7"
    ) async throws -> String {
        try await town.open(
            "proposal", by: .assigner,
            [
                "assembly": "某市人大", "session": .text(session), "number": number,
                "title": .text("\(session)的建议"), "proposers": "李某",
                "session_closed_on": "2025-02-20",
            ]
        ).caseID
    }

    private static func assign(_ id: String, in town: TownHall) async throws {
        try await town.act(id, "accept", by: .assigner)
        try await town.act(
            id, "assign", by: .assigner, ["mode": "sole"], roles: ["lead": "市民政局"])
    }

    private static func id(_ word: String, by who: Who, in town: TownHall) async throws -> String {
        try await Doors(town.engine, for: .person(town.principal(who))).cases.id(called: word)
    }

    @Test(.timeLimit(.minutes(60)))
    func oneCaseIsCalledInManyWays() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let id = try await Self.opened("四次", in: town)
        for word in [
            id, "7", "第7号", "７", "　第 7 号", "jy-2025-1", "ｊｙ－２０２５－０００００１", "JY–2025–000001",
        ] {
            #expect(try await Self.id(word, by: .assigner, in: town) == id, "\(word)")
        }
        try await town.act("第7号", "受理", by: .assigner)
        try await town.act(
            "jy-2025-1", "交办", by: .assigner, ["办理方式": "独办"], roles: ["主办单位": "市民政局"])
        try await town.act("7", "签收", by: .lead)
        try await town.file("7", "沟通记录", by: .lead)
        #expect(try await town.engine.cases.view(id).row.state == "received")
        #expect(
            try await town.engine.cases.view(id).documents.contains {
                $0.kind == "contact_record" && $0.isOnFile
            })
    }

    @Test(.timeLimit(.minutes(60)))
    func severalAreListedAndHiddenOnesNotCounted() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let mine = try await Self.opened("四次", in: town)
        try await Self.assign(mine, in: town)
        let other = try await Self.opened("五次", in: town)
        let all = "“7”有2件,请用件号:\(mine) 四次的建议(市人大代工委)、\(other) 五次的建议(市人大代工委)"
        await Self.refused(all) { () throws(CaseworkError) in
            try await town.act("7", "accept", by: .assigner)
        }
        // The lead office sees one of them, whoever else sees more; the treasury none.
        #expect(try await Self.id("7", by: .lead, in: town) == mine)
        try await town.act("7", "sign_for", by: .lead)
        await Self.refused("没有案件“7”,或您无权查看") { () throws(CaseworkError) in
            try await town.act("7", "sign_for", by: .coHandler)
        }
        #expect(try await Self.id("7", by: .coHandler, in: town) == "7")
        #expect(try await Self.id("8", by: .assigner, in: town) == "8")
        #expect(try await town.engine.cases.view(other).row.version == 1)
    }

    @Test(.timeLimit(.minutes(60)))
    func whatIsOverIsFoundToBeReadAndNotToBeActedOn() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        let id = try await Self.opened("四次", in: town)
        try await Self.assign(id, in: town)
        try await town.annul(id, "立件")
        // Set aside: it bears no number any more.
        #expect(try await Self.id("7", by: .assigner, in: town) == "7")
        let next = try await Self.opened("四次", in: town)
        #expect(try await Self.id("7", by: .assigner, in: town) == next)
    }

    @Test(.timeLimit(.minutes(60)))
    func documentNumbersFindTheirCase() async throws {
        let item = try await Suggestion.received()
        try await item.answer(number: "民函〔2025〕9号")
        for word in ["民函〔2025〕9号", "民函[2025]9号", "民函【2025】 9 号"] {
            #expect(try await Self.id(word, by: .lead, in: item.town) == item.id, "\(word)")
        }
        #expect(try await Self.id("民函〔2025〕10号", by: .lead, in: item.town) == "民函〔2025〕10号")
    }

    /// What a repeated request means is what it meant: the kept answer comes before the look for its case.
    @Test(.timeLimit(.minutes(60)))
    func aRepeatedRequestIsAnsweredAsBefore() async throws {
        let town = try await TownHall(Suggestion.town, on: "2025-03-03")
        _ = try await Self.opened("四次", in: town)
        let request = Engine.Request(
            principal: town.principal(.assigner), id: "twice", payload: [1])
        let command = ActCommand(caseID: "7", event: "受理")
        let first = try await town.engine.cases.act(command, request)
        _ = try await Self.opened("五次", in: town)
        let second = try await town.engine.cases.act(command, request)
        #expect(first.caseID == second.caseID)
        #expect(first.sequence == second.sequence)
    }

    private static func refused(
        _ sentence: String, _ body: () async throws(CaseworkError) -> Void
    ) async {
        do {
            try await body()
            Issue.record("it was taken")
        } catch {
            #expect(error.sentences.zh.contains(sentence), "\(error.sentences.zh)")
        }
    }
}
