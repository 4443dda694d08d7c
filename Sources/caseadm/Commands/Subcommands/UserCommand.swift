// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

/// `user`: the directory's users and their roles.
struct UserCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "user", abstract: "Users and their roles. / 用户与角色",
        subcommands: [Add.self, List.self, Me.self, Grant.self, Revoke.self])
}

extension UserCommand {
    /// `user add`.
    struct Add: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "add", abstract: "Add a user. / 添加用户")

        @Argument(help: "The system's user id. / 系统用户编号")
        var uid: Int64
        @Argument(help: "The person's name. / 姓名")
        var name: String
        @Option(help: ArgumentHelp("A role; repeat it. / 角色", valueName: "office:role"))
        var role: [String] = []
        @Option(
            name: .customLong("enters-for"),
            help: ArgumentHelp("May enter for it; repeat it. / 可代录", valueName: "office:role"))
        var entersFor: [String] = []
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            var memberships: [V1.Membership] = []
            for (texts, entry) in [(role, false), (entersFor, true)] {
                for text in texts {
                    memberships.append(try UserCommand.membership(text, entry: entry))
                }
            }
            let request = V1.AddUserRequest(
                uid: uid, name: name, memberships: memberships, requestId: RequestID.fresh())
            let user = try await session.daemon.call { try await $0.directory.addUser(request) }
            session.write { Report(user, $0) }
        }
    }

    /// `user list`.
    struct List: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "list", abstract: "List users. / 用户列表")

        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let list = try await session.daemon.call {
                try await $0.directory.listUsers(V1.ListUsersRequest())
            }
            session.write { Report(list, $0) }
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
        @Flag(help: "Show what would come of it; nothing changes. / 试算,不写入")
        var dryRun = false
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            var asked = try change.request()
            asked.dryRun = dryRun
            let request = asked
            let user = try await session.daemon.call { try await $0.directory.revokeRole(request) }
            session.write { Report(user, $0) }
        }
    }

    /// A user and one role.
    struct RoleChange: ParsableArguments {
        @Argument(help: "The user. / 用户")
        var uid: Int64
        @Argument(help: ArgumentHelp("The role. / 角色", valueName: "office:role"))
        var role: String
        @Flag(help: "The right to enter for it, not the role itself. / 代录权")
        var entry = false

        func request() throws(Failure) -> V1.GrantRoleRequest {
            V1.GrantRoleRequest(
                uid: uid, membership: try UserCommand.membership(role, entry: entry),
                requestId: RequestID.fresh())
        }
    }

    /// `OFFICE:ROLE`.
    private static func parts(_ text: String) -> (office: String, role: String)? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty else { return nil }
        return (String(parts[0]), String(parts[1]))
    }

    fileprivate static func membership(
        _ text: String, entry: Bool
    ) throws(Failure) -> V1.Membership {
        guard let (office, role) = parts(text) else {
            throw .usage(
                Text(
                    zh: "“\(text)”不是 单位代码:角色 的形式。",
                    en: "'\(text)' is not of the form OFFICE:ROLE"))
        }
        return V1.Membership(office: office, role: role, standing: entry ? "entry" : "member")
    }
}
