// SPDX-License-Identifier: Apache-2.0

// Templates of papers.
extension ChineseWords {
    static let papers: [String: String] = [
        "a section is not closed, or closed by another name": "有一段没有结束,或者结束的名称不同",
        "the file is not in UTF-8, or was damaged": "文件不是 UTF-8 编码,或者已损坏",
        "save it as UTF-8": "另存为 UTF-8 编码",
        "with all its parts the template has more than %1 characters": "连同各部分,模板超过%1字",
        "%1 has no words of its own": "%1本身没有文字,不能直接写出",
        "{{#%1}}…{{/%2}}": "{{#%1}}…{{/%2}}",
        "each workflow with this document has a template of its own for it":
            "有这种文书的流程都另有自己的模板,此模板用不上",
        "take it out, or name the workflow": "去掉,或者在文件名前写明流程",
        "each {{#name}} needs its {{/name}}": "每个 {{#名称}} 要有对应的 {{/名称}}",
        "the tag {{%1}} is not taken": "不能使用标签 {{%1}}",
        "{{name}}, {{#name}}, {{^name}}, {{/name}}, {{>part}} or {{! remark}}":
            "可用 {{名称}}、{{#名称}}、{{^名称}}、{{/名称}}、{{>部分}}、{{! 说明}}",
        "no workflow has a document for this template": "没有哪个流程有此模板对应的文书",
        "KIND.mustache, WORKFLOW.KIND.mustache or WORKFLOW.KIND@OFFICE.mustache; _NAME.mustache for a part of templates":
            "文件名应为 文书种类.mustache、流程.文书种类.mustache 或 流程.文书种类@单位代码.mustache;模板的部分为 _名称.mustache",
        "the template writes out the secret field %1, and the document %2 of %3 is not secret":
            "模板写出了保密的字段%1,而%3的材料%2不保密",
        "give %1 the same secret in the workflow's documents": "在流程的 documents 中给%1加上同样的 secret",
        "%1 calls for %2, and there is no template of it": "%1要求有文书%2,没有它的模板",
        "a template, or the paper is written elsewhere": "补上模板,或者另行起草",
        "there is no part %1": "没有部分%1",
        "papers/%1.mustache": "papers/%1.mustache",
        "parts stand in one another without end": "部分之间互相引用,没有尽头",
        "{{/%1}} ends nothing that is open here": "{{/%1}} 在此没有可以结束的内容",
        "%1 has no name %2": "%1没有名称%2",
        "the paper of %1 cannot be laid out: %2": "%1的文书排不出来:%2",
        "the circular counts %1, which is no workflow of this rulebook":
            "通报统计的%1不是本规则库的流程",
        "workflows: [NAME]": "workflows: [流程名]",
        "the circular counts %1, which %2 has not under %3": "通报统计的%1,在%2的 %3 中没有",
        "a name of %1, in each of the workflows": "各流程的 %1 中都有的名称",
        "the public file has %1, which is no workflow of this rulebook": "公开内容中的%1不是本规则库的流程",
        "a name of workflows/": "workflows/ 中的流程名",
        "the public file names %1, which %2 has not under %3": "公开内容写到%1,%2的 %3 中没有",
        "a name of %1": "%1 中有的名称",
        "what is published needs the event, and for a term its begin and length":
            "公开内容须写明事项;有期限的,起算事项和年数须同时写明",
        "up: [EVENT], from: EVENT, years: N": "up: [事项], from: 事项, years: 年数",
    ]
}
