import { type AttackType, attackTypes } from '../../../contract/attack-type.ts'

/** Labels of requests that are to be left alone. Real traffic counts here: the few probes in it want an eye. */
const innocent = new Set(['innocent', 'benign', 'real', 'normal', 'legitimate', 'clean'])

/**
 * Labels of labelled sets, and the alert types that count as right for them. Attacks that have no type of their own are
 * reported under the nearest one: code that a server runs under command injection, files and addresses that it fetches
 * under path traversal, queries of directories under NoSQL injection.
 */
const rightTypes: Readonly<Record<string, readonly AttackType[]>> = {
  sqli: ['sql-injection'],
  traversal: ['path-traversal'],
  lfi: ['path-traversal'],
  rfi: ['path-traversal'],
  ssrf: ['path-traversal'],
  xxe: ['path-traversal'],
  cmdi: ['command-injection'],
  rce: ['command-injection'],
  shell: ['command-injection'],
  php: ['command-injection'],
  java: ['command-injection'],
  jndi: ['command-injection'],
  nodejs: ['command-injection', 'nosql-injection'],
  node: ['command-injection', 'nosql-injection'],
  ssti: ['command-injection'],
  template: ['command-injection'],
  ssi: ['command-injection'],
  nosqli: ['nosql-injection'],
  nosql: ['nosql-injection'],
  ldap: ['nosql-injection'],
  crlf: ['crlf-injection'],
  upload: ['file-upload'],
}

export const isInnocent = (label: string): boolean => innocent.has(label.toLowerCase())

/**
 * The alert types that are right for a label, which may also be a type's own name, or several labels joined by a bar;
 * undefined for labels not known.
 */
export function rightTypesOf(label: string): readonly AttackType[] | undefined {
  const right = label
    .toLowerCase()
    .split('|')
    .flatMap((name) => rightTypes[name] ?? attackTypes.filter((type) => type === name))
  return right.length > 0 ? right : undefined
}
