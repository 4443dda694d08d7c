// SPDX-License-Identifier: Apache-2.0
import WorkCalendar

/// A value that its field cannot hold; a caller's mistake, not a refusal of the law.
package struct FieldProblem: Hashable, Sendable {
    /// The field's path: `co_handlers[1]`.
    package var path: String
    /// What is wrong and what is expected.
    package var sentence: Label
    /// What would mend it beside another value.
    package var remedy: Remedy?

    /// A problem at a path.
    package init(path: String, sentence: Label, remedy: Remedy? = nil) {
        self.path = path
        self.sentence = sentence
        self.remedy = remedy
    }
}

/// What values may refer to: the directory's offices and users.
package protocol References {
    /// The code of the office called so (code, name or alias); nil when the directory has none.
    func officeCode(called name: String) -> String?
    /// The ids of the users called so (id or name).
    func userIDs(called name: String) -> [String]
    /// Whether a user holds a qualification.
    func user(_ id: String, holds qualification: String) -> Bool
    /// Whether a case of that id exists.
    func caseExists(_ id: String) -> Bool
}

extension FieldDefinition {
    /// The canonical form of a value given for this field.
    ///
    /// - Parameters:
    ///   - lenient: keeps offices the directory does not know, by their names (what is recorded
    ///     afterwards names offices as its source does).
    ///   - verifyingCodes: no other case has looked at the value before.
    /// - Returns: the value, or what is wrong with it.
    package func canonical(
        _ value: Value, _ references: any References, lenient: Bool, verifyingCodes: Bool = true
    ) -> Result<Value, FieldProblems> {
        let checker = ValueChecker(
            references: references, isLenient: lenient, verifiesCodes: verifyingCodes)
        do {
            let canonical = try checker.canonical(value, as: self.type, at: self.name)
            guard let text = canonical.text else { return .success(canonical) }
            if self.restrictions.isDocumentNumber {
                return .success(.text(Folding.documentNumber(text)))
            }
            if self.restrictions.isOrganisationCode {
                return .success(.text(try checker.organisationCode(text, at: self.name)))
            }
            return .success(canonical)
        } catch {
            return .failure(FieldProblems(problems: [error.problem]))
        }
    }
}

/// One or more problems with values.
package struct FieldProblems: Error, Sendable {
    /// All of them.
    package var problems: [FieldProblem]
}

private struct Misfit: Error {
    var problem: FieldProblem
}

/// Checks values against types.
private struct ValueChecker {
    let references: any References
    let isLenient: Bool
    let verifiesCodes: Bool

    /// The code in its normal form.
    func organisationCode(_ text: String, at path: String) throws(Misfit) -> String {
        let code = OrganisationCode.normal(text)
        guard self.verifiesCodes, let fault = OrganisationCode.fault(in: code) else { return code }
        throw Misfit(
            problem: FieldProblem(
                path: path, sentence: fault.sentence(of: code),
                remedy: .correct(field: String(path.prefix { $0 != "[" && $0 != "." }))))
    }

    func canonical(_ value: Value, as type: FieldType, at path: String) throws(Misfit) -> Value {
        switch type {
        case .list(let element, let minItems, let maxItems):
            return try self.list(
                value, of: element, atLeast: minItems, atMost: maxItems, at: path)
        case .recipient:
            if case .record = value { return value }
            return .text(try self.single(value, at: path))
        case .record(let parts):
            return try self.record(value, of: parts, at: path)
        default:
            return .text(try self.scalar(try self.single(value, at: path), as: type, at: path))
        }
    }

    private func record(
        _ value: Value, of parts: [RecordPart], at path: String
    ) throws(Misfit) -> Value {
        let names = parts.map(\.name).joined(separator: ", ")
        guard case .record(let given) = value else {
            throw self.misfit(
                path, zh: "应为一组值(\(names))",
                en: "must be a record of \(names)")
        }
        var canonical: [String: String] = [:]
        for (name, text) in given.sorted(by: { $0.key < $1.key }) where !text.isEmpty {
            guard let part = parts.first(where: { $0.name == name }) else {
                throw self.misfit(
                    "\(path).\(name)", zh: "没有这一项;应为\(names)",
                    en: "there is no such part; it has \(names)")
            }
            let text = try self.single(.text(text), at: "\(path).\(name)")
            let scalar = try self.scalar(text, as: part.type, at: "\(path).\(name)")
            canonical[name] =
                part.isOrganisationCode
                ? try self.organisationCode(scalar, at: "\(path).\(name)") : scalar
        }
        guard !canonical.isEmpty else { throw self.misfit(path, zh: "是空的", en: "is empty") }
        return .record(canonical)
    }

    private func list(
        _ value: Value, of element: FieldType, atLeast minItems: Int?, atMost maxItems: Int?,
        at path: String
    ) throws(Misfit) -> Value {
        var items: [Value] = []
        var seen: Set<Value> = []
        // 张三、李四 in one text is a list of two.
        var given = value.items
        if case .text(let text) = value {
            let list = NameList(text)
            if let others = list.others, element == .text {
                throw self.misfit(
                    path, zh: "“\(others)”是人数,不是姓名;请只写姓名,总人数填在“总数”一项",
                    en:
                        "“\(others)” is a number of people, not a name; give the names, and the number of all in its own field"
                )
            }
            if text.contains("、") || list.isOfPersons {
                given = list.names.map { .text($0) }
            }
        }
        for (index, item) in given.enumerated() where !item.isEmpty {
            let canonical = try self.canonical(item, as: element, at: "\(path)[\(index)]")
            if seen.insert(canonical).inserted { items.append(canonical) }
        }
        if let minItems, items.count < minItems, !items.isEmpty || minItems > 1 {
            throw self.misfit(
                path, zh: "至少要有\(minItems)项,现有\(items.count)项",
                en: "needs at least \(minItems) items, has \(items.count)")
        }
        let most = min(maxItems ?? WorkflowLimits.listItems, WorkflowLimits.listItems)
        if items.count > most {
            throw self.misfit(path, zh: "最多\(most)项", en: "takes at most \(most) items")
        }
        return .list(items)
    }

