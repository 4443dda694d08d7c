// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import GRPCCore
internal import Hummingbird
internal import NIOCore
internal import ServiceLifecycle
internal import Synchronization

/// How many boards follow what happens.
final class Followers: Sendable {
    static let all = Followers()
    /// Token → boards.
    private let counts = Mutex<[String: Int]>([:])

    /// A place for one more board; nil when there are too many.
    func enter(_ token: String) -> Lease? {
        let isThere = self.counts.withLock { counts in
            let all = counts.values.reduce(0, +)
            guard all < PageLimits.followers, counts[token, default: 0] < PageLimits.followersOfOne
            else { return false }
            counts[token, default: 0] += 1
            return true
        }
        return isThere ? Lease { self.leave(token) } : nil
    }

    private func leave(_ token: String) {
        self.counts.withLock { counts in
            let left = counts[token, default: 1] - 1
            counts[token] = left > 0 ? left : nil
        }
    }
}

// A board on the wall that follows what happens.
extension Site {
    /// Says that something happened (server-sent events); the board then asks what, as whoever is signed in.
    func follow(_ visit: Visit) async throws -> Response {
        // Nobody who is signed out is told anything, not even that there is nothing.
        _ = try await visit.reader.user()
        guard let place = Followers.all.enter(visit.token) else {
            throw PageError.tooMany(
                Text(zh: "大屏过多,请关闭一些。", en: "Too many boards; close some."))
        }
        var headers = Answers.headers("text/event-stream; charset=utf-8")
        headers[Answers.name("x-accel-buffering")] = "no"
        let daemon = visit.daemon
        let body = ResponseBody { writer in
            defer { withExtendedLifetime(place) {} }
            let (told, source) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
            let task = Task {
                _ = try? await daemon.cases.watch(
                    V1.WatchRequest(after: -1), metadata: daemon.metadata
                ) { messages in
                    // What he does not see he is not told of, nor how much of it there is.
                    for try await message in messages where message.line != nil {
                        source.yield()
                    }
                }
                source.finish()
            }
            defer { task.cancel() }
            try await writer.write(ByteBuffer(string: "retry: 5000\n\n"))
            // A board stays open for days: the program that is told to end does not wait for it.
            for await _ in told.cancelOnGracefulShutdown() {
                // The session may have ended meanwhile.
                guard (try? await Reader(daemon).user()) != nil else { break }
                try await writer.write(ByteBuffer(string: "data: news\n\n"))
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers, body: body)
    }
}
