import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { readLabelledSet } from '../../engine/labelled-set.ts'
import { readOptions, readRecords, Unusable } from '../../scripts/bench/labelled/index.ts'
import { accessLine } from '../engine/start-engine.ts'

const script = fileURLToPath(new URL('../../scripts/bench/detect.ts', import.meta.url))
const dir = mkdtempSync(join(tmpdir(), 'vedette-bench-'))

function bench(...args: readonly string[]): { status: number | null; stdout: string; stderr: string } {
  return spawnSync(process.execPath, [script, ...args], { encoding: 'utf8' })
}

function fileOf(name: string, records: readonly unknown[]): string {
  const file = join(dir, name)
  writeFileSync(file, records.map((r) => `${typeof r === 'string' ? r : JSON.stringify(r)}\n`).join(''))
  return file
}

const records = [
  {
    id: 'a1',
    source: 'ours',
    label: 'sqli',
    line: accessLine('/p?id=1%20union%20select%20a,b%20from%20c', 1),
  },
  { id: 'a2', source: 'ours', label: 'sqli', line: accessLine('/p?id=17', 2) },
  { id: 'a3', source: 'ours', label: 'sqli', line: accessLine('/p?f=../../../../etc/passwd', 3) },
  {
    id: 'a4',
    source: 'theirs',
    label: 'somewhat-new',
    line: accessLine('/p?q=%3Cscript%3Ealert(1)%3C/script%3E', 4),
  },
  { id: 'b1', source: 'shop', label: 'benign', line: accessLine('/search?q=red+dress', 5) },
  {
    id: 'b2',
    source: 'shop',
    label: 'benign',
    line: accessLine('/p?id=1%20union%20select%20a,b%20from%20c', 6),
  },
  { id: 'b3', source: 'log', label: 'real', line: 'no format at all' },
]

describe('bench:detect', () => {
  const file = fileOf('small.jsonl', records)
  const verdicts = join(dir, 'verdicts.tsv')
  const run = bench(file, '--verdicts', verdicts, '--missed', '--false')
  const row = (start: RegExp): string =>
    run.stdout
      .split('\n')
      .find((line) => start.test(line))
      ?.replace(/ {2,}/g, ' ') ?? ''

  it('counts found, right type and missed by source and label', () => {
    expect(run.stderr).toBe('')
    expect(run.status).toBe(0)
    expect(row(/^sqli +ours/)).toBe('sqli ours 3 66.67 % 33.33 % 1')
    expect(row(/^somewhat-new/)).toBe('somewhat-new theirs 1 100.00 % - 0')
  })
  it('counts false positives by innocent source', () => {
    expect(row(/^benign/)).toBe('benign shop 2 1 50.000 %')
    expect(row(/^real/)).toBe('real log 1 0 0.000 %')
  })
  it('sums up in balanced accuracy and speed, and tells what it could not parse', () => {
    expect(row(/^recall/)).toBe(
      'recall 75.00 % of 4, false positives 33.333 % of 3, balanced accuracy 70.83 %',
    )
    expect(run.stdout).toMatch(/\d+ lines a second/)
    expect(run.stdout).toContain('1 of 7 lines are of no known format')
  })
  it('lists what was missed and what was flagged falsely, with the signature', () => {
    expect(run.stdout).toMatch(/^missed sqli a2: .*id=17/m)
    expect(run.stdout).toMatch(/^false benign b2 \(sqli-[^)]*\): .*union/m)
  })
  it('lists as many examples as were asked for, and none unasked', () => {
    const twice = fileOf('twice.jsonl', [records[1], { ...records[1], id: 'a9' }])
    expect(bench('--missed', '1', twice).stdout.match(/^missed .*$/gm)).toHaveLength(1)
    expect(bench('--missed', twice).stdout.match(/^missed .*$/gm)).toHaveLength(2)
    expect(bench(twice).stdout).not.toMatch(/^missed/m)
  })
  it('writes one verdict for each record, in order', () => {
    const lines = readFileSync(verdicts, 'utf8').trimEnd().split('\n')
    expect(lines.map((line) => line.split('\t').slice(0, 2).join(' '))).toEqual([
      'a1 1',
      'a2 0',
      'a3 1',
      'a4 1',
      'b1 0',
      'b2 1',
      'b3 0',
    ])
    expect(lines[0]?.split('\t')[2]).toContain('sql-injection')
    expect(lines[1]).toBe('a2\t0\t')
  })
})

describe('bench:detect without a file', () => {
  it('judges the labelled set that ships, with the counts the console shows', async () => {
    const { stdout } = bench()
    const requests = await readLabelledSet()
    const innocent = requests.filter(({ expected }) => expected.length === 0).length
    expect(stdout).toContain(`% of ${requests.length - innocent}, false positives`)
    expect(stdout).toContain(`% of ${innocent}, balanced accuracy`)
  })
})

describe('bench:detect tells in one sentence', () => {
  const refusal = async (args: readonly string[]): Promise<string> => {
    try {
      for await (const _ of readRecords(readOptions(args).file ?? ''));
    } catch (error) {
      if (error instanceof Unusable) return error.message
      throw error
    }
    return ''
  }
  it.each([
    ['that one file is enough', ['a.jsonl', 'b.jsonl'], /Give one JSONL file, not several/],
    ['that the file is not there', [join(dir, 'none.jsonl')], /none\.jsonl cannot be read \(ENOENT/],
    ['that a folder is no file', [dir], /is a folder: give a JSONL file/],
    ['that a number of examples is wrong', ['x.jsonl', '--false=few'], /--false takes a whole number from 1/],
    ['that an option is unknown', ['x.jsonl', '--no-such'], /Unknown option '--no-such'/],
    ['that a line is not JSON', [fileOf('bad.jsonl', ['{"id":'])], /bad\.jsonl, line 1: this is not JSON/],
    [
      'which field is missing, and where',
      [fileOf('short.jsonl', [records[0], { id: 'x' }])],
      /short\.jsonl, line 2: "source" must be text;/,
    ],
    [
      'that a line is no record',
      [fileOf('list.jsonl', ['[1]'])],
      /list\.jsonl, line 1: this must be an object;/,
    ],
    ['that there is nothing in the file', [fileOf('empty.jsonl', [])], /holds no record/],
  ])('%s', async (_what, args, sentence) => {
    expect(await refusal(args)).toMatch(sentence)
  })
  it('that the verdicts cannot be written, and ends with 1', () => {
    const file = fileOf('ok.jsonl', [records[0]])
    const { status, stderr, stdout } = bench(file, '--verdicts', join(dir, 'no/such/out.tsv'))
    expect(stderr).toMatch(/^bench:detect: The verdicts cannot be written to .*out\.tsv .*\n$/)
    expect(stdout).toBe('')
    expect(status).toBe(1)
  })
})
