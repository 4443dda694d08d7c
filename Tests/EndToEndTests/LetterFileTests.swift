// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Letters in the files that offices have.
@Suite(.serialized) struct LetterFileTests {
    @Test func letterIsTheSameInEveryKindOfFile() throws {
        let daemon = try RunningDaemon()
        try daemon.workOnAProposal()
        let letters = URL(filePath: #filePath).deletingLastPathComponent()
            .deletingLastPathComponent().appending(path: "Letters/Unseen").path
        let ran = try Programs.runPython(
            "letter_files.py", [Programs.caseadm, daemon.socket, letters])
        #expect(ran.status == 0, "\(ran.output) \(ran.errors)")
        #expect(ran.output.contains("\"files\": 54"), "\(ran.output)")
    }
}
