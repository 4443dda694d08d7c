// SPDX-License-Identifier: Apache-2.0
import CaseProto
import Foundation
import Testing

/// Which paper a name means, and that half of one is none.
@Suite struct DocumentCommandTests {
    private static func folder() throws -> String {
        let folder = FileManager.default.temporaryDirectory
            .appending(path: "caseadm-\(UInt32.random(in: 0...UInt32.max))").path
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder
    }

    /// The newest is the one that came last, whatever its number; those taken back come after those
    /// that count.
    @Test(
        arguments: [
            ("reply", 2, true), ("答复函", 2, true), ("reply letter", 2, true), ("5", 5, false),
            ("答复函 草稿.pdf", 5, false), ("附错.pdf", 7, true), ("reply --version 1", 5, false),
            ("reply --version 3", 7, true),
        ] as [(String, Int64, Bool)])
    func nameMeansTheNewest(_ name: String, _ number: Int64, _ isSaid: Bool) async throws {
        let daemon = FakeDaemon()
        let words = name.components(separatedBy: " --")
        let ran = try await daemon.serve { socket in
            await Ran.program(
                ["document", "get", Fixtures.papers.caseId, words[0], "--to", "-"]
                    + (words.count > 1 ? ["--version", String(words[1].suffix(1))] : [])
                    + ["--socket", socket])
        }
        #expect(ran.code == 0 && ran.out == "test", "\(ran)")
        #expect(daemon.requests(V1.GetDocumentRequest.self).map(\.id) == [number])
        #expect(ran.err.isEmpty != isSaid, "\(ran.err)")
    }

    @Test(
        arguments: [
            ("cut.pdf", "did not come whole"), ("form", "not on file yet"),
            ("tip", "kept from you"),
            ("nothing", "no document"), ("99", "no document"),
        ])
    func whatCannotBeReadIsNotWritten(_ name: String, _ said: String) async throws {
        let folder = try Self.folder()
        let ran = try await FakeDaemon().serve { socket in
            await Ran.program([
                "document", "get", Fixtures.papers.caseId, name, "--to", folder + "/x",
                "--socket", socket,
            ])
        }
        #expect(ran.code == 1 && ran.err.contains(said), "\(ran)")
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder).isEmpty)
    }

    /// An export has what may be read; that something was kept is said by it and by its check.
    @Test func whatIsKeptIsNotInAnExport() async throws {
        let folder = try Self.folder()
        let made = try await FakeDaemon().serve { socket in
            await Ran.program([
                "export", Fixtures.keptPapers.caseId, folder + "/out", "--socket", socket,
            ])
        }
        #expect(
            made.code == 0 && made.out.contains("What is kept from you is not in it"), "\(made)")
        let papers = try FileManager.default.contentsOfDirectory(atPath: folder + "/out/documents")
        #expect(papers.count == 1 && papers[0].hasSuffix("-答复函_签发_.pdf"), "\(papers)")
        let page = try String(contentsOfFile: folder + "/out/index.html", encoding: .utf8)
        #expect(page.contains("kept from you") && page.contains("答复函&lt;签发&gt;.pdf"))
        let told = await Ran.program(["export", "verify", folder + "/out", "--socket", "/nowhere"])
        #expect(told.code == 0 && told.out.contains("What was kept"), "\(told)")
    }

    /// A name that tries to leave its folder does not.
    @Test func fileGoesWhereItIsTold() async throws {
        let folder = try Self.folder()
        let ran = try await FakeDaemon().serve { socket in
            await Ran.program([
                "document", "get", Fixtures.papers.caseId, "2", "--to", folder, "--socket", socket,
            ])
        }
        #expect(ran.code == 0, "\(ran)")
        #expect(
            try FileManager.default.contentsOfDirectory(atPath: folder) == ["答复函_签发_.pdf"])
    }
}
