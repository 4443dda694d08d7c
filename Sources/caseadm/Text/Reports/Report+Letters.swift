// SPDX-License-Identifier: Apache-2.0
package import CaseProto

/// What became of one file that was to be imported.
package enum LetterOutcome: Sendable, Hashable {
    /// The daemon read it: a letter or not.
    case read(V1.ImportLetterResponse)
    /// The daemon read it and refused the case.
    case refused(file: String, V1.Refusal)
    /// The file itself could not be read, or the daemon failed over it.
    case failed(file: String, Text)

    /// Whether the file was a letter and, on a real import, became a case.
    package var isGood: Bool {
        switch self {
        case .read(let answer): answer.letter
        case .refused, .failed: false
        }
    }
}

private enum LetterWords {
    static let letter = Text(zh: "答复函", en: "letter")
    static let none = Text(zh: "不是答复函", en: "no letter")
    static let refused = Text(zh: "未导入", en: "not imported")
    static let failed = Text(zh: "无法读取", en: "failed")
    static let opened = Text(zh: "已立件 % (%)", en: "opened % (%)")
    static let field = Text(zh: "内容", en: "Field")
    static let value = Text(zh: "值", en: "Value")
    static let confidence = Text(zh: "把握", en: "Conf.")
    static let source = Text(zh: "出处", en: "Source")
    static let notGiven = Text(zh: "来源未载明:", en: "Not given: ")
    static let remark = Text(zh: "注:", en: "Note: ")
    static let total = Text(zh: "共%个文件,%个成功", en: "Files: %, good: %")
}

extension Report {
    /// What became of each file.
    package init(_ outcomes: [LetterOutcome], _ language: Language) {
        self.init(json: .array(outcomes.map(\.json)), csv: CSV(outcomes, language))
        for (index, outcome) in outcomes.enumerated() {
            if index > 0 { line("") }
            add(outcome, language)
        }
        let good = outcomes.filter(\.isGood).count
        heading(LetterWords.total.filled([String(outcomes.count), String(good)], language))
    }

    private mutating func add(_ outcome: LetterOutcome, _ language: Language) {
        switch outcome {
        case .failed(let file, let reason):
            line("\(file): \(LetterWords.failed(language)): \(reason(language))")
        case .refused(let file, let refusal):
            line("\(file): \(LetterWords.refused(language))")
            let report = Report(refusal, language).text(as: .table, on: .file)
            for part in report.split(separator: "\n") { line("  " + part) }
        case .read(let answer) where !answer.letter:
            let reason = answer.reason.text(language)
            let tail = reason.isEmpty ? "" : ": \(reason)"
            line("\(answer.file): \(LetterWords.none(language))\(tail)")
        case .read(let answer): add(answer, language)
        }
    }

    private mutating func add(_ answer: V1.ImportLetterResponse, _ language: Language) {
        let word =
            answer.caseId.isEmpty
            ? LetterWords.letter(language)
            : LetterWords.opened.filled(
                [answer.caseId, answer.stateLabel.text(language, else: answer.state)], language)
        line("\(answer.file): \(word)")
        let columns = [
            LetterWords.field, LetterWords.value, LetterWords.confidence, LetterWords.source,
        ]
        if !answer.fields.isEmpty {
            table(
                Table(
                    columns.map { Table.Column($0(language)) },
                    rows: answer.fields.map { field in
                        [
                            Cell(field.label.text(language, else: field.name)),
                            Cell(field.value?.text(language) ?? ""),
                            Cell(field.percent), Cell(field.source),
                        ]
                    }))
        }
        if !answer.notGiven.isEmpty {
            let names = answer.notGivenLabels.text(language, else: answer.notGiven)
            line(LetterWords.notGiven(language) + names)
        }
        for remark in answer.remarks { line(LetterWords.remark(language) + remark.text(language)) }
    }
}

extension LetterOutcome {
    /// The object that DESIGN fixes for each file; what only a real import has comes behind.
    fileprivate var json: JSONValue {
        switch self {
        case .read(let answer): answer.letterJSON
        case .refused(let file, let refusal):
            .object([
                ("file", .string(file)), ("letter", .bool(refusal.followsReading)),
                ("fields", .object(JSONObject())), ("refusal", refusal.json),
            ])
        case .failed(let file, let reason):
            .object([
                ("file", .string(file)), ("letter", .bool(false)),
                ("fields", .object(JSONObject())),
                ("reason", V1.Label(zh: reason.zh, en: reason.en).json),
            ])
        }
    }
}

extension V1.Refusal {
    /// Only a letter that was read can meet an unmet condition or a case that exists.
    fileprivate var followsReading: Bool { ["refused", "exists"].contains(code) }
}

extension V1.ImportLetterResponse {
    fileprivate var letterJSON: JSONValue {
        var object: JSONObject = [
            "file": .string(file), "letter": .bool(letter),
            "fields": .object(JSONObject(fields.map { ($0.name, $0.letterJSON) })),
        ]
        if !caseId.isEmpty {
            object.append("case_id", .string(caseId))
            object.append("state", .string(state))
        }
        if !notGiven.isEmpty {
            object.append("not_given", .array(notGiven.map { .string($0) }))
        }
        if !remarks.isEmpty { object.append("remarks", .array(remarks.map(\.json))) }
        if let reason { object.append("reason", reason.json) }
        return .object(object)
    }
}

extension V1.LetterField {
    fileprivate var percent: String { String(Int((confidence * 100).rounded())) + "%" }

    fileprivate var letterJSON: JSONValue {
        .object([
            ("value", typed), ("source", .string(source)), ("confidence", .number(confidence)),
        ])
    }

    /// The value with whole numbers as numbers: of integer fields, and the count of copies.
    private var typed: JSONValue {
        let json = value?.json ?? .null
        if integer { return json.whole }
        guard name == "copies", case .array(let items) = json else { return json }
        return .array(
            items.map { item in
                guard case .object(let members) = item else { return item }
                return .object(
                    JSONObject(
                        members.map { name, value in
                            (name, name == "copies" ? value.whole : value)
                        }))
            })
    }
}

extension CSV {
    /// A line for each field; files without any have one line.
    fileprivate init(_ outcomes: [LetterOutcome], _ language: Language) {
        self.init(
            ["file", "letter", "case_id", "field", "value", "confidence", "source", "reason"],
            language)
        for outcome in outcomes {
            switch outcome {
            case .refused(let file, let refusal):
                let reason = refusal.sentence.text(language, else: refusal.code)
                let letter = String(refusal.followsReading)
                append([file, letter, "", "", "", "", "", reason])
            case .failed(let file, let reason):
                append([file, "false", "", "", "", "", "", reason(language)])
            case .read(let answer):
                let head = [answer.file, String(answer.letter), answer.caseId]
                if answer.fields.isEmpty {
                    append(head + ["", "", "", "", answer.reason.text(language)])
                }
                for field in answer.fields {
                    let value = field.value?.text(language) ?? ""
                    append(head + [field.name, value, String(field.confidence), field.source, ""])
                }
            }
        }
    }
}
