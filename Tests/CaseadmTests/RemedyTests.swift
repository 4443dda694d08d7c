// SPDX-License-Identifier: Apache-2.0
import ArgumentParser
import CaseProto
import CaseadmText
import Foundation
import Testing

@testable import CaseadmCommands

/// Remedies as command lines: the program must take each one as it is shown.
@Suite("Remedies") struct RemedyTests {
    /// A remedy, the line it is shown as, and the command that a line without one is added to.
    private static let shown: [(remedy: V1.Remedy.Kind, line: String, to: String)] = [
        (
            .act(V1.RemedyAct(caseId: "JY-2025-000001", event: "contact")),
            "caseadm act JY-2025-000001 contact", ""
        ),
        (
            .attach(V1.RemedyAttach(caseId: "JY-2025-000001", document: "contact_record")),
            "caseadm attach JY-2025-000001 FILE --kind contact_record", ""
        ),
        (.give(V1.RemedyGive(field: "letter_number")), "letter_number=…", "act X-1 answer"),
        (
            .give(V1.RemedyGive(field: "co_handlers", events: ["assign"], caseId: "X-1")),
            "caseadm act X-1 assign co_handlers=…", ""
        ),
        (.bind("lead"), "lead=OFFICE", "act X-1 assign"),
        (
            .chooseDay(V1.RemedyDay(field: "extended_to", latest: "2025-10-09")),
            "extended_to=2025-10-09", "act X-1 extend"
        ),
        (.chooseDay(V1.RemedyDay(earliest: "2025-04-01")), "--on 2025-04-01", "act X-1 sign_for"),
        (
            .acknowledge(V1.RemedyAcknowledge(caseId: "X-1", delivery: "reply", received: true)),
            "caseadm delivery ack --case X-1 --acknowledged", ""
        ),
        (
            .acknowledge(V1.RemedyAcknowledge(caseId: "X-1", delivery: "reply")),
            "caseadm delivery ack --case X-1", ""
        ),
        (
            .addOffice(V1.RemedyOffice(duty: "supervisor", place: "某市")),
            "caseadm office add CODE NAME --duty supervisor --place 某市", ""
        ),
        (
            .addOffice(V1.RemedyOffice(name: "发改委 二处")), "caseadm office add CODE '发改委 二处'", ""
        ),
        (
            .addUser(V1.RemedyUser(uid: 1_001)),
            "caseadm user add 1001 NAME --role OFFICE:ROLE", ""
        ),
        (
            .grant(V1.RemedyGrant(user: "1001", role: "hearing_chair")),
            "caseadm user grant 1001 OFFICE:hearing_chair", ""
        ),
        (.supply("reason"), "--reason TEXT", "annul X-1 accept"),
        (.supply("reason"), "--reason TEXT", "workflow migrate"),
        (.supply("note"), "--note TEXT", "delivery ack 3 --failed"),
        (.supply("address"), "--address ADDRESS", "office add MZJ 民政局 --channel sendmail"),
        (.supply("parent"), "--parent CASE", "open co_handling"),
        (.supply("record"), "--record", "open proposal"),
        (.supply("workflow"), "--workflow WORKFLOW", "import letters a.txt"),
        (.supply("office"), "--for OFFICE", "open proposal"),
        (.supply("fewer_cases"), "--cases FILE", "bulk plan sign_for"),
        (.correct("penalty"), "caseadm correct CASE penalty=… --reason TEXT", ""),
        (
            .annul(V1.RemedyAct(caseId: "X-1", event: "draw")),
            "caseadm annul X-1 draw --reason TEXT", ""
        ),
        (.look(V1.RemedyLook(at: "own_roles")), "caseadm user me", ""),
        (.look(V1.RemedyLook(at: "offices")), "caseadm office list", ""),
        (
            .look(V1.RemedyLook(at: "states", workflow: "proposal")),
            "caseadm workflow show proposal", ""
        ),
        (.look(V1.RemedyLook(at: "rulebooks")), "caseadm workflow installed", ""),
        (.look(V1.RemedyLook(at: "state", caseIds: ["X-1"])), "caseadm show X-1", ""),
        (.look(V1.RemedyLook(at: "needs", caseIds: ["X-1"])), "caseadm why X-1", ""),
        (
            .look(V1.RemedyLook(at: "discarded_jobs")), "caseadm job list --state discarded",
            ""
        ),
        (.look(V1.RemedyLook(at: "failed_deliveries")), "caseadm delivery list --all", ""),
        (.resumeJobs(V1.RemedyJobs(kinds: ["spool"])), "caseadm job resume spool", ""),
    ]

