// SPDX-License-Identifier: Apache-2.0
internal import Synchronization
internal import Workflow

/// Rings after each commit, for those who watch the history.
///
/// A ring says only that there may be something new: who is slow finds one ring waiting, however
/// many there were, and reads what is new from the store.
package final class CommitBell: Sendable {
    private struct State {
        var listeners: [Int: AsyncStream<Void>.Continuation] = [:]
        /// Whose those of people are.
        var callers: [Int: Int64] = [:]
        var next = 0
        var isStopped = false
    }

    private let state = Mutex(State())

    /// How many listen.
    package var listeners: Int { self.state.withLock { $0.listeners.count } }

    /// Something was committed.
    package func ring() {
        self.state.withLock { state in
            for listener in state.listeners.values { listener.yield() }
        }
    }

    /// Nothing more will be committed: every listener's rings end.
    package func stop() {
        let listeners = self.state.withLock { state in
            state.isStopped = true
            return Array(state.listeners.values)
        }
        // Outside the lock: it wakes others.
        for listener in listeners { listener.finish() }
    }

    /// Lets the body hear every ring from now on, until it returns.
    ///
    /// - Throws: ``CaseworkError`` when he or all have too many listening, or the daemon stops.
    package func listening<R>(
        by caller: Int64?, _ body: (AsyncStream<Void>) async throws -> R
    ) async throws -> R {
        let (rings, continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let number = try self.enter(caller, continuation)
        defer { self.leave(number) }
        return try await body(rings)
    }

    private func enter(
        _ caller: Int64?, _ continuation: AsyncStream<Void>.Continuation
    ) throws(CaseworkError) -> Int {
        let refusal = self.state.withLock { state -> Result<Int, CaseworkError> in
            if state.isStopped { return .failure(CaseworkError.stopping) }
            if state.listeners.count >= CaseworkLimits.watchers {
                return .failure(CommitBell.full)
            }
            let own = state.callers.values.count { $0 == caller }
            guard caller == nil || own < CaseworkLimits.watchersOfOne else {
                return .failure(CommitBell.fullOfOne)
            }
            state.next += 1
            state.listeners[state.next] = continuation
            state.callers[state.next] = caller
            return .success(state.next)
        }
        return try refusal.get()
    }

    private func leave(_ number: Int) {
        self.state.withLock { state in
            state.listeners[number] = nil
            state.callers[number] = nil
        }
    }

    private static let fullOfOne = CaseworkError(
        .busy,
        Label(
            "您已有\(CaseworkLimits.watchersOfOne)处在跟踪历史,不能再多;请先结束一处",
            "you watch the history in \(CaseworkLimits.watchersOfOne) places already, and no more can; end one first"
        ))
    private static let full = CaseworkError(
        .busy,
        Label(
            "已有\(CaseworkLimits.watchers)处在跟踪历史,不能再多;请先结束一处",
            "\(CaseworkLimits.watchers) watch the history already, and no more can; end one first"))
}
