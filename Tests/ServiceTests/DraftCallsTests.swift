// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import CaseworkCore
import GRPCCore
import GRPCInProcessTransport
import Storage
import Testing

@testable import Service

/// Two deputies without an account on the machine write a suggestion by the calls that the page makes for them.
@Suite(.timeLimit(.minutes(60))) struct DraftCallsTests {
    /// A deputy whom an office knows, signed in at the page.
    private static func deputy(
        _ name: String, _ town: SeeingTown, _ page: PageTown.Desk
    ) async throws -> PageTown.Desk {
        var details = UserDetails()
        (details.name, details.signIn) = (name, "sign-\(name)")
        let number = try #require(
            try await town.engine.directory.add(
                details,
                [MembershipRow(office: SeeingTown.office, role: "proposer", kind: .member)],
                PageTown.admin
            ).made.first)
        let given = try await town.engine.signIns.givePassword(to: number, PageTown.admin)
        let desk = try await page.signIn("sign-\(name)", given.password)
        try await desk.change(from: given.password, to: PageTown.password)
        return desk
    }

    private static func act(
        _ desk: PageTown.Desk, _ id: String, _ event: String, _ fields: [String: V1.Value] = [:],
        version: Int64? = nil
    ) async throws -> V1.Done {
        var asked = V1.ActRequest(caseId: id, event: event, fields: fields)
        asked.expectedVersion = version
        let outcome = try await desk.cases.act(asked, metadata: desk.metadata)
        guard case .done(let done) = outcome.kind else {
            throw RPCError(code: .unknown, message: "")
        }
        return done
    }

    private static func text(_ text: String) -> V1.Value { V1.Value(kind: .text(text)) }

    /// What a form of the draft asks somebody for, by the events that are possible for him.
    private static func forms(
        _ desk: PageTown.Desk, _ id: String
    ) async throws -> [String: [String]] {
        try await desk.cases.why(V1.WhyRequest(caseId: id), metadata: desk.metadata).events
            .filter(\.possible).reduce(into: [:]) { $0[$1.event] = $1.form.map(\.name) }
    }

    @Test func deputiesWriteConfirmAndSubmitByThePage() async throws {
        try await PageTown.town { town, page async throws in
            let sun = try await Self.deputy("孙某", town, page)
            let zhou = try await Self.deputy("周某", town, page)
            let opening = try await RulesClient(page.client).getWorkflow(
                V1.GetWorkflowRequest(workflow: "suggestion_draft"), metadata: sun.metadata)
            #expect(opening.opening.map(\.name) == ["assigner", "title"])
            #expect(opening.opening.filter(\.required).map(\.name) == ["title"])
            let opened = try await sun.cases.open(
                V1.OpenRequest(workflow: "suggestion_draft", fields: ["title": Self.text("路灯")]),
                metadata: sun.metadata)
            guard case .done(let draft) = opened.kind else {
                throw RPCError(code: .unknown, message: "")
            }
            let id = draft.caseId
            _ = try await Self.act(sun, id, "revise", ["content": Self.text("建议增设路灯。\n一、二。")])
            _ = try await Self.act(
                sun, id, "give_details",
                ["assembly": Self.text("某市人大"), "session": Self.text("十七届四次")])
            #expect(
                try await PageTown.code {
                    try await zhou.cases.get(
                        V1.GetCaseRequest(caseId: id), metadata: zhou.metadata)
                } == .notFound)
            _ = try await Self.act(sun, id, "invite", ["named": Self.text("周某")])
            let mine = try await zhou.cases.list(V1.ListCasesRequest(), metadata: zhou.metadata)
            #expect(mine.cases.map(\.caseId) == [id])
            #expect(try await Self.forms(zhou, id) == ["confirm": [], "decline": []])
            let seen = try await zhou.cases.get(
                V1.GetCaseRequest(caseId: id), metadata: zhou.metadata)
            // The text changes while he reads: what he confirms is what he has read.
            _ = try await Self.act(sun, id, "revise", ["content": Self.text("建议增设路灯和长椅。")])
            #expect(
                try await PageTown.code {
                    try await Self.act(zhou, id, "confirm", version: seen.version)
                } == .aborted)
            _ = try await Self.act(zhou, id, "confirm", version: seen.version + 1)
            let forms = try await Self.forms(sun, id)
            #expect(forms["revise"] == ["title", "content"] && forms["submit"] == [])
            #expect(forms["invite"] == ["named"])
            let done = try await Self.act(sun, id, "submit")
            let item = try #require(done.consequences.map(\.caseId).first)
            #expect(done.state == "submitted" && item.hasPrefix("JY-"))
            for desk in [sun, zhou] {
                let shown = try await desk.cases.get(
                    V1.GetCaseRequest(caseId: item), metadata: desk.metadata)
                #expect(shown.title == "路灯" && shown.state == "submitted")
            }
            // The office reads the suggestion, and neither before nor after the draft.
            let clerk = Asker.own.rawValue
            let office = try await page.cases.get(
                V1.GetCaseRequest(caseId: item), metadata: .peer(clerk))
            #expect(office.linked.isEmpty && office.title == "路灯")
            #expect(
                try await PageTown.code {
                    try await page.cases.get(
                        V1.GetCaseRequest(caseId: id), metadata: .peer(clerk))
                } == .notFound)
            let paper = try await page.cases.makePaper(
                V1.MakePaperRequest(caseId: item, kind: "suggestion_text"),
                metadata: .peer(clerk))
            #expect(paper.text.contains("建议增设路灯和长椅。") && paper.text.contains("孙某、周某"))
        }
    }
}
