// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText

/// Writes a case into a folder, aside of where it will be.
struct ExportWriting: Sendable {
    let exported: ExportedCase
    let folder: String
    let session: Session
    /// When it is exported.
    let moment: String

    /// Writes all files, the manifest last.
    ///
    /// - Returns: the manifest, and its own SHA-256.
    func write() async throws(Failure) -> (manifest: ExportManifest, sha256: String) {
        try Folders.make(self.folder)
        var manifest = ExportManifest(
            caseID: self.exported.item.caseId, moment: self.moment, isKept: self.exported.isKept,
            files: [], lines: self.exported.chain.map(ExportWriting.line),
            head: self.exported.head)
        let (index, papers) = try await self.papers()
        manifest.lost = index.filter(\.isLost).map(\.document.sequence)
        manifest.erased = index.filter(\.document.erased).map(\.document.sequence)
        let page = CasePage(
            item: self.exported.item, index: index, explanation: self.exported.explanation,
            lines: self.exported.lines, head: self.exported.head, moment: self.moment)
        manifest.files = [
            try self.file(ExportManifest.page, page.html(self.session.language)),
            try self.file(
                ExportManifest.data, self.exported.json(at: self.moment).prettyText + "\n"),
        ]
        manifest.files += papers
        let end = try self.file(ExportManifest.name, manifest.json.prettyText + "\n")
        return (manifest, end.sha256)
    }

    /// Fetches what may be read.
    private func papers() async throws(Failure) -> ([IndexEntry], [ExportManifest.File]) {
        let documents = self.exported.papers
        var (index, files): ([IndexEntry], [ExportManifest.File]) = ([], [])
        let readable = documents.count { !$0.expected && !$0.kept && !$0.erased }
        guard readable > 0 else { return (documents.map { IndexEntry($0, path: nil) }, []) }
        try Folders.make(self.folder + "/" + ExportManifest.papers)
        for (place, document) in documents.enumerated() {
            guard !document.expected, !document.kept, !document.erased else {
                index.append(IndexEntry(document, path: nil))
                continue
            }
            let number = String(place + 1)
            let name =
                String(repeating: "0", count: max(0, 3 - number.count)) + number + "-"
                + SafeName.safe(document.name)
            let path = "\(ExportManifest.papers)/\(name)"
            let target = self.folder + "/" + path
            guard let fetched = try await self.fetch(document, to: target) else {
                index.append(IndexEntry(document, path: nil, isLost: true))
                continue
            }
            let written = fetched.file.written
            try fetched.file.keep(as: target, replacing: false)
            index.append(IndexEntry(document, path: path))
            files.append(
                ExportManifest.File(
                    path: path, size: written.size, sha256: written.sha256,
                    line: document.sequence))
            self.session.progress(done: files.count, of: readable)
        }
        self.session.endProgress()
        return (index, files)
    }

    /// Fetches a paper; nil when the daemon has its content no more.
    private func fetch(
        _ document: V1.Document, to target: String
    ) async throws(Failure) -> DocumentFetching.Fetched? {
        do throws(Failure) {
            return try await DocumentFetching.fetch(
                document, to: target, from: self.session.daemon)
        } catch .refused(let refusal) where refusal.code == "data_loss" {
            return nil
        }
    }

    private func file(_ name: String, _ text: String) throws(Failure) -> ExportManifest.File {
        let target = self.folder + "/" + name
        let file = try AsideFile(beside: target)
        try file.write(Array(text.utf8))
        let written = file.written
        try file.keep(as: target, replacing: false)
        return ExportManifest.File(path: name, size: written.size, sha256: written.sha256)
    }

    private static func line(_ line: V1.ChainLine) -> ExportManifest.Line {
        ExportManifest.Line(
            sequence: line.sequence, previousHash: line.previousHash, hash: line.hash,
            text: line.kept ? nil : line.text)
    }
}
