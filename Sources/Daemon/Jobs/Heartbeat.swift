// SPDX-License-Identifier: Apache-2.0
internal import Dispatch

/// Wakes a handler at a steady pace on a Dispatch timer; a beat that comes while the last one is
/// still being handled is skipped.
///
/// What is to be done is derived from the store each time, so a missed beat loses nothing.
package final class Heartbeat: Sendable {
    private let seconds: Int
    private let beats: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    /// A heart that beats every so many seconds.
    package init(every seconds: Int) {
        self.seconds = seconds
        (self.beats, self.continuation) = AsyncStream.makeStream(
            of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// One more beat at once: there is work.
    ///
    /// Several before it is handled are one.
    package func beat() {
        self.continuation.yield()
    }

    /// Handles each beat, the first one at once, until the task is cancelled.
    package func run(_ handle: @escaping @Sendable () async -> Void) async {
        let timer = DispatchSource.makeTimerSource(queue: .global())
        timer.schedule(deadline: .now(), repeating: .seconds(self.seconds))
        timer.setEventHandler { self.beat() }
        timer.resume()
        await withTaskCancellationHandler {
            for await _ in self.beats { await handle() }
        } onCancel: {
            self.continuation.finish()
        }
        timer.cancel()
    }
}
