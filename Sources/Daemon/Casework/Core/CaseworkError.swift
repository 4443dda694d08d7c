// SPDX-License-Identifier: Apache-2.0
package import Storage
package import WorkCalendar
package import Workflow

/// Why a command or a question was not answered.
///
/// Nothing was written, unless it is uncertain.
package struct CaseworkError: Error, Sendable {
    /// What kind of no it is.
    package enum Code: String, Hashable, Sendable {
        /// Conditions of the law or the office are unmet.
        case refused
        /// The command itself is malformed.
        case invalid
        /// There is no such thing.
        case notFound = "not_found"
        /// There is one already.
        case exists
        /// The case was changed meanwhile.
        case version
        /// The caller may not.
        case permission
        /// Nobody is signed in by what he shows, or his way of signing in is no good.
        case signedOut = "signed_out"
        /// A first password must be changed before anything else.
        case passwordDue = "password_due"
        /// Too much is waiting, or the disk is full: try again later.
        case busy
        /// The disk has too little left: nothing is taken until it has more.
        case readOnly = "read_only"
        /// The daemon is stopping.
        case stopping
        /// The disk did not confirm what was written, or what was written cannot be shown.
        case uncertain
        /// What was kept is damaged or gone.
        case lost = "data_loss"
        /// Our fault.
        case `internal`
    }

    /// The kind.
    package var code: Code
    /// What happened, to what.
    package var sentence: Label
    /// Every unmet condition, each with what would mend it.
    package var unmet: [Unmet]
    /// What would mend the whole.
    package var remedy: Remedy?
    /// Events possible instead.
    package var possible: [String]
    /// What people call them, in their order.
    package var possibleLabels: [Label] = []
    /// Names the laws that the conditions cite.
    package var laws: NamedList<Law>?
    /// The day by whose edition they are cited.
    package var day: Day?
    /// What it tells whoever is refused of restricted cases: noted before he is answered.
    package var reading: ReadRow?

    /// The sentence with every unmet condition, as one; with what would mend it where that is said
    /// nowhere else.
    package var sentences: Label {
        guard !self.unmet.isEmpty else { return self.sentence.with(self.remedy?.sentence) }
        // What is invalid names itself; one such sentence is the whole.
        if self.code == .invalid {
            return self.unmet.count == 1
                ? self.sentence.with(self.unmet[0].remedies.sentence)
                : self.unmet.map { $0.sentence.with($0.remedies.sentence) }.joined
        }
        let conditions = self.unmet.map(\.sentence)
        return Label(
            self.sentence.zh + ":" + conditions.map(\.zh).joined(separator: ";"),
            self.sentence.en + ": " + conditions.map(\.en).joined(separator: "; "))
    }

    /// An error.
    package init(
        _ code: Code, _ sentence: Label, remedy: Remedy? = nil, unmet: [Unmet] = [],
        possible: [String] = [], laws: NamedList<Law>? = nil, day: Day? = nil
    ) {
        self.code = code
        self.sentence = sentence
        self.unmet = unmet
        self.remedy = remedy
        self.possible = possible
        self.laws = laws
        self.day = day
    }

    /// The answer to whatever comes while the daemon stops.
    package static let stopping = CaseworkError(
        .stopping, Label("服务正在停止,请稍后重试", "the daemon is stopping; try again later"))

    /// The answer to commands while the disk has less left than the reserve.
    package static let readOnly = CaseworkError(
        .readOnly,
        Label(
            "磁盘剩余空间不足,暂停受理,本次请求未办理;查询不受影响",
            "the disk has too little space left: commands are not taken, nor was this one; questions are answered"
        ),
        remedy: .text(
            Label(
                "请系统管理员在数据目录所在磁盘腾出空间,其后自动恢复办理",
                "an administrator frees space on the disk of the data folder; it then goes on by itself"
            )))

    package static func noCase(_ id: String) -> CaseworkError {
        CaseworkError(
            .notFound,
            Label("没有案件“\(id)”,或您无权查看", "there is no case “\(id)”, or you may not see it"),
            unmet: [])
    }

    package static func noWorkflow(_ name: String, among known: Vocabulary) -> CaseworkError {
        let near = known.near(name)
        let all = known.terms.told
        return CaseworkError(
            .notFound,
            near.isEmpty
                ? Label(
                    "没有流程“\(name)”;流程有:\(all.zh)",
                    "there is no workflow “\(name)”; there are: \(all.en)")
                : Label(
                    "没有流程“\(name)”\(near.perhaps.zh)",
                    "there is no workflow “\(name)”\(near.perhaps.en)"))
    }

    package static func noProfile(_ name: String, known: [String]) -> CaseworkError {
        let all = known.joined(separator: ", ")
        return CaseworkError.invalid(
            "profile", "没有地方规则“\(name)”;有:\(all)",
            "there is no profile “\(name)”; there are: \(all)")
    }

    package static func invalid(
        _ path: String, _ zh: String, _ en: String, remedy: Remedy? = nil
    ) -> CaseworkError {
        CaseworkError(
            .invalid, Label("\(path):\(zh)", "\(path): \(en)"),
            unmet: [
                Unmet(
                    code: "field", parameters: ["field": path], sentence: Label(zh, en),
                    remedy: remedy)
            ])
    }

    /// What is wrong with fields, each said after its name.
    ///
    /// - Parameter definition: whose fields they are: a Chinese reader sees what it calls them.
    package static func invalid(
        _ problems: [FieldProblem], in definition: WorkflowDefinition? = nil
    ) -> CaseworkError {
        let unmet = problems.map { problem in
            let called = definition?.called(problem.path) ?? problem.path
            let says = problem.sentence.zh
            return Unmet(
                code: "field", parameters: ["field": problem.path],
                sentence: Label(
                    says.contains("〈\(called)〉") ? says : "\(called):\(says)",
                    "\(problem.path): \(problem.sentence.en)"),
                remedy: problem.remedy)
        }
        return CaseworkError(
            .invalid,
            Label(
                unmet.map(\.sentence.zh).joined(separator: ";"),
                unmet.map(\.sentence.en).joined(separator: "; ")),
            unmet: unmet)
    }
}

extension WorkflowDefinition {
    /// What a field or role is called in Chinese, of a list also which of its items: `co_handlers[1]`.
    package func called(_ path: String) -> String {
        let name = String(path.prefix { $0 != "[" })
        guard let label = self.fields[name]?.labels ?? self.roles[name]?.labels else { return path }
        return label.zh + path.dropFirst(name.count)
    }
}

extension Label {
    /// The sentence with what would mend it.
    package func with(_ remedy: Label?) -> Label {
        remedy.map { Label("\(self.zh);\($0.zh)", "\(self.en); \($0.en)") } ?? self
    }
}
