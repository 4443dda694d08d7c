// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import ChainForm

/// Holds an export against itself: its files against the manifest, its papers and its case against
/// the case's lines, and the lines against their hashes.
struct ExportCheck {
    private(set) var problems: [Text] = []
    private(set) var manifest: ExportManifest?
    /// The manifest's own SHA-256: whoever kept it elsewhere can tell any change.
    private(set) var seal = ""
    /// Lines whose hash was worked out again.
    private(set) var proved = 0

    /// Checks an export.
    init(_ content: ExportContent) throws(Failure) {
        guard let bytes = try content.bytes(ExportManifest.name, upTo: ExportManifest.longest),
            let manifest = ExportManifest(bytes)
        else {
            throw .failed(
                Text(
                    zh: "没有可读的 \(ExportManifest.name):这不是案卷导出,或者清单已损坏。",
                    en:
                        "there is no \(ExportManifest.name) that can be read: this is no export, or "
                        + "its manifest is damaged"))
        }
        self.manifest = manifest
        self.seal = try content.digest(ExportManifest.name)?.sha256 ?? ""
        try self.checkFiles(content, manifest)
        let texts = self.checkLines(manifest)
        self.checkPapers(manifest, texts)
        try self.checkCase(content, manifest)
    }

    /// Adds what was told elsewhere: a line with its hash.
    mutating func expect(_ sequence: Int64, _ hash: String) {
        guard let manifest else { return }
        let told = manifest.lines.map { ($0.sequence, $0.hash) } + [manifest.head]
        guard let found = told.first(where: { $0.0 == sequence }) else {
            self.add(
                "所给的第\(sequence)行不在其中:它既非本件的行,也非导出时的末行,无从比对",
                "line \(sequence), which you gave, is not in it: it is neither of this case nor the last one then, and cannot be compared"
            )
            return
        }
        guard found.1 != hash else { return }
        self.add(
            "第\(sequence)行的散列值与所给的不同:导出或者当时的记录被改动",
            "line \(sequence) has another hash than you gave: the export was changed, or comes of another history"
        )
    }

    /// Compares the manifest with the SHA-256 that was kept elsewhere.
    mutating func expect(seal: String) {
        guard seal.lowercased() != self.seal else { return }
        self.add(
            "\(ExportManifest.name)的 SHA-256 与所给的不同:导出后有改动",
            "\(ExportManifest.name) has another SHA-256 than you gave: something was changed after it was exported"
        )
    }

    private mutating func add(_ zh: String, _ en: String) {
        self.problems.append(Text(zh: zh, en: en))
    }

    // MARK: - Files

    private mutating func checkFiles(
        _ content: ExportContent, _ manifest: ExportManifest
    ) throws(Failure) {
        var known: Set<String> = [ExportManifest.name]
        for file in manifest.files {
            guard known.insert(file.path).inserted else {
                self.add("清单两次列出 \(file.path)", "the manifest lists \(file.path) twice")
                continue
            }
            guard let found = try content.digest(file.path) else {
                self.add("缺少 \(file.path)", "\(file.path) is missing")
                continue
            }
            guard found.size != file.size || found.sha256 != file.sha256 else { continue }
            self.add(
                "\(file.path) 被改动:大小或者 SHA-256 与清单不符",
                "\(file.path) was changed: its size or SHA-256 is not that of the manifest")
        }
        var seen: Set<String> = []
        for name in content.names {
            if !known.contains(name) {
                self.add("多出 \(name):清单没有列出", "\(name) is not in the manifest: it was added")
            } else if !seen.insert(name).inserted {
                self.add("\(name) 有两个", "there are two of \(name)")
            }
        }
        for name in [ExportManifest.page, ExportManifest.data] where !known.contains(name) {
            self.add("清单没有 \(name)", "the manifest has no \(name)")
        }
    }

    // MARK: - Lines

