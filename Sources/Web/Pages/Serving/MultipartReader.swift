// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import Hummingbird
internal import NIOCore

/// Reads a form with a file as it comes (RFC 7578): fields first, then the file piece by piece.
///
/// A file is never held whole.
actor MultipartReader {
    /// What a part says of itself.
    struct Head: Sendable {
        var name: String
        /// Set of a file.
        var fileName: String?
    }

    private var pieces: AsyncThrowingStream<[UInt8], any Error>.Iterator?
    /// Takes what comes as fast as it is read here, and no faster.
    private let pump: Task<Void, Never>
    private let flow = Flow()
    private let boundary: [UInt8]
    private var held: [UInt8] = []
    private var isOver = false
    private var inPart = false

    /// A reader of a body; nil when its type is no form with files.
    init?(_ request: Request) {
        guard let type = request.headers[.contentType],
            type.lowercased().hasPrefix("multipart/form-data"),
            let mark = type.firstRange(of: "boundary=")
        else { return nil }
        var boundary = type[mark.upperBound...].prefix { $0 != ";" }
        if boundary.hasPrefix("\""), boundary.hasSuffix("\"") {
            boundary = boundary.dropFirst().dropLast()
        }
        // RFC 2046: one to seventy characters.
        guard (1...70).contains(boundary.utf8.count) else { return nil }
        self.boundary = Array("\r\n--\(boundary)".utf8)
        let (stream, source) = AsyncThrowingStream<[UInt8], any Error>.makeStream()
        self.pieces = stream.makeAsyncIterator()
        let (body, flow) = (request.body, self.flow)
        self.pump = Task {
            do {
                for try await buffer in body {
                    source.yield(Array(buffer.readableBytesView))
                    await flow.add()
                }
                source.finish()
            } catch {
                source.finish(throwing: error)
            }
        }
        // The first boundary has no line before it.
        self.held = Array("\r\n".utf8)
    }

    deinit { self.pump.cancel() }

    private static let broken = PageError.bad(
        Text(zh: "上传中断或内容不全,请重试", en: "the upload broke off; try again"))

    /// Goes to the next part.
    ///
    /// - Returns: nil at the end.
    func next() async throws -> Head? {
        // What is left of the part before is passed over.
        while self.inPart, try await self.piece() != nil {}
        if self.isOver { return nil }
        if !(try await self.pass(self.boundary)) { throw Self.broken }
        guard try await self.fill(2) else { throw Self.broken }
        if self.held.starts(with: Array("--".utf8)) {
            self.isOver = true
            return nil
        }
        guard self.held.starts(with: Array("\r\n".utf8)) else { throw Self.broken }
        self.held.removeFirst(2)
        return try await self.head()
    }

    private func head() async throws -> Head {
        let end = Array("\r\n\r\n".utf8)
        while self.held.firstRange(of: end) == nil {
            guard self.held.count < PageLimits.headerBytes, try await self.more() else {
                throw Self.broken
            }
        }
        guard let range = self.held.firstRange(of: end),
            let text = String(validating: self.held[..<range.lowerBound], as: UTF8.self)
        else { throw Self.broken }
        self.held.removeFirst(range.upperBound)
        let line = text.split(separator: "\r\n").first {
            $0.lowercased().hasPrefix("content-disposition:")
        }
        guard let line, let name = Self.parameter("name", of: line) else { throw Self.broken }
        self.inPart = true
        return Head(name: name, fileName: Self.parameter("filename", of: line))
    }

    /// A parameter of a header, as browsers write it: quotation marks within are `%22`.
    private static func parameter(_ name: String, of line: Substring) -> String? {
        guard let mark = line.firstRange(of: "; \(name)=\"") else { return nil }
        return String(line[mark.upperBound...].prefix { $0 != "\"" })
            .replacing("%22", with: "\"").replacing("%0D%0A", with: " ")
    }

    /// The next piece of the part; nil at its end.
    func piece() async throws -> [UInt8]? {
        guard self.inPart else { return nil }
        while true {
            if let range = self.held.firstRange(of: self.boundary) {
                let piece = Array(self.held[..<range.lowerBound])
                self.held.removeFirst(range.lowerBound)
                self.inPart = false
                return piece.isEmpty ? nil : piece
            }
            // What may be the boundary's beginning stays.
            let safe = self.held.count - self.boundary.count
            if safe > 0 {
                let piece = Array(self.held[..<safe])
                self.held.removeFirst(safe)
                return piece
            }
            guard try await self.more() else { throw Self.broken }
        }
    }

    /// A whole part that is a file.
    ///
    /// - Parameter most: how many bytes it may have.
    func bytes(atMost most: Int) async throws -> [UInt8] {
        var bytes: [UInt8] = []
        while let piece = try await self.piece() {
            bytes += piece
            guard bytes.count <= most else { throw PageError.fileTooLarge(most) }
        }
        return bytes
    }

    /// A whole part that is a field.
    func text() async throws -> String {
        var bytes: [UInt8] = []
        while let piece = try await self.piece() {
            bytes += piece
            guard bytes.count <= PageLimits.fieldBytes else {
                throw PageError.tooLong(
                    Text(zh: "字段过长", en: "a field of the form is too long"))
            }
        }
        guard !bytes.contains(0), let text = String(validating: bytes, as: UTF8.self) else {
            throw Self.broken
        }
        return text
    }

    private func pass(_ wanted: [UInt8]) async throws -> Bool {
        guard try await self.fill(wanted.count), self.held.starts(with: wanted) else {
            return false
        }
        self.held.removeFirst(wanted.count)
        return true
    }

    private func fill(_ count: Int) async throws -> Bool {
        while self.held.count < count {
            guard try await self.more() else { return false }
        }
        return true
    }

    private func more() async throws -> Bool {
        // Taken out while it is asked: nobody else has it meanwhile.
        guard var pieces = self.pieces else { return false }
        self.pieces = nil
        let piece = try await pieces.next(isolation: #isolation)
        self.pieces = pieces
        guard let piece else { return false }
        await self.flow.take()
        self.held += piece
        return true
    }
}
