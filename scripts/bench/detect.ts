/** `npm run -s bench:detect -- FILE.jsonl`: how labelled log lines are judged, by what the engine makes alerts of. */
import { writeFileSync } from 'node:fs'
import { createDetection } from '../../detectors/index.ts'
import { fixedThreshold } from '../../engine/anomaly/judge.ts'
import { LineParser } from '../../engine/formats/index.ts'
import { verdictsOf } from '../../engine/verdict.ts'
import {
  isInnocent,
  ownRecords,
  readOptions,
  readRecords,
  reasonOf,
  Tallies,
  Unusable,
} from './labelled/index.ts'

/** Anomalies are no attack's name: they are left out here, as nothing is scored. */
const unscored = fixedThreshold(1)

async function main(): Promise<void> {
  const options = readOptions(process.argv.slice(2))
  const parser = new LineParser()
  const detection = createDetection()
  const tallies = new Tallies()
  const verdictLines: string[] = []
  const listed = { missed: 0, false: 0 }
  let [elapsed, lines, unparsed] = [0, 0, 0]
  const records = options.file === undefined ? await ownRecords() : readRecords(options.file)
  for await (const { id, source, label, line } of records) {
    const start = performance.now()
    const arrival = Date.now()
    const event = parser.parse(line, arrival)
    const findings = event ? detection.detect(event) : []
    const analysed = { line: { text: line, sourceId: 0, arrival }, findings, ...(event && { event }) }
    const types = verdictsOf(analysed, unscored).map(({ type }) => type)
    elapsed += performance.now() - start
    lines++
    if (!event) unparsed++
    tallies.add(label, source, types)
    const isFound = types.length > 0
    verdictLines.push(`${id}\t${isFound ? 1 : 0}\t${types.join(',')}\n`)
    if (!isFound && !isInnocent(label) && listed.missed++ < options.missed)
      console.log(`missed ${label} ${id}: ${line}`)
    if (isFound && isInnocent(label) && listed.false++ < options.false) {
      const why = findings.map(({ signature, match, note }) => `${signature}: ${match || note}`).join('; ')
      console.log(`false ${label} ${id} (${why}): ${line}`)
    }
  }
  if (options.verdicts !== undefined) writeVerdicts(options.verdicts, verdictLines)
  console.log(tallies.toString())
  if (unparsed > 0) console.log(`${unparsed} of ${lines} lines are of no known format and count as not found`)
  console.log(`${Math.round(lines / (elapsed / 1000))} lines a second (parse and detect, one thread)`)
}

function writeVerdicts(file: string, lines: readonly string[]): void {
  try {
    writeFileSync(file, lines.join(''))
  } catch (error) {
    throw new Unusable(`The verdicts cannot be written to ${file} (${reasonOf(error)}).`)
  }
}

try {
  await main()
} catch (error) {
  if (!(error instanceof Unusable)) throw error
  console.error(`bench:detect: ${error.message}`)
  process.exitCode = 1
}
