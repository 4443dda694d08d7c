// SPDX-License-Identifier: Apache-2.0
internal import CaseadmText
internal import Hummingbird

/// The words of the templates, by the name that they have there.
enum PageWords {
    static let all: [String: Text] = [
        // The frame.
        "skip": Text(zh: "跳到正文", en: "Skip to content"),
        "casework": Text(zh: "办件", en: "Casework"),
        "desk": Text(zh: "我的工作台", en: "My desk"),
        "board": Text(zh: "期限看板", en: "Board"),
        "cases": Text(zh: "案件", en: "Cases"),
        "new": Text(zh: "新立件", en: "New"),
        "circular": Text(zh: "通报", en: "Circular"),
        "figures": Text(zh: "统计", en: "Figures"),
        "rules": Text(zh: "规则", en: "Rules"),
        "calculator": Text(zh: "期限计算", en: "Calculator"),
        "people": Text(zh: "人员与单位", en: "People"),
        "health": Text(zh: "运行状况", en: "Health"),
        "sign_in": Text(zh: "登录", en: "Sign in"),
        "sign_out": Text(zh: "退出", en: "Sign out"),
        "everywhere": Text(zh: "在所有设备上退出", en: "Sign out everywhere"),
        "my_password": Text(zh: "修改密码", en: "Change password"),
        "other_language": Text(zh: "English", en: "中文"),
        "menu": Text(zh: "主菜单", en: "Main menu"),
        // Signing in.
        "name": Text(zh: "登录名", en: "Sign-in name"),
        "password": Text(zh: "密码", en: "Password"),
        "old_password": Text(zh: "原密码", en: "Old password"),
        "new_password": Text(zh: "新密码", en: "New password"),
        "again_password": Text(zh: "再输一次新密码", en: "New password again"),
        "password_rule": Text(
            zh: "至少10个字符,含字母、数字、符号中的两类,不含姓名和登录名。",
            en: "At least 10 characters; letters, figures, signs: two of these; no names of yours."),
        "password_due": Text(
            zh: "初始密码须先修改,才能办理其他事项。",
            en: "Change the first password before anything else."),
        "forgot": Text(
            zh: "忘记密码请联系系统管理员重发。",
            en: "Forgot it? An administrator gives you another."),
        "change": Text(zh: "修改", en: "Change"),
        "follow": Text(zh: "打开", en: "Open"),
        "link_for": Text(zh: "本链接发给", en: "This link is for"),
        "link_once": Text(
            zh: "只能使用一次。确认是您本人后按“打开”。",
            en: "It works once. Press Open if that is you."),
        "link_instead": Text(
            zh: "打开后,此浏览器中现有的登录将被替换:", en: "Opening it replaces who is signed in here:"),
        "link_used": Text(zh: "此链接已于以下时间用过:", en: "This link was used at"),
        "until": Text(zh: "有效至", en: "Good until"),
        "again_note": Text(
            zh: "您刚才提交的内容还没有办理。请核对后再次确认。",
            en: "What you sent was not carried out yet. Look at it and confirm."),
        "again_sign_in": Text(
            zh: "登录已失效:请先在新窗口登录,再回到这里确认,填写的内容不会丢失。",
            en:
                "You are signed out. Sign in in another window, then confirm here: nothing you wrote is lost."
        ),
        "again_as": Text(zh: "您现在登录为", en: "You are signed in as"),
        "confirm": Text(zh: "再次确认提交", en: "Confirm and send again"),
        "sign_in_new": Text(zh: "在新窗口登录", en: "Sign in in another window"),
        // Lists.
        "case": Text(zh: "件号", en: "Case"),
        "number": Text(zh: "编号", en: "Number"),
        "title": Text(zh: "标题", en: "Title"),
        "state": Text(zh: "状态", en: "State"),
        "workflow": Text(zh: "流程", en: "Workflow"),
        "office": Text(zh: "单位", en: "Office"),
        "who": Text(zh: "人员", en: "People"),
        "due": Text(zh: "期限", en: "Due"),
        "clock": Text(zh: "时限", en: "Clock"),
        "days_left": Text(zh: "剩余", en: "Left"),
        "light": Text(zh: "灯", en: "Light"),
        "opened": Text(zh: "立件日期", en: "Opened"),
        "find": Text(zh: "查找", en: "Find"),
        "words": Text(zh: "标题、编号、人员", en: "Title, number, people"),
        "only_mine": Text(zh: "待我办理", en: "Waiting for me"),
        "only_open": Text(zh: "在办", en: "Open"),
        "any": Text(zh: "全部", en: "Any"),
        "more": Text(zh: "下一页", en: "Next page"),
        "none": Text(zh: "没有。", en: "None."),
        "to_send": Text(zh: "待送出的函件", en: "Letters to send"),
        "waiting": Text(zh: "待我单位办理的期限", en: "What falls due for us"),
        "my_cases": Text(zh: "我的案件", en: "My cases"),
        "sent": Text(zh: "已送出", en: "Sent"),
        "acknowledged": Text(zh: "对方已签收", en: "Received"),
        "recipient": Text(zh: "收件人", en: "To"),
        "letter": Text(zh: "函件", en: "Letter"),
        "view": Text(zh: "筛选方案", en: "Saved view"),
        "save_as": Text(zh: "存为筛选方案", en: "Keep as a view"),
        "remove_view": Text(zh: "删除方案", en: "Remove the view"),
        "keep": Text(zh: "保存", en: "Keep"),
        "spreadsheet": Text(zh: "下载电子表格", en: "Spreadsheet"),
        // A case.
        "now": Text(zh: "现在可以办理", en: "What can be done now"),
        "not_now": Text(zh: "现在还不能办理的", en: "What cannot be done yet"),
        "others": Text(zh: "由其他角色办理", en: "Done by others"),
        "by": Text(zh: "办理者", en: "By"),
        "fields": Text(zh: "内容", en: "Fields"),
        "clocks": Text(zh: "时限", en: "Clocks"),
        "ended_clocks": Text(zh: "已结束的时限", en: "Clocks that have ended"),
        "documents": Text(zh: "材料", en: "Papers"),
        "letters": Text(zh: "函件", en: "Letters"),
        "history": Text(zh: "历史", en: "History"),
        "parts": Text(zh: "相关案件", en: "Parts and related cases"),
        "roles": Text(zh: "单位", en: "Offices"),
        "diagram": Text(zh: "流程图", en: "Diagram"),
        "attach": Text(zh: "登记材料", en: "Attach a paper"),
        "expected": Text(zh: "待登记", en: "still missing"),
        "kept": Text(zh: "保密", en: "kept back"),
        "erased": Text(zh: "内容已按期删除", en: "content erased"),
        "withdrawn": Text(zh: "已撤下", en: "withdrawn"),
        "draft": Text(zh: "生成文书", en: "Make a draft"),
        "write_draft": Text(zh: "修改文字", en: "Write on it"),
        "draft_text": Text(zh: "文书文字", en: "Text of the paper"),
        "draft_help": Text(
            zh: "每行一段,行首的标记决定版式。先预览,再下载送签,或直接登记为材料。",
            en:
                "One paragraph a line; the sign before it says how it is set. Preview it, take it along to be signed, or file it."
        ),
        "gaps": Text(zh: "还空着:", en: "Still open:"),
        "file_draft": Text(zh: "登记为材料", en: "File it"),
        "preview": Text(zh: "预览", en: "Preview"),
        "why_day": Text(zh: "逐日说明", en: "Day by day"),
        "started": Text(zh: "起算", en: "Started"),
        "status": Text(zh: "情况", en: "Status"),
        "day": Text(zh: "日期", en: "Day"),
        "what": Text(zh: "事项", en: "What"),
        "changes": Text(zh: "变动", en: "Changes"),
        "note": Text(zh: "备注", en: "Note"),
        "basis": Text(zh: "依据", en: "Basis"),
        "done": Text(zh: "已办理。", en: "Done."),
        "void": Text(zh: "此件系误立,不计入统计。", en: "Opened in error: it counts nowhere."),
        "kept_note": Text(
            zh: "部分内容保密,以中性词代替。", en: "Something is kept back: neutral words stand for it."),
        // Acting.
        "required": Text(zh: "必填", en: "required"),
        "choose": Text(zh: "请选择", en: "choose"),
        "happened_on": Text(zh: "发生日期(不填为今天)", en: "Happened on (empty: today)"),
        "carry_out": Text(zh: "办理", en: "Carry out"),
        "try": Text(zh: "试算期限", en: "Try first"),
        "tried": Text(
            zh: "试算结果,尚未办理:", en: "This is what would come of it; nothing was done yet:"),
        "date_before": Text(zh: "现在的期限", en: "Due now"),
        "date_after": Text(zh: "办理后的期限", en: "Due afterwards"),
        "refused": Text(zh: "未办理", en: "Not carried out"),
        "mend": Text(zh: "办法", en: "Mend"),
        "possible": Text(zh: "现在可以办理:", en: "Possible now:"),
        "newer": Text(
            zh: "在您填写期间,别人办理了这件案件。请看一看最新情况再办理;您填写的内容仍在下面。",
            en:
                "Somebody else did something in this case meanwhile. Look at it before you go on; what you wrote is still here."
        ),
        "back": Text(zh: "返回案件", en: "Back to the case"),
        "cancel": Text(zh: "取消", en: "Cancel"),
        "for_record": Text(zh: "补录(不发通知)", en: "For the record (nothing is sent)"),
        "file": Text(zh: "文件", en: "File"),
        "kind": Text(zh: "种类", en: "Kind"),
        "drop": Text(zh: "可将文件拖到这里", en: "Or drop a file here"),
        "open_case": Text(zh: "立件", en: "Open"),
        "profile": Text(zh: "地方规则", en: "Profile"),
        "import": Text(zh: "导入清单", en: "Import a list"),
        "import_help": Text(
            zh: "上传电子表格,先逐行试算,看过结果再导入;时限从各自的真实日期起算。",
            en:
                "Upload a spreadsheet: each row is tried first, and nothing is imported before you have seen it. Clocks run from their true dates."
        ),
        "not_yours": Text(zh: "由其他角色立的件", en: "Opened by others"),
        "read_letters": Text(zh: "读取来函", en: "Read letters"),
        "letters_help": Text(
            zh: "上传答复函,先看读出的内容,再立件;把握小的用红字标出。",
            en: "Upload reply letters. What was read is shown first; what is not sure is red."),
        "letter_text": Text(zh: "函件文字(可修改)", en: "Text of the letter (you may put it right)"),
        "read": Text(zh: "读取", en: "Read"),
        "sure": Text(zh: "把握", en: "How sure"),
        "source": Text(zh: "出处", en: "From the words"),
        "usual": Text(zh: "按通常", en: "as usual"),
        "common": Text(
            zh: "每行相同的内容,每行写一项,如 届次=十七届四次",
            en: "What is the same in every row, one a line: name=value"),
        "update": Text(
            zh: "已有的件有差异时更正,理由(不填则只提示)",
            en: "Why what is there already and differs is put right (empty: it is only told)"),
        "try_import": Text(zh: "上传并试算", en: "Upload and try"),
        "matching": Text(zh: "核对各列", en: "What the columns are"),
        "matching_help": Text(
            zh: "请核对各列读作什么,红字的列没有把握或没有认出;不需要的列选“不读”。",
            en:
                "Say what each column is. Those in red were guessed or not known; pass over what is not needed."
        ),
        "gaps_of_rows": Text(zh: "清单里没有、每行都需要的内容", en: "What no column gives and every row needs"),
        "column": Text(zh: "列", en: "Column"),
        "sample": Text(zh: "内容举例", en: "For example"),
        "read_as": Text(zh: "读作", en: "Read as"),
        "passed_over": Text(zh: "不读", en: "passed over"),
        "file_again": Text(zh: "请再选一次该文件", en: "Choose the file again"),
        "plans": Text(zh: "最近的批量操作", en: "Bulk actions of late"),
        "row": Text(zh: "行", en: "Row"),
        "another": Text(
            zh: "与已有案件相似,但确为另一件", en: "It is another matter than one that looks the same"),
        // Mistakes, and people outside.
        "undo": Text(zh: "更正或撤销", en: "Put right or take back"),
        "undo_help": Text(
            zh: "更正:只填要改的。撤销:这一步视为没有办过,历史中保留原记录。",
            en:
                "To put right, fill in what is to change. What is taken back counts as not done; the history keeps it."
        ),
        "really_on": Text(zh: "实际发生日期", en: "Really happened on"),
        "reason": Text(zh: "理由", en: "Reason"),
        "put_right": Text(zh: "更正", en: "Put right"),
        "take_back": Text(zh: "撤销这一步", en: "Take back"),
        "try_right": Text(zh: "试算更正", en: "Try putting right"),
        "try_back": Text(zh: "试算撤销", en: "Try taking back"),
        "participants": Text(zh: "参加人", en: "Who takes part"),
        "as_whom": Text(zh: "身份", en: "As"),
        "speaks_for": Text(zh: "代表谁(代理人填)", en: "Speaks for (a representative)"),
        "admit": Text(zh: "登记参加人", en: "Let somebody take part"),
        "send_link": Text(zh: "发送一次性链接", en: "Send a one-time link"),
        "make_link": Text(zh: "生成链接", en: "Make a link"),
        "link_sent": Text(
            zh: "链接只显示这一次,供本人使用一次:", en: "The link, shown this once, for one use by"),
        "as_office": Text(
            zh: "以哪个单位的名义(兼任几个单位的填)", en: "In whose name (who is of several offices)"),
        // Days.
        "from": Text(zh: "自", en: "From"),
        "to": Text(zh: "至", en: "To"),
        "rule": Text(zh: "期限", en: "Period"),
        "rule_help": Text(
            zh: "如:3个月、5个工作日、15天,或流程的时限 proposal.reply",
            en: "Such as: 3 months, 5 workdays, 15 days, or a clock such as proposal.reply"),
        "pauses": Text(
            zh: "扣除的日期,每行一段,如 2025-04-02..2025-04-05",
            en: "Pauses, one a line: 2025-04-02..2025-04-05"),
        "reckon": Text(zh: "计算", en: "Reckon"),
        "counted": Text(zh: "第几日", en: "No."),
        "kind_of_day": Text(zh: "这一天", en: "This day"),
        "too_many_days": Text(
            zh: "天数过多,不逐日列出。", en: "Too many days to be listed one by one."),
        "binding": Text(zh: "以此为准", en: "this one binds"),
        "pending": Text(zh: "尚无日期", en: "no date yet"),
        "resumed": Text(zh: "若今天恢复,期限为", en: "if it went on today, due"),
        "provisional": Text(
            zh: "暂定:相关年度的放假安排尚未公布", en: "provisional: that year's holidays are not announced"),
        // Supervision.
        "month": Text(zh: "月份", en: "Month"),
        "show": Text(zh: "查看", en: "Show"),
        "rank": Text(zh: "名次", en: "Rank"),
        "assigned": Text(zh: "交办", en: "Assigned"),
        "answered": Text(zh: "办结", en: "Answered"),
        "in_month": Text(zh: "本月办结", en: "In the month"),
        "in_time": Text(zh: "按期率", en: "In time"),
        "late_days": Text(zh: "逾期天数", en: "Days late"),
        "satisfied": Text(zh: "满意率", en: "Satisfied"),
        "late_cases": Text(zh: "逾期未办结", en: "Late"),
        "overdue": Text(zh: "逾期", en: "Overdue"),
        "green": Text(zh: "绿", en: "Green"), "paused": Text(zh: "中止", en: "Paused"),
        "yellow": Text(zh: "黄", en: "Yellow"),
        "red": Text(zh: "红", en: "Red"),
        "total": Text(zh: "合计", en: "Total"),
        "stale": Text(
            zh: "大屏已停止更新:登录已失效或连接中断,请重新打开。",
            en:
                "This board is out of date: the session ended or the connection is lost. Open it again."
        ),
        "big": Text(zh: "大屏", en: "Big screen"),
        "figure": Text(zh: "指标", en: "Figure"),
        "value": Text(zh: "数值", en: "Value"),
        "before": Text(zh: "上期", en: "Before"),
        "per_office": Text(zh: "分单位", en: "By office"),
        "compare": Text(zh: "与上年同期比较", en: "Beside the year before"),
        "chase": Text(zh: "批量催办", en: "Chase"),
        // Rules, people, health.
        "handbook": Text(zh: "办理手册", en: "Handbook"),
        "person": Text(zh: "姓名", en: "Name"),
        "rights": Text(zh: "角色", en: "Roles"),
        "give_password": Text(zh: "发放初始密码", en: "Give a password"),
        "end_sessions": Text(zh: "强制退出", en: "Sign out"),
        "given": Text(
            zh: "初始密码(只显示这一次,请当面交给本人):",
            en: "First password, shown this once; hand it over yourself:"),
        "sessions": Text(zh: "登录会话", en: "Sessions"),
        "since": Text(zh: "自", en: "Since"),
        "came_by": Text(zh: "登录方式", en: "Came in by"),
        "add_person": Text(zh: "添加人员", en: "Add somebody"),
        "add": Text(zh: "添加", en: "Add"),
        "right_help": Text(
            zh: "单位:角色,如 示例市民政局:主办单位;可空", en: "OFFICE:ROLE, such as mzj:lead; may be empty"),
        "offices": Text(zh: "单位", en: "Offices"),
        "code": Text(zh: "代码", en: "Code"),
        "place": Text(zh: "地方", en: "Place"),
        "warnings": Text(zh: "提示", en: "Warnings"),
        "jobs": Text(zh: "自动任务", en: "Jobs"),
        "job": Text(zh: "任务", en: "Job"),
        "live_jobs": Text(zh: "待做和已放弃的", en: "to come, or given up"),
        "paused_jobs": Text(zh: "已暂停:", en: "Paused:"),
        "about": Text(zh: "事由", en: "Belongs to"),
        "when": Text(zh: "时间", en: "When"),
        "tries": Text(zh: "次数", en: "Tries"),
        "retry": Text(zh: "重做", en: "Try again"),
        "at_once": Text(zh: "立即做", en: "Do it now"),
        "version": Text(zh: "版本", en: "Version"),
        "error": Text(zh: "未能完成", en: "It could not be done"),
    ]
}

extension Visit {
    /// What every template has: the words in the reader's language, and what forms bring back.
    var words: Model {
        [
            "w": PageWords.all.mapValues { $0(self.language) } as Model,
            "language": self.language == .zh ? "zh-CN" : "en",
            "otherLanguage": self.language == .zh ? "en" : "zh",
            "here": FormBody.encoded(self.request.uri.string),
            "formToken": self.formToken, "assets": Templates.version,
        ]
    }
}
