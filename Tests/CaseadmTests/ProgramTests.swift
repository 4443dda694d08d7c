// SPDX-License-Identifier: Apache-2.0
import CaseProto
import CaseadmText
import Foundation
import GRPCCore
import Testing

@testable import CaseadmCommands

@Suite("Program against a daemon on a socket", .timeLimit(.minutes(30)))
struct ProgramTests {
    private static func file(_ text: String, _ name: String = "a.txt") throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "caseadm-\(UInt32.random(in: 0...UInt32.max))")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let file = folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    @Test("open sends every part of the command line")
    func openSendsEverything() async throws {
        let daemon = FakeDaemon()
        let fields = try Self.file("title: from file\nnumber: 7\n")
        let ran = try await daemon.serve { socket in
            await Ran.program([
                "open", "proposal", "title=关于养老", "co=A", "co=B", "--role", "lead=MZJ",
                "--profile", "cn-fujian", "--parent", "P-1", "--on", "2025-02-01", "--at",
                "received", "--fact", "sign_for=2025-02-03", "--fact", "assign=", "--file", fields,
                "--record", "--note", "n", "--for", "CZJ", "--request-id", "r-9", "--socket",
                socket,
            ])
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(ran.out == "Opened  JY-2025-000001  received  version 1\n")
        let expected = V1.OpenRequest(
            workflow: "proposal",
            fields: [
                "title": Fixtures.text("关于养老"), "number": Fixtures.text("7"),
                "co": Fixtures.list("A", "B"),
            ], roles: ["lead": "MZJ"], profile: "cn-fujian", parent: "P-1",
            happenedOn: "2025-02-01", at: "received",
            facts: [
                V1.Fact(event: "sign_for", happenedOn: "2025-02-03"), V1.Fact(event: "assign"),
            ], record: true, note: "n", requestId: "r-9", forOffice: "CZJ")
        #expect(daemon.requests(V1.OpenRequest.self) == [expected])
    }

    @Test("a workbook is a file: whole, none on a terminal, none without end")
    func workbookIsAFile() async throws {
        let daemon = FakeDaemon()
        let terminal = Screen(width: 80, colours: false)
        let (list, shown, watched) = try await daemon.serve { socket in
            let common = ["--socket", socket, "--output", "xlsx"]
            return (
                await Ran.program(["list"] + common),
                await Ran.program(["list"] + common, screen: terminal),
                await Ran.program(["watch"] + common)
            )
        }
        #expect(list.code == 0 && list.out.hasPrefix("PK"), "\(list.err)")
        #expect(shown.code == 2 && shown.out.isEmpty && shown.err.contains("list.xlsx"))
        #expect(watched.code == 2 && watched.out.isEmpty)
    }

    @Test("papers are not printed on a terminal, and their files say what they are")
    func papersAreFiles() async throws {
        let daemon = FakeDaemon()
        let terminal = Screen(width: 80, colours: false)
        let (shown, odd, circular, text) = try await daemon.serve { socket in
            (
                await Ran.program(
                    ["render", "X-1", "k", "--to", "-", "--socket", socket], screen: terminal),
                await Ran.program(["render", "X-1", "k", "--to", "a.wps", "--socket", socket]),
                await Ran.program(["report", "circular", "--file", "a.xls", "--socket", socket]),
                await Ran.program(
                    ["render", "X-1", "k", "--as", "txt", "--to", "-", "--socket", socket])
            )
        }
        #expect(shown.code == 2 && shown.out.isEmpty)
        #expect(odd.code == 2 && circular.code == 2)
        #expect(daemon.requests(V1.CircularRequest.self).isEmpty)
        #expect(text.code == 0 && text.out.contains("关于第7号建议的答复\n　　正文。"))
    }

    @Test("act sends its request with a fresh id, and prints Done as JSON")
    func actPrintsJSON() async throws {
        let daemon = FakeDaemon()
        let ran = try await daemon.serve { socket in
            await Ran.program(
                [
                    "--output", "json", "--lang", "zh", "act", "JY-2025-000001", "answer", "a=1",
                    "--if-version", "6", "--role", "lead=MZJ",
                ], environment: ["CASED_SOCKET": socket])
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(ran.out == Fixtures.done.json.prettyText + "\n")
        let request = try #require(daemon.requests(V1.ActRequest.self).first)
        #expect(request.requestId.count == 32)
        #expect(!ran.out.contains(request.requestId))
        #expect(request.expectedVersion == 6)
        #expect(request.roles == ["lead": "MZJ"])
        #expect(request.fields == ["a": Fixtures.text("1")])
    }

    @Test("a refusal prints its conditions and exits 1, and is JSON on request")
    func refusalIsPrinted() async throws {
        let error = try FakeDaemon.refusing(Fixtures.refusal, .failedPrecondition)
        let daemon = FakeDaemon(errors: [error, error])
        try await daemon.serve { socket in
            let command = ["act", "JY-2025-000001", "answer", "--socket", socket]
            let text = await Ran.program(command + ["--lang", "zh"])
            #expect(text.code == 1)
            #expect(text.out == "")
            #expect(
                text.err == """
                    未办理:〈答复〉尚缺以下条件
                      1. 尚未〈沟通〉  依据《代表法》第51条
                         办法:由主办单位登记〈沟通〉:caseadm act JY-2025-000001 沟通
                      2. 应满足其一:缺少材料〈盖章页〉;尚未〈签发〉
                         办法:将〈盖章页〉归卷;或由签发领导登记〈签发〉
                           caseadm attach JY-2025-000001 文件 --kind 盖章页
                           caseadm act JY-2025-000001 签发
                      3. 缺〈答复类别〉  依据惯例(未核原文)
                    本状态下的事项:沟通、催办

                    """)
            let json = await Ran.program(command + ["-o", "json"])
            #expect(json.code == 1)
            #expect(json.out == Fixtures.refusal.json.prettyText + "\n")
            #expect(json.err.hasPrefix("Not done: "))
        }
    }

    @Test("an inline refusal is a refusal, too")
    func inlineRefusal() async throws {
        let ran = try await FakeDaemon().serve { socket in
            await Ran.program(["act", "X-1", "inline", "--socket", socket])
        }
        #expect(ran.code == 1)
        #expect(ran.err.contains("‹Contact› has not taken place"))
    }

    @Test("an unavailable daemon is asked again with the same id, twice at most")
    func retriesKeepTheID() async throws {
        let lost = RPCError(code: .unavailable, message: "going away")
        let daemon = FakeDaemon(errors: [lost, lost])
        try await daemon.serve { socket in
            let ran = await Ran.program(["act", "X-1", "answer", "--socket", socket])
            #expect(ran.code == 0, "\(ran.err)")
        }
        let ids = daemon.requests(V1.ActRequest.self).map(\.requestId)
        #expect(ids.count == 3)
        #expect(Set(ids).count == 1)

        let dead = FakeDaemon(errors: [lost, lost, lost, lost])
        let ran = try await dead.serve { socket in
            await Ran.program(["show", "X-1", "--socket", socket])
        }
        #expect(ran.code == 3)
        #expect(ran.err.contains("going away"))
        #expect(dead.requests(V1.GetCaseRequest.self).count == 3)
    }

    @Test("other errors are not repeated and exit 1 with advice")
    func otherErrorsFail() async throws {
        let daemon = FakeDaemon(errors: [RPCError(code: .internalError, message: "x\u{1B}[2J")])
        let ran = try await daemon.serve { socket in
            await Ran.program(["show", "X-1", "--socket", socket])
        }
        #expect(ran.code == 1)
        #expect(ran.err == "caseadm: the daemon failed: x·[2J; see journalctl -u cased\n")
        #expect(daemon.requests(V1.GetCaseRequest.self).count == 1)
    }

    @Test("attach streams the file in pieces of 64 KiB behind its head")
    func attachStreams() async throws {
        let file = try Self.file(String(repeating: "x", count: 150_000), "答复函.pdf")
        let ran = try await FakeDaemon().serve { socket in
            await Ran.program([
                "attach", "JY-2025-000001", file, "--kind", "reply", "--on", "2025-04-01",
                "--output", "json", "--socket", socket,
            ])
        }
        #expect(ran.code == 0, "\(ran.err)")
        let expected = V1.Document(
            caseId: "JY-2025-000001", kind: "reply", name: "答复函.pdf", size: 150_000,
            addedOn: "2025-04-01", number: "65536+65536+18928")
        #expect(ran.out == expected.json.prettyText + "\n")
    }

    @Test("import reports each file and exits 1 when one is no letter")
    func importReportsEachFile() async throws {
        let letter = try Self.file("泉民函〔2025〕41号")
        let other = try Self.file("dear diary")
        let daemon = FakeDaemon()
        try await daemon.serve { socket in
            let good = await Ran.program([
                "--output", "json", "import", "letters", "--dry-run", letter, "--socket", socket,
            ])
            #expect(good.code == 0, "\(good.err)")
            let mixed = await Ran.program([
                "import", "letters", letter, other, "/no/such/file", "--output", "json",
                "--socket", socket,
            ])
            #expect(mixed.code == 1)
            let files = try #require(
                try JSONSerialization.jsonObject(with: Data(mixed.out.utf8)) as? [[String: Any]])
            #expect(files.map { $0["file"] as? String } == [letter, other, "/no/such/file"])
            #expect(files.map { $0["letter"] as? Bool } == [true, false, false])
        }
        let requests = daemon.requests(V1.ImportLetterRequest.self)
        #expect(requests.map(\.dryRun) == [true, false, false])
        #expect(Set(requests.map(\.requestId)).count == 3)
    }

    @Test("a refused import leaves the other files imported")
    func refusedImportGoesOn() async throws {
        let letter = try Self.file("函")
        let refusal = V1.Refusal(code: "exists", sentence: V1.Label(zh: "已有此件", en: "exists"))
        let daemon = FakeDaemon(errors: [try FakeDaemon.refusing(refusal, .alreadyExists)])
        let ran = try await daemon.serve { socket in
            await Ran.program(["import", "letters", letter, letter, "--socket", socket])
        }
        #expect(ran.code == 1)
        #expect(ran.out.contains("not imported\n  Not done: exists\n"))
        #expect(ran.out.contains("opened JY-2025-000009 (answered)"))
        #expect(ran.out.hasSuffix("Files: 2, good: 1\n"))
    }

    @Test("due --within counts from the daemon's today")
    func dueCountsFromDaemonsDay() async throws {
        let daemon = FakeDaemon()
        let ran = try await daemon.serve { socket in
            await Ran.program([
                "due", "--within", "7d", "--office", "MZJ", "--windows", "--socket", socket,
            ])
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(
            daemon.requests(V1.DueRequest.self).last
                == V1.DueRequest(
                    until: "2025-05-07", office: "MZJ", windows: true, from: "2025-04-30"))
    }

    @Test("a bulk action is shown with all its items, however many")
    func bulkIsFetchedWhole() async throws {
        let daemon = FakeDaemon()
        let ran = try await daemon.serve { socket in
            await Ran.program(["bulk", "show", "2500", "--socket", socket, "-o", "csv"])
        }
        #expect(ran.code == 0, "\(ran.err)")
        #expect(ran.out.split(separator: "\r\n").count == 2_501)
        #expect(daemon.requests(V1.GetBulkRequest.self).map(\.after) == [0, 1_000, 2_000])
    }

    @Test("an import whose request was only tried before is not taken for done")
    func triedImportIsNoImport() async throws {
        let daemon = FakeDaemon()
        let rows = try Self.file("number,title\n1,a\n", "items.csv")
        let ran = try await daemon.serve { socket in
            await Ran.program([
                "import", "assignments", rows, "--request-id", "tried", "--socket", socket,
            ])
        }
        #expect(ran.code == 1)
        #expect(ran.err.contains("was cancelled, as after a dry run"), "\(ran.err)")
        #expect(daemon.requests(V1.RunBulkRequest.self).isEmpty)
    }

    @Test("list and history fetch page after page")
    func pagesAreFetched() async throws {
        let daemon = FakeDaemon()
        try await daemon.serve { socket in
            let list = await Ran.program(["list", "养老", "--open", "--socket", socket, "-o", "csv"])
            #expect(list.out.contains("JY-2025-000001") && list.out.contains("JY-2025-000002"))
            let history = await Ran.program(["history", "JY-2025-000001", "--socket", socket])
            #expect(history.out.contains("#40") && history.out.contains("#41"))
            let one = await Ran.program(["list", "--limit", "1", "--socket", socket])
            #expect(one.out.hasSuffix("There are more: raise --limit.\n"))
        }
        #expect(daemon.requests(V1.ListCasesRequest.self).map(\.after) == ["", "p2", ""])
        #expect(daemon.requests(V1.HistoryRequest.self).map(\.after) == [0, 40])
    }

    @Test(
        "commands that find a fault exit 1 after their report",
        arguments: [["audit", "verify"], ["workflow", "check"]])
    func faultsExitOne(_ command: [String]) async throws {
        let ran = try await FakeDaemon().serve { socket in
            await Ran.program(command + ["--socket", socket])
        }
        #expect(ran.code == 1)
        #expect(!ran.out.isEmpty)
        #expect(ran.err == "")
    }

    @Test("workflow check sends a folder's files by their place, and reports their paths")
    func checkSendsFolder() async throws {
        let file = try Self.file("workflow: proposal\n", "proposal.yaml")
        let daemon = FakeDaemon()
        let ran = try await daemon.serve { socket in
            await Ran.program(["workflow", "check", file, "--socket", socket])
        }
        #expect(ran.out.hasPrefix("\(file):12: error: "))
        let files = try #require(daemon.requests(V1.CheckRequest.self).first?.files)
        #expect(files == ["workflows/proposal.yaml": Array("workflow: proposal\n".utf8)])
    }
}
