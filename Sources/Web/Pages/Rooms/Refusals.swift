// SPDX-License-Identifier: Apache-2.0
internal import CaseProto
internal import CaseadmText

// Why something was not carried out, and how to go on.
extension Visit {
    /// A refusal for its template.
    ///
    /// - Parameter id: the case that is being handled.
    func refusal(_ refusal: V1.Refusal, in id: String = "") -> Model {
        var model: Model = [
            "sentence": self.say(refusal.sentence),
            "unmet": refusal.unmet.map { self.unmet($0, in: id) },
        ]
        let mend = self.say(refusal.mend)
        if !mend.isEmpty { model["mend"] = mend }
        if !id.isEmpty, !refusal.possible.isEmpty {
            model["possible"] =
                zip(
                    refusal.possible,
                    refusal.possibleLabels.map { self.say($0) } + refusal.possible
                ).map { ["label": $1, "path": Self.path(of: id, act: $0)] as Model }
            model["isPossible"] = true
        }
        return model
    }

    /// What a refusal says of fields of a form, by their names.
    func errors(of refusal: V1.Refusal) -> [String: String] {
        refusal.unmet.reduce(into: [:]) { errors, unmet in
            let name = unmet.parameters["field"] ?? unmet.parameters["role"]
            guard let name, errors[name] == nil else { return }
            errors[name] = self.say(unmet.sentence, else: unmet.code)
        }
    }

    /// A condition that does not hold, with a way to mend it here.
    func unmet(_ unmet: V1.Unmet, in id: String) -> Model {
        var model: Model = ["sentence": self.say(unmet.sentence, else: unmet.code)]
        let mend = self.say(unmet.mend)
        if !mend.isEmpty { model["mend"] = mend }
        let basis = unmet.basis.map { self.say($0.text, else: $0.law) }.joined(separator: ";")
        if !basis.isEmpty { model["basis"] = basis }
        let links = unmet.remedies.compactMap { self.way(of: $0, in: id) }
        if !links.isEmpty { model["ways"] = links }
        return model
    }

    private func way(of remedy: V1.Remedy, in id: String) -> Model? {
        let label = self.say(remedy.label)
        switch remedy.kind {
        case .act(let act):
            return [
                "label": label.isEmpty ? act.event : label,
                "path": Self.path(of: act.caseId.isEmpty ? id : act.caseId, act: act.event),
            ]
        case .attach(let paper):
            let owner = paper.caseId.isEmpty ? id : paper.caseId
            return [
                "label": self.say("登记材料:", "Attach: ") + (label.isEmpty ? paper.document : label),
                "path":
                    "/cases/\(FormBody.encoded(owner))/attach"
                    + FormBody.query([("kind", paper.document)]),
            ]
        default: return nil
        }
    }

    static func path(of id: String, act event: String = "") -> String {
        let path = "/cases/\(FormBody.encoded(id))"
        return event.isEmpty ? path : path + "/act/\(FormBody.encoded(event))"
    }
}
