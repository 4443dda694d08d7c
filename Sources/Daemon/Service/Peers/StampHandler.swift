// SPDX-License-Identifier: Apache-2.0
internal import GRPCCore
package import NIOCore
internal import NIOHPACK
package import NIOHTTP2

extension PeerStamp {
    /// The first handler of each stream: nothing of a request comes past it unstamped or unchecked.
    package final class StampHandler: ChannelDuplexHandler {
        package typealias InboundIn = HTTP2Frame.FramePayload
        package typealias InboundOut = HTTP2Frame.FramePayload
        package typealias OutboundIn = HTTP2Frame.FramePayload
        package typealias OutboundOut = HTTP2Frame.FramePayload

        /// How far the request is.
        private enum Request {
            case expected, passed, refused
        }

        private let uid: UInt32
        private let admission: Admission
        private let isBeyond: Bool
        private var request = Request.expected
        /// Whether an answer has begun.
        private var isAnswered = false
        private var meter = MessageMeter()
        /// Room that was made for what came.
        private var held = 0

        /// - Parameter isBeyond: the connection is one too many: whatever it asks is refused.
        package init(uid: UInt32, _ admission: Admission = Admission(), isBeyond: Bool = false) {
            self.uid = uid
            self.admission = admission
            self.isBeyond = isBeyond
        }

        package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let payload = self.unwrapInboundIn(data)
            // What still comes of a request that was refused is nobody's business.
            guard self.request != .refused else {
                if payload.endsStream { context.close(promise: nil) }
                return
            }
            switch payload {
            case .headers(let headers): self.stamp(headers, context)
            case .data(let piece):
                guard let refusal = self.fault(in: piece) else {
                    context.fireChannelRead(data)
                    return
                }
                self.refuse(.resourceExhausted, refusal, context, isWhole: piece.endStream)
            default: context.fireChannelRead(data)
            }
        }

        package func write(
            context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
        ) {
            guard self.request != .refused else {
                promise?.fail(ChannelError.ioOnClosedChannel)
                return
            }
            self.isAnswered = true
            context.write(data, promise: promise)
        }

        package func handlerRemoved(context: ChannelHandlerContext) {
            self.release()
        }

        package func channelInactive(context: ChannelHandlerContext) {
            self.release()
            context.fireChannelInactive()
        }

        private func stamp(
            _ headers: HTTP2Frame.FramePayload.Headers, _ context: ChannelHandlerContext
        ) {
            var headers = headers
            if self.request == .expected {
                if self.isBeyond {
                    self.refuse(
                        .resourceExhausted, StampHandler.beyond(self.uid), context,
                        isWhole: headers.endStream)
                    return
                }
                if let fault = HeaderCheck.fault(in: headers.headers) {
                    self.refuse(
                        .invalidArgument, "the header \(fault) is malformed", context,
                        isWhole: headers.endStream)
                    return
                }
            }
            self.request = .passed
            // Trailers end a stream and are never read for identity, but are cleaned the same way.
            let said = headers.headers.filter { $0.name.lowercased().hasPrefix(PeerStamp.reserved) }
            for header in said { headers.headers.remove(name: header.name) }
            headers.headers.add(name: PeerStamp.uidHeader, value: String(self.uid))
            context.fireChannelRead(self.wrapInboundOut(.headers(headers)))
        }

        /// Why a piece of a message is not taken; nil when it is.
        ///
        /// Of a stream of messages each is taken by whoever answers before the next one is: room is made
        /// for the longest of them.
        private func fault(in piece: HTTP2Frame.FramePayload.Data) -> String? {
            guard case .byteBuffer(let bytes) = piece.data else { return nil }
            for length in self.meter.lengths(bytes.readableBytesView) {
                guard length <= ServiceLimits.requestBytes else {
                    return
                        "a message of \(length) bytes is too long; it may have \(ServiceLimits.requestBytes)"
                }
                guard length > self.held else { continue }
                guard self.admission.take(length - self.held, for: self.uid) else {
                    return "too much is being sent at once; try again later"
                }
                self.held = length
            }
            return nil
        }

        private func release() {
            guard self.held > 0 else { return }
            self.admission.give(self.held, of: self.uid)
            self.held = 0
        }

        private static func beyond(_ uid: UInt32) -> String {
            "uid \(uid), or all together, have too many connections; close some"
        }

        /// Answers as gRPC answers; nothing behind this handler hears of it.
        ///
        /// - Parameter isWhole: nothing more of the request is to come: the stream ends at once.
        private func refuse(
            _ code: RPCError.Code, _ sentence: String, _ context: ChannelHandlerContext,
            isWhole: Bool
        ) {
            self.request = .refused
            // In English alone: other texts would have to be encoded, and this is told to programs.
            var answer: HPACKHeaders =
                self.isAnswered
                ? [:] : [":status": "200", "content-type": "application/grpc"]
            answer.add(name: "grpc-status", value: String(code.rawValue))
            answer.add(name: "grpc-message", value: sentence)
            context.writeAndFlush(
                self.wrapOutboundOut(.headers(.init(headers: answer, endStream: true))),
                promise: nil)
            guard !isWhole else {
                context.close(promise: nil)
                return
            }
            // To be reset would hide the answer from a caller who still sends: he has some time.
            let channel = context.channel
            context.eventLoop.scheduleTask(in: StampHandler.patience) {
                channel.close(promise: nil)
            }
        }

        private static let patience = TimeAmount.seconds(10)
    }
}

extension HTTP2Frame.FramePayload {
    /// Whether nothing more comes after it.
    fileprivate var endsStream: Bool {
        switch self {
        case .headers(let headers): headers.endStream
        case .data(let data): data.endStream
        default: false
        }
    }
}
