// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import CaseworkCore
import GRPCCore
import GRPCInProcessTransport
import Glibc
import Storage
import Testing
import WorkCalendar

@testable import Service

/// One-time links: what they are good for, and for whom.
@Suite(.timeLimit(.minutes(60))) struct LinkTests {
    private static func link(
        _ town: SeeingTown, _ desk: PageTown.Desk, event: String = "proposer_remark"
    ) async throws -> V1.SentLink {
        try await desk.sessions.sendLink(
            V1.SendLinkRequest(
                caseId: town.ordinary, event: event, who: String(Asker.proposer.rawValue)),
            metadata: .peer(Asker.own.rawValue))
    }

    @Test func linkIsGoodForOnePersonOneCaseOneActOnce() async throws {
        try await PageTown.town { town, page async throws in
            let sent = try await Self.link(town, page)
            let asked = V1.LinkRequest(token: sent.token)
            for _ in 1...2 {
                // Looked at, as a mail program does: it is not used by that.
                let link = try await page.sessions.getLink(asked, metadata: page.metadata)
                #expect(link.userName == "李某" && link.usedAt.isEmpty)
                #expect(link.eventLabel?.zh.isEmpty == false)
            }
            // The token of a link is no session's.
            var wrong = page
            wrong.token = sent.token
            let before = wrong
            #expect(try await PageTown.code { try await before.me() } == .unauthenticated)
            let session = try await page.sessions.followLink(asked, metadata: page.metadata)
            #expect(session.caseId == town.ordinary && session.event == "proposer_remark")
            var visitor = page
            visitor.token = session.token
            let desk = visitor
            #expect(try await desk.me().name == "李某")
            let shown = try await desk.cases.get(
                V1.GetCaseRequest(caseId: town.ordinary), metadata: desk.metadata)
            #expect(shown.title == Piece.ordinary.marker)
            let events = try await desk.cases.why(
                V1.WhyRequest(caseId: town.ordinary), metadata: desk.metadata
            ).events
            #expect(events.contains { $0.event == "proposer_remark" })
            let other = try await PageTown.code {
                try await desk.cases.act(
                    V1.ActRequest(caseId: town.ordinary, event: "rate"),
                    metadata: desk.metadata)
            }
            #expect(other == .permissionDenied)
            for method in Registry.methods {
                let isOpen = [
                    "Cases/Get", "Cases/Why", "Cases/Act", "Cases/AttachDocument",
                    "Cases/GetDocument", "Directory/WhoAmI", "Sessions/SignOut",
                    "Sessions/SignIn", "Sessions/SignInTrusted", "Sessions/GetLink",
                    "Sessions/FollowLink",
                ].contains(Gate.name(of: method))
                guard !isOpen else { continue }
                let calls = try Asked.calls(of: method, in: town)
                let answered = try await page.client.answer(
                    to: calls[0], as: .own, watchingTo: town.head, metadata: desk.metadata)
                #expect(answered.error?.code == .permissionDenied, "\(method)")
            }
            _ = try await desk.cases.act(
                V1.ActRequest(
                    caseId: town.ordinary, event: "proposer_remark",
                    fields: ["contact_remarks": V1.Value(kind: .text("请尽快"))]),
                metadata: desk.metadata)
            let line = try await page.cases.history(
                V1.HistoryRequest(caseId: town.ordinary), metadata: .peer(Asker.own.rawValue)
            ).lines.last
            #expect(line?.event == "proposer_remark" && line?.enteredByName == "李某")
            #expect(line?.changes.last?.afterDisplay?.zh == "网页,一次性链接")
            // Once: then never again, whoever comes.
            #expect(
                try await PageTown.code {
                    try await page.sessions.followLink(asked, metadata: page.metadata)
                } == .unauthenticated)
            let used = try await page.sessions.getLink(asked, metadata: page.metadata)
            #expect(!used.usedAt.isEmpty)
        }
    }

    /// Another suggestion of the same deputy's is not seen by his link.
    @Test func linkTellsOfNoOtherCaseOfItsOwner() async throws {
        try await PageTown.town { town, page async throws in
            let own = try await page.client.answer(
                to: try #require(
                    try Asked.calls(of: DirectoryMethods.whoAmI, in: town).first), as: .own,
                watchingTo: 0)
            #expect(own.error == nil)
            let opened = try await page.cases.open(
                V1.OpenRequest(
                    workflow: "proposal",
                    fields: SeeingTown.suggestion(number: "8").fields.mapValues(Render.value)
                        .merging(["title": V1.Value(kind: .text("另一件"))]) { $1 }),
                metadata: .peer(Asker.own.rawValue))
            guard case .done(let done) = opened.kind else {
                Issue.record("\(opened)")
                return
            }
            let sent = try await Self.link(town, page)
            let session = try await page.sessions.followLink(
                V1.LinkRequest(token: sent.token), metadata: page.metadata)
            var visitor = page
            visitor.token = session.token
            let desk = visitor
            let hidden = try await PageTown.code {
                try await desk.cases.get(
                    V1.GetCaseRequest(caseId: done.caseId), metadata: desk.metadata)
            }
            #expect(hidden == .notFound)
            // By his own connection he reads it.
            let shown = try await desk.cases.get(
                V1.GetCaseRequest(caseId: done.caseId), metadata: .peer(Asker.proposer.rawValue))
            #expect(shown.title == "另一件")
        }
    }

    @Test func linkIsSentByWhoHandlesTheCaseToWhoTakesPart() async throws {
        try await PageTown.town { town, page async throws in
            func send(_ event: String, to who: Asker, by sender: Asker) async throws
                -> RPCError.Code?
            {
                try await PageTown.code {
                    try await page.sessions.sendLink(
                        V1.SendLinkRequest(
                            caseId: town.ordinary, event: event, who: String(who.rawValue)),
                        metadata: .peer(sender.rawValue))
                }
            }
            #expect(try await send("proposer_remark", to: .proposer, by: .other) == .notFound)
            #expect(
                try await send("proposer_remark", to: .proposer, by: .proposer) == .permissionDenied
            )
            #expect(
                try await send("proposer_remark", to: .otherProposer, by: .own)
                    == .failedPrecondition)
            #expect(try await send("assign", to: .proposer, by: .own) == .failedPrecondition)
            // By its label too.
            #expect(try await send("提出人反映意见", to: .proposer, by: .own) == nil)
        }
    }
}
