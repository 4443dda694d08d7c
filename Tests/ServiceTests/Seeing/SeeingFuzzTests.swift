// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import CaseworkCore
import Foundation
import GRPCCore
import GRPCInProcessTransport
import Logging
import Storage
import Synchronization
import Testing
import WorkCalendar

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

    private var isLong: Bool { ProcessInfo.processInfo.environment["CASED_E2E"] != nil }

    private func seed() -> UInt64 {
        let given = UInt64(ProcessInfo.processInfo.environment["CASED_SEED"] ?? "")
        let seed = given ?? UInt64.random(in: 0...UInt64.max)
        print("seeing fuzz, seed \(seed)")
        return seed
    }

    @Test func nothingOfWhatIsHiddenIsTold() async throws {
        let seed = self.seed()
        let log = Log()
        let town = try await SeeingTown(
            logger: Logger(label: "fuzz") { _ in Handler(log) })
        let count = self.isLong ? 200_000 : 5_000
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

    /// Takes messages as a folder does, and keeps them.
    private final class Spool: MessageSpool {
        private let messages = Mutex<[Message]>([])

        func put(_ message: Message, _ contents: [[UInt8]]) throws {
            self.messages.withLock { $0.append(message) }
        }

        func take() -> [Message] {
            self.messages.withLock { messages in
                defer { messages = [] }
                return messages
            }
        }
    }

    /// Who may know what, as the directory is now.
    private func bystander(_ town: SeeingTown) async throws -> Bystander {
        let directory = town.engine.directory
        return try await Bystander(
            offices: directory.offices(), users: directory.users(),
            delegations: directory.delegations(),
            today: directory.today)
    }

    /// One call in a town whose directory changes: a change, or any other.
    private func asked(
        _ number: Int, of count: Int, _ town: SeeingTown, _ dice: inout Dice
    ) throws -> (asked: Asked, asker: Asker)? {
        let anybody = Asker.allCases.randomElement(using: &dice) ?? .unknown
        // What is checked whole takes seconds.
        let rules: [Int: MethodDescriptor] = [
            count / 5: RulesMethods.check, count / 4: RulesMethods.preview,
            count / 3: RulesMethods.install,
        ]
        if let method = rules[number] {
            let files = try SeeingTown.tipAgain()
            let message: any ProtoMessage =
                switch method {
                case RulesMethods.check: V1.CheckRequest(files: files)
                case RulesMethods.preview: V1.PreviewRequest(files: files)
                default: V1.InstallRequest(files: files, reason: "试")
                }
            return (try Asked(method, message, about: []), .administrator)
        }
        guard Int.random(in: 0..<8, using: &dice) == 0 else {
            return try self.calls(town, &dice).map { ($0, anybody) }
        }
        let changes = [Asker.administrator, .administrator, anybody]
        return (
            try Asked.change(isLate: number > count / 2, &dice),
            changes.randomElement(using: &dice) ?? anybody
        )
    }

    @Test func nothingIsToldWhileTheDirectoryAndTheRulesChange() async throws {
        let (seed, log, spool) = (self.seed(), Log(), Spool())
        let town = try await SeeingTown(
            logger: Logger(label: "fuzz") { _ in Handler(log) }, spool: spool)
        let count = self.isLong ? 60_000 : 3_000
        let request = Principal(number: 0, isAdmin: true, user: nil, rights: [])
        try await Registry.serve(town.engine) { client in
            var (dice, sent, found) = (Dice(state: seed), 0, Set<Piece>())
            var now = try await self.bystander(town)
            for number in 0..<count {
                guard let (plain, asker) = try self.asked(number, of: count, town, &dice) else {
                    continue
                }
                let isChange = plain.pieces.isEmpty
                let asked = Asked(
                    plain.method, isChange ? plain.messages : self.bent(plain.messages, &dice),
                    about: Piece.allCases)
                let before = now
                let answered = try await client.answer(to: asked, as: asker, watchingTo: town.head)
                if Gate.name(of: plain.method).hasPrefix("Directory/") {
                    now = try await self.bystander(town)
                }
                for piece in Piece.allCases where answered.tells(piece.marker) {
                    let isKnown = before.mayKnow(piece, asker) || now.mayKnow(piece, asker)
                    if isKnown { found.insert(piece) }
                    let isSaid = asked.messages.contains {
                        $0.firstRange(of: Array(piece.marker.utf8)) != nil
                    }
                    #expect(
                        isKnown || isSaid,
                        "seed \(seed), call \(number), \(Gate.name(of: plain.method)) \(asker) \(piece)"
                    )
                }
                // A day now and then: people are reminded, lists are written.
                if number % (count / 20) == 0 {
                    let next = town.engine.clock.now.adding(milliseconds: 86_400_000)
                    _ = try await town.engine.time.setClock(to: next, by: request)
                    now = try await self.bystander(town)
                    sent += self.look(at: spool.take(), now, "seed \(seed), call \(number)")
                }
            }
            #expect(found == Set(Piece.allCases) && sent > 10)
        }
        for planted in Piece.allCases.map(\.marker) + [Asked.plantedName] {
            #expect(!log.all.contains { $0.contains(planted) }, "seed \(seed), \(planted)")
        }
        #expect(try await town.engine.health.verify().problems.isEmpty)
    }

    /// Looks for what a message may not tell the office it goes to.
    private func look(at messages: [Message], _ now: Bystander, _ when: Comment) -> Int {
        for message in messages {
            let text = "\(message)"
            for piece in Piece.allCases where text.contains(piece.marker) {
                #expect(now.mayKnow(piece, office: message.office), "\(when) \(message) \(piece)")
            }
        }
        return messages.count
    }
}
