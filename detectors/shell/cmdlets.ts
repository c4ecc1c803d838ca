import type { Span } from '../detector.ts'

/** Commands of a PowerShell prompt. */
const cmdlets: ReadonlySet<string> = new Set(
  `
    invoke-expression invoke-webrequest invoke-restmethod invoke-command invoke-item invoke-mimikatz
    invoke-shellcode invoke-wmimethod get-content get-childitem get-process get-service get-
    wmiobject get-item get-location get-host get-credential get-executionpolicy get-netipaddress
    get-aduser get-adcomputer get-command get-date get-random get-help new-object new-item new-
    localuser new-service set-executionpolicy set-content set-item set-mppreference set-location
    start-process start-bitstransfer start-job start-sleep start-service stop-process stop-service
    stop-computer out-file out-string add-type add-content add-mppreference add-localgroupmember
    remove-item copy-item test-connection write-output write-host convertto-securestring restart-
    computer enable-psremoting`
    .trim()
    .split(/\s+/),
)
const word = /\b[a-z]{3,9}-[a-z]{3,17}/gi
const behind = /^\s{0,4}[-($'"|/{\\\w]/

/** A cmdlet with something behind it; "get-content" alone is a name people look up. */
export function findCmdlet(text: string): Span | undefined {
  for (const match of text.matchAll(word)) {
    const end = match.index + match[0].length
    if (cmdlets.has(match[0].toLowerCase()) && behind.test(text.slice(end, end + 6)))
      return { start: match.index, end }
  }
  return undefined
}
