// SPDX-License-Identifier: Apache-2.0
package import NIOCore
internal import Synchronization

/// What callers may take of the daemon at once: connections, and bytes of messages that are not
/// answered yet.
///
/// Called by the front of each connection and each stream, before anybody asks who calls. One that is
/// too many is told so (RESOURCE_EXHAUSTED); far beyond that it is closed without a word.
package final class Admission: Sendable {
    /// How much, in all and of one uid.
    package struct Limits: Sendable {
        /// Connections that are served.
        package var connections = ServiceLimits.connections
        /// Connections of one uid that are served.
        package var connectionsOfOne = ServiceLimits.connectionsOfOne
        /// Connections beyond those that are told they are too many.
        package var told = ServiceLimits.connectionsTold
        /// Bytes of messages that came and are not answered.
        package var bytes = ServiceLimits.bytesUnderWay
        /// The same of one uid.
        package var bytesOfOne = ServiceLimits.bytesUnderWayOfOne

        /// The limits of the service.
        package init() {}
    }

    private struct Held {
        var connections = 0
        var bytes = 0
    }

    private struct State {
        var all = Held()
        var callers: [UInt32: Held] = [:]
        /// Connections that are too many.
        var beyond: Set<ObjectIdentifier> = []
    }

    private let limits: Limits
    private let state = Mutex(State())

    /// An admission within limits.
    package init(_ limits: Limits = Limits()) {
        self.limits = limits
    }

    /// Takes a connection in, until it is closed; closes one that is far too many.
    package func admit(_ connection: any Channel) -> EventLoopFuture<Void> {
        PeerStamp.uid(of: connection).map { uid in
            guard self.enter(uid, connection) else {
                // Not a failure: whoever waits for the connection must see it come and go.
                connection.eventLoop.execute { connection.close(promise: nil) }
                return
            }
            connection.closeFuture.whenComplete { _ in self.leave(uid, connection) }
        }
    }

    /// How many connections there are.
    package var count: Int { self.state.withLock { $0.all.connections } }

    private func enter(_ uid: UInt32, _ connection: any Channel) -> Bool {
        self.state.withLock { state in
            var held = state.callers[uid, default: Held()]
            // Whoever must look what is amiss gets in, however many others are there.
            let all = uid == 0 ? 0 : state.all.connections
            let isBeyond =
                all >= self.limits.connections || held.connections >= self.limits.connectionsOfOne
            let isFar =
                all >= self.limits.connections + self.limits.told
                || held.connections >= self.limits.connectionsOfOne + self.limits.told
            guard !isFar else { return false }
            held.connections += 1
            state.all.connections += 1
            state.callers[uid] = held
            if isBeyond { state.beyond.insert(ObjectIdentifier(connection)) }
            return true
        }
    }

    private func leave(_ uid: UInt32, _ connection: any Channel) {
        self.state.withLock { state in
            state.beyond.remove(ObjectIdentifier(connection))
            state.all.connections -= 1
            self.change(uid, &state) { $0.connections -= 1 }
        }
    }

    /// Whether a connection is one too many, and only told so.
    package func isBeyond(_ connection: any Channel) -> Bool {
        self.state.withLock { $0.beyond.contains(ObjectIdentifier(connection)) }
    }

    /// Makes room for a message; false when there is none.
    func take(_ bytes: Int, for uid: UInt32) -> Bool {
        self.state.withLock { state in
            let own = state.callers[uid]?.bytes ?? 0
            guard own + bytes <= self.limits.bytesOfOne,
                state.all.bytes + bytes <= self.limits.bytes
            else { return false }
            state.all.bytes += bytes
            self.change(uid, &state) { $0.bytes += bytes }
            return true
        }
    }

    /// Gives room back.
    func give(_ bytes: Int, of uid: UInt32) {
        self.state.withLock { state in
            state.all.bytes -= bytes
            self.change(uid, &state) { $0.bytes -= bytes }
        }
    }

    private func change(_ uid: UInt32, _ state: inout State, _ body: (inout Held) -> Void) {
        var held = state.callers[uid, default: Held()]
        body(&held)
        // Nothing is kept of who has gone.
        state.callers[uid] = held.connections == 0 && held.bytes == 0 ? nil : held
    }
}
