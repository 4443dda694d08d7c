// SPDX-License-Identifier: Apache-2.0
internal import Glibc
package import NIOCore
internal import NIOHPACK
internal import NIOHTTP2

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
    package static func stamp(_ stream: any Channel) -> EventLoopFuture<Void> {
        guard let connection = stream.parent, let provider = connection as? any SocketOptionProvider
        else {
            return stream.eventLoop.makeFailedFuture(PeerUnknown())
        }
        let credentials: EventLoopFuture<Credentials> = provider.unsafeGetSocketOption(
            level: NIOBSDSocket.OptionLevel(rawValue: SOL_SOCKET),
            name: NIOBSDSocket.Option(rawValue: SO_PEERCRED))
        return credentials.flatMapThrowing { peer in
            try stream.pipeline.syncOperations.addHandler(
                StampHandler(uid: peer.uid), position: .first)
        }
    }

    /// The connection does not tell who is at its other end.
    struct PeerUnknown: Error {}

    private final class StampHandler: ChannelInboundHandler {
        typealias InboundIn = HTTP2Frame.FramePayload
        typealias InboundOut = HTTP2Frame.FramePayload

        private let uid: UInt32

        init(uid: UInt32) {
            self.uid = uid
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            guard case .headers(var headers) = self.unwrapInboundIn(data) else {
                context.fireChannelRead(data)
                return
            }
            // Trailers end a stream and are never read for identity, but are cleaned the same way.
            let said = headers.headers.filter { $0.name.lowercased().hasPrefix(PeerStamp.reserved) }
            for header in said { headers.headers.remove(name: header.name) }
            headers.headers.add(name: PeerStamp.uidHeader, value: String(self.uid))
            context.fireChannelRead(self.wrapInboundOut(.headers(headers)))
        }
    }
}
