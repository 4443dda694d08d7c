// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText
internal import Hummingbird
internal import OfficeFiles

// Letters that exist become cases: read first, looked at, then opened.
extension Site {
    func addLetters(to router: Router<PageContext>) {
        self.get("/letters", on: router) { try await self.letters($0) }
        self.upload("/letters", on: router) { try await self.readLetters($0, $1) }
        self.post("/letters/open", on: router) { try await self.openLetter($0) }
    }

    private func letters(
        _ visit: Visit, told: Model = [:], status: Int = 200
    ) async throws(PageError) -> Response {
        let rules = try await visit.ask {
            try await $0.rules.listWorkflows(V1.ListWorkflowsRequest(), metadata: $0.metadata)
        }
        var model = visit.words
        model["profiles"] = rules.profiles.map {
            visit.choice($0.profile, "\(visit.say($0.label, else: $0.profile)) (\($0.profile))", "")
        }
        model.merge(told) { $1 }
        return await self.page(
            "letters", model, visit, title: visit.say("读取来函", "Read letters"), status: status)
    }

    private func readLetters(_ visit: Visit, _ reader: MultipartReader) async throws -> Response {
        var fields = FormBody()
        var read: [Model] = []
        while let head = try await reader.next() {
            guard let given = head.fileName else {
                try fields.add(head.name, try await reader.text())
                continue
            }
            guard !given.isEmpty else { break }
            guard read.count < PageLimits.lettersAtOnce else {
                throw PageError.bad(
                    Text(
                        zh: "一次最多读取\(PageLimits.lettersAtOnce)个文件。",
                        en: "At most \(PageLimits.lettersAtOnce) files are read at once."))
            }
            let name = Self.fileName(given)
            let bytes = try await reader.bytes(atMost: FileLimits.documentBytes)
            var letter: Model = [
                "file": name, "number": String(read.count + 1), "profile": fields["profile"],
            ]
            do throws(FileFault) {
                let text = try PaperReading(bytes).text
                letter.merge(await self.read(text, name, fields, visit)) { $1 }
            } catch {
                letter["fault"] = visit.say(error.zh, error.en)
            }
            read.append(letter)
        }
        guard !read.isEmpty else {
            throw PageError.bad(Text(zh: "请先选择文件。", en: "Choose a file first."))
        }
        return try await self.letters(visit, told: ["letters": read])
    }

    /// What stands in a letter; nothing is opened.
    private func read(
        _ text: String, _ file: String, _ fields: FormBody, _ visit: Visit
    ) async -> Model {
        let asked = V1.ImportLetterRequest(
            file: file, content: Array(text.utf8), dryRun: true, profile: fields["profile"])
        do throws(PageError) {
            let answer = try await visit.ask {
                try await $0.cases.importLetter(asked, metadata: $0.metadata)
            }
            return answer.letter ? visit.letter(answer, text) : ["fault": visit.fault(answer)]
        } catch {
            return ["fault": error.sentence(visit.language)]
        }
    }

    /// A case of a letter that was looked at; its text may have been put right.
    private func openLetter(_ visit: Visit) async throws -> Response {
        let form = visit.form
        let asked = V1.ImportLetterRequest(
            file: form["file"], content: Array(form["content"].utf8), profile: form["profile"],
            requestId: form["request"], another: !form["another"].isEmpty)
        do throws(PageError) {
            let answer = try await visit.ask {
                try await $0.cases.importLetter(asked, metadata: $0.metadata)
            }
            if answer.letter { return Answers.go(to: Visit.path(of: answer.caseId) + "?done=1") }
            return try await self.shownAgain(asked, ["fault": visit.fault(answer)], visit)
        } catch {
            guard case .refused(let refusal) = error else { throw error }
            return try await self.shownAgain(
                asked, ["isAlike": refusal.code == "exists"], visit,
                told: ["refusal": visit.refusal(refusal), "isRefused": true],
                status: PageError.refused(refusal).status)
        }
    }

    /// A letter as it was sent, with what is wrong: what was put right in it is still there.
    private func shownAgain(
        _ sent: V1.ImportLetterRequest, _ more: Model, _ visit: Visit, told: Model = [:],
        status: Int = 422
    ) async throws(PageError) -> Response {
        var trial = sent
        (trial.dryRun, trial.requestId) = (true, "")
        let asked = trial
        let answer = try await visit.ask {
            try await $0.cases.importLetter(asked, metadata: $0.metadata)
        }
        var letter = visit.letter(answer, visit.form["content"])
        (letter["file"], letter["number"], letter["profile"]) = (sent.file, "1", sent.profile)
        letter.merge(more) { $1 }
        return try await self.letters(
            visit, told: told.merging(["letters": [letter]]) { $1 }, status: status)
    }
}

extension Visit {
    /// Why a file is no letter.
    fileprivate func fault(_ answer: V1.ImportLetterResponse) -> String {
        self.say(answer.reason, else: self.say("不是答复函", "no letter"))
    }

    /// What was read of a letter, how surely, and from which words.
    fileprivate func letter(_ answer: V1.ImportLetterResponse, _ text: String) -> Model {
        [
            "file": answer.file, "isLetter": true, "content": text,
            "request": RequestName.fresh(),
            "fields": answer.fields.map { field -> Model in
                [
                    "label": self.say(field.label, else: field.name),
                    "value": field.value?.text(self.language) ?? "",
                    "sure": "\(Int((field.confidence * 100).rounded()))%",
                    "isUnsure": field.confidence < 0.9, "source": field.source,
                ]
            },
            "remarks": answer.remarks.map { ["text": self.say($0)] as Model },
        ]
    }
}
