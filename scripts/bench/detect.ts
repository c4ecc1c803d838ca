import { createReadStream, writeFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { z } from 'zod'
import { createDetection } from '../../detectors/index.ts'
import { LineParser } from '../../engine/formats/index.ts'

const usage = 'Usage: npm run -s bench:detect -- FILE.jsonl [--verdicts OUT.tsv] [--missed] [--false]'
const Record = z.object({ id: z.string(), source: z.string(), label: z.string(), line: z.string() })

/** Labels of labelled sets, and the alert types that count as right for them. */
const rightTypes: { [label: string]: readonly string[] } = {
  sqli: ['sql-injection'],
  xss: ['xss'],
  traversal: ['path-traversal'],
  cmdi: ['command-injection'],
  nosqli: ['nosql-injection'],
  crlf: ['crlf-injection'],
  ldap: ['nosql-injection'],
  ssi: ['command-injection'],
  xxe: ['path-traversal'],
}
const innocentLabels = new Set(['benign', 'real', 'innocent'])

interface Row {
  records: number
  found: number
  right: number
}

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { verdicts: { type: 'string' }, missed: { type: 'boolean' }, false: { type: 'boolean' } },
  })
  const file = positionals[0]
  if (file === undefined) throw new Error(usage)
  const parser = new LineParser()
  const detection = createDetection()
  const rows = new Map<string, Row>()
  const verdicts: string[] = []
  let elapsed = 0
  let lines = 0
  for await (const text of createInterface({ input: createReadStream(file) })) {
    if (text === '') continue
    const record = Record.parse(JSON.parse(text))
    const start = performance.now()
    const event = parser.parse(record.line, Date.now())
    const findings = event ? detection.detect(event) : []
    elapsed += performance.now() - start
    lines++
    const types = [...new Set(findings.map(({ type }) => type))]
    verdicts.push(`${record.id}\t${types.length > 0 ? 1 : 0}\t${types.join(',')}`)
    const key = `${record.label}\t${record.source}`
    const row = rows.get(key) ?? { records: 0, found: 0, right: 0 }
    rows.set(key, row)
    row.records++
    if (types.length > 0) row.found++
    if (types.some((type) => rightTypes[record.label]?.includes(type))) row.right++
    const isInnocent = innocentLabels.has(record.label)
    if (values.missed && !isInnocent && types.length === 0)
      console.log(`missed ${record.label}: ${record.line}`)
    if (values.false && isInnocent && types.length > 0) {
      console.log(
        `false ${record.label} (${findings.map((f) => `${f.signature}: ${f.match || f.note}`).join('; ')}): ${record.line}`,
      )
    }
  }
  const [attacks, innocent] = [sum(rows, false), sum(rows, true)]
  console.log('label       source            records   found  right type  missed')
  for (const [key, row] of [...rows].sort(([a], [b]) => a.localeCompare(b))) {
    const [label = '', source = ''] = key.split('\t')
    const isInnocent = innocentLabels.has(label)
    const share = (n: number) => `${((100 * n) / row.records).toFixed(2)} %`.padStart(9)
    console.log(
      `${label.padEnd(11)} ${source.padEnd(16)} ${String(row.records).padStart(8)} ${share(row.found)} ${isInnocent ? '        -' : share(row.right)} ${isInnocent ? '      -' : String(row.records - row.found).padStart(7)}`,
    )
  }
  const recall = attacks.found / Math.max(1, attacks.records)
  const falsePositives = innocent.found / Math.max(1, innocent.records)
  console.log(
    `recall ${(100 * recall).toFixed(2)} %, false positives ${(100 * falsePositives).toFixed(3)} %, balanced accuracy ${((100 * (recall + 1 - falsePositives)) / 2).toFixed(2)} %`,
  )
  console.log(`${Math.round(lines / (elapsed / 1000))} lines a second (parse and detect, one thread)`)
  if (values.verdicts) writeFileSync(values.verdicts, `${verdicts.join('\n')}\n`)
}

function sum(rows: ReadonlyMap<string, Row>, innocent: boolean): Row {
  const total: Row = { records: 0, found: 0, right: 0 }
  for (const [key, row] of rows) {
    if (innocentLabels.has(key.split('\t')[0] ?? '') !== innocent) continue
    total.records += row.records
    total.found += row.found
  }
  return total
}

await main()
