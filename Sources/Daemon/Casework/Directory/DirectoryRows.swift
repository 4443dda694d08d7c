// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Letters
internal import Rulebook
package import Storage
internal import WorkCalendar
internal import Workflow

/// Offices or users from the rows of a file; several rows may speak of one.
///
/// Each row is decided as a part of its own: what is wrong with one hinders no other.
package struct DirectoryRows {
    /// What the rows are of.
    package enum Kind: Sendable {
        case offices
        case users
    }

    /// What became of a row.
    package enum Outcome: Int64, Sendable {
        case refused, added, changed, unchanged
    }

    private let transaction: Transaction
    /// Accounts of the system that the rows name.
    private let logins: [String: Account]

    /// An account of the system, with the full name that it has there.
    package struct Account: Sendable {
        package var login: UserRow.Login
        package var fullName: String

        /// An account.
        package init(login: UserRow.Login, fullName: String) {
            self.login = login
            self.fullName = fullName
        }
    }

    init(_ transaction: Transaction, logins: [String: Account]) {
        self.transaction = transaction
        self.logins = logins
    }

    private enum Column: CaseIterable {
        case code, name, aliases, place, profile, duties, numberCode, upper, channel, address
        case login, signIn, office, roles, entry, below, mail, telephone, from, until

        /// What it is called in a file.
        var names: [String] {
            switch self {
            case .code: ["code", "代码", "单位代码"]
            case .name: ["name", "名称", "单位名称", "姓名"]
            case .aliases: ["aliases", "alias", "别名", "简称"]
            case .place: ["place", "地方", "行政区"]
            case .profile: ["profile", "地方规则"]
            case .duties: ["duties", "duty", "职责"]
            case .numberCode: ["number_code", "文号代字", "代字"]
            case .upper: ["upper", "上级", "上级单位"]
            case .channel: ["channel", "送达渠道"]
            case .address: ["address", "地址", "送达地址"]
            case .login: ["login", "uid", "账号", "系统账号"]
            case .signIn: ["sign_in", "登录名"]
            case .office: ["office", "单位"]
            case .roles: ["role", "roles", "角色"]
            case .entry: ["enters_for", "entry", "代录", "可代录"]
            case .below: ["below", "含下级"]
            case .mail: ["mail", "邮箱", "电子邮件"]
            case .telephone: ["telephone", "phone", "电话", "手机"]
            case .from: ["from", "有效期自"]
            case .until: ["until", "有效期至"]
            }
        }

        static func columns(of kind: Kind) -> [Column] {
            switch kind {
            case .offices:
                [
                    .code, .name, .aliases, .place, .profile, .duties, .numberCode, .upper,
                    .channel, .address,
                ]
            case .users:
                [
                    .login, .name, .signIn, .office, .roles, .entry, .below, .mail, .telephone,
                    .from, .until,
                ]
            }
        }
    }

    private typealias Cells = [Column: String]

    /// The accounts of the system that rows name, by number or by name.
    package static func logins(in rows: [[String: String]]) -> Set<String> {
        Set(rows.compactMap { try? DirectoryRows.cells($0, .users)[.login] })
    }

    /// Adds what rows say.
    ///
    /// - Returns: a result with, for each row, its ``Outcome`` (`made`) and a sentence (`remarks`).
    func add(_ rows: [[String: String]], of kind: Kind) throws -> CommandResult {
        try self.transaction.requireAdmin()
        var told: [(outcome: Outcome, sentence: Label)?] = rows.map { _ in nil }
        // An office may stand in the file before the one above it.
        var (waiting, before) = (Array(rows.indices), -1)
        while !waiting.isEmpty, waiting.count != before {
            before = waiting.count
            let later = Set(waiting.flatMap { DirectoryRows.names(rows[$0], kind) })
            for index in waiting {
                let upper = (try? DirectoryRows.cells(rows[index], kind))?[.upper]
                let own = DirectoryRows.names(rows[index], kind)
                if let upper, later.contains(upper), !own.contains(upper),
                    try self.transaction.book.officeCodes(called: upper).isEmpty
                {
                    continue
                }
                told[index] = try self.take(rows[index], kind)
            }
            waiting.removeAll { told[$0] != nil }
        }
        // Those that stand above each other.
        for index in waiting { told[index] = try self.take(rows[index], kind) }
        var result = CommandResult()
        for (outcome, sentence) in told.compactMap(\.self) {
            result.made.append(outcome.rawValue)
            result.remarks.append(sentence)
        }
        return result
    }

    private func take(
        _ row: [String: String], _ kind: Kind
    ) throws -> (outcome: Outcome, sentence: Label) {
        do {
            let outcome = try self.transaction.book.part {
                let cells = try DirectoryRows.cells(row, kind)
                return switch kind {
                case .offices: try self.office(cells)
                case .users: try self.user(cells)
                }
            }
            return (outcome, outcome.sentence)
        } catch let error as CaseworkError {
            return (.refused, error.sentence)
        }
    }

    /// By what an office of a row may be named in another; nothing for rows of users.
    private static func names(_ row: [String: String], _ kind: Kind) -> [String] {
        guard kind == .offices, let cells = try? DirectoryRows.cells(row, kind) else { return [] }
        return [cells[.code], cells[.name]].compactMap(\.self)
    }

    private static func cells(
        _ row: [String: String], _ kind: Kind
    ) throws(CaseworkError) -> Cells {
        let columns = Column.columns(of: kind)
        var cells: Cells = [:]
        for (title, text) in row.sorted(by: { $0.key < $1.key }) {
            let name = title.trimmed.lowercased()
            guard let column = columns.first(where: { $0.names.contains(name) }) else {
                let known = columns.map {
                    $0.names.first { !$0.utf8.allSatisfy { $0 < 128 } } ?? ""
                }
                throw CaseworkError.invalid(
                    title, "不认识这一列;可有:\(known.joined(separator: "、"))",
                    "this column is not known; there may be: \(columns.map { $0.names[0] }.joined(separator: ", "))"
                )
            }
            if !text.trimmed.isEmpty { cells[column] = text.trimmed }
        }
        return cells
    }

    private func office(_ cells: Cells) throws -> Outcome {
        var row = OfficeRow(
            code: cells[.code] ?? "", name: cells[.name] ?? "",
            aliases: cells[.aliases].map(DirectoryRows.items) ?? [], place: cells[.place] ?? "",
            profile: cells[.profile] ?? "",
            duties: DirectoryRows.items(cells[.duties] ?? ""),
            numberCode: cells[.numberCode] ?? "", address: cells[.address] ?? "")
        if let text = cells[.channel] {
            guard let channel = Channel(rawValue: text) else {
                let known = Channel.allCases.map(\.rawValue).joined(separator: ", ")
                throw CaseworkError.invalid(
                    "channel", "没有渠道“\(text)”;渠道有:\(known)",
                    "there is no channel “\(text)”; there are: \(known)")
            }
            row.channel = channel
        }
        if let upper = cells[.upper] { row.upper = try self.transaction.officeCode(upper) }
        let before = try self.transaction.book.office(row.code)
        _ = try OfficeChanges(transaction: self.transaction).add(
            row, keepsChannel: cells[.channel] == nil)
        return Outcome(before, try self.transaction.book.office(row.code))
    }

    private func user(_ cells: Cells) throws -> Outcome {
        var details = UserDetails()
        if let text = cells[.login] {
            guard let account = self.logins[text] else {
                throw CaseworkError.invalid(
                    "login", "本机没有账号“\(text)”", "this computer has no account “\(text)”")
            }
            details.login = account.login
            details.name = account.fullName.isEmpty ? nil : account.fullName
        }
        details.name = cells[.name] ?? details.name
        details.signIn = cells[.signIn]
        details.mail = cells[.mail]
        details.telephone = cells[.telephone]
        if let day = try self.day(cells[.from], "from") { details.validFrom = day }
        if let day = try self.day(cells[.until], "until") { details.validUntil = day }
        let memberships = try self.memberships(cells)
        let (numbers, isKnown) = try self.same(details)
        if isKnown, let number = numbers.first {
            return try self.more(details, memberships, of: number)
        }
        _ = try UserChanges(transaction: self.transaction).add(
            details, memberships, isAnother: false)
        return .added
    }

    /// Users of whom a row speaks: known by login or sign-in name; without either, by the one name.
    private func same(_ details: UserDetails) throws -> (numbers: [Int64], isKnown: Bool) {
        if let uid = details.login?.uid {
            let user = try self.transaction.book.user(ofUID: uid)
            return (user.map { [$0.number] } ?? [], user != nil)
        }
        if let name = details.signIn {
            let user = try self.transaction.book.users().first { $0.signIn == name }
            return (user.map { [$0.number] } ?? [], user != nil)
        }
        let numbers = try self.transaction.book.userNumbers(called: details.name ?? "").filter {
            try self.transaction.book.user($0)?.status != .removed
        }
        guard numbers.count <= 1 else {
            let list = numbers.map(String.init).joined(separator: ", ")
            throw CaseworkError.invalid(
                "name", "有多名用户叫“\(details.name ?? "")”(\(list)),请填账号或登录名",
                "several users are called “\(details.name ?? "")” (\(list)); give a login or a sign-in name"
            )
        }
        return (numbers, numbers.count == 1)
    }

    private func more(
        _ details: UserDetails, _ memberships: [MembershipRow], of number: Int64
    ) throws -> Outcome {
        let changes = UserChanges(transaction: self.transaction)
        let before = try self.transaction.book.user(number)
        _ = try changes.change(number, details)
        for membership in memberships {
            _ = try changes.change(number, membership, grant: true)
        }
        return Outcome(before, try self.transaction.book.user(number))
    }

    private func memberships(_ cells: Cells) throws -> [MembershipRow] {
        let (roles, entry) = (cells[.roles], cells[.entry])
        guard roles != nil || entry != nil else {
            guard cells[.office] == nil else {
                throw CaseworkError.invalid("role", "有单位而无角色", "an office, and no role in it")
            }
            return []
        }
        guard let name = cells[.office], let office = try self.transaction.officeCode(name) else {
            throw CaseworkError.invalid("office", "有角色而无单位", "a role, and no office")
        }
        let reach: Reach = try self.isYes(cells[.below]) ? .below : .own
        let known = self.transaction.rules.rulebook.roles.filter { $0.key != "system" }
        func rights(_ text: String?, _ kind: StandingKind) throws -> [MembershipRow] {
            try DirectoryRows.items(text ?? "").map { given in
                // As it is given to one of them: `leader+`, also below.
                let isBelow = given.hasSuffix("+") || given.hasSuffix("\u{FF0B}")
                let item = isBelow ? String(given.dropLast()) : given
                let found = known.filter { $0.key == item || $0.value.zh == item }.keys.sorted()
                guard found.count == 1 else {
                    let list = (found.isEmpty ? known.keys.sorted() : found)
                        .joined(separator: ", ")
                    throw CaseworkError.invalid(
                        "role", "角色“\(item)”\(found.isEmpty ? "没有" : "不止一个");有:\(list)",
                        "“\(item)” is \(found.isEmpty ? "no role" : "more than one role"); there are: \(list)"
                    )
                }
                return MembershipRow(
                    office: office, role: found[0], kind: kind, reach: isBelow ? .below : reach)
            }
        }
        return try rights(roles, .member) + rights(entry, .entry)
    }

    private func isYes(_ text: String?) throws -> Bool {
        switch text?.lowercased() {
        case nil, "否", "no", "false", "0": false
        case "是", "yes", "true", "1": true
        case let other:
            throw CaseworkError.invalid(
                "below", "“\(other ?? "")”应为 是 或 否", "“\(other ?? "")” must be yes or no")
        }
    }

    private func day(_ text: String?, _ path: String) throws -> Day? {
        guard let text else { return nil }
        guard let day = CellText.day(text) else {
            throw CaseworkError.invalid([FieldProblem(path: path, sentence: CellText.noDay(text))])
        }
        return day
    }

    /// The items of a cell.
    private static func items(_ text: String) -> [String] {
        text.split { "、,,;;/\n".contains($0) }.map { String($0).trimmed }.filter { !$0.isEmpty }
    }
}

extension DirectoryRows.Outcome {
    fileprivate init<Row: Equatable>(_ before: Row?, _ after: Row?) {
        self = before == nil ? .added : before == after ? .unchanged : .changed
    }

    fileprivate var sentence: Label {
        switch self {
        case .refused: Label("未导入", "not taken")
        case .added: Label("已添加", "added")
        case .changed: Label("已更新", "changed")
        case .unchanged: Label("无变化", "unchanged")
        }
    }
}
