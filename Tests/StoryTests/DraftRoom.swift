// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A town whose assembly's office knows four deputies by name, and a draft that the first of them writes.
struct DraftRoom {
    let town: TownHall
    let li: ParticipantTests.Outsider
    let wang: ParticipantTests.Outsider
    let zhao: ParticipantTests.Outsider
    /// Whom nobody invites.
    let qian: ParticipantTests.Outsider
    /// The draft.
    let id: String

    static let text: Value = "建议增设社区养老服务站。"
    static let details: [String: Value] = [
        "assembly": "某市人大", "session": "市十七届人大四次会议", "category": "society",
        "in_session": "false",
    ]

    /// The town's office with its deputies; the draft has a title and nothing else.
    init(in plan: TownHall.Plan = Suggestion.town) async throws {
        let town = try await Onlooker.town(plan)
        let office = DirectoryOffice(town: town)
        for (uid, name) in [
            (4_001, "李某"), (4_002, "王某"), (4_003, "赵某"), (4_004, "钱某"),
        ] as [(Int64, String)] {
            try await office.add(
                UserDetails(name: name, uid: uid), [.member("rdgw", "proposer")])
        }
        func deputy(_ uid: Int64) -> ParticipantTests.Outsider { .init(town: town, uid: uid) }
        (self.town, self.li, self.wang) = (town, deputy(4_001), deputy(4_002))
        (self.zhao, self.qian) = (deputy(4_003), deputy(4_004))
        self.id = try await self.li.open(
            "suggestion_draft", ["title": "关于加强社区养老的建议"]
        ).caseID
    }

    /// A draft with its text and what else it needs.
    static func written(in plan: TownHall.Plan = Suggestion.town) async throws -> DraftRoom {
        let room = try await DraftRoom(in: plan)
        try await room.li.act(room.id, "revise", ["content": Self.text])
        try await room.li.act(room.id, "give_details", Self.details)
        return room
    }

    /// A written draft, to which these are invited.
    static func inviting(_ names: Value = ["王某", "赵某"]) async throws -> DraftRoom {
        let room = try await Self.written()
        try await room.li.act(room.id, "invite", ["named": names])
        return room
    }

    /// What the draft says in a field, whoever reads it.
    func said(_ field: String) async throws -> Value? {
        try await self.town.engine.cases.view(self.id).row.fields[field]
    }

    var state: String {
        get async throws { try await self.town.engine.cases.view(self.id).row.state }
    }

    /// The author submits; the suggestion.
    @discardableResult
    func submitted() async throws -> CaseView {
        let result = try await self.li.act(self.id, "submit")
        let opened = try #require(result.consequences.first { $0.kind == .opened })
        return try await self.town.engine.cases.view(opened.caseID)
    }

    /// Why it is refused; what it told in both languages.
    static func refusal(_ body: () async throws -> some Any) async throws -> CaseworkError {
        do { _ = try await body() } catch let error as CaseworkError { return error }
        throw CaseworkError(.internal, Label(same: "it was carried out"))
    }
}

extension CaseworkError {
    /// Everything it says, in English.
    var toldInEnglish: String {
        ([self.sentence] + self.unmet.map(\.sentence)).map(\.en).joined(separator: "|")
    }
}
