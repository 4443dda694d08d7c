// SPDX-License-Identifier: Apache-2.0
internal import Crypto
internal import Foundation
internal import Jobs
internal import Letters
package import Logging
package import Rulebook
package import Storage
internal import Synchronization
internal import WorkCalendar
internal import Workflow

/// The engine: everything that changes goes through it, onto the commit queue; everything that is
/// asked reads a snapshot.
///
/// The one door of this module.
package final class Engine: Sendable {
    let store: any CaseStore
    let documents: any DocumentStore
    /// The rules in force.
    package let rules: RuleStore
    /// The source of time.
    package let clock: DaemonClock
    let queue: CommitQueue
    let desk: WorkDesk
    let jobs: JobQueue
    let logger: Logger
    private let letterReader = LetterReader()
    /// When a courier asked last, by the machine's clock; the start before any did.
    let courierSeen = Mutex(DaemonClock.machine)
    private let generation = Atomic<Int>(0)

    /// Raised by each change of the directory: who remembers users asks anew.
    package var directoryGeneration: Int {
        self.generation.load(ordering: .acquiring)
    }

    /// Says that there is work for ``passTime()``, so that it need not wait for the next beat.
    let wake: @Sendable () -> Void

    /// An engine over a store.
    package init(
        store: any CaseStore, documents: any DocumentStore, spool: (any MessageSpool)? = nil,
        rules: RuleStore, clock: DaemonClock, logger: Logger,
        wake: @escaping @Sendable () -> Void = {}
    ) {
        self.wake = wake
        self.store = store
        self.documents = documents
        self.rules = rules
        self.clock = clock
        self.logger = logger
        self.queue = CommitQueue(store: store, logger: logger)
        self.desk = WorkDesk(
            store: store, documents: documents, spool: spool, rules: rules, clock: clock,
            queue: self.queue, logger: logger)
        self.jobs = JobQueue(desk: self.desk, kinds: WorkDesk.kinds, logger: logger)
    }

    /// A request: who asks, under which id, and what exactly (to tell a repetition from a reuse).
    package struct Request: Sendable {
        /// Who.
        package var principal: Principal
        /// The id; empty for none.
        package var id: String
        /// The bytes of the request.
        package var payload: [UInt8]

        /// A request.
        package init(principal: Principal, id: String, payload: [UInt8]) {
            self.principal = principal
            self.id = id
            self.payload = payload
        }
    }

    /// Opens a case.
    package func open(
        _ command: OpenCaseCommand, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try $0.open(command) }
    }

    /// Puts an event to a case.
    package func act(
        _ command: ActCommand, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try $0.act(command) }
    }

    /// Takes an act back.
    package func annul(
        _ command: AnnulCommand, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try $0.annul(command) }
    }

    /// Corrects what an act said.
    package func correct(
        _ command: CorrectCommand, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try $0.correct(command) }
    }

    /// Puts a rulebook in force that passed every check; `event` says how it came.
    package func install(
        _ rulebook: Rulebook, reason: String, event: String, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        let result = try await self.perform(request) {
            try $0.install(rulebook, reason: reason, event: event)
        }
        self.rules.replace(rulebook)
        return result
    }

    /// Files a paper whose content is in the document store.
    package func attach(
        _ command: AttachCommand, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try $0.attach(command) }
    }

    /// Ticks letters off.
    package func tick(
        _ command: TickDeliveriesCommand, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        try await self.perform(request) { try $0.tick(command) }
    }

    /// Adds an office, or changes it.
    ///
    /// - Parameter keepsChannel: no channel was given: a known office keeps its own.
    package func add(
        _ office: OfficeRow, keepsChannel: Bool = false, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        defer { self.generation.add(1, ordering: .releasing) }
        let result = try await self.perform(request) {
            try $0.add(office, keepsChannel: keepsChannel)
        }
        self.wake()
        return result
    }

    /// Adds a user, or changes him.
    package func add(
        _ user: UserRow, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        defer { self.generation.add(1, ordering: .releasing) }
        return try await self.perform(request) { try $0.add(user) }
    }

    /// Gives a user a right, or takes it away.
    package func change(
        _ uid: Int64, _ membership: MembershipRow, grant: Bool, _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        defer { self.generation.add(1, ordering: .releasing) }
        return try await self.perform(request) { try $0.change(uid, membership, grant: grant) }
    }

    /// Takes content for a document.
    package func beginDocument() throws -> any DocumentSink {
        try self.documents.begin()
    }

    /// Reads a letter; files nothing.
    package func read(letter bytes: [UInt8], file: String) throws(CaseworkError) -> ReadLetter {
        guard bytes.count <= CaseworkLimits.letterBytes else {
            throw CaseworkError.invalid(
                file, "超过\(CaseworkLimits.letterBytes)字节",
                "is larger than \(CaseworkLimits.letterBytes) bytes")
        }
        guard let text = LetterReader.decode(bytes) else {
            return ReadLetter(
                reading: nil,
                reason: Label(
                    "不是 UTF-8 文本;可用 iconv -f GB18030 -t UTF-8 转换",
                    "this is no UTF-8 text; iconv -f GB18030 -t UTF-8 converts it"),
                digest: "", file: file)
        }
        let visible = text.unicodeScalars.filter { !$0.properties.isWhitespace }
        let digest = SHA256.hash(data: Array(String(String.UnicodeScalarView(visible)).utf8))
        var letter = ReadLetter(digest: Chain.hex(Array(digest)), file: file)
        switch self.letterReader.read(text) {
        case .letter(let reading): letter.reading = reading
        case .notALetter(let reason): letter.reason = Label(reason.zh, reason.en)
        }
        return letter
    }

    /// Makes a case of a letter.
    package func importLetter(
        _ letter: ReadLetter, content: [UInt8], profile: String?, workflow: String?,
        _ request: Request
    ) async throws(CaseworkError) -> CommandResult {
        var filed = letter
        do {
            let sink = try self.documents.begin()
            try sink.write(content)
            filed.document = try sink.finish()
        } catch {
            throw CaseworkError(
                .busy, Label("来函无法存档:\(error)", "the letter cannot be filed: \(error)"))
        }
        let ready = filed
        return try await self.perform(request) {
            try $0.importLetter(ready, profile: profile, workflow: workflow)
        }
    }

    /// Stops: nothing more is accepted, what was accepted is answered.
    package func stop() async {
        self.jobs.stop()
        await self.queue.stop()
    }

    func perform(
        _ request: Request, _ body: @escaping @Sendable (Transactor) throws -> CommandResult
    ) async throws(CaseworkError) -> CommandResult {
        guard request.id.utf8.count <= CaseworkLimits.requestIDBytes else {
            throw CaseworkError.invalid(
                "request_id", "超过\(CaseworkLimits.requestIDBytes)字节",
                "is longer than \(CaseworkLimits.requestIDBytes) bytes")
        }
        let (rules, now) = (self.rules, self.clock.now)
        let result = try await self.queue.submit { writer in
            let hash = Array(SHA256.hash(data: request.payload))
            let uid = request.principal.uid
            if !request.id.isEmpty, let kept = try writer.answer(user: uid, requestID: request.id) {
                guard kept.payloadHash == hash else { throw Engine.reused(request.id) }
                return try JSONDecoder().decode(CommandResult.self, from: Data(kept.answer))
            }
            let transactor = Transactor(
                writer, rules: rules, now: now, principal: request.principal,
                requestID: request.id)
            var result = try body(transactor)
            result.bringsWork = transactor.bringsWork
            if !request.id.isEmpty {
                let answer = Array(try JSONEncoder().encode(result))
                try writer.keep(
                    StoredAnswer(payloadHash: hash, answer: answer), user: uid,
                    requestID: request.id, at: now)
            }
            return result
        }
        if result.bringsWork { self.wake() }
        if let reason = result.quarantined {
            self.logger.critical(
                "a case was quarantined",
                metadata: ["case": "\(result.caseID)", "why": "\(reason)"])
            throw CaseworkError(
                .internal,
                Label(
                    "案件\(result.caseID)数据异常,已隔离:\(reason)",
                    "case \(result.caseID) cannot be as it is and was quarantined: \(reason)"))
        }
        return result
    }

    private static func reused(_ id: String) -> CaseworkError {
        CaseworkError(
            .invalid,
            Label("请求编号“\(id)”已用于另一请求", "the request id “\(id)” was used for another request"))
    }
}
