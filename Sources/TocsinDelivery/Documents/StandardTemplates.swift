/// The templates that come with Tocsin. `Documentation/receivers.md` lists what they may name.
enum StandardTemplates {
    static func text(_ name: MessageTemplates.Name) -> String {
        switch name {
        case .text: plainText
        case .mailSubject: mailSubject
        case .mailText: plainText + mailFoot
        case .mailHTML: mailHTML
        case .slack: slack
        case .mattermost: mattermost
        case .discord: discord
        case .teams: teams
        case .atom: atom
        case .syslog: syslog
        }
    }

    private static let plainText = #"""
        {{#escalation}}
        NOBODY HAS ACKNOWLEDGED THIS

        {{/escalation}}
        {{#digest}}
        {{workspace}}: digest of {{day}}

        {{#empty}}
        Nothing to report.
        {{/empty}}
        {{#lines}}
        {{SEVERITY}}  {{headline}} ({{change}}{{#before}}; was: {{before}}{{/before}})
        {{/lines}}
        {{/digest}}
        {{#alerts}}
        {{SEVERITY}}{{#update}} (update){{/update}}{{#cancel}} (cancelled){{/cancel}}  {{headline}}
          {{#area}}{{area}} · {{/area}}{{#when}}{{when}} · {{/when}}{{rule}}
        {{#evidence}}
          {{#source}}{{source}}: {{/source}}{{#fragments}}{{#marked}}[{{text}}]{{/marked}}{{^marked}}{{text}}{{/marked}}{{/fragments}}
        {{#url}}
          {{url}}
        {{/url}}
        {{/evidence}}
        {{#moreSentences}}
          … and {{moreSentences}} more sentences
        {{/moreSentences}}

        {{/alerts}}
        {{#more}}
        … and {{more}} more

        {{/more}}
        """#

    private static let mailSubject =
        #"{{#escalation}}NOT ACKNOWLEDGED: {{/escalation}}{{#digest}}{{workspace}}, {{day}}: {{headline}}{{/digest}}{{^digest}}[{{SEVERITY}}] {{#updated}}Update: {{/updated}}{{#cancelled}}Cancelled: {{/cancelled}}{{headline}}{{/digest}}"#

    private static let mailFoot = #"""
        --
        Tocsin, workspace {{workspace}}, for {{receiver}} at {{time}} ({{key}})

        """#

    private static let mailHTML = #"""
        <!DOCTYPE html>
        <html><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
        <title>{{headline}}</title></head>
        <body style="margin:0;padding:16px;background:#f4f4f2;color:#1d1d1b;font:16px/1.5 system-ui,'Segoe UI',Roboto,'Noto Sans',sans-serif">
        <div style="max-width:680px;margin:0 auto">
        {{#escalation}}
        <p style="background:#8E1B1B;color:#fff;padding:10px 16px;margin:0 0 12px;font-weight:600">Nobody has acknowledged this.</p>
        {{/escalation}}
        {{#digest}}
        <h1 style="font-size:20px;margin:0 0 12px">{{workspace}}: digest of {{day}}</h1>
        {{#empty}}<p>Nothing to report.</p>{{/empty}}
        <table role="presentation" cellpadding="0" cellspacing="0" style="width:100%;background:#fff;border-collapse:collapse">
        {{#lines}}
        <tr><td style="border-left:6px solid #{{colour}};border-bottom:1px solid #e4e4e0;padding:10px 14px">
        <div style="font-weight:600">{{headline}}</div>
        <div style="color:#5f5f5a;font-size:13px">{{severity}} · {{change}}{{#before}} · was: {{before}}{{/before}}</div>
        </td></tr>
        {{/lines}}
        </table>
        {{/digest}}
        {{#alerts}}
        <div style="background:#fff;border-left:6px solid #{{colour}};padding:14px 18px;margin:0 0 14px">
        <div style="color:#{{colour}};font-size:13px;font-weight:700;letter-spacing:.04em">{{SEVERITY}}{{#update}} · UPDATE{{/update}}{{#cancel}} · CANCELLED{{/cancel}}</div>
        <div style="font-size:19px;font-weight:600;line-height:1.35;margin:2px 0 4px">{{#cancel}}<s>{{headline}}</s>{{/cancel}}{{^cancel}}{{headline}}{{/cancel}}</div>
        <div style="color:#5f5f5a;font-size:13px">{{#area}}{{area}} · {{/area}}{{#when}}{{when}} · {{/when}}{{rule}}</div>
        {{#evidence}}
        <blockquote dir="auto" style="margin:12px 0 0;padding:0 0 0 12px;border-left:2px solid #d8d8d2">{{#fragments}}{{#marked}}<mark style="background:#ffe58a;color:inherit;padding:0 1px">{{text}}</mark>{{/marked}}{{^marked}}{{text}}{{/marked}}{{/fragments}}
        <div style="color:#5f5f5a;font-size:13px">{{#url}}<a href="{{url}}" style="color:#2457a6">{{#source}}{{source}}{{/source}}{{^source}}{{url}}{{/source}}</a>{{/url}}{{^url}}{{#source}}{{source}}{{/source}}{{/url}}</div></blockquote>
        {{/evidence}}
        {{#moreSentences}}<div style="color:#5f5f5a;font-size:13px;margin-top:8px">… and {{moreSentences}} more sentences</div>{{/moreSentences}}
        </div>
        {{/alerts}}
        {{#more}}<p>… and {{more}} more</p>{{/more}}
        <p style="color:#5f5f5a;font-size:12px">Tocsin, workspace {{workspace}}, for {{receiver}} at {{time}} ({{key}})</p>
        </div></body></html>
        """#

    private static let slack = #"""
        {"text": "{{#escalation}}Not acknowledged: {{/escalation}}{{^digest}}[{{SEVERITY}}] {{/digest}}{{#digest}}{{workspace}}, {{day}}: {{/digest}}{{headline}}",
        "unfurl_links": false, "unfurl_media": false,
        "attachments": [
        {{#escalation}}{"color": "#8E1B1B", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "*Nobody has acknowledged this.*"}}]},{{/escalation}}
        {{#empty}}{"color": "#808080", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "text": "Nothing to report."}}]}{{/empty}}
        {{#lines}}{"color": "#{{colour}}", "blocks": [{"type": "section", "text": {"type": "mrkdwn", "verbatim": true, "text": "*{{headline}}*\n{{severity}} · {{change}}{{#before}} · was: {{before}}{{/before}}"}}]}{{^last()}},{{/last()}}
        {{/lines}}
        {{#alerts}}{"color": "#{{colour}}", "blocks": [
        {"type": "section", "text": {"type": "mrkdwn", "verbatim": true, "text": "*{{SEVERITY}}{{#update}} (update){{/update}}{{#cancel}} (cancelled){{/cancel}}*  {{headline}}"}}{{#evidence}},
        {"type": "section", "text": {"type": "mrkdwn", "verbatim": true, "text": "> {{#fragments}}{{#marked}}*{{text}}*{{/marked}}{{^marked}}{{text}}{{/marked}}{{/fragments}}{{#url}}\n<{{url}}|{{#source}}{{source}}{{/source}}{{^source}}the article{{/source}}>{{/url}}{{^url}}{{#source}}\n{{source}}{{/source}}{{/url}}"}}{{/evidence}},
        {"type": "context", "elements": [{"type": "mrkdwn", "verbatim": true, "text": "{{#area}}{{area}} · {{/area}}{{#when}}{{when}} · {{/when}}{{rule}}"}]}]}{{^last()}},{{/last()}}
        {{/alerts}}]}
        """#

    private static let markdownBody =
        #"{{#escalation}}**Nobody has acknowledged this.**\n{{/escalation}}{{#digest}}**{{workspace}}: digest of {{day}}**\n{{#empty}}Nothing to report.{{/empty}}{{#lines}}- **{{SEVERITY}}** {{headline}} ({{change}}{{#before}}; was: {{before}}{{/before}})\n{{/lines}}{{/digest}}{{#alerts}}**{{SEVERITY}}{{#update}} (update){{/update}}{{#cancel}} (cancelled){{/cancel}}** {{headline}}\n{{#evidence}}> {{#fragments}}{{#marked}}**{{text}}**{{/marked}}{{^marked}}{{text}}{{/marked}}{{/fragments}}\n{{#source}}> — {{source}}{{/source}}{{#url}} <{{{url}}}>{{/url}}\n{{/evidence}}{{#area}}{{area}} · {{/area}}{{#when}}{{when}} · {{/when}}{{rule}}\n\n{{/alerts}}{{#more}}… and {{more}} more{{/more}}"#

    private static let mattermost =
        #"{"username": "Tocsin", "text": ""# + markdownBody + #""}"#

    private static let discord =
        #"{"username": "Tocsin", "allowed_mentions": {"parse": []}, "embeds": [{"color": {{colourNumber}}, "description": ""#
        + markdownBody + #""}]}"#

    private static let teams = #"""
        {"type": "message", "attachments": [{"contentType": "application/vnd.microsoft.card.adaptive", "content": {
        "$schema": "http://adaptivecards.io/schemas/adaptive-card.json", "type": "AdaptiveCard", "version": "1.4",
        "fallbackText": "{{headline}}", "msteams": {"width": "Full"}, "body": [
        {{#escalation}}{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "weight": "bolder", "color": "attention", "text": "Nobody has acknowledged this."}]},{{/escalation}}
        {{#digest}}{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "size": "large", "weight": "bolder", "text": "{{workspace}}: digest of {{day}}"}]},{{/digest}}
        {{#empty}}{"type": "RichTextBlock", "inlines": ["Nothing to report."]},{{/empty}}
        {{#lines}}{"type": "RichTextBlock", "inlines": [{"type": "TextRun", "weight": "bolder", "text": "{{SEVERITY}} "}, {"type": "TextRun", "text": "{{headline}} ({{change}}{{#before}}; was: {{before}}{{/before}})"}]},
        {{/lines}}
        {{#alerts}}{"type": "RichTextBlock", "separator": true, "inlines": [{"type": "TextRun", "weight": "bolder", "color": "attention", "text": "{{SEVERITY}}{{#update}} (update){{/update}}{{#cancel}} (cancelled){{/cancel}}  "}, {"type": "TextRun", "size": "large", "weight": "bolder", "text": "{{headline}}"}]},
        {{#evidence}}{"type": "RichTextBlock", "inlines": [{{#fragments}}{"type": "TextRun", {{#marked}}"highlight": true, {{/marked}}"text": "{{text}}"}, {{/fragments}}{"type": "TextRun", "isSubtle": true, {{#url}}"selectAction": {"type": "Action.OpenUrl", "url": "{{url}}"}, {{/url}}"text": "  {{#source}}{{source}}{{/source}}{{^source}}{{article}}{{/source}}"}]},
        {{/evidence}}
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "isSubtle": true, "size": "small", "text": "{{#area}}{{area}} · {{/area}}{{#when}}{{when}} · {{/when}}{{rule}}"}]},
        {{/alerts}}
        {"type": "RichTextBlock", "inlines": [{"type": "TextRun", "isSubtle": true, "size": "small", "text": "Tocsin, {{workspace}}, {{time}}{{#more}}; {{more}} more alerts not shown{{/more}}"}]}
        ]}}]}
        """#

    private static let atom = #"""
        {{#alerts}}{{#evidence}}<blockquote>{{#fragments}}{{#marked}}<strong>{{text}}</strong>{{/marked}}{{^marked}}{{text}}{{/marked}}{{/fragments}}{{#source}} <cite>{{source}}</cite>{{/source}}</blockquote>
        {{/evidence}}<p>{{SEVERITY}}{{#update}}, update{{/update}}{{#cancel}}, cancelled{{/cancel}}{{#area}} · {{area}}{{/area}}{{#when}} · {{when}}{{/when}} · {{rule}}</p>{{/alerts}}{{#digest}}{{#empty}}<p>Nothing to report.</p>{{/empty}}<ul>{{#lines}}<li>{{SEVERITY}} {{headline}} ({{change}}{{#before}}; was: {{before}}{{/before}})</li>{{/lines}}</ul>{{/digest}}
        """#

    private static let syslog =
        #"{{#escalation}}NOT ACKNOWLEDGED: {{/escalation}}{{#digest}}digest of {{day}}: {{headline}}{{/digest}}{{^digest}}{{#updated}}update: {{/updated}}{{#cancelled}}cancelled: {{/cancelled}}{{headline}}{{/digest}}"#
}
