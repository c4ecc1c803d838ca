import { describe, expect, it } from 'vitest'
import { createDetection } from '../../detectors/index.ts'

/** The types of the findings of one request whose target is written so. */
function typesOf(target: string): string[] {
  const mark = target.indexOf('?')
  const findings = createDetection().detect({
    time: 0,
    kind: 'http',
    format: 'combined',
    sourceIp: '203.0.113.9',
    method: 'GET',
    target,
    path: mark === -1 ? target : target.slice(0, mark),
    ...(mark !== -1 && { query: target.slice(mark + 1) }),
    status: 200,
  })
  return [...new Set(findings.map(({ type }) => type))]
}

/** The same four attacks in every dress a server, a database, a shell or a browser takes off. */
describe.each([
  [
    'sql-injection',
    [
      ['plain', "/p?id=1'+or+1=1--+-"],
      ['percent encoding', '/p?id=1%27%20or%201%3D1--%20-'],
      ['double encoding', '/p?id=1%2527%2520or%25201%253D1--'],
      ['%u forms', '/p?id=1%u0027%20or%201=1--'],
      ['overlong UTF-8', '/p?id=1%c0%a7%20or%201=1--'],
      ['full-width forms', '/p?id=1%EF%BC%87%20or%201=1--'],
      ['comments for blanks', "/p?id=1'/**/or/**/1=1--"],
      ['a versioned comment', "/p?id=1'/*!50000or*/1=1%23"],
      ['line ends and tabs for blanks', '/p?id=1%27%0aor%0b1%09=%0c1--'],
      ['mixed case', '/p?id=-1+UnIoN/**/aLl+SeLeCt+1,2,3'],
      ['a comment up to the line end', '/p?id=1%23x%0Aunion%23y%0Aselect+1,2'],
      ['brackets for blanks', "/p?id=1'or(1)=(1)--"],
      ['signs for words', "/p?id=1'||1=1%23"],
      ['keywords inside themselves', '/p?id=1+ununionion+selselectect+1,2'],
      ['one value in several parameters', '/p?id=1/*&id=*/union/*&id=*/select+1,2'],
      ['base64 of the value', '/p?id=MSB1bmlvbiBzZWxlY3QgdXNlciwgcGFzcw=='],
      ['JSON', '/p?q=%7B%22id%22:%22x%27%20or%201=1--%22%7D'],
      ['the path', '/p/1%27%20union%20select%201,2--/x'],
      ['HTML entities', '/p?id=1%26%2339;%20or%201=1--'],
    ],
  ],
  [
    'xss',
    [
      ['plain', '/p?q=<script>alert(1)</script>'],
      ['double encoding', '/p?q=%253Cscript%253Ealert(1)%253C/script%253E'],
      ['entities by name', '/p?q=%26lt;script%26gt;alert(1)'],
      ['entities without semicolon', '/p?q=%26%23x3csvg/onload=alert(1)%26%23x3e'],
      ['names without semicolon', '/p?q=%26ltscript%26gtalert(1)'],
      ['script escapes', '/p?q=%5Cx3cscript%5Cx3ealert(1)'],
      ['%u forms', '/p?q=%u003Cscript%u003Ealert(1)'],
      ['full-width forms', '/p?q=%EF%BC%9Cscript%EF%BC%9Ealert(1)'],
      ['UTF-7', '/p?q=%2BADw-script%2BAD4-alert(1)'],
      ['mixed case and slashes', '/p?q=<ScRiPt/x/src=//evil>'],
      ['a NUL in the name', '/p?q=<scr%00ipt>alert(1)'],
      ['a tab in the scheme', '/p?u=java%09script:alert(1)'],
      ['escapes of a style sheet', '/p?q=<b+style="x:\\65xpression(alert(1))">'],
      ['an event without a tag', '/p?q=%22+onmouseover=%22alert(1)'],
      ['an entity in a scheme', '/p?q=<a+href=%22jav%26%23x61;script:alert(1)%22>x'],
    ],
  ],
  [
    'path-traversal',
    [
      ['plain', '/p?f=../../../etc/passwd'],
      ['percent encoding', '/p?f=%2e%2e%2f%2e%2e%2fetc%2fpasswd'],
      ['double encoding', '/p?f=..%252f..%252f..%252fetc%252fpasswd'],
      ['overlong UTF-8', '/p?f=..%c0%af..%c0%afetc%c0%afpasswd'],
      ['backslashes', '/p?f=..%5c..%5c..%5cwindows%5cwin.ini'],
      ['doubled dots and slashes', '/p?f=....//....//etc/passwd'],
      ['a path that goes nowhere', '/p?f=/./etc/././passwd'],
      ['doubled slashes', '/p?f=//etc///passwd'],
      ['a segment with a parameter', '/app/..;/..;/manager/html'],
      ['a NUL byte', '/p?f=../../etc/passwd%00.png'],
      ['a detour', '/p?f=images/../../../etc/passwd'],
      ['a wrapper', '/p?f=php://filter/convert.base64-encode/resource=/etc/passwd'],
      ['%u forms', '/p?f=%u002e%u002e%u2215etc%u2215passwd'],
      ['the path', '/static/..%2f..%2f..%2fetc/passwd'],
    ],
  ],
  [
    'command-injection',
    [
      ['plain', '/p?host=x;cat+/etc/passwd'],
      ['double encoding', '/p?host=x%253Bcat%2520/etc/passwd'],
      ['$IFS for blanks', '/p?host=x;cat${IFS}/etc/passwd'],
      ['quotes in the name', "/p?host=x;c'a't+/etc/passwd"],
      ['backslashes in the name', '/p?host=x;c%5Cat+/etc/passwd'],
      ['an empty variable in the name', '/p?host=x;wh$@oami'],
      ['braces for blanks', '/p?host=x;{cat,/etc/passwd}'],
      ['globbing', '/p?host=x;/???/c?t+/etc/p*d'],
      ['a line end for the separator', '/p?host=x%0acat+/etc/passwd'],
      ['a subshell', '/p?host=$(cat+/etc/passwd)'],
      ['carets of Windows', '/p?host=x%26w^h^o^a^m^i'],
      ['a substring of a variable', '/p?host=x%26%25COMSPEC:~-7,1%25md'],
    ],
  ],
])('%s hidden by', (type, dresses) => {
  it.each(dresses)('%s', (_dress, target) => {
    expect(typesOf(target)).toContain(type)
  })
})
