// SPDX-License-Identifier: Apache-2.0

/// What is read into cases, and handed over.
extension HelpText {
    static let imports: [String: HelpText] = [
        "export": HelpText(
            zh: "导出整卷或者核验导出的案卷。移交、调卷、归档备份时使用。",
            en:
                "Exports a whole case, or verifies such an export. Use it to hand over, lend or "
                + "keep a file.",
            examples: [
                Example(
                    zh: "caseadm export 7 案卷.zip",
                    en: "caseadm export JY-2025-000001 case.zip"),
                Example(zh: "caseadm export verify 案卷.zip", en: "caseadm export verify case.zip"),
            ]),
        "export make": HelpText(
            zh:
                "导出整卷:案卷目录、您有权查阅的全部文书、时限逐日说明和办理经过,成为一个目录或"
                + "者一个 .zip 文件,可打印、可脱机核验。已有的文件不覆盖,除非加 --force。请另行保"
                + "存显示的封印。make 可省略。",
            en:
                "Exports a whole case into a folder or a .zip file: index, every document you "
                + "may read, the limits day by day and the history, to be printed or verified "
                + "without the daemon. An export that is there is not replaced without --force. "
                + "Keep the seal it prints in another place. The word make may be left out.",
            examples: [
                Example(
                    zh: "caseadm export 7 案卷.zip",
                    en: "caseadm export JY-2025-000001 case.zip"),
                Example(
                    zh: "caseadm export 7 案卷 --force",
                    en: "caseadm export JY-2025-000001 case --force"),
            ]),
        "export public": HelpText(
            zh:
                "更新公开目录:把您有权查看、已按流程公开或者公示、仍在公示期内的文本写成网页和清单"
                + "(index.html、index.json),可直接放到单位网站。不再公开的和期满的撤下;文本里有身份证"
                + "号、银行卡号、手机号码,还有待填写之处,或者读不出文字(如扫描件)的,不写入并列出件号;人工"
                + "核对后用 --even-so。无权查看的件,原有的保持不变。",
            en:
                "Brings a folder up to date that a web site shows as it is: a page for each text that "
                + "is published and within its term, of the cases you may read, and a list of them "
                + "as a page and as JSON. What is published no longer goes; what you may not read stays "
                + "as it is. A text with the number of an identity card, a bank card or a mobile "
                + "telephone in it, with gaps to be filled in, or that no program can read, such as "
                + "a scan, is held back and named: look at it yourself, then use --even-so.",
            examples: [
                Example(
                    zh: "caseadm export public 公开目录", en: "caseadm export public site"),
                Example(
                    zh: "caseadm export public 公开目录 --output json",
                    en: "caseadm export public site --output json"),
            ]),
        "export verify": HelpText(
            zh:
                "核验导出的案卷:文件与清单相符,不缺不多。不需要服务在运行,收到案卷的单位也可自行"
                + "核验。要查出整体改动,用 --seal 比对导出时另行保存的封印。",
            en:
                "Verifies an exported case: that its files are those of its manifest and that "
                + "none is missing or added. It needs no daemon, so whoever receives the export "
                + "can do it. To find a change of the whole, compare the seal that was kept, with "
                + "--seal.",
            examples: [
                Example(zh: "caseadm export verify 案卷.zip", en: "caseadm export verify case.zip"),
                Example(zh: "caseadm export verify 案卷", en: "caseadm export verify case"),
            ]),
        "import": HelpText(
            zh:
                "把已有的材料读成案件:交办清单、台账等表格,已公开的答复函;处罚和公告文书只读取、"
                + "不立件。正式导入前加 --dry-run 预演,核对无误再执行。",
            en:
                "Makes cases of what exists already: lists and ledgers, and published reply "
                + "letters. Penalty and announcement notices are only read, and open no case. "
                + "Rehearse with --dry-run before you import.",
            examples: [
                Example(
                    zh:
                        "caseadm import assignments 交办清单.csv --field 届次=十届三次 --field "
                        + "会议=示例市人大 --dry-run",
                    en:
                        "caseadm import assignments assignments.csv --field session=十届三次 "
                        + "--field assembly=示例市人大 --dry-run"),
                Example(
                    zh: "caseadm import letters 答复函.txt --dry-run",
                    en: "caseadm import letters reply.txt --dry-run"),
            ]),
        "import letters": HelpText(
            zh:
                "读取已公开的答复函,识别文号、标题、提出人、主办单位、日期等并立件,逐项注明把握"
                + "和出处。先加 --dry-run 核对,只读不立件。同一份函不重复导入。",
            en:
                "Reads published reply letters into cases: number, title, proposer, lead "
                + "office, dates, each with how sure it is and the words it was read from. Check "
                + "with --dry-run first, which opens nothing. The same letter is not imported "
                + "twice.",
            examples: [
                Example(
                    zh: "caseadm import letters 答复函.txt --dry-run",
                    en: "caseadm import letters reply.txt --dry-run"),
                Example(
                    zh: "caseadm import letters 答复函.txt",
                    en: "caseadm import letters reply.txt"),
            ]),
        "import notices": HelpText(
            zh:
                "读取处罚决定、列入移出公告、取缔公告等文书,列出当事人、事由、处罚、依据、文号和"
                + "日期,不立件。加 --output csv 每个当事人一行,核对后再录入。新闻、总结不予读取。",
            en:
                "Reads penalty decisions, listings, bans and their service: party, ground, "
                + "penalty, provisions, number and day. It opens no case. With --output csv there "
                + "is a row for each party, to be checked and then entered. News and digests are "
                + "refused.",
            examples: [
                Example(
                    zh: "caseadm import notices 处罚决定书.txt",
                    en: "caseadm import notices decision.txt"),
                Example(
                    zh: "caseadm import notices 处罚决定书.txt 公告.txt --output csv",
                    en: "caseadm import notices decision.txt announcement.txt --output csv"),
            ]),
        "import table": HelpText(
            zh:
                "按清单逐行立件,时限自清单所载的真实日期起算;适合把全年在办件一次录入。表头用流"
                + "程中的名称或者代码,认不出的列说明后略过,用 --map 指明含义。已有的件不重复立,内"
                + "容不同的须写 --update 理由才更正。",
            en:
                "Opens a case for each row of a list, with limits running from the true dates; "
                + "use it to take over a year's open cases at once. Headings are labels or codes "
                + "of the workflow; other columns are named and passed over unless --map says "
                + "what they are. Rows that exist already are not opened twice, and differences "
                + "are put right only with --update and a reason.",
            examples: [
                Example(
                    zh:
                        "caseadm import assignments 交办清单.csv --field 届次=十届三次 --field "
                        + "会议=示例市人大 --dry-run",
                    en:
                        "caseadm import assignments assignments.csv --field session=十届三次 "
                        + "--field assembly=示例市人大 --dry-run"),
                Example(
                    zh:
                        "caseadm import 代表建议 建议台账.csv --map 领衔代表=提出人 --field 届次"
                        + "=十届三次 --field 会议=示例市人大",
                    en:
                        "caseadm import proposal ledger.csv --map lead_deputy=proposers "
                        + "--field session=十届三次 --field assembly=示例市人大"),
            ]),
    ]
}
