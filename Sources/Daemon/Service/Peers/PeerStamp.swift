// SPDX-License-Identifier: Apache-2.0
internal import Glibc
package import NIOCore
internal import NIOHPACK

/// Stamps each stream with the peer's uid as the kernel gives it (SO_PEERCRED), at the front of its
/// pipeline: whatever a client says about itself in these headers is taken out first.
package enum PeerStamp {
    /// The headers that only this program sets.
    static let reserved = "x-cased-peer-"
    /// The peer's uid.
    static let uidHeader = "x-cased-peer-uid"

    /// SO_PEERCRED's answer: `struct ucred`.
    private struct Credentials: Sendable {
        var pid: Int32 = 0
        var uid: UInt32 = 0
        var gid: UInt32 = 0
    }

    /// To be called for each accepted HTTP/2 stream.
    package static func stamp(
        _ stream: any Channel, _ admission: Admission
    ) -> EventLoopFuture<Void> {
        guard let connection = stream.parent else {
            return stream.eventLoop.makeFailedFuture(PeerUnknown())
        }
        return self.uid(of: connection).flatMapThrowing { uid in
            try stream.pipeline.syncOperations.addHandler(
                StampHandler(
                    uid: uid, admission, isBeyond: admission.isBeyond(connection)),
                position: .first)
        }
    }

    /// Who is at the other end of a connection.
    static func uid(of connection: any Channel) -> EventLoopFuture<UInt32> {
        guard let provider = connection as? any SocketOptionProvider else {
            return connection.eventLoop.makeFailedFuture(PeerUnknown())
        }
        let credentials: EventLoopFuture<Credentials> = provider.unsafeGetSocketOption(
            level: NIOBSDSocket.OptionLevel(rawValue: SOL_SOCKET),
            name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return credentials.map(\.uid)
    }

    /// The connection does not tell who is at its other end.
    struct PeerUnknown: Error {}
}
