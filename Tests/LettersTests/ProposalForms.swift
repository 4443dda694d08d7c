// SPDX-License-Identifier: Apache-2.0

/// Replies to CPPCC proposals.
let proposalForms: [Form] = [
    Form(
        name: "party committee as proposer, class from a label with a full-width letter",
        text: """
            示例市生态环境局
            示环函〔２０２４〕８８号
            办理类别：Ｂ
            关于市政协十二届三次会议第１２３号提案的答复
            民进市委会：
            你们提出的《关于推进示例湖治理的提案》（第１２３号）收悉。我局会同市水利局、市农业农村局等部门认真研究办理，现答复如下：
            示例。
            签发人：杨样本
            联系人：朱样例　联系电话：８８８８１２３４
            示例市生态环境局
            ２０２４年７月１５日
            抄送：市政协提案委，市政府办公室。
            """,
        want: [
            "doc": "示环函〔2024〕88号", "type": "B", "body": "政协", "session": "市政协十二届三次会议",
            "number": "123", "title": "关于推进示例湖治理的提案", "by": "民进市委会",
            "lead": "示例市生态环境局", "co": "市水利局|市农业农村局", "signer": "杨样本",
            "contact": "朱样例", "phone": "88881234", "copies": "市政协提案委*1|市政府办公室*1",
            "date": "2024-07-15",
        ]),
    Form(
        name: "member by name, quoted title, provincial conference",
        text: """
            示例省教育厅
            关于省政协十三届一次会议第0189号提案的复函
            尊敬的李示例委员：
            您好！您提出的“关于加强示例教育”的提案收悉。现答复如下：
            示例。
            示例省教育厅
            2023年8月30日
            （联系人：秦样本，电话：0000-1230000）
            """,
        want: [
            "body": "政协", "session": "省政协十三届一次会议", "number": "189",
            "title": "关于加强示例教育", "by": "李示例", "lead": "示例省教育厅", "contact": "秦样本",
            "phone": "0000-1230000", "date": "2023-08-30",
        ]),
    Form(
        name: "two parties, formal conference name, OCR splits the copies and the title",
        text: """
            关于政协示例市第八届委员会第二次会议
            第56号提案的答复
            九三学社市委会、农工党市委会：
            贵单位提出的《关于改善
            示例道路的提案》收悉，经研究，现答复如下：
            示例。
            联系人：
            尤样本
            联系电话：
            5556667
            示例市公安局
            2022年12月1日
            抄送：市政协提案和委员
            联络委，市政府督
            查室。
            """,
        want: [
            "body": "政协", "session": "政协示例市第八届委员会第二次会议", "number": "56",
            "title": "关于改善示例道路的提案", "by": "九三学社市委会|农工党市委会", "lead": "示例市公安局",
            "contact": "尤样本", "phone": "5556667",
            "copies": "市政协提案和委员联络委*1|市政府督查室*1", "date": "2022-12-01",
        ]),
    Form(
        name: "national conference, reply without salutation colon in one line",
        text: """
            关于政协第十四届全国委员会第二次会议第01234号（社会管理类001号）提案答复的函
            许示例委员：
            您提出的《关于示例养老的提案》收悉，现答复如下：
            示例。
            示例部
            2024年9月2日
            """,
        want: [
            "body": "政协", "session": "政协第十四届全国委员会第二次会议", "number": "1234",
            "title": "关于示例养老的提案", "by": "许示例", "lead": "示例部", "date": "2024-09-02",
        ]),
    Form(
        name: "co-handler's opinion on a proposal",
        text: """
            示例市人力资源和社会保障局
            关于市政协九届一次会议第45号提案的协办意见
            市教育局：
            你局交办的市政协九届一次会议第45号提案《关于示例职业教育的提案》收悉，现提出如下协办意见：
            示例。
            示例市人力资源和社会保障局
            2025年3月18日
            """,
        want: [
            "body": "政协", "session": "市政协九届一次会议", "number": "45",
            "title": "关于示例职业教育的提案", "lead": "市教育局", "co": "示例市人力资源和社会保障局",
            "date": "2025-03-18",
        ]),
    Form(
        name: "publicity by itself, copies one to a line, printed colophon",
        text: """
            示例市商务局
            示商务提〔2025〕3号
            A
            关于市政协五届四次会议第90号提案的答复
            何示例、吕示范委员：
            你们提出的关于发展示例夜市的提案收悉，现答复如下：
            示例。
            示例市商务局
            2025年5月20日
            主动公开
            抄送：市政协提案委员会
            市政府督查室
            示例市商务局办公室 2025年5月21日印发
            """,
        want: [
            "doc": "示商务提〔2025〕3号", "type": "A", "body": "政协", "session": "市政协五届四次会议",
            "number": "90", "title": "关于发展示例夜市的提案", "by": "何示例|吕示范",
            "lead": "示例市商务局", "open": "主动公开", "copies": "市政协提案委员会*1|市政府督查室*1",
            "date": "2025-05-20",
        ]),
    Form(
        name: "minimal: salutation and one sentence",
        text: """
            张示例委员：
            您提出的《关于示例的提案》收悉，现答复如下：
            示例。
            """,
        want: ["body": "政协", "title": "关于示例的提案", "by": "张示例"]),
]

