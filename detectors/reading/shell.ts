const sign = /['"\\^`$@{]/

/**
 * What a shell drops or puts inside words: `c\at`, `c'a't`, `w^h^o`, `$@`, `${IFS}`, `{cat,/etc/passwd}` become what
 * runs. Only inside words, so that quoted prose stays as it is.
 */
export function foldShell(text: string): string {
  if (!sign.test(text)) return text
  const isWindowsPath = /[a-z]:\\|%\w{3,20}%\\|\\\\|system32/i.test(text)
  return (isWindowsPath ? text : text.replace(/(?<=[\w/?])\\\n?(?=[\w/?])/g, ''))
    .replace(/\$\{?IFS\}?(?:\$?\d)?|\$\{IFS[^}]{1,12}\}/g, ' ')
    .replace(/\$(['"])([\w/.-]{1,40})\1/g, '$2')
    .replace(/\{([\w./-]+),([^{}]+)\}/g, (_, first: string, rest: string) =>
      [first, ...rest.split(',')].join(' '),
    )
    .replace(/(?<=[\w/?])(?:''|""|\^|\$@|\$\*|\$[1-9]|\$\{[@*\w]{1,8}\}|``|\$\(\))(?=[\w/?])/g, '')
    .replace(/(['"])([\w/]{1,3})\1(?=[\w/'"])/g, '$2')
    .replace(/(?<=[\w/])(['"])([\w/]{1,3})\1/g, '$2')
    .replace(/(?<=[;|&`(\s])\\(?=[a-z])/g, '')
}
