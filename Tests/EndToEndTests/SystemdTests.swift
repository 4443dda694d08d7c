// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// The units, a socket passed by systemd, and what the daemon says to it.
@Suite struct SystemdTests {
    @Test func unitsVerifyClean() throws {
        let outcome = try Programs.run(
            "/bin/bash", [Programs.root.appendingPathComponent("scripts/verify-units").path])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    @Test(.timeLimit(.minutes(30))) func passedSocketIsServedAndLeftInPlace() throws {
        let outcome = try Programs.runPython(
            "passed_socket.py", [Programs.cased, Programs.caseadm])
        #expect(outcome.status == 0, "\(outcome.errors)")
    }

    /// Who was refused and what was changed goes to the journal with its fields, and no name.
    @Test(.timeLimit(.minutes(30))) func theJournalHasFieldsAndNothingPersonal() throws {
        try #require(getuid() == 0, "a journal of our own needs root")
        let outcome = try Programs.runPython(
            "journal_fields.py", [Programs.cased, Programs.caseadm])
        #expect(outcome.status == 0, "\(outcome.output)\(outcome.errors)")
    }

    @Test(.timeLimit(.minutes(30))) func readyStatusAndStoppingAreSaid() throws {
        let outcome = try Programs.runPython("notify_socket.py", [Programs.cased])
        #expect(outcome.status == 0, "\(outcome.errors)")
        let said = outcome.output.split(separator: "\n").map(String.init)
        #expect(said.first?.contains("READY=1") ?? false, "\(said)")
        #expect(said.first?.contains("STATUS=serving") ?? false, "\(said)")
        #expect(said.last?.contains("STOPPING=1") ?? false, "\(said)")
    }
}
