// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import GRPCCore

/// Fetches documents from the daemon into files.
enum DocumentFetching {
    /// A document's bytes in a file that has no name yet.
    struct Fetched: Sendable {
        /// What the daemon says it is.
        let document: V1.Document
        /// Its content, compared with its SHA-256.
        let file: AsideFile
    }

    /// Fetches a document.
    ///
    /// - Parameter target: the name that the file will have.
    /// - Throws: ``Failure`` when the content is not whole; then nothing remains of it.
    static func fetch(
        _ document: V1.Document, to target: String, from caller: DaemonCaller
    ) async throws(Failure) -> Fetched {
        let request = V1.GetDocumentRequest(caseId: document.caseId, id: document.id)
        let fetched = try await caller.call { daemon in
            // Anew for each attempt: half of a file is none.
            let file = try AsideFile(beside: target)
            let facts = try await daemon.cases.getDocument(request) { pieces in
                var facts: V1.Document?
                for try await piece in pieces {
                    switch piece.kind {
                    case .document(let told)?: facts = told
                    case .chunk(let bytes)?: try file.write(bytes)
                    case nil: break
                    }
                }
                return facts
            }
            return Fetched(document: facts ?? V1.Document(), file: file)
        }
        let written = fetched.file.written
        guard written.sha256 == fetched.document.sha256, written.size == fetched.document.size
        else { throw .failed(DocumentFetching.broken(document)) }
        return fetched
    }

    private static func broken(_ document: V1.Document) -> Text {
        Text(
            zh: "“\(document.name)”(编号\(document.id))没有完整收到,未保存;请重试。",
            en: "“\(document.name)” (no. \(document.id)) did not come whole and was not kept; "
                + "try again")
    }
}
