// SPDX-License-Identifier: Apache-2.0
package import NIOCore
package import NIOHTTPTypes

/// Closes a connection whose request is not there in time, and one on which nothing is asked.
///
/// Whoever sends a byte a minute, or nothing, must not keep a place from others.
package final class SlowRequests: ChannelDuplexHandler, RemovableChannelHandler {
    package typealias InboundIn = HTTPRequestPart
    package typealias InboundOut = HTTPRequestPart
    package typealias OutboundIn = HTTPResponsePart
    package typealias OutboundOut = HTTPResponsePart

    private var timer: Scheduled<Void>?

    /// A handler of one connection.
    package init() {}

    package func handlerAdded(context: ChannelHandlerContext) {
        self.wait(PageLimits.slowSeconds, context)
    }

    package func handlerRemoved(context: ChannelHandlerContext) { self.timer?.cancel() }

    package func channelInactive(context: ChannelHandlerContext) {
        self.timer?.cancel()
        context.fireChannelInactive()
    }

    package func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch self.unwrapInboundIn(data) {
        // A file may take its time, but not stop.
        case .head, .body: self.wait(PageLimits.slowSeconds, context)
        // From here on it is the daemon's turn.
        case .end: self.timer?.cancel()
        }
        context.fireChannelRead(data)
    }

    package func write(
        context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?
    ) {
        if case .end = self.unwrapOutboundIn(data) { self.wait(PageLimits.idleSeconds, context) }
        context.write(data, promise: promise)
    }

    private func wait(_ seconds: Int64, _ context: ChannelHandlerContext) {
        self.timer?.cancel()
        let channel = context.channel
        self.timer = context.eventLoop.scheduleTask(in: .seconds(seconds)) {
            channel.close(promise: nil)
        }
    }
}
