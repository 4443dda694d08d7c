// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore
import Testing

@testable import Service

/// Who gets past the gate, and in which order it asks.
@Suite(.timeLimit(.minutes(30))) struct GateTests {
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
