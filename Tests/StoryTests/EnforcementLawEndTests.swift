// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Rulebook
import Storage
import Testing
import TownHall
import WorkCalendar
import Workflow

/// How an organisation ends when nobody liquidates it; what a suspension seals; what a surcharge caps.
@Suite struct EnforcementLawEndTests {
    // MARK: 注销

    private func toLiquidate(_ town: TownHall) async throws -> String {
        let id = try await town.open(
            "deregistration", by: .officer,
            ["party_name": "某商会", "party_code": "S1", "has_unit": "false"],
            roles: Registrar.role
        ).caseID
        try await town.file(id, "resolution", by: .officer)
        try await town.act(
            id, "resolve", by: .officer, ["quorum": "true", "has_unit": "false"])
        try await town.act(id, "consent", by: .officer)
        return id
    }

    /// The court ended the liquidation: its order is all that the deregistration rests on.
    @Test(.timeLimit(.minutes(60)))
    func theCourtsOrderEndsALiquidationThatNobodyCanDo() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let id = try await self.toLiquidate(town)
        try await town.wait(until: "2025-02-10")
        try await town.file(id, "court_request", by: .officer)
        try await town.act(id, "ask_court", by: .officer, ["reason": "无人清算"])
        #expect(
            try await town.unmet(id, "court_ended", by: .officer) == ["document court_ruling"])
        try await town.file(id, "court_ruling", by: .officer)
        try await town.act(id, "court_ended", by: .officer)
        // Returned for a better copy: the court's order is handed in again, no report of a liquidation.
        try await town.act(id, "return_application", by: .officer, ["reason": "缺页"])
        #expect(
            try await town.unmet(id, "court_ended", by: .officer) == ["document court_ruling"])
        try await town.file(id, "court_ruling", by: .officer)
        try await town.act(id, "court_ended", by: .officer)
        try await town.act(id, "approve", by: .leader)
        // 社团条例 23: announced by the registrar before the file is put away.
        #expect(
            try await town.unmet(id, "archive", by: .officer, Registrar.onPaper) == [
                "recorded announce"
            ])
        try await town.file(id, "public_notice", by: .officer)
        try await town.act(id, "announce", by: .officer)
        try await town.act(id, "archive", by: .officer, Registrar.onPaper)
    }

    /// 简易注销 only where the place has it.
    @Test(.timeLimit(.minutes(60)))
    func theSimplifiedWayIsThePlacesToOpen() async throws {
        var files = ShippedRulebook.files
        for isOpen in [false, true] {
            if isOpen {
                files["profiles/cn.yaml"] = files["profiles/cn.yaml"]?
                    .replacing("    simplified: false", with: "    simplified: true")
            }
            let town = try await TownHall(Registrar.town, on: "2025-01-06", livingBy: files)
            let id = try await self.toLiquidate(town)
            for paper in ["application", "simple_promise", "void_notice"] {
                try await town.file(id, paper, by: .officer)
            }
            let unmet = try await town.unmet(
                id, "apply_simply", by: .officer, ["no_debts": "true"])
            #expect(unmet == (isOpen ? [] : ["setting"]))
            guard isOpen else { continue }
            // Returned, it is handed in again in the same way.
            try await town.act(id, "return_application", by: .officer, ["reason": "缺章"])
            #expect(
                try await town.unmet(id, "apply_simply", by: .officer, ["no_debts": "true"])
                    == ["document application", "document simple_promise"])
            try await town.file(id, "application", by: .officer)
            try await town.file(id, "simple_promise", by: .officer)
            try await town.act(id, "apply_simply", by: .officer, ["no_debts": "true"])
        }
    }

    // MARK: 社团条例 33(1), 基金会条例 44

    /// Certificate, seals and vouchers are sealed for the time of a suspension, and given back.
    @Test(.timeLimit(.minutes(60)))
    func aSuspensionSealsAndGivesBack() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.proposed(["penalties": ["suspend"]])
        try await penalty.act("legal_opinion", by: .legalReviewer, [], ["legal_result": "agree"])
        try await penalty.act("discuss", by: .leader, ["minutes"])
        try await penalty.act(
            "decide", by: .leader, [],
            ["decision_number": "1号", "suspended_until": "2025-02-05"])
        try await penalty.act("serve", by: .officer, ["service_slip"], ["method": "in_person"])
        try await penalty.act(
            "publicise", by: .officer, ["public_version"], ["public_url": "u"])
        try await penalty.act("enter_credit", by: .officer)
        try await penalty.act("report_correction", by: .officer, ["correction_report"])
        try await town.wait(until: "2025-02-10")
        try await town.file(penalty.id, "closing_form", by: .leader)
        #expect(try await town.unmet(penalty.id, "close", by: .leader) == ["any"])
        try await penalty.act("hand_in", by: .officer, ["seizure_list"])
        #expect(
            try await town.unmet(penalty.id, "close", by: .leader) == ["recorded return_sealed"])
        try await penalty.act("return_sealed", by: .officer, ["return_receipt"])
        try await penalty.act("close", by: .leader)
    }

    // MARK: 行政强制法 45(2)

    /// Of 30 000 yuan 20 000 are paid in time: three per cent of 10 000 a day, and 10 000 at the most.
    @Test(.timeLimit(.minutes(60)))
    func theSurchargeIsNoMoreThanWhatWasDue() async throws {
        let town = try await TownHall(Registrar.town, on: "2025-01-06")
        let penalty = try await ShortPenalty(town)
        try await penalty.served([
            "penalties": ["confiscate", "fine"], "gains": "10000", "fine": "30000",
        ])
        try await penalty.act("pay", by: .officer, ["payment_proof"], ["paid": "20000"])
        try await town.wait(until: "2025-03-31")
        let clocks = try await town.engine.deadlines.explain(penalty.id, clock: "surcharge").clocks
        let accrued = try #require(clocks.last?.accrued)
        // Since 21 January 300 a day: the 34th day is 24 February.
        #expect(accrued.added == ExactNumber("10000"))
        #expect(accrued.cappedOn == "2025-02-24")
    }
}
