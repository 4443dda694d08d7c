// SPDX-License-Identifier: Apache-2.0
import HTTPTypes
import Hummingbird
import NIOCore
import Testing

@testable import WebPages

/// A form with a file, however the network cuts it (RFC 7578).
@Suite(.timeLimit(.minutes(60))) struct MultipartTests {
    /// Bytes that look like the boundary and are not.
    private static let content = "PK\r\n--sampl\r\n-\r\n\r\n--sampel\r-- \u{0}--sample\r\n"

    private static let body = Array(
        ("--sample\r\nContent-Disposition: form-data; name=\"kind\"\r\n\r\n复函\r\n"
            + "--sample\r\nContent-Type: text/plain\r\n"
            + "content-disposition: form-data; name=\"file\"; filename=\"a%22b.txt\"\r\n\r\n"
            + content + "\r\n--sample--\r\n").utf8)

    private static func reader(
        _ bytes: [UInt8], cut size: Int, type: String = "multipart/form-data; boundary=sample"
    ) -> MultipartReader? {
        let (pieces, source) = AsyncStream<ByteBuffer>.makeStream()
        for start in stride(from: 0, to: bytes.count, by: size) {
            source.yield(ByteBuffer(bytes: bytes[start..<min(start + size, bytes.count)]))
        }
        source.finish()
        let head = HTTPRequest(
            method: .post, scheme: "http", authority: "example.org", path: "/",
            headerFields: [.contentType: type])
        return MultipartReader(Request(head: head, body: RequestBody(asyncSequence: pieces)))
    }

    private static func parts(_ reader: MultipartReader) async throws -> [String] {
        var found: [String] = []
        while let head = try await reader.next() {
            var bytes: [UInt8] = []
            while let piece = try await reader.piece() { bytes += piece }
            found.append(
                "\(head.name)|\(head.fileName ?? "")|\(String(decoding: bytes, as: UTF8.self))")
        }
        return found
    }

    @Test(arguments: [1, 2, 3, 7, 10, 64, 10_000])
    func isReadWhereverItIsCut(_ size: Int) async throws {
        let reader = try #require(Self.reader(Self.body, cut: size))
        #expect(try await Self.parts(reader) == ["kind||复函", "file|a\"b.txt|\(Self.content)"])
    }

    @Test func whatIsNotReadIsPassedOver() async throws {
        let reader = try #require(Self.reader(Self.body, cut: 5))
        #expect(try await reader.next()?.name == "kind")
        #expect(try await reader.next()?.name == "file")
        #expect(try await reader.next() == nil)
    }

    @Test func whatBreaksOffIsNeverTakenForWhole() async throws {
        // All but the last line's end, which says nothing.
        for count in 0..<(Self.body.count - 2) {
            let reader = try #require(Self.reader(Array(Self.body.prefix(count)), cut: 16))
            await #expect(throws: PageError.self, "\(count) bytes") {
                _ = try await Self.parts(reader)
            }
        }
    }

    @Test func aBoundaryEndsItsLine() async throws {
        let torn = Array(
            "--samplexy\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n--sample--".utf8)
        let reader = try #require(Self.reader(torn, cut: 100))
        await #expect(throws: PageError.self) { _ = try await Self.parts(reader) }
    }

    @Test func aFieldIsBounded() async throws {
        let head = "--sample\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n"
        let long = String(repeating: "a", count: PageLimits.fieldBytes + 1)
        let reader = try #require(Self.reader(Array("\(head)\(long)\r\n--sample--".utf8), cut: 999))
        _ = try await reader.next()
        await #expect(throws: PageError.self) { _ = try await reader.text() }
    }

    @Test(arguments: [
        "multipart/form-data", "text/plain; boundary=x", "multipart/form-data; boundary=",
        "multipart/form-data; boundary=" + String(repeating: "x", count: 71),
    ])
    func whatIsNoFormWithFilesHasNoReader(_ type: String) {
        #expect(Self.reader([], cut: 1, type: type) == nil)
    }

    @Test func aBoundaryMayStandInQuotationMarks() async throws {
        let type = "multipart/form-data; boundary=\"sample\"; charset=utf-8"
        let reader = try #require(Self.reader(Self.body, cut: 9, type: type))
        #expect(try await Self.parts(reader).count == 2)
    }
}
