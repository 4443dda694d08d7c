// SPDX-License-Identifier: Apache-2.0

/// Workflows, rules and holidays.
extension HelpText {
    static let rules: [String: HelpText] = [
        "calendar": HelpText(
            zh: "查看放假安排,按新的放假安排重算期限。新的安排用 workflow install 安装。",
            en:
                "Shows the holidays, and reckons dates anew by a newer notice. A new notice "
                + "comes in with workflow install.",
            examples: [
                Example(zh: "caseadm calendar show", en: "caseadm calendar show"),
                Example(
                    zh: "caseadm calendar recount --reason 放假安排公布",
                    en: "caseadm calendar recount --reason 'holidays announced'"),
            ]),
        "calendar recount": HelpText(
            zh:
                "按最新的放假安排重算在办件的期限。未到的日期本会自动重算;已过的日期只有加 "
                + "--past 才重算。须写明理由。",
            en:
                "Reckons the dates of open cases by the newest holidays. Dates to come are "
                + "reckoned anew by themselves, dates that have passed only with --past. A reason "
                + "is needed.",
            examples: [
                Example(
                    zh: "caseadm calendar recount --reason 放假安排公布",
                    en: "caseadm calendar recount --reason 'holidays announced'"),
                Example(
                    zh: "caseadm calendar recount --past --reason 放假安排更正",
                    en: "caseadm calendar recount --past --reason 'holidays corrected'"),
            ]),
        "calendar show": HelpText(
            zh: "查看已录入的放假安排:覆盖到哪一天、各次通知的公布日和文号、现行的是哪一次。",
            en:
                "Shows the holidays on record: until when they are known, the notices with "
                + "their days and numbers, and which is in force.",
            examples: [
                Example(zh: "caseadm calendar show", en: "caseadm calendar show"),
                Example(
                    zh: "caseadm calendar show --output csv-excel",
                    en: "caseadm calendar show --output csv-excel"),
            ]),
        "workflow": HelpText(
            zh: "查看、检查和更换流程与规则。规则是文件,不用编程即可修改;先预演,再安装,可以退回。",
            en:
                "Shows, checks and replaces workflows and rules. Rules are files that are "
                + "changed without programming: preview them, install them, and go back if need "
                + "be.",
            examples: [
                Example(zh: "caseadm workflow list", en: "caseadm workflow list"),
                Example(zh: "caseadm workflow show 代表建议", en: "caseadm workflow show proposal"),
            ]),
        "workflow check": HelpText(
            zh:
                "检查规则文件,逐行指出错误和提示,如没有出处的期限、未核原文的法条。不写文件则检"
                + "查现行规则。只检查,不安装。",
            en:
                "Checks rulebook files and points out errors and remarks by line, such as a "
                + "limit without a source or an article not yet read. Without files it checks the "
                + "rules in force. It installs nothing.",
            examples: [
                Example(zh: "caseadm workflow check", en: "caseadm workflow check"),
                Example(zh: "caseadm workflow check 规则/", en: "caseadm workflow check my-rules/"),
            ]),
        "workflow diagram": HelpText(
            zh: "画一个流程的流程图:mermaid 可放入 Markdown 文档,dot 供 Graphviz 制图。",
            en: "Draws a workflow: mermaid goes into a Markdown page, dot is for Graphviz.",
            examples: [
                Example(
                    zh: "caseadm workflow diagram 代表建议 > 流程图.mmd",
                    en: "caseadm workflow diagram proposal > proposal.mmd"),
                Example(
                    zh: "caseadm workflow diagram 代表建议 --format dot > 流程图.dot",
                    en: "caseadm workflow diagram proposal --format dot > proposal.dot"),
            ]),
        "workflow handbook": HelpText(
            zh:
                "输出一个流程的手册页,供培训、印发和律师核对:流程图、条件、时限、依据,以及尚须核"
                + "对之处。",
            en:
                "Writes a workflow's page of the handbook, to train, to print and for a lawyer "
                + "to check: diagram, conditions, limits, articles, and what is still to be "
                + "verified.",
            examples: [
                Example(
                    zh: "caseadm workflow handbook 代表建议 > 手册.md",
                    en: "caseadm workflow handbook proposal > handbook.md"),
                Example(
                    zh: "caseadm workflow handbook 代表建议 --profile cn-henan",
                    en: "caseadm workflow handbook proposal --profile cn-henan"),
            ]),
        "workflow install": HelpText(
            zh:
                "安装规则或者新的放假安排,限系统管理员,须写明理由。新立的件适用新规则,在办的件不"
                + "变,需要换用的再执行 workflow migrate。规则有误的不予安装。",
            en:
                "Puts rules, or a new notice of holidays, in force; for administrators, with a "
                + "reason. New cases follow them and open ones stay as they are until workflow "
                + "migrate. Rules with an error are not installed.",
            examples: [
                Example(
                    zh: "caseadm workflow install 规则/ --reason 示例办法施行",
                    en: "caseadm workflow install my-rules/ --reason 'sample measures in force'"),
                Example(
                    zh: "caseadm workflow install cn-holidays.csv --reason 放假安排公布",
                    en: "caseadm workflow install cn-holidays.csv --reason 'holidays announced'"),
            ]),
        "workflow installed": HelpText(
            zh: "列出规则的安装记录:编号、时间、哪一次现行。退回前在此查编号。",
            en:
                "Lists the rules installed so far: number, time and which are in force. Look "
                + "here before you roll back.",
            examples: [
                Example(zh: "caseadm workflow installed", en: "caseadm workflow installed"),
                Example(
                    zh: "caseadm workflow installed --output json",
                    en: "caseadm workflow installed --output json"),
            ]),
        "workflow list": HelpText(
            zh: "列出现行的流程和地方规则及其代码。立件、统计时写的流程名称,在此查对。",
            en:
                "Lists the workflows and the rules of places that are in force, with their "
                + "codes. Look here for the names that open, list and report take.",
            examples: [
                Example(zh: "caseadm workflow list", en: "caseadm workflow list"),
                Example(
                    zh: "caseadm workflow list --output csv-excel",
                    en: "caseadm workflow list --output csv-excel"),
            ]),
        "workflow migrate": HelpText(
            zh:
                "把在办件换到现行规则,限系统管理员,须写明理由。按批量操作逐件办理,每件记一行,不"
                + "能换用的说明原因。先用 workflow preview 查看影响。",
            en:
                "Moves open cases to the rules in force; for administrators, with a reason. It "
                + "is a bulk action with a line in each case, and tells why one cannot be moved. "
                + "See first what workflow preview says.",
            examples: [
                Example(
                    zh: "caseadm workflow migrate 代表建议 --reason 示例办法施行",
                    en: "caseadm workflow migrate proposal --reason 'sample measures in force'"),
                Example(
                    zh: "caseadm workflow migrate --reason 示例办法施行",
                    en: "caseadm workflow migrate --reason 'sample measures in force'"),
            ]),
        "workflow preview": HelpText(
            zh:
                "预演新规则:哪些在办件可以换用、哪些日期会变、因此逾期的有几处,不改动任何内容。"
                + "安装之前必看。不写文件则预演把在办件换到现行规则。",
            en:
                "Says what new rules would change: which open cases could move to them, which "
                + "dates would shift and which would be late. It changes nothing; look before you "
                + "install. Without files, it rehearses moving the open cases to the rules in "
                + "force.",
            examples: [
                Example(
                    zh: "caseadm workflow preview 规则/",
                    en: "caseadm workflow preview my-rules/"),
                Example(zh: "caseadm workflow preview", en: "caseadm workflow preview"),
            ]),
        "workflow rollback": HelpText(
            zh: "退回到以前安装的规则,限系统管理员。编号见 workflow installed。只影响此后立的件。",
            en:
                "Puts rules that were installed earlier in force again; for administrators. "
                + "workflow installed shows the numbers. It concerns cases opened from then on.",
            examples: [
                Example(
                    zh: "caseadm workflow rollback 2 --reason 退回上一版",
                    en: "caseadm workflow rollback 2 --reason 'back to the last version'"),
                Example(
                    zh: "caseadm workflow rollback 1 --reason 恢复出厂规则",
                    en: "caseadm workflow rollback 1 --reason 'back to the shipped rules'"),
            ]),
        "workflow show": HelpText(
            zh:
                "查看一个流程:状态、事项、内容、角色、文书、时限和转换条件,各项均列代码和名称。"
                + "--profile 按某地的期限显示。",
            en:
                "Shows a workflow: its states, steps, fields, roles, documents, clocks and "
                + "conditions, each with code and label. With --profile it has the figures of a "
                + "place.",
            examples: [
                Example(zh: "caseadm workflow show 代表建议", en: "caseadm workflow show proposal"),
                Example(
                    zh: "caseadm workflow show 代表建议 --profile cn-fujian",
                    en: "caseadm workflow show proposal --profile cn-fujian"),
            ]),
    ]
}
