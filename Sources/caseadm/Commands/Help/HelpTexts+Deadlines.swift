// SPDX-License-Identifier: Apache-2.0

/// Deadlines and reminders.
extension HelpText {
    static let deadlines: [String: HelpText] = [
        "calc": HelpText(
            zh:
                "试算期限,与任何案件无关:写时限的名称(流程.时限),或者写一段期间,如5个工作日、3个"
                + "月。--profile 换用某地规则,--pause 扣除若干天,截止日当天不扣除。",
            en:
                "Reckons a period apart from any case: a clock as WORKFLOW.CLOCK, or a length "
                + "such as 5 workdays or 3 months. --profile takes the rules of a place; --pause "
                + "leaves days out, up to but not including the second.",
            examples: [
                Example(
                    zh: "caseadm calc 5个工作日 --from 2025-04-01 --summary",
                    en: "caseadm calc '5 workdays' --from 2025-04-01 --summary"),
                Example(
                    zh:
                        "caseadm calc 代表建议.答复时限 --from 2025-04-01 --profile cn-henan "
                        + "--summary",
                    en:
                        "caseadm calc proposal.reply --from 2025-04-01 --profile cn-henan "
                        + "--summary"),
            ]),
        "digest": HelpText(
            zh:
                "查看一个单位某个工作日早晨的办理情况:逾期、即将到期和待办的件,末尾附历史链的链"
                + "头,可作凭据。未写日期的为最近一次。--view 只看筛选方案现在列出的案件。",
            en:
                "Shows an office's list of one working morning: what is late, what falls due "
                + "and what waits. It ends with the head of the chain, which serves as evidence. "
                + "Without a day, the newest list is shown. --view leaves only the cases that a saved "
                + "view lists now.",
            examples: [
                Example(zh: "caseadm digest 示例市民政局", en: "caseadm digest mzj"),
                Example(
                    zh: "caseadm digest 示例市民政局 --on 2025-04-28",
                    en: "caseadm digest mzj --on 2025-04-28"),
            ]),
        "due": HelpText(
            zh:
                "列出到期和逾期的事项,按灯色排列,逾期的在前。督查人员每天早上查看;经办人员加 "
                + "--mine 只看本单位的。权利期、等待期须加 --windows 才列出。--as-of 列出截至某日正在运行的时限,"
                + "灯色按当日;--known-on 只算到当日已登记的内容。",
            en:
                "Lists what falls due and what is late, by light, the late first. Supervisors "
                + "look each morning; --mine shows only what your offices hold. Rights and "
                + "waiting times are listed with --windows only. --as-of lists what ran on a day, "
                + "with its light of then; --known-on counts only what was recorded by a day.",
            examples: [
                Example(zh: "caseadm due --within 14天", en: "caseadm due --within 14d"),
                Example(
                    zh: "caseadm due --overdue --office 示例市民政局",
                    en: "caseadm due --overdue --office mzj"),
            ]),
        "explain": HelpText(
            zh:
                "逐日说明一个期限如何算出:哪天起算、哪些天计入、哪些是节假日或者调休上班日、依据"
                + "哪一条。对期限有疑问或者须向他人说明时使用。",
            en:
                "Shows how a limit was reckoned, day by day: where it starts, which days count, "
                + "which are holidays or make-up workdays, and under which article. Use it when a "
                + "date is in doubt or must be explained.",
            examples: [
                Example(
                    zh: "caseadm explain 7 答复时限",
                    en: "caseadm explain JY-2025-000001 reply"),
                Example(
                    zh: "caseadm explain 7 --summary",
                    en: "caseadm explain JY-2025-000001 --summary"),
            ]),
        "notice": HelpText(
            zh:
                "查看系统发出过哪些提醒、催办、告知和每日清单:何时、发给谁、内容、是否迟发。用来"
                + "核对某单位是否已被提醒。默认最近100项。",
            en:
                "Shows the warnings, reminders, escalations and daily lists that were given: "
                + "when, to whom, what, and whether late. Use it to prove that an office was "
                + "told. The newest 100 are shown unless you set --limit.",
            examples: [
                Example(zh: "caseadm notice 7", en: "caseadm notice JY-2025-000001"),
                Example(
                    zh: "caseadm notice --office 示例市民政局 --since 4月1日",
                    en: "caseadm notice --office mzj --since 2025-04-01"),
            ]),
    ]
}
