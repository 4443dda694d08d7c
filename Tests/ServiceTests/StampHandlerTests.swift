// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOEmbedded
import NIOHPACK
import NIOHTTP2
import Service
import Testing

/// The front of each stream: what comes past it is stamped and harmless.
@Suite struct StampHandlerTests {
    private typealias Payload = HTTP2Frame.FramePayload

    private static let request: HPACKHeaders = [
        ":method": "POST", ":path": "/a/b", "x-cased-peer-uid": "0", "X-Cased-Peer-Gid": "0",
    ]

    private func headers(_ more: HPACKHeaders = [:]) -> Payload {
        var headers = StampHandlerTests.request
        for (name, value, _) in more { headers.add(name: name, value: value) }
        return .headers(.init(headers: headers))
    }

    private func said(_ payload: Payload?) -> HPACKHeaders? {
        guard case .headers(let headers) = payload else { return nil }
        return headers.headers
    }

    @Test(arguments: ["0S", "1H", "12M", "00000001S", "99999999n", "5m", "7u"])
    func timeoutOfTheProtocolIsPassed(_ timeout: String) throws {
        let channel = EmbeddedChannel(handler: PeerStamp.StampHandler(uid: 7))
        try channel.writeInbound(self.headers(["grpc-timeout": timeout]))
        let passed = try #require(self.said(try channel.readInbound(as: Payload.self)))
        #expect(passed["grpc-timeout"] == [timeout])
        #expect(passed["x-cased-peer-uid"] == ["7"])
        #expect(passed["x-cased-peer-gid"] == [])
    }

    @Test(
        arguments: [
            "-1S", "-0S", "+1S", "", "S", "1", "1s", " 1S", "1S ", "1.0S", "100000000S", "１S",
            "1\u{661}S",
            "−1S",
        ])
    func otherTimeoutIsRefusedAndNothingComesPast(_ timeout: String) throws {
        let channel = EmbeddedChannel(handler: PeerStamp.StampHandler(uid: 7))
        try channel.connect(to: try SocketAddress(unixDomainSocketPath: "/peer")).wait()
        // The good one first: whoever reads only one of them must not be given the other.
        try channel.writeInbound(
            self.headers(["grpc-timeout": "1S", "Grpc-Timeout": timeout]))
        let message = ByteBuffer(repeating: 0, count: 5)
        try channel.writeInbound(
            Payload.data(.init(data: .byteBuffer(message), endStream: true)))
        #expect(try channel.readInbound(as: Payload.self) == nil)
        let answer = try channel.readOutbound(as: Payload.self)
        let told = try #require(self.said(answer))
        #expect(told["grpc-status"] == ["3"] && told["grpc-message"].count == 1)
        guard case .headers(let headers) = answer else { return }
        #expect(headers.endStream)
        #expect(!channel.isActive)
        _ = try? channel.finish()
    }

    @Test func trailersAreStampedAndMessagesLeftAlone() throws {
        let channel = EmbeddedChannel(handler: PeerStamp.StampHandler(uid: 7))
        try channel.writeInbound(self.headers())
        let message = ByteBuffer(bytes: [0, 0, 0, 0, 2] + Array("ab".utf8))
        try channel.writeInbound(Payload.data(.init(data: .byteBuffer(message))))
        try channel.writeInbound(self.headers())
        #expect(self.said(try channel.readInbound(as: Payload.self)) != nil)
        guard case .data(let data) = try channel.readInbound(as: Payload.self) else {
            Issue.record("the message did not come past")
            return
        }
        #expect(data.data == .byteBuffer(message))
        let trailers = try #require(self.said(try channel.readInbound(as: Payload.self)))
        #expect(trailers["x-cased-peer-uid"] == ["7"])
    }
}
