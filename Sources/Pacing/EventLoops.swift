// SPDX-License-Identifier: Apache-2.0
internal import NIOCore
internal import NIOPosix

/// The event loops that write what streams send.
///
/// A stream's writer is held back only once its event loop has seen that the reader does not read.
/// While a loop has no time for that, a writer goes on, and what it writes waits in memory: sixteen
/// readers of a paper of forty megabytes took 224 MiB of a busy machine. So whoever writes much asks
/// here, and goes on when every loop has done what waited for it before.
package enum EventLoops {
    /// Pieces that may be written before the loops are asked again: with pieces of 64 KiB a reader
    /// costs a megabyte at most, and asking costs a few microseconds for each.
    static let piecesAhead = 16

    /// Returns when every loop has done what waited for it.
    package static func catchUp() async throws {
        for loop in MultiThreadedEventLoopGroup.singleton.makeIterator() {
            try await loop.submit {}.get()
        }
    }
}

/// Counts what a stream writes, and lets the event loops catch up in time.
package struct Pacer {
    private var pieces = 0

    /// A stream that has not written yet.
    package init() {}

    /// To be called after each piece.
    package mutating func wrote() async throws {
        self.pieces += 1
        guard self.pieces >= EventLoops.piecesAhead else { return }
        self.pieces = 0
        try await EventLoops.catchUp()
    }
}
