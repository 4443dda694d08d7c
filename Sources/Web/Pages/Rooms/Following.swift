// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import GRPCCore
internal import Hummingbird
internal import NIOCore
internal import Synchronization

/// How many boards follow what happens.
final class Followers: Sendable {
    static let all = Followers()
    private let count = Mutex(0)

    func enter() -> Bool {
        self.count.withLock { count in
            guard count < PageLimits.followers else { return false }
            count += 1
            return true
        }
    }

    func leave() { self.count.withLock { $0 -= 1 } }
}

// A board on the wall that follows what happens.
extension Site {
    /// Says that something happened (server-sent events); the board then asks what, as whoever is signed in.
    func follow(_ visit: Visit) async throws -> Response {
        guard Followers.all.enter() else {
            throw PageError.bad(
                Text(zh: "大屏过多,请关闭一些。", en: "Too many boards; close some."))
        }
        var headers = Answers.headers("text/event-stream; charset=utf-8")
        headers[Answers.name("x-accel-buffering")] = "no"
        let daemon = visit.daemon
        let body = ResponseBody { writer in
            defer { Followers.all.leave() }
            let (told, source) = AsyncStream<Int64>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let task = Task {
                _ = try? await daemon.cases.watch(
                    V1.WatchRequest(after: -1), metadata: daemon.metadata
                ) { messages in
                    for try await message in messages { source.yield(message.reached) }
                }
                source.finish()
            }
            defer { task.cancel() }
            try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
            for await reached in told {
                try await writer.write(ByteBuffer(string: "data: \(reached)\n\n"))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}
