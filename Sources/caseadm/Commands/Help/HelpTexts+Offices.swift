// SPDX-License-Identifier: Apache-2.0

/// Offices and who acts for whom.
extension HelpText {
    static let offices: [String: HelpText] = [
        "delegate": HelpText(
            zh:
                "请假、出差期间由他人代办。委托由本人或者系统管理员登记,到期自动结束,历史中留两"
                + "人姓名。",
            en:
                "Lets somebody act for a person who is absent. The absent person or an "
                + "administrator records it; it ends by itself, and the history keeps both names.",
            examples: [
                Example(zh: "caseadm delegate list", en: "caseadm delegate list"),
                Example(
                    zh: "caseadm delegate add 张三 赵六 --until 2025-04-30 --office 示例市民政局",
                    en: "caseadm delegate add 张三 赵六 --until 2025-04-30 --office mzj"),
            ]),
        "delegate add": HelpText(
            zh:
                "登记授权代办:前一人为委托人,后一人为代办人,--until 为最后一日。可以只限某个单位"
                + "或者某个角色,角色写代码。不能追认已过的日期。",
            en:
                "Records that somebody acts for another: first who is absent, then who acts, "
                + "with the last day in --until. It may be held to one office or one role, the "
                + "role by its code. Nothing is delegated after the fact.",
            examples: [
                Example(
                    zh: "caseadm delegate add 张三 赵六 --until 2025-04-30 --office 示例市民政局",
                    en: "caseadm delegate add 张三 赵六 --until 2025-04-30 --office mzj"),
                Example(
                    zh:
                        "caseadm delegate add 张三 孙七 --from 2025-04-01 --until 2025-04-15 "
                        + "--role assigner",
                    en:
                        "caseadm delegate add 张三 孙七 --from 2025-04-01 --until 2025-04-15 "
                        + "--role assigner"),
            ]),
        "delegate end": HelpText(
            zh: "提前结束授权代办,如委托人已返岗。编号见 delegate list。",
            en:
                "Ends a delegation before its time, such as when the absent person is back. "
                + "delegate list shows the numbers.",
            examples: [
                Example(zh: "caseadm delegate end 1", en: "caseadm delegate end 1"),
                Example(
                    zh: "caseadm delegate end 2 --output json",
                    en: "caseadm delegate end 2 --output json"),
            ]),
        "delegate list": HelpText(
            zh: "列出谁代谁办理、范围和起止日期;--all 连同已结束的。",
            en:
                "Lists who acts for whom, for what and from when to when; with --all also what "
                + "is over.",
            examples: [
                Example(zh: "caseadm delegate list", en: "caseadm delegate list"),
                Example(zh: "caseadm delegate list --all", en: "caseadm delegate list --all"),
            ]),
        "office": HelpText(
            zh:
                "管理单位名录:添加、更名、并入、撤销。代码终身不变,旧名称仍可查到。改动限系统管"
                + "理员,均记入历史。",
            en:
                "Keeps the directory of offices: add, rename, merge, close. A code never "
                + "changes, and former names are still found. Changes are for administrators, and "
                + "the history tells of them.",
            examples: [
                Example(zh: "caseadm office list", en: "caseadm office list"),
                Example(
                    zh: "caseadm office add mzj 示例市民政局 --place 示例市 --alias 市民政局",
                    en: "caseadm office add mzj 示例市民政局 --place 示例市 --alias 市民政局"),
            ]),
        "office add": HelpText(
            zh:
                "添加单位,或者补充、修改已有单位:写出的更改或增加,未写的保留。代码一经使用不再改"
                + "变。--profile 决定其案件适用哪个地方的规则,--channel 决定函件如何送达。",
            en:
                "Adds an office, or adds to one that is there: what is given is changed, the "
                + "rest stays. Its code never changes. --profile says which place's rules its "
                + "cases follow, --channel how letters reach it.",
            examples: [
                Example(
                    zh: "caseadm office add mzj 示例市民政局 --place 示例市 --alias 市民政局",
                    en: "caseadm office add mzj 示例市民政局 --place 示例市 --alias 市民政局"),
                Example(
                    zh: "caseadm office add jyj 示例市教育局 --place 示例市 --channel spool",
                    en: "caseadm office add jyj 示例市教育局 --place 示例市 --channel spool"),
            ]),
        "office close": HelpText(
            zh:
                "撤销单位。有未结案件的须用 --successor 指明承接单位,由其人员接办;确实无人承接的"
                + "加 --even-so,此后 status 一直提示。先加 --dry-run 看影响哪些件。",
            en:
                "Ends an office. While it has open cases, --successor must name the office "
                + "whose people carry them on; with --even-so it is closed without one, and "
                + "status keeps saying so. See first with --dry-run which cases are concerned.",
            examples: [
                Example(
                    zh: "caseadm office close 示例市督查室 --dry-run",
                    en: "caseadm office close dcs --dry-run"),
                Example(
                    zh: "caseadm office close 示例市督查室 --successor 示例市民政局",
                    en: "caseadm office close dcs --successor mzj"),
            ]),
        "office import": HelpText(
            zh:
                "从 CSV 或者 .xlsx 文件批量添加单位,逐行显示结果。先加 --dry-run 预演,不写入。有"
                + "被拒的行时,退出码为1。",
            en:
                "Adds offices from a CSV or .xlsx file and tells how each row went. Rehearse "
                + "with --dry-run, which writes nothing. The exit code is 1 when a row was "
                + "refused.",
            examples: [
                Example(
                    zh: "caseadm office import 单位.csv --dry-run",
                    en: "caseadm office import offices.csv --dry-run"),
                Example(
                    zh: "caseadm office import 单位.csv",
                    en: "caseadm office import offices.csv"),
            ]),
        "office list": HelpText(
            zh: "列出全部单位:代码、名称、别名、地方、职责、送达渠道、上级和撤销情况。",
            en:
                "Lists all offices with code, name, other names, place, duties, channel, the "
                + "office above and whether they are closed.",
            examples: [
                Example(zh: "caseadm office list", en: "caseadm office list"),
                Example(
                    zh: "caseadm office list --output csv-excel",
                    en: "caseadm office list --output csv-excel"),
            ]),
        "office merge": HelpText(
            zh: "单位并入另一单位:原单位撤销,承接单位的人员接办其未结案件。先加 --dry-run 试算。",
            en:
                "Merges an office into another: it ends, and the other's people carry its open "
                + "cases on. See first with --dry-run.",
            examples: [
                Example(
                    zh: "caseadm office merge lyj --into wgj --dry-run",
                    en: "caseadm office merge lyj --into wgj --dry-run"),
                Example(
                    zh:
                        "caseadm office merge 示例市旅游局 --into 示例市文化和旅游局 --on "
                        + "2025-03-27",
                    en: "caseadm office merge lyj --into wgj --on 2025-03-27"),
            ]),
        "office rename": HelpText(
            zh: "单位更名,代码不变;旧名称仍可查到,历史不改。--on 写新名称启用日期,不能晚于今天。",
            en:
                "Gives an office another name; its code stays, the former name is still found, "
                + "and the history is not rewritten. --on is the first day of the new name, and "
                + "not after today.",
            examples: [
                Example(
                    zh: "caseadm office rename wgj 示例市文化和旅游局",
                    en: "caseadm office rename wgj 示例市文化和旅游局"),
                Example(
                    zh: "caseadm office rename 示例市教育局 示例市教育和体育局 --on 2025-03-20",
                    en: "caseadm office rename jyj 示例市教育和体育局 --on 2025-03-20"),
            ]),
    ]
}
