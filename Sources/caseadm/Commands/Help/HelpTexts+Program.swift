// SPDX-License-Identifier: Apache-2.0

/// The program as a whole.
extension HelpText {
    static let program: [String: HelpText] = [
        "caseadm": HelpText(
            zh:
                "选项 --socket、--output (-o)、--lang 写在命令前后均可。界面上显示的名称都可以照样录入:"
                + "流程、事项、内容、状态、单位。案件可用件号,也可用编号或文号来找:7、第7号。"
                + "退出码:0 已办,1 未办或失败,2 用法有误,3 无法连接服务。"
                + "命令补全:caseadm --generate-completion-script bash|zsh|fish。",
            en:
                "The options --socket, --output (-o) and --lang may stand before or after the "
                + "command. Whatever name is shown is also taken: of a workflow, an event, a "
                + "field, a state, an office. A case is found by its id, by its number on the "
                + "paper or by the number of a document in it. Exit codes: 0 done, 1 refused or "
                + "failed, 2 usage, 3 daemon unreachable. Completions: caseadm "
                + "--generate-completion-script bash|zsh|fish.")
    ]
}
