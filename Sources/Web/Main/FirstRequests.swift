// SPDX-License-Identifier: Apache-2.0
internal import NIOCore
internal import NIOExtras
internal import NIOHTTPTypes

/// Answers who has just come, also while the program ends.
///
/// A connection that is told to end closes as soon as nothing is under way on it; what its other end wrote
/// meanwhile would be lost. So one on which nothing was asked yet waits for its first request, if not for long,
/// and closes behind the answer.
final class FirstRequests: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart

    /// Time for what was sent with the connection to arrive; a browser that only connected ahead waits for nothing.
    private static let patience = TimeAmount.seconds(2)

    private var hasAsked = false
    private var timer: Scheduled<Void>?

    func handlerRemoved(context: ChannelHandlerContext) { self.timer?.cancel() }

    func channelInactive(context: ChannelHandlerContext) {
        self.timer?.cancel()
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        context.fireChannelRead(data)
        guard !self.hasAsked else { return }
        self.hasAsked = true
        guard let timer = self.timer else { return }
        timer.cancel()
        self.timer = nil
        context.fireUserInboundEventTriggered(ChannelShouldQuiesceEvent())
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        guard event is ChannelShouldQuiesceEvent, !self.hasAsked else {
            context.fireUserInboundEventTriggered(event)
            return
        }
        guard self.timer == nil else { return }
        let channel = context.channel
        self.timer = context.eventLoop.scheduleTask(in: FirstRequests.patience) {
            channel.close(promise: nil)
        }
    }
}
