// SPDX-License-Identifier: Apache-2.0
package import CaseProto

// Figures of two periods side by side.
extension Report {
    /// Figures of a period, and of another beside them, with what changed between the two.
    package init(
        _ answer: V1.FiguresResponse, beside other: V1.FiguresResponse, _ language: Language
    ) {
        let periods = [answer, other]
        self.init(
            json: .array(periods.map(\.json)),
            csv: CSV(
                ["from", "to", "name", "label", "numerator", "denominator"],
                objects: periods.flatMap { period in
                    period.figures.map { figure in
                        guard case .object(var members) = figure.json else { return .null }
                        members.append("from", .string(period.from))
                        members.append("to", .string(period.to))
                        return .object(members)
                    }
                }, language))
        let title = answer.workflowLabel.map { $0.text(language) } ?? answer.workflow
        for period in periods {
            line(
                Text(
                    zh: "\(title) \(period.span(language)):\(period.cases)件,截至\(period.cutOff)",
                    en:
                        "\(title), \(period.span(language)): \(period.cases) cases, cut-off \(period.cutOff)"
                )(
                    language))
            if period.unread > 0 {
                line(
                    Text(
                        zh: "其中\(period.unread)件按当日的记录推算不出来,未计入。",
                        en:
                            "\(period.unread) of them could not be gone through for that day and are not counted."
                    )(
                        language))
            }
        }
        let share = Text(zh: "比例", en: "Share")(language)
        let columns = [
            Table.Column(Text(zh: "指标", en: "Figure")(language)),
            Table.Column(answer.span(language), alignsRight: true),
            Table.Column(share, alignsRight: true),
            Table.Column(other.span(language), alignsRight: true),
            Table.Column(share, alignsRight: true),
            Table.Column(Text(zh: "增减", en: "Change")(language), alignsRight: true),
        ]
        table(
            Table(
                columns,
                rows: answer.figures.map { figure in
                    let before = other.figures.first { $0.name == figure.name }
                    return [
                        Cell(figure.label.map { $0.text(language) } ?? figure.name),
                        Cell(figure.counts), Cell(figure.share), Cell(before?.counts ?? ""),
                        Cell(before?.share ?? ""),
                        Cell(before.map { figure.change(from: $0, language) } ?? ""),
                    ]
                }))
    }
}

extension V1.FiguresResponse {
    /// From when to when it counts.
    fileprivate func span(_ language: Language) -> String {
        switch (from.isEmpty, to.isEmpty) {
        case (true, true): Text(zh: "全部", en: "all")(language)
        case (false, true): Text(zh: "\(from)起", en: "since \(from)")(language)
        case (true, false): Text(zh: "至\(to)", en: "until \(to)")(language)
        case (false, false): Text(zh: "\(from)至\(to)", en: "\(from) to \(to)")(language)
        }
    }
}

extension V1.Figure {
    fileprivate var counts: String {
        numerator.map { "\($0)/\(denominator)" } ?? String(denominator)
    }

    private var hundredths: Int64? { numerator.flatMap { Self.hundredths($0, denominator) } }

    fileprivate var share: String { hundredths.map { Self.places($0) + " %" } ?? "" }

    /// In points of a per cent where both are shares, else in cases.
    fileprivate func change(from before: V1.Figure, _ language: Language) -> String {
        guard let now = hundredths, let then = before.hundredths else {
            guard numerator == nil, before.numerator == nil else { return "" }
            let change = denominator - before.denominator
            return change > 0 ? "+\(change)" : "\(change)"
        }
        let change = now - then
        let sign = change > 0 ? "+" : change < 0 ? "-" : ""
        return sign + Self.places(abs(change)) + Text(zh: "个百分点", en: " points")(language)
    }

    /// A share in hundredths of a per cent; nil of nothing.
    static func hundredths(_ numerator: Int32, _ denominator: Int32) -> Int64? {
        guard denominator > 0 else { return nil }
        return (Int64(numerator) * 100_000 / Int64(denominator) + 5) / 10
    }

    /// With two places, as the offices print it.
    static func places(_ hundredths: Int64) -> String {
        let rest = hundredths % 100
        return "\(hundredths / 100).\(rest < 10 ? "0" : "")\(rest)"
    }
}
