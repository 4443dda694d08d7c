// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import CaseworkCore
import GRPCCore
import Storage
import Testing
import Workflow

@testable import Service

/// What `serve` does around each answer: the caller in, a status out.
@Suite(.timeLimit(.minutes(60))) struct ServedEngineTests {
    private struct Broken: Error {}

    private let principal = Principal(number: 7, isAdmin: false, user: nil, rights: [])

    private func caller(of engine: Engine) -> Caller {
        Caller(
            principal: self.principal, call: "", signs: engine.signs,
            engine: Doors(engine, for: .daemon))
    }

    private func code(
        throwing error: any Error
    ) async throws -> RPCError.Code? {
        let served = ServedEngine(try await Registry().engine)
        do {
            _ = try await Gate.$speaker.withValue(self.principal) {
                try await served.serve(ServerRequest(metadata: [:], message: 1)) {
                    (_, _) -> Int in throw error
                }
            }
            return nil
        } catch let error as RPCError {
            return error.code
        }
    }

    @Test func answerIsGivenToTheCaller() async throws {
        let served = ServedEngine(try await Registry().engine)
        let response = try await Gate.$speaker.withValue(self.principal) {
            try await served.serve(ServerRequest(metadata: [:], message: 20)) { asked, caller in
                asked + Int(caller.principal.number)
            }
        }
        #expect(try response.message == 27)
    }

    /// Each has the bytes of another: an id is bound to what was asked for, not to bytes.
    @Test func sameBytesForAnotherMethodAreAnotherRequest() async throws {
        let engine = try await Registry().engine
        let caller = self.caller(of: engine)
        var grant = V1.GrantRoleRequest()
        (grant.uid, grant.requestId) = (7, "r")
        var run = V1.RunBulkRequest()
        (run.id, run.requestId) = (1, "r")
        var cancel = V1.CancelBulkRequest()
        (cancel.id, cancel.requestId) = (1, "r")
        #expect(try run.bytes() == cancel.bytes())
        let payloads = [
            try caller.request(grant, by: "grant"), try caller.request(grant, by: "revoke"),
            try caller.request(run), try caller.request(cancel),
        ].map(\.payload)
        #expect(Set(payloads).count == 4)
        #expect(try caller.request(run).payload == caller.request(run).payload)
    }

    @Test func withoutASpeakerTheAnswerIsNotEvenBegun() async throws {
        let served = ServedEngine(try await Registry().engine)
        let error = await #expect(throws: RPCError.self) {
            try await served.serve(ServerRequest(metadata: [:], message: 1)) { asked, _ in
                Issue.record("the body ran")
                return asked
            }
        }
        #expect(error?.code == .unauthenticated)
    }

    @Test func errorsOfTheEngineBecomeStatuses() async throws {
        let refused = CaseworkError(.refused, Label("不准", "no"))
        #expect(try await self.code(throwing: refused) == .failedPrecondition)
        #expect(try await self.code(throwing: CaseworkError.stopping) == .unavailable)
        #expect(try await self.code(throwing: StoreError.full) == .resourceExhausted)
        let doubtful = StoreError.uncertain("the disk does not confirm it")
        #expect(try await self.code(throwing: doubtful) == .unknown)
        // What nobody thought of has a sentence too.
        #expect(try await self.code(throwing: Broken()) == .internalError)
    }

    @Test func requestCarriesIdSpeakerAndBytes() async throws {
        let engine = try await Registry().engine
        let caller = self.caller(of: engine)
        let asked = V1.RunBulkRequest(id: 3, requestId: "r-1")
        let request = try caller.request(asked)
        #expect(request.id == "r-1" && request.principal.number == 7)
        let bytes = try asked.bytes()
        #expect(request.payload.suffix(bytes.count) == bytes[...])
    }

    @Test func refusalOfAStreamedCommandIsAnOutcomeInItsPlace() async throws {
        try await Registry().serve { client in
            let outcomes = try await CasesClient(client).submit(
                metadata: .peer(Registry.clerk)
            ) { writer in
                for number in 1...3 {
                    try await writer.write(V1.Command(kind: .open(Self.suggestion(number))))
                    try await writer.write(V1.Command(kind: .act(V1.ActRequest(caseId: "none"))))
                    try await writer.write(V1.Command())
                }
            } onResponse: { messages in
                try await messages.reduce(into: []) { $0.append($1) }
            }
            let kinds = outcomes.map { outcome in
                switch outcome.kind {
                case .done(let done): done.state
                case .refusal(let refusal): refusal.code
                case nil: "nothing"
                }
            }
            let three = ["submitted", "not_found", "invalid"]
            #expect(kinds == three + three + three, "\(outcomes)")
        }
    }

    private static func suggestion(_ number: Int) -> V1.OpenRequest {
        let texts = [
            "assembly": "某市人大", "session": "四次", "number": "\(number)", "title": "关于建设孵化园的建议",
            "proposers": "李某", "session_closed_on": "2025-03-10",
        ]
        return V1.OpenRequest(
            workflow: "proposal", fields: texts.mapValues { V1.Value(kind: .text($0)) })
    }
}