    /// Checks the lines.
    ///
    /// - Returns: what they say, as far as it could be read.
    private mutating func checkLines(_ manifest: ExportManifest) -> [Int64: LineText] {
        var texts: [Int64: LineText] = [:]
        var last: ExportManifest.Line?
        for line in manifest.lines {
            if let last, line.sequence <= last.sequence {
                self.add(
                    "第\(line.sequence)行不在第\(last.sequence)行之后",
                    "line \(line.sequence) does not come after line \(last.sequence)")
            }
            if let last, line.sequence == last.sequence + 1, line.previousHash != last.hash {
                self.add(
                    "第\(line.sequence)行与上一行不衔接",
                    "line \(line.sequence) does not follow the line before it")
            }
            if line.text != nil {
                texts[line.sequence] = self.proved(line, of: manifest.caseID)
            } else if !manifest.isKept {
                self.add(
                    "第\(line.sequence)行没有内容,清单却说没有保密的内容",
                    "line \(line.sequence) says nothing, and the manifest says that nothing was kept"
                )
            }
            last = line
        }
        self.checkVersions(manifest, texts)
        guard let last else {
            self.add("清单没有本件的历史行", "the manifest has no line of the case")
            return texts
        }
        let isBehind = last.sequence > manifest.head.sequence
        let isOther = last.sequence == manifest.head.sequence && last.hash != manifest.head.hash
        if isBehind || isOther {
            self.add(
                "链末(第\(manifest.head.sequence)行)与本件末行(第\(last.sequence)行)不符",
                "the chain's end (line \(manifest.head.sequence)) does not fit the case's last line (\(last.sequence))"
            )
        }
        return texts
    }

    /// A line whose hash fits its text, which is of this case.
    private mutating func proved(
        _ line: ExportManifest.Line, of caseID: String
    ) -> LineText? {
        let bytes = Array((line.text ?? "").utf8)
        guard let previous = Hex.bytes(line.previousHash), previous.count == 32,
            Hex.text(ChainForm.hash(bytes, after: previous)) == line.hash
        else {
            self.add(
                "第\(line.sequence)行被改动:散列值与内容不符",
                "line \(line.sequence) was changed: its hash does not fit what it says")
            return nil
        }
        guard let text = LineText(bytes), text.sequence == line.sequence, text.caseID == caseID
        else {
            self.add(
                "第\(line.sequence)行不是本件的这一行",
                "line \(line.sequence) is not that line of this case")
            return nil
        }
        self.proved += 1
        return text
    }

    /// Acts are numbered: one that was left out is missed.
    private mutating func checkVersions(
        _ manifest: ExportManifest, _ texts: [Int64: LineText]
    ) {
        guard texts.count == manifest.lines.count else { return }
        let versions = manifest.lines.compactMap { texts[$0.sequence]?.version }
        guard versions != Array(1...Int64(max(1, versions.count))) else { return }
        self.add(
            "本件的办理事项不连续:版本为\(versions.map(String.init).joined(separator: "、"))",
            "the case's acts have gaps: their versions are \(versions.map(String.init).joined(separator: ", "))"
        )
    }

    // MARK: - Papers and the case

    /// Every paper is one that a line filed, and every paper that a line filed is there.
    private mutating func checkPapers(
        _ manifest: ExportManifest, _ texts: [Int64: LineText]
    ) {
        let keptLines = Set(manifest.lines.filter { $0.text == nil }.map(\.sequence))
        let filed = texts.filter { $0.value.event == "attach" }
        let papers = manifest.files.filter { $0.line != nil }
        for file in papers {
            let line = file.line ?? 0
            guard !keptLines.contains(line) else { continue }
            if filed[line]?.after("sha256") != file.sha256 {
                self.add(
                    "\(file.path) 不是第\(line)行所归卷的文书",
                    "\(file.path) is not the document that line \(line) filed")
            }
        }
        let there = Set(papers.compactMap(\.line))
        for line in filed.keys.sorted() where !there.contains(line) {
            if manifest.erased.contains(line) { continue }
            if manifest.lost.contains(line) {
                self.add(
                    "第\(line)行所归卷的文书,导出时内容已缺失",
                    "the document that line \(line) filed was lost when the case was exported")
            } else {
                self.add(
                    "缺少第\(line)行所归卷的文书", "the document that line \(line) filed is missing")
            }
        }
        for file in manifest.files where file.line == nil {
            guard file.path.hasPrefix(ExportManifest.papers + "/") else { continue }
            self.add(
                "\(file.path) 没有归卷的历史行", "no line of the history filed \(file.path)")
        }
    }

    /// What is read is what the lines say: their hashes stand in both.
    private mutating func checkCase(
        _ content: ExportContent, _ manifest: ExportManifest
    ) throws(Failure) {
        guard let bytes = try content.bytes(ExportManifest.data, upTo: ExportManifest.longest)
        else {
            return
        }
        let json = JSONReader.value(bytes)
        let lines = json?["history"]?.items ?? []
        let told = lines.map { [$0["sequence"]?.whole.map(String.init), $0["hash"]?.text] }
        let known = manifest.lines.map { [String($0.sequence), $0.hash] }
        let isSame =
            told == known && json?["case"]?["case_id"]?.text == manifest.caseID
            && json?["exported_at"]?.text == manifest.moment
        if !isSame {
            self.add(
                "\(ExportManifest.data) 与清单中的历史行不符",
                "\(ExportManifest.data) does not fit the lines of the manifest")
        }
    }
}
