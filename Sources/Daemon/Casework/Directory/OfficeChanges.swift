// SPDX-License-Identifier: Apache-2.0
internal import CaseworkCore
internal import Rulebook
internal import Storage
internal import WorkCalendar
internal import Workflow

/// Offices: each change is a line of the same chain.
struct OfficeChanges: Decision {
    let transaction: Transaction

    private var today: Day { self.rules.nationalZone.day(of: self.now) }

    /// Adds an office, or amends it.
    ///
    /// - Parameter keepsChannel: no channel was given: a known office keeps its own.
    func add(_ given: OfficeRow, keepsChannel: Bool) throws -> CommandResult {
        try self.requireAdmin()
        var office = given
        let duties = self.rules.rulebook.dutyVocabulary
        office.duties = try given.duties.map {
            try duties.name($0, at: Remedy.Term("duty", Label("职责", "duty")))
        }
        try self.check(office)
        let before = try self.book.office(office.code)
        office =
            before.map { $0.amended(by: office, keepsChannel: keepsChannel, on: self.today) }
            ?? office
        if before == nil { office.since = self.today }
        try self.checkChannel(of: office)
        try self.checkTree(of: office)
        return try self.store(office, before: before)
    }

    /// Gives an office another name from a day on.
    func rename(_ code: String, to name: String, on day: Day?) throws -> CommandResult {
        try self.requireAdmin()
        let before = try self.known(code)
        let day = try self.pastDay(day)
        guard !name.isEmpty else {
            throw CaseworkError.invalid("name", "单位名称不能为空", "an office needs a name")
        }
        if let last = before.formerNames.last, day < last.until {
            throw CaseworkError.invalid(
                "on", "\(before.name)自\(last.until)起用现名,不能更早改名",
                "\(before.name) bears its present name since \(last.until); choose a later day")
        }
        try PlainName.check(name, at: "name")
        var office = before
        guard name != before.name else { return CommandResult() }
        try self.checkNames([name], of: code)
        office.bear(name, from: day)
        return try self.store(office, before: before)
    }

    /// Ends an office on a day; with a successor, that one carries on what it did.
    func close(_ code: String, on day: Day?, successor: String?) throws -> CommandResult {
        try self.requireAdmin()
        let before = try self.known(code)
        let day = try self.pastDay(day)
        if let closing = before.closing {
            throw CaseworkError(
                .exists,
                Label(
                    "\(before.name)已于\(closing.on)撤销",
                    "\(before.name) ended on \(closing.on) already")
            )
        }
        var office = before
        office.closing = OfficeRow.Closing(on: day, successor: nil)
        var next: OfficeRow?
        if let successor, !successor.isEmpty {
            let found = try self.known(try self.officeCode(successor) ?? successor)
            guard found.code != code, found.works(on: day) else {
                throw CaseworkError.invalid(
                    "successor", "\(found.name)不能承接:它已撤销或者就是本单位",
                    "\(found.name) cannot carry it on: it has ended, or is the same office")
            }
            office.closing?.successor = found.code
            next = found
        }
        var result = try self.store(office, before: before)
        if let next { try self.sending.reroute(from: before, to: next) }
        result.remarks += try self.dutiesLost(by: before, to: next)
        return result
    }

    private func store(_ office: OfficeRow, before: OfficeRow?) throws -> CommandResult {
        if office == before { return CommandResult() }
        try self.ledger.store(office)
        // Duties that its offices have each year are opened at once.
        try self.ledger.jobs.put(.daily, stamp: "", dueAt: self.now, now: self.now)
        if let before, before.channel != office.channel {
            try self.sending.reroute(from: office, to: office)
        }
        return try self.directoryLine(
            HistoryLine.office, about: office.code,
            before: before.map { .text($0.summary) }, after: .text(office.summary))
    }

    private func known(_ code: String) throws -> OfficeRow {
        guard let office = try self.book.office(code) else {
            throw CaseworkError(
                .notFound,
                Label("没有单位代码“\(code)”", "there is no office with the code “\(code)”"),
                remedy: .look(at: .offices))
        }
        return office
    }

    /// What is to come has not happened: it is entered when it has.
    private func pastDay(_ day: Day?) throws -> Day {
        guard let day else { return self.today }
        guard day <= self.today else {
            throw CaseworkError.invalid(
                "on", "日期\(day)晚于今天\(self.today);到时再登记",
                "\(day) is after today, \(self.today): enter it when it has come")
        }
        return day
    }

    /// Duties that nobody in the place has any more.
    private func dutiesLost(by office: OfficeRow, to successor: OfficeRow?) throws -> [Label] {
        try office.duties.filter { duty in
            try !self.book.offices().contains { other in
                other.code != office.code && other.closing == nil && other.place == office.place
                    && other.duties.contains(duty)
            }
        }.map { duty in
            Label(
                "\(office.place)已无单位履行职责“\(duty)”;可为\(successor?.name ?? "其他单位")增加该职责",
                "no office of \(office.place) has the duty “\(duty)” any more; \(successor?.name ?? "another office") can be given it"
            )
        }
    }

    // MARK: - What cannot be

