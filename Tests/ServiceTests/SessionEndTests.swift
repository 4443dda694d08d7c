// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import CaseworkCore
import GRPCCore
import Storage
import StorageMemory
import Testing
import WorkCalendar

@testable import Service

/// What ends by itself: sessions, links, first passwords.
///
/// By the computer's clock, so rows are laid into the store.
@Suite(.timeLimit(.minutes(60))) struct SessionEndTests {
    private static let hour: Int64 = 3_600_000

    /// A moment so many hours from now.
    private static func hours(_ count: Int64) -> Instant {
        DaemonClock.machine.adding(milliseconds: count * Self.hour)
    }

    private static func lay(
        _ token: String, until end: Instant, in store: any CaseStore, errand: Errand? = nil,
        of asker: Asker = .own
    ) throws {
        let row = SignInRow(
            digest: SignIns.digest(token), user: Int64(asker.rawValue),
            door: errand == nil ? .password : .link, errand: errand, isLink: errand != nil,
            madeAt: Self.hours(-100), endsAt: end)
        try store.decide { try $1.store(row) }
    }

    @Test func sessionAndLinkAreGoodUntilTheirEnd() async throws {
        let store = MemoryStore()
        try await PageTown.town(store: store) { town, page async throws in
            for (hours, code) in [(1, nil), (-1, .unauthenticated)] as [(Int64, RPCError.Code?)] {
                let token = String(repeating: hours > 0 ? "a" : "b", count: 64)
                try Self.lay(token, until: Self.hours(hours), in: store)
                var desk = page
                desk.token = token
                let asked = desk
                #expect(try await PageTown.code { try await asked.me() } == code)
                let link = String(repeating: hours > 0 ? "c" : "d", count: 64)
                try Self.lay(
                    link, until: Self.hours(hours), in: store,
                    errand: Errand(caseID: town.ordinary, event: "rate"), of: .proposer)
                #expect(
                    try await PageTown.code {
                        try await page.sessions.followLink(
                            V1.LinkRequest(token: link), metadata: page.metadata)
                    } == code)
            }
        }
    }

    @Test func firstPasswordIsGoodUntilItsEnd() async throws {
        let store = MemoryStore()
        try await PageTown.town(store: store) { town, page async throws in
            let number = Int64(Asker.own.rawValue)
            let given = try await town.engine.signIns.givePassword(to: number, PageTown.admin)
            let kept = try await store.read { try $0.credential(of: number) }
            var row = try #require(kept)
            row.setAt = Self.hours(-100)
            row.endsAt = Self.hours(-1)
            let over = row
            try store.decide { $1.store(over) }
            let told = try await PageTown.sentence {
                try await page.signIn("sign-own", given.password)
            }
            #expect(told.contains("初始密码已过期"), "\(told)")
        }
    }

    /// Longer than a long answer takes to write nobody's desk stands open.
    @Test func sessionThatNobodyUsesIsOver() async throws {
        let town = try await SeeingTown()
        let signedIn = SignedIn(engine: town.engine, admins: AdminGroup(AdminGroup.admins))
        let start = ContinuousClock.now
        func uses(_ digest: String, minutes: Int) -> Bool {
            signedIn.touch(digest, at: start.advanced(by: .seconds(minutes * 60)))
        }
        #expect(uses("a", minutes: 0) && uses("a", minutes: 59) && uses("a", minutes: 118))
        #expect(uses("b", minutes: 118))
        #expect(!uses("a", minutes: 179) && uses("b", minutes: 177))
        // Once over it stays so.
        #expect(!uses("a", minutes: 180))
    }
}
