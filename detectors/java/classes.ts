import type { Signature } from '../detector.ts'
import { parseJson } from '../reading/json.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user', 'host'] as const

/** Settings of drivers that run a script, load a class or unpack objects. */
const jdbcMarks = [
  /\b(?:autoDeserialize|queryInterceptors|statementInterceptors|allowLoadLocalInfile|socketFactory|sslfactory)\b/i,
  /\bINIT\s?=|RUNSCRIPT|\bTRACE_LEVEL_SYSTEM_OUT\b|\bclientRerouteServerListJNDIName\b/i,
]
const className = /^[a-z]\w{1,12}\.[a-z]\w{0,12}\.\w/

/** A list `["package.of.Class", {…}]`, however deep: Jackson makes that class. */
function namesClass(value: unknown, depth: number): boolean {
  if (depth > 8 || typeof value !== 'object' || value === null) return false
  if (Array.isArray(value)) {
    const [first, second]: unknown[] = value
    if (typeof first === 'string' && className.test(first) && typeof second === 'object' && second !== null)
      return true
  }
  return Object.values(value)
    .slice(0, 100)
    .some((item) => namesClass(item, depth + 1))
}

/** Classes, scripts and objects that Java loads or unpacks. */
export const javaClasses: readonly Signature[] = [
  {
    id: 'java-class',
    title: 'a class that runs commands or loads code',
    fields: everywhere,
    view: 'decoded',
    signs: [
      'java.',
      'javax.',
      'processbuilder',
      'getruntime',
      'org.',
      'freemarker',
      'com.sun',
      'scriptengine',
      'processimpl',
      'unixprocess',
      'ysoserial',
      'groovy.',
      'bsh.',
      'beanshell',
      'classpathxml',
      'jdbcrowset',
      'templatesimpl',
    ],
    patterns: [
      /\bjava\.lang\.(?:Runtime|ProcessBuilder|Process\b|ProcessImpl|Class\b|System|Thread|ClassLoader|reflect|Override|Object|Exec|String\b|Math\b|Integer)/i,
      /\bjava\.util\.(?:Scanner|concurrent|HashMap|PriorityQueue|jar|zip)/i,
      /\bjava\.(?:io\.(?:File|BufferedReader|InputStream|PrintWriter|ByteArray|Object)|net\.(?:URL|Socket|Inet)|nio\.file|rmi\.|beans\.|security\.)/i,
      /\bjavax\.(?:script|naming|management|servlet|crypto|el|faces\.(?:context|application|el))\b/i,
      /\bProcessBuilder\s?[(.]|getRuntime\s?\(\s?\)|\bScriptEngine(?:Manager|Factory)?\b/i,
      /\borg\.apache\.(?:commons\.(?:collections|fileupload|jelly|configuration|io|lang|beanutils)|struts|catalina|xalan|tomcat|bcel|wicket|shiro|log4j|velocity|ibatis|naming)/i,
      /\borg\.(?:springframework\.\w|codehaus\.groovy|mozilla\.javascript|hibernate\.\w|omg\.CORBA|python\.util)/i,
      /freemarker\.(?:core|template)|\bcom\.sun\.(?:rowset|org\.apache|jndi|syndication)|groovy\.(?:lang|util)|bsh\.(?:Interpreter|XThis|eval)|beanshell/i,
      /ProcessImpl|UNIXProcess|ysoserial|\bTemplatesImpl\b|JdbcRowSetImpl|ClassPathXmlApplicationContext/,
    ],
    quietIn: ['prose'],
    confidence: 0.6,
    why: 'Class names are searched for on sites about Java: a name by itself or among words is no attack there, a call is.',
    matches: [
      "x=java.lang.Runtime.getRuntime().exec('id')",
      'x=new+java.lang.ProcessBuilder(1)',
      'x={"@type":"com.sun.rowset.JdbcRowSetImpl"}',
    ],
    ignores: ['q=java+language', 'q=javascript.runtime', 'q=org.apache', 'q=Runtime.getRuntime()+explained'],
  },
  {
    id: 'java-call',
    title: 'a call that starts a process or loads a class',
    fields: everywhere,
    view: 'decoded',
    signs: ['getruntime', 'processbuilder', '!!'],
    patterns: [
      /\bgetRuntime\s?\(\s?\)\s?\.\s?exec\s?\(\s?[^\s)]/i,
      /\bnew\s{1,3}(?:java\.lang\.)?ProcessBuilder\s?\(\s?[^\s)]/i,
      // YAML that names the class to make of it.
      /!!(?:javax?|com|org)\.\w{1,16}\.\w/,
    ],
    confidence: 0.8,
    matches: [
      "x=Runtime.getRuntime().exec('id')",
      'x=!!javax.script.ScriptEngineManager+[x]',
      'x=new+ProcessBuilder("id").start()',
    ],
    ignores: ['q=Runtime.getRuntime().exec()+java', 'q=class+forname', 'q=!!java'],
  },
  {
    id: 'java-named-type',
    title: 'a document that names the class to make of it',
    fields: everywhere,
    view: 'decoded',
    signs: ['@type', '<java', '<jdk.', '<sun.', '<com.', '<org.', '<ch.', '<groovy'],
    patterns: [
      /"@type"\s?:\s?"(?:[a-z]\w{1,12}\.[\w$]|\[|L[a-z])/,
      /<(?:javax?|jdk|sun|com\.sun|org\.(?:apache|springframework|codehaus)|ch\.qos|groovy)\.\w/i,
    ],
    confidence: 0.7,
    why: 'What unpacks JSON or XML into objects makes whatever class it is told to.',
    matches: [
      'q={"@type":"java.net.URL"}',
      'q={"a":{"@type":"org.X"}}',
      'q=<map><jdk.nashorn.internal.X/></map>',
    ],
    ignores: ['q=@type', 'q={"@type":"Person"}', 'q=<com>', 'q=<a.b>'],
  },
  {
    id: 'java-named-class-list',
    title: 'a list that names a class and its settings (Jackson)',
    fields: ['query', 'body'],
    view: 'decoded',
    signs: ['["', '[ "'],
    structure: 'a JSON list of the full name of a class and an object or list',
    find: (text) => (namesClass(parseJson(text), 0) ? { start: 0, end: text.length } : undefined),
    confidence: 0.7,
    matches: ['q=["ch.qos.logback.X",{"url":"a"}]', 'q=["com.sun.X.Y",{"a":1}]', 'q={"a":["org.b.C",["d"]]}'],
    ignores: ['q=["com.example.app"]', 'q=["a",{"b":1}]', 'q=["a.b",[1]]'],
  },
  {
    id: 'java-jdbc',
    title: 'the address of a database that makes its client run or unpack',
    fields: everywhere,
    view: 'decoded',
    signs: ['jdbc:'],
    structure: 'jdbc: with a setting that runs a script, loads a class or unpacks objects',
    find(text) {
      const start = text.search(/jdbc:\w/i)
      if (start === -1) return undefined
      const rest = text.slice(start)
      return jdbcMarks.some((mark) => mark.test(rest)) ? { start, end: text.length } : undefined
    },
    confidence: 0.8,
    matches: [
      'x=jdbc:mysql://203.0.113.9/a?autoDeserialize=true',
      "x=jdbc:h2:mem:;INIT=RUNSCRIPT+FROM+'http://h/'",
      'x=jdbc:postgresql://h/a?socketFactory=b',
    ],
    ignores: ['x=jdbc:mysql://h/a', 'q=jdbc+init', 'q=jdbc:h2:mem:test'],
  },
  {
    id: 'java-script',
    title: 'a script of Groovy',
    fields: everywhere,
    view: 'decoded',
    signs: ['@grab', '.execute('],
    patterns: [/@Grab(?:Resolver|Config)?\s?\(\s?\w/, /['"\])]\s?\.execute\s?\(\s?\)/],
    confidence: 0.75,
    matches: ["x=@Grab(group='a')", 'x="id".execute().text', "x=['id'].execute()"],
    ignores: ['q=grab+(bag)', 'q=statement.execute()', 'q=@grab'],
  },
  {
    id: 'java-object',
    title: 'a serialised Java object',
    fields: ['query', 'body', 'userAgent', 'referer'],
    view: 'decoded',
    signs: ['ro0ab', 'ztaa', 's7qaf', 'h4siaaaaaa', 'aced0005', '\xac\xed', 'yv66v'],
    patterns: [
      /\brO0AB/,
      // The same bytes one and two places into a text in base64.
      /[Kaq6]ztAA[U-X]/,
      /s7QAF/,
      /\baced0005[0-9a-f]/,
      /\xac\xed\x00\x05/,
      /\bH4sIAAAAAAAA\w{0,3}(?:AA|Fvz[Ll]|JWPz)/,
      /\byv66v/,
    ],
    confidence: 0.7,
    matches: ['x=rO0ABXNyABFq', 'x=aced000573720011', 'x=%AC%ED%00%05sr', 'x=eKztAAVzcg'],
    ignores: ['x=r00AB', 'x=rOAB', 'q=aced'],
  },
]
