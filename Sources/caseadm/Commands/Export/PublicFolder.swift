// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import ChainForm
internal import Crypto
internal import Glibc
internal import OfficeFiles
internal import PaperForm

/// The folder of a public file: a page for each text, one that lists them, and the same list for programs.
///
/// It is brought up to date in place: what is published no longer goes, what did not change is left alone, and so is
/// what whoever runs it does not read.
struct PublicFolder {
    /// What became of the folder.
    struct Outcome: Sendable, Hashable {
        /// Texts in it, and which are new, changed and taken away.
        var texts: [V1.PublicText] = []
        var added: [String] = []
        var changed: [String] = []
        var withdrawn: [String] = []
        /// Texts that were not published: for numbers of persons in them, for gaps, because no program here could read
        /// them.
        var held: [String] = []
        var unfinished: [String] = []
        var unread: [String] = []
    }

    private static let format = "cased.public.1"
    private static let list = "index.json"
    /// The longest list that is read: a hundred thousand texts.
    private static let longest = 256 << 20

    let path: String
    let session: Session
    /// Publishes what would be held back, too.
    let evenSo: Bool
    /// In which language its pages are: that in which they were begun.
    let language: Language

    /// Case → its entry in the list, as the folder has it.
    private let entries: [String: JSONValue]

    /// A folder of this kind, or none yet.
    ///
    /// - Throws: ``Failure`` when something else is in it.
    init(_ path: String, _ session: Session, evenSo: Bool) throws(Failure) {
        (self.path, self.session, self.evenSo) = (path, session, evenSo)
        let listing = path + "/" + PublicFolder.list
        guard Folders.exists(listing) else {
            if Folders.exists(path) {
                guard try Folders.content(of: path).files.isEmpty else {
                    throw PublicFolder.strange(path)
                }
            } else {
                try Folders.make(path)
            }
            (self.entries, self.language) = ([:], session.language)
            return
        }
        let json = JSONReader.value(
            try FileReading.bytes(listing, atMost: PublicFolder.longest))
        guard let json, json["format"]?.text == PublicFolder.format else {
            throw .failed(
                Text(
                    zh: "\(listing) 已损坏,或不是公开目录的清单:请移走它和旁边的网页,或另取空目录重新生成。",
                    en:
                        "\(listing) is damaged, or no list of a public file: move it away with the pages "
                        + "beside it, or give an empty folder"))
        }
        self.language = json["language"]?.text.flatMap(Language.init) ?? session.language
        self.entries = (json["texts"]?.items ?? []).reduce(into: [:]) { entries, item in
            guard let id = item["case_id"]?.text, SafeName.safe(id) == id else { return }
            entries[id] = item
        }
    }

    private static func strange(_ path: String) -> Failure {
        .failed(
            Text(
                zh: "\(path) 里有别的文件,不是公开目录:请另取一个空目录。",
                en: "\(path) holds other files and is no public file: give an empty folder"))
    }

    /// Cases whose texts are in it.
    var known: [String] { self.entries.keys.sorted() }

    /// Brings the folder up to date.
    ///
    /// - Parameter gone: of what is known, what is published no more.
    func update(
        _ texts: [V1.PublicText], gone: Set<String>, on today: String
    ) async throws(Failure) -> Outcome {
        var outcome = Outcome()
        var kept: [String: JSONValue] = [:]
        for (place, text) in texts.enumerated() {
            let file = try await self.put(text, &outcome)
            guard case .published(let name) = file else { continue }
            kept[text.caseId] = PublicFolder.entry(text, name ?? "")
            outcome.texts.append(text)
            self.session.progress(done: place + 1, of: texts.count)
        }
        self.session.endProgress()
        // What somebody else publishes stays.
        let mine = Set(texts.map(\.caseId))
        for (id, entry) in self.entries where !mine.contains(id) && !gone.contains(id) {
            kept[id] = entry
            outcome.texts.append(PublicFolder.text(id, entry))
        }
        // The lists first: nothing leads to what goes.
        try self.write("index.html", PublicPages.index(outcome.texts, on: today, self.language))
        let list = JSONValue.object([
            ("format", .string(PublicFolder.format)), ("as_of", .string(today)),
            ("language", .string(self.language.rawValue)),
            ("texts", .array(kept.sorted { $0.key < $1.key }.map(\.value))),
        ])
        try self.write(PublicFolder.list, list.prettyText + "\n")
        outcome.withdrawn = self.entries.keys.filter { kept[$0] == nil }.sorted()
        for id in outcome.withdrawn { Folders.remove(path + "/" + id) }
        chmod(path, 0o755)
        return outcome
    }

    private enum Put {
        case held
        /// The file beside the page; nil where the original is not published.
        case published(String?)
    }