/// Letters that came through OCR, converters and the web.
let damagedForms: [Form] = [
    Form(
        name: "all lines joined without a blank",
        text: "示例市民政局示民函〔2025〕18号答复类型：B类关于市三届人大二次会议第0126号建议的答复林示例代表："
            + "《关于增设老年人助餐点的建议》（第0126号）收悉。该建议由我局会同市财政局办理。现答复如下：示例。"
            + "领导署名：周样本联系人：吴示范联系电话：0000-1234567（此件主动公开）示例市民政局2025年6月12日"
            + "抄送：市人大常委会代表工委、市政府督查室。",
        want: [
            "doc": "示民函〔2025〕18号", "type": "B", "body": "人大", "session": "市三届人大二次会议",
            "number": "126", "title": "关于增设老年人助餐点的建议", "by": "林示例",
            "lead": "示例市民政局", "co": "市财政局", "signer": "周样本", "contact": "吴示范",
            "phone": "0000-1234567", "open": "主动公开",
            "copies": "市人大常委会代表工委*1|市政府督查室*1", "date": "2025-06-12",
        ]),
    Form(
        name: "a web page's navigation and properties before the letter",
        text: """
            首页 > 政务公开 > 建议提案
            索引号：SL-2025-001
            发布机构：示例市体育局
            发布日期：2025-08-01
            文号：示体函〔2025〕6号
            对市三届人大二次会议第5号建议的答复

            <p>曹示例代表：</p>
            <p>您提出的《关于建设示例球场的建议》收悉，现答复如下：</p>
            <p>示例。</p>
            <p>示例市体育局</p>
            <p>2025年7月28日</p>
            """,
        want: [
            "doc": "示体函〔2025〕6号", "body": "人大", "session": "市三届人大二次会议", "number": "5",
            "title": "关于建设示例球场的建议", "by": "曹示例", "lead": "示例市体育局",
            "date": "2025-07-28",
        ]),
    Form(
        name: "radicals from a PDF, broken lines in the heading",
        text: """
            关于市三届⼈⼤⼆次会
            议第9号建议的答复
            严示例代表：
            您提出的《关于示例⽂化的建议》收悉，现答复如下：
            示例。
            示例市⽂化局
            2025年6⽉2⽇
            """,
        want: [
            "body": "人大", "session": "市三届人大二次会议", "number": "9",
            "title": "关于示例文化的建议", "by": "严示例", "lead": "示例市文化局", "date": "2025-06-02",
        ]),
    Form(
        name: "every character spaced",
        text: "关 于 市 三 届 人 大 二 次 会 议 第 7 号 建 议 的 答 复\n华 示 例 代 表 ：\n"
            + "您 提 出 的 《 关 于 示 例 的 建 议 》 收 悉 ， 现 答 复 如 下 ：\n示 例 。\n示 例 市 粮 食 局\n2 0 2 5 年 6 月 2 日",
        want: [
            "body": "人大", "session": "市三届人大二次会议", "number": "7", "title": "关于示例的建议",
            "by": "华示例", "lead": "示例市粮食局", "date": "2025-06-02",
        ]),
]

/// Texts that are no reply letters, with a word that the reason must hold.
let otherTexts: [Form] = [
    Form(name: "empty", text: "", want: ["reason": "空"]),
    Form(name: "blanks", text: " \n\u{3000}\n", want: ["reason": "空"]),
    Form(
        name: "binary", text: String(repeating: "\u{1}\u{2}PK\u{3}\u{4}\u{5}", count: 40),
        want: ["reason": "不是文字"]),
    Form(
        name: "news that mentions a reply",
        text: "示例市民政局召开建议提案办理推进会\n本报讯（记者 示例）近日，示例市民政局召开会议，对市三届人大二次会议第126号建议的答复情况进行了研究，要求按期答复代表委员。",
        want: ["reason": "新闻"]),
    Form(
        name: "notice about handling",
        text:
            "关于做好2025年人大代表建议和政协提案办理工作的通知\n各县（市、区）人民政府：\n为做好建议提案答复工作，现将有关事项通知如下：\n示例。\n示例市人民政府办公室\n2025年3月1日",
        want: ["reason": "通知"]),
    Form(
        name: "implementing opinion",
        text: "示例市民政局文件\n示民发〔2024〕1号\n示例市民政局关于规范示例工作的实施意见\n各县（市、区）民政局：\n现提出如下实施意见：\n示例。\n2024年1月2日",
        want: ["reason": "实施意见"]),
    Form(
        name: "minutes",
        text: "市政府专题会议纪要\n〔2025〕8号\n3月5日，市政府召开会议，研究市政协五届四次会议第90号提案办理情况，纪要如下：\n示例。",
        want: ["reason": "纪要"]),
    Form(
        name: "answer to a citizen",
        text: "关于示例路停车问题的回复\n尊敬的网友：\n您好！您提出的建议收悉，现回复如下：示例。\n示例市城管局\n2025年1月5日",
        want: ["reason": "群众"]),
    Form(
        name: "the suggestion itself",
        text: "关于增设老年人助餐点的建议\n提出人：林示例\n案由：示例市老年人多，助餐点少。\n建议：一、增设助餐点。二、给予补助。请有关部门研究并予以答复。",
        want: [:]),
    Form(
        name: "a list of replies",
        text:
            "建议提案办理结果公开\n关于对市政协四届三次会议第42号提案的答复 2023-07-03\n关于对市政协四届三次会议第43号提案的答复 2023-07-04\n关于市三届人大二次会议第5号建议的答复 2023-07-05",
        want: [:]),
    Form(
        name: "a speech to deputies",
        text: "政府工作报告\n各位代表：\n现在，我代表市人民政府向大会报告工作，请予审议，并请各位政协委员提出意见。一年来，办理代表建议一百二十件，答复率百分之百。",
        want: [:]),
    Form(
        name: "an article that quotes the words",
        text: "怎样写好答复函\n答复函要写明建议的编号和标题，开头写“收悉”，再写“现答复如下”，最后写联系人和联系电话。写作时要逐条回答代表所提的问题，不能写成工作总结。",
        want: [:]),
]
