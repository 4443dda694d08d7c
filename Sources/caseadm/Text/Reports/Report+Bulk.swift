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
    static let row = Text(zh: "行", en: "Row")

    /// What a row of a file would do, or how it went.
    static func course(_ item: V1.BulkItem) -> Text {
        guard item.status == "waiting" || item.status == "unchanged" else {
            return Words.bulkStatus(item.status)
        }
        switch item.forecast {
        case "new": return Text(zh: "新增", en: "new")
        case "unchanged": return Text(zh: "已有", en: "there already")
        case "differs": return Text(zh: "不同", en: "differs")
        case "cannot": return Text(zh: "不能", en: "cannot")
        default: return Words.bulkStatus(item.status)
        }
    }
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

    /// A bulk action, case by case; an import row by row, as the file has them.
    package init(_ bulk: V1.Bulk, _ language: Language) {
        let isImport = bulk.items.contains { $0.row > 0 }
        self.init(
            json: bulk.json,
            csv: CSV(
                isImport
                    ? ["sheet", "row", "forecast", "case_id", "title", "status", "result"]
                    : ["position", "case_id", "title", "status", "result"],
                objects: bulk.items.map(\.json), language))
        table(.bulks([bulk], language))
        guard !bulk.items.isEmpty else { return }
        table(isImport ? .rows(of: bulk, language) : .items(of: bulk, language))
        if isImport { line(BulkWords.counts(of: bulk.items)(language)) }
        let impossible = bulk.items.filter(\.impossible).count
        guard impossible > 0 else { return }
        line(BulkWords.impossible.filled([String(impossible), String(bulk.items.count)], language))
    }
}

extension BulkWords {
    /// How many rows would do what, or went how.
    fileprivate static func counts(of items: [V1.BulkItem]) -> Text {
        var order: [Text] = []
        var counts: [Text: Int] = [:]
        for word in items.map(course) {
            if counts[word] == nil { order.append(word) }
            counts[word, default: 0] += 1
        }
        let told = order.map { word in
            Text(zh: "\(word.zh)\(counts[word] ?? 0)行", en: "\(counts[word] ?? 0) \(word.en)")
        }
        return Text(
            zh: told.map(\.zh).joined(separator: ",") + "。",
            en: told.map(\.en).joined(separator: ", "))
    }
}

extension Table {
    fileprivate static func items(of bulk: V1.Bulk, _ language: Language) -> Table {
        Table(
            [
                Words.number, Words.caseColumn, Words.title, BulkWords.status, BulkWords.result,
            ].map { Table.Column($0(language)) },
            rows: bulk.items.map {
                [
                    Cell(String($0.position)), Cell($0.caseId), Cell($0.title),
                    Cell(
                        Words.bulkStatus($0.status)(language),
                        colour: $0.status == "failed" || $0.impossible ? .red : nil),
                    Cell($0.result.map { $0.text(language) } ?? ""),
                ]
            })
    }

    fileprivate static func rows(of bulk: V1.Bulk, _ language: Language) -> Table {
        let hasSheets = bulk.items.contains { !$0.sheet.isEmpty }
        return Table(
            [
                BulkWords.row, BulkWords.status, Words.caseColumn, Words.title, BulkWords.result,
            ].map { Table.Column($0(language)) },
            rows: bulk.items.map { item in
                let row = hasSheets ? "\(item.sheet)!\(item.row)" : String(item.row)
                let isBad = item.status == "failed" || item.impossible
                return [
                    Cell(row), Cell(BulkWords.course(item)(language), colour: isBad ? .red : nil),
                    Cell(item.caseId), Cell(item.title),
                    Cell(item.result.map { $0.text(language) } ?? ""),
                ]
            })
    }

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
