<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutSection</name>
    <message>
        <source>About Replydesk</source>
        <translation>关于 Replydesk</translation>
    </message>
    <message>
        <source>Verified answers with their sources, from your own knowledge.</source>
        <translation>经过核实、附有来源的答案，全部出自您自己的知识。</translation>
    </message>
    <message>
        <source>This program</source>
        <translation>本程序</translation>
    </message>
    <message>
        <source>What leaves this computer</source>
        <translation>哪些数据会离开本机</translation>
    </message>
    <message>
        <source>Nothing, except to a company server if you connect to one. No telemetry, no update check, no account.</source>
        <translation>没有任何数据离开，除非您连接到公司服务器。没有遥测，不检查更新，无需账号。</translation>
    </message>
    <message>
        <source>Log files</source>
        <translation>日志文件</translation>
    </message>
    <message>
        <source>{folder}
They hold codes, times and numbers, never a text of a customer.</source>
        <translation>{folder}
其中只有代码、时间和数字，从不包含客户的文字。</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>If something does not work</source>
        <translation>遇到问题时</translation>
    </message>
    <message>
        <source>&apos;replydesk doctor&apos; in a terminal checks this computer and says what to do.</source>
        <translation>在终端运行“replydesk doctor”，它会检查本机并告诉您该怎么做。</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Licence texts</source>
        <translation>许可证全文</translation>
    </message>
    <message>
        <source>Of Replydesk, and of what it is built on.</source>
        <translation>Replydesk 及其所用组件的许可证。</translation>
    </message>
    <message>
        <source>Replydesk</source>
        <translation>Replydesk</translation>
    </message>
    <message>
        <source>Built on</source>
        <translation>所用组件</translation>
    </message>
    <message>
        <source>Licence text</source>
        <translation>许可证文本</translation>
    </message>
    <message>
        <source>Window {window}</source>
        <translation>窗口 {window}</translation>
    </message>
    <message>
        <source>Window {window}, engine {engine}</source>
        <translation>窗口 {window}，引擎 {engine}</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>This file is missing from your installation.</source>
        <translation>您的安装中缺少此文件。</translation>
    </message>
</context>
<context>
    <name>AgainMenu</name>
    <message>
        <source>Rewrite</source>
        <translation>重写</translation>
    </message>
    <message>
        <source>Write the draft again</source>
        <translation>重写草稿</translation>
    </message>
    <message>
        <source>Write it again, or otherwise  R</source>
        <translation>重写一遍，或换一种写法  R</translation>
    </message>
    <message>
        <source>Again</source>
        <translation>再写一遍</translation>
    </message>
    <message>
        <source>Shorter</source>
        <translation>更简短</translation>
    </message>
    <message>
        <source>Warmer</source>
        <translation>更亲切</translation>
    </message>
    <message>
        <source>More formal</source>
        <translation>更正式</translation>
    </message>
    <message>
        <source>In the customer&apos;s language</source>
        <translation>用客户的语言</translation>
    </message>
    <message>
        <source>By the model</source>
        <translation>由模型来写</translation>
    </message>
    <message>
        <source>Composed of verified answers</source>
        <translation>由已核实的答案组成</translation>
    </message>
</context>
<context>
    <name>AnswersSection</name>
    <message>
        <source>Knowledge and answers</source>
        <translation>知识与答案</translation>
    </message>
    <message>
        <source>These belong to the engine: they hold for everybody who is connected to it.</source>
        <translation>这些设置属于引擎：对所有连接到它的人生效。</translation>
    </message>
    <message>
        <source>How sure an answer must be</source>
        <translation>答案需要多高的把握</translation>
    </message>
    <message>
        <source>Confidence floor</source>
        <translation>置信度下限</translation>
    </message>
    <message>
        <source>An answer below it is not offered. Higher: fewer and surer cards. Lower: more, of which some will not fit.</source>
        <translation>低于下限的答案不会提供。调高：卡片更少、更可靠；调低：卡片更多，其中有些并不合适。</translation>
    </message>
    <message>
        <source>Confidence floor in per cent</source>
        <translation>置信度下限（百分比）</translation>
    </message>
    <message>
        <source> %</source>
        <translation> %</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>What is searched, and how</source>
        <translation>搜索哪些内容、如何搜索</translation>
    </message>
    <message>
        <source>Replies of similar solved conversations</source>
        <translation>相似的已解决会话中的回复</translation>
    </message>
    <message>
        <source>Offered besides the answers of your knowledge base, with personal data taken out.</source>
        <translation>在知识库答案之外一并提供，其中的个人信息已去除。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Saved. It holds from the next question on.</source>
        <translation>已保存，从下一个问题起生效。</translation>
    </message>
    <message>
        <source>Use the measured floor, {share}</source>
        <translation>使用实测下限 {share}</translation>
    </message>
</context>
<context>
    <name>Audit</name>
    <message>
        <source>Everything</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Articles</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Customers</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Erased persons</source>
        <translation>抹除的人员</translation>
    </message>
    <message>
        <source>Macros</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Imports</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Removed sources</source>
        <translation>移除的来源</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Embedding model</source>
        <translation>嵌入模型</translation>
    </message>
    <message>
        <source>Dialogue models</source>
        <translation>对话模型</translation>
    </message>
    <message>
        <source>Bundles</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Restores</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>Added a person</source>
        <translation>添加成员</translation>
    </message>
    <message>
        <source>Disabled a person</source>
        <translation>停用成员</translation>
    </message>
    <message>
        <source>Changed an entry</source>
        <translation>修改条目</translation>
    </message>
    <message>
        <source>Unmarked two entries as different</source>
        <translation>撤回“两个条目不同”</translation>
    </message>
    <message>
        <source>Wrote an entry</source>
        <translation>编写条目</translation>
    </message>
    <message>
        <source>Deleted an entry</source>
        <translation>删除条目</translation>
    </message>
    <message>
        <source>Merged entries</source>
        <translation>合并条目</translation>
    </message>
    <message>
        <source>Restored an entry</source>
        <translation>恢复条目</translation>
    </message>
    <message>
        <source>Marked two entries as different</source>
        <translation>标记两个条目不同</translation>
    </message>
    <message>
        <source>Made a backup</source>
        <translation>创建备份</translation>
    </message>
    <message>
        <source>Took a bundle in</source>
        <translation>导入了数据包</translation>
    </message>
    <message>
        <source>Deleted a conversation</source>
        <translation>删除会话</translation>
    </message>
    <message>
        <source>Deleted a customer</source>
        <translation>删除客户</translation>
    </message>
    <message>
        <source>Changed the model</source>
        <translation>更换模型</translation>
    </message>
    <message>
        <source>Imported a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Changed a macro</source>
        <translation>修改快捷回复</translation>
    </message>
    <message>
        <source>Wrote a macro</source>
        <translation>编写快捷回复</translation>
    </message>
    <message>
        <source>Deleted a macro</source>
        <translation>删除快捷回复</translation>
    </message>
    <message>
        <source>Added a dialogue model</source>
        <translation>添加了对话模型</translation>
    </message>
    <message>
        <source>Removed a dialogue model</source>
        <translation>移除了对话模型</translation>
    </message>
    <message>
        <source>Rolled back to the previous dialogue model</source>
        <translation>退回到上一个模型</translation>
    </message>
    <message>
        <source>Chose a dialogue model</source>
        <translation>选用了对话模型</translation>
    </message>
    <message>
        <source>Erased a person</source>
        <translation>抹除人员</translation>
    </message>
    <message>
        <source>Erased a person again</source>
        <translation>再次抹除人员</translation>
    </message>
    <message>
        <source>Viewed the recovery key</source>
        <translation>查看恢复密钥</translation>
    </message>
    <message>
        <source>Changed settings</source>
        <translation>修改设置</translation>
    </message>
    <message>
        <source>Removed a source</source>
        <translation>移除来源</translation>
    </message>
    <message>
        <source>Found that changes were missing</source>
        <translation>发现缺失的更改</translation>
    </message>
    <message>
        <source>Restored a backup</source>
        <translation>恢复备份</translation>
    </message>
</context>
<context>
    <name>AuditSection</name>
    <message>
        <source>Audit</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>What an administrator must be able to account for. Nobody can change it, and it holds no customer&apos;s text.</source>
        <translation>管理员需要能说明的一切。任何人都不能修改，其中没有客户的文字。</translation>
    </message>
    <message>
        <source>Kind of action</source>
        <translation>操作类型</translation>
    </message>
    <message>
        <source>Only about, such as &apos;article 12&apos;</source>
        <translation>仅限对象，例如“article 12”</translation>
    </message>
    <message>
        <source>Only about this subject</source>
        <translation>仅看此对象</translation>
    </message>
    <message>
        <source>When</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>About</source>
        <translation>对象</translation>
    </message>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Entries: {count}</source>
        <translation>记录数：{count}</translation>
    </message>
</context>
<context>
    <name>Authors</name>
    <message>
        <source>Add a name as the export writes it</source>
        <translation>按导出文件中的写法添加姓名</translation>
    </message>
</context>
<context>
    <name>BacktestBars</name>
    <message>
        <source>Backtest</source>
        <translation>回测</translation>
    </message>
    <message>
        <source>usable as they are</source>
        <translation>可直接使用</translation>
    </message>
    <message>
        <source>lightly edited</source>
        <translation>略加修改</translation>
    </message>
    <message>
        <source>not usable</source>
        <translation>不可用</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
</context>
<context>
    <name>Backups</name>
    <message>
        <source>made by hand</source>
        <translation>手动</translation>
    </message>
    <message>
        <source>daily</source>
        <translation>每日</translation>
    </message>
    <message>
        <source>before a restore</source>
        <translation>恢复之前</translation>
    </message>
    <message>
        <source>before an upgrade</source>
        <translation>升级之前</translation>
    </message>
</context>
<context>
    <name>BackupsSection</name>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Verified copies of everything, encrypted with the same key. None is kept for more than 30 days, so that erased customers are gone from them too.</source>
        <translation>全部数据经过校验的副本，用同一把密钥加密。保留不超过 30 天，因此已抹除的客户也会从中消失。</translation>
    </message>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Restore…</source>
        <translation>恢复…</translation>
    </message>
    <message>
        <source>Every day, automatically</source>
        <translation>每天自动备份</translation>
    </message>
    <message>
        <source>Make a backup every day</source>
        <translation>每天做一次备份</translation>
    </message>
    <message>
        <source>There is no backup yet. Make the first one now.</source>
        <translation>还没有备份。现在就做第一个吧。</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>备份时间</translation>
    </message>
    <message>
        <source>Why</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Making a backup and verifying it…</source>
        <translation>正在备份并校验…</translation>
    </message>
    <message>
        <source>The backup is made and verified.</source>
        <translation>备份已完成并通过校验。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Go back to the backup of {moment}?</source>
        <translation>回到 {moment} 的备份？</translation>
    </message>
    <message>
        <source>What was written since then leaves the knowledge base. What is there now is backed up first, so you can come back. Erased customers stay erased. Running jobs are stopped.</source>
        <translation>此后写入的内容会从知识库中消失。当前内容会先备份，您可以随时回来。已抹除的客户仍保持抹除。正在运行的任务会停止。</translation>
    </message>
    <message>
        <source>Restore</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Restoring…</source>
        <translation>正在恢复…</translation>
    </message>
    <message>
        <source>The knowledge base is as it was at {moment}.</source>
        <translation>知识库已恢复到 {moment} 的状态。</translation>
    </message>
</context>
<context>
    <name>BeginDialog</name>
    <message>
        <source>What it is about</source>
        <translation>会话主题</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Storing the conversation</source>
        <translation>正在保存会话</translation>
    </message>
</context>
<context>
    <name>Browser</name>
    <message>
        <source>Entries of the knowledge base</source>
        <translation>知识库条目</translation>
    </message>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Lang</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Used</source>
        <translation>使用</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>No entry matches. Clear a filter to see more.</source>
        <translation>没有符合条件的条目。清除一个筛选条件可看到更多。</translation>
    </message>
    <message>
        <source>No entry has these words. Try fewer.</source>
        <translation>没有包含这些词的条目。请少用几个词。</translation>
    </message>
    <message>
        <source>What you write here will be the first entry.</source>
        <translation>您在这里写下的将是第一个条目。</translation>
    </message>
</context>
<context>
    <name>BundleDialog</name>
    <message>
        <source>{name} is being taken in. Open the other one afterwards.</source>
        <translation>正在导入 {name}。请稍后再打开另一个。</translation>
    </message>
    <message>
        <source>Checking the signature and every file</source>
        <translation>正在核对签名和每个文件</translation>
    </message>
    <message>
        <source>Taking it in</source>
        <translation>正在导入</translation>
    </message>
    <message>
        <source>The public key of your company</source>
        <translation>贵公司的公钥</translation>
    </message>
    <message>
        <source>Public keys (*.pub *.pem)</source>
        <translation>公钥 (*.pub *.pem)</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>The bundle {name} was taken in</source>
        <translation>数据包 {name} 已导入</translation>
    </message>
    <message>
        <source>Bundle</source>
        <translation>数据包</translation>
    </message>
    <message>
        <source>Choose the key file…</source>
        <translation>选择密钥文件…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Take it in</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>What went in before this stays. Taken in again, it continues from there.</source>
        <translation>在此之前导入的内容会保留；重新导入时将从那里继续。</translation>
    </message>
    <message>
        <source>Nothing of this bundle was used.</source>
        <translation>未使用此数据包中的任何内容。</translation>
    </message>
    <message>
        <source>Everything in it is already here: there is nothing to take in.</source>
        <translation>其中的内容这里都已有，无需导入。</translation>
    </message>
    <message>
        <source>Every change of an entry is in its history, and the model before stays on the shelf.</source>
        <translation>条目的每次更改都记录在其历史中，原来的模型仍会保留。</translation>
    </message>
</context>
<context>
    <name>BundleWork</name>
    <message>
        <source>that the engine stopped in the middle</source>
        <translation>引擎中途停止</translation>
    </message>
    <message>
        <source>a bundle that is taken in completely</source>
        <translation>数据包完整导入</translation>
    </message>
    <message>
        <source>Take it in again: what is already there is not taken twice</source>
        <translation>请重新导入：已有的内容不会重复导入</translation>
    </message>
</context>
<context>
    <name>Bundles</name>
    <message>
        <source>A bundle that your company made</source>
        <translation>贵公司制作的数据包</translation>
    </message>
    <message>
        <source>Bundles (*.replydesk)</source>
        <translation>数据包 (*.replydesk)</translation>
    </message>
</context>
<context>
    <name>Busy</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
</context>
<context>
    <name>CardDeeds</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
    <message>
        <source>Suggestion {n}</source>
        <translation>建议 {n}</translation>
    </message>
</context>
<context>
    <name>ChoosePane</name>
    <message>
        <source>Drop files here</source>
        <translation>把文件拖到这里</translation>
    </message>
    <message>
        <source>Choose files…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>Try this file again</source>
        <translation>重试此文件</translation>
    </message>
    <message>
        <source>Questions and answers as CSV, Excel or JSON; documents as PDF, Word, HTML, Markdown or text; solved conversations as CSV, Excel or JSON.</source>
        <translation>问答：CSV、Excel 或 JSON；文档：PDF、Word、HTML、Markdown 或文本；已解决的会话：CSV、Excel 或 JSON。</translation>
    </message>
    <message>
        <source>{name} could not be read</source>
        <translation>无法读取 {name}</translation>
    </message>
    <message>
        <source>Import files</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Knowledge and conversations ({endings})</source>
        <translation>知识与会话（{endings}）</translation>
    </message>
    <message>
        <source>All files (*)</source>
        <translation>所有文件 (*)</translation>
    </message>
    <message>
        <source>{name} cannot be opened. Check that you may read it.</source>
        <translation>无法打开 {name}。请检查您是否有读取权限。</translation>
    </message>
    <message>
        <source>Sending {name} to the server</source>
        <translation>正在将 {name} 发送到服务器</translation>
    </message>
    <message>
        <source>Estimating what it takes</source>
        <translation>正在估算所需资源</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>What should get better?</source>
        <translation>要改进什么？</translation>
    </message>
    <message>
        <source>It learns from what you approved, in a process of its own, while the assistant keeps answering. Nothing changes for your team until you say so.</source>
        <translation>它在单独的进程中从您批准的内容里学习，助手照常作答。在您同意之前，团队的使用不会有任何变化。</translation>
    </message>
    <message>
        <source>How thoroughly</source>
        <translation>细致程度</translation>
    </message>
    <message>
        <source>What was noticed</source>
        <translation>需要留意</translation>
    </message>
    <message>
        <source>No labels? Group the messages and name the groups…</source>
        <translation>没有标签？将消息分组并命名…</translation>
    </message>
</context>
<context>
    <name>ColumnMapping</name>
    <message>
        <source>The table holds</source>
        <translation>表格内容是</translation>
    </message>
    <message>
        <source>Questions and answers</source>
        <translation>问题和答案</translation>
    </message>
    <message>
        <source>Solved conversations</source>
        <translation>已解决的会话</translation>
    </message>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Other wordings</source>
        <translation>其他问法</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Who wrote</source>
        <translation>发言人</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Request</source>
        <translation>请求</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Customer&apos;s name</source>
        <translation>客户姓名</translation>
    </message>
    <message>
        <source>Customer&apos;s mail</source>
        <translation>客户邮箱</translation>
    </message>
    <message>
        <source>Customer&apos;s number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>Composer</name>
    <message>
        <source>Write the note first, then press Note.</source>
        <translation>请先写好备注，再点“备注”。</translation>
    </message>
    <message>
        <source>The text is longer than a message may be; its end was left out.</source>
        <translation>文字超出一条消息的长度，末尾部分未放入。</translation>
    </message>
    <message>
        <source>Write a reply</source>
        <translation>撰写回复</translation>
    </message>
    <message>
        <source>Reply</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Alt+0…3 take · Tab next · Ctrl+Enter copy</source>
        <translation>Alt+0…3 采用 · Tab 下一句 · Ctrl+Enter 复制</translation>
    </message>
    <message>
        <source>Search the knowledge base</source>
        <translation>搜索知识库</translation>
    </message>
    <message>
        <source>Search the knowledge base  Ctrl+Shift+K</source>
        <translation>搜索知识库  Ctrl+Shift+K</translation>
    </message>
    <message>
        <source>Macros</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Texts kept at hand  Ctrl+Shift+M</source>
        <translation>常用文本  Ctrl+Shift+M</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>Keep this as a note that only colleagues see</source>
        <translation>保存为仅同事可见的备注</translation>
    </message>
    <message>
        <source>Copy reply</source>
        <translation>复制回复</translation>
    </message>
    <message>
        <source>Copy, and keep it in the conversation  Ctrl+Enter</source>
        <translation>复制并保存到会话中  Ctrl+Enter</translation>
    </message>
</context>
<context>
    <name>ConflictDialog</name>
    <message>
        <source>This entry was changed by somebody else</source>
        <translation>此条目已被他人修改</translation>
    </message>
    <message>
        <source>It was saved {moment}, while you were writing. Which one should stay?</source>
        <translation>您编辑期间，它于 {moment} 被保存。保留哪一个？</translation>
    </message>
    <message>
        <source>Yours, not saved yet</source>
        <translation>您的版本，尚未保存</translation>
    </message>
    <message>
        <source>Theirs</source>
        <translation>对方的版本</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>Take theirs</source>
        <translation>采用对方的</translation>
    </message>
    <message>
        <source>Keep mine</source>
        <translation>保留我的</translation>
    </message>
</context>
<context>
    <name>Confusion</name>
    <message>
        <source>Wanted and said labels</source>
        <translation>应有标签与判定标签</translation>
    </message>
    <message>
        <source>{wanted} taken for {said}: {count}</source>
        <translation>{wanted} 判为 {said}：{count}</translation>
    </message>
</context>
<context>
    <name>ConnectionSection</name>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>The engine keeps the knowledge and answers. It runs on this computer, or on a server of your company that a team shares.</source>
        <translation>引擎保存知识并回答问题。它可以运行在本机，也可以运行在团队共用的公司服务器上。</translation>
    </message>
    <message>
        <source>Connected to</source>
        <translation>连接到</translation>
    </message>
    <message>
        <source>Where the engine runs</source>
        <translation>引擎运行的位置</translation>
    </message>
    <message>
        <source>This computer</source>
        <translation>本机</translation>
    </message>
    <message>
        <source>A company server</source>
        <translation>公司服务器</translation>
    </message>
    <message>
        <source>Address</source>
        <translation>地址</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Your administrator gives it to you</source>
        <translation>由管理员提供给您</translation>
    </message>
    <message>
        <source>Test</source>
        <translation>测试</translation>
    </message>
    <message>
        <source>Connect</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Company server {address}</source>
        <translation>公司服务器 {address}</translation>
    </message>
    <message>
        <source>The engine of this computer</source>
        <translation>本机的引擎</translation>
    </message>
    <message>
        <source>Version {version}</source>
        <translation>版本 {version}</translation>
    </message>
    <message>
        <source>This server does not know the token. Check it, or ask your administrator for a new one.</source>
        <translation>该服务器不认识此令牌。请检查令牌，或向管理员索取新的。</translation>
    </message>
    <message>
        <source>Connecting</source>
        <translation>正在连接</translation>
    </message>
    <message>
        <source>Connected, loading knowledge</source>
        <translation>已连接，正在加载知识</translation>
    </message>
    <message>
        <source>Connected</source>
        <translation>已连接</translation>
    </message>
    <message>
        <source>The connection was lost; trying again</source>
        <translation>连接已断开，正在重试</translation>
    </message>
    <message>
        <source>Not connected</source>
        <translation>未连接</translation>
    </message>
    <message>
        <source>This is not the address of a server. Expected: scheme, name and port, such as https://replydesk.example:8443</source>
        <translation>这不是服务器地址。应包含协议、名称和端口，例如 https://replydesk.example:8443</translation>
    </message>
    <message>
        <source>A token is needed: your administrator makes one for you.</source>
        <translation>需要令牌：请让管理员为您创建一个。</translation>
    </message>
    <message>
        <source>Trying the address…</source>
        <translation>正在测试该地址…</translation>
    </message>
    <message numerus="yes">
        <source>It answers: version {version}, %Ln entries. You are {name}, {role}.</source>
        <translation>
            <numerusform>服务器有响应：版本 {version}，%Ln 个条目。您是 {name}，{role}。</numerusform>
        </translation>
    </message>
    <message>
        <source>This computer has no keyring, so the token is kept for this run only: you will be asked for it again.</source>
        <translation>本机没有密钥环，令牌只在本次运行中保留，下次会再次询问。</translation>
    </message>
    <message>
        <source>Beware: this address is not encrypted (http), so others on the way can read what is sent.</source>
        <translation>注意：该地址未加密（http），途中的其他人可以读到传输的内容。</translation>
    </message>
