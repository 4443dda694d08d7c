// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// Arguments as terminals that are not set to UTF-8 give them.
@Suite(.serialized) struct ArgumentTests {
    /// “关于” in GBK, as the shell's printf writes it.
    private static let gbk = #"$(printf '\271\330\323\332')"#

    @Test func wordsInAnotherEncodingAreRefusedBeforeAnythingIsSent() throws {
        let daemon = try RunningDaemon()
        let told = try Programs.run(
            "/bin/sh",
            [
                "-c",
                "'\(Programs.caseadm)' --socket '\(daemon.socket)' office add zz \"\(Self.gbk)\" --place 某市",
            ])
        #expect(told.status == 2 && told.errors.contains("is not UTF-8"), "\(told.errors)")
        let offices = try Programs.run(
            Programs.caseadm, ["--socket", daemon.socket, "--output", "json", "office", "list"])
        #expect(!offices.output.contains("zz"))
    }

    @Test func spreadsheetHasItsMarkAndHeadingsInWords() throws {
        let daemon = try RunningDaemon()
        try daemon.audit("示例市民政局")
        let told = try Programs.run(
            Programs.caseadm,
            ["--socket", daemon.socket, "--lang", "zh", "--output", "csv-excel", "list"])
        #expect(told.output.hasPrefix("\u{FEFF}件号,"), "\(told.output)")
    }
}
