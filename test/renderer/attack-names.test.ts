import { expect, it } from 'vitest'
import { detectorDocs } from '../../detectors/index.ts'
import { attackLink, attackName } from '../../renderer/parts/attack-names.ts'

it('every ATT&CK technique of a detector has its name', () => {
  const unnamed = detectorDocs()
    .flatMap(({ attack }) => attack)
    .filter((id) => attackName(id) === '')
  expect(unnamed).toEqual([])
  expect(attackLink('T1505.003')).toBe('https://attack.mitre.org/techniques/T1505/003/')
})
