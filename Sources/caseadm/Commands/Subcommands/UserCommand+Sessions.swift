// SPDX-License-Identifier: Apache-2.0
internal import ArgumentParser
internal import CaseProto
internal import CaseadmText

// How people come in at the page in the browser.
extension UserCommand {
    /// `user password`: prints the password once.
    struct Password: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "password",
            abstract: "Give a user a first password for the page. / 发放初始密码")

        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let given = try await session.daemon.call {
                try await $0.sessions.givePassword(V1.GivePasswordRequest(who: who))
            }
            session.write { Report(given, $0) }
        }
    }

    /// `user sessions`.
    struct Sessions: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "sessions",
            abstract: "Who is signed in, and which links were sent. / 登录会话与链接")

        @Argument(help: "Only of this one. / 用户")
        var who: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let answer = try await session.daemon.call {
                try await $0.sessions.listSessions(V1.ListSessionsRequest(who: who ?? ""))
            }
            session.write { Report(sessions: answer.sessions, $0) }
        }
    }

    /// `user sign-out`.
    struct SignOut: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "sign-out",
            abstract: "Sign a user out everywhere; his unused links end too. / 强制退出")

        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            let answer = try await session.daemon.call {
                try await $0.sessions.endSessions(V1.EndSessionsRequest(who: who))
            }
            session.write { Report(answer, $0) }
        }
    }

    /// `user link`: prints the link once.
    struct Link: ClientCommand {
        static let configuration = CommandConfiguration(
            commandName: "link",
            abstract: "Let somebody outside do one thing in a case by a link. / 发送一次性链接")

        @Argument(help: "Number, login, sign-in name or name. / 用户")
        var who: String
        @Argument(help: ArgumentHelp("The case. / 件号", valueName: "case"), completion: .cases)
        var caseID: String
        @Argument(help: "What he is to do. / 事项", completion: .events)
        var event: String
        @Option(help: "For how many days it is good; 14. / 有效天数")
        var days: Int?
        @Option(help: "The page's address, put before it. / 网页地址")
        var page: String?
        @Option(name: .customLong("for"), help: "As this office. / 以某单位身份", completion: .offices)
        var forOffice: String?
        @OptionGroup var options: GlobalOptions

        func run(in session: Session) async throws(Failure) {
            if let days, days < 1 {
                throw .usage(Text(zh: "--days 应为正整数。", en: "--days is a number from 1 up"))
            }
            let request = V1.SendLinkRequest(
                caseId: caseID, event: event, who: who, days: Int32(clamping: days ?? 0),
                forOffice: forOffice ?? "")
            let sent = try await session.daemon.call { try await $0.sessions.sendLink(request) }
            let address = page.map { $0.hasSuffix("/") ? String($0.dropLast()) : $0 } ?? ""
            session.write { Report(sent, at: address, $0) }
        }
    }
}
