// SPDX-License-Identifier: Apache-2.0

/// A workflow's parts in words of both languages; for whoever shows a workflow to people.
package struct PartWords {
    private let zh: PageWords
    private let en: PageWords

    /// The words of one workflow.
    package init(_ definition: WorkflowDefinition) {
        self.zh = PageWords(definition, .zh)
        self.en = PageWords(definition, .en)
    }

    /// One sentence for each effect, in the order in which they are done.
    package func effects(_ effects: Effects) -> [Label] {
        zip(self.zh.effects(effects), self.en.effects(effects)).map { Label($0, $1) }
    }

    /// What sets a transition off by itself.
    package func trigger(_ trigger: Trigger) -> Label {
        self.both { $0.trigger(trigger) }
    }

    /// A limit with its condition and what it can be extended to.
    package func limit(_ limit: Limit) -> Label {
        self.both { $0.limit(limit) }
    }

    /// A field's type, and whether it must be given at the opening.
    package func type(of field: FieldDefinition) -> Label {
        self.both { words in
            words.type(field.type)
                + (field.isRequired ? words.language("，必填", ", required") : "")
        }
    }

    private func both(_ text: (PageWords) -> String) -> Label {
        Label(text(self.zh), text(self.en))
    }
}