</context>
<context>
    <name>ContentView</name>
    <message>
        <source>Taken in</source>
        <translation>已导入</translation>
    </message>
    <message>
        <source>Signed by your company, and every file is as it was signed</source>
        <translation>由贵公司签名，所有文件均与签名时一致</translation>
    </message>
    <message>
        <source>Signed with the key that you chose, and every file is as it was signed</source>
        <translation>签名与您选择的密钥相符，所有文件均与签名时一致</translation>
    </message>
    <message>
        <source>Replydesk {version} · {when} · {size}</source>
        <translation>Replydesk {version} · {when} · {size}</translation>
    </message>
    <message>
        <source>A newer bundle, of {when}, was taken in here before. What this one changes goes back to how it was then.</source>
        <translation>此前已导入过更新的数据包（{when}）。导入此数据包会使它所更改的内容退回到当时的状态。</translation>
    </message>
    <message>
        <source>Who signed it</source>
        <translation>签名者</translation>
    </message>
    <message>
        <source>The key that your administrator deployed to this computer</source>
        <translation>管理员部署到本机的密钥</translation>
    </message>
    <message>
        <source>The key in {name}</source>
        <translation>{name} 中的密钥</translation>
    </message>
    <message>
        <source>It is your company&apos;s if this is the number that your company tells you:</source>
        <translation>若下面的编号与贵公司告知的一致，即为贵公司的密钥：</translation>
    </message>
    <message>
        <source>Let its model write drafts</source>
        <translation>用其中的模型撰写草稿</translation>
    </message>
    <message>
        <source>The model before stays on the shelf: in Settings, under Drafts and models, one click goes back to it.</source>
        <translation>原来的模型仍会保留：在“设置 › 草稿与模型”中一键即可换回。</translation>
    </message>
    <message>
        <source>Dialogue model, {size}</source>
        <translation>对话模型，{size}</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识</translation>
    </message>
    <message>
        <source>What it changed here</source>
        <translation>已更改的内容</translation>
    </message>
    <message>
        <source>What it changes here</source>
        <translation>将更改的内容</translation>
    </message>
    <message>
        <source>writes drafts</source>
        <translation>正在撰写草稿</translation>
    </message>
    <message>
        <source>here already</source>
        <translation>已有</translation>
    </message>
    <message>
        <source>on the shelf now</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>new</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>{count} new entries</source>
        <translation>新增 {count} 条</translation>
    </message>
    <message>
        <source>{count} changed</source>
        <translation>更改 {count} 条</translation>
    </message>
    <message>
        <source>{count} unchanged</source>
        <translation>{count} 条无变化</translation>
    </message>
    <message>
        <source>{count} only in an earlier bundle</source>
        <translation>{count} 条仅见于此前的数据包，予以保留</translation>
    </message>
    <message>
        <source>{count} could not be read</source>
        <translation>{count} 条无法读取</translation>
    </message>
    <message>
        <source> · </source>
        <comment>between figures</comment>
        <translation> · </translation>
    </message>
    <message>
        <source>no entries</source>
        <translation>没有条目</translation>
    </message>
</context>
<context>
    <name>ConversationActions</name>
    <message>
        <source>This conversation is yours now.</source>
        <translation>此会话现在由您负责。</translation>
    </message>
    <message>
        <source>The conversation is deleted.</source>
        <translation>会话将被删除。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Waiting for the customer</source>
        <translation>等待客户</translation>
    </message>
    <message>
        <source>Mark as solved</source>
        <translation>标记为已解决</translation>
    </message>
    <message>
        <source>Assign to me</source>
        <translation>由我负责</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>The conversation is open again.</source>
        <translation>会话已重新打开。</translation>
    </message>
    <message>
        <source>The conversation waits for the customer.</source>
        <translation>会话正在等待客户。</translation>
    </message>
    <message>
        <source>The conversation is solved.</source>
        <translation>会话已解决。</translation>
    </message>
</context>
<context>
    <name>ConversationDelegate</name>
    <message>
        <source>Unknown customer</source>
        <translation>未知客户</translation>
    </message>
    <message>
        <source>Nothing said yet</source>
        <translation>还没有消息</translation>
    </message>
</context>
<context>
    <name>ConversationModel</name>
    <message>
        <source>{name}: {line} ({status})</source>
        <translation>{name}：{line}（{status}）</translation>
    </message>
</context>
<context>
    <name>ConversationsModel</name>
    <message>
        <source>Conversation</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Used or left out</source>
        <translation>采用或排除</translation>
    </message>
    <message>
        <source>No. {number} in the file</source>
        <translation>文件中的第 {number} 个</translation>
    </message>
    <message>
        <source>used</source>
        <translation>采用</translation>
    </message>
</context>
<context>
    <name>ConversationsPane</name>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>Search   Ctrl+F</source>
        <translation>搜索   Ctrl+F</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索会话</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新建会话</translation>
    </message>
    <message>
        <source>Paste a chat</source>
        <translation>粘贴聊天记录</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>导入会话</translation>
    </message>
</context>
<context>
    <name>ConversationsView</name>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
</context>
<context>
    <name>Copilot</name>
    <message>
        <source>Copy the same text twice within a second, in any program: suggestions come up near the cursor. Each copy is hashed and forgotten after a second; nothing else is kept.</source>
        <translation>在任何程序中，一秒内将同一段文字复制两次，光标旁就会出现建议。每次复制的内容只做哈希，一秒后即忘记，不保留任何其他内容。</translation>
    </message>
    <message>
        <source>{desktop} shows what is copied only to the program in front. With Replydesk in front, press {keys}; or let a shortcut of your desktop&apos;s settings run: {command}</source>
        <translation>{desktop} 只让前台程序看到复制的内容。当 Replydesk 在前台时请按 {keys}；也可以在桌面设置中添加快捷键来运行：{command}</translation>
    </message>
    <message>
        <source>Clipboard copilot is off</source>
        <translation>剪贴板助手已关闭</translation>
    </message>
    <message>
        <source>There is no text in the clipboard</source>
        <translation>剪贴板中没有文字</translation>
    </message>
    <message>
        <source>The clipboard can no longer be watched: the process that does so kept ending. Turn the clipboard copilot off and on to try again.</source>
        <translation>无法继续监视剪贴板：负责监视的进程反复终止。请关闭再打开剪贴板助手以重试。</translation>
    </message>
</context>
<context>
    <name>CopilotCard</name>
    <message>
        <source>{kind} · {title}</source>
        <translation>{kind} · {title}</translation>
    </message>
    <message>
        <source>Suggestion {n}: {kind}, {share} sure</source>
        <translation>建议 {n}：{kind}，把握 {share}</translation>
    </message>
</context>
<context>
    <name>CopilotPopup</name>
    <message>
        <source>The engine is starting; suggestions appear as soon as it answers.</source>
        <translation>引擎正在启动；就绪后建议会自动出现。</translation>
    </message>
    <message>
        <source>Suggestions for what you copied</source>
        <translation>针对所复制内容的建议</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Open as a conversation</source>
        <translation>作为会话打开</translation>
    </message>
    <message>
        <source>1–3 or ↑ ↓ choose · Enter copies · Esc closes</source>
        <translation>1–3 或 ↑ ↓ 选择 · Enter 复制 · Esc 关闭</translation>
    </message>
    <message>
        <source>Nothing in the knowledge base answers this.</source>
        <translation>知识库中没有对应的答案。</translation>
    </message>
    <message>
        <source>Searching the knowledge base …</source>
        <translation>正在查找知识库……</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>Copy selection</source>
        <translation>复制所选</translation>
    </message>
    <message>
        <source>Copy message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Select the whole message</source>
        <translation>选中整条消息</translation>
    </message>
</context>
<context>
    <name>Corrections</name>
    <message>
        <source>detected automatically</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>day before month</source>
        <translation>日在月前</translation>
    </message>
    <message>
        <source>month before day</source>
        <translation>月在日前</translation>
    </message>
    <message>
        <source> h</source>
        <comment>hours, behind a number</comment>
        <translation> 小时</translation>
    </message>
    <message>
        <source>Correct it</source>
        <translation>更正</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>客服人员</translation>
    </message>
    <message>
        <source>Authors who answer for the company.</source>
        <translation>代表公司回复的人。</translation>
    </message>
    <message>
        <source>Bots</source>
        <translation>机器人</translation>
    </message>
    <message>
        <source>Authors who are programs: nothing is learnt from what they said.</source>
        <translation>由程序发言的账号：不会从它们的话中学习。</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Which column is what?</source>
        <translation>各列分别是什么？</translation>
    </message>
    <message>
        <source>Who wrote and the message, where each row is a message; request and reply, where each row is a conversation.</source>
        <translation>若每行是一条消息，请指定发言方和消息；若每行是一个会话，请指定请求和回复。</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Which program wrote the export.</source>
        <translation>导出文件由哪个程序生成。</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>If letters look wrong in the examples.</source>
        <translation>示例中的文字显示不正常时使用。</translation>
    </message>
    <message>
        <source>Order of dates</source>
        <translation>日期顺序</translation>
    </message>
    <message>
        <source>Whether 05/03 is the fifth of March.</source>
        <translation>05/03 是否表示 3 月 5 日。</translation>
    </message>
    <message>
        <source>Time zone</source>
        <translation>时区</translation>
    </message>
    <message>
        <source>For times that name none.</source>
        <translation>用于未注明时区的时间。</translation>
    </message>
    <message>
        <source>Ratings</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>On which scale customers rated.</source>
        <translation>客户评分的范围。</translation>
    </message>
    <message>
        <source>A new conversation begins after</source>
        <translation>间隔多久算新会话</translation>
    </message>
    <message>
        <source>Silence that divides a chat which has no conversations of its own.</source>
        <translation>聊天记录本身不分会话时，沉默超过此时长即分开。</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>Would change</source>
        <translation>将更改</translation>
    </message>
    <message>
        <source>Unchanged</source>
        <translation>未变</translation>
    </message>
    <message>
        <source>Cannot be taken</source>
        <translation>无法导入</translation>
    </message>
    <message>
        <source>Added</source>
        <translation>已添加</translation>
    </message>
    <message>
        <source>Changed</source>
        <translation>已更改</translation>
    </message>
    <message>
        <source>Could not be taken</source>
        <translation>未能导入</translation>
    </message>
    <message>
        <source>conversations in the file</source>
        <translation>文件中的会话</translation>
    </message>
    <message>
        <source>of them can be used</source>
        <translation>其中可用</translation>
    </message>
    <message>
        <source>replies that answer something</source>
        <translation>解答了问题的回复</translation>
    </message>
</context>
<context>
    <name>CustomerField</name>
    <message>
        <source>Name, or leave empty</source>
        <translation>姓名，可留空</translation>
    </message>
    <message>
        <source>Customer&apos;s name</source>
        <translation>客户姓名</translation>
    </message>
    <message>
        <source>Which customer of this name</source>
        <translation>选择同名客户中的哪一位</translation>
    </message>
    <message>
        <source>Somebody new of this name</source>
        <translation>同名的新客户</translation>
    </message>
    <message>
        <source>{name} ({identifiers})</source>
        <translation>{name}（{identifiers}）</translation>
    </message>
    <message>
        <source>{name} (conversations: {count})</source>
        <translation>{name}（会话数：{count}）</translation>
    </message>
</context>
<context>
    <name>Deleting</name>
    <message>
        <source>“{entry}” is deleted</source>
        <translation>“{entry}”已删除</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Demo</name>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
</context>
<context>
    <name>DemoRow</name>
    <message>
        <source>Demo</source>
        <translation>演示</translation>
    </message>
    <message>
        <source>An invented shop with its FAQ and 20 conversations, each marked as demo. Removing it takes out nothing else.</source>
        <translation>一家虚构商店的常见问题和 20 个会话，均标有“演示”。移除时不会影响其他内容。</translation>
    </message>
    <message>
        <source>Remove the demo…</source>
        <translation>移除演示…</translation>
    </message>
    <message>
        <source>Add the demo</source>
        <translation>添加演示</translation>
    </message>
    <message>
        <source>Adding the demo</source>
        <translation>正在添加演示</translation>
    </message>
    <message>
        <source>The demo is in: see the inbox.</source>
        <translation>演示已添加：请查看收件箱。</translation>
    </message>
    <message>
        <source>The demo will be removed.</source>
        <translation>将移除演示内容。</translation>
    </message>
    <message>
        <source>Keep it</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Removing the demo…</source>
        <translation>正在移除演示…</translation>
    </message>
    <message>
        <source>The demo is removed.</source>
        <translation>演示已移除。</translation>
    </message>
</context>
<context>
    <name>DiffView</name>
    <message>
        <source>
… and more that is not shown</source>
        <translation>
……其余未显示</translation>
    </message>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
</context>
<context>
    <name>DoctorView</name>
    <message>
        <source>What it is</source>
        <translation>识别结果</translation>
    </message>
    <message>
        <source>Is it enough?</source>
        <translation>数量够吗？</translation>
    </message>
    <message>
        <source>What is left out</source>
        <translation>排除的内容</translation>
    </message>
    <message>
        <source>As it was read</source>
        <translation>读取效果</translation>
    </message>
</context>
<context>
    <name>Download</name>
    <message>
        <source>Free some space, or choose another place</source>
        <translation>请释放一些空间，或选择其他位置</translation>
    </message>
    <message>
        <source>to be able to write the file</source>
        <translation>能够写入该文件</translation>
    </message>
</context>
<context>
    <name>DraftActions</name>
    <message>
        <source>Write the draft again</source>
        <translation>重写草稿</translation>
    </message>
    <message>
        <source>Write a shorter draft</source>
        <translation>写一份更短的草稿</translation>
    </message>
    <message>
        <source>Write a warmer draft</source>
        <translation>写一份更亲切的草稿</translation>
    </message>
    <message>
        <source>Write a more formal draft</source>
        <translation>写一份更正式的草稿</translation>
    </message>
    <message>
        <source>Write the draft in the customer&apos;s language</source>
        <translation>用客户的语言写草稿</translation>
    </message>
    <message>
        <source>Stop the draft</source>
        <translation>停止写草稿</translation>
    </message>
    <message>
        <source>Use the draft</source>
        <translation>使用草稿</translation>
    </message>
</context>
<context>
    <name>DraftCard</name>
    <message>
        <source>Draft</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Put it into the reply  Alt+0</source>
        <translation>放入回复  Alt+0</translation>
    </message>
    <message>
        <source>Use the draft</source>
        <translation>采用草稿</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stop writing it  Esc</source>
        <translation>不再往下写  Esc</translation>
    </message>
    <message>
        <source>Stop the draft</source>
        <translation>停止撰写草稿</translation>
    </message>
    <message>
        <source>Copy this text</source>
        <translation>复制这段文字</translation>
    </message>
    <message>
        <source>{name}  {key}</source>
        <translation>{name}  {key}</translation>
    </message>
    <message>
        <source>Draft, being written</source>
        <translation>草稿，正在撰写</translation>
    </message>
    <message>
        <source>Draft: {state}</source>
        <translation>草稿：{state}</translation>
    </message>
    <message>
        <source>{text} ({evidence})</source>
        <translation>{text}（{evidence}）</translation>
    </message>
</context>
<context>
    <name>DraftController</name>
    <message>
        <source>Copied</source>
        <translation>已复制</translation>
    </message>
</context>
<context>
    <name>DraftWords</name>
    <message>
        <source>Esc stops</source>
        <translation>按 Esc 停止</translation>
    </message>
    <message>
        <source>{rate} tokens/s · Esc stops</source>
        <translation>{rate} 词元/秒 · 按 Esc 停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Broken off</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Composed from verified answers</source>
        <translation>由已核实的答案组成</translation>
    </message>
    <message>
        <source>{rate} tokens/s</source>
        <translation>{rate} 词元/秒</translation>
    </message>
    <message>
        <source>Another draft is being written first</source>
        <translation>正在先写另一份草稿</translation>
    </message>
    <message>
        <source>The model is loading</source>
        <translation>正在加载模型</translation>
    </message>
    <message>
        <source>The model is reading the conversation</source>
        <translation>模型正在阅读对话</translation>
    </message>
    <message>
        <source>A draft is on its way</source>
        <translation>草稿马上就来</translation>
    </message>
    <message>
        <source>The engine cannot be reached at the moment. The draft comes by itself once it can.</source>
        <translation>引擎暂时不在。恢复后草稿会自动出现。</translation>
    </message>
    <message>
        <source>{said}
Code: {code}</source>
        <translation>{said}
代码：{code}</translation>
    </message>
    <message>
        <source>The model could not write it.</source>
        <translation>模型没能写出来。</translation>
    </message>
    <message>
        <source>Nothing is left: no source says any of it.</source>
        <translation>没有剩下任何内容：没有一句有出处。</translation>
    </message>
    <message>
        <source>It ends where the model&apos;s room for a reply ended.</source>
        <translation>已达到模型回复的长度上限，内容到此为止。</translation>
    </message>
    <message>
        <source>It is not in the customer&apos;s language: no entry in it answers, or the model cannot write it.</source>
        <translation>这份草稿不是客户的语言：没有该语言的条目能回答，或者模型不会用这种语言写。</translation>
    </message>
    <message>
        <source>Part of a source was left out: it reads like an instruction to a machine.</source>
        <translation>某个来源有一部分未被采用：它读起来像是写给机器的指令。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln messages from before did not fit and were not read.</source>
        <translation>
            <numerusform>有 %Ln 条较早的消息放不下，未被读取。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sources did not fit and were not read.</source>
        <translation>
            <numerusform>有 %Ln 个来源放不下，未被读取。</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences with a source</source>
        <translation>
            <numerusform>%Ln 句有出处</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences without a source</source>
        <translation>
            <numerusform>%Ln 句没有出处</numerusform>
        </translation>
    </message>
    <message>
        <source>{with_source}, {without}</source>
        <translation>{with_source}，{without}</translation>
    </message>
    <message>
        <source>No source says this: a number differs.</source>
        <translation>没有来源这样说：数字不一致。</translation>
    </message>
    <message>
        <source>No source says this: one says yes where the other says no.</source>
        <translation>没有来源这样说：肯定与否定不一致。</translation>
    </message>
    <message>
        <source>No source says this: before or after, more or less differ.</source>
        <translation>没有来源这样说：先后或多少不一致。</translation>
    </message>
    <message>
        <source>No source says this: it says the opposite.</source>
        <translation>没有来源这样说：意思相反。</translation>
    </message>
    <message>
        <source>No source says this: a condition differs.</source>
        <translation>没有来源这样说：条件不一致。</translation>
    </message>
    <message>
        <source>No source says this: a name differs.</source>
        <translation>没有来源这样说：名称不一致。</translation>
    </message>
    <message>
        <source>No source says this: a code or an address differs.</source>
        <translation>没有来源这样说：代码或地址不一致。</translation>
    </message>
    <message>
        <source>No source says this.</source>
        <translation>没有来源这样说。</translation>
    </message>
</context>
<context>
    <name>DraftsSection</name>
    <message>
        <source>Drafts and models</source>
        <translation>草稿与模型</translation>
    </message>
    <message>
        <source>A draft stands below the verified answers and says for each sentence which of them it rests on. This holds for everybody who is connected.</source>
        <translation>草稿显示在已核实的答案下方，并逐句说明依据的是哪一条。此处的设置对所有连接的人都有效。</translation>
    </message>
    <message>
        <source>Who writes drafts</source>
        <translation>由谁撰写草稿</translation>
    </message>
    <message>
        <source>A model writes in its own words. Composed, a draft consists of verified sentences between a greeting and a closing.</source>
        <translation>模型用自己的话来写；“组成”的草稿则由已核实的句子加上问候语和结束语构成。</translation>
    </message>
    <message>
        <source>The model in use</source>
        <translation>选用的模型</translation>
    </message>
    <message>
        <source>Composed</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>Nobody</source>
        <translation>不写草稿</translation>
    </message>
    <message>
        <source>What is said around an answer</source>
        <translation>答案前后的用语</translation>
    </message>
    <message>
        <source>Greeting, empathy, closing and sign-off of composed drafts, in your words.</source>
        <translation>组合草稿的问候、共情、结束语和落款，用你们自己的话来说。</translation>
    </message>
    <message>
        <source>Phrases…</source>
        <translation>用语…</translation>
    </message>
    <message>
        <source>Models on this engine</source>
        <translation>此引擎上的模型</translation>
    </message>
    <message>
        <source>Models</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>There is no model yet. Drafts are composed of verified answers until one is added and used.</source>
        <translation>还没有模型。在添加并选用模型之前，草稿由已核实的答案组成。</translation>
    </message>
    <message>
        <source>Use</source>
        <translation>选用</translation>
    </message>
    <message>
        <source>Roll back to the previous one</source>
        <translation>退回到上一个</translation>
    </message>
    <message>
        <source>Check files</source>
        <translation>检查文件</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Now: {writer}.</source>
        <translation>当前：{writer}。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Comparing its files with their checksums…</source>
        <translation>正在用校验和核对文件…</translation>
    </message>
    <message>
        <source>It writes drafts from now on.</source>
        <translation>从现在起由它撰写草稿。</translation>
    </message>
    <message>
        <source>Going back…</source>
        <translation>正在退回…</translation>
    </message>
    <message>
        <source>Every file is as it was when it was added.</source>
        <translation>所有文件都与添加时一致。</translation>
    </message>
    <message>
        <source>Remove this model?</source>
        <translation>移除此模型？</translation>
    </message>
    <message>
        <source>{name} is deleted from this engine&apos;s disk.</source>
        <translation>{name} 将从此引擎的磁盘上删除。</translation>
    </message>
    <message>
        <source>{name} is deleted from this engine&apos;s disk. It is the one that writes: drafts are composed until another is used.</source>
        <translation>{name} 将从此引擎的磁盘上删除。草稿正由它撰写：在选用另一个模型之前，草稿将由已核实的答案组成。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>正在移除…</translation>
    </message>
</context>
<context>
    <name>Duplicates</name>
    <message>
        <source>The two are one entry now</source>
        <translation>合为一条</translation>
    </message>
    <message>
        <source>No two entries say the same. Nothing to do here.</source>
        <translation>没有内容相同的条目，无需处理。</translation>
    </message>
    <message>
        <source>Comparing entries</source>
        <translation>正在比较条目</translation>
    </message>
    <message>
        <source>{left} left, this pair is {share} alike</source>
        <translation>还剩 {left} 对，本对相似度 {share}</translation>
    </message>
    <message>
        <source>Saving</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>“{one}” and “{other}” stay two entries</source>
        <translation>“{one}”和“{other}”仍是两个条目</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>“{entry}” went into the other entry; its history keeps it</source>
        <translation>“{entry}”已并入另一条目，其历史中仍有保留</translation>
    </message>
