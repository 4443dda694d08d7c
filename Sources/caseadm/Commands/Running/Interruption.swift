// SPDX-License-Identifier: Apache-2.0
internal import Dispatch
internal import Glibc
internal import Synchronization

/// Tells when an endless output is to end: by SIGINT or SIGTERM, or because whoever read standard
/// output has gone.
enum Interruption {
    /// The end of the pipe into which the signals' handler writes.
    private static let bell = Atomic<Int32>(-1)
    /// How long the output may still take; a reader who stands still must not keep the program.
    private static let patience = DispatchTimeInterval.seconds(1)

    /// Begins to listen; the stream ends when it is time.
    static func stream() -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self)
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { return stream }
        let heard = ends[0]
        bell.store(ends[1], ordering: .releasing)
        for number in [SIGINT, SIGTERM] { signal(number, ring) }
        DispatchQueue(label: "caseadm.interruption").async {
            // No events asked for: errors and hang-ups are always told.
            var watched = [
                pollfd(fd: heard, events: Int16(POLLIN), revents: 0),
                pollfd(fd: STDOUT_FILENO, events: 0, revents: 0),
            ]
            while poll(&watched, nfds_t(watched.count), -1) < 0, errno == EINTR {}
            continuation.finish()
            DispatchQueue.global().asyncAfter(deadline: .now() + patience) {
                _exit(ExitStatus.done.rawValue)
            }
        }
        return stream
    }

    /// What a signal's handler may do: one write.
    private static let ring: @convention(c) (Int32) -> Void = { _ in
        var byte: UInt8 = 0
        _ = write(bell.load(ordering: .acquiring), &byte, 1)
    }
}
