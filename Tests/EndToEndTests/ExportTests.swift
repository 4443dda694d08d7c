// SPDX-License-Identifier: Apache-2.0
import Foundation
import Testing

/// A case that was exported can be checked without the daemon, and whatever is changed in it is told.
@Suite(.serialized) struct ExportTests {
    private static let id = "JY-2025-000001"

    /// An exported case: its folder, its zip, and what the export said of it.
    private func exported() throws -> (
        daemon: RunningDaemon, folder: String, seal: String, head: String
    ) {
        let (daemon, folder) = try DocumentTests.daemon()
        for (index, name) in ["../../etc/passwd", "CON.txt", "con.txt"].enumerated() {
            try Data("paper \(index)".utf8).write(to: URL(fileURLWithPath: folder + "/a"))
            let done = try daemon.caseadm(
                "attach", Self.id, folder + "/a", "--kind", "reply_letter", "--name", name)
            try #require(done.status == 0, "\(done.errors)")
        }
        try #require(try daemon.caseadm("act", Self.id, "accept").status == 0)
        var seal = ""
        for target in ["out", "out.zip"] {
            let done = try daemon.caseadm("export", Self.id, "\(folder)/\(target)", "-o", "json")
            try #require(done.status == 0, "\(done.errors)")
            let json = try #require(
                try JSONSerialization.jsonObject(with: Data(done.output.utf8)) as? [String: Any])
            seal = try #require(json["seal"] as? String)
        }
        let audit = try daemon.caseadm("audit", "verify", "-o", "json")
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(audit.output.utf8)) as? [String: Any])
        let head = "\(json["lines"] ?? 0):\(json["head"] ?? "")"
        return (daemon, folder, seal, head)
    }

    private func verify(_ path: String, _ more: String...) throws -> Programs.Outcome {
        try Programs.run(
            Programs.caseadm, ["export", "verify", path, "--socket", "/nowhere"] + more,
            environment: ["LC_ALL": "C.UTF-8"])
    }

    /// One paper whose content is gone does not keep the others back: it is named, and the exit code says so.
    @Test(.timeLimit(.minutes(10)))
    func aLostPaperIsNamedAndTheOthersAreExported() throws {
        let (daemon, folder, _, _) = try self.exported()
        let sum = try Programs.run("/usr/bin/sha256sum", [folder + "/out/documents/002-_CON.txt"])
        let hash = String(sum.output.prefix(64))
        let found = try Programs.run("/usr/bin/find", [daemon.data + "/documents", "-name", hash])
        let content = found.output.split(separator: "\n").first.map(String.init)
        try FileManager.default.removeItem(atPath: #require(content))
        for target in ["lost", "lost.zip"] {
            let done = try daemon.caseadm("export", Self.id, "\(folder)/\(target)", "--lang", "en")
            #expect(done.status == 1 && done.output.contains("content of 1 papers"), "\(done)")
            let told = try self.verify("\(folder)/\(target)", "--lang", "en")
            #expect(told.status == 1 && told.output.contains("was lost when"), "\(told)")
            #expect(told.output.contains("BAD") && !told.output.contains("is missing"), "\(told)")
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/lost/documents")
        #expect(names.sorted() == ["001-passwd", "003-_con.txt"])
        let page = try String(contentsOfFile: folder + "/lost/index.html", encoding: .utf8)
        #expect(page.contains("lost: its content is not in the export"))
        #expect(!page.contains("002-_CON.txt"))
    }

    @Test(.timeLimit(.minutes(10)))
    func exportIsWholeAndForItsOwnerAlone() throws {
        let (daemon, folder, seal, _) = try self.exported()
        for target in ["out", "out.zip"] {
            let told = try self.verify("\(folder)/\(target)")
            #expect(told.status == 0 && told.output.contains(Self.id), "\(told)")
        }
        #expect(try self.verify(folder + "/out.zip", "--seal", seal).status == 0)
        let other = String(repeating: "0", count: 64)
        #expect(try self.verify(folder + "/out.zip", "--seal", other).status == 1)
        // Names stay in their folder and are taken by every system; the page has them as they were.
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/out/documents")
        #expect(names.sorted() == ["001-passwd", "002-_CON.txt", "003-_con.txt"])
        let page = try String(contentsOfFile: folder + "/out/index.html", encoding: .utf8)
        #expect(page.contains(">CON.txt</a>") && page.contains("./documents/002-_CON.txt"))
        #expect(page.contains("示例&lt;script&gt;") && !page.contains("<script"))
        #expect(!page.contains("http://") && !page.contains("https://"))
        for (path, mode) in [
            ("out", 0o700), ("out/documents", 0o700), ("out/index.html", 0o600),
            ("out/documents/001-passwd", 0o600), ("out.zip", 0o600),
        ] {
            let found = try FileManager.default.attributesOfItem(atPath: "\(folder)/\(path)")
            #expect(found[.posixPermissions] as? Int == mode, "\(path)")
        }
        // Another program reads the archive.
        let unzipped = try Programs.run(
            "/usr/bin/python3", ["-m", "zipfile", "-e", folder + "/out.zip", folder + "/unzipped"])
        try #require(unzipped.status == 0, "\(unzipped.errors)")
        #expect(try self.verify(folder + "/unzipped").status == 0)
        // What is there is replaced when asked, and only if it is an export.
        #expect(try daemon.caseadm("export", Self.id, folder + "/out").status == 1)
        #expect(try daemon.caseadm("export", Self.id, folder + "/out", "--force").status == 0)
        try FileManager.default.createDirectory(
            atPath: folder + "/mine", withIntermediateDirectories: true)
        #expect(try daemon.caseadm("export", Self.id, folder + "/mine", "--force").status == 1)
        let left = try FileManager.default.contentsOfDirectory(atPath: folder)
        #expect(left.sorted() == ["a", "mine", "out", "out.zip", "unzipped"])
    }

    /// A file is bound in the order of the workflow, where the reply comes before what proves it.
    @Test(.timeLimit(.minutes(10)))
    func papersStandInTheOrderOfTheWorkflow() throws {
        let (daemon, folder) = try DocumentTests.daemon()
        for (name, kind) in [("b", "evidence"), ("c", "reply_letter"), ("a", "reply_letter")] {
            try Data(name.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name).txt"))
            let done = try daemon.caseadm(
                "attach", Self.id, "\(folder)/\(name).txt", "--kind", kind)
            try #require(done.status == 0, "\(done.errors)")
        }
        let done = try daemon.caseadm("export", Self.id, folder + "/out")
        try #require(done.status == 0, "\(done.errors)")
        let names = try FileManager.default.contentsOfDirectory(atPath: folder + "/out/documents")
        #expect(names.sorted() == ["001-c.txt", "002-a.txt", "003-b.txt"])
    }

    /// What somebody changes, and what is said of it.
    private static let changes: [(name: String, script: String, told: String)] = [
        ("a paper", "echo x >> documents/001-passwd", "documents/001-passwd was changed"),
        ("a paper removed", "rm documents/002-_CON.txt", "documents/002-_CON.txt is missing"),
        ("a file added", "echo x > documents/x", "documents/x is not in the manifest"),
        ("a link added", "ln -s /etc/passwd y", "y is not in the manifest"),
        ("the page", "sed -i s/示例/别的/ index.html", "index.html was changed"),
        (
            "a paper, and the manifest with it",
            """
            old=$(sha256sum documents/001-passwd | cut -c1-64); printf 'PAPER 0' > documents/001-passwd
            new=$(sha256sum documents/001-passwd | cut -c1-64); sed -i "/001-passwd/,/line/s/$old/$new/" manifest.json
            """, "is not the document that line"
        ),
        ("a line's text", "sed -i 's/6:accept/6:reject/' manifest.json", "its hash does not fit"),
        (
            "a line removed",
            "python3 -c \"import json;m=json.load(open('manifest.json'));del m['chain']['lines'][0];json.dump(m,open('manifest.json','w'))\"",
            "have gaps"
        ),
        (
            "the order of lines",
            "python3 -c \"import json;m=json.load(open('manifest.json'));m['chain']['lines'].reverse();json.dump(m,open('manifest.json','w'))\"",
            "does not come after"
        ),
        (
            "the chain's end",
            "python3 -c \"import json;m=json.load(open('manifest.json'));m['chain']['head']['sequence']=1;json.dump(m,open('manifest.json','w'))\"",
            "does not fit the case's last line"
        ),
        (
            "a paper taken out of the manifest too",
            "rm documents/001-passwd; python3 -c \"import json;m=json.load(open('manifest.json'));m['files']=[f for f in m['files'] if 'passwd' not in f['path']];json.dump(m,open('manifest.json','w'))\"",
            "the document that line"
        ),
        ("a manifest that is none", "echo {} > manifest.json", "no manifest.json that can be read"),
    ]

    @Test(.timeLimit(.minutes(10)))
    func whateverIsChangedIsTold() throws {
        let (daemon, folder, seal, head) = try self.exported()
        defer { withExtendedLifetime(daemon) {} }
        for (name, script, told) in Self.changes {
            _ = try Programs.run(
                "/bin/sh", ["-c", "rm -rf '\(folder)/t'; cp -r '\(folder)/out' '\(folder)/t'"])
            let done = try Programs.run("/bin/sh", ["-ec", "cd '\(folder)/t'\n\(script)"])
            try #require(done.status == 0, "\(name): \(done.errors)")
            let found = try self.verify(folder + "/t")
            #expect(found.status == 1, "\(name) was not told: \(found.output)")
            #expect((found.output + found.errors).contains(told), "\(name): \(found)")
        }
        // Whoever changes all of it together makes it fit; the seal tells, and so does a line that
        // was told elsewhere.
        let forged = """
            import json, hashlib
            m = json.load(open('manifest.json'))
            c = json.load(open('case.json'))
            for i, line in enumerate(m['chain']['lines']):
                line['text'] = line['text'].replace('李四', '王五')
                new = hashlib.sha256(bytes.fromhex(line['previous_hash']) + line['text'].encode()).hexdigest()
                line['hash'] = c['history'][i]['hash'] = new
                if i + 1 < len(m['chain']['lines']):
                    m['chain']['lines'][i + 1]['previous_hash'] = new
            m['chain']['head']['hash'] = m['chain']['lines'][-1]['hash']
            json.dump(c, open('case.json', 'w'))
            data = open('case.json', 'rb').read()
            for f in m['files']:
                if f['path'] == 'case.json':
                    f['size'], f['sha256'] = len(data), hashlib.sha256(data).hexdigest()
            json.dump(m, open('manifest.json', 'w'))
            """
        _ = try Programs.run(
            "/bin/sh", ["-c", "rm -rf '\(folder)/t'; cp -r '\(folder)/out' '\(folder)/t'"])
        try forged.write(toFile: folder + "/forge.py", atomically: true, encoding: .utf8)
        let done = try Programs.run(
            "/bin/sh", ["-ec", "cd '\(folder)/t'; python3 ../forge.py"])
        try #require(done.status == 0, "\(done.errors)")
        #expect(try self.verify(folder + "/t").status == 0)
        #expect(try self.verify(folder + "/t", "--seal", seal).status == 1)
        #expect(try self.verify(folder + "/out", "--expect", head).status == 0)
        #expect(try self.verify(folder + "/t", "--expect", head).status == 1)
    }

    @Test(.timeLimit(.minutes(10)))
    func changedArchiveIsTold() throws {
        let (daemon, folder, _, _) = try self.exported()
        defer { withExtendedLifetime(daemon) {} }
        let archive = try Data(contentsOf: URL(fileURLWithPath: folder + "/out.zip"))
        // A byte in each part of it: no single one may pass.
        for place in stride(from: 3, to: archive.count, by: max(1, archive.count / 60)) {
            var changed = archive
            changed[place] ^= 0x20
            try changed.write(to: URL(fileURLWithPath: folder + "/t.zip"))
            let found = try self.verify(folder + "/t.zip")
            #expect(found.status == 1, "byte \(place) was changed, and not told")
        }
        for changed in [archive + [0], Data(archive.dropLast()), Data([0]) + archive] {
            try changed.write(to: URL(fileURLWithPath: folder + "/t.zip"))
            #expect(try self.verify(folder + "/t.zip").status == 1)
        }
    }
}
