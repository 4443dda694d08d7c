// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Crypto
internal import Jobs
internal import Logging
internal import Storage
internal import Synchronization
internal import Workflow

/// A document's content on its way out: compared with what was filed while it is read, and never in
/// memory as a whole.
///
/// One reader.
package final class DocumentContent: Sendable {
    private struct State {
        var hasher = SHA256()
        var size: Int64 = 0
        /// Read beforehand, so that the content's type can be told first.
        var first: [UInt8]?
    }

    /// What the document is.
    package let view: DocumentView
    /// What its content is.
    package let mediaType: MediaType
    private let source: any DocumentSource
    private let logger: Logger
    private let state: Mutex<State>

    init(
        _ view: DocumentView, from store: any DocumentStore, logger: Logger
    ) async throws(CaseworkError) {
        self.view = view
        self.logger = logger
        let digest = view.row.sha256 ?? ""
        do {
            let opened = try await Blocking.run {
                try store.open(digest).map { ($0, try $0.next() ?? []) }
            }
            guard let (source, first) = opened else { throw StoreError.unusable("it is missing") }
            self.source = source
            self.state = Mutex(State(first: first))
            self.mediaType = MediaType(of: first, isWhole: Int64(first.count) == view.row.size)
        } catch {
            throw DocumentContent.lost(view, "\(error)", logger)
        }
    }

    /// The next bytes; nil at the end, when all of it was what was filed.
    ///
    /// - Throws: ``CaseworkError`` of code `lost` when the content is not what was filed: whatever
    ///   came before is worth nothing then.
    package func next() async throws(CaseworkError) -> [UInt8]? {
        let piece: [UInt8]?
        do {
            piece = try await self.piece()
        } catch {
            throw DocumentContent.lost(self.view, "\(error)", self.logger)
        }
        let fault = self.state.withLock { state -> String? in
            guard let piece else {
                return Chain.hex(state.hasher.finalize()) == self.view.row.sha256
                    ? nil : "its content was changed"
            }
            state.hasher.update(data: piece)
            state.size += Int64(piece.count)
            return state.size > self.view.row.size ?? 0 ? "it is longer than what was filed" : nil
        }
        if let fault { throw DocumentContent.lost(self.view, fault, self.logger) }
        return piece
    }

    private func piece() async throws -> [UInt8]? {
        let first = self.state.withLock { state in
            defer { state.first = nil }
            return state.first
        }
        if let first { return first.isEmpty ? nil : first }
        let source = self.source
        return try await Blocking.run { try source.next() }
    }

    /// The reason is for whoever keeps the files; readers are told what to do.
    private static func lost(
        _ view: DocumentView, _ reason: String, _ logger: Logger
    ) -> CaseworkError {
        let row = view.row
        logger.critical(
            "the content of a document is damaged or missing",
            metadata: [
                "case": "\(row.caseID)", "document": "\(row.id)",
                "sha256": "\(row.sha256 ?? "")", "why": "\(reason)",
            ])
        let kind = view.definition.documents[row.kind]?.labels ?? Label(same: row.kind)
        return CaseworkError(
            .lost,
            Label(
                "案件\(row.caseID)的〈\(kind.zh)〉“\(row.name)”(编号\(row.id))内容已损坏或者丢失,不能提供;"
                    + "请系统管理员从备份恢复SHA-256为\(row.sha256 ?? "")的文件",
                "the content of ‹\(kind.en)› “\(row.name)” (no. \(row.id)) of case \(row.caseID) is damaged or missing and is not given out; an administrator can restore the file with SHA-256 \(row.sha256 ?? "") from a backup"
            ))
    }
}
