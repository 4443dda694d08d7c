// SPDX-License-Identifier: Apache-2.0
package import CaseProto

private enum FigureWords {
    static let cutOff = Text(
        zh: "%(截至%,期内%件)", en: "% (cut-off %, cases of the period: %)")
    static let part = Text(zh: "分项", en: "Part")
    static let cases = Text(zh: "件数", en: "Cases")
    static let figure = Text(zh: "指标", en: "Figure")
    static let share = Text(zh: "比例", en: "Share")
    static let ratio = Text(zh: "分子/分母", en: "Numerator/denominator")
    static let unread = Text(
        zh: "另有%件按当日的记录推算不出来,未计入。",
        en: "% cases could not be gone through for that day and are not counted.")
    static let noFigures = Text(zh: "此流程没有指标。", en: "This workflow defines no figures.")
}

extension Report {
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
        line(FigureWords.cutOff.filled([title, answer.cutOff, String(answer.cases)], language))
        if answer.unread > 0 { line(FigureWords.unread.filled(String(answer.unread), language)) }
        guard !answer.figures.isEmpty else {
            line(FigureWords.noFigures(language))
            return
        }
        table(
            Table(
                [FigureWords.figure, FigureWords.ratio, FigureWords.share].map {
                    Table.Column($0(language))
                },
                rows: answer.figures.flatMap { Self.rows($0, language) }))
        guard let first = answer.parts.first else { return }
        // One row for each part: a figure is a column.
        let shares = first.figures.filter { $0.groups.isEmpty }
        table(
            Table(
                [Table.Column(FigureWords.part(language))]
                    + [FigureWords.cases(language)].map { Table.Column($0, alignsRight: true) }
                    + shares.map {
                        Table.Column(
                            $0.label.map { $0.text(language) } ?? $0.name, alignsRight: true)
                    },
                rows: answer.parts.map { part in
                    [Cell(Self.name(of: part, language)), Cell(String(part.cases))]
                        + part.figures.filter { figure in shares.contains { $0.name == figure.name }
                        }
                        .map { figure in
                            Cell(
                                figure.numerator.map { "\($0)/\(figure.denominator)" }
                                    ?? String(figure.denominator))
                        }
                }))
    }

    private static func name(of part: V1.FiguresPart, _ language: Language) -> String {
        let name = part.label.map { $0.text(language) } ?? part.name
        return name.isEmpty ? "-" : name
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
        V1.Figure.hundredths(numerator, denominator).map { V1.Figure.places($0) + " %" } ?? ""
    }
}
