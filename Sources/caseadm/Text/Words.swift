// SPDX-License-Identifier: Apache-2.0

/// The words for codes that several commands print.
///
/// A code that is not known here is printed as it came: a newer daemon may have new ones.
package enum Words {
    static let listSeparator = Text(zh: "、", en: ", ")
    static let unread = Text(zh: "(未核原文)", en: " (not read in the text)")
    static let yes = Text(zh: "是", en: "yes")
    static let no = Text(zh: "否", en: "no")
    static let provisional = Text(zh: "(暂定)", en: " (provisional)")
    static let caseColumn = Text(zh: "件号", en: "Case")
    static let title = Text(zh: "标题", en: "Title")
    static let state = Text(zh: "状态", en: "State")
    static let status = Text(zh: "情况", en: "Status")
    static let office = Text(zh: "单位", en: "Office")
    static let due = Text(zh: "期限", en: "Due")
    static let basis = Text(zh: "依据", en: "Basis")
    static let clock = Text(zh: "时限", en: "Clock")
    static let name = Text(zh: "名称", en: "Name")
    static let code = Text(zh: "代码", en: "Code")
    static let profile = Text(zh: "地方规则", en: "Profile")
    static let version = Text(zh: "版本", en: "Version")
    static let event = Text(zh: "事项", en: "Event")
    static let number = Text(zh: "编号", en: "No.")

    static func basis(_ code: String) -> Text {
        switch code {
        case "practice": Text(zh: "惯例", en: "practice")
        case "default": Text(zh: "本系统设定", en: "our default")
        default: Text(same: code)
        }
    }

    package static func light(_ code: String) -> Text {
        switch code {
        case "red": Text(zh: "红", en: "red")
        case "yellow": Text(zh: "黄", en: "yellow")
        case "green": Text(zh: "绿", en: "green")
        case "paused": Text(zh: "中止", en: "paused")
        case "lapsed": Text(zh: "已过", en: "lapsed")
        default: Text(same: code)
        }
    }

    package static func clockStatus(_ code: String) -> Text {
        switch code {
        case "running": Text(zh: "计时中", en: "running")
        case "stopped": Text(zh: "已停止", en: "stopped")
        case "run_out": Text(zh: "已届满", en: "run out")
        case "paused": Text(zh: "中止", en: "paused")
        default: Text(same: code)
        }
    }

    package static func deliveryStatus(_ code: String) -> Text {
        switch code {
        case "pending": Text(zh: "待送", en: "pending")
        case "sent": Text(zh: "已送", en: "sent")
        case "acknowledged": Text(zh: "已签收", en: "acknowledged")
        case "failed": Text(zh: "未送达", en: "failed")
        case "otherwise": Text(zh: "另行送达", en: "delivered otherwise")
        case "withdrawn": Text(zh: "已撤下", en: "withdrawn")
        default: Text(same: code)
        }
    }

    static func noticeStatus(_ code: String) -> Text {
        switch code {
        case "shown": Text(zh: "已列明", en: "on the board")
        case "pending": Text(zh: "待发", en: "pending")
        case "sent": Text(zh: "已发", en: "sent")
        case "failed": Text(zh: "未送达", en: "failed")
        default: Text(same: code)
        }
    }

    static func bulkKind(_ code: String) -> Text {
        switch code {
        case "recount": Text(zh: "按新日历重算", en: "recount")
        case "migrate": Text(zh: "换用规则", en: "migrate")
        case "act": Text(zh: "批量办理", en: "act")
        case "import": Text(zh: "导入", en: "import")
        case "erase": Text(zh: "删除个人信息", en: "erase")
        default: Text(same: code)
        }
    }

    package static func bulkStatus(_ code: String) -> Text {
        switch code {
        case "planned": Text(zh: "预演", en: "planned")
        case "running": Text(zh: "执行中", en: "running")
        case "done": Text(zh: "已办", en: "done")
        case "cancelled": Text(zh: "已中止", en: "cancelled")
        case "waiting": Text(zh: "待办", en: "waiting")
        case "unchanged": Text(zh: "不变", en: "unchanged")
        case "failed": Text(zh: "未成", en: "failed")
        default: Text(same: code)
        }
    }

    static func mode(_ code: String) -> Text {
        switch code {
        case "live": Text(zh: "实时", en: "live")
        case "record": Text(zh: "补录", en: "for the record")
        default: Text(same: code)
        }
    }

    package static func dayKind(_ code: String) -> Text {
        switch code {
        case "counted": Text(zh: "计入", en: "counted")
        case "rest": Text(zh: "休息日", en: "rest day")
        case "holiday": Text(zh: "节假日", en: "holiday")
        case "makeup": Text(zh: "调休上班,计入", en: "make-up day, counted")
        case "paused": Text(zh: "扣除", en: "paused")
        case "month_end": Text(zh: "月末日", en: "end of month")
        case "start": Text(zh: "起算事由日", en: "start")
        case "end": Text(zh: "届满", en: "end")
        case "rolled": Text(zh: "顺延", en: "rolled")
        default: Text(same: code)
        }
    }

    static func standing(_ code: String) -> Text {
        switch code {
        case "member": Text(zh: "本单位", en: "member")
        case "entry": Text(zh: "代录", en: "enters for")
        default: Text(same: code)
        }
    }

    static func severity(_ code: String) -> Text {
        switch code {
        case "error": Text(zh: "错误", en: "error")
        case "remark": Text(zh: "提示", en: "remark")
        default: Text(same: code)
        }
    }
}
