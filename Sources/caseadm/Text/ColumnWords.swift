// SPDX-License-Identifier: Apache-2.0

/// What the columns of a CSV file are called when people read it in a spreadsheet.
enum ColumnWords {
    /// The heading of a column; a code that is not known here stands as it is.
    static func heading(_ code: String, _ language: Language) -> String {
        switch language {
        case .zh: chinese[code] ?? code
        case .en: code.prefix(1).uppercased() + code.dropFirst().map { $0 == "_" ? " " : $0 }
        }
    }

    private static let chinese: [String: String] = [
        "rank": "名次", "rank_before": "上月名次", "assigned": "交办", "answered": "答复",
        "answered_in_month": "本月答复", "in_time": "按期", "judged": "已答复或已到期", "green": "绿",
        "yellow": "黄",
        "red": "红", "late_days": "最长逾期天数", "chased": "催办", "rated": "评价", "satisfied": "满意",
        "gaps": "待填写", "path": "文件",
        "acknowledged_on": "回执日期", "address": "地址", "admin": "管理员", "at": "时间",
        "attempt": "第几次", "attempts": "最多次数", "channel": "送达渠道", "closed_on": "撤销日期",
        "confidence": "把握", "copies": "份数", "document": "文书", "due_at": "应办时间",
        "duties": "职责", "field": "内容名称", "key": "对象", "known": "在册", "last_error": "上次错误",
        "letter": "复函", "login": "账号", "made_at": "生成时间", "made_on": "生成日期",
        "next_try": "下次尝试", "number_code": "编号代码", "place": "地区", "reach": "范围",
        "section": "部分", "sender": "发件单位代码", "sender_name": "发件单位", "sent_on": "送出日期",
        "sha256": "SHA-256", "source": "原文", "standing": "身份", "successor": "承接单位",
        "upper": "上级单位", "valid_from": "有效期始", "valid_until": "有效期止",
        "taken_back": "已撤销", "deputised": "他人代办", "from_name": "委托人",
        "from_number": "委托人编号", "to_name": "代办人", "to_number": "代办人编号",
        "actor_name": "办理人", "actor_office": "办理单位代码", "actor_office_name": "办理单位",
        "area": "方面", "as_agent": "代理", "call": "操作", "cases": "案件", "changes": "变更",
        "commands": "命令", "door": "登录方式", "ended": "已结束", "ended_on": "结束日期",
        "entered_by_name": "录入人", "entered_by_uid": "录入人编号", "erased": "已删除",
        "event_label": "事项", "expected": "待登记", "files": "文件数", "for_names": "代谁查看",
        "hash": "摘要", "holds": "有效", "kept": "保密", "link": "链接", "lost": "缺失",
        "media_type": "类型", "mendable": "可修复", "mended": "已修复", "owner_name": "保存人",
        "password": "密码", "previous_hash": "前一行摘要", "problem": "问题", "read_at": "查看时间",
        "reads": "查看记录", "reads_head": "查看记录链尾", "request_id": "请求编号",
        "role_label": "角色", "seal": "封存值", "sign_in": "登录名", "since": "起始",
        "token": "凭证", "uid": "系统账号", "until": "截止", "user_name": "姓名",
        "user_number": "人员编号", "withdrawn": "已撤回", "withdrawn_on": "撤回日期",
        "withdrawn_reason": "撤回理由", "words": "条件",
        "authority": "机关", "form": "文书", "ground": "事由", "party": "当事人", "penalty": "处罚",
        "added_by": "登记人", "added_on": "登记日期", "aliases": "别名", "announced_on": "公布日期",
        "basis": "依据", "binding": "起作用", "bulk": "批量操作", "by": "办理角色", "case_id": "件号",
        "clock": "时限", "clock_label": "时限", "clocks": "时限", "code": "代码", "date": "日期",
        "day": "日期", "days_left": "余天数", "denominator": "分母", "done": "已办",
        "due": "期限", "due_if_resumed": "若今日恢复", "effective": "施行日期", "effects": "效果",
        "ended_at": "结束时间", "error": "错误", "event": "事项", "failed": "失败", "file": "文件",
        "final": "办结", "format": "格式", "from": "自", "given_on": "发出日期", "happened_on": "发生日期",
        "handler": "承办单位代码", "handler_name": "承办单位", "head": "链尾", "holiday": "节日", "id": "编号",
        "in_force": "现行", "installed_at": "安装时间",
        "kind": "种类", "label": "名称", "late": "迟发", "light": "灯", "line": "行", "lines": "行数",
        "may_take": "可填", "mend": "处理办法", "mode": "方式", "moved": "期限变动", "name": "名称",
        "natural_key": "识别项", "note": "备注", "notice": "通知", "now": "现在", "number": "编号",
        "numerator": "分子", "office": "单位代码", "office_name": "单位", "ok": "正常",
        "opened_on": "立件日期", "outcome": "结果", "overdue": "逾期", "parent": "主件",
        "paused": "中止", "people": "提出人或当事人", "position": "序号", "possible": "可办", "prefix": "件号前缀",
        "previous_state": "原状态", "problems": "问题", "profile": "地方规则", "provisional": "暂定",
        "quarantined": "已隔离", "reason": "理由", "recipient": "收件人", "record": "补录",
        "recorded_at": "登记时间", "requires": "条件", "result": "结果", "role": "角色", "rule": "规则",
        "rulebook_hash": "规则摘要", "run": "次", "sentence": "说明", "sequence": "行号",
        "severity": "级别", "simulated": "模拟", "size": "字节", "started_at": "开始时间",
        "state": "状态", "state_label": "状态", "states": "状态", "status": "情况", "step": "步骤",
        "takes": "应填", "text": "内容", "time_zone": "时区", "title": "标题", "to": "至",
        "transition": "转换", "transitions": "转换", "trigger": "触发", "unchanged": "未变",
        "unmet": "未满足", "value": "值", "version": "版本", "waiting": "待办", "weekday": "星期",
        "when": "时间", "workflow": "流程", "workflow_label": "流程", "workflow_version": "流程版本",
        "yours": "本人可办",
    ]
}
