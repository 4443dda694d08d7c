// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Synchronization

/// Wakes a handler at a steady pace on Dispatch; a beat that comes while the last one is
/// still being handled is skipped.
///
/// What is to be done is derived from the store each time, so a missed beat loses nothing.
package final class Heartbeat: Sendable {
    private let seconds: Atomic<Int>
    private let isRunning = Atomic<Bool>(false)
    private let beats: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// A heart that beats every so many seconds.
    package init(every seconds: Int) {
        self.seconds = Atomic(seconds)
        (self.beats, self.continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// One more beat at once: there is work.
    ///
    /// Several before it is handled are one.
    package func beat() {
        self.continuation.yield()
    }

    /// Another pace, from the next beat on.
    package func set(every seconds: Int) {
        self.seconds.store(seconds, ordering: .relaxed)
    }

    /// Handles each beat, the first one at once, until the task is cancelled.
    package func run(_ handle: @escaping @Sendable () async -> Void) async {
        self.isRunning.store(true, ordering: .relaxed)
        self.tick()
        await withTaskCancellationHandler {
            for await _ in self.beats { await handle() }
        } onCancel: {
            self.continuation.finish()
        }
        self.isRunning.store(false, ordering: .relaxed)
    }

    /// Beats, and again after the pace that holds then.
    private func tick() {
        guard self.isRunning.load(ordering: .relaxed) else { return }
        self.beat()
        DispatchQueue.global().asyncAfter(
            deadline: .now() + .seconds(self.seconds.load(ordering: .relaxed))
        ) { self.tick() }
    }
}