</context>
<context>
    <name>DuplicatesHead</name>
    <message>
        <source>Back to the table</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Back to the table (Esc)</source>
        <translation>返回列表 (Esc)</translation>
    </message>
    <message>
        <source>Duplicates</source>
        <translation>重复条目</translation>
    </message>
    <message>
        <source>They differ</source>
        <translation>两者不同</translation>
    </message>
    <message>
        <source>Leave both as they are; the pair comes back if one of them changes</source>
        <translation>两者保持原样；其中之一改动后会再次列出</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>Keep one entry with the text below; the other is deleted</source>
        <translation>按所写内容保留一条，另一条将删除</translation>
    </message>
</context>
<context>
    <name>EditorHead</name>
    <message>
        <source>Back to the table</source>
        <translation>返回列表</translation>
    </message>
    <message>
        <source>Back to the table (Esc)</source>
        <translation>返回列表 (Esc)</translation>
    </message>
    <message>
        <source>Revert</source>
        <translation>还原</translation>
    </message>
    <message>
        <source>Discard the changes that are not saved</source>
        <translation>放弃未保存的修改</translation>
    </message>
    <message>
        <source>Save (Ctrl+S)</source>
        <translation>保存 (Ctrl+S)</translation>
    </message>
    <message>
        <source>More about this entry</source>
        <translation>此条目的更多操作</translation>
    </message>
    <message>
        <source>Duplicate</source>
        <translation>创建副本</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>Read only</source>
        <translation>只读</translation>
    </message>
</context>
<context>
    <name>EditorNotes</name>
    <message>
        <source>Another entry says the same: “{entry}”</source>
        <translation>另一条目内容相同：“{entry}”</translation>
    </message>
</context>
<context>
    <name>EmbeddingModelRow</name>
    <message>
        <source>Choose another…</source>
        <translation>选择其他模型…</translation>
    </message>
    <message>
        <source>{name}. Another one is a folder made by &apos;replydesk prepare --model&apos;; the one in use serves until everything is read with the new one.</source>
        <translation>{name}。其他模型是由“replydesk prepare --model”生成的文件夹；在用新模型读完全部内容之前，仍使用当前模型。</translation>
    </message>
    <message>
        <source>Embedding model</source>
        <translation>嵌入模型</translation>
    </message>
    <message>
        <source>Reading the knowledge with the new model</source>
        <translation>正在用新模型读取知识</translation>
    </message>
    <message>
        <source>The folder of a prepared embedding model</source>
        <translation>已准备好的嵌入模型所在文件夹</translation>
    </message>
    <message>
        <source>The new model is in use.</source>
        <translation>新模型已启用。</translation>
    </message>
    <message>
        <source>Cancelled: the model in use stays.</source>
        <translation>已取消：继续使用当前模型。</translation>
    </message>
</context>
<context>
    <name>EmptyKnowledge</name>
    <message>
        <source>The knowledge base is empty</source>
        <translation>知识库还是空的</translation>
    </message>
    <message>
        <source>Import the FAQ you have: a table, a document or solved conversations. You can also drop a file here. It stays on this computer.</source>
        <translation>导入您现有的常见问题：表格、文档或已解决的会话。也可以把文件拖到这里。内容只保存在本机。</translation>
    </message>
    <message>
        <source>Import your FAQ</source>
        <translation>导入常见问题</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>看看演示</translation>
    </message>
    <message>
        <source>Write the first entry</source>
        <translation>编写第一个条目</translation>
    </message>
</context>
<context>
    <name>EmptyList</name>
    <message>
        <source>Paste a chat</source>
        <translation>粘贴聊天记录</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新建会话</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>导入会话</translation>
    </message>
    <message>
        <source>Search all conversations</source>
        <translation>搜索所有会话</translation>
    </message>
    <message>
        <source>Show all conversations</source>
        <translation>显示所有会话</translation>
    </message>
    <message>
        <source>No conversations yet</source>
        <translation>还没有会话</translation>
    </message>
    <message>
        <source>Copy a chat from wherever it takes place and paste it here.</source>
        <translation>从任何地方复制一段聊天，粘贴到这里。</translation>
    </message>
    <message>
        <source>Conversations appear here as soon as the engine answers.</source>
        <translation>引擎就绪后，会话会显示在这里。</translation>
    </message>
    <message>
        <source>Nothing here</source>
        <translation>这里没有内容</translation>
    </message>
    <message>
        <source>No conversation has this status now.</source>
        <translation>目前没有处于此状态的会话。</translation>
    </message>
    <message>
        <source>Nothing found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>No conversation of this status has all of: {words}</source>
        <translation>此状态下没有同时包含这些词的会话：{words}</translation>
    </message>
    <message>
        <source>No conversation has all of: {words}</source>
        <translation>没有同时包含这些词的会话：{words}</translation>
    </message>
</context>
<context>
    <name>EmptyTraining</name>
    <message>
        <source>The export of your help desk</source>
        <translation>客服系统的导出文件</translation>
    </message>
    <message>
        <source>Drop the export of your help desk here</source>
        <translation>将客服系统的导出文件拖到这里</translation>
    </message>
    <message>
        <source>Zendesk, Intercom, Freshdesk, Chatwoot, LiveChat, tawk.to, Crisp, Help Scout, Slack, WhatsApp, or a table: the format is recognised. It goes to your company&apos;s server and nowhere else.</source>
        <translation>Zendesk、Intercom、Freshdesk、Chatwoot、LiveChat、tawk.to、Crisp、Help Scout、Slack、WhatsApp 或表格：格式会自动识别。文件只会发送到贵公司的服务器，不会去往别处。</translation>
    </message>
    <message>
        <source>Zendesk, Intercom, Freshdesk, Chatwoot, LiveChat, tawk.to, Crisp, Help Scout, Slack, WhatsApp, or a table: the format is recognised. Everything stays on this computer.</source>
        <translation>Zendesk、Intercom、Freshdesk、Chatwoot、LiveChat、tawk.to、Crisp、Help Scout、Slack、WhatsApp 或表格：格式会自动识别。所有内容都留在这台电脑上。</translation>
    </message>
    <message>
        <source>Choose a file…</source>
        <translation>选择文件…</translation>
    </message>
    <message>
        <source>It is examined: which conversations can be used, and whether they are enough. Nothing is kept yet.</source>
        <translation>先检查：哪些会话可用，数量是否足够。此时不保存任何内容。</translation>
    </message>
    <message>
        <source>Names, addresses and numbers of your customers are replaced. You look at the result and approve it before anything is learnt.</source>
        <translation>替换客户的姓名、地址和号码。由您查看并同意后，才会开始学习。</translation>
    </message>
    <message>
        <source>You choose what should get better, and see beforehand how long it takes. You can keep working meanwhile.</source>
        <translation>由您选择要改进什么，并事先看到所需时间。期间可以照常工作。</translation>
    </message>
    <message>
        <source>It is judged by conversations it never saw, and used only if you say so. One click rolls it back.</source>
        <translation>用它从未见过的会话来评判，由您决定是否启用。一键即可退回。</translation>
    </message>
</context>
<context>
    <name>EntryEditor</name>
    <message>
        <source>Entry</source>
        <translation>条目</translation>
    </message>
    <message>
        <source>Who finds it</source>
        <translation>哪些问题会找到它</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Parts of the editor</source>
        <translation>编辑器的各部分</translation>
    </message>
    <message>
        <source>Choose an entry to read or change it, or write a new one with Ctrl+N.</source>
        <translation>选择一个条目来阅读或修改，或按 Ctrl+N 新建。</translation>
    </message>
    <message>
        <source>The new entry</source>
        <translation>新条目</translation>
    </message>
    <message>
        <source>An entry needs an answer before it can be saved</source>
        <translation>条目需要有答案才能保存</translation>
    </message>
    <message>
        <source>The earlier version is back</source>
        <translation>已恢复较早的版本</translation>
    </message>
    <message>
        <source>Somebody else has changed this entry meanwhile. Saving will show both.</source>
        <translation>其间有人修改了此条目。保存时会同时显示两个版本。</translation>
    </message>
    <message>
        <source>This entry was deleted meanwhile. Saving makes a new one of it.</source>
        <translation>此条目其间已被删除。保存会新建一个条目。</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新建条目</translation>
    </message>
</context>
<context>
    <name>EntryForm</name>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>What a customer is told, in your words</source>
        <translation>用您自己的话告诉客户的内容</translation>
    </message>
    <message>
        <source>Optional</source>
        <translation>可选</translation>
    </message>
    <message>
        <source>Detect from the text</source>
        <translation>根据文字判断</translation>
    </message>
    <message>
        <source>Made from a solved conversation</source>
        <translation>来自已解决的会话</translation>
    </message>
    <message>
        <source>Written here</source>
        <translation>在此处编写</translation>
    </message>
    <message>
        <source>From {file}, row {row}</source>
        <translation>来自 {file}，第 {row} 行</translation>
    </message>
    <message>
        <source>From {file}, page {page}</source>
        <translation>来自 {file}，第 {page} 页</translation>
    </message>
    <message>
        <source>From {file}, under “{heading}”</source>
        <translation>来自 {file}，“{heading}”一节</translation>
    </message>
    <message>
        <source>From {file}</source>
        <translation>来自 {file}</translation>
    </message>
    <message>
        <source>Changed {day}; not used yet</source>
        <translation>修改于 {day}；尚未使用</translation>
    </message>
    <message numerus="yes">
        <source>Changed {day}; used %Ln times, last {last}</source>
        <translation>
            <numerusform>修改于 {day}；使用过 %Ln 次，最近一次 {last}</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Erasure</name>
    <message>
        <source>customers: {count}</source>
        <translation>客户：{count}</translation>
    </message>
    <message>
        <source>addresses and numbers: {count}</source>
        <translation>地址和号码：{count}</translation>
    </message>
    <message>
        <source>conversations: {count}</source>
        <translation>会话：{count}</translation>
    </message>
    <message>
        <source>messages: {count}</source>
        <translation>消息：{count}</translation>
    </message>
    <message>
        <source>conversations kept for training: {count}</source>
        <translation>为训练保留的会话：{count}</translation>
    </message>
    <message>
        <source>solved replies: {count}</source>
        <translation>已解决的回复：{count}</translation>
    </message>
    <message>
        <source>feedback: {count}</source>
        <translation>反馈：{count}</translation>
    </message>
    <message>
        <source>mentions in other texts: {count}</source>
        <translation>其他文字中的提及：{count}</translation>
    </message>
    <message>
        <source>backups rewritten: {count}</source>
        <translation>重写的备份：{count}</translation>
    </message>
    <message>
        <source>backups removed: {count}</source>
        <translation>删除的备份：{count}</translation>
    </message>
    <message>
        <source>a model that learnt from them: {model}</source>
        <translation>学习过其内容、需重新训练的模型：{model}</translation>
    </message>
</context>
<context>
    <name>ErasureRow</name>
    <message>
        <source>Erase a customer</source>
        <translation>抹除客户</translation>
    </message>
    <message>
        <source>By name, mail address, phone or customer number. They go from conversations, articles and their history, feedback, what is kept for training, and every backup. First you see what would go.</source>
        <translation>按姓名、邮箱、电话或客户编号。将从会话、条目及其历史、反馈、为训练保留的内容和所有备份中删除。您会先看到将删除的内容。</translation>
    </message>
    <message>
        <source>Name, mail address or number</source>
        <translation>姓名、邮箱或号码</translation>
    </message>
    <message>
        <source>Customer to erase</source>
        <translation>要抹除的客户</translation>
    </message>
    <message>
        <source>Look</source>
        <translation>查找</translation>
    </message>
    <message>
        <source>Erase for good</source>
        <translation>永久抹除</translation>
    </message>
    <message>
        <source>The same again, to confirm</source>
        <translation>再输入一次以确认</translation>
    </message>
    <message>
        <source>This cannot be undone, not even from a backup. Type the same again.</source>
        <translation>此操作无法撤销，备份也无法找回。请再输入一次相同内容。</translation>
    </message>
    <message>
        <source>Searching everywhere…</source>
        <translation>正在各处查找…</translation>
    </message>
    <message>
        <source>Erasing, from every backup too…</source>
        <translation>正在抹除，包括所有备份…</translation>
    </message>
    <message>
        <source>Nothing.</source>
        <translation>没有。</translation>
    </message>
    <message>
        <source>Would be removed:</source>
        <translation>将删除：</translation>
    </message>
    <message>
        <source>Removed:</source>
        <translation>已删除：</translation>
    </message>
</context>
<context>
    <name>EstimateCard</name>
    <message>
        <source>Start the training</source>
        <translation>开始训练</translation>
    </message>
    <message>
        <source>Expected time: {time}, on {device}</source>
        <translation>预计时间：{time}，使用{device}</translation>
    </message>
    <message>
        <source>There is not enough to learn from.</source>
        <translation>可供学习的内容不够。</translation>
    </message>
    <message>
        <source>Examples: {examples} · memory: {memory} · disk: {disk}</source>
        <translation>样本：{examples} · 内存：{memory} · 磁盘：{disk}</translation>
    </message>
</context>
<context>
    <name>ExportFooter</name>
    <message>
        <source>Examine it again</source>
        <translation>重新检查</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Withdraw the approval</source>
        <translation>撤回批准</translation>
    </message>
    <message>
        <source>Keep without personal data</source>
        <translation>去除个人数据并保存</translation>
    </message>
    <message>
        <source>Approve for training</source>
        <translation>批准用于训练</translation>
    </message>
    <message>
        <source>Group its messages…</source>
        <translation>将其消息分组…</translation>
    </message>
    <message>
        <source>Train on it…</source>
        <translation>用它训练…</translation>
    </message>
</context>
<context>
    <name>ExportLine</name>
    <message>
        <source>Export everything</source>
        <translation>导出全部</translation>
    </message>
    <message>
        <source>Readable files that are not encrypted; Replydesk can import them again.</source>
        <translation>可直接阅读、未加密的文件；Replydesk 可以重新导入。</translation>
    </message>
    <message>
        <source>Articles, CSV…</source>
        <translation>条目，CSV…</translation>
    </message>
    <message>
        <source>Articles, JSONL…</source>
        <translation>条目，JSONL…</translation>
    </message>
    <message>
        <source>Conversations, JSONL…</source>
        <translation>会话，JSONL…</translation>
    </message>
    <message>
        <source>Exporting…</source>
        <translation>正在导出…</translation>
    </message>
    <message>
        <source>Export to</source>
        <translation>导出到</translation>
    </message>
    <message>
        <source>Exporting, {size} written</source>
        <translation>正在导出，已写入 {size}</translation>
    </message>
    <message>
        <source>Exported to {file}</source>
        <translation>已导出到 {file}</translation>
    </message>
</context>
<context>
    <name>ExportPane</name>
    <message>
        <source>The export is being examined. Nothing is kept yet.</source>
        <translation>正在检查导出文件。此时不保存任何内容。</translation>
    </message>
    <message>
        <source>Personal data is being replaced, and what is left is kept encrypted.</source>
        <translation>正在替换个人数据，其余内容加密保存。</translation>
    </message>
    <message>
        <source>You can leave this page; it continues.</source>
        <translation>您可以离开此页，工作会继续。</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Remove {name}?</source>
        <translation>移除 {name}？</translation>
    </message>
    <message>
        <source>What was kept of it is deleted, its solved replies too. What was learnt from it stays in the versions that were made.</source>
        <translation>为它保存的内容将被删除，包括其中已解决的回复。已从中学到的内容仍留在做好的版本里。</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>正在移除…</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>Leave it as it was found</source>
        <translation>保持识别结果</translation>
    </message>
    <message>
        <source>Is something wrong? Correct it…</source>
        <translation>有错误？更正…</translation>
    </message>
    <message>
        <source>A table of messages with labels? Train on it as it is…</source>
        <translation>这是带标签的消息表格？直接用它训练…</translation>
    </message>
    <message>
        <source>Let the search find its solved replies</source>
        <translation>让搜索能找到其中已解决的回复</translation>
    </message>
    <message>
        <source>They are offered beside your articles, without personal data.</source>
        <translation>它们会与您的条目一起提供，不含个人数据。</translation>
    </message>
    <message>
        <source>Look at what was replaced. Nothing is learnt from this export until you approve it.</source>
        <translation>请查看替换了什么。在您同意之前，不会从此导出文件中学习任何内容。</translation>
    </message>
    <message>
        <source>You approved this export for training.</source>
        <translation>您已批准此导出文件：可以从中学习。</translation>
    </message>
</context>
<context>
    <name>ExportsModel</name>
    <message>
        <source>Export</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>What it is worth</source>
        <translation>可用程度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>From your FAQ</source>
        <translation>来自常见问题</translation>
    </message>
    <message>
        <source>Like a solved conversation</source>
        <translation>类似的已解决会话</translation>
    </message>
    <message>
        <source>From a document</source>
        <translation>来自文档</translation>
    </message>
    <message>
        <source>From {file}</source>
        <translation>来自 {file}</translation>
    </message>
    <message>
        <source>{share} %</source>
        <translation>{share} %</translation>
    </message>
    <message>
        <source>Updated {when} · unused</source>
        <translation>更新于{when} · 未使用</translation>
    </message>
    <message numerus="yes">
        <source>Updated {when} · used %Ln times</source>
        <translation>
            <numerusform>更新于{when} · 使用过 %Ln 次</numerusform>
        </translation>
    </message>
    <message>
        <source>{file}, page {page}</source>
        <translation>{file}，第 {page} 页</translation>
    </message>
    <message>
        <source>{file}, row {row}</source>
        <translation>{file}，第 {row} 行</translation>
    </message>
    <message>
        <source>{file}, under “{heading}”</source>
        <translation>{file}，“{heading}”一节</translation>
    </message>
    <message>
        <source>day before month</source>
        <translation>日在月前</translation>
    </message>
    <message>
        <source>month before day</source>
        <translation>月在日前</translation>
    </message>
    <message>
        <source>Tool</source>
        <translation>工具</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>依据</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Languages</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Agents</source>
        <translation>客服人员</translation>
    </message>
    <message>
        <source>Bots</source>
        <translation>机器人</translation>
    </message>
    <message>
        <source>Times</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Encoding</source>
        <translation>编码</translation>
    </message>
    <message>
        <source>Not known: say below which column is what</source>
        <translation>未识别：请在下方指明各列的含义</translation>
    </message>
    <message>
        <source>{tool}, {sure} sure</source>
        <translation>{tool}（把握 {sure}）</translation>
    </message>
    <message numerus="yes">
        <source>and %n others</source>
        <comment>people</comment>
        <translation>
            <numerusform>等另外 %n 人</numerusform>
        </translation>
    </message>
    <message>
        <source>{names} {more}</source>
        <translation>{names}{more}</translation>
    </message>
</context>
<context>
    <name>FaultNotices</name>
    <message>
        <source>The window crashed last time. What you had typed is in its conversation; what went wrong was written down.</source>
        <translation>窗口上次因崩溃而结束。您输入的内容仍在对应会话中；崩溃信息已记录下来。</translation>
    </message>
    <message>
        <source>Something in the window did not work as it should. It is our fault, not yours. The window keeps running; try again, or do it another way.</source>
        <translation>窗口中有处没有按预期工作：这是我们的问题，不是您的。窗口会继续运行；请重试，或换一种方式。</translation>
    </message>
    <message>
        <source>Show the report</source>
        <translation>查看报告</translation>
    </message>
</context>
<context>
    <name>FieldsBar</name>
    <message>
        <source>Fill these in before the reply is copied.</source>
        <translation>复制回复前请填写这些内容。</translation>
    </message>
    <message>
        <source>Fill in</source>
        <translation>填入</translation>
    </message>
</context>
<context>
    <name>FileImport</name>
    <message>
        <source>a folder</source>
        <translation>一个文件夹</translation>
    </message>
    <message>
        <source>one that is gone or that you may not read</source>
        <translation>一个不存在或您无权读取的文件</translation>
    </message>
    <message>
        <source>a file that can be read</source>
        <translation>一个可读取的文件</translation>
    </message>
    <message>
        <source>Choose a file that is there and that you may read</source>
        <translation>请选择一个存在且您有权读取的文件</translation>
    </message>
    <message>
        <source>a file of at most {megabytes} MB</source>
        <translation>不超过 {megabytes} MB 的文件</translation>
    </message>
    <message>
        <source>one of {megabytes} MB</source>
        <translation>{megabytes} MB 的文件</translation>
    </message>
    <message>
        <source>Split the file, or raise upload_megabytes in the engine&apos;s settings</source>
        <translation>请拆分文件，或调高引擎设置中的 upload_megabytes</translation>
    </message>
    <message>
        <source>an import that runs to its end</source>
        <translation>一直进行到结束的导入</translation>
    </message>
    <message>
        <source>that the engine stopped in the middle</source>
        <translation>被引擎中途停止的导入</translation>
    </message>
    <message>
        <source>Import the file again: it continues where it stopped</source>
        <translation>请重新导入该文件：将从停止处继续</translation>
    </message>
</context>
<context>
    <name>FilledIn</name>
    <message>
        <source>Filled in with the settings of “{name}”, which is kept. Change what should be different, then start.</source>
        <translation>已填入“{name}”的设置，该次训练会保留。修改需要不同的地方，然后开始。</translation>
    </message>
    <message>
        <source>Filled in with the settings of “{name}”, but something that it used is gone: check what to learn from and which model to begin with.</source>
        <translation>已填入“{name}”的设置，但它用过的部分内容已不存在：请检查从什么学习、以哪个模型为起点。</translation>
    </message>
</context>
<context>
    <name>FilterBar</name>
    <message>
        <source>Search entries</source>
        <translation>搜索条目</translation>
    </message>
    <message>
        <source>Words in an entry (Ctrl+F)</source>
        <translation>条目中出现的词 (Ctrl+F)</translation>
    </message>
    <message>
        <source>Filter entries</source>
        <translation>筛选条目</translation>
    </message>
    <message>
        <source>How many entries match</source>
        <translation>当前条目数</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message numerus="yes">
        <source>%Ln entries</source>
        <translation>
            <numerusform>%Ln 个条目</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear all</source>
        <translation>全部清除</translation>
    </message>
    <message>
        <source>Remove the filter: {filter}</source>
        <translation>移除筛选条件：{filter}</translation>
    </message>
    <message>
        <source>Tag: {tag}</source>
        <translation>标签：{tag}</translation>
    </message>
    <message>
        <source>From {file}</source>
        <translation>来自 {file}</translation>
    </message>
    <message>
        <source>Never used</source>
        <translation>从未使用</translation>
    </message>
