import { attackLink, attackName } from './attack-names.ts'

export interface StandardLink {
  readonly id: string
  /** the name, where it is known here */
  readonly name: string
  readonly href: string
}

/** Pages of MITRE's catalogues for what a rule names; ids come from the rules, never from a log line. */
export const standardLinks = ({
  attack,
  cwe,
  capec,
}: {
  readonly attack: readonly string[]
  readonly cwe: readonly string[]
  readonly capec: readonly string[]
}): StandardLink[] => [
  ...attack.map((id) => ({ id, name: attackName(id), href: attackLink(id) })),
  ...cwe.map((id) => ({
    id,
    name: '',
    href: `https://cwe.mitre.org/data/definitions/${id.replace('CWE-', '')}.html`,
  })),
  ...capec.map((id) => ({
    id,
    name: '',
    href: `https://capec.mitre.org/data/definitions/${id.replace('CAPEC-', '')}.html`,
  })),
]
