// SPDX-License-Identifier: Apache-2.0
import CaseProto
import GRPCCore
import GRPCInProcessTransport
import Testing

@testable import Service

/// A call to be made: the method, its messages, and which pieces its answer could tell.
struct Asked: Sendable {
    let method: MethodDescriptor
    let messages: [[UInt8]]
    /// Pieces that this call is about.
    let pieces: [Piece]
    /// Case numbers that stand in the request: that they come back tells nothing.
    let named: [String]

    init(
        _ method: MethodDescriptor, _ message: some ProtoMessage, about pieces: [Piece],
        naming named: [String] = []
    ) throws {
        try self.init(method, [message.bytes()], about: pieces, naming: named)
    }

    init(
        _ method: MethodDescriptor, _ messages: [[UInt8]], about pieces: [Piece],
        naming named: [String] = []
    ) {
        self.method = method
        self.messages = messages
        self.pieces = pieces
        self.named = named
    }
}

/// All that came back: every message's bytes, the status with its details.
struct Answered: Sendable {
    var bytes: [[UInt8]] = []
    var error: RPCError?

    /// Whether a text stands anywhere in it.
    func tells(_ text: String) -> Bool {
        let wanted = Array(text.utf8)
        return self.all.contains { $0.firstRange(of: wanted) != nil }
    }

    /// Each message, and what the status says.
    private var all: [[UInt8]] {
        guard let error else { return self.bytes }
        let details = error.metadata[binaryValues: ErrorMap.detailsKey].map { $0 }
        return self.bytes + [Array(error.message.utf8)] + details
    }

    /// How it ended: `.` answered, `0` not there, `!` not allowed, `x` refused otherwise.
    func end(of method: MethodDescriptor) -> String {
        if method == CasesMethods.submit, let bytes = self.bytes.first,
            case .refusal(let refusal) = (try? V1.Outcome(bytes: bytes))?.kind
        {
            return ["not_found": "0", "permission": "!"][refusal.code] ?? "x"
        }
        switch self.error?.code {
        case nil: return "."
        case .notFound: return "0"
        case .permissionDenied: return "!"
        default: return "x"
        }
    }

    /// What is told of a piece: `s` itself, `i` the number of its case, else how it ended.
    func told(of piece: Piece, in town: SeeingTown, _ asked: Asked) -> String {
        if self.tells(piece.marker) { return "s" }
        let id = piece == .ordinary ? town.ordinary : town.restricted
        let isCase = [.ordinary, .restricted].contains(piece)
        if isCase, !asked.named.contains(id), self.tells(id) { return "i" }
        return self.end(of: asked.method)
    }
}

extension GRPCClient where Transport == InProcessTransport.Client {
    /// Makes a call as somebody, and takes all that comes; a watch is left at this line.
    func answer(
        to asked: Asked, as asker: Asker, watchingTo head: Int64, metadata: Metadata? = nil
    ) async throws -> Answered {
        let messages = asked.messages
        let request = StreamingClientRequest<[UInt8]>(
            metadata: metadata ?? .peer(asker.rawValue)
        ) { writer in
            for message in messages { try await writer.write(message) }
        }
        var answered = Answered()
        do {
            answered.bytes = try await self.bidirectionalStreaming(
                request: request, descriptor: asked.method, serializer: Raw(), deserializer: Raw(),
                options: .defaults
            ) { response in
                var bytes: [[UInt8]] = []
                for try await message in response.messages {
                    bytes.append(message)
                    guard asked.method == CasesMethods.watch else { continue }
                    if try V1.WatchEvent(bytes: message).reached >= head { break }
                }
                return bytes
            }
        } catch let error as RPCError {
            answered.error = error
        }
        return answered
    }
}