</context>
<context>
    <name>FilterButton</name>
    <message>
        <source>Open</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解决</translation>
    </message>
    <message>
        <source>Mine</source>
        <translation>我的</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>{filter} · {count}</source>
        <translation>{filter} · {count}</translation>
    </message>
    <message>
        <source>Show: {filter}</source>
        <translation>显示：{filter}</translation>
    </message>
    <message>
        <source>Which conversations are listed</source>
        <translation>列出哪些会话</translation>
    </message>
</context>
<context>
    <name>FilterMenu</name>
    <message>
        <source>Questions and answers</source>
        <translation>问题和答案</translation>
    </message>
    <message>
        <source>Passages of documents</source>
        <translation>文档段落</translation>
    </message>
    <message>
        <source>Solved replies</source>
        <translation>已解决的回复</translation>
    </message>
    <message>
        <source>All but solved replies</source>
        <translation>除已解决的回复外全部</translation>
    </message>
    <message>
        <source>Any age</source>
        <translation>不限时间</translation>
    </message>
    <message numerus="yes">
        <source>Not changed for %Ln months</source>
        <translation>
            <numerusform>%Ln 个月未修改</numerusform>
        </translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Tag</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Any tag</source>
        <translation>所有标签</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Any language</source>
        <translation>所有语言</translation>
    </message>
    <message>
        <source>File it came from</source>
        <translation>来源文件</translation>
    </message>
    <message>
        <source>Any file</source>
        <translation>所有文件</translation>
    </message>
    <message>
        <source>Out of date</source>
        <translation>过期</translation>
    </message>
    <message>
        <source>Never used</source>
        <translation>从未使用</translation>
    </message>
    <message>
        <source>Clear all filters</source>
        <translation>清除所有筛选</translation>
    </message>
    <message>
        <source>Another…</source>
        <translation>其他…</translation>
    </message>
</context>
<context>
    <name>Finder</name>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Pages and actions</source>
        <translation>页面与操作</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解决</translation>
    </message>
</context>
<context>
    <name>FloorPreview</name>
    <message>
        <source>Try it: a customer&apos;s question</source>
        <translation>试一试：客户的问题</translation>
    </message>
    <message>
        <source>Question to try the floor with</source>
        <translation>用来试验下限的问题</translation>
    </message>
    <message>
        <source>What this question would find</source>
        <translation>此问题会找到的内容</translation>
    </message>
    <message>
        <source>shown</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>not shown</source>
        <translation>不显示</translation>
    </message>
    <message>
        <source>Type a question to see which answers would be offered.</source>
        <translation>输入一个问题，看看会提供哪些答案。</translation>
    </message>
    <message>
        <source>Nothing in the knowledge base is near this question.</source>
        <translation>知识库中没有与此问题相近的内容。</translation>
    </message>
    <message>
        <source>No card would be shown: the agent would be told that nothing answers.</source>
        <translation>不会显示任何卡片：客服会被告知没有对应的答案。</translation>
    </message>
    <message>
        <source>Cards that would be shown: {count}</source>
        <translation>将显示的卡片：{count}</translation>
    </message>
</context>
<context>
    <name>FromText</name>
    <message>
        <source>Who said what was guessed: please check it</source>
        <translation>发言人是推测的，请检查</translation>
    </message>
</context>
<context>
    <name>GeneralSection</name>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>How Replydesk looks and behaves on this computer.</source>
        <translation>Replydesk 在本机上的外观与行为。</translation>
    </message>
    <message>
        <source>Language and look</source>
        <translation>语言与外观</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Changes at once.</source>
        <translation>立即生效。</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Light, dark, or the same as your system.</source>
        <translation>浅色、深色，或跟随系统。</translation>
    </message>
    <message>
        <source>Size of everything</source>
        <translation>界面大小</translation>
    </message>
    <message>
        <source>Takes effect after a restart.</source>
        <translation>下次启动时生效。</translation>
    </message>
    <message>
        <source>Restart now</source>
        <translation>立即重启</translation>
    </message>
    <message>
        <source>On your desktop</source>
        <translation>桌面</translation>
    </message>
    <message>
        <source>Welcome page</source>
        <translation>欢迎页</translation>
    </message>
    <message>
        <source>What the first start showed: three ways to begin.</source>
        <translation>首次启动时显示的页面：三种开始方式。</translation>
    </message>
    <message>
        <source>Show it again</source>
        <translation>再次显示</translation>
    </message>
    <message>
        <source>As your system</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>{size} %</source>
        <translation>{size} %</translation>
    </message>
    <message>
        <source>Writing</source>
        <translation>撰写</translation>
    </message>
    <message>
        <source>Marks words that the dictionary of the conversation&apos;s language lacks. Dictionaries on this computer: {languages}.</source>
        <translation>标出会话语言的词典中没有的单词。本机的词典：{languages}。</translation>
    </message>
    <message>
        <source>No dictionary is on this computer. The package {package} brings the English one; other languages have their own.</source>
        <translation>本机没有词典。软件包 {package} 提供英语词典，其他语言也有各自的软件包。</translation>
    </message>
    <message>
        <source>No dictionary is on this computer. Put Hunspell&apos;s files of a language, such as {files}, into {folder}.</source>
        <translation>本机没有词典。请把某种语言的 Hunspell 文件（例如 {files}）放到 {folder}。</translation>
    </message>
    <message>
        <source>Spell check</source>
        <translation>拼写检查</translation>
    </message>
    <message>
        <source>Icon in the system tray</source>
        <translation>系统托盘图标</translation>
    </message>
    <message>
        <source>Brings the window back with one click.</source>
        <translation>单击即可重新显示窗口。</translation>
    </message>
    <message>
        <source>Your desktop shows no tray icons.</source>
        <translation>您的桌面不显示托盘图标。</translation>
    </message>
    <message>
        <source>Keep running when the window is closed</source>
        <translation>关闭窗口后继续运行</translation>
    </message>
    <message>
        <source>Off: closing the window ends Replydesk, and the clipboard copilot with it. On: it only hides the window; the tray icon brings it back, and its menu has Quit. It holds only while the icon is shown.</source>
        <translation>关：关闭窗口即退出 Replydesk，剪贴板助手也随之停止。开：只隐藏窗口，可通过托盘图标重新显示，托盘菜单中可退出。仅在显示托盘图标时有效。</translation>
    </message>
    <message>
        <source>Clipboard copilot</source>
        <translation>剪贴板助手</translation>
    </message>
    <message>
        <source>{desktop} shows what is copied only to the program in front, so nothing can be watched here. With Replydesk in front, press {keys}; or let a shortcut of your desktop&apos;s own settings run: {command}</source>
        <translation>{desktop} 只让前台程序看到复制的内容，因此这里无法监视。当 Replydesk 在前台时请按 {keys}；也可以在桌面自己的设置中添加快捷键来运行：{command}</translation>
    </message>
    <message>
        <source>Copy the same text twice within a second, in any program, and suggestions appear near the pointer. While this is on, Replydesk looks at each text you copy, keeps only a fingerprint of it for one second, and forgets it. Only a text copied twice is read, by the engine you are connected to. Nothing is kept.</source>
        <translation>在任何程序中，一秒内将同一段文字复制两次，指针旁就会出现建议。开启时，Replydesk 会查看您复制的每段文字，仅保留其指纹一秒，随后忘记。只有复制两次的文字才会由您所连接的引擎读取。不保留任何内容。</translation>
    </message>
</context>
<context>
    <name>GroupCard</name>
    <message>
        <source>Name of the group</source>
        <translation>分组名称</translation>
    </message>
    <message>
        <source>Messages of the group</source>
        <translation>分组中的消息</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>舍弃</translation>
    </message>
    <message>
        <source>Nothing is learnt from its messages (Del)</source>
        <translation>不从其中的消息学习（Del）</translation>
    </message>
    <message>
        <source>Merge</source>
        <translation>合并</translation>
    </message>
    <message>
        <source>They become one group (M)</source>
        <translation>合并为一个分组（M）</translation>
    </message>
    <message>
        <source>Merge the two</source>
        <translation>合并这两个</translation>
    </message>
    <message>
        <source>Choose a group</source>
        <translation>请选择一个分组</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Messages: {count}. Clearly in this group and no other: {share}.</source>
        <translation>消息：{count} 条。明确属于此分组：{share}。</translation>
    </message>
    <message>
        <source>Groups chosen: {count}</source>
        <translation>已选择分组：{count} 个</translation>
    </message>
    <message>
        <source>{names}. Messages together: {count}.</source>
        <translation>{names}。共 {count} 条消息。</translation>
    </message>
    <message>
        <source>The others could just as well be in “{name}”.</source>
        <translation>其余的也可以归入“{name}”。</translation>
    </message>
    <message>
        <source>What they say · {shown} of {count}</source>
        <translation>消息内容 · {shown} / {count}</translation>
    </message>
    <message>
        <source>What they say</source>
        <translation>消息内容</translation>
    </message>
</context>
<context>
    <name>GroupsModel</name>
    <message>
        <source>Group</source>
        <translation>分组</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Clearly in it</source>
        <translation>明确归属</translation>
    </message>
    <message>
        <source>{name}, suggested</source>
        <translation>{name}，建议名称</translation>
    </message>
</context>
<context>
    <name>GroupsPane</name>
    <message>
        <source>Messages are compared with each other.</source>
        <translation>正在比较消息。</translation>
    </message>
    <message>
        <source>You can leave this page; it continues.</source>
        <translation>可以离开此页，操作会继续。</translation>
    </message>
    <message>
        <source>Beginning…</source>
        <translation>正在开始…</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Groups of messages</source>
        <translation>消息分组</translation>
    </message>
    <message>
        <source>For exports without labels: messages that ask the same, found by what they mean. Name a group, merge what belongs together, drop what says nothing; intents are then learnt from them.</source>
        <translation>适用于没有标签的导出：按含义找出询问相同事情的消息。为分组命名，合并同类，舍弃无意义的分组，然后从中学习意图。</translation>
    </message>
    <message>
        <source>Train intents from them…</source>
        <translation>用分组训练意图…</translation>
    </message>
    <message>
        <source>F2 name · Enter next · M merge · Del drop · Ctrl+Z undo</source>
        <translation>F2 命名 · Enter 下一个 · M 合并 · Del 舍弃 · Ctrl+Z 撤销</translation>
    </message>
    <message>
        <source>{grouped} of {all} messages are in {groups} groups. Named by you: {named}.</source>
        <translation>{all} 条消息中有 {grouped} 条在 {groups} 个分组中。由您命名：{named} 个。</translation>
    </message>
    <message>
        <source>No group stands out: the messages are too few, or too different from each other. Try it with more exports.</source>
        <translation>没有明显的分组：消息太少，或彼此差别太大。请用更多导出再试。</translation>
    </message>
    <message>
        <source>There is nothing to group yet. Approve an export first.</source>
        <translation>还没有可以分组的内容。请先批准一份导出。</translation>
    </message>
    <message>
        <source>Nobody has looked for groups here yet. It takes a few seconds for a thousand messages.</source>
        <translation>这里还没有查找过分组。一千条消息需要几秒钟。</translation>
    </message>
</context>
<context>
    <name>GroupsTools</name>
    <message>
        <source>all approved exports</source>
        <translation>所有已批准的</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>Look for groups</source>
        <translation>查找分组</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
</context>
<context>
    <name>Header</name>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Knowledge changed: refresh</source>
        <translation>知识已更新：刷新</translation>
    </message>
    <message>
        <source>{seconds} s · server</source>
        <translation>{seconds} 秒 · 服务器</translation>
    </message>
    <message>
        <source>{seconds} s · this computer</source>
        <translation>{seconds} 秒 · 本机</translation>
    </message>
</context>
<context>
    <name>History</name>
    <message>
        <source>Steps of this entry&apos;s history, newest first</source>
        <translation>此条目的历史，最新在前</translation>
    </message>
    <message>
        <source>What this step changed</source>
        <translation>这一步修改的内容</translation>
    </message>
    <message>
        <source>Restore this version</source>
        <translation>恢复此版本</translation>
    </message>
    <message>
        <source>A new entry has no history yet.</source>
        <translation>新条目还没有历史。</translation>
    </message>
    <message>
        <source>Reading the history</source>
        <translation>正在读取历史</translation>
    </message>
    <message>
        <source>How it began</source>
        <translation>最初的内容</translation>
    </message>
    <message>
        <source>Changes since version {version}</source>
        <translation>自版本 {version} 以来的修改</translation>
    </message>
    <message>
        <source>Version {version} · written by {actor} · {moment}</source>
        <translation>版本 {version} · 由 {actor} 编写 · {moment}</translation>
    </message>
    <message>
        <source>Version {version} · changed by {actor} · {moment}</source>
        <translation>版本 {version} · 由 {actor} 修改 · {moment}</translation>
    </message>
    <message>
        <source>Version {version} · imported by {actor} · {moment}</source>
        <translation>版本 {version} · 由 {actor} 导入 · {moment}</translation>
    </message>
    <message>
        <source>Version {version} · deleted by {actor} · {moment}</source>
        <translation>版本 {version} · 由 {actor} 删除 · {moment}</translation>
    </message>
    <message>
        <source>Version {version} · restored by {actor} · {moment}</source>
        <translation>版本 {version} · 由 {actor} 恢复 · {moment}</translation>
    </message>
</context>
<context>
    <name>Identifiers</name>
    <message>
        <source>Mail</source>
        <translation>邮箱</translation>
    </message>
    <message>
        <source>Phone</source>
        <translation>电话</translation>
    </message>
    <message>
        <source>Number</source>
        <translation>编号</translation>
    </message>
    <message>
        <source>Other name</source>
        <translation>其他姓名</translation>
    </message>
    <message>
        <source>{kind}: {value}</source>
        <translation>{kind}：{value}</translation>
    </message>
</context>
<context>
    <name>IdentifiersEdit</name>
    <message>
        <source>Kind of identifier</source>
        <translation>标识类型</translation>
    </message>
    <message>
        <source>New identifier</source>
        <translation>新标识</translation>
    </message>
    <message>
        <source>Mail address, phone, order or customer number</source>
        <translation>邮箱、电话、订单号或客户编号</translation>
    </message>
    <message>
        <source>Identifiers</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
</context>
<context>
    <name>ImportDialog</name>
    <message>
        <source>The import of {name} continues</source>
        <translation>{name} 的导入仍在继续</translation>
    </message>
    <message>
        <source>{name} could not be imported</source>
        <translation>无法导入 {name}</translation>
    </message>
    <message>
        <source>{outcome}
Files waiting: {count}</source>
        <translation>{outcome}
等待中的文件：{count}</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Import</source>
        <translation>导入</translation>
    </message>
    <message>
        <source>Files waiting: {count}</source>
        <translation>等待中的文件：{count}</translation>
    </message>
    <message>
        <source>Close and continue in the background</source>
        <translation>关闭，在后台继续</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel the import</source>
        <translation>取消导入</translation>
    </message>
    <message>
        <source>Skip this file</source>
        <translation>跳过此文件</translation>
    </message>
    <message>
        <source>Another file</source>
        <translation>另一个文件</translation>
    </message>
    <message>
        <source>Next file</source>
        <translation>下一个文件</translation>
    </message>
    <message>
        <source>The list is saved as {name}</source>
        <translation>列表已保存为 {name}</translation>
    </message>
    <message>
        <source>{name} could not be written: choose another folder</source>
        <translation>无法写入 {name}：请选择其他文件夹</translation>
    </message>
</context>
<context>
    <name>InboxPage</name>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新建会话</translation>
    </message>
    <message>
        <source>Paste a chat</source>
        <translation>粘贴聊天记录</translation>
    </message>
    <message>
        <source>Import conversations</source>
        <translation>导入会话</translation>
    </message>
    <message>
        <source>Mark as solved, or open again</source>
        <translation>标记为已解决，或重新打开</translation>
    </message>
    <message>
        <source>Waiting for the customer</source>
        <translation>等待客户</translation>
    </message>
    <message>
        <source>Customer&apos;s record</source>
        <translation>客户档案</translation>
    </message>
    <message>
        <source>Copy reply</source>
        <translation>复制回复</translation>
    </message>
    <message>
        <source>Macros</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Search the knowledge base for the reply</source>
        <translation>在知识库中为回复查找内容</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Delete the conversation</source>
        <translation>删除会话</translation>
    </message>
</context>
<context>
    <name>JudgementView</name>
    <message>
        <source>Putting it to use</source>
        <translation>正在启用</translation>
    </message>
    <message>
        <source>It is in use now. You can roll it back.</source>
        <translation>已启用。您可以随时退回。</translation>
    </message>
    <message>
        <source>Use it although it is worse?</source>
        <translation>虽然变差，仍要启用吗？</translation>
    </message>
    <message>
        <source>Use it all the same</source>
        <translation>仍然启用</translation>
    </message>
    <message>
        <source>Rolling back…</source>
        <translation>正在退回…</translation>
    </message>
    <message>
        <source>The previous version is in use again.</source>
        <translation>已重新启用上一个版本。</translation>
    </message>
    <message>
        <source>Save the report</source>
        <translation>保存报告</translation>
    </message>
    <message>
        <source>Page (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>training-report.html</source>
        <translation>训练报告.html</translation>
    </message>
    <message>
        <source>Saving the report</source>
        <translation>正在保存报告</translation>
    </message>
    <message>
        <source>The report is saved as {file}</source>
        <translation>报告已保存为 {file}</translation>
    </message>
    <message>
        <source>Use it</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>退回</translation>
    </message>
    <message>
        <source>Save the report…</source>
        <translation>保存报告…</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>训练前后</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Last month, drafted again</source>
        <translation>重做上个月</translation>
    </message>
    <message>
        <source>What is taken for what</source>
        <translation>混淆情况</translation>
    </message>
    <message>
        <source>It is in use.</source>
        <translation>正在使用。</translation>
    </message>
    <message>
        <source>It is not in use. Judged by conversations it did not learn from.</source>
        <translation>尚未启用。评判所用的会话未参与学习。</translation>
    </message>
    <message>
        <source>Compare blindly ({rated} of {pairs})</source>
        <translation>盲评（{rated} / {pairs}）</translation>
    </message>
    <message>
        <source>Rows are what was right, columns what was said.</source>
        <translation>行为正确的标签，列为判定的标签。</translation>
    </message>
    <message>
        <source>MMMM yyyy</source>
        <comment>month and year, as in Qt</comment>
        <translation>yyyy年M月</translation>
    </message>
    <message>
        <source>Compared blindly: the new one was better {new} times, the old one {old} times, {same} times both were as good.</source>
        <translation>盲评结果：新版更好 {new} 次，旧版更好 {old} 次，不相上下 {same} 次。</translation>
    </message>
    <message>
        <source>Rows are what was right, columns what was said. Of all labels ({count}) those with the most mistakes are shown.</source>
        <translation>行为正确的标签，列为判定的标签。共 {count} 个标签，此处显示出错最多的那些。</translation>
    </message>
    <message>
        <source>The real replies of {month} were hidden, and {drafts} of them were drafted again.</source>
        <translation>隐藏 {month} 的真实回复，重新起草了其中 {drafts} 条。</translation>
    </message>
</context>
<context>
    <name>KnowledgePage</name>
    <message>
        <source>Knowledge</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新建条目</translation>
    </message>
    <message>
        <source>Search entries</source>
        <translation>搜索条目</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>Show duplicates</source>
        <translation>显示重复条目</translation>
    </message>
    <message>
        <source>Reading the entry</source>
        <translation>正在读取条目</translation>
    </message>
    <message>
        <source>The demo is being added</source>
        <translation>正在导入演示内容</translation>
    </message>
</context>
<context>
    <name>KnowledgePopup</name>
    <message>
        <source>Type what the customer wants to know.</source>
        <translation>输入客户想知道的内容。</translation>
    </message>
    <message>
        <source>Search the knowledge base</source>
        <translation>搜索知识库</translation>
    </message>
    <message>
        <source>Entries found</source>
        <translation>找到的条目</translation>
    </message>
    <message>
        <source>Nothing in the knowledge base says this.</source>
        <translation>知识库中没有相关内容。</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent} %</translation>
    </message>
</context>
<context>
    <name>MacroDialog</name>
    <message>
        <source>Keep as a macro</source>
        <translation>保存为快捷回复</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Macro</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>{{customer}}, {{agent}}, {{order}} and {{date}} are filled in automatically; other placeholders are asked for.</source>
        <translation>{{customer}}、{{agent}}、{{order}} 和 {{date}} 会自动填写；其他占位符会请您填写。</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Kept. It is in the menu Macros now.</source>
        <translation>已保存，现在可在“快捷回复”菜单中找到。</translation>
    </message>
</context>
<context>
    <name>MacroEditor</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Insert {{{{{name}}}}}</source>
        <translation>插入 {{{{{name}}}}}</translation>
    </message>
    <message>
        <source>Filled in when it is used. Any other {{name}} is asked for then.</source>
        <translation>使用时自动填写。其他 {{name}} 会在使用时请您填写。</translation>
    </message>
    <message>
        <source>Your role uses macros; a team lead or an administrator writes them.</source>
        <translation>您的角色可以使用快捷回复；由组长或管理员编写。</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Any language</source>
        <translation>所有语言</translation>
    </message>
</context>
<context>
    <name>Macros</name>
    <message>
        <source>Macro</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>Signature</source>
        <translation>签名</translation>
    </message>
</context>
<context>
    <name>MacrosPopup</name>
    <message>
        <source>Search macros</source>
        <translation>搜索快捷回复</translation>
    </message>
    <message>
        <source>Macros</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Keep this reply as a macro…</source>
        <translation>把当前文字保存为快捷回复…</translation>
    </message>
    <message>
        <source>No macro has all of these words.</source>
        <translation>没有包含所有这些词的快捷回复。</translation>
    </message>
    <message>
        <source>No macros yet. Write a reply, then keep it here. {{customer}}, {{agent}}, {{order}} and {{date}} are filled in automatically.</source>
        <translation>还没有快捷回复。写好一条回复，然后保存到这里。{{customer}}、{{agent}}、{{order}} 和 {{date}} 会自动填写。</translation>
    </message>
    <message>
        <source>greeting</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>签名</translation>
    </message>