    private func single(_ value: Value, at path: String) throws(Misfit) -> String {
        guard let text = value.text ?? (value.items.count == 1 ? value.items[0].text : nil) else {
            throw self.misfit(path, zh: "只能有一个值", en: "takes a single value")
        }
        guard text.utf8.count <= WorkflowLimits.textBytes else {
            throw self.misfit(
                path, zh: "超过\(WorkflowLimits.textBytes)字节",
                en: "is longer than \(WorkflowLimits.textBytes) bytes")
        }
        guard !text.utf8.contains(0) else {
            throw self.misfit(path, zh: "含有空字符(U+0000)", en: "contains a NUL character")
        }
        return text
    }

    private func scalar(
        _ text: String, as type: FieldType, at path: String
    ) throws(Misfit) -> String {
        switch type {
        case .integer:
            guard let number = Int64(text) else {
                throw self.misfit(
                    path, zh: "应为整数,如 1373,现为“\(text)”",
                    en: "must be an integer such as 1373, is “\(text)”"
                )
            }
            return String(number)
        case .amount:
            guard !text.hasPrefix("-") else {
                throw self.misfit(
                    path, zh: "金额不能为负,现为“\(text)”",
                    en: "an amount cannot be negative, is “\(text)”",
                    remedy: .correct(field: String(path.prefix { $0 != "[" && $0 != "." })))
            }
            return try self.decimal(text, places: 2, at: path)
        case .decimal:
            return try self.decimal(text, places: 9, at: path)
        case .date:
            guard let day = Day(text) else {
                throw self.misfit(
                    path, zh: "应为日期,如 2025-04-01,现为“\(text)”",
                    en: "must be a day such as 2025-04-01, is “\(text)”")
            }
            return day.description
        case .boolean:
            guard text == "true" || text == "false" else {
                throw self.misfit(
                    path, zh: "应为是或否,现为“\(text)”",
                    en: "must be true or false, is “\(text)”")
            }
            return text
        case .choice(let options):
            return try self.option(text, of: options, at: path)
        case .office:
            return try self.office(text, at: path)
        case .caseReference:
            if self.references.caseExists(text) { return text }
            guard let id = CaseNumber.normal(text), self.references.caseExists(id) else {
                throw self.misfit(path, zh: "没有案件“\(text)”", en: "there is no case “\(text)”")
            }
            return id
        case .session:
            return SessionName.normal(text)
        case .user:
            return try self.user(text, at: path)
        case .text, .recipient, .record, .list:
            return text
        }
    }

    private func user(_ text: String, at path: String) throws(Misfit) -> String {
        let ids = self.references.userIDs(called: text)
        if ids.count == 1 { return ids[0] }
        if self.isLenient { return text }
        guard ids.isEmpty else {
            let list = ids.joined(separator: ", ")
            throw self.misfit(
                path, zh: "叫“\(text)”的有多人(\(list)),请用编号",
                en: "several users are called “\(text)” (\(list)); use the number")
        }
        throw self.misfit(
            path, zh: "人员名录中没有“\(text)”", en: "no user “\(text)” in the directory",
            remedy: .addUser(name: text))
    }

    private func option(
        _ text: String, of options: [ChoiceOption], at path: String
    ) throws(Misfit) -> String {
        if let option = options.first(where: {
            $0.name == text || $0.labels.zh == text || $0.labels.en == text
        }) {
            return option.name
        }
        let told = options.map { Remedy.Term($0.name, $0.labels) }.told
        throw self.misfit(
            path, zh: "应为\(told.zh)之一,现为“\(text)”",
            en: "must be one of \(told.en), is “\(text)”")
    }

    private func office(_ text: String, at path: String) throws(Misfit) -> String {
        if let code = self.references.officeCode(called: text) { return code }
        if self.isLenient { return text }
        throw self.misfit(
            path, zh: "单位名录中没有“\(text)”", en: "no office “\(text)” in the directory",
            remedy: .addOffice(name: text))
    }

    private func decimal(_ text: String, places: Int, at path: String) throws(Misfit) -> String {
        let body = text.hasPrefix("-") ? text.dropFirst() : Substring(text)
        let parts = body.split(separator: ".", omittingEmptySubsequences: false)
        let digits = { (part: Substring) in
            !part.isEmpty && part.utf8.allSatisfy { (48...57).contains($0) }
        }
        guard (1...2).contains(parts.count), parts.allSatisfy(digits), parts[0].count <= 15,
            parts.count == 1 || parts[1].count <= places
        else {
            throw self.misfit(
                path, zh: "应为数额,如 3000.50(最多\(places)位小数),现为“\(text)”",
                en: "must be a number such as 3000.50 (at most \(places) places), is “\(text)”")
        }
        return text
    }

    private func misfit(
        _ path: String, zh: String, en: String, remedy: Remedy? = nil
    ) -> Misfit {
        Misfit(problem: FieldProblem(path: path, sentence: Label(zh, en), remedy: remedy))
    }
}
