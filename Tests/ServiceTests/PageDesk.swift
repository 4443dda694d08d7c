// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import CaseworkCore
import GRPCCore
import GRPCInProcessTransport
import Glibc
import Storage
import StorageMemory
import Testing
import WorkCalendar

@testable import Service

/// The page before a town, as people are signed in at it.
enum PageTown {
    /// The page's process: here the daemon's own.
    static let page = UInt32(geteuid())
    /// Somebody else on the machine, whom nobody knows.
    static let thief: UInt32 = 3_900_001
    static let admin = Engine.Request(
        principal: Principal(number: 0, isAdmin: true, user: nil, rights: []), id: "", payload: [])

    /// The page, as somebody is signed in at it.
    struct Desk {
        let client: GRPCClient<InProcessTransport.Client>
        var token = ""
        var uid = PageTown.page

        var metadata: Metadata {
            var metadata = Metadata.peer(self.uid)
            if !self.token.isEmpty { metadata.addString(self.token, forKey: SignedIn.header) }
            return metadata
        }

        var sessions: SessionsClient<InProcessTransport.Client> { SessionsClient(self.client) }
        var cases: CasesClient<InProcessTransport.Client> { CasesClient(self.client) }

        func signIn(_ name: String, _ password: String) async throws -> Desk {
            let session = try await self.sessions.signIn(
                V1.SignInRequest(name: name, password: password), metadata: .peer(self.uid))
            return Desk(client: self.client, token: session.token)
        }

        func me() async throws -> V1.User {
            try await DirectoryClient(self.client).whoAmI(
                V1.WhoAmIRequest(), metadata: self.metadata)
        }

        func change(from old: String, to new: String) async throws {
            _ = try await self.sessions.changePassword(
                V1.ChangePasswordRequest(old: old, password: new), metadata: self.metadata)
        }
    }

    static func code(_ body: () async throws -> some Any) async throws -> RPCError.Code? {
        do { _ = try await body() } catch let error as RPCError { return error.code }
        return nil
    }

    static func sentence(_ body: () async throws -> some Any) async throws -> String {
        do { _ = try await body() } catch let error as RPCError { return error.message }
        return ""
    }

    static let password = "桥边 Linde 42"

    /// A town whose people have names to sign in by, and a page of it.
    static func town(
        trustsProxies: Bool = false, store: any CaseStore = MemoryStore(),
        _ body: @Sendable (SeeingTown, Desk) async throws -> Void
    ) async throws {
        let town = try await SeeingTown(store: store)
        for asker in Asker.allCases where asker.rights != nil {
            var details = UserDetails()
            details.signIn = "sign-\(asker)"
            _ = try await town.engine.directory.change(
                Int64(asker.rawValue), details, evenSo: true, PageTown.admin)
        }
        try await Registry.serve(town.engine, trustsProxies: trustsProxies) { client in
            try await body(town, Desk(client: client))
        }
    }

    /// Signs somebody in who has a password of his own.
    static func settled(_ asker: Asker, _ town: SeeingTown, _ page: Desk) async throws
        -> Desk
    {
        let given = try await town.engine.signIns.givePassword(
            to: Int64(asker.rawValue), PageTown.admin)
        let desk = try await page.signIn("sign-\(asker)", given.password)
        try await desk.change(from: given.password, to: PageTown.password)
        return desk
    }
}