</context>
<context>
    <name>MacrosSection</name>
    <message>
        <source>Macros</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>Texts you use again and again. A greeting and a signature belong to a language.</source>
        <translation>反复使用的文本。问候语和签名各属于一种语言。</translation>
    </message>
    <message>
        <source>Search macros</source>
        <translation>搜索快捷回复</translation>
    </message>
    <message>
        <source>New macro</source>
        <translation>新建快捷回复</translation>
    </message>
    <message>
        <source>Editor</source>
        <translation>编辑器</translation>
    </message>
    <message>
        <source>This macro has changes that are not saved.</source>
        <translation>此快捷回复有未保存的修改。</translation>
    </message>
    <message>
        <source>No macro yet. Write the first one at the right: its name is what you search for in the composer.</source>
        <translation>还没有快捷回复。请在右侧编写第一条：撰写回复时按它的名称查找。</translation>
    </message>
    <message>
        <source>No macro has these words in its name or text.</source>
        <translation>没有名称或文本包含这些内容的快捷回复。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
    <message>
        <source>Saved.</source>
        <translation>已保存。</translation>
    </message>
    <message>
        <source>The macro will be deleted.</source>
        <translation>将删除此快捷回复。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Deleting…</source>
        <translation>正在删除…</translation>
    </message>
</context>
<context>
    <name>MappingForm</name>
    <message>
        <source>(none)</source>
        <translation>（无）</translation>
    </message>
    <message>
        <source>Conversation&apos;s number</source>
        <translation>会话编号</translation>
    </message>
    <message>
        <source>Time</source>
        <translation>时间</translation>
    </message>
    <message>
        <source>Who wrote (customer or agent)</source>
        <translation>发言方（客户或客服）</translation>
    </message>
    <message>
        <source>Author&apos;s name</source>
        <translation>发言人姓名</translation>
    </message>
    <message>
        <source>Message</source>
        <translation>消息</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Request (one row a conversation)</source>
        <translation>请求（每行一个会话）</translation>
    </message>
    <message>
        <source>Reply (one row a conversation)</source>
        <translation>回复（每行一个会话）</translation>
    </message>
    <message>
        <source>Customer&apos;s name</source>
        <translation>客户姓名</translation>
    </message>
    <message>
        <source>Customer&apos;s mail</source>
        <translation>客户邮箱</translation>
    </message>
    <message>
        <source>Customer&apos;s number</source>
        <translation>客户编号</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Labels or intent</source>
        <translation>标签或意图</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评分</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>List of messages (JSON)</source>
        <translation>消息列表（JSON）</translation>
    </message>
</context>
<context>
    <name>Matches</name>
    <message>
        <source>Try a customer&apos;s question</source>
        <translation>试一个客户的问题</translation>
    </message>
    <message>
        <source>Type it the way a customer would</source>
        <translation>按客户的说法输入</translation>
    </message>
    <message>
        <source>A customer&apos;s question to be tried</source>
        <translation>用来试验的客户问题</translation>
    </message>
    <message>
        <source>What this question finds</source>
        <translation>此问题找到的内容</translation>
    </message>
    <message>
        <source>Competes with</source>
        <translation>竞争条目</translation>
    </message>
    <message>
        <source>Entries this one competes with</source>
        <translation>与此条目竞争的条目</translation>
    </message>
    <message>
        <source>this entry</source>
        <translation>本条目</translation>
    </message>
    <message>
        <source>says the same</source>
        <translation>内容相同</translation>
    </message>
    <message>
        <source>See what it finds, and where this entry stands.</source>
        <translation>看看它会找到什么，本条目排在哪里。</translation>
    </message>
    <message>
        <source>Nothing is found for this.</source>
        <translation>没有找到相关内容。</translation>
    </message>
    <message>
        <source>A new entry is found once it is saved.</source>
        <translation>新条目保存后才能被找到。</translation>
    </message>
    <message>
        <source>This entry is not among the first {count}.</source>
        <translation>本条目不在前 {count} 名之内。</translation>
    </message>
    <message>
        <source>As last saved, this entry is number {place}, {share} sure.</source>
        <translation>按上次保存的内容，本条目排第 {place}，把握 {share}。</translation>
    </message>
    <message>
        <source>Too unsure to be suggested: {share} at best.</source>
        <translation>把握不足，不会作为建议：最高 {share}。</translation>
    </message>
    <message>
        <source>This entry comes first, {share} sure.</source>
        <translation>本条目排第一，把握 {share}。</translation>
    </message>
    <message>
        <source>This entry is number {place}, {share} sure.</source>
        <translation>本条目排第 {place}，把握 {share}。</translation>
    </message>
    <message>
        <source>What else a customer asking this might be shown.</source>
        <translation>问这个问题的客户还可能看到的内容。</translation>
    </message>
    <message>
        <source>Seen as soon as there is an answer.</source>
        <translation>有了答案后即可看到。</translation>
    </message>
    <message>
        <source>Nothing: no other entry is near this one.</source>
        <translation>没有：附近没有其他条目。</translation>
    </message>
</context>
<context>
    <name>MeasuresModel</name>
    <message>
        <source>Measure</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>变化</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>as before</source>
        <translation>与之前相同</translation>
    </message>
    <message>
        <source>{change}, better</source>
        <translation>{change}，更好</translation>
    </message>
    <message>
        <source>{change}, worse</source>
        <translation>{change}，更差</translation>
    </message>
</context>
<context>
    <name>ModelAdding</name>
    <message>
        <source>Add a folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Take a bundle…</source>
        <translation>导入数据包…</translation>
    </message>
    <message>
        <source>A folder of a Hugging Face model with safetensors (Qwen, Llama, SmolLM, Gemma, Phi, Mistral). It is checked, converted and compared here; nothing leaves this computer.</source>
        <translation>含 safetensors 的 Hugging Face 模型文件夹（Qwen、Llama、SmolLM、Gemma、Phi、Mistral）。检查、转换和比对都在这里进行，任何内容都不会离开这台电脑。</translation>
    </message>
    <message>
        <source>This engine comes without torch and cannot convert models: add a folder that another Replydesk converted.</source>
        <translation>此引擎不含 torch，无法转换模型：请添加由另一台 Replydesk 转换好的文件夹。</translation>
    </message>
    <message>
        <source>The folder of a model</source>
        <translation>模型所在的文件夹</translation>
    </message>
    <message>
        <source>Checking, converting and comparing the model</source>
        <translation>正在检查、转换和比对模型</translation>
    </message>
    <message>
        <source>It is on the shelf. Choose it and press Use.</source>
        <translation>已添加。选中它，然后点“选用”。</translation>
    </message>
    <message>
        <source>It is on the shelf, but may not write: converted, it does not write what the original writes.</source>
        <translation>已添加，但不能用来撰写：转换后写出的内容与原模型不一致。</translation>
    </message>
    <message>
        <source>Cancelled: nothing of it was kept.</source>
        <translation>已取消：没有留下任何内容。</translation>
    </message>
</context>
<context>
    <name>ModelFacts</name>
    <message>
        <source>It came with Replydesk and measured no better than composed drafts, so it writes only when it is asked to: in the menu Rewrite of a draft.</source>
        <translation>它随 Replydesk 一起提供，实测不优于组成的草稿，因此只按需撰写：请在草稿的“重写”菜单中选择。</translation>
    </message>
    <message numerus="yes">
        <source>Reads up to %Ln tokens at once.</source>
        <translation>
            <numerusform>一次最多读取 %Ln 个词元。</numerusform>
        </translation>
    </message>
    <message>
        <source>Languages: {languages}.</source>
        <translation>语言：{languages}。</translation>
    </message>
    <message>
        <source>With the adapter {name}.</source>
        <translation>带适配器 {name}。</translation>
    </message>
    <message>
        <source>Converted, it names the same next word as the original in {share} % of places.</source>
        <translation>转换后，有 {share} % 的位置与原模型给出相同的下一个词。</translation>
    </message>
    <message>
        <source>In four bits it is {ratio} times as surprised by replies as the original (at most 1.15 is allowed).</source>
        <translation>四位精度下，它对回复的困惑度是原模型的 {ratio} 倍（最多允许 1.15 倍）。</translation>
    </message>
</context>
<context>
    <name>Models</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Architecture</source>
        <translation>架构</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Its manifest cannot be read.</source>
        <translation>无法读取它的清单。</translation>
    </message>
    <message>
        <source>A newer Replydesk made it.</source>
        <translation>它由更新版本的 Replydesk 生成。</translation>
    </message>
    <message>
        <source>It was never finished.</source>
        <translation>它没有完成。</translation>
    </message>
    <message>
        <source>{what} Remove it and add it again.</source>
        <translation>{what}请移除后重新添加。</translation>
    </message>
    <message>
        <source>Compared without torch: four bits with full precision.</source>
        <translation>未用 torch 比对：将四位精度与全精度作了比较。</translation>
    </message>
    <message>
        <source>Converted elsewhere; its checksums and graphs were compared here.</source>
        <translation>在别处转换；校验和与计算图已在此核对。</translation>
    </message>
    <message>
        <source>Its folder names no licence: make sure that you may use it.</source>
        <translation>文件夹没有写明许可证：请确认您可以使用它。</translation>
    </message>
    <message>
        <source>{count} B</source>
        <translation>{count} B</translation>
    </message>
    <message>
        <source>{count} M</source>
        <translation>{count} M</translation>
    </message>
    <message>
        <source>{family}, {count}</source>
        <translation>{family}，{count}</translation>
    </message>
    <message>
        <source>not named</source>
        <translation>未写明</translation>
    </message>
    <message>
        <source>cannot be used</source>
        <translation>无法使用</translation>
    </message>
    <message>
        <source>writes</source>
        <translation>正在撰写</translation>
    </message>
    <message>
        <source>on request</source>
        <translation>按需撰写</translation>
    </message>
    <message>
        <source>wrote before</source>
        <translation>上一个</translation>
    </message>
    <message>
        <source>ready</source>
        <translation>就绪</translation>
    </message>
</context>
<context>
    <name>Moments</name>
    <message>
        <source>d MMM yyyy</source>
        <comment>a day, in the format of QLocale</comment>
        <translation>yyyy/M/d</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
</context>
<context>
    <name>NearEntries</name>
    <message>
        <source>Not sure: similar entries</source>
        <translation>不确定：相似的条目</translation>
    </message>
    <message>
        <source>None of these is an answer to this question.</source>
        <translation>其中没有对此问题的答案。</translation>
    </message>
</context>
<context>
    <name>NewDialog</name>
    <message>
        <source>New conversation</source>
        <translation>新建会话</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>What the customer said</source>
        <translation>客户说的话</translation>
    </message>
    <message>
        <source>Create</source>
        <translation>创建</translation>
    </message>
</context>
<context>
    <name>OptionWords</name>
    <message>
        <source>Auto</source>
        <translation>自动（auto）</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出（export）</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>分组（groups）</translation>
    </message>
    <message>
        <source>Head (seconds)</source>
        <translation>分类头（head，数秒）</translation>
    </message>
    <message>
        <source>Tuned (longer)</source>
        <translation>微调（tuned，较久）</translation>
    </message>
    <message>
        <source>LoRA</source>
        <translation>LoRA</translation>
    </message>
    <message>
        <source>AdaLoRA</source>
        <translation>AdaLoRA</translation>
    </message>
    <message>
        <source>Full</source>
        <translation>全部（full）</translation>
    </message>
    <message>
        <source>On</source>
        <translation>开启（on）</translation>
    </message>
    <message>
        <source>Off</source>
        <translation>关闭（off）</translation>
    </message>
    <message>
        <source>Single</source>
        <translation>单精度（single）</translation>
    </message>
    <message>
        <source>Half</source>
        <translation>半精度（half）</translation>
    </message>
</context>
<context>
    <name>OptionsForm</name>
    <message>
        <source>Fewer options</source>
        <translation>收起选项</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
</context>
<context>
    <name>OutcomePane</name>
    <message>
        <source>The import of {name} was cancelled</source>
        <translation>{name} 的导入已取消</translation>
    </message>
    <message>
        <source>{name} is in. Added: {added}, changed: {changed}, not taken: {failed}</source>
        <translation>{name} 已导入。新增：{added}，更改：{changed}，未导入：{failed}</translation>
    </message>
    <message>
        <source>{name} is in</source>
        <translation>{name} 已导入</translation>
    </message>
    <message>
        <source>Rows that could not be taken</source>
        <translation>未能导入的行</translation>
    </message>
    <message>
        <source>Save the list…</source>
        <translation>保存列表…</translation>
    </message>
    <message>
        <source>Import again</source>
        <translation>再次导入</translation>
    </message>
    <message>
        <source>Import again after correcting</source>
        <translation>修正后再次导入</translation>
    </message>
    <message>
        <source>What was finished before is kept. Importing again continues from there.</source>
        <translation>此前完成的部分已保留。再次导入会从那里继续。</translation>
    </message>
    <message>
        <source>Conversations: {count}. Solved replies that can now be found: {replies}. Pieces of personal data taken out of them: {pieces}.</source>
        <translation>会话：{count}。现在可以找到的已解决回复：{replies}。从中去除的个人信息：{pieces} 处。</translation>
    </message>
    <message>
        <source>No longer in the file, but kept in the knowledge base: {count}.</source>
        <translation>文件中已没有、但知识库中仍保留的条目：{count}。</translation>
    </message>
    <message>
        <source>Everything else is in. Correct these rows in the file and import it again: only what changed is written.</source>
        <translation>其余内容均已导入。请在文件中修正这些行后再次导入：只写入有变化的部分。</translation>
    </message>
</context>
<context>
    <name>Overview</name>
    <message>
        <source>The export of your help desk</source>
        <translation>客服系统的导出文件</translation>
    </message>
    <message>
        <source>Rolling back…</source>
        <translation>正在退回…</translation>
    </message>
    <message>
        <source>{kind}: the previous version is in use again</source>
        <translation>{kind}：已重新启用上一个版本</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Teach the assistant your way of answering: from what your team wrote, on your company&apos;s server, with a way back.</source>
        <translation>用团队写过的回复，教助手按你们的方式作答：全程在贵公司的服务器上，随时可以退回。</translation>
    </message>
    <message>
        <source>Teach the assistant your way of answering: from what your team wrote, on this computer, with a way back.</source>
        <translation>用团队写过的回复，教助手按你们的方式作答：全程在这台电脑上，随时可以退回。</translation>
    </message>
    <message>
        <source>Exports</source>
        <translation>导出文件</translation>
    </message>
    <message>
        <source>Runs</source>
        <translation>训练任务</translation>
    </message>
    <message>
        <source>Versions</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Drop the export of your help desk anywhere on this page.</source>
        <translation>将客服系统的导出文件拖到本页任意位置。</translation>
    </message>
    <message>
        <source>Nothing has been trained yet. It begins with an export that you have approved.</source>
        <translation>尚未训练过。先批准一个导出文件。</translation>
    </message>
    <message>
        <source>What came with the program is in use.</source>
        <translation>正在使用程序自带的版本。</translation>
    </message>
    <message>
        <source>Add an export…</source>
        <translation>添加导出文件…</translation>
    </message>
    <message>
        <source>Train…</source>
        <translation>训练…</translation>
    </message>
    <message>
        <source>Group messages…</source>
        <translation>消息分组…</translation>
    </message>
    <message>
        <source>For exports without labels: find messages that ask the same, and name them</source>
        <translation>适用于没有标签的导出：找出询问相同事情的消息并命名</translation>
    </message>
    <message>
        <source>Roll back</source>
        <translation>退回</translation>
    </message>
</context>
<context>
    <name>PageHead</name>
    <message>
        <source>Knowledge</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Entries that say the same, side by side</source>
        <translation>并排查看内容相同的条目</translation>
    </message>
    <message>
        <source>Import a file</source>
        <translation>导入文件</translation>
    </message>
    <message>
        <source>New</source>
        <translation>新增</translation>
    </message>
    <message>
        <source>New entry (Ctrl+N)</source>
        <translation>新建条目 (Ctrl+N)</translation>
    </message>
    <message>
        <source>Duplicates: {count}</source>
        <translation>重复条目：{count}</translation>
    </message>
</context>
<context>
    <name>Painting</name>
    <message>
        <source>Note by {author} · {time}</source>
        <translation>{author} 的备注 · {time}</translation>
    </message>
    <message>
        <source>Note · {time}</source>
        <translation>备注 · {time}</translation>
    </message>
    <message>
        <source>{author} · {time}</source>
        <translation>{author} · {time}</translation>
    </message>
</context>
<context>
    <name>PairSide</name>
    <message>
        <source>First entry</source>
        <translation>第一个条目</translation>
    </message>
    <message>
        <source>Second entry</source>
        <translation>第二个条目</translation>
    </message>
    <message>
        <source>Keep this one</source>
        <translation>保留这一条</translation>
    </message>
    <message>
        <source>The other entry is deleted; its history keeps it</source>
        <translation>另一条将删除，其历史中仍有保留</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>From {file}</source>
        <translation>来自 {file}</translation>
    </message>
    <message>
        <source>Written here</source>
        <translation>在此处编写</translation>
    </message>
    <message>
        <source>Changed {day}; used: {count}</source>
        <translation>修改于 {day}；使用次数：{count}</translation>
    </message>
</context>
<context>
    <name>PairsDialog</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Compare blindly</source>
        <translation>盲评</translation>
    </message>
    <message>
        <source>That was the last one. Thank you.</source>
        <translation>全部评完了，谢谢。</translation>
    </message>
    <message>
        <source>Which reply would you rather send?</source>
        <translation>您更愿意发送哪条回复？</translation>
    </message>
    <message>
        <source>{at} of {count}</source>
        <translation>第 {at} / {count} 组</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Reply {number}</source>
        <translation>回复 {number}</translation>
    </message>
    <message>
        <source>The first  (1)</source>
        <translation>第一条  (1)</translation>
    </message>
    <message>
        <source>Equally good  (=)</source>
        <translation>不相上下  (=)</translation>
    </message>
    <message>
        <source>The second  (2)</source>
        <translation>第二条  (2)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>Palette</name>
    <message>
        <source>Go to a page, a conversation or an answer; or do…</source>
        <translation>前往页面、会话或答案，或执行操作…</translation>
    </message>
    <message>
        <source>What are you looking for?</source>
        <translation>您要找什么？</translation>
    </message>
    <message>
        <source>What was found</source>
        <translation>找到的内容</translation>
    </message>
    <message>
        <source>Command palette</source>
        <translation>命令面板</translation>
    </message>
    <message>
        <source>Conversations and answers could not be searched: {why}</source>
        <translation>无法查找会话和答案：{why}</translation>
    </message>
    <message>
        <source>Looking …</source>
        <translation>正在查找……</translation>
    </message>
    <message>
        <source>Nothing matches. Try other words, or fewer.</source>
        <translation>没有匹配项。请换个说法，或少用几个词。</translation>
    </message>
    <message>
        <source>↑ ↓ choose · Enter opens · Esc closes</source>
        <translation>↑ ↓ 选择 · Enter 打开 · Esc 关闭</translation>
    </message>
</context>
<context>
    <name>PasteDialog</name>
    <message>
        <source>Paste a chat</source>
        <translation>粘贴聊天记录</translation>
    </message>
    <message>
        <source>Copied chat</source>
        <translation>复制的聊天记录</translation>
    </message>
    <message>
        <source>Turns</source>
        <translation>发言</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Paste the whole chat here</source>
        <translation>把整段聊天粘贴到这里</translation>
    </message>
    <message>
        <source>Store the conversation</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>The chosen turn was said by: {role}</source>
        <translation>所选发言的发言人：{role}</translation>
    </message>
    <message>
        <source>Splitting the chat</source>
        <translation>正在拆分聊天</translation>
    </message>
    <message>
        <source>Who said what appears here and can be corrected.</source>
        <translation>每句话的发言人会显示在这里，可以更正。</translation>
    </message>
    <message>
        <source>Turns found: {count}</source>
        <translation>找到的发言：{count}</translation>
    </message>
    <message>
        <source>Who said what is a guess: choose a turn and correct it.</source>
        <translation>发言人是推测的：请选择一条发言并更正。</translation>
    </message>
</context>
<context>
    <name>PeopleSection</name>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>On a company server everybody has a name, a role and a token. What a person did stays under their name, also when they are disabled.</source>
        <translation>在公司服务器上，每个人都有名称、角色和令牌。一个人所做的操作始终记在其名下，停用后也是如此。</translation>
    </message>
    <message>
        <source>Name of a new person</source>
        <translation>新成员的名称</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Disable</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Token</source>
        <translation>令牌</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Done</source>
        <translation>完成</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Since</source>
        <translation>加入时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>active</source>
        <translation>有效</translation>
    </message>
    <message>
        <source>disabled {day}</source>
        <translation>{day} 停用</translation>
    </message>
    <message>
        <source>Adding…</source>
        <translation>正在添加…</translation>
    </message>
    <message>
        <source>The token of {name}. It is shown now and never again: give it to them in a safe way.</source>
        <translation>{name} 的令牌。只显示这一次：请以安全的方式交给对方。</translation>
    </message>
    <message>
        <source>The token is in the clipboard.</source>
        <translation>令牌已在剪贴板中。</translation>
    </message>
    <message>
        <source>{name} will be disabled: their token opens nothing any more.</source>
        <translation>将停用 {name}：其令牌将不再有效。</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Disabling…</source>
        <translation>正在停用…</translation>
    </message>
</context>
<context>
    <name>PhrasesDialog</name>
    <message>
        <source>What drafts say around an answer</source>
        <translation>草稿在答案前后说什么</translation>
    </message>
    <message>
        <source>One phrase a line; written again, a draft takes the next. What stands there in grey is said while a field is empty. {customer} and {agent} are filled where they are known and left out otherwise.</source>
        <translation>每行一句；重写草稿时轮到下一句。字段留空时使用灰色显示的用语。{customer} 和 {agent} 在已知时填入，未知时略去。</translation>
    </message>
    <message>
        <source>Greeting</source>
        <translation>问候</translation>
    </message>
    <message>
        <source>To somebody angry</source>
        <translation>对生气的客户</translation>
    </message>
    <message>
        <source>To somebody worried</source>
        <translation>对担心的客户</translation>
    </message>
    <message>
        <source>To somebody disappointed</source>
        <translation>对失望的客户</translation>
    </message>
    <message>
        <source>To somebody who praises</source>
        <translation>对表示赞扬的客户</translation>
    </message>
    <message>
        <source>Closing</source>
        <translation>结束语</translation>
    </message>
    <message>
        <source>Sign-off</source>
        <translation>落款</translation>
    </message>
    <message>
        <source>None</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Language of the answers</source>
        <translation>答案的语言</translation>
    </message>
    <message>
        <source>For answers in English</source>
        <translation>用于英文答案</translation>
    </message>
    <message>
        <source>For answers in Chinese</source>
        <translation>用于中文答案</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Empty all fields of this language</source>
        <translation>清空该语言的所有字段</translation>
    </message>
    <message>
        <source>A field takes at most {count}, each of at most {length} characters.</source>
        <translation>每个字段最多 {count} 句，每句最多 {length} 个字符。</translation>
    </message>
    <message>
        <source>Saving…</source>
        <translation>正在保存…</translation>
    </message>
