import { describe, expect, it } from 'vitest'
import { isInnocent, rightTypesOf } from '../../scripts/bench/labelled/labels.ts'

describe('a label', () => {
  it.each([
    ['sqli', 'sql-injection'],
    ['xss', 'xss'],
    ['php', 'command-injection'],
    ['java', 'command-injection'],
    ['ssti', 'command-injection'],
    ['nodejs', 'command-injection'],
    ['nodejs', 'nosql-injection'],
    ['rfi', 'path-traversal'],
    ['ssrf', 'path-traversal'],
    ['xxe', 'path-traversal'],
    ['LFI', 'path-traversal'],
    ['ldap', 'nosql-injection'],
    ['ssi', 'command-injection'],
    ['upload', 'file-upload'],
    ['scanner', 'scanner'],
    ['brute-force', 'brute-force'],
    ['command-injection|path-traversal', 'path-traversal'],
  ])('%s is right as %s', (label, type) => expect(rightTypesOf(label)).toContain(type))

  it.each(['benign', 'real', 'innocent', 'Normal'])('%s is to be left alone', (label) => {
    expect(isInnocent(label)).toBe(true)
    expect(rightTypesOf(label)).toBeUndefined()
  })
  it('that is new has no type that is wrong for it', () => expect(rightTypesOf('smuggling')).toBeUndefined())
})