    private func check(_ office: OfficeRow) throws {
        let isCode = office.code.utf8.allSatisfy {
            (97...122).contains($0) || (65...90).contains($0) || (48...57).contains($0) || $0 == 45
        }
        guard isCode, !office.code.isEmpty, office.code.utf8.count <= 64 else {
            throw CaseworkError.invalid(
                "code", "单位代码用字母、数字和连字符,如 qz-mzj",
                "a code has letters, digits and hyphens, such as qz-mzj")
        }
        guard !office.code.hasPrefix("-") else {
            throw CaseworkError.invalid(
                "code", "单位代码不能以连字符开头", "a code does not begin with a hyphen")
        }
        guard !office.name.isEmpty else {
            throw CaseworkError.invalid("name", "单位名称不能为空", "an office needs a name")
        }
        for name in [office.name] + office.aliases { try PlainName.check(name, at: "name") }
        let profiles = self.rules.rulebook.profileNames
        guard office.profile.isEmpty || profiles.contains(office.profile) else {
            throw CaseworkError.noProfile(office.profile, known: profiles)
        }
        let known = self.rules.rulebook.dutyVocabulary
        for duty in office.duties where !known.terms.contains(where: { $0.name == duty }) {
            let near = known.near(duty)
            let told = (near.isEmpty ? known.terms : near).told
            throw CaseworkError.invalid(
                "duty", "没有职责“\(duty)”;职责有:\(told.zh)",
                "there is no duty “\(duty)”; there are: \(told.en)")
        }
        try self.checkNames([office.name] + office.aliases, of: office.code)
    }

    private func checkNames(_ names: [String], of code: String) throws {
        for name in names {
            let others = try self.book.officeCodes(called: name).filter { $0 != code }
            guard others.isEmpty else {
                throw CaseworkError(
                    .exists,
                    Label(
                        "“\(name)”已是单位\(others[0])的名称",
                        "“\(name)” is a name of office \(others[0]) already"))
            }
        }
    }

    private func checkChannel(of office: OfficeRow) throws {
        let needsAddress = office.channel == .sendmail || office.channel == .hook
        if needsAddress, office.address.isEmpty {
            throw CaseworkError.invalid(
                "address", "渠道 \(office.channel.rawValue) 需要地址",
                "the channel \(office.channel.rawValue) needs an address",
                remedy: .supply(.address))
        }
        if office.channel == .sendmail { try MailAddress.check(office.address, at: "address") }
    }

    /// Nothing stands above itself.
    private func checkTree(of office: OfficeRow) throws {
        var (upper, passed) = (office.upper, Set([office.code]))
        while let code = upper {
            guard passed.insert(code).inserted else {
                throw CaseworkError.invalid(
                    "upper", "单位\(office.code)不能在自己之下", "\(office.code) cannot stand below itself")
            }
            upper = try self.known(code).upper
        }
    }
}

/// Addresses of mail, as sendmail takes them.
enum MailAddress {
    /// - Throws: ``CaseworkError`` for what is none.
    static func check(_ text: String, at path: String) throws(CaseworkError) {
        let isMail = text.split(separator: "@", omittingEmptySubsequences: false).count == 2
        // ASCII: what else a mail host takes is its own affair (RFC 6531), and seldom.
        let isClean = text.unicodeScalars.allSatisfy {
            (33...126).contains($0.value) && !"<>,;\"".unicodeScalars.contains($0)
        }
        if !isMail || !isClean || text.hasPrefix("-") || text.hasPrefix("@") || text.hasSuffix("@")
        {
            throw CaseworkError.invalid(
                path, "“\(text)”不是邮件地址", "“\(text)” is no mail address")
        }
    }
}

extension Decision {
    /// Only administrators change the directory.
    func requireAdmin() throws {
        guard self.principal?.isAdmin ?? true else {
            throw CaseworkError(
                .permission,
                Label(
                    "只有系统管理员(root、cased-admin 组或守护进程自身的用户)可以更改名录",
                    "only administrators (root, the group cased-admin, the daemon's own user) may change the directory"
                )
            )
        }
    }
}

extension OfficeRow {
    /// Bears another name from a day on, and keeps the one it bore.
    mutating func bear(_ name: String, from day: Day) {
        self.formerNames.append(FormerName(name: self.name, until: day))
        self.aliases.removeAll { $0 == name }
        self.name = name
    }

    /// The office with what is newly given; what is not given stays, a former name is kept.
    func amended(by new: OfficeRow, keepsChannel: Bool, on today: Day) -> OfficeRow {
        var office = new
        if keepsChannel { office.channel = self.channel }
        // A mail address is no name of a hook.
        if new.address.isEmpty, office.channel == self.channel { office.address = self.address }
        (office.name, office.formerNames) = (self.name, self.formerNames)
        office.aliases = (self.aliases + new.aliases).unique
        if new.name != self.name { office.bear(new.name, from: today) }
        office.place = new.place.isEmpty ? self.place : new.place
        office.profile = new.profile.isEmpty ? self.profile : new.profile
        office.duties = (self.duties + new.duties).unique
        office.numberCode = new.numberCode.isEmpty ? self.numberCode : new.numberCode
        office.upper = new.upper ?? self.upper
        (office.since, office.closing) = (self.since, self.closing)
        return office
    }

    /// As one line of the history.
    var summary: String {
        let former = self.formerNames.map { "until \($0.until) \($0.name)" }
        let parts =
            [self.name] + self.aliases.map { "aka \($0)" } + former
            + self.duties.map { "duty \($0)" }
        let channel = self.channel == .manual ? "" : "\(self.channel.rawValue) \(self.address)"
        let end =
            self.closing.map { closing in
                "ended \(closing.on)" + (closing.successor.map { ", followed by \($0)" } ?? "")
            } ?? ""
        return
            (parts + [self.place, self.profile, self.numberCode, channel]
            + [self.upper.map { "below \($0)" } ?? "", end])
            .filter { !$0.isEmpty }
            .joined(separator: "; ")
    }
}
