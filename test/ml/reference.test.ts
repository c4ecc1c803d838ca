import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { features } from '../../ml/features.ts'
import { checkRows, distance } from '../../ml/forest/cross-check.ts'
import { readEnsemble } from '../../ml/onnx/ensemble.ts'
import { referenceScores } from '../../ml/onnx/reference.ts'
import { openRuntime } from '../../ml/onnx/runtime.ts'
import { decodeModel } from '../../ml/onnx/schema.ts'
import { Scorer, shippedModel } from '../../ml/scorer.ts'

const dir = mkdtempSync(join(tmpdir(), 'vedette-reference-'))
afterAll(() => rmSync(dir, { recursive: true, force: true }))
const bytes = readFileSync(shippedModel)
const width = features.length
const rows = checkRows(readEnsemble(decodeModel(bytes)), width)
const question = (name: string) => ({ path: shippedModel, bytes, rows, file: join(dir, name) })

describe('what ONNX Runtime says of rows', () => {
  it('is the same asked in a process of its own, and read again at the next start', async () => {
    const runtime = await openRuntime(bytes)
    const here = await runtime.score(rows, rows.length / width)
    await runtime.close()
    const asked = await referenceScores(question('kept.json'))
    expect(distance(asked, here)).toBe(0)
    const kept = readFileSync(join(dir, 'kept.json'), 'utf8')
    expect(distance(await referenceScores(question('kept.json')), here)).toBe(0)
    expect(readFileSync(join(dir, 'kept.json'), 'utf8')).toBe(kept)
  })

  it.each([
    ['of another model, runtime or machine', JSON.stringify({ of: 'another', scores: [0.5] })],
    ['cut short', '{"of":'],
  ])('is asked anew where what was kept is %s', async (name, content) => {
    const file = join(dir, `${name}.json`)
    writeFileSync(file, content)
    expect(await referenceScores({ ...question(''), file })).toHaveLength(rows.length / width)
    expect(readFileSync(file, 'utf8')).not.toBe(content)
  })

  it('is used all the same where it cannot be kept', async () => {
    const scorer = await Scorer.load(shippedModel, { referenceFile: join(dir, 'no', 'such', 'folder') })
    expect(scorer).toMatchObject({ by: 'walk', notice: undefined })
    await scorer.close()
  })

  it('is compared with the walk at every start: an answer that differs makes ONNX Runtime score', async () => {
    const file = join(dir, 'differs.json')
    const first = await Scorer.load(shippedModel, { referenceFile: file })
    await first.close()
    writeFileSync(file, readFileSync(file, 'utf8').replace(/\[0\.\d+/, '[0.25'))
    const scorer = await Scorer.load(shippedModel, { referenceFile: file })
    expect(scorer.by).toBe('onnx')
    expect(scorer.notice).toMatch(/differs from it by/)
    await scorer.close()
  })
})
