// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// A suggestion on its way, for tests of single rules: the steps that they begin with.
struct Suggestion {
    static let town = TownHall.Plan(
        place: "某市", profile: "cn",
        offices: [
            .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市民政局", "mzj"),
            .coHandler: .init("市财政局", "czj"),
            .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor"]),
        ],
        others: [.init("市人社局", "rsj"), .init("市教育局", "jyj"), .init("市政府办公室", "zfb")])

    /// The same offices where another profile is in force.
    static func town(_ profile: String) -> TownHall.Plan {
        TownHall.Plan(
            place: "某市", profile: profile, offices: Self.offices,
            others: [.init("市人社局", "rsj"), .init("市教育局", "jyj")])
    }

    private static let offices: [Who: TownHall.Office] = [
        .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市民政局", "mzj"),
        .coHandler: .init("市财政局", "czj"),
        .supervisor: .init("市政府督查室", "dcs", duties: ["supervisor"]),
    ]

    let town: TownHall
    let id: String

    static func opened(
        in town: TownHall, number: Value = "7", proposers: Value = ["李某"],
        also fields: [String: Value] = [:]
    ) async throws -> Suggestion {
        let common: [String: Value] = [
            "assembly": "某市人大", "session": "四次", "number": number, "title": "建议",
            "proposers": proposers, "session_closed_on": "2025-02-20",
        ]
        let id = try await town.open(
            "proposal", by: .assigner, common.merging(fields) { $1 }
        ).caseID
        return Suggestion(town: town, id: id)
    }

    /// Accepted and assigned to 市民政局, which signed for it.
    static func received(
        on day: Day = "2025-03-03", in plan: TownHall.Plan = Suggestion.town,
        proposers: Value = ["李某"], coHandlers: Value? = nil
    ) async throws -> Suggestion {
        let town = try await TownHall(plan, on: day)
        let item = try await Suggestion.opened(in: town, proposers: proposers)
        try await item.act("accept", by: .assigner)
        var fields: [String: Value] = ["mode": coHandlers == nil ? "sole" : "joint"]
        fields["co_handlers"] = coHandlers
        try await item.act("assign", by: .assigner, fields, roles: ["lead": "市民政局"])
        try await item.act("sign_for", by: .lead)
        return item
    }

    @discardableResult
    func act(
        _ event: String, by who: Who, _ fields: [String: Value] = [:],
        roles: [String: String] = [:]
    ) async throws -> CommandResult {
        try await self.town.act(self.id, event, by: who, fields, roles: roles)
    }

    func file(_ kind: String, by who: Who = .lead) async throws {
        try await self.town.file(self.id, kind, by: who)
    }

    /// Talks, drafts, signs and answers; every letter goes out.
    func answer(
        _ type: Value = "A", number: Value = "民函〔2025〕9号", isSent: Bool = true,
        phone: Value = "0000"
    ) async throws {
        try await self.file("contact_record")
        try await self.act("contact", by: .lead, ["contact_kind": "visit"])
        try await self.act(
            "draft", by: .clerk,
            [
                "reply_type": type, "disclosure": "public", "contact_person": "联系人",
                "contact_phone": phone,
            ])
        try await self.act("review_draft", by: .lead, ["review_result": "passed"])
        try await self.act("sign", by: .leader, ["signer": "局长"])
        try await self.act("answer", by: .lead, ["letter_number": number])
        if isSent { try await self.town.send(self.id, by: .lead) }
    }

    func view() async throws -> CaseView {
        try await self.town.engine.cases.view(self.id)
    }

    var state: String {
        get async throws { try await self.view().row.state }
    }

    /// The parts of this case with where they stand.
    func children(_ workflow: String) async throws -> [(id: String, state: String, role: String)] {
        try await self.view().children.filter { $0.row.workflow == workflow }.map {
            let holder = $0.row.roles["co_handler"] ?? $0.row.roles["lead"]
            return ($0.row.id, $0.row.state, holder?.name ?? "")
        }
    }

    /// The last run of a clock.
    func run(_ clock: String) async throws -> ClockRun {
        try #require(try await self.view().facts.clocks.last { $0.clock == clock })
    }

    /// Why an act is not possible; nil when it went.
    func refusal(
        of event: String, by who: Who, _ fields: [String: Value] = [:],
        roles: [String: String] = [:]
    ) async -> CaseworkError? {
        do throws(CaseworkError) {
            try await self.town.act(self.id, event, by: who, fields, roles: roles)
            return nil
        } catch {
            return error
        }
    }
}

extension CaseworkError {
    /// Everything it says, in Chinese.
    var told: String {
        ([self.sentence] + self.unmet.map(\.sentence)).map(\.zh).joined(separator: "|")
    }
}