</context>
<context>
    <name>PlacesModel</name>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Text before</source>
        <translation>前文</translation>
    </message>
    <message>
        <source>Shown as</source>
        <translation>显示为</translation>
    </message>
    <message>
        <source>Text after</source>
        <translation>后文</translation>
    </message>
</context>
<context>
    <name>PreviewPane</name>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>The first entries of the file</source>
        <translation>文件中的前几条</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>Say which column is what</source>
        <translation>指定各列的含义</translation>
    </message>
    <message>
        <source>Cannot be taken: {count}</source>
        <translation>无法导入：{count}</translation>
    </message>
    <message>
        <source>First conversations</source>
        <translation>前几个会话</translation>
    </message>
    <message>
        <source>First entries</source>
        <translation>前几个条目</translation>
    </message>
    <message>
        <source>Solved conversations</source>
        <translation>已解决的会话</translation>
    </message>
    <message>
        <source>Unknown table</source>
        <translation>未知表格</translation>
    </message>
    <message>
        <source>FAQ table</source>
        <translation>常见问题表格</translation>
    </message>
    <message>
        <source>Document</source>
        <translation>文档</translation>
    </message>
    <message>
        <source>None of the columns is known by its name. Say which is which: at least the answers, or for conversations who wrote and the message. The preview follows.</source>
        <translation>无法从列名识别任何一列。请指明：至少指定答案列；会话则需指定发言人和消息。随后会显示预览。</translation>
    </message>
    <message>
        <source>Nothing in this file can be taken.</source>
        <translation>此文件中没有可导入的内容。</translation>
    </message>
    <message>
        <source>Conversations read: {count}. Names, numbers and addresses are taken out of the replies that can be found later.</source>
        <translation>读到的会话：{count}。以后可找到的回复中，姓名、号码和地址都会去除。</translation>
    </message>
    <message>
        <source>Entries read: {count}.</source>
        <translation>读到的条目：{count}。</translation>
    </message>
    <message>
        <source>Question or title</source>
        <translation>问题或标题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Subject</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>First message</source>
        <translation>第一条消息</translation>
    </message>
    <message>
        <source>Messages</source>
        <translation>消息数</translation>
    </message>
    <message>
        <source>Status</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>Waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>Solved</source>
        <translation>已解决</translation>
    </message>
</context>
<context>
    <name>PrivacySection</name>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Nothing leaves this computer or your company&apos;s server. There is no telemetry and no account.</source>
        <translation>没有任何数据离开本机或公司服务器。没有遥测，也无需账号。</translation>
    </message>
    <message>
        <source>What is stored</source>
        <translation>保存了什么</translation>
    </message>
    <message>
        <source>Content</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Articles, conversations with their customers, drafts, macros, what was done with suggestions, and who did what. Logs hold codes and numbers, never texts of customers.</source>
        <translation>条目、会话及其客户、草稿、快捷回复、对建议的处理，以及谁做了什么。日志只有代码和数字，从不包含客户的文字。</translation>
    </message>
    <message>
        <source>Open the folder</source>
        <translation>打开文件夹</translation>
    </message>
    <message>
        <source>The right to be forgotten</source>
        <translation>被遗忘权</translation>
    </message>
    <message>
        <source>If the keyring is lost</source>
        <translation>如果密钥环丢失</translation>
    </message>
    <message>
        <source>For administrators</source>
        <translation>管理员专用</translation>
    </message>
    <message>
        <source>Only an administrator erases a customer or sees the recovery key.</source>
        <translation>只有管理员可以抹除客户或查看恢复密钥。</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>On your company&apos;s server. On this computer: only how the window looks, and your token in the keyring.</source>
        <translation>保存在公司服务器上。本机只保存窗口的外观设置，以及密钥环中的令牌。</translation>
    </message>
    <message>
        <source>Encryption</source>
        <translation>加密</translation>
    </message>
    <message>
        <source>The store and its backups are encrypted files (SQLCipher, AES-256).</source>
        <translation>数据库及其备份都是加密文件（SQLCipher，AES-256）。</translation>
    </message>
    <message>
        <source>Their key is in the system&apos;s keyring.</source>
        <translation>密钥保存在系统密钥环中。</translation>
    </message>
    <message>
        <source>There is no keyring, so their key is in the file store.key beside them, readable by its owner only: whoever copies the whole folder can read it.</source>
        <translation>本机没有密钥环，密钥保存在旁边的 store.key 文件中，只有其所有者可读：谁复制了整个文件夹，谁就能读取内容。</translation>
    </message>
</context>
<context>
    <name>ProblemCard</name>
    <message>
        <source>Expected</source>
        <translation>预期</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>To do</source>
        <translation>解决办法</translation>
    </message>
</context>
<context>
    <name>ProblemList</name>
    <message>
        <source>Rows that could not be taken</source>
        <translation>未能导入的行</translation>
    </message>
    <message>
        <source>These are the first {told} of {count}.</source>
        <translation>以下是 {count} 项中的前 {told} 项。</translation>
    </message>
    <message>
        <source>Save the list of problems</source>
        <translation>保存问题列表</translation>
    </message>
    <message>
        <source>Table (*.csv)</source>
        <translation>表格 (*.csv)</translation>
    </message>
    <message>
        <source>import-problems.csv</source>
        <translation>导入问题.csv</translation>
    </message>
</context>
<context>
    <name>ProblemModel</name>
    <message>
        <source>Row</source>
        <translation>行</translation>
    </message>
    <message>
        <source>Expected</source>
        <translation>预期</translation>
    </message>
    <message>
        <source>Found</source>
        <translation>实际</translation>
    </message>
    <message>
        <source>What to do</source>
        <translation>解决办法</translation>
    </message>
    <message>
        <source>Code</source>
        <translation>代码</translation>
    </message>
    <message>
        <source>Page {number}</source>
        <translation>第 {number} 页</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
</context>
<context>
    <name>Problems</name>
    <message>
        <source>a certificate that this computer trusts</source>
        <translation>本机信任的证书</translation>
    </message>
    <message>
        <source>one that it does not</source>
        <translation>本机不信任的证书</translation>
    </message>
    <message>
        <source>Ask your administrator to install the server&apos;s certificate on this computer</source>
        <translation>请让管理员在本机安装服务器的证书</translation>
    </message>
    <message>
        <source>an engine that answers</source>
        <translation>有响应的引擎</translation>
    </message>
    <message>
        <source>nothing at its address</source>
        <translation>该地址没有响应</translation>
    </message>
    <message>
        <source>Wait a moment, or check the address in Settings</source>
        <translation>请稍候，或在“设置”中检查地址</translation>
    </message>
    <message>
        <source>an answer this version understands</source>
        <translation>此版本能理解的应答</translation>
    </message>
    <message>
        <source>another one</source>
        <translation>无法理解的应答</translation>
    </message>
    <message>
        <source>Use the same version of Replydesk here and on the server</source>
        <translation>请在本机和服务器上使用相同版本的 Replydesk</translation>
    </message>
    <message>
        <source>a whole answer</source>
        <translation>完整的应答</translation>
    </message>
    <message>
        <source>one that broke off</source>
        <translation>中断的应答</translation>
    </message>
    <message>
        <source>Ask again; the engine may have been restarted</source>
        <translation>请重新提问；引擎可能刚刚重启</translation>
    </message>
    <message>
        <source>a Replydesk engine at this address</source>
        <translation>该地址上的 Replydesk 引擎</translation>
    </message>
    <message>
        <source>another program that answered with status %1</source>
        <translation>另一个程序，应答状态为 %1</translation>
    </message>
    <message>
        <source>Check the address in Settings</source>
        <translation>请在“设置”中检查地址</translation>
    </message>
    <message>
        <source>an engine that starts and stays</source>
        <translation>能启动并持续运行的引擎</translation>
    </message>
    <message>
        <source>one that does not</source>
        <translation>无法持续运行的引擎</translation>
    </message>
    <message>
        <source>Try again; if that does not help, run: replydesk doctor</source>
        <translation>请重试；如仍如此，请运行：replydesk doctor</translation>
    </message>
</context>
<context>
    <name>ProgressPane</name>
    <message>
        <source>Progress of the import</source>
        <translation>导入进度</translation>
    </message>
    <message>
        <source>Importing {name}</source>
        <translation>正在导入 {name}</translation>
    </message>
    <message>
        <source>You can close this and keep working: the import continues by itself.</source>
        <translation>您可以关闭此窗口继续工作：导入会自行完成。</translation>
    </message>
    <message>
        <source>Sending the file to the engine</source>
        <translation>正在把文件发送给引擎</translation>
    </message>
    <message>
        <source>Waiting for another import to end</source>
        <translation>正在等待另一个导入结束</translation>
    </message>
    <message>
        <source>Reading the file</source>
        <translation>正在读取文件</translation>
    </message>
    <message>
        <source>{share} % done</source>
        <translation>已完成 {share} %</translation>
    </message>
    <message>
        <source>{read}, {left}</source>
        <translation>{read}，{left}</translation>
    </message>
    <message>
        <source>less than a minute left</source>
        <translation>剩余不到一分钟</translation>
    </message>
    <message>
        <source>about {minutes} min left</source>
        <translation>剩余约 {minutes} 分钟</translation>
    </message>
</context>
<context>
    <name>QuestionsEdit</name>
    <message>
        <source>Questions</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Questions: every way customers ask this</source>
        <translation>问题：客户的各种问法</translation>
    </message>
    <message>
        <source>Add a question (Insert)</source>
        <translation>添加问题 (Insert)</translation>
    </message>
    <message>
        <source>Move the question up (Alt+Up)</source>
        <translation>上移问题 (Alt+Up)</translation>
    </message>
    <message>
        <source>Move the question down (Alt+Down)</source>
        <translation>下移问题 (Alt+Down)</translation>
    </message>
    <message>
        <source>Remove the question (Delete)</source>
        <translation>移除问题 (Delete)</translation>
    </message>
</context>
<context>
    <name>ReasonPopup</name>
    <message>
        <source>What is wrong with it?</source>
        <translation>有什么问题？</translation>
    </message>
    <message>
        <source>It answers something else</source>
        <translation>答非所问</translation>
    </message>
    <message>
        <source>It is wrong</source>
        <translation>内容错误</translation>
    </message>
    <message>
        <source>It is out of date</source>
        <translation>已经过期</translation>
    </message>
    <message>
        <source>It is badly worded</source>
        <translation>表述不佳</translation>
    </message>
    <message>
        <source>Say more, if you like</source>
        <translation>可以补充说明</translation>
    </message>
    <message>
        <source>What is wrong, in your words</source>
        <translation>请说明哪里不对</translation>
    </message>
    <message>
        <source>Send</source>
        <translation>发送</translation>
    </message>
</context>
<context>
    <name>ReasonsModel</name>
    <message>
        <source>Left out because</source>
        <translation>排除原因</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
</context>
<context>
    <name>RecordDialog</name>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Identifiers</source>
        <translation>标识</translation>
    </message>
    <message>
        <source>Notes for colleagues</source>
        <translation>给同事的备注</translation>
    </message>
    <message>
        <source>Conversations</source>
        <translation>会话</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Reading the record</source>
        <translation>正在读取档案</translation>
    </message>
    <message>
        <source>Saving the record</source>
        <translation>正在保存档案</translation>
    </message>
    <message>
        <source>This conversation has no customer yet. Saving makes one and remembers them.</source>
        <translation>此会话还没有客户。保存后会创建并记住该客户。</translation>
    </message>
</context>
<context>
    <name>RecoveryRow</name>
    <message>
        <source>Recovery key</source>
        <translation>恢复密钥</translation>
    </message>
    <message>
        <source>Opens everything here if this computer&apos;s keyring is lost. Print it and lock it away. Showing it is recorded in the audit log.</source>
        <translation>本机密钥环丢失时可打开这里的一切。请打印并锁好。查看行为会记入审计日志。</translation>
    </message>
    <message>
        <source>Anyone with this key and a copy of the files can read everything.</source>
        <translation>拥有此密钥和文件副本的人可以读取全部内容。</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>查看</translation>
    </message>
    <message>
        <source>Print…</source>
        <translation>打印…</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Save to a file…</source>
        <translation>保存到文件…</translation>
    </message>
    <message>
        <source>Hide</source>
        <translation>隐藏</translation>
    </message>
    <message>
        <source>Replydesk recovery key

{key}

It opens this store and its backups. To use it: replydesk recovery-key use
</source>
        <translation>Replydesk 恢复密钥

{key}

它可以打开此数据库及其备份。使用方法：replydesk recovery-key use
</translation>
    </message>
    <message>
        <source>No printer is set up on this computer: keep the page as a PDF instead.</source>
        <translation>此电脑没有设置打印机：请改为将页面保存为 PDF。</translation>
    </message>
    <message>
        <source>Print the recovery key</source>
        <translation>打印恢复密钥</translation>
    </message>
    <message>
        <source>Sent to the printer. Lock the page away.</source>
        <translation>已发送到打印机。请将该页锁好保管。</translation>
    </message>
    <message>
        <source>The printer did not take the page.</source>
        <translation>打印机没有接受该页。</translation>
    </message>
    <message>
        <source>Save the page with the recovery key</source>
        <translation>保存恢复密钥页</translation>
    </message>
    <message>
        <source>Page (*.pdf)</source>
        <translation>页面 (*.pdf)</translation>
    </message>
    <message>
        <source>Saved. Move it off this computer.</source>
        <translation>已保存。请把它移到其他设备上。</translation>
    </message>
    <message>
        <source>The file could not be written: {reason}</source>
        <translation>无法写入文件：{reason}</translation>
    </message>
    <message>
        <source>The key is in the clipboard, where other programs can read it.</source>
        <translation>密钥已在剪贴板中，其他程序可以读取。</translation>
    </message>
    <message>
        <source>Save the recovery key</source>
        <translation>保存恢复密钥</translation>
    </message>
</context>
<context>
    <name>RecoverySheet</name>
    <message>
        <source>Replydesk recovery key</source>
        <translation>Replydesk 恢复密钥</translation>
    </message>
    <message>
        <source>Opens: {home}</source>
        <translation>可打开：{home}</translation>
    </message>
    <message>
        <source>Printed: {day}</source>
        <translation>打印日期：{day}</translation>
    </message>
    <message>
        <source>What it is for</source>
        <translation>用途</translation>
    </message>
    <message>
        <source>Everything in Replydesk is encrypted, its backups too. This key opens it when the computer&apos;s keyring is lost, or when the files are moved to another computer. Without it, nobody can: neither you nor we.</source>
        <translation>Replydesk 中的一切（包括备份）都已加密。当电脑的密钥环丢失，或文件移到另一台电脑时，可用此密钥打开。没有它，任何人都无法打开：您不能，我们也不能。</translation>
    </message>
    <message>
        <source>1. Install Replydesk on the computer that has the files.</source>
        <translation>1. 在存有这些文件的电脑上安装 Replydesk。</translation>
    </message>
    <message>
        <source>2. Open a terminal and run: {command}</source>
        <translation>2. 打开终端并运行：{command}</translation>
    </message>
    <message>
        <source>3. Type the key when asked. Capitals, spaces and dashes do not matter; a typing mistake is noticed.</source>
        <translation>3. 按提示输入密钥。不区分大小写，空格和连字符可有可无；输错会有提示。</translation>
    </message>
    <message>
        <source>How to use it</source>
        <translation>使用方法</translation>
    </message>
    <message>
        <source>Keep it safe</source>
        <translation>妥善保管</translation>
    </message>
    <message>
        <source>Anyone with this page and a copy of the files can read everything. Lock it away, not beside the computer, and do not photograph it.</source>
        <translation>持有此页和文件副本的人可以读取一切。请锁好保管，不要放在电脑旁，也不要拍照。</translation>
    </message>
</context>
<context>
    <name>Replying</name>
    <message>
        <source>Copied and kept as sent. Paste it where you answer the customer.</source>
        <translation>已复制并记为已发送。请粘贴到您回复客户的地方。</translation>
    </message>
    <message>
        <source>Note added. Only colleagues see it.</source>
        <translation>备注已添加，仅同事可见。</translation>
    </message>
    <message>
        <source>Copied, but not kept in the conversation yet: press Ctrl+Enter again later.</source>
        <translation>已复制，但尚未保存到会话中：请稍后再按 Ctrl+Enter。</translation>
    </message>
</context>
<context>
    <name>ReportDialog</name>
    <message>
        <source>Fault report</source>
        <translation>故障报告</translation>
    </message>
    <message>
        <source>This was written on this computer and is sent nowhere. It names places in the program and the last actions; it holds no message and no customer&apos;s text. Give it to whoever looks after Replydesk for you.</source>
        <translation>此报告写在本机，不会发送到任何地方。其中有程序中的位置和最近的操作，不含任何消息或客户的文字。请交给为您维护 Replydesk 的人。</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ReviewView</name>
    <message>
        <source>What was replaced</source>
        <translation>已替换的内容</translation>
    </message>
    <message>
        <source>What was left</source>
        <translation>未替换的内容</translation>
    </message>
    <message>
        <source>Samples, each in context. Within a conversation, the same value has the same placeholder.</source>
        <translation>抽样显示，附上下文。同一会话中，相同的值使用相同的占位符。</translation>
    </message>
    <message>
        <source>Nothing in it looked like personal data.</source>
        <translation>其中没有像个人数据的内容。</translation>
    </message>
    <message>
        <source>Places that could be personal and stayed as they are. If you find something that must not be learnt, do not approve this export: remove it.</source>
        <translation>可能涉及个人、但保留原样的地方。如果发现不应学习的内容，请不要批准此导出文件，而是将其移除。</translation>
    </message>
    <message>
        <source>Nothing was left that looks personal.</source>
        <translation>没有遗留像个人数据的内容。</translation>
    </message>
    <message>
        <source>{kind}: {count}</source>
        <translation>{kind}：{count}</translation>
    </message>
</context>
<context>
    <name>Roles</name>
    <message>
        <source>agent</source>
        <translation>客服</translation>
    </message>
    <message>
        <source>team lead</source>
        <translation>组长</translation>
    </message>
    <message>
        <source>administrator</source>
        <translation>管理员</translation>
    </message>
</context>
<context>
    <name>RunCard</name>
    <message>
        <source>Pause</source>
        <translation>暂停</translation>
    </message>
    <message>
        <source>Resume</source>
        <translation>继续</translation>
    </message>
    <message>
        <source>Cancel the training</source>
        <translation>取消训练</translation>
    </message>
    <message>
        <source>Remove…</source>
        <translation>移除…</translation>
    </message>
    <message>
        <source>Try other settings…</source>
        <translation>换个设置再试…</translation>
    </message>
    <message>
        <source>Begin another run, filled in as this one was</source>
        <translation>开始一次新的训练，并填入这一次的设置</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Leave it paused</source>
        <translation>保持暂停</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Resume now</source>
        <translation>立即继续</translation>
    </message>
    <message>
        <source>Step {done} of {steps}</source>
        <translation>第 {done} / {steps} 步</translation>
    </message>
    <message>
        <source>{time} left</source>
        <translation>剩余 {time}</translation>
    </message>
    <message>
        <source>examples a second: {rate}</source>
        <translation>每秒样本：{rate}</translation>
    </message>
    <message>
        <source>memory {size}</source>
        <translation>内存 {size}</translation>
    </message>
    <message>
        <source>on {device}</source>
        <translation>使用{device}</translation>
    </message>
</context>
<context>
    <name>RunPane</name>
    <message>
        <source>while learning</source>
        <translation>学习中</translation>
    </message>
    <message>
        <source>held out</source>
        <translation>留出</translation>
    </message>
    <message>
        <source>Loss: lower is better</source>
        <translation>损失：越低越好</translation>
    </message>
    <message>
        <source>{measure}: higher is better</source>
        <translation>{measure}：越高越好</translation>
    </message>
    <message>
        <source>Pausing…</source>
        <translation>正在暂停…</translation>
    </message>
    <message>
        <source>Resuming…</source>
        <translation>正在继续…</translation>
    </message>
    <message>
        <source>What was learnt so far is lost. Pause it instead to resume later.</source>
        <translation>目前学到的内容将丢失。如需以后继续，请改用暂停。</translation>
    </message>
    <message>
        <source>Cancel the training?</source>
        <translation>取消训练？</translation>
    </message>
    <message>
        <source>Cancel the training</source>
        <translation>取消训练</translation>
    </message>
    <message>
        <source>Cancelling…</source>
        <translation>正在取消…</translation>
    </message>
    <message>
        <source>Filling in…</source>
        <translation>正在填入…</translation>
    </message>
    <message>
        <source>Its figures and its judgement are deleted. What is in use stays.</source>
        <translation>它的数据和评判将被删除。正在使用的版本保留。</translation>
    </message>
    <message>
        <source>Remove this run?</source>
        <translation>移除此训练任务？</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Removing…</source>
        <translation>正在移除…</translation>
    </message>
    <message>
        <source>{kind} · {preset}</source>
        <translation>{kind} · {preset}</translation>
    </message>
    <message>
        <source>Run</source>
        <translation>训练任务</translation>
    </message>
    <message>
        <source>How it learns</source>
        <translation>学习过程</translation>
    </message>
    <message>
        <source>Questions it does not learn from</source>
        <translation>未参与学习的问题</translation>
    </message>