    /// Puts a text into its folder.
    private func put(
        _ text: V1.PublicText, _ outcome: inout Outcome
    ) async throws(Failure) -> Put {
        let folder = path + "/" + SafeName.safe(text.caseId)
        guard !Folders.isLink(folder) else {
            throw .failed(
                Text(
                    zh: "\(folder) 是符号链接,不予写入。",
                    en: "\(folder) is a link, and nothing is written there"))
        }
        let isNew = !Folders.exists(folder)
        if isNew { try Folders.make(folder) }
        let fetched = try await self.fetch(text, into: folder)
        let content = (try? PaperText.bytes(fetched.path, session)).map {
            String(decoding: $0, as: UTF8.self)
        }
        guard self.passes(text, content, &outcome) else {
            Folders.remove(folder)
            return .held
        }
        // A page may do things: what is in it stands on ours.
        if fetched.isPage { Folders.remove(fetched.path) }
        let name = fetched.isPage ? nil : FileReading.name(fetched.path)
        let page = PublicPages.page(
            of: text, PublicPages.Original(name: name, text: content), self.language)
        let isSame = try self.write("\(text.caseId)/index.html", page)
        chmod(folder, 0o755)
        if !fetched.isPage { chmod(fetched.path, 0o644) }
        if self.entries[text.caseId] == nil {
            outcome.added.append(text.caseId)
        } else if !isSame || !fetched.wasThere {
            outcome.changed.append(text.caseId)
        }
        return .published(name)
    }

    /// Without blanks and line ends, between which a name may stand.
    private static func plain(_ text: String) -> String { text.filter { !$0.isWhitespace } }

    /// Whether a text may go out; else why not is noted.
    private func passes(
        _ text: V1.PublicText, _ content: String?, _ outcome: inout Outcome
    ) -> Bool {
        if evenSo { return true }
        guard let content else {
            outcome.unread.append(text.caseId)
            return false
        }
        let said = [text.title, content] + text.facts.compactMap { $0.value?.zh }
        let tellsSecrets = text.secrets.contains { secret in
            said.contains { PublicFolder.plain($0).contains(PublicFolder.plain(secret)) }
        }
        guard !tellsSecrets, said.allSatisfy({ PersonalNumbers.found(in: $0).isEmpty }) else {
            outcome.held.append(text.caseId)
            return false
        }
        guard PaperText.gaps(in: content).isEmpty else {
            outcome.unfinished.append(text.caseId)
            return false
        }
        return true
    }

    private struct Fetched {
        let path: String
        /// Whether it was there and is what was filed.
        let wasThere: Bool
        /// Whether it is a web page.
        let isPage: Bool
    }

    /// The text's file, fetched unless it is there unchanged.
    private func fetch(
        _ text: V1.PublicText, into folder: String
    ) async throws(Failure) -> Fetched {
        let file = folder + "/" + PublicFolder.fileName(text)
        let before = self.entries[text.caseId]?["file"]?.text ?? ""
        if !before.isEmpty, SafeName.safe(before) == before, before != FileReading.name(file) {
            Folders.remove(folder + "/" + before)
        }
        let there =
            Folders.isLink(file) ? nil : try? FileReading.bytes(file, atMost: FileLimits.fileBytes)
        if let there, Hex.text(SHA256.hash(data: there)) == text.sha256 {
            return Fetched(path: file, wasThere: true, isPage: FileKind(there) == .markup)
        }
        Folders.remove(file)
        let document = V1.Document(id: text.document, caseId: text.caseId, name: text.name)
        let fetched = try await DocumentFetching.fetch(document, to: file, from: session.daemon)
        try fetched.file.keep(as: file, replacing: true)
        let head = (try? FileReading.bytes(file, atMost: FileLimits.fileBytes)) ?? []
        let isPage = FileKind(head) == .markup
        // Of a page only its text was there.
        let wasThere = isPage && self.entries[text.caseId]?["sha256"]?.text == text.sha256
        return Fetched(path: file, wasThere: wasThere, isPage: isPage)
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
        if Folders.exists(target), !Folders.isLink(target),
            (try? FileReading.bytes(target, atMost: max(1, bytes.count))) == bytes
        {
            return true
        }
        try AsideFile.write(bytes, to: target, replacing: true)
        chmod(target, 0o644)
        return false
    }

    private static func entry(_ text: V1.PublicText, _ file: String) -> JSONValue {
        let facts = JSONObject(
            text.facts.map { ($0.label.text(.zh), .string($0.value.text(.zh))) })
        return .object([
            ("case_id", .string(text.caseId)),
            ("kind", .string(text.workflowLabel.text(.zh, else: text.workflow))),
            ("title", .string(text.title)), ("number", .string(text.number)),
            ("office", .string(text.office)), ("published_on", .string(text.publishedOn)),
            ("until", .string(text.until)), ("facts", .object(facts)),
            ("page", .string("\(text.caseId)/index.html")), ("file", .string(file)),
            ("sha256", .string(text.sha256)),
        ])
    }

    /// An entry as the list of pages tells it.
    private static func text(_ id: String, _ entry: JSONValue) -> V1.PublicText {
        func said(_ name: String) -> String { entry[name]?.text ?? "" }
        return V1.PublicText(
            caseId: id, workflowLabel: V1.Label(zh: said("kind"), en: said("kind")),
            title: said("title"), number: said("number"), office: said("office"),
            publishedOn: said("published_on"), until: said("until"))
    }
}
