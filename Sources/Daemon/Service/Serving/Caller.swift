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
    /// Where what takes a core for long waits for its turn.
    var heavy = HeavyQuestions()

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

    /// Runs what takes a core for long, when its turn comes.
    func inTurn<Answer: Sendable>(_ body: () async throws -> Answer) async throws -> Answer {
        try await self.heavy.run(of: self.principal.number, body)
    }

    /// Runs what answers him; errors become statuses, and that he was refused a sign.
    func answered<Answer>(
        _ asked: (any Sendable)?, _ body: () async throws -> Answer
    ) async throws -> Answer {
        try await ErrorMap.statuses({ self.engine.failed(self.call, $0) }) {
            do {
                return try await body()
            } catch let error as CaseworkError {
                self.note(error, asked)
                throw error
            }
        }
    }

    /// Runs what shows somebody what his command came to, which is done and durable by now.
    ///
    /// - Throws: ``CaseworkError`` that says so where it cannot be shown.
    static func shown<Answer>(_ body: () async throws -> Answer) async throws -> Answer {
        do {
            return try await body()
        } catch let error as CaseworkError where error.code != .internal {
            throw error
        } catch let error where error is CancellationError {
            throw error
        } catch {
            let reason = (error as? CaseworkError)?.sentence ?? Label(same: "\(error)")
            throw CaseworkError(
                .uncertain,
                Label(
                    "已办理,但结果未能读出,请稍后查看,不要重办:\(reason.zh)",
                    "it was done, but what it came to cannot be read; look later, and do not do it again: \(reason.en)"
                ))
        }
    }

    /// A question with the id of the case that it names by a number on its paper.
    ///
    /// What changes something finds its case where it is decided, behind the look for a kept answer: a request
    /// that is repeated means what it meant.
    func identified<Asked>(_ asked: Asked) async throws(CaseworkError) -> Asked {
        guard !(asked is any ChangeRequest), var named = asked as? any CaseRequest,
            !named.caseId.isEmpty
        else { return asked }
        named.caseId = try await self.engine.cases.id(called: named.caseId)
        return named as? Asked ?? asked
    }

    /// Notes that he was refused something.
    func note(_ error: CaseworkError, _ asked: (any Sendable)?) {
        self.engine.refused(error.code)
        guard error.code == .permission else { return }
        self.signs.refused(
            Signs.Refusal(
                "not_permitted", by: self.principal.number, offices: self.principal.offices,
                call: self.call, caseID: (asked as? any CaseRequest)?.caseId ?? "",
                requestID: (asked as? any ChangeRequest)?.requestId ?? ""))
    }

    /// What names of cases, roles and duties are called, by the rules in force.
    var kinds: KindWords { KindWords(rulebook: self.engine.rules.rulebook) }

    /// The day for what belongs to no place.
    var today: Day {
        self.engine.rules.nationalZone.day(of: self.engine.clock.now)
    }
}
