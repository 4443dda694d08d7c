// SPDX-License-Identifier: Apache-2.0

/// A case's documents, deliveries and participants.
extension HelpText {
    static let papers: [String: HelpText] = [
        "attach": HelpText(
            zh:
                "把文书归入案卷,注明种类,如沟通记录、答复函。同一种类再次归卷的编为新一稿,旧稿保"
                + "留。文件内容记有校验值,此后不能改动;附错的用 annul 件号 attach 撤回。",
            en:
                "Puts a document on a case's file and says what it is, such as a contact record "
                + "or a reply letter. A further one of the same kind becomes a new version, and "
                + "the older one stays. Its content is fixed by a checksum; what was filed by "
                + "mistake is taken back with annul CASE attach.",
            examples: [
                Example(
                    zh: "caseadm attach 7 沟通记录.pdf --kind 沟通记录",
                    en: "caseadm attach JY-2025-000001 contact.pdf --kind contact_record"),
                Example(
                    zh: "caseadm attach 7 交办通知.pdf --kind 交办通知 --on 3月27日",
                    en:
                        "caseadm attach JY-2025-000001 assignment.pdf --kind assignment --on "
                        + "2025-03-27"),
            ]),
        "delivery": HelpText(
            zh:
                "查看和登记应当送出的函件:待送、已送、已签收、未送达。函件由系统在办理时生成,按"
                + "收件单位的渠道送达。",
            en:
                "Shows what must be sent and records what became of it: sent, acknowledged, "
                + "failed. Deliveries arise when a step is taken, and go out through the channel "
                + "of the office they are for.",
            examples: [
                Example(
                    zh: "caseadm delivery list --office 示例市人大常委会代表工委",
                    en: "caseadm delivery list --office npc"),
                Example(
                    zh: "caseadm delivery ack 1 --on 2025-03-28 --note 专人送达",
                    en: "caseadm delivery ack 1 --on 2025-03-28 --note 'by messenger'"),
            ]),
        "delivery ack": HelpText(
            zh:
                "登记函件已送出;加 --acknowledged 为对方已签收,--failed 为未送达,--otherwise 为"
                + "以其他方式送达,后两种用 --note 说明情况。--case 一次登记该件全部待送函件。",
            en:
                "Records that deliveries were sent, or with --acknowledged that their receipt "
                + "was confirmed, with --failed that they could not be delivered, with "
                + "--otherwise that they went another way; for the last two --note says how. With "
                + "--case all that wait in a case are recorded at once.",
            examples: [
                Example(
                    zh: "caseadm delivery ack 1 --on 2025-03-28 --note 专人送达",
                    en: "caseadm delivery ack 1 --on 2025-03-28 --note 'by messenger'"),
                Example(
                    zh: "caseadm delivery ack 2 --failed --note 地址不详",
                    en: "caseadm delivery ack 2 --failed --note 'address unknown'"),
            ]),
        "delivery list": HelpText(
            zh:
                "列出待送的函件;--office 只列某单位应当送出的,写件号只列该件的,--all 连同已送"
                + "的。发文人员每天用来核对还有哪些没有送出。",
            en:
                "Lists what waits to be sent; of one office with --office, of one case by its "
                + "number, and what went out too with --all. Whoever sends letters checks here "
                + "each day what is still to go.",
            examples: [
                Example(
                    zh: "caseadm delivery list --office 示例市人大常委会代表工委",
                    en: "caseadm delivery list --office npc"),
                Example(
                    zh: "caseadm delivery list 7 --all",
                    en: "caseadm delivery list JY-2025-000001 --all"),
            ]),
        "delivery retry": HelpText(
            zh:
                "未送达的函件重新送出。先查明并改正原因,如更正单位的地址。没有未送达函件的,不予"
                + "办理。",
            en:
                "Sends failed deliveries again. First find and mend the cause, such as an "
                + "office's address. It is refused where nothing has failed.",
            examples: [
                Example(zh: "caseadm delivery retry 2", en: "caseadm delivery retry 2"),
                Example(
                    zh: "caseadm delivery retry --case 7",
                    en: "caseadm delivery retry --case JY-2025-000001"),
            ]),
        "delivery show": HelpText(
            zh:
                "查看一份函件:种类、发送单位、送达对象、份数和情况,未送达的注明原因。编号见 "
                + "delivery list。",
            en:
                "Shows one delivery: its kind, sender, recipient, copies and status, and why it "
                + "failed if it did. delivery list shows the numbers.",
            examples: [
                Example(zh: "caseadm delivery show 1", en: "caseadm delivery show 1"),
                Example(
                    zh: "caseadm delivery show 2 --output json",
                    en: "caseadm delivery show 2 --output json"),
            ]),
        "document": HelpText(
            zh: "查阅案卷中的文书:列清单、取出、打开。只见您有权查阅的;保密文书的查阅有记录。",
            en:
                "Lists, fetches and opens the documents of a case. You see those you may read; "
                + "who reads a secret one is noted.",
            examples: [
                Example(zh: "caseadm document list 7", en: "caseadm document list JY-2025-000001"),
                Example(
                    zh: "caseadm document get 7 沟通记录 --to 沟通记录副本.pdf",
                    en: "caseadm document get JY-2025-000001 contact_record --to contact-copy.pdf"),
            ]),
        "document get": HelpText(
            zh:
                "取出一份文书,存为文件;取出时与归卷时的内容核对,不符的不会生成文件。默认取最新一"
                + "稿,已有的同名文件不覆盖。",
            en:
                "Fetches a document into a file. Its content is compared with what was filed, "
                + "and no file appears when it differs. The newest version is taken, and a file "
                + "that is there is not replaced, unless you say so.",
            examples: [
                Example(
                    zh: "caseadm document get 7 沟通记录 --to 沟通记录副本.pdf",
                    en: "caseadm document get JY-2025-000001 contact_record --to contact-copy.pdf"),
                Example(
                    zh: "caseadm document get 7 沟通记录 --version 1 --to -",
                    en: "caseadm document get JY-2025-000001 contact_record --version 1 --to -"),
            ]),
        "render": HelpText(
            zh:
                "按模板用案件现有内容生成一份文书,存为 .docx(可用 WPS、Word 修改)、网页、PDF 或者文本。"
                + "生成的是草稿,不归卷;不知道的内容以【】标出待填。改正字段后再生成即为新内容,签发后的"
                + "文书用 attach 归卷。",
            en:
                "Makes a paper of what the case says, from the template for its kind, as a .docx "
                + "that WPS and Word edit, a web page, a PDF or text. It is a draft and is not "
                + "filed; what is not known is marked to be filled in. After a correction make it "
                + "again; file the signed paper with attach.",
            examples: [
                Example(
                    zh: "caseadm render 7 答复函 --to 答复函.docx",
                    en: "caseadm render JY-2025-000001 reply_letter --to reply.docx"),
                Example(
                    zh: "caseadm render 7 答复函 --public --as html",
                    en: "caseadm render JY-2025-000001 reply_letter --public --as html"),
            ]),
        "document list": HelpText(
            zh:
                "列出一件的全部文书:各稿、文号、归卷人和日期、已撤回的及理由,以及应有未有的文"
                + "书。归档前用来核对是否齐全。",
            en:
                "Lists all documents of a case: versions, numbers, who filed them and when, "
                + "what was taken back and why, and what is called for but missing. Use it to "
                + "check a file before it is archived.",
            examples: [
                Example(zh: "caseadm document list 7", en: "caseadm document list JY-2025-000001"),
                Example(
                    zh: "caseadm document list 7 --output csv-excel",
                    en: "caseadm document list JY-2025-000001 --output csv-excel"),
            ]),
        "document open": HelpText(
            zh:
                "取出一份文书并打开,文件放在仅本人可读的临时目录。没有桌面时,文本在终端中显示,其"
                + "他文件只显示所在位置。阅后请自行删除该目录。",
            en:
                "Fetches a document into a private temporary folder and shows it. Without a "
                + "desktop, text is shown in the terminal, and for other files the place is "
                + "printed. Remove the folder when you have read it.",
            examples: [
                Example(
                    zh: "caseadm document open 7 沟通记录",
                    en: "caseadm document open JY-2025-000001 contact_record"),
                Example(
                    zh: "caseadm document open 7 沟通记录 --version 1",
                    en: "caseadm document open JY-2025-000001 contact_record --version 1"),
            ]),
        "participant": HelpText(
            zh:
                "登记代表、委员、当事人或者其代理人参加某件的办理,查看和结束。参加人只看与其有关"
                + "的内容,只办流程允许本人办理的事项。",
            en:
                "Admits deputies, parties or those who speak for them to a case, lists them and "
                + "ends it. They read what concerns them and do what the workflow lets them do in "
                + "person.",
            examples: [
                Example(
                    zh: "caseadm participant add 7 李四",
                    en: "caseadm participant add JY-2025-000001 李四"),
                Example(
                    zh: "caseadm participant list 7",
                    en: "caseadm participant list JY-2025-000001"),
            ]),
        "participant add": HelpText(
            zh:
                "登记参加人:本人须先作为用户登记,案件内容须写有其姓名;代他人参加的,用 --for 写明"
                + "代表谁,用 --note 写明依据,如委托书。可以规定起止日期。",
            en:
                "Admits somebody to a case. He must be a user, and the case must name him; who "
                + "speaks for another says for whom with --for and by what with --note, such as a "
                + "letter of authority. A first and a last day may be set.",
            examples: [
                Example(
                    zh: "caseadm participant add 7 李四",
                    en: "caseadm participant add JY-2025-000001 李四"),
                Example(
                    zh:
                        "caseadm participant add 7 王五 --for 李四 --until 2025-12-31 --note 委"
                        + "托书",
                    en:
                        "caseadm participant add JY-2025-000001 王五 --for 李四 --until "
                        + "2025-12-31 --note 'letter of authority'"),
            ]),
        "participant end": HelpText(
            zh:
                "结束某人的参加:此后不能再查看和办理该件,已办的事项仍然有效。一人有多个角色的,用"
                + " --as 指明。",
            en:
                "Ends that somebody takes part: from then on he cannot read the case or act in "
                + "it, and what he did stands. Where he has several roles, name one with --as.",
            examples: [
                Example(
                    zh: "caseadm participant end 7 李四 --note 本人要求",
                    en: "caseadm participant end JY-2025-000001 李四 --note 'at his request'"),
                Example(
                    zh: "caseadm participant end 7 王五 --as 提出人",
                    en: "caseadm participant end JY-2025-000001 王五 --as proposer"),
            ]),
        "participant list": HelpText(
            zh: "列出一件的参加人:角色、代表谁、起止日期、现在是否有效,包括已结束的。",
            en:
                "Lists who takes part in a case: as what, for whom, from when to when, and "
                + "whether it holds now, with those that ended.",
            examples: [
                Example(
                    zh: "caseadm participant list 7",
                    en: "caseadm participant list JY-2025-000001"),
                Example(
                    zh: "caseadm participant list 7 --output csv-excel",
                    en: "caseadm participant list JY-2025-000001 --output csv-excel"),
            ]),
    ]
}
