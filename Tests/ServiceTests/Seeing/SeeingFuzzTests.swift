// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import Foundation
import GRPCCore
import GRPCInProcessTransport
import Logging
import Synchronization
import Testing

@testable import Service

/// Anybody calls anything, with whatever a request holds: nothing of a case or a field that is not his
/// stands in any answer, refusal or line of the log.
@Suite(.timeLimit(.minutes(60))) struct SeeingFuzzTests {
    /// Keeps what the daemon logs, as text.
    private final class Log: Sendable {
        private let lines = Mutex<[String]>([])
        var all: [String] { self.lines.withLock { $0 } }

        func add(_ line: String) { self.lines.withLock { $0.append(line) } }
    }

    private struct Handler: LogHandler {
        let log: Log
        var logLevel = Logger.Level.trace
        var metadata: Logger.Metadata = [:]

        init(_ log: Log) { self.log = log }

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { self.metadata[key] }
            set { self.metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            self.log.add("\(event.message) \(event.metadata ?? [:])")
        }
    }

    /// SplitMix64, so that a run can be repeated.
    private struct Dice: RandomNumberGenerator {
        var state: UInt64

        mutating func next() -> UInt64 {
            self.state &+= 0x9E37_79B9_7F4A_7C15
            var z = self.state
            z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
            z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
            return z ^ (z >> 31)
        }
    }

    /// The bytes of a call, sometimes with some of them changed, left out or doubled.
    private func bent(_ messages: [[UInt8]], _ dice: inout Dice) -> [[UInt8]] {
        messages.map { message in
            var message = message
            guard !message.isEmpty, Int.random(in: 0..<3, using: &dice) == 0 else { return message }
            let at = Int.random(in: message.indices, using: &dice)
            switch Int.random(in: 0..<3, using: &dice) {
            case 0: message[at] = UInt8.random(in: 0...255, using: &dice)
            case 1: message.remove(at: at)
            default: message.insert(message[at], at: at)
            }
            return message
        }
    }

    /// Another number of a case, of a letter, of a job: by chance one that is there.
    private func calls(_ town: SeeingTown, _ dice: inout Dice) throws -> Asked? {
        let method = Registry.methods.randomElement(using: &dice) ?? CasesMethods.get
        // What changes who may see what is not for the dice.
        guard !Self.left.contains(method) else { return nil }
        if method == CasesMethods.list, Bool.random(using: &dice) {
            let text = Piece.allCases.randomElement(using: &dice)?.marker ?? ""
            return try Asked(
                method, V1.ListCasesRequest(query: text, limit: 9), about: Piece.allCases)
        }
        return try Asked.calls(of: method, in: town).randomElement(using: &dice)
    }

    /// Calls of administrators that change the directory; what is checked whole takes seconds.
    private static let left = [
        DirectoryMethods.addUser, DirectoryMethods.grantRole, DirectoryMethods.revokeRole,
        DirectoryMethods.addOffice, DirectoryMethods.renameOffice, DirectoryMethods.closeOffice,
        DirectoryMethods.changeUser, DirectoryMethods.importDirectory,
        DirectoryMethods.addDelegation, RulesMethods.check, RulesMethods.preview,
        RulesMethods.install,
    ]

    @Test func nothingOfWhatIsHiddenIsTold() async throws {
        let isLong = ProcessInfo.processInfo.environment["CASED_E2E"] != nil
        let seed =
            UInt64(
                ProcessInfo.processInfo.environment["CASED_SEED"] ?? "")
            ?? UInt64.random(in: 0...UInt64.max)
        print("seeing fuzz, seed \(seed)")
        let log = Log()
        let town = try await SeeingTown(
            logger: Logger(label: "fuzz") { _ in Handler(log) })
        let count = isLong ? 200_000 : 5_000
        try await Registry.serve(town.engine) { client in
            var dice = Dice(state: seed)
            // Those whose it is are told: what is searched for can be found.
            var found: Set<Piece> = []
            for number in 0..<count {
                guard let plain = try self.calls(town, &dice) else { continue }
                let asked = Asked(
                    plain.method, self.bent(plain.messages, &dice), about: Piece.allCases)
                let asker = Asker.allCases.randomElement(using: &dice) ?? .unknown
                let answered = try await client.answer(
                    to: asked, as: asker, watchingTo: town.head)
                // What the caller says himself comes back to him.
                found.formUnion(
                    Piece.allCases.filter { $0.seers.contains(asker) && answered.tells($0.marker) })
                for piece in Piece.allCases where !piece.seers.contains(asker) {
                    let isSaid = asked.messages.contains {
                        $0.firstRange(of: Array(piece.marker.utf8)) != nil
                    }
                    #expect(
                        isSaid || !answered.tells(piece.marker),
                        "seed \(seed), call \(number), \(Gate.name(of: plain.method)) \(asker) \(piece)"
                    )
                }
            }
            #expect(found == Set(Piece.allCases))
        }
        #expect(!log.all.isEmpty)
        for piece in Piece.allCases {
            #expect(!log.all.contains { $0.contains(piece.marker) }, "\(piece)")
        }
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }
}
