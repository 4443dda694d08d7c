// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseworkCore
internal import Synchronization
internal import Workflow

/// Questions that take a core for long: one at a time, so that acts and short questions go on beside.
///
/// Each waits for its turn in the order of arrival; whoever has several waiting is told to wait himself. A turn
/// begins when all that is asked has come: whoever sends half of it has none.
final class HeavyQuestions: Sendable {
    /// Those calls: what they cost grows with all cases, with all history, or with what the caller sent.
    static let methods: Set<String> = [
        RulesMethods.check, RulesMethods.preview, RulesMethods.install, RulesMethods.rollback,
        RulesMethods.migrate, RulesMethods.recount, AdminMethods.verify, AdminMethods.examine,
        ReportsMethods.figures, ReportsMethods.circular, ReportsMethods.publicFile,
        WorkMethods.planBulk, WorkMethods.planImport, WorkMethods.planErasure, CasesMethods.actsBy,
    ].reduce(into: []) { $0.insert(Gate.name(of: $1)) }

    private struct Waiting {
        let number: Int
        let caller: Int64
        let turn: CheckedContinuation<Bool, Never>
    }

    private struct State {
        var isBusy = false
        var next = 0
        var waiting: [Waiting] = []
    }

    private let state = Mutex(State())

    /// How many wait for their turn.
    var waiting: Int { self.state.withLock { $0.waiting.count } }

    /// Runs a heavy question when its turn comes.
    ///
    /// - Throws: ``CaseworkError`` when the caller, or everybody, has too many waiting; CancellationError
    ///   when he goes away meanwhile.
    func run<Answer: Sendable>(
        of caller: Int64, _ body: () async throws -> Answer
    ) async throws -> Answer {
        try await self.enter(caller)
        defer { self.leave() }
        try Task.checkCancellation()
        return try await body()
    }

    private func enter(_ caller: Int64) async throws {
        let number = self.state.withLock { state in
            state.next += 1
            return state.next
        }
        let mayGo = await withTaskCancellationHandler {
            await withCheckedContinuation { turn in
                let now = self.state.withLock { state -> Bool? in
                    if Task.isCancelled { return false }
                    if !state.isBusy {
                        state.isBusy = true
                        return true
                    }
                    let own = state.waiting.count { $0.caller == caller }
                    guard own < ServiceLimits.heavyWaitingOfOne,
                        state.waiting.count < ServiceLimits.heavyWaiting
                    else { return false }
                    state.waiting.append(Waiting(number: number, caller: caller, turn: turn))
                    return nil
                }
                if let now { turn.resume(returning: now) }
            }
        } onCancel: {
            let gone = self.state.withLock { state -> Waiting? in
                let index = state.waiting.firstIndex { $0.number == number }
                return index.map { state.waiting.remove(at: $0) }
            }
            gone?.turn.resume(returning: false)
        }
        guard mayGo else {
            try Task.checkCancellation()
            throw HeavyQuestions.full
        }
    }

    private func leave() {
        let next = self.state.withLock { state -> Waiting? in
            guard !state.waiting.isEmpty else {
                state.isBusy = false
                return nil
            }
            return state.waiting.removeFirst()
        }
        next?.turn.resume(returning: true)
    }

    private static let full = CaseworkError(
        .busy,
        Label(
            "检查、预览、统计、核验和批量计划逐个进行,等候的已经太多;请稍后再试",
            "checks, previews, figures, proofs and bulk plans are made one at a time, and too many wait already; try again later"
        ))
}
