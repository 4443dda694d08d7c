// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// A file of offices or users: CSV or a workbook.
struct DirectoryFile: ParsableArguments {
    /// What the daemon takes at once.
    private static let mostRows = 2_000

    @Argument(help: ArgumentHelp("CSV or .xlsx. / 文件", valueName: "file"), completion: .file())
    var file: String
    @Flag(
        name: .customLong("dry-run"), help: "Say what each row would become; write nothing. / 只预演")
    var dryRun = false

    /// Sends the rows, and shows what became of each.
    ///
    /// - Throws: ``Failure`` also when a row was refused.
    func send(_ kind: String, _ session: Session) async throws(Failure) {
        let rows = try TableFile(file, session).records()
        guard rows.count <= Self.mostRows else {
            throw .failed(
                Text(
                    zh: "\(file) 有\(rows.count)行,一次最多\(Self.mostRows)行:请分成几个文件。",
                    en:
                        "\(file) has \(rows.count) rows, at most \(Self.mostRows) at once: divide it"
                ))
        }
        let request = V1.ImportDirectoryRequest(
            kind: kind, rows: rows.map { V1.DirectoryRow(cells: $0) },
            requestId: RequestID.fresh(), dryRun: dryRun)
        let answer = try await session.daemon.call {
            try await $0.directory.importDirectory(request)
        }
        session.write { Report(answer, $0) }
        if answer.rows.contains(where: { $0.outcome == "refused" }) { throw .said }
    }
}
