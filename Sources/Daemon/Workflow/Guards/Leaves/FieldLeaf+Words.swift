// SPDX-License-Identifier: Apache-2.0

// What is said when it does not hold.
extension FieldLeaf {
    func wrong(mustBe: Label, is value: Label, _ words: GuardWords) -> Unmet {
        let label = words.field(self.field)
        return Unmet(
            code: "field", parameters: ["field": self.field],
            sentence: Label(
                "〈\(label.zh)〉应为\(mustBe.zh),现为\(value.zh)",
                "‹\(label.en)› must be \(mustBe.en), is \(value.en)"),
            remedy: words.giving(self.field))
    }

    func outOfBound(
        _ bound: Guard.Bound, limit: String, _ relation: Guard.Relation, value: String,
        words: GuardWords
    ) -> Unmet {
        let label = words.field(self.field)
        let how = relation.words
        let named = words.named(bound, limit)
        return Unmet(
            code: "field", parameters: ["field": self.field, "bound": limit],
            sentence: Label(
                "〈\(label.zh)〉应\(how.zh)\(named.zh),现为\(value)",
                "‹\(label.en)› must be \(how.en) \(named.en), is \(value)"),
            remedy: words.giving(self.field))
    }

    func noBound(
        _ bound: Guard.Bound, _ relation: Guard.Relation, words: GuardWords
    ) -> Unmet {
        let label = words.field(self.field)
        let how = relation.words
        let said = words.bound(bound)
        return Unmet(
            code: "field", parameters: ["field": self.field],
            sentence: Label(
                "〈\(label.zh)〉应\(how.zh)\(said.zh),但后者尚无值",
                "‹\(label.en)› must be \(how.en) \(said.en), which has no value yet"))
    }

    func notIncluding(_ values: Label, _ words: GuardWords) -> Unmet {
        let label = words.field(self.field)
        return Unmet(
            code: "field", parameters: ["field": self.field],
            sentence: Label(
                "〈\(label.zh)〉应包含\(values.zh)", "‹\(label.en)› must include \(values.en)"),
            remedy: words.giving(self.field))
    }

    func beyond(_ other: String, _ values: Label, words: GuardWords) -> Unmet {
        let label = words.field(self.field)
        let limit = words.field(other)
        guard words.isList(self.field) else {
            return Unmet(
                code: "field", parameters: ["field": self.field, "bound": other],
                sentence: Label(
                    "“\(values.zh)”不在〈\(limit.zh)〉之中",
                    "“\(values.en)” is not among ‹\(limit.en)›"))
        }
        return Unmet(
            code: "field", parameters: ["field": self.field, "bound": other],
            sentence: Label(
                "〈\(label.zh)〉超出〈\(limit.zh)〉:\(values.zh)",
                "‹\(label.en)› goes beyond ‹\(limit.en)›: \(values.en)"),
            remedy: words.giving(self.field))
    }
}
