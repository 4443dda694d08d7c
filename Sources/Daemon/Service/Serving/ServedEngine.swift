// SPDX-License-Identifier: Apache-2.0
package import Casework
internal import CaseworkCore
internal import GRPCCore

/// The engine behind the gate: a service reaches it only on behalf of the caller whom the gate let
/// through.
///
/// The engine is private here and handed to what answers a call, so that a method cannot forget to
/// ask who calls, nor to turn errors into statuses: it has no other way to an engine.
package struct ServedEngine: Sendable {
    private let engine: Engine
    private let heavy = HeavyQuestions()

    /// An engine to be served.
    package init(_ engine: Engine) {
        self.engine = engine
    }

    /// Answers one message with one.
    ///
    /// - Throws: the status of what `body` threw, or UNAUTHENTICATED past the gate.
    func serve<Asked, Answer: Sendable>(
        _ request: ServerRequest<Asked>, _ body: (Asked, Caller) async throws -> Answer
    ) async throws -> ServerResponse<Answer> {
        let caller = try self.caller()
        return ServerResponse(
            message: try await caller.answered(request.message) {
                let asked = try await caller.identified(request.message)
                guard HeavyQuestions.methods.contains(caller.call) else {
                    return try await body(asked, caller)
                }
                return try await caller.inTurn { try await body(asked, caller) }
            })
    }

    /// Answers a stream of messages with one.
    func serve<Asked, Answer: Sendable>(
        _ request: StreamingServerRequest<Asked>,
        _ body: (RPCAsyncSequence<Asked, any Error>, Caller) async throws -> Answer
    ) async throws -> ServerResponse<Answer> {
        let caller = try self.caller()
        return ServerResponse(
            message: try await caller.answered(nil) { try await body(request.messages, caller) })
    }

    /// Answers one message with a stream.
    func stream<Asked: Sendable, Answer: Sendable>(
        _ request: ServerRequest<Asked>,
        _ body: @escaping @Sendable (Asked, Caller, RPCWriter<Answer>) async throws -> Void
    ) throws -> StreamingServerResponse<Answer> {
        let caller = try self.caller()
        let asked = request.message
        return StreamingServerResponse(of: Answer.self) { writer in
            try await caller.answered(asked) {
                try await body(try await caller.identified(asked), caller, writer)
            }
            return [:]
        }
    }

    /// Answers a stream of messages with a stream.
    func stream<Asked: Sendable, Answer: Sendable>(
        _ request: StreamingServerRequest<Asked>,
        _ body:
            @escaping @Sendable (
                RPCAsyncSequence<Asked, any Error>, Caller, RPCWriter<Answer>
            ) async throws -> Void
    ) throws -> StreamingServerResponse<Answer> {
        let caller = try self.caller()
        let messages = request.messages
        return StreamingServerResponse(of: Answer.self) { writer in
            try await caller.answered(nil) { try await body(messages, caller, writer) }
            return [:]
        }
    }

    private func caller() throws -> Caller {
        let principal = try Gate.current()
        return Caller(
            principal: principal, call: Gate.call, signs: self.engine.signs,
            engine: Doors(self.engine, for: .person(principal, call: Gate.call)),
            heavy: self.heavy)
    }
}
