// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Storage
internal import WorkCalendar
internal import Workflow

/// A room of the engine: what one noun offers, its commands and its questions.
///
/// A room is a small value over the engine; it keeps nothing itself.
package protocol Room: Sendable {
    /// The engine it belongs to.
    var engine: Engine { get }
    /// For whom it answers.
    var viewer: Viewer { get }
}

extension Room {
    var store: any CaseStore { self.engine.store }
    var rules: RuleStore { self.engine.rules }
    var clock: DaemonClock { self.engine.clock }
    var desk: WorkDesk { self.engine.desk }
    var logger: Logger { self.engine.logger }

    func wake() { self.engine.wake() }

    /// Decides a command of somebody, once for each request id, and returns when it is durable.
    func perform(
        _ request: Engine.Request, _ sharing: CommitQueue.Sharing = .shared,
        _ body: @escaping @Sendable (Transaction) throws -> CommandResult
    ) async throws(CaseworkError) -> CommandResult {
        var call = ""
        if case .person(_, let named) = self.viewer { call = named }
        return try await self.engine.perform(request, sharing, call: call, body)
    }

    /// The same for a command that makes one thing.
    ///
    /// - Returns: the number of what it made.
    func made(
        _ request: Engine.Request, _ sharing: CommitQueue.Sharing = .shared,
        _ body: @escaping @Sendable (Transaction) throws -> CommandResult
    ) async throws(CaseworkError) -> Int64 {
        guard let number = try await self.perform(request, sharing, body).made.first else {
            throw CaseworkError(
                .internal, Label("命令没有产生结果", "the command made nothing"))
        }
        return number
    }

    /// Answers a question from a snapshot.
    func ask<R: Sendable>(
        _ body: @escaping @Sendable (any StoreReader) throws -> R
    ) async throws(CaseworkError) -> R {
        try await self.engine.ask(body)
    }

    /// Answers a question, with what its asker may read.
    ///
    /// Where it tells what is restricted, that he read it is durable before he is answered; an answer
    /// that cannot be noted is none.
    ///
    /// - Parameter admitsAdministrators: it is asked by who looks after the daemon too, whatever role he
    ///   has; what it tells him of cases that he does not see is for `body` to bound.
    /// - Parameter admitsParticipants: it is asked by who takes part in cases from outside too; of them it
    ///   tells him what `Kept` leaves.
    func look<R: Sendable>(
        admittingAdministrators admitsAdministrators: Bool = false,
        admittingParticipants admitsParticipants: Bool = false, asOfNow: Bool = false,
        _ body: @escaping @Sendable (any StoreReader, Visibility) throws -> R
    ) async throws(CaseworkError) -> R {
        let (viewer, rules, now) = (self.viewer, self.rules, self.clock.now)
        let (answer, read) = try await self.ask { reader in
            let viewer =
                asOfNow ? try viewer.asOf(rules.nationalZone.day(of: now), in: reader) : viewer
            let visibility = Visibility(
                of: viewer, in: reader, rules,
                admittingParticipantsOn: admitsParticipants
                    ? rules.nationalZone.day(of: now) : nil, listedBy: reader)
            if !(admitsAdministrators && visibility.administers) { try visibility.requireRole() }
            return (try body(reader, visibility), try visibility.read(at: now))
        }
        if let read { try await self.engine.note(read) }
        return answer
    }

    /// How many rows a list has when so many were asked for.
    static func bounded(_ limit: Int, byDefault usual: Int = CaseworkLimits.listed) -> Int {
        min(limit > 0 ? limit : usual, CaseworkLimits.listed)
    }
}
