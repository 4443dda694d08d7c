// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum BulkWords {
    static let none = Text(zh: "没有批量操作。", en: "There are no bulk actions.")
    static let number = Text(zh: "编号", en: "No.")
    static let kind = Text(zh: "种类", en: "Kind")
    static let status = Text(zh: "进度", en: "Status")
    static let counts = Text(zh: "待办/已办/不变/未成", en: "Waiting/done/unchanged/failed")
    static let impossible = Text(zh: "%项不能办理(共%项)。", en: "% of % cannot be.")
    static let reason = Text(zh: "理由", en: "Reason")
    static let result = Text(zh: "结果", en: "Result")
}

extension Report {
    /// Bulk actions.
    package init(_ list: V1.ListBulksResponse, _ language: Language) {
        let objects = list.bulks.map(\.json)
        self.init(
            json: .array(objects),
            csv: CSV(
                [
                    "id", "kind", "status", "waiting", "done", "unchanged", "failed", "reason",
                    "started_at", "ended_at",
                ], objects: objects, language))
        guard !list.bulks.isEmpty else {
            line(BulkWords.none(language))
            return
        }
        table(.bulks(list.bulks, language))
    }

    /// A bulk action, case by case.
    package init(_ bulk: V1.Bulk, _ language: Language) {
        self.init(
            json: bulk.json,
            csv: CSV(
                ["position", "case_id", "title", "status", "result"],
                objects: bulk.items.map(\.json), language))
        table(.bulks([bulk], language))
        guard !bulk.items.isEmpty else { return }
        table(
            Table(
                [
                    Words.number, Words.caseColumn, Words.title, BulkWords.status,
                    BulkWords.result,
                ].map { Table.Column($0(language)) },
                rows: bulk.items.map {
                    [
                        Cell(String($0.position)), Cell($0.caseId), Cell($0.title),
                        Cell(
                            Words.bulkStatus($0.status)(language),
                            colour: $0.status == "failed" || $0.impossible ? .red : nil),
                        Cell($0.result.map { $0.text(language) } ?? ""),
                    ]
                }))
        let impossible = bulk.items.filter(\.impossible).count
        guard impossible > 0 else { return }
        line(BulkWords.impossible.filled([String(impossible), String(bulk.items.count)], language))
    }
}

extension Table {
    fileprivate static func bulks(_ bulks: [V1.Bulk], _ language: Language) -> Table {
        Table(
            [
                BulkWords.number, BulkWords.kind, BulkWords.status, BulkWords.counts,
                BulkWords.reason,
            ].map { Table.Column($0(language)) },
            rows: bulks.map {
                [
                    Cell(String($0.id)), Cell(Words.bulkKind($0.kind)(language)),
                    Cell(Words.bulkStatus($0.status)(language)),
                    Cell("\($0.waiting)/\($0.done)/\($0.unchanged)/\($0.failed)"), Cell($0.reason),
                ]
            })
    }
}
