// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import GRPCCore
import Storage
import Testing
import WorkCalendar

@testable import Service

/// Who gets past the gate, and in which order it asks.
@Suite(.timeLimit(.minutes(60))) struct GateTests {
    @Test func thereAreMethodsToLookAt() {
        #expect(Registry.methods.count > 50)
    }

    @Test func noMethodAnswersAStranger() async throws {
        try await Registry().serve { client in
            for method in Registry.methods {
                let error = try await client.status(of: method, as: Registry.stranger)
                #expect(error?.code == .permissionDenied, "\(method): \(error.debugDescription)")
            }
        }
    }

    @Test func noMethodAnswersAConnectionThatTellsNoUid() async throws {
        try await Registry().serve { client in
            for method in Registry.methods {
                let error = try await client.status(of: method, as: nil)
                #expect(error?.code == .unauthenticated, "\(method): \(error.debugDescription)")
            }
        }
    }

    /// What keeps a method from forgetting the gate: without one, none of them answers.
    @Test func noMethodAnswersPastTheGate() async throws {
        try await Registry().serve(gated: false) { client in
            for method in Registry.methods {
                let error = try await client.status(of: method, as: Registry.clerk)
                #expect(error?.code == .unauthenticated, "\(method): \(error.debugDescription)")
            }
        }
    }

    @Test func healthAnswersAnybody() async throws {
        try await Registry().serve { client in
            for uid in [nil, Registry.stranger, Registry.clerk] {
                let answer = try await HealthClient(client).check(
                    HealthV1.HealthCheckRequest(), metadata: .peer(uid))
                #expect(answer.status == .serving)
            }
        }
    }

    @Test func clerkIsToldWhoHeIs() async throws {
        try await Registry().serve { client in
            let user = try await DirectoryClient(client).whoAmI(
                V1.WhoAmIRequest(), metadata: .peer(Registry.clerk))
            #expect(user.known && !user.admin)
            #expect(user.memberships.map(\.role) == ["assigner"])
        }
    }

    @Test func userIsKnownAsSoonAsHeIsEntered() async throws {
        let registry = try await Registry()
        try await registry.serve { client in
            let method = DirectoryMethods.whoAmI
            let before = try await client.status(of: method, as: Registry.stranger)
            #expect(before?.code == .permissionDenied)
            try await registry.add(Registry.stranger)
            #expect(try await client.status(of: method, as: Registry.stranger) == nil)
        }
    }

    /// Behind uid 65534 stands nobody (base-passwd): whoever was entered under another name is not he.
    @Test func uidWithAnotherNameThanItWasEnteredWithIsRefused() async throws {
        let registry = try await Registry()
        try await registry.serve { client in
            let method = DirectoryMethods.whoAmI
            try await registry.add(65_534, login: "nobody")
            #expect(try await client.status(of: method, as: 65_534) == nil)
            var other = UserDetails()
            other.login = UserRow.Login(uid: 65_534, name: "somebody")
            try await registry.change(65_534, other)
            let error = try await client.status(of: method, as: 65_534)
            #expect(error?.code == .permissionDenied)
            #expect(error?.message.contains("“somebody”") == true)
            // Whoever looks after the system is told, by the account's number.
            let warnings = try await registry.engine.health.status().warnings().map(\.name)
            #expect(warnings.contains("uid-of-another:65534"), "\(warnings)")
        }
    }

    @Test func whoMayNotActTodayIsRefused() async throws {
        let registry = try await Registry()
        try await registry.serve { client in
            func refused(
                _ change: (inout UserDetails) -> Void
            ) async throws -> String? {
                var details = UserDetails()
                change(&details)
                try await registry.change(Registry.clerk, details)
                let error = try await client.status(
                    of: DirectoryMethods.whoAmI, as: Registry.clerk)
                #expect(error == nil || error?.code == .permissionDenied)
                return error?.message
            }
            let disabled = try await refused { $0.status = .disabled }
            #expect(disabled?.contains("disabled") == true)
            let enabled = try await refused { $0.status = .active }
            #expect(enabled == nil)
            // The town lives on 2025-03-20.
            let over = try await refused { $0.validUntil = .some(Day("2025-03-19")) }
            #expect(over?.contains("2025-03-19") == true)
            let last = try await refused { $0.validUntil = .some(Day("2025-03-20")) }
            #expect(last == nil)
            let early = try await refused {
                ($0.validFrom, $0.validUntil) = (.some(Day("2025-03-21")), .some(nil))
            }
            #expect(early?.contains("2025-03-21") == true)
        }
    }

    /// Where somebody is reached is for administrators and himself.
    @Test func mailAndTelephoneAreNotForEverybody() async throws {
        let registry = try await Registry()
        try await registry.add(3_000_003)
        var details = UserDetails()
        (details.mail, details.telephone) = ("zhang@example.org", "0595-1234")
        try await registry.change(Registry.clerk, details)
        try await registry.serve { client in
            func told(_ uid: UInt32) async throws -> [String] {
                let list = try await DirectoryClient(client).listUsers(
                    V1.ListUsersRequest(who: String(Registry.clerk)), metadata: .peer(uid))
                return list.users.flatMap { [$0.mail, $0.telephone] }
            }
            let (other, himself) = (try await told(3_000_003), try await told(Registry.clerk))
            let admin = try await told(0)
            #expect(other == ["", ""])
            #expect(himself == ["zhang@example.org", "0595-1234"] && admin == himself)
        }
    }

    /// A courier need not be in the directory, and being in the directory makes nobody a courier: its
    /// group is asked first.
    @Test(arguments: [WorkMethods.leaseMessages, WorkMethods.reportMessage])
    func courierMethodsAskForTheGroup(_ method: MethodDescriptor) async throws {
        try await Registry().serve { client in
            for uid in [Registry.clerk, Registry.stranger] {
                let error = try await client.status(of: method, as: uid)
                #expect(error?.code == .permissionDenied)
                #expect(error?.message.contains("cased-courier") == true)
            }
            #expect(try await client.status(of: method, as: 0)?.code != .permissionDenied)
        }
    }

    @Test func strangerIsToldHowToBeEntered() async throws {
        try await Registry().serve { client in
            let error = try await client.status(of: CasesMethods.list, as: Registry.stranger)
            #expect(error?.message.contains("\(Registry.stranger)") == true)
        }
    }
}
