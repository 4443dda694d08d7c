// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Glibc
internal import PaperForm

/// The folder of a public file: a page for each text, one that lists them, and the same list for programs.
///
/// It is brought up to date in place: what is published no longer goes, what did not change is left alone.
struct PublicFolder {
    /// What became of the folder.
    struct Outcome: Sendable, Hashable {
        /// Texts in it, and which are new, changed and taken away.
        var texts: [V1.PublicText] = []
        var added: [String] = []
        var changed: [String] = []
        var withdrawn: [String] = []
        /// Texts that were not published for the numbers of persons in them.
        var held: [String] = []
        /// Texts that no program here could read: nobody looked for such numbers in them.
        var unread: [String] = []
    }

    private static let format = "cased.public.1"
    private static let list = "index.json"

    let path: String
    let session: Session
    /// Publishes texts with the numbers of persons in them, too.
    let evenSo: Bool

    /// Case → the digest of its text and of its page, as the folder has them.
    private let known: [String: Known]

    private struct Known: Hashable {
        let sha256: String
        let name: String
    }

    /// A folder of this kind, or none yet.
    ///
    /// - Throws: ``Failure`` when something else is in it.
    init(_ path: String, _ session: Session, evenSo: Bool) throws(Failure) {
        (self.path, self.session, self.evenSo) = (path, session, evenSo)
        guard Folders.exists(path) else {
            try Folders.make(path)
            self.known = [:]
            return
        }
        let listing = path + "/" + PublicFolder.list
        if Folders.exists(listing) {
            let json = JSONReader.value(try FileReading.bytes(listing, atMost: 256 << 20))
            guard let json, json["format"]?.text == PublicFolder.format else {
                throw PublicFolder.strange(path)
            }
            self.known = (json["texts"]?.items ?? []).reduce(into: [:]) { known, item in
                guard let id = item["case_id"]?.text, let sha256 = item["sha256"]?.text,
                    let file = item["file"]?.text, SafeName.safe(id) == id,
                    SafeName.safe(file) == file
                else { return }
                known[id] = Known(sha256: sha256, name: file)
            }
            return
        }
        guard try Folders.content(of: path).files.isEmpty else { throw PublicFolder.strange(path) }
        self.known = [:]
    }

    private static func strange(_ path: String) -> Failure {
        .failed(
            Text(
                zh: "\(path) 里有别的文件,不是公开目录:请另取一个空目录。",
                en: "\(path) holds other files and is no public file: give an empty folder"))
    }

    /// Brings the folder up to date.
    func update(_ texts: [V1.PublicText], on today: String) async throws(Failure) -> Outcome {
        var outcome = Outcome()
        var names: [String: String] = [:]
        for (place, text) in texts.enumerated() {
            guard let name = try await self.put(text, &outcome) else { continue }
            names[text.caseId] = name
            outcome.texts.append(text)
            self.session.progress(done: place + 1, of: texts.count)
        }
        self.session.endProgress()
        // The lists first: nothing leads to what goes.
        try self.write("index.html", PublicPages.index(outcome.texts, on: today, session.language))
        try self.write(
            PublicFolder.list, PublicFolder.json(outcome.texts, names, today).prettyText + "\n")
        outcome.withdrawn = self.known.keys.filter { names[$0] == nil }.sorted()
        for id in outcome.withdrawn { Folders.remove(path + "/" + id) }
        return outcome
    }

    /// Puts a text into its folder.
    ///
    /// - Returns: its file's name; nil when it is held back.
    private func put(
        _ text: V1.PublicText, _ outcome: inout Outcome
    ) async throws(Failure) -> String? {
        let folder = path + "/" + SafeName.safe(text.caseId)
        let name = PublicFolder.fileName(text)
        let file = folder + "/" + name
        let before = self.known[text.caseId]
        let isThere = before == Known(sha256: text.sha256, name: name) && Folders.exists(file)
        if !isThere {
            if !Folders.exists(folder) { try Folders.make(folder) }
            let document = V1.Document(id: text.document, caseId: text.caseId, name: text.name)
            let fetched = try await DocumentFetching.fetch(document, to: file, from: session.daemon)
            try fetched.file.keep(as: file, replacing: true)
            if let before, before.name != name { Folders.remove(folder + "/" + before.name) }
        }
        let content = (try? PaperText.bytes(file, session)).map {
            String(decoding: $0, as: UTF8.self)
        }
        if content == nil { outcome.unread.append(text.caseId) }
        let said = [text.title, content ?? ""] + text.facts.compactMap { $0.value?.zh }
        guard evenSo || said.allSatisfy({ PersonalNumbers.found(in: $0).isEmpty }) else {
            outcome.held.append(text.caseId)
            Folders.remove(folder)
            return nil
        }
        let page = PublicPages.page(
            of: text, PublicPages.Original(name: name, text: content), session.language)
        let isSame = try self.write("\(text.caseId)/index.html", page)
        chmod(folder, 0o755)
        chmod(file, 0o644)
        switch before {
        case nil: outcome.added.append(text.caseId)
        case _? where !isThere || !isSame: outcome.changed.append(text.caseId)
        default: break
        }
        return name
    }

    /// The file is called by what it is, never by its own name: people put names of persons into those.
    private static func fileName(_ text: V1.PublicText) -> String {
        let ending = text.name.lastIndex(of: ".").map { text.name[text.name.index(after: $0)...] }
        let plain = ending.map { $0.lowercased() } ?? ""
        let isPlain =
            (1...5).contains(plain.count)
            && plain.utf8.allSatisfy {
                (0x61...0x7A).contains($0) || (0x30...0x39).contains($0)
            }
        return isPlain ? "text.\(plain)" : "text"
    }

    /// Writes a file that everybody may read.
    ///
    /// - Returns: whether it was there and the same.
    @discardableResult
    private func write(_ name: String, _ text: String) throws(Failure) -> Bool {
        let target = path + "/" + name
        let bytes = Array(text.utf8)
        if Folders.exists(target),
            (try? FileReading.bytes(target, atMost: max(1, bytes.count))) == bytes
        {
            return true
        }
        try AsideFile.write(bytes, to: target, replacing: true)
        chmod(target, 0o644)
        return false
    }

    private static func json(
        _ texts: [V1.PublicText], _ names: [String: String], _ today: String
    ) -> JSONValue {
        .object([
            ("format", .string(format)), ("as_of", .string(today)),
            (
                "texts",
                .array(
                    texts.map { text in
                        let file = names[text.caseId] ?? ""
                        return .object([
                            ("case_id", .string(text.caseId)),
                            ("kind", .string(text.workflowLabel.text(.zh, else: text.workflow))),
                            ("title", .string(text.title)), ("number", .string(text.number)),
                            ("office", .string(text.office)),
                            ("published_on", .string(text.publishedOn)),
                            ("until", .string(text.until)),
                            (
                                "facts",
                                .object(
                                    JSONObject(
                                        text.facts.map {
                                            ($0.label.text(.zh), .string($0.value.text(.zh)))
                                        }))
                            ),
                            ("page", .string("\(text.caseId)/index.html")),
                            ("file", .string(file)), ("sha256", .string(text.sha256)),
                        ])
                    })
            ),
        ])
    }
}
