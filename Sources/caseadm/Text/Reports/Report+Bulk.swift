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
    static let cutOff = Text(
        zh: "%(截至%,期内%件)", en: "% (cut-off %, cases of the period: %)")
    static let part = Text(zh: "单位", en: "Office")
    static let cases = Text(zh: "件数", en: "Cases")
    static let figure = Text(zh: "指标", en: "Figure")
    static let share = Text(zh: "比例", en: "Share")
    static let ratio = Text(zh: "分子/分母", en: "Numerator/denominator")
    static let noFigures = Text(zh: "此流程没有指标。", en: "This workflow defines no figures.")
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

    /// Figures with numerator, denominator and cut-off.
    package init(_ answer: V1.FiguresResponse, _ language: Language) {
        self.init(
            json: answer.json,
            csv: CSV(
                ["name", "label", "numerator", "denominator"]
                    + (answer.parts.isEmpty ? [] : ["code", "office"]),
                objects: answer.figures.map { Self.figure($0) }
                    + answer.parts.flatMap { part in part.figures.map { Self.figure($0, of: part) }
                    },
                language))
        let title = answer.workflowLabel.map { $0.text(language) } ?? answer.workflow
        line(BulkWords.cutOff.filled([title, answer.cutOff, String(answer.cases)], language))
        guard !answer.figures.isEmpty else {
            line(BulkWords.noFigures(language))
            return
        }
        table(
            Table(
                [BulkWords.figure, BulkWords.ratio, BulkWords.share].map {
                    Table.Column($0(language))
                },
                rows: answer.figures.flatMap { Self.rows($0, language) }))
        guard let first = answer.parts.first else { return }
        // One row for each office: a figure is a column.
        let shares = first.figures.filter { $0.groups.isEmpty }
        table(
            Table(
                [Table.Column(BulkWords.part(language))]
                    + [BulkWords.cases(language)].map { Table.Column($0, alignsRight: true) }
                    + shares.map {
                        Table.Column(
                            $0.label.map { $0.text(language) } ?? $0.name, alignsRight: true)
                    },
                rows: answer.parts.map { part in
                    [Cell(part.name.isEmpty ? "-" : part.name), Cell(String(part.cases))]
                        + part.figures.filter { figure in shares.contains { $0.name == figure.name }
                        }
                        .map { figure in
                            Cell(
                                figure.numerator.map { "\($0)/\(figure.denominator)" }
                                    ?? String(figure.denominator))
                        }
                }))
    }

    /// A figure as an object, with whose it is.
    private static func figure(_ figure: V1.Figure, of part: V1.FiguresPart? = nil) -> JSONValue {
        guard case .object(var members) = figure.json, let part else { return figure.json }
        members.append("code", .string(part.code))
        members.append("office", .string(part.name))
        return .object(members)
    }

    private static func rows(_ figure: V1.Figure, _ language: Language) -> [[Cell]] {
        let name = figure.label.map { $0.text(language) } ?? figure.name
        guard let numerator = figure.numerator else {
            return [[Cell(name), Cell(String(figure.denominator)), Cell("")]]
                + figure.groups.map { group in
                    let value = group.label.map { $0.text(language) } ?? group.value
                    return [
                        Cell("  \(value)"), Cell("\(group.count)/\(figure.denominator)"),
                        Cell(share(group.count, figure.denominator)),
                    ]
                }
        }
        return [
            [
                Cell(name), Cell("\(numerator)/\(figure.denominator)"),
                Cell(share(numerator, figure.denominator)),
            ]
        ]
    }

    /// With two places, as the offices print it: 10.05 %.
    private static func share(_ numerator: Int32, _ denominator: Int32) -> String {
        guard denominator > 0 else { return "" }
        let hundredths = (Int64(numerator) * 100_000 / Int64(denominator) + 5) / 10
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest) %"
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
