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

/// Signing in at the page: passwords, sessions, one-time links, and what others make of them.
@Suite(.timeLimit(.minutes(60))) struct SessionTests {
    // MARK: Passwords

    @Test func firstPasswordLetsItsOwnerDoNothingButChangeIt() async throws {
        try await PageTown.town { town, page async throws in
            let number = Int64(Asker.own.rawValue)
            let given = try await town.engine.signIns.givePassword(to: number, PageTown.admin)
            let session = try await page.sessions.signIn(
                V1.SignInRequest(name: "sign-own", password: given.password),
                metadata: page.metadata)
            #expect(session.mustChange && session.userNumber == number)
            var desk = page
            desk.token = session.token
            #expect(try await desk.me().uid == number)
            let early = try await PageTown.code {
                try await desk.cases.list(V1.ListCasesRequest(), metadata: desk.metadata)
            }
            #expect(early == .permissionDenied)
            for weak in ["short 1", "sign-own 2025", "aaaaaaaaaaaa", "onlyletters", given.password]
            {
                let code = try await PageTown.code {
                    try await desk.change(from: given.password, to: weak)
                }
                #expect(code == .invalidArgument, "\(weak)")
            }
            #expect(
                try await PageTown.code {
                    try await desk.change(from: "wrong", to: PageTown.password)
                }
                    == .invalidArgument)
            try await desk.change(from: given.password, to: PageTown.password)
            #expect(
                try await desk.cases.list(V1.ListCasesRequest(), metadata: desk.metadata).cases
                    .count == 2)
            #expect(
                try await PageTown.code { try await page.signIn("sign-own", given.password) }
                    == .unauthenticated)
            let again = try await page.signIn("sign-own", PageTown.password)
            #expect(try await again.me().uid == number)
        }
    }

    @Test func whatIsWrongIsToldInTheSameWords() async throws {
        try await PageTown.town { town, page async throws in
            _ = try await PageTown.settled(.own, town, page)
            let told = try await Set([
                PageTown.sentence { try await page.signIn("sign-own", "wrong") },
                PageTown.sentence { try await page.signIn("nobody", PageTown.password) },
                // In the directory, without a password.
                PageTown.sentence { try await page.signIn("sign-other", PageTown.password) },
                PageTown.sentence { try await page.signIn("", "") },
            ])
            #expect(told.count == 1)
        }
    }

    @Test func nameIsLockedAfterTenFailuresWhoeverItsIs() async throws {
        try await PageTown.town { town, page async throws in
            _ = try await PageTown.settled(.own, town, page)
            for name in ["sign-own", "nobody"] {
                for _ in 1...10 {
                    let sentence = try await PageTown.sentence {
                        try await page.signIn(name, "wrong")
                    }
                    #expect(sentence.contains("密码不对"))
                }
                let locked = try await PageTown.sentence {
                    try await page.signIn(name.uppercased(), PageTown.password)
                }
                #expect(locked.contains("15分钟"))
            }
            let other = try await PageTown.settled(.other, town, page)
            #expect(try await other.me().uid == Int64(Asker.other.rawValue))
        }
    }

    // MARK: Sessions

    /// By either door somebody is the same person with the same rights.
    @Test(arguments: [Asker.own, .other, .far, .supervisor, .auditor, .roleless, .proposer])
    func bothDoorsTellTheSame(_ asker: Asker) async throws {
        try await PageTown.town { town, page async throws in
            let desk = try await PageTown.settled(asker, town, page)
            let methods = [
                CasesMethods.get, CasesMethods.list, CasesMethods.why, CasesMethods.history,
                CasesMethods.getDocument, CasesMethods.annul, CasesMethods.chain,
                DeadlinesMethods.due, WorkMethods.listDeliveries, WorkMethods.getBulk,
                DirectoryMethods.listUsers, DirectoryMethods.addOffice, AdminMethods.examine,
            ]
            for method in methods {
                for asked in try Asked.calls(of: method, in: town) {
                    let here = try await page.client.answer(
                        to: asked, as: asker, watchingTo: town.head, metadata: desk.metadata)
                    let there = try await page.client.answer(
                        to: asked, as: asker, watchingTo: town.head)
                    #expect(here.bytes == there.bytes, "\(method)")
                    #expect(here.error?.code == there.error?.code, "\(method)")
                }
            }
        }
    }

    @Test func actTellsByWhichDoorItsAuthorCameIn() async throws {
        try await PageTown.town { town, page async throws in
            let desk = try await PageTown.settled(.own, town, page)
            _ = try await desk.cases.act(
                V1.ActRequest(
                    caseId: town.ordinary, event: "contact",
                    fields: ["contact_kind": V1.Value(kind: .text("visit"))]),
                metadata: desk.metadata)
            let lines = try await desk.cases.history(
                V1.HistoryRequest(caseId: town.ordinary), metadata: desk.metadata
            ).lines
            let doors = lines.map { $0.changes.filter { $0.field == "#door" }.count }
            #expect(doors.last == 1 && doors.dropLast().allSatisfy { $0 == 0 })
            #expect(lines.last?.changes.last?.afterDisplay?.zh == "网页,密码登录")
            #expect(lines.last?.enteredByUid == Int64(Asker.own.rawValue))
        }
    }

    @Test func tokenIsGoodAtThePageOnly() async throws {
        try await PageTown.town { town, page async throws in
            var desk = try await PageTown.settled(.own, town, page)
            desk.uid = PageTown.thief
            #expect(try await PageTown.code { try await desk.me() } == .permissionDenied)
            // Nor by somebody who is in the directory himself.
            desk.uid = Asker.other.rawValue
            #expect(try await PageTown.code { try await desk.me() } == .permissionDenied)
            for token in [
                "", "x", String(repeating: "a", count: 64), String(repeating: "b", count: 9_999),
            ] {
                var forged = page
                (forged.token, forged.uid) = (token, PageTown.thief)
                #expect(try await PageTown.code { try await forged.me() } == .permissionDenied)
                guard !token.isEmpty else { continue }
                forged.uid = PageTown.page
                #expect(try await PageTown.code { try await forged.me() } == .unauthenticated)
            }
            var page = page
            page.uid = PageTown.thief
            let client = page
            #expect(
                try await PageTown.code { try await client.signIn("sign-own", PageTown.password) }
                    == .permissionDenied)
        }
    }

    /// The page's own process may be an administrator's; whoever is not signed in at it is nobody.
    @Test func whoIsNotSignedInIsNobodyWhoeverRunsThePage() async throws {
        try await PageTown.town { town, page async throws in
            for token in ["", "none"] {
                var metadata = Metadata.peer(PageTown.page)
                metadata.addString(token, forKey: SignedIn.header)
                let marked = metadata
                for method in Registry.methods where !SignedIn.isBefore(method) {
                    let calls = try Asked.calls(of: method, in: town)
                    let answered = try await page.client.answer(
                        to: calls[0], as: .own, watchingTo: town.head, metadata: marked)
                    #expect(answered.error?.code == .unauthenticated, "\(method)")
                }
            }
        }
    }

    @Test func sessionEndsWithItsUser() async throws {
        try await PageTown.town { town, page async throws in
            let number = Int64(Asker.own.rawValue)
            let desk = try await PageTown.settled(.own, town, page)
            let other = try await page.signIn("sign-own", PageTown.password)
            // Here alone, then everywhere.
            _ = try await other.sessions.signOut(V1.SignOutRequest(), metadata: other.metadata)
            #expect(try await PageTown.code { try await other.me() } == .unauthenticated)
            #expect(try await desk.me().uid == number)
            let third = try await page.signIn("sign-own", PageTown.password)
            _ = try await third.sessions.signOut(
                V1.SignOutRequest(everywhere: true), metadata: third.metadata)
            #expect(try await PageTown.code { try await desk.me() } == .unauthenticated)
            // A new password ends what was begun by the old one.
            let fourth = try await page.signIn("sign-own", PageTown.password)
            let given = try await town.engine.signIns.givePassword(to: number, PageTown.admin)
            #expect(try await PageTown.code { try await fourth.me() } == .unauthenticated)
            let fifth = try await page.signIn("sign-own", given.password)
            try await fifth.change(from: given.password, to: PageTown.password)
            // Whoever is disabled is out at once.
            var details = UserDetails()
            details.status = .disabled
            _ = try await town.engine.directory.change(
                number, details, evenSo: true, PageTown.admin)
            #expect(try await PageTown.code { try await fifth.me() } == .unauthenticated)
            #expect(
                try await PageTown.code { try await page.signIn("sign-own", PageTown.password) }
                    == .unauthenticated)
            // Whoever is removed has no password any more.
            details.status = .removed
            _ = try await town.engine.directory.change(
                number, details, evenSo: true, PageTown.admin)
            #expect(try await town.engine.signIns.rows(of: number).isEmpty)
        }
    }

    @Test func sessionsAreToldToTheirOwnerAndToAdministrators() async throws {
        try await PageTown.town { town, page async throws in
            let desk = try await PageTown.settled(.own, town, page)
            _ = try await PageTown.settled(.other, town, page)
            let own = try await desk.sessions.listSessions(
                V1.ListSessionsRequest(), metadata: desk.metadata
            ).sessions
            #expect(own.map(\.userName) == ["own"] && own.map(\.door) == ["password"])
            let all = try await desk.sessions.listSessions(
                V1.ListSessionsRequest(), metadata: .peer(0))
            #expect(all.sessions.map(\.userName) == ["own", "other"])
            let refused = try await PageTown.code {
                try await desk.sessions.endSessions(
                    V1.EndSessionsRequest(who: "sign-other"), metadata: desk.metadata)
            }
            #expect(refused == .permissionDenied)
            let ended = try await desk.sessions.endSessions(
                V1.EndSessionsRequest(who: "sign-own"), metadata: .peer(0))
            #expect(ended.ended == 1)
            #expect(try await PageTown.code { try await desk.me() } == .unauthenticated)
        }
    }

    @Test func proxyIsTrustedWhereTheSettingsSaySo() async throws {
        for isTrusted in [false, true] {
            try await PageTown.town(trustsProxies: isTrusted) { town, page async throws in
                func enter(_ subject: String, _ uid: UInt32) async throws -> V1.Session {
                    try await page.sessions.signInTrusted(
                        V1.SignInTrustedRequest(subject: subject), metadata: .peer(uid))
                }
                guard isTrusted else {
                    #expect(
                        try await PageTown.code { try await enter("sign-own", PageTown.page) }
                            == .permissionDenied)
                    return
                }
                #expect(
                    try await PageTown.code { try await enter("sign-own", PageTown.thief) }
                        == .permissionDenied)
                #expect(
                    try await PageTown.code { try await enter("nobody", PageTown.page) }
                        == .unauthenticated)
                var desk = page
                desk.token = try await enter("sign-own", PageTown.page).token
                #expect(try await desk.me().uid == Int64(Asker.own.rawValue))
            }
        }
    }
}