    @Test func eachRemedyIsALineThatTheProgramTakes() throws {
        for (remedy, line, rest) in Self.shown {
            #expect(RemedyWords(.en).lines(V1.Remedy(kind: remedy)) == [line])
            var words = try Self.words(of: line)
            if rest.isEmpty {
                #expect(words.removeFirst() == "caseadm")
            } else {
                words = rest.split(separator: " ").map(String.init) + words
            }
            #expect(throws: Never.self, "\(words)") { try Caseadm.parseAsRoot(words) }
        }
    }

    @Test func blanksAreInTheLanguageOfTheRest() {
        let remedy = V1.Remedy(
            kind: .attach(V1.RemedyAttach(caseId: "X-1", document: "opinion")))
        #expect(RemedyWords(.zh).lines(remedy) == ["caseadm attach X-1 文件 --kind opinion"])
    }

    @Test func severalThingsToDoAreLinesOfTheirOwn() {
        let words = RemedyWords(.en)
        #expect(
            words.lines(V1.Remedy(kind: .look(V1.RemedyLook(at: "needs", caseIds: ["A", "B"]))))
                == ["caseadm why A", "caseadm why B"])
        let many = (1...12).map { "C\($0)" }
        let lines = words.lines(
            V1.Remedy(kind: .look(V1.RemedyLook(at: "needs", caseIds: many))))
        #expect(lines.count == 11 && lines.last == "…")
        #expect(words.lines(V1.Remedy(kind: .supply("correction"))).count == 2)
    }

    @Test func whatNoCommandDoesHasNoLine() {
        for kind in [V1.Remedy.Kind.anotherPerson(true), .chooseEvent(V1.RemedyEvent()), nil] {
            #expect(RemedyWords(.en).lines(V1.Remedy(kind: kind)).isEmpty)
        }
        // A later daemon may know more.
        #expect(RemedyWords(.en).lines(V1.Remedy(kind: .supply("seal"))).isEmpty)
        #expect(
            RemedyWords(.en).lines(V1.Remedy(kind: .look(V1.RemedyLook(at: "moon")))).isEmpty)
    }

    @Test(arguments: ["$(touch x)", "a'b", "a;b", "`id`", "*", "a b", "", "~", "某 市", "a\"b\\c"])
    func aShellReadsAValueAsItIs(_ name: String) throws {
        let lines = RemedyWords(.en).lines(
            V1.Remedy(
                kind: .addOffice(
                    V1.RemedyOffice(name: "示例局", duty: "supervisor", place: "p" + name))))
        let words = try Self.words(of: lines[0])
        #expect(words.last == "p" + name)
        #expect(words.count == 9)
    }

    /// A line as a POSIX shell takes it apart.
    private static func words(of line: String) throws -> [String] {
        let shell = Process()
        shell.executableURL = URL(fileURLWithPath: "/bin/sh")
        shell.arguments = ["-c", "printf '%s\\0' \(line)"]
        let pipe = Pipe()
        shell.standardOutput = pipe
        try shell.run()
        let said = pipe.fileHandleForReading.readDataToEndOfFile()
        shell.waitUntilExit()
        return said.split(separator: 0, omittingEmptySubsequences: false).dropLast()
            .map { String(decoding: $0, as: UTF8.self) }
    }
}
