// SPDX-License-Identifier: Apache-2.0

/// The cases themselves.
extension HelpText {
    static let cases: [String: HelpText] = [
        "act": HelpText(
            zh:
                "办理:在案件中登记一个事项,如受理、交办、签收、沟通、答复,状态和时限随之变动。条"
                + "件不具备的不予办理,并逐项说明还缺什么、依据哪一条、由谁补办。拿不准时先加 "
                + "--dry-run 试算,不写入任何内容。",
            en:
                "Records one step of a case, such as accepting, assigning, signing for or "
                + "answering; its state and limits follow. When something is missing the step is "
                + "refused, and you are told what, under which article, and who can supply it. "
                + "With --dry-run you see the outcome and nothing is written.",
            examples: [
                Example(
                    zh: "caseadm act 7 交办 办理方式=独办 主办单位=示例市民政局",
                    en: "caseadm act JY-2025-000001 assign mode=sole lead=mzj"),
                Example(zh: "caseadm act 7 签收", en: "caseadm act JY-2025-000001 sign_for"),
            ]),
        "annul": HelpText(
            zh:
                "撤销误办的事项:状态和时限按其余事项重新确定,原记录仍然保留,另记一行撤销及理由。"
                + "须有本单位的更正人角色。附错的文书撤销 attach,误登的送达撤销 deliver,误立的件撤"
                + "销 open;先加 --dry-run 看后果。",
            en:
                "Takes back a step that was recorded by mistake. State and limits become what "
                + "the remaining steps make of them; the record stays, and the annulment is a "
                + "line of its own with its reason. You need the role of corrector in your "
                + "office. Use attach for a document filed by mistake, deliver for deliveries, "
                + "open for the whole case, and look first with --dry-run.",
            examples: [
                Example(
                    zh: "caseadm annul 7 签收 --reason 误签 --dry-run",
                    en:
                        "caseadm annul JY-2025-000001 sign_for --reason 'signed by mistake' "
                        + "--dry-run"),
                Example(
                    zh: "caseadm annul 7 attach --reason 附错文书",
                    en: "caseadm annul JY-2025-000001 attach --reason 'wrong document'"),
            ]),
        "correct": HelpText(
            zh:
                "更正已登记事项的内容或者日期:另记一行更正,时限随之重算,原记录保留。须有本单位的"
                + "更正人角色,必须写明理由。未写事项的,更正最后一次填写该内容的事项。",
            en:
                "Puts right a field or the day of a recorded step. The correction is a line of "
                + "its own, the limits are reckoned anew, and the first record stays. You need "
                + "the role of corrector and must give a reason. Without a step, the last one "
                + "that gave the field is meant.",
            examples: [
                Example(
                    zh: "caseadm correct 7 签收 --on 2025-03-28 --reason 登记日期有误",
                    en:
                        "caseadm correct JY-2025-000001 sign_for --on 2025-03-28 --reason "
                        + "'wrong day entered'"),
                Example(
                    zh: "caseadm correct 7 标题=关于社区居家养老服务的建议 --reason 标题录入有误",
                    en:
                        "caseadm correct JY-2025-000001 title=关于社区居家养老服务的建议 "
                        + "--reason 'title mistyped'"),
            ]),
        "history": HelpText(
            zh:
                "查看一件的办理经过:每一步何时发生、由谁办理、由谁录入、改了哪些内容。答复询问、"
                + "交接工作、核对责任时使用。行号可用于 annul 和 correct。--by 列出某人在一段时间内办理的事项"
                + "(含他人代办的),限于您有权查看的案件。",
            en:
                "Shows what was done in a case, step by step: when it happened, who did it, who "
                + "entered it, and what changed. Use it to answer questions, hand work over or "
                + "settle who did what. Its line numbers serve annul and correct. --by lists what a "
                + "person did in a period, with what others did for him, in cases that you may read.",
            examples: [
                Example(zh: "caseadm history 7", en: "caseadm history JY-2025-000001"),
                Example(
                    zh: "caseadm history --by 李伟 --from 5月1日 --to 5月31日",
                    en: "caseadm history --by liwei --from 2025-05-01 --to 2025-05-31"),
            ]),
        "list": HelpText(
            zh:
                "列出您有权查看的案件,各项条件须同时满足。每天先看 --mine:待本单位办理的件。默认"
                + "最多100件,--limit 0 为全部;--output xlsx 的结果可直接用表格软件打开。指定流程的,"
                + "--columns 全部 列出每项内容和角色:改过的表用 import 读回,逐格说明与案件不同之处;"
                + "没有改的,说明内容相同。--as-of、--known-on 列出某日的情况。",
            en:
                "Lists the cases you may read that match everything you ask for. Begin the day "
                + "with --mine, what waits for your offices. At most 100 are shown unless you set "
                + "--limit; --output xlsx gives a file that a spreadsheet opens as it is. Of one "
                + "workflow --columns all lists every field and role: import reads such a table "
                + "back and tells cell by cell what differs from the cases, or that nothing does. "
                + "--as-of and --known-on list the cases as they stood on another day.",
            examples: [
                Example(
                    zh: "caseadm list --mine --light 绿",
                    en: "caseadm list --mine --light green"),
                Example(
                    zh: "caseadm list --workflow 代表建议 --state 收悉 --sort 立件",
                    en: "caseadm list --workflow proposal --state received --sort opened"),
                Example(
                    zh: "caseadm list --workflow 代表建议 --columns 全部 --limit 0 --output xlsx",
                    en:
                        "caseadm list --workflow proposal --columns all --limit 0 --output xlsx"),
            ]),
        "view": HelpText(
            zh: "把常用的 list 条件存为有名称的筛选方案,可以自用,也可以与本单位的人共用。",
            en:
                "Keeps what you ask lists for under a name, for yourself or for everybody in your "
                + "office.",
            examples: [
                Example(
                    zh: "caseadm view save 红灯 --light 红 --open --sort 立件",
                    en: "caseadm view save late --light red --open --sort opened"),
                Example(
                    zh: "caseadm list --view 红灯", en: "caseadm list --view late"),
            ]),
        "view save": HelpText(
            zh:
                "保存筛选方案:条件与 list 的相同,同名的被替换。--share 写本人所在单位,该单位的人即可"
                + "使用,但只有本人可以改。保存前先试查一次,条件不能用的不保存。",
            en:
                "Keeps conditions of list under a name; one of the same name is replaced. With "
                + "--share the people of one of your offices use it too, and only you change it. "
                + "The conditions are tried once first: what cannot be asked is not kept.",
            examples: [
                Example(
                    zh: "caseadm view save 本届民生 --workflow 代表建议 --session 十届三次",
                    en: "caseadm view save session --workflow proposal --session 十届三次"),
                Example(
                    zh: "caseadm view save 待办 --mine --share 示例市民政局",
                    en: "caseadm view save desk --mine --share mzj"),
            ]),
        "view list": HelpText(
            zh: "列出本人保存的筛选方案,以及别人与本单位共用的,连同各自的条件。",
            en: "Lists the views you saved, and those that others share with your offices.",
            examples: [
                Example(zh: "caseadm view list", en: "caseadm view list"),
                Example(
                    zh: "caseadm view list --output json", en: "caseadm view list --output json"),
            ]),
        "view remove": HelpText(
            zh: "删去本人保存的一个筛选方案;别人共用的由其本人删去。案件不受影响。",
            en:
                "Removes a view you saved; one that somebody shares is removed by himself. No case "
                + "changes.",
            examples: [
                Example(zh: "caseadm view remove 红灯", en: "caseadm view remove late"),
                Example(zh: "caseadm view remove 待办", en: "caseadm view remove desk"),
            ]),
        "open": HelpText(
            zh:
                "立件:收到建议、提案、线索或者申请后,由有立件权的单位登记,系统编件号并起算时限。"
                + "内容写成“名称=值”,名称用中文或者代码均可。缺少必填内容的不予立件,并列出所缺各"
                + "项;以前已到后续阶段的件用 --at、--fact 补录。",
            en:
                "Opens a case: the office that received a suggestion, proposal, tip or "
                + "application registers it, and the daemon gives it a number and starts its "
                + "limits. Fields are written as name=value, by label or code. What lacks a "
                + "required field is not opened, and each missing field is named; --at and --fact "
                + "enter a case that was already further on.",
            examples: [
                Example(
                    zh:
                        "caseadm open 代表建议 会议=示例市人大 届次=十届三次 建议编号=7 标题=关"
                        + "于社区养老服务的建议 提出人=李四 闭会日期=2025-03-10",
                    en:
                        "caseadm open proposal assembly=示例市人大 session=十届三次 number=7 "
                        + "title=关于社区养老服务的建议 proposers=李四 "
                        + "session_closed_on=2025-03-10"),
                Example(
                    zh:
                        "caseadm open 投诉举报 被举报对象=示例协会 举报内容=未公开收费标准 收到"
                        + "日期=3月26日 举报渠道=来信",
                    en:
                        "caseadm open tip party_name=示例协会 content=未公开收费标准 "
                        + "received_on=2025-03-26 channel=Letter"),
            ]),
        "report": HelpText(
            zh:
                "统计一个流程的指标:办结率、按期答复率、满意率等,逐项列出分子、分母和截止日。默"
                + "认按立件日期计,--by 改按某事项的日期,--per 按单位、地区或者届次等分列。只计您有"
                + "权查看的件。--as-of 统计某日的情况,--known-on 只用某日已登记的内容。--beside 把另一期并"
                + "列在旁,写明增减。report "
                + "circular(通报)生成月度通报:各单位交办、答复、在办、逾期、催办、评价、名次和逾期件,"
                + "--file 存为文书。",
            en:
                "Counts the figures of a workflow, such as the shares closed, answered in time "
                + "or rated as satisfactory, each with numerator, denominator and cut-off day. "
                + "Cases count by the day they were opened, or with --by by the day of a step; "
                + "--per gives each office, place or session by itself. Only cases you may read "
                + "are counted. --as-of counts the world as it was on a day, --known-on what "
                + "had been recorded by then. --beside puts another period next to it, with what "
                + "changed. report circular tells of a month: what each "
                + "office was assigned, answered, has in hand and is late with, and who is "
                + "late; --file makes it a document.",
            examples: [
                Example(
                    zh: "caseadm report 通报 --month 上月 --file 通报.docx",
                    en: "caseadm report circular --month 2025-05 --file circular.docx"),
                Example(
                    zh: "caseadm report 代表建议 --from 2025-01-01 --per 单位",
                    en: "caseadm report proposal --from 2025-01-01 --per office"),
                Example(
                    zh: "caseadm report 代表建议 --by 签收 --from 2025-01-01 --to 2025-12-31",
                    en: "caseadm report proposal --by sign_for --from 2025-01-01 --to 2025-12-31"),
                Example(
                    zh: "caseadm report 代表建议 --from 2025-01-01 --to 2025-06-30 --beside 去年同期",
                    en:
                        "caseadm report proposal --from 2025-01-01 --to 2025-06-30 --beside last-year"
                ),
            ]),
        "show": HelpText(
            zh:
                "查看一件:状态、承办单位、内容、时限、文书和送达。件号可以写纸面上的编号,如 7 或"
                + "者发文字号;有多件相符的,逐件列出。无权查看的件与不存在的件答复相同。",
            en:
                "Shows one case: its state, offices, fields, limits, documents and deliveries. "
                + "You may name it by the number on the paper, such as 7, or by a letter number; "
                + "where several match, they are listed. A case you may not read is answered as "
                + "if it did not exist.",
            examples: [
                Example(zh: "caseadm show 7", en: "caseadm show 7"),
                Example(zh: "caseadm show 7 --all", en: "caseadm show JY-2025-000001 --all"),
            ]),
        "watch": HelpText(
            zh:
                "随时显示新的办理记录,按 Ctrl-C 结束;写件号则只看该件。服务重启后自动接续,不漏不"
                + "重。其他程序可用 --output json 逐行读取,用 --after 从上次的行号接续。",
            en:
                "Shows new records as they are written, for all cases or one, until you press "
                + "Ctrl-C. It goes on by itself when the daemon restarts, and loses or repeats "
                + "nothing. Programs read it with --output json and resume with --after.",
            examples: [
                Example(zh: "caseadm watch 7", en: "caseadm watch JY-2025-000001"),
                Example(
                    zh: "caseadm watch --after 0 --until 5",
                    en: "caseadm watch --after 0 --until 5"),
            ]),
        "why": HelpText(
            zh:
                "说明一件现在能办什么、不能办什么:逐个事项列出由谁办、须附什么、还缺哪些条件、依"
                + "据哪一条、如何补齐。只看一个事项的写上该事项,还可附上拟填的内容一并判断。",
            en:
                "Tells what can and cannot be done in a case now. For each step it lists who "
                + "may take it, what must come with it, what is missing, under which article, and "
                + "how to supply it. Name one step to see only that, with the fields you mean to "
                + "give.",
            examples: [
                Example(zh: "caseadm why 7", en: "caseadm why JY-2025-000001"),
                Example(
                    zh: "caseadm why 7 答复 发文字号=示民函〔2025〕1号",
                    en: "caseadm why JY-2025-000001 answer letter_number=示民函〔2025〕1号"),
            ]),
    ]
}
