import type { Detector } from './detector.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user', 'host'] as const

/** Attacks of interpreters beside the shell: they end in running code, so they report as command injection. */
export const codeInjection: Detector = {
  id: 'code-injection',
  type: 'command-injection',
  title: 'Code injection',
  summary: 'Code for PHP, Java, Node, Python or a template engine where a plain value belongs.',
  severity: 'critical',
  attack: ['T1190', 'T1059'],
  cwe: ['CWE-94', 'CWE-917', 'CWE-502', 'CWE-1336'],
  references: [
    'https://owasp.org/www-community/attacks/Code_Injection',
    'https://portswigger.net/web-security/server-side-template-injection',
  ],
  falsePositives: ['Template editors that send their source in the address'],
  signatures: [
    {
      id: 'code-jndi',
      title: 'a JNDI lookup (Log4Shell, CVE-2021-44228)',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /\$\{\s{0,3}(?:jndi\s{0,3}:|(?:\$\{[^}]{0,60}\}|[a-z]){0,12}\$\{[^}]{0,60}:-?[^}]{0,20}\}|(?:lower|upper|env|sys|date|ctx|main|base64)\s?:)|\bjndi:(?:ldaps?|rmi|dns|iiop|nis|corba)|(?:ldaps?|rmi):\/\/[^\s&]{3,200}\/(?:a|o=|exploit|basic)/i,
      confidence: 0.95,
      matches: [
        'x=${jndi:ldap://203.0.113.5/a}',
        'x=${${lower:j}ndi:rmi://h/a}',
        'x=${${::-j}${::-n}di:dns://x}',
      ],
      ignores: ['x=${name}', 'q=jndi+tutorial'],
    },
    {
      id: 'code-expression',
      title: 'an expression of OGNL, SpEL or EL',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /[%$#*]\{\s{0,3}(?:\(?\s?(?:#|@|T\(|new\s|\d{1,6}\s?[*+-]\s?\d{1,6}|'[^']{0,30}'\.|"[^"]{0,30}"\.|\w{1,30}\.(?:getClass|class|forName|exec|getRuntime)|request|session|application|param|pageContext|runtime)|[^}]{0,200}(?:getRuntime|ProcessBuilder|forName|getClass|@java|ognl|_memberAccess))|\bclass\.(?:module\.)?classLoader\b|\b(?:#_memberAccess|@ognl\.|#context|#application|xwork\.MethodAccessor)|\bjava\.(?:lang|util|io|net)\.(?:Runtime|Process|Class|System|Thread|Scanner|URL|File)|(?:redirect|action|redirectAction):\s?[%$]\{|\brO0AB[\w+/]|\baced0005\b/i,
      confidence: 0.85,
      matches: [
        'x=%25{(%23a=1)}',
        'x=${T(java.lang.Runtime).getRuntime().exec("id")}',
        'class.module.classLoader.x=1',
        'x=${7*7}',
      ],
      ignores: ['x=${name}', 'q=java+language', 'x=%{count}'],
    },
    {
      id: 'code-template',
      title: 'an expression of a template engine',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /\{\{\s{0,3}-?(?:\d{1,7}\s?[*+/-]\s?['"]?\d|['"][^'"]{0,20}['"]\s?[*.|]|config\b|self\b|request\b|_self\b|app\.|dump\(|cycler|joiner|lipsum|namespace|url_for|get_flashed|settings|constructor|this\b|\[\]\.|\(?\)?\.__|range\.|\$[a-z]|["']?\.?\s?__)|\{%\s{0,3}(?:import|include|set|for|if|block|debug|raw|load|extends|macro|with|php|autoescape)\b|<%=?\s{0,3}[\w`'"(@]|#\{\s{0,3}(?:\d{1,7}\s?[*+-]|[a-z`%]{1,20}[(.`])|\{php\}|\{(?:\$smarty|system|literal|if\s)|#set\s?\(\s?\$|\$class\.inspect|<#assign|freemarker\.template|__(?:class|mro|subclasses|globals|builtins|init|base|bases|import)__|\[\[\$\{|\$\{\{\s?\d|@\(\s?\d{1,6}\s?[*+]|\{\{=|\{\d{1,5}\*\d{1,5}\}|~\[\d/i,
      confidence: 0.8,
      matches: [
        'x={{7*7}}',
        'x={{config.items()}}',
        'x=<%=+7*7+%>',
        "x={{''.__class__.__mro__}}",
        'x=#{7*7}',
        'x={%+import+os+%}',
      ],
      ignores: ['x={{name}}', 'x={a}', 'q=50%+off', 'q=#{tag}'],
    },
    {
      id: 'code-php',
      title: 'PHP code or its dangerous functions',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /<\?(?:php\b|=)|<\?\s?(?:system|echo|eval|passthru|exec|print)|\b(?:phpinfo|eval|base64_decode|gzinflate|str_rot13|create_function|call_user_func(?:_array)?|preg_replace|file_get_contents|file_put_contents|fopen|readfile|highlight_file|show_source|include|include_once|require|require_once|move_uploaded_file|var_dump|print_r|ini_set|ini_get|allow_url_include|auto_prepend_file|chr|die|md5|printf|putenv|array_map|usort|unserialize|define|extract|parse_str|getenv|glob|scandir|get_defined_vars|file)\s?\(\s{0,3}(?:\)|\$|['"\d@_]|[a-z_]{3,30}\s?\(|chr\()|\$_(?:GET|POST|REQUEST|SERVER|COOKIE|FILES|SESSION|ENV)\b|\$\{@?[a-z_]{3,30}\(|\bO:\d{1,4}:"[\w\\]{1,80}":\d|\ba:\d{1,4}:\{[is]:\d|\\think\\|invokefunction|-d\s?(?:allow_url_include|auto_prepend_file)|\bPOST\[|;\s?\}?\s?\/\/\s?$/i,
      confidence: 0.7,
      matches: [
        "x=<?php+system('id');",
        'x=phpinfo()',
        "x=eval($_POST['a'])",
        's=/index/\\think\\app/invokefunction',
        'x=O:8:"stdClass":0:{}',
      ],
      ignores: ['q=file+(pdf)', 'q=php+include', 'q=md5+hash', 'q=require(ment)'],
    },
    {
      id: 'code-prototype',
      title: 'prototype pollution',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      pattern:
        /__proto__\s{0,3}(?:[[\].":=]|$)|constructor\]?\s{0,3}[[.]{1,2}\s{0,3}["']?prototype\b|\bprototype\]?\[/i,
      confidence: 0.85,
      severity: 'high',
      matches: ['__proto__[admin]=1', 'constructor[prototype][x]=1', 'q={"__proto__":{"a":1}}'],
      ignores: ['q=prototype+design', 'q=constructor'],
    },
    {
      id: 'code-node-python',
      title: 'code of Node, Python or Ruby',
      fields: everywhere,
      view: 'decoded',
      pattern:
        /\brequire\s?\(\s?['"](?:child_process|fs|os|net|http|vm)['"]|\bprocess\.(?:mainModule|env|binding|exit|cwd)\b|\bglobal\.process|\b__import__\s?\(|\bimportlib\b|\b(?:exec|compile|eval)\s?\(\s?(?:['"]|compile|base64|request)|\bopen\s?\(\s?['"]\/|\bpickle\.loads|!!python\/|!ruby\/|_\$\$ND_FUNC\$\$_|\bYAML\.load|res\.(?:end|send|write)\s?\(/i,
      confidence: 0.85,
      matches: [
        "x=require('child_process').exec('id')",
        "x=__import__('os').popen('id')",
        'x=process.mainModule',
      ],
      ignores: ['q=require(d)', 'q=process+management', 'q=open+(source)'],
    },
  ],
}

/** Documents that make the parser fetch: XML external entities, and server-side includes. */
export const xxe: Detector = {
  id: 'xxe',
  type: 'path-traversal',
  title: 'XML external entity',
  summary: 'An XML document whose entities or includes read files or call other hosts.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-611', 'CWE-776'],
  references: ['https://owasp.org/www-community/vulnerabilities/XML_External_Entity_(XXE)_Processing'],
  falsePositives: ['Services that take whole XML documents in the address'],
  signatures: [
    {
      id: 'xxe-entity',
      title: 'an entity or document type declaration',
      fields: ['query', 'body', 'path'],
      view: 'decoded',
      pattern:
        /<!\s?(?:ENTITY|DOCTYPE|ELEMENT|ATTLIST)\b|<\s?xi:include|xmlns:(?:xi|xsl|xss|svg|xlink)\s?=|<!\[CDATA\[|<\?xml(?:-stylesheet)?\s|<xsl:|<!--\s?\]\]>/i,
      confidence: 0.8,
      matches: ['x=<!DOCTYPE+a+[<!ENTITY+b+SYSTEM+"file:///x">]>', 'x=<xi:include href="x"/>'],
      ignores: ['x=<xml>', 'q=xml+entity'],
    },
  ],
}

export const ssi: Detector = {
  id: 'ssi',
  type: 'command-injection',
  title: 'Server-side include',
  summary: 'A directive that the web server runs while it delivers a page.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-97'],
  references: ['https://owasp.org/www-community/attacks/Server-Side_Includes_(SSI)_Injection'],
  falsePositives: [],
  signatures: [
    {
      id: 'ssi-directive',
      title: 'an SSI or ESI directive',
      fields: ['query', 'body', 'path', 'referer', 'userAgent'],
      view: 'decoded',
      pattern:
        /<!--\s{0,3}#\s{0,3}(?:exec|include|echo|config|set|if|elif|else|endif|printenv|flastmod|fsize|odbc)\b|<esi:\w/i,
      confidence: 0.95,
      matches: ['x=<!--%23exec+cmd="ls"+-->', 'x=<esi:include src=//x/>'],
      ignores: ['x=<!--+comment+-->', 'q=ssi+benefits'],
    },
  ],
}

export const ldapInjection: Detector = {
  id: 'ldap-injection',
  type: 'nosql-injection',
  title: 'LDAP and XPath injection',
  summary: 'A filter that leaves its place in a directory or document query.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-90', 'CWE-643'],
  references: [
    'https://owasp.org/www-community/attacks/LDAP_Injection',
    'https://owasp.org/www-community/attacks/XPATH_Injection',
  ],
  falsePositives: [],
  signatures: [
    {
      id: 'ldap-filter',
      title: 'a filter closed and another opened',
      fields: ['query', 'body', 'user'],
      view: 'decoded',
      pattern:
        /[)*]\s?\)?\s?\(\s?[|&!]?\s?(?:\(\s?)?[a-z][\w-]{0,30}\s?[~<>]?=|\(\s?[|&!]\s?\(|\*\)\)?\(?[|&]|\*\(\)?[|&]|\)\s?\(\s?[|&]\s?\(|\(&\(|=\*\|$|\*\)\)%00|\bobjectclass\s?=\s?\*/i,
      confidence: 0.7,
      matches: ['user=*)(uid=*))(|(uid=*', 'user=admin)(|(password=*))', 'f=*(|(objectclass=*))'],
      ignores: ['q=2*(3+4)', 'q=(a)+(b)', 'q=f(x)=x'],
    },
    {
      id: 'xpath-expression',
      title: 'an expression over the nodes of a document',
      fields: ['query', 'body'],
      view: 'decoded',
      pattern:
        /['"]\s?(?:or|and)\s(?:name|count|position|string-length|substring|local-name|text|contains|starts-with)\s?\(|\]\s?\|\s?\/\/|\/\/\*\[|\/(?:child|parent|ancestor|descendant|following|self)::|\bdoc\s?\(\s?['"]http/i,
      confidence: 0.8,
      matches: ["x='+or+name()='a'+or+'x'='y", 'x=//*[1]', "x='+and+count(/*)=1"],
      ignores: ['q=count(1)', 'q=//comment'],
    },
  ],
}
