// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `user`: the directory's users and their roles.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Users and their roles. / 用户与角色",
        subcommands: [
            Add.self, Import.self, List.self, Show.self, Me.self, Can.self, Grant.self,
            Revoke.self, Change.self, Rename.self, Disable.self, Enable.self, Remove.self,
            Password.self, Sessions.self, SignOut.self, Link.self,
        ])
}

extension UserCommand {
    /// `user add`.
    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a user. / 添加用户")

        @Argument(help: "His account, by name or uid. / 系统账号")
        var login: String?
        @Argument(help: "His name, if not as the account says. / 姓名")
        var fullName: String?
        @Option(help: "The name of somebody without an account. / 无账号者的姓名")
        var name: String?
        @Option(help: ArgumentHelp("A role; repeat it. / 角色", valueName: "office:role"))
        var role: [String] = []
        @Option(
            name: .customLong("enters-for"),
            help: ArgumentHelp("May enter for it; repeat it. / 可代录", valueName: "office:role"))
        var entersFor: [String] = []
        @OptionGroup var details: Details
        @Flag(help: "Somebody else than a user of the same name. / 确为同名的另一人")
        var another = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            guard (login == nil) != (name == nil) else {
                throw .usage(
                    Text(
                        zh: "请写系统账号;没有账号的人,用 --name 写姓名。",
                        en: "give his account, or --name for somebody without one"))
            }
            var memberships: [V1.Membership] = []
            for (texts, entry) in [(role, false), (entersFor, true)] {
                for text in texts {
                    memberships.append(try UserCommand.membership(text, entry: entry))
                }
            }
            let request = V1.AddUserRequest(
                name: fullName ?? name ?? "", memberships: memberships,
                requestId: RequestID.fresh(), login: login ?? "", nameOnly: login == nil,
                signIn: details.signIn ?? "", mail: details.mail ?? "",
                telephone: details.telephone ?? "", validFrom: DayArguments.day(details.from),
                validUntil: DayArguments.day(details.until), another: another)
            let user = try await session.daemon.call { try await $0.directory.addUser(request) }
            session.write { Report(user, $0) }
        }
    }

    /// What else is told of a user.
    struct Details: ParsableArguments {
        @Option(
            name: .customLong("sign-in"),
            help: "The name under which he signs in without an account. / 登录名")
        var signIn: String?
        @Option(help: "Where reminders reach him. / 邮箱")
        var mail: String?
        @Option(help: "His telephone. / 电话")
        var telephone: String?
        @Option(help: "The first day on which he may act. / 有效期自")
        var from: String?
        @Option(help: "The last day on which he may act. / 有效期至")
        var until: String?
    }

    /// `user import`: exit code 1 if any row was refused.
    struct Import: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "import", abstract: "Add users from a CSV file. / 批量导入用户")

        @OptionGroup var rows: DirectoryFile
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await rows.send("users", session)
        }
    }

    /// `user list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List users. / 用户列表")

        @Option(help: "Only of this office. / 单位", completion: .offices)
        var office: String?
        @Option(help: "Only with this role. / 角色")
        var role: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ListUsersRequest(office: office ?? "", role: role ?? "")
            let list = try await session.daemon.call {
                try await $0.directory.listUsers(request)
            }
            session.write { Report(list, $0) }
        }
    }

    /// `user show`.
    struct Show: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "show", abstract: "Show one user. / 查看用户")

        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ListUsersRequest(who: who)
            let list = try await session.daemon.call {
                try await $0.directory.listUsers(request)
            }
            guard let user = list.users.first else { return }
            session.write { Report(user, $0) }
        }
    }

    /// `user me`.
    struct Me: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "me", abstract: "Show who the daemon takes you for. / 我的角色")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let user = try await session.daemon.call {
                try await $0.directory.whoAmI(V1.WhoAmIRequest())
            }
            session.write { Report(user, $0) }
        }
    }

    /// `user can`: what the caller may do in a case.
    struct Can: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "can", abstract: "Say what you may do in a case. / 本人可办事项")

        @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
        var caseID: String
        @Argument(help: "One event; else all. / 事项", completion: .events)
        var event: String?
        @Option(name: .customLong("for"), help: "As this office. / 以某单位身份", completion: .offices)
        var forOffice: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.WhyRequest(
                caseId: caseID, event: event ?? "", forOffice: forOffice ?? "")
            let why = try await session.daemon.call { try await $0.cases.why(request) }
            session.write { Report(mayDo: why, $0) }
        }
    }

    /// `user grant`.
    struct Grant: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "grant", abstract: "Give a user a role. / 授予角色")

        @OptionGroup var change: RoleChange
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = try change.request()
            let user = try await session.daemon.call { try await $0.directory.grantRole(request) }
            session.write { Report(user, $0) }
        }
    }

    /// `user revoke`.
    struct Revoke: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "revoke", abstract: "Take a role from a user. / 收回角色")

        @OptionGroup var change: RoleChange
        @OptionGroup var leaving: Leaving
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            var asked = try change.request()
            (asked.dryRun, asked.evenSo) = (leaving.dryRun, leaving.evenSo)
            let request = asked
            let user = try await session.daemon.call { try await $0.directory.revokeRole(request) }
            session.write { Report(user, $0) }
        }
    }

    /// `user change`.
    struct Change: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "change", abstract: "Change what is told of a user. / 修改用户")

        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @Option(help: "His account, by name or uid. / 系统账号")
        var login: String?
        @OptionGroup var details: Details
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let request = V1.ChangeUserRequest(
                who: who, login: login ?? "", signIn: details.signIn ?? "",
                mail: details.mail ?? "", telephone: details.telephone ?? "",
                validFrom: try UserCommand.day(details.from),
                validUntil: try UserCommand.day(details.until), requestId: RequestID.fresh())
            try await UserCommand.change(request, session)
        }
    }

    /// `user rename`.
    struct Rename: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "rename", abstract: "Change a user's name. / 更改姓名")

        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @Argument(help: "The new name. / 新姓名")
        var name: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            guard !name.isEmpty else {
                throw .usage(Text(zh: "请写新姓名。", en: "give the new name"))
            }
            try await UserCommand.change(
                V1.ChangeUserRequest(who: who, name: name, requestId: RequestID.fresh()), session)
        }
    }

    /// `user disable`.
    struct Disable: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "disable", abstract: "Let a user do nothing for now. / 停用")

        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @OptionGroup var leaving: Leaving
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await UserCommand.change(leaving.request(who, "disabled"), session)
        }
    }

    /// `user enable`.
    struct Enable: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "enable", abstract: "Let a user act again. / 启用")

        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await UserCommand.change(
                V1.ChangeUserRequest(
                    who: who, status: "active", requestId: RequestID.fresh()), session)
        }
    }

    /// `user remove`.
    struct Remove: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "remove",
            abstract: "Take a user out of the directory; the history keeps his name. / 注销")

        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @OptionGroup var leaving: Leaving
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            try await UserCommand.change(leaving.request(who, "removed"), session)
        }
    }

    /// What is asked before hands are taken away.
    struct Leaving: ParsableArguments {
        @Flag(help: "Show what would come of it; nothing changes. / 试算,不写入")
        var dryRun = false
        @Flag(
            name: .customLong("even-so"),
            help: "Also when open cases would have nobody any more. / 仍要办理")
        var evenSo = false

        func request(_ who: String, _ status: String) -> V1.ChangeUserRequest {
            V1.ChangeUserRequest(
                who: who, status: status, evenSo: evenSo, requestId: RequestID.fresh(),
                dryRun: dryRun)
        }
    }

    /// A user and one role.
    struct RoleChange: ParsableArguments {
        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @Argument(help: ArgumentHelp("The role. / 角色", valueName: "office:role"))
        var role: String
        @Flag(help: "The right to enter for it, not the role itself. / 代录权")
        var entry = false

        func request() throws(Failure) -> V1.GrantRoleRequest {
            V1.GrantRoleRequest(
                membership: try UserCommand.membership(role, entry: entry),
                requestId: RequestID.fresh(), who: who)
        }
    }

    private static func change(
        _ request: V1.ChangeUserRequest, _ session: Session
    ) async throws(Failure) {
        let user = try await session.daemon.call { try await $0.directory.changeUser(request) }
        session.write { Report(user, $0) }
    }

    /// A day, or `-` for none.
    private static func day(_ text: String?) throws(Failure) -> String {
        text == "-" ? "-" : DayArguments.day(text)
    }

    /// `OFFICE:ROLE`, with `+` behind it for the offices below as well.
    fileprivate static func membership(
        _ text: String, entry: Bool
    ) throws(Failure) -> V1.Membership {
        let isBelow = text.hasSuffix("+")
        let parts = text.dropLast(isBelow ? 1 : 0)
            .split(omittingEmptySubsequences: false, whereSeparator: { ":：".contains($0) })
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else {
            throw .usage(
                Text(
                    zh: "“\(text)”不是 单位代码:角色 的形式。",
                    en: "'\(text)' is not of the form OFFICE:ROLE"))
        }
        return V1.Membership(
            office: String(parts[0]), role: String(parts[1]),
            standing: entry ? "entry" : "member", reach: isBelow ? "below" : "own")
    }
}
