// SPDX-License-Identifier: Apache-2.0

/// What is done to many cases.
extension HelpText {
    static let bulk: [String: HelpText] = [
        "bulk": HelpText(
            zh: "对多件一并办理:先预演,逐件看清结果,再执行。执行中断的自动继续,已办的不再重办。",
            en:
                "Does one thing to many cases: plan it, see what would become of each, then run "
                + "it. What is interrupted goes on by itself, and nothing is done twice.",
            examples: [
                Example(
                    zh: "caseadm bulk plan 签收 --workflow 代表建议 --state 已交办",
                    en: "caseadm bulk plan sign_for --workflow proposal --state assigned"),
                Example(zh: "caseadm bulk run 1", en: "caseadm bulk run 1"),
            ]),
        "bulk erase": HelpText(
            zh:
                "列出保存期已满的办结案件,预演删除其中的个人信息(联系人、电话等标为个人信息的内容,连同历史"
                + "中的);地方规则写明的,文书内容也删除。保存期由地方规则的 retention 规定,没有规定的不删。"
                + "须在案件的参与单位有更正权。现行地方规则对早已办结的件同样适用。执行后每件留一行历史,历史链仍可核验;以前的备份不受影响。",
            en:
                "Says of which ended cases the time is over for which personal data are kept, and "
                + "what would be erased: every field marked personal, in the history too, and the "
                + "contents of documents where the place's profile says so (retention). It takes "
                + "the right to correct in an office of the case. The profile in force counts, for "
                + "cases that ended before it too. Each case keeps a line that it "
                + "was done, and the chain still holds; backups made before are not touched.",
            examples: [
                Example(
                    zh: "caseadm bulk erase --reason 保存期满",
                    en: "caseadm bulk erase --reason 'time is over'"),
                Example(
                    zh: "caseadm bulk erase --workflow 代表建议 --reason 保存期满 --run",
                    en: "caseadm bulk erase --workflow proposal --reason 'time is over' --run"),
            ]),
        "bulk attach": HelpText(
            zh:
                "预演把同一份文书归入多件案卷,文件只传一次;案卷中已有该文书的不再归。核对后用 "
                + "bulk run 编号 执行。",
            en:
                "Says which cases would get one document on their file; it is sent once, and a "
                + "case that has it already is left as it is. Then carry it out with bulk run and "
                + "its number.",
            examples: [
                Example(
                    zh:
                        "caseadm bulk attach 座谈记录.pdf --workflow 代表建议 --state 收悉 "
                        + "--kind 沟通记录",
                    en:
                        "caseadm bulk attach meeting.pdf --workflow proposal --state received "
                        + "--kind contact_record"),
                Example(
                    zh:
                        "caseadm bulk attach 交办通知.pdf 8 9 --kind 交办通知 --number 示人大〔"
                        + "2025〕3号",
                    en:
                        "caseadm bulk attach assignment.pdf 8 9 --kind assignment --number 示人"
                        + "大〔2025〕3号"),
            ]),
        "bulk cancel": HelpText(
            zh: "中止批量操作,限提出人或者系统管理员。已办的不退回,尚未办的不再办理。",
            en:
                "Stops a bulk action; its author or an administrator may. What is done stays "
                + "done, and the rest is not begun.",
            examples: [
                Example(zh: "caseadm bulk cancel 3", en: "caseadm bulk cancel 3"),
                Example(
                    zh: "caseadm bulk cancel 4 --output json",
                    en: "caseadm bulk cancel 4 --output json"),
            ]),
        "bulk list": HelpText(
            zh: "列出批量操作:种类、进度、已办和未成的件数、理由。",
            en:
                "Lists bulk actions with their kind, progress, the numbers done and failed, and "
                + "the reason.",
            examples: [
                Example(zh: "caseadm bulk list", en: "caseadm bulk list"),
                Example(
                    zh: "caseadm bulk list --output csv-excel",
                    en: "caseadm bulk list --output csv-excel"),
            ]),
        "bulk plan": HelpText(
            zh:
                "预演对多件办理同一事项,逐件说明能否办理、结果如何,不办理任何事。写件号,或者用 "
                + "--workflow、--state、--office 选定。核对后用 bulk run 编号 执行。",
            en:
                "Says what one step would do to each of many cases, and does nothing. Name the "
                + "cases, or choose them with --workflow, --state and --office. Then carry the "
                + "plan out with bulk run and its number.",
            examples: [
                Example(
                    zh: "caseadm bulk plan 签收 --workflow 代表建议 --state 已交办",
                    en: "caseadm bulk plan sign_for --workflow proposal --state assigned"),
                Example(
                    zh:
                        "caseadm bulk plan 登记承诺 8 9 承诺事项=增设老年助餐点 承诺期限"
                        + "=2025-12-31",
                    en:
                        "caseadm bulk plan promise 8 9 promise_text=增设老年助餐点 "
                        + "promise_due=2025-12-31"),
            ]),
        "bulk run": HelpText(
            zh:
                "执行已预演的批量操作,等到办完并逐件显示结果。某件未成不影响其他件。加 "
                + "--no-wait 不等待,结果随后用 bulk show 查看。",
            en:
                "Carries out a plan, waits for its end and shows how each case went. One case "
                + "that fails does not hold up the others. With --no-wait it returns at once; see "
                + "bulk show.",
            examples: [
                Example(zh: "caseadm bulk run 1", en: "caseadm bulk run 1"),
                Example(zh: "caseadm bulk run 2 --no-wait", en: "caseadm bulk run 2 --no-wait"),
            ]),
        "bulk show": HelpText(
            zh:
                "逐件查看批量操作的结果,未成的说明原因。--only failed 只看未成的,改正后重新预演"
                + "即可。",
            en:
                "Shows how a bulk action went, case by case, with the reason where one failed. "
                + "--only failed shows those alone; mend the cause and plan them anew.",
            examples: [
                Example(zh: "caseadm bulk show 1", en: "caseadm bulk show 1"),
                Example(
                    zh: "caseadm bulk show 1 --only failed",
                    en: "caseadm bulk show 1 --only failed"),
            ]),
    ]
}
