import type { Detector } from './detector.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user'] as const
const values = ['query', 'body', 'path'] as const

export const sqlInjection: Detector = {
  id: 'sql-injection',
  type: 'sql-injection',
  title: 'SQL injection',
  summary: 'Text that leaves its place in a database query and becomes part of the query itself.',
  severity: 'high',
  attack: ['T1190'],
  cwe: ['CWE-89'],
  references: [
    'https://owasp.org/www-community/attacks/SQL_Injection',
    'https://capec.mitre.org/data/definitions/66.html',
  ],
  falsePositives: [
    'Search boxes of sites that teach SQL',
    'Database front ends that carry queries in their addresses',
  ],
  signatures: [
    {
      id: 'sqli-union-select',
      title: 'a second SELECT joined by UNION',
      fields: everywhere,
      view: 'sql',
      pattern:
        /(?<![a-z_])union[\s(]{1,20}(?:(?:all|distinct|distinctrow)[\s(]{1,20})?(?:select\b[\s(]{0,20}(?:[\d'"@*$+~.!-]|null\b|char\b|concat|\w{1,64}\s?[(,]|\w{1,64} from\b|top \d|distinct\b|all\b|$)|values?\s?\()/i,
      confidence: 0.95,
      severity: 'critical',
      why: 'Prose has the two words apart; an attack has the select list right behind them.',
      matches: [
        'id=-1+UNION+ALL+SELECT+1,2,3--',
        'id=1%20union/**/select%20user(),2',
        "q=x'/*!50000union*/(select+null)",
      ],
      ignores: ['q=select+a+plan+from+the+union', 'q=student+union+select+committee'],
    },
    {
      id: 'sqli-tautology-quoted',
      title: 'a made-up condition behind a closing quote',
      fields: everywhere,
      view: 'sql',
      pattern:
        /['"`]\s?\)*\s?(?:\bor\b|\band\b|\bxor\b|\bdiv\b|\bmod\b|\|\||&&)[\s('"`!~+@-]{0,20}(?:[\w@.$]{0,40}['"`]?\s?\)*\s?(?:=|<|>|!=|\bx?r?like\b|\bregexp\b|\bin\s?\(|\bbetween\b|\bis\s(?:not\s)?null\b)|(?:true|false|\d{1,9})\b\s?(?:--|#|\/\*|$|;))/i,
      confidence: 0.9,
      severity: 'high',
      matches: ["user=admin'+or+1=1--", "q=x'+OR+'a'='a", 'q=%22)+or+(%221%22=%221', "id=1'||1=1"],
      ignores: ["q=O'Brien+and+sons", 'q=%22tea+or+coffee%22', "q=rock'n'roll+and+blues"],
    },
    {
      id: 'sqli-tautology-numeric',
      title: 'a made-up condition behind a number',
      fields: values,
      view: 'sql',
      pattern:
        /(?:^|[=(,\s])\(?(?:-?[\d.]{1,12}|[a-z]\w{0,20}|(?<==)|(?<==\s))\s?\)*\s?(?:\bor\b|\band\b|\bxor\b|\|\||&&)\s?(?:not\s)?[(\s!~-]{0,10}(?:\d{1,12}|['"][^'"]{0,40}['"])\s?\)*\s?(?:[+*-]\s?\d{1,6}\s?)?(?:=|<|>|!=|\blike\b|\bbetween\b|\bin\s?\()\s?\(?\s?[\d'"(]/i,
      confidence: 0.9,
      matches: ['id=1+or+1=1', 'id=5)+AND+(3=4', "id=1+and+'a'='b'"],
      ignores: ['q=1+or+2+bedrooms', 'ratio=4&min=1&max=3'],
    },
    {
      id: 'sqli-condition-subquery',
      title: 'a condition that asks the database',
      fields: everywhere,
      view: 'sql',
      pattern:
        /(?:\b(?:and|or|xor|where|having|when|then|else|not)\b|\|\||&&|[=(,+*/^<>-])[\s(!~-]{0,10}(?:exists\s?\(\s?select|select\s(?:\d|\*|@|'|\(|null\b|top\s|count|case\b|distinct\s|\w{1,64}\s?[(,]|\w{1,64}\sfrom\b)|(?:ascii|ord|mid|substr(?:ing)?|length|len|left|right|lower|upper|hex|bin|unhex|conv|cast|convert|iif|if|nullif|ifnull|char|chr|char_length|row|elt|make_set|instr|locate|strcmp|greatest|least|coalesce|quote_literal)\s?\(\s?(?:\(|select\b|\d|'|@|0x|user|database|version|password|passwd|pass\b|current|substr|mid|ascii|hex|char|concat))/i,
      confidence: 0.85,
      matches: [
        'id=1+and+ascii(substr(user(),1,1))>64',
        'id=1+and+(select+1)=1',
        'id=(select+password+from+users)',
      ],
      ignores: ['color=(select+one)', 'q=left+(handed)+guitar', 'q=select+or+upper+(thing)'],
    },
    {
      id: 'sqli-comment-after-quote',
      title: 'a quote, then the rest of the query commented out',
      fields: values,
      view: 'decoded',
      pattern:
        /(?:^|[=&])[^&=]{0,120}?(?<!\s)['"`]\s{0,3}\)*\s{0,3};?\s{0,3}(?:--(?:\s|$|[+-])|#(?:$|\s)|\/\*|;?%00)/,
      confidence: 0.7,
      matches: ["user=admin'--", "user=admin'+%23", "id=1')--+-", "user=x'/*"],
      ignores: ['q=%22mod%22+%22kitchen%22', 'q=1--', 'page=2--'],
    },
    {
      id: 'sqli-comment-after-number',
      title: 'a number, then the rest of the query commented out',
      fields: values,
      view: 'decoded',
      pattern:
        /=\s{0,3}-?\d{1,10}\s{0,3}\)*\s{0,3}(?:or|and|having|group by|order by|limit|like|;)[^&]{0,80}(?:--\s?-?\s?$|#\s?$|\/\*)/i,
      confidence: 0.7,
      matches: ['id=1+order+by+3--+-', 'id=1)+or+x+is+null--'],
      ignores: ['q=1,1--', 'id=1--'],
    },
    {
      id: 'sqli-stacked',
      title: 'a second statement behind a semicolon',
      fields: everywhere,
      view: 'sql',
      pattern:
        /;\s?(?:(?:drop|create|alter|truncate)\s(?:table|database|view|user|schema|procedure|function|index|trigger|login|role|or replace)\b|select\s(?:[\d*@'("]|\w{1,40}\s?[(,]|\w{1,64}\s(?:from|into)\b)|insert\sinto\b|delete\sfrom\b|update\s\w{1,64}\sset\b|exec(?:ute)?[\s(]{1,3}(?:xp_|sp_|master|immediate|\(|@|')|declare\s@?\w|shutdown\b|waitfor\s(?:delay|time)|begin\s(?:declare|dbms)|copy\s\w{1,64}[\s(]|grant\s\w{1,30}\s(?:on|to)\b|call\s\w{1,64}\s?\(|set\s@|if\s?\()/i,
      confidence: 0.85,
      severity: 'critical',
      matches: [
        'id=1;drop+table+users',
        "id=1';EXEC+xp_cmdshell('dir')--",
        'id=1;insert+into+admins+values(1)',
      ],
      ignores: ['q=a;b;select', 'style=a:b;update:c', 'q=drop+table+lamps'],
    },
    {
      id: 'sqli-time',
      title: 'a delay asked of the database',
      fields: everywhere,
      view: 'sql',
      pattern:
        /\b(?:pg_sleep\s?\(|waitfor\s{1,3}delay\b|benchmark\s?\(\s?[\d'"(]|dbms_(?:lock\.sleep|pipe\.receive_message|session\.sleep)\s?\(|randomblob\s?\(\s?\d{6,}|sleep\s?\(\s?(?:\d{1,6}(?:\.\d{1,3})?|__TIME__|['"][^'"]{0,12}['"])\s?\)|sleepPage|generate_series\s?\(\s?1\s?,\s?\d{6,})/i,
      confidence: 0.85,
      severity: 'critical',
      matches: [
        "id=1'+and+sleep(5)--",
        "id=1;waitfor+delay+'0:0:5'--",
        'id=1+or+pg_sleep(10)',
        'id=benchmark(5000000,md5(1))',
      ],
      ignores: ['q=sleep+number+benchmark', 'q=how+to+sleep+(better)'],
    },
    {
      id: 'sqli-schema',
      title: 'the names of system tables and procedures',
      fields: everywhere,
      view: 'sql',
      pattern:
        /\binformation_schema\s?\.|\b(?:sysobjects|syscolumns|sysusers|sqlite_(?:master|schema)|msysaccessobjects|mysysobjects|pg_(?:catalog|shadow|user|stat_activity|class|read_file|ls_dir)|all_tab(?:les|_columns)|user_tab(?:les|_columns)|dba_users)\b|\bmysql\.(?:user|db|innodb)|\bv\$version|\bsys\.(?:tables|columns|objects|databases|user\$|schemas)|\bmaster\.\.|\bxp_(?:cmdshell|dirtree|reg\w{3,20}|fileexist|availablemedia|servicecontrol)|\bsp_(?:executesql|password|oacreate|configure|makewebtask|addextendedproc)\b|\butl_(?:http|inaddr|file|smtp)\.|\b(?:ctxsys\.|dbms_(?:xmlgen|ldap|java|export_extension|metadata)|load_extension\s?\()/i,
      confidence: 0.8,
      severity: 'critical',
      matches: [
        'id=1+and+1=(select+table_name+from+information_schema.tables)',
        'id=1;exec+master..xp_cmdshell',
      ],
      ignores: ['q=information+schema+design', 'q=sys.exit+python'],
    },
    {
      id: 'sqli-functions',
      title: 'functions that read or leak from a database',
      fields: everywhere,
      view: 'sql',
      pattern:
        /\b(?:extractvalue|updatexml|xmltype|group_concat|concat_ws|load_file|aes_decrypt|aes_encrypt|unhex|name_const|polygon|geometrycollection|multipoint|linestring|row_count|json_keys|gtid_subset|procedure\s{1,3}analyse|make_set|string_agg|array_to_string|query_to_xml|database_to_xml|xmlagg|quote_ident|fn_xe_file_target_read_file|openrowset|opendatasource|httpuritype|sys_context|dbms_\w{2,30}\.\w{2,30}|lo_import|lo_export|is_srvrolemember|has_dbaccess|db_name|suser_name|col_name|object_id|iif)\s?\(|\binto\s(?:out|dump)file\b|@@(?:version|datadir|hostname|basedir|servername|global|tmpdir|plugin_dir|rowcount|spid)|\b(?:database|schema|version|current_user|system_user|session_user)\s?\(\s?\)|\bfloor\s?\(\s?rand|\bexp\s?\(\s?~|\brlike\s?\(|\bchar\s?\(\s?\d{1,3}\s?[,)]|\bchr\s?\(\s?\d{1,3}\s?\)|\bconcat\s?\(\s?(?:0x|char|version|user|database|'|@@|\(|table_name|username|password|login)/i,
      confidence: 0.75,
      matches: ['id=extractvalue(1,concat(0x7e,version()))', 'id=-1+into+outfile+0x2f746d70', 'id=@@version'],
      ignores: ['q=concat+strings+in+excel', 'q=load+file', 'q=database+(design)'],
    },
    {
      id: 'sqli-select-from',
      title: 'a whole SELECT statement',
      fields: everywhere,
      view: 'sql',
      pattern:
        /\bselect\s?(?:\*|top\s\d|distinct\s|count\s?\(|all\s|[`"[]?\w{1,64}[`"\]]?\s?[,(]|[('"@]|\d{1,9}\s?[,)]?|[\w.]{1,64}\sas\s).{0,300}?\bfrom[\s(`"[]{1,3}[\w.$#]{2,}/i,
      confidence: 0.75,
      matches: ['q=select+*+from+users', 'q=select+name,pass+from+admin'],
      ignores: ['q=select+a+plan+from+the+union', 'q=select+dresses+from+italy'],
    },
    {
      id: 'sqli-statement',
      title: 'a whole INSERT, UPDATE, DELETE or DROP statement',
      fields: everywhere,
      view: 'sql',
      pattern:
        /\binsert\sinto\s[\w.`"[\]]{1,64}\s?(?:\(|values\b|select\b)|\bupdate\s[\w.`"[\]]{1,64}\sset\s[\w.`"[\]]{1,64}\s?=|\bdelete\sfrom\s[\w.`"[\]]{1,64}\s?(?:where\b|;|--|#)|\bdrop\s(?:table|database|view)\s(?:if\sexists\s)?[\w.`"[\]]{1,64}\s?(?:;|--|#)|['")]\s?\)*\s?;?\s?(?:drop|alter|truncate)\s(?:table|database)\b/i,
      confidence: 0.8,
      severity: 'critical',
      matches: [
        "q=insert+into+users+values(1,'a')",
        'q=x;delete+from+logs--',
        "q=update+users+set+password='x'",
      ],
      ignores: ['q=drop+table+lamps', 'q=update+your+set+of+knives', 'q=delete+from+history'],
    },
    {
      id: 'sqli-order-by',
      title: 'counting the columns of a query',
      fields: values,
      view: 'sql',
      pattern:
        /(?:['")]|=\s?-?\d{1,9}|\d)\s?\)*\s(?:order|group)\sby\s(?:\d{1,4}\b|\(|[\w.]{1,40}\s?(?:--|#|having))|\bhaving\s[\d'"(]{1,5}[^&]{0,20}[=<>]|\blimit\s\d{1,4}\s?,\s?\d{1,4}\s?(?:--|#|into|procedure|union)/i,
      confidence: 0.7,
      matches: ["id=1'+order+by+10--", 'id=5+group+by+3', "id=1'+having+1=1--"],
      ignores: ['sort=order+by+name', 'q=group+by+age', 'q=1984+order+by+post'],
    },
    {
      id: 'sqli-quote-arithmetic',
      title: 'quotes joined by an operator, as logins are bypassed',
      fields: values,
      view: 'sql',
      pattern:
        /(?:^|=)[^&='"]{0,40}'\s?(?:\|\||\+|[-^*&|%/]|=|<>|!=|<=>|>=|<|>|:=|like|is|div|mod|sounds like)\s?\(?'(?![\s>/'s])/i,
      confidence: 0.7,
      matches: ["user='='x", "user=x'||'b", "user=a'%2B'b"],
      ignores: ["q='90s-'00s", 'q=%22a%22+%22b%22', 'title=5%22x7%22'],
    },
    {
      id: 'sqli-quote-number',
      title: 'a quote that ends a value, and SQL right behind it',
      fields: values,
      view: 'sql',
      pattern:
        /(?:^|=)[^&='"]{0,60}['`]\s?\)*\s?(?:;\s?(?:--|#|$)|(?:\bor\b|\band\b|\bxor\b|\bdiv\b|\||&|\^|%|\*|-|=|<|>)[\s|&]{0,3}[!~+-]{0,4}\s?(?:\(|not\s(?:in|exists|\(|\d)|true\b|false\b|\d{1,9}(?:\s?(?:[=<>)#-]|or\b|and\b|$)|'\d)|@|'\d|~|\w{1,30}\s?\(|\w{1,30}\s(?:is|like)\s|[\w!]{1,30}[\s|&=<>-]{1,4}'\d)|union(?:\s(?:all|select|distinct)\b|[(/]|\s?$)|having\s[\d'(]|(?:group|order)\sby\b|limit\s\d|procedure\s|into\s(?:out|dump)|r?like\s['(]|regexp\b|between\s\S{1,20}\sand\b|collate\b|where\s\w{1,30}\s?[=<>]|case\swhen|not\s(?:in|like)\b)/i,
      confidence: 0.65,
      matches: ["id=1'+or+(1)", "id=x')+or+true--", "id=1'+union", "id='+or+@a"],
      ignores: ["q=rock'n'roll", "q=O'Neill+wetsuit", 'q=%22black+or+white%22'],
    },
    {
      id: 'sqli-hex-or-comment',
      title: 'comments or hexadecimal text where a value stands',
      fields: values,
      view: 'decoded',
      pattern: /\w\/\*[^*&]{0,40}\*\/\w|\/\*!\d{0,5}\s?\w|(?:^|[=(,\s])0x(?:[0-9a-f]{2}){4,}\b/i,
      confidence: 0.35,
      matches: ['id=1/**/x', 'id=/*!50000x', 'id=0x61646d696e'],
      ignores: ['q=a/*', 'hash=61646d696e'],
    },
  ],
}
