// SPDX-License-Identifier: Apache-2.0
package import CaseworkCore
internal import Logging
internal import Rulebook
package import Storage
internal import WorkCalendar
internal import Workflow

/// Documents: taken in, filed, and given out again.
package struct Documents: Room {
    package let engine: Engine
    package let viewer: Viewer

    /// Takes content for a document.
    ///
    /// - Throws: ``CaseworkError`` while the disk has too little left: nobody sends a large file in vain.
    package func begin() throws -> any DocumentSink {
        try self.engine.disk.requireRoom()
        return try WatchedSink(self.engine.queue.vitals) { try self.engine.contents.begin() }
    }

    /// Files a document whose content is in the document store.
    ///
    /// - Returns: its number.
    package func attach(
        _ command: AttachCommand, _ request: Engine.Request
    ) async throws(CaseworkError) -> Int64 {
        try await self.made(request) { try Filing(transaction: $0).attach(command) }
    }

    /// A document as whoever filed it is told of it: what else is in the case he did not ask for.
    package func filed(
        _ id: Int64, in caseID: String
    ) async throws(CaseworkError) -> DocumentView {
        let rules = self.rules
        return try await self.look(admittingParticipants: true) { reader, visibility in
            let row = try visibility.row(caseID)
            let kept = try visibility.kept(in: row)
            visibility.tell(row.id, kept)
            guard let document = try reader.documents(of: caseID).first(where: { $0.id == id }),
                let shown = kept.shown(document)
            else { throw Documents.none(id, in: caseID) }
            return DocumentView(
                row: shown, definition: try rules.definition(row.definitionHash, reader),
                withdrawal: try Withdrawal(of: document, in: reader, kept))
        }
    }

    /// A document that is on file, or was, with its content.
    ///
    /// - Throws: ``CaseworkError``, for one that is kept from the viewer as for one that is not there.
    package func content(
        of id: Int64, in caseID: String
    ) async throws(CaseworkError) -> DocumentContent {
        let rules = self.rules
        let view = try await self.look(admittingParticipants: true) { reader, visibility in
            let row = try visibility.row(caseID)
            let kept = try visibility.kept(in: row)
            let document = try reader.documents(of: caseID).first { $0.id == id }
            if let document, document.erased != nil, kept.shown(document) != nil {
                throw CaseworkError(
                    .notFound,
                    Label(
                        "编号为\(id)的文书,内容已按保存期删除",
                        "the content of document \(id) was erased when its time was over"))
            }
            guard let document, kept.opens(document) else {
                throw Documents.none(id, in: caseID)
            }
            visibility.tell(row.id, kept, [document.kind])
            return DocumentView(
                row: document, definition: try rules.definition(row.definitionHash, reader),
                withdrawal: try Withdrawal(of: document, in: reader, kept))
        }
        return try await DocumentContent(view, from: self.engine.contents, logger: self.logger)
    }

    private static func none(_ id: Int64, in caseID: String) -> CaseworkError {
        CaseworkError(
            .notFound,
            Label(
                "案件\(caseID)没有编号为\(id)的已归卷文书,或您无权查看",
                "case \(caseID) has no document \(id) on file, or you may not read it"))
    }
}
