// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import Casework
internal import CaseworkCore
internal import WorkCalendar
internal import Workflow

/// Who calls, and the engine at his service for this call.
struct Caller: Sendable {
    /// The peer, as the directory knows him.
    let principal: Principal
    /// What he calls: `Cases/Get`.
    let call: String
    /// What is told of it to those who look after the system.
    let signs: Signs
    /// What answers him.
    let engine: Doors

    /// What is asked for, so that it is carried out once for its id.
    ///
    /// Messages of two kinds may have the same bytes, and two methods the same message: what is asked
    /// for is the kind, the method where it shares its message, and the bytes.
    ///
    /// - Throws: ``CaseworkError`` when the message cannot be encoded again.
    func request<Asked: ChangeRequest>(
        _ asked: Asked, by method: StaticString = "", isDryRun: Bool = false
    ) throws(CaseworkError) -> Engine.Request {
        let kind = Array("\(Asked.self) \(method) ".utf8)
        var request = self.request(
            asked.requestId, payload: kind + (try WireValues.bytes(of: asked)))
        request.isDryRun = isDryRun
        return request
    }

    /// The same for content that did not come as one message.
    func request(_ id: String, payload: [UInt8]) -> Engine.Request {
        Engine.Request(principal: self.principal, id: id, payload: payload)
    }

    /// Runs what answers him; errors become statuses, and that he was refused a sign.
    func answered<Answer>(
        _ asked: (any Sendable)?, _ body: () async throws -> Answer
    ) async throws -> Answer {
        try await ErrorMap.statuses {
            do {
                return try await body()
            } catch let error as CaseworkError {
                self.note(error, asked)
                throw error
            }
        }
    }

    /// Notes that he was refused something.
    func note(_ error: CaseworkError, _ asked: (any Sendable)?) {
        guard error.code == .permission else { return }
        self.signs.refused(
            Signs.Refusal(
                "not_permitted", by: self.principal.number, offices: self.principal.offices,
                call: self.call, caseID: (asked as? any CaseRequest)?.caseId ?? "",
                requestID: (asked as? any ChangeRequest)?.requestId ?? ""))
    }

    /// The day for what belongs to no place.
    var today: Day {
        self.engine.rules.nationalZone.day(of: self.engine.clock.now)
    }
}
