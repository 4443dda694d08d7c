// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Casework
import CaseworkCore
import GRPCCore
import GRPCInProcessTransport
import Logging
import Rulebook
import Storage
import StorageMemory
import Testing
import WorkCalendar

@testable import Service

/// An engine in memory with one office and one clerk, and the services over it.
struct Registry: Sendable {
    /// The clerk's uid; no such user need exist on the machine.
    static let clerk: UInt32 = 3_000_001
    /// A uid that nobody knows.
    static let stranger: UInt32 = 3_000_002

    /// The engine.
    let engine: Engine
    private static let rulebook = Result { try Rulebook.load(ShippedRulebook.files) }

    /// Opens on 2025-03-20.
    init() async throws {
        let day = try #require(Day(year: 2025, month: 3, day: 20))
        let morning = CivilZone("Asia/Shanghai").start(of: day)
            .adding(milliseconds: 9 * 3_600_000)
        self.engine = Engine(
            store: MemoryStore(), documents: NoDocuments(),
            rules: RuleStore(try Registry.rulebook.get()),
            clock: DaemonClock(simulatedFrom: morning),
            logger: Logger(label: "registry") { _ in SwiftLogNoOpLogHandler() })
        let request = self.adminRequest
        _ = try await self.engine.directory.add(
            OfficeRow(
                code: "rdgw", name: "某市人大代工委", aliases: [], place: "某市", profile: "cn",
                duties: [], numberCode: ""), request)
        try await self.add(Registry.clerk)
    }

    private var adminRequest: Engine.Request {
        Engine.Request(
            principal: Principal(number: 0, isAdmin: true, user: nil, rights: []), id: "",
            payload: [])
    }

    /// Enters a user in the directory.
    func add(_ uid: UInt32, login: String = "") async throws {
        var details = UserDetails()
        details.name = "张三"
        details.login = UserRow.Login(uid: Int64(uid), name: login)
        _ = try await self.engine.directory.add(
            details, [MembershipRow(office: "rdgw", role: "assigner", kind: .member)],
            isAnother: true, self.adminRequest)
    }

    /// Changes what the directory says of a user.
    func change(_ uid: UInt32, _ details: UserDetails) async throws {
        _ = try await self.engine.directory.change(
            Int64(uid), details, evenSo: true, self.adminRequest)
    }

    /// Runs the services, behind the gate or without it, for as long as the body takes.
    func serve(
        gated: Bool = true,
        _ body: @Sendable (GRPCClient<InProcessTransport.Client>) async throws -> Void
    ) async throws {
        try await Registry.serve(self.engine, gated: gated, body)
    }

    /// Runs the services over an engine.
    static func serve(
        _ engine: Engine, gated: Bool = true, trustsProxies: Bool = false,
        _ body: @Sendable (GRPCClient<InProcessTransport.Client>) async throws -> Void
    ) async throws {
        let transport = InProcessTransport()
        let served = ServedEngine(engine)
        try await withGRPCServer(
            transport: transport.server,
            services: [
                CasesService(served), DeadlinesService(served), RulesService(served),
                DirectoryService(served), WorkService(served), ReportsService(served),
                SessionsService(served, trustsProxies: trustsProxies),
                AdminService(served, version: "test", dataFolder: "/nowhere"),
                HealthService(of: []),
            ],
            interceptors: gated ? [Gate(engine: engine)] : []
        ) { _ in
            try await withGRPCClient(transport: transport.client) { try await body($0) }
        }
    }

    /// Every method that is not the health check.
    static let methods =
        CasesMethods.all + DeadlinesMethods.all + RulesMethods.all + DirectoryMethods.all
        + WorkMethods.all + ReportsMethods.all + AdminMethods.all + SessionsMethods.all
}

extension GRPCClient {
    /// Calls any method with one empty message.
    ///
    /// - Returns: the status it ends with; nil when it succeeds.
    func status(
        of method: MethodDescriptor, as uid: UInt32?
    ) async throws -> RPCError? {
        let request = StreamingClientRequest<[UInt8]>(metadata: .peer(uid)) {
            try await $0.write([])
        }
        do {
            try await self.bidirectionalStreaming(
                request: request, descriptor: method, serializer: Raw(), deserializer: Raw(),
                options: .defaults
            ) { response in
                for try await _ in response.messages {}
            }
            return nil
        } catch let error as RPCError {
            return error
        }
    }
}

extension Metadata {
    /// What the stamp puts on each stream.
    static func peer(_ uid: UInt32?) -> Metadata {
        var metadata = Metadata()
        if let uid { metadata.addString(String(uid), forKey: PeerStamp.uidHeader) }
        return metadata
    }
}

/// Bytes as they are.
struct Raw: MessageSerializer, MessageDeserializer {
    func serialize<Bytes: GRPCContiguousBytes>(_ message: [UInt8]) throws -> Bytes {
        Bytes(message)
    }

    func deserialize<Bytes: GRPCContiguousBytes>(_ bytes: Bytes) throws -> [UInt8] {
        bytes.withUnsafeBytes { Array($0) }
    }
}

/// A store of documents that is never asked.
private struct NoDocuments: DocumentStore {
    struct Missing: Error {}

    func begin() throws -> any DocumentSink { throw Missing() }
    func open(_ sha256: String) throws -> (any DocumentSource)? { nil }
    func contents(
        in part: Int
    ) throws -> (contents: [StoredContent], strangers: [String]) { ([], []) }
    func remove(_ sha256: String, takenBefore moment: Instant) throws -> Bool { false }
}
