// SPDX-License-Identifier: Apache-2.0
internal import GRPCCore
internal import Glibc
package import NIOCore
internal import NIOHPACK
package import NIOHTTP2

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

    /// The first handler of each stream: nothing of a request comes past it unstamped or unchecked.
    package final class StampHandler: ChannelInboundHandler {
        package typealias InboundIn = HTTP2Frame.FramePayload
        package typealias InboundOut = HTTP2Frame.FramePayload
        package typealias OutboundOut = HTTP2Frame.FramePayload

        /// How far the request is.
        private enum Request {
            case expected, passed, refused
        }

        private let uid: UInt32
        private var request = Request.expected

        package init(uid: UInt32) {
            self.uid = uid
        }

        package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            // What still comes of a request that was refused is nobody's business.
            if self.request == .refused { return }
            guard case .headers(var headers) = self.unwrapInboundIn(data) else {
                context.fireChannelRead(data)
                return
            }
            if self.request == .expected, let fault = HeaderCheck.fault(in: headers.headers) {
                self.request = .refused
                self.refuse(fault, context)
                return
            }
            self.request = .passed
            // Trailers end a stream and are never read for identity, but are cleaned the same way.
            let said = headers.headers.filter { $0.name.lowercased().hasPrefix(PeerStamp.reserved) }
            for header in said { headers.headers.remove(name: header.name) }
            headers.headers.add(name: PeerStamp.uidHeader, value: String(self.uid))
            context.fireChannelRead(self.wrapInboundOut(.headers(headers)))
        }

        /// Answers as gRPC answers, and ends the stream; nothing behind this handler hears of it.
        private func refuse(_ header: String, _ context: ChannelHandlerContext) {
            // In English alone: other texts would have to be encoded, and this is told to programs.
            let answer: HPACKHeaders = [
                ":status": "200", "content-type": "application/grpc",
                "grpc-status": String(RPCError.Code.invalidArgument.rawValue),
                "grpc-message": "the header \(header) is malformed",
            ]
            context.writeAndFlush(
                self.wrapOutboundOut(.headers(.init(headers: answer, endStream: true))),
                promise: nil)
            context.close(promise: nil)
        }
    }
}