</context>
<context>
    <name>RunStatusTexts</name>
    <message>
        <source>waiting for power</source>
        <translation>等待接通电源</translation>
    </message>
    <message>
        <source>waiting for disk space</source>
        <translation>等待磁盘空间</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
    <message>
        <source>Somebody paused it.</source>
        <translation>训练已被手动暂停。</translation>
    </message>
    <message>
        <source>{reason} {kept} {next}</source>
        <comment>three sentences, one after the other</comment>
        <translation>{reason}{kept}{next}</translation>
    </message>
    <message>
        <source>The battery was nearly empty.</source>
        <translation>电池电量即将耗尽。</translation>
    </message>
    <message>
        <source>The battery of the server {server} was nearly empty.</source>
        <translation>服务器 {server} 的电池电量即将耗尽。</translation>
    </message>
    <message>
        <source>The disk is too full. There is {found}; needed is {expected}.</source>
        <translation>磁盘空间不足。现有：{found}；{expected}。</translation>
    </message>
    <message>
        <source>The disk of the server {server} is too full. There is {found}; needed is {expected}.</source>
        <translation>服务器 {server} 的磁盘空间不足。现有：{found}；{expected}。</translation>
    </message>
    <message>
        <source>It was interrupted before it was finished.</source>
        <translation>训练尚未结束就被中断了。</translation>
    </message>
    <message>
        <source>Its process ended unexpectedly several times: memory may have run out. Close other programs.</source>
        <translation>训练进程多次无故退出：可能是内存不足。请关闭其他程序。</translation>
    </message>
    <message>
        <source>Its process ended unexpectedly several times: memory may have run out on the server {server}. Close other programs there.</source>
        <translation>训练进程多次无故退出：服务器 {server} 的内存可能不足。请关闭其上的其他程序。</translation>
    </message>
    <message>
        <source>Nothing had been learnt yet.</source>
        <translation>此时还没有学到任何内容。</translation>
    </message>
    <message>
        <source>What it learnt up to its last save is kept.</source>
        <translation>截至上次保存所学的内容都已保留。</translation>
    </message>
    <message>
        <source>Plug the server in, and it resumes by itself.</source>
        <translation>为服务器接通电源后，训练会自动继续。</translation>
    </message>
    <message>
        <source>Plug the computer in, and it resumes by itself.</source>
        <translation>接通电源后会自动继续。</translation>
    </message>
    <message>
        <source>Free some space there, and it resumes by itself.</source>
        <translation>在服务器上腾出一些空间后，训练会自动继续。</translation>
    </message>
    <message>
        <source>Free some space, and it resumes by itself.</source>
        <translation>腾出空间后会自动继续。</translation>
    </message>
    <message>
        <source>It resumes where it was when you say so.</source>
        <translation>您点击继续后，会从停下的地方接着训练。</translation>
    </message>
</context>
<context>
    <name>RunWarningTexts</name>
    <message>
        <source>Memory ran out: it continues with half as much at once.</source>
        <translation>内存不足：已将每次处理量减半继续。</translation>
    </message>
    <message>
        <source>Memory is scarce: it computes some things twice instead.</source>
        <translation>内存紧张：改为重复计算部分内容。</translation>
    </message>
    <message>
        <source>Its process ended unexpectedly and was started again.</source>
        <translation>训练进程曾无故退出，已重新启动。</translation>
    </message>
    <message>
        <source>This computer runs on its battery: plug it in.</source>
        <translation>电脑正在使用电池：请接通电源。</translation>
    </message>
    <message>
        <source>The battery is nearly empty: plugged in, the training resumes by itself.</source>
        <translation>电池即将耗尽：接通电源后训练会自动继续。</translation>
    </message>
    <message>
        <source>Memory is short: close other programs.</source>
        <translation>内存紧张：请关闭其他程序。</translation>
    </message>
    <message>
        <source>The server {server} runs on its battery: plug it in.</source>
        <translation>服务器 {server} 正在使用电池：请接通电源。</translation>
    </message>
    <message>
        <source>The battery of the server {server} is nearly empty: plugged in, the training resumes by itself.</source>
        <translation>服务器 {server} 的电池即将耗尽：接通电源后训练会自动继续。</translation>
    </message>
    <message>
        <source>Memory is short on the server {server}: close other programs there.</source>
        <translation>服务器 {server} 内存紧张：请关闭其上的其他程序。</translation>
    </message>
</context>
<context>
    <name>RunsModel</name>
    <message>
        <source>Run</source>
        <translation>训练任务</translation>
    </message>
    <message>
        <source>Kind</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Begun</source>
        <translation>开始时间</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>{done} of {steps} steps</source>
        <translation>第 {done} / {steps} 步</translation>
    </message>
    <message>
        <source>{done}, {time} left</source>
        <translation>{done}，剩余 {time}</translation>
    </message>
</context>
<context>
    <name>SameMenu</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>They no longer exist</source>
        <translation>它们已不存在</translation>
    </message>
</context>
<context>
    <name>SamplesModel</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>It says now</source>
        <translation>现在的回答</translation>
    </message>
    <message>
        <source>Right</source>
        <translation>正确</translation>
    </message>
</context>
<context>
    <name>Section</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
</context>
<context>
    <name>Sections</name>
    <message>
        <source>General</source>
        <translation>常规</translation>
    </message>
    <message>
        <source>Connection</source>
        <translation>连接</translation>
    </message>
    <message>
        <source>Answers</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Drafts</source>
        <translation>草稿</translation>
    </message>
    <message>
        <source>Macros</source>
        <translation>快捷回复</translation>
    </message>
    <message>
        <source>People</source>
        <translation>人员</translation>
    </message>
    <message>
        <source>Backups</source>
        <translation>备份</translation>
    </message>
    <message>
        <source>Privacy</source>
        <translation>隐私</translation>
    </message>
    <message>
        <source>Audit</source>
        <translation>审计日志</translation>
    </message>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
</context>
<context>
    <name>SentenceOffer</name>
    <message>
        <source>Tab adds: {sentence}</source>
        <translation>按 Tab 加入：{sentence}</translation>
    </message>
</context>
<context>
    <name>SettingsPage</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Sections of the settings</source>
        <translation>设置的各部分</translation>
    </message>
    <message>
        <source>Settings: {section}</source>
        <translation>设置：{section}</translation>
    </message>
</context>
<context>
    <name>Shell</name>
    <message>
        <source>Suggest answers for the clipboard</source>
        <translation>为剪贴板内容提供建议</translation>
    </message>
    <message>
        <source>New conversation from the clipboard</source>
        <translation>用剪贴板内容新建会话</translation>
    </message>
    <message>
        <source>Turn the clipboard copilot on</source>
        <translation>打开剪贴板助手</translation>
    </message>
    <message>
        <source>Turn the clipboard copilot off</source>
        <translation>关闭剪贴板助手</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Everywhere</source>
        <translation>全局</translation>
    </message>
    <message>
        <source>Find a page, a conversation, an entry, or something to do</source>
        <translation>查找页面、会话、条目或操作</translation>
    </message>
    <message>
        <source>Inbox</source>
        <translation>收件箱</translation>
    </message>
    <message>
        <source>Knowledge</source>
        <translation>知识库</translation>
    </message>
    <message>
        <source>Training, or Settings</source>
        <translation>训练，或设置</translation>
    </message>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>Suggest answers for what is in the clipboard</source>
        <translation>为剪贴板中的内容提供建议</translation>
    </message>
    <message>
        <source>Show the shortcuts</source>
        <translation>显示快捷键</translation>
    </message>
    <message>
        <source>Go to the next pane</source>
        <translation>转到下一个窗格</translation>
    </message>
    <message>
        <source>Go to the previous pane</source>
        <translation>转到上一个窗格</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>New conversation</source>
        <translation>新建会话</translation>
    </message>
    <message>
        <source>Paste a chat</source>
        <translation>粘贴聊天记录</translation>
    </message>
    <message>
        <source>Search conversations</source>
        <translation>搜索会话</translation>
    </message>
    <message>
        <source>Mark the conversation solved, or open it again</source>
        <translation>将会话标记为已解决，或重新打开</translation>
    </message>
    <message>
        <source>The customer&apos;s record</source>
        <translation>客户档案</translation>
    </message>
    <message>
        <source>Show or hide the suggestions</source>
        <translation>显示或隐藏建议</translation>
    </message>
    <message>
        <source>Take suggestion {number} into the reply</source>
        <translation>将建议 {number} 放入回复</translation>
    </message>
    <message>
        <source>Offer the sentences of suggestion {number} one by one</source>
        <translation>逐句提供建议 {number} 的内容</translation>
    </message>
    <message>
        <source>Take the draft into the reply</source>
        <translation>把草稿放入回复</translation>
    </message>
    <message>
        <source>Drop the draft&apos;s sentences without a source, or put them back</source>
        <translation>去掉草稿中没有出处的句子，或放回去</translation>
    </message>
    <message>
        <source>Offer the sentences of the draft one by one</source>
        <translation>逐句提供草稿中的句子</translation>
    </message>
    <message>
        <source>Accept the next sentence, while one is offered</source>
        <translation>采用下一句（在提示时）</translation>
    </message>
    <message>
        <source>Copy the reply and mark it as sent</source>
        <translation>复制回复并标记为已发送</translation>
    </message>
    <message>
        <source>Insert a macro</source>
        <translation>插入快捷回复</translation>
    </message>
    <message>
        <source>Search the knowledge from the reply</source>
        <translation>从回复中搜索知识库</translation>
    </message>
    <message>
        <source>Search entries</source>
        <translation>搜索条目</translation>
    </message>
    <message>
        <source>New entry</source>
        <translation>新建条目</translation>
    </message>
    <message>
        <source>Save the entry</source>
        <translation>保存条目</translation>
    </message>
    <message>
        <source>Copy the entry</source>
        <translation>复制条目</translation>
    </message>
    <message>
        <source>Move a question up</source>
        <translation>上移问题</translation>
    </message>
    <message>
        <source>Move a question down</source>
        <translation>下移问题</translation>
    </message>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Add an export</source>
        <translation>添加导出文件</translation>
    </message>
    <message>
        <source>The next step: what the coloured button says</source>
        <translation>下一步：即彩色按钮的操作</translation>
    </message>
    <message>
        <source>Back to the overview</source>
        <translation>返回概览</translation>
    </message>
    <message>
        <source>Comparing replies blindly</source>
        <translation>盲评回复</translation>
    </message>
    <message>
        <source>The first is better</source>
        <translation>第一条更好</translation>
    </message>
    <message>
        <source>The second is better</source>
        <translation>第二条更好</translation>
    </message>
    <message>
        <source>Both are equally good</source>
        <translation>两条一样好</translation>
    </message>
    <message>
        <source>The previous pair</source>
        <translation>上一对</translation>
    </message>
    <message>
        <source>Groups of messages</source>
        <translation>消息分组</translation>
    </message>
    <message>
        <source>Name the group</source>
        <translation>为分组命名</translation>
    </message>
    <message>
        <source>Merge what is selected</source>
        <translation>合并所选分组</translation>
    </message>
    <message>
        <source>Leave the group out</source>
        <translation>舍弃该分组</translation>
    </message>
    <message>
        <source>Undo the last step</source>
        <translation>撤销上一步</translation>
    </message>
    <message>
        <source>Lists and forms</source>
        <translation>列表与表单</translation>
    </message>
    <message>
        <source>Go to the next control</source>
        <translation>转到下一个控件</translation>
    </message>
    <message>
        <source>Go to the previous control</source>
        <translation>转到上一个控件</translation>
    </message>
    <message>
        <source>The next tab</source>
        <translation>下一个标签页</translation>
    </message>
    <message>
        <source>The previous tab</source>
        <translation>上一个标签页</translation>
    </message>
    <message>
        <source>Stop a draft; close what lies over the page; dismiss what is offered</source>
        <translation>停止撰写草稿；关闭页面上方的内容；收回所提供的句子</translation>
    </message>
    <message>
        <source>The previous row</source>
        <translation>上一行</translation>
    </message>
    <message>
        <source>The next row</source>
        <translation>下一行</translation>
    </message>
    <message>
        <source>The first row</source>
        <translation>第一行</translation>
    </message>
    <message>
        <source>The last row</source>
        <translation>最后一行</translation>
    </message>
    <message>
        <source>Turn what has the focus on or off</source>
        <translation>打开或关闭当前焦点所在项</translation>
    </message>
</context>
<context>
    <name>ShortcutsDialog</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ShortcutsSection</name>
    <message>
        <source>Shortcuts</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Everything can be reached with the keyboard; these are the shortcuts.</source>
        <translation>一切都可以用键盘完成；以下是快捷方式。</translation>
    </message>
    <message>
        <source>Search shortcuts</source>
        <translation>搜索快捷键</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>What they do</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>适用范围</translation>
    </message>
</context>
<context>
    <name>SkippedDialog</name>
    <message>
        <source>Reading…</source>
        <translation>正在读取…</translation>
    </message>
    <message>
        <source>Conversations that are left out</source>
        <translation>被排除的会话</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>every reason ({count})</source>
        <translation>所有原因（{count}）</translation>
    </message>
    <message>
        <source>{reason} ({count})</source>
        <translation>{reason}（{count}）</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>SourceView</name>
    <message>
        <source>Source</source>
        <translation>来源</translation>
    </message>
    <message>
        <source>Open and edit</source>
        <translation>打开并修改</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>{title} · {question}</source>
        <translation>{title} · {question}</translation>
    </message>
    <message>
        <source>Open {title}</source>
        <translation>打开 {title}</translation>
    </message>
</context>
<context>
    <name>SourcesForm</name>
    <message>
        <source>A table with the columns {columns}</source>
        <translation>含有 {columns} 列的表格</translation>
    </message>
    <message>
        <source>all approved exports</source>
        <translation>所有已批准的</translation>
    </message>
    <message>
        <source>table {name}</source>
        <translation>表格 {name}</translation>
    </message>
    <message>
        <source>the one in use</source>
        <translation>正在使用的模型</translation>
    </message>
    <message>
        <source>Learn from</source>
        <translation>学习来源</translation>
    </message>
    <message>
        <source>An export that you approved.</source>
        <translation>一份您已批准的导出。</translation>
    </message>
    <message>
        <source>Begin with</source>
        <translation>起始模型</translation>
    </message>
    <message>
        <source>The model that learns. It stays as it is; a new one is made.</source>
        <translation>用来学习的模型。它本身不变，会生成一个新模型。</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>What the run is called; it may stay empty.</source>
        <translation>此次训练的名称，可以留空。</translation>
    </message>
    <message>
        <source>Choose a table…</source>
        <translation>选择表格…</translation>
    </message>
    <message>
        <source>Or a table (CSV or Excel) with the columns {columns}: drop it here.</source>
        <translation>或者含有 {columns} 列的表格（CSV 或 Excel）：拖到这里。</translation>
    </message>
</context>
<context>
    <name>Spelling</name>
    <message>
        <source>Looking for suggestions…</source>
        <translation>正在查找建议…</translation>
    </message>
    <message>
        <source>Add to the dictionary</source>
        <translation>添加到词典</translation>
    </message>
    <message>
        <source>No suggestions</source>
        <translation>没有建议</translation>
    </message>
</context>
<context>
    <name>Spoken</name>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
    <message>
        <source>{language} ({code})</source>
        <translation>{language}（{code}）</translation>
    </message>
</context>
<context>
    <name>States</name>
    <message>
        <source>Answers appear here</source>
        <translation>答案会显示在这里</translation>
    </message>
    <message>
        <source>As soon as a customer has written, what your knowledge base says about it is shown here, each answer with its source.

Alt+1 to Alt+3 put one into the reply.</source>
        <translation>客户发来消息后，知识库中的相关答案就会显示在这里，每个答案都附有来源。

Alt+1 至 Alt+3 可将其放入回复。</translation>
    </message>
    <message>
        <source>Looking…</source>
        <translation>正在查找…</translation>
    </message>
    <message>
        <source>Still looking…</source>
        <translation>仍在查找…</translation>
    </message>
    <message>
        <source>This takes longer than it should. The engine may be busy importing.</source>
        <translation>用时比平常长。引擎可能正忙于导入。</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Stopped</source>
        <translation>已停止</translation>
    </message>
    <message>
        <source>Look again</source>
        <translation>重新查找</translation>
    </message>
    <message>
        <source>The engine cannot be reached at the moment</source>
        <translation>引擎暂时不可用</translation>
    </message>
    <message>
        <source>Suggestions appear by themselves as soon as it answers.</source>
        <translation>引擎恢复后，建议会自动出现。</translation>
    </message>
    <message>
        <source>Expected: {expected}.
Found: {found}.

{remedy}</source>
        <translation>预期：{expected}。
实际：{found}。

{remedy}</translation>
    </message>
    <message>
        <source>No suggestions this time</source>
        <translation>这次没有建议</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Nothing in the knowledge base answers this</source>
        <translation>知识库中没有对应的答案</translation>
    </message>
    <message>
        <source>Write the answer once, and it is here the next time somebody asks.</source>
        <translation>写一次答案，下次有人问起时它就在这里。</translation>
    </message>
    <message>
        <source>Write the answer once</source>
        <translation>编写答案</translation>
    </message>
</context>
<context>
    <name>StatusBar</name>
    <message>
        <source>Drafts: {writer}</source>
        <translation>草稿：{writer}</translation>
    </message>
    <message>
        <source>Search: {model}</source>
        <translation>搜索：{model}</translation>
    </message>
    <message numerus="yes">
        <source>Knowledge: %Ln entries</source>
        <translation>
            <numerusform>知识库：%Ln 个条目</numerusform>
        </translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Connected to your company&apos;s server</source>
        <translation>已连接到公司服务器</translation>
    </message>
    <message>
        <source>Drafts are written on your company&apos;s server</source>
        <translation>草稿由公司服务器撰写</translation>
    </message>
    <message>
        <source>No connection beyond this computer</source>
        <translation>没有任何对外连接</translation>
    </message>
    <message>
        <source>Loading knowledge, {share} %</source>
        <translation>正在加载知识，{share} %</translation>
    </message>
    <message>
        <source>Engine starting</source>
        <translation>引擎正在启动</translation>
    </message>
    <message>
        <source>Loading knowledge</source>
        <translation>正在加载知识</translation>
    </message>
    <message>
        <source>Engine ready</source>
        <translation>引擎就绪</translation>
    </message>
    <message>
        <source>Engine restarting, nothing you typed is lost</source>
        <translation>引擎正在重启，您输入的内容不会丢失</translation>
    </message>
    <message>
        <source>Engine failed</source>
        <translation>引擎出现故障</translation>
    </message>
</context>
<context>
    <name>Statuses</name>
    <message>
        <source>open</source>
        <translation>处理中</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>solved</source>
        <translation>已解决</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>Back to the overview</source>
        <translation>返回总览</translation>
    </message>
    <message>
        <source>1  Export</source>
        <translation>1  导出文件</translation>
    </message>
    <message>
        <source>2  Personal data</source>
        <translation>2  个人数据</translation>
    </message>
    <message>
        <source>3  Training</source>
        <translation>3  训练</translation>
    </message>
    <message>
        <source>4  Judgement</source>
        <translation>4  评判</translation>
    </message>
</context>
<context>
    <name>SuggestionCard</name>
    <message>
        <source>Use</source>
        <translation>采用</translation>
    </message>
    <message>
        <source>Put it into the reply  Alt+{n}</source>
        <translation>放入回复  Alt+{n}</translation>
    </message>
    <message>
        <source>Use suggestion {n}</source>
        <translation>采用建议 {n}</translation>
    </message>
    <message>
        <source>Copy this text</source>
        <translation>复制此文本</translation>
    </message>
    <message>
        <source>{name}  {key}</source>
        <translation>{name}  {key}</translation>
    </message>
    <message>
        <source>Write a draft from this card</source>
        <translation>根据此卡片撰写草稿</translation>
    </message>
    <message>
        <source>{share} sure</source>
        <translation>把握 {share}</translation>
    </message>
    <message>
        <source>+{n} that say the same</source>
        <translation>另有 {n} 条内容相同</translation>
    </message>
    <message>
        <source>Suggestion {n}: {kind}, {share} sure</source>
        <translation>建议 {n}：{kind}，把握 {share}</translation>
    </message>
    <message>
        <source>Show less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
</context>
<context>
    <name>SuggestionsPane</name>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
</context>
<context>
    <name>TagsEdit</name>
    <message>
        <source>Add a tag</source>
        <translation>添加标签</translation>
    </message>
    <message>
        <source>Remove the tag {tag}</source>
        <translation>移除标签 {tag}</translation>
    </message>
</context>
<context>
    <name>TextViewer</name>
    <message>
        <source>Copy all</source>
        <translation>全部复制</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
</context>
<context>
    <name>ThreadHeader</name>
    <message>
        <source>Open again</source>
        <translation>重新打开</translation>
    </message>
    <message>
        <source>Mark as solved</source>
        <translation>标记为已解决</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>More</source>
        <translation>更多</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Unknown customer</source>
        <translation>未知客户</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>other conversations: {count}</source>
        <translation>其他会话：{count}</translation>
    </message>
</context>
<context>
    <name>ThreadPane</name>
    <message>
        <source>Opening the conversation</source>
        <translation>正在打开会话</translation>
    </message>
    <message>
        <source>Choose a conversation on the left, or paste a chat with Ctrl+Shift+V.</source>
        <translation>在左侧选择一个会话，或按 Ctrl+Shift+V 粘贴聊天记录。</translation>
    </message>
    <message>
        <source>What was said</source>
        <translation>对话内容</translation>
    </message>
</context>
<context>
    <name>ThreadView</name>
    <message>
        <source>{caption}: {text}</source>
        <comment>a message, as a screen reader says it</comment>
        <translation>{caption}：{text}</translation>
    </message>
</context>
<context>
    <name>Thumbs</name>
    <message>
        <source>Good suggestion</source>
        <translation>好的建议</translation>
    </message>
    <message>
        <source>Bad suggestion</source>
        <translation>不好的建议</translation>
    </message>
    <message>
        <source>{name}  {key}</source>
        <translation>{name}  {key}</translation>
    </message>
</context>
<context>
    <name>Times</name>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>a date of this year, as Qt writes it</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>Today</source>
        <translation>今天</translation>
    </message>
    <message>
        <source>Yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>dddd, d MMMM yyyy</source>
        <comment>a day with its weekday, as Qt writes it</comment>
        <translation>yyyy年M月d日 dddd</translation>
    </message>
    <message>
        <source>{day}, {time}</source>
        <translation>{day} {time}</translation>
    </message>
</context>
<context>
    <name>TrainingPage</name>
    <message>
        <source>Training</source>
        <translation>训练</translation>
    </message>
    <message>
        <source>The engine is not answering. This page shows what was known last; a run that has begun continues without it.</source>
        <translation>引擎目前没有响应。显示的是最后已知的情况；已开始的训练会自行继续。</translation>
    </message>
    <message>
        <source>Examine an export</source>
        <translation>检查导出文件</translation>
    </message>
    <message>
        <source>Train the assistant</source>
        <translation>训练助手</translation>
    </message>
    <message>
        <source>Group messages without labels</source>
        <translation>将没有标签的消息分组</translation>
    </message>
    <message>
        <source>Show runs and versions</source>
        <translation>显示训练任务和版本</translation>
    </message>
    <message>
        <source>{name} cannot be opened. Check that you may read it.</source>
        <translation>无法打开 {name}。请检查您是否有读取权限。</translation>
    </message>
    <message>
        <source>Taking {name} in</source>
        <translation>正在接收 {name}</translation>
    </message>
