// SPDX-License-Identifier: Apache-2.0
import NIOCore
import NIOEmbedded
import NIOHPACK
import NIOHTTP2
import Testing

@testable import Service

/// How long messages say they are, however their bytes are cut; and what is refused by it.
@Suite struct MessageMeterTests {
    private static func framed(_ lengths: [Int]) -> [UInt8] {
        var bytes: [UInt8] = []
        for length in lengths {
            bytes.append(0)
            for shift in [24, 16, 8, 0] { bytes.append(UInt8((length >> shift) & 255)) }
            bytes += [UInt8](repeating: 7, count: length)
        }
        return bytes
    }

    @Test(arguments: 1...11)
    func lengthsAreReadHoweverTheBytesAreCut(_ cut: Int) {
        let lengths = [0, 1, 300, 0, 70_000, 2]
        let bytes = Self.framed(lengths)
        var meter = MessageMeter()
        var read: [Int] = []
        for start in stride(from: 0, to: bytes.count, by: cut) {
            let piece = ByteBuffer(bytes: bytes[start..<min(start + cut, bytes.count)])
            read += meter.lengths(piece.readableBytesView)
        }
        #expect(read == lengths)
    }

    private func send(
        _ bytes: [UInt8], to handler: PeerStamp.StampHandler
    ) throws -> (isPassed: Bool, status: String?) {
        let channel = EmbeddedChannel(handler: handler)
        try channel.connect(to: try SocketAddress(unixDomainSocketPath: "/peer")).wait()
        try channel.writeInbound(
            HTTP2Frame.FramePayload.headers(.init(headers: [":method": "POST", ":path": "/a/b"])))
        _ = try channel.readInbound(as: HTTP2Frame.FramePayload.self)
        try channel.writeInbound(
            HTTP2Frame.FramePayload.data(.init(data: .byteBuffer(ByteBuffer(bytes: bytes)))))
        let isPassed = try channel.readInbound(as: HTTP2Frame.FramePayload.self) != nil
        guard case .headers(let answer) = try channel.readOutbound(as: HTTP2Frame.FramePayload.self)
        else { return (isPassed, nil) }
        // The caller still sends: he is answered, not reset.
        #expect(answer.endStream && channel.isActive)
        return (isPassed, answer.headers["grpc-status"].first)
    }

    @Test func messageThatIsTooLongIsKnownByItsFirstBytes() throws {
        let most: [UInt8] = [0, 0x00, 0x40, 0x00, 0x00]
        #expect(try self.send(most, to: PeerStamp.StampHandler(uid: 7)) == (true, nil))
        let more: [UInt8] = [0, 0x00, 0x40, 0x00, 0x01]
        #expect(try self.send(more, to: PeerStamp.StampHandler(uid: 7)) == (false, "8"))
        let huge: [UInt8] = [0, 0xFF, 0xFF, 0xFF, 0xFF]
        #expect(try self.send(huge, to: PeerStamp.StampHandler(uid: 7)) == (false, "8"))
    }

    @Test func roomIsOneCallersUntilHisStreamEnds() throws {
        var limits = Admission.Limits()
        (limits.bytes, limits.bytesOfOne) = (250, 100)
        let admission = Admission(limits)
        func message(_ length: UInt8) -> [UInt8] { [0, 0, 0, 0, length] }
        func handler(_ uid: UInt32) -> PeerStamp.StampHandler {
            PeerStamp.StampHandler(uid: uid, admission)
        }
        let first = EmbeddedChannel(handler: handler(7))
        try first.writeInbound(
            HTTP2Frame.FramePayload.headers(.init(headers: [":method": "POST", ":path": "/a/b"])))
        try first.writeInbound(
            HTTP2Frame.FramePayload.data(
                .init(data: .byteBuffer(ByteBuffer(bytes: message(60))))))
        #expect(try self.send(message(41), to: handler(7)).status == "8")
        #expect(try self.send(message(100), to: handler(8)).status == nil)
        #expect(try self.send(message(91), to: handler(9)).status == "8")
        _ = try first.finish(acceptAlreadyClosed: true)
        #expect(try self.send(message(100), to: handler(7)).status == nil)
    }

    @Test func connectionThatIsTooManyIsTold() throws {
        let channel = EmbeddedChannel(
            handler: PeerStamp.StampHandler(uid: 7, Admission(), isBeyond: true))
        try channel.connect(to: try SocketAddress(unixDomainSocketPath: "/peer")).wait()
        try channel.writeInbound(
            HTTP2Frame.FramePayload.headers(.init(headers: [":method": "POST", ":path": "/a/b"])))
        #expect(try channel.readInbound(as: HTTP2Frame.FramePayload.self) == nil)
        guard case .headers(let answer) = try channel.readOutbound(as: HTTP2Frame.FramePayload.self)
        else {
            Issue.record("nothing was answered")
            return
        }
        #expect(answer.headers["grpc-status"] == ["8"])
        #expect(answer.headers["grpc-message"].first?.hasPrefix("uid 7") ?? false)
        // Its end is the stream's.
        try channel.writeInbound(
            HTTP2Frame.FramePayload.data(
                .init(data: .byteBuffer(ByteBuffer()), endStream: true)))
        #expect(!channel.isActive)
    }
}
