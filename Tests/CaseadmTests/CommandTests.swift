// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Foundation
import Synchronization
import Testing

@testable import CaseadmCommands

@Suite("Command lines", .timeLimit(.minutes(30)))
struct CommandTests {
    @Test(
        "each command sends the request it means",
        arguments: [
            ("show X-1", V1.GetCaseRequest(caseId: "X-1")),
            (
                "show X-1 --as-of 2025-05-01 --known-on 2025-06-01",
                V1.GetCaseRequest(caseId: "X-1", asOf: "2025-05-01", knownOn: "2025-06-01")
            ),
            (
                "why X-1 answer a=1 --for MZJ",
                V1.WhyRequest(
                    caseId: "X-1", event: "answer", fields: ["a": Fixtures.text("1")],
                    forOffice: "MZJ")
            ),
            ("user password zhaoliu", V1.GivePasswordRequest(who: "zhaoliu")),
            ("user sessions", V1.ListSessionsRequest()),
            ("user sessions zhaoliu", V1.ListSessionsRequest(who: "zhaoliu")),
            ("user sign-out zhaoliu", V1.EndSessionsRequest(who: "zhaoliu")),
            (
                "user link liwei X-1 rate --days 30",
                V1.SendLinkRequest(caseId: "X-1", event: "rate", who: "liwei", days: 30)
            ),
            (
                "history --by liwei --from 2025-05-01 --to 2025-05-31",
                V1.ActsByRequest(who: "liwei", from: "2025-05-01", to: "2025-05-31")
            ),
            ("participant list X-1", V1.ListParticipantsRequest(caseId: "X-1")),
            ("view list", V1.ListViewsRequest()),
            ("wait X-1 co_handling", V1.GetCaseRequest(caseId: "X-1")),
            ("watch X-1 --until 40", V1.WatchRequest(after: -1, caseId: "X-1")),
            ("watch --after 0 --until 41", V1.WatchRequest(after: 0)),
            ("explain X-1 reply", V1.ExplainRequest(caseId: "X-1", clock: "reply")),
            (
                "calc proposal.reply --from 2025-04-01 --pause 2025-04-02..2025-04-05 "
                    + "--profile cn --no-roll",
                V1.CalculateRequest(
                    rule: "proposal.reply", from: "2025-04-01", profile: "cn",
                    pauses: [V1.Interval(from: "2025-04-02", to: "2025-04-05")], noRoll: true)
            ),
            ("due --overdue", V1.DueRequest(overdueOnly: true)),
            (
                "due --as-of 2025-05-01 --known-on 2025-06-01",
                V1.DueRequest(asOf: "2025-05-01", knownOn: "2025-06-01")
            ),
            ("delivery list", V1.ListDeliveriesRequest(pendingOnly: true)),
            ("delivery list X-1 --all", V1.ListDeliveriesRequest(caseId: "X-1")),
            (
                "delivery ack 3 4 --acknowledged --on 2025-04-01 --request-id r",
                V1.AckDeliveryRequest(
                    ids: [3, 4], status: "acknowledged", happenedOn: "2025-04-01", requestId: "r")
            ),
            (
                "delivery ack --case X-1 --request-id r",
                V1.AckDeliveryRequest(caseId: "X-1", status: "sent", requestId: "r")
            ),
            ("clock", V1.ClockRequest()), ("clock show", V1.ClockRequest()),
            ("clock set 2025-04-01", V1.ClockRequest(set: "2025-04-01")),
            ("clock advance 3 days", V1.ClockRequest(advance: "3 days")),
            ("status", V1.StatusRequest()), ("office list", V1.ListOfficesRequest()),
            ("user list", V1.ListUsersRequest()), ("user me", V1.WhoAmIRequest()),
            ("workflow list", V1.ListWorkflowsRequest()),
            (
                "workflow show proposal --profile cn",
                V1.GetWorkflowRequest(workflow: "proposal", profile: "cn")
            ),
            (
                "annul X-1 accept --reason r --request-id i",
                V1.AnnulRequest(caseId: "X-1", act: "accept", reason: "r", requestId: "i")
            ),
            (
                "correct X-1 17 a=1 --on 2025-04-01 --reason r --request-id i",
                V1.CorrectRequest(
                    caseId: "X-1", act: "17", fields: ["a": Fixtures.text("1")],
                    happenedOn: "2025-04-01", reason: "r", requestId: "i")
            ),
            (
                "correct 第7号 签收 标题＝a --on 昨天 --reason r --request-id i",
                V1.CorrectRequest(
                    caseId: "第7号", act: "签收", fields: ["标题": Fixtures.text("a")],
                    happenedOn: "昨天", reason: "r", requestId: "i")
            ),
            (
                "correct X-1 a=1 --reason r --request-id i",
                V1.CorrectRequest(
                    caseId: "X-1", fields: ["a": Fixtures.text("1")], reason: "r", requestId: "i")
            ),
            (
                "workflow diagram penalty --format dot --lang en",
                V1.DiagramRequest(workflow: "penalty", format: "dot", language: "en")
            ),
            (
                "workflow handbook penalty --lang zh",
                V1.HandbookRequest(workflow: "penalty", language: "zh")
            ),
            ("workflow preview", V1.PreviewRequest()),
            ("workflow installed", V1.ListInstalledRequest()),
            ("calendar show", V1.ListCalendarsRequest()),
            ("delivery show 3", V1.ListDeliveriesRequest(ids: [3])),
            (
                "delivery ack 3 --otherwise --note 面交 --request-id r",
                V1.AckDeliveryRequest(ids: [3], status: "otherwise", note: "面交", requestId: "r")
            ),
            (
                "delivery retry --case X-1 --request-id r",
                V1.RetryDeliveryRequest(caseId: "X-1", requestId: "r")
            ),
            (
                "job list --state 已放弃 --kind 时限 --case X-1 --limit 5",
                V1.ListJobsRequest(
                    states: ["discarded"], kind: "clock", caseId: "X-1", limit: 5)
            ),
            ("job show 12", V1.GetJobRequest(id: 12)),
            ("metrics", V1.MetricsRequest()),
            ("doctor --repair", V1.ExamineRequest(mend: true)),
            ("warning list", V1.StatusRequest()), ("warning show jobs-paused", V1.StatusRequest()),
            (
                "warning ack calendar --until 2026-12-01 --reason 已知 --request-id r",
                V1.AcknowledgeWarningRequest(
                    name: "calendar", until: "2026-12-01", reason: "已知", requestId: "r")
            ),
            (
                "warning ack calendar --withdraw --request-id r",
                V1.AcknowledgeWarningRequest(name: "calendar", withdraw: true, requestId: "r")
            ),
            (
                "audit reads JB-1 --user 1001 --from 2025-05-01 --to 2025-05-31 --limit 7",
                V1.ListReadsRequest(
                    caseId: "JB-1", uid: 1_001, from: "2025-05-01", to: "2025-05-31", limit: 7)
            ),
            (
                "notice --oldest-first --limit 7",
                V1.ListNoticesRequest(limit: 7, oldestFirst: true)
            ),
            (
                "notice X-1 --late --since 2025-05-01 --kind chase",
                V1.ListNoticesRequest(
                    caseId: "X-1", kind: "chase", since: "2025-05-01", lateOnly: true)
            ),
            (
                "digest DCS --on 2025-05-13",
                V1.ListNoticesRequest(
                    office: "DCS", kind: "digest", since: "2025-05-13", until: "2025-05-13",
                    limit: 1)
            ),
            (
                "bulk plan sign_for X-1 X-2 reason=好 --request-id r",
                V1.PlanBulkRequest(
                    caseIds: ["X-1", "X-2"], event: "sign_for",
                    fields: ["reason": V1.Value(kind: .text("好"))], requestId: "r")
            ),
            (
                "bulk attach Package.swift --kind notice --number 民公告〔2022〕5号 X-1 --request-id r",
                V1.BulkPaperHead(
                    plan: V1.PlanBulkRequest(caseIds: ["X-1"], requestId: "r"),
                    document: "notice", number: "民公告〔2022〕5号", name: "Package.swift")
            ),
            (
                "bulk plan announce X-1 --paper Package.swift --kind notice --name 公告 --request-id r",
                V1.BulkPaperHead(
                    plan: V1.PlanBulkRequest(caseIds: ["X-1"], event: "announce", requestId: "r"),
                    document: "notice", name: "公告")
            ),
            ("bulk list", V1.ListBulksRequest()),
            ("bulk show 7 --only failed", V1.GetBulkRequest(id: 7, status: "failed")),
            (
                "report inspection --from 2022-01-01 --to 2022-12-31",
                V1.FiguresRequest(workflow: "inspection", from: "2022-01-01", to: "2022-12-31")
            ),
            (
                "report inspection --as-of 2022-06-30 --known-on 2022-07-31",
                V1.FiguresRequest(workflow: "inspection", asOf: "2022-06-30", knownOn: "2022-07-31")
            ),
            ("report 通报 --month 上月 --place 示例市", V1.CircularRequest(month: "上月", place: "示例市")),
            (
                "render X-1 答复函 --public --as txt --to -",
                V1.MakePaperRequest(caseId: "X-1", kind: "答复函", public: true)
            ),
            ("search 养老", V1.ListCasesRequest(query: "养老", limit: 100, count: true)),
            (
                "list q --workflow w --state s --office o --open --limit 1",
                V1.ListCasesRequest(
                    workflow: "w", state: "s", office: "o", query: "q", openOnly: true, limit: 1,
                    count: true)
            ),
            (
                "list --mine --role lead --clock 答复时限 --light 红 --number 7 --proposer 李某 "
                    + "--where 重点督办件=是 --from 2025/1/1 --to 今天 --limit 1",
                V1.ListCasesRequest(
                    limit: 1, role: "lead",
                    fields: ["proposers": "李某", "重点督办件": "是"],
                    openedFrom: "2025/1/1", openedTo: "今天", mine: true, clock: "答复时限",
                    light: "红", count: true, number: "7")
            ),
        ] as [(String, any ProtoMessage)])
    func commandSendsRequest(_ line: String, _ expected: any ProtoMessage) async throws {
        let daemon = FakeDaemon()
        let ran = try await daemon.serve { socket in
            await Ran.program(line.split(separator: " ").map(String.init) + ["--socket", socket])
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(!ran.out.isEmpty)
        let asked = daemon.asked.withLock { $0.first }
        #expect(asked.map { AnyHashable($0) } == AnyHashable(expected))
    }

    @Test(
        "global options may stand before the command, within and behind it",
        arguments: [
            "--socket SOCKET --output json --lang zh user me", "user me -o json --socket=SOCKET",
            "user --output=json me --socket SOCKET", "--socket SOCKET user -o json me",
            "-o table user me --socket SOCKET -o json",
        ])
    func globalOptionsStandAnywhere(_ line: String) async throws {
        let ran = try await FakeDaemon().serve { socket in
            let words = line.split(separator: " ").map {
                $0.replacingOccurrences(of: "SOCKET", with: socket)
            }
            return await Ran.program(words)
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(ran.out == Fixtures.user.json.prettyText + "\n")
    }

    @Test("what stands behind -- is never an option")
    func terminatorEndsOptions() async throws {
        let daemon = FakeDaemon()
        let ran = try await daemon.serve { socket in
            await Ran.program(["list", "--socket", socket, "--", "--lang"])
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(daemon.requests(V1.ListCasesRequest.self).first?.query == "--lang")
    }

    @Test("offices and users are added with all their parts")
    func directoryCommands() async throws {
        let daemon = FakeDaemon()
        try await daemon.serve { socket in
            let tail = ["--socket", socket]
            let office = await Ran.program(
                [
                    "office", "add", "MZJ", "市民政局", "--alias", "民政局", "--alias", "泉州市民政局",
                    "--place", "泉州", "--profile", "cn-fujian", "--duty", "supervisor",
                    "--number-code", "泉民",
                ] + tail)
            #expect(office.code == 0, "\(office.err)")
            let add = [
                "user", "add", "1000", "王某", "--role", "MZJ:clerk", "--enters-for", "CZJ:lead",
            ]
            #expect(await Ran.program(add + tail).code == 0)
            let grant = ["user", "grant", "7", "MZJ:lead", "--entry"]
            #expect(await Ran.program(grant + tail).code == 0)
            #expect(await Ran.program(["user", "revoke", "7", "MZJ:lead"] + tail).code == 0)
        }
        #expect(daemon.requests(V1.AddOfficeRequest.self).map(\.office) == [Fixtures.office])
        let added = try #require(daemon.requests(V1.AddUserRequest.self).first)
        #expect(added.memberships == Fixtures.user.memberships)
        let changes = daemon.requests(V1.GrantRoleRequest.self)
        #expect(changes.map { $0.membership?.standing } == ["entry", "member"])
        let ids = changes.map(\.requestId) + [added.requestId]
        #expect(Set(ids).count == 3 && ids.allSatisfy { $0.count == 32 })
    }

    @Test(
        "a command line that is wrong exits 2 and says why on standard error",
        arguments: [
            "nonsense", "show", "show X --output xml", "show X --lang fr", "list --limit -1",
            "act X-1 answer novalue", "delivery ack", "delivery ack 3 --case X",
            "user grant 7 MZJ", "lsit", "bulk pln",
            "user add x --name y", "due --within soon", "attach X file", "import letters",
            "open w --fact sign_for", "open w --role lead", "watch X-1 --after -1", "watch A B",
            "show X --socket", "history", "history X --by liwei", "history X --from 2025-01-01",
        ])
    func wrongCommandLineIsUsage(_ line: String) async {
        let ran = await Ran.program(
            line.split(separator: " ").map(String.init), environment: ["CASED_SOCKET": "/none"])
        #expect(ran.code == 2)
        #expect(!ran.err.isEmpty)
        #expect(ran.out == "")
    }

    @Test("help and completions go to standard output and exit 0")
    func helpExitsZero() async {
        for line in [["--help"], ["show", "--help"], ["help", "act"], ["--version"], ["office"]] {
            let ran = await Ran.program(line)
            #expect(ran.code == 0, "\(line)")
            #expect(!ran.out.isEmpty && ran.err == "", "\(line)")
        }
        let zh = await Ran.program(["--lang", "zh", "--help"])
        #expect(zh.out.contains("公务案件办理客户端"))
        for shell in ["bash", "zsh", "fish"] {
            let ran = await Ran.program(["--generate-completion-script", shell])
            #expect(ran.code == 0)
            #expect(ran.out.contains("---completion") && ran.out.contains("caseadm"))
        }
    }

    @Test("completions come from the daemon, and none when it is gone")
    func completionsAskTheDaemon() async throws {
        let daemon = FakeDaemon()
        try await daemon.serve { socket in
            let words = ["caseadm", "--socket", socket, "show", "JY"]
            // A completion that takes long is given up: on a busy machine it is asked for again.
            var out = ""
            for _ in 0..<30 where out.isEmpty {
                out = await Ran.program(
                    ["---completion", "show", "--", "positional@0", "4", "2"] + words
                ).out
            }
            #expect(out == "JY-2025-000001\n")
        }
        let gone = await Ran.program(
            ["---completion", "show", "--", "positional@0", "2", "2", "caseadm", "show", "JY"],
            environment: [:])
        #expect(gone.code == 0)
        #expect(gone.out.trimmingCharacters(in: .whitespacesAndNewlines) == "")
    }

    @Test("a socket that is not there exits 3 and says what to do, in both languages")
    func missingSocketIsUnreachable() async {
        let command = ["show", "X-1", "--socket", "/no/such/cased.sock"]
        let en = await Ran.program(command, environment: ["LANG": "C"])
        #expect(en.code == 3)
        #expect(
            en.err == "caseadm: the daemon is not reachable at /no/such/cased.sock: no such file; "
                + "is it running? systemctl status cased, or give --socket\n")
        let zh = await Ran.program(command, environment: ["LANG": "zh_CN.UTF-8"])
        #expect(zh.code == 3)
        #expect(
            zh.err == "caseadm: 无法连接服务 /no/such/cased.sock:没有此文件。服务在运行吗?"
                + "请执行 systemctl status cased,或用 --socket 指定。\n")
    }

    @Test("a socket nobody listens on, a path too long: 3")
    func deadSocketIsUnreachable() async throws {
        let file = FileManager.default.temporaryDirectory
            .appending(path: "caseadm-dead-\(UInt32.random(in: 0...UInt32.max))").path
        try Data().write(to: URL(filePath: file))
        defer { try? FileManager.default.removeItem(atPath: file) }
        let dead = await Ran.program(["status", "--socket", file])
        #expect(dead.code == 3)
        #expect(dead.err.contains("nobody listens there"))
        let path = "/" + String(repeating: "x", count: 200)
        let long = await Ran.program(["status", "--socket", path])
        #expect(long.code == 3)
        #expect(long.err.contains("too long"))
    }
}