</context>
<context>
    <name>TrainingWords</name>
    <message>
        <source>Replies</source>
        <translation>回复</translation>
    </message>
    <message>
        <source>Preferences</source>
        <translation>偏好</translation>
    </message>
    <message>
        <source>Intents</source>
        <translation>意图</translation>
    </message>
    <message>
        <source>Search</source>
        <translation>搜索</translation>
    </message>
    <message>
        <source>Mood</source>
        <translation>情绪</translation>
    </message>
    <message>
        <source>Drafts sound like your agents: their tone, their order, what they leave out. Facts still come from the passages found for each question.</source>
        <translation>草稿更像客服人员所写：语气、顺序和取舍都学他们。事实仍来自为每个问题找到的段落。</translation>
    </message>
    <message>
        <source>Drafts learn from what your agents changed in them: to write what was sent rather than what was shown.</source>
        <translation>从客服人员对草稿的修改中学习：写成最终发出的样子，而不是最初显示的样子。</translation>
    </message>
    <message>
        <source>The search learns which of your answers goes with which question, without forgetting what it knew.</source>
        <translation>搜索会学到哪个答案对应哪个问题，同时不忘记原有的知识。</translation>
    </message>
    <message>
        <source>How a customer feels is recognised better, from the ratings and labels in your export.</source>
        <translation>根据导出文件中的评分和标签，更准确地识别客户的情绪。</translation>
    </message>
    <message>
        <source>being examined</source>
        <translation>正在检查</translation>
    </message>
    <message>
        <source>examined</source>
        <translation>已检查</translation>
    </message>
    <message>
        <source>personal data is being replaced</source>
        <translation>正在替换个人数据</translation>
    </message>
    <message>
        <source>waiting for your approval</source>
        <translation>等待您同意</translation>
    </message>
    <message>
        <source>approved for training</source>
        <translation>已批准用于训练</translation>
    </message>
    <message>
        <source>could not be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>being prepared</source>
        <translation>正在准备</translation>
    </message>
    <message>
        <source>waiting for its turn</source>
        <translation>正在排队</translation>
    </message>
    <message>
        <source>learning</source>
        <translation>正在学习</translation>
    </message>
    <message>
        <source>pausing</source>
        <translation>正在暂停</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>being judged</source>
        <translation>正在评判</translation>
    </message>
    <message>
        <source>being converted</source>
        <translation>正在转换</translation>
    </message>
    <message>
        <source>done</source>
        <translation>已完成</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>interrupted</source>
        <translation>已中断</translation>
    </message>
    <message>
        <source>Quick</source>
        <translation>快速</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>均衡</translation>
    </message>
    <message>
        <source>Thorough</source>
        <translation>细致</translation>
    </message>
    <message>
        <source>A short run that shows whether it is worth more.</source>
        <translation>短时间的训练，看看是否值得继续。</translation>
    </message>
    <message>
        <source>What suits most teams.</source>
        <translation>适合大多数团队。</translation>
    </message>
    <message>
        <source>Takes the longest, and makes the most of what there is.</source>
        <translation>用时最长，充分利用现有数据。</translation>
    </message>
    <message>
        <source>too little</source>
        <translation>不足</translation>
    </message>
    <message>
        <source>little</source>
        <translation>偏少</translation>
    </message>
    <message>
        <source>enough</source>
        <translation>足够</translation>
    </message>
    <message>
        <source>plenty</source>
        <translation>充足</translation>
    </message>
    <message>
        <source>The same again</source>
        <translation>重复</translation>
    </message>
    <message>
        <source>Nearly the same again</source>
        <translation>几乎重复</translation>
    </message>
    <message>
        <source>Too short</source>
        <translation>太短</translation>
    </message>
    <message>
        <source>Not answered</source>
        <translation>未答复</translation>
    </message>
    <message>
        <source>Not solved</source>
        <translation>未解决</translation>
    </message>
    <message>
        <source>Badly rated</source>
        <translation>评分低</translation>
    </message>
    <message>
        <source>Only one side speaks</source>
        <translation>只有一方发言</translation>
    </message>
    <message>
        <source>Only a bot answered</source>
        <translation>只有机器人答复</translation>
    </message>
    <message>
        <source>Unreadable</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>The customer was erased</source>
        <translation>客户已被删除</translation>
    </message>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>客服</translation>
    </message>
    <message>
        <source>Internal note</source>
        <translation>内部备注</translation>
    </message>
    <message>
        <source>Bot</source>
        <translation>机器人</translation>
    </message>
    <message>
        <source>quoted mail</source>
        <translation>引用的邮件</translation>
    </message>
    <message>
        <source>signature</source>
        <translation>签名</translation>
    </message>
    <message>
        <source>greeting</source>
        <translation>问候语</translation>
    </message>
    <message>
        <source>formatting</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>姓名</translation>
    </message>
    <message>
        <source>Mail addresses</source>
        <translation>邮箱地址</translation>
    </message>
    <message>
        <source>Phone numbers</source>
        <translation>电话号码</translation>
    </message>
    <message>
        <source>Card numbers</source>
        <translation>卡号</translation>
    </message>
    <message>
        <source>Bank accounts</source>
        <translation>银行账户</translation>
    </message>
    <message>
        <source>Identity numbers</source>
        <translation>证件号码</translation>
    </message>
    <message>
        <source>Order numbers</source>
        <translation>订单号</translation>
    </message>
    <message>
        <source>Customer numbers</source>
        <translation>客户号</translation>
    </message>
    <message>
        <source>Tracking numbers</source>
        <translation>运单号</translation>
    </message>
    <message>
        <source>Invoice numbers</source>
        <translation>发票号</translation>
    </message>
    <message>
        <source>Ticket numbers</source>
        <translation>工单号</translation>
    </message>
    <message>
        <source>Reference numbers</source>
        <translation>参考号</translation>
    </message>
    <message>
        <source>Usernames</source>
        <translation>用户名</translation>
    </message>
    <message>
        <source>Postal addresses</source>
        <translation>邮寄地址</translation>
    </message>
    <message>
        <source>Postcodes</source>
        <translation>邮编</translation>
    </message>
    <message>
        <source>Network addresses</source>
        <translation>网络地址</translation>
    </message>
    <message>
        <source>Device addresses</source>
        <translation>设备地址</translation>
    </message>
    <message>
        <source>Passwords and codes</source>
        <translation>密码与验证码</translation>
    </message>
    <message>
        <source>Links</source>
        <translation>链接</translation>
    </message>
    <message>
        <source>What a message is about is recognised, from the labels in your export or from groups of messages that you name. Messages that fit none of them are noticed.</source>
        <translation>按导出文件中的标签，或按您命名的消息分组，识别消息的主题；不属于任何标签的消息也能区分出来。</translation>
    </message>
    <message>
        <source>Dates of birth</source>
        <translation>出生日期</translation>
    </message>
    <message>
        <source>Looks like a name</source>
        <translation>像是姓名</translation>
    </message>
    <message>
        <source>A number</source>
        <translation>数字</translation>
    </message>
    <message>
        <source>Looks like a user&apos;s name</source>
        <translation>像是用户名</translation>
    </message>
    <message>
        <source>as the export divides them</source>
        <translation>按导出文件的划分</translation>
    </message>
    <message>
        <source>a thread each</source>
        <translation>每个话题一个会话</translation>
    </message>
    <message>
        <source>divided where there is a long silence</source>
        <translation>按较长的沉默划分</translation>
    </message>
    <message>
        <source>0 bad, 1 good</source>
        <translation>0 差，1 好</translation>
    </message>
    <message>
        <source>-1 bad to 1 good</source>
        <translation>-1 差 到 1 好</translation>
    </message>
    <message>
        <source>1 to 5</source>
        <translation>1 到 5</translation>
    </message>
    <message>
        <source>0 to 10</source>
        <translation>0 到 10</translation>
    </message>
    <message>
        <source>0 to 100</source>
        <translation>0 到 100</translation>
    </message>
    <message>
        <source>{percent} %</source>
        <translation>{percent}%</translation>
    </message>
    <message>
        <source>under a minute</source>
        <translation>不到一分钟</translation>
    </message>
    <message>
        <source>{count} min</source>
        <translation>{count} 分钟</translation>
    </message>
    <message>
        <source>{hours} h</source>
        <translation>{hours} 小时</translation>
    </message>
    <message>
        <source>{hours} h {minutes} min</source>
        <translation>{hours} 小时 {minutes} 分钟</translation>
    </message>
    <message>
        <source>Not recognised: say which column is what</source>
        <translation>未识别：请说明各列的含义</translation>
    </message>
    <message>
        <source>{used} of {all} conversations can be used</source>
        <translation>{all} 个会话中有 {used} 个可用</translation>
    </message>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>the processor</source>
        <translation>处理器</translation>
    </message>
    <message>
        <source>the graphics card</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>Quality</source>
        <translation>质量</translation>
    </message>
    <message>
        <source>Share that is right</source>
        <translation>正确率</translation>
    </message>
    <message>
        <source>How likely it finds your agents&apos; words</source>
        <translation>认为客服原话的可能性</translation>
    </message>
    <message>
        <source>Share with the right answer first</source>
        <translation>正确答案排第一的比例</translation>
    </message>
</context>
<context>
    <name>Tray</name>
    <message>
        <source>Open Replydesk</source>
        <translation>打开 Replydesk</translation>
    </message>
    <message>
        <source>New conversation from the clipboard</source>
        <translation>用剪贴板内容新建会话</translation>
    </message>
    <message>
        <source>Clipboard copilot</source>
        <translation>剪贴板助手</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
</context>
<context>
    <name>Trouble</name>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>This cannot be shown now</source>
        <translation>目前无法显示</translation>
    </message>
    <message>
        <source>Your role does not allow this</source>
        <translation>您的角色无权打开此处</translation>
    </message>
    <message>
        <source>You are signed in as {name}, with the role {role}; this needs the role {needed}. Ask an administrator of your server if you should have it.</source>
        <translation>您的身份是 {name}，角色为 {role}；此处需要 {needed} 角色。如需权限，请联系服务器管理员。</translation>
    </message>
</context>
<context>
    <name>TurnDelegate</name>
    <message>
        <source>{role} · {author}</source>
        <translation>{role} · {author}</translation>
    </message>
</context>
<context>
    <name>Turns</name>
    <message>
        <source>Customer</source>
        <translation>客户</translation>
    </message>
    <message>
        <source>Agent</source>
        <translation>客服</translation>
    </message>
    <message>
        <source>Note</source>
        <translation>备注</translation>
    </message>
    <message>
        <source>{role}: {text}</source>
        <translation>{role}：{text}</translation>
    </message>
</context>
<context>
    <name>TurnsView</name>
    <message>
        <source>Nothing of its words is kept here: look for it in the export.</source>
        <translation>此处未保留其内容：请在导出文件中查看。</translation>
    </message>
    <message numerus="yes">
        <source>and %n messages more</source>
        <translation>
            <numerusform>另有 %n 条消息</numerusform>
        </translation>
    </message>
    <message>
        <source>Conversation</source>
        <translation>会话</translation>
    </message>
</context>
<context>
    <name>UnsavedDialog</name>
    <message>
        <source>Save your changes?</source>
        <translation>保存修改？</translation>
    </message>
    <message>
        <source>“{entry}” has changes that are not saved.</source>
        <translation>“{entry}”有未保存的修改。</translation>
    </message>
    <message>
        <source>Keep writing</source>
        <translation>继续编辑</translation>
    </message>
    <message>
        <source>Discard</source>
        <translation>放弃</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
</context>
<context>
    <name>Unsourced</name>
    <message numerus="yes">
        <source>%Ln sentences removed</source>
        <translation>
            <numerusform>已去掉 %Ln 句</numerusform>
        </translation>
    </message>
    <message>
        <source>Put them back  Alt+U</source>
        <translation>放回去  Alt+U</translation>
    </message>
    <message>
        <source>Put it back  Alt+U</source>
        <translation>放回去  Alt+U</translation>
    </message>
    <message numerus="yes">
        <source>%Ln sentences without a source</source>
        <translation>
            <numerusform>%Ln 句没有出处</numerusform>
        </translation>
    </message>
    <message>
        <source>Remove them  Alt+U</source>
        <translation>去掉  Alt+U</translation>
    </message>
    <message>
        <source>Remove it  Alt+U</source>
        <translation>去掉  Alt+U</translation>
    </message>
</context>
<context>
    <name>VersionsModel</name>
    <message>
        <source>What</source>
        <translation>内容</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>版本</translation>
    </message>
    <message>
        <source>Made</source>
        <translation>制作时间</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Built in</source>
        <translation>自带</translation>
    </message>
    <message>
        <source>train it again: a customer was erased</source>
        <translation>请重新训练：有客户已被删除</translation>
    </message>
    <message>
        <source>in use</source>
        <translation>使用中</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>Welcome to Replydesk</source>
        <translation>欢迎使用 Replydesk</translation>
    </message>
    <message>
        <source>It finds the answers your company already has.</source>
        <translation>它会找出贵公司已有的答案。</translation>
    </message>
    <message>
        <source>Import your FAQ</source>
        <translation>导入常见问题</translation>
    </message>
    <message>
        <source>A table, documents or solved conversations. You see a preview first.</source>
        <translation>表格、文档或已解决的会话。导入前可先预览。</translation>
    </message>
    <message>
        <source>Look around in the demo</source>
        <translation>看看演示</translation>
    </message>
    <message>
        <source>An invented shop with 20 conversations. You can remove it in one step.</source>
        <translation>一家虚构的商店，含 20 个会话。一步即可移除。</translation>
    </message>
    <message>
        <source>Nothing leaves this computer: what you import and write is kept in one encrypted file here, and no account is needed.</source>
        <translation>没有任何数据离开本机：您导入和编写的内容保存在本机的一个加密文件中，无需账号。</translation>
    </message>
    <message>
        <source>This computer has no keyring, so the key of that file lies in a file beside it, readable by you only. Keep a copy of the recovery key elsewhere.</source>
        <translation>本机没有密钥环，该文件的密钥保存在旁边的文件中，只有您可以读取。请在别处保存一份恢复密钥。</translation>
    </message>
    <message>
        <source>Language: {name}</source>
        <translation>语言：{name}</translation>
    </message>
    <message>
        <source>You work on your company&apos;s server: what you import and write is kept there, and goes nowhere else.</source>
        <translation>您正在使用公司服务器：您导入和编写的内容保存在那里，不会去往别处。</translation>
    </message>
    <message>
        <source>Continue with what is there</source>
        <translation>使用现有内容继续</translation>
    </message>
    <message>
        <source>Entries in the knowledge base: {count}.</source>
        <translation>知识库中的条目：{count}。</translation>
    </message>
    <message>
        <source>Start empty</source>
        <translation>从空白开始</translation>
    </message>
    <message>
        <source>Write the first answers yourself, or import something later.</source>
        <translation>自己编写第一批答案，或稍后再导入。</translation>
    </message>
    <message>
        <source>The engine is starting</source>
        <translation>引擎正在启动</translation>
    </message>
    <message>
        <source>Adding the demo</source>
        <translation>正在添加演示</translation>
    </message>
</context>
<context>
    <name>WindowActions</name>
    <message>
        <source>Back up now</source>
        <translation>立即备份</translation>
    </message>
    <message>
        <source>Take a bundle in</source>
        <translation>导入数据包</translation>
    </message>
    <message>
        <source>Show the shortcuts</source>
        <translation>显示快捷键</translation>
    </message>
    <message>
        <source>Try the engine again</source>
        <translation>再次尝试引擎</translation>
    </message>
    <message>
        <source>Show the welcome page</source>
        <translation>显示欢迎页</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>退出</translation>
    </message>
    <message>
        <source>Use the light theme</source>
        <translation>使用浅色主题</translation>
    </message>
    <message>
        <source>Use the dark theme</source>
        <translation>使用深色主题</translation>
    </message>
    <message>
        <source>Follow the system&apos;s theme</source>
        <translation>跟随系统主题</translation>
    </message>
    <message>
        <source>Change the language to {language}</source>
        <translation>将语言改为 {language}</translation>
    </message>
    <message>
        <source>A backup was made and verified</source>
        <translation>备份已完成并通过校验</translation>
    </message>
</context>
<context>
    <name>WindowTitle</name>
    <message>
        <source>Replydesk · {count} open</source>
        <translation>Replydesk · {count} 个处理中</translation>
    </message>
</context>
<context>
    <name>Working</name>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
</context>
<context>
    <name>WriteOnce</name>
    <message>
        <source>Write the answer once</source>
        <translation>编写答案</translation>
    </message>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>Answer</source>
        <translation>答案</translation>
    </message>
    <message>
        <source>Tags</source>
        <translation>标签</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>It will be shown to everybody: leave out names, addresses and order numbers.</source>
        <translation>它会展示给所有人：请勿写入姓名、地址和订单号。</translation>
    </message>
    <message>
        <source>What you would reply</source>
        <translation>您会如何回复</translation>
    </message>
    <message>
        <source>separated by commas</source>
        <translation>用逗号分隔</translation>
    </message>
    <message>
        <source>Detect from the text</source>
        <translation>自动识别</translation>
    </message>
    <message>
        <source>Save as an entry</source>
        <translation>保存为条目</translation>
    </message>
    <message>
        <source>Throw away</source>
        <translation>丢弃</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>This answer is not saved. Throw it away?</source>
        <translation>此答案尚未保存。要丢弃吗？</translation>
    </message>
    <message>
        <source>This is too long for one entry: at most 200,000 characters.</source>
        <translation>超出单个条目的长度上限：最多 200,000 个字符。</translation>
    </message>
    <message>
        <source>Only leads may add entries. Your text is kept here: copy it, or ask a lead to add it.</source>
        <translation>只有组长可以添加条目。您的文字保留在这里：请复制，或请组长添加。</translation>
    </message>
</context>
<context>
    <name>Writers</name>
    <message>
        <source>torch</source>
        <translation>torch</translation>
    </message>
    <message>
        <source>ONNX int4</source>
        <translation>ONNX int4</translation>
    </message>
    <message>
        <source>ONNX fp32</source>
        <translation>ONNX fp32</translation>
    </message>
    <message>
        <source>a server of your company</source>
        <translation>公司的服务器</translation>
    </message>
    <message>
        <source>CPU</source>
        <translation>CPU</translation>
    </message>
    <message>
        <source>graphics processor</source>
        <translation>显卡</translation>
    </message>
    <message>
        <source>server</source>
        <translation>服务器</translation>
    </message>
    <message>
        <source>off</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>composed</source>
        <translation>由答案组成</translation>
    </message>
    <message>
        <source>composed, the model failed</source>
        <translation>由答案组成，模型出错</translation>
    </message>
    <message>
        <source>{model}, loading</source>
        <translation>{model}，正在加载</translation>
    </message>
    <message>
        <source>{model} (server)</source>
        <translation>{model}（服务器）</translation>
    </message>
    <message>
        <source>{model} ({backend})</source>
        <translation>{model}（{backend}）</translation>
    </message>
    <message>
        <source>{model} ({backend}, {device})</source>
        <translation>{model}（{backend}，{device}）</translation>
    </message>
    <message>
        <source>verified answers</source>
        <translation>已核实的答案</translation>
    </message>
    <message>
        <source>{what} For now, drafts are written with {instead}. {remedy}</source>
        <translation>{what}目前草稿改用{instead}撰写。{remedy}</translation>
    </message>
    <message>
        <source>The model could not be loaded.</source>
        <translation>无法加载模型。</translation>
    </message>
    <message>
        <source>There was not enough memory for the model.</source>
        <translation>内存不足，无法运行模型。</translation>
    </message>
    <message>
        <source>No graphics processor can be used.</source>
        <translation>没有可用的显卡。</translation>
    </message>
    <message>
        <source>The graphics processor failed.</source>
        <translation>显卡出错。</translation>
    </message>
    <message>
        <source>The process that writes drafts ended unexpectedly.</source>
        <translation>撰写草稿的进程意外结束。</translation>
    </message>
    <message>
        <source>The process that writes drafts stopped answering.</source>
        <translation>撰写草稿的进程没有响应。</translation>
    </message>
    <message>
        <source>No model is in use.</source>
        <translation>没有选用模型。</translation>
    </message>
    <message>
        <source>The model does not write this language.</source>
        <translation>该模型不支持用这种语言撰写。</translation>
    </message>
    <message>
        <source>The message is longer than the model can read.</source>
        <translation>消息太长，模型读不下。</translation>
    </message>
    <message>
        <source>The model&apos;s chat template cannot be used.</source>
        <translation>无法使用该模型的聊天模板。</translation>
    </message>
    <message>
        <source>The server for drafts did not answer as it should.</source>
        <translation>草稿服务器没有正常应答。</translation>
    </message>
    <message>
        <source>The server for drafts cannot be reached.</source>
        <translation>无法连接草稿服务器。</translation>
    </message>
    <message>
        <source>The server for drafts refused the request.</source>
        <translation>草稿服务器拒绝了请求。</translation>
    </message>
    <message>
        <source>Files of the model are missing or damaged.</source>
        <translation>模型文件缺失或损坏。</translation>
    </message>
    <message>
        <source>Converted, the model does not write what the original writes.</source>
        <translation>转换后，模型写出的内容与原模型不一致。</translation>
    </message>
    <message>
        <source>The model could not write.</source>
        <translation>模型没能写出来。</translation>
    </message>
    <message>
        <source>Check it in Settings, or add it again.</source>
        <translation>请在设置中检查，或重新添加。</translation>
    </message>
    <message>
        <source>Ask whoever runs that server.</source>
        <translation>请联系该服务器的管理者。</translation>
    </message>
    <message>
        <source>Close other programs, or choose a smaller model.</source>
        <translation>请关闭其他程序，或选用更小的模型。</translation>
    </message>
    <message>
        <source>It is not used. Choose another model.</source>
        <translation>不会使用它。请选用另一个模型。</translation>
    </message>
    <message>
        <source>Choose one in Settings.</source>
        <translation>请在设置中选用一个。</translation>
    </message>
    <message>
        <source>Choose one in Settings that does.</source>
        <translation>请在设置中选用支持该语言的模型。</translation>
    </message>
    <message>
        <source>Check its address and token.</source>
        <translation>请检查它的地址和令牌。</translation>
    </message>
    <message>
        <source>If it happens again, choose another model in Settings.</source>
        <translation>如果再次出现，请在设置中选用另一个模型。</translation>
    </message>
</context>
<context>
    <name>_Delegate</name>
    <message>
        <source>Question</source>
        <translation>问题</translation>
    </message>
    <message>
        <source>How a customer would ask</source>
        <translation>客户会怎么问</translation>
    </message>
</context>
<context>
    <name>_Told</name>
    <message>
        <source>Close this message</source>
        <translation>关闭此消息</translation>
    </message>
</context>
<context>
    <name>_Turn</name>
    <message>
        <source>left out: {what}</source>
        <translation>已略去：{what}</translation>
    </message>
</context>
</TS>
