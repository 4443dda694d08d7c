// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import GRPCCore

/// All that the reader may read of a case, at one moment of it.
struct ExportedCase: Sendable {
    let item: V1.Case
    let lines: [V1.HistoryLine]
    let explanation: V1.ExplainResponse
    let chain: [V1.ChainLine]
    let head: (sequence: Int64, hash: String)
    /// Kinds of documents in the order in which the workflow names them.
    let kinds: [String]

    /// Lines a call: a reply stays well below the longest message.
    private static let page: Int32 = 500
    /// How often it is read again when somebody works on it meanwhile.
    private static let attempts = 5

    /// Reads a case; again when it was changed in between.
    init(reading id: String, from caller: DaemonCaller) async throws(Failure) {
        for _ in 0..<ExportedCase.attempts {
            let read = try await caller.call { try await ExportedCase.read(id, from: $0) }
            guard let read else { continue }
            self = read
            return
        }
        throw .failed(
            Text(
                zh: "\(id)正在办理,未能读到同一时刻的内容:请稍后再试。",
                en: "\(id) is being worked on and could not be read as of one moment: try again"))
    }

    private init(
        item: V1.Case, lines: [V1.HistoryLine], explanation: V1.ExplainResponse,
        chain: [V1.ChainLine], head: (sequence: Int64, hash: String), kinds: [String]
    ) {
        self.item = item
        self.lines = lines
        self.explanation = explanation
        self.chain = chain
        self.head = head
        self.kinds = kinds
    }

    /// Nil when lines were written between the questions.
    private static func read(_ id: String, from daemon: Daemon) async throws -> ExportedCase? {
        let lines = try await ExportedCase.history(id, from: daemon)
        let item = try await daemon.cases.get(V1.GetCaseRequest(caseId: id))
        let explanation = try await daemon.deadlines.explain(V1.ExplainRequest(caseId: id))
        let kinds = try await ExportedCase.kinds(of: item, from: daemon)
        var chain: [V1.ChainLine] = []
        var answer = V1.ChainResponse()
        repeat {
            let request = V1.ChainRequest(
                caseId: id, after: chain.last?.sequence ?? 0, limit: ExportedCase.page)
            answer = try await daemon.cases.chain(request)
            chain += answer.lines
        } while answer.next > (chain.dropLast(answer.lines.count).last?.sequence ?? 0)
        guard chain.map(\.sequence) == lines.map(\.sequence) else { return nil }
        return ExportedCase(
            item: item, lines: lines, explanation: explanation, chain: chain,
            head: (answer.headSequence, answer.headHash),
            kinds: kinds)
    }

    /// None for a workflow that is no longer in force.
    private static func kinds(of item: V1.Case, from daemon: Daemon) async throws -> [String] {
        do {
            let request = V1.GetWorkflowRequest(workflow: item.workflow, profile: item.profile)
            return try await daemon.rules.getWorkflow(request).documents.map(\.name)
        } catch let error as RPCError where error.code == .notFound {
            return []
        }
    }

    private static func history(
        _ id: String, from daemon: Daemon
    ) async throws -> [V1.HistoryLine] {
        var lines: [V1.HistoryLine] = []
        var after: Int64 = 0
        while true {
            let answer = try await daemon.cases.history(
                V1.HistoryRequest(caseId: id, after: after, limit: ExportedCase.page))
            lines += answer.lines
            // A cursor that does not move on would never end.
            guard answer.next > after else { return lines }
            after = answer.next
        }
    }

    /// Its papers as a file is bound: by kind, in the order of the workflow, then as they came.
    var papers: [V1.Document] {
        let places = Dictionary(
            self.kinds.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        return self.item.documents.sorted { left, right in
            let (first, second) = (places[left.kind] ?? .max, places[right.kind] ?? .max)
            return (first, left.addedOn, left.sequence, left.id)
                < (second, right.addedOn, right.sequence, right.id)
        }
    }

    /// Whether anything is kept from the reader.
    var isKept: Bool { self.item.kept || self.chain.contains(where: \.kept) }

    /// The objects of the interface, complete.
    func json(at moment: String) -> JSONValue {
        .object([
            ("exported_at", .string(moment)),
            ("case", Report(self.item, all: true, .en).json),
            ("history", .array(self.lines.map(\.json))),
            ("limits", self.explanation.json),
        ])
    }
}
