// SPDX-License-Identifier: Apache-2.0
import CaseworkCore
import Casework
import TownHall
import WorkCalendar
import Workflow

/// A suggestion on its way through an invented town, brought as far as a test needs it.
struct Suggestion {
    let town: TownHall
    let id: String

    /// The town; without its supervision office the copies have a recipient too few.
    static func town(hasSupervisor: Bool = true) -> TownHall.Plan {
        var plan = TownHall.Plan(
            place: "某市", profile: "cn",
            offices: [
                .assigner: .init("市人大代工委", "rdgw"), .lead: .init("市民政局", "mzj"),
                .coHandler: .init("市财政局", "czj"),
            ])
        let duties = hasSupervisor ? ["supervisor"] : []
        plan.add(.init("市政府督查室", "dcs", duties: duties), of: .supervisor)
        return plan
    }

    /// A place that lets no reply go out without a copy to its supervision office.
    private static var strictCopies: [String: String] {
        TownHall.shippedFiles.mapValues {
            $0.replacing(
                "{to: role.supervisor, copies: 1, optional: true}",
                with: "{to: role.supervisor, copies: 1}")
        }
    }

    /// Assigned on 2025-04-01, to a lead alone or with a co-handler.
    static func assigned(
        workflow: String = "proposal", joint: Bool = false, hasSupervisor: Bool = true
    ) async throws -> Suggestion {
        let town = try await TownHall(
            Suggestion.town(hasSupervisor: hasSupervisor), on: "2025-03-20",
            livingBy: hasSupervisor ? nil : Suggestion.strictCopies)
        let id = try await town.open(
            workflow, by: .assigner,
            [
                "assembly": "某市人大", "session": "四次", "number": "12", "title": "关于建设孵化园的建议",
                "proposers": ["李某"], "session_closed_on": "2025-03-10",
            ]
        ).caseID
        let item = Suggestion(town: town, id: id)
        try await item.act("2025-03-21", workflow == "motion" ? "file" : "accept", by: .assigner)
        try await item.act(
            "2025-04-01", "assign", by: .assigner,
            joint ? ["mode": "joint", "co_handlers": ["市财政局"]] : ["mode": "sole"],
            roles: ["lead": "市民政局"])
        return item
    }

    /// Signed for on 2025-04-02: the reply is due on 2025-07-01, an objection until 2025-04-10.
    static func received(joint: Bool = false, hasSupervisor: Bool = true) async throws -> Suggestion
    {
        let item = try await Suggestion.assigned(joint: joint, hasSupervisor: hasSupervisor)
        try await item.act("2025-04-02", "sign_for", by: .lead)
        return item
    }

    /// Contact was made on 2025-04-22.
    func contacted() async throws -> Suggestion {
        try await self.town.wait(until: "2025-04-22")
        try await self.town.file(self.id, "contact_record", by: .lead)
        return try await self.act("2025-04-22", "contact", by: .lead, ["contact_kind": "visit"])
    }

    /// Drafted, reviewed and signed in June.
    func signed(replyType: Value = "A") async throws -> Suggestion {
        try await self.drafted(replyType: replyType)
        try await self.act("2025-06-04", "review_draft", by: .lead, ["review_result": "passed"])
        return try await self.act("2025-06-05", "sign", by: .leader, ["signer": "局长"])
    }

    /// Drafted on 2025-06-03.
    @discardableResult
    func drafted(by who: Who = .clerk, replyType: Value = "A") async throws -> Suggestion {
        try await self.act(
            "2025-06-03", "draft", by: who,
            [
                "reply_type": replyType, "disclosure": "public", "contact_person": "经办人",
                "contact_phone": "0000",
            ])
    }

    /// An act on the morning of a day.
    @discardableResult
    func act(
        _ day: Day, _ event: String, by who: Who, _ fields: [String: Value] = [:],
        roles: [String: String] = [:]
    ) async throws -> Suggestion {
        try await self.town.wait(until: day)
        try await self.town.act(self.id, event, by: who, fields, roles: roles)
        return self
    }
}
