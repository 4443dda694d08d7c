// SPDX-License-Identifier: Apache-2.0
import Casework
import CaseworkCore
import Storage
import WorkCalendar
import Workflow

/// A history as text, a line for a line: everything a line says but what the machine draws by
/// itself (salts and the digests made with them, the seeds and the order of lots) and the hashes.
enum HistoryText {
    private struct Told: Error {}

    /// Every line of a town's history.
    static func lines(of engine: Engine) async throws -> [String] {
        let last = try await engine.health.status().head.sequence
        var rows: [HistoryRow] = []
        do {
            try await engine.cases.watch(nil, after: 0) { page in
                rows += page.lines.map(\.row)
                if page.reached >= last { throw Told() }
            }
        } catch is Told {}
        let prefix = "#draw "
        let drawn = rows.flatMap(\.changes).filter { $0.field.hasPrefix(prefix) }
            .map { String($0.field.dropFirst(prefix.count)) }
        return rows.map { HistoryText.line($0, drawn: Set(drawn)) }
    }

    private static func line(_ row: HistoryRow, drawn: Set<String>) -> String {
        func or(_ text: String?) -> String { text ?? "-" }
        let changes = row.changes.map { change in
            // `inspectors`, and `#then inspectors` when the draw was taken back.
            let isLot = change.field.split(separator: " ").last.map { drawn.contains(String($0)) }
            let seal = change.seal == nil ? "" : " (sealed)"
            return "\(change.field): \(HistoryText.text(change.before, isLot ?? false))"
                + " → \(HistoryText.text(change.after, isLot ?? false))\(seal)"
        }
        let parts = [
            String(row.sequence), or(row.caseID), or(row.version.map { "v\($0)" }),
            or(row.happenedOn?.description), "at \(row.recordedAt)", row.mode.rawValue,
            "\(or(row.actorOffice)) \(row.actorName) as \(or(row.role))",
            "by \(or(row.enteredBy.map { String($0) })) \(row.enteredByName)",
            "\(row.event) \(row.transition) \(or(row.from)) → \(or(row.to))",
            changes.joined(separator: "; "), row.note, row.basis.joined(separator: "; "),
            row.requestID,
        ]
        return parts.joined(separator: " | ").split(separator: "\n").joined(separator: "⏎")
    }

    private static func text(_ value: Value?, _ isLot: Bool) -> String {
        switch value {
        case nil:
            return "-"
        case .text(let text):
            return "“\(text)”"
        case .list(let items):
            let texts = items.map { HistoryText.text($0, false) }
            return "[\((isLot ? texts.sorted() : texts).joined(separator: ", "))]"
        case .record(let parts):
            let told = parts.filter { $0.key != "seed" }.sorted { $0.key < $1.key }
            return "{\(told.map { "\($0.key)=\($0.value)" }.joined(separator: ", "))}"
        }
    }
}
