import type { Signature } from '../detector.ts'
import { shape } from './shape.ts'

/** SQL that leaves its place: conditions, clauses, statements and queries, each in the shape only attacks have. */
export const brokenOut: readonly Signature[] = [
  shape('union', 'UNION and SELECT with a list of columns behind it, or cut off behind a value', {
    id: 'sqli-union-select',
    title: 'a second SELECT joined by UNION',
    severity: 'critical',
    confidence: 0.95,
    why: 'Prose has the two words apart, or goes on as a sentence; an attack has the list of columns right behind them.',
    matches: [
      'id=-1+UNION+ALL+SELECT+1,2,3--',
      'id=1%20union/**/select%20user(),2',
      "q=x'/*!50000union*/(select+null)",
      'id=1%27%0aUnIoN%0bSeLeCt%0c@@version%23',
    ],
    ignores: [
      'q=select+a+plan+from+the+union',
      'q=student+union+select+committee+members',
      'q=O%27Connor+union+selected+a+few',
    ],
  }),
  shape('condition-behind-quote', 'AND, OR or XOR with a comparison behind a quote that closes a value', {
    id: 'sqli-condition-quoted',
    title: 'a condition behind a closing quote',
    confidence: 0.9,
    matches: ["user=admin'+or+1=1--", "q=x'+OR+'a'='a", 'q=%22)+or+(%221%22=%221', "id=1'||1=1%23"],
    ignores: [
      "q=O'Brien+and+sons",
      'q=%22tea+or+coffee%22',
      "q=rock'n'roll+and+blues",
      "jql=project='ABC'+AND+status='Open'",
    ],
  }),
  shape('condition-behind-value', 'AND, OR or XOR with a comparison of literals or calls behind a number', {
    id: 'sqli-condition-plain',
    title: 'a condition that is always true or false behind a plain value',
    confidence: 0.85,
    matches: ['id=1+or+1=1', 'id=5)+AND+(3=4', "id=1+and+'a'='b'", 'id=7%0aand%0aascii(lower(user()))%3E9'],
    ignores: [
      'q=1+or+2+bedrooms',
      '$filter=price+gt+5+and+size+lt+9',
      'q=12+and+under',
      "where=POP%3E100+AND+STATE='TX'",
    ],
  }),
  shape('comment-behind-quote', 'a comment sign directly behind a quote that closes a value', {
    id: 'sqli-comment-quoted',
    title: 'a quote, then the rest of the query commented out',
    confidence: 0.7,
    matches: ["user=admin'--", "user=admin'+%23", "id=1')--+-", "user=x'/*"],
    ignores: ['q=%22mod%22+%22kitchen%22', "q=the+dogs'+--+how+nice+they+are", 'q=7%22+%232+needle'],
  }),
  shape(
    'comment-behind-bracket',
    'a comment sign behind a bracket or semicolon that closes what the value did not open',
    {
      id: 'sqli-comment-plain',
      title: 'a bracket closed, then the rest of the query commented out',
      confidence: 0.6,
      matches: ['id=1)--', 'id=2));%23', 'id=3);--+-'],
      ignores: ['q=1,1--', 'q=(draft)+--', 'token=zzh7W--'],
    },
  ),
  shape(
    'clause-behind-quote',
    'ORDER BY, GROUP BY, HAVING, WHERE, LIMIT, INTO behind a quote that closes a value',
    {
      id: 'sqli-clause-quoted',
      title: 'a further clause of the query behind a closing quote',
      confidence: 0.75,
      matches: ["id=1'+order+by+10--", "id=x'+having+1=1--", "id=x')+limit+1,1+into+@a--"],
      ignores: ["q=the+boss'+order+by+phone", "q=drivers'+group+by+county", 'q=%22limited%22+offer'],
    },
  ),
  shape(
    'clause-behind-value',
    'ORDER BY a number, GROUP BY, HAVING or LIMIT with a comment behind a plain value',
    {
      id: 'sqli-clause-plain',
      title: 'counting the columns of a query',
      confidence: 0.7,
      matches: ['id=1+order+by+3--+-', 'id=5)+group+by+2%23', 'id=1+having+1=1'],
      ignores: ['q=1984+order+by+post', 'q=group+by+age', 'q=top+10+limit+5+per+person'],
    },
  ),
  shape('operator-behind-quote', 'an operator between a closing and an opening quote', {
    id: 'sqli-operator-quoted',
    title: 'quotes joined by an operator, as logins are bypassed',
    confidence: 0.6,
    matches: ["user='='", "user='-'", "id=a'%2B'b"],
    ignores: ["q='90s-'00s", 'q=%22a%22+%22b%22', "q=%3Ca+href='/x'+title='y'%3E"],
  }),
  shape('stacked', 'a whole statement behind a semicolon or a closed bracket', {
    id: 'sqli-stacked',
    title: 'a second statement',
    severity: 'critical',
    confidence: 0.9,
    matches: [
      'id=1;drop+table+users',
      "id=1';EXEC+xp_cmdshell('dir')--",
      'id=1;insert+into+admins+values(1)',
    ],
    ignores: ['q=a;b;select', 'style=a:b;update:c', 'q=bread;+drop+table+lamps+off'],
  }),
  shape('statement', 'a whole INSERT, UPDATE, DELETE, DROP or EXEC statement with its end', {
    id: 'sqli-statement',
    title: 'a whole statement other than SELECT',
    severity: 'critical',
    confidence: 0.6,
    matches: [
      "q=insert+into+users+values(1,'a')",
      'q=delete+from+logs;--',
      "q=update+users+set+password='x'",
      'q=drop+table+users;--',
    ],
    ignores: ['q=drop+table+lamps', 'q=update+your+set+of+knives', 'q=delete+from+history'],
  }),
  shape(
    'query',
    'SELECT, a list of columns, FROM and a table, behind other text or from a table worth stealing',
    {
      id: 'sqli-query',
      title: 'a SELECT',
      confidence: 0.5,
      why: 'A word from a word is prose ("select dresses from Italy") unless the table is worth stealing.',
      matches: [
        "id=1;select+*+from+users+where+id='1'",
        'q=1;select+name,pass+from+admin',
        'q=x;select+password+from+members',
      ],
      ignores: [
        'q=select+a+plan+from+the+union',
        'q=select+dresses+from+italy',
        'q=how+to+select+from+two+shops',
      ],
    },
  ),
  shape('whole-query', 'a value that is a SELECT from its first word on', {
    id: 'sqli-whole-query',
    title: 'a value that is a SELECT',
    quietIn: ['search box', 'query editor'],
    confidence: 0.5,
    why: 'Front ends of databases carry queries in parameters that are named for it; elsewhere nobody does.',
    matches: [
      'id=select+*+from+t',
      'id=select+count(*)+from+t+where+c=1',
      'cat=select+sin(1),2+from+bar+where',
    ],
    ignores: ['sql=select+*+from+trees', 'query=SELECT+count()+FROM+hits', 'id=select+one+from+two'],
  }),
  shape('subquery', 'SELECT with a list of columns in brackets or behind an operator', {
    id: 'sqli-subquery',
    title: 'a query inside an expression',
    confidence: 0.85,
    matches: [
      'id=1+and+(select+1)=1',
      'id=(select+password+from+users)',
      "id=1'||(select+user+from+dual)||'",
    ],
    ignores: ['color=(select+one)', 'q=left+(handed)+select', 'q=options+(select+any+two+of+these)'],
  }),
  shape('case', 'CASE WHEN a condition THEN a value', {
    id: 'sqli-case',
    title: 'a value that depends on a condition',
    confidence: 0.7,
    matches: [
      'id=case+when+1=1+then+1+else+2+end',
      "id=1'+and+(case+when+(2>1)+then+1+end)=1--",
      'sort=(CASE+WHEN+1+THEN+name+ELSE+id+END)',
    ],
    ignores: ['q=case+when+travelling', 'q=phone+case+then+screen', 'q=in+case+when+it+rains'],
  }),
  shape('call-behind-quote', 'an operator and a database function behind a closing quote', {
    id: 'sqli-call-quoted',
    title: 'a database function behind a closing quote',
    confidence: 0.75,
    matches: ["id=1'-ascii(user())-'", "id=x'||lower(version())||'", "id=1'+and+exists(select+1)--"],
    ignores: ["q=mother's+(day)+gift", "q=kids'+left+(handed)+scissors", 'q=%22count%22+(upper)'],
  }),
]
