/** Names of the MITRE ATT&CK techniques that Vedette's detectors tell of, as the catalogue writes them. */
const names: Readonly<Record<string, string>> = {
  T1059: 'Command and Scripting Interpreter',
  'T1059.007': 'JavaScript',
  T1070: 'Indicator Removal',
  T1083: 'File and Directory Discovery',
  T1105: 'Ingress Tool Transfer',
  T1110: 'Brute Force',
  'T1110.003': 'Password Spraying',
  'T1110.004': 'Credential Stuffing',
  T1189: 'Drive-by Compromise',
  T1190: 'Exploit Public-Facing Application',
  T1203: 'Exploitation for Client Execution',
  'T1505.003': 'Web Shell',
  T1595: 'Active Scanning',
  'T1595.002': 'Vulnerability Scanning',
  'T1595.003': 'Wordlist Scanning',
}

export const attackName = (id: string): string => names[id] ?? ''

/** The technique's page; ids come from the rules, never from a log line. */
export const attackLink = (id: string): string =>
  `https://attack.mitre.org/techniques/${id.replace('.', '/')}/`
