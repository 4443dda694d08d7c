// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Foundation
import GRPCCore
import Synchronization
import Testing

@testable import CaseadmCommands

@Suite("watch", .timeLimit(.minutes(30)))
struct WatchTests {
    private static func line(_ sequence: Int64) -> V1.WatchEvent {
        V1.WatchEvent(
            reached: sequence,
            line: V1.HistoryLine(
                sequence: sequence, caseId: "X-1", happenedOn: "2025-02-05", event: "attach"))
    }

    private static func sequences(_ out: String) throws -> [Int] {
        try out.split(separator: "\n").map { line in
            let object = try JSONSerialization.jsonObject(with: Data(line.utf8))
            return try #require((object as? [String: Any])?["sequence"] as? Int)
        }
    }

    @Test("after each loss it goes on behind the last line written, and says so once a loss")
    func goesOnAfterLosses() async throws {
        // The second watch meets a daemon that stops at once: still the same loss.
        let daemon = FakeDaemon(watches: [
            [V1.WatchEvent(reached: 6), Self.line(7), Self.line(9)], [],
            [V1.WatchEvent(reached: 9), Self.line(10)],
            [V1.WatchEvent(reached: 10), Self.line(12), Self.line(13)],
        ])
        let ran = try await daemon.serve { socket in
            await Ran.program([
                "-o", "json", "watch", "--after", "6", "--until", "13", "--socket", socket,
            ])
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(try Self.sequences(ran.out) == [7, 9, 10, 12, 13])
        #expect(daemon.requests(V1.WatchRequest.self).map(\.after) == [6, 9, 9, 10])
        #expect(ran.err.components(separatedBy: "went away").count - 1 == 2)
    }

    @Test("a watch of new lines that saw none goes on from where it began")
    func newLinesFromTheFirstBeginning() async throws {
        let daemon = FakeDaemon(watches: [
            [V1.WatchEvent(reached: 20)], [V1.WatchEvent(reached: 20), Self.line(21)],
        ])
        let ran = try await daemon.serve { socket in
            await Ran.program(["watch", "X-1", "--until", "21", "--lang", "zh", "--socket", socket])
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(ran.out == "#21  2025-02-05  X-1  attach\n")
        #expect(ran.err == "caseadm: 服务中断,恢复后接续……\n")
        #expect(daemon.requests(V1.WatchRequest.self).map(\.after) == [-1, 20])
    }

    @Test("--until ends also where its line is passed over")
    func untilIsPassed() async throws {
        let daemon = FakeDaemon(watches: [[V1.WatchEvent(reached: 2), V1.WatchEvent(reached: 8)]])
        let ran = try await daemon.serve { socket in
            await Ran.program(["watch", "X-1", "--until", "5", "--socket", socket])
        }
        #expect(ran.code == 0)
        #expect(ran.out == "" && ran.err == "")
    }

    @Test("a socket that went away with the first connection comes back")
    func socketComesBack() async throws {
        let first = FakeDaemon(watches: [[Self.line(1)], []])
        let second = FakeDaemon(watches: [[Self.line(2)]])
        let (whenGone, gone) = AsyncStream.makeStream(of: Void.self)
        let path = FileManager.default.temporaryDirectory
            .appending(path: "caseadm-back-\(UInt32.random(in: 0...UInt32.max)).sock").path
        defer { try? FileManager.default.removeItem(atPath: path) }
        // What is at the path leads to the daemon of the moment.
        let watching = Task {
            try await first.serve { socket in
                try FileManager.default.createSymbolicLink(
                    atPath: path, withDestinationPath: socket)
                first.onWatch.withLock {
                    $0 = {
                        try? FileManager.default.removeItem(atPath: path)
                        gone.yield()
                    }
                }
                return await Ran.program([
                    "-o", "json", "watch", "--after", "0", "--until", "2", "--socket", path,
                ])
            }
        }
        try await second.serve { socket in
            for await _ in whenGone { break }
            // Long enough for the watch to find nothing there.
            try await Task.sleep(for: .milliseconds(500))
            try FileManager.default.createSymbolicLink(atPath: path, withDestinationPath: socket)
            let ran = try await watching.value
            #expect(ran.code == 0, "\(ran.err)")
            #expect(try Self.sequences(ran.out) == [1, 2])
        }
        #expect(second.requests(V1.WatchRequest.self).map(\.after) == [1])
    }

    @Test("an interruption ends it with 0, quietly")
    func interruptionEnds() async throws {
        let daemon = FakeDaemon()
        let (heard, bell) = AsyncStream.makeStream(of: Void.self)
        let ran = try await daemon.serve { socket in
            async let watching = Ran.program(
                ["-o", "csv", "watch", "--socket", socket], interruption: { heard })
            while daemon.requests(V1.WatchRequest.self).isEmpty { await Task.yield() }
            bell.finish()
            return await watching
        }
        #expect(ran.code == 0)
        #expect(ran.err == "")
    }

    @Test("CSV names its columns once, JSON takes one line each")
    func rowsFollowEachOther() async throws {
        let csv = try await FakeDaemon().serve { socket in
            await Ran.program(["-o", "csv", "watch", "--until", "41", "--socket", socket])
        }
        #expect(csv.out.components(separatedBy: "previous_hash").count == 2)
        #expect(csv.out.components(separatedBy: "\r\n").count == 4)
        let json = try await FakeDaemon().serve { socket in
            await Ran.program(["-o", "json", "watch", "--until", "41", "--socket", socket])
        }
        #expect(try Self.sequences(json.out) == [40, 41])
        #expect(!json.out.contains("\u{1B}"))
    }

    @Test("a refusal ends it with 1, a daemon that was never there with 3")
    func refusalEnds() async throws {
        let refusal = V1.Refusal(code: "not_found", sentence: V1.Label(zh: "没有", en: "no case"))
        let daemon = FakeDaemon(errors: [try FakeDaemon.refusing(refusal, .notFound)])
        let ran = try await daemon.serve { socket in
            await Ran.program(["watch", "X-1", "--socket", socket])
        }
        #expect(ran.code == 1)
        #expect(ran.err.contains("no case"))
        let full = FakeDaemon(errors: [RPCError(code: .resourceExhausted, message: "64 watch")])
        let refused = try await full.serve { socket in
            await Ran.program(["watch", "--socket", socket])
        }
        #expect(refused.code == 1)
        #expect(await Ran.program(["watch", "--socket", "/no/such/cased.sock"]).code == 3)
    }

    @Test("a watch has no time limit; what is answered has one")
    func watchHasNoTimeLimit() {
        let limits = CallLimits.serviceConfig.methodConfig.filter { config in
            config.names.contains { $0.method == CasesMethods.watch.method }
        }
        #expect(limits.map(\.timeout) == [nil])
    }
}
